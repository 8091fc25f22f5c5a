#include "render/sandwich_internal.h"

#include <math.h>

#define CHAIN 12.0 /* above a chained card */
#define EMPTY_LANE 6.0
#define GROWTH 1.04 /* of the height that is tried next */

guint sandwich_core_count(const struct sandwich *s)
{
    return s->part->with_connectors ? 0 : MIN(s->part->campus->cores->len, SANDWICH_MOST_CORES);
}

guint sandwich_core(const struct sandwich *s, guint i)
{
    return i < sandwich_core_count(s) ? g_array_index(s->part->campus->cores, guint, i) : STRUCTURE_NONE;
}

bool sandwich_is_below_cores(const struct sandwich *s, const struct sandwich_site *site)
{
    return site->from->is_core && !s->part->with_connectors;
}

static guint count_chained(const struct sandwich *s, const struct sandwich_site *site, guint to)
{
    guint count = 0;
    for (guint i = 0; i < site->from->cards->len; i++)
        count += CAMPUS_CARD(s->part->campus, sandwich_site_card(site, i))->chained_to == to;
    return count;
}

/* A card of several below one stands indented, so that their lines can run down beside them. */
void sandwich_make_units(const struct sandwich *s, struct sandwich_site *site)
{
    guint count = site->from->cards->len;
    site->units = g_array_new(FALSE, FALSE, sizeof(struct sandwich_unit));
    site->columns = g_array_new(FALSE, FALSE, sizeof(guint));
    site->heights = g_new0(double, count + 1);
    site->indents = g_new0(double, count + 1);
    g_autofree double *indent_of = g_new0(double, s->part->campus->cards->len + 1);
    for (guint i = 0; i < count; i++) {
        guint index = sandwich_site_card(site, i);
        guint above = CAMPUS_CARD(s->part->campus, index)->chained_to;
        if (above == STRUCTURE_NONE) {
            struct sandwich_unit unit = {i, 1, 0};
            g_array_append_val(site->units, unit);
            continue;
        }
        g_array_index(site->units, struct sandwich_unit, site->units->len - 1).count++;
        indent_of[index] = indent_of[above] + (count_chained(s, site, above) > 1 ? SANDWICH_INDENT : 0);
        site->indents[i] = indent_of[index];
    }
}

double sandwich_gap_above(const struct sandwich *s, const struct sandwich_site *site, guint i)
{
    bool is_chained = CAMPUS_CARD(s->part->campus, sandwich_site_card(site, i))->chained_to != STRUCTURE_NONE;
    return is_chained ? CHAIN : SANDWICH_CARD_GAP;
}

static void measure_units(const struct sandwich *s, struct sandwich_site *site)
{
    for (guint i = 0; i < site->from->cards->len; i++)
        site->heights[i] = card_height(sandwich_card(s, sandwich_site_card(site, i)), s->columns);
    for (guint u = 0; u < site->units->len; u++) {
        struct sandwich_unit *unit = &g_array_index(site->units, struct sandwich_unit, u);
        unit->height = 0;
        for (guint i = unit->first; i < unit->first + unit->count; i++)
            unit->height += site->heights[i] + sandwich_gap_above(s, site, i);
    }
}

/* Units in order into columns that are no higher than limit. Returns how many columns there are. */
static guint pack(struct sandwich_site *site, double limit)
{
    double height = 0;
    g_array_set_size(site->columns, 0);
    for (guint u = 0; u < site->units->len; u++) {
        double more = g_array_index(site->units, struct sandwich_unit, u).height;
        if (u == 0 || height + more > limit) {
            g_array_append_val(site->columns, u);
            height = 0;
        }
        height += more;
    }
    site->column_count = site->columns->len;
    site->limit = limit;
    return site->column_count;
}

static double tallest_unit(const struct sandwich *s)
{
    double tallest = SANDWICH_BAR;
    for (guint i = 0; i < s->part->site_count; i++)
        for (guint u = 0; u < s->sites[i].units->len; u++)
            tallest = fmax(tallest, g_array_index(s->sites[i].units, struct sandwich_unit, u).height);
    return tallest;
}

static double total_height(const struct sandwich *s)
{
    double total = 0;
    for (guint i = 0; i < s->part->site_count; i++)
        for (guint u = 0; u < s->sites[i].units->len; u++)
            total += g_array_index(s->sites[i].units, struct sandwich_unit, u).height;
    return total;
}

double sandwich_lane_width(const struct sandwich *s, const struct sandwich_site *site, guint lane)
{
    return lane % 2 == 0 || sandwich_has_second(site) ? s->lane : EMPTY_LANE;
}

