#include "graph/measures.h"

#include "graph/blocks.h"

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void measure_degrees(struct measures *measures, const struct csr *csr)
{
    size_t n = csr->vertex_count;
    g_autoptr(GArray) sorted = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)n);
    for (size_t v = 0; v < n; v++) {
        uint32_t degree = csr_degree(csr, v);
        g_array_append_val(sorted, degree);
        measures->isolated += degree == 0;
    }
    g_array_sort(sorted, compare_numbers);
    for (guint i = 0; i < sorted->len; i++) {
        uint32_t degree = g_array_index(sorted, uint32_t, i);
        struct degree_count count = {degree, 1};
        guint last = measures->degrees->len;
        if (last > 0 && g_array_index(measures->degrees, struct degree_count, last - 1).degree == degree)
            g_array_index(measures->degrees, struct degree_count, last - 1).devices++;
        else
            g_array_append_val(measures->degrees, count);
    }
    if (n == 0)
        return;
    measures->mean_degree = 2 * (double)csr->edge_count / (double)n;
    size_t middle = n / 2;
    uint32_t upper = g_array_index(sorted, uint32_t, middle);
    uint32_t lower = n % 2 == 0 ? g_array_index(sorted, uint32_t, middle - 1) : upper;
    measures->median_degree = (lower + upper) / 2.0;
}

/* Components are numbered by their first devices. */
static uint32_t find_largest(struct measures *measures, const struct blocks *blocks)
{
    uint32_t largest = 0;
    measures->components = blocks->component_count;
    for (uint32_t i = 1; i < blocks->component_count; i++)
        if (blocks->component_weights[i] > blocks->component_weights[largest])
            largest = i;
    if (blocks->component_count > 0)
        measures->largest = blocks->component_weights[largest];
    return largest;
}

static void measure_distances(struct measures *measures, struct simple_graph *simple)
{
    struct blocks *blocks = blocks_new(simple_graph_csr(simple), NULL);
    const struct distances *distances = simple_graph_distances(simple);
    uint32_t largest = find_largest(measures, blocks);
    double sum = 0, size = (double)measures->largest;
    measures->radius = UINT32_MAX;
    for (size_t v = 0; v < measures->devices; v++) {
        if (blocks->components[v] != largest)
            continue;
        sum += (double)distances->sums[v];
        measures->diameter = MAX(measures->diameter, distances->eccentricities[v]);
        measures->radius = MIN(measures->radius, distances->eccentricities[v]);
    }
    if (measures->devices == 0)
        measures->radius = 0;
    if (size > 1)
        measures->mean_distance = sum / (size * (size - 1));
    blocks_free(blocks);
}

struct measures *measures_new(struct simple_graph *simple)
{
    struct measures *measures = g_new0(struct measures, 1);
    const struct graph_edge *edges = simple_graph_edges(simple, &measures->pairs);
    double n = (double)simple_graph_device_count(simple);
    measures->devices = simple_graph_device_count(simple);
    measures->degrees = g_array_new(FALSE, FALSE, sizeof(struct degree_count));
    for (size_t i = 0; i < measures->pairs; i++)
        measures->cables += edges[i].cables;
    if (measures->devices > 1)
        measures->density = 2 * (double)measures->pairs / (n * (n - 1));
    measure_degrees(measures, simple_graph_csr(simple));
    measure_distances(measures, simple);
    return measures;
}

void measures_free(struct measures *measures)
{
    if (measures == NULL)
        return;
    g_array_unref(measures->degrees);
    g_free(measures);
}
