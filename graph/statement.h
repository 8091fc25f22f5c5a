/*
 * Statement: one thing that a device says of itself, or a neighbor row of the device at the other end, about
 * who that device is.
 */
#ifndef GRAPH_STATEMENT_H
#define GRAPH_STATEMENT_H

#include "model/observation.h"

enum statement_kind {
    STATEMENT_SERIAL,
    STATEMENT_CHASSIS_ID, /* LLDP chassis id, bridge address, the ids of LLDP's kin */
    STATEMENT_ROUTER_ID,  /* of a routing protocol, IS-IS system id too */
    STATEMENT_NAME,       /* sysName, CDP device id */
    STATEMENT_ADDRESS,
    STATEMENT_KINDS
};
extern const struct words statement_kind_words;

struct statement {
    enum statement_kind kind;
    char *value;       /* as show prints it */
    bool is_interface; /* an address of the device's table of addresses, not the one that was visited */
};

/* Each returns a new GArray of struct statement; g_array_unref frees it with its values. A value may be there
 * twice. */
GArray *statement_list_of_device(const struct observation *observation);
GArray *statement_list_of_row(const struct neighbor *neighbor);

#endif
