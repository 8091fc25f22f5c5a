#include "graph/port_address.h"

static uint32_t owner_of(const struct ip_address *rows, size_t count, struct address address)
{
    uint32_t owner = 0;
    for (size_t i = 0; i < count; i++) {
        if (!address_equal(rows[i].address, address))
            continue;
        if (owner != 0 && owner != rows[i].if_index)
            return 0;
        owner = rows[i].if_index;
    }
    return owner;
}

uint32_t port_address_owner(const struct observation *observation, struct address_list addresses)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    uint32_t owner = 0;
    for (size_t i = 0; i < addresses.count && owner == 0; i++)
        if (!address_is_unspecified(addresses.items[i]))
            owner = owner_of(rows, count, addresses.items[i]);
    return owner;
}

static uint32_t subnet_of(const struct ip_address *rows, size_t count, struct address address)
{
    uint32_t found = 0, longest = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t length = rows[i].prefix_length;
        bool is_subnet = length > 0 && length < address_size(rows[i].address) * 8;
        if (!is_subnet || length < longest || !address_same_prefix(rows[i].address, address, length))
            continue;
        bool is_tie = length == longest && rows[i].if_index != found;
        found = is_tie ? 0 : rows[i].if_index;
        longest = length;
    }
    return found;
}

uint32_t port_address_subnet(const struct observation *observation, struct address_list addresses)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    uint32_t found = 0;
    for (size_t i = 0; i < addresses.count && found == 0; i++)
        if (address_is_usable(addresses.items[i]))
            found = subnet_of(rows, count, addresses.items[i]);
    return found;
}
