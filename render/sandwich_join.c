#include "render/sandwich_internal.h"

#include "render/text_size.h"

#include <math.h>

#define LABEL_ROOM 22.0    /* beside the label of a line between bars */
#define CONNECTOR_PAD 10.0 /* beside the name in a connector, on both sides together */
#define CONNECTOR_GAP 10.0 /* between connectors */
#define LEAST_CONNECTOR 40.0

/* The port and the number of cables, at an end of a line; NULL: nothing to tell. */
static char *format_label(const struct sandwich *s, int end, guint pair, guint device)
{
    const struct structure_pair *from = &s->structure->pairs[pair];
    g_autofree char *port = s->part->with_ports ? structure_port(s->structure, pair, device) : NULL;
    bool has_count = from->cables > 1 && end == LABEL_A;
    if (port == NULL && !has_count)
        return NULL;
    GString *text = g_string_new(port);
    if (has_count)
        g_string_append_printf(text, "%sx%u", port ? " " : "", from->cables);
    return g_string_free(text, FALSE);
}

static double label_width(const struct sandwich *s, guint pair, guint device)
{
    double width = 0;
    for (int end = LABEL_A; end <= LABEL_B; end++) {
        g_autofree char *text = format_label(s, end, pair, device);
        if (text)
            width = fmax(width, text_size_width(text, SCENE_FONT) + LABEL_ROOM);
    }
    return width;
}

/* Whether a bar or a connector is at both ends of a pair of a bar. */
static bool is_between_bars(const struct sandwich *s, guint pair, guint device)
{
    guint other = structure_other(&s->structure->pairs[pair], device);
    return s->box_of[other] || (s->part->with_connectors && s->core_number[other]);
}

double sandwich_widest_port(const struct sandwich *s)
{
    double width = 0;
    for (guint i = 0; i < s->structure->device_count; i++)
        for (guint k = s->structure->first[i]; s->box_of[i] && k < s->structure->first[i + 1]; k++) {
            guint pair = s->structure->incident[k];
            if (is_between_bars(s, pair, i))
                width =
                    fmax(width, fmax(label_width(s, pair, i),
                                     label_width(s, pair, structure_other(&s->structure->pairs[pair], i))));
        }
    return width;
}

static void set_label(struct sandwich *s, guint line, int end, guint pair, guint device, struct point at,
                      bool is_left)
{
    struct scene_label *label = &SCENE_LINE_AT(s->scene, line)->labels[end];
    label->text = format_label(s, end, pair, device);
    if (label->text == NULL)
        return;
    label->width = text_size_width(label->text, SCENE_FONT);
    double shift = label->width / 2 + 4;
    label->center = (struct point){is_left ? at.x - shift : at.x + shift, at.y};
}

/* Two bars, or a bar and a connector, and the straight line down between them. */
struct joint {
    guint upper, lower; /* devices */
    double x, from, to;
    bool is_left; /* its labels stand to the left of it */
};

static void join(struct sandwich *s, const struct joint *joint, guint upper_box, guint lower_box)
{
    guint pair = structure_find_pair(s->structure, joint->upper, joint->lower);
    if (pair == STRUCTURE_NONE)
        return;
    guint line = scene_add_pair(s->scene, s->structure, pair, upper_box, lower_box);
    scene_add_point(s->scene, line, joint->x, joint->from);
    scene_add_point(s->scene, line, joint->x, joint->to);
    const struct point at_upper = {joint->x, joint->from + LABEL_HEIGHT / 2 + 1};
    const struct point at_lower = {joint->x, joint->to - LABEL_HEIGHT / 2 - 1};
    set_label(s, line, LABEL_A, pair, joint->upper, at_upper, joint->is_left);
    set_label(s, line, LABEL_B, pair, joint->lower, at_lower, joint->is_left);
}

static void join_bars(struct sandwich *s, const struct joint *joint)
{
    if (joint->upper != STRUCTURE_NONE && joint->lower != STRUCTURE_NONE)
        join(s, joint, s->box_of[joint->upper], s->box_of[joint->lower]);
}

void sandwich_join_cores(struct sandwich *s)
{
    const struct joint joint = {sandwich_core(s, 0),         sandwich_core(s, 1), 9,
                                s->core_y[0] + SANDWICH_BAR, s->core_y[1],        false};
    join_bars(s, &joint);
}

/* The cores that a bar of a site is linked with and that are drawn elsewhere: the pairs. */
static GArray *list_connectors(const struct sandwich *s, const struct sandwich_site *site, guint parent)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(guint));
    const struct structure *structure = s->structure;
    if (!s->part->with_connectors || parent == STRUCTURE_NONE)
        return pairs;
    for (guint k = structure->first[parent]; k < structure->first[parent + 1]; k++) {
        guint other = structure_other(&structure->pairs[structure->incident[k]], parent);
        if (s->core_number[other] && other != site->from->parents[0] && other != site->from->parents[1])
            g_array_append_val(pairs, structure->incident[k]);
    }
    return pairs;
}

