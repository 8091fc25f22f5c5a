/*
 * Made-up networks of any size, for benchmarks and tests: their shape, and what their devices would say as a
 * recording. The same arguments give the same network.
 */
#ifndef TESTS_SUPPORT_NETWORK_H
#define TESTS_SUPPORT_NETWORK_H

#include "model/address.h"

enum network_kind { NETWORK_BACKBONE, NETWORK_CORE, NETWORK_DISTRIBUTION, NETWORK_ACCESS };

struct network_device {
    char *name;
    enum network_kind kind;
    struct address address; /* management, in 10.0.0.0/9 */
    uint32_t ports;         /* all of them; the first ones are cabled */
    uint32_t cabled;
};

struct network_link {
    uint32_t a, a_port, b, b_port; /* positions of devices; ports count from 1 */
};

struct network {
    GArray *devices; /* struct network_device */
    GArray *links;   /* struct network_link */
    uint32_t seed;
};

/* Access switches of 24 or 48 ports below pairs of distribution switches below pairs of cores; over 1,000
 * devices, several such buildings on a backbone. */
struct network *network_campus(uint32_t devices, uint32_t seed);

/* The largest fat-tree of k-port switches (Al-Fares, Loukissas and Vahdat, SIGCOMM 2008) with at most that
 * many switches. */
struct network *network_fat_tree(uint32_t devices, uint32_t seed);

/* Points of presence of two core routers and eight edge routers, on a ring with chords. */
struct network *network_isp(uint32_t devices, uint32_t seed);

void network_free(struct network *network);

/* One or the other by name: "campus", "fat-tree", "isp"; NULL for anything else. */
struct network *network_make(const char *shape, uint32_t devices, uint32_t seed);

/* The name and the ifIndex of a port. */
char *network_port_name(const struct network *network, uint32_t device, uint32_t port);
uint32_t network_if_index(const struct network *network, uint32_t device, uint32_t port);

/* Writes the recording, and expected.json with the links, into a folder that is made. */
bool network_write(const struct network *network, const char *folder, GError **error);

#endif
