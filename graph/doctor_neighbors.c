/*
 * What neighbor rows show: ends that do not see each other, ports with several neighbors, cables that lead
 * back.
 */
#include "graph/doctor_checks.h"

#include "model/routing.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

/* Protocols by which a cable's ends see each other. */
static bool is_discovery(enum protocol protocol)
{
    return protocol > PROTOCOL_NONE && protocol <= PROTOCOL_ISDP;
}

/* The protocols of whose neighbors each device tells at present, bits. Freed with g_free. */
static uint32_t *list_heard(const struct network *network)
{
    uint32_t *heard = g_new0(uint32_t, topology_device_count(network->topology) + 1);
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct neighbor *rows =
            observation_records(network->observations->items[i], RECORD_NEIGHBOR, &count);
        for (size_t j = 0; j < count && network_is_present(network, i); j++)
            heard[network_device_of(network, i)] |= PROTOCOL_BIT(rows[j].protocol);
    }
    return heard;
}

static bool is_asked(const struct device *device)
{
    return device->visited && device->observation != NULL && device->via != VIA_IMPORT;
}

/* The discovery protocols by which an end of a link tells of the other, bits. */
static uint32_t told_by(const struct doctor *doctor, const struct link *link, uint32_t device)
{
    uint32_t protocols = 0;
    for (size_t i = 0; i < link->evidence_count; i++)
        if (link->evidence[i].neighbor != UINT32_MAX && is_discovery(link->evidence[i].protocol) &&
            network_device_of(doctor->network, link->evidence[i].observation) == (int64_t)device)
            protocols |= PROTOCOL_BIT(link->evidence[i].protocol);
    return protocols;
}

/* The end that does not see the other though it was asked; NULL when each sees the other, or neither. */
static const struct link_end *find_blind_end(const struct doctor *doctor, const struct link *link,
                                             uint32_t *protocols)
{
    uint32_t a = told_by(doctor, link, link->a.device), b = told_by(doctor, link, link->b.device);
    const struct link_end *blind = a == 0 ? &link->a : &link->b;
    *protocols = a | b;
    if ((a == 0) == (b == 0) || !is_asked(network_device(doctor->network, blind->device)))
        return NULL;
    return blind;
}

void doctor_check_one_sided(struct doctor *doctor)
{
    const struct topology *topology = doctor->network->topology;
    g_autofree uint32_t *heard = list_heard(doctor->network);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        uint32_t protocols;
        const struct link *link = topology_link(topology, i);
        const struct link_end *blind =
            link->layer == LAYER_PHYSICAL ? find_blind_end(doctor, link, &protocols) : NULL;
        /* A device that sees nobody by that protocol is a matter of its own. */
        if (blind == NULL || (heard[blind->device] & protocols) == 0)
            continue;
        const struct link_end *other = blind == &link->a ? &link->b : &link->a;
        g_autofree char *words = words_format_set(&protocol_words, protocols, ", ");
        doctor_report_link(doctor, link, "%s: only %s sees the other", words,
                           doctor_name(doctor, other->device));
    }
}

struct silence {
    uint32_t neighbors;
    uint32_t protocols;
};

void doctor_check_silent(struct doctor *doctor)
{
    const struct topology *topology = doctor->network->topology;
    g_autofree uint32_t *heard = list_heard(doctor->network);
    g_autofree struct silence *silences = g_new0(struct silence, topology_device_count(topology) + 1);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        uint32_t protocols;
        const struct link *link = topology_link(topology, i);
        const struct link_end *blind =
            link->layer == LAYER_PHYSICAL ? find_blind_end(doctor, link, &protocols) : NULL;
        if (blind == NULL || (heard[blind->device] & protocols) != 0)
            continue;
        silences[blind->device].neighbors++;
        silences[blind->device].protocols |= protocols;
    }
    for (uint32_t i = 0; i < topology_device_count(topology); i++) {
        if (silences[i].neighbors == 0)
            continue;
        const struct link_end end = doctor_whole(i);
        g_autofree char *words = words_format_set(&protocol_words, silences[i].protocols, ", ");
        doctor_report(doctor, &end, 1, "%u port%s of others see%s it by %s; it tells of nobody",
                      silences[i].neighbors, silences[i].neighbors == 1 ? "" : "s",
                      silences[i].neighbors == 1 ? "s" : "", words);
    }
}

