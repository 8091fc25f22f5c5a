#include "cli/bandwidth.h"
#include "cli/cost_file.h"
#include "graph/centrality.h"

#include <stdio.h>

struct centrality_request {
    const struct command *command;
    GArray *metrics_asked; /* of int: enum centrality_metric */
    int top;               /* 0: all of them */
    bool of_links, is_normalized, as_json;
    const char *cost_file; /* NULL: none */
    struct path_metrics metrics;
    struct centrality_costs *costs; /* NULL: paths are by hops */
    double alpha;                   /* of Katz centrality, once it is known */
};

struct ranked {
    uint32_t position;
    double score;
};

/* Scores are sums of fractions, so equal ones may differ in their last digits: without these they rank, and
 * print, as what they are. */
static double round_score(double score)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    return g_ascii_strtod(g_ascii_formatd(text, sizeof text, "%.12g", score), NULL);
}

/* Devices are sorted by name and edges by their devices, so positions go by name. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

/* The best first, as many as asked for. */
static GArray *rank(const struct centrality_request *request, const double *scores, size_t count)
{
    GArray *ranking = g_array_sized_new(FALSE, FALSE, sizeof(struct ranked), (guint)count);
    for (size_t i = 0; i < count; i++) {
        struct ranked ranked = {(uint32_t)i, round_score(scores[i])};
        g_array_append_val(ranking, ranked);
    }
    g_array_sort(ranking, compare_ranked);
    if (request->top > 0 && (guint)request->top < ranking->len)
        g_array_set_size(ranking, (guint)request->top);
    return ranking;
}

/* NULL and error when the metric could not be computed. */
static GArray *compute(const struct centrality_request *request, struct simple_graph *simple,
                       enum centrality_metric metric, GError **error)
{
    size_t count = simple_graph_device_count(simple);
    if (request->of_links)
        simple_graph_edges(simple, &count);
    g_autofree double *scores = g_new0(double, count + 1);
    if (request->of_links)
        centrality_of_edges(simple, request->costs, request->is_normalized, scores);
    else if (request->costs != NULL)
        centrality_by_cost(simple, metric, request->costs, request->is_normalized, scores);
    else if (!centrality_of_devices(simple, metric, request->is_normalized, scores, error))
        return NULL;
    return rank(request, scores, count);
}

static json_t *metric_to_json(const struct centrality_request *request, const struct question *question,
                              const struct simple_graph *simple, enum centrality_metric metric,
                              const GArray *ranking)
{
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    json_t *object = json_object(), *list = json_array();
    for (guint i = 0; i < ranking->len; i++) {
        const struct ranked *ranked = &g_array_index(ranking, struct ranked, i);
        json_t *row = request->of_links ? question_pair_to_json(question, edges[ranked->position].a,
                                                                edges[ranked->position].b)
                                        : question_device_to_json(question, ranked->position);
        json_object_set_new(row, "score", json_real(ranked->score));
        json_array_append_new(list, row);
    }
    output_set_text(object, "metric", words_format(&centrality_metric_words, (int)metric));
    if (metric == CENTRALITY_KATZ)
        json_object_set_new(object, "alpha", json_real(request->alpha));
    if (centrality_has_costs(metric))
        output_set_text(object, "by", words_format(&path_metric_words, (int)request->metrics.metric));
    if (request->cost_file != NULL)
        output_set_text(object, "cost_file", request->cost_file);
    json_object_set_new(object, "normalized", json_boolean(request->is_normalized));
    json_object_set_new(object, request->of_links ? "links" : "devices", list);
    return object;
}

static char *format_score(const struct centrality_request *request, enum centrality_metric metric,
                          double score)
{
    static const int decimals[CENTRALITY_METRICS] = {
        [CENTRALITY_BETWEENNESS] = 3, [CENTRALITY_CLOSENESS] = 6,   [CENTRALITY_HARMONIC] = 3,
        [CENTRALITY_DEGREE] = 0,      [CENTRALITY_EIGENVECTOR] = 8, [CENTRALITY_PAGERANK] = 8,
        [CENTRALITY_KATZ] = 6,        [CENTRALITY_CLUSTERING] = 6};
    bool is_count = metric == CENTRALITY_KCORE || metric == CENTRALITY_ECCENTRICITY;
    return g_strdup_printf("%.*f", request->is_normalized && !is_count ? 8 : decimals[metric], score);
}

static bool print_table(const struct centrality_request *request, const struct question *question,
                        const struct simple_graph *simple, enum centrality_metric metric,
                        const GArray *ranking, GError **error)
{
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    g_autofree char *heading = g_ascii_strup(words_format(&centrality_metric_words, (int)metric), -1);
    struct table *table = table_new(request->of_links ? (const char *const[]){heading, "A", "B", NULL}
                                                      : (const char *const[]){heading, "DEVICE", NULL});
    table_align_right(table, 0);
    for (guint i = 0; i < ranking->len; i++) {
        const struct ranked *ranked = &g_array_index(ranking, struct ranked, i);
        const struct graph_edge *edge = request->of_links ? &edges[ranked->position] : NULL;
        g_autofree char *score = format_score(request, metric, ranked->score);
        table_add(table, (const char *const[]){
                             score, question_device(question, edge ? edge->a : ranked->position)->name,
                             edge ? question_device(question, edge->b)->name : NULL});
    }
    return table_print(table, error);
}

