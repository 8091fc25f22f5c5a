#include "cli/bandwidth.h"
#include "cli/cost_file.h"
#include "cli/path_request.h"
#include "cli/place.h"

#include <stdio.h>
#include <string.h>

typedef bool (*answer_function)(const struct path_question *asked, bool *has_path, GError **error);

static answer_function answer_of(const struct path_request *request, size_t stop_count)
{
    if (stop_count == 1)
        return path_answer_table;
    if (request->is_all)
        return path_answer_all;
    return request->disjoint != DISJOINT_NONE ? path_answer_disjoint : path_answer_best;
}

static int answer(const struct path_question *asked)
{
    GError *error = NULL;
    bool has_path;
    if (!answer_of(asked->request, asked->stop_count)(asked, &has_path, &error))
        return command_failed(error);
    if (has_path)
        return EXIT_DONE;
    g_autofree char *a = output_inert(question_device(asked->question, asked->stops[0])->name);
    if (asked->stop_count == 1) {
        fprintf(stderr, "wiremap: there is no path from %s to any other device\n", a);
        return EXIT_NO;
    }
    g_autofree char *b =
        output_inert(question_device(asked->question, asked->stops[asked->stop_count - 1])->name);
    fprintf(stderr, "wiremap: there is no path from %s to %s\n", a, b);
    return EXIT_NO;
}

/* The devices of the path: the first, those of --via, the last. False: the caller returns *status. */
static bool find_stops(const struct question *question, const struct path_request *request, const char *from,
                       const char *to, GArray *stops, int *status)
{
    uint32_t device;
    if (!question_find_device(question, from, &device, status))
        return false;
    g_array_append_val(stops, device);
    for (char **via = request->via; via != NULL && *via != NULL; via++) {
        if (!question_find_device(question, *via, &device, status))
            return false;
        g_array_append_val(stops, device);
    }
    if (to == NULL)
        return true;
    if (!question_find_device(question, to, &device, status))
        return false;
    g_array_append_val(stops, device);
    return true;
}

/* A device that a path begins, ends or passes at cannot be avoided. */
static bool is_stop(const GArray *stops, const struct place *place)
{
    for (guint i = 0; !place->is_link && i < stops->len; i++)
        if (g_array_index(stops, uint32_t, i) == place->a)
            return true;
    return false;
}

static bool mark_avoided(const struct command *command, const struct question *question,
                         const struct path_request *request, const GArray *stops, bool *is_avoided,
                         int *status)
{
    for (char **text = request->avoid; text != NULL && *text != NULL; text++) {
        struct place place;
        if (!place_find(question, *text, &place, status))
            return false;
        if (is_stop(stops, &place)) {
            *status = command_usage(command, "--avoid: the path has to pass '%s'", *text);
            return false;
        }
        place_mark_links(question, &place, is_avoided);
    }
    return true;
}

static int ask_network(const struct question *question, const struct path_request *request,
                       const GArray *stops, const bool *is_avoided)
{
    g_autofree uint64_t *costs = NULL;
    GError *error = NULL;
    struct path_metrics metrics = request->metrics;
    metrics.is_avoided = is_avoided;
    if (request->cost_file != NULL) {
        costs = cost_file_read(request->cost_file, question, &error);
        if (costs == NULL)
            return command_failed(error);
        metrics.link_costs = costs;
    }
    struct path_network *network = path_network_new(&question->graph, &metrics);
    const struct path_question asked = {request, question, network,
                                        (const uint32_t *)(const void *)stops->data, stops->len};
    int status = answer(&asked);
    path_network_free(network);
    return status;
}

/* to: NULL for all devices. */
static int ask(const struct cli *cli, const struct command *command, const struct path_request *request,
               const char *from, const char *to)
{
    struct question question;
    int status;
    if (!question_open(cli, request->layers, &question, &status))
        return status;
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree bool *is_avoided = g_new0(bool, question.graph.link_count + 1);
    if (find_stops(&question, request, from, to, stops, &status) &&
        mark_avoided(command, &question, request, stops, is_avoided, &status)) {
        uint32_t first = g_array_index(stops, uint32_t, 0),
                 last = g_array_index(stops, uint32_t, stops->len - 1);
        if (request->disjoint != DISJOINT_NONE && first == last)
            status = command_usage(command, "--disjoint: '%s' and '%s' are one device", from, to);
        else
            status = ask_network(&question, request, stops, is_avoided);
    }
    question_close(&question);
    return status;
}

struct words_given {
    char *by, *bandwidth, *disjoint, *to;
};

static bool read_words(const struct command *command, const struct words_given *given,
                       struct path_request *request, int *status)
{
    int metric = PATH_METRIC_HOPS, disjoint = DISJOINT_NONE;
    if (given->by != NULL && !words_parse(&path_metric_words, given->by, &metric))
        *status = command_usage(command, "--by: '%s' is none of hops, speed, width", given->by);
    else if (given->bandwidth != NULL && !bandwidth_parse(given->bandwidth, &request->metrics.reference_bps))
        *status = command_usage(command, "--reference-bandwidth: '%s' is no bandwidth, like 400G",
                                given->bandwidth);
    else if (given->disjoint != NULL && !words_parse(&disjoint_words, given->disjoint, &disjoint))
        *status = command_usage(command, "--disjoint: '%s' is neither nodes nor links", given->disjoint);
    else {
        request->metrics.metric = (enum path_metric)metric;
        request->disjoint = (enum disjoint_by)disjoint;
        return true;
    }
    return false;
}

