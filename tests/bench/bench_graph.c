/*
 * The kernels of graph/ against igraph, side by side in one run, with the graph in memory on both sides:
 * betweenness of devices and of links, and distances (sums, harmonic, eccentricity and diameter together)
 * against igraph's harmonic centrality alone; both also by random costs of 1 to 10. Each ratio is given by
 * time (all processors against igraph's one) and by processor time; the answers are compared.
 *
 * bench_graph [full]: `full` asks igraph of the largest graphs as well, which takes minutes; else only ours.
 */
#include "graph/betweenness.h"
#include "graph/centrality.h"
#include "graph/distances.h"
#include "graph/import_format.h"
#include "graph/weighted_distances.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* igraph takes minutes by costs, and hours of larger graphs. */
#define MOST_BY_COST 10000

/* The answer of ours that is fastest of several: the first pays for memory that is new. */
#define REPEATS 3

/* Whether igraph is asked what takes it minutes, too. */
static bool is_full;

struct moment {
    double wall, processor;
};

struct subject {
    const char *name;
    struct simple_graph *simple;
    const struct csr *csr;
    const igraph_t *igraph; /* NULL when igraph is not asked */
    double *scores;
    uint32_t *costs; /* by edge */
    igraph_vector_t weights;
    igraph_vector_t expected;
};

static struct moment now(void)
{
    return (struct moment){(double)g_get_monotonic_time() / 1e6, (double)clock() / CLOCKS_PER_SEC};
}

static struct moment since(struct moment start)
{
    struct moment end = now();
    return (struct moment){end.wall - start.wall, end.processor - start.processor};
}

typedef void (*side)(struct subject *subject);

static void our_betweenness(struct subject *subject)
{
    betweenness_run(subject->csr, 0, subject->scores, NULL);
}

