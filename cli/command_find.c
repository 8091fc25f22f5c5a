#include "cli/show.h"
#include "graph/find.h"

#include <stdio.h>

struct find_request {
    const struct cli *cli;
    const char *text;
    bool as_json, all, history;
};

static void set_device(json_t *row, const struct network *network, uint32_t device, const char *key,
                       const char *id_key)
{
    output_set_text(row, key, network_device(network, device)->name);
    output_set_integer(row, id_key, network_device(network, device)->id);
}

static void set_visit(json_t *row, const struct network *network, uint32_t position)
{
    if (position == UINT32_MAX)
        return;
    const struct observation *said = network->observations->items[position];
    g_autofree char *observed = show_time(said->started_at);
    output_set_integer(row, "run", said->run);
    output_set_text(row, "observed", observed);
}

static json_t *result_to_json(const struct network *network, const struct find_result *result)
{
    char mac[MAC_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];
    json_t *row = json_object();
    output_set_text(row, "how", words_format(&find_how_words, (int)result->how));
    set_device(row, network, result->device, "device", "device_id");
    output_set_text(row, "port", result->port.name);
    output_set_integer(row, "vlan", result->vlan);
    output_set_text(row, "mac", mac_is_absent(result->mac) ? NULL : mac_format(result->mac, mac));
    output_set_text(row, "address",
                    address_is_absent(result->address) ? NULL : address_format(result->address, address));
    output_set_text(row, "matched", result->text);
    output_set_text(row, "protocol", words_format(&protocol_words, (int)result->protocol));
    if (result->remote >= 0)
        set_device(row, network, (uint32_t)result->remote, "remote_device", "remote_device_id");
    if (result->how == FIND_DEVICE)
        json_object_set_new(row, "visited", json_boolean(network_device(network, result->device)->visited));
    if (result->is_secondary)
        json_object_set_new(row, "secondary", json_true());
    set_visit(row, network, result->observation);
    return row;
}

static const char *text_of(const json_t *row, const char *key)
{
    return json_string_value(json_object_get(row, key));
}

static char *format_how(const json_t *row)
{
    static const char *const phrases[FIND_HOWS] = {
        [FIND_DEVICE] = "device",     [FIND_ADDRESS] = "own address", [FIND_VIRTUAL] = "shared address",
        [FIND_INTERFACE] = "own MAC", [FIND_LEARNED] = "learned at",  [FIND_NEIGHBOR] = "neighbor at",
        [FIND_ARP] = "ARP cache",     [FIND_DESCRIPTION] = "port",
    };
    int how = FIND_DEVICE;
    bool is_known = words_parse(&find_how_words, text_of(row, "how"), &how);
    g_assert(is_known);
    bool is_on_the_way = how == FIND_LEARNED && json_is_true(json_object_get(row, "secondary"));
    return g_strdup(is_on_the_way ? "on the way at" : phrases[how]);
}

static char *format_by(const json_t *row)
{
    const char *protocol = text_of(row, "protocol");
    if (protocol != NULL)
        return g_strdup(protocol);
    const json_t *visited = json_object_get(row, "visited");
    return visited != NULL && !json_is_true(visited) ? g_strdup("not visited") : NULL;
}

static const struct column all_columns[] = {
    {.heading = "FOUND", .format = format_how},
    {.heading = "MAC", .key = "mac"},
    {.heading = "ADDRESS", .key = "address"},
    {.heading = "DEVICE", .key = "device"},
    {.heading = "PORT", .key = "port"},
    {.heading = "VLAN", .key = "vlan", .is_number = true},
    {.heading = "AT ITS END", .key = "remote_device"},
    {.heading = "KNOWN AS", .key = "matched"},
    {.heading = "BY", .format = format_by},
    {.heading = "SEEN", .key = "observed"},
};

static bool is_used(const struct column *column, const json_t *rows)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        g_autofree char *cell = column->format != NULL ? column->format(row) : NULL;
        if (cell != NULL || (column->key != NULL && json_object_get(row, column->key) != NULL))
            return true;
    }
    return false;
}

/* What is found is of many kinds: columns that say nothing of it are left out. */
static bool print_table(json_t *rows, GError **error)
{
    struct column columns[G_N_ELEMENTS(all_columns) + 1] = {{.heading = NULL}};
    size_t count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(all_columns); i++)
        if (is_used(&all_columns[i], rows))
            columns[count++] = all_columns[i];
    struct listing *listing = listing_new(columns, false);
    listing_add_all(listing, rows);
    return listing_finish(listing, error);
}

