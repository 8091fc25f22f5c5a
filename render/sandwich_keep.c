/*
 * A drawing like the last one: each card that began a column begins one again, so that what changes in a
 * column moves nothing but what is below it.
 */
#include "render/sandwich_internal.h"

#include <math.h>

#define MOST_LARGER 1.1 /* than the smallest page */

static const char *anchor_of(const struct sandwich *s, guint device)
{
    return MAP_DEVICE(s->structure->network, device)->anchor;
}

/* The first card of a unit. */
static const char *unit_anchor(const struct sandwich *s, const struct sandwich_site *site, guint unit)
{
    guint first = g_array_index(site->units, struct sandwich_unit, unit).first;
    return anchor_of(s, CAMPUS_CARD(s->part->campus, sandwich_site_card(site, first))->device);
}

/* By what the whole is known: a switch that the cards are below, or the first of them. NULL: there are none.
 */
static const char *sheet_anchor(const struct sandwich *s)
{
    const struct sandwich_site *site = &s->sites[0];
    for (int p = 0; p < CAMPUS_PARENTS; p++)
        if (site->from->parents[p] != STRUCTURE_NONE)
            return anchor_of(s, site->from->parents[p]);
    return site->units->len > 0 ? unit_anchor(s, site, 0) : NULL;
}

static bool get_sheet(const struct sandwich *s, double *columns, double *is_roomy)
{
    const char *anchor = sheet_anchor(s);
    return anchor != NULL && places_get_of(s->part->kept, PLACES_SHEET, anchor, columns, is_roomy) &&
           *columns >= 1 && *columns <= SANDWICH_MOST_COLUMNS;
}

/* Cards that have become a little less wide stay where they were. */
static void follow_width(struct sandwich *s)
{
    double width, unused;
    if (places_get_of(s->part->kept, PLACES_CARD, sheet_anchor(s), &width, &unused) && width > s->width &&
        width < s->width * MOST_LARGER)
        s->width = width;
}

static void follow_site(const struct sandwich *s, struct sandwich_site *site)
{
    double height = 0, a, b;
    g_array_set_size(site->columns, 0);
    site->limit = 0;
    for (guint u = 0; u < site->units->len; u++) {
        if (u == 0 || places_get_of(s->part->kept, PLACES_COLUMN, unit_anchor(s, site, u), &a, &b)) {
            g_array_append_val(site->columns, u);
            height = 0;
        }
        height += g_array_index(site->units, struct sandwich_unit, u).height;
        site->limit = fmax(site->limit, height);
    }
    site->column_count = site->columns->len;
}

static void take_back(struct sandwich *s, const struct sandwich *before, GArray **columns,
                      const double *limits)
{
    sandwich_set_room(s, before->is_roomy);
    sandwich_set_columns(s, before->columns);
    s->height = before->height;
    for (guint k = 0; k < s->part->site_count; k++) {
        struct sandwich_site *site = &s->sites[k];
        g_array_set_size(site->columns, 0);
        g_array_append_vals(site->columns, columns[k]->data, columns[k]->len);
        site->column_count = site->columns->len;
        site->limit = limits[k];
    }
}

void sandwich_follow(struct sandwich *s)
{
    double columns, is_roomy;
    if (!get_sheet(s, &columns, &is_roomy))
        return;
    const struct sandwich before = *s;
    double least = sandwich_cost(s);
    g_autofree double *limits = g_new0(double, s->part->site_count + 1);
    g_autoptr(GPtrArray) starts = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    sandwich_set_room(s, is_roomy != 0);
    sandwich_set_columns(s, (guint)columns);
    follow_width(s);
    s->height = 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        limits[k] = s->sites[k].limit;
        g_ptr_array_add(starts, g_array_copy(s->sites[k].columns));
        follow_site(s, &s->sites[k]);
        s->height = fmax(s->height, s->sites[k].limit);
    }
    if (sandwich_cost(s) > least * MOST_LARGER)
        take_back(s, &before, (GArray **)starts->pdata, limits);
}

void sandwich_remember(const struct sandwich *s)
{
    const char *anchor = sheet_anchor(s);
    if (anchor == NULL)
        return;
    places_set_of(s->part->keep, PLACES_SHEET, anchor, s->columns, s->is_roomy);
    places_set_of(s->part->keep, PLACES_CARD, anchor, s->width, 0);
    for (guint k = 0; k < s->part->site_count; k++) {
        const struct sandwich_site *site = &s->sites[k];
        for (guint c = 0; c < site->columns->len; c++)
            places_set_of(s->part->keep, PLACES_COLUMN,
                          unit_anchor(s, site, g_array_index(site->columns, guint, c)), 1, 0);
    }
}
