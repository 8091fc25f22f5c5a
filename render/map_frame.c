/*
 * Title and legend, above the drawing in the room of a line or two. The legend explains what is on the page,
 * and nothing else.
 */
#include "render/map.h"

#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define ROW_HEIGHT 18.0
#define FRAME_GAP 6.0 /* between legend and drawing */
#define SAMPLE_WIDTH 26.0
#define SAMPLE_HEIGHT 12.0
#define SAMPLE_GAP 4.0
#define ITEM_GAP 14.0
#define HOP_GAP 4.0
#define MARGIN 8.0 /* of paper, above and below */

/* Which of what a legend explains is on the page. */
struct used {
    uint32_t paints;        /* bits 1 << enum scene_paint */
    uint32_t roles;         /* of devices that stand alone: bits 1 << enum role */
    uint32_t row_roles;     /* of devices in cards */
    uint32_t certainties;   /* bits 1 << enum certainty */
    GPtrArray *speeds;      /* of const struct theme_speed * */
    uint32_t groups, steps; /* bits 1 << number */
    bool has_unvisited, has_down, has_blocked, has_ring, has_bundles;
    guint parents;    /* bars of sites */
    enum role parent; /* of all of them; a switch where they differ */
};

static void note_line(struct used *used, const struct scene_line *line)
{
    const struct theme_speed *speed = theme_speed_of(line->speed_bps);
    if (line->width <= 0 && !g_ptr_array_find(used->speeds, speed, NULL))
        g_ptr_array_add(used->speeds, (gpointer)speed);
    used->certainties |= 1U << line->certainty;
    used->has_bundles |= line->is_bundle;
    used->has_down |= line->is_down;
    used->has_blocked |= line->is_blocked;
}

static void note_parent(struct used *used, enum role role)
{
    bool is_first = used->parents == 0;
    used->parents++;
    used->parent = is_first || used->parent == role ? role : ROLE_SWITCH;
}

static void note_all(struct used *used, const struct scene *scene)
{
    for (guint i = 0; i < scene->boxes->len; i++) {
        const struct scene_box *box = SCENE_BOX(scene, i);
        /* Of the bars those with teeth, which are bars without a text. */
        bool is_bar = box->paint == PAINT_PARENT || box->paint == PAINT_SECOND;
        used->paints |= is_bar && box->text ? 0 : 1U << box->paint;
        if (is_bar && box->text)
            note_parent(used, box->role);
        used->has_unvisited |= !box->is_visited;
        used->has_ring |= box->is_ringed && !box->is_on_path;
        used->groups |= 1U << box->group;
        used->steps |= 1U << box->step;
        if (box->paint == PAINT_DEVICE)
            used->roles |= 1U << box->role;
        if (box->paint == PAINT_ROW || box->paint == PAINT_MEMBER)
            used->row_roles |= 1U << box->role;
    }
    for (guint i = 0; i < scene->lines->len; i++)
        note_line(used, SCENE_LINE_AT(scene, i));
}

/* Where the next item of the legend goes. */
struct cursor {
    struct scene *scene;
    double x, y, right;
};

static void next_place(struct cursor *cursor, double width)
{
    if (cursor->x > 0 && cursor->x + width > cursor->right) {
        cursor->x = 0;
        cursor->y += ROW_HEIGHT;
    }
}

static void add_words(struct cursor *cursor, const char *text, double size, bool is_bold)
{
    double width = is_bold ? text_size_width_bold(text, size) : text_size_width(text, size);
    next_place(cursor, width);
    scene_add_text(cursor->scene, text, cursor->x, cursor->y + ROW_HEIGHT / 2, size, is_bold);
    cursor->x += width + ITEM_GAP;
}

static struct point next_sample(struct cursor *cursor, const char *text)
{
    double width = SAMPLE_WIDTH + SAMPLE_GAP + text_size_width(text, SCENE_FONT);
    next_place(cursor, width);
    struct point place = {cursor->x, cursor->y + ROW_HEIGHT / 2};
    scene_add_text(cursor->scene, text, place.x + SAMPLE_WIDTH + SAMPLE_GAP, place.y, SCENE_FONT, false);
    cursor->x += width + ITEM_GAP;
    return place;
}

