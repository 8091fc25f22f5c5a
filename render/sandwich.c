#include "render/sandwich.h"

#include "render/card.h"
#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define BAR 17.0
#define TOOTH 4.0
#define CARD_GAP 9.0
#define CHAIN 12.0  /* above a chained card */
#define INDENT 10.0 /* of one of several cards below one */
#define EMPTY_LANE 6.0
#define HOOK 7.0 /* from the side of a card to where its uplink enters it from above */
#define SITE_GAP 10.0
#define MOST_COLUMNS 6
#define GROWTH 1.04 /* of the height that is tried next */
#define OVERHANG 20.0

/* The cards that stand below each other in any case. */
struct unit {
    guint first, count; /* in the cards of the site */
    double height;
};

struct site {
    const struct campus_site *from;
    GArray *units;   /* of struct unit */
    double *heights; /* of the cards, for the columns that are tried */
    double *indents;
    GArray *columns; /* of guint: the unit that each column begins with */
    guint column_count;
    double limit; /* of the heights of the columns */
    double left;  /* of what is between the overhangs */
};

struct sandwich {
    const struct structure *structure;
    const struct sandwich_part *part;
    struct scene *scene;
    GPtrArray *cards; /* of struct card, by campus.cards */
    struct site *sites;
    guint columns; /* of rows in a card */
    double width;  /* of a card */
    double height; /* of the columns of cards */
    double aspect;
    double lane;
    double bar_gap;                   /* between bars */
    double label;                     /* the widest port name at a line between bars, and room beside it */
    double gutter_left, gutter_right; /* beside the cards of a site */
    bool is_roomy;                    /* uplinks enter cards from the side, with room to be seen */
    double core_y[2], bar_y[2];       /* upper edges */
    guint *box_of;                    /* of each device that is drawn as a bar or a card */
    double *name_widths;              /* that bars need, of each device */
};

static struct card *card_of(const struct sandwich *s, guint index)
{
    return s->cards->pdata[index];
}

static guint site_card(const struct site *site, guint i)
{
    return g_array_index(site->from->cards, guint, i);
}

static guint core_count(const struct sandwich *s)
{
    return s->part->campus->cores->len;
}

static guint core_at(const struct sandwich *s, guint i)
{
    return i < core_count(s) ? g_array_index(s->part->campus->cores, guint, i) : STRUCTURE_NONE;
}

static bool has_second(const struct site *site)
{
    return site->from->parents[1] != STRUCTURE_NONE;
}

/* Cards */

static void make_card(struct sandwich *s, guint index)
{
    const struct campus_card *from = CAMPUS_CARD(s->part->campus, index);
    static const char *const marks[] = {"\xe2\x86\x91", "\xe2\x86\x93"};
    struct card *card =
        card_new(s->structure, from->device, from->rows, from->is_of_parent, s->part->with_ports);
    for (int i = 0; i < CAMPUS_PARENTS; i++)
        if (from->uplinks[i] != STRUCTURE_NONE)
            card_add_ports(card, from->uplinks[i], marks[i], s->part->with_ports);
    if (from->chain != STRUCTURE_NONE)
        card_add_ports(card, from->chain, marks[0], s->part->with_ports);
    s->cards->pdata[index] = card;
}

static guint count_chained(const struct sandwich *s, const struct site *site, guint to)
{
    guint count = 0;
    for (guint i = 0; i < site->from->cards->len; i++)
        count += CAMPUS_CARD(s->part->campus, site_card(site, i))->chained_to == to;
    return count;
}

/* A card of several below one stands indented, so that their lines can run down beside them. */
static void make_units(const struct sandwich *s, struct site *site)
{
    guint count = site->from->cards->len;
    site->units = g_array_new(FALSE, FALSE, sizeof(struct unit));
    site->columns = g_array_new(FALSE, FALSE, sizeof(guint));
    site->heights = g_new0(double, count + 1);
    site->indents = g_new0(double, count + 1);
    g_autofree double *indent_of = g_new0(double, s->part->campus->cards->len + 1);
    for (guint i = 0; i < count; i++) {
        guint index = site_card(site, i);
        guint above = CAMPUS_CARD(s->part->campus, index)->chained_to;
        if (above == STRUCTURE_NONE) {
            struct unit unit = {i, 1, 0};
            g_array_append_val(site->units, unit);
            continue;
        }
        g_array_index(site->units, struct unit, site->units->len - 1).count++;
        indent_of[index] = indent_of[above] + (count_chained(s, site, above) > 1 ? INDENT : 0);
        site->indents[i] = indent_of[index];
    }
}

