#include "render/map.h"

#include "render/escape.h"
#include "render/text_size.h"

#include <math.h>

#define NAME_LIMIT 48
#define DETAIL_LIMIT 36
#define LABEL_SLACK 2.0

static void node_clear(gpointer data)
{
    struct map_node *node = data;
    g_free(node->id);
    g_free(node->anchor);
    g_free(node->name);
    g_free(node->detail);
    g_free(node->tooltip);
}

static void line_clear(gpointer data)
{
    struct map_line *line = data;
    g_free(line->anchor);
    g_free(line->tooltip);
    for (int k = 0; k < LABELS_OF_EDGE; k++)
        g_free(line->labels[k]);
    g_array_unref(line->points);
}

static void text_clear(gpointer data)
{
    g_free(((struct map_text *)data)->text);
}

static GArray *new_list(guint size, GDestroyNotify clear)
{
    GArray *list = g_array_new(FALSE, TRUE, size);
    g_array_set_clear_func(list, clear);
    return list;
}

void map_free(struct map *map)
{
    if (map == NULL)
        return;
    g_array_unref(map->nodes);
    g_array_unref(map->lines);
    g_array_unref(map->texts);
    g_free(map->title);
    g_free(map->description);
    g_free(map);
}

/* Names can repeat: those that do get their number behind them, and so do those that look like the legend's.
 */
static char *unique_id(GHashTable *ids, const struct device *device, guint position)
{
    g_autofree char *name = escape_nothing(device->name);
    char *id = g_strdup(name);
    bool is_taken = g_hash_table_contains(ids, id) || g_str_has_prefix(id, MAP_LEGEND_PREFIX);
    for (gint64 number = device->id ? device->id : position; is_taken; number++) {
        g_free(id);
        id = g_strdup_printf("#%" G_GINT64_FORMAT " %s", number, name);
        is_taken = g_hash_table_contains(ids, id);
    }
    g_hash_table_add(ids, g_strdup(id));
    return id;
}

static char *device_tooltip(const struct device *device)
{
    GString *text = g_string_new(device->name);
    const char *role = words_format(&role_words, (int)device->role);
    const char *const parts[] = {role, device->vendor, device->model, device->location};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i])
            g_string_append_printf(text, ", %s", parts[i]);
    if (device->addresses && device->addresses->len > 0)
        g_string_append_printf(text, ", %s", (const char *)device->addresses->pdata[0]);
    if (!device->visited)
        g_string_append(text, ", not visited");
    return g_string_free(text, FALSE);
}

static char *shorten_clean(const char *text, size_t limit)
{
    if (text == NULL)
        return NULL;
    g_autofree char *clean = escape_nothing(text);
    return text_size_shorten(clean, limit);
}

static void add_device(struct map *map, const struct topology *topology, guint position, GHashTable *ids)
{
    const struct device *device = topology_device(topology, position);
    struct map_node node = {
        .id = unique_id(ids, device, position),
        .anchor = device->id ? g_strdup_printf(MAP_DEVICE_ANCHOR "%" G_GINT64_FORMAT, device->id)
                             : g_strdup_printf("device-p%u", position),
        .name = shorten_clean(device->name, NAME_LIMIT),
        .detail = shorten_clean(device->model, DETAIL_LIMIT),
        .tooltip = device_tooltip(device),
        .look = map_look_of(device->role, device->visited),
    };
    map_measure_node(device->role, node.name, node.detail, &node.width, &node.height);
    g_array_append_val(map->nodes, node);
}

/* The port of an end; of an aggregate without a name of its own its members. */
static char *end_label(const struct link *link, bool is_a)
{
    const char *port = is_a ? link->a.port : link->b.port;
    if (port == NULL && link->member_count > 0) {
        const struct link_member *first = &link->members[0];
        port = is_a ? first->a : first->b;
    }
    if (port == NULL)
        return NULL;
    g_autofree char *clean = escape_nothing(port);
    return map_short_port(clean);
}

/* How many links it stands for, and that it is down. */
static char *middle_label(const struct link *link)
{
    if (link->member_count < 2)
        return link->is_down ? g_strdup("down") : NULL;
    return g_strdup_printf(link->is_down ? "x%zu down" : "x%zu", link->member_count);
}

static void append_end(GString *text, const struct topology *topology, const struct link_end *end)
{
    g_string_append(text, topology_device(topology, end->device)->name);
    if (end->port)
        g_string_append_printf(text, " %s", end->port);
}

static void append_members(GString *text, const struct link *link)
{
    for (size_t i = 0; i < link->member_count; i++)
        g_string_append_printf(text, "%s%s - %s", i ? ", " : " (",
                               link->members[i].a ? link->members[i].a : "?",
                               link->members[i].b ? link->members[i].b : "?");
    if (link->member_count)
        g_string_append_c(text, ')');
}

static char *link_tooltip(const struct topology *topology, const struct link *link)
{
    GString *text = g_string_new(NULL);
    append_end(text, topology, &link->a);
    g_string_append(text, " - ");
    append_end(text, topology, &link->b);
    append_members(text, link);
    if (link->speed_bps >= 1000000000)
        g_string_append_printf(text, ", %.4g Gbit/s", (double)link->speed_bps / 1e9);
    else if (link->speed_bps)
        g_string_append_printf(text, ", %.4g Mbit/s", (double)link->speed_bps / 1e6);
    const char *certainty = words_format(&certainty_words, (int)link->certainty);
    if (certainty)
        g_string_append_printf(text, ", %s", certainty);
    if (link->protocols) {
        g_autofree char *protocols = words_format_set(&protocol_words, link->protocols, ", ");
        g_string_append_printf(text, " (%s)", protocols);
    }
    if (link->is_down)
        g_string_append(text, ", down");
    return g_string_free(text, FALSE);
}

