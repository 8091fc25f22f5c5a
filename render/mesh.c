#include "render/mesh.h"

#include "render/card.h"
#include "render/organic.h"
#include "render/quotient.h"
#include "render/text_size.h"

#include <math.h>

#define SIDE 4.0  /* beside the name of a device that stands alone */
#define ABOVE 1.5 /* above and below it */
#define ROOMY 3.0 /* more of both, where there are few */
#define FEW 80
#define MEMBER_PAD 3.0
#define LABEL_SLACK 2.0
#define SHARE_TO_FOLLOW 0.75 /* of the blocks that stood on the last map */

/* A block as it is drawn. */
struct shape {
    struct card *card; /* of a device with leaves; NULL */
    guint columns;     /* of a card, or of members */
    double width, height;
    guint box; /* which lines join */
};

struct mesh {
    const struct map_work *work;
    const struct structure *structure;
    struct quotient *quotient;
    struct shape *shapes;
    struct scene *scene;
    bool with_ports;
};

static const struct map_device *member(const struct mesh *mesh, guint block, guint i)
{
    guint device = g_array_index(QUOTIENT_BLOCK(mesh->quotient, block)->members, guint, i);
    return MAP_DEVICE(mesh->structure->network, device);
}

/* Parts of a network are told by their sizes, and what joins them by how much it is. */
static bool is_of_parts(const struct mesh *mesh)
{
    return mesh->structure->network->is_of_parts;
}

static void measure_single(const struct mesh *mesh, guint block)
{
    const struct map_device *device = member(mesh, block, 0);
    const struct theme_shape *role = theme_shape_of(device->role);
    struct shape *shape = &mesh->shapes[block];
    double text = text_size_width_bold(device->name, SCENE_FONT);
    if (device->detail && mesh->with_ports)
        text = fmax(text, text_size_width(device->detail, SCENE_FONT));
    double more = mesh->quotient->blocks->len <= FEW ? ROOMY : 0;
    shape->width = ceil((text + 2 * (SIDE + more + role->side)) * device->scale);
    double lines = SCENE_LINE * (device->detail && mesh->with_ports ? 2 : 1);
    shape->height = (lines + 2 * (ABOVE + more + role->above)) * device->scale;
}

static void measure_card(const struct mesh *mesh, guint block)
{
    struct shape *shape = &mesh->shapes[block];
    const struct structure *structure = mesh->structure;
    guint device = g_array_index(QUOTIENT_BLOCK(mesh->quotient, block)->members, guint, 0);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct structure_row));
    for (guint k = structure->leaf_first[device]; k < structure->leaf_first[device + 1]; k++) {
        guint leaf = structure->leaves[k];
        struct structure_row row = {leaf, structure_find_pair(structure, device, leaf), false};
        g_array_append_val(rows, row);
    }
    shape->card = card_new(structure, device, rows, false, mesh->with_ports);
    if (is_of_parts(mesh))
        card_add_line(shape->card, MAP_DEVICE(structure->network, device)->detail);
    shape->columns = card_best_columns(shape->card);
    shape->width = card_least_width(shape->card, shape->columns);
    shape->height = card_height(shape->card, shape->columns);
}

static double member_width(const struct mesh *mesh, guint block)
{
    double width = 0;
    for (guint i = 0; i < QUOTIENT_BLOCK(mesh->quotient, block)->members->len; i++)
        width = fmax(width, text_size_width(member(mesh, block, i)->name, SCENE_FONT));
    return width + 2 * MEMBER_PAD;
}

static const char *const mesh_note = "full mesh";

static void measure_members(const struct mesh *mesh, guint block)
{
    const struct quotient_block *from = QUOTIENT_BLOCK(mesh->quotient, block);
    struct shape *shape = &mesh->shapes[block];
    bool has_note = from->kind == QUOTIENT_MESH;
    double each = member_width(mesh, block), least = INFINITY;
    for (guint columns = 1; columns <= MIN(from->members->len, CARD_MOST_COLUMNS); columns++) {
        guint lines = (from->members->len + columns - 1) / columns;
        double width = columns * each, height = lines * SCENE_LINE + (has_note ? CARD_HEAD : 0) + 2;
        if (has_note)
            width = fmax(width, text_size_width(mesh_note, SCENE_FONT) + 2 * MEMBER_PAD);
        double ratio = width / height;
        double cost = width * height * (1 + fmax(0, fmax(ratio / 2.2 - 1, 1 / ratio - 1)));
        if (cost >= least - 1e-9)
            continue;
        least = cost;
        shape->columns = columns;
        shape->width = ceil(width) + 2;
        shape->height = height;
    }
}