static double gap_above(const struct sandwich *s, const struct site *site, guint i)
{
    bool is_chained = CAMPUS_CARD(s->part->campus, site_card(site, i))->chained_to != STRUCTURE_NONE;
    return is_chained ? CHAIN : CARD_GAP;
}

static void measure_units(const struct sandwich *s, struct site *site)
{
    for (guint i = 0; i < site->from->cards->len; i++)
        site->heights[i] = card_height(card_of(s, site_card(site, i)), s->columns);
    for (guint u = 0; u < site->units->len; u++) {
        struct unit *unit = &g_array_index(site->units, struct unit, u);
        unit->height = 0;
        for (guint i = unit->first; i < unit->first + unit->count; i++)
            unit->height += site->heights[i] + gap_above(s, site, i);
    }
}

/* Units in order into columns that are no higher than limit. Returns how many columns there are. */
static guint pack(struct site *site, double limit)
{
    double height = 0;
    g_array_set_size(site->columns, 0);
    for (guint u = 0; u < site->units->len; u++) {
        double more = g_array_index(site->units, struct unit, u).height;
        if (u == 0 || height + more > limit) {
            g_array_append_val(site->columns, u);
            height = 0;
        }
        height += more;
    }
    site->column_count = site->columns->len;
    site->limit = limit;
    return site->column_count;
}

static double tallest_unit(const struct sandwich *s)
{
    double tallest = BAR;
    for (guint i = 0; i < s->part->site_count; i++)
        for (guint u = 0; u < s->sites[i].units->len; u++)
            tallest = fmax(tallest, g_array_index(s->sites[i].units, struct unit, u).height);
    return tallest;
}

static double total_height(const struct sandwich *s)
{
    double total = 0;
    for (guint i = 0; i < s->part->site_count; i++)
        for (guint u = 0; u < s->sites[i].units->len; u++)
            total += g_array_index(s->sites[i].units, struct unit, u).height;
    return total;
}

/* Sizes */

static double lane_width(const struct sandwich *s, const struct site *site, guint lane)
{
    return lane % 2 == 0 || has_second(site) ? s->lane : EMPTY_LANE;
}

static double lane_left(const struct sandwich *s, const struct site *site, guint lane)
{
    double second = has_second(site) ? s->lane : EMPTY_LANE;
    guint ours = (lane + 1) / 2, others = lane / 2;
    double lanes = ours * s->lane + others * second;
    return site->left + lanes + lane * s->width;
}

/* The columns, or what the names of the bars need. */
static double inner_width(const struct sandwich *s, const struct site *site)
{
    guint last = site->column_count;
    double columns = lane_left(s, site, last) - site->left + lane_width(s, site, last);
    for (int p = 0; p < CAMPUS_PARENTS; p++) {
        guint parent = site->from->parents[p];
        if (parent != STRUCTURE_NONE && !site->from->is_core)
            columns = fmax(columns, s->name_widths[parent]);
    }
    return columns;
}

static double site_width(const struct sandwich *s, const struct site *site)
{
    double gutters = site->from->is_core ? 0 : s->gutter_left + s->gutter_right;
    return inner_width(s, site) + gutters;
}

static double widest_card(const struct sandwich *s, guint columns)
{
    double width = 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        const struct site *site = &s->sites[k];
        for (guint i = 0; i < site->from->cards->len; i++)
            width = fmax(width, card_least_width(card_of(s, site_card(site, i)), columns) + site->indents[i]);
    }
    return fmax(width, 30);
}

static double drawing_width(const struct sandwich *s)
{
    double width = core_count(s) > 0 ? 2 * SITE_GAP + 14 : 0;
    for (guint k = 0; k < s->part->site_count; k++)
        width += site_width(s, &s->sites[k]) + SITE_GAP;
    return width;
}

static double drawing_height(const struct sandwich *s)
{
    guint cores = MIN(core_count(s), 2);
    return s->height + 2 * (BAR + CARD_GAP) + cores * (BAR + s->bar_gap);
}

static double cost_of_size(const struct sandwich *s)
{
    return fmax(drawing_width(s) / s->aspect, drawing_height(s));
}

static void pack_all(struct sandwich *s, double limit)
{
    s->height = limit;
    for (guint k = 0; k < s->part->site_count; k++)
        pack(&s->sites[k], limit);
}

