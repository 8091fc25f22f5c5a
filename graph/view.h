/*
 * View: the part of a topology that a question or a map is about: by what devices are, where they stand, what
 * is around one of them, or what carries a VLAN. All that is asked for holds together.
 */
#ifndef GRAPH_VIEW_H
#define GRAPH_VIEW_H

#include "graph/network.h"
#include "graph/site.h"

#define VIEW_ERROR (view_error_quark())
GQuark view_error_quark(void);

enum view_error {
    VIEW_ERROR_FILTER /* a filter that cannot be read: a usage error */
};

/* "role=switch", "vendor!=Cisco", "name=core-*,dist-*", "address=10.0.0.0/8": KEY is one of view_filter_keys;
 * the values behind it, separated by commas, are patterns (graph/pattern.h), of addresses also prefixes; one
 * of them has to match, with != none may. */
struct view_filter;
struct view_filter *view_filter_parse(const char *text, GError **error);
void view_filter_free(struct view_filter *filter);

extern const char *const view_filter_keys[]; /* NULL-terminated */

struct view_options {
    GPtrArray *filters;             /* of struct view_filter; NULL none */
    const struct site_rules *sites; /* may be NULL */
    const char *site;               /* pattern; NULL any */
    const GArray *around;           /* of guint: positions of devices; NULL or empty: everything */
    uint32_t depth;                 /* hops around them */
    uint32_t layers;                /* as topology_select: the links that are hops */
    uint32_t vlan;                  /* 0 any; needs RECORD_VLAN, RECORD_VLAN_PORT and RECORD_BRIDGE_PORT */
    bool only_infrastructure;       /* no endpoints */
};

struct view {
    bool *devices; /* by position in the topology: whether it is in the view */
    bool *links;   /* the same for links, both of whose ends are */
};

/* The topology is the network's. The hops around a device are counted among what all else leaves. */
struct view *view_new(struct network *network, const struct view_options *options);
void view_free(struct view *view); /* NULL is allowed */

/* Whether a device only uses the network: by its role, and where that is not known, by having one neighbor
 * and never having been visited. neighbors: how many it is linked with. */
bool view_is_endpoint(const struct device *device, size_t neighbors);

#endif
