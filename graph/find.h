/*
 * Find: where in the network a MAC address, an IP address or a name is: the device, the port and the VLAN, by
 * what evidence, and since when that is known.
 *
 * A station is at the port of the bridge that has no other bridge which has learned it nearer: a bridge that
 * sees the station and another bridge on two different ports lies between them, so the port at which that
 * other bridge has learned the station is only on the way.
 */
#ifndef GRAPH_FIND_H
#define GRAPH_FIND_H

#include "graph/find_query.h"
#include "graph/network.h"

/* In the order in which they are listed. */
enum find_how {
    FIND_DEVICE,      /* a device is known by that name, address or id */
    FIND_ADDRESS,     /* an interface has the address */
    FIND_VIRTUAL,     /* several routers share the address (VRRP and its kin) */
    FIND_INTERFACE,   /* an interface has the MAC address */
    FIND_LEARNED,     /* a bridge has learned the MAC address there */
    FIND_NEIGHBOR,    /* a neighbor protocol tells it there */
    FIND_ARP,         /* a router or host has the MAC address for the address */
    FIND_DESCRIPTION, /* the interface is named or described so */
    FIND_HOWS
};
extern const struct words find_how_words;

struct find_result {
    enum find_how how;
    uint32_t device;        /* FIND_DEVICE: what was found; else where it is, or who says so */
    struct port port;       /* of that device */
    uint32_t vlan;          /* 0 unknown */
    struct mac mac;         /* absent unknown */
    struct address address; /* absent unknown */
    const char *text;       /* the name or description that matched; NULL none */
    enum protocol protocol; /* by what; PROTOCOL_NONE the device itself */
    int64_t remote;       /* the device that a neighbor row stands for, or that is behind the port; -1 none */
    bool is_secondary;    /* only on the way to the station, or nothing new: for those who ask for all */
    uint32_t observation; /* who told, and when: position in the list; UINT32_MAX a device never visited */
};

/* A GArray of struct find_result, sorted. Texts belong to the observations and the identity. */
GArray *find_run(struct network *network, const struct find_query *query);

#endif
