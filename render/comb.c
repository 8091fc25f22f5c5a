#include "render/comb.h"

#include <math.h>

#define TRUNK 9.0       /* from the left edge of a column to its vertical line */
#define STUB 16.0       /* the shortest line */
#define LABEL_GAP 4.0   /* beside a label */
#define ROW_GAP 5.0     /* between boxes */
#define LINE_PITCH 14.0 /* between parallel lines to one box */
#define COLUMN_GAP 14.0 /* between columns */
#define FIRST_GAP 10.0  /* below the host */
#define LABEL_LIFT 1.5  /* between a label and the line below it */

/* The only neighbor of a box, or COMB_NO_HOST. */
static guint only_neighbor(const struct comb_set *set, const struct layout *layout, guint box)
{
    guint found = COMB_NO_HOST;
    for (guint k = set->first[box]; k < set->first[box + 1]; k++) {
        guint other = layout_other_end(&layout->edges[set->edges[k]], box);
        if (found != COMB_NO_HOST && other != found)
            return COMB_NO_HOST;
        found = other;
    }
    return found;
}

void comb_set_init(struct comb_set *set, const struct layout *layout)
{
    size_t n = layout->box_count;
    set->box_count = n;
    set->host = g_new(guint, n + 1);
    set->leaves = g_new0(GPtrArray *, n + 1);
    layout_incidence(layout, &set->first, &set->edges);
    g_autofree guint *only = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++)
        only[i] = only_neighbor(set, layout, i);
    for (guint i = 0; i < n; i++) {
        /* Of two that have only each other the first is the host. */
        guint host = only[i];
        bool is_leaf = host != COMB_NO_HOST && (only[host] != i || host < i);
        set->host[i] = is_leaf ? host : COMB_NO_HOST;
        if (!is_leaf)
            continue;
        GPtrArray **leaves = &set->leaves[host];
        if (*leaves == NULL)
            *leaves = g_ptr_array_new();
        g_ptr_array_add(*leaves, GUINT_TO_POINTER(i));
    }
}

void comb_set_clear(struct comb_set *set)
{
    for (size_t i = 0; i < set->box_count; i++)
        if (set->leaves[i])
            g_ptr_array_unref(set->leaves[i]);
    g_free(set->leaves);
    g_free(set->host);
    g_free(set->first);
    g_free(set->edges);
}

/* The label at an end of a comb's line, seen from the leaf. */
static struct layout_label *end_label(struct layout_edge *edge, guint box)
{
    return &edge->labels[edge->a == box ? LABEL_A : LABEL_B];
}

static double stub_width(struct layout_edge *edge)
{
    double width = LABEL_GAP;
    for (int k = 0; k < LABELS_OF_EDGE; k++)
        if (edge->labels[k].width > 0)
            width += edge->labels[k].width + LABEL_GAP;
    return fmax(width, STUB);
}

static bool has_labels(const struct layout_edge *edge)
{
    return edge->labels[LABEL_A].width + edge->labels[LABEL_B].width + edge->labels[LABEL_MIDDLE].width > 0;
}

/* Half the height of a row above and below the middle of its box. */
static void row_extent(const struct comb_set *set, const struct layout *layout, guint leaf, double *above,
                       double *below)
{
    guint lines = set->first[leaf + 1] - set->first[leaf];
    double reach = LINE_PITCH * (lines - 1) / 2.0;
    bool is_labelled = false;
    for (guint k = set->first[leaf]; k < set->first[leaf + 1]; k++)
        is_labelled |= has_labels(&layout->edges[set->edges[k]]);
    double half = fmax(layout->boxes[leaf].height / 2, reach + 4);
    *above = fmax(half, reach + (is_labelled ? LABEL_HEIGHT + LABEL_LIFT : 0));
    *below = half;
}

struct column {
    guint first, end; /* of the leaves */
    double stub, width;
};

static struct column measure_column(const struct comb_set *set, const struct layout *layout,
                                    const GPtrArray *leaves, guint first, guint end)
{
    struct column column = {first, end, STUB, 0};
    double widest = 0;
    for (guint i = first; i < end; i++) {
        guint leaf = GPOINTER_TO_UINT(leaves->pdata[i]);
        widest = fmax(widest, layout->boxes[leaf].width);
        for (guint k = set->first[leaf]; k < set->first[leaf + 1]; k++)
            column.stub = fmax(column.stub, stub_width(&layout->edges[set->edges[k]]));
    }
    column.width = TRUNK + column.stub + widest;
    return column;
}

