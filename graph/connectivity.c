#include "graph/connectivity.h"

#include "graph/blocks.h"
#include "graph/coreness.h"

#include <igraph/igraph.h>

/* A vector that igraph fills is what each question has to make and to free. */
typedef igraph_error_t (*ask_function)(const igraph_t *graph, igraph_vector_int_t *out);

static igraph_error_t ask_components(const igraph_t *graph, igraph_vector_int_t *out)
{
    return igraph_connected_components(graph, out, NULL, NULL, IGRAPH_WEAK);
}

/* The answer as uint32_t in a new array; NULL and error when igraph fails. */
static GArray *ask(struct simple_graph *simple, ask_function function, const char *what, GError **error)
{
    const igraph_t *graph = simple_graph_igraph(simple, error);
    igraph_vector_int_t answer;
    if (graph == NULL || !graph_check(igraph_vector_int_init(&answer, 0), what, error))
        return NULL;
    GArray *numbers = NULL;
    if (graph_check(function(graph, &answer), what, error)) {
        igraph_integer_t count = igraph_vector_int_size(&answer);
        numbers = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count);
        for (igraph_integer_t i = 0; i < count; i++) {
            uint32_t number = (uint32_t)VECTOR(answer)[i];
            g_array_append_val(numbers, number);
        }
    }
    igraph_vector_int_destroy(&answer);
    return numbers;
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static gint compare_components(gconstpointer a, gconstpointer b)
{
    const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    return compare_numbers(x->data, y->data);
}

static bool find_components(struct simple_graph *simple, struct connectivity *out, GError **error)
{
    GArray *membership = ask(simple, ask_components, "finding components", error);
    if (membership == NULL)
        return false;
    for (uint32_t device = 0; device < membership->len; device++) {
        guint component = g_array_index(membership, uint32_t, device);
        while (out->components->len <= component)
            g_ptr_array_add(out->components, g_array_new(FALSE, FALSE, sizeof(uint32_t)));
        g_array_append_val(((GArray *)out->components->pdata[component]), device);
    }
    g_array_unref(membership);
    g_ptr_array_sort(out->components, compare_components);
    return true;
}

static bool find_articulation_points(struct simple_graph *simple, struct connectivity *out, GError **error)
{
    out->articulation_points = ask(simple, igraph_articulation_points, "finding articulation points", error);
    if (out->articulation_points == NULL)
        return false;
    g_array_sort(out->articulation_points, compare_numbers);
    return true;
}

/* igraph's bridges are edges of the simple graph: those that several cables make are none of ours. */
static bool find_bridges(struct simple_graph *simple, struct connectivity *out, GError **error)
{
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    GArray *found = ask(simple, igraph_bridges, "finding bridges", error);
    if (found == NULL)
        return false;
    for (guint i = 0; i < found->len; i++) {
        const struct graph_edge *edge = &edges[g_array_index(found, uint32_t, i)];
        if (edge->cables == 1)
            g_array_append_val(out->bridges, edge->best);
    }
    g_array_unref(found);
    g_array_sort(out->bridges, compare_numbers);
    return true;
}

static void count_cables(const struct simple_graph *simple, struct connectivity *out)
{
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    for (size_t i = 0; i < edge_count; i++)
        out->cable_count += edges[i].cables;
}

static void free_component(gpointer component)
{
    g_array_unref(component);
}

/* The first device in which they differ decides. */
static gint compare_blocks(gconstpointer a, gconstpointer b)
{
    const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    for (guint i = 0; i < x->len; i++) {
        uint32_t first = g_array_index(x, uint32_t, i), second = g_array_index(y, uint32_t, i);
        if (first != second)
            return first < second ? -1 : 1;
    }
    return 0;
}

static void list_blocks(struct simple_graph *simple, struct connectivity *out)
{
    struct blocks *blocks = blocks_new(simple_graph_csr(simple), NULL);
    for (size_t i = 0; i < blocks->count; i++) {
        guint count = blocks_vertex_count(blocks, i);
        GArray *block = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), count);
        g_array_append_vals(block, &blocks->vertices[blocks->vertex_offsets[i]], count);
        g_array_sort(block, compare_numbers);
        g_ptr_array_add(out->blocks, block);
    }
    g_ptr_array_sort(out->blocks, compare_blocks);
    blocks_free(blocks);
}

static void list_shells(struct simple_graph *simple, struct connectivity *out)
{
    g_autofree uint32_t *coreness = coreness_new(simple_graph_csr(simple));
    for (uint32_t device = 0; device < simple_graph_device_count(simple); device++) {
        while (out->shells->len <= coreness[device])
            g_ptr_array_add(out->shells, g_array_new(FALSE, FALSE, sizeof(uint32_t)));
        g_array_append_val(((GArray *)out->shells->pdata[coreness[device]]), device);
    }
}

struct connectivity *connectivity_new(const struct graph *graph, GError **error)
{
    struct simple_graph *simple = simple_graph_new(graph);
    struct connectivity *connectivity = g_new0(struct connectivity, 1);
    connectivity->components = g_ptr_array_new_with_free_func(free_component);
    connectivity->bridges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    connectivity->blocks = g_ptr_array_new_with_free_func(free_component);
    connectivity->shells = g_ptr_array_new_with_free_func(free_component);
    list_blocks(simple, connectivity);
    list_shells(simple, connectivity);
    count_cables(simple, connectivity);
    bool done = find_components(simple, connectivity, error) &&
                find_articulation_points(simple, connectivity, error) &&
                find_bridges(simple, connectivity, error);
    simple_graph_free(simple);
    if (done)
        return connectivity;
    connectivity_free(connectivity);
    return NULL;
}

void connectivity_free(struct connectivity *connectivity)
{
    if (connectivity == NULL)
        return;
    g_ptr_array_unref(connectivity->components);
    if (connectivity->articulation_points != NULL)
        g_array_unref(connectivity->articulation_points);
    g_array_unref(connectivity->bridges);
    g_ptr_array_unref(connectivity->blocks);
    g_ptr_array_unref(connectivity->shells);
    g_free(connectivity);
}