void sandwich_count_connectors(struct sandwich *s)
{
    const GArray *cores = s->part->campus->cores;
    s->core_number = g_new0(guint, s->structure->device_count + 1);
    for (guint i = 0; i < cores->len; i++)
        s->core_number[g_array_index(cores, guint, i)] = i + 1;
    for (guint k = 0; k < s->part->site_count; k++)
        for (int p = 0; p < CAMPUS_PARENTS; p++) {
            g_autoptr(GArray) pairs = list_connectors(s, &s->sites[k], s->sites[k].from->parents[p]);
            s->connectors[p] = MAX(s->connectors[p], pairs->len);
        }
}

static double connector_width(const struct sandwich *s, guint core)
{
    double text = text_size_width_bold(MAP_DEVICE(s->structure->network, core)->name, SCENE_FONT);
    return fmax(text + CONNECTOR_PAD, LEAST_CONNECTOR);
}

/* From one connector at a bar to the next. */
static double connector_pitch(const struct sandwich *s, const GArray *pairs, guint parent)
{
    double pitch = 0;
    for (guint i = 0; i < pairs->len; i++) {
        const struct structure_pair *pair = &s->structure->pairs[g_array_index(pairs, guint, i)];
        pitch = fmax(pitch, connector_width(s, structure_other(pair, parent)) + CONNECTOR_GAP);
    }
    return fmax(pitch, s->label);
}

double sandwich_connectors_width(const struct sandwich *s, const struct sandwich_site *site, guint parent)
{
    g_autoptr(GArray) pairs = list_connectors(s, site, parent);
    return connector_pitch(s, pairs, parent) * pairs->len;
}

/* Small boxes above the upper bar and below the lower one. */
static void draw_connectors(struct sandwich *s, const struct sandwich_site *site, bool is_second)
{
    guint parent = site->from->parents[is_second];
    g_autoptr(GArray) pairs = list_connectors(s, site, parent);
    double inner = sandwich_inner_width(s, site), bar = s->bar_y[is_second];
    double top = is_second ? bar + SANDWICH_BAR + s->bar_gap : bar - s->bar_gap - SANDWICH_BAR;
    for (guint i = 0; i < pairs->len; i++) {
        guint core = structure_other(&s->structure->pairs[g_array_index(pairs, guint, i)], parent);
        const struct map_device *device = MAP_DEVICE(s->structure->network, core);
        double x = site->left + inner * (i + 0.5) / pairs->len, width = connector_width(s, core);
        guint box = scene_add_box(s->scene, PAINT_CORE, device->id, device->name);
        SCENE_BOX(s->scene, box)->hue = s->core_number[core];
        SCENE_BOX(s->scene, box)->tooltip = g_strdup(device->tooltip);
        SCENE_BOX(s->scene, box)->url = g_strdup(s->part->core_url);
        scene_set_area(s->scene, box, x - width / 2, top, width, SANDWICH_BAR);
        const struct joint above = {core, parent, x, top + SANDWICH_BAR, bar, false};
        const struct joint below = {parent, core, x, bar + SANDWICH_BAR, top, false};
        if (is_second)
            join(s, &below, s->box_of[parent], box);
        else
            join(s, &above, box, s->box_of[parent]);
    }
}

/* A bar of the site with the cores on the other sides of it. */
static void join_with_cores(struct sandwich *s, const struct sandwich_site *site)
{
    double right = site->left + sandwich_inner_width(s, site), middle = (site->left + right) / 2;
    guint first = site->from->parents[0], second = site->from->parents[1];
    guint upper = sandwich_core(s, 0), lower = sandwich_core(s, 1);
    double below_core = s->core_y[0] + SANDWICH_BAR;
    const struct joint joints[] = {
        {upper, first, middle, below_core, s->bar_y[0], false},
        {upper, second, right + 13, below_core, s->bar_y[1], false},
        {first, lower, site->left - 14 - s->label, s->bar_y[0] + SANDWICH_BAR, s->core_y[1], true},
        {second, lower, middle, s->bar_y[1] + SANDWICH_BAR, s->core_y[1], false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(joints); i++)
        join_bars(s, &joints[i]);
}

void sandwich_join_site(struct sandwich *s, const struct sandwich_site *site)
{
    const struct joint inside = {site->from->parents[0],
                                 site->from->parents[1],
                                 site->left - 3,
                                 s->bar_y[0] + SANDWICH_BAR,
                                 s->bar_y[1],
                                 true};
    join_bars(s, &inside);
    join_with_cores(s, site);
    draw_connectors(s, site, false);
    draw_connectors(s, site, true);
}
