/*
 * What the parts of a view know of each other.
 */
#ifndef GRAPH_VIEW_INTERNAL_H
#define GRAPH_VIEW_INTERNAL_H

#include "graph/view.h"

bool view_filter_allows(const struct view_filter *filter, const struct device *device,
                        const struct site_rules *sites);

/* Takes out of the view what does not carry the VLAN: links of whose ports those that tell do not all carry
 * it, and devices that neither have it nor are at the end of a link that does. */
void view_keep_vlan(struct view *view, struct network *network, uint32_t vlan);

#endif
