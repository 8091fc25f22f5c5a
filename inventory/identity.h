/*
 * Identity: which observations, and which neighbors that were never visited, are the same device.
 *
 * A pure function of the observations: their order does not matter. The rules, by strength of evidence, and
 * the reason of each are at the head of identity.c and in docs/IDENTITY.md.
 */
#ifndef INVENTORY_IDENTITY_H
#define INVENTORY_IDENTITY_H

#include "inventory/inventory.h"

/* One device, visited or only heard of. Text belongs to the identity or to the observations. */
struct device {
    int64_t id;                  /* stable in an inventory (identity_assign_ids); 0 before that */
    const char *name;            /* never NULL: name, else chassis id, else address, else source id */
    GPtrArray *addresses;        /* of char *: textual, numeric order, unique */
    GPtrArray *shared_addresses; /* its own beside them, which others have too; NULL none */
    GPtrArray *chassis_ids;      /* of char *: as show prints them, sorted, unique */
    GPtrArray *names;            /* of char *: every name it is known under, sorted, unique */
    const char *vendor, *model, *os, *version, *serial, *location;
    const char *source_id; /* imports */
    enum role role;
    uint32_t capabilities; /* bits of enum capability: its own, else what neighbors say */
    bool visited;
    enum via via;
    const struct observation *observation; /* the newest good one; NULL when never visited */
    GPtrArray *observations;               /* of const struct observation *: all that were merged */
    GPtrArray *evidence;                   /* of struct identity_evidence * */
};

/* Why something was taken to be this device. */
struct identity_evidence {
    const char *key;  /* "chassis 02:1a:b0:00:07:01", "address 10.0.0.1", "name core1" */
    const char *from; /* who says so: "10.0.0.1: LLDP local chassis", "core1 ethernet1: lldp" */
};

/* The reason of rows that say nothing about who is there: empty ids, all zeroes. */
#define IDENTITY_PLACEHOLDER "placeholder"
/* Of rows that say of their own device what it says of itself: frames that came back. */
#define IDENTITY_ITSELF "the device itself"

/* What became of one neighbor row. */
struct identity_remote {
    int32_t device;      /* position in devices; -1 when it is none */
    const char *dropped; /* why it is none: IDENTITY_PLACEHOLDER, IDENTITY_ITSELF, ...; NULL otherwise */
    const char *key; /* what says that it is this device, as identity_evidence has it; NULL when none is */
};

/* Frees the lists of a device, not what its texts point to. */
void device_free_lists(struct device *device);

struct identity;

/* The observations must outlive the identity. */
struct identity *identity_build(const struct observation_list *observations);
void identity_free(struct identity *identity);

/* Gives each device the id that its keys had before, new devices new ones in a fixed order, and remembers the
 * keys in the inventory when it is open for writing (in memory only otherwise). */
bool identity_assign_ids(struct identity *identity, struct inventory *inventory, GError **error);

size_t identity_count(const struct identity *identity);

/* Devices are sorted by name (digits by value: eth2 before eth10), then by what makes them unique. */
const struct device *identity_device(const struct identity *identity, size_t position);

/* The device of an observation (position in the observation_list); SIZE_MAX for a visit that failed where no
 * device is known to be. */
size_t identity_of_observation(const struct identity *identity, size_t observation);

/* The device that a neighbor row stands for. */
struct identity_remote identity_of_neighbor(const struct identity *identity, size_t observation,
                                            size_t neighbor);

/* The devices that a user may mean by text: a name (case-insensitive, or its first label), an address, a
 * chassis id in any notation, a serial, an id as "#12". Exact matches win over first labels. Positions as
 * guint in a new GArray; empty when there is none. */
GArray *identity_match(const struct identity *identity, const char *text);

#endif
