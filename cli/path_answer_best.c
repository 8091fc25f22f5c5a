#include "cli/listing.h"
#include "cli/path_request.h"

#include <stdio.h>

static void set_device(const struct path_question *asked, json_t *object, const char *key, const char *id_key,
                       uint32_t position)
{
    const struct device *device = question_device(asked->question, position);
    output_set_text(object, key, device->name);
    output_set_integer(object, id_key, device->id);
}

json_t *path_answer_object(const struct path_question *asked)
{
    json_t *object = json_object();
    set_device(asked, object, "from", "from_id", asked->stops[0]);
    if (asked->stop_count > 1)
        set_device(asked, object, "to", "to_id", asked->stops[asked->stop_count - 1]);
    output_set_text(object, "by", words_format(&path_metric_words, (int)asked->network->metrics.metric));
    return object;
}

json_t *path_link_to_json(const struct path_question *asked, const struct link *link)
{
    uint32_t position = (uint32_t)(link - asked->network->graph->links);
    json_t *object = question_link_to_json(asked->question, link);
    json_object_set_new(object, "cost",
                        json_integer((json_int_t)path_network_weigh(asked->network, position).cost));
    return object;
}

static json_t *hop_to_json(const struct path_question *asked, const struct path_hop *hop)
{
    json_t *object = question_device_to_json(asked->question, hop->device);
    output_set_text(object, "in_port", hop->in_end == NULL ? NULL : hop->in_end->port);
    output_set_text(object, "out_port", hop->out_end == NULL ? NULL : hop->out_end->port);
    if (hop->link != NULL)
        json_object_set_new(object, "link_cost", json_integer((json_int_t)hop->cost));
    if (hop->link != NULL && hop->link->speed_bps > 0)
        json_object_set_new(object, "speed_mbps", listing_speed(hop->link->speed_bps));
    return object;
}

static json_t *path_to_json(const struct path_question *asked, const struct path *path)
{
    json_t *object = json_object(), *hops = json_array();
    for (size_t i = 0; i < path->hop_count; i++)
        json_array_append_new(hops, hop_to_json(asked, &path->hops[i]));
    json_object_set_new(object, "cost", json_integer((json_int_t)path->cost));
    json_object_set_new(object, "hops", hops);
    if (path->bottleneck != NULL)
        json_object_set_new(object, "bottleneck", path_link_to_json(asked, path->bottleneck));
    return object;
}

json_t *path_list_to_json(const struct path_question *asked, const GPtrArray *paths)
{
    json_t *list = json_array();
    for (guint i = 0; i < paths->len; i++)
        json_array_append_new(list, path_to_json(asked, paths->pdata[i]));
    return list;
}

/* core1 [eth11] -> [up1] acc1 [eth2] -> [eth0] host1 */
static char *format_path(const struct path_question *asked, const struct path *path)
{
    GString *line = g_string_new(question_device(asked->question, path->hops[0].device)->name);
    for (size_t i = 0; i + 1 < path->hop_count; i++) {
        const struct path_hop *hop = &path->hops[i];
        g_autofree char *arrival = question_format_end(asked->question, hop[1].in_end, true);
        if (hop->out_end->port != NULL)
            g_string_append_printf(line, " [%s]", hop->out_end->port);
        g_string_append_printf(line, " -> %s", arrival);
    }
    return g_string_free(line, FALSE);
}

char *path_format_bottleneck(const struct path_question *asked, const struct link *link)
{
    if (link == NULL)
        return NULL;
    g_autofree char *speed = output_format_speed(link->speed_bps);
    g_autofree char *a = question_format_end(asked->question, &link->a, false);
    g_autofree char *b = question_format_end(asked->question, &link->b, false);
    return g_strdup_printf("%s %s - %s", speed == NULL ? "?" : speed, a, b);
}

static bool print_hops(const struct path_question *asked, const struct path *path, GError **error)
{
    struct table *table =
        table_new((const char *const[]){"HOP", "DEVICE", "IN", "OUT", "SPEED", "COST", "", NULL});
    table_align_right(table, 0);
    table_align_right(table, 4);
    table_align_right(table, 5);
    for (size_t i = 0; i < path->hop_count; i++) {
        const struct path_hop *hop = &path->hops[i];
        g_autofree char *number = g_strdup_printf("%zu", i);
        g_autofree char *speed = hop->link == NULL ? NULL : output_format_speed(hop->link->speed_bps);
        g_autofree char *cost = hop->link == NULL ? NULL : g_strdup_printf("%" G_GUINT64_FORMAT, hop->cost);
        bool is_bottleneck = hop->link != NULL && hop->link == path->bottleneck;
        table_add(table, (const char *const[]){number, question_device(asked->question, hop->device)->name,
                                               hop->in_end == NULL ? NULL : hop->in_end->port,
                                               hop->out_end == NULL ? NULL : hop->out_end->port, speed, cost,
                                               is_bottleneck ? "bottleneck" : NULL});
    }
    putchar('\n');
    return table_print(table, error);
}

bool path_print_list(const struct path_question *asked, const GPtrArray *paths, GError **error)
{
    bool is_single = paths->len == 1;
    struct table *table =
        table_new((const char *const[]){"COST", "PATH", is_single ? "" : "BOTTLENECK", NULL});
    table_align_right(table, 0);
    for (guint i = 0; i < paths->len; i++) {
        const struct path *path = paths->pdata[i];
        g_autofree char *cost = g_strdup_printf("%" G_GUINT64_FORMAT, path->cost);
        g_autofree char *line = format_path(asked, path);
        g_autofree char *bottleneck = is_single ? NULL : path_format_bottleneck(asked, path->bottleneck);
        table_add(table, (const char *const[]){cost, line, bottleneck});
    }
    if (!table_print(table, error))
        return false;
    const struct path *only = paths->pdata[0];
    return !is_single || only->hop_count == 1 || print_hops(asked, only, error);
}

bool path_answer_best(const struct path_question *asked, bool *has_path, GError **error)
{
    size_t count = asked->request->count > 0 ? (size_t)asked->request->count : 1;
    g_autoptr(GPtrArray) paths = asked->stop_count > 2
                                     ? path_find_via(asked->network, asked->stops, asked->stop_count, count)
                                     : path_find(asked->network, asked->stops[0], asked->stops[1], count);
    *has_path = paths->len > 0;
    if (!asked->request->as_json)
        return !*has_path || path_print_list(asked, paths, error);
    json_t *object = path_answer_object(asked);
    json_object_set_new(object, "paths", path_list_to_json(asked, paths));
    return output_json(object, error);
}
