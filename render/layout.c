#include "render/layout.h"

#include <math.h>

struct layout *layout_new(size_t box_count, size_t edge_count)
{
    struct layout *layout = g_new0(struct layout, 1);
    layout->boxes = g_new0(struct layout_box, box_count);
    layout->edges = g_new0(struct layout_edge, edge_count);
    layout->box_count = box_count;
    layout->edge_count = edge_count;
    for (size_t i = 0; i < edge_count; i++)
        layout->edges[i] =
            (struct layout_edge){.weight = 1, .points = g_array_new(FALSE, FALSE, sizeof(struct point))};
    return layout;
}

struct layout *layout_copy(const struct layout *layout)
{
    struct layout *copy = layout_new(layout->box_count, layout->edge_count);
    for (size_t i = 0; i < layout->box_count; i++)
        copy->boxes[i] = layout->boxes[i];
    for (size_t i = 0; i < layout->edge_count; i++) {
        GArray *points = copy->edges[i].points;
        copy->edges[i] = layout->edges[i];
        copy->edges[i].points = points;
        const GArray *from = layout->edges[i].points;
        if (from->len > 0)
            g_array_append_vals(points, from->data, from->len);
    }
    copy->width = layout->width;
    copy->height = layout->height;
    copy->is_quick = layout->is_quick;
    return copy;
}

void layout_free(struct layout *layout)
{
    if (layout == NULL)
        return;
    for (size_t i = 0; i < layout->edge_count; i++)
        g_array_unref(layout->edges[i].points);
    g_free(layout->boxes);
    g_free(layout->edges);
    g_free(layout);
}

void layout_add_point(struct layout_edge *edge, double x, double y)
{
    struct point point = {x, y};
    g_array_append_val(edge->points, point);
}

void layout_incidence(const struct layout *layout, guint **first, guint **edges)
{
    guint *start = g_new0(guint, layout->box_count + 2);
    guint *list = g_new(guint, 2 * layout->edge_count + 1);
    for (size_t i = 0; i < layout->edge_count; i++) {
        start[layout->edges[i].a + 2]++;
        start[layout->edges[i].b + 2]++;
    }
    for (size_t i = 2; i < layout->box_count + 2; i++)
        start[i] += start[i - 1];
    for (guint i = 0; i < layout->edge_count; i++) {
        list[start[layout->edges[i].a + 1]++] = i;
        list[start[layout->edges[i].b + 1]++] = i;
    }
    *first = start;
    *edges = list;
}

guint layout_other_end(const struct layout_edge *edge, guint box)
{
    return edge->a == box ? edge->b : edge->a;
}

void layout_move(struct layout *layout, double dx, double dy)
{
    for (size_t i = 0; i < layout->box_count; i++) {
        layout->boxes[i].center.x += dx;
        layout->boxes[i].center.y += dy;
    }
    for (size_t i = 0; i < layout->edge_count; i++) {
        struct layout_edge *edge = &layout->edges[i];
        for (guint k = 0; k < edge->points->len; k++) {
            g_array_index(edge->points, struct point, k).x += dx;
            g_array_index(edge->points, struct point, k).y += dy;
        }
        for (int k = 0; k < LABELS_OF_EDGE; k++) {
            edge->labels[k].center.x += dx;
            edge->labels[k].center.y += dy;
        }
    }
}

struct extent {
    double left, top, right, bottom;
};

static void extend(struct extent *extent, struct point center, double width, double height)
{
    extent->left = fmin(extent->left, center.x - width / 2);
    extent->right = fmax(extent->right, center.x + width / 2);
    extent->top = fmin(extent->top, center.y - height / 2);
    extent->bottom = fmax(extent->bottom, center.y + height / 2);
}

void layout_normalize(struct layout *layout)
{
    struct extent extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < layout->box_count; i++)
        extend(&extent, layout->boxes[i].center, layout->boxes[i].width, layout->boxes[i].height);
    for (size_t i = 0; i < layout->edge_count; i++) {
        const struct layout_edge *edge = &layout->edges[i];
        for (guint k = 0; k < edge->points->len; k++)
            extend(&extent, g_array_index(edge->points, struct point, k), 2, 2);
        for (int k = 0; k < LABELS_OF_EDGE; k++)
            if (edge->labels[k].is_placed)
                extend(&extent, edge->labels[k].center, edge->labels[k].width, LABEL_HEIGHT);
    }
    if (extent.left > extent.right)
        return;
    layout_move(layout, -extent.left, -extent.top);
    layout->width = extent.right - extent.left;
    layout->height = extent.bottom - extent.top;
}
