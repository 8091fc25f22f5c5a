#include "graph/change.h"

void change_init(struct change *change, const struct graph *graph, const bool *is_device_down,
                 const bool *is_link_down, const GArray *added)
{
    *change =
        (struct change){.is_down = is_device_down, .links = g_array_new(FALSE, FALSE, sizeof(struct link))};
    for (size_t i = 0; i < graph->link_count; i++) {
        const struct link *link = &graph->links[i];
        if (!is_link_down[i] && !is_device_down[link->a.device] && !is_device_down[link->b.device])
            g_array_append_vals(change->links, link, 1);
    }
    g_array_append_vals(change->links, added->data, added->len);
    change->graphs[CHANGE_BEFORE] = *graph;
    change->graphs[CHANGE_AFTER] = (struct graph){
        graph->device_count, (const struct link *)(const void *)change->links->data, change->links->len};
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++)
        change->simple[moment] = simple_graph_new(&change->graphs[moment]);
}

void change_clear(struct change *change)
{
    simple_graph_free(change->simple[CHANGE_BEFORE]);
    simple_graph_free(change->simple[CHANGE_AFTER]);
    g_array_unref(change->links);
}

uint32_t change_count_remaining(const struct change *change)
{
    uint32_t count = 0;
    for (size_t d = 0; d < change->graphs[CHANGE_BEFORE].device_count; d++)
        count += !change->is_down[d];
    return count;
}
