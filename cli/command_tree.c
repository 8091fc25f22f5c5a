#include "cli/listing.h"
#include "cli/question.h"
#include "graph/spread.h"

#include <limits.h>
#include <stdio.h>

/* Branches drawn in front of a line; what is deeper has its depth told. */
#define LEVELS_DRAWN 40

struct tree_request {
    const char *root;
    int depth; /* -1: all */
    uint32_t layers;
    bool as_json;
};

struct answer {
    const struct question *question;
    struct simple_graph *simple;
    const struct spread *spread;
};

static const struct graph_edge *edge_of(const struct answer *answer, const struct spread_step *step)
{
    size_t count;
    return &simple_graph_edges(answer->simple, &count)[step->edge];
}

static const struct link *link_of(const struct answer *answer, const struct spread_step *step)
{
    return &answer->question->graph.links[edge_of(answer, step)->best];
}

/* Steps depth first, as a tree is read. The caller owns them. */
static GArray *order_steps(const struct spread *spread)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t root = 0;
    g_array_append_val(stack, root);
    while (stack->len > 0) {
        uint32_t number = g_array_index(stack, uint32_t, stack->len - 1);
        const struct spread_step *step = &spread->steps[number];
        g_array_set_size(stack, stack->len - 1);
        g_array_append_val(order, number);
        for (uint32_t i = step->count; i > 0; i--) {
            uint32_t child = step->first + i - 1;
            g_array_append_val(stack, child);
        }
    }
    return order;
}

static json_t *step_to_json(const struct answer *answer, const struct spread_step *step)
{
    json_t *row = question_device_to_json(answer->question, step->device);
    json_object_set_new(row, "distance", json_integer(step->distance));
    if (step->distance == 0)
        return row;
    uint32_t parent = answer->spread->steps[step->parent].device;
    const struct link *link = link_of(answer, step);
    output_set_text(row, "parent", question_device(answer->question, parent)->name);
    output_set_integer(row, "parent_id", question_device(answer->question, parent)->id);
    output_set_text(row, "parent_port", link_near_end(link, parent)->port);
    output_set_text(row, "port", link_near_end(link, step->device)->port);
    if (link->speed_bps > 0) {
        json_object_set_new(row, "speed_mbps", listing_speed(link->speed_bps));
    }
    json_object_set_new(row, "cables", json_integer(edge_of(answer, step)->cables));
    return row;
}

static bool print_json(const struct answer *answer, const GArray *order, GError **error)
{
    const struct spread *spread = answer->spread;
    json_t *object = json_object(), *list = json_array();
    for (guint i = 0; i < order->len; i++)
        json_array_append_new(list, step_to_json(answer, &spread->steps[g_array_index(order, uint32_t, i)]));
    json_object_set_new(object, "root", question_device_to_json(answer->question, spread->steps[0].device));
    json_object_set_new(object, "depth", json_integer(spread->steps[spread->count - 1].distance));
    json_object_set_new(object, "reached", json_integer((json_int_t)spread->count));
    json_object_set_new(object, "links_beside",
                        json_integer((json_int_t)(spread->edges_within + 1 - spread->count)));
    json_object_set_new(object, "devices", list);
    return output_json(object, error);
}

static bool is_last_child(const struct spread *spread, uint32_t number)
{
    const struct spread_step *parent = &spread->steps[spread->steps[number].parent];
    return number == parent->first + parent->count - 1;
}

/* From the parent of the step upwards: whether more children follow on each level. */
static void append_branches(GString *line, const struct spread *spread, uint32_t number)
{
    const struct spread_step *step = &spread->steps[number];
    bool has_more[LEVELS_DRAWN];
    uint32_t levels = 0;
    if (step->distance > LEVELS_DRAWN) {
        g_string_append_printf(line, "(%u) ", step->distance);
        return;
    }
    for (uint32_t at = step->parent; at != 0; at = spread->steps[at].parent)
        has_more[levels++] = !is_last_child(spread, at);
    while (levels > 0)
        g_string_append(line, has_more[--levels] ? "|   " : "    ");
    g_string_append(line, is_last_child(spread, number) ? "`-- " : "|-- ");
}

