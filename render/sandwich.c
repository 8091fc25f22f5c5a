#include "render/sandwich_internal.h"

#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define TOOTH 4.0
#define HOOK 7.0 /* from the side of a card to where its uplink enters it from above */
#define INDENT SANDWICH_INDENT
#define OVERHANG 20.0

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

static double tooth_x(const struct sandwich *s, const struct sandwich_site *site, guint lane)
{
    return sandwich_lane_left(s, site, lane) + sandwich_lane_width(s, site, lane) / 2;
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
    scene_set_area(s->scene, box, left, top, width, SANDWICH_BAR);
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
    scene_add_point(s->scene, line, start, top - SANDWICH_CARD_GAP / 2);
    scene_add_point(s->scene, line, side + sign * HOOK, top - SANDWICH_CARD_GAP / 2);
    scene_add_point(s->scene, line, side + sign * HOOK, top);
}

static double hook_y(const struct sandwich *s, double top)
{
    return s->is_roomy ? top + CARD_HEAD / 2 : top - SANDWICH_CARD_GAP / 2;
}

/* How far the teeth of a site reach, while its cards are drawn. */
struct teeth {
    double *reach; /* y, of each lane; NAN when nothing hangs from it */
};

static void draw_uplinks(struct sandwich *s, const struct sandwich_site *site, guint column,
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

static void draw_column(struct sandwich *s, const struct sandwich_site *site, guint column,
                        struct teeth *teeth, struct place *places)
{
    guint first = g_array_index(site->columns, guint, column);
    guint end =
        column + 1 < site->column_count ? g_array_index(site->columns, guint, column + 1) : site->units->len;
    double x = sandwich_lane_left(s, site, column) + sandwich_lane_width(s, site, column);
    double y = s->bar_y[0] + SANDWICH_BAR;
    for (guint u = first; u < end; u++) {
        const struct sandwich_unit *unit = &g_array_index(site->units, struct sandwich_unit, u);
        for (guint i = unit->first; i < unit->first + unit->count; i++) {
            guint index = sandwich_site_card(site, i);
            const struct campus_card *card = CAMPUS_CARD(s->part->campus, index);
            y += sandwich_gap_above(s, site, i);
            double left = x + site->indents[i], width = s->width - site->indents[i];
            guint box = card_draw(sandwich_card(s, index), s->scene, left, y, width, s->columns);
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

static void draw_teeth(struct sandwich *s, const struct sandwich_site *site, const struct teeth *teeth)
{
    for (guint lane = 0; lane <= site->column_count; lane++) {
        if (isnan(teeth->reach[lane]))
            continue;
        bool is_second = lane % 2 == 1;
        guint parent = site->from->parents[is_second];
        bool is_below_cores = sandwich_is_below_cores(s, site);
        double bar = is_below_cores ? s->core_y[is_second] : s->bar_y[is_second];
        double top = is_second ? teeth->reach[lane] - 2 : bar + SANDWICH_BAR;
        double bottom = is_second ? bar : teeth->reach[lane] + 2;
        enum scene_paint paint = is_below_cores ? PAINT_CORE : is_second ? PAINT_SECOND : PAINT_PARENT;
        const struct map_device *device = MAP_DEVICE(s->structure->network, parent);
        guint box = scene_add_box(s->scene, paint, device->id, NULL);
        SCENE_BOX(s->scene, box)->tooltip = g_strdup(device->name);
        scene_set_area(s->scene, box, tooth_x(s, site, lane) - TOOTH / 2, top, TOOTH, bottom - top);
    }
}

static void draw_bars(struct sandwich *s, const struct sandwich_site *site)
{
    double inner = sandwich_inner_width(s, site);
    double overhang = OVERHANG + s->label;
    add_bar(s, site->from->parents[0], PAINT_PARENT, site->left - overhang, s->bar_y[0], inner + overhang);
    if (sandwich_has_second(site))
        add_bar(s, site->from->parents[1], PAINT_SECOND, site->left - 8, s->bar_y[1], inner + 8 + OVERHANG);
}

static void draw_site(struct sandwich *s, struct sandwich_site *site)
{
    struct teeth teeth = {g_new(double, site->column_count + 2)};
    for (guint lane = 0; lane <= site->column_count; lane++)
        teeth.reach[lane] = NAN;
    g_autofree struct place *places = g_new0(struct place, s->part->campus->cards->len + 1);
    if (!sandwich_is_below_cores(s, site)) {
        double bottom = sandwich_has_second(site)
                            ? s->bar_y[1] + SANDWICH_BAR
                            : s->bar_y[0] + SANDWICH_BAR + s->height + SANDWICH_CARD_GAP;
        scene_add_frame(s->scene, PAINT_SITE, site->left - s->gutter_left - 2, s->bar_y[0] - 4,
                        sandwich_site_width(s, site) + 4, bottom - s->bar_y[0] + 8);
        draw_bars(s, site);
    }
    for (guint column = 0; column < site->column_count; column++)
        draw_column(s, site, column, &teeth, places);
    draw_teeth(s, site, &teeth);
    g_free(teeth.reach);
}

static void draw_cores(struct sandwich *s, double width)
{
    for (guint i = 0; i < sandwich_core_count(s); i++)
        add_bar(s, sandwich_core(s, i), PAINT_CORE, 0, s->core_y[i], width);
}

static void set_levels(struct sandwich *s)
{
    s->core_y[0] = 0;
    s->bar_y[0] = sandwich_core_count(s) > 0 || s->connectors[0] > 0 ? SANDWICH_BAR + s->bar_gap : 0;
    s->bar_y[1] = s->bar_y[0] + SANDWICH_BAR + s->height + SANDWICH_CARD_GAP;
    s->core_y[1] = s->bar_y[1] + SANDWICH_BAR + s->bar_gap;
}

static void draw_all(struct sandwich *s)
{
    set_levels(s);
    double x = sandwich_core_count(s) > 0 ? SANDWICH_SITE_GAP + SANDWICH_MARGIN : 0;
    for (guint k = 0; k < s->part->site_count; k++) {
        struct sandwich_site *site = &s->sites[k];
        site->left = x + (sandwich_is_below_cores(s, site) ? 0 : s->gutter_left);
        x += sandwich_site_width(s, site) + SANDWICH_SITE_GAP;
    }
    draw_cores(s, x);
    for (guint k = 0; k < s->part->site_count; k++)
        draw_site(s, &s->sites[k]);
    sandwich_join_cores(s);
    for (guint k = 0; k < s->part->site_count; k++)
        if (!sandwich_is_below_cores(s, &s->sites[k]))
            sandwich_join_site(s, &s->sites[k]);
    scene_normalize(s->scene);
}

static void mark_bars(struct sandwich *s)
{
    for (guint i = 0; i < sandwich_core_count(s); i++)
        s->box_of[sandwich_core(s, i)] = 1;
    for (guint k = 0; k < s->part->site_count; k++)
        for (int p = 0; p < CAMPUS_PARENTS; p++)
            if (s->sites[k].from->parents[p] != STRUCTURE_NONE)
                s->box_of[s->sites[k].from->parents[p]] = 1;
}

void sandwich_set_room(struct sandwich *s, bool is_roomy)
{
    double label = sandwich_widest_port(s);
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
    g_free(s->core_number);
}

static void sandwich_init(struct sandwich *s, const struct structure *structure,
                          const struct sandwich_part *part)
{
    *s =
        (struct sandwich){.structure = structure, .part = part, .scene = scene_new(), .aspect = part->aspect};
    s->cards = g_ptr_array_new_with_free_func((GDestroyNotify)card_free);
    g_ptr_array_set_size(s->cards, (gint)part->campus->cards->len);
    s->sites = g_new0(struct sandwich_site, part->site_count + 1);
    s->box_of = g_new0(guint, structure->device_count + 1);
    for (guint k = 0; k < part->site_count; k++) {
        struct sandwich_site *site = &s->sites[k];
        site->from = CAMPUS_SITE(part->campus, part->first_site + k);
        for (guint i = 0; i < site->from->cards->len; i++)
            make_card(s, sandwich_site_card(site, i));
        sandwich_make_units(s, site);
    }
    mark_bars(s);
    sandwich_count_connectors(s);
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

struct scene *sandwich_draw(const struct structure *structure, const struct sandwich_part *part)
{
    bool has_room = part->with_connectors || part->campus->cores->len <= SANDWICH_MOST_CORES;
    if (!has_room || part->site_count == 0)
        return NULL;
    struct sandwich s;
    sandwich_init(&s, structure, part);
    sandwich_set_room(&s, true);
    sandwich_search(&s);
    if (sandwich_font(&s) > LARGE_FONT) {
        s.aspect = WIDE_ASPECT;
        sandwich_search(&s);
    } else if (sandwich_font(&s) < ROOMY_FONT) {
        sandwich_set_room(&s, false);
        sandwich_search(&s);
    }
    sandwich_lower(&s);
    sandwich_follow(&s);
    sandwich_remember(&s);
    draw_all(&s);
    struct scene *scene = s.scene;
    sandwich_clear(&s);
    return scene;
}
