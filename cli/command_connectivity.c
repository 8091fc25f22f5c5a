#include "cli/connectivity_request.h"
#include "graph/connectivity.h"

#include <stdio.h>

#define COMPONENTS_LISTED 20
#define NAMES_LISTED 8

static json_t *end_to_json(const struct question *question, const struct link_end *end)
{
    json_t *object = question_device_to_json(question, end->device);
    output_set_text(object, "port", end->port);
    return object;
}

static json_t *bridges_to_json(const struct question *question, const GArray *bridges)
{
    json_t *list = json_array();
    for (guint i = 0; i < bridges->len; i++) {
        const struct link *link = &question->graph.links[g_array_index(bridges, uint32_t, i)];
        json_t *object = json_object();
        json_object_set_new(object, "a", end_to_json(question, &link->a));
        json_object_set_new(object, "b", end_to_json(question, &link->b));
        json_array_append_new(list, object);
    }
    return list;
}

/* Groups of devices by name, or by id. */
static json_t *groups_to_json(const struct question *question, const GPtrArray *groups,
                              json_t *(*list)(const struct question *question, const GArray *devices))
{
    json_t *array = json_array();
    for (guint i = 0; i < groups->len; i++)
        json_array_append_new(array, list(question, groups->pdata[i]));
    return array;
}

static json_t *shells_to_json(const struct question *question, const GPtrArray *shells)
{
    json_t *array = json_array();
    for (guint k = 0; k < shells->len; k++) {
        const GArray *devices = shells->pdata[k];
        if (devices->len == 0)
            continue;
        json_t *row = json_object();
        json_object_set_new(row, "k", json_integer(k));
        json_object_set_new(row, "names", question_names(question, devices));
        json_object_set_new(row, "ids", question_ids(question, devices));
        json_array_append_new(array, row);
    }
    return array;
}

static bool print_json(const struct question *question, const struct connectivity *found, GError **error)
{
    json_t *object = json_object();
    json_object_set_new(object, "devices", json_integer((json_int_t)question->graph.device_count));
    json_object_set_new(object, "links", json_integer((json_int_t)found->cable_count));
    json_object_set_new(object, "components", groups_to_json(question, found->components, question_names));
    json_object_set_new(object, "component_ids", groups_to_json(question, found->components, question_ids));
    json_object_set_new(object, "articulation_points", question_names(question, found->articulation_points));
    json_object_set_new(object, "articulation_point_ids", question_ids(question, found->articulation_points));
    json_object_set_new(object, "bridges", bridges_to_json(question, found->bridges));
    json_object_set_new(object, "biconnected_components",
                        groups_to_json(question, found->blocks, question_names));
    json_object_set_new(object, "biconnected_component_ids",
                        groups_to_json(question, found->blocks, question_ids));
    json_object_set_new(object, "coreness", shells_to_json(question, found->shells));
    return output_json(object, error);
}

static bool print_components(const struct question *question, const GPtrArray *components, GError **error)
{
    struct table *table = table_new((const char *const[]){"DEVICES", "COMPONENT", NULL});
    table_align_right(table, 0);
    for (guint i = 0; i < components->len && i < COMPONENTS_LISTED; i++) {
        const GArray *component = components->pdata[i];
        g_autofree char *size = g_strdup_printf("%u", component->len);
        g_autofree char *names = question_format_names(question, component, NAMES_LISTED);
        table_add(table, (const char *const[]){size, names});
    }
    return table_print(table, error);
}

static bool print_articulation_points(const struct question *question, const GArray *points, GError **error)
{
    struct table *table = table_new((const char *const[]){"ARTICULATION POINT", "ROLE", NULL});
    for (guint i = 0; i < points->len; i++) {
        const struct device *device = question_device(question, g_array_index(points, uint32_t, i));
        table_add(table, (const char *const[]){device->name, words_format(&role_words, (int)device->role)});
    }
    return table_print(table, error);
}

static bool print_bridges(const struct question *question, const GArray *bridges, GError **error)
{
    struct table *table = table_new((const char *const[]){"BRIDGE", "", "", NULL});
    for (guint i = 0; i < bridges->len; i++) {
        const struct link *link = &question->graph.links[g_array_index(bridges, uint32_t, i)];
        g_autofree char *a = question_format_end(question, &link->a, false);
        g_autofree char *b = question_format_end(question, &link->b, true);
        table_add(table, (const char *const[]){a, "--", b});
    }
    return table_print(table, error);
}

