#include "cli/connectivity_request.h"
#include "cli/whatif_request.h"
#include "graph/contact.h"
#include "graph/detours.h"
#include "graph/loads.h"
#include "graph/weak_points.h"

#include <stdio.h>

/* Names of a part that is cut off, in a table. */
#define NAMES_LISTED 8
#define PARTS_LISTED 20

struct answer {
    const struct question *question;
    const struct change *change;
    guint top;
    uint32_t remaining, endpoints; /* endpoints among those that are cut off */
    uint32_t devices_down;
    size_t links_lost, links_added;
    struct contact *contact;
    struct detours *detours;
    struct weak_points *points;
    struct loads *loads;
};

json_t *whatif_place_to_json(const struct question *question, uint32_t a, uint32_t b)
{
    return a == b ? question_device_to_json(question, a) : question_pair_to_json(question, a, b);
}

char *whatif_format_place(const struct question *question, uint32_t a, uint32_t b)
{
    if (a == b)
        return g_strdup(question_device(question, a)->name);
    return g_strdup_printf("%s -- %s", question_device(question, a)->name,
                           question_device(question, b)->name);
}

static json_t *contact_to_json(const struct answer *answer)
{
    const struct contact *contact = answer->contact;
    json_t *object = json_object(), *parts = json_array();
    for (guint i = 0; i < contact->parts->len; i++) {
        const GArray *part = contact->parts->pdata[i];
        json_t *row = json_object();
        json_object_set_new(row, "devices", json_integer(part->len));
        json_object_set_new(row, "names", question_names(answer->question, part));
        json_object_set_new(row, "ids", question_ids(answer->question, part));
        json_array_append_new(parts, row);
    }
    json_object_set_new(object, "devices", json_integer(contact->cut_off));
    json_object_set_new(object, "endpoints", json_integer(answer->endpoints));
    json_object_set_new(object, "pairs_lost", json_integer((json_int_t)contact->lost));
    json_object_set_new(object, "pairs_gained", json_integer((json_int_t)contact->gained));
    json_object_set_new(object, "parts", parts);
    return object;
}

static json_t *paths_to_json(const struct answer *answer)
{
    const struct detours *detours = answer->detours;
    json_t *object = json_object(), *list = json_array();
    for (guint i = 0; i < detours->list->len; i++) {
        const struct detour *detour = &g_array_index(detours->list, struct detour, i);
        json_t *row = whatif_place_to_json(answer->question, detour->a, detour->b);
        json_object_set_new(row, "before", json_integer(detour->before));
        json_object_set_new(row, "after", json_integer(detour->after));
        json_array_append_new(list, row);
    }
    json_object_set_new(object, "longer", json_integer((json_int_t)detours->longer));
    json_object_set_new(object, "shorter", json_integer((json_int_t)detours->shorter));
    json_object_set_new(object, "hops_more", json_integer((json_int_t)detours->hops_more));
    json_object_set_new(object, "hops_less", json_integer((json_int_t)detours->hops_less));
    json_object_set_new(object, "most_more", json_integer(detours->most_more));
    json_object_set_new(object, "most_less", json_integer(detours->most_less));
    json_object_set_new(object, "changed", list);
    return object;
}

