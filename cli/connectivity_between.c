#include "cli/connectivity_request.h"
#include "graph/disjoint.h"

#include <stdio.h>

static json_t *devices_to_json(const struct question *question, const GArray *devices)
{
    json_t *list = json_array();
    for (guint i = 0; i < devices->len; i++)
        json_array_append_new(list, question_device_to_json(question, g_array_index(devices, uint32_t, i)));
    return list;
}

static json_t *links_to_json(const struct question *question, const GArray *links)
{
    json_t *list = json_array();
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = &question->graph.links[g_array_index(links, uint32_t, i)];
        json_array_append_new(list, question_link_to_json(question, link));
    }
    return list;
}

/* cut: taken. */
static json_t *ways_to_json(uint32_t ways, json_t *cut)
{
    json_t *object = json_object();
    json_object_set_new(object, "ways", json_integer(ways));
    json_object_set_new(object, "cut", cut);
    return object;
}

static bool print_json(const struct question *question, const struct separation *separation, uint32_t a,
                       uint32_t b, GError **error)
{
    json_t *object = json_object();
    json_object_set_new(object, "a", question_device_to_json(question, a));
    json_object_set_new(object, "b", question_device_to_json(question, b));
    json_object_set_new(object, "direct", json_boolean(separation->is_direct));
    json_object_set_new(
        object, "devices",
        ways_to_json(separation->device_ways, devices_to_json(question, separation->devices)));
    json_object_set_new(object, "links",
                        ways_to_json(separation->link_ways, links_to_json(question, separation->links)));
    return output_json(object, error);
}

static bool print_text(const struct question *question, const struct separation *separation, uint32_t a,
                       uint32_t b, GError **error)
{
    g_autofree char *first = output_inert(question_device(question, a)->name);
    g_autofree char *second = output_inert(question_device(question, b)->name);
    printf("%s and %s: %u ways share no device, %u share no link\n", first, second, separation->device_ways,
           separation->link_ways);
    if (separation->is_direct)
        puts("A link joins them: no loss of devices parts them.");
    if (separation->link_ways == 0)
        return output_flush(error);
    struct table *table = table_new((const char *const[]){"PARTED BY", "", NULL});
    for (guint i = 0; i < separation->devices->len; i++) {
        uint32_t device = g_array_index(separation->devices, uint32_t, i);
        table_add(table, (const char *const[]){"devices", question_device(question, device)->name});
    }
    for (guint i = 0; i < separation->links->len; i++) {
        const struct link *link = &question->graph.links[g_array_index(separation->links, uint32_t, i)];
        g_autofree char *near = question_format_end(question, &link->a, false);
        g_autofree char *far = question_format_end(question, &link->b, true);
        g_autofree char *both = g_strdup_printf("%s -- %s", near, far);
        table_add(table, (const char *const[]){"links", both});
    }
    putchar('\n');
    return table_print(table, error);
}

bool connectivity_answer_between(const struct question *question, uint32_t a, uint32_t b, bool as_json,
                                 bool *is_yes, GError **error)
{
    struct path_network *network =
        path_network_new(&question->graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    struct separation *separation = separation_new(network, a, b);
    *is_yes = separation->link_ways > 0;
    bool done = as_json ? print_json(question, separation, a, b, error)
                        : print_text(question, separation, a, b, error);
    separation_free(separation);
    path_network_free(network);
    return done;
}
