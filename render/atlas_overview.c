#include "render/atlas.h"

#include "render/text_size.h"

#include <math.h>

#define LINE 15.0
#define PAD 4.0
#define CARD_GAP 10.0
#define CHIP_GAP 2.0
#define CHIP_PAD 8.0
#define NAME_PAD 10.0
#define CHIPS_IN_LINE 4
#define CORE_HEIGHT 20.0
#define CORE_PAD 30.0
#define CORE_GAP 24.0 /* between the cores and the cards */
#define FEW_CORES 5   /* lines between them do not get in each other's way */

struct overview {
    const struct map_work *work;
    const struct structure *structure;
    const GArray *cores;
    guint *core_number; /* of each device, from 1; 0: it is no core */
    GArray *cards;      /* of struct atlas_card */
    guint chips;        /* in a line */
    double name, chip;  /* widths */
    double width;       /* of a card */
    struct scene *scene;
};

static const struct map_device *device_at(const struct overview *o, guint device)
{
    return MAP_DEVICE(o->structure->network, device);
}

static const struct atlas_card *card_at(const struct overview *o, guint i)
{
    return &g_array_index(o->cards, struct atlas_card, i);
}

/* The pairs of a device with cores. */
static GArray *list_chips(const struct overview *o, guint device)
{
    const struct structure *structure = o->structure;
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint pair = structure->incident[k];
        if (o->core_number[structure_other(&structure->pairs[pair], device)])
            g_array_append_val(pairs, pair);
    }
    return pairs;
}

static guint lines_of(const struct overview *o, guint device)
{
    g_autoptr(GArray) chips = list_chips(o, device);
    return MAX(1, (chips->len + o->chips - 1) / o->chips);
}

static double height_of(const struct overview *o, const struct atlas_card *card)
{
    guint lines = (card->title ? 1U : 0U) + (card->info ? 1U : 0U);
    for (guint i = 0; i < card->devices->len; i++)
        lines += lines_of(o, g_array_index(card->devices, guint, i));
    return lines * LINE + 2 * PAD;
}

static void measure_card(struct overview *o, const struct atlas_card *card)
{
    for (guint i = 0; i < card->devices->len; i++) {
        guint device = g_array_index(card->devices, guint, i);
        g_autoptr(GArray) chips = list_chips(o, device);
        o->chips = MAX(o->chips, MIN(chips->len, CHIPS_IN_LINE));
        o->name = fmax(o->name, text_size_width_bold(device_at(o, device)->name, SCENE_FONT) + NAME_PAD);
    }
    if (card->title)
        o->width = fmax(o->width, text_size_width_bold(card->title, SCENE_FONT) + NAME_PAD);
    if (card->info)
        o->width = fmax(o->width, text_size_width(card->info, SCENE_FONT) + NAME_PAD);
}

static void measure(struct overview *o)
{
    o->chips = 1;
    for (guint i = 0; i < o->cores->len; i++) {
        const char *name = device_at(o, g_array_index(o->cores, guint, i))->name;
        o->chip = fmax(o->chip, text_size_width(name, SCENE_FONT) + CHIP_PAD);
    }
    for (guint i = 0; i < o->cards->len; i++)
        measure_card(o, card_at(o, i));
    o->width = ceil(fmax(o->width, o->name + o->chips * (o->chip + CHIP_GAP)) + 2 * PAD);
}

static void draw_chip(struct overview *o, guint device, guint pair, double left, double top)
{
    guint core = structure_other(&o->structure->pairs[pair], device);
    guint index = scene_add_box(o->scene, PAINT_CHIP, device_at(o, device)->id, device_at(o, core)->name);
    struct scene_box *box = SCENE_BOX(o->scene, index);
    box->hue = o->core_number[core];
    box->tooltip = structure_tooltip(o->structure, pair);
    scene_set_area(o->scene, index, left, top, o->chip, LINE - CHIP_GAP);
}