static void measure(const struct mesh *mesh)
{
    for (guint i = 0; i < mesh->quotient->blocks->len; i++) {
        const struct quotient_block *block = QUOTIENT_BLOCK(mesh->quotient, i);
        guint first = g_array_index(block->members, guint, 0);
        if (block->kind != QUOTIENT_SINGLE)
            measure_members(mesh, i);
        else if (is_of_parts(mesh) || structure_leaf_count(mesh->structure, first) > 0)
            measure_card(mesh, i);
        else
            measure_single(mesh, i);
    }
}

static double label_width(const char *text)
{
    return text ? text_size_width(text, SCENE_FONT) + LABEL_SLACK : 0;
}

/* The port of one of the ends of an edge that stands for one pair. */
static char *edge_port(const struct mesh *mesh, const struct quotient_edge *edge, int end)
{
    if (!mesh->with_ports || edge->pairs->len > 1)
        return NULL;
    guint pair = g_array_index(edge->pairs, guint, 0);
    const struct structure_pair *from = &mesh->structure->pairs[pair];
    guint block = end == LABEL_A ? edge->a : edge->b;
    bool is_a = mesh->quotient->block_of[from->a] == block;
    return structure_port(mesh->structure, pair, is_a ? from->a : from->b);
}

/* "x18 180G", "10G"; NULL: there is nothing to tell. */
static char *describe_capacity(guint cables, uint64_t speed_bps)
{
    double speed = (double)speed_bps / 1e6;
    guint unit = 0;
    for (; speed >= 1000 && unit < 2; unit++)
        speed /= 1000;
    g_autofree char *count = cables > 1 ? g_strdup_printf("x%u", cables) : NULL;
    g_autofree char *sum = speed_bps > 0 ? g_strdup_printf("%.3g%c", speed, "MGT"[unit]) : NULL;
    if (count != NULL && sum != NULL)
        return g_strdup_printf("%s %s", count, sum);
    return count ? g_steal_pointer(&count) : g_steal_pointer(&sum);
}

static char *edge_count(const struct mesh *mesh, const struct quotient_edge *edge)
{
    guint cables = 0;
    for (guint i = 0; i < edge->pairs->len; i++)
        cables += mesh->structure->pairs[g_array_index(edge->pairs, guint, i)].cables;
    if (is_of_parts(mesh))
        return describe_capacity(cables,
                                 mesh->structure->pairs[g_array_index(edge->pairs, guint, 0)].speed_bps);
    return cables > edge->pairs->len ? g_strdup_printf("x%u", cables) : NULL;
}

static struct layout *make_layout(const struct mesh *mesh)
{
    const struct quotient *quotient = mesh->quotient;
    struct layout *layout = layout_new(quotient->blocks->len, quotient->edges->len);
    layout->is_quick = mesh->work->is_quick;
    for (guint i = 0; i < quotient->blocks->len; i++) {
        layout->boxes[i].width = mesh->shapes[i].width;
        layout->boxes[i].height = mesh->shapes[i].height;
    }
    for (guint i = 0; i < quotient->edges->len; i++) {
        const struct quotient_edge *edge = QUOTIENT_EDGE(quotient, i);
        g_autofree char *a = edge_port(mesh, edge, LABEL_A), *b = edge_port(mesh, edge, LABEL_B);
        g_autofree char *count = edge_count(mesh, edge);
        layout->edges[i].a = edge->a;
        layout->edges[i].b = edge->b;
        layout->edges[i].weight = 1 + 0.3 * log(edge->pairs->len);
        layout->edges[i].labels[LABEL_A].width = label_width(a);
        layout->edges[i].labels[LABEL_B].width = label_width(b);
        layout->edges[i].labels[LABEL_MIDDLE].width = label_width(count);
    }
    return layout;
}

static void draw_single(struct mesh *mesh, guint block, const struct layout_box *place)
{
    const struct map_device *device = member(mesh, block, 0);
    guint box = scene_add_device(mesh->scene, device, PAINT_DEVICE);
    if (mesh->with_ports)
        SCENE_BOX(mesh->scene, box)->detail = g_strdup(device->detail);
    scene_set_area(mesh->scene, box, place->center.x - place->width / 2, place->center.y - place->height / 2,
                   place->width, place->height);
    mesh->shapes[block].box = box;
}

static void append_members(const struct mesh *mesh, guint block, GString *text)
{
    for (guint i = 0; i < QUOTIENT_BLOCK(mesh->quotient, block)->members->len; i++)
        g_string_append_printf(text, "%s%s", i ? ", " : "", member(mesh, block, i)->name);
}

