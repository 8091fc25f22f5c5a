/*
 * Regions: a network divided into parts that each fit a page of an atlas. Where devices tell their sites
 * (map_device.site), or the switches are those of a fat tree (the sites are its pods), the network consists
 * of sites, and sites that have most links with each other are regions where they are too many for a page. A
 * site that is too large, and a network that knows no sites, consist of groups of devices
 * (render/grouping.h).
 */
#ifndef RENDER_REGIONS_H
#define RENDER_REGIONS_H

#include "render/structure.h"

struct region {
    char *title, *name; /* name: as title, but of one thing in it: for the name of a file */
    bool is_site;
    guint above;     /* the region that it is a part of; STRUCTURE_NONE of the whole */
    guint depth;     /* 0 of the whole */
    GArray *parts;   /* of guint: regions, in natural order of their titles; empty: it is drawn by devices */
    GArray *devices; /* of guint, in order; endpoints are with what they hang from */
};

struct regions {
    const struct structure *structure;
    GPtrArray *list; /* of struct region; the first is the whole */
    guint *lowest;   /* the region of each device that has no parts */
};

#define REGION(regions, i) ((struct region *)(regions)->list->pdata[i])

/* The structure must outlive it. */
struct regions *regions_new(const struct structure *structure);
void regions_free(struct regions *regions);

/* Divides a region that has no parts yet, as its page cannot be read. False: it cannot be divided. */
bool regions_divide(struct regions *regions, guint region);

/* The site that a device is at; where it is at none its lowest region. */
guint regions_place_of(const struct regions *regions, guint device);

#endif
