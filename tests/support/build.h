/*
 * Observations built by hand: short makers for tests. Text and octets are copied into the observation, so
 * every argument may be a literal. Rows are returned so that a test can set what the maker does not; such a
 * pointer is good until the next row of its kind. NULL leaves a member absent.
 */
#ifndef TESTS_SUPPORT_BUILD_H
#define TESTS_SUPPORT_BUILD_H

#include "inventory/inventory.h"

/* A good SNMP visit of run 1 at an address (which may be NULL), of a device of that sysName. */
struct observation *build_observation(const char *address, const char *sys_name);

/* A visit of run 1 that failed. */
struct observation *build_failure(const char *address, const char *why);

/* A node of an imported file. */
struct observation *build_import(const char *file, const char *source_id, const char *name);

/* lldpLocChassisId, subtype MAC address. */
void build_chassis_mac(struct observation *observation, const char *mac);

/* A chassis of ENTITY-MIB. */
struct component *build_chassis(struct observation *observation, const char *model, const char *serial);

/* ifName and ifDescr are name; ethernetCsmacd(6), up, 1 Gbit/s. */
struct interface *build_interface(struct observation *observation, uint32_t if_index, const char *name,
                                  const char *mac);

/* Interfaces PREFIXfirst..PREFIXlast with their number as ifIndex and no MAC address. */
void build_interfaces(struct observation *observation, const char *prefix, uint32_t first, uint32_t last);

void build_address(struct observation *observation, const char *address, uint32_t if_index);

struct lldp_port *build_lldp_port(struct observation *observation, uint32_t number, enum port_subtype subtype,
                                  const char *id);

/* A row of lldpRemTable; chassis and port id are MAC addresses where they have that form, else an ifName and
 * a local name. */
struct neighbor *build_lldp(struct observation *observation, uint32_t local_port_number,
                            const char *chassis_id, const char *port_id, const char *name);

/* A row of cdpCacheTable. */
struct neighbor *build_cdp(struct observation *observation, uint32_t if_index, const char *device_id,
                           const char *port_id, const char *address);

/* An edge of an imported graph. */
struct neighbor *build_edge(struct observation *observation, const char *to_source_id, const char *port,
                            const char *remote_port);

void build_neighbor_address(struct observation *observation, struct neighbor *neighbor, const char *address);

/* A member of an aggregate. */
void build_member(struct observation *observation, uint32_t if_index, uint32_t aggregate_if_index);

/* The observations of a NULL-terminated array literal; the list owns them (observation_list_clear, or
 * build_list_clear where the inventory's code is not linked). */
struct observation_list build_list(struct observation *const *observations);
#define BUILD_LIST(...) build_list((struct observation *const[]){__VA_ARGS__, NULL})
void build_list_clear(struct observation_list *list);

/* A fixed pseudo-random order: the same seed, the same shuffle. */
void build_shuffle(struct observation_list *list, uint32_t seed);

#endif
