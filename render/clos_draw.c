/*
 * The core is a block in the middle, pods stand in rows above and below it, with their aggregation switches
 * towards it. Pods of outer rows reach the core through the gaps between those of inner rows.
 */
#include "render/card.h"
#include "render/clos.h"
#include "render/text_size.h"

#include <math.h>

#define CELL 13.0 /* the height of a device in a block */
#define CELL_GAP 1.0
#define LINK_GAP 24.0 /* between two blocks that are joined, with a label beside the line */
#define POD_GAP 16.0
#define LANE 10.0
#define THICK 5.0

struct clos_drawing {
    const struct structure *structure;
    const struct clos *clos;
    struct scene *scene;
    GPtrArray *cards; /* of struct card, by pods and their lower switches */
    double card_width, card_height, upper_width, core_width; /* of one of them */
    guint most_lower, most_upper;
    guint columns, rows; /* of cards in a pod; of pods */
    double aspect;
};

static guint per_row(const struct clos_drawing *d)
{
    return (d->clos->pods->len + d->rows - 1) / d->rows;
}

static double pod_width(const struct clos_drawing *d)
{
    return fmax(d->columns * d->card_width, d->upper_width);
}

/* As even as the lines allow: at least one column. */
static guint in_columns(double width, double each, guint count)
{
    guint columns = (guint)fmax(1, floor(width / each));
    guint lines = MAX((count + columns - 1) / columns, 1);
    return MAX((count + lines - 1) / lines, 1);
}

static guint line_count(double width, double each, guint count)
{
    guint columns = in_columns(width, each, count);
    return (count + columns - 1) / columns;
}

static double upper_height(const struct clos_drawing *d)
{
    return line_count(pod_width(d), d->upper_width, d->most_upper) * CELL;
}

static double lower_height(const struct clos_drawing *d)
{
    guint lines = (d->most_lower + d->columns - 1) / d->columns;
    return lines * (d->card_height + 2);
}

static double pod_height(const struct clos_drawing *d)
{
    return upper_height(d) + LINK_GAP + lower_height(d);
}

static double pod_step(const struct clos_drawing *d)
{
    return pod_width(d) + POD_GAP + LANE * fmax(0, d->rows / 2.0 - 1);
}

static double total_width(const struct clos_drawing *d)
{
    return per_row(d) * pod_step(d);
}

static double core_height(const struct clos_drawing *d)
{
    guint count = d->clos->core->len;
    return count > 0 ? line_count(total_width(d), d->core_width, count) * CELL : 0;
}

static double total_height(const struct clos_drawing *d)
{
    double gap = d->clos->core->len > 0 ? LINK_GAP : 0;
    return d->rows * (pod_height(d) + POD_GAP) + core_height(d) + 2 * gap;
}

static void search(struct clos_drawing *d)
{
    double best = INFINITY;
    guint best_columns = 1, best_rows = 1, pods = d->clos->pods->len;
    for (d->columns = 1; d->columns <= MIN(d->most_lower, 16); d->columns++)
        for (d->rows = pods > 1 ? 2 : 1; d->rows <= pods; d->rows += 2) {
            double cost = fmax(total_width(d) / d->aspect, total_height(d));
            if (cost >= best - 1e-9)
                continue;
            best = cost;
            best_columns = d->columns;
            best_rows = d->rows;
        }
    d->columns = best_columns;
    d->rows = best_rows;
}

static const struct map_device *device_at(const struct clos_drawing *d, const GArray *devices, guint i)
{
    return MAP_DEVICE(d->structure->network, g_array_index(devices, guint, i));
}

static double widest(const struct clos_drawing *d, const GArray *devices)
{
    double width = 0;
    for (guint i = 0; i < devices->len; i++)
        width = fmax(width, text_size_width_bold(device_at(d, devices, i)->name, SCENE_FONT) + 8);
    return width;
}

/* Lines join the first device of a block; its tooltip names the others. */
static void tell_members(struct clos_drawing *d, guint box, const GArray *devices)
{
    struct scene_box *made = SCENE_BOX(d->scene, box);
    GString *text = g_string_new(made->tooltip);
    g_string_append(text, "; linked alike: ");
    for (guint i = 0; i < devices->len; i++)
        g_string_append_printf(text, "%s%s", i ? ", " : "", device_at(d, devices, i)->name);
    g_free(made->tooltip);
    made->tooltip = g_string_free(text, FALSE);
}

