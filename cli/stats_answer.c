#include "cli/stats_answer.h"

#include "cli/connectivity_request.h"

static gint compare_sites(gconstpointer a, gconstpointer b)
{
    const struct stats_site *x = a, *y = b;
    if (x->name == NULL || y->name == NULL)
        return (x->name == NULL) - (y->name == NULL);
    return g_strcmp0(x->name, y->name);
}

static GArray *count_sites(const struct question *question, const struct site_rules *rules)
{
    GArray *sites = g_array_new(FALSE, FALSE, sizeof(struct stats_site));
    for (uint32_t d = 0; d < question->graph.device_count; d++) {
        struct stats_site site = {site_of(rules, question_device(question, d)), 1};
        g_array_append_val(sites, site);
    }
    g_array_sort(sites, compare_sites);
    guint kept = 0;
    for (guint i = 0; i < sites->len; i++) {
        struct stats_site site = g_array_index(sites, struct stats_site, i);
        if (kept > 0 && compare_sites(&g_array_index(sites, struct stats_site, kept - 1), &site) == 0)
            g_array_index(sites, struct stats_site, kept - 1).devices++;
        else
            g_array_index(sites, struct stats_site, kept++) = site;
    }
    g_array_set_size(sites, kept);
    return sites;
}

bool stats_answer_init(struct stats_answer *answer, const struct question *question,
                       const struct site_rules *sites, GError **error)
{
    g_autofree bool *is_endpoint = connectivity_endpoints(question);
    struct simple_graph *simple = simple_graph_new(&question->graph);
    *answer = (struct stats_answer){.question = question,
                                    .measures = measures_new(simple),
                                    .hierarchy = hierarchy_new(simple, is_endpoint, NULL),
                                    .communities = communities_new(simple, error),
                                    .sites = count_sites(question, sites)};
    simple_graph_free(simple);
    if (answer->communities != NULL)
        return true;
    stats_answer_clear(answer);
    return false;
}

void stats_answer_clear(struct stats_answer *answer)
{
    measures_free(answer->measures);
    hierarchy_free(answer->hierarchy);
    communities_free(answer->communities);
    g_array_unref(answer->sites);
    *answer = (struct stats_answer){0};
}
