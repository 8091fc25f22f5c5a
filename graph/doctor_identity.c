/*
 * What several devices have that only one should.
 */
#include "graph/doctor_checks.h"

#include "graph/statement.h"
#include "inventory/identity_words.h"
#include "inventory/naming.h"
#include "model/text.h"

#include <string.h>

/* Something that a device has, as text, and where. */
struct belonging {
    char *text;
    struct link_end end;
    struct mac mac; /* of the interface; absent unknown */
};

static void clear_belonging(gpointer belonging)
{
    g_free(((struct belonging *)belonging)->text);
}

static GArray *new_belongings(void)
{
    GArray *belongings = g_array_new(FALSE, FALSE, sizeof(struct belonging));
    g_array_set_clear_func(belongings, clear_belonging);
    return belongings;
}

static gint compare_belongings(gconstpointer a, gconstpointer b)
{
    const struct belonging *left = a, *right = b;
    int order = text_compare_natural(left->text, right->text);
    if (order == 0)
        order = (left->end.device > right->end.device) - (left->end.device < right->end.device);
    return order != 0 ? order : text_compare_natural(left->end.port, right->end.port);
}

/* Gateways of one address and one MAC address on several devices are meant to be the same (anycast). */
static bool is_by_design(const struct belonging *items, guint count)
{
    for (guint i = 0; i < count; i++)
        if (mac_is_absent(items[i].mac) || !mac_equal(items[i].mac, items[0].mac))
            return false;
    return true;
}

static void report_group(struct doctor *doctor, const struct belonging *items, guint count)
{
    g_autofree struct link_end *ends = g_new(struct link_end, count);
    guint used = 0;
    for (guint i = 0; i < count; i++)
        if (used == 0 || ends[used - 1].device != items[i].end.device)
            ends[used++] = items[i].end;
    if (used > 1 && !is_by_design(items, count))
        doctor_report(doctor, ends, used, "%s", items[0].text);
}

/* Reports what several devices have; frees the belongings. */
static void report_shared(struct doctor *doctor, GArray *belongings)
{
    g_array_sort(belongings, compare_belongings);
    const struct belonging *items = (const struct belonging *)(const void *)belongings->data;
    for (guint i = 0, next; i < belongings->len; i = next) {
        for (next = i + 1; next < belongings->len; next++)
            if (strcmp(items[next].text, items[i].text) != 0)
                break;
        report_group(doctor, items + i, next - i);
    }
    g_array_unref(belongings);
}

static guint hash_address(gconstpointer address)
{
    return address_hash(*(const struct address *)address);
}

static gboolean equal_addresses(gconstpointer a, gconstpointer b)
{
    return address_equal(*(const struct address *)a, *(const struct address *)b);
}

/* The addresses that routers share by design. They belong to the observations. */
static GHashTable *list_virtual_addresses(const struct network *network)
{
    GHashTable *addresses = g_hash_table_new(hash_address, equal_addresses);
    for (size_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct virtual_address *rows =
            observation_records(network->observations->items[i], RECORD_VIRTUAL_ADDRESS, &count);
        for (size_t j = 0; j < count; j++)
            g_hash_table_add(addresses, (gpointer)&rows[j].address);
    }
    return addresses;
}

/* Junos numbers its boards in 128.0.0.0/16, in a routing instance of its own, the same in every device: what
 * else has an address there is internal, too. A set of ifIndex. */
static GHashTable *list_internal(const struct observation *said)
{
    static const struct address junos = {ADDRESS_IPV4, {128, 0}};
    size_t count;
    GHashTable *internal = g_hash_table_new(NULL, NULL);
    const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (address_same_prefix(rows[i].address, junos, 16))
            g_hash_table_add(internal, GUINT_TO_POINTER(rows[i].if_index));
    return internal;
}

static bool is_asked(const struct observation *said)
{
    return said->via != VIA_IMPORT && !said->system.unvisited;
}

