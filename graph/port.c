#include "graph/port.h"

#include "graph/port_address.h"
#include "graph/port_name.h"
#include "graph/port_table.h"
#include "model/chassis_id.h"
#include "model/routing.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

/* Whether the device uses ifIndex as lldpLocPortNum, as its rows with names show. */
enum numbering { NUMBERING_UNKNOWN, NUMBERING_IF_INDEX, NUMBERING_OWN };

struct port_resolver {
    const struct observation *observation;
    struct port_table *table;
    const struct lldp_port **lldp_ports; /* sorted by number */
    size_t lldp_port_count;
    GHashTable *lldp_ids;     /* const struct bytes *, the port id -> position + 1, or AMBIGUOUS */
    GHashTable *bridge_ports; /* dot1dBasePort -> ifIndex */
    GHashTable *aggregates;   /* member ifIndex -> aggregate ifIndex */
    GHashTable *has_members;  /* set of aggregate ifIndex */
    enum numbering numbering;
    bool is_numbering_known;
    GStringChunk *memory;
};

#define AMBIGUOUS GUINT_TO_POINTER(G_MAXUINT)

struct port_resolver *port_resolver_new(const struct observation *observation)
{
    struct port_resolver *resolver = g_new0(struct port_resolver, 1);
    resolver->observation = observation;
    resolver->table = port_table_new(observation);
    resolver->memory = g_string_chunk_new(256);
    return resolver;
}

static void free_table(GHashTable *table)
{
    if (table != NULL)
        g_hash_table_unref(table);
}

void port_resolver_free(struct port_resolver *resolver)
{
    if (resolver == NULL)
        return;
    free_table(resolver->lldp_ids);
    free_table(resolver->bridge_ports);
    free_table(resolver->aggregates);
    free_table(resolver->has_members);
    g_free(resolver->lldp_ports);
    g_string_chunk_free(resolver->memory);
    port_table_free(resolver->table);
    g_free(resolver);
}

const struct interface *port_interface(struct port_resolver *resolver, uint32_t if_index)
{
    return port_table_by_index(resolver->table, if_index);
}

static const char *keep_text(struct port_resolver *resolver, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert_const(resolver->memory, text);
}

static const char *keep_number(struct port_resolver *resolver, uint32_t number)
{
    char text[16];
    g_snprintf(text, sizeof text, "%u", number);
    return keep_text(resolver, text);
}

static const char *interface_name(const struct interface *interface)
{
    return interface->name != NULL ? interface->name : interface->descr;
}

const char *port_name(struct port_resolver *resolver, uint32_t if_index)
{
    if (if_index == 0)
        return NULL;
    const struct interface *interface = port_interface(resolver, if_index);
    const char *name = interface == NULL ? NULL : interface_name(interface);
    return name != NULL ? name : keep_number(resolver, if_index);
}

static struct port port_of(struct port_resolver *resolver, const struct interface *interface)
{
    return (struct port){interface->if_index, port_name(resolver, interface->if_index)};
}

static int compare_lldp_ports(const void *a, const void *b)
{
    const struct lldp_port *const *left = a, *const *right = b;
    if ((*left)->number != (*right)->number)
        return (*left)->number < (*right)->number ? -1 : 1;
    return *left < *right ? -1 : *left > *right;
}

static void load_lldp_ports(struct port_resolver *resolver)
{
    if (resolver->lldp_ports != NULL)
        return;
    size_t count;
    const struct lldp_port *rows = observation_records(resolver->observation, RECORD_LLDP_PORT, &count);
    resolver->lldp_ports = g_new(const struct lldp_port *, count + 1);
    for (size_t i = 0; i < count; i++)
        resolver->lldp_ports[i] = &rows[i];
    qsort(resolver->lldp_ports, count, sizeof(const struct lldp_port *), compare_lldp_ports);
    resolver->lldp_port_count = count;
}