static struct scene_box *add_box_sample(struct cursor *cursor, enum scene_paint paint, const char *sample,
                                        const char *text)
{
    struct point place = next_sample(cursor, text);
    guint box = scene_add_box(cursor->scene, paint, "legend", sample);
    scene_set_area(cursor->scene, box, place.x, place.y - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT);
    return SCENE_BOX(cursor->scene, box);
}

static void add_line_sample(struct cursor *cursor, struct scene_line look, const char *text)
{
    struct point place = next_sample(cursor, text);
    look.a = look.b = G_MAXUINT;
    look.anchor = g_strdup_printf("legend-%u", cursor->scene->lines->len);
    look.points = g_array_new(FALSE, FALSE, sizeof(struct point));
    g_array_append_val(cursor->scene->lines, look);
    guint line = cursor->scene->lines->len - 1;
    scene_add_point(cursor->scene, line, place.x, place.y);
    scene_add_point(cursor->scene, line, place.x + SAMPLE_WIDTH, place.y);
}

static int compare_speeds(gconstpointer a, gconstpointer b)
{
    const struct theme_speed *first = *(const struct theme_speed *const *)a;
    const struct theme_speed *second = *(const struct theme_speed *const *)b;
    return (first->least_bps < second->least_bps) - (first->least_bps > second->least_bps);
}

static void add_speeds(struct cursor *cursor, const struct used *used)
{
    g_ptr_array_sort(used->speeds, compare_speeds);
    for (guint i = 0; i < used->speeds->len; i++) {
        const struct theme_speed *speed = used->speeds->pdata[i];
        /* A network of which no speed is known needs no word about it. */
        if (speed->least_bps == 0 && used->speeds->len == 1)
            return;
        add_line_sample(cursor,
                        (struct scene_line){.certainty = CERTAINTY_CONFIRMED, .speed_bps = speed->least_bps},
                        speed->name);
    }
}

static void add_bundles(struct cursor *cursor, const struct used *used)
{
    if (used->has_bundles)
        add_line_sample(cursor, (struct scene_line){.certainty = CERTAINTY_CONFIRMED, .width = 4},
                        "thicker: more links; x4 40G: 4 links of 40 Gbit/s in all");
}

