#include "graph/view.h"

#include "graph/pattern.h"
#include "graph/view_internal.h"

#define NOT_REACHED UINT32_MAX

bool view_is_endpoint(const struct device *device, size_t neighbors)
{
    switch (device->role) {
    case ROLE_ROUTER:
    case ROLE_SWITCH:
    case ROLE_L3_SWITCH:
    case ROLE_FIREWALL:
    case ROLE_ACCESS_POINT:
    case ROLE_WLAN_CONTROLLER:
    case ROLE_LOAD_BALANCER:
        return false;
    case ROLE_UNKNOWN:
        return neighbors <= 1 && !device->visited;
    default:
        return true;
    }
}

static void keep_allowed(struct view *view, const struct topology *topology,
                         const struct view_options *options)
{
    for (size_t i = 0; i < topology_device_count(topology); i++) {
        const struct device *device = topology_device(topology, i);
        for (guint f = 0; options->filters != NULL && f < options->filters->len; f++)
            view->devices[i] =
                view->devices[i] && view_filter_allows(options->filters->pdata[f], device, options->sites);
        if (options->site != NULL)
            view->devices[i] =
                view->devices[i] && pattern_matches(options->site, site_of(options->sites, device));
    }
}

/* How many devices each is linked with: links in their order have those of one pair together only at the
 * lower end, so each end remembers whom it saw last. */
static uint32_t *count_neighbors(const struct topology *topology, const GArray *links)
{
    size_t count = topology_device_count(topology);
    uint32_t *neighbors = g_new0(uint32_t, count + 1);
    g_autofree uint32_t *last = g_new(uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        last[i] = NOT_REACHED;
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(links, guint, i));
        uint32_t a = link->a.device, b = link->b.device;
        if (a == b)
            continue;
        neighbors[a] += last[a] != b;
        neighbors[b] += last[b] != a;
        last[a] = b;
        last[b] = a;
    }
    return neighbors;
}

/* A shared medium is what joins the devices on it; with one of them it joins nothing. */
static bool is_medium(const struct device *device)
{
    return device->role == ROLE_HUB || device->role == ROLE_SEGMENT;
}

static void count_kept(const struct view *view, const struct topology *topology, const GArray *links,
                       uint32_t *kept)
{
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(links, guint, i));
        uint32_t a = link->a.device, b = link->b.device;
        kept[a] += a != b && view->devices[b];
        kept[b] += a != b && view->devices[a];
    }
}

static void drop_endpoints(struct view *view, const struct topology *topology, const GArray *links)
{
    size_t count = topology_device_count(topology);
    g_autofree uint32_t *neighbors = count_neighbors(topology, links);
    g_autofree uint32_t *kept = g_new0(uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct device *device = topology_device(topology, i);
        if (!is_medium(device) && view_is_endpoint(device, neighbors[i]))
            view->devices[i] = false;
    }
    count_kept(view, topology, links, kept);
    for (size_t i = 0; i < count; i++)
        if (is_medium(topology_device(topology, i)) && kept[i] < 2)
            view->devices[i] = false;
}

static bool step(uint32_t *hops, uint32_t hop, uint32_t from, uint32_t to)
{
    if (hops[from] != hop || hops[to] != NOT_REACHED)
        return false;
    hops[to] = hop + 1;
    return true;
}

/* A hop further wherever one end of a link was reached in the hop before. Each hop looks at all links; depths
 * are small. */
static bool reach(const struct view *view, const struct topology *topology, const GArray *links,
                  uint32_t *hops, uint32_t hop)
{
    bool has_reached = false;
    for (guint i = 0; i < links->len; i++) {
        guint position = g_array_index(links, guint, i);
        const struct link *link = topology_link(topology, position);
        uint32_t a = link->a.device, b = link->b.device;
        if (!view->links[position] || !view->devices[a] || !view->devices[b])
            continue;
        has_reached |= step(hops, hop, a, b);
        has_reached |= step(hops, hop, b, a);
    }
    return has_reached;
}

static void keep_around(struct view *view, const struct topology *topology, const GArray *links,
                        const struct view_options *options)
{
    size_t count = topology_device_count(topology);
    g_autofree uint32_t *hops = g_new(uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        hops[i] = NOT_REACHED;
    for (guint i = 0; i < options->around->len; i++) {
        guint center = g_array_index(options->around, guint, i);
        hops[center] = 0;
        view->devices[center] = true;
    }
    for (uint32_t hop = 0; hop < options->depth && reach(view, topology, links, hops, hop); hop++)
        ;
    for (size_t i = 0; i < count; i++)
        view->devices[i] = view->devices[i] && hops[i] != NOT_REACHED;
}

static void drop_loose_links(struct view *view, const struct topology *topology)
{
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        view->links[i] = view->links[i] && view->devices[link->a.device] && view->devices[link->b.device];
    }
}

static bool *all_of(size_t count)
{
    bool *flags = g_new(bool, count + 1);
    memset(flags, true, (count + 1) * sizeof *flags);
    return flags;
}

struct view *view_new(struct network *network, const struct view_options *options)
{
    const struct topology *topology = network->topology;
    struct view *view = g_new0(struct view, 1);
    view->devices = all_of(topology_device_count(topology));
    view->links = all_of(topology_link_count(topology));
    g_autoptr(GArray) links = topology_select(topology, options->layers);
    keep_allowed(view, topology, options);
    if (options->only_infrastructure)
        drop_endpoints(view, topology, links);
    if (options->vlan != 0)
        view_keep_vlan(view, network, options->vlan);
    if (options->around != NULL && options->around->len > 0)
        keep_around(view, topology, links, options);
    drop_loose_links(view, topology);
    return view;
}

void view_free(struct view *view)
{
    if (view == NULL)
        return;
    g_free(view->devices);
    g_free(view->links);
    g_free(view);
}
