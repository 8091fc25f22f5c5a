#include "render/graphviz_path.h"

#include "render/look.h"

#include <math.h>
#include <string.h>

#define CROSS 4.5   /* half of the cross on a link that is down */
#define BAR_GAP 1.5 /* half of that between the bars across a link that is blocked */

void graphviz_append_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    /* "-0.00" would be another spelling of the same place. */
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f", fabs(value) < 0.005 ? 0 : value));
}

/* "x,y" in Graphviz' coordinates: y grows upwards. */
void graphviz_append_point(const struct scene *scene, GString *out, struct point point)
{
    graphviz_append_number(out, point.x);
    g_string_append_c(out, ',');
    graphviz_append_number(out, scene->height - point.y);
}

/* An operation of Graphviz' xdot language with a text: a colour, a style. */
static void append_operation(GString *out, char operation, const char *text)
{
    g_string_append_printf(out, "%c %zu -%s ", operation, strlen(text), text);
}

/* Frames are the background: clusters would be written in the order of their addresses in memory. */
static void append_frame(const struct scene *scene, const struct theme *theme, GString *out,
                         const struct scene_frame *frame)
{
    const struct theme_paint *paint = &theme->paints[frame->paint];
    double right = frame->left + frame->width, bottom = frame->top + frame->height;
    const struct point corners[] = {
        {frame->left, frame->top}, {right, frame->top}, {right, bottom}, {frame->left, bottom}};
    append_operation(out, 'S', "setlinewidth(1)");
    append_operation(out, 'c', paint->stroke);
    append_operation(out, 'C', paint->fill);
    g_string_append_printf(out, "P %zu ", G_N_ELEMENTS(corners));
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++) {
        graphviz_append_number(out, corners[i].x);
        g_string_append_c(out, ' ');
        graphviz_append_number(out, scene->height - corners[i].y);
        g_string_append_c(out, ' ');
    }
}

static void append_straight(const struct scene *scene, GString *out, struct point from, struct point to)
{
    struct point first = {from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3};
    struct point second = {from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3};
    const struct point points[] = {first, second, to};
    for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
        g_string_append_c(out, ' ');
        graphviz_append_point(scene, out, points[i]);
    }
}

static struct point corner(const struct scene_line *line, guint i)
{
    return g_array_index(line->points, struct point, i);
}

/* A little beyond the end of the piece from the other point. */
static struct point beyond(struct point from, struct point end, double distance)
{
    double length = hypot(end.x - from.x, end.y - from.y);
    if (length <= 0)
        return end;
    return (struct point){end.x + (end.x - from.x) / length * distance,
                          end.y + (end.y - from.y) / length * distance};
}

/* Lines end under the border of their box, so that every outline is reached; boxes are drawn over them. */
static double inset_of(const struct scene *scene, guint index)
{
    const struct scene_box *box = SCENE_BOX(scene, index);
    return box->paint == PAINT_DEVICE ? theme_shape_of(box->role)->inset : 0;
}

/* The ends of the longest piece. */
static void find_longest(const struct scene_line *line, struct point *a, struct point *b)
{
    guint longest = 0;
    double best = -1;
    for (guint i = 0; i + 1 < line->points->len; i++) {
        double length =
            hypot(corner(line, i).x - corner(line, i + 1).x, corner(line, i).y - corner(line, i + 1).y);
        if (length > best + 1e-6)
            longest = i;
        best = fmax(best, length);
    }
    *a = corner(line, longest);
    *b = corner(line, longest + 1);
}

static void append_stroke(const struct scene *scene, GString *out, struct point from, struct point to)
{
    g_string_append(out, "; ");
    graphviz_append_point(scene, out, from);
    append_straight(scene, out, from, to);
}

/* Two strokes over the middle of the longest piece. */
static void append_cross(const struct scene *scene, GString *out, const struct scene_line *line)
{
    struct point a, b;
    find_longest(line, &a, &b);
    struct point c = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    for (int sign = -1; sign <= 1; sign += 2)
        append_stroke(scene, out, (struct point){c.x - CROSS, c.y - CROSS * sign},
                      (struct point){c.x + CROSS, c.y + CROSS * sign});
}

/* Two bars across the line, where nothing passes. */
static void append_bars(const struct scene *scene, GString *out, const struct scene_line *line)
{
    struct point a, b;
    find_longest(line, &a, &b);
    double length = fmax(hypot(b.x - a.x, b.y - a.y), 1e-6);
    struct point along = {(b.x - a.x) / length, (b.y - a.y) / length}, c = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    for (int sign = -1; sign <= 1; sign += 2) {
        struct point m = {c.x + along.x * BAR_GAP * sign, c.y + along.y * BAR_GAP * sign};
        append_stroke(scene, out, (struct point){m.x - along.y * CROSS, m.y + along.x * CROSS},
                      (struct point){m.x + along.y * CROSS, m.y - along.x * CROSS});
    }
}

char *graphviz_format_spline(const struct scene *scene, const struct scene_line *line)
{
    guint count = line->points->len;
    bool is_sample = line->a == G_MAXUINT;
    GString *out = g_string_new(NULL);
    struct point before = corner(line, 0);
    if (!is_sample)
        before = beyond(corner(line, 1), before, inset_of(scene, line->a));
    graphviz_append_point(scene, out, before);
    for (guint i = 1; i < count; i++) {
        struct point next = corner(line, i);
        if (i + 1 == count && !is_sample)
            next = beyond(corner(line, i - 1), next, inset_of(scene, line->b));
        append_straight(scene, out, before, next);
        before = next;
    }
    if (line->has_cross)
        append_cross(scene, out, line);
    else if (line->is_blocked)
        append_bars(scene, out, line);
    return g_string_free(out, FALSE);
}

char *graphviz_format_frames(const struct scene *scene, const struct theme *theme)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < scene->frames->len; i++)
        append_frame(scene, theme, out, SCENE_FRAME(scene, i));
    return g_string_free(out, FALSE);
}
