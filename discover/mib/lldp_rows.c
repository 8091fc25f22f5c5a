#include "discover/mib/lldp_rows.h"

#include "model/text.h"

#include <string.h>

/* AddressFamilyNumbers (IANA) of the subtype of a management address (IEEE 802.1AB-2016 8.5.9.3). */
enum { FAMILY_IPV4 = 1, FAMILY_IPV6 = 2, FAMILY_802 = 6 };

/* What the index of a neighbor says. */
struct neighbor_key {
    uint32_t time_mark, port, destination, index;
    size_t arcs;
};

static bool read_key(struct cursor *cursor, size_t arcs, struct neighbor_key *key)
{
    *key = (struct neighbor_key){.arcs = arcs};
    if (arcs == 0 || arcs > 4 || cursor_left(cursor) < arcs)
        return false;
    if (arcs >= 3)
        (void)cursor_read_arc(cursor, &key->time_mark);
    if (arcs >= 2)
        (void)cursor_read_arc(cursor, &key->port);
    if (arcs == 4)
        (void)cursor_read_arc(cursor, &key->destination);
    return cursor_read_arc(cursor, &key->index);
}

const char *lldp_read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    struct neighbor_key key;
    if (!read_key(cursor, MIN(cursor_left(cursor), 3), &key))
        return "index too short (IEEE 802.1AB 11.5.1)";
    neighbor->protocol = PROTOCOL_LLDP;
    neighbor->time_mark = key.time_mark;
    neighbor->local_port_number = key.port;
    neighbor->index = key.index;
    return NULL;
}

const char *lldp_read_extended_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    struct neighbor_key key;
    if (!read_key(cursor, 4, &key))
        return "index too short (IEEE 802.1AB 11.5.2)";
    neighbor->protocol = PROTOCOL_LLDP;
    neighbor->time_mark = key.time_mark;
    neighbor->local_port_number = key.port;
    neighbor->local_if_index = key.port;
    neighbor->index = key.index;
    return NULL;
}

/* What may tell a neighbor, the parts of its key that count; found: position of the record + 1, 0 when it
 * stands for several. */
struct partial_key {
    uint32_t kind, time_mark, port, destination, index;
    size_t found;
};

/* The neighbors by all that may tell them: agents err in each part of the key but one. */
struct neighbor_keys {
    GHashTable *set; /* of struct partial_key *, in items */
    struct partial_key *items;
    size_t count, arcs;
};

enum key_kind { KEY_EXACT, KEY_PORT_AND_INDEX, KEY_TIME_AND_PORT, KEY_PORT, KEY_KINDS };

static guint key_hash(gconstpointer key)
{
    const struct partial_key *part = key;
    guint hash = part->kind;
    hash = hash * 31 + part->time_mark;
    hash = hash * 31 + part->port;
    hash = hash * 31 + part->destination;
    return hash * 31 + part->index;
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    const struct partial_key *x = a, *y = b;
    return x->kind == y->kind && x->time_mark == y->time_mark && x->port == y->port &&
           x->destination == y->destination && x->index == y->index;
}

static struct partial_key part_of(const struct neighbor_key *key, enum key_kind kind)
{
    struct partial_key part = {.kind = kind, .port = key->port};
    if (kind == KEY_EXACT || kind == KEY_TIME_AND_PORT)
        part.time_mark = key->time_mark;
    if (kind == KEY_EXACT || kind == KEY_PORT_AND_INDEX)
        part.index = key->index;
    if (kind == KEY_EXACT)
        part.destination = key->destination;
    return part;
}

static void add_keys(struct neighbor_keys *keys, const struct mib_row *row)
{
    struct cursor cursor = cursor_init(row->index);
    struct neighbor_key key;
    if (row->record == SIZE_MAX || !read_key(&cursor, row->index.count, &key))
        return;
    keys->arcs = key.arcs;
    for (enum key_kind kind = KEY_EXACT; kind < KEY_KINDS; kind++) {
        struct partial_key *item = &keys->items[keys->count];
        *item = part_of(&key, kind);
        item->found = row->record + 1;
        struct partial_key *other = g_hash_table_lookup(keys->set, item);
        if (other != NULL)
            other->found = 0;
        else
            g_hash_table_add(keys->set, &keys->items[keys->count++]);
    }
}

/* The position of the record that an address belongs to; SIZE_MAX when none, or more than one, may be meant.
 * The exact key first; then without the time mark (each address row has its own on some agents); then without
 * the index (some count the addresses in its place). */
static size_t find_neighbor(const struct neighbor_keys *keys, const struct neighbor_key *key)
{
    for (enum key_kind kind = KEY_EXACT; kind < KEY_KINDS; kind++) {
        struct partial_key part = part_of(key, kind);
        const struct partial_key *item = g_hash_table_lookup(keys->set, &part);
        if (item != NULL && item->found > 0)
            return item->found - 1;
    }
    return SIZE_MAX;
}