/* The first member stands for the block: lines join it, and its tooltip names the others. */
static void draw_members(struct mesh *mesh, guint block, const struct layout_box *place)
{
    const struct quotient_block *from = QUOTIENT_BLOCK(mesh->quotient, block);
    const struct shape *shape = &mesh->shapes[block];
    double left = place->center.x - place->width / 2, top = place->center.y - place->height / 2;
    scene_add_frame(mesh->scene, PAINT_BLOCK, left, top, place->width, place->height);
    double y = top + 1;
    if (from->kind == QUOTIENT_MESH) {
        guint note = scene_add_box(mesh->scene, PAINT_NOTE, mesh_note, mesh_note);
        scene_set_area(mesh->scene, note, left + 0.5, top + 0.5, place->width - 1, CARD_HEAD - 0.5);
        y = top + CARD_HEAD;
    }
    guint columns = MAX(shape->columns, 1), lines = (from->members->len + columns - 1) / columns;
    double width = (place->width - 2) / columns;
    for (guint i = 0; i < from->members->len; i++) {
        guint box = scene_add_device(mesh->scene, member(mesh, block, i), PAINT_MEMBER);
        struct scene_box *made = SCENE_BOX(mesh->scene, box);
        made->is_left = columns > 1;
        guint across = i / lines, down = i % lines;
        scene_set_area(mesh->scene, box, left + 1.5 + width * across, y + SCENE_LINE * down, width - 1,
                       SCENE_LINE);
        if (i > 0)
            continue;
        GString *text = g_string_new(made->tooltip);
        g_string_append(text, from->kind == QUOTIENT_MESH ? "; full mesh of " : "; linked alike: ");
        append_members(mesh, block, text);
        g_free(made->tooltip);
        made->tooltip = g_string_free(text, FALSE);
        mesh->shapes[block].box = box;
    }
}

static void draw_blocks(struct mesh *mesh, const struct layout *layout)
{
    for (guint i = 0; i < mesh->quotient->blocks->len; i++) {
        const struct layout_box *place = &layout->boxes[i];
        struct shape *shape = &mesh->shapes[i];
        if (QUOTIENT_BLOCK(mesh->quotient, i)->kind != QUOTIENT_SINGLE)
            draw_members(mesh, i, place);
        else if (shape->card)
            shape->box = card_draw(shape->card, mesh->scene, place->center.x - place->width / 2,
                                   place->center.y - place->height / 2, place->width, shape->columns);
        else
            draw_single(mesh, i, place);
    }
}

/* Takes text. */
static void set_label(struct scene_line *line, int k, char *text, const struct layout_edge *from)
{
    if (text == NULL || !from->labels[k].is_placed) {
        g_free(text);
        return;
    }
    line->labels[k] = (struct scene_label){text, from->labels[k].center, from->labels[k].width};
}

static void merge_pair(struct mesh *mesh, guint index, guint pair)
{
    const struct structure_pair *from = &mesh->structure->pairs[pair];
    struct scene_line *line = SCENE_LINE_AT(mesh->scene, index);
    g_autofree char *tooltip = structure_tooltip(mesh->structure, pair);
    char *both = g_strdup_printf("%s; %s", line->tooltip, tooltip);
    g_free(line->tooltip);
    line->tooltip = both;
    line->speed_bps += from->speed_bps;
    line->certainty = MIN(line->certainty, from->certainty);
    line->has_cross |= from->is_down;
    line->is_down &= from->is_down;
    scene_add_ends(mesh->scene, index, mesh->structure, pair);
}

/* From a thin line to one that cannot be overlooked. */
static void set_bundle(struct scene_line *line, guint cables)
{
    line->is_bundle = true;
    line->width = fmin(1 + 0.8 * log2(cables), 6);
}

static void draw_edge(struct mesh *mesh, const struct quotient_edge *edge, const struct layout_edge *place)
{
    guint first = g_array_index(edge->pairs, guint, 0);
    guint index = scene_add_pair(mesh->scene, mesh->structure, first, mesh->shapes[edge->a].box,
                                 mesh->shapes[edge->b].box);
    for (guint i = 1; i < edge->pairs->len; i++)
        merge_pair(mesh, index, g_array_index(edge->pairs, guint, i));
    struct scene_line *line = SCENE_LINE_AT(mesh->scene, index);
    if (is_of_parts(mesh))
        set_bundle(line, mesh->structure->pairs[first].cables);
    else if (line->speed_bps == 0 && edge->pairs->len > 1)
        line->width = 1 + 0.5 * log(edge->pairs->len);
    for (guint k = 0; k < place->points->len; k++)
        g_array_append_val(line->points, g_array_index(place->points, struct point, k));
    set_label(line, LABEL_A, edge_port(mesh, edge, LABEL_A), place);
    set_label(line, LABEL_B, edge_port(mesh, edge, LABEL_B), place);
    set_label(line, LABEL_MIDDLE, edge_count(mesh, edge), place);
}