static void add_certainties(struct cursor *cursor, const struct used *used)
{
    static const struct {
        enum certainty certainty;
        const char *text;
    } rows[] = {{CERTAINTY_CONFIRMED, "confirmed by both ends"},
                {CERTAINTY_CLAIMED, "claimed by one end"},
                {CERTAINTY_INFERRED, "inferred"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (used->certainties & (1U << rows[i].certainty))
            add_line_sample(cursor, (struct scene_line){.certainty = rows[i].certainty, .width = 1.6},
                            rows[i].text);
    if (used->has_down)
        add_line_sample(
            cursor,
            (struct scene_line){
                .certainty = CERTAINTY_CONFIRMED, .width = 1.6, .is_down = true, .has_cross = true},
            "down");
    if (used->has_blocked)
        add_line_sample(
            cursor, (struct scene_line){.certainty = CERTAINTY_CONFIRMED, .width = 1.6, .is_blocked = true},
            "blocked by the spanning tree");
}

static void add_colors(struct cursor *cursor, const struct used *used, const struct look *look)
{
    for (guint group = 1; group <= THEME_HUES; group++)
        if (used->groups & (1U << group) && look_group_name(look, group))
            add_box_sample(cursor, PAINT_ROW, NULL, look_group_name(look, group))->group = group;
    for (guint step = 1; step <= THEME_STEPS; step++)
        if (used->steps & (1U << step) && look_step_name(look, step))
            add_box_sample(cursor, PAINT_ROW, NULL, look_step_name(look, step))->step = step;
    if (used->has_ring)
        add_box_sample(cursor, PAINT_ROW, NULL, "ringed: single point of failure")->is_ringed = true;
}

/* Its pieces go on in the next line where there is no room. */
static void add_path(struct cursor *cursor, const char *text)
{
    g_auto(GStrv) hops = g_strsplit(text, " - ", -1);
    add_box_sample(cursor, PAINT_ROW, NULL, hops[0])->is_on_path = true;
    for (char **hop = hops + 1; *hops && *hop; hop++) {
        g_autofree char *words = g_strconcat("- ", *hop, NULL);
        cursor->x -= ITEM_GAP - HOP_GAP;
        add_words(cursor, words, SCENE_FONT, false);
    }
}

static void add_roles(struct cursor *cursor, const struct used *used)
{
    for (int role = 1; role <= ROLES; role++) {
        /* What is not known comes last. */
        enum role shown = (enum role)(role % ROLES);
        if (used->roles & (1U << shown))
            add_box_sample(cursor, PAINT_DEVICE, NULL, theme_shape_of(shown)->name)->role = shown;
        else if (used->row_roles & (1U << shown) && shown != ROLE_UNKNOWN)
            add_box_sample(cursor, PAINT_ROW, "name", theme_shape_of(shown)->name)->role = shown;
    }
    if (used->has_unvisited)
        add_box_sample(cursor, PAINT_DEVICE, NULL, "lighter: not visited")->is_visited = false;
}

static void add_paints(struct cursor *cursor, const struct used *used)
{
    const char *parent = used->parent == ROLE_ROUTER ? "router" : "switch";
    g_autofree char *bar = g_strdup_printf("%s, with its uplinks at the teeth", parent);
    g_autofree char *second = g_strdup_printf("second %s of the site", parent);
    const struct {
        enum scene_paint paint;
        const char *sample, *text;
    } rows[] = {{PAINT_PARENT, NULL, bar},
                {PAINT_SECOND, NULL, second},
                {PAINT_ODD_ROW, "= a", "also linked with a"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (used->paints & (1U << rows[i].paint))
            add_box_sample(cursor, rows[i].paint, rows[i].sample, rows[i].text);
}

static void add_head(struct cursor *cursor, const struct scene *scene, const char *title,
                     const struct look *look)
{
    struct used used = {.speeds = g_ptr_array_new()};
    note_all(&used, scene);
    add_words(cursor, title, SCENE_TITLE, true);
    add_words(cursor, scene->description, SCENE_FONT, false);
    add_roles(cursor, &used);
    add_colors(cursor, &used, look);
    if (look_path_text(look))
        add_path(cursor, look_path_text(look));
    add_paints(cursor, &used);
    add_speeds(cursor, &used);
    add_bundles(cursor, &used);
    add_certainties(cursor, &used);
    g_ptr_array_unref(used.speeds);
}

/* As wide, or as high, as the paper's shape wants; a drawing that is higher than wide has it standing. */
static void fit_paper(struct scene *scene)
{
    if (scene->page_width <= 0)
        return;
    double long_side = scene->page_width, short_side = scene->page_height;
    bool is_standing = scene->height > scene->width * 1.1;
    scene->page_width = is_standing ? short_side : long_side;
    scene->page_height = is_standing ? long_side : short_side;
    double shape = scene->page_width / scene->page_height;
    double width = fmax(scene->width, scene->height * shape) + 2 * MARGIN * shape;
    double height = width / shape;
    scene_move(scene, (width - scene->width) / 2, MARGIN);
    scene->width = width;
    scene->height = height;
}

void map_add_frame(struct scene *scene, const char *title, const struct look *look)
{
    double words = text_size_width_bold(title, SCENE_TITLE) + 2;
    double width = ceil(fmax(fmax(scene->width, LAYOUT_LEAST_WIDTH), words));
    struct cursor cursor = {scene_new(), 0, 0, width};
    add_head(&cursor, scene, title, look);
    double height = cursor.y + ROW_HEIGHT + FRAME_GAP;
    scene_move(scene, (width - scene->width) / 2, height);
    scene_take(scene, cursor.scene, 0, 0);
    scene->width = width;
    scene->height = ceil(scene->height + height);
    fit_paper(scene);
    g_free(scene->title);
    scene->title = g_strdup(title);
}
