#include "cli/explain.h"

#include <stdio.h>
#include <string.h>

static void set_visit(json_t *row, const struct observation *observation)
{
    char text[ADDRESS_TEXT_SIZE];
    g_autofree char *observed = show_time(observation->started_at);
    output_set_integer(row, "run", observation->run);
    output_set_text(row, "observed", observed);
    if (!address_is_absent(observation->address))
        output_set_text(row, "address", address_format(observation->address, text));
}

static json_t *table_row(struct explain_request *request, const struct explain_row *row)
{
    json_t *object = show_row_of_device(network_device(&request->network, row->device));
    output_set_text(object, "port", row->port.name);
    output_set_text(object, "protocol", words_format(&protocol_words, (int)row->protocol));
    output_set_text(object, "says", row->text);
    return object;
}

json_t *explain_row_to_json(struct explain_request *request, const struct explain_row *row)
{
    struct network *network = &request->network;
    const struct observation *said = network->observations->items[row->observation];
    json_t *object;
    size_t count;
    if (row->neighbor == UINT32_MAX) {
        object = table_row(request, row);
    } else {
        const struct neighbor *neighbors = observation_records(said, RECORD_NEIGHBOR, &count);
        object = show_neighbor_row(network_device(network, row->device), network_ports(network, said),
                                   &neighbors[row->neighbor]);
    }
    if (row->remote >= 0) {
        const struct device *remote = network_device(network, (uint32_t)row->remote);
        output_set_text(object, "remote_device", remote->name);
        output_set_integer(object, "remote_device_id", remote->id);
    }
    output_set_text(object, "fate", words_format(&explain_fate_words, (int)row->fate));
    output_set_text(object, "key", row->key);
    output_set_text(object, "mention", row->mention);
    output_set_text(object, "reason", row->reason);
    set_visit(object, said);
    return object;
}

static const char *text_of(const json_t *row, const char *key)
{
    return json_string_value(json_object_get(row, key));
}

char *explain_format_place(const json_t *row)
{
    const char *port = text_of(row, "port");
    return port == NULL ? g_strdup(text_of(row, "device"))
                        : g_strdup_printf("%s [%s]", text_of(row, "device"), port);
}

char *explain_format_remote(const json_t *row)
{
    static const char *const keys[] = {"remote_name", "remote_chassis_id", "remote_device"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (text_of(row, keys[i]) != NULL)
            return g_strdup(text_of(row, keys[i]));
    return g_strdup(json_string_value(json_array_get(json_object_get(row, "remote_addresses"), 0)));
}

char *explain_format_port(const json_t *row)
{
    const char *port = text_of(row, "remote_port_id"), *descr = text_of(row, "remote_port_descr");
    /* A number or a MAC address is what it is; the description tells people which port that is. */
    bool is_bare = port != NULL && strpbrk(port, "/-") == NULL && !g_ascii_isalpha(*port);
    if (is_bare && descr != NULL && strcmp(port, descr) != 0)
        return g_strdup_printf("%s (%s)", port, descr);
    return g_strdup(port != NULL ? port : descr);
}

char *explain_format_key(const json_t *row)
{
    const char *key = text_of(row, "key"), *mention = text_of(row, "mention");
    const char *reason = text_of(row, "reason"), *remote = text_of(row, "remote_device");
    if (text_of(row, "says") != NULL)
        return g_strdup(text_of(row, "says"));
    if (mention != NULL && reason != NULL)
        return g_strdup_printf("has %s, but dropped: %s", mention, reason);
    if (mention != NULL)
        return g_strdup_printf("has %s, but is %s by %s", mention, remote, key);
    return g_strdup(reason != NULL ? reason : key);
}

bool explain_print_rows(const char *title, const struct column *columns, json_t *rows, GError **error)
{
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        return true;
    }
    if (title != NULL)
        printf("\n%s\n", title);
    struct listing *listing = listing_new(columns, false);
    listing_add_all(listing, rows);
    return listing_finish(listing, error);
}

static int explain(struct explain_request *request, int argc, char **argv)
{
    size_t a, b;
    int status;
    if (!model_find_device(&request->model, argv[1], &a, &status))
        return status;
    if (argc == 2)
        return explain_print_device(request, (uint32_t)a);
    if (!model_find_device(&request->model, argv[2], &b, &status))
        return status;
    if (a != b)
        return explain_print_pair(request, (uint32_t)a, (uint32_t)b);
    g_autofree char *name = output_inert(topology_device(request->model.topology, a)->name);
    fprintf(stderr, "wiremap: both are %s; 'wiremap explain %s' tells what it was made of\n", name, argv[1]);
    return EXIT_NO;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
                                    G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc < 2)
        return command_usage(command, "which device, or which two?");
    if (argc > 3)
        return command_usage(command, "'%s' is too much", argv[3]);
    struct explain_request request = {.as_json = as_json};
    if (!model_open(cli, model_evidence_kinds, &request.model, &status))
        return status;
    network_init(&request.network, &request.model.observations, request.model.identity,
                 request.model.topology);
    status = explain(&request, argc, argv);
    network_clear(&request.network);
    model_close(&request.model);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "DEVICE [DEVICE]",
    .summary = "show the evidence for a device, or for the links between two",
    .details = "Of two devices: each link between them with the rows that say so, then rows that speak of\n"
               "the other and are the evidence of no link, with the reason, then what else is at the same\n"
               "ports. Of one device: the visits that were merged into it, by what it is known and who says\n"
               "so, and the neighbor rows that were taken for it.\n"
               "\n"
               "Exit status: 0 the devices are joined (or one was asked for), 1 they are not.\n"
               "\n"
               "Example:\n"
               "  wiremap explain core1 dist1\n"
               "  wiremap explain 10.0.0.1\n",
    .run = run,
};
