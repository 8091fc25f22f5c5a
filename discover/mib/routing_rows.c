#include "discover/mib/routing_rows.h"

bool convert_known_address(struct observation *observation, const struct value *value, void *member)
{
    struct address address = {0};
    if (!convert_address(observation, value, &address))
        return false;
    if (!address_is_unspecified(address))
        *(struct address *)member = address;
    return true;
}

static bool read_router_id(struct observation *observation, const struct value *value, uint8_t octets[4])
{
    struct address address = {0};
    uint64_t number;
    if (convert_address(observation, value, &address)) {
        for (size_t i = 0; i < 4; i++)
            octets[i] = address.octets[i];
        return address.family != ADDRESS_IPV6;
    }
    if (!value_number(value, &number) || number > UINT32_MAX)
        return false;
    for (size_t i = 0; i < 4; i++)
        octets[i] = (uint8_t)(number >> (24 - 8 * i));
    return true;
}

bool convert_router_id(struct observation *observation, const struct value *value, void *member)
{
    uint8_t octets[4];
    if (!read_router_id(observation, value, octets))
        return false;
    struct bytes id = {octets, sizeof octets};
    if (!bytes_is_zero(id))
        *(struct bytes *)member = observation_bytes(observation, id);
    return true;
}

bool convert_system_id(struct observation *observation, const struct value *value, void *member)
{
    struct bytes octets = value_octets(value);
    if (octets.size != 6)
        return octets.size == 0 && value->type == VALUE_OCTET_STRING;
    if (!bytes_is_zero(octets))
        *(struct bytes *)member = observation_bytes(observation, octets);
    return true;
}

void routing_init(struct neighbor *neighbor, enum protocol protocol)
{
    neighbor->protocol = protocol;
    neighbor->remote_chassis_subtype = CHASSIS_NETWORK_ADDRESS;
}

void routing_set_address(struct mib_visit *visit, struct neighbor *neighbor, struct address address)
{
    if (!address_is_absent(address))
        neighbor->remote_addresses = observation_addresses(mib_visit_observation(visit), &address, 1);
}

static const uint32_t instance[] = {0};

void routing_ask_group(struct mib_visit *visit, const struct mib_table *group)
{
    mib_visit_ask_row(visit, group, 0, (struct oid){instance, 1});
}

const struct value *routing_group_value(struct mib_visit *visit, const struct mib_table *group,
                                        size_t position)
{
    const struct mib_row *row = mib_visit_row(visit, group, 0, (struct oid){instance, 1});
    return row == NULL ? NULL : row->cells[position];
}

struct address routing_group_id(struct mib_visit *visit, const struct mib_table *group, size_t position)
{
    struct address address = {0};
    uint8_t octets[4];
    const struct value *value = routing_group_value(visit, group, position);
    if (value != NULL && read_router_id(mib_visit_observation(visit), value, octets) &&
        !bytes_is_zero((struct bytes){octets, sizeof octets}))
        address_from_bytes((struct bytes){octets, sizeof octets}, &address);
    return address;
}
