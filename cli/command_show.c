#include "cli/show.h"

#include "model/text.h"

#include <stdlib.h>
#include <string.h>

#define WHATS "devices, device, links, interfaces, neighbors, runs"

static const struct show_what *const whats[] = {
    &show_devices, &show_device, &show_links, &show_interfaces, &show_neighbors, &show_runs,
};

bool show_open(const struct show_request *request, uint32_t kinds, struct model *model, size_t *first,
               size_t *end, int *status)
{
    bool is_open = kinds == 0 ? model_open_topology(request->cli, model, status)
                              : model_open(request->cli, kinds, model, status);
    if (!is_open)
        return false;
    *first = 0;
    *end = topology_device_count(model->topology);
    if (request->name == NULL)
        return true;
    if (!model_find_device(model, request->name, first, status)) {
        model_close(model);
        return false;
    }
    *end = *first + 1;
    return true;
}

int show_finish(struct listing *listing, struct model *model)
{
    GError *error = NULL;
    bool is_written = listing_finish(listing, &error);
    model_close(model);
    return is_written ? EXIT_DONE : command_failed(error);
}

json_t *show_row_of_device(const struct device *device)
{
    json_t *row = json_object();
    output_set_text(row, "device", device->name);
    output_set_integer(row, "device_id", device->id);
    return row;
}

char *show_time(int64_t milliseconds)
{
    if (milliseconds == 0)
        return NULL;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(milliseconds / 1000);
    return time == NULL ? NULL : g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

static int compare_values(const json_t *a, const json_t *b)
{
    if (json_is_string(a) && json_is_string(b))
        return text_compare_natural(json_string_value(a), json_string_value(b));
    if (json_is_number(a) && json_is_number(b))
        return (json_number_value(a) > json_number_value(b)) - (json_number_value(a) < json_number_value(b));
    return (a != NULL) - (b != NULL);
}

static int compare_rows(const void *a, const void *b, void *user)
{
    const json_t *const *first = a, *const *second = b;
    int order = 0;
    for (const char *const *key = user; *key != NULL && order == 0; key++)
        order = compare_values(json_object_get(*first, *key), json_object_get(*second, *key));
    return order;
}

json_t *show_sort_rows(json_t *rows, const char *const *keys)
{
    size_t i;
    json_t *row, *sorted = json_array();
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    json_array_foreach(rows, i, row) g_ptr_array_add(items, row);
    g_ptr_array_sort_with_data(items, compare_rows, (gpointer)keys);
    for (guint position = 0; position < items->len; position++)
        json_array_append(sorted, items->pdata[position]);
    json_decref(rows);
    return sorted;
}

static const struct show_what *find_what(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(whats); i++)
        if (strcmp(whats[i]->name, name) == 0)
            return whats[i];
    return NULL;
}

static int run_what(struct show_request *request, int argc, char **argv)
{
    const struct command *command = request->command;
    if (argc < 2)
        return command_usage(command, "what? " WHATS);
    const struct show_what *what = find_what(argv[1]);
    if (what == NULL)
        return command_usage(command, "'%s' is none of " WHATS, argv[1]);
    if (argc > (what->argument != NULL ? 3 : 2))
        return command_usage(command, "'%s' is too much", argv[argc - 1]);
    request->name = argc > 2 ? argv[2] : NULL;
    if (what == &show_device && request->name == NULL)
        return command_usage(command, "which device?");
    return what->run(request);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    gboolean as_json = FALSE, all = FALSE;
    g_auto(GStrv) layers = NULL;
    const GOptionEntry entries[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        {"all", 'a', 0, G_OPTION_ARG_NONE, &all, "neighbors: also rows that say nothing", NULL},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, "links: physical, l2 or l3 (repeatable)",
         "LAYER"},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    struct show_request request = {.cli = cli, .command = command, .as_json = as_json, .all = all};
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return run_what(&request, argc, argv);
}

const struct command command_show = {
    .name = "show",
    .arguments = "WHAT [DEVICE]",
    .summary = "show what the inventory holds",
    .details = "What:\n"
               "  devices              every device, those that were only heard of too\n"
               "  device DEVICE        everything about one\n"
               "  links [DEVICE]       who is joined to whom, by which ports, and how certain that is\n"
               "  interfaces [DEVICE]  the interfaces of the devices visited\n"
               "  neighbors [DEVICE]   what each device says is at the other end of its ports\n"
               "  runs                 the crawls and imports\n"
               "\n"
               "DEVICE is a name or its first label, an address, a chassis id, a serial number, or\n"
               "'#12', an id of 'show devices --json'. What is shown is the newest that each device\n"
               "said. --json prints an array of objects (of one device: an object); a key that is absent\n"
               "is unknown.\n"
               "\n"
               "Example:\n"
               "  wiremap show links core1\n"
               "  wiremap show devices --json | jq -r '.[] | select(.visited | not) | .name'\n",
    .run = run,
};
