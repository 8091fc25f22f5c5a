#include "graph/redundancy.h"

#define NONE UINT32_MAX

/*
 * Ways are found one after the other, each by a search that may go back over the ways found before (Ford and
 * Fulkerson 1956; each device is two nodes, where it is entered and where it is left, with room for one way
 * between them). A search keeps to what it touches, so that a device near to the core is judged near to it.
 */
struct search {
    const struct csr *graph;
    const bool *is_core;
    uint32_t source;
    uint32_t *previous; /* by device: the one from which a way enters it; NONE: it is on no way */
    uint32_t
        *from_in; /* by device: whence it was entered, itself where its way is taken back; NONE: not yet */
    uint32_t *from_out; /* by device: whence its way out was reached: itself, or a device that a way enters
                           from it */
    GArray *queue;      /* of uint32_t: 2 * device, + 1 for the way out */
    GArray *changed;    /* of uint32_t: devices that a way entered */
    uint32_t found;     /* a device of the core that no way ends at; NONE: not yet */
};

static void reach_in(struct search *search, uint32_t device, uint32_t from)
{
    uint32_t node = 2 * device;
    if (search->from_in[device] != NONE)
        return;
    search->from_in[device] = from;
    g_array_append_val(search->queue, node);
    if (search->is_core[device] && search->previous[device] == NONE)
        search->found = device;
}

static void reach_out(struct search *search, uint32_t device, uint32_t from)
{
    uint32_t node = 2 * device + 1;
    if (search->from_out[device] != NONE)
        return;
    search->from_out[device] = from;
    g_array_append_val(search->queue, node);
}

static void pass_out(struct search *search, uint32_t device)
{
    const struct csr *graph = search->graph;
    for (uint32_t arc = graph->offsets[device]; arc < graph->offsets[device + 1]; arc++) {
        uint32_t other = graph->neighbors[arc];
        if (other != search->source && search->previous[other] != device && search->found == NONE)
            reach_in(search, other, device);
    }
    if (device != search->source && search->previous[device] != NONE)
        reach_in(search, device, device);
}

static void search_way(struct search *search)
{
    search->found = NONE;
    reach_out(search, search->source, search->source);
    for (guint i = 0; i < search->queue->len && search->found == NONE; i++) {
        uint32_t node = g_array_index(search->queue, uint32_t, i), device = node / 2;
        if (node % 2 == 1)
            pass_out(search, device);
        else if (search->previous[device] == NONE)
            reach_out(search, device, device);
        else
            reach_out(search, search->previous[device], device);
    }
}

/* Lays the way that was found, and takes back those that it runs against. */
static void lay_way(struct search *search)
{
    uint32_t device = search->found;
    for (bool is_in = true; is_in || device != search->source;) {
        uint32_t from = is_in ? search->from_in[device] : search->from_out[device];
        if (is_in) {
            search->previous[device] = from == device ? NONE : from;
            g_array_append_val(search->changed, device);
        }
        device = from;
        is_in = !is_in;
    }
}

static void forget_search(struct search *search)
{
    for (guint i = 0; i < search->queue->len; i++) {
        uint32_t device = g_array_index(search->queue, uint32_t, i) / 2;
        search->from_in[device] = search->from_out[device] = NONE;
    }
    g_array_set_size(search->queue, 0);
}

static uint8_t count_ways(struct search *search, uint32_t source, uint32_t limit)
{
    uint8_t count = 0;
    search->source = source;
    while (count < limit) {
        search_way(search);
        if (search->found != NONE)
            lay_way(search);
        forget_search(search);
        if (search->found == NONE)
            break;
        count++;
    }
    for (guint i = 0; i < search->changed->len; i++)
        search->previous[g_array_index(search->changed, uint32_t, i)] = NONE;
    g_array_set_size(search->changed, 0);
    return count;
}

static uint32_t *new_none(size_t count)
{
    uint32_t *numbers = g_new(uint32_t, count);
    for (size_t i = 0; i < count; i++)
        numbers[i] = NONE;
    return numbers;
}

uint8_t *redundancy_new(const struct csr *graph, const bool *is_core)
{
    size_t n = graph->vertex_count;
    uint32_t core_count = 0;
    uint8_t *ways = g_new0(uint8_t, n + 1);
    struct search search = {.graph = graph,
                            .is_core = is_core,
                            .previous = new_none(n),
                            .from_in = new_none(n),
                            .from_out = new_none(n),
                            .queue = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                            .changed = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (size_t v = 0; v < n; v++)
        core_count += is_core[v];
    for (uint32_t v = 0; v < n; v++) {
        uint32_t limit = MIN(MIN(REDUNDANCY_MOST, core_count), csr_degree(graph, v));
        ways[v] = is_core[v] ? REDUNDANCY_MOST : count_ways(&search, v, limit);
    }
    g_free(search.previous);
    g_free(search.from_in);
    g_free(search.from_out);
    g_array_unref(search.queue);
    g_array_unref(search.changed);
    return ways;
}
