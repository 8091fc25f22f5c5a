#include "discover/merge.h"

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

static void merge_system(struct merge *merge, const struct observation *from)
{
    for (size_t i = 0; i < system_type.field_count; i++) {
        const struct field *field = &system_type.fields[i];
        void *to = (char *)&merge->into->system + field->offset;
        const void *other = (const char *)&from->system + field->offset;
        if (is_absent(field, to) && !is_absent(field, other))
            copy_member(merge->into, field, to, other);
    }
}

/* if_index, local_if_index, aggregate_if_index, ...: but not those of the other end. */
static bool refers_to_interface(const struct field *field)
{
    return field->type == FIELD_U32 && g_str_has_suffix(field->name, "if_index") &&
           !g_str_has_prefix(field->name, "remote");
}

static void copy_row(struct merge *merge, enum record_kind kind, const void *row)
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
}

static const struct interface *find_interface(const struct observation *observation, const char *name)
{
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; name && i < count; i++)
        if (g_strcmp0(rows[i].name, name) == 0 || g_strcmp0(rows[i].descr, name) == 0)
            return &rows[i];
    return NULL;
}

/* Without interfaces of its own an observation gets those of the other one, numbers and all. */
static void relate_interfaces(struct merge *merge, const struct observation *from)
{
    size_t count, own;
    const struct interface *rows = observation_records(from, RECORD_INTERFACE, &count);
    observation_records(merge->into, RECORD_INTERFACE, &own);
    for (size_t i = 0; i < count; i++) {
        const struct interface *same = own > 0 ? find_interface(merge->into, rows[i].name) : &rows[i];
        if (same)
            g_hash_table_insert(merge->if_index, GUINT_TO_POINTER(rows[i].if_index),
                                GUINT_TO_POINTER(same->if_index));
    }
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

void merge_observation(struct observation *into, const struct observation *from)
{
    struct merge merge = {into, g_hash_table_new(NULL, NULL)};
    relate_interfaces(&merge, from);
    merge_system(&merge, from);
    for (int kind = 0; kind < RECORD_KINDS; kind++) {
        if (kind == RECORD_NEIGHBOR)
            merge_neighbors(&merge, from);
        else
            merge_rows(&merge, from, (enum record_kind)kind);
    }
    into->cost.requests += from->cost.requests;
    into->cost.retries += from->cost.retries;
    into->cost.bytes_sent += from->cost.bytes_sent;
    into->cost.bytes_received += from->cost.bytes_received;
    g_hash_table_unref(merge.if_index);
}
