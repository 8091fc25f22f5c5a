/*
 * Contact: who loses it by a change of the network, and who gains it. Devices have contact when they are in
 * one component; devices that are lost themselves do not count.
 */
#ifndef GRAPH_CONTACT_H
#define GRAPH_CONTACT_H

#include "graph/change.h"

struct contact {
    GPtrArray *parts;      /* of GArray of uint32_t: devices that are cut off together, ascending. Of each
                              component the largest part that remains keeps contact, among equals that with
                              the first device; the others are here, the largest first */
    uint32_t cut_off;      /* devices of the parts */
    uint64_t lost, gained; /* pairs of devices */
    uint32_t components_before; /* with devices that are not lost */
    uint32_t components_after;
};

struct contact *contact_new(const struct change *change);
/* NULL is allowed. */
void contact_free(struct contact *contact);

#endif
