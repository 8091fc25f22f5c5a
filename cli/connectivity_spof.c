#include "cli/connectivity_request.h"
#include "graph/cuts.h"

#include <stdio.h>

/* Names are told where no more devices than this are cut off. */
#define NAMES_TOLD 50

bool *connectivity_endpoints(const struct question *question)
{
    bool *is_endpoint = g_new0(bool, question->graph.device_count + 1);
    for (uint32_t d = 0; d < question->graph.device_count; d++)
        switch (question_device(question, d)->role) {
        case ROLE_PHONE:
        case ROLE_SERVER:
        case ROLE_HOST:
        case ROLE_PRINTER:
        case ROLE_STORAGE:
        case ROLE_POWER:
            is_endpoint[d] = true;
            break;
        default:
            break;
        }
    return is_endpoint;
}

static json_t *cut_to_json(const struct question *question, const struct cuts *cuts, const struct cut *cut)
{
    json_t *object = cut->is_link ? question_link_to_json(question, &question->graph.links[cut->device])
                                  : question_device_to_json(question, cut->device);
    output_set_text(object, "kind", cut->is_link ? "link" : "device");
    json_object_set_new(object, "parts", json_integer(cut->parts));
    json_object_set_new(object, "cut_off", json_integer(cut->devices));
    json_object_set_new(object, "cut_off_endpoints", json_integer(cut->endpoints));
    json_object_set_new(object, "pairs", json_integer((json_int_t)cut->pairs));
    if (cut->devices > NAMES_TOLD)
        return object;
    g_autoptr(GArray) lost = cuts_lost(cuts, cut);
    json_object_set_new(object, "names", question_names(question, lost));
    json_object_set_new(object, "ids", question_ids(question, lost));
    return object;
}

static bool print_json(const struct question *question, const struct cuts *cuts, size_t listed,
                       GError **error)
{
    json_t *object = json_object(), *list = json_array();
    size_t count;
    const struct cut *cut = cuts_list(cuts, &count);
    for (size_t i = 0; i < listed; i++)
        json_array_append_new(list, cut_to_json(question, cuts, &cut[i]));
    json_object_set_new(object, "count", json_integer((json_int_t)count));
    json_object_set_new(object, "single_points", list);
    return output_json(object, error);
}

static char *format_place(const struct question *question, const struct cut *cut)
{
    if (!cut->is_link)
        return g_strdup(question_device(question, cut->device)->name);
    const struct link *link = &question->graph.links[cut->device];
    g_autofree char *a = question_format_end(question, &link->a, false);
    g_autofree char *b = question_format_end(question, &link->b, true);
    return g_strdup_printf("%s -- %s", a, b);
}

static bool print_text(const struct question *question, const struct cuts *cuts, size_t listed,
                       GError **error)
{
    size_t count;
    const struct cut *cut = cuts_list(cuts, &count);
    if (count == 0) {
        puts("There is no single point of failure.");
        return output_flush(error);
    }
    struct table *table =
        table_new((const char *const[]){"PAIRS", "CUT OFF", "ENDPOINTS", "SINGLE POINT", NULL});
    for (unsigned i = 0; i < 3; i++)
        table_align_right(table, i);
    for (size_t i = 0; i < listed; i++) {
        g_autofree char *pairs = g_strdup_printf("%" G_GUINT64_FORMAT, cut[i].pairs);
        g_autofree char *devices = g_strdup_printf("%u", cut[i].devices);
        g_autofree char *endpoints = g_strdup_printf("%u", cut[i].endpoints);
        g_autofree char *place = format_place(question, &cut[i]);
        table_add(table, (const char *const[]){pairs, devices, endpoints, place});
    }
    return table_print(table, error);
}

bool connectivity_answer_spof(const struct question *question, size_t top, bool as_json, GError **error)
{
    g_autofree bool *is_endpoint = connectivity_endpoints(question);
    struct cuts *cuts = cuts_new(&question->graph, is_endpoint);
    size_t count;
    cuts_list(cuts, &count);
    size_t listed = top > 0 ? MIN(top, count) : count;
    bool done =
        as_json ? print_json(question, cuts, listed, error) : print_text(question, cuts, listed, error);
    cuts_free(cuts);
    return done;
}
