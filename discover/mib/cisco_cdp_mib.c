/*
 * CISCO-CDP-MIB: neighbors by the Cisco Discovery Protocol, of Cisco and of those who speak it too.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#include "model/text.h"

#include <string.h>

#define MEMBER(member) offsetof(struct neighbor, member)

static const struct mib_scalar scalars[] = {
    {"cdpGlobalDeviceId", OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 23, 1, 3, 4),
     offsetof(struct observation, system.cdp_device_id), convert_text, false},
};

/* CDP's own numbers (CISCO-CDP-MIB cdpCacheCapabilities). */
static uint32_t capabilities_of_bits(uint32_t bits)
{
    static const struct {
        uint32_t bits;
        enum capability capability;
    } map[] = {
        {0x01, CAPABILITY_ROUTER},    {0x02 | 0x04 | 0x08, CAPABILITY_BRIDGE},
        {0x10, CAPABILITY_STATION},   {0x40, CAPABILITY_REPEATER},
        {0x80, CAPABILITY_TELEPHONE},
    };
    uint32_t set = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(map); i++)
        if ((bits & map[i].bits) != 0)
            set |= CAPABILITY_BIT(map[i].capability);
    return set;
}

/* The letters that IOS-XR answers, as "show cdp neighbors" has them. */
static uint32_t bits_of_letters(struct bytes letters)
{
    static const char known[] = "RTBSHIrP";
    uint32_t bits = 0;
    for (size_t i = 0; i < letters.size; i++) {
        const char *at = memchr(known, letters.data[i], sizeof known - 1);
        if (at != NULL)
            bits |= 1U << (at - known);
    }
    return bits;
}

static bool convert_capabilities(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    struct bytes octets = value_octets(value);
    uint64_t number = 0;
    if (octets.size == 4 && !text_is_printable_ascii(octets)) {
        for (size_t i = 0; i < 4; i++)
            number = number << 8 | octets.data[i];
        /* No capability has a number so high: sent with the lowest octet first. */
        if ((number & 0xffffff) == 0)
            number >>= 24;
    } else if (octets.size > 0 && g_ascii_isalpha((char)octets.data[0])) {
        number = bits_of_letters(octets);
    } else if (octets.size > 0 || value->type != VALUE_OCTET_STRING) {
        if (!value_number(value, &number))
            return false;
    }
    *(uint32_t *)member = capabilities_of_bits((uint32_t)number);
    return true;
}

static const char *read_cache_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    neighbor->protocol = PROTOCOL_CDP;
    bool is_good =
        cursor_read_arc(cursor, &neighbor->local_if_index) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (CISCO-CDP-MIB)";
}

enum {
    COLUMN_DEVICE_ID,
    COLUMN_ADDRESS_TYPE,
    COLUMN_ADDRESS,
    COLUMN_VERSION,
    COLUMN_DEVICE_PORT,
    COLUMN_PLATFORM,
    COLUMN_CAPABILITIES,
    COLUMN_NATIVE_VLAN,
    COLUMN_DUPLEX,
    COLUMN_SYS_NAME,
    COLUMN_PRIMARY,
    COLUMN_SECONDARY
};

static const struct mib_column cache_columns[] = {
    [COLUMN_DEVICE_ID] = {"cdpCacheDeviceId", 6, 20, MEMBER(remote_chassis_id), convert_bytes},
    [COLUMN_ADDRESS_TYPE] = {"cdpCacheAddressType", 3, 0, 0, NULL},
    [COLUMN_ADDRESS] = {"cdpCacheAddress", 4, 0, 0, NULL},
    [COLUMN_VERSION] = {"cdpCacheVersion", 5, 200, MEMBER(remote_descr), convert_text},
    [COLUMN_DEVICE_PORT] = {"cdpCacheDevicePort", 7, 20, MEMBER(remote_port_id), convert_bytes},
    [COLUMN_PLATFORM] = {"cdpCachePlatform", 8, 20, MEMBER(remote_platform), convert_text},
    [COLUMN_CAPABILITIES] = {"cdpCacheCapabilities", 9, 0, MEMBER(capabilities), convert_capabilities},
    [COLUMN_NATIVE_VLAN] = {"cdpCacheNativeVLAN", 11, 0, MEMBER(remote_vlan), convert_u32},
    [COLUMN_DUPLEX] = {"cdpCacheDuplex", 12, 0, MEMBER(remote_duplex), convert_duplex},
    [COLUMN_SYS_NAME] = {"cdpCacheSysName", 17, 0, 0, NULL},
    [COLUMN_PRIMARY] = {"cdpCachePrimaryMgmtAddr", 20, 0, 0, NULL},
    [COLUMN_SECONDARY] = {"cdpCacheSecondaryMgmtAddr", 22, 16, 0, NULL},
};

