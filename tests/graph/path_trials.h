/*
 * Every loopless path of a small graph, found by trying: what the algorithms are compared with.
 */
#ifndef TESTS_GRAPH_PATH_TRIALS_H
#define TESTS_GRAPH_PATH_TRIALS_H

#include "graph/path.h"
#include "tests/graph/graph_fixture.h"

#define TRIAL_DEVICES 10

struct trial {
    uint32_t links[TRIAL_DEVICES], devices[TRIAL_DEVICES];
    size_t link_count; /* one less than devices */
    uint64_t cost, tie, width;
};

struct trials {
    const struct path_network *network;
    uint32_t to;
    struct trial now;
    GArray *all; /* of struct trial */
};

static inline bool trial_passes(const struct trial *trial, uint32_t device)
{
    for (size_t i = 0; i <= trial->link_count; i++)
        if (trial->devices[i] == device)
            return true;
    return false;
}

static inline void trials_try(struct trials *trials)
{
    const struct graph *graph = trials->network->graph;
    struct trial *now = &trials->now;
    uint32_t device = now->devices[now->link_count];
    if (device == trials->to) {
        g_array_append_val(trials->all, *now);
        return;
    }
    for (uint32_t i = 0; i < graph->link_count; i++) {
        const struct link *link = &graph->links[i];
        const bool *is_avoided = trials->network->metrics.is_avoided;
        uint32_t other = link_far_end(link, device)->device;
        if ((link->a.device != device && link->b.device != device) || trial_passes(now, other) ||
            (is_avoided != NULL && is_avoided[i]))
            continue;
        struct trial before = *now;
        struct path_weight weight = path_network_weigh(trials->network, i);
        now->links[now->link_count++] = i;
        now->devices[now->link_count] = other;
        now->cost += weight.cost;
        now->tie += weight.tie;
        now->width = MIN(now->width, path_link_width(link));
        trials_try(trials);
        *now = before;
    }
}

/* All paths over single links: parallel ones make different paths. The caller frees the array. */
static inline GArray *trials_all(const struct path_network *network, uint32_t from, uint32_t to)
{
    struct trials trials = {.network = network, .to = to, .now = {.width = UINT64_MAX}};
    trials.now.devices[0] = from;
    trials.all = g_array_new(FALSE, FALSE, sizeof(struct trial));
    trials_try(&trials);
    return trials.all;
}

/* Links of any speed between any of the devices, some of them parallel; density in percent. */
static inline char *trials_random_links(GRand *random, uint32_t devices, int density)
{
    static const unsigned speeds[] = {0, 1000, 10000, 25000, 100000};
    GString *text = g_string_new(NULL);
    for (uint32_t a = 0; a < devices; a++)
        for (uint32_t b = a + 1; b < devices; b++)
            for (int i = 0; i < 3 && g_rand_int_range(random, 0, 100) < density / (i + 1); i++)
                g_string_append_printf(text, "%u-%u:%u ", a, b, speeds[g_rand_int_range(random, 0, 5)]);
    return g_string_free(text, FALSE);
}

#endif