static void set_columns(struct sandwich *s, guint columns)
{
    s->columns = columns;
    s->width = widest_card(s, columns);
    for (guint k = 0; k < s->part->site_count; k++)
        measure_units(s, &s->sites[k]);
}

struct packing {
    guint columns;
    double height, cost;
};

/* The height with which the page is smallest. */
static void search_height(struct sandwich *s, guint columns, struct packing *best)
{
    set_columns(s, columns);
    double last = total_height(s) * GROWTH, limit = tallest_unit(s);
    while (limit <= last) {
        pack_all(s, limit);
        double cost = cost_of_size(s);
        if (cost < best->cost - 1e-9)
            *best = (struct packing){columns, limit, cost};
        limit *= GROWTH;
    }
}

/* And the number of columns in a card. */
static void search(struct sandwich *s)
{
    struct packing best = {1, 0, INFINITY};
    for (guint columns = 1; columns <= MOST_COLUMNS; columns++)
        search_height(s, columns, &best);
    set_columns(s, best.columns);
    pack_all(s, best.height);
}

static double tallest_of_site(const struct site *site)
{
    double tallest = 0;
    for (guint u = 0; u < site->units->len; u++)
        tallest = fmax(tallest, g_array_index(site->units, struct unit, u).height);
    return tallest;
}

/* As low as the same number of columns allows. */
static void lower(struct site *site)
{
    guint count = site->column_count;
    double limit = site->limit, least = tallest_of_site(site);
    while (limit - 1 >= least && pack(site, limit - 1) == count)
        limit -= 1;
    pack(site, limit);
}

static void lower_all(struct sandwich *s)
{
    s->height = 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        lower(&s->sites[k]);
        s->height = fmax(s->height, s->sites[k].limit);
    }
}

/* Drawing */

static double tooth_x(const struct sandwich *s, const struct site *site, guint lane)
{
    return lane_left(s, site, lane) + lane_width(s, site, lane) / 2;
}

static guint add_bar(struct sandwich *s, guint device, enum scene_paint paint, double left, double top,
                     double width)
{
    const struct map_device *from = MAP_DEVICE(s->structure->network, device);
    guint box = scene_add_device(s->scene, from, paint);
    if (from->detail) {
        g_autofree char *both = g_strdup_printf("%s   %s", from->name, from->detail);
        if (text_size_width_bold(both, SCENE_FONT) + 10 < width) {
            g_free(SCENE_BOX(s->scene, box)->text);
            SCENE_BOX(s->scene, box)->text = g_steal_pointer(&both);
        }
    }
    scene_set_area(s->scene, box, left, top, width, BAR);
    s->box_of[device] = box;
    return box;
}

/* An uplink: from the tooth beside the card to the card. */
static void draw_hook(struct sandwich *s, guint pair, guint parent, guint box, double tooth, double left,
                      double top)
{
    bool is_from_left = tooth < left;
    double side = is_from_left ? left : left + SCENE_BOX(s->scene, box)->width + 1;
    double sign = is_from_left ? 1 : -1;
    guint line = scene_add_pair(s->scene, s->structure, pair, s->box_of[parent], box);
    double start = tooth + sign * TOOTH / 2;
    if (s->is_roomy) {
        scene_add_point(s->scene, line, start, top + CARD_HEAD / 2);
        scene_add_point(s->scene, line, side, top + CARD_HEAD / 2);
        return;
    }
    scene_add_point(s->scene, line, start, top - CARD_GAP / 2);
    scene_add_point(s->scene, line, side + sign * HOOK, top - CARD_GAP / 2);
    scene_add_point(s->scene, line, side + sign * HOOK, top);
}

static double hook_y(const struct sandwich *s, double top)
{
    return s->is_roomy ? top + CARD_HEAD / 2 : top - CARD_GAP / 2;
}

/* How far the teeth of a site reach, while its cards are drawn. */
struct teeth {
    double *reach; /* y, of each lane; NAN when nothing hangs from it */
};

static void draw_uplinks(struct sandwich *s, const struct site *site, guint column,
                         const struct campus_card *card, double left, double top, struct teeth *teeth)
{
    for (guint p = 0; p < CAMPUS_PARENTS; p++) {
        if (card->uplinks[p] == STRUCTURE_NONE)
            continue;
        guint lane = column % 2 == p ? column : column + 1;
        double y = hook_y(s, top);
        draw_hook(s, card->uplinks[p], site->from->parents[p], s->box_of[card->device],
                  tooth_x(s, site, lane), left, top);
        double *reach = &teeth->reach[lane];
        *reach = isnan(*reach) ? y : p == 0 ? fmax(*reach, y) : fmin(*reach, y);
    }
}