static bool print_json(const struct find_request *request, json_t *rows, GError **error)
{
    json_t *object = json_object();
    g_autofree char *text = g_utf8_make_valid(request->text, -1);
    output_set_text(object, "query", text);
    json_object_set_new(object, "results", rows);
    return output_json(object, error);
}

static int print_results(const struct find_request *request, const struct network *network,
                         const GArray *results)
{
    GError *error = NULL;
    guint hidden = 0;
    json_t *rows = json_array();
    for (guint i = 0; i < results->len; i++) {
        const struct find_result *result = &g_array_index(results, struct find_result, i);
        if (result->is_secondary && !request->all)
            hidden++;
        else
            json_array_append_new(rows, result_to_json(network, result));
    }
    bool done = request->as_json ? print_json(request, rows, &error) : print_table(rows, &error);
    if (!done)
        return command_failed(error);
    if (hidden > 0 && !request->as_json && !request->cli->quiet)
        fprintf(stderr, "%u more on the way to it, or telling the same: --all shows them\n", hidden);
    return EXIT_DONE;
}

/* Looks at the inventory as it was after a run; EXIT_NO and nothing printed when nothing is found. */
static int find_at(const struct find_request *request, const struct find_query *query, int64_t run)
{
    struct model model;
    struct network network;
    int status;
    if (!model_open_at(request->cli, model_evidence_kinds, run, &model, &status))
        return status;
    network_init(&network, &model.observations, model.identity, model.topology);
    GArray *results = find_run(&network, query);
    status = results->len == 0 ? EXIT_NO : print_results(request, &network, results);
    g_array_unref(results);
    network_clear(&network);
    model_close(&model);
    return status;
}

/* The runs before the last one, the newest first. */
static int find_in_history(const struct find_request *request, const struct find_query *query)
{
    GError *error = NULL;
    struct run_list runs = {0};
    int status;
    struct inventory *inventory = model_open_inventory(request->cli, &status);
    if (inventory == NULL)
        return status;
    bool is_read = inventory_runs(inventory, &runs, &error);
    inventory_close(inventory);
    if (!is_read)
        return command_failed(error);
    status = EXIT_NO;
    for (size_t i = runs.count; i > 1 && status == EXIT_NO; i--)
        status = find_at(request, query, runs.items[i - 2].id);
    run_list_clear(&runs);
    return status;
}

static int find(const struct find_request *request)
{
    struct find_query query;
    find_query_parse(request->text, &query);
    int status = find_at(request, &query, 0);
    if (status == EXIT_NO && request->history)
        status = find_in_history(request, &query);
    find_query_clear(&query);
    if (status != EXIT_NO)
        return status;
    GError *error = NULL;
    if (request->as_json && !print_json(request, json_array(), &error))
        return command_failed(error);
    g_autofree char *inert = output_inert(request->text);
    fprintf(stderr, "wiremap: nothing is known of '%s'%s\n", inert,
            request->history ? "" : "; --history looks in earlier runs too");
    return EXIT_NO;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    gboolean as_json = FALSE, all = FALSE, history = FALSE;
    const GOptionEntry entries[] = {{"all", 'a', 0, G_OPTION_ARG_NONE, &all,
                                     "also where it is only on the way, and who tells the same", NULL},
                                    {"history", 0, 0, G_OPTION_ARG_NONE, &history,
                                     "look in earlier runs for what is not found now", NULL},
                                    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
                                    G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc != 2 || *argv[1] == '\0')
        return command_usage(command, "what? A MAC address, an IP address or a name");
    const struct find_request request = {cli, argv[1], as_json, all, history};
    return find(&request);
}

const struct command command_find = {
    .name = "find",
    .arguments = "MAC|ADDRESS|NAME",
    .summary = "find where a MAC address, an IP address or a name is",
    .details =
        "A MAC address in any notation, or four digits or more of its beginning or its end (3fa2,\n"
        ":3f:a2, 001b.21). An IP address, a subnet (10.1.2.0/24), or a beginning (10.1.2.). A name of\n"
        "a device, or a part of it; the description of a port. A station is where the bridge has\n"
        "learned it that no other bridge has learned it behind; an IP address leads to its MAC address\n"
        "by ARP caches.\n"
        "\n"
        "Exit status: 0 found, 1 nothing is known of it.\n"
        "\n"
        "Example:\n"
        "  wiremap find 10.1.2.3\n"
        "  wiremap find 3f:a2:11\n"
        "  wiremap find printer-3\n",
    .run = run,
};
