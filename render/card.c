#include "render/card.h"

#include "render/text_size.h"

#include <math.h>

#define TITLE_PAD 5.0 /* beside the title, on each side */
#define ROW_PAD 3.0
#define BORDER 1.5 /* between the frame, where lines end, and the rows */
#define FOOT 2.0   /* below the last row */

static void text_clear(gpointer data)
{
    g_free(((struct card_text *)data)->text);
}

static GArray *new_texts(void)
{
    GArray *texts = g_array_new(FALSE, FALSE, sizeof(struct card_text));
    g_array_set_clear_func(texts, text_clear);
    return texts;
}

/* Takes text. Returns its width. */
static double add_text(GArray *texts, char *text)
{
    struct card_text item = {text, text_size_width(text, SCENE_FONT)};
    g_array_append_val(texts, item);
    return item.width;
}

/* Whether the other end stands elsewhere. */
static bool is_told(const struct structure *structure, const struct structure_row *row)
{
    return row->is_odd || MAP_DEVICE(structure->network, row->device)->is_elsewhere;
}

static char *format_row(const struct card *card, const struct structure_row *row, bool with_ports)
{
    const struct structure *structure = card->structure;
    g_autofree char *port = with_ports ? structure_port(structure, row->pair, card->device) : NULL;
    const struct structure_pair *pair = &structure->pairs[row->pair];
    GString *text = g_string_new(is_told(structure, row) ? "= " : NULL);
    if (port)
        g_string_append_printf(text, "%s  ", port);
    g_string_append(text, MAP_DEVICE(structure->network, row->device)->name);
    if (pair->cables > 1)
        g_string_append_printf(text, " x%u", pair->cables);
    if (pair->has_down)
        g_string_append(text, pair->is_down ? " down" : " part down");
    return g_string_free(text, FALSE);
}

struct card *card_new(const struct structure *structure, guint device, const GArray *rows, bool is_of_bar,
                      bool with_ports)
{
    const char *name = MAP_DEVICE(structure->network, device)->name;
    struct card *card = g_new0(struct card, 1);
    card->structure = structure;
    card->device = device;
    card->is_of_bar = is_of_bar;
    card->title = is_of_bar ? g_strdup_printf("on %s", name) : g_strdup(name);
    card->title_width = text_size_width_bold(card->title, SCENE_FONT);
    card->ports = new_texts();
    card->rows = new_texts();
    card->links = g_array_new(FALSE, FALSE, sizeof(struct structure_row));
    if (rows->len > 0)
        g_array_append_vals(card->links, rows->data, rows->len);
    for (guint i = 0; i < rows->len; i++) {
        const struct structure_row *row = &g_array_index(rows, struct structure_row, i);
        card->row_width = fmax(card->row_width, add_text(card->rows, format_row(card, row, with_ports)));
    }
    return card;
}

void card_add_ports(struct card *card, guint index, const char *mark, bool with_ports)
{
    const struct structure *structure = card->structure;
    const struct structure_pair *pair = &structure->pairs[index];
    g_autofree char *own = with_ports ? structure_port(structure, index, card->device) : NULL;
    g_autofree char *other =
        with_ports ? structure_port(structure, index, structure_other(pair, card->device)) : NULL;
    if (own == NULL && other == NULL && pair->cables < 2)
        return;
    GString *text = g_string_new(mark);
    if (own || other)
        g_string_append_printf(text, " %s - %s", own ? own : "?", other ? other : "?");
    if (pair->cables > 1)
        g_string_append_printf(text, " x%u", pair->cables);
    card->ports_width = fmax(card->ports_width, add_text(card->ports, g_string_free(text, FALSE)));
}

void card_add_line(struct card *card, const char *text)
{
    card->ports_width = fmax(card->ports_width, add_text(card->ports, g_strdup(text)));
}

void card_free(struct card *card)
{
    if (card == NULL)
        return;
    g_free(card->title);
    g_array_unref(card->ports);
    g_array_unref(card->rows);
    g_array_unref(card->links);
    g_free(card);
}

