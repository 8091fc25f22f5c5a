/*
 * Combs: boxes with one neighbor only hang below it, in columns along vertical lines, each at the end of its
 * own short line. Such endpoints are most of many networks; this is the least room they can be drawn in
 * without a crossing, their ports and names included.
 */
#ifndef RENDER_COMB_H
#define RENDER_COMB_H

#include "render/layout.h"

#define COMB_NO_HOST G_MAXUINT

struct comb_set {
    guint *host;        /* of each box: the box it hangs from, or COMB_NO_HOST */
    GPtrArray **leaves; /* of each box: GUINT_TO_POINTER of what hangs from it; NULL nothing */
    size_t box_count;
    guint *first, *edges; /* incidence */
};

void comb_set_init(struct comb_set *set, const struct layout *layout);
void comb_set_clear(struct comb_set *set);

struct comb_size {
    double width, height;
};

/* The room below a host; columns of at most rows boxes. Zero when nothing hangs from it. */
struct comb_size comb_measure(const struct comb_set *set, const struct layout *layout, guint host,
                              guint rows);

/* Places what hangs from a host that is placed: from its left edge on, below it. */
void comb_place(const struct comb_set *set, struct layout *layout, guint host, guint rows);

#endif