static void mesh_clear(struct mesh *mesh)
{
    for (guint i = 0; i < mesh->quotient->blocks->len; i++)
        card_free(mesh->shapes[i].card);
    g_free(mesh->shapes);
    quotient_free(mesh->quotient);
}

/* Where the blocks stood on the last map. False: it is too different to be followed. */
static bool take_kept(const struct mesh *mesh, struct layout *layout)
{
    size_t kept = 0;
    for (guint i = 0; i < layout->box_count; i++) {
        struct layout_box *box = &layout->boxes[i];
        if (!places_get(mesh->work->kept, member(mesh, i, 0)->anchor, &box->center.x, &box->center.y))
            continue;
        box->hold = LAYOUT_KEPT;
        kept++;
    }
    return kept > 0 && (double)kept >= SHARE_TO_FOLLOW * (double)layout->box_count;
}

/* What the whole has to be moved by so that pins and arrangement are in one place. Returns how many pins
 * there are. */
static guint count_pins(const struct mesh *mesh, const struct layout *layout, struct point *shift)
{
    guint count = 0;
    struct point sum = {0, 0}, pin;
    for (guint i = 0; i < layout->box_count; i++) {
        if (!places_get(mesh->work->pins, member(mesh, i, 0)->anchor, &pin.x, &pin.y))
            continue;
        sum.x += pin.x - layout->boxes[i].center.x;
        sum.y += pin.y - layout->boxes[i].center.y;
        count++;
    }
    *shift = (struct point){sum.x / MAX(count, 1), sum.y / MAX(count, 1)};
    return count;
}

static bool take_pins(const struct mesh *mesh, struct layout *layout)
{
    struct point shift;
    if (count_pins(mesh, layout, &shift) == 0)
        return false;
    layout_move(layout, shift.x, shift.y);
    for (guint i = 0; i < layout->box_count; i++) {
        struct layout_box *box = &layout->boxes[i];
        bool is_pinned =
            places_get(mesh->work->pins, member(mesh, i, 0)->anchor, &box->center.x, &box->center.y);
        box->hold = is_pinned ? LAYOUT_PINNED : LAYOUT_KEPT;
    }
    return true;
}

static void keep_places(const struct mesh *mesh, const struct layout *layout)
{
    for (guint i = 0; layout->is_organic && i < layout->box_count; i++) {
        const struct point center = layout->boxes[i].center;
        places_set(mesh->work->keep, member(mesh, i, 0)->anchor, center.x, center.y);
    }
}

static void arrange(const struct mesh *mesh, struct layout *layout, enum mesh_way way)
{
    const struct map_spreader *spreader = mesh->work->spreader;
    bool has_tiers = way != MESH_ORGANIC && mesh->work->pins == NULL;
    const struct layout_ways ways = {.with_tiers = has_tiers,
                                     .with_organic = way != MESH_TIERS,
                                     .spread = spreader->spread,
                                     .place = spreader->place,
                                     .engine = mesh->work->engine,
                                     .user = spreader->user};
    if (way != MESH_TIERS && mesh->work->engine == NULL && take_kept(mesh, layout))
        organic_follow(layout);
    else
        layout_arrange(layout, SCENE_FONT, &ways);
    if (take_pins(mesh, layout))
        organic_follow(layout);
    keep_places(mesh, layout);
}

struct scene *mesh_draw(const struct map_work *work, enum mesh_way way, bool with_ports)
{
    struct mesh mesh = {.work = work,
                        .structure = work->structure,
                        .quotient = quotient_new(work->structure),
                        .scene = scene_new(),
                        .with_ports = with_ports};
    mesh.shapes = g_new0(struct shape, mesh.quotient->blocks->len + 1);
    measure(&mesh);
    struct layout *layout = make_layout(&mesh);
    arrange(&mesh, layout, way);
    draw_blocks(&mesh, layout);
    for (guint i = 0; i < mesh.quotient->edges->len; i++)
        draw_edge(&mesh, QUOTIENT_EDGE(mesh.quotient, i), &layout->edges[i]);
    layout_free(layout);
    scene_normalize(mesh.scene);
    struct scene *scene = mesh.scene;
    mesh_clear(&mesh);
    return scene;
}
