#include "graph/bridge.h"

#include <igraph/igraph.h>

struct simple_graph {
    size_t device_count;
    GArray *edges; /* of struct graph_edge */
    igraph_t igraph;
    bool has_igraph;
    struct csr *csr; /* NULL until it is asked for */
    struct distances *distances;
};

G_DEFINE_QUARK(wiremap_graph_error, graph_error)

/* What igraph said of the error that it is about to return: the innermost function's words, which come
 * first; its callers add empty ones. */
static char igraph_reason[256];

static void keep_reason(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    if (*igraph_reason == '\0')
        g_strlcpy(igraph_reason, reason, sizeof igraph_reason);
    g_strstrip(igraph_reason);
    IGRAPH_FINALLY_FREE();
}

/* The handlers that igraph sets by itself abort and print. */
static void set_handlers(void)
{
    igraph_set_error_handler(keep_reason);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
}

bool graph_check(unsigned igraph_code, const char *what, GError **error)
{
    if (igraph_code == IGRAPH_SUCCESS)
        return true;
    const char *reason =
        *igraph_reason != '\0' ? igraph_reason : igraph_strerror((igraph_error_t)igraph_code);
    g_set_error(error, GRAPH_ERROR, GRAPH_ERROR_IGRAPH, "%s: %s", what, reason);
    *igraph_reason = '\0';
    return false;
}

static uint32_t count_cables(const struct link *link)
{
    return link->member_count > 1 ? (uint32_t)link->member_count : 1;
}

static gint compare_edges(gconstpointer a, gconstpointer b)
{
    const struct graph_edge *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return x->best < y->best ? -1 : x->best > y->best;
}

static GArray *edges_of_links(const struct graph *graph)
{
    GArray *edges = g_array_sized_new(FALSE, FALSE, sizeof(struct graph_edge), (guint)graph->link_count);
    for (size_t i = 0; i < graph->link_count; i++) {
        const struct link *link = &graph->links[i];
        if (link->a.device == link->b.device)
            continue;
        struct graph_edge edge = {MIN(link->a.device, link->b.device), MAX(link->a.device, link->b.device),
                                  (uint32_t)i, count_cables(link), link->speed_bps};
        g_array_append_val(edges, edge);
    }
    g_array_sort(edges, compare_edges);
    return edges;
}

/* Sorted edges with the same ends become one. */
static void fold_parallel(GArray *edges)
{
    struct graph_edge *items = (struct graph_edge *)(void *)edges->data;
    guint kept = 0;
    for (guint i = 0; i < edges->len; i++) {
        struct graph_edge *last = kept == 0 ? NULL : &items[kept - 1];
        if (last == NULL || last->a != items[i].a || last->b != items[i].b) {
            items[kept++] = items[i];
            continue;
        }
        last->cables += items[i].cables;
        if (items[i].speed_bps > last->speed_bps) {
            last->speed_bps = items[i].speed_bps;
            last->best = items[i].best;
        }
    }
    g_array_set_size(edges, kept);
}

static bool make_igraph(struct simple_graph *simple, GError **error)
{
    const char *what = "making the graph";
    igraph_vector_int_t ends;
    if (!graph_check(igraph_vector_int_init(&ends, 2 * (igraph_integer_t)simple->edges->len), what, error))
        return false;
    igraph_integer_t *end = VECTOR(ends);
    for (guint i = 0; i < simple->edges->len; i++) {
        const struct graph_edge *edge = &g_array_index(simple->edges, struct graph_edge, i);
        *end++ = edge->a;
        *end++ = edge->b;
    }
    igraph_error_t code =
        igraph_create(&simple->igraph, &ends, (igraph_integer_t)simple->device_count, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    simple->has_igraph = code == IGRAPH_SUCCESS;
    return graph_check(code, what, error);
}

struct simple_graph *simple_graph_new(const struct graph *graph)
{
    struct simple_graph *simple = g_new0(struct simple_graph, 1);
    simple->device_count = graph->device_count;
    simple->edges = edges_of_links(graph);
    fold_parallel(simple->edges);
    return simple;
}

void simple_graph_free(struct simple_graph *simple)
{
    if (simple == NULL)
        return;
    if (simple->has_igraph)
        igraph_destroy(&simple->igraph);
    csr_free(simple->csr);
    distances_free(simple->distances);
    g_array_unref(simple->edges);
    g_free(simple);
}

size_t simple_graph_device_count(const struct simple_graph *simple)
{
    return simple->device_count;
}

const struct graph_edge *simple_graph_edges(const struct simple_graph *simple, size_t *count)
{
    *count = simple->edges->len;
    return (const struct graph_edge *)(const void *)simple->edges->data;
}

const struct igraph_s *simple_graph_igraph(struct simple_graph *simple, GError **error)
{
    if (simple->has_igraph)
        return &simple->igraph;
    set_handlers();
    return make_igraph(simple, error) ? &simple->igraph : NULL;
}

const struct csr *simple_graph_csr(struct simple_graph *simple)
{
    if (simple->csr != NULL)
        return simple->csr;
    g_autofree struct csr_edge *ends = g_new(struct csr_edge, simple->edges->len);
    for (guint i = 0; i < simple->edges->len; i++) {
        const struct graph_edge *edge = &g_array_index(simple->edges, struct graph_edge, i);
        ends[i] = (struct csr_edge){edge->a, edge->b};
    }
    return simple->csr = csr_new(simple->device_count, ends, simple->edges->len);
}

const struct distances *simple_graph_distances(struct simple_graph *simple)
{
    if (simple->distances == NULL)
        simple->distances = distances_new(simple_graph_csr(simple), 0);
    return simple->distances;
}

const struct link_end *link_near_end(const struct link *link, uint32_t device)
{
    return link->a.device == device ? &link->a : &link->b;
}

const struct link_end *link_far_end(const struct link *link, uint32_t device)
{
    return link->a.device == device ? &link->b : &link->a;
}