/* Those that are more than an edge: no loss of one device parts them. */
static bool print_blocks(const struct question *question, const GPtrArray *blocks, GError **error)
{
    struct table *table = table_new((const char *const[]){"DEVICES", "BICONNECTED COMPONENT", NULL});
    guint count = 0;
    table_align_right(table, 0);
    for (; count < blocks->len && ((const GArray *)blocks->pdata[count])->len > 2; count++) {
        const GArray *block = blocks->pdata[count];
        if (count >= COMPONENTS_LISTED)
            continue;
        g_autofree char *size = g_strdup_printf("%u", block->len);
        g_autofree char *names = question_format_names(question, block, NAMES_LISTED);
        table_add(table, (const char *const[]){size, names});
    }
    if (!table_print(table, error))
        return false;
    if (count > COMPONENTS_LISTED)
        printf("and %u more\n", count - COMPONENTS_LISTED);
    return true;
}

static bool print_cores(const struct question *question, const GPtrArray *shells, GError **error)
{
    struct table *table = table_new((const char *const[]){"DEVICES", "CORENESS", "", NULL});
    table_align_right(table, 0);
    table_align_right(table, 1);
    for (guint k = shells->len; k > 0; k--) {
        const GArray *devices = shells->pdata[k - 1];
        if (devices->len == 0)
            continue;
        g_autofree char *size = g_strdup_printf("%u", devices->len);
        g_autofree char *coreness = g_strdup_printf("%u", k - 1);
        g_autofree char *names = question_format_names(question, devices, NAMES_LISTED);
        table_add(table, (const char *const[]){size, coreness, names});
    }
    return table_print(table, error);
}

static bool print_text(const struct question *question, const struct connectivity *found, GError **error)
{
    printf("%zu devices, %zu links, %u component%s\n\n", question->graph.device_count, found->cable_count,
           found->components->len, found->components->len == 1 ? "" : "s");
    if (!print_components(question, found->components, error))
        return false;
    if (found->components->len > COMPONENTS_LISTED)
        printf("and %u more, of %u devices at most\n", found->components->len - COMPONENTS_LISTED,
               ((const GArray *)found->components->pdata[COMPONENTS_LISTED])->len);
    putchar('\n');
    if (found->blocks->len > 0 && ((const GArray *)found->blocks->pdata[0])->len > 2) {
        if (!print_blocks(question, found->blocks, error))
            return false;
        putchar('\n');
    }
    if (found->shells->len > 0) {
        if (!print_cores(question, found->shells, error))
            return false;
        putchar('\n');
    }
    if (found->articulation_points->len == 0)
        puts("No device is an articulation point.");
    else if (!print_articulation_points(question, found->articulation_points, error))
        return false;
    putchar('\n');
    if (found->bridges->len > 0)
        return print_bridges(question, found->bridges, error);
    puts("No link is a bridge.");
    return output_flush(error);
}

struct connectivity_request {
    bool is_between, is_spof, is_redundancy, as_json;
    int top;
    uint32_t layers;
    char **core; /* NULL: the rule says */
};

static int answer_plain(const struct question *question, bool as_json)
{
    GError *error = NULL;
    struct connectivity *found = connectivity_new(&question->graph, &error);
    bool done = found != NULL &&
                (as_json ? print_json(question, found, &error) : print_text(question, found, &error));
    connectivity_free(found);
    return done ? EXIT_DONE : command_failed(error);
}

static int answer_between(const struct command *command, const struct question *question, const char *a,
                          const char *b, bool as_json)
{
    GError *error = NULL;
    uint32_t first, second;
    int status;
    bool is_yes;
    if (!question_find_device(question, a, &first, &status) ||
        !question_find_device(question, b, &second, &status))
        return status;
    if (first == second)
        return command_usage(command, "--between: '%s' and '%s' are one device", a, b);
    if (!connectivity_answer_between(question, first, second, as_json, &is_yes, &error))
        return command_failed(error);
    return is_yes ? EXIT_DONE : EXIT_NO;
}

