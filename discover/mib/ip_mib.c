/*
 * IP-MIB (RFC 4293): the device's own addresses, from ipAddressTable and from the older ipAddrTable, and
 * whether it forwards. Many agents have both tables, few have everything in both.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#include <string.h>

static const struct mib_scalar scalars[] = {
    {"ipForwarding", OID_INIT(1, 3, 6, 1, 2, 1, 4, 1), offsetof(struct observation, system.ip_forwarding),
     convert_forwarding, false},
};

enum { COLUMN_IF_INDEX, COLUMN_TYPE, COLUMN_PREFIX };
enum { TYPE_BROADCAST = 3 };

static const char *read_address(struct cursor *cursor, void *record)
{
    struct ip_address *address = record;
    return cursor_read_inet_address(cursor, &address->address) ? NULL
                                                               : "index is not an InetAddress (RFC 4001)";
}

/* ipAddressPrefix points at a row of ipAddressPrefixTable, whose index ends with the prefix length; 0.0
 * points nowhere. */
static uint32_t prefix_length_of_row(const struct value *pointer, size_t size)
{
    if (pointer == NULL || pointer->type != VALUE_OID || pointer->oid.count < 4)
        return 0;
    uint32_t length = pointer->oid.arcs[pointer->oid.count - 1];
    return length <= size * 8 ? length : 0;
}

static bool finish_address(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    struct ip_address *address = record;
    uint64_t type;
    if (value_number(row->cells[COLUMN_TYPE], &type) && type == TYPE_BROADCAST)
        return false;
    address->prefix_length = prefix_length_of_row(row->cells[COLUMN_PREFIX], address_size(address->address));
    return true;
}

static const struct mib_column address_columns[] = {
    [COLUMN_IF_INDEX] = {"ipAddressIfIndex", 3, 0, offsetof(struct ip_address, if_index), convert_u32},
    [COLUMN_TYPE] = {"ipAddressType", 4, 0, 0, NULL},
    [COLUMN_PREFIX] = {"ipAddressPrefix", 5, 16, 0, NULL},
};

static const struct mib_table address_table = {
    .object = "ipAddressTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 34, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .has_records = true,
    .kind = RECORD_IP_ADDRESS,
    .read_index = read_address,
    .finish = finish_address,
};

enum { OLD_COLUMN_IF_INDEX, OLD_COLUMN_NET_MASK };

static const struct mib_column addr_columns[] = {
    [OLD_COLUMN_IF_INDEX] = {"ipAdEntIfIndex", 2, 0, 0, NULL},
    [OLD_COLUMN_NET_MASK] = {"ipAdEntNetMask", 3, 0, 0, NULL},
};

static const struct mib_table addr_table = {
    .object = "ipAddrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 20, 1),
    .columns = addr_columns,
    .column_count = G_N_ELEMENTS(addr_columns),
};

/* Leading ones of a netmask; 0 when it has holes. */
static uint32_t prefix_length_of_mask(struct bytes mask)
{
    uint32_t bits = 0;
    if (mask.size != 4)
        return 0;
    for (size_t i = 0; i < 4; i++)
        bits = bits << 8 | mask.data[i];
    uint32_t length = 0;
    while (length < 32 && (bits & 1U << (31 - length)) != 0)
        length++;
    return length == 32 || (bits << length) == 0 ? length : 0;
}

static guint hash_address(const void *record)
{
    const struct ip_address *address = record;
    return address_hash(address->address) ^ address->if_index * 2654435761U;
}

static gboolean equal_address(const void *a, const void *b)
{
    const struct ip_address *x = a, *y = b;
    return x->if_index == y->if_index && address_equal(x->address, y->address);
}

/* The records of ipAddressTable, by address and interface, as position + 1. */
static GHashTable *find_known(struct observation *observation)
{
    GHashTable *known = g_hash_table_new_full(hash_address, equal_address, g_free, NULL);
    size_t count;
    const struct ip_address *records = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        g_hash_table_insert(known, g_memdup2(&records[i], sizeof records[i]), GSIZE_TO_POINTER(i + 1));
    return known;
}

static void add_address(struct observation *observation, GHashTable *known, const struct ip_address *address)
{
    size_t count, position = GPOINTER_TO_SIZE(g_hash_table_lookup(known, address));
    if (position == 0) {
        memcpy(observation_add(observation, RECORD_IP_ADDRESS), address, sizeof *address);
        return;
    }
    struct ip_address *records = observation_records_mutable(observation, RECORD_IP_ADDRESS, &count);
    if (records[position - 1].prefix_length == 0)
        records[position - 1].prefix_length = address->prefix_length;
}

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    GHashTable *known = find_known(observation);
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &addr_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        struct ip_address address = {0};
        struct cursor cursor = cursor_init(rows[i]->index);
        const struct value *if_index = rows[i]->cells[OLD_COLUMN_IF_INDEX];
        if (!cursor_read_ipv4(&cursor, &address.address)) {
            mib_visit_warn_row(visit, &addr_table, rows[i]->index, "index too short (RFC 4293)");
            continue;
        }
        if (if_index != NULL)
            (void)convert_u32(observation, if_index, &address.if_index);
        address.prefix_length = prefix_length_of_mask(value_octets(rows[i]->cells[OLD_COLUMN_NET_MASK]));
        add_address(observation, known, &address);
    }
    g_hash_table_unref(known);
}

static const struct mib_table *const tables[] = {&address_table, &addr_table};

const struct mib ip_mib = {.name = "IP-MIB",
                           .scalars = scalars,
                           .scalar_count = G_N_ELEMENTS(scalars),
                           .tables = tables,
                           .table_count = G_N_ELEMENTS(tables),
                           .collect = collect};