/* CiscoNetworkProtocol: ip(1), ipv6(20). */
static bool is_internet(const struct value *type)
{
    uint64_t number;
    return !value_number(type, &number) || number == 1 || number == 20;
}

static void add_address(const struct value *value, struct address addresses[3], size_t *count)
{
    struct address address = {0};
    if (value == NULL || !convert_address(NULL, value, &address) || address_is_absent(address))
        return;
    for (size_t i = 0; i < *count; i++)
        if (address_equal(addresses[i], address))
            return;
    addresses[(*count)++] = address;
}

/* Small-business switches send their MAC address as the device id, without separators. */
static bool is_bare_mac(struct bytes id)
{
    bool has_digit = false;
    for (size_t i = 0; i < id.size; i++) {
        if (!g_ascii_isxdigit((char)id.data[i]))
            return false;
        has_digit = has_digit || g_ascii_isdigit((char)id.data[i]);
    }
    return id.size == 12 && has_digit;
}

/* NX-OS sends "name(serial number)". */
static void split_device_id(struct observation *observation, struct neighbor *neighbor)
{
    const char *name = observation_text_from_bytes(observation, neighbor->remote_chassis_id);
    const char *open = name == NULL ? NULL : strchr(name, '(');
    neighbor->remote_name = name;
    if (open == NULL || open == name || !g_str_has_suffix(open, ")"))
        return;
    char *before = g_strndup(name, (size_t)(open - name));
    char *within = g_strndup(open + 1, strlen(open) - 2);
    neighbor->remote_name = observation_text(observation, before);
    neighbor->remote_serial = observation_text(observation, within);
    g_free(before);
    g_free(within);
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct address addresses[3];
    size_t count = 0;
    if (is_internet(row->cells[COLUMN_ADDRESS_TYPE]))
        add_address(row->cells[COLUMN_ADDRESS], addresses, &count);
    add_address(row->cells[COLUMN_PRIMARY], addresses, &count);
    add_address(row->cells[COLUMN_SECONDARY], addresses, &count);
    neighbor->remote_addresses = observation_addresses(observation, addresses, count);
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    split_device_id(observation, neighbor);
    if (is_bare_mac(neighbor->remote_chassis_id)) {
        neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        neighbor->remote_name =
            observation_text_from_bytes(observation, value_octets(row->cells[COLUMN_SYS_NAME]));
    }
    return true;
}

static const struct mib_table cache_table = {
    .object = "cdpCacheTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 23, 1, 2, 1, 1),
    .columns = cache_columns,
    .column_count = G_N_ELEMENTS(cache_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_cache_index,
    .finish = finish_neighbor,
};

static const struct mib_column interface_columns[] = {{"cdpInterfaceName", 6, 16, 0, NULL}};

/* Only for interfaces that ifTable does not have. */
static const struct mib_table interface_table = {
    .object = "cdpInterfaceTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 23, 1, 1, 1, 1),
    .columns = interface_columns,
    .column_count = G_N_ELEMENTS(interface_columns),
    .is_deferred = true,
};

static struct oid if_index_of(const struct mib_row *row)
{
    return (struct oid){row->index.arcs, MIN(row->index.count, 1)};
}

static void ask_names(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &cache_table, 0, &count);
    for (size_t i = 0; i < count; i++)
        if (mib_visit_row(visit, &if_table, 0, if_index_of(rows[i])) == NULL)
            mib_visit_ask_row(visit, &interface_table, 0, if_index_of(rows[i]));
}

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, neighbors;
    struct neighbor *records = observation_records_mutable(observation, RECORD_NEIGHBOR, &neighbors);
    const struct mib_row *const *rows = mib_visit_rows(visit, &cache_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        const struct mib_row *name = mib_visit_row(visit, &interface_table, 0, if_index_of(rows[i]));
        if (name != NULL && rows[i]->record < neighbors)
            records[rows[i]->record].local_port_name =
                observation_text_from_bytes(observation, value_octets(name->cells[0]));
    }
}

static const struct mib_table *const tables[] = {&cache_table, &interface_table};

const struct mib cisco_cdp_mib = {.name = "CISCO-CDP-MIB",
                                  .scalars = scalars,
                                  .scalar_count = G_N_ELEMENTS(scalars),
                                  .tables = tables,
                                  .table_count = G_N_ELEMENTS(tables),
                                  .names_neighbors = true,
                                  .ask_more = ask_names,
                                  .collect = collect};