/* In the order in which the metrics were asked for. answers: NULL prints tables. */
static bool answer_each(const struct centrality_request *request, const struct question *question,
                        struct simple_graph *simple, json_t *answers, GError **error)
{
    bool done = true;
    for (guint i = 0; done && i < request->metrics_asked->len; i++) {
        enum centrality_metric metric = (enum centrality_metric)g_array_index(request->metrics_asked, int, i);
        GArray *ranking = compute(request, simple, metric, error);
        if (ranking == NULL)
            return false;
        if (answers != NULL)
            json_array_append_new(answers, metric_to_json(request, question, simple, metric, ranking));
        else if (i > 0)
            putchar('\n');
        if (answers == NULL)
            done = print_table(request, question, simple, metric, ranking, error);
        g_array_unref(ranking);
    }
    return done;
}

/* JSON tells it. */
static bool find_alpha(struct centrality_request *request, struct simple_graph *simple, GError **error)
{
    for (guint i = 0; request->as_json && i < request->metrics_asked->len; i++)
        if (g_array_index(request->metrics_asked, int, i) == CENTRALITY_KATZ)
            return centrality_katz_alpha(simple, &request->alpha, error);
    return true;
}

static bool answer(const struct centrality_request *request, const struct question *question, GError **error)
{
    struct simple_graph *simple = simple_graph_new(&question->graph);
    json_t *answers = request->as_json ? json_array() : NULL;
    struct centrality_request asked = *request;
    bool done = find_alpha(&asked, simple, error) && answer_each(&asked, question, simple, answers, error);
    if (done && answers != NULL)
        done = output_json(json_array_size(answers) == 1 ? json_incref(json_array_get(answers, 0))
                                                         : json_incref(answers),
                           error);
    json_decref(answers);
    simple_graph_free(simple);
    return done;
}

/* A word of --metric: one metric, or a list with commas. */
static bool add_metrics(struct centrality_request *request, const char *word, int *status)
{
    g_auto(GStrv) parts = g_strsplit(word, ",", 0);
    for (char **part = parts; *part != NULL; part++) {
        int metric;
        if (!words_parse(&centrality_metric_words, *part, &metric)) {
            *status = command_usage(request->command, "--metric: there is no metric '%s'", *part);
            return false;
        }
        g_array_append_val(request->metrics_asked, metric);
    }
    return true;
}

static bool parse_metrics(struct centrality_request *request, char **words, int *status)
{
    const int usual = CENTRALITY_BETWEENNESS;
    for (char **word = words; word != NULL && *word != NULL; word++)
        if (!add_metrics(request, *word, status))
            return false;
    if (request->metrics_asked->len == 0)
        g_array_append_val(request->metrics_asked, usual);
    bool is_usual =
        request->metrics_asked->len == 1 && g_array_index(request->metrics_asked, int, 0) == usual;
    if (!request->of_links || is_usual)
        return true;
    *status = command_usage(request->command, "--edges: links have betweenness only");
    return false;
}

static bool has_costs(const struct centrality_request *request)
{
    return request->metrics.metric != PATH_METRIC_HOPS || request->cost_file != NULL;
}

/* By costs, where the command line or the file has some. */
static bool answer_by_cost(const struct centrality_request *request, const struct question *question,
                           GError **error)
{
    struct centrality_request asked = *request;
    struct centrality_costs costs;
    g_autofree uint64_t *given = NULL;
    if (request->cost_file != NULL) {
        given = cost_file_read(request->cost_file, question, error);
        if (given == NULL)
            return false;
        asked.metrics.link_costs = given;
    }
    centrality_costs_init(&costs, &question->graph, &asked.metrics);
    asked.costs = &costs;
    bool done = answer(&asked, question, error);
    centrality_costs_clear(&costs);
    return done;
}

static int ask(const struct cli *cli, const struct centrality_request *request, uint32_t layers)
{
    struct question question;
    GError *error = NULL;
    int status;
    if (!question_open(cli, layers, &question, &status))
        return status;
    bool done =
        has_costs(request) ? answer_by_cost(request, &question, &error) : answer(request, &question, &error);
    question_close(&question);
    return done ? EXIT_DONE : command_failed(error);
}

/* The first metric that is not about paths; CENTRALITY_NONE when all are. */
static enum centrality_metric find_pathless(const struct centrality_request *request)
{
    for (guint i = 0; i < request->metrics_asked->len; i++) {
        enum centrality_metric metric = (enum centrality_metric)g_array_index(request->metrics_asked, int, i);
        if (!centrality_has_costs(metric))
            return metric;
    }
    return CENTRALITY_NONE;
}