static int answer_redundancy(const struct question *question, const struct connectivity_request *request)
{
    GError *error = NULL;
    g_autofree bool *core = request->core == NULL ? NULL : g_new0(bool, question->graph.device_count + 1);
    for (char **name = request->core; name != NULL && *name != NULL; name++) {
        uint32_t device;
        int status;
        if (!question_find_device(question, *name, &device, &status))
            return status;
        core[device] = true;
    }
    bool done = connectivity_answer_redundancy(question, core, request->as_json, &error);
    return done ? EXIT_DONE : command_failed(error);
}

static int ask(const struct cli *cli, const struct command *command,
               const struct connectivity_request *request, char **names)
{
    struct question question;
    GError *error = NULL;
    int status;
    if (!question_open(cli, request->layers, &question, &status))
        return status;
    if (request->is_between)
        status = answer_between(command, &question, names[0], names[1], request->as_json);
    else if (request->is_redundancy)
        status = answer_redundancy(&question, request);
    else if (!request->is_spof)
        status = answer_plain(&question, request->as_json);
    else if (connectivity_answer_spof(&question, (size_t)request->top, request->as_json, &error))
        status = EXIT_DONE;
    else
        status = command_failed(error);
    question_close(&question);
    return status;
}

/* What is wrong with the options; NULL when nothing is. */
static const char *find_conflict(const struct connectivity_request *request)
{
    if (request->is_between + request->is_spof + request->is_redundancy > 1)
        return "--between, --spof and --redundancy exclude each other";
    if (request->top < 0 || (request->top > 0 && !request->is_spof))
        return "--top is how many of --spof are listed";
    if (request->core != NULL && !request->is_redundancy)
        return "--core is for --redundancy";
    return NULL;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) layers = NULL, core = NULL;
    gboolean as_json = FALSE, is_between = FALSE, is_spof = FALSE, is_redundancy = FALSE;
    gint top = 0;
    const GOptionEntry entries[] = {
        {"between", 0, 0, G_OPTION_ARG_NONE, &is_between, "the ways between two devices, and what parts them",
         NULL},
        {"spof", 0, 0, G_OPTION_ARG_NONE, &is_spof, "single points of failure, by what they cut off", NULL},
        {"top", 0, 0, G_OPTION_ARG_INT, &top, "the first N of --spof only", "N"},
        {"redundancy", 0, 0, G_OPTION_ARG_NONE, &is_redundancy, "the ways of each device to the core", NULL},
        {"core", 0, 0, G_OPTION_ARG_STRING_ARRAY, &core,
         "a device of the core (repeatable; else found by a rule)", "X"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    struct connectivity_request request = {is_between, is_spof, is_redundancy, as_json, top, 0, core};
    const char *conflict = find_conflict(&request);
    if (conflict != NULL)
        return command_usage(command, "%s", conflict);
    if (is_between && argc != 3)
        return command_usage(command, "--between: which two devices? %d given", argc - 1);
    if (!is_between && argc > 1)
        return command_usage(command, "'%s' is too much", argv[1]);
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return ask(cli, command, &request, argv + 1);
}

const struct command command_connectivity = {
    .name = "connectivity",
    .arguments = "[--between A B]",
    .summary = "what hangs together, and the single points of failure",
    .details =
        "A component is what hangs together. An articulation point is a device whose loss parts other "
        "devices\n"
        "from each other. A bridge is a link whose loss cuts the network: one of two parallel cables "
        "is none,\n"
        "nor is an aggregate of several cables. No loss of one device parts the others of a\n"
        "biconnected component. The k-core, what remains when devices with fewer than k neighbors are\n"
        "taken away again and again, is the devices of coreness k and more. Groups are listed by size,\n"
        "the others by name.\n"
        "\n"
        "--between counts the ways that share no device, and no link, and shows the least that parts\n"
        "the two. --spof lists single points of failure by the pairs of devices that lose contact;\n"
        "what is not in the largest part that remains is cut off. --redundancy counts the ways of each\n"
        "device to different devices of the core that share no device, up to 4.\n"
        "\n"
        "Example:\n"
        "  wiremap connectivity --spof --top 10\n"
        "  wiremap connectivity --json | jq -r '.articulation_points[]'\n",
    .run = run,
};