struct place {
    double left, top, bottom;
};

static void draw_chain(struct sandwich *s, const struct campus_card *card, const struct place *above,
                       const struct place *own, bool is_indented)
{
    guint from = s->box_of[CAMPUS_CARD(s->part->campus, card->chained_to)->device];
    guint line = scene_add_pair(s->scene, s->structure, card->chain, from, s->box_of[card->device]);
    double x = is_indented ? above->left + INDENT / 2 : own->left + s->width / 3;
    scene_add_point(s->scene, line, x, above->bottom);
    if (is_indented) {
        scene_add_point(s->scene, line, x, own->top + CARD_HEAD / 2);
        scene_add_point(s->scene, line, own->left, own->top + CARD_HEAD / 2);
    } else {
        scene_add_point(s->scene, line, x, own->top);
    }
}

static void draw_column(struct sandwich *s, const struct site *site, guint column, struct teeth *teeth,
                        struct place *places)
{
    guint first = g_array_index(site->columns, guint, column);
    guint end =
        column + 1 < site->column_count ? g_array_index(site->columns, guint, column + 1) : site->units->len;
    double x = lane_left(s, site, column) + lane_width(s, site, column);
    double y = s->bar_y[0] + BAR;
    for (guint u = first; u < end; u++) {
        const struct unit *unit = &g_array_index(site->units, struct unit, u);
        for (guint i = unit->first; i < unit->first + unit->count; i++) {
            guint index = site_card(site, i);
            const struct campus_card *card = CAMPUS_CARD(s->part->campus, index);
            y += gap_above(s, site, i);
            double left = x + site->indents[i], width = s->width - site->indents[i];
            guint box = card_draw(card_of(s, index), s->scene, left, y, width, s->columns);
            if (!card->is_of_parent)
                s->box_of[card->device] = box;
            places[index] = (struct place){left, y, y + site->heights[i]};
            draw_uplinks(s, site, column, card, left, y, teeth);
            if (card->chained_to != STRUCTURE_NONE)
                draw_chain(s, card, &places[card->chained_to], &places[index],
                           places[card->chained_to].left < left - 1);
            y += site->heights[i];
        }
    }
}

static void draw_teeth(struct sandwich *s, const struct site *site, const struct teeth *teeth)
{
    for (guint lane = 0; lane <= site->column_count; lane++) {
        if (isnan(teeth->reach[lane]))
            continue;
        bool is_second = lane % 2 == 1;
        guint parent = site->from->parents[is_second];
        double bar = site->from->is_core ? s->core_y[is_second] : s->bar_y[is_second];
        double top = is_second ? teeth->reach[lane] - 2 : bar + BAR;
        double bottom = is_second ? bar : teeth->reach[lane] + 2;
        enum scene_paint paint = site->from->is_core ? PAINT_CORE : is_second ? PAINT_SECOND : PAINT_PARENT;
        const struct map_device *device = MAP_DEVICE(s->structure->network, parent);
        guint box = scene_add_box(s->scene, paint, device->id, NULL);
        SCENE_BOX(s->scene, box)->tooltip = g_strdup(device->name);
        scene_set_area(s->scene, box, tooth_x(s, site, lane) - TOOTH / 2, top, TOOTH, bottom - top);
    }
}

static void draw_bars(struct sandwich *s, const struct site *site)
{
    double inner = inner_width(s, site);
    double overhang = OVERHANG + s->label;
    add_bar(s, site->from->parents[0], PAINT_PARENT, site->left - overhang, s->bar_y[0], inner + overhang);
    if (has_second(site))
        add_bar(s, site->from->parents[1], PAINT_SECOND, site->left - 8, s->bar_y[1], inner + 8 + OVERHANG);
}

