#include "graph/link_claim.h"

#include "graph/port_table.h"
#include "model/routing.h"

#include <stdlib.h>

static enum layer layer_of_port(struct port_resolver *ports, uint32_t if_index)
{
    const struct interface *interface = ports == NULL ? NULL : port_interface(ports, if_index);
    if (interface == NULL)
        return LAYER_PHYSICAL;
    if (interface->type == IF_TYPE_TUNNEL)
        return LAYER_L3;
    if (interface->type == IF_TYPE_L2_VLAN || interface->type == IF_TYPE_L3_VLAN ||
        port_is_aggregate(ports, if_index))
        return LAYER_L2;
    return LAYER_PHYSICAL;
}

enum layer link_claim_layer(struct topology_builder *builder, const struct draft_end *a,
                            const struct draft_end *b)
{
    enum layer first = layer_of_port(builder_device_ports(builder, a->device), a->if_index);
    enum layer second = layer_of_port(builder_device_ports(builder, b->device), b->if_index);
    return MAX(first, second);
}

static enum layer find_layer(struct topology_builder *builder, const struct neighbor *row,
                             const struct link_claim *claim)
{
    if (row->protocol == PROTOCOL_IMPORT)
        return row->layer == LAYER_NONE ? LAYER_PHYSICAL : row->layer;
    if (protocol_is_routing(row->protocol))
        return LAYER_L3;
    return link_claim_layer(builder, &claim->local, &claim->remote);
}

static struct port resolve_remote(struct topology_builder *builder, uint32_t device,
                                  const struct neighbor *row)
{
    struct port_resolver *ports = builder_device_ports(builder, device);
    if (ports != NULL)
        return port_resolve_remote(ports, row);
    g_autofree char *text = port_format_remote(row);
    const char *kept = text == NULL ? NULL : g_string_chunk_insert_const(builder->memory, text);
    return (struct port){0, kept};
}

static struct link_claim make_claim(struct topology_builder *builder, size_t observation, size_t row_number,
                                    const struct neighbor *row, uint32_t remote)
{
    const struct observation *said = builder->observations->items[observation];
    uint32_t local = (uint32_t)identity_of_observation(builder->identity, observation);
    struct link_claim claim = {
        .local = builder_end(builder, local, port_resolve_local(builder_resolver(builder, said), row)),
        .remote = builder_end(builder, remote, resolve_remote(builder, remote, row)),
        .evidence = {(uint32_t)observation, (uint32_t)row_number, row->protocol},
        .speed_bps = row->speed_bps,
        .protocols = PROTOCOL_BIT(row->protocol) | row->protocols,
    };
    claim.layer = find_layer(builder, row, &claim);
    if (protocol_is_routing(row->protocol)) {
        builder_set_logical(builder, &claim.local);
        builder_set_logical(builder, &claim.remote);
    }
    /* A name that is no interface of a device whose interfaces are known tells no port. */
    if (claim.remote.if_index == 0 && builder_device_ports(builder, remote) != NULL)
        claim.remote.key = NULL;
    return claim;
}

static void add_rows(struct topology_builder *builder, size_t observation, GArray *out)
{
    size_t count;
    const struct observation *said = builder->observations->items[observation];
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++) {
        struct identity_remote remote = identity_of_neighbor(builder->identity, observation, i);
        if (remote.dropped != NULL || remote.device < 0) {
            builder_drop(builder, remote.dropped != NULL ? remote.dropped : "no device");
            continue;
        }
        if ((size_t)remote.device == identity_of_observation(builder->identity, observation)) {
            builder_drop(builder, "the device itself");
            continue;
        }
        struct link_claim claim = make_claim(builder, observation, i, &rows[i], (uint32_t)remote.device);
        g_array_append_val(out, claim);
    }
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* By what the rows say, not by where the observations happen to be. */
static int compare_claims(const void *a, const void *b)
{
    const struct link_claim *left = a, *right = b;
    int order = compare_u32(left->local.device, right->local.device);
    if (order == 0)
        order = compare_u32(left->remote.device, right->remote.device);
    if (order == 0)
        order = compare_u32(left->local.if_index, right->local.if_index);
    if (order == 0)
        order = g_strcmp0(left->local.name, right->local.name);
    if (order == 0)
        order = compare_u32(left->remote.if_index, right->remote.if_index);
    if (order == 0)
        order = g_strcmp0(left->remote.name, right->remote.name);
    if (order == 0)
        order = compare_u32(left->evidence.protocol, right->evidence.protocol);
    if (order == 0)
        order = compare_u32(left->evidence.neighbor, right->evidence.neighbor);
    return order != 0 ? order : compare_u32(left->evidence.observation, right->evidence.observation);
}

GArray *link_claim_collect(struct topology_builder *builder)
{
    GArray *claims = g_array_new(FALSE, TRUE, sizeof(struct link_claim));
    for (size_t i = 0; i < builder->observations->count; i++)
        add_rows(builder, i, claims);
    if (claims->len > 0)
        qsort(claims->data, claims->len, sizeof(struct link_claim), compare_claims);
    return claims;
}
