#include "graph/clustering.h"

#include <glib.h>

/* Edges lead from the vertex of lower degree to that of higher, so that few leave any vertex: each triangle
 * is seen once, from the vertex that both its edges leave. */
static bool leads_up(const struct csr *graph, uint32_t from, uint32_t to)
{
    uint32_t a = csr_degree(graph, from), b = csr_degree(graph, to);
    return a != b ? a < b : from < to;
}

/* seen: by vertex, whose mark it has. */
static void count_at(const struct csr *graph, uint32_t vertex, uint32_t *seen, uint64_t *triangles)
{
    for (uint32_t i = graph->offsets[vertex]; i < graph->offsets[vertex + 1]; i++)
        if (leads_up(graph, vertex, graph->neighbors[i]))
            seen[graph->neighbors[i]] = vertex + 1;
    for (uint32_t i = graph->offsets[vertex]; i < graph->offsets[vertex + 1]; i++) {
        uint32_t middle = graph->neighbors[i];
        if (!leads_up(graph, vertex, middle))
            continue;
        for (uint32_t j = graph->offsets[middle]; j < graph->offsets[middle + 1]; j++) {
            uint32_t last = graph->neighbors[j];
            if (!leads_up(graph, middle, last) || seen[last] != vertex + 1)
                continue;
            triangles[vertex]++;
            triangles[middle]++;
            triangles[last]++;
        }
    }
}

void clustering_run(const struct csr *graph, double *scores)
{
    size_t n = graph->vertex_count;
    g_autofree uint32_t *seen = g_new0(uint32_t, n);
    g_autofree uint64_t *triangles = g_new0(uint64_t, n);
    for (uint32_t v = 0; v < n; v++)
        count_at(graph, v, seen, triangles);
    for (size_t v = 0; v < n; v++) {
        double degree = csr_degree(graph, v);
        scores[v] = degree < 2 ? 0 : 2 * (double)triangles[v] / (degree * (degree - 1));
    }
}