static const struct lldp_port *find_lldp_port(struct port_resolver *resolver, uint32_t number)
{
    load_lldp_ports(resolver);
    size_t low = 0, high = resolver->lldp_port_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (resolver->lldp_ports[middle]->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < resolver->lldp_port_count && resolver->lldp_ports[low]->number == number;
    return is_there ? resolver->lldp_ports[low] : NULL;
}

uint32_t port_of_bridge_port(struct port_resolver *resolver, uint32_t bridge_port)
{
    if (resolver->bridge_ports == NULL) {
        size_t count;
        const struct bridge_port *rows =
            observation_records(resolver->observation, RECORD_BRIDGE_PORT, &count);
        resolver->bridge_ports = g_hash_table_new(NULL, NULL);
        for (size_t i = 0; i < count; i++)
            g_hash_table_insert(resolver->bridge_ports, GUINT_TO_POINTER(rows[i].port),
                                GUINT_TO_POINTER(rows[i].if_index));
    }
    return GPOINTER_TO_UINT(g_hash_table_lookup(resolver->bridge_ports, GUINT_TO_POINTER(bridge_port)));
}

/* Six octets that are no text are a MAC address, also where the subtype is lost. */
static bool id_mac(enum port_subtype subtype, struct bytes id, struct mac *out)
{
    if (port_id_mac(subtype, id, out))
        return true;
    return !text_is_printable_ascii(id) && mac_from_bytes(id, out);
}

/* By what the device itself calls the port: the most reliable rule, so it comes before every number. */
static const struct interface *by_own_words(struct port_resolver *resolver, const struct lldp_port *row)
{
    struct mac mac;
    const struct interface *interface = NULL;
    bool is_mac = id_mac(row->id_subtype, row->id, &mac);
    g_autofree char *id = is_mac ? NULL : port_id_format(row->id_subtype, row->id);
    if (is_mac)
        interface = port_table_by_mac(resolver->table, mac);
    else
        interface = port_table_by_name(resolver->table, id);
    if (interface == NULL)
        interface = port_table_by_name(resolver->table, row->descr);
    if (interface == NULL)
        interface = port_table_by_text(resolver->table, PORT_KEY_ALIAS, id);
    return interface;
}

/* Enough rows to see how a device numbers its ports. */
#define NUMBERING_SAMPLE 64

static enum numbering find_numbering(struct port_resolver *resolver)
{
    if (resolver->is_numbering_known)
        return resolver->numbering;
    load_lldp_ports(resolver);
    size_t same = 0, other = 0;
    for (size_t i = 0; i < resolver->lldp_port_count && i < NUMBERING_SAMPLE; i++) {
        const struct interface *interface = by_own_words(resolver, resolver->lldp_ports[i]);
        if (interface != NULL && interface->if_index == resolver->lldp_ports[i]->number)
            same++;
        else if (interface != NULL)
            other++;
    }
    if (same + other > 0)
        resolver->numbering = same >= other ? NUMBERING_IF_INDEX : NUMBERING_OWN;
    resolver->is_numbering_known = true;
    return resolver->numbering;
}

/* The number taken for an ifIndex. Small numbers are those of loopback and internal interfaces on many
 * systems: a neighbor is at none of these. */
static const struct interface *by_number(struct port_resolver *resolver, uint32_t number)
{
    if (find_numbering(resolver) == NUMBERING_OWN)
        return NULL;
    const struct interface *interface = port_interface(resolver, number);
    return interface != NULL && interface->type != IF_TYPE_LOOPBACK ? interface : NULL;
}

static struct port unmapped_lldp_port(struct port_resolver *resolver, const struct lldp_port *row,
                                      uint32_t number)
{
    struct mac mac;
    if (row == NULL)
        return (struct port){0, keep_number(resolver, number)};
    bool is_mac = id_mac(row->id_subtype, row->id, &mac);
    g_autofree char *id = port_id_format(row->id_subtype, row->id);
    if (id != NULL && (!is_mac || row->descr == NULL))
        return (struct port){0, keep_text(resolver, id)};
    return (struct port){0, row->descr != NULL ? row->descr : keep_number(resolver, number)};
}

static struct port resolve_lldp_number(struct port_resolver *resolver, uint32_t number)
{
    const struct lldp_port *row = find_lldp_port(resolver, number);
    const struct interface *interface = row == NULL ? NULL : by_own_words(resolver, row);
    if (interface == NULL)
        interface = port_interface(resolver, port_of_bridge_port(resolver, number));
    if (interface == NULL)
        interface = by_number(resolver, number);
    return interface != NULL ? port_of(resolver, interface) : unmapped_lldp_port(resolver, row, number);
}

/* Routing protocols name the port by its address, or the neighbor by one in the subnet of the port. */
static struct port by_addresses(struct port_resolver *resolver, const struct neighbor *neighbor)
{
    struct address_list local = {&neighbor->local_address,
                                 address_is_absent(neighbor->local_address) ? 0 : 1};
    uint32_t if_index = port_address_owner(resolver->observation, local);
    if (if_index == 0 && protocol_is_routing(neighbor->protocol))
        if_index = port_address_subnet(resolver->observation, neighbor->remote_addresses);
    return (struct port){if_index, port_name(resolver, if_index)};
}

struct port port_resolve_local(struct port_resolver *resolver, const struct neighbor *neighbor)
{
    if (neighbor->local_if_index != 0)
        return (struct port){neighbor->local_if_index, port_name(resolver, neighbor->local_if_index)};
    if (neighbor->local_port_name != NULL) {
        const struct interface *interface = port_table_by_name(resolver->table, neighbor->local_port_name);
        return interface != NULL ? port_of(resolver, interface) : (struct port){0, neighbor->local_port_name};
    }
    if (neighbor->local_port_number != 0)
        return resolve_lldp_number(resolver, neighbor->local_port_number);
    return by_addresses(resolver, neighbor);
}

static char *format_lldp_id(enum port_subtype subtype, struct bytes id)
{
    struct mac mac;
    char buffer[MAC_TEXT_SIZE];
    if (id_mac(subtype, id, &mac))
        return g_strdup(mac_format(mac, buffer));
    return port_id_format(subtype, id);
}

static guint hash_bytes(gconstpointer key)
{
    const struct bytes *bytes = key;
    guint hash = 5381;
    for (size_t i = 0; i < bytes->size; i++)
        hash = hash * 33 + bytes->data[i];
    return hash;
}

static gboolean equal_bytes(gconstpointer a, gconstpointer b)
{
    return bytes_equal(*(const struct bytes *)a, *(const struct bytes *)b);
}

static void load_lldp_ids(struct port_resolver *resolver)
{
    if (resolver->lldp_ids != NULL)
        return;
    load_lldp_ports(resolver);
    resolver->lldp_ids = g_hash_table_new(hash_bytes, equal_bytes);
    for (size_t i = 0; i < resolver->lldp_port_count; i++) {
        const struct bytes *id = &resolver->lldp_ports[i]->id;
        if (id->size == 0)
            continue;
        bool is_taken = g_hash_table_contains(resolver->lldp_ids, id);
        g_hash_table_insert(resolver->lldp_ids, (gpointer)id,
                            is_taken ? AMBIGUOUS : GUINT_TO_POINTER((guint)i + 1));
    }
}

/* The device's own lldpLocPortId of the same octets: what the neighbor received is what the device sent. */
static const struct interface *by_sent_id(struct port_resolver *resolver, struct bytes id)
{
    load_lldp_ids(resolver);
    gpointer value = g_hash_table_lookup(resolver->lldp_ids, &id);
    if (value == NULL || value == AMBIGUOUS)
        return NULL;
    uint32_t number = resolver->lldp_ports[GPOINTER_TO_UINT(value) - 1]->number;
    return port_interface(resolver, resolve_lldp_number(resolver, number).if_index);
}

static bool is_same_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return false;
    g_autofree char *left = port_name_fold(a), *right = port_name_fold(b);
    return strcmp(left, right) == 0;
}

