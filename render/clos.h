/*
 * Clos: fat trees and leaf-spine fabrics. The switches of a pod that have endpoints all have the same
 * neighbors, its aggregation switches; what is above these is the core. Rows of like switches are blocks, and
 * what joins two blocks completely is one thick line.
 */
#ifndef RENDER_CLOS_H
#define RENDER_CLOS_H

#include "render/structure.h"

struct clos_pod {
    GArray *upper, *lower; /* of guint: devices, in order; each of upper is linked with each of lower */
};

struct clos {
    GArray *pods; /* of struct clos_pod */
    GArray *core; /* of guint; empty in a leaf-spine fabric, which is one pod */
    guint least;  /* links of a lower switch where no endpoints are known; 0: endpoints tell the lower ones */
};

#define CLOS_POD(clos, i) (&g_array_index((clos)->pods, struct clos_pod, i))

/* NULL: the network is not built in this way. */
struct clos *clos_find(const struct structure *structure);
void clos_free(struct clos *clos);

/* aspect: of the drawing, width to height. */
struct scene;
struct scene *clos_draw(const struct structure *structure, const struct clos *clos, double aspect);

#endif
