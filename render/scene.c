#include "render/scene.h"

#include "render/escape.h"
#include "render/text_size.h"

#include <math.h>
#include <string.h>

/* A3 landscape at 96 pixels to the inch. */
#define A3_WIDTH 1587.4
#define A3_HEIGHT 1122.5

static void box_clear(gpointer data)
{
    struct scene_box *box = data;
    g_free(box->id);
    g_free(box->anchor);
    g_free(box->text);
    g_free(box->detail);
    g_free(box->tooltip);
    g_free(box->url);
}

static void line_clear(gpointer data)
{
    struct scene_line *line = data;
    g_free(line->anchor);
    g_free(line->tooltip);
    g_free(line->ends);
    for (int k = 0; k < LABELS_OF_EDGE; k++)
        g_free(line->labels[k].text);
    g_array_unref(line->points);
    if (line->pairs)
        g_array_unref(line->pairs);
}

static void text_clear(gpointer data)
{
    g_free(((struct scene_text *)data)->text);
}

static GArray *new_list(guint size, GDestroyNotify clear)
{
    GArray *list = g_array_new(FALSE, TRUE, size);
    g_array_set_clear_func(list, clear);
    return list;
}

struct scene *scene_new(void)
{
    struct scene *scene = g_new0(struct scene, 1);
    scene->frames = g_array_new(FALSE, TRUE, sizeof(struct scene_frame));
    scene->boxes = new_list(sizeof(struct scene_box), box_clear);
    scene->lines = new_list(sizeof(struct scene_line), line_clear);
    scene->texts = new_list(sizeof(struct scene_text), text_clear);
    scene->name = g_strdup("");
    return scene;
}

void scene_free(struct scene *scene)
{
    if (scene == NULL)
        return;
    g_array_unref(scene->frames);
    g_array_unref(scene->boxes);
    g_array_unref(scene->lines);
    g_array_unref(scene->texts);
    g_free(scene->name);
    g_free(scene->title);
    g_free(scene->description);
    g_free(scene);
}

guint scene_add_device(struct scene *scene, const struct map_device *device, enum scene_paint paint)
{
    struct scene_box box = {.id = g_strdup(device->id),
                            .anchor = g_strdup(device->anchor),
                            .text = g_strdup(device->name),
                            .tooltip = g_strdup(device->tooltip),
                            .url = g_strdup(device->url),
                            .paint = paint,
                            .role = device->role,
                            .device = device->position,
                            .is_visited = device->is_visited};
    g_array_append_val(scene->boxes, box);
    return scene->boxes->len - 1;
}

guint scene_add_box(struct scene *scene, enum scene_paint paint, const char *id, const char *text)
{
    struct scene_box box = {.id = g_strdup_printf(MAP_RESERVED_PREFIX "%u %s", scene->boxes->len, id),
                            .anchor = g_strdup_printf("part-%u", scene->boxes->len),
                            .text = g_strdup(text),
                            .paint = paint,
                            .device = G_MAXUINT,
                            .is_visited = true};
    g_array_append_val(scene->boxes, box);
    return scene->boxes->len - 1;
}

void scene_set_area(struct scene *scene, guint index, double left, double top, double width, double height)
{
    struct scene_box *box = SCENE_BOX(scene, index);
    box->left = left;
    box->top = top;
    box->width = width;
    box->height = height;
}

void scene_add_frame(struct scene *scene, enum scene_paint paint, double left, double top, double width,
                     double height)
{
    struct scene_frame frame = {paint, left, top, width, height};
    g_array_append_val(scene->frames, frame);
}

guint scene_add_pair(struct scene *scene, const struct structure *structure, guint pair, guint a, guint b)
{
    const struct structure_pair *from = &structure->pairs[pair];
    struct scene_line line = {.a = a,
                              .b = b,
                              .anchor = g_strdup_printf("link-%u", scene->lines->len + 1),
                              .tooltip = structure_tooltip(structure, pair),
                              .speed_bps = from->speed_bps,
                              .certainty = from->certainty,
                              .is_down = from->is_down,
                              .has_cross = from->is_down,
                              .is_blocked = from->is_blocked && !from->is_down,
                              .points = g_array_new(FALSE, FALSE, sizeof(struct point)),
                              .pairs = g_array_new(FALSE, FALSE, sizeof(struct scene_pair))};
    g_array_append_val(scene->lines, line);
    scene_add_ends(scene, scene->lines->len - 1, structure, pair);
    return scene->lines->len - 1;
}

void scene_add_ends(struct scene *scene, guint index, const struct structure *structure, guint pair)
{
    const size_t skip = strlen(MAP_DEVICE_ANCHOR);
    struct scene_line *line = SCENE_LINE_AT(scene, index);
    const struct map_device *first = MAP_DEVICE(structure->network, structure->pairs[pair].a),
                            *second = MAP_DEVICE(structure->network, structure->pairs[pair].b);
    const char *a = first->anchor + skip, *b = second->anchor + skip;
    const struct scene_pair positions = {first->position, second->position};
    g_array_append_val(line->pairs, positions);
    char *ends =
        line->ends ? g_strdup_printf("%s ends-%s-%s", line->ends, a, b) : g_strdup_printf("ends-%s-%s", a, b);
    g_free(line->ends);
    line->ends = ends;
}

void scene_add_point(struct scene *scene, guint line, double x, double y)
{
    struct point point = {x, y};
    g_array_append_val(SCENE_LINE_AT(scene, line)->points, point);
}

