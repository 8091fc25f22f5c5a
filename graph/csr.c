#include "graph/csr.h"

#include <glib.h>

static void count_arcs(struct csr *csr, const struct csr_edge *edges)
{
    for (size_t i = 0; i < csr->edge_count; i++) {
        g_assert(edges[i].a < csr->vertex_count && edges[i].b < csr->vertex_count);
        csr->offsets[edges[i].a]++;
        csr->offsets[edges[i].b]++;
    }
    uint32_t sum = 0;
    for (size_t v = 0; v <= csr->vertex_count; v++) {
        uint32_t degree = csr->offsets[v];
        csr->offsets[v] = sum;
        sum += degree;
    }
}

static void put_arc(struct csr *csr, uint32_t from, uint32_t to, uint32_t edge)
{
    uint32_t arc = csr->offsets[from]++;
    csr->neighbors[arc] = to;
    csr->edges[arc] = edge;
}

struct csr *csr_new(size_t vertex_count, const struct csr_edge *edges, size_t edge_count)
{
    g_assert(vertex_count < UINT32_MAX && edge_count <= INT32_MAX);
    struct csr *csr = g_new(struct csr, 1);
    *csr = (struct csr){vertex_count, edge_count, g_new0(uint32_t, vertex_count + 1),
                        g_new(uint32_t, 2 * edge_count), g_new(uint32_t, 2 * edge_count)};
    count_arcs(csr, edges);
    for (size_t i = 0; i < edge_count; i++) {
        put_arc(csr, edges[i].a, edges[i].b, (uint32_t)i);
        put_arc(csr, edges[i].b, edges[i].a, (uint32_t)i);
    }
    /* Putting moved the start of each row to its end, which is the start of the next. */
    for (size_t v = vertex_count; v > 0; v--)
        csr->offsets[v] = csr->offsets[v - 1];
    csr->offsets[0] = 0;
    return csr;
}

void csr_free(struct csr *csr)
{
    if (csr == NULL)
        return;
    g_free(csr->offsets);
    g_free(csr->neighbors);
    g_free(csr->edges);
    g_free(csr);
}