/* Returns how high it is. */
static double draw_device(struct overview *o, const struct atlas_card *card, guint device, double left,
                          double top)
{
    bool is_core = o->core_number[device] != 0;
    guint index = scene_add_device(o->scene, device_at(o, device), is_core ? PAINT_CORE : PAINT_HEADER);
    struct scene_box *box = SCENE_BOX(o->scene, index);
    box->is_left = true;
    box->hue = o->core_number[device];
    box->url = g_strdup(card->url);
    scene_set_area(o->scene, index, left, top, o->name - CHIP_GAP, LINE - CHIP_GAP);
    g_autoptr(GArray) chips = list_chips(o, device);
    for (guint i = 0; i < chips->len; i++) {
        guint across = i % o->chips, down = i / o->chips;
        draw_chip(o, device, g_array_index(chips, guint, i), left + o->name + (o->chip + CHIP_GAP) * across,
                  top + LINE * down);
    }
    return LINE * lines_of(o, device);
}

static double draw_words(struct overview *o, const char *text, const char *url, enum scene_paint paint,
                         double left, double top)
{
    if (text == NULL)
        return 0;
    guint index = scene_add_box(o->scene, paint, text, text);
    SCENE_BOX(o->scene, index)->is_left = true;
    SCENE_BOX(o->scene, index)->url = g_strdup(url);
    scene_set_area(o->scene, index, left, top, o->width - 2 * PAD, LINE - CHIP_GAP);
    return LINE;
}

static void draw_card(struct overview *o, const struct atlas_card *card, double left, double top)
{
    scene_add_frame(o->scene, PAINT_SITE, left, top, o->width, height_of(o, card));
    double x = left + PAD, y = top + PAD + CHIP_GAP / 2;
    y += draw_words(o, card->title, card->url, PAINT_HEADER, x, y);
    for (guint i = 0; i < card->devices->len; i++)
        y += draw_device(o, card, g_array_index(card->devices, guint, i), x, y);
    draw_words(o, card->info, card->url, PAINT_NOTE, x, y);
}

/* In rows of so many. Returns the height. */
static double place_cards(struct overview *o, guint columns, bool is_final)
{
    double top = 0;
    for (guint first = 0; first < o->cards->len; first += columns) {
        double height = 0;
        for (guint i = first; i < MIN(first + columns, o->cards->len); i++) {
            height = fmax(height, height_of(o, card_at(o, i)));
            if (is_final)
                draw_card(o, card_at(o, i), (i - first) * (o->width + CARD_GAP), top);
        }
        top += height + CARD_GAP;
    }
    return top;
}

static guint best_columns(struct overview *o, double above)
{
    guint best = 1;
    double least = INFINITY;
    for (guint columns = 1; columns <= o->cards->len; columns++) {
        double width = columns * (o->width + CARD_GAP);
        double cost = fmax(width / ATLAS_ASPECT, above + place_cards(o, columns, false));
        if (cost < least - 1e-9)
            best = columns;
        least = fmin(least, cost);
    }
    return best;
}

static guint *number_cores(const struct structure *structure, const GArray *cores)
{
    guint *numbers = g_new0(guint, structure->device_count + 1);
    for (guint i = 0; i < cores->len; i++)
        numbers[g_array_index(cores, guint, i)] = i + 1;
    return numbers;
}

/* The links between the cores: pairs. */
static GArray *list_core_pairs(const struct structure *structure, const guint *numbers)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < structure->pair_count; i++)
        if (numbers[structure->pairs[i].a] && numbers[structure->pairs[i].b])
            g_array_append_val(pairs, i);
    return pairs;
}