static void their_betweenness(struct subject *subject)
{
    igraph_betweenness(subject->igraph, &subject->expected, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
}

static void our_edge_betweenness(struct subject *subject)
{
    betweenness_run(subject->csr, 0, NULL, subject->scores);
}

static void their_edge_betweenness(struct subject *subject)
{
    igraph_edge_betweenness(subject->igraph, &subject->expected, IGRAPH_UNDIRECTED, NULL);
}

static void our_distances(struct subject *subject)
{
    struct distances *distances = distances_new(subject->csr, 0);
    memcpy(subject->scores, distances->harmonic, subject->csr->vertex_count * sizeof *subject->scores);
    distances_free(distances);
}

static void their_distances(struct subject *subject)
{
    igraph_harmonic_centrality(subject->igraph, &subject->expected, igraph_vss_all(), IGRAPH_ALL, NULL,
                               false);
}

static void our_weighted_betweenness(struct subject *subject)
{
    betweenness_run_weighted(subject->csr, subject->costs, 0, subject->scores, NULL);
}

static void their_weighted_betweenness(struct subject *subject)
{
    igraph_betweenness(subject->igraph, &subject->expected, igraph_vss_all(), IGRAPH_UNDIRECTED,
                       &subject->weights);
}

static void our_weighted_distances(struct subject *subject)
{
    struct weighted_distances *distances = weighted_distances_new(subject->csr, subject->costs, 0);
    memcpy(subject->scores, distances->harmonic, subject->csr->vertex_count * sizeof *subject->scores);
    weighted_distances_free(distances);
}

static void their_weighted_distances(struct subject *subject)
{
    igraph_harmonic_centrality(subject->igraph, &subject->expected, igraph_vss_all(), IGRAPH_ALL,
                               &subject->weights, false);
}

static void set_costs(struct subject *subject)
{
    GRand *random = g_rand_new_with_seed(7);
    subject->costs = g_new(uint32_t, subject->csr->edge_count + 1);
    igraph_vector_init(&subject->weights, (igraph_integer_t)subject->csr->edge_count);
    for (size_t i = 0; i < subject->csr->edge_count; i++) {
        subject->costs[i] = (uint32_t)g_rand_int_range(random, 1, 11);
        VECTOR(subject->weights)[i] = subject->costs[i];
    }
    g_rand_free(random);
}

static double worst_difference(const struct subject *subject)
{
    double worst = 0;
    for (igraph_integer_t i = 0; i < igraph_vector_size(&subject->expected); i++) {
        double expected = VECTOR(subject->expected)[i];
        worst = fmax(worst, fabs(subject->scores[i] - expected) / fmax(1, expected));
    }
    return worst;
}

static void compare(struct subject *subject, const char *what, side ours, side theirs)
{
    struct moment best = {INFINITY, INFINITY};
    for (int i = 0; i < REPEATS; i++) {
        struct moment start = now();
        ours(subject);
        struct moment took = since(start);
        best = (struct moment){fmin(best.wall, took.wall), fmin(best.processor, took.processor)};
    }
    printf("%-22s %-20s %9.4f s (%.4f s of CPU)", subject->name, what, best.wall, best.processor);
    if (subject->igraph != NULL) {
        struct moment start = now();
        theirs(subject);
        struct moment took = since(start);
        printf(", igraph %8.3f s: %.0f times, %.0f by CPU; differs by %.0e", took.wall, took.wall / best.wall,
               took.processor / best.processor, worst_difference(subject));
    }
    printf("\n");
    fflush(stdout);
}

static void compare_by_cost(struct subject *subject)
{
    const igraph_t *igraph = subject->igraph;
    if (!is_full && subject->csr->vertex_count > MOST_BY_COST)
        return;
    if (!is_full || subject->csr->vertex_count > MOST_BY_COST)
        subject->igraph = NULL;
    set_costs(subject);
    compare(subject, "betweenness by cost", our_weighted_betweenness, their_weighted_betweenness);
    compare(subject, "distances by cost", our_weighted_distances, their_weighted_distances);
    subject->igraph = igraph;
    igraph_vector_destroy(&subject->weights);
    g_free(subject->costs);
}

static void measure(const char *name, struct simple_graph *simple, bool with_igraph)
{
    struct subject subject = {.name = name, .simple = simple, .csr = simple_graph_csr(simple)};
    subject.igraph = with_igraph ? simple_graph_igraph(simple, NULL) : NULL;
    subject.scores = g_new(double, MAX(subject.csr->vertex_count, subject.csr->edge_count) + 1);
    igraph_vector_init(&subject.expected, 0);
    printf("%s: %zu devices, %zu links\n", name, subject.csr->vertex_count, subject.csr->edge_count);
    compare(&subject, "betweenness", our_betweenness, their_betweenness);
    compare(&subject, "betweenness of links", our_edge_betweenness, their_edge_betweenness);
    compare(&subject, "distances", our_distances, their_distances);
    compare_by_cost(&subject);
    igraph_vector_destroy(&subject.expected);
    g_free(subject.scores);
    simple_graph_free(simple);
}

static void measure_shape(const char *name, struct shape shape, bool with_igraph)
{
    measure(name, shape_simple_graph(&shape), with_igraph);
    shape_clear(&shape);
}

static void measure_all_metrics(struct shape shape)
{
    struct simple_graph *simple = shape_simple_graph(&shape);
    g_autofree double *scores = g_new(double, MAX(shape.vertex_count, shape.edges->len));
    struct moment start = now();
    for (int metric = CENTRALITY_NONE + 1; metric < CENTRALITY_METRICS; metric++) {
        struct moment began = now();
        centrality_of_devices(simple, (enum centrality_metric)metric, false, scores, NULL);
        printf("  %-12s %.3f s\n", centrality_metric_words.words[metric], since(began).wall);
    }
    centrality_of_edges(simple, NULL, false, scores);
    struct moment took = since(start);
    printf("all centralities of %zu devices: %.3f s (%.3f s of CPU)\n", shape.vertex_count, took.wall,
           took.processor);
    simple_graph_free(simple);
    shape_clear(&shape);
}

/* The links of a GraphML file, as what its nodes say of their neighbors. */
static struct simple_graph *graph_of_import(const struct import_result *import)
{
    GHashTable *position = g_hash_table_new(g_str_hash, g_str_equal);
    struct shape shape = {import->observations->len, g_array_new(FALSE, FALSE, sizeof(struct csr_edge))};
    for (guint i = 0; i < import->observations->len; i++) {
        const struct observation *observation = import->observations->pdata[i];
        g_hash_table_insert(position, (gpointer)observation->source_id, GUINT_TO_POINTER(i));
    }
    for (guint i = 0; i < import->observations->len; i++) {
        size_t count;
        const struct neighbor *rows =
            observation_records(import->observations->pdata[i], RECORD_NEIGHBOR, &count);
        for (size_t j = 0; j < count; j++) {
            gpointer remote = g_hash_table_lookup(position, rows[j].remote_chassis_id.data);
            struct csr_edge edge = {i, GPOINTER_TO_UINT(remote)};
            g_array_append_val(shape.edges, edge);
        }
    }
    struct simple_graph *simple = shape_simple_graph(&shape);
    shape_clear(&shape);
    g_hash_table_unref(position);
    return simple;
}

static char *largest_file(const char *folder)
{
    char *largest = NULL;
    gsize most = 0;
    GDir *files = g_dir_open(folder, 0, NULL);
    for (const char *name; files != NULL && (name = g_dir_read_name(files)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *text = NULL;
        gsize size = 0;
        if (!g_str_has_suffix(name, ".graphml") || !g_file_get_contents(path, &text, &size, NULL) ||
            size <= most)
            continue;
        most = size;
        g_free(largest);
        largest = g_steal_pointer(&path);
    }
    if (files != NULL)
        g_dir_close(files);
    return largest;
}

static void measure_zoo(const char *corpus)
{
    g_autofree char *folder = g_build_filename(corpus, "topologyzoo", NULL);
    g_autofree char *path = largest_file(folder);
    g_autofree char *text = NULL;
    gsize size;
    struct import_result import;
    if (path == NULL || !g_file_get_contents(path, &text, &size, NULL))
        return;
    if (!import_format_read(import_format_find("graphml"), (struct bytes){(const uint8_t *)text, size},
                            "bench", 0, &import, NULL))
        return;
    g_autofree char *name = g_path_get_basename(path);
    measure(name, graph_of_import(&import), true);
    import_result_clear(&import);
}

int main(int argc, char **argv)
{
    is_full = argc > 1 && strcmp(argv[1], "full") == 0;
    const char *corpus = g_getenv("WIREMAP_CORPUS");
    GRand *random = g_rand_new_with_seed(1);
    measure_shape("campus", shape_campus(10000, random), true);
    measure_shape("fat tree k=32", shape_fat_tree(32), true);
    measure_shape("ISP", shape_isp(10000, random), true);
    measure_shape("campus of 50,000", shape_campus(50000, random), is_full);
    measure_shape("random sparse", shape_sparse(20000, 40000, random), is_full);
    if (corpus != NULL)
        measure_zoo(corpus);
    measure_all_metrics(shape_campus(100000, random));
    g_rand_free(random);
    return 0;
}