static bool is_described_by(const struct interface *interface, const char *descr)
{
    return is_same_text(interface->name, descr) || is_same_text(interface->descr, descr) ||
           is_same_text(interface->alias, descr);
}

/* A bare number: mostly the ifIndex, on some systems a name or a port number; the description tells which. */
static const struct interface *by_remote_number(struct port_resolver *resolver, const char *id,
                                                const char *descr)
{
    guint64 number = g_ascii_strtoull(id, NULL, 10);
    if (number == 0 || number > G_MAXUINT32)
        return NULL;
    const struct interface *by_index = port_interface(resolver, (uint32_t)number);
    if (by_index != NULL && is_described_by(by_index, descr))
        return by_index;
    const struct interface *interface = port_table_by_name(resolver->table, id);
    if (interface == NULL)
        interface = port_table_by_name(resolver->table, descr);
    if (interface == NULL && by_index == NULL)
        interface = port_interface(resolver, port_of_bridge_port(resolver, (uint32_t)number));
    return interface != NULL ? interface : by_number(resolver, (uint32_t)number);
}

static const struct interface *by_remote_id(struct port_resolver *resolver, const char *id,
                                            const struct neighbor *neighbor)
{
    struct mac mac;
    const char *descr = neighbor->remote_port_descr;
    const struct interface *interface = NULL;
    if (neighbor->protocol == PROTOCOL_LLDP)
        interface = by_sent_id(resolver, neighbor->remote_port_id);
    if (interface != NULL)
        return interface;
    if (mac_parse(id, &mac) && (interface = port_table_by_mac(resolver->table, mac)) != NULL)
        return interface;
    if (port_name_is_number(id))
        return by_remote_number(resolver, id, descr);
    interface = port_table_by_name(resolver->table, id);
    return interface != NULL ? interface : port_table_by_text(resolver->table, PORT_KEY_ALIAS, id);
}

