#include "render/theme.h"

#include <math.h>
#include <string.h>

static const struct theme *const themes[] = {&theme_light, &theme_dark, &theme_print};

const struct theme *theme_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
        if (strcmp(themes[i]->name, name) == 0)
            return themes[i];
    return NULL;
}

char *theme_names(void)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", themes[i]->name);
    return g_string_free(names, FALSE);
}

static const struct theme_shape shapes[ROLES] = {
    [ROLE_UNKNOWN] = {"device, role unknown", "box", "filled", 0.7, 1, 1, 0, 0},
    [ROLE_ROUTER] = {"router", "box", "filled,rounded", 1.6, 1, 1.5, 2, 2},
    [ROLE_SWITCH] = {"switch", "box", "filled", 1.6, 1, 1, 0, 0},
    [ROLE_L3_SWITCH] = {"L3 switch", "box", "filled", 1.2, 2, 1.5, 4, 4},
    [ROLE_FIREWALL] = {"firewall", "box", "filled,diagonals", 1.2, 1, 1.5, 6, 1},
    [ROLE_ACCESS_POINT] = {"access point", "cds", "filled", 1.0, 1, 1.5, 9, 3},
    [ROLE_WLAN_CONTROLLER] = {"WLAN controller", "component", "filled", 1.0, 1, 1.5, 10, 1},
    [ROLE_PHONE] = {"phone", "tab", "filled", 1.0, 1, 5, 0, 3},
    [ROLE_SERVER] = {"server", "box3d", "filled", 1.0, 1, 5, 5, 3},
    [ROLE_HOST] = {"host", "note", "filled", 0.8, 1, 1.5, 4, 1},
    [ROLE_PRINTER] = {"printer", "folder", "filled", 1.0, 1, 5, 2, 4},
    [ROLE_STORAGE] = {"storage", "cylinder", "filled", 1.0, 1, 4, 2, 5},
    [ROLE_POWER] = {"power", "octagon", "filled", 1.0, 1, 6, 10, 3},
    [ROLE_LOAD_BALANCER] = {"load balancer", "hexagon", "filled", 1.0, 1, 8, 16, 3},
    [ROLE_HUB] = {"hub, inferred", "ellipse", "filled", 1.0, 1, 9, 14, 5},
    [ROLE_SEGMENT] = {"shared segment", "ellipse", "filled", 1.0, 2, 9, 18, 8},
};

static enum role known_role(enum role role)
{
    return role < ROLES && shapes[role].name ? role : ROLE_UNKNOWN;
}

const struct theme_shape *theme_shape_of(enum role role)
{
    return &shapes[known_role(role)];
}

/* As its role looks, alone or in a card. */
static struct theme_paint plain_paint(const struct theme *theme, const struct scene_box *box)
{
    struct theme_paint paint = theme->paints[box->paint];
    const struct theme_role *role = &theme->roles[known_role(box->role)];
    if (box->paint == PAINT_DEVICE)
        paint = (struct theme_paint){role->fill, theme->stroke, theme->ink,
                                     theme_shape_of(box->role)->stroke_width};
    else if (box->paint == PAINT_ROW || box->paint == PAINT_MEMBER)
        paint.ink = role->row_ink;
    if (box->paint == PAINT_DEVICE && !box->is_visited) {
        paint.fill = theme->unvisited_fill;
        paint.stroke = theme->unvisited_stroke;
        paint.ink = theme->unvisited_ink;
    } else if ((box->paint == PAINT_ROW || box->paint == PAINT_MEMBER) && !box->is_visited) {
        paint.ink = theme->unvisited_ink;
    }
    return paint;
}

static void set_fill(struct theme_paint *paint, const char *fill, const char *ink)
{
    paint->fill = fill;
    paint->ink = ink;
}

struct theme_paint theme_paint_of_box(const struct theme *theme, const struct scene_box *box)
{
    struct theme_paint paint = plain_paint(theme, box);
    if (box->hue > 0) {
        set_fill(&paint, theme->hues[(box->hue - 1) % THEME_HUES], theme->hue_ink);
        paint.stroke = paint.fill;
    }
    const struct theme_paint *group = NULL;
    if (box->group > 0)
        group = &theme->groups[(box->group - 1) % THEME_HUES];
    else if (box->step > 0)
        group = &theme->steps[(box->step - 1) % THEME_STEPS];
    if (group)
        set_fill(&paint, group->fill, group->ink);
    if (box->is_ringed || box->is_on_path) {
        paint.stroke = box->is_on_path ? theme->path : theme->ring;
        paint.stroke_width = THEME_RING_WIDTH;
    } else if (paint.stroke_width <= 0) {
        paint.stroke = paint.fill;
    }
    return paint;
}

struct theme_paint theme_paint_of_line(const struct theme *theme, const struct scene_line *line)
{
    enum scene_paint kind = line->is_down ? PAINT_DOWN : line->is_blocked ? PAINT_BLOCKED : PAINT_LINE;
    struct theme_paint paint = theme->paints[kind];
    paint.stroke_width = line->width > 0 ? line->width : theme_speed_of(line->speed_bps)->width;
    if (line->is_on_path) {
        paint.stroke = theme->path;
        paint.stroke_width = fmax(paint.stroke_width, THEME_PATH_WIDTH);
    }
    return paint;
}

#define GIGABIT 1000000000ULL

static const struct theme_speed speeds[] = {
    {400 * GIGABIT, 5.5, "400 Gbit/s and more"},
    {100 * GIGABIT, 4.6, "100 Gbit/s and more"},
    {40 * GIGABIT, 3.8, "40 Gbit/s and more"},
    {20 * GIGABIT, 3.1, "20 Gbit/s and more"},
    {10 * GIGABIT, 2.5, "10 Gbit/s and more"},
    {GIGABIT, 1.6, "1 Gbit/s and more"},
    {1, 0.9, "less than 1 Gbit/s"},
    {0, 1.2, "speed unknown"},
};

const struct theme_speed *theme_speed_of(uint64_t speed_bps)
{
    size_t i = 0;
    while (speed_bps < speeds[i].least_bps)
        i++;
    return &speeds[i];
}

const char *theme_line_style(enum certainty certainty)
{
    if (certainty == CERTAINTY_CLAIMED)
        return "dashed";
    return certainty == CERTAINTY_INFERRED ? "dotted" : "solid";
}
