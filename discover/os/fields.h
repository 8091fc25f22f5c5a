/*
 * What the columns of a table mean: for each kind of answer the things it can tell, each with the names that
 * templates give its column (ours, and those of all releases of ntc-templates: LOCAL_INTERFACE, LOCAL_INTF,
 * LOCAL_PORT). A column belongs to one field: the first in order that has it as its first choice. A list
 * whose name has _PARTS behind it is one item in pieces: a cell that was wrapped.
 */
#ifndef DISCOVER_OS_FIELDS_H
#define DISCOVER_OS_FIELDS_H

#include "discover/os/os.h"

enum answer_form {
    FORM_TEXT,   /* the first column that tells something */
    FORM_STATE,  /* the same, where "not present" tells something */
    FORM_CHOICE, /* the first column that there is, also when it is empty: others mean something else then */
    FORM_LIST,   /* all items of all columns */
    /* The same, of names that may stand together, have a state behind or be a range: "Eth1/1(P) Eth1/2(D)",
     * "1/1 to 1/4". */
    FORM_NAMES
};

struct answer_field {
    const char *key;     /* in the JSON of "wiremap parse" */
    const char *columns; /* names, joined by blanks, best first */
    enum answer_form form;
};

enum neighbor_field {
    NEIGHBOR_PROTOCOL,
    NEIGHBOR_LOCAL_PORT,
    NEIGHBOR_LOCAL_DEVICE,
    NEIGHBOR_DEVICE_ID, /* CDP and its kin */
    NEIGHBOR_CHASSIS_ID,
    NEIGHBOR_CHASSIS_TYPE,
    NEIGHBOR_PORT_ID,
    NEIGHBOR_PORT_TYPE,
    NEIGHBOR_PORT_DESCR,
    NEIGHBOR_NAME,
    NEIGHBOR_DESCR,
    NEIGHBOR_ADDRESSES,
    NEIGHBOR_PLATFORM,
    NEIGHBOR_CAPABILITIES,
    NEIGHBOR_CAPABILITY_CODES, /* letters of which r is a router and R a repeater: VOSS, ERS */
    NEIGHBOR_SERIAL,
    NEIGHBOR_VLAN,
    NEIGHBOR_MAC,
    NEIGHBOR_FIELDS
};

enum identity_field {
    IDENTITY_NAME,
    IDENTITY_MODEL,
    IDENTITY_VERSION,
    IDENTITY_SERIAL,
    IDENTITY_SOFTWARE,
    IDENTITY_VENDOR,
    IDENTITY_MAC,
    IDENTITY_CHASSIS_ID,
    IDENTITY_CHASSIS_TYPE,
    IDENTITY_DESCR,
    IDENTITY_LOCATION,
    IDENTITY_CONTACT,
    IDENTITY_FIELDS
};

enum inventory_field {
    INVENTORY_NAME,
    INVENTORY_DESCR,
    INVENTORY_MODEL,
    INVENTORY_HARDWARE,
    INVENTORY_SERIAL,
    INVENTORY_FIELDS
};

enum interface_field {
    INTERFACE_NAME,
    INTERFACE_DESCR,
    INTERFACE_ADMIN,
    INTERFACE_LINK,
    INTERFACE_PROTOCOL,
    INTERFACE_SPEED,
    INTERFACE_BANDWIDTH,
    INTERFACE_DUPLEX,
    INTERFACE_MTU,
    INTERFACE_MAC,
    INTERFACE_ADDRESSES,
    INTERFACE_PREFIX_LENGTH,
    INTERFACE_NETMASK,
    INTERFACE_IF_INDEX,
    INTERFACE_TYPE,
    INTERFACE_AGGREGATE,
    INTERFACE_VRF,
    INTERFACE_VLAN,
    INTERFACE_RUNNING, /* a mark, empty where the interface is down */
    INTERFACE_MEMBERS, /* of an aggregate */
    INTERFACE_FIELDS
};

enum routing_field {
    ROUTING_NEIGHBOR_ID,
    ROUTING_ADDRESS,
    ROUTING_INTERFACE,
    ROUTING_STATE,
    ROUTING_REMOTE_AS,
    ROUTING_LOCAL_AS,
    ROUTING_ROUTER_ID,
    ROUTING_LOCAL_ADDRESS,
    ROUTING_MAC,
    ROUTING_TYPE,
    ROUTING_AREA,
    ROUTING_VRF,
    ROUTING_NAME,
    ROUTING_FIELDS
};

enum arp_field { ARP_ADDRESS, ARP_MAC, ARP_INTERFACE, ARP_VLAN, ARP_STATE, ARP_VRF, ARP_FIELDS };

enum forwarding_field {
    FORWARDING_MAC,
    FORWARDING_VLAN,
    FORWARDING_PORTS,
    FORWARDING_TYPE,
    FORWARDING_FIELDS
};

/* The fields of a kind of answer, in the order of its enum above (addresses: those of interfaces); NULL and 0
 * for ANSWER_OTHER. */
const struct answer_field *fields_of_kind(enum answer_kind kind, size_t *count);

/* Reads the rows of one table. It must outlive the reader. */
struct field_reader;
struct field_reader *field_reader_new(enum answer_kind kind, const struct cli_table *table);
void field_reader_free(struct field_reader *reader);

/* The text of a field, several items joined by a blank; "" when the row tells nothing of it: also when it
 * says so in words ("not advertised", "(null)", "-"). The text belongs to the reader. */
const char *field_text(struct field_reader *reader, size_t row, size_t field);

/* A copy of the text that lives as long as the reader. */
const char *field_keep(struct field_reader *reader, const char *text);

/* All that the row tells of a field, item by item. Caller frees with g_strfreev; never NULL. */
char **field_list(struct field_reader *reader, size_t row, size_t field);

/* Whether the table has a column for the field. */
bool field_is_there(const struct field_reader *reader, size_t field);

/* Whether the text is a way to say nothing. */
bool field_is_nothing(const char *text);

#endif
