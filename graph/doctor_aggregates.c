/*
 * Aggregates: members that carry nothing, and cables that are members at one end only.
 */
#include "graph/doctor_checks.h"

#include <stdlib.h>

struct membership {
    uint32_t aggregate, member;
};

static int compare_memberships(const void *a, const void *b)
{
    const struct membership *left = a, *right = b;
    if (left->aggregate != right->aggregate)
        return left->aggregate < right->aggregate ? -1 : 1;
    return (left->member > right->member) - (left->member < right->member);
}

static void add_member(GArray *out, struct port_resolver *ports, uint32_t member)
{
    struct membership membership = {port_aggregate(ports, member), member};
    if (membership.aggregate != 0)
        g_array_append_val(out, membership);
}

/* The members of the aggregates of a device, by aggregate; a member may be there twice. */
static GArray *list_members(struct network *network, const struct observation *said)
{
    size_t count;
    GArray *members = g_array_new(FALSE, FALSE, sizeof(struct membership));
    const struct lag_member *rows = observation_records(said, RECORD_LAG_MEMBER, &count);
    for (size_t i = 0; i < count; i++)
        add_member(members, network_ports(network, said), rows[i].if_index);
    const struct if_stack *stack = observation_records(said, RECORD_IF_STACK, &count);
    for (size_t i = 0; i < count; i++)
        if (stack[i].lower_if_index != 0 && stack[i].higher_if_index != 0)
            add_member(members, network_ports(network, said), stack[i].lower_if_index);
    g_array_sort(members, compare_memberships);
    return members;
}

static bool is_up(struct port_resolver *ports, uint32_t if_index)
{
    const struct interface *interface = port_interface(ports, if_index);
    return interface != NULL && interface->oper_status == IF_STATUS_UP;
}

/* Down, and not because somebody switched it off. */
static bool is_broken(struct port_resolver *ports, uint32_t if_index)
{
    const struct interface *interface = port_interface(ports, if_index);
    return interface != NULL && interface->admin_status != IF_STATUS_DOWN &&
           (interface->oper_status == IF_STATUS_DOWN || interface->oper_status == IF_STATUS_NOT_PRESENT ||
            interface->oper_status == IF_STATUS_LOWER_LAYER_DOWN);
}

static void check_aggregate(struct doctor *doctor, uint32_t device, const struct membership *members,
                            guint count)
{
    struct port_resolver *ports = network_device_ports(doctor->network, device);
    guint all = 0, up = 0;
    for (guint i = 0; i < count; i++) {
        if (i > 0 && members[i].member == members[i - 1].member)
            continue;
        all++;
        up += is_up(ports, members[i].member);
    }
    for (guint i = 0; i < count && up > 0; i++) {
        if ((i > 0 && members[i].member == members[i - 1].member) || !is_broken(ports, members[i].member))
            continue;
        const struct link_end end = {device, members[i].member, port_name(ports, members[i].member)};
        doctor_report(doctor, &end, 1, "down; %u of %u members of %s are up", up, all,
                      port_name(ports, members[i].aggregate));
    }
}

void doctor_check_aggregate_member(struct doctor *doctor)
{
    for (uint32_t device = 0; device < identity_count(doctor->network->identity); device++) {
        const struct observation *said = network_device(doctor->network, device)->observation;
        if (said == NULL)
            continue;
        g_autoptr(GArray) members = list_members(doctor->network, said);
        const struct membership *items = (const struct membership *)(const void *)members->data;
        for (guint i = 0, next; i < members->len; i = next) {
            for (next = i + 1; next < members->len && items[next].aggregate == items[i].aggregate; next++)
                ;
            check_aggregate(doctor, device, items + i, next - i);
        }
    }
}

/* Many devices tell nothing of their aggregates: one that tells of none may have some. */
static bool tells_aggregates(const struct network *network, const struct link_end *end)
{
    size_t count;
    const struct observation *said = network_device(network, end->device)->observation;
    if (said == NULL || end->if_index == 0)
        return false;
    observation_records(said, RECORD_LAG_MEMBER, &count);
    return count > 0;
}

static void check_sides(struct doctor *doctor, const struct link *link)
{
    if ((link->a_aggregate == 0) == (link->b_aggregate == 0))
        return;
    bool is_a = link->a_aggregate != 0;
    const struct link_end *member = is_a ? &link->a : &link->b, *single = is_a ? &link->b : &link->a;
    struct port_resolver *ports = network_device_ports(doctor->network, member->device);
    if (ports == NULL || !tells_aggregates(doctor->network, single))
        return;
    doctor_report_link(doctor, link, "member of %s of %s, of none of %s",
                       port_name(ports, is_a ? link->a_aggregate : link->b_aggregate),
                       doctor_name(doctor, member->device), doctor_name(doctor, single->device));
}

void doctor_check_aggregate_sides(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_sides);
}