static void add_link(struct map *map, const struct topology *topology, const struct link *link)
{
    struct map_line line = {
        .anchor = g_strdup_printf("link-%u", map->lines->len + 1),
        .a = link->a.device,
        .b = link->b.device,
        .labels = {end_label(link, true), end_label(link, false), NULL},
        .tooltip = link_tooltip(topology, link),
        .style = map_line_style(link->certainty),
        .color = link->is_down ? MAP_DOWN_COLOR : MAP_LINE_COLOR,
        .width = map_speed_of(link->speed_bps)->width,
        .is_down = link->is_down,
        .points = g_array_new(FALSE, FALSE, sizeof(struct point)),
    };
    line.labels[LABEL_MIDDLE] = middle_label(link);
    for (int k = 0; k < LABELS_OF_EDGE; k++)
        if (line.labels[k])
            line.label_widths[k] = text_size_width(line.labels[k], MAP_TEXT_SIZE) + LABEL_SLACK;
    g_array_append_val(map->lines, line);
}

static void note_link(struct map_used *used, const struct link *link)
{
    const struct map_speed *speed = map_speed_of(link->speed_bps);
    if (!g_ptr_array_find(used->speeds, speed, NULL))
        g_ptr_array_add(used->speeds, (gpointer)speed);
    used->certainties |= 1U << link->certainty;
    used->has_down |= link->is_down;
    used->has_aggregate |= link->member_count > 1;
}

static struct layout *make_layout(const struct map *map)
{
    struct layout *layout = layout_new(map->nodes->len, map->lines->len);
    for (guint i = 0; i < map->nodes->len; i++) {
        layout->boxes[i].width = MAP_NODE(map, i)->width;
        layout->boxes[i].height = MAP_NODE(map, i)->height;
    }
    for (guint i = 0; i < map->lines->len; i++) {
        const struct map_line *line = MAP_LINE(map, i);
        layout->edges[i].a = line->a;
        layout->edges[i].b = line->b;
        for (int k = 0; k < LABELS_OF_EDGE; k++)
            layout->edges[i].labels[k].width = line->label_widths[k];
    }
    return layout;
}

/* Returns how many labels found no place. */
static guint take_line(struct map_line *line, const struct layout_edge *edge)
{
    guint hidden = 0;
    if (edge->points->len > 0)
        g_array_append_vals(line->points, edge->points->data, edge->points->len);
    line->is_shared = edge->is_shared;
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        line->label_centers[k] = edge->labels[k].center;
        hidden += line->labels[k] != NULL && !edge->labels[k].is_placed;
        if (!edge->labels[k].is_placed)
            g_clear_pointer(&line->labels[k], g_free);
    }
    return hidden;
}

/* The same. */
static guint take_layout(struct map *map, const struct layout *layout)
{
    guint hidden = 0;
    for (guint i = 0; i < map->nodes->len; i++) {
        MAP_NODE(map, i)->width = layout->boxes[i].width;
        MAP_NODE(map, i)->height = layout->boxes[i].height;
        MAP_NODE(map, i)->center = layout->boxes[i].center;
    }
    for (guint i = 0; i < map->lines->len; i++)
        hidden += take_line(MAP_LINE(map, i), &layout->edges[i]);
    map->width = layout->width;
    map->height = layout->height;
    return hidden;
}

static const char *plural(guint count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

static char *describe(const struct map *map, const struct topology *topology, guint downs, guint hidden)
{
    guint unvisited = 0;
    for (guint i = 0; i < map->nodes->len; i++)
        unvisited += !topology_device(topology, i)->visited;
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%u %s, %u %s", map->nodes->len, plural(map->nodes->len, "device", "devices"),
                    map->lines->len, plural(map->lines->len, "link", "links"));
    if (unvisited)
        g_string_append_printf(text, "; %u %s not visited", unvisited,
                               plural(unvisited, "device", "devices"));
    if (downs)
        g_string_append_printf(text, "; %u %s down", downs, plural(downs, "link", "links"));
    if (hidden)
        g_string_append_printf(text, "; %u port %s without room, in tooltips only", hidden,
                               plural(hidden, "name", "names"));
    return g_string_free(text, FALSE);
}

static guint add_links(struct map *map, const struct render_request *request, struct map_used *used)
{
    g_autoptr(GArray) links = topology_select_merged(request->topology, request->layers);
    guint downs = 0;
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = &g_array_index(links, struct link, i);
        if (link->a.device == link->b.device)
            continue;
        add_link(map, request->topology, link);
        note_link(used, link);
        downs += link->is_down;
    }
    return downs;
}

struct map *map_new(const struct render_request *request, layout_spread *spread, void *user)
{
    const struct topology *topology = request->topology;
    struct map *map = g_new0(struct map, 1);
    map->nodes = new_list(sizeof(struct map_node), node_clear);
    map->lines = new_list(sizeof(struct map_line), line_clear);
    map->texts = new_list(sizeof(struct map_text), text_clear);
    struct map_used used = {.speeds = g_ptr_array_new()};
    GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < topology_device_count(topology); i++) {
        const struct device *device = topology_device(topology, i);
        add_device(map, topology, i, ids);
        used.roles |= 1U << device->role;
        used.has_unvisited |= !device->visited;
    }
    g_hash_table_unref(ids);
    guint downs = add_links(map, request, &used);
    struct layout *layout = make_layout(map);
    layout_arrange(layout, MAP_TEXT_SIZE, spread, user);
    guint hidden = take_layout(map, layout);
    layout_free(layout);
    map->title = escape_nothing(request->title ? request->title : "Network map");
    map->description = describe(map, topology, downs, hidden);
    map_add_frame(map, &used, map->description);
    g_ptr_array_unref(used.speeds);
    return map;
}
