#include "discover/merge.h"

#include "discover/os/os_record.h"

#include <string.h>

struct merge {
    struct observation *into;
    GHashTable *if_index; /* of the other one -> of this one */
};

static bool is_absent(const struct field *field, const void *member)
{
    switch (field->type) {
    case FIELD_U32:
        return *(const uint32_t *)member == 0;
    case FIELD_U64:
        return *(const uint64_t *)member == 0;
    case FIELD_BOOL:
        return !*(const bool *)member;
    case FIELD_TEXT:
        return !*(const char *const *)member;
    case FIELD_BYTES:
        return ((const struct bytes *)member)->size == 0;
    case FIELD_MAC:
        return mac_is_absent(*(const struct mac *)member);
    case FIELD_ADDRESS:
        return address_is_absent(*(const struct address *)member);
    case FIELD_ADDRESSES:
        return ((const struct address_list *)member)->count == 0;
    case FIELD_ENUM:
        return *(const int *)member == 0;
    }
    return true;
}

static size_t size_of(enum field_type type)
{
    static const size_t sizes[] = {
        [FIELD_U32] = sizeof(uint32_t),
        [FIELD_U64] = sizeof(uint64_t),
        [FIELD_BOOL] = sizeof(bool),
        [FIELD_MAC] = sizeof(struct mac),
        [FIELD_ADDRESS] = sizeof(struct address),
        [FIELD_ENUM] = sizeof(int),
    };
    return sizes[type];
}

/* What a member points to has to belong to the observation that it is in. */
static void copy_member(struct observation *into, const struct field *field, void *to, const void *from)
{
    const struct address_list *addresses;
    switch (field->type) {
    case FIELD_TEXT:
        *(const char **)to = observation_text(into, *(const char *const *)from);
        break;
    case FIELD_BYTES:
        *(struct bytes *)to = observation_bytes(into, *(const struct bytes *)from);
        break;
    case FIELD_ADDRESSES:
        addresses = from;
        *(struct address_list *)to = observation_addresses(into, addresses->items, addresses->count);
        break;
    case FIELD_U32:
    case FIELD_U64:
    case FIELD_BOOL:
    case FIELD_MAC:
    case FIELD_ADDRESS:
    case FIELD_ENUM:
        memcpy(to, from, size_of(field->type));
        break;
    }
}

/* if_index, local_if_index, aggregate_if_index, ...: but not those of the other end. */
static bool refers_to_interface(const struct field *field)
{
    return field->type == FIELD_U32 && g_str_has_suffix(field->name, "if_index") &&
           !g_str_has_prefix(field->name, "remote");
}

static void *copy_row(struct merge *merge, enum record_kind kind, const void *row)
{
    const struct record_type *type = &record_types[kind];
    char *to = observation_add(merge->into, kind);
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        copy_member(merge->into, field, to + field->offset, (const char *)row + field->offset);
        if (!refers_to_interface(field) || kind == RECORD_INTERFACE)
            continue;
        uint32_t *if_index = (uint32_t *)(void *)(to + field->offset);
        *if_index = GPOINTER_TO_UINT(g_hash_table_lookup(merge->if_index, GUINT_TO_POINTER(*if_index)));
    }
    return to;
}

static void add_name(GHashTable *by_name, const char *name, size_t position)
{
    if (name && !g_hash_table_contains(by_name, name))
        g_hash_table_insert(by_name, (gpointer)name, GSIZE_TO_POINTER(position + 1));
}

static GHashTable *index_interfaces(const struct observation *observation)
{
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    GHashTable *by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < count; i++)
        add_name(by_name, rows[i].name, i);
    for (size_t i = 0; i < count; i++)
        add_name(by_name, rows[i].descr, i);
    return by_name;
}

static bool is_called(const struct interface *interface, const char *name)
{
    return (interface->name && record_is_same_name(interface->name, name)) ||
           (interface->descr && record_is_same_name(interface->descr, name));
}

/* "Gi0/1" is GigabitEthernet0/1 where no other one may be meant. */
static struct interface *find_abbreviated(struct interface *rows, size_t count, const char *name)
{
    struct interface *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!is_called(&rows[i], name))
            continue;
        if (found)
            return NULL;
        found = &rows[i];
    }
    return found;
}

/* The interface of this observation that the other one tells of: by its name, else by its ifIndex, which some
 * command lines tell. count: without those that were added meanwhile. */