double card_least_width(const struct card *card, guint columns)
{
    double rows = card->rows->len ? columns * (card->row_width + 2 * ROW_PAD) + 1 : 0;
    double head = fmax(card->title_width + 2 * TITLE_PAD, card->ports_width + 2 * ROW_PAD);
    return ceil(fmax(rows, head));
}

static guint row_lines(const struct card *card, guint columns)
{
    return (card->rows->len + columns - 1) / columns;
}

double card_height(const struct card *card, guint columns)
{
    guint lines = card->ports->len + row_lines(card, columns);
    return CARD_HEAD + SCENE_LINE * lines + (card->rows->len > 0 ? FOOT : 0);
}

guint card_best_columns(const struct card *card)
{
    guint best = 1;
    double least = INFINITY;
    for (guint columns = 1; columns <= CARD_MOST_COLUMNS; columns++) {
        double width = card_least_width(card, columns), height = card_height(card, columns);
        double ratio = width / height;
        double cost = width * height * (1 + fmax(0, fmax(ratio / 2.2 - 1, 1 / ratio - 1)));
        if (cost < least - 1e-9) {
            least = cost;
            best = columns;
        }
    }
    return best;
}

static void draw_ports(const struct card *card, struct scene *scene, double left, double top, double width)
{
    for (guint i = 0; i < card->ports->len; i++) {
        const char *text = g_array_index(card->ports, struct card_text, i).text;
        guint box = scene_add_box(scene, PAINT_PORTS, card->title, text);
        SCENE_BOX(scene, box)->is_left = true;
        scene_set_area(scene, box, left, top + CARD_HEAD + SCENE_LINE * i, width, SCENE_LINE);
    }
}

static guint add_row(const struct card *card, struct scene *scene, guint index)
{
    const struct structure *structure = card->structure;
    const struct structure_row *row = &g_array_index(card->links, struct structure_row, index);
    const struct map_device *device = MAP_DEVICE(structure->network, row->device);
    const char *host = MAP_DEVICE(structure->network, card->device)->name;
    g_autofree char *link = structure_tooltip(structure, row->pair);
    guint position;
    if (is_told(structure, row)) {
        g_autofree char *id = g_strdup_printf("%s %s", host, device->id);
        position = scene_add_box(scene, PAINT_ODD_ROW, id, NULL);
        SCENE_BOX(scene, position)->tooltip = g_strdup(link);
        SCENE_BOX(scene, position)->url = g_strdup(device->url);
    } else {
        position = scene_add_device(scene, device, PAINT_ROW);
        struct scene_box *box = SCENE_BOX(scene, position);
        char *tooltip = g_strdup_printf("%s; %s", box->tooltip, link);
        g_free(box->tooltip);
        box->tooltip = tooltip;
    }
    struct scene_box *box = SCENE_BOX(scene, position);
    g_free(box->text);
    box->text = g_strdup(g_array_index(card->rows, struct card_text, index).text);
    box->is_left = true;
    return position;
}

guint card_draw(const struct card *card, struct scene *scene, double left, double top, double width,
                guint columns)
{
    const struct map_device *device = MAP_DEVICE(card->structure->network, card->device);
    scene_add_frame(scene, PAINT_CARD, left, top, width, card_height(card, columns));
    guint head = card->is_of_bar ? scene_add_box(scene, PAINT_HEADER, card->title, card->title)
                                 : scene_add_device(scene, device, PAINT_HEADER);
    scene_set_area(scene, head, left + 0.5, top + 0.5, width - 1, CARD_HEAD - 0.5);
    draw_ports(card, scene, left + 0.5, top, width - 1);
    guint lines = row_lines(card, columns);
    double y = top + CARD_HEAD + SCENE_LINE * card->ports->len, column = (width - 2 * BORDER) / columns;
    for (guint i = 0; i < card->rows->len; i++) {
        guint across = i / lines, down = i % lines;
        /* A text of the next column does not touch this one. */
        scene_set_area(scene, add_row(card, scene, i), left + BORDER + column * across, y + SCENE_LINE * down,
                       column - 1, SCENE_LINE);
    }
    return head;
}
