#include "graph/coreness.h"

#include <glib.h>

/* Vertices in the order of what is left of their degrees, kept by swapping. */
struct order {
    uint32_t *degree;   /* what is left; of a vertex that was taken its coreness */
    uint32_t *vertices; /* ascending by degree */
    uint32_t *place;    /* by vertex */
    uint32_t *first;    /* by degree: the first place of those that have at least it */
};

static void sort_by_degree(struct order *order, const struct csr *graph)
{
    size_t n = graph->vertex_count;
    uint32_t greatest = 0;
    for (size_t v = 0; v < n; v++) {
        order->degree[v] = csr_degree(graph, v);
        greatest = MAX(greatest, order->degree[v]);
    }
    order->first = g_new0(uint32_t, (size_t)greatest + 2);
    for (size_t v = 0; v < n; v++)
        order->first[order->degree[v] + 1]++;
    for (uint32_t d = 1; d <= greatest + 1; d++)
        order->first[d] += order->first[d - 1];
    g_autofree uint32_t *next = g_memdup2(order->first, ((size_t)greatest + 2) * sizeof *next);
    for (uint32_t v = 0; v < n; v++) {
        order->place[v] = next[order->degree[v]]++;
        order->vertices[order->place[v]] = v;
    }
}

/* One degree less: to the front of those that have the same, which then end behind it. */
static void lower(struct order *order, uint32_t vertex)
{
    uint32_t front = order->first[order->degree[vertex]]++, other = order->vertices[front];
    order->vertices[order->place[vertex]] = other;
    order->place[other] = order->place[vertex];
    order->vertices[front] = vertex;
    order->place[vertex] = front;
    order->degree[vertex]--;
}

uint32_t *coreness_new(const struct csr *graph)
{
    size_t n = graph->vertex_count;
    struct order order = {g_new(uint32_t, n), g_new(uint32_t, n), g_new(uint32_t, n), NULL};
    sort_by_degree(&order, graph);
    for (size_t i = 0; i < n; i++) {
        uint32_t v = order.vertices[i];
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++)
            if (order.degree[graph->neighbors[arc]] > order.degree[v])
                lower(&order, graph->neighbors[arc]);
    }
    g_free(order.vertices);
    g_free(order.place);
    g_free(order.first);
    return order.degree;
}
