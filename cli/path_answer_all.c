#include "cli/path_request.h"
#include "graph/path_dag.h"

#include <stdio.h>
#include <string.h>

/* Paths that are listed unless -k says how many. */
#define USUALLY_LISTED 64

/* The greatest integer that every reader of JSON takes as it is. */
#define GREATEST_INTEGER "9007199254740991"

static json_t *count_to_json(const char *digits)
{
    size_t length = strlen(digits), limit = strlen(GREATEST_INTEGER);
    if (length < limit || (length == limit && strcmp(digits, GREATEST_INTEGER) <= 0))
        return json_integer((json_int_t)g_ascii_strtoll(digits, NULL, 10));
    return json_string(digits);
}

static json_t *device_to_json(const struct path_question *asked, const struct path_dag_device *device)
{
    json_t *object = question_device_to_json(asked->question, device->device);
    json_object_set_new(object, "cost", json_integer((json_int_t)device->cost));
    json_object_set_new(object, "share", json_real(device->share));
    return object;
}

/* a is where it comes from. */
static json_t *link_to_json(const struct path_question *asked, const struct path_dag_link *step)
{
    const struct link *link = &asked->network->graph->links[step->link];
    json_t *object = path_link_to_json(asked, link);
    json_object_set_new(object, "a", question_end_to_json(asked->question, link_near_end(link, step->from)));
    json_object_set_new(object, "b", question_end_to_json(asked->question, link_near_end(link, step->to)));
    json_object_set_new(object, "share", json_real(step->share));
    return object;
}

static json_t *dag_to_json(const struct path_question *asked, const struct path_dag *dag)
{
    json_t *object = json_object(), *devices = json_array(), *links = json_array();
    for (guint i = 0; i < dag->devices->len; i++)
        json_array_append_new(devices,
                              device_to_json(asked, &g_array_index(dag->devices, struct path_dag_device, i)));
    for (guint i = 0; i < dag->links->len; i++)
        json_array_append_new(links,
                              link_to_json(asked, &g_array_index(dag->links, struct path_dag_link, i)));
    json_object_set_new(object, "devices", devices);
    json_object_set_new(object, "links", links);
    return object;
}

static bool print_json(const struct path_question *asked, const struct path_dag *dag, const GPtrArray *paths,
                       bool is_cut, GError **error)
{
    json_t *object = path_answer_object(asked);
    json_object_set_new(object, "paths", path_list_to_json(asked, paths));
    json_object_set_new(object, "path_count", count_to_json(dag == NULL ? "0" : dag->path_count));
    if (dag != NULL && dag->is_count_over)
        json_object_set_new(object, "path_count_is_least", json_true());
    json_object_set_new(object, "truncated", json_boolean(is_cut));
    if (dag != NULL)
        json_object_set_new(object, "dag", dag_to_json(asked, dag));
    return output_json(object, error);
}

static bool print_links(const struct path_question *asked, const struct path_dag *dag, GError **error)
{
    struct table *table = table_new((const char *const[]){"SHARE", "FROM", "TO", "SPEED", NULL});
    table_align_right(table, 0);
    table_align_right(table, 3);
    for (guint i = 0; i < dag->links->len; i++) {
        const struct path_dag_link *step = &g_array_index(dag->links, struct path_dag_link, i);
        const struct link *link = &asked->network->graph->links[step->link];
        g_autofree char *share = g_strdup_printf("%.1f%%", 100 * step->share);
        g_autofree char *from = question_format_end(asked->question, link_near_end(link, step->from), false);
        g_autofree char *to = question_format_end(asked->question, link_near_end(link, step->to), false);
        g_autofree char *speed = output_format_speed(link->speed_bps);
        table_add(table, (const char *const[]){share, from, to, speed});
    }
    putchar('\n');
    return table_print(table, error);
}

static bool print_text(const struct path_question *asked, const struct path_dag *dag, const GPtrArray *paths,
                       bool is_cut, GError **error)
{
    bool is_one = strcmp(dag->path_count, "1") == 0;
    printf("%s%s best path%s of cost %" G_GUINT64_FORMAT ", over %u device%s and %u link%s\n",
           dag->is_count_over ? "at least " : "", dag->path_count, is_one ? "" : "s", dag->cost,
           dag->devices->len, dag->devices->len == 1 ? "" : "s", dag->links->len,
           dag->links->len == 1 ? "" : "s");
    if (is_cut)
        printf("the first %u of them:\n", paths->len);
    putchar('\n');
    if (!path_print_list(asked, paths, error))
        return false;
    return dag->links->len == 0 || print_links(asked, dag, error);
}

bool path_answer_all(const struct path_question *asked, bool *has_path, GError **error)
{
    struct path_dag *dag = path_dag_new(asked->network, asked->stops[0], asked->stops[1]);
    size_t count = asked->request->count > 0 ? (size_t)asked->request->count : USUALLY_LISTED;
    g_autoptr(GPtrArray) paths = dag == NULL ? g_ptr_array_new() : path_dag_paths(dag, count);
    g_autofree char *listed = g_strdup_printf("%u", paths->len);
    bool is_cut = dag != NULL && strcmp(listed, dag->path_count) != 0;
    *has_path = dag != NULL;
    bool done = true;
    if (asked->request->as_json)
        done = print_json(asked, dag, paths, is_cut, error);
    else if (dag != NULL)
        done = print_text(asked, dag, paths, is_cut, error);
    path_dag_free(dag);
    return done;
}
