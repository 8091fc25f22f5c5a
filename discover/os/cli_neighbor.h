/*
 * One neighbor as a command printed it, in text: what "wiremap parse" shows, and what becomes a neighbor row
 * of an observation.
 */
#ifndef DISCOVER_OS_CLI_NEIGHBOR_H
#define DISCOVER_OS_CLI_NEIGHBOR_H

#include "discover/os/fields.h"

/* Texts are never NULL: "" where the answer does not tell. */
struct cli_neighbor {
    enum protocol protocol;
    const char *local_port;
    const char
        *local_device; /* the answer is about the ports of another device: access points of a controller */
    const char *remote_name; /* the system name; where there is none, a CDP device id without serial number */
    const char *remote_chassis_id;   /* CDP and its kin: the device id */
    const char *remote_chassis_type; /* as printed: "MAC address" */
    const char *remote_port;
    const char *remote_port_type;
    const char *remote_port_descr;
    const char *remote_descr;
    const char *remote_platform;
    const char *remote_serial;
    const char *remote_vlan;
    const char *remote_mac;
    char **remote_addresses; /* IP addresses only, the best to poll first: usable ones, IPv4 before IPv6 */
    char **capabilities;     /* tokens of capability_tokens */
    bool has_capabilities;   /* the answer has a place for them */
};

/* Reads one row of the answer to a neighbor command. False for a row that names neither a neighbor nor a port
 * of one. The texts belong to the reader; the two lists to the caller, see cli_neighbor_clear. */
bool cli_neighbor_read(struct field_reader *reader, size_t row, const char *command,
                       struct cli_neighbor *out);
void cli_neighbor_clear(struct cli_neighbor *neighbor);

#endif