static void print_step(const struct answer *answer, uint32_t number)
{
    const struct spread_step *step = &answer->spread->steps[number];
    g_autoptr(GString) line = g_string_new(NULL);
    if (step->distance > 0) {
        uint32_t parent = answer->spread->steps[step->parent].device;
        const struct link *link = link_of(answer, step);
        const char *port = link_near_end(link, parent)->port;
        append_branches(line, answer->spread, number);
        if (port != NULL)
            g_string_append_printf(line, "[%s] -> ", port);
        g_autofree char *end = question_format_end(answer->question, link_near_end(link, step->device), true);
        g_autofree char *speed = output_format_speed(link->speed_bps);
        g_string_append(line, end);
        if (speed != NULL)
            g_string_append_printf(line, "  %s", speed);
        if (edge_of(answer, step)->cables > 1)
            g_string_append_printf(line, "  (best of %u cables)", edge_of(answer, step)->cables);
    } else {
        g_string_append(line, question_device(answer->question, step->device)->name);
    }
    g_autofree char *inert = output_inert(line->str);
    puts(inert);
}

static bool print_text(const struct answer *answer, const GArray *order, GError **error)
{
    const struct spread *spread = answer->spread;
    size_t beside = spread->edges_within + 1 - spread->count;
    for (guint i = 0; i < order->len; i++)
        print_step(answer, g_array_index(order, uint32_t, i));
    printf("\n%zu device%s, %u hop%s deep", spread->count, spread->count == 1 ? "" : "s",
           spread->steps[spread->count - 1].distance,
           spread->steps[spread->count - 1].distance == 1 ? "" : "s");
    if (beside > 0)
        printf("; %zu more pair%s of them %s linked", beside, beside == 1 ? "" : "s",
               beside == 1 ? "is" : "are");
    putchar('\n');
    return output_flush(error);
}

static int answer(const struct question *question, const struct tree_request *request, uint32_t root)
{
    GError *error = NULL;
    struct simple_graph *simple = simple_graph_new(&question->graph);
    struct spread *spread =
        spread_new(simple, root, request->depth < 0 ? UINT32_MAX : (uint32_t)request->depth);
    const struct answer answer = {question, simple, spread};
    g_autoptr(GArray) order = order_steps(spread);
    bool done = request->as_json ? print_json(&answer, order, &error) : print_text(&answer, order, &error);
    spread_free(spread);
    simple_graph_free(simple);
    return done ? EXIT_DONE : command_failed(error);
}

static int ask(const struct cli *cli, const struct tree_request *request)
{
    struct question question;
    uint32_t root;
    int status;
    if (!question_open_at(cli, request->layers, request->root, &question, &root, &status))
        return status;
    status = answer(&question, request, root);
    question_close(&question);
    return status;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) layers = NULL;
    g_autofree char *root = NULL;
    gint depth = INT_MAX;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"root", 0, 0, G_OPTION_ARG_STRING, &root, "the device at the root", "A"},
        {"depth", 0, 0, G_OPTION_ARG_INT, &depth, "so many hops down (default: all)", "N"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (root == NULL && argc < 2)
        return command_usage(command, "from which device? --root A");
    int expected = root == NULL ? 2 : 1;
    if (argc > expected)
        return command_usage(command, "'%s' is too much", argv[expected]);
    if (depth < 0)
        return command_usage(command, "--depth: %d is no number of hops", depth);
    struct tree_request request = {.root = root != NULL ? root : argv[1], .depth = depth, .as_json = as_json};
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return ask(cli, &request);
}

const struct command command_tree = {
    .name = "tree",
    .arguments = "--root A",
    .summary = "the network as a tree from a device, with the ports",
    .details =
        "Each device stands below the one over which it is reached with the fewest hops, the first by name\n"
        "where several are. Of parallel cables the fastest is shown. Links that are not in the tree are\n"
        "counted at the end.\n"
        "\n"
        "Example:\n"
        "  wiremap tree --root core1 --depth 2\n"
        "  wiremap tree --root core1 --json | jq '.devices[] | select(.distance == 3).device'\n",
    .run = run,
};
