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

/* Of both graphs. */
struct scores {
    double *devices[2], *edges[2];
};

static void scores_init(struct scores *scores, const struct change *change, unsigned threads)
{
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++) {
        const struct csr *csr = simple_graph_csr(change->simple[moment]);
        scores->devices[moment] = g_new0(double, csr->vertex_count + 1);
        scores->edges[moment] = g_new0(double, csr->edge_count + 1);
        betweenness_run(csr, threads, scores->devices[moment], scores->edges[moment]);
    }
}

static void scores_clear(struct scores *scores)
{
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++) {
        g_free(scores->devices[moment]);
        g_free(scores->edges[moment]);
    }
}

static GArray *list_devices(const struct change *change, const struct scores *scores)
{
    GArray *loads = g_array_new(FALSE, FALSE, sizeof(struct load));
    for (uint32_t d = 0; d < change->graphs[CHANGE_BEFORE].device_count; d++)
        put(loads, d, d, scores->devices[CHANGE_BEFORE][d], scores->devices[CHANGE_AFTER][d]);
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

static GArray *list_links(const struct change *change, const struct scores *scores)
{
    GArray *loads = g_array_new(FALSE, FALSE, sizeof(struct load));
    size_t counts[2], i = 0, j = 0;
    const struct graph_edge *before = simple_graph_edges(change->simple[CHANGE_BEFORE], &counts[0]);
    const struct graph_edge *after = simple_graph_edges(change->simple[CHANGE_AFTER], &counts[1]);
    while (i < counts[0] || j < counts[1]) {
        int order = i == counts[0] ? 1 : j == counts[1] ? -1 : compare_edges(&before[i], &after[j]);
        const struct graph_edge *edge = order <= 0 ? &before[i] : &after[j];
        put(loads, edge->a, edge->b, order <= 0 ? scores->edges[CHANGE_BEFORE][i] : 0,
            order >= 0 ? scores->edges[CHANGE_AFTER][j] : 0);
        i += order <= 0;
        j += order >= 0;
    }
    g_array_sort(loads, compare_loads);
    return loads;
}

struct loads *loads_new(const struct change *change, unsigned threads)
{
    struct loads *loads = g_new0(struct loads, 1);
    struct scores scores;
    scores_init(&scores, change, threads);
    loads->links = list_links(change, &scores);
    loads->devices = list_devices(change, &scores);
    scores_clear(&scores);
    return loads;
}

void loads_free(struct loads *loads)
{
    if (loads == NULL)
        return;
    g_array_unref(loads->links);
    g_array_unref(loads->devices);
    g_free(loads);
}