double sandwich_lane_left(const struct sandwich *s, const struct sandwich_site *site, guint lane)
{
    double second = sandwich_has_second(site) ? s->lane : EMPTY_LANE;
    guint ours = (lane + 1) / 2, others = lane / 2;
    double lanes = ours * s->lane + others * second;
    return site->left + lanes + lane * s->width;
}

/* The columns, or what the names of the bars need. */
double sandwich_inner_width(const struct sandwich *s, const struct sandwich_site *site)
{
    guint last = site->column_count;
    double columns = sandwich_lane_left(s, site, last) - site->left + sandwich_lane_width(s, site, last);
    for (int p = 0; p < CAMPUS_PARENTS; p++) {
        guint parent = site->from->parents[p];
        if (parent == STRUCTURE_NONE || sandwich_is_below_cores(s, site))
            continue;
        columns = fmax(columns, s->name_widths[parent]);
        columns = fmax(columns, sandwich_connectors_width(s, site, parent));
    }
    return columns;
}

double sandwich_site_width(const struct sandwich *s, const struct sandwich_site *site)
{
    double gutters = sandwich_is_below_cores(s, site) ? 0 : s->gutter_left + s->gutter_right;
    return sandwich_inner_width(s, site) + gutters;
}

static double widest_card(const struct sandwich *s, guint columns)
{
    double width = 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        const struct sandwich_site *site = &s->sites[k];
        for (guint i = 0; i < site->from->cards->len; i++)
            width = fmax(width, card_least_width(sandwich_card(s, sandwich_site_card(site, i)), columns) +
                                    site->indents[i]);
    }
    return fmax(width, 30);
}

static double drawing_width(const struct sandwich *s)
{
    double width = sandwich_core_count(s) > 0 ? 2 * SANDWICH_SITE_GAP + SANDWICH_MARGIN : 0;
    for (guint k = 0; k < s->part->site_count; k++)
        width += sandwich_site_width(s, &s->sites[k]) + SANDWICH_SITE_GAP;
    return width;
}

static double drawing_height(const struct sandwich *s)
{
    guint cores = sandwich_core_count(s) + (s->connectors[0] > 0) + (s->connectors[1] > 0);
    return s->height + 2 * (SANDWICH_BAR + SANDWICH_CARD_GAP) + cores * (SANDWICH_BAR + s->bar_gap);
}

double sandwich_cost(const struct sandwich *s)
{
    return fmax(drawing_width(s) / s->aspect, drawing_height(s));
}

static void pack_all(struct sandwich *s, double limit)
{
    s->height = limit;
    for (guint k = 0; k < s->part->site_count; k++)
        pack(&s->sites[k], limit);
}

void sandwich_set_columns(struct sandwich *s, guint columns)
{
    s->columns = columns;
    s->width = widest_card(s, columns);
    for (guint k = 0; k < s->part->site_count; k++)
        measure_units(s, &s->sites[k]);
}

struct packing {
    guint columns;
    double height, cost;
};

/* The height with which the page is smallest. */
static void search_height(struct sandwich *s, guint columns, struct packing *best)
{
    sandwich_set_columns(s, columns);
    double last = total_height(s) * GROWTH, limit = tallest_unit(s);
    while (limit <= last) {
        pack_all(s, limit);
        double cost = sandwich_cost(s);
        if (cost < best->cost - 1e-9)
            *best = (struct packing){columns, limit, cost};
        limit *= GROWTH;
    }
}

/* And the number of columns in a card. */
void sandwich_search(struct sandwich *s)
{
    struct packing best = {1, 0, INFINITY};
    for (guint columns = 1; columns <= SANDWICH_MOST_COLUMNS; columns++)
        search_height(s, columns, &best);
    sandwich_set_columns(s, best.columns);
    pack_all(s, best.height);
}

static double tallest_of_site(const struct sandwich_site *site)
{
    double tallest = 0;
    for (guint u = 0; u < site->units->len; u++)
        tallest = fmax(tallest, g_array_index(site->units, struct sandwich_unit, u).height);
    return tallest;
}

/* As low as the same number of columns allows. */
static void lower(struct sandwich_site *site)
{
    guint count = site->column_count;
    double limit = site->limit, least = tallest_of_site(site);
    while (limit - 1 >= least && pack(site, limit - 1) == count)
        limit -= 1;
    pack(site, limit);
}

void sandwich_lower(struct sandwich *s)
{
    s->height = 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        lower(&s->sites[k]);
        s->height = fmax(s->height, s->sites[k].limit);
    }
}

double sandwich_font(const struct sandwich *s)
{
    return scene_font_on_a3(drawing_width(s), drawing_height(s));
}
