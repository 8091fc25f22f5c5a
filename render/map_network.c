#include "render/map_network.h"

#include "graph/site.h"
#include "render/escape.h"
#include "render/selection.h"
#include "render/text_size.h"

#include <string.h>

#define NAME_LIMIT 48
#define DETAIL_LIMIT 36

static void device_clear(gpointer data)
{
    struct map_device *device = data;
    g_free(device->id);
    g_free(device->anchor);
    g_free(device->name);
    g_free(device->detail);
    g_free(device->tooltip);
    g_free(device->site);
    g_free(device->url);
}

static void link_clear(gpointer data)
{
    struct map_link *link = data;
    g_free(link->ports[END_A]);
    g_free(link->ports[END_B]);
    g_free(link->tooltip);
}

struct map_network *map_network_new_empty(void)
{
    struct map_network *network = g_new0(struct map_network, 1);
    network->devices = g_array_new(FALSE, TRUE, sizeof(struct map_device));
    network->links = g_array_new(FALSE, TRUE, sizeof(struct map_link));
    g_array_set_clear_func(network->devices, device_clear);
    g_array_set_clear_func(network->links, link_clear);
    return network;
}

void map_network_free(struct map_network *network)
{
    if (network == NULL)
        return;
    g_array_unref(network->devices);
    g_array_unref(network->links);
    g_free(network);
}

/* Names can repeat: those that do get their number before them, and so do those that look like ours. */
static char *unique_id(GHashTable *ids, const struct device *device, guint position)
{
    g_autofree char *name = escape_nothing(device->name);
    char *id = g_strdup(name);
    bool is_taken = g_hash_table_contains(ids, id) || g_str_has_prefix(id, MAP_RESERVED_PREFIX);
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

char *map_device_anchor(const struct device *device, guint position)
{
    return device->id ? g_strdup_printf(MAP_DEVICE_ANCHOR "%" G_GINT64_FORMAT, device->id)
                      : g_strdup_printf(MAP_DEVICE_ANCHOR "p%u", position);
}

static void add_device(struct map_network *network, const struct render_request *request, guint position,
                       GHashTable *ids)
{
    const struct device *device = topology_device(request->topology, position);
    struct map_device shown = {
        .id = unique_id(ids, device, position),
        .anchor = map_device_anchor(device, position),
        .name = shorten_clean(device->name, NAME_LIMIT),
        .detail = shorten_clean(device->model, DETAIL_LIMIT),
        .tooltip = device_tooltip(device),
        .site = g_strdup(site_of(request->sites, device)),
        .role = device->role,
        .is_visited = device->visited,
        .position = position,
        .scale = 1,
    };
    g_array_append_val(network->devices, shown);
}

/* The port of an end; of an aggregate without a name of its own its first member. */
static char *end_port(const struct link *link, bool is_a)
{
    const char *port = is_a ? link->a.port : link->b.port;
    if (port == NULL && link->member_count > 0)
        port = is_a ? link->members[0].a : link->members[0].b;
    if (port == NULL)
        return NULL;
    g_autofree char *clean = escape_nothing(port);
    return map_short_port(clean);
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
    else if (link->is_blocked)
        g_string_append(text, ", blocked by the spanning tree");
    return g_string_free(text, FALSE);
}

/* shown_as: where the devices of the topology are in the network. */
static void add_link(struct map_network *network, const struct topology *topology, const struct link *link,
                     const guint *shown_as)
{
    struct map_link shown = {
        .devices = {shown_as[link->a.device], shown_as[link->b.device]},
        .ports = {end_port(link, true), end_port(link, false)},
        .tooltip = link_tooltip(topology, link),
        .speed_bps = link->speed_bps,
        .certainty = link->protocols == PROTOCOL_BIT(PROTOCOL_IMPORT) ? CERTAINTY_NONE : link->certainty,
        .is_down = link->is_down,
        .is_blocked = link->is_blocked,
        .count = link->member_count > 1 ? (guint)link->member_count : 1,
    };
    g_array_append_val(network->links, shown);
}

struct map_network *map_network_new(const struct render_request *request)
{
    const struct topology *topology = request->topology;
    struct map_network *network = map_network_new_empty();
    GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree guint *shown_as = g_new(guint, topology_device_count(topology) + 1);
    for (guint i = 0; i < topology_device_count(topology); i++) {
        shown_as[i] = network->devices->len;
        if (selection_has(request, i))
            add_device(network, request, i, ids);
    }
    g_hash_table_unref(ids);
    g_autoptr(GArray) links = selection_merged_links(request);
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = &g_array_index(links, struct link, i);
        if (link->a.device != link->b.device)
            add_link(network, topology, link, shown_as);
    }
    return network;
}

void map_network_add_device(struct map_network *network, const struct map_device *from)
{
    struct map_device device = *from;
    device.id = g_strdup(from->id);
    device.anchor = g_strdup(from->anchor);
    device.name = g_strdup(from->name);
    device.detail = g_strdup(from->detail);
    device.tooltip = g_strdup(from->tooltip);
    device.site = g_strdup(from->site);
    device.url = g_strdup(from->url);
    g_array_append_val(network->devices, device);
}

void map_network_add_link(struct map_network *network, const struct map_link *from, guint a, guint b)
{
    struct map_link link = *from;
    link.devices[END_A] = a;
    link.devices[END_B] = b;
    link.ports[END_A] = g_strdup(from->ports[END_A]);
    link.ports[END_B] = g_strdup(from->ports[END_B]);
    link.tooltip = g_strdup(from->tooltip);
    g_array_append_val(network->links, link);
}

struct map_network *map_network_keep(const struct map_network *network, const bool *is_kept)
{
    struct map_network *kept = map_network_new_empty();
    g_autofree guint *new_index = g_new(guint, network->devices->len + 1);
    for (guint i = 0; i < network->devices->len; i++) {
        new_index[i] = kept->devices->len;
        if (is_kept[i])
            map_network_add_device(kept, MAP_DEVICE(network, i));
    }
    for (guint i = 0; i < network->links->len; i++) {
        const struct map_link *link = MAP_LINK(network, i);
        guint a = link->devices[END_A], b = link->devices[END_B];
        if (is_kept[a] && is_kept[b])
            map_network_add_link(kept, link, new_index[a], new_index[b]);
    }
    return kept;
}

static const char *plural(guint count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

char *map_network_describe(const struct map_network *network)
{
    guint unvisited = 0, downs = 0;
    for (guint i = 0; i < network->devices->len; i++)
        unvisited += !MAP_DEVICE(network, i)->is_visited;
    for (guint i = 0; i < network->links->len; i++)
        downs += MAP_LINK(network, i)->is_down;
    guint devices = network->devices->len, links = network->links->len;
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%u %s, %u %s", devices, plural(devices, "device", "devices"), links,
                    plural(links, "link", "links"));
    if (unvisited)
        g_string_append_printf(text, "; %u %s not visited", unvisited,
                               plural(unvisited, "device", "devices"));
    if (downs)
        g_string_append_printf(text, "; %u %s down", downs, plural(downs, "link", "links"));
    return g_string_free(text, FALSE);
}
