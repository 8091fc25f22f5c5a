#include "discover/os/interface_index.h"

#include <string.h>

struct interface_index {
    struct observation *observation;
    GHashTable *by_numbers; /* text -> GArray of guint: positions of rows; both owned */
};

/* "0/1" of "GigabitEthernet 0/ 1", "1/1/2" of "10GigabitEthernet1/1/2". */
static char *numbers_of(const char *name)
{
    const char *at = name + strlen(name);
    while (at > name && !g_ascii_isalpha(at[-1]))
        at--;
    at += strcspn(at, "0123456789");
    char *numbers = g_strdup(at), *to = numbers;
    for (const char *from = numbers; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return numbers;
}

static void take_row(struct interface_index *index, const char *name, guint position)
{
    char *numbers = numbers_of(name);
    GArray *positions = g_hash_table_lookup(index->by_numbers, numbers);
    if (positions) {
        g_free(numbers);
    } else {
        positions = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(index->by_numbers, numbers, positions);
    }
    g_array_append_val(positions, position);
}

static void free_positions(gpointer positions)
{
    g_array_unref(positions);
}

struct interface_index *interface_index_new(struct observation *observation)
{
    struct interface_index *index = g_new0(struct interface_index, 1);
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    index->observation = observation;
    index->by_numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_positions);
    for (size_t i = 0; i < count; i++)
        if (rows[i].name)
            take_row(index, rows[i].name, (guint)i);
    return index;
}

void interface_index_free(struct interface_index *index)
{
    g_hash_table_unref(index->by_numbers);
    g_free(index);
}

struct interface *interface_index_find(struct interface_index *index, const char *name,
                                       bool (*is_same)(const char *a, const char *b))
{
    g_autofree char *numbers = numbers_of(name);
    const GArray *positions = g_hash_table_lookup(index->by_numbers, numbers);
    size_t count;
    struct interface *rows = observation_records_mutable(index->observation, RECORD_INTERFACE, &count);
    struct interface *meant = NULL;
    for (guint i = 0; positions && i < positions->len; i++) {
        struct interface *row = &rows[g_array_index(positions, guint, i)];
        if (strcmp(row->name, name) == 0)
            return row;
        if (!meant && is_same(row->name, name))
            meant = row;
    }
    return meant;
}

struct interface *interface_index_add(struct interface_index *index, const char *name)
{
    size_t count;
    observation_records(index->observation, RECORD_INTERFACE, &count);
    struct interface *row = observation_add(index->observation, RECORD_INTERFACE);
    row->name = observation_text(index->observation, name);
    take_row(index, name, (guint)count);
    return row;
}
