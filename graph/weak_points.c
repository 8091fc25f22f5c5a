#include "graph/weak_points.h"

#include "graph/cuts.h"

static gint compare_points(gconstpointer a, gconstpointer b)
{
    const struct weak_point *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static GArray *list_points(const struct graph *graph)
{
    struct cuts *cuts = cuts_new(graph, NULL);
    size_t count;
    const struct cut *cut = cuts_list(cuts, &count);
    GArray *points = g_array_sized_new(FALSE, FALSE, sizeof(struct weak_point), (guint)count);
    for (size_t i = 0; i < count; i++) {
        struct weak_point point = {cut[i].device, cut[i].device};
        if (cut[i].is_link) {
            const struct link *link = &graph->links[cut[i].device];
            point =
                (struct weak_point){MIN(link->a.device, link->b.device), MAX(link->a.device, link->b.device)};
        }
        g_array_append_val(points, point);
    }
    cuts_free(cuts);
    g_array_sort(points, compare_points);
    return points;
}

/* Those of the first that are not among the second. */
static GArray *subtract(const GArray *points, const GArray *others)
{
    GArray *rest = g_array_new(FALSE, FALSE, sizeof(struct weak_point));
    guint at = 0;
    for (guint i = 0; i < points->len; i++) {
        const struct weak_point *point = &g_array_index(points, struct weak_point, i);
        while (at < others->len && compare_points(&g_array_index(others, struct weak_point, at), point) < 0)
            at++;
        bool is_there =
            at < others->len && compare_points(&g_array_index(others, struct weak_point, at), point) == 0;
        if (!is_there)
            g_array_append_vals(rest, point, 1);
    }
    return rest;
}

static bool has_edge(const struct csr *csr, uint32_t a, uint32_t b)
{
    for (uint32_t arc = csr->offsets[a]; arc < csr->offsets[a + 1]; arc++)
        if (csr->neighbors[arc] == b)
            return true;
    return false;
}

static void drop_lost(GArray *points, const struct change *change)
{
    const struct csr *after = simple_graph_csr(change->simple[CHANGE_AFTER]);
    guint kept = 0;
    for (guint i = 0; i < points->len; i++) {
        struct weak_point point = g_array_index(points, struct weak_point, i);
        bool is_lost = point.a == point.b ? change->is_down[point.a] : !has_edge(after, point.a, point.b);
        if (!is_lost)
            g_array_index(points, struct weak_point, kept++) = point;
    }
    g_array_set_size(points, kept);
}

struct weak_points *weak_points_new(const struct change *change)
{
    g_autoptr(GArray) before = list_points(&change->graphs[CHANGE_BEFORE]);
    g_autoptr(GArray) after = list_points(&change->graphs[CHANGE_AFTER]);
    struct weak_points *points = g_new0(struct weak_points, 1);
    points->before = before->len;
    points->after = after->len;
    points->removed = subtract(before, after);
    points->made = subtract(after, before);
    drop_lost(points->removed, change);
    return points;
}

void weak_points_free(struct weak_points *points)
{
    if (points == NULL)
        return;
    g_array_unref(points->removed);
    g_array_unref(points->made);
    g_free(points);
}