/* An end of a cable with the device at the other one. */
struct meeting {
    struct link_end end;
    uint32_t other;
};

static gint compare_meetings(gconstpointer a, gconstpointer b)
{
    const struct meeting *left = a, *right = b;
    if (left->end.device != right->end.device)
        return left->end.device < right->end.device ? -1 : 1;
    int order = text_compare_natural(left->end.port, right->end.port);
    if (order != 0)
        return order;
    return (left->other > right->other) - (left->other < right->other);
}

static GArray *list_meetings(const struct topology *topology)
{
    GArray *meetings = g_array_new(FALSE, FALSE, sizeof(struct meeting));
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        bool is_told = false;
        for (size_t j = 0; j < link->evidence_count; j++)
            is_told = is_told || is_discovery(link->evidence[j].protocol);
        if (link->layer == LAYER_L3 || !is_told)
            continue;
        struct meeting a = {link->a, link->b.device}, b = {link->b, link->a.device};
        if (link->a.port != NULL)
            g_array_append_val(meetings, a);
        if (link->b.port != NULL)
            g_array_append_val(meetings, b);
    }
    g_array_sort(meetings, compare_meetings);
    return meetings;
}

#define MAX_NAMED 4

static void report_meetings(struct doctor *doctor, const struct meeting *meetings, guint count)
{
    g_autoptr(GString) names = g_string_new(NULL);
    guint others = 0;
    for (guint i = 0; i < count; i++) {
        if (i > 0 && meetings[i].other == meetings[i - 1].other)
            continue;
        if (others++ < MAX_NAMED)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   doctor_name(doctor, meetings[i].other));
    }
    if (others > MAX_NAMED)
        g_string_append_printf(names, " and %u more", others - MAX_NAMED);
    if (others > 1)
        doctor_report(doctor, &meetings[0].end, 1, "%s", names->str);
}

void doctor_check_shared_port(struct doctor *doctor)
{
    g_autoptr(GArray) meetings = list_meetings(doctor->network->topology);
    const struct meeting *items = (const struct meeting *)(const void *)meetings->data;
    for (guint i = 0, next; i < meetings->len; i = next) {
        for (next = i + 1; next < meetings->len; next++)
            if (items[next].end.device != items[i].end.device ||
                g_strcmp0(items[next].end.port, items[i].end.port) != 0)
                break;
        report_meetings(doctor, items + i, next - i);
    }
}

/* A row that says what its own device says of itself, at a port that is another one than the row's. */
static void check_row(struct doctor *doctor, uint32_t position, uint32_t row, const struct neighbor *neighbor)
{
    struct network *network = doctor->network;
    struct identity_remote remote = identity_of_neighbor(network->identity, position, row);
    if (!is_discovery(neighbor->protocol) || g_strcmp0(remote.dropped, IDENTITY_ITSELF) != 0)
        return;
    uint32_t device = (uint32_t)network_device_of(network, position);
    struct port_resolver *ports = network_ports(network, network->observations->items[position]);
    struct port local = port_resolve_local(ports, neighbor), other = port_resolve_remote(ports, neighbor);
    const struct link_end ends[] = {{device, local.if_index, local.name}};
    const char *protocol = words_format(&protocol_words, (int)neighbor->protocol);
    if (other.if_index != 0 && other.if_index != local.if_index)
        doctor_report(doctor, ends, 1, "%s: sees its own port %s", protocol, other.name);
    else
        doctor_report(doctor, ends, 1, "%s: sees itself", protocol);
}

void doctor_check_loop(struct doctor *doctor)
{
    const struct network *network = doctor->network;
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct neighbor *rows =
            observation_records(network->observations->items[i], RECORD_NEIGHBOR, &count);
        for (uint32_t row = 0; row < count && network_is_present(network, i); row++)
            check_row(doctor, i, row, &rows[row]);
    }
}