/* The neighbor's address is that of its port; its MAC address, where it is told, as well. */
static struct port by_remote_addresses(struct port_resolver *resolver, const struct neighbor *neighbor,
                                       const struct interface *interface)
{
    uint32_t owner = port_address_owner(resolver->observation, neighbor->remote_addresses);
    if (owner != 0)
        return (struct port){owner, port_name(resolver, owner)};
    if (interface == NULL && !mac_is_absent(neighbor->remote_mac))
        interface = port_table_by_mac(resolver->table, neighbor->remote_mac);
    return interface == NULL ? (struct port){0, NULL} : port_of(resolver, interface);
}

struct port port_resolve_remote(struct port_resolver *resolver, const struct neighbor *neighbor)
{
    const struct interface *interface = port_interface(resolver, neighbor->remote_if_index);
    const char *descr = neighbor->remote_port_descr;
    if (protocol_is_routing(neighbor->protocol))
        return by_remote_addresses(resolver, neighbor, interface);
    g_autofree char *id = format_lldp_id(neighbor->remote_port_subtype, neighbor->remote_port_id);
    if (interface == NULL && id != NULL)
        interface = by_remote_id(resolver, id, neighbor);
    if (interface == NULL)
        interface = port_table_by_name(resolver->table, descr);
    if (interface == NULL)
        interface = port_table_by_text(resolver->table, PORT_KEY_ALIAS, descr);
    if (interface != NULL)
        return port_of(resolver, interface);
    g_autofree char *text = port_format_remote(neighbor);
    return (struct port){0, keep_text(resolver, text)};
}

static bool has_letters_or_digits(const char *text)
{
    for (; *text != '\0'; text++)
        if (g_ascii_isalnum(*text) || (*text & 0x80) != 0)
            return true;
    return false;
}

