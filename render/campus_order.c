/*
 * The order of the sites: that of their parents, so that it does not hang on what else there is.
 */
#include "render/campus_internal.h"

bool campus_is_further(const struct campus *campus, const struct campus_site *site)
{
    for (guint i = 0; i < site->cards->len; i++)
        if (!CAMPUS_CARD(campus, g_array_index(site->cards, guint, i))->is_of_parent)
            return false;
    return !site->is_core;
}

/* A site in the order of the map. */
struct ordered {
    struct campus_site site;
    guint beside; /* the first parent of the site that it stands beside: its own, or the one that it serves,
                     too */
    bool is_further;
};

static gint compare_ordered(gconstpointer a, gconstpointer b)
{
    const struct ordered *p = a, *q = b;
    if (p->site.is_core != q->site.is_core)
        return p->site.is_core ? 1 : -1;
    if (p->beside != q->beside)
        return p->beside < q->beside ? -1 : 1;
    if (p->is_further != q->is_further)
        return p->is_further ? 1 : -1;
    return (p->site.parents[0] > q->site.parents[0]) - (p->site.parents[0] < q->site.parents[0]);
}

/* A further parent has no switch to itself: it stands beside the site of the first one that it is linked
 * with. */
static void find_beside(const struct campus_work *work, struct ordered *ordered)
{
    const struct campus *campus = work->campus;
    ordered->beside = ordered->site.parents[0];
    if (!campus_is_further(campus, &ordered->site))
        return;
    for (guint i = 0; i < ordered->site.cards->len && !ordered->is_further; i++) {
        const GArray *rows = CAMPUS_CARD(campus, g_array_index(ordered->site.cards, guint, i))->rows;
        for (guint k = 0; k < rows->len && !ordered->is_further; k++) {
            guint other = g_array_index(rows, struct structure_row, k).device;
            ordered->is_further = work->place[other] == CAMPUS_ACCESS;
            if (ordered->is_further)
                ordered->beside = CAMPUS_SITE(campus, work->site[other])->parents[0];
        }
    }
}

void campus_order_sites(struct campus_work *work)
{
    GArray *sites = work->campus->sites;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct ordered));
    for (guint i = 0; i < sites->len; i++) {
        struct ordered ordered = {.site = *CAMPUS_SITE(work->campus, i)};
        find_beside(work, &ordered);
        g_array_append_val(all, ordered);
    }
    g_array_sort(all, compare_ordered);
    for (guint i = 0; i < sites->len; i++)
        *CAMPUS_SITE(work->campus, i) = g_array_index(all, struct ordered, i).site;
}
