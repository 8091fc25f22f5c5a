/*
 * Sandwich: a campus between its two cores. Each site is two combs, one from above and one from below, whose
 * teeth stand between the columns of cards; every card has a tooth of either parent beside it, so that an
 * uplink is a short hook, and nothing crosses.
 *
 *     core-1  =====================================
 *               |dist-01 ====================|  |
 *               | |  [card] | [card] |  ...    |
 *               | |  [card] | [card] |         |
 *               |   |====================dist-02|
 *     core-2  =====================================
 */
#ifndef RENDER_SANDWICH_H
#define RENDER_SANDWICH_H

#include "render/campus.h"
#include "render/places.h"
#include "render/scene.h"

/* The sites of a drawing, and the cores around them. */
struct sandwich_part {
    const struct campus *campus;
    guint first_site, site_count;
    bool with_ports;
    double aspect; /* of the drawing, width to height */
    /* The cores are drawn elsewhere, and their links end at a small box with their name. */
    bool with_connectors;
    const char *core_url;      /* of where the cores are drawn; NULL: nowhere to lead to */
    const struct places *kept; /* what the last drawing was like; NULL unknown */
    struct places *keep;       /* what this one is like is put there; NULL: nowhere */
};

/* NULL when there are more than two cores to be drawn, or nothing to draw. */
struct scene *sandwich_draw(const struct structure *structure, const struct sandwich_part *part);

#endif