/* What does not go together; NULL when all does. */
static const char *find_conflict(const struct path_request *request, bool is_to_all)
{
    bool is_by_width = request->metrics.metric == PATH_METRIC_WIDTH;
    int kinds = request->is_all + (request->disjoint != DISJOINT_NONE) + is_to_all;
    if (kinds > 1)
        return "--all, --disjoint and --to all exclude each other";
    if (kinds > 0 && request->via != NULL)
        return "--via is for the best paths, without --all, --disjoint and --to all";
    if (request->count > 0 && (request->disjoint != DISJOINT_NONE || is_to_all))
        return "-k goes with neither --disjoint nor --to all";
    if (is_by_width && request->disjoint != DISJOINT_NONE)
        return "--disjoint: by hops, speed or --cost-file, not by width";
    if (is_by_width && request->cost_file != NULL)
        return "--by width goes by speed alone, without --cost-file";
    if (is_by_width && request->via != NULL && request->count > 1)
        return "--by width with --via gives the best path alone, without -k";
    if (request->metrics.reference_bps > 0 && request->metrics.metric != PATH_METRIC_SPEED)
        return "--reference-bandwidth is for --by speed";
    return NULL;
}

static int run_parsed(const struct cli *cli, const struct command *command, struct path_request *request,
                      const struct words_given *given, int argc, char **argv)
{
    bool is_to_all = given->to != NULL && strcmp(given->to, "all") == 0;
    int status, wanted = given->to != NULL ? 2 : 3;
    if (argc != wanted && given->to != NULL)
        return command_usage(command, "with --to, from which device? %d given", argc - 1);
    if (argc != wanted)
        return command_usage(command, "from which device to which? %d given", argc - 1);
    if (!read_words(command, given, request, &status))
        return status;
    const char *conflict = find_conflict(request, is_to_all);
    if (conflict != NULL)
        return command_usage(command, "%s", conflict);
    const char *to = given->to == NULL ? argv[2] : is_to_all ? NULL : given->to;
    return ask(cli, command, request, argv[1], to);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *by = NULL, *bandwidth = NULL, *cost_file = NULL, *disjoint = NULL, *to = NULL;
    g_auto(GStrv) layers = NULL, avoid = NULL, via = NULL;
    gint count = -1;
    gboolean as_json = FALSE, is_all = FALSE;
    const GOptionEntry entries[] = {
        {"by", 0, 0, G_OPTION_ARG_STRING, &by,
         "what is best: fewest hops (default), least cost by speed, the widest bottleneck",
         "hops|speed|width"},
        {"reference-bandwidth", 0, 0, G_OPTION_ARG_STRING, &bandwidth,
         "what costs 1 by speed (default 100G; a number alone is Mbit/s)", "BANDWIDTH"},
        {"cost-file", 0, 0, G_OPTION_ARG_FILENAME, &cost_file,
         "costs of links, as CSV: a,b[,a_port,b_port],cost; others cost what --by says", "FILE"},
        {"count", 'k', 0, G_OPTION_ARG_INT, &count, "the N best loopless paths (default 1, at most 1000)",
         "N"},
        {"all", 0, 0, G_OPTION_ARG_NONE, &is_all, "all paths of least cost, and the links they share out to",
         NULL},
        {"disjoint", 0, 0, G_OPTION_ARG_STRING, &disjoint, "two paths with the least in common",
         "nodes|links"},
        {"avoid", 0, 0, G_OPTION_ARG_STRING_ARRAY, &avoid, "not over this device, or link A:B (repeatable)",
         "X"},
        {"via", 0, 0, G_OPTION_ARG_STRING_ARRAY, &via, "over this device (repeatable, in order)", "X"},
        {"to", 0, 0, G_OPTION_ARG_STRING, &to, "'all': the distances from A to every device", "all"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (count != -1 && (count < 1 || count > PATH_MAX_COUNT))
        return command_usage(command, "-k: %d is not between 1 and %d", count, PATH_MAX_COUNT);
    struct path_request request = {.count = MAX(count, 0),
                                   .is_all = is_all,
                                   .cost_file = cost_file,
                                   .avoid = avoid,
                                   .via = via,
                                   .as_json = as_json};
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return run_parsed(cli, command, &request, &(struct words_given){by, bandwidth, disjoint, to}, argc, argv);
}

const struct command command_path = {
    .name = "path",
    .arguments = "A B | A --to all",
    .summary = "best paths from one device to another, with the ports on the way",
    .details =
        "By hops a path costs as many as it has links. By speed each link costs what OSPF would say: the\n"
        "reference bandwidth / its speed, rounded down, at least 1; a link whose speed is not known is "
        "taken\n"
        "to have 1 Gbit/s. By width the path is best whose slowest link is the fastest, then the shortest. "
        "Of\n"
        "parallel cables the best is shown, then the first by port name; members of an aggregate are one "
        "link\n"
        "with the sum of their speeds. Among paths of equal cost those of fewer hops come first, then those "
        "of\n"
        "faster links, then by name.\n"
        "\n"
        "--all counts and lists the paths of equal cost, and shows how traffic is shared out over their "
        "links\n"
        "when each device splits it evenly. --disjoint tells how many paths have nothing in common, and "
        "shows\n"
        "the two that share least. --via joins the best paths from stop to stop; a device can be on two of\n"
        "them. --layer l3 follows OSPF, IS-IS and BGP.\n"
        "\n"
        "A and B are names or their first labels, addresses, chassis ids or '#12', an id of 'show devices\n"
        "--json'. Exit status 1 when there is no path.\n"
        "\n"
        "Example:\n"
        "  wiremap path core1 acc1\n"
        "  wiremap path 10.0.0.1 10.0.7.9 --by speed -k 3 --json\n"
        "  wiremap path acc1 acc9 --disjoint nodes --avoid dist2 --avoid core1:core2\n"
        "  wiremap path core1 --to all\n",
    .run = run,
};
