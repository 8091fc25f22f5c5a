/*
 * Which ports carry a VLAN: the egress ports of Q-BRIDGE-MIB and what vendors have like it
 * (RECORD_VLAN_PORT), and the PVID of bridge ports. A device that has no rows of the first kind does not tell
 * which ports a VLAN is tagged on, and its ports decide nothing.
 */
#include "graph/view_internal.h"

struct vlan_ports {
    bool tells;        /* has rows about the VLANs of its ports, tagged or not */
    bool has_vlan;     /* the VLAN exists on it */
    GHashTable *ports; /* ifIndex: carries the VLAN */
};

static void vlan_ports_clear(gpointer data)
{
    struct vlan_ports *ports = data;
    if (ports->ports != NULL)
        g_hash_table_unref(ports->ports);
}

static void add_port(struct vlan_ports *out, uint32_t if_index)
{
    if (if_index != 0)
        g_hash_table_add(out->ports, GUINT_TO_POINTER(if_index));
}

static void read_observation(struct network *network, const struct observation *observation, uint32_t vlan,
                             struct vlan_ports *out)
{
    size_t count;
    struct port_resolver *resolver = network_ports(network, observation);
    const struct vlan_port *members = observation_records(observation, RECORD_VLAN_PORT, &count);
    out->tells = out->tells || count > 0;
    for (size_t i = 0; i < count; i++)
        if (members[i].vlan == vlan)
            add_port(out, members[i].if_index ? members[i].if_index
                                              : port_of_bridge_port(resolver, members[i].bridge_port));
    const struct bridge_port *bridge_ports = observation_records(observation, RECORD_BRIDGE_PORT, &count);
    for (size_t i = 0; i < count; i++)
        if (bridge_ports[i].pvid == vlan)
            add_port(out, bridge_ports[i].if_index);
    const struct vlan *vlans = observation_records(observation, RECORD_VLAN, &count);
    for (size_t i = 0; i < count; i++)
        out->has_vlan = out->has_vlan || vlans[i].id == vlan;
}

static GArray *read_all(struct network *network, uint32_t vlan)
{
    size_t count = topology_device_count(network->topology);
    GArray *all = g_array_sized_new(FALSE, TRUE, sizeof(struct vlan_ports), (guint)count);
    g_array_set_clear_func(all, vlan_ports_clear);
    g_array_set_size(all, (guint)count);
    for (size_t i = 0; i < count; i++) {
        const struct device *device = topology_device(network->topology, i);
        struct vlan_ports *ports = &g_array_index(all, struct vlan_ports, i);
        ports->ports = g_hash_table_new(NULL, NULL);
        if (device->observation != NULL)
            read_observation(network, device->observation, vlan, ports);
        ports->has_vlan = ports->has_vlan || g_hash_table_size(ports->ports) > 0;
    }
    return all;
}

/* An aggregate carries what its members do, and the other way round: devices list either. */
static bool carries(const struct vlan_ports *ports, struct network *network, const struct link_end *end,
                    uint32_t aggregate)
{
    struct port_resolver *resolver = network_device_ports(network, end->device);
    uint32_t indexes[] = {end->if_index, aggregate,
                          resolver ? port_physical(resolver, end->if_index) : end->if_index};
    for (size_t i = 0; i < G_N_ELEMENTS(indexes); i++)
        if (indexes[i] != 0 && g_hash_table_contains(ports->ports, GUINT_TO_POINTER(indexes[i])))
            return true;
    return false;
}

static bool link_carries(struct network *network, const GArray *all, const struct link *link)
{
    const struct vlan_ports *a = &g_array_index(all, struct vlan_ports, link->a.device);
    const struct vlan_ports *b = &g_array_index(all, struct vlan_ports, link->b.device);
    if (a->tells && !carries(a, network, &link->a, link->a_aggregate))
        return false;
    if (b->tells && !carries(b, network, &link->b, link->b_aggregate))
        return false;
    return a->tells || b->tells || (a->has_vlan && b->has_vlan);
}

void view_keep_vlan(struct view *view, struct network *network, uint32_t vlan)
{
    const struct topology *topology = network->topology;
    size_t count = topology_device_count(topology);
    g_autoptr(GArray) all = read_all(network, vlan);
    g_autofree bool *is_touched = g_new0(bool, count + 1);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        view->links[i] = view->links[i] && link_carries(network, all, link);
        if (view->links[i])
            is_touched[link->a.device] = is_touched[link->b.device] = true;
    }
    for (size_t i = 0; i < count; i++)
        view->devices[i] =
            view->devices[i] && (is_touched[i] || g_array_index(all, struct vlan_ports, i).has_vlan);
}