/* As many columns as rows asks for, of equal length. */
static guint column_length(const GPtrArray *leaves, guint rows)
{
    guint columns = (leaves->len + rows - 1) / rows;
    return (leaves->len + columns - 1) / columns;
}

struct comb_size comb_measure(const struct comb_set *set, const struct layout *layout, guint host, guint rows)
{
    struct comb_size size = {0, 0};
    const GPtrArray *leaves = set->leaves[host];
    if (leaves == NULL)
        return size;
    guint length = column_length(leaves, rows);
    for (guint first = 0; first < leaves->len; first += length) {
        guint end = MIN(first + length, leaves->len);
        double height = FIRST_GAP;
        for (guint i = first; i < end; i++) {
            double above, below;
            row_extent(set, layout, GPOINTER_TO_UINT(leaves->pdata[i]), &above, &below);
            height += above + below + (i > first ? ROW_GAP : 0);
        }
        size.height = fmax(size.height, height);
        size.width += measure_column(set, layout, leaves, first, end).width + (first ? COLUMN_GAP : 0);
    }
    return size;
}

/* Labels stand on the line: the host's at its beginning, the leaf's at its end, the count between them. */
static void place_labels(struct layout_edge *edge, guint leaf, double from, double to, double y)
{
    struct layout_label *near = end_label(edge, layout_other_end(edge, leaf));
    struct layout_label *far = end_label(edge, leaf), *middle = &edge->labels[LABEL_MIDDLE];
    double center = y - LABEL_LIFT - LABEL_HEIGHT / 2;
    near->center = (struct point){from + LABEL_GAP + near->width / 2, center};
    far->center = (struct point){to - LABEL_GAP - far->width / 2, center};
    double left = from + LABEL_GAP + (near->width > 0 ? near->width + LABEL_GAP : 0);
    middle->center = (struct point){left + middle->width / 2, center};
    for (int k = 0; k < LABELS_OF_EDGE; k++)
        edge->labels[k].is_placed = edge->labels[k].width > 0;
}

static void add_corners(struct layout_edge *edge, guint leaf, const struct point corners[3])
{
    bool is_from_leaf = edge->a == leaf;
    g_array_set_size(edge->points, 0);
    for (int i = 0; i < 3; i++) {
        struct point corner = corners[is_from_leaf ? 2 - i : i];
        layout_add_point(edge, corner.x, corner.y);
    }
}

static void place_leaf(const struct comb_set *set, struct layout *layout, guint leaf, double trunk,
                       double stub, double top, double y)
{
    struct layout_box *box = &layout->boxes[leaf];
    guint lines = set->first[leaf + 1] - set->first[leaf];
    double end = trunk + stub;
    box->center = (struct point){end + box->width / 2, y};
    for (guint k = 0; k < lines; k++) {
        struct layout_edge *edge = &layout->edges[set->edges[set->first[leaf] + k]];
        double line = y + LINE_PITCH * (k - (lines - 1) / 2.0);
        const struct point corners[3] = {{trunk, top}, {trunk, line}, {end, line}};
        add_corners(edge, leaf, corners);
        edge->is_shared = true;
        place_labels(edge, leaf, trunk, end, line);
    }
}

void comb_place(const struct comb_set *set, struct layout *layout, guint host, guint rows)
{
    const GPtrArray *leaves = set->leaves[host];
    if (leaves == NULL)
        return;
    const struct layout_box *box = &layout->boxes[host];
    double left = box->center.x - box->width / 2, top = box->center.y + box->height / 2;
    guint length = column_length(leaves, rows);
    for (guint first = 0; first < leaves->len; first += length) {
        struct column column = measure_column(set, layout, leaves, first, MIN(first + length, leaves->len));
        double y = top + FIRST_GAP;
        for (guint i = first; i < column.end; i++) {
            guint leaf = GPOINTER_TO_UINT(leaves->pdata[i]);
            double above, below;
            row_extent(set, layout, leaf, &above, &below);
            place_leaf(set, layout, leaf, left + TRUNK, column.stub, top, y + above);
            y += above + below + ROW_GAP;
        }
        left += column.width + COLUMN_GAP;
    }
}
