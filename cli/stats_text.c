#include "cli/stats_answer.h"

#include <stdio.h>

#define ROWS_LISTED 20
#define NAMES_LISTED 5

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_measures(const struct stats_answer *answer)
{
    const struct measures *measures = answer->measures;
    printf("%zu device%s, %zu link%s between %zu pair%s of them, %zu component%s, %zu isolated\n",
           measures->devices, plural(measures->devices), measures->cables, plural(measures->cables),
           measures->pairs, plural(measures->pairs), measures->components, plural(measures->components),
           measures->isolated);
    printf("Density %.6g; degree %.4g on average, median %g\n", measures->density, measures->mean_degree,
           measures->median_degree);
    printf("Largest component: %zu device%s, diameter %u, radius %u, %.4g hops on average\n",
           measures->largest, plural(measures->largest), measures->diameter, measures->radius,
           measures->mean_distance);
}

static void add_row(struct table *table, uint32_t count, const char *what)
{
    g_autofree char *number = g_strdup_printf("%u", count);
    table_add(table, (const char *const[]){number, what});
}

static struct table *begin_table(const char *what)
{
    struct table *table = table_new((const char *const[]){"DEVICES", what, NULL});
    putchar('\n');
    table_align_right(table, 0);
    return table;
}

static void tell_more(size_t count)
{
    if (count > ROWS_LISTED)
        printf("and %zu more\n", count - ROWS_LISTED);
}

/* Degrees in ranges that double where there are many: 1, 2, 3-4, 5-8, ... */
static bool print_degrees(const struct stats_answer *answer, GError **error)
{
    const GArray *degrees = answer->measures->degrees;
    struct table *table = begin_table("DEGREE");
    bool are_many = degrees->len > ROWS_LISTED;
    for (guint i = 0, next; i < degrees->len; i = next) {
        uint32_t first = g_array_index(degrees, struct degree_count, i).degree, last = first, sum = 0;
        uint32_t end = are_many ? 1 : first;
        while (end < first)
            end *= 2;
        if (first == 0)
            end = 0;
        for (next = i; next < degrees->len; next++) {
            const struct degree_count *count = &g_array_index(degrees, struct degree_count, next);
            if (count->degree > end)
                break;
            last = count->degree;
            sum += count->devices;
        }
        g_autofree char *range =
            first == last ? g_strdup_printf("%u", first) : g_strdup_printf("%u to %u", first, last);
        add_row(table, sum, range);
    }
    return table_print(table, error);
}

static bool print_tiers(const struct stats_answer *answer, GError **error)
{
    struct table *table = table_new((const char *const[]){"DEVICES", "TIER", "", NULL});
    table_align_right(table, 0);
    for (int tier = TIER_CORE; tier <= TIER_EDGE; tier++) {
        g_autoptr(GArray) devices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        for (uint32_t d = 0; d < answer->hierarchy->device_count; d++)
            if ((int)answer->hierarchy->tiers[d] == tier)
                g_array_append_val(devices, d);
        g_autofree char *number = g_strdup_printf("%u", devices->len);
        g_autofree char *names = question_format_names(answer->question, devices, NAMES_LISTED);
        table_add(table, (const char *const[]){number, words_format(&tier_words, tier), names});
    }
    putchar('\n');
    return table_print(table, error);
}

static bool print_communities(const struct stats_answer *answer, GError **error)
{
    const GPtrArray *list = answer->communities->list;
    struct table *table = begin_table("COMMUNITY");
    for (guint i = 0; i < list->len && i < ROWS_LISTED; i++) {
        const GArray *devices = list->pdata[i];
        g_autofree char *names = question_format_names(answer->question, devices, NAMES_LISTED);
        add_row(table, devices->len, names);
    }
    if (!table_print(table, error))
        return false;
    tell_more(list->len);
    printf("%u communities, modularity %.4f\n", list->len, answer->communities->modularity);
    return true;
}

static bool print_sites(const struct stats_answer *answer, GError **error)
{
    const GArray *sites = answer->sites;
    bool is_any_known = sites->len > 0 && g_array_index(sites, struct stats_site, 0).name != NULL;
    if (!is_any_known)
        return true;
    struct table *table = begin_table("SITE");
    for (guint i = 0; i < sites->len && i < ROWS_LISTED; i++) {
        const struct stats_site *site = &g_array_index(sites, struct stats_site, i);
        add_row(table, site->devices, site->name != NULL ? site->name : "(not known)");
    }
    if (!table_print(table, error))
        return false;
    tell_more(sites->len);
    return true;
}

bool stats_answer_print_text(const struct stats_answer *answer, GError **error)
{
    print_measures(answer);
    return print_degrees(answer, error) && print_tiers(answer, error) && print_communities(answer, error) &&
           print_sites(answer, error) && output_flush(error);
}
