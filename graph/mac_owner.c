#include "graph/mac_owner.h"

#include "graph/port_table.h"
#include "inventory/identity_words.h"

enum { RANK_TOLD, RANK_INTERFACE, RANK_ETHERNET, RANK_WITH_ADDRESS };

bool mac_owner_is_possible(struct mac mac)
{
    return !mac_is_absent(mac) && identity_mac_is_usable(mac);
}

static void add_owner(struct mac_owners *owners, struct mac mac, struct mac_owner told)
{
    bool is_new;
    if (!mac_owner_is_possible(mac))
        return;
    uint32_t *position = mac_table_put(&owners->table, mac, &is_new);
    if (is_new) {
        *position = owners->items->len;
        g_array_append_val(owners->items, told);
        return;
    }
    struct mac_owner *owner = &g_array_index(owners->items, struct mac_owner, *position);
    if (owner->device != told.device) {
        owner->device = MAC_OWNER_NOBODY;
        return;
    }
    bool is_ambiguous = owner->is_ambiguous || (owner->if_index != 0 && told.if_index != 0);
    if (told.rank > owner->rank || (told.rank == owner->rank && told.if_index < owner->if_index))
        *owner = told;
    owner->is_ambiguous = is_ambiguous;
}

static bool has_address(const struct observation *observation, uint32_t if_index)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == if_index && address_is_usable(rows[i].address))
            return true;
    return false;
}

/* Where several interfaces share an address, frames from it are sent by the one that has an IP address: of a
 * host with a bridge, the bridge. */
static unsigned char rank_of(const struct observation *observation, const struct interface *interface)
{
    if (interface->type != IF_TYPE_ETHERNET)
        return RANK_INTERFACE;
    return has_address(observation, interface->if_index) ? RANK_WITH_ADDRESS : RANK_ETHERNET;
}

/* Virtual addresses are shared by design, whoever has them at present. */
static void add_virtual(struct mac_owners *owners, const struct observation *observation)
{
    size_t count;
    const struct virtual_address *rows = observation_records(observation, RECORD_VIRTUAL_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        add_owner(owners, rows[i].mac, (struct mac_owner){.device = MAC_OWNER_NOBODY});
}

static void add_visited(struct mac_owners *owners, uint32_t device, const struct observation *observation)
{
    size_t count;
    struct mac_owner told = {.device = device, .rank = RANK_TOLD};
    add_owner(owners, observation->system.bridge_address, told);
    const struct stp_instance *trees = observation_records(observation, RECORD_STP_INSTANCE, &count);
    for (size_t i = 0; i < count; i++)
        add_owner(owners, trees[i].bridge_address, told);
    const struct interface *interfaces = observation_records(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++) {
        if (mac_is_absent(interfaces[i].mac))
            continue;
        told.if_index = interfaces[i].if_index;
        told.rank = rank_of(observation, &interfaces[i]);
        add_owner(owners, interfaces[i].mac, told);
    }
    add_virtual(owners, observation);
}

static void add_chassis_ids(struct mac_owners *owners, uint32_t device, const GPtrArray *chassis_ids)
{
    struct mac mac;
    for (guint i = 0; chassis_ids != NULL && i < chassis_ids->len; i++)
        if (mac_parse(chassis_ids->pdata[i], &mac))
            add_owner(owners, mac, (struct mac_owner){.device = device, .rank = RANK_TOLD});
}

static bool tells_own_mac(const struct observation *observation)
{
    size_t count;
    const struct interface *interfaces = observation_records(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        if (!mac_is_absent(interfaces[i].mac))
            return true;
    return !mac_is_absent(observation->system.bridge_address);
}

/* IP address as text -> device + 1, of the devices that tell no MAC address. */
static GHashTable *list_silent_addresses(const struct identity *identity)
{
    GHashTable *silent = g_hash_table_new(g_str_hash, g_str_equal);
    for (uint32_t i = 0; i < identity_count(identity); i++) {
        const struct device *device = identity_device(identity, i);
        if (device->observation == NULL || tells_own_mac(device->observation))
            continue;
        for (guint j = 0; device->addresses != NULL && j < device->addresses->len; j++)
            g_hash_table_insert(silent, device->addresses->pdata[j], GUINT_TO_POINTER(i + 1));
    }
    return silent;
}

static void add_arp(struct mac_owners *owners, const struct observation *observation, GHashTable *silent)
{
    size_t count;
    char text[ADDRESS_TEXT_SIZE];
    const struct arp_entry *rows = observation_records(observation, RECORD_ARP_ENTRY, &count);
    for (size_t i = 0; i < count; i++) {
        gpointer device = g_hash_table_lookup(silent, address_format(rows[i].address, text));
        if (device != NULL)
            add_owner(owners, rows[i].mac,
                      (struct mac_owner){.device = GPOINTER_TO_UINT(device) - 1, .rank = RANK_TOLD});
    }
}

void mac_owners_init(struct mac_owners *owners, const struct observation_list *observations,
                     const struct identity *identity)
{
    mac_table_init(&owners->table);
    owners->items = g_array_new(FALSE, FALSE, sizeof(struct mac_owner));
    for (uint32_t i = 0; i < identity_count(identity); i++) {
        const struct device *device = identity_device(identity, i);
        if (device->observation != NULL)
            add_visited(owners, i, device->observation);
        add_chassis_ids(owners, i, device->chassis_ids);
    }
    g_autoptr(GHashTable) silent = list_silent_addresses(identity);
    for (size_t i = 0; g_hash_table_size(silent) > 0 && i < observations->count; i++)
        add_arp(owners, observations->items[i], silent);
}

void mac_owners_clear(struct mac_owners *owners)
{
    mac_table_clear(&owners->table);
    g_array_unref(owners->items);
}

const struct mac_owner *mac_owners_find(const struct mac_owners *owners, struct mac mac)
{
    const uint32_t *position = mac_table_find(&owners->table, mac);
    if (position == NULL)
        return NULL;
    const struct mac_owner *owner = &g_array_index(owners->items, struct mac_owner, *position);
    return owner->device == MAC_OWNER_NOBODY ? NULL : owner;
}
