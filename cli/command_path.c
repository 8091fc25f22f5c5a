#include "cli/question.h"
#include "graph/path.h"

#include <stdio.h>

struct path_request {
    enum path_metric metric;
    int count;
    uint32_t layers;
    bool as_json;
};

static json_t *hop_to_json(const struct question *question, const struct path_hop *hop)
{
    json_t *object = question_device_to_json(question, hop->device);
    output_set_text(object, "in_port", hop->in_end == NULL ? NULL : hop->in_end->port);
    output_set_text(object, "out_port", hop->out_end == NULL ? NULL : hop->out_end->port);
    return object;
}

static json_t *path_to_json(const struct question *question, const struct path *path)
{
    json_t *object = json_object(), *hops = json_array();
    for (size_t i = 0; i < path->hop_count; i++)
        json_array_append_new(hops, hop_to_json(question, &path->hops[i]));
    json_object_set_new(object, "cost", json_integer((json_int_t)path->cost));
    json_object_set_new(object, "hops", hops);
    return object;
}

static void set_device(const struct question *question, json_t *object, const char *key, const char *id_key,
                       uint32_t position)
{
    const struct device *device = question_device(question, position);
    output_set_text(object, key, device->name);
    output_set_integer(object, id_key, device->id);
}

static bool print_json(const struct question *question, const struct path_request *request, uint32_t from,
                       uint32_t to, const GPtrArray *paths, GError **error)
{
    json_t *object = json_object(), *list = json_array();
    set_device(question, object, "from", "from_id", from);
    set_device(question, object, "to", "to_id", to);
    output_set_text(object, "by", words_format(&path_metric_words, (int)request->metric));
    for (guint i = 0; i < paths->len; i++)
        json_array_append_new(list, path_to_json(question, paths->pdata[i]));
    json_object_set_new(object, "paths", list);
    return output_json(object, error);
}

/* core1 [eth11] -> [up1] acc1 [eth2] -> [eth0] host1 */
static char *format_path(const struct question *question, const struct path *path)
{
    GString *line = g_string_new(question_device(question, path->hops[0].device)->name);
    for (size_t i = 0; i + 1 < path->hop_count; i++) {
        const struct path_hop *hop = &path->hops[i];
        g_autofree char *arrival = question_format_end(question, hop[1].in_end, true);
        if (hop->out_end->port != NULL)
            g_string_append_printf(line, " [%s]", hop->out_end->port);
        g_string_append_printf(line, " -> %s", arrival);
    }
    return g_string_free(line, FALSE);
}

static bool print_table(const struct question *question, const GPtrArray *paths, GError **error)
{
    struct table *table = table_new((const char *const[]){"COST", "PATH", NULL});
    table_align_right(table, 0);
    for (guint i = 0; i < paths->len; i++) {
        const struct path *path = paths->pdata[i];
        g_autofree char *cost = g_strdup_printf("%" G_GUINT64_FORMAT, path->cost);
        g_autofree char *line = format_path(question, path);
        table_add(table, (const char *const[]){cost, line});
    }
    return table_print(table, error);
}

static int answer(const struct question *question, const struct path_request *request, uint32_t from,
                  uint32_t to)
{
    GError *error = NULL;
    GPtrArray *paths = path_find(&question->graph, from, to, request->metric, (size_t)request->count);
    bool has_path = paths->len > 0, done = true;
    if (request->as_json)
        done = print_json(question, request, from, to, paths, &error);
    else if (has_path)
        done = print_table(question, paths, &error);
    g_ptr_array_unref(paths);
    if (!done)
        return command_failed(error);
    if (has_path)
        return EXIT_DONE;
    g_autofree char *a = output_inert(question_device(question, from)->name);
    g_autofree char *b = output_inert(question_device(question, to)->name);
    fprintf(stderr, "wiremap: there is no path from %s to %s\n", a, b);
    return EXIT_NO;
}

static int ask(const struct cli *cli, const struct path_request *request, const char *from, const char *to)
{
    struct question question;
    size_t a, b;
    int status;
    if (!question_open(cli, request->layers, &question, &status))
        return status;
    if (model_find_device(&question.model, from, &a, &status) &&
        model_find_device(&question.model, to, &b, &status))
        status = answer(&question, request, (uint32_t)a, (uint32_t)b);
    question_close(&question);
    return status;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *by = NULL;
    g_auto(GStrv) layers = NULL;
    gint count = 1;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"by", 0, 0, G_OPTION_ARG_STRING, &by, "what is least on the best path: hops (default) or speed",
         "hops|speed"},
        {"count", 'k', 0, G_OPTION_ARG_INT, &count, "the N best loopless paths (default 1, at most 1000)",
         "N"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status, metric = PATH_METRIC_HOPS;
    struct path_request request = {0};
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc != 3)
        return command_usage(command, "from which device to which? %d given", argc - 1);
    if (by != NULL && !words_parse(&path_metric_words, by, &metric))
        return command_usage(command, "--by: '%s' is neither hops nor speed", by);
    if (count < 1 || count > PATH_MAX_COUNT)
        return command_usage(command, "-k: %d is not between 1 and %d", count, PATH_MAX_COUNT);
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    request.metric = (enum path_metric)metric;
    request.count = count;
    request.as_json = as_json;
    return ask(cli, &request, argv[1], argv[2]);
}

const struct command command_path = {
    .name = "path",
    .arguments = "A B",
    .summary = "best paths from one device to another, with the ports on the way",
    .details =
        "By hops a path costs as many as it has links. By speed each link costs what OSPF would say with a\n"
        "reference bandwidth of 100 Gbit/s: 100000 / its speed in Mbit/s, rounded down, at least 1; a link\n"
        "whose speed is not known is taken to have 1 Gbit/s. Of parallel cables the fastest is shown, then\n"
        "the first by port name; members of an aggregate are one link with the sum of their speeds. Among\n"
        "paths of equal cost those of fewer hops come first, then those of faster links, then by name.\n"
        "\n"
        "A and B are names or their first labels, addresses, chassis ids or '#12', an id of 'show devices\n"
        "--json'. Exit status 1 when there is no path.\n"
        "\n"
        "Example:\n"
        "  wiremap path core1 acc1\n"
        "  wiremap path 10.0.0.1 10.0.7.9 --by speed -k 3 --json\n",
    .run = run,
};