static void draw_site(struct sandwich *s, struct site *site)
{
    struct teeth teeth = {g_new(double, site->column_count + 2)};
    for (guint lane = 0; lane <= site->column_count; lane++)
        teeth.reach[lane] = NAN;
    g_autofree struct place *places = g_new0(struct place, s->part->campus->cards->len + 1);
    if (!site->from->is_core) {
        double bottom = has_second(site) ? s->bar_y[1] + BAR : s->bar_y[0] + BAR + s->height + CARD_GAP;
        scene_add_frame(s->scene, PAINT_SITE, site->left - s->gutter_left - 2, s->bar_y[0] - 4,
                        site_width(s, site) + 4, bottom - s->bar_y[0] + 8);
        draw_bars(s, site);
    }
    for (guint column = 0; column < site->column_count; column++)
        draw_column(s, site, column, &teeth, places);
    draw_teeth(s, site, &teeth);
    g_free(teeth.reach);
}

/* A port and the number of cables as the label of a line's end. */
static void set_label(struct sandwich *s, guint line, int end, guint pair, guint device, double x, double y,
                      bool is_left)
{
    const struct structure_pair *from = &s->structure->pairs[pair];
    g_autofree char *port = s->part->with_ports ? structure_port(s->structure, pair, device) : NULL;
    bool has_count = from->cables > 1 && end == LABEL_A;
    if (port == NULL && !has_count)
        return;
    GString *text = g_string_new(port);
    if (has_count)
        g_string_append_printf(text, "%sx%u", port ? " " : "", from->cables);
    struct scene_label *label = &SCENE_LINE_AT(s->scene, line)->labels[end];
    label->text = g_string_free(text, FALSE);
    label->width = text_size_width(label->text, SCENE_FONT);
    double shift = label->width / 2 + 4;
    label->center = (struct point){is_left ? x - shift : x + shift, y};
}

/* A straight line down from one bar to another. */
static void join_bars(struct sandwich *s, guint upper, guint lower, double x, double from, double to,
                      bool is_left)
{
    guint pair = structure_find_pair(s->structure, upper, lower);
    if (pair == STRUCTURE_NONE)
        return;
    guint line = scene_add_pair(s->scene, s->structure, pair, s->box_of[upper], s->box_of[lower]);
    scene_add_point(s->scene, line, x, from);
    scene_add_point(s->scene, line, x, to);
    set_label(s, line, LABEL_A, pair, upper, x, from + LABEL_HEIGHT / 2 + 1, is_left);
    set_label(s, line, LABEL_B, pair, lower, x, to - LABEL_HEIGHT / 2 - 1, is_left);
}

static void join_site(struct sandwich *s, const struct site *site)
{
    double right = site->left + inner_width(s, site);
    guint first = site->from->parents[0], second = site->from->parents[1];
    double top[2] = {s->core_y[0] + BAR, s->bar_y[0] + BAR}, bottom[2] = {s->bar_y[1], s->core_y[1]};
    if (second != STRUCTURE_NONE)
        join_bars(s, first, second, site->left - 3, top[1], bottom[0], true);
    double middle = (site->left + right) / 2;
    if (core_count(s) > 0) {
        join_bars(s, core_at(s, 0), first, middle, top[0], s->bar_y[0], false);
        if (second != STRUCTURE_NONE)
            join_bars(s, core_at(s, 0), second, right + 13, top[0], bottom[0], false);
    }
    if (core_count(s) > 1) {
        join_bars(s, first, core_at(s, 1), site->left - 14 - s->label, top[1], bottom[1], true);
        if (second != STRUCTURE_NONE)
            join_bars(s, second, core_at(s, 1), middle, s->bar_y[1] + BAR, bottom[1], false);
    }
}

static void draw_cores(struct sandwich *s, double width)
{
    for (guint i = 0; i < MIN(core_count(s), 2); i++)
        add_bar(s, core_at(s, i), PAINT_CORE, 0, s->core_y[i], width);
}

static void set_levels(struct sandwich *s)
{
    s->core_y[0] = 0;
    s->bar_y[0] = core_count(s) > 0 ? BAR + s->bar_gap : 0;
    s->bar_y[1] = s->bar_y[0] + BAR + s->height + CARD_GAP;
    s->core_y[1] = s->bar_y[1] + BAR + s->bar_gap;
}

static void draw_all(struct sandwich *s)
{
    set_levels(s);
    double x = core_count(s) > 0 ? SITE_GAP + 14 : 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        struct site *site = &s->sites[k];
        site->left = x + (site->from->is_core ? 0 : s->gutter_left);
        x += site_width(s, site) + SITE_GAP;
    }
    draw_cores(s, x);
    for (guint k = 0; k < s->part->site_count; k++)
        draw_site(s, &s->sites[k]);
    if (core_count(s) > 1)
        join_bars(s, core_at(s, 0), core_at(s, 1), 9, s->core_y[0] + BAR, s->core_y[1], false);
    for (guint k = 0; k < s->part->site_count; k++)
        if (!s->sites[k].from->is_core)
            join_site(s, &s->sites[k]);
    scene_normalize(s->scene);
}

