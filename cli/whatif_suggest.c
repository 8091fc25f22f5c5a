#include "cli/whatif_request.h"
#include "graph/suggest.h"
#include "graph/view.h"
#include "graph/weak_points.h"

#include <stdio.h>

/* New links are between devices that make the network, not between those that use it. */
static bool *list_candidates(const struct question *question)
{
    size_t count = question->graph.device_count;
    bool *is_candidate = g_new0(bool, count + 1);
    struct simple_graph *simple = simple_graph_new(&question->graph);
    const struct csr *csr = simple_graph_csr(simple);
    for (uint32_t d = 0; d < count; d++)
        is_candidate[d] = !view_is_endpoint(question_device(question, d), csr_degree(csr, d));
    simple_graph_free(simple);
    return is_candidate;
}

static json_t *removed_to_json(const struct question *question, const struct suggestion *suggestion)
{
    json_t *list = json_array();
    size_t count = question->graph.device_count;
    g_autofree bool *no_devices = g_new0(bool, count + 1);
    g_autofree bool *no_links = g_new0(bool, question->graph.link_count + 1);
    g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct link));
    struct link link = {
        .a = {.device = suggestion->a}, .b = {.device = suggestion->b}, .layer = LAYER_PHYSICAL};
    struct change change;
    g_array_append_val(added, link);
    change_init(&change, &question->graph, no_devices, no_links, added);
    struct weak_points *points = weak_points_new(&change);
    for (guint i = 0; i < points->removed->len; i++) {
        const struct weak_point *point = &g_array_index(points->removed, struct weak_point, i);
        json_array_append_new(list, whatif_place_to_json(question, point->a, point->b));
    }
    weak_points_free(points);
    change_clear(&change);
    return list;
}

static bool print_json(const struct question *question, const struct suggestions *suggestions, GError **error)
{
    json_t *object = json_object(), *list = json_array();
    for (guint i = 0; i < suggestions->list->len; i++) {
        const struct suggestion *suggestion = &g_array_index(suggestions->list, struct suggestion, i);
        json_t *row = whatif_place_to_json(question, suggestion->a, suggestion->b);
        json_object_set_new(row, "removed", json_integer(suggestion->removed));
        json_object_set_new(row, "pairs", json_integer((json_int_t)suggestion->pairs));
        json_object_set_new(row, "choices", json_integer((json_int_t)suggestion->choices));
        json_object_set_new(row, "single_points", removed_to_json(question, suggestion));
        json_array_append_new(list, row);
    }
    json_object_set_new(object, "exact", json_boolean(suggestions->is_exact));
    json_object_set_new(object, "suggestions", list);
    return output_json(object, error);
}

static bool print_text(const struct question *question, const struct suggestions *suggestions, GError **error)
{
    if (suggestions->list->len == 0) {
        puts("No new link would remove a single point of failure.");
        return output_flush(error);
    }
    struct table *table = table_new((const char *const[]){"REMOVES", "PAIRS", "NEW LINK", "CHOICES", NULL});
    table_align_right(table, 0);
    table_align_right(table, 1);
    table_align_right(table, 3);
    for (guint i = 0; i < suggestions->list->len; i++) {
        const struct suggestion *suggestion = &g_array_index(suggestions->list, struct suggestion, i);
        g_autofree char *removed = g_strdup_printf("%u", suggestion->removed);
        g_autofree char *pairs = g_strdup_printf("%" G_GUINT64_FORMAT, suggestion->pairs);
        g_autofree char *place = whatif_format_place(question, suggestion->a, suggestion->b);
        g_autofree char *choices = g_strdup_printf("%" G_GUINT64_FORMAT, suggestion->choices);
        table_add(table, (const char *const[]){removed, pairs, place, choices});
    }
    if (!suggestions->is_exact)
        puts("The network is large: not all links were tried, others may remove more.\n");
    return table_print(table, error);
}

bool whatif_answer_suggest(const struct question *question, const struct whatif_request *request,
                           bool *is_yes, GError **error)
{
    g_autofree bool *is_candidate = list_candidates(question);
    struct suggestions *suggestions =
        suggestions_new(&question->graph, is_candidate, (size_t)request->suggest);
    *is_yes = suggestions->list->len > 0;
    bool done = request->as_json ? print_json(question, suggestions, error)
                                 : print_text(question, suggestions, error);
    suggestions_free(suggestions);
    return done;
}