/* Counts the owners of each address first: text and ports are made only for the few that have several. */
static GHashTable *list_owned_twice(const struct network *network)
{
    GHashTable *owners = g_hash_table_new(hash_address, equal_addresses);
    GHashTable *twice = g_hash_table_new(hash_address, equal_addresses);
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct ip_address *rows =
            observation_records(network->observations->items[i], RECORD_IP_ADDRESS, &count);
        for (size_t j = 0; j < count && network_is_present(network, i); j++) {
            gpointer owner = GINT_TO_POINTER((gint)network_device_of(network, i) + 1);
            gpointer had = g_hash_table_lookup(owners, &rows[j].address);
            if (had == NULL)
                g_hash_table_insert(owners, (gpointer)&rows[j].address, owner);
            else if (had != owner)
                g_hash_table_add(twice, (gpointer)&rows[j].address);
        }
    }
    g_hash_table_unref(owners);
    return twice;
}

static void add_addresses(struct doctor *doctor, uint32_t observation, GHashTable *twice, GHashTable *shared,
                          GArray *out)
{
    char text[ADDRESS_TEXT_SIZE];
    size_t count;
    struct network *network = doctor->network;
    const struct observation *said = network->observations->items[observation];
    const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
    g_autoptr(GHashTable) internal = list_internal(said);
    for (size_t i = 0; i < count; i++) {
        if (!address_is_usable(rows[i].address) ||
            g_hash_table_contains(internal, GUINT_TO_POINTER(rows[i].if_index)) ||
            !g_hash_table_contains(twice, &rows[i].address) ||
            g_hash_table_contains(shared, &rows[i].address))
            continue;
        struct port_resolver *ports = network_ports(network, said);
        const struct interface *interface = port_interface(ports, rows[i].if_index);
        struct belonging belonging = {
            .text = g_strdup(address_format(rows[i].address, text)),
            .end = {(uint32_t)network_device_of(network, observation), rows[i].if_index,
                    port_name(ports, rows[i].if_index)},
        };
        if (interface != NULL)
            belonging.mac = interface->mac;
        g_array_append_val(out, belonging);
    }
}

void doctor_check_duplicate_address(struct doctor *doctor)
{
    const struct network *network = doctor->network;
    GArray *belongings = new_belongings();
    g_autoptr(GHashTable) twice = list_owned_twice(network);
    g_autoptr(GHashTable) shared = list_virtual_addresses(network);
    for (uint32_t i = 0; i < network->observations->count; i++)
        if (network_is_present(network, i) && is_asked(network->observations->items[i]))
            add_addresses(doctor, i, twice, shared, belongings);
    report_shared(doctor, belongings);
}

static bool is_base_mac(const struct statement *statement)
{
    struct mac mac;
    return statement->kind == STATEMENT_CHASSIS_ID && mac_parse(statement->value, &mac) &&
           identity_mac_is_usable(mac);
}

void doctor_check_cloned_chassis(struct doctor *doctor)
{
    GArray *belongings = new_belongings();
    for (uint32_t i = 0; i < identity_count(doctor->network->identity); i++) {
        const struct device *device = network_device(doctor->network, i);
        if (device->observation == NULL || !is_asked(device->observation))
            continue;
        g_autoptr(GArray) statements = statement_list_of_device(device->observation);
        for (guint j = 0; j < statements->len; j++) {
            const struct statement *statement = &g_array_index(statements, struct statement, j);
            struct belonging belonging = {.text = NULL, .end = doctor_whole(i)};
            if (!is_base_mac(statement))
                continue;
            belonging.text = g_strdup(statement->value);
            g_array_append_val(belongings, belonging);
        }
    }
    report_shared(doctor, belongings);
}

void doctor_check_duplicate_name(struct doctor *doctor)
{
    GArray *belongings = new_belongings();
    for (uint32_t i = 0; i < identity_count(doctor->network->identity); i++) {
        const struct device *device = network_device(doctor->network, i);
        struct belonging belonging = {.text = naming_fold(device->name), .end = doctor_whole(i)};
        bool is_named = device->observation != NULL && is_asked(device->observation) &&
                        device->observation->system.sys_name != NULL;
        if (is_named && belonging.text != NULL)
            g_array_append_val(belongings, belonging);
        else
            g_free(belonging.text);
    }
    report_shared(doctor, belongings);
}