char *port_format_remote(const struct neighbor *neighbor)
{
    struct mac mac;
    const char *descr = neighbor->remote_port_descr;
    bool is_mac = id_mac(neighbor->remote_port_subtype, neighbor->remote_port_id, &mac);
    char *id = format_lldp_id(neighbor->remote_port_subtype, neighbor->remote_port_id);
    bool says_little = id == NULL || is_mac || port_name_is_number(id);
    if (!says_little || descr == NULL || !has_letters_or_digits(descr))
        return id;
    g_free(id);
    return g_strdup(descr);
}

static bool may_be_aggregate(const struct interface *interface)
{
    if (interface == NULL)
        return false;
    if (interface->type == IF_TYPE_AGGREGATE)
        return true;
    const char *name = interface_name(interface);
    bool is_possible = interface->type == IF_TYPE_VIRTUAL || interface->type == IF_TYPE_ETHERNET;
    return is_possible && name != NULL && port_name_is_aggregate(name);
}

static void put_member(struct port_resolver *resolver, uint32_t member, uint32_t aggregate)
{
    bool is_known = g_hash_table_contains(resolver->aggregates, GUINT_TO_POINTER(member));
    /* Agents name the port itself, or 0, where it is not aggregated. */
    if (is_known || member == 0 || aggregate == 0 || member == aggregate)
        return;
    g_hash_table_insert(resolver->aggregates, GUINT_TO_POINTER(member), GUINT_TO_POINTER(aggregate));
    g_hash_table_add(resolver->has_members, GUINT_TO_POINTER(aggregate));
}

static void load_aggregates(struct port_resolver *resolver)
{
    if (resolver->aggregates != NULL)
        return;
    resolver->aggregates = g_hash_table_new(NULL, NULL);
    resolver->has_members = g_hash_table_new(NULL, NULL);
    size_t count;
    const struct lag_member *members = observation_records(resolver->observation, RECORD_LAG_MEMBER, &count);
    for (size_t i = 0; i < count; i++)
        put_member(resolver, members[i].if_index, members[i].aggregate_if_index);
    const struct if_stack *stack = observation_records(resolver->observation, RECORD_IF_STACK, &count);
    for (size_t i = 0; i < count; i++)
        if (may_be_aggregate(port_interface(resolver, stack[i].higher_if_index)) &&
            !may_be_aggregate(port_interface(resolver, stack[i].lower_if_index)))
            put_member(resolver, stack[i].lower_if_index, stack[i].higher_if_index);
}

uint32_t port_aggregate(struct port_resolver *resolver, uint32_t if_index)
{
    load_aggregates(resolver);
    uint32_t aggregate =
        GPOINTER_TO_UINT(g_hash_table_lookup(resolver->aggregates, GUINT_TO_POINTER(if_index)));
    if (aggregate != 0 || if_index == 0)
        return aggregate;
    uint32_t physical = port_physical(resolver, if_index);
    return physical == if_index
               ? 0
               : GPOINTER_TO_UINT(g_hash_table_lookup(resolver->aggregates, GUINT_TO_POINTER(physical)));
}

bool port_is_aggregate(struct port_resolver *resolver, uint32_t if_index)
{
    const struct interface *interface = port_interface(resolver, if_index);
    if (interface != NULL && interface->type == IF_TYPE_AGGREGATE)
        return true;
    load_aggregates(resolver);
    return g_hash_table_contains(resolver->has_members, GUINT_TO_POINTER(if_index));
}

uint32_t port_physical(struct port_resolver *resolver, uint32_t if_index)
{
    const struct interface *interface = port_interface(resolver, if_index);
    const char *name = interface == NULL ? NULL : interface_name(interface);
    size_t size = name == NULL ? 0 : port_name_unit_base(name);
    if (size == 0)
        return if_index;
    g_autofree char *base_name = g_strndup(name, size);
    const struct interface *base = port_table_by_text(resolver->table, PORT_KEY_NAME, base_name);
    if (base == NULL)
        base = port_table_by_text(resolver->table, PORT_KEY_DESCR, base_name);
    return base == NULL ? if_index : base->if_index;
}
