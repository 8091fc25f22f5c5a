#include "cli/listing.h"
#include "cli/question.h"
#include "graph/spread.h"

#include <stdio.h>
#include <stdlib.h>

struct around_request {
    const char *center;
    int depth;
    uint32_t layers;
    bool as_json;
};

static int compare_steps(const void *a, const void *b)
{
    const struct spread_step *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return (x->device > y->device) - (x->device < y->device);
}

static json_t *list_devices(const struct question *question, const struct spread *spread)
{
    json_t *rows = json_array();
    g_autofree struct spread_step *sorted = g_memdup2(spread->steps, spread->count * sizeof *sorted);
    qsort(sorted, spread->count, sizeof *sorted, compare_steps);
    for (size_t i = 0; i < spread->count; i++) {
        const struct spread_step *step = &sorted[i];
        json_t *row = question_device_to_json(question, step->device);
        json_object_set_new(row, "distance", json_integer(step->distance));
        output_set_text(row, "role",
                        words_format(&role_words, (int)question_device(question, step->device)->role));
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *list_links(const struct question *question, const struct spread *spread)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < question->graph.link_count; i++) {
        const struct link *link = &question->graph.links[i];
        if (spread->is_within[link->a.device] && spread->is_within[link->b.device])
            json_array_append_new(rows, question_link_to_json(question, link));
    }
    return rows;
}

static char *format_end(const json_t *row, const char *end, const char *key)
{
    return g_strdup(json_string_value(json_object_get(json_object_get(row, end), key)));
}

static char *format_a(const json_t *row)
{
    return format_end(row, "a", "device");
}

static char *format_a_port(const json_t *row)
{
    return format_end(row, "a", "port");
}

static char *format_b(const json_t *row)
{
    return format_end(row, "b", "device");
}

static char *format_b_port(const json_t *row)
{
    return format_end(row, "b", "port");
}

static const struct column device_columns[] = {{"HOPS", "distance", true, NULL},
                                               {"DEVICE", "device", false, NULL},
                                               {"ROLE", "role", false, NULL},
                                               {NULL, NULL, false, NULL}};

static const struct column link_columns[] = {{"A", NULL, false, format_a},
                                             {"PORT", NULL, false, format_a_port},
                                             {"B", NULL, false, format_b},
                                             {"PORT", NULL, false, format_b_port},
                                             {"SPEED", NULL, true, listing_format_speed},
                                             {NULL, NULL, false, NULL}};

static bool print_table(const struct column *columns, json_t *rows, GError **error)
{
    struct listing *listing = listing_new(columns, false);
    listing_add_all(listing, rows);
    return listing_finish(listing, error);
}

static bool print_json(const struct question *question, const struct spread *spread,
                       const struct around_request *request, json_t *devices, json_t *links, GError **error)
{
    json_t *object = question_device_to_json(question, spread->steps[0].device);
    json_object_set_new(object, "depth", json_integer(request->depth));
    json_object_set_new(object, "devices", devices);
    json_object_set_new(object, "links", links);
    return output_json(object, error);
}

static int answer(const struct question *question, const struct around_request *request, uint32_t center)
{
    GError *error = NULL;
    bool done;
    struct simple_graph *simple = simple_graph_new(&question->graph);
    struct spread *spread = spread_new(simple, center, (uint32_t)request->depth);
    json_t *devices = list_devices(question, spread), *links = list_links(question, spread);
    if (request->as_json) {
        done = print_json(question, spread, request, devices, links, &error);
    } else {
        bool has_links = json_array_size(links) > 0;
        done = print_table(device_columns, devices, &error);
        if (has_links)
            putchar('\n');
        if (has_links && done)
            done = print_table(link_columns, links, &error);
        else
            json_decref(links);
    }
    spread_free(spread);
    simple_graph_free(simple);
    return done ? EXIT_DONE : command_failed(error);
}

static int ask(const struct cli *cli, const struct around_request *request)
{
    struct question question;
    uint32_t center;
    int status;
    if (!question_open_at(cli, request->layers, request->center, &question, &center, &status))
        return status;
    status = answer(&question, request, center);
    question_close(&question);
    return status;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) layers = NULL;
    gint depth = 1;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"depth", 0, 0, G_OPTION_ARG_INT, &depth, "so many hops around it (default 1)", "N"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc < 2)
        return command_usage(command, "around which device?");
    if (argc > 2)
        return command_usage(command, "'%s' is too much", argv[2]);
    if (depth < 0)
        return command_usage(command, "--depth: %d is no number of hops", depth);
    struct around_request request = {.center = argv[1], .depth = depth, .as_json = as_json};
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return ask(cli, &request);
}

const struct command command_around = {
    .name = "around",
    .arguments = "A",
    .summary = "the devices around one, and the links among them",
    .details = "Lists the devices by their distance, and every link that joins two of them.\n"
               "\n"
               "Example:\n"
               "  wiremap around core1\n"
               "  wiremap around acc7 --depth 2 --json\n",
    .run = run,
};
