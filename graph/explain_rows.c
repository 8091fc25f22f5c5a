#include "graph/explain_rows.h"

#include "model/text.h"

static const char *const fates[EXPLAIN_FATES] = {
    [EXPLAIN_LINK] = "link",
    [EXPLAIN_NO_LINK] = "no_link",
    [EXPLAIN_MENTION] = "mention",
    [EXPLAIN_ELSEWHERE] = "elsewhere",
};
const struct words explain_fate_words = {fates, G_N_ELEMENTS(fates)};

const struct neighbor *explain_neighbor(const struct network *network, uint32_t observation, uint32_t row)
{
    size_t count;
    const struct observation *said = network->observations->items[observation];
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    g_assert(row < count);
    return &rows[row];
}

struct explain_row explain_row_read(struct network *network, uint32_t observation, uint32_t row)
{
    const struct neighbor *neighbor = explain_neighbor(network, observation, row);
    struct port_resolver *ports = network_ports(network, network->observations->items[observation]);
    struct identity_remote remote = identity_of_neighbor(network->identity, observation, row);
    struct explain_row read = {
        .observation = observation,
        .neighbor = row,
        .device = (uint32_t)network_device_of(network, observation),
        .protocol = neighbor->protocol,
        .fate = EXPLAIN_NO_LINK,
        .port = port_resolve_local(ports, neighbor),
        .remote = remote.dropped == NULL ? remote.device : -1,
        .key = remote.key,
        .reason = remote.dropped,
        .link = -1,
    };
    if (read.reason == NULL)
        read.reason = topology_why_no_link(network->topology, observation, row);
    return read;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    const struct explain_row *left = a, *right = b;
    int order = compare_numbers(left->fate, right->fate);
    if (order == 0)
        order = compare_numbers(left->link, right->link);
    if (order == 0)
        order = compare_numbers(left->device, right->device);
    if (order == 0)
        order = text_compare_natural(left->port.name, right->port.name);
    if (order == 0)
        order = compare_numbers(left->protocol, right->protocol);
    if (order == 0)
        order = compare_numbers(left->neighbor, right->neighbor);
    return order != 0 ? order : compare_numbers(left->observation, right->observation);
}

void explain_rows_sort(GArray *rows)
{
    g_array_sort(rows, compare_rows);
}
