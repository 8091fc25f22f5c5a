#include "discover/mib/bgp_rows.h"

#include "discover/mib/mib_list.h"

/* Some agents put the address into the index as text. */
static bool read_text_address(struct cursor *cursor, struct address *out)
{
    struct cursor at = *cursor;
    uint8_t text[ADDRESS_TEXT_SIZE] = "";
    uint32_t type, length;
    bool is_text = cursor_read_arc(&at, &type) && cursor_read_arc(&at, &length) && length < sizeof text &&
                   cursor_left(&at) == length && cursor_read_octets(&at, text, length);
    if (!is_text || !address_parse((const char *)text, out))
        return false;
    *cursor = at;
    return true;
}

bool bgp_read_peer(struct cursor *cursor, struct address *local, struct address *remote)
{
    (void)local;
    return cursor_read_inet_address(cursor, remote) || read_text_address(cursor, remote);
}

bool bgp_read_instance_peer(struct cursor *cursor, struct address *local, struct address *remote)
{
    uint32_t instance;
    return cursor_read_arc(cursor, &instance) && bgp_read_peer(cursor, local, remote);
}

/* InetAddressType: ipv4(1), ipv6(2). */
static bool read_bare_address(struct cursor *cursor, struct address *out)
{
    uint32_t type;
    uint8_t octets[16];
    if (!cursor_read_arc(cursor, &type) || type < 1 || type > 2)
        return false;
    size_t size = type == 1 ? 4 : 16;
    return cursor_read_octets(cursor, octets, size) && address_from_bytes((struct bytes){octets, size}, out);
}

bool bgp_read_instance_pair(struct cursor *cursor, struct address *local, struct address *remote)
{
    uint32_t instance;
    if (!cursor_read_arc(cursor, &instance))
        return false;
    struct cursor bare = *cursor;
    bool is_bare =
        read_bare_address(&bare, local) && read_bare_address(&bare, remote) && cursor_left(&bare) == 0;
    if (is_bare) {
        *cursor = bare;
        return true;
    }
    return cursor_read_inet_address(cursor, local) && cursor_read_inet_address(cursor, remote);
}

const char *bgp_read_index(struct cursor *cursor, void *record, bgp_read_index_fn read)
{
    struct address local = {0}, remote = {0};
    routing_init(record, PROTOCOL_BGP);
    return read(cursor, &local, &remote) ? NULL : "index is not that of a peer's address (RFC 4001)";
}

bool bgp_finish(struct mib_visit *visit, const struct mib_row *row, void *record, bgp_read_index_fn read)
{
    struct neighbor *neighbor = record;
    struct cursor cursor = cursor_init(row->index);
    struct address local = {0}, remote = {0};
    read(&cursor, &local, &remote);
    if (address_is_absent(neighbor->local_address) && !address_is_unspecified(local))
        neighbor->local_address = local;
    routing_set_address(visit, neighbor, remote);
    return true;
}

const char *bgp_index_of_peer(struct cursor *cursor, void *record)
{
    return bgp_read_index(cursor, record, bgp_read_peer);
}

bool bgp_finish_peer(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    return bgp_finish(visit, row, record, bgp_read_peer);
}

const char *bgp_index_of_instance_peer(struct cursor *cursor, void *record)
{
    return bgp_read_index(cursor, record, bgp_read_instance_peer);
}

bool bgp_finish_instance_peer(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    return bgp_finish(visit, row, record, bgp_read_instance_peer);
}

const char *bgp_index_of_instance_pair(struct cursor *cursor, void *record)
{
    return bgp_read_index(cursor, record, bgp_read_instance_pair);
}

bool bgp_finish_instance_pair(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    return bgp_finish(visit, row, record, bgp_read_instance_pair);
}

void bgp_ask_system(struct mib_visit *visit, const struct mib_table *peers)
{
    if (mib_visit_has_table(visit, peers, 0))
        routing_ask_group(visit, &bgp_group);
}