static struct layout *arrange_cores(const struct map_work *work, const GArray *cores, const guint *numbers,
                                    const GArray *pairs)
{
    const struct structure *structure = work->structure;
    struct layout *layout = layout_new(cores->len, pairs->len);
    for (guint i = 0; i < cores->len; i++) {
        const char *name = MAP_DEVICE(structure->network, g_array_index(cores, guint, i))->name;
        layout->boxes[i].width = text_size_width_bold(name, SCENE_FONT) + CORE_PAD;
        layout->boxes[i].height = CORE_HEIGHT;
    }
    for (guint i = 0; i < pairs->len; i++) {
        const struct structure_pair *pair = &structure->pairs[g_array_index(pairs, guint, i)];
        layout->edges[i].a = numbers[pair->a] - 1;
        layout->edges[i].b = numbers[pair->b] - 1;
    }
    const struct layout_ways ways = {
        .with_organic = true, .spread = work->spreader->spread, .user = work->spreader->user};
    layout_arrange(layout, SCENE_FONT, &ways);
    return layout;
}

static struct scene *draw_cores(const struct map_work *work, const GArray *cores, const guint *numbers,
                                const GArray *pairs)
{
    struct layout *layout = arrange_cores(work, cores, numbers, pairs);
    struct scene *scene = scene_new();
    for (guint i = 0; i < cores->len; i++) {
        const struct layout_box *place = &layout->boxes[i];
        const struct map_device *device =
            MAP_DEVICE(work->structure->network, g_array_index(cores, guint, i));
        guint box = scene_add_device(scene, device, PAINT_CORE);
        SCENE_BOX(scene, box)->hue = i + 1;
        scene_set_area(scene, box, place->center.x - place->width / 2, place->center.y - place->height / 2,
                       place->width, place->height);
    }
    for (guint i = 0; i < pairs->len; i++) {
        const struct layout_edge *edge = &layout->edges[i];
        guint line = scene_add_pair(scene, work->structure, g_array_index(pairs, guint, i), edge->a, edge->b);
        for (guint k = 0; k < edge->points->len; k++)
            g_array_append_val(SCENE_LINE_AT(scene, line)->points,
                               g_array_index(edge->points, struct point, k));
    }
    layout_free(layout);
    scene_normalize(scene);
    return scene;
}

/* Cores that have more links than can be drawn without many crossings (a planar graph has at most 3 n - 6)
 * are cards with chips, as the sites are. */
static bool are_cores_cards(const struct overview *o, const GArray *pairs)
{
    return o->cores->len > FEW_CORES && pairs->len > 2 * o->cores->len;
}

static void add_core_cards(struct overview *o, GPtrArray *lists)
{
    for (guint i = 0; i < o->cores->len; i++) {
        GArray *device = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(device, g_array_index(o->cores, guint, i));
        g_ptr_array_add(lists, device);
        struct atlas_card card = {NULL, NULL, NULL, device};
        g_array_append_val(o->cards, card);
    }
}

static void free_list(gpointer data)
{
    g_array_unref(data);
}

static void append_all(GArray *to, const GArray *from)
{
    if (from->len > 0)
        g_array_append_vals(to, from->data, from->len);
}

struct scene *atlas_draw_overview(const struct map_work *work, const struct campus *campus,
                                  const GArray *cards, bool with_cores)
{
    g_autofree guint *numbers = number_cores(work->structure, campus->cores);
    g_autoptr(GArray) pairs = list_core_pairs(work->structure, numbers);
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct atlas_card));
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func(free_list);
    struct overview o = {.work = work,
                         .structure = work->structure,
                         .cores = campus->cores,
                         .core_number = numbers,
                         .cards = all,
                         .scene = scene_new()};
    struct scene *cores = NULL;
    /* A few cards that lead on are not to be looked for behind all the cores. */
    bool is_before = cards->len < o.cores->len;
    if (is_before)
        append_all(all, cards);
    if (with_cores && are_cores_cards(&o, pairs))
        add_core_cards(&o, lists);
    else if (with_cores && o.cores->len > 0)
        cores = draw_cores(work, o.cores, numbers, pairs);
    if (!is_before)
        append_all(all, cards);
    measure(&o);
    double above = cores ? cores->height + CORE_GAP : 0;
    guint columns = best_columns(&o, above);
    place_cards(&o, columns, true);
    scene_normalize(o.scene);
    if (cores)
        scene_take(o.scene, cores, (o.scene->width - cores->width) / 2, -above);
    scene_normalize(o.scene);
    return o.scene;
}
