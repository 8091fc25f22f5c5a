/*
 * What the two ends of a cable must agree on.
 */
#include "graph/doctor_checks.h"

#include <stdlib.h>

/* What a neighbor row tells of the port at the other end of the link, found by what it is asked for. */
static const struct neighbor *find_row(const struct doctor *doctor, const struct link *link, uint32_t said_by,
                                       bool (*tells)(const struct neighbor *neighbor))
{
    const struct network *network = doctor->network;
    for (size_t i = 0; i < link->evidence_count; i++) {
        const struct link_evidence *evidence = &link->evidence[i];
        if (evidence->neighbor == UINT32_MAX ||
            network_device_of(network, evidence->observation) != (int64_t)said_by)
            continue;
        size_t count;
        const struct neighbor *rows =
            observation_records(network->observations->items[evidence->observation], RECORD_NEIGHBOR, &count);
        if (tells(&rows[evidence->neighbor]))
            return &rows[evidence->neighbor];
    }
    return NULL;
}

static bool is_up(const struct interface *interface)
{
    return interface->oper_status == IF_STATUS_UP || interface->oper_status == IF_STATUS_NONE;
}

static bool tells_duplex(const struct neighbor *neighbor)
{
    return neighbor->remote_duplex == DUPLEX_HALF || neighbor->remote_duplex == DUPLEX_FULL;
}

/* The duplex of an end: as it says itself, else as it told its neighbor. */
static enum duplex duplex_of(struct doctor *doctor, const struct link *link, const struct link_end *end)
{
    const struct interface *interface = network_interface(doctor->network, end);
    const struct link_end *other = end == &link->a ? &link->b : &link->a;
    bool is_known = interface != NULL && is_up(interface) &&
                    (interface->duplex == DUPLEX_HALF || interface->duplex == DUPLEX_FULL);
    if (is_known)
        return interface->duplex;
    const struct neighbor *row = find_row(doctor, link, other->device, tells_duplex);
    return row == NULL ? DUPLEX_UNKNOWN : row->remote_duplex;
}

static void check_duplex(struct doctor *doctor, const struct link *link)
{
    enum duplex a = duplex_of(doctor, link, &link->a), b = duplex_of(doctor, link, &link->b);
    if (a != DUPLEX_UNKNOWN && b != DUPLEX_UNKNOWN && a != b && !link->is_down)
        doctor_report_link(doctor, link, "%s - %s", words_format(&duplex_words, (int)a),
                           words_format(&duplex_words, (int)b));
}

void doctor_check_duplex(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_duplex);
}

static char *format_speed(uint64_t speed_bps)
{
    double mbps = (double)speed_bps / 1e6;
    return mbps >= 1000 ? g_strdup_printf("%gG", mbps / 1000) : g_strdup_printf("%gM", mbps);
}

static void check_speed(struct doctor *doctor, const struct link *link)
{
    const struct interface *a = network_interface(doctor->network, &link->a);
    const struct interface *b = network_interface(doctor->network, &link->b);
    if (a == NULL || b == NULL || !is_up(a) || !is_up(b) || a->speed_bps == b->speed_bps ||
        a->speed_bps == 0 || b->speed_bps == 0)
        return;
    g_autofree char *one = format_speed(a->speed_bps), *other = format_speed(b->speed_bps);
    doctor_report_link(doctor, link, "%s - %s", one, other);
}

void doctor_check_speed(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_speed);
}

/* Some systems count the Ethernet header (14 octets), VLAN tags (4 each) and the checksum (4), others do not:
 * such a difference tells nothing. */
#define MAX_FRAMING 26

static void check_mtu(struct doctor *doctor, const struct link *link)
{
    const struct interface *a = network_interface(doctor->network, &link->a);
    const struct interface *b = network_interface(doctor->network, &link->b);
    if (a == NULL || b == NULL || a->mtu == 0 || b->mtu == 0 ||
        MAX(a->mtu, b->mtu) - MIN(a->mtu, b->mtu) <= MAX_FRAMING)
        return;
    doctor_report_link(doctor, link, "%u - %u", a->mtu, b->mtu);
}

void doctor_check_mtu(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_mtu);
}

static uint32_t find_pvid(struct network *network, uint32_t device, uint32_t if_index)
{
    size_t count;
    const struct observation *said = network_device(network, device)->observation;
    const struct bridge_port *ports = observation_records(said, RECORD_BRIDGE_PORT, &count);
    for (size_t i = 0; i < count && if_index != 0; i++)
        if (ports[i].if_index == if_index && ports[i].pvid != 0)
            return ports[i].pvid;
    return 0;
}

static bool tells_vlan(const struct neighbor *neighbor)
{
    return neighbor->remote_vlan != 0;
}

/* The native VLAN of an end: its own PVID, that of its aggregate, else what it told its neighbor. */
static uint32_t native_vlan_of(struct doctor *doctor, const struct link *link, bool is_a)
{
    const struct link_end *end = is_a ? &link->a : &link->b, *other = is_a ? &link->b : &link->a;
    struct network *network = doctor->network;
    uint32_t vlan = 0;
    if (network_device(network, end->device)->observation != NULL) {
        vlan = find_pvid(network, end->device, end->if_index);
        if (vlan == 0)
            vlan = find_pvid(network, end->device, is_a ? link->a_aggregate : link->b_aggregate);
    }
    if (vlan != 0)
        return vlan;
    const struct neighbor *row = find_row(doctor, link, other->device, tells_vlan);
    return row == NULL ? 0 : row->remote_vlan;
}

static void check_native_vlan(struct doctor *doctor, const struct link *link)
{
    uint32_t a = native_vlan_of(doctor, link, true), b = native_vlan_of(doctor, link, false);
    if (a != 0 && b != 0 && a != b)
        doctor_report_link(doctor, link, "VLAN %u - VLAN %u", a, b);
}

void doctor_check_native_vlan(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_native_vlan);
}

static bool is_broken(const struct interface *interface)
{
    return interface != NULL && interface->admin_status == IF_STATUS_UP &&
           (interface->oper_status == IF_STATUS_DOWN || interface->oper_status == IF_STATUS_NOT_PRESENT ||
            interface->oper_status == IF_STATUS_LOWER_LAYER_DOWN);
}

static void check_down(struct doctor *doctor, const struct link *link)
{
    bool a = is_broken(network_interface(doctor->network, &link->a));
    bool b = is_broken(network_interface(doctor->network, &link->b));
    if (a && b)
        doctor_report_link(doctor, link, "both ends are down");
    else if (a || b)
        doctor_report_link(doctor, link, "%s is down",
                           doctor_name(doctor, a ? link->a.device : link->b.device));
}

void doctor_check_down(struct doctor *doctor)
{
    doctor_each_cable(doctor, check_down);
}
