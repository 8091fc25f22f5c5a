/*
 * The Internet Topology Zoo through import, centrality and connectivity, against answers that NetworkX gave.
 */
#include "graph/centrality.h"
#include "graph/connectivity.h"
#include "graph/import_format.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define TOLERANCE 1e-6

struct zoo_graph {
    struct import_result import;
    GHashTable *position; /* source id -> device */
    GArray *links;        /* of struct link */
    struct graph graph;
    struct simple_graph *simple;
};

static const char *source_id(const struct zoo_graph *zoo, size_t device)
{
    return ((const struct observation *)zoo->import.observations->pdata[device])->source_id;
}

static void add_links(struct zoo_graph *zoo, uint32_t device)
{
    size_t count;
    const struct neighbor *rows =
        observation_records(zoo->import.observations->pdata[device], RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++) {
        gpointer remote;
        const char *id = (const char *)rows[i].remote_chassis_id.data;
        assert_true(g_hash_table_lookup_extended(zoo->position, id, NULL, &remote));
        struct link link = {.a = {.device = device}, .b = {.device = GPOINTER_TO_UINT(remote)}};
        g_array_append_val(zoo->links, link);
    }
}

static void zoo_open(struct zoo_graph *zoo, const char *path)
{
    g_autofree char *text = NULL;
    gsize size;
    GError *error = NULL;
    assert_true(g_file_get_contents(path, &text, &size, NULL));
    if (!import_format_read(import_format_find("graphml"), (struct bytes){(const uint8_t *)text, size}, "zoo",
                            0, &zoo->import, &error))
        fail_msg("%s: %s", path, error->message);
    zoo->position = g_hash_table_new(g_str_hash, g_str_equal);
    zoo->links = g_array_new(FALSE, TRUE, sizeof(struct link));
    guint count = zoo->import.observations->len;
    for (guint i = 0; i < count; i++)
        g_hash_table_insert(zoo->position, (gpointer)source_id(zoo, i), GUINT_TO_POINTER(i));
    for (guint i = 0; i < count; i++)
        add_links(zoo, i);
    zoo->graph = (struct graph){count, (const struct link *)(const void *)zoo->links->data, zoo->links->len};
    zoo->simple = simple_graph_new(&zoo->graph);
}

static void zoo_close(struct zoo_graph *zoo)
{
    simple_graph_free(zoo->simple);
    g_array_unref(zoo->links);
    g_hash_table_unref(zoo->position);
    import_result_clear(&zoo->import);
}

/* expected may have scores of some devices only. */
static void check_scores(const struct zoo_graph *zoo, enum centrality_metric metric, const json_t *expected,
                         const char *path)
{
    g_autofree double *scores = g_new0(double, zoo->graph.device_count);
    const char *id;
    json_t *value;
    assert_true(centrality_of_devices(zoo->simple, metric, false, scores, NULL));
    json_object_foreach((json_t *)expected, id, value)
    {
        guint device = GPOINTER_TO_UINT(g_hash_table_lookup(zoo->position, id));
        if (!(fabs(scores[device] - json_number_value(value)) <= TOLERANCE))
            fail_msg("%s: %s of %s is %.9f, not %.9f", path, centrality_metric_words.words[metric], id,
                     scores[device], json_number_value(value));
    }
}

static bool has_text(const json_t *array, const char *text)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (strcmp(json_string_value(json_array_get(array, i)), text) == 0)
            return true;
    return false;
}

static bool has_pair(const json_t *array, const char *a, const char *b)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (has_text(json_array_get(array, i), a) && has_text(json_array_get(array, i), b))
            return true;
    return false;
}

/* The expected bridges are of the simple graph; those made of parallel cables are none here. */
static size_t count_parallel_bridges(const struct zoo_graph *zoo, const json_t *expected)
{
    size_t edge_count, parallel = 0;
    const struct graph_edge *edges = simple_graph_edges(zoo->simple, &edge_count);
    for (size_t i = 0; i < edge_count; i++)
        parallel +=
            edges[i].cables > 1 && has_pair(expected, source_id(zoo, edges[i].a), source_id(zoo, edges[i].b));
    return parallel;
}

static void check_connectivity(const struct zoo_graph *zoo, const json_t *expected)
{
    struct connectivity *found = connectivity_new(&zoo->graph, NULL);
    const json_t *points = json_object_get(expected, "articulation_points");
    const json_t *bridges = json_object_get(expected, "bridges");
    assert_non_null(found);
    assert_int_equal(found->components->len, json_integer_value(json_object_get(expected, "components")));
    assert_int_equal(found->articulation_points->len, json_array_size(points));
    for (guint i = 0; i < found->articulation_points->len; i++)
        assert_true(has_text(points, source_id(zoo, g_array_index(found->articulation_points, uint32_t, i))));
    assert_int_equal(found->bridges->len + count_parallel_bridges(zoo, bridges), json_array_size(bridges));
    for (guint i = 0; i < found->bridges->len; i++) {
        const struct link *link = &zoo->graph.links[g_array_index(found->bridges, uint32_t, i)];
        assert_true(has_pair(bridges, source_id(zoo, link->a.device), source_id(zoo, link->b.device)));
    }
    connectivity_free(found);
}

static void check_network(const char *path, const json_t *expected)
{
    static const struct {
        enum centrality_metric metric;
        const char *key;
    } metrics[] = {{CENTRALITY_BETWEENNESS, "betweenness"},
                   {CENTRALITY_CLOSENESS, "closeness_largest"},
                   {CENTRALITY_HARMONIC, "harmonic"},
                   {CENTRALITY_DEGREE, "degree"},
                   {CENTRALITY_PAGERANK, "pagerank"}};
    struct zoo_graph zoo;
    size_t edge_count;
    zoo_open(&zoo, path);
    simple_graph_edges(zoo.simple, &edge_count);
    assert_int_equal(zoo.graph.device_count, json_integer_value(json_object_get(expected, "nodes")));
    assert_int_equal(edge_count, json_integer_value(json_object_get(expected, "edges")));
    for (size_t i = 0; i < G_N_ELEMENTS(metrics); i++) {
        const json_t *scores = json_object_get(expected, metrics[i].key);
        assert_true(json_object_size(scores) > 0);
        check_scores(&zoo, metrics[i].metric, scores, path);
    }
    check_connectivity(&zoo, expected);
    zoo_close(&zoo);
}

static void every_network_has_the_expected_scores_and_cut_points(void **state)
{
    (void)state;
    const char *corpus = g_getenv("WIREMAP_CORPUS");
    if (corpus == NULL) {
        print_message("WIREMAP_CORPUS is unset\n");
        skip();
    }
    g_autofree char *folder = g_build_filename(corpus, "topologyzoo", NULL);
    GDir *files = g_dir_open(folder, 0, NULL);
    size_t checked = 0;
    assert_non_null(files);
    for (const char *name = g_dir_read_name(files); name != NULL; name = g_dir_read_name(files)) {
        if (!g_str_has_suffix(name, ".graphml"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *stem = g_strndup(path, strlen(path) - strlen("graphml"));
        g_autofree char *answer = g_strconcat(stem, "expected.json", NULL);
        json_t *expected = json_load_file(answer, 0, NULL);
        assert_non_null(expected);
        check_network(path, expected);
        json_decref(expected);
        checked++;
    }
    g_dir_close(files);
    assert_true(checked > 0);
    print_message("%zu networks\n", checked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_network_has_the_expected_scores_and_cut_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
