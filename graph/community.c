#include "graph/community.h"

#include <igraph/igraph.h>

/* How random the refinement is; the value of the authors. */
#define BETA 0.01

#define SEED 1

/* Without a limit igraph goes on as long as anything changes. After a few rounds little does. */
#define ROUNDS 20

static gint compare_groups(gconstpointer a, gconstpointer b)
{
    const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    uint32_t first = g_array_index(x, uint32_t, 0), second = g_array_index(y, uint32_t, 0);
    return (first > second) - (first < second);
}

static void free_group(gpointer group)
{
    g_array_unref(group);
}

static void take_groups(struct communities *communities, const igraph_vector_int_t *membership)
{
    for (uint32_t device = 0; device < igraph_vector_int_size(membership); device++) {
        guint group = (guint)VECTOR(*membership)[device];
        while (communities->list->len <= group)
            g_ptr_array_add(communities->list, g_array_new(FALSE, FALSE, sizeof(uint32_t)));
        g_array_append_val(((GArray *)communities->list->pdata[group]), device);
    }
    g_ptr_array_sort(communities->list, compare_groups);
}

/* Without edges, where igraph (0.10.2) does not come to an end. */
static igraph_error_t stay_alone(igraph_integer_t devices, igraph_vector_int_t *membership)
{
    igraph_error_t code = igraph_vector_int_resize(membership, devices);
    for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < devices; i++)
        VECTOR(*membership)[i] = i;
    return code;
}

/* Modularity is the quality when vertices weigh their degrees and the resolution is 1 / (2 edges). */
static igraph_error_t ask(const igraph_t *graph, const igraph_vector_t *degrees,
                          igraph_vector_int_t *membership, igraph_real_t *quality)
{
    igraph_error_t code = igraph_rng_seed(igraph_rng_default(), SEED);
    if (code != IGRAPH_SUCCESS)
        return code;
    double edges = (double)igraph_ecount(graph);
    if (edges <= 0)
        return stay_alone(igraph_vcount(graph), membership);
    return igraph_community_leiden(graph, NULL, degrees, 1 / (2 * edges), BETA, false, ROUNDS, membership,
                                   NULL, quality);
}

static void fill_degrees(igraph_vector_t *degrees, const struct csr *csr)
{
    for (size_t v = 0; v < csr->vertex_count; v++)
        VECTOR(*degrees)[v] = csr_degree(csr, v);
}

static bool find(struct communities *communities, struct simple_graph *simple, GError **error)
{
    const char *what = "finding communities";
    const igraph_t *graph = simple_graph_igraph(simple, error);
    igraph_vector_int_t membership;
    igraph_vector_t degrees;
    if (graph == NULL || !graph_check(igraph_vector_int_init(&membership, 0), what, error))
        return false;
    if (!graph_check(igraph_vector_init(&degrees, igraph_vcount(graph)), what, error)) {
        igraph_vector_int_destroy(&membership);
        return false;
    }
    fill_degrees(&degrees, simple_graph_csr(simple));
    igraph_real_t quality = 0;
    bool done = graph_check(ask(graph, &degrees, &membership, &quality), what, error);
    if (done)
        take_groups(communities, &membership);
    communities->modularity = igraph_ecount(graph) > 0 ? quality : 0;
    igraph_vector_int_destroy(&membership);
    igraph_vector_destroy(&degrees);
    return done;
}

struct communities *communities_new(struct simple_graph *simple, GError **error)
{
    struct communities *communities = g_new0(struct communities, 1);
    communities->list = g_ptr_array_new_with_free_func(free_group);
    if (simple_graph_device_count(simple) == 0 || find(communities, simple, error))
        return communities;
    communities_free(communities);
    return NULL;
}

/* igraph's vectors for one question; all of them are valid from weighted_init on. */
struct weighted {
    igraph_t graph;
    igraph_vector_int_t ends, membership;
    igraph_vector_t weights, strengths;
    double total;
};

static void weighted_clear(struct weighted *w)
{
    igraph_vector_int_destroy(&w->ends);
    igraph_vector_int_destroy(&w->membership);
    igraph_vector_destroy(&w->weights);
    igraph_vector_destroy(&w->strengths);
}

/* What fails frees what was allocated before it. */
static igraph_error_t weighted_init(struct weighted *w, igraph_integer_t vertices, igraph_integer_t edges)
{
    igraph_error_t code = igraph_vector_int_init(&w->ends, 2 * edges);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_int_init(&w->membership, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_vector_init(&w->weights, edges);
        if (code == IGRAPH_SUCCESS) {
            code = igraph_vector_init(&w->strengths, vertices);
            if (code == IGRAPH_SUCCESS)
                return code;
            igraph_vector_destroy(&w->weights);
        }
        igraph_vector_int_destroy(&w->membership);
    }
    igraph_vector_int_destroy(&w->ends);
    return code;
}

static void weighted_fill(struct weighted *w, const struct community_edge *edges, size_t count)
{
    w->total = 0;
    for (size_t i = 0; i < count; i++) {
        VECTOR(w->ends)[2 * i] = edges[i].a;
        VECTOR(w->ends)[2 * i + 1] = edges[i].b;
        VECTOR(w->weights)[i] = edges[i].weight;
        VECTOR(w->strengths)[edges[i].a] += edges[i].weight;
        VECTOR(w->strengths)[edges[i].b] += edges[i].weight;
        w->total += edges[i].weight;
    }
}

static igraph_error_t weighted_ask(struct weighted *w, igraph_integer_t vertices, double resolution)
{
    igraph_error_t code = igraph_rng_seed(igraph_rng_default(), SEED);
    if (code != IGRAPH_SUCCESS)
        return code;
    if (w->total <= 0)
        return stay_alone(vertices, &w->membership);
    code = igraph_create(&w->graph, &w->ends, vertices, false);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_community_leiden(&w->graph, &w->weights, &w->strengths, resolution / (2 * w->total), BETA,
                                   false, ROUNDS, &w->membership, NULL, NULL);
    igraph_destroy(&w->graph);
    return code;
}

uint32_t *communities_by_weight(size_t vertex_count, const struct community_edge *edges, size_t edge_count,
                                double resolution, GError **error)
{
    const char *what = "finding communities";
    igraph_integer_t vertices = (igraph_integer_t)vertex_count;
    struct weighted w;
    if (!graph_check(weighted_init(&w, vertices, (igraph_integer_t)edge_count), what, error))
        return NULL;
    weighted_fill(&w, edges, edge_count);
    uint32_t *numbers = NULL;
    if (graph_check(weighted_ask(&w, vertices, resolution), what, error)) {
        numbers = g_new(uint32_t, vertex_count + 1);
        for (size_t i = 0; i < vertex_count; i++)
            numbers[i] = (uint32_t)VECTOR(w.membership)[i];
    }
    weighted_clear(&w);
    return numbers;
}

void communities_free(struct communities *communities)
{
    if (communities == NULL)
        return;
    g_ptr_array_unref(communities->list);
    g_free(communities);
}
