#include "graph/loads.h"

#include "graph/betweenness.h"

static double round_load(double load)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    return g_ascii_strtod(g_ascii_formatd(text, sizeof text, "%.12g", load), NULL);
}

static gint compare_loads(gconstpointer a, gconstpointer b)
{
    const struct load *x = a, *y = b;
    double more_x = x->after - x->before, more_y = y->after - y->before;
    if (more_x != more_y)
        return more_x > more_y ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static void put(GArray *loads, uint32_t a, uint32_t b, double before, double after)
{
    struct load load = {a, b, round_load(before), round_load(after)};
    if (load.before != load.after)
        g_array_append_val(loads, load);
}

static double *scores_of(const struct change *change, int moment, bool of_links, unsigned threads)
{
    const struct csr *csr = simple_graph_csr(change->simple[moment]);
    double *scores = g_new0(double, (of_links ? csr->edge_count : csr->vertex_count) + 1);
    betweenness_run(csr, threads, of_links ? NULL : scores, of_links ? scores : NULL);
    return scores;
}

GArray *loads_of_devices(const struct change *change, unsigned threads)
{
    GArray *loads = g_array_new(FALSE, FALSE, sizeof(struct load));
    g_autofree double *before = scores_of(change, CHANGE_BEFORE, false, threads);
    g_autofree double *after = scores_of(change, CHANGE_AFTER, false, threads);
    for (uint32_t d = 0; d < change->graphs[CHANGE_BEFORE].device_count; d++)
        put(loads, d, d, before[d], after[d]);
    g_array_sort(loads, compare_loads);
    return loads;
}

/* Edges of both graphs ascend by their devices. */
static int compare_edges(const struct graph_edge *x, const struct graph_edge *y)
{
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

GArray *loads_of_links(const struct change *change, unsigned threads)
{
    GArray *loads = g_array_new(FALSE, FALSE, sizeof(struct load));
    size_t counts[2], i = 0, j = 0;
    const struct graph_edge *before = simple_graph_edges(change->simple[CHANGE_BEFORE], &counts[0]);
    const struct graph_edge *after = simple_graph_edges(change->simple[CHANGE_AFTER], &counts[1]);
    g_autofree double *old_scores = scores_of(change, CHANGE_BEFORE, true, threads);
    g_autofree double *new_scores = scores_of(change, CHANGE_AFTER, true, threads);
    while (i < counts[0] || j < counts[1]) {
        int order = i == counts[0] ? 1 : j == counts[1] ? -1 : compare_edges(&before[i], &after[j]);
        const struct graph_edge *edge = order <= 0 ? &before[i] : &after[j];
        put(loads, edge->a, edge->b, order <= 0 ? old_scores[i] : 0, order >= 0 ? new_scores[j] : 0);
        i += order <= 0;
        j += order >= 0;
    }
    g_array_sort(loads, compare_loads);
    return loads;
}
