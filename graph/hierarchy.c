#include "graph/hierarchy.h"

#include "graph/blocks.h"
#include "graph/coreness.h"

#include <string.h>

static const char *const tier_list[] = {NULL, "core", "distribution", "access", "edge"};
const struct words tier_words = {tier_list, G_N_ELEMENTS(tier_list)};

/* What is best of each component: the greatest coreness, and of it the least eccentricity. */
struct best {
    uint32_t coreness, eccentricity;
};

static bool is_candidate(const bool *is_endpoint, const struct csr *csr, uint32_t device)
{
    return csr_degree(csr, device) > 0 && (is_endpoint == NULL || !is_endpoint[device]);
}

static void find_core(struct hierarchy *hierarchy, struct simple_graph *simple, const bool *is_endpoint)
{
    const struct csr *csr = simple_graph_csr(simple);
    const struct distances *distances = simple_graph_distances(simple);
    g_autofree uint32_t *coreness = coreness_new(csr);
    struct blocks *blocks = blocks_new(csr, NULL);
    g_autofree struct best *best = g_new0(struct best, blocks->component_count + 1);
    for (uint32_t d = 0; d < csr->vertex_count; d++) {
        struct best *of = &best[blocks->components[d]], here = {coreness[d], distances->eccentricities[d]};
        if (is_candidate(is_endpoint, csr, d) &&
            (here.coreness > of->coreness ||
             (here.coreness == of->coreness && here.eccentricity < of->eccentricity)))
            *of = here;
    }
    for (uint32_t d = 0; d < csr->vertex_count; d++) {
        const struct best *of = &best[blocks->components[d]];
        hierarchy->is_core[d] = is_candidate(is_endpoint, csr, d) && coreness[d] == of->coreness &&
                                distances->eccentricities[d] == of->eccentricity;
    }
    blocks_free(blocks);
}

static void measure(struct hierarchy *hierarchy, const struct csr *csr)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t d = 0; d < csr->vertex_count; d++) {
        hierarchy->distance[d] = hierarchy->is_core[d] ? 0 : UINT32_MAX;
        if (hierarchy->is_core[d])
            g_array_append_val(queue, d);
    }
    for (guint i = 0; i < queue->len; i++) {
        uint32_t device = g_array_index(queue, uint32_t, i);
        for (uint32_t arc = csr->offsets[device]; arc < csr->offsets[device + 1]; arc++) {
            uint32_t other = csr->neighbors[arc];
            if (hierarchy->distance[other] != UINT32_MAX)
                continue;
            hierarchy->distance[other] = hierarchy->distance[device] + 1;
            g_array_append_val(queue, other);
        }
    }
}

static bool is_edge(const struct csr *csr, const bool *is_endpoint, uint32_t device)
{
    return csr_degree(csr, device) < 2 || (is_endpoint != NULL && is_endpoint[device]);
}

/* The devices of the edge do not make what they hang on a distributor. */
static bool has_farther(const struct hierarchy *hierarchy, const struct csr *csr, const bool *is_endpoint,
                        uint32_t device)
{
    for (uint32_t arc = csr->offsets[device]; arc < csr->offsets[device + 1]; arc++) {
        uint32_t other = csr->neighbors[arc];
        if (hierarchy->distance[other] > hierarchy->distance[device] && !is_edge(csr, is_endpoint, other))
            return true;
    }
    return false;
}

static enum tier judge(const struct hierarchy *hierarchy, const struct csr *csr, const bool *is_endpoint,
                       uint32_t device)
{
    if (hierarchy->is_core[device])
        return TIER_CORE;
    if (hierarchy->distance[device] == UINT32_MAX)
        return TIER_NONE;
    if (is_edge(csr, is_endpoint, device))
        return TIER_EDGE;
    return has_farther(hierarchy, csr, is_endpoint, device) ? TIER_DISTRIBUTION : TIER_ACCESS;
}

struct hierarchy *hierarchy_new(struct simple_graph *simple, const bool *is_endpoint, const bool *core)
{
    const struct csr *csr = simple_graph_csr(simple);
    size_t n = csr->vertex_count;
    struct hierarchy *hierarchy = g_new0(struct hierarchy, 1);
    *hierarchy = (struct hierarchy){n, g_new0(enum tier, n + 1), g_new(uint32_t, n + 1), g_new0(bool, n + 1)};
    if (core == NULL)
        find_core(hierarchy, simple, is_endpoint);
    else
        memcpy(hierarchy->is_core, core, n * sizeof *core);
    measure(hierarchy, csr);
    for (uint32_t d = 0; d < n; d++)
        hierarchy->tiers[d] = judge(hierarchy, csr, is_endpoint, d);
    return hierarchy;
}

void hierarchy_free(struct hierarchy *hierarchy)
{
    if (hierarchy == NULL)
        return;
    g_free(hierarchy->tiers);
    g_free(hierarchy->distance);
    g_free(hierarchy->is_core);
    g_free(hierarchy);
}