static json_t *loads_to_json(const struct answer *answer, const GArray *loads)
{
    json_t *list = json_array();
    for (guint i = 0; i < loads->len && i < answer->top; i++) {
        const struct load *load = &g_array_index(loads, struct load, i);
        json_t *row = whatif_place_to_json(answer->question, load->a, load->b);
        json_object_set_new(row, "before", json_real(load->before));
        json_object_set_new(row, "after", json_real(load->after));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *points_to_json(const struct answer *answer, const GArray *points)
{
    json_t *list = json_array();
    for (guint i = 0; i < points->len; i++) {
        const struct weak_point *point = &g_array_index(points, struct weak_point, i);
        json_array_append_new(list, whatif_place_to_json(answer->question, point->a, point->b));
    }
    return list;
}

static bool print_json(const struct answer *answer, GError **error)
{
    json_t *object = json_object(), *points = json_object();
    json_object_set_new(points, "before", json_integer((json_int_t)answer->points->before));
    json_object_set_new(points, "after", json_integer((json_int_t)answer->points->after));
    json_object_set_new(points, "removed", points_to_json(answer, answer->points->removed));
    json_object_set_new(points, "made", points_to_json(answer, answer->points->made));
    json_object_set_new(object, "devices", json_integer(answer->remaining));
    json_object_set_new(object, "devices_down", json_integer(answer->devices_down));
    json_object_set_new(object, "links_lost", json_integer((json_int_t)answer->links_lost));
    json_object_set_new(object, "links_added", json_integer((json_int_t)answer->links_added));
    json_object_set_new(object, "cut_off", contact_to_json(answer));
    json_object_set_new(object, "paths", paths_to_json(answer));
    json_object_set_new(object, "link_loads", loads_to_json(answer, answer->loads->links));
    json_object_set_new(object, "device_loads", loads_to_json(answer, answer->loads->devices));
    json_object_set_new(object, "single_points", points);
    return output_json(object, error);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static bool print_parts(const struct answer *answer, GError **error)
{
    const GPtrArray *parts = answer->contact->parts;
    struct table *table = table_new((const char *const[]){"CUT OFF", "TOGETHER", NULL});
    table_align_right(table, 0);
    for (guint i = 0; i < parts->len && i < PARTS_LISTED; i++) {
        const GArray *part = parts->pdata[i];
        g_autofree char *size = g_strdup_printf("%u", part->len);
        g_autofree char *names = question_format_names(answer->question, part, NAMES_LISTED);
        table_add(table, (const char *const[]){size, names});
    }
    putchar('\n');
    if (!table_print(table, error))
        return false;
    if (parts->len > PARTS_LISTED)
        printf("and %u more\n", parts->len - PARTS_LISTED);
    return true;
}

static bool print_detours(const struct answer *answer, GError **error)
{
    const GArray *list = answer->detours->list;
    struct table *table = table_new((const char *const[]){"HOPS", "BEFORE", "PATH", NULL});
    table_align_right(table, 0);
    table_align_right(table, 1);
    for (guint i = 0; i < list->len; i++) {
        const struct detour *detour = &g_array_index(list, struct detour, i);
        g_autofree char *after = g_strdup_printf("%u", detour->after);
        g_autofree char *before = g_strdup_printf("%u", detour->before);
        g_autofree char *place = whatif_format_place(answer->question, detour->a, detour->b);
        table_add(table, (const char *const[]){after, before, place});
    }
    putchar('\n');
    return table_print(table, error);
}

/* Those that get more, of links or of devices. */
static bool print_loads(const struct answer *answer, const GArray *loads, const char *what, GError **error)
{
    if (loads->len == 0 ||
        g_array_index(loads, struct load, 0).after <= g_array_index(loads, struct load, 0).before)
        return true;
    struct table *table = table_new((const char *const[]){"LOAD", "BEFORE", what, NULL});
    table_align_right(table, 0);
    table_align_right(table, 1);
    for (guint i = 0; i < loads->len && i < answer->top; i++) {
        const struct load *load = &g_array_index(loads, struct load, i);
        if (load->after <= load->before)
            break;
        g_autofree char *after = g_strdup_printf("%.1f", load->after);
        g_autofree char *before = g_strdup_printf("%.1f", load->before);
        g_autofree char *place = whatif_format_place(answer->question, load->a, load->b);
        table_add(table, (const char *const[]){after, before, place});
    }
    putchar('\n');
    return table_print(table, error);
}

static bool print_points(const struct answer *answer, const GArray *points, const char *heading,
                         GError **error)
{
    if (points->len == 0)
        return true;
    struct table *table = table_new((const char *const[]){heading, NULL});
    for (guint i = 0; i < points->len && i < answer->top; i++) {
        const struct weak_point *point = &g_array_index(points, struct weak_point, i);
        g_autofree char *place = whatif_format_place(answer->question, point->a, point->b);
        table_add(table, (const char *const[]){place});
    }
    putchar('\n');
    if (!table_print(table, error))
        return false;
    if (points->len > answer->top)
        printf("and %u more\n", points->len - answer->top);
    return true;
}

static void print_summary(const struct answer *answer)
{
    const struct contact *contact = answer->contact;
    const struct detours *detours = answer->detours;
    printf("%u device%s and %zu link%s lost, %zu link%s added; %u devices remain\n", answer->devices_down,
           plural(answer->devices_down), answer->links_lost, plural(answer->links_lost), answer->links_added,
           plural(answer->links_added), answer->remaining);
    printf("Cut off: %u device%s (%u endpoint%s); %" G_GUINT64_FORMAT " pair%s of devices lose contact",
           contact->cut_off, plural(contact->cut_off), answer->endpoints, plural(answer->endpoints),
           contact->lost, plural(contact->lost));
    if (contact->gained > 0)
        printf(", %" G_GUINT64_FORMAT " gain it", contact->gained);
    printf("\nPaths: %" G_GUINT64_FORMAT " longer", detours->longer);
    if (detours->longer > 0)
        printf(" (by %u at most, %.3g on average)", detours->most_more,
               (double)detours->hops_more / (double)detours->longer);
    printf(", %" G_GUINT64_FORMAT " shorter", detours->shorter);
    if (detours->shorter > 0)
        printf(" (by %u at most, %.3g on average)", detours->most_less,
               (double)detours->hops_less / (double)detours->shorter);
    printf("\nSingle points of failure: %zu before, %zu after\n", answer->points->before,
           answer->points->after);
}

static bool print_text(const struct answer *answer, GError **error)
{
    print_summary(answer);
    if (answer->contact->parts->len > 0 && !print_parts(answer, error))
        return false;
    if (answer->detours->list->len > 0 && !print_detours(answer, error))
        return false;
    return print_loads(answer, answer->loads->links, "LINK", error) &&
           print_loads(answer, answer->loads->devices, "DEVICE", error) &&
           print_points(answer, answer->points->made, "NEW SINGLE POINT OF FAILURE", error) &&
           print_points(answer, answer->points->removed, "NO SINGLE POINT OF FAILURE ANY MORE", error) &&
           output_flush(error);
}

static size_t count_cables(const struct graph *graph)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->link_count; i++)
        count += graph->links[i].member_count > 1 ? graph->links[i].member_count : 1;
    return count;
}

static uint32_t count_endpoints(const struct answer *answer)
{
    g_autofree bool *is_endpoint = connectivity_endpoints(answer->question);
    const GPtrArray *parts = answer->contact->parts;
    uint32_t count = 0;
    for (guint i = 0; i < parts->len; i++) {
        const GArray *part = parts->pdata[i];
        for (guint j = 0; j < part->len; j++)
            count += is_endpoint[g_array_index(part, uint32_t, j)];
    }
    return count;
}

bool whatif_answer_change(const struct question *question, const struct whatif_request *request,
                          const struct change *change, GError **error)
{
    struct answer answer = {.question = question, .change = change, .top = (guint)request->top};
    answer.remaining = change_count_remaining(change);
    answer.devices_down = (uint32_t)question->graph.device_count - answer.remaining;
    answer.links_added = request->added == NULL ? 0 : g_strv_length(request->added);
    answer.links_lost = count_cables(&change->graphs[CHANGE_BEFORE]) + answer.links_added -
                        count_cables(&change->graphs[CHANGE_AFTER]);
    answer.contact = contact_new(change);
    answer.endpoints = count_endpoints(&answer);
    answer.detours = detours_new(change, answer.top, 0);
    answer.points = weak_points_new(change);
    answer.loads = loads_new(change, 0);
    bool done = request->as_json ? print_json(&answer, error) : print_text(&answer, error);
    contact_free(answer.contact);
    detours_free(answer.detours);
    weak_points_free(answer.points);
    loads_free(answer.loads);
    return done;
}
