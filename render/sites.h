/*
 * Sites: where the devices of a network are, as parts that an atlas is made of. Devices tell it
 * (map_device.site), or are pods and core of a fat tree. An endpoint is where its switch is; devices that
 * tell nothing are where all their neighbors are, or a site of their own that is named by one of them.
 */
#ifndef RENDER_SITES_H
#define RENDER_SITES_H

#include "render/structure.h"

struct sites {
    guint *site_of;   /* of each device */
    GPtrArray *names; /* in natural order */
};

/* NULL: nothing is known of sites, or all devices are at the same. */
struct sites *sites_find(const struct structure *structure);
/* NULL is allowed. */
void sites_free(struct sites *sites);

#endif