struct management_address {
    struct address address;
    struct mac mac;
};

static bool parse_text(struct bytes octets, struct address *out)
{
    char *text = text_is_printable_ascii(octets) ? text_from_bytes(octets) : NULL;
    bool found = text != NULL && address_parse(text, out);
    g_free(text);
    return found;
}

/* Octets without a length before them are recognised by their number. */
static bool read_octets(struct cursor *cursor, uint32_t family, uint8_t octets[64], size_t *size)
{
    size_t left = cursor_left(cursor);
    uint32_t length;
    bool is_bare = (family == FAMILY_IPV4 && left == 4) || (family == FAMILY_IPV6 && left == 16) ||
                   (family == FAMILY_802 && left == 6);
    if (!is_bare && (!cursor_read_arc(cursor, &length) || length != left - 1))
        return false;
    *size = cursor_left(cursor);
    return *size <= 64 && cursor_read_octets(cursor, octets, *size);
}

static bool read_management_address(struct cursor *cursor, const struct value *text,
                                    struct management_address *out)
{
    uint8_t octets[64];
    uint32_t family;
    size_t size;
    *out = (struct management_address){0};
    if (cursor_left(cursor) == 0)
        return parse_text(value_octets(text), &out->address);
    if (!cursor_read_arc(cursor, &family) || !read_octets(cursor, family, octets, &size))
        return false;
    struct bytes bytes = {octets, size};
    if (family == FAMILY_802)
        return mac_from_bytes(bytes, &out->mac);
    bool is_whole = size == (family == FAMILY_IPV6 ? 16 : 4);
    return is_whole ? address_from_bytes(bytes, &out->address) : parse_text(bytes, &out->address);
}

static void add_address(struct neighbor *neighbor, GArray **list, const struct management_address *found)
{
    if (address_is_absent(found->address)) {
        if (mac_is_absent(neighbor->remote_mac))
            neighbor->remote_mac = found->mac;
        return;
    }
    if (*list == NULL)
        *list = g_array_new(FALSE, FALSE, sizeof(struct address));
    for (guint i = 0; i < (*list)->len; i++)
        if (address_equal(g_array_index(*list, struct address, i), found->address))
            return;
    /* A neighbor does not have more; without a limit, a long list of them would take quadratic time. */
    if ((*list)->len < 256)
        g_array_append_val(*list, found->address);
}

static void join_row(struct mib_visit *visit, const struct mib_table *table, const struct mib_row *row,
                     const struct neighbor_keys *keys, GArray **lists)
{
    struct cursor cursor = cursor_init(row->index);
    struct management_address found;
    struct neighbor_key key;
    size_t count;
    if (!read_key(&cursor, keys->arcs, &key) ||
        !read_management_address(&cursor, row->cells[LLDP_ADDRESS_TEXT], &found)) {
        mib_visit_warn_row(visit, table, row->index, "index is not an address (IEEE 802.1AB 11.5.1)");
        return;
    }
    size_t position = find_neighbor(keys, &key);
    struct neighbor *neighbors =
        observation_records_mutable(mib_visit_observation(visit), RECORD_NEIGHBOR, &count);
    if (position < count)
        add_address(&neighbors[position], &lists[position], &found);
    else
        mib_visit_warn_row(visit, table, row->index, "belongs to no neighbor");
}

static void store_lists(struct observation *observation, GArray **lists, size_t count)
{
    struct neighbor *neighbors = observation_records_mutable(observation, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++) {
        if (lists[i] == NULL)
            continue;
        const struct address *items = (const struct address *)(const void *)lists[i]->data;
        neighbors[i].remote_addresses = observation_addresses(observation, items, lists[i]->len);
        g_array_unref(lists[i]);
    }
}

void lldp_join_addresses(struct mib_visit *visit, const struct mib_table *remote_table,
                         const struct mib_table *address_table)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, neighbors;
    const struct mib_row *const *rows = mib_visit_rows(visit, remote_table, 0, &count);
    struct neighbor_keys keys = {.set = g_hash_table_new(key_hash, key_equal),
                                 .items = g_new(struct partial_key, count * KEY_KINDS)};
    for (size_t i = 0; i < count; i++)
        add_keys(&keys, rows[i]);
    observation_records(observation, RECORD_NEIGHBOR, &neighbors);
    GArray **lists = g_new0(GArray *, neighbors);
    rows = mib_visit_rows(visit, address_table, 0, &count);
    for (size_t i = 0; i < count && keys.arcs > 0; i++)
        join_row(visit, address_table, rows[i], &keys, lists);
    store_lists(observation, lists, neighbors);
    g_free(lists);
    g_hash_table_unref(keys.set);
    g_free(keys.items);
}