static guint draw_block(struct clos_drawing *d, const GArray *devices, enum scene_paint paint, double left,
                        double top, double width, double each)
{
    guint columns = in_columns(width, each, devices->len), first = 0;
    for (guint i = 0; i < devices->len; i++) {
        guint box = scene_add_device(d->scene, device_at(d, devices, i), paint);
        double cell = width / columns;
        guint across = i % columns, down = i / columns;
        scene_set_area(d->scene, box, left + cell * across, top + CELL * down, cell - CELL_GAP,
                       CELL - CELL_GAP);
        first = i == 0 ? box : first;
    }
    tell_members(d, first, devices);
    return first;
}

static guint draw_lower(struct clos_drawing *d, const GArray *devices, guint first_card, double left,
                        double top)
{
    guint first = 0;
    for (guint i = 0; i < devices->len; i++) {
        guint across = i % d->columns, down = i / d->columns;
        double x = left + d->card_width * across, y = top + (d->card_height + 2) * down;
        guint box = card_draw(d->cards->pdata[first_card + i], d->scene, x, y, d->card_width, 1);
        first = i == 0 ? box : first;
    }
    tell_members(d, first, devices);
    return first;
}

/* One line for all links between two blocks. */
static guint add_bundle(struct clos_drawing *d, guint box_a, const GArray *a, guint box_b, const GArray *b)
{
    guint line = STRUCTURE_NONE, count = 0;
    bool has_down = false;
    for (guint i = 0; i < a->len; i++)
        for (guint k = 0; k < b->len; k++) {
            guint pair =
                structure_find_pair(d->structure, g_array_index(a, guint, i), g_array_index(b, guint, k));
            if (pair == STRUCTURE_NONE)
                continue;
            if (line == STRUCTURE_NONE)
                line = scene_add_pair(d->scene, d->structure, pair, box_a, box_b);
            else
                scene_add_ends(d->scene, line, d->structure, pair);
            count++;
            has_down |= d->structure->pairs[pair].has_down;
        }
    if (line == STRUCTURE_NONE)
        return line;
    struct scene_line *made = SCENE_LINE_AT(d->scene, line);
    g_free(made->tooltip);
    made->tooltip = g_strdup_printf("%u links%s", count, has_down ? ", some of them down" : "");
    made->width = THICK;
    made->is_down = false;
    made->has_cross = has_down;
    made->labels[LABEL_MIDDLE].text = count == a->len * b->len
                                          ? g_strdup_printf("full mesh %u x %u", a->len, b->len)
                                          : g_strdup_printf("%u links", count);
    made->labels[LABEL_MIDDLE].width = text_size_width(made->labels[LABEL_MIDDLE].text, SCENE_FONT);
    return line;
}

static void set_label(struct clos_drawing *d, guint line, double x, double y)
{
    struct scene_label *label = &SCENE_LINE_AT(d->scene, line)->labels[LABEL_MIDDLE];
    label->center = (struct point){x + THICK + 2 + label->width / 2, y};
}

struct band {
    double top, bottom; /* of the core */
    guint box;
};

static void join_core(struct clos_drawing *d, const struct clos_pod *pod, guint upper, guint lane,
                      double left, double top, const struct band *core)
{
    bool is_below = top > core->bottom;
    guint line = add_bundle(d, core->box, d->clos->core, upper, pod->upper);
    if (line == STRUCTURE_NONE)
        return;
    double from = is_below ? core->bottom : core->top;
    double edge = is_below ? top : top + upper_height(d);
    double right = left + pod_width(d), x = left + 20;
    if (lane == 0) {
        scene_add_point(d->scene, line, x, from);
        scene_add_point(d->scene, line, x, edge);
        set_label(d, line, x, (from + edge) / 2);
        return;
    }
    g_clear_pointer(&SCENE_LINE_AT(d->scene, line)->labels[LABEL_MIDDLE].text, g_free);
    x = right + POD_GAP / 2 + LANE * (lane - 1);
    scene_add_point(d->scene, line, x, from);
    scene_add_point(d->scene, line, x, top + CELL / 2);
    scene_add_point(d->scene, line, right - CELL_GAP, top + CELL / 2);
}

