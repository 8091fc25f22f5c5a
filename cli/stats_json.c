#include "cli/stats_answer.h"

static json_t *degrees_to_json(const struct measures *measures)
{
    json_t *object = json_object(), *list = json_array();
    const GArray *degrees = measures->degrees;
    for (guint i = 0; i < degrees->len; i++) {
        const struct degree_count *count = &g_array_index(degrees, struct degree_count, i);
        json_t *row = json_object();
        json_object_set_new(row, "degree", json_integer(count->degree));
        json_object_set_new(row, "devices", json_integer(count->devices));
        json_array_append_new(list, row);
    }
    if (degrees->len > 0) {
        json_object_set_new(object, "least",
                            json_integer(g_array_index(degrees, struct degree_count, 0).degree));
        json_object_set_new(
            object, "most",
            json_integer(g_array_index(degrees, struct degree_count, degrees->len - 1).degree));
    }
    json_object_set_new(object, "mean", json_real(measures->mean_degree));
    json_object_set_new(object, "median", json_real(measures->median_degree));
    json_object_set_new(object, "distribution", list);
    return object;
}

static json_t *largest_to_json(const struct measures *measures)
{
    json_t *object = json_object();
    json_object_set_new(object, "devices", json_integer((json_int_t)measures->largest));
    json_object_set_new(object, "diameter", json_integer(measures->diameter));
    json_object_set_new(object, "radius", json_integer(measures->radius));
    json_object_set_new(object, "mean_distance", json_real(measures->mean_distance));
    return object;
}

static json_t *group_to_json(const struct question *question, const GArray *devices)
{
    json_t *row = json_object();
    json_object_set_new(row, "devices", json_integer(devices->len));
    json_object_set_new(row, "names", question_names(question, devices));
    json_object_set_new(row, "ids", question_ids(question, devices));
    return row;
}

static json_t *tiers_to_json(const struct stats_answer *answer)
{
    json_t *list = json_array();
    for (int tier = TIER_CORE; tier <= TIER_EDGE; tier++) {
        g_autoptr(GArray) devices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        for (uint32_t d = 0; d < answer->hierarchy->device_count; d++)
            if ((int)answer->hierarchy->tiers[d] == tier)
                g_array_append_val(devices, d);
        json_t *row = group_to_json(answer->question, devices);
        output_set_text(row, "tier", words_format(&tier_words, tier));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *communities_to_json(const struct stats_answer *answer)
{
    json_t *object = json_object(), *list = json_array();
    for (guint i = 0; i < answer->communities->list->len; i++)
        json_array_append_new(list, group_to_json(answer->question, answer->communities->list->pdata[i]));
    json_object_set_new(object, "count", json_integer(answer->communities->list->len));
    json_object_set_new(object, "modularity", json_real(answer->communities->modularity));
    json_object_set_new(object, "list", list);
    return object;
}

static json_t *sites_to_json(const struct stats_answer *answer)
{
    json_t *list = json_array();
    for (guint i = 0; i < answer->sites->len; i++) {
        const struct stats_site *site = &g_array_index(answer->sites, struct stats_site, i);
        json_t *row = json_object();
        output_set_text(row, "site", site->name);
        json_object_set_new(row, "devices", json_integer(site->devices));
        json_array_append_new(list, row);
    }
    return list;
}

bool stats_answer_print_json(const struct stats_answer *answer, GError **error)
{
    const struct measures *measures = answer->measures;
    json_t *object = json_object();
    json_object_set_new(object, "devices", json_integer((json_int_t)measures->devices));
    json_object_set_new(object, "links", json_integer((json_int_t)measures->cables));
    json_object_set_new(object, "pairs", json_integer((json_int_t)measures->pairs));
    json_object_set_new(object, "components", json_integer((json_int_t)measures->components));
    json_object_set_new(object, "isolated", json_integer((json_int_t)measures->isolated));
    json_object_set_new(object, "density", json_real(measures->density));
    json_object_set_new(object, "degree", degrees_to_json(measures));
    json_object_set_new(object, "largest_component", largest_to_json(measures));
    json_object_set_new(object, "tiers", tiers_to_json(answer));
    json_object_set_new(object, "communities", communities_to_json(answer));
    json_object_set_new(object, "sites", sites_to_json(answer));
    return output_json(object, error);
}
