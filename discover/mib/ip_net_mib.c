/*
 * IP-MIB (RFC 4293), the other half: which MAC address an address has, as ARP and neighbor discovery know it.
 *
 * ipNetToPhysicalTable has both address families, ipNetToMediaTable is its older kin for IPv4 only. Most
 * agents have both, and both can be long: the older one is only read where the newer one does not tell of
 * IPv4. They are read last: what else a device says is worth more when the visit is cut short.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct arp_entry, member)

/* Without a MAC address it is a question that nobody has answered. */
static bool finish_entry(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return !mac_is_absent(((const struct arp_entry *)record)->mac);
}

static const char *read_physical(struct cursor *cursor, void *record)
{
    struct arp_entry *entry = record;
    bool is_good =
        cursor_read_arc(cursor, &entry->if_index) && cursor_read_inet_address(cursor, &entry->address);
    return is_good ? NULL : "index is not ifIndex and InetAddress (RFC 4293)";
}

static const struct mib_column physical_columns[] = {
    {"ipNetToPhysicalPhysAddress", 4, 6, MEMBER(mac), convert_mac},
};

static const struct mib_table physical_table = {
    .object = "ipNetToPhysicalTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 35, 1),
    .columns = physical_columns,
    .column_count = G_N_ELEMENTS(physical_columns),
    .has_records = true,
    .kind = RECORD_ARP_ENTRY,
    .read_index = read_physical,
    .finish = finish_entry,
    .is_probed = true,
};

static const char *read_media(struct cursor *cursor, void *record)
{
    struct arp_entry *entry = record;
    bool is_good = cursor_read_arc(cursor, &entry->if_index) && cursor_read_ipv4(cursor, &entry->address);
    return is_good ? NULL : "index is not ifIndex and IpAddress (RFC 4293)";
}

static const struct mib_column media_columns[] = {
    {"ipNetToMediaPhysAddress", 2, 6, MEMBER(mac), convert_mac},
};

static const struct mib_table media_table = {
    .object = "ipNetToMediaTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 4, 22, 1),
    .columns = media_columns,
    .column_count = G_N_ELEMENTS(media_columns),
    .has_records = true,
    .kind = RECORD_ARP_ENTRY,
    .read_index = read_media,
    .finish = finish_entry,
    .is_probed = true,
};

static bool has_ipv4(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &physical_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        struct cursor cursor = cursor_init(rows[i]->index);
        struct arp_entry entry;
        if (read_physical(&cursor, &entry) == NULL && entry.address.family == ADDRESS_IPV4)
            return true;
    }
    return false;
}

static void ask_more(struct mib_visit *visit)
{
    bool has_physical = mib_visit_has_table(visit, &physical_table, 0);
    if (mib_visit_phase(visit) == 0 && has_physical)
        mib_visit_ask_table(visit, &physical_table, 0);
    else if (mib_visit_has_table(visit, &media_table, 0) && !has_ipv4(visit))
        mib_visit_ask_table(visit, &media_table, 0);
}

static const struct mib_table *const tables[] = {&physical_table, &media_table};

const struct mib ip_net_mib = {
    .name = "IP-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables), .ask_more = ask_more};
