/*
 * What a map shows: devices and links with their texts, made from the topology. A view leaves some of them
 * out before anything is laid out (map_network_keep), so that structure and layouts know of no view.
 */
#ifndef RENDER_MAP_NETWORK_H
#define RENDER_MAP_NETWORK_H

#include "render/renderer.h"

struct map_device {
    char *id;      /* unique */
    char *anchor;  /* what the element is called in the file: MAP_DEVICE_ANCHOR and its id; unique */
    char *name;    /* shortened, printable */
    char *detail;  /* the model; NULL none */
    char *tooltip; /* never NULL */
    char *site;    /* where it says that it is; NULL unknown */
    char *url;     /* of what it leads to; NULL nothing */
    enum role role;
    bool is_visited;
    guint position;    /* in the topology; G_MAXUINT: it is no device of it */
    bool is_elsewhere; /* it is on another page: told as a row of what it is linked with */
    bool stands_alone; /* it has a place of its own, though it has but one neighbor */
    double scale;      /* of its box where it stands alone: 1 as large as its text needs */
};

/* The ends of a link. */
enum { END_A, END_B, ENDS };

struct map_link {
    guint devices[ENDS]; /* never the same */
    char *ports[ENDS];   /* short; NULL unknown */
    char *tooltip;       /* never NULL */
    uint64_t speed_bps;
    enum certainty certainty; /* CERTAINTY_NONE: imported, by which nobody has seen it */
    bool is_down;
    bool is_blocked; /* by the spanning tree */
    guint count;     /* cables */
};

struct map_network {
    GArray *devices;  /* of struct map_device, in natural order of their names */
    GArray *links;    /* of struct map_link */
    bool is_of_parts; /* each device is a part of the network, each link all that joins two of them */
};

#define MAP_DEVICE(network, i) (&g_array_index((network)->devices, struct map_device, i))
#define MAP_LINK(network, i) (&g_array_index((network)->links, struct map_link, i))

/* Every device has an element whose id is this and its id, whatever shape it is drawn in (also a row of a
 * card): pages find devices by it. */
#define MAP_DEVICE_ANCHOR "device-"

/* The ids of what is no device begin with it, and those of devices do not. */
#define MAP_RESERVED_PREFIX "map:"

/* Of the device at a position in the topology. Caller frees with g_free. */
char *map_device_anchor(const struct device *device, guint position);

struct map_network *map_network_new(const struct render_request *request);
struct map_network *map_network_new_empty(void);
void map_network_free(struct map_network *network);

/* Adds copies. The devices of the link are those that are given. */
void map_network_add_device(struct map_network *network, const struct map_device *device);
void map_network_add_link(struct map_network *network, const struct map_link *link, guint a, guint b);

/* A new network of the devices for which is_kept says so, and the links between them. */
struct map_network *map_network_keep(const struct map_network *network, const bool *is_kept);

/* "1000 devices, 1062 links; 3 devices not visited". Caller frees with g_free. */
char *map_network_describe(const struct map_network *network);

/* "GigabitEthernet1/0/1" as "Gi1/0/1"; long ones shortened. Caller frees with g_free. */
char *map_short_port(const char *port);

#endif