static struct interface *find_interface(const struct merge *merge, GHashTable *by_name, size_t count,
                                        const struct interface *other)
{
    size_t all;
    struct interface *rows = observation_records_mutable(merge->into, RECORD_INTERFACE, &all);
    size_t position = other->name ? GPOINTER_TO_SIZE(g_hash_table_lookup(by_name, other->name)) : 0;
    if (position > 0)
        return &rows[position - 1];
    if (other->name)
        return find_abbreviated(rows, count, other->name);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == other->if_index)
            return &rows[i];
    return NULL;
}

static uint32_t free_if_index(const struct merge *merge, uint32_t wanted)
{
    size_t count;
    uint32_t last = RECORD_FIRST_IF_INDEX - 1;
    bool is_free = wanted != 0;
    const struct interface *rows = observation_records(merge->into, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++) {
        is_free = is_free && rows[i].if_index != wanted;
        last = MAX(last, rows[i].if_index);
    }
    return is_free ? wanted : last + 1;
}

static void fill_members(const struct merge *merge, const struct record_type *type, void *row,
                         const void *other)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        void *to = (char *)row + field->offset;
        const void *from = (const char *)other + field->offset;
        if (is_absent(field, to) && !is_absent(field, from))
            copy_member(merge->into, field, to, from);
    }
}

/* An interface that both know is one; what only the other one knows is added, with its number where that is
 * free. */
static void merge_interfaces(struct merge *merge, const struct observation *from)
{
    size_t count, own;
    const struct interface *rows = observation_records(from, RECORD_INTERFACE, &count);
    observation_records(merge->into, RECORD_INTERFACE, &own);
    g_autoptr(GHashTable) by_name = index_interfaces(merge->into);
    for (size_t i = 0; i < count; i++) {
        struct interface *same = find_interface(merge, by_name, own, &rows[i]);
        if (same) {
            fill_members(merge, &record_types[RECORD_INTERFACE], same, &rows[i]);
        } else {
            uint32_t if_index = free_if_index(merge, rows[i].if_index);
            same = copy_row(merge, RECORD_INTERFACE, &rows[i]);
            same->if_index = if_index;
        }
        g_hash_table_insert(merge->if_index, GUINT_TO_POINTER(rows[i].if_index),
                            GUINT_TO_POINTER(same->if_index));
    }
}

static void merge_addresses(struct merge *merge, const struct observation *from)
{
    size_t count;
    const struct ip_address *rows = observation_records(from, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (!observation_has_address(merge->into, rows[i].address))
            copy_row(merge, RECORD_IP_ADDRESS, &rows[i]);
}

static uint32_t protocols_of(const struct observation *observation)
{
    size_t count;
    uint32_t protocols = 0;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++)
        protocols |= 1U << rows[i].protocol;
    return protocols;
}

static void merge_neighbors(struct merge *merge, const struct observation *from)
{
    size_t count;
    uint32_t known = protocols_of(merge->into);
    const struct neighbor *rows = observation_records(from, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++)
        if (!(known & 1U << rows[i].protocol))
            copy_row(merge, RECORD_NEIGHBOR, &rows[i]);
}

static void merge_rows(struct merge *merge, const struct observation *from, enum record_kind kind)
{
    size_t count, own;
    const char *rows = observation_records(from, kind, &count);
    observation_records(merge->into, kind, &own);
    if (own > 0 && kind != RECORD_WARNING)
        return;
    for (size_t i = 0; i < count; i++)
        copy_row(merge, kind, rows + i * record_types[kind].size);
}

static void merge_kind(struct merge *merge, const struct observation *from, enum record_kind kind)
{
    if (kind == RECORD_NEIGHBOR)
        merge_neighbors(merge, from);
    else if (kind == RECORD_IP_ADDRESS)
        merge_addresses(merge, from);
    else if (kind != RECORD_INTERFACE)
        merge_rows(merge, from, kind);
}

void merge_observation(struct observation *into, const struct observation *from)
{
    struct merge merge = {into, g_hash_table_new(NULL, NULL)};
    merge_interfaces(&merge, from);
    fill_members(&merge, &system_type, &into->system, &from->system);
    for (int kind = 0; kind < RECORD_KINDS; kind++)
        merge_kind(&merge, from, (enum record_kind)kind);
    into->cost.requests += from->cost.requests;
    into->cost.retries += from->cost.retries;
    into->cost.bytes_sent += from->cost.bytes_sent;
    into->cost.bytes_received += from->cost.bytes_received;
    g_hash_table_unref(merge.if_index);
}