/* Rows from the top; the upper half has its aggregation switches below. */
static void draw_pod(struct clos_drawing *d, guint index, guint first_card, const struct band *core)
{
    const struct clos_pod *pod = CLOS_POD(d->clos, index);
    guint row = index / per_row(d), half = d->rows / 2;
    bool is_below = row >= half;
    double left = (index % per_row(d)) * pod_step(d), height = pod_height(d) + POD_GAP;
    double top = is_below ? core->bottom + (core->box != G_MAXUINT ? LINK_GAP : 0) + (row - half) * height
                          : core->top - LINK_GAP - pod_height(d) - (half - 1 - row) * height;
    double upper_top = is_below ? top : top + lower_height(d) + LINK_GAP;
    double lower_top = is_below ? top + upper_height(d) + LINK_GAP : top;
    guint upper = draw_block(d, pod->upper, PAINT_PARENT, left, upper_top, pod_width(d), d->upper_width);
    guint lower = draw_lower(d, pod->lower, first_card, left, lower_top);
    guint line = add_bundle(d, upper, pod->upper, lower, pod->lower);
    double x = left + fmin(20, d->card_width / 2);
    guint lower_lines = (pod->lower->len + d->columns - 1) / d->columns;
    double used = lower_lines * (d->card_height + 2);
    guint upper_lines = line_count(pod_width(d), d->upper_width, pod->upper->len);
    double from = is_below ? upper_top + upper_lines * CELL - CELL_GAP : upper_top;
    double to = is_below ? lower_top : lower_top + used - 2;
    scene_add_point(d->scene, line, x, from);
    scene_add_point(d->scene, line, x, to);
    set_label(d, line, x, is_below ? lower_top - LINK_GAP / 2 : upper_top - LINK_GAP / 2);
    guint lane = is_below ? row - half : half - 1 - row;
    if (core->box != G_MAXUINT)
        join_core(d, pod, upper, lane, left, upper_top, core);
}

static struct card *card_of(const struct structure *structure, guint device)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct structure_row));
    for (guint n = structure->leaf_first[device]; n < structure->leaf_first[device + 1]; n++) {
        guint leaf = structure->leaves[n];
        struct structure_row row = {leaf, structure_find_pair(structure, device, leaf), false};
        g_array_append_val(rows, row);
    }
    return card_new(structure, device, rows, false, false);
}

static void make_cards(struct clos_drawing *d)
{
    for (guint i = 0; i < d->clos->pods->len; i++) {
        const struct clos_pod *pod = CLOS_POD(d->clos, i);
        for (guint k = 0; k < pod->lower->len; k++) {
            struct card *card = card_of(d->structure, g_array_index(pod->lower, guint, k));
            d->card_width = fmax(d->card_width, card_least_width(card, 1));
            d->card_height = fmax(d->card_height, card_height(card, 1));
            g_ptr_array_add(d->cards, card);
        }
        d->most_lower = MAX(d->most_lower, pod->lower->len);
        d->most_upper = MAX(d->most_upper, pod->upper->len);
        d->upper_width = fmax(d->upper_width, widest(d, pod->upper));
    }
    d->core_width = widest(d, d->clos->core);
}

struct scene *clos_draw(const struct structure *structure, const struct clos *clos, double aspect)
{
    struct clos_drawing d = {.structure = structure, .clos = clos, .scene = scene_new(), .aspect = aspect};
    d.cards = g_ptr_array_new_with_free_func((GDestroyNotify)card_free);
    make_cards(&d);
    search(&d);
    struct band core = {0, core_height(&d), G_MAXUINT};
    if (clos->core->len > 0) {
        double width = total_width(&d) - POD_GAP + CELL_GAP;
        core.box = draw_block(&d, clos->core, PAINT_CORE, 0, 0, width, d.core_width);
        core.bottom = line_count(width, d.core_width, clos->core->len) * CELL - CELL_GAP;
    }
    guint card = 0;
    for (guint i = 0; i < clos->pods->len; i++) {
        draw_pod(&d, i, card, &core);
        card += CLOS_POD(clos, i)->lower->len;
    }
    g_ptr_array_unref(d.cards);
    scene_normalize(d.scene);
    return d.scene;
}
