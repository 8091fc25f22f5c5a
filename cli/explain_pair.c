#include "cli/explain.h"
#include "render/json_objects.h"

#include <stdio.h>

static char *format_seen(const json_t *row)
{
    return g_strdup(json_string_value(json_object_get(row, "observed")));
}

static const struct column evidence_columns[] = {
    {.heading = "WHO SAYS SO", .format = explain_format_place},
    {.heading = "BY", .key = "protocol"},
    {.heading = "SEES", .format = explain_format_remote},
    {.heading = "AT", .format = explain_format_port},
    {.heading = "KNOWN BY", .format = explain_format_key},
    {.heading = "SEEN", .format = format_seen},
    {.heading = "RUN", .key = "run", .is_number = true},
    {.heading = NULL},
};

static const struct column other_columns[] = {
    {.heading = "WHO SAYS SO", .format = explain_format_place},
    {.heading = "BY", .key = "protocol"},
    {.heading = "SEES", .format = explain_format_remote},
    {.heading = "AT", .format = explain_format_port},
    {.heading = "WHY", .format = explain_format_key},
    {.heading = "RUN", .key = "run", .is_number = true},
    {.heading = NULL},
};

static json_t *list_rows(struct explain_request *request, const struct explain_pair *pair,
                         enum explain_fate first, enum explain_fate last, int64_t link)
{
    json_t *rows = json_array();
    for (guint i = 0; i < pair->rows->len; i++) {
        const struct explain_row *row = &g_array_index(pair->rows, struct explain_row, i);
        if (row->fate >= first && row->fate <= last && (link < 0 || row->link == link))
            json_array_append_new(rows, explain_row_to_json(request, row));
    }
    return rows;
}

static json_t *device_to_reference(const struct device *device)
{
    json_t *object = show_row_of_device(device);
    json_object_set_new(object, "visited", json_boolean(device->visited));
    return object;
}

static int print_json(struct explain_request *request, const struct explain_pair *pair, uint32_t a,
                      uint32_t b, GError **error)
{
    json_t *object = json_object(), *links = json_array();
    for (guint i = 0; i < pair->links->len; i++) {
        guint position = g_array_index(pair->links, guint, i);
        const struct topology *topology = request->model.topology;
        json_t *link = link_to_json(topology, topology_link(topology, position));
        json_object_set_new(link, "evidence", list_rows(request, pair, EXPLAIN_LINK, EXPLAIN_LINK, position));
        json_array_append_new(links, link);
    }
    json_object_set_new(object, "a", device_to_reference(network_device(&request->network, a)));
    json_object_set_new(object, "b", device_to_reference(network_device(&request->network, b)));
    json_object_set_new(object, "links", links);
    json_object_set_new(object, "rows", list_rows(request, pair, EXPLAIN_NO_LINK, EXPLAIN_ELSEWHERE, -1));
    json_object_set_new(object, "notes", output_texts(pair->notes));
    return output_json(object, error);
}

static void print_link(const struct topology *topology, const struct link *link)
{
    g_autofree char *a = output_inert(topology_device(topology, link->a.device)->name);
    g_autofree char *b = output_inert(topology_device(topology, link->b.device)->name);
    g_autofree char *a_port = output_inert(link->a.port != NULL ? link->a.port : "?");
    g_autofree char *b_port = output_inert(link->b.port != NULL ? link->b.port : "?");
    g_autofree char *protocols = words_format_set(&protocol_words, link->protocols, ", ");
    printf("\n%s [%s] -- [%s] %s: %s, %s by %s\n", a, a_port, b_port, b,
           words_format(&layer_words, (int)link->layer), words_format(&certainty_words, (int)link->certainty),
           protocols);
}

static void print_notes(const struct explain_pair *pair)
{
    if (pair->notes->len > 0)
        printf("\nTo be known\n");
    for (guint i = 0; i < pair->notes->len; i++) {
        g_autofree char *text = output_inert(pair->notes->pdata[i]);
        printf("  %s\n", text);
    }
}

static bool print_text(struct explain_request *request, const struct explain_pair *pair, uint32_t a,
                       uint32_t b, GError **error)
{
    g_autofree char *one = output_inert(network_device(&request->network, a)->name);
    g_autofree char *other = output_inert(network_device(&request->network, b)->name);
    guint count = pair->links->len;
    if (count == 0)
        printf("%s and %s are not joined.\n", one, other);
    else
        printf("%s and %s are joined by %u link%s.\n", one, other, count, count == 1 ? "" : "s");
    for (guint i = 0; i < count; i++) {
        guint position = g_array_index(pair->links, guint, i);
        print_link(request->model.topology, topology_link(request->model.topology, position));
        json_t *rows = list_rows(request, pair, EXPLAIN_LINK, EXPLAIN_LINK, position);
        if (!explain_print_rows(NULL, evidence_columns, rows, error))
            return false;
    }
    if (!explain_print_rows("Of the other, but evidence of no link", other_columns,
                            list_rows(request, pair, EXPLAIN_NO_LINK, EXPLAIN_MENTION, -1), error))
        return false;
    if (!explain_print_rows("At the same ports", other_columns,
                            list_rows(request, pair, EXPLAIN_ELSEWHERE, EXPLAIN_ELSEWHERE, -1), error))
        return false;
    print_notes(pair);
    return output_flush(error);
}

int explain_print_pair(struct explain_request *request, uint32_t a, uint32_t b)
{
    GError *error = NULL;
    struct explain_pair *pair = explain_pair(&request->network, a, b);
    bool is_joined = pair->links->len > 0;
    bool done =
        request->as_json ? print_json(request, pair, a, b, &error) : print_text(request, pair, a, b, &error);
    explain_pair_free(pair);
    if (!done)
        return command_failed(error);
    return is_joined ? EXIT_DONE : EXIT_NO;
}
