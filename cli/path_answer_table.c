#include "cli/path_request.h"
#include "graph/path_table.h"

#include <stdio.h>

static json_t *row_to_json(const struct path_question *asked, const struct path_table_row *row)
{
    json_t *object = question_device_to_json(asked->question, row->device);
    json_object_set_new(object, "cost", json_integer((json_int_t)row->cost));
    json_object_set_new(object, "hops", json_integer(row->hops));
    if (row->first_link == NULL)
        return object;
    output_set_text(object, "out_port", link_near_end(row->first_link, asked->stops[0])->port);
    const struct device *next = question_device(asked->question, row->next);
    output_set_text(object, "next", next->name);
    output_set_integer(object, "next_id", next->id);
    if (row->bottleneck->speed_bps > 0)
        json_object_set_new(object, "bottleneck", path_link_to_json(asked, row->bottleneck));
    return object;
}

static GArray *list_unreached(const struct path_question *asked, const GArray *rows)
{
    g_autofree bool *is_reached = g_new0(bool, asked->network->device_count);
    GArray *unreached = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < rows->len; i++)
        is_reached[g_array_index(rows, struct path_table_row, i).device] = true;
    for (uint32_t d = 0; d < asked->network->device_count; d++)
        if (!is_reached[d])
            g_array_append_val(unreached, d);
    return unreached;
}

static bool print_json(const struct path_question *asked, const GArray *rows, const GArray *unreached,
                       GError **error)
{
    json_t *object = path_answer_object(asked), *devices = json_array();
    for (guint i = 0; i < rows->len; i++)
        json_array_append_new(devices, row_to_json(asked, &g_array_index(rows, struct path_table_row, i)));
    json_object_set_new(object, "devices", devices);
    json_object_set_new(object, "unreached", question_names(asked->question, unreached));
    json_object_set_new(object, "unreached_ids", question_ids(asked->question, unreached));
    return output_json(object, error);
}

static bool print_table(const struct path_question *asked, const GArray *rows, const GArray *unreached,
                        GError **error)
{
    struct table *table =
        table_new((const char *const[]){"COST", "HOPS", "DEVICE", "OUT", "NEXT", "BOTTLENECK", NULL});
    table_align_right(table, 0);
    table_align_right(table, 1);
    for (guint i = 0; i < rows->len; i++) {
        const struct path_table_row *row = &g_array_index(rows, struct path_table_row, i);
        bool is_known = row->bottleneck != NULL && row->bottleneck->speed_bps > 0;
        g_autofree char *cost = g_strdup_printf("%" G_GUINT64_FORMAT, row->cost);
        g_autofree char *hops = g_strdup_printf("%u", row->hops);
        g_autofree char *bottleneck = path_format_bottleneck(asked, is_known ? row->bottleneck : NULL);
        const char *out =
            row->first_link == NULL ? NULL : link_near_end(row->first_link, asked->stops[0])->port;
        const char *next = row->first_link == NULL ? NULL : question_device(asked->question, row->next)->name;
        const char *name = question_device(asked->question, row->device)->name;
        table_add(table, (const char *const[]){cost, hops, name, out, next, bottleneck});
    }
    if (!table_print(table, error))
        return false;
    if (unreached->len > 0)
        printf("\n%u device%s not reached\n", unreached->len, unreached->len == 1 ? " is" : "s are");
    return output_flush(error);
}

bool path_answer_table(const struct path_question *asked, bool *has_path, GError **error)
{
    g_autoptr(GArray) rows = path_table_new(asked->network, asked->stops[0]);
    g_autoptr(GArray) unreached = list_unreached(asked, rows);
    *has_path = rows->len > 1 || asked->network->device_count == 1;
    return asked->request->as_json ? print_json(asked, rows, unreached, error)
                                   : print_table(asked, rows, unreached, error);
}
