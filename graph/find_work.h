/*
 * The inside of find_run (graph/find.h): what its files share.
 */
#ifndef GRAPH_FIND_WORK_H
#define GRAPH_FIND_WORK_H

#include "graph/find.h"

struct find_work {
    struct network *network;
    const struct find_query *query;
    GArray *results;     /* struct find_result */
    GHashTable *macs;    /* struct mac -> struct address *, the lowest it is known to have, absent if none */
    GHashTable *devices; /* set of devices found */
};

/* What devices say of themselves: names, addresses, MAC addresses, descriptions. */
void find_devices(struct find_work *work);

/* Neighbor rows that tell of the address or of a device that was found but never visited. */
void find_neighbors(struct find_work *work);

/* ARP caches: by the address or the MAC address; the MAC addresses found are wanted in what follows. */
void find_arp(struct find_work *work);

/* Forwarding tables, by the MAC address; and which of the places is where the station is. */
void find_learned(struct find_work *work);
void find_judge_places(struct find_work *work);

/* A result at a port of a device, told by an observation. */
struct find_result find_result_at(enum find_how how, uint32_t device, struct port port, uint32_t observation);

/* Whether a MAC address is looked for: by the user, or as that of an address. */
bool find_wants_mac(const struct find_work *work, struct mac mac);

#endif
