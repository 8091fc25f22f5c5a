#include "cli/connectivity_request.h"
#include "cli/listing.h"
#include "graph/hierarchy.h"
#include "graph/redundancy.h"

#include <stdlib.h>

struct grade {
    uint32_t device, ways;
};

static int compare_grades(const void *a, const void *b)
{
    const struct grade *x = a, *y = b;
    if (x->ways != y->ways)
        return x->ways < y->ways ? -1 : 1;
    return x->device < y->device ? -1 : x->device > y->device;
}

static char *format_ways(const json_t *row)
{
    json_int_t ways = json_integer_value(json_object_get(row, "ways"));
    return g_strdup_printf("%" JSON_INTEGER_FORMAT "%s", ways, ways == REDUNDANCY_MOST ? "+" : "");
}

static const struct column columns[] = {{"WAYS", "ways", true, format_ways},
                                        {"DEVICE", "device", false, NULL},
                                        {"TIER", "tier", false, NULL},
                                        {NULL, NULL, false, NULL}};

static json_t *grade_to_json(const struct question *question, const struct hierarchy *hierarchy,
                             const struct grade *grade)
{
    json_t *row = question_device_to_json(question, grade->device);
    json_object_set_new(row, "ways", json_integer(grade->ways));
    output_set_text(row, "tier", words_format(&tier_words, (int)hierarchy->tiers[grade->device]));
    return row;
}

bool connectivity_answer_redundancy(const struct question *question, const bool *core, bool as_json,
                                    GError **error)
{
    g_autofree bool *is_endpoint = connectivity_endpoints(question);
    size_t count = question->graph.device_count;
    struct simple_graph *simple = simple_graph_new(&question->graph);
    struct hierarchy *hierarchy = hierarchy_new(simple, is_endpoint, core);
    g_autofree uint8_t *ways = redundancy_new(simple_graph_csr(simple), hierarchy->is_core);
    g_autofree struct grade *grades = g_new(struct grade, count + 1);
    json_t *rows = json_array(), *object = json_object();
    for (uint32_t d = 0; d < count; d++)
        grades[d] = (struct grade){d, ways[d]};
    qsort(grades, count, sizeof *grades, compare_grades);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(rows, grade_to_json(question, hierarchy, &grades[i]));
    hierarchy_free(hierarchy);
    simple_graph_free(simple);
    if (as_json) {
        json_object_set_new(object, "devices", rows);
        return output_json(object, error);
    }
    json_decref(object);
    struct listing *listing = listing_new(columns, false);
    listing_add_all(listing, rows);
    return listing_finish(listing, error);
}