guint scene_add_text(struct scene *scene, const char *text, double left, double center_y, double size,
                     bool is_bold)
{
    double width = is_bold ? text_size_width_bold(text, size) : text_size_width(text, size);
    struct scene_text item = {g_strdup(text), left, center_y, width + 2, size, is_bold};
    g_array_append_val(scene->texts, item);
    return scene->texts->len - 1;
}

static void move_line(struct scene_line *line, double dx, double dy)
{
    for (guint k = 0; k < line->points->len; k++) {
        g_array_index(line->points, struct point, k).x += dx;
        g_array_index(line->points, struct point, k).y += dy;
    }
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        line->labels[k].center.x += dx;
        line->labels[k].center.y += dy;
    }
}

void scene_move(struct scene *scene, double dx, double dy)
{
    for (guint i = 0; i < scene->frames->len; i++) {
        SCENE_FRAME(scene, i)->left += dx;
        SCENE_FRAME(scene, i)->top += dy;
    }
    for (guint i = 0; i < scene->boxes->len; i++) {
        SCENE_BOX(scene, i)->left += dx;
        SCENE_BOX(scene, i)->top += dy;
    }
    for (guint i = 0; i < scene->lines->len; i++)
        move_line(SCENE_LINE_AT(scene, i), dx, dy);
    for (guint i = 0; i < scene->texts->len; i++) {
        SCENE_TEXT(scene, i)->left += dx;
        SCENE_TEXT(scene, i)->center_y += dy;
    }
}

struct extent {
    double left, top, right, bottom;
};

static void extend(struct extent *extent, double left, double top, double width, double height)
{
    extent->left = fmin(extent->left, left);
    extent->right = fmax(extent->right, left + width);
    extent->top = fmin(extent->top, top);
    extent->bottom = fmax(extent->bottom, top + height);
}

static void extend_by_line(struct extent *extent, const struct scene_line *line)
{
    for (guint k = 0; k < line->points->len; k++) {
        struct point point = g_array_index(line->points, struct point, k);
        extend(extent, point.x - 1, point.y - 1, 2, 2);
    }
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        const struct scene_label *label = &line->labels[k];
        if (label->text)
            extend(extent, label->center.x - label->width / 2, label->center.y - LABEL_HEIGHT / 2,
                   label->width, LABEL_HEIGHT);
    }
}

void scene_normalize(struct scene *scene)
{
    struct extent extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (guint i = 0; i < scene->frames->len; i++) {
        const struct scene_frame *frame = SCENE_FRAME(scene, i);
        extend(&extent, frame->left, frame->top, frame->width, frame->height);
    }
    for (guint i = 0; i < scene->boxes->len; i++) {
        const struct scene_box *box = SCENE_BOX(scene, i);
        extend(&extent, box->left, box->top, box->width, box->height);
    }
    for (guint i = 0; i < scene->lines->len; i++)
        extend_by_line(&extent, SCENE_LINE_AT(scene, i));
    for (guint i = 0; i < scene->texts->len; i++) {
        const struct scene_text *text = SCENE_TEXT(scene, i);
        extend(&extent, text->left, text->center_y - text->size * 0.6, text->width, text->size * 1.2);
    }
    if (extent.left > extent.right)
        return;
    scene_move(scene, -extent.left, -extent.top);
    scene->width = extent.right - extent.left;
    scene->height = extent.bottom - extent.top;
}

/* Ids are unique in a page: those of parts get the number that they have in it. */
static void take_boxes(struct scene *scene, struct scene *part)
{
    for (guint i = 0; i < part->boxes->len; i++) {
        struct scene_box box = *SCENE_BOX(part, i);
        if (g_str_has_prefix(box.id, MAP_RESERVED_PREFIX)) {
            char *id = g_strdup_printf(MAP_RESERVED_PREFIX "%u%s", scene->boxes->len,
                                       strchr(box.id, ' ') ? strchr(box.id, ' ') : "");
            g_free(box.id);
            g_free(box.anchor);
            box.id = id;
            box.anchor = g_strdup_printf("part-%u", scene->boxes->len);
        }
        g_array_append_val(scene->boxes, box);
    }
    g_array_set_clear_func(part->boxes, NULL);
}

void scene_take(struct scene *scene, struct scene *part, double dx, double dy)
{
    scene_move(part, dx, dy);
    guint base = scene->boxes->len;
    take_boxes(scene, part);
    for (guint i = 0; i < part->frames->len; i++) {
        const struct scene_frame *frame = SCENE_FRAME(part, i);
        scene_add_frame(scene, frame->paint, frame->left, frame->top, frame->width, frame->height);
    }
    for (guint i = 0; i < part->lines->len; i++) {
        struct scene_line line = *SCENE_LINE_AT(part, i);
        line.a += line.a == G_MAXUINT ? 0 : base;
        line.b += line.b == G_MAXUINT ? 0 : base;
        g_free(line.anchor);
        line.anchor = g_strdup_printf("link-%u", scene->lines->len + 1);
        g_array_append_val(scene->lines, line);
    }
    g_array_set_clear_func(part->lines, NULL);
    for (guint i = 0; i < part->texts->len; i++)
        g_array_append_val(scene->texts, *SCENE_TEXT(part, i));
    g_array_set_clear_func(part->texts, NULL);
    scene_free(part);
}

double scene_font_on_a3(double width, double height)
{
    return SCENE_FONT * fmin(A3_WIDTH / fmax(width, 1), A3_HEIGHT / fmax(height, 1));
}
