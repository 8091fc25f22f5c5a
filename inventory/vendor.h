/*
 * Vendor, model, operating system, version and role of a device, from what it says of itself: sysObjectID
 * (its enterprise number), sysDescr, LLDP capabilities, ENTITY-MIB; for devices that were never visited from
 * what their neighbors heard. The knowledge is tables: one line per vendor, one per form of sysDescr.
 */
#ifndef INVENTORY_VENDOR_H
#define INVENTORY_VENDOR_H

#include "model/observation.h"

/* NULL and ROLE_UNKNOWN where nothing is known. Text belongs to the observation or to the chunk. */
struct vendor_facts {
    const char *vendor, *model, *os, *version, *serial;
    enum role role;
};

void vendor_describe(const struct observation *observation, GStringChunk *memory, struct vendor_facts *out);

/* Fills in what is not known yet. */
void vendor_describe_neighbor(const struct neighbor *neighbor, GStringChunk *memory,
                              struct vendor_facts *facts);

/* The part that a device with these capabilities (bits of enum capability) plays. */
enum role vendor_role_of_capabilities(uint32_t capabilities);

/* The name of an IANA private enterprise number; NULL when it is not in the table. */
const char *vendor_of_enterprise(uint32_t enterprise);

#endif