/* The widest label of a line between bars. */
static double widest_port(const struct sandwich *s)
{
    double width = 0;
    for (guint i = 0; s->part->with_ports && i < s->structure->device_count; i++) {
        if (!s->box_of[i])
            continue;
        for (guint k = s->structure->first[i]; k < s->structure->first[i + 1]; k++) {
            guint pair = s->structure->incident[k];
            if (!s->box_of[structure_other(&s->structure->pairs[pair], i)])
                continue;
            g_autofree char *port = structure_port(s->structure, pair, i);
            if (port)
                width = fmax(width, text_size_width(port, SCENE_FONT) + 22);
        }
    }
    return width;
}

static void mark_bars(struct sandwich *s)
{
    for (guint i = 0; i < MIN(core_count(s), 2); i++)
        s->box_of[core_at(s, i)] = 1;
    for (guint k = 0; k < s->part->site_count; k++)
        for (int p = 0; p < CAMPUS_PARENTS; p++)
            if (s->sites[k].from->parents[p] != STRUCTURE_NONE)
                s->box_of[s->sites[k].from->parents[p]] = 1;
}

static void set_room(struct sandwich *s, bool is_roomy)
{
    double label = widest_port(s);
    s->label = label;
    s->is_roomy = is_roomy;
    s->lane = is_roomy ? TOOTH + 2 * 14 : TOOTH + 2 * 4;
    s->bar_gap = label > 0 ? 2 * LABEL_HEIGHT + 8 : 12;
    s->gutter_left = 22 + 2 * label;
    s->gutter_right = 22 + label;
}

static void sandwich_clear(struct sandwich *s)
{
    for (guint k = 0; k < s->part->site_count; k++) {
        g_array_unref(s->sites[k].units);
        g_array_unref(s->sites[k].columns);
        g_free(s->sites[k].heights);
        g_free(s->sites[k].indents);
    }
    g_free(s->sites);
    g_ptr_array_unref(s->cards);
    g_free(s->box_of);
    g_free(s->name_widths);
}

static void sandwich_init(struct sandwich *s, const struct structure *structure,
                          const struct sandwich_part *part)
{
    *s =
        (struct sandwich){.structure = structure, .part = part, .scene = scene_new(), .aspect = part->aspect};
    s->cards = g_ptr_array_new_with_free_func((GDestroyNotify)card_free);
    g_ptr_array_set_size(s->cards, (gint)part->campus->cards->len);
    s->sites = g_new0(struct site, part->site_count + 1);
    s->box_of = g_new0(guint, structure->device_count + 1);
    for (guint k = 0; k < part->site_count; k++) {
        struct site *site = &s->sites[k];
        site->from = CAMPUS_SITE(part->campus, part->first_site + k);
        for (guint i = 0; i < site->from->cards->len; i++)
            make_card(s, site_card(site, i));
        make_units(s, site);
    }
    mark_bars(s);
    s->name_widths = g_new0(double, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        if (s->box_of[i])
            s->name_widths[i] =
                text_size_width_bold(MAP_DEVICE(structure->network, i)->name, SCENE_FONT) + 10;
}

/* Room to see is worth more than larger text, as long as text is read without effort on A3. */
#define ROOMY_FONT 14.0
/* Where text is larger than that, a wide drawing has the shorter lines between its bars. */
#define LARGE_FONT 17.0
#define WIDE_ASPECT 1.95

static double font(const struct sandwich *s)
{
    return scene_font_on_a3(drawing_width(s), drawing_height(s));
}

struct scene *sandwich_draw(const struct structure *structure, const struct sandwich_part *part)
{
    if (part->campus->cores->len > 2 || part->site_count == 0)
        return NULL;
    struct sandwich s;
    sandwich_init(&s, structure, part);
    set_room(&s, true);
    search(&s);
    if (font(&s) > LARGE_FONT) {
        s.aspect = WIDE_ASPECT;
        search(&s);
    } else if (font(&s) < ROOMY_FONT) {
        set_room(&s, false);
        search(&s);
    }
    lower_all(&s);
    draw_all(&s);
    struct scene *scene = s.scene;
    sandwich_clear(&s);
    return scene;
}
