/*
 * Title and legend. The legend explains what is on the map, and nothing else.
 */
#include "render/map.h"

#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define TITLE_HEIGHT 22.0
#define SUBTITLE_HEIGHT 16.0
#define FRAME_GAP 14.0 /* between title, drawing and legend */
#define SAMPLE_WIDTH 34.0
#define SAMPLE_HEIGHT 18.0
#define SAMPLE_GAP 6.0
#define ITEM_GAP 20.0
#define ROW_HEIGHT 26.0
#define LEAST_WIDTH 420.0

static double add_text(struct map *map, const char *text, double left, double center_y, double size,
                       bool is_bold)
{
    double width = is_bold ? text_size_width_bold(text, size) : text_size_width(text, size);
    struct map_text item = {g_strdup(text), left, center_y, width + 2, size, is_bold};
    g_array_append_val(map->texts, item);
    return item.width;
}

/* Where the next item of the legend goes. */
struct cursor {
    double left, x, y, right;
};

static struct point next_item(struct cursor *cursor, const char *text)
{
    double width = SAMPLE_WIDTH + SAMPLE_GAP + text_size_width(text, MAP_TEXT_SIZE) + 2;
    if (cursor->x > cursor->left && cursor->x + width > cursor->right) {
        cursor->x = cursor->left;
        cursor->y += ROW_HEIGHT;
    }
    struct point place = {cursor->x, cursor->y + ROW_HEIGHT / 2};
    cursor->x += width + ITEM_GAP;
    return place;
}

static void add_node_sample(struct map *map, struct cursor *cursor, struct map_look look, const char *text)
{
    struct point place = next_item(cursor, text);
    struct map_node node = {.id = g_strdup_printf(MAP_LEGEND_PREFIX " %s", text),
                            .anchor = g_strdup_printf("legend-%u", map->nodes->len),
                            .look = look,
                            .center = {place.x + SAMPLE_WIDTH / 2, place.y},
                            .width = SAMPLE_WIDTH - 4,
                            .height = SAMPLE_HEIGHT};
    g_array_append_val(map->nodes, node);
    add_text(map, text, place.x + SAMPLE_WIDTH + SAMPLE_GAP, place.y, MAP_TEXT_SIZE, false);
}

static void add_line_sample(struct map *map, struct cursor *cursor, struct map_line look, const char *text)
{
    struct point place = next_item(cursor, text);
    struct point ends[2] = {{place.x, place.y}, {place.x + SAMPLE_WIDTH, place.y}};
    g_array_append_val(map->lines, look);
    struct map_line *line = MAP_LINE(map, map->lines->len - 1);
    line->a = line->b = G_MAXUINT;
    line->anchor = g_strdup_printf("legend-line-%u", map->lines->len - 1);
    line->points = g_array_new(FALSE, FALSE, sizeof(struct point));
    g_array_append_vals(line->points, ends, 2);
    add_text(map, text, place.x + SAMPLE_WIDTH + SAMPLE_GAP, place.y, MAP_TEXT_SIZE, false);
}

static int compare_speeds(gconstpointer a, gconstpointer b)
{
    const struct map_speed *first = *(const struct map_speed *const *)a;
    const struct map_speed *second = *(const struct map_speed *const *)b;
    return (first->least_bps < second->least_bps) - (first->least_bps > second->least_bps);
}

static void add_speeds(struct map *map, struct cursor *cursor, const struct map_used *used)
{
    g_ptr_array_sort(used->speeds, compare_speeds);
    for (guint i = 0; i < used->speeds->len; i++) {
        const struct map_speed *speed = used->speeds->pdata[i];
        /* A network of which no speed is known needs no word about it. */
        if (speed->least_bps == 0 && used->speeds->len == 1)
            return;
        add_line_sample(map, cursor,
                        (struct map_line){.style = "solid", .color = MAP_LINE_COLOR, .width = speed->width},
                        speed->name);
    }
}

static void add_certainties(struct map *map, struct cursor *cursor, const struct map_used *used)
{
    static const struct {
        enum certainty certainty;
        const char *text;
    } rows[] = {{CERTAINTY_CONFIRMED, "confirmed by both ends"},
                {CERTAINTY_CLAIMED, "claimed by one end"},
                {CERTAINTY_INFERRED, "inferred"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (used->certainties & (1U << rows[i].certainty))
            add_line_sample(map, cursor,
                            (struct map_line){.style = map_line_style(rows[i].certainty),
                                              .color = MAP_LINE_COLOR,
                                              .width = 1.6},
                            rows[i].text);
}

static void add_roles(struct map *map, struct cursor *cursor, const struct map_used *used)
{
    for (int role = 1; role <= ROLES; role++) {
        /* What is not known comes last. */
        enum role shown = (enum role)(role % ROLES);
        if (used->roles & (1U << shown))
            add_node_sample(map, cursor, map_look_of(shown, true), map_role_name(shown));
    }
    if (used->has_unvisited)
        add_node_sample(map, cursor, map_look_of(ROLE_UNKNOWN, false), "lighter: not visited");
}

static void add_legend(struct map *map, struct cursor *cursor, const struct map_used *used)
{
    add_roles(map, cursor, used);
    add_speeds(map, cursor, used);
    add_certainties(map, cursor, used);
    if (used->has_down)
        add_line_sample(
            map, cursor,
            (struct map_line){.style = "solid", .color = MAP_DOWN_COLOR, .width = 1.6, .is_down = true},
            "down");
    if (used->has_aggregate) {
        struct point place = next_item(cursor, "aggregate of 2 links");
        add_text(map, "x2", place.x + SAMPLE_WIDTH / 2, place.y, MAP_TEXT_SIZE, false);
        add_text(map, "aggregate of 2 links", place.x + SAMPLE_WIDTH + SAMPLE_GAP, place.y, MAP_TEXT_SIZE,
                 false);
    }
}

static void move_drawing(struct map *map, double dx, double dy)
{
    for (guint i = 0; i < map->nodes->len; i++) {
        MAP_NODE(map, i)->center.x += dx;
        MAP_NODE(map, i)->center.y += dy;
    }
    for (guint i = 0; i < map->lines->len; i++) {
        struct map_line *line = MAP_LINE(map, i);
        for (guint k = 0; k < line->points->len; k++) {
            g_array_index(line->points, struct point, k).x += dx;
            g_array_index(line->points, struct point, k).y += dy;
        }
        for (int k = 0; k < LABELS_OF_EDGE; k++) {
            line->label_centers[k].x += dx;
            line->label_centers[k].y += dy;
        }
    }
}

void map_add_frame(struct map *map, const struct map_used *used, const char *subtitle)
{
    double drawing_width = map->width;
    double text_width =
        fmax(text_size_width_bold(map->title, MAP_TITLE_SIZE), text_size_width(subtitle, MAP_TEXT_SIZE));
    double inner = ceil(fmax(fmax(drawing_width, LEAST_WIDTH), text_width + 2));
    double top = TITLE_HEIGHT + SUBTITLE_HEIGHT + FRAME_GAP;
    move_drawing(map, (inner - drawing_width) / 2, top);
    add_text(map, map->title, 0, TITLE_HEIGHT / 2, MAP_TITLE_SIZE, true);
    add_text(map, subtitle, 0, TITLE_HEIGHT + SUBTITLE_HEIGHT / 2, MAP_TEXT_SIZE, false);
    double y = top + map->height + FRAME_GAP;
    struct cursor cursor = {0, 0, y, inner};
    add_legend(map, &cursor, used);
    map->width = inner;
    map->height = ceil(cursor.y + ROW_HEIGHT);
}