static bool parse_costs(struct centrality_request *request, const char *by, const char *bandwidth,
                        int *status)
{
    int metric = PATH_METRIC_HOPS;
    if (by != NULL && (!words_parse(&path_metric_words, by, &metric) || metric == PATH_METRIC_WIDTH)) {
        *status = command_usage(request->command, "--by: '%s' is neither hops nor speed", by);
        return false;
    }
    request->metrics.metric = (enum path_metric)metric;
    if (bandwidth != NULL && metric != PATH_METRIC_SPEED) {
        *status = command_usage(request->command, "--reference-bandwidth is for --by speed");
        return false;
    }
    if (bandwidth != NULL && !bandwidth_parse(bandwidth, &request->metrics.reference_bps)) {
        *status = command_usage(request->command, "--reference-bandwidth: '%s' is no bandwidth, like 400G",
                                bandwidth);
        return false;
    }
    enum centrality_metric pathless = has_costs(request) ? find_pathless(request) : CENTRALITY_NONE;
    if (pathless == CENTRALITY_NONE)
        return true;
    *status = command_usage(request->command, "%s is not about paths: it has no costs",
                            words_format(&centrality_metric_words, (int)pathless));
    return false;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) metrics = NULL, layers = NULL;
    g_autofree char *by = NULL, *bandwidth = NULL, *cost_file = NULL;
    gint top = 0;
    gboolean of_links = FALSE, is_normalized = FALSE, as_json = FALSE;
    const GOptionEntry entries[] = {
        {"metric", 0, 0, G_OPTION_ARG_STRING_ARRAY, &metrics,
         "which metric (repeatable, or a list with commas); default: betweenness", "METRIC"},
        {"by", 0, 0, G_OPTION_ARG_STRING, &by, "paths of fewest hops (default), or of least cost by speed",
         "hops|speed"},
        {"reference-bandwidth", 0, 0, G_OPTION_ARG_STRING, &bandwidth,
         "what costs 1 by speed (default 100G; a number alone is Mbit/s)", "BANDWIDTH"},
        {"cost-file", 0, 0, G_OPTION_ARG_FILENAME, &cost_file,
         "costs of links, as CSV: a,b[,a_port,b_port],cost; others cost what --by says", "FILE"},
        {"top", 0, 0, G_OPTION_ARG_INT, &top, "the first N only", "N"},
        {"edges", 0, 0, G_OPTION_ARG_NONE, &of_links, "rank links, by betweenness", NULL},
        {"normalized", 0, 0, G_OPTION_ARG_NONE, &is_normalized, "on the scale of NetworkX", NULL},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    uint32_t layer_bits = 0;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "'%s' is too much", argv[1]);
    if (top < 0)
        return command_usage(command, "--top: %d is no number of devices", top);
    if (!model_parse_layers(command, layers, &layer_bits, &status))
        return status;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(int));
    struct centrality_request request = {.command = command,
                                         .metrics_asked = list,
                                         .top = top,
                                         .of_links = of_links,
                                         .is_normalized = is_normalized,
                                         .as_json = as_json,
                                         .cost_file = cost_file};
    if (!parse_metrics(&request, metrics, &status) || !parse_costs(&request, by, bandwidth, &status))
        return status;
    return ask(cli, &request, layer_bits);
}

const struct command command_centrality = {
    .name = "centrality",
    .arguments = "",
    .summary = "rank devices or links by how much they matter",
    .details =
        "Metrics, on n devices:\n"
        "  betweenness  shortest paths through it, summed over the pairs of other devices, each pair once;\n"
        "               --normalized: times 2/((n-1)(n-2)), of links times 2/(n(n-1))\n"
        "  closeness    r / (sum of the distances to r), r: the devices that it reaches, so it is of its\n"
        "               component; --normalized: times r/(n-1)\n"
        "  harmonic     sum of 1/distance to the devices that it reaches\n"
        "  degree       devices next to it; --normalized: times 1/(n-1)\n"
        "  eigenvector  scaled to Euclidean norm 1\n"
        "  pagerank     damping 0.85, the sum over all devices is 1\n"
        "  katz         x = alpha A x + 1, alpha 0.1, or 0.9 / the greatest eigenvalue of A where that "
        "would\n"
        "               have no end; --normalized: scaled to Euclidean norm 1\n"
        "  kcore        the greatest k whose k-core it is in\n"
        "  eccentricity the distance to the farthest device that it reaches\n"
        "  clustering   the part of the pairs of its neighbors that are neighbors\n"
        "\n"
        "Distances are hops; with --by speed or --cost-file those of betweenness, closeness, harmonic and\n"
        "eccentricity are costs, as path has them: by speed the reference bandwidth / the speed, at least "
        "1.\n"
        "\n"
        "The graph is simple: parallel cables, aggregates and layers between two "
        "devices\n"
        "count once, links of a device to itself not at all. --normalized is the scale of NetworkX; "
        "what\n"
        "is not told with it has one scale only. Sorted by score, then by name. --json prints one\n"
        "object, and an array of them when several metrics are asked for.\n"
        "\n"
        "Example:\n"
        "  wiremap centrality --metric betweenness,degree --top 10\n"
        "  wiremap centrality --by speed --edges --normalized --json\n",
    .run = run,
};
