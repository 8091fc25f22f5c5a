/*
 * IP-FORWARD-MIB (RFC 4292, RFC 2096) and ipRouteTable (RFC 1213): the next hops of routes, which are
 * routers. Only read where they are wanted as leads.
 *
 * inetCidrRouteTable has both address families, ipCidrRouteTable and ipRouteTable are its older kin: the
 * first of them that is there is read. Nearly all is in the index, so one column does. A table of the whole
 * Internet would cost more requests than all of a visit else, and has few next hops: long tables are left
 * out.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#include <string.h>

#define MAX_ROUTES 20000
#define MEMBER(member) offsetof(struct route, member)

/* The numbers of routes are scalars, one below the other: they are read as the columns of one row. */
enum { COUNT_CIDR, COUNT_INET };

static const struct mib_column count_columns[] = {
    [COUNT_CIDR] = {"ipCidrRouteNumber", 3, 0, 0, NULL},
    [COUNT_INET] = {"inetCidrRouteNumber", 6, 0, 0, NULL},
};

static const struct mib_table count_table = {
    .object = "ipForward",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 24),
    .columns = count_columns,
    .column_count = G_N_ELEMENTS(count_columns),
};

/* Without a next hop a network is connected, and tells of no router. */
static bool finish_route(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return address_is_usable(((const struct route *)record)->next_hop);
}

/* inetCidrRoutePolicy: an OBJECT IDENTIFIER behind its length. */
static bool skip_policy(struct cursor *cursor)
{
    uint32_t count, arc;
    if (!cursor_read_arc(cursor, &count) || count > cursor_left(cursor))
        return false;
    while (count-- > 0)
        (void)cursor_read_arc(cursor, &arc);
    return true;
}

/* An unknown(0) next hop of no octets is none. */
static bool read_next_hop(struct cursor *cursor, struct address *out)
{
    static const uint32_t none[] = {0, 0};
    if (oid_equal(cursor->rest, (struct oid){none, G_N_ELEMENTS(none)})) {
        *cursor = cursor_init(oid_skip(cursor->rest, 2));
        return true;
    }
    return cursor_read_inet_address(cursor, out);
}

static const char *read_inet(struct cursor *cursor, void *record)
{
    struct route *route = record;
    bool is_good = cursor_read_inet_address(cursor, &route->destination) &&
                   cursor_read_arc(cursor, &route->prefix_length) && skip_policy(cursor) &&
                   read_next_hop(cursor, &route->next_hop);
    return is_good ? NULL : "index is not that of inetCidrRouteTable (RFC 4292)";
}

static const struct mib_column inet_columns[] = {
    {"inetCidrRouteIfIndex", 7, 0, MEMBER(if_index), convert_u32},
};

static const struct mib_table inet_table = {
    .object = "inetCidrRouteTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 24, 7, 1),
    .columns = inet_columns,
    .column_count = G_N_ELEMENTS(inet_columns),
    .has_records = true,
    .kind = RECORD_ROUTE,
    .read_index = read_inet,
    .finish = finish_route,
    .is_probed = true,
};

/* Leading ones; a mask with holes ends at the first. */
static uint32_t length_of_mask(struct address mask)
{
    uint32_t length = 0;
    while (length < 32 && (mask.octets[length / 8] & (0x80U >> length % 8)) != 0)
        length++;
    return length;
}

static const char *read_cidr(struct cursor *cursor, void *record)
{
    struct route *route = record;
    struct address mask = {0};
    uint32_t tos;
    bool is_good = cursor_read_ipv4(cursor, &route->destination) && cursor_read_ipv4(cursor, &mask) &&
                   cursor_read_arc(cursor, &tos) && cursor_read_ipv4(cursor, &route->next_hop);
    route->prefix_length = length_of_mask(mask);
    return is_good ? NULL : "index is not that of ipCidrRouteTable (RFC 2096)";
}

static const struct mib_column cidr_columns[] = {
    {"ipCidrRouteIfIndex", 5, 0, MEMBER(if_index), convert_u32},
};

static const struct mib_table cidr_table = {
    .object = "ipCidrRouteTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 24, 4, 1),
    .columns = cidr_columns,
    .column_count = G_N_ELEMENTS(cidr_columns),
    .has_records = true,
    .kind = RECORD_ROUTE,
    .read_index = read_cidr,
    .finish = finish_route,
    .is_probed = true,
};

static const char *read_route(struct cursor *cursor, void *record)
{
    return cursor_read_ipv4(cursor, &((struct route *)record)->destination)
               ? NULL
               : "index is not an IpAddress (RFC 1213)";
}

static const struct mib_column route_columns[] = {
    {"ipRouteIfIndex", 2, 0, MEMBER(if_index), convert_u32},
    {"ipRouteNextHop", 7, 4, MEMBER(next_hop), convert_address},
};

static const struct mib_table route_table = {
    .object = "ipRouteTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 21, 1),
    .columns = route_columns,
    .column_count = G_N_ELEMENTS(route_columns),
    .has_records = true,
    .kind = RECORD_ROUTE,
    .read_index = read_route,
    .finish = finish_route,
    .is_probed = true,
};

/* 0 where the device does not tell. */
static uint64_t routes_in(struct mib_visit *visit, size_t column)
{
    size_t count;
    uint64_t routes = 0;
    const struct mib_row *const *rows = mib_visit_rows(visit, &count_table, 0, &count);
    if (count > 0 && !value_number(rows[0]->cells[column], &routes))
        routes = 0;
    return routes;
}

static void ask_unless_long(struct mib_visit *visit, const struct mib_table *table, uint64_t routes)
{
    if (routes <= MAX_ROUTES)
        mib_visit_ask_table(visit, table, 0);
    else
        observation_warn(mib_visit_observation(visit), table->object,
                         "%" G_GUINT64_FORMAT " routes, over %d: their next hops are not read", routes,
                         MAX_ROUTES);
}

static void ask_more(struct mib_visit *visit)
{
    if (mib_visit_phase(visit) != 1)
        return;
    if (mib_visit_has_table(visit, &inet_table, 0))
        ask_unless_long(visit, &inet_table, routes_in(visit, COUNT_INET));
    else if (mib_visit_has_table(visit, &cidr_table, 0))
        ask_unless_long(visit, &cidr_table, routes_in(visit, COUNT_CIDR));
    else if (mib_visit_has_table(visit, &route_table, 0))
        mib_visit_ask_table(visit, &route_table, 0);
}

static const struct mib_table *const tables[] = {&count_table, &inet_table, &cidr_table, &route_table};

const struct mib ip_forward_mib = {
    .name = "IP-FORWARD-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables), .ask_more = ask_more};
