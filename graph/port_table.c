#include "graph/port_table.h"

#include "graph/port_name.h"

#include <stdlib.h>
#include <string.h>

#define AMBIGUOUS GUINT_TO_POINTER(G_MAXUINT)

struct port_table {
    const struct interface *interfaces;
    size_t count;
    const struct interface **by_index; /* sorted by ifIndex */
    GHashTable *texts[PORT_KEYS];      /* text, compared folded -> position + 1, or AMBIGUOUS */
    GHashTable *tails;                 /* tail of a name, the same -> position + 1 of the first */
    uint32_t *next_of_tail;            /* position -> position + 1 of the next with the same tail */
    GHashTable *macs;                  /* const struct mac * -> position + 1, or AMBIGUOUS */
    GHashTable *port_macs;             /* the same, Ethernet ports only */
};

struct port_table *port_table_new(const struct observation *observation)
{
    struct port_table *table = g_new0(struct port_table, 1);
    table->interfaces = observation_records(observation, RECORD_INTERFACE, &table->count);
    return table;
}

static void free_table(GHashTable *table)
{
    if (table != NULL)
        g_hash_table_unref(table);
}

void port_table_free(struct port_table *table)
{
    if (table == NULL)
        return;
    for (size_t key = 0; key < PORT_KEYS; key++)
        free_table(table->texts[key]);
    free_table(table->tails);
    free_table(table->macs);
    free_table(table->port_macs);
    g_free(table->next_of_tail);
    g_free(table->by_index);
    g_free(table);
}

static int compare_by_index(const void *a, const void *b)
{
    const struct interface *const *left = a, *const *right = b;
    if ((*left)->if_index != (*right)->if_index)
        return (*left)->if_index < (*right)->if_index ? -1 : 1;
    return *left < *right ? -1 : *left > *right;
}

static void make_by_index(struct port_table *table)
{
    bool is_sorted = true;
    table->by_index = g_new(const struct interface *, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        table->by_index[i] = &table->interfaces[i];
        is_sorted =
            is_sorted && (i == 0 || table->interfaces[i - 1].if_index <= table->interfaces[i].if_index);
    }
    if (!is_sorted)
        qsort(table->by_index, table->count, sizeof(const struct interface *), compare_by_index);
}

const struct interface *port_table_by_index(struct port_table *table, uint32_t if_index)
{
    if (if_index == 0)
        return NULL;
    if (table->by_index == NULL)
        make_by_index(table);
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->by_index[middle]->if_index < if_index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->count && table->by_index[low]->if_index == if_index ? table->by_index[low] : NULL;
}

static const char *text_of(const struct interface *interface, enum port_key key)
{
    if (key == PORT_KEY_NAME)
        return interface->name;
    return key == PORT_KEY_DESCR ? interface->descr : interface->alias;
}

static const struct interface *found(const struct port_table *table, gpointer value)
{
    return value == NULL || value == AMBIGUOUS ? NULL : &table->interfaces[GPOINTER_TO_UINT(value) - 1];
}

static void make_texts(struct port_table *table, enum port_key key)
{
    table->texts[key] = g_hash_table_new(port_name_hash, port_name_equal);
    for (size_t i = 0; i < table->count; i++) {
        const char *text = text_of(&table->interfaces[i], key);
        if (text == NULL)
            continue;
        bool is_taken = g_hash_table_contains(table->texts[key], text);
        g_hash_table_insert(table->texts[key], (gpointer)text,
                            is_taken ? AMBIGUOUS : GUINT_TO_POINTER((guint)i + 1));
    }
}

const struct interface *port_table_by_text(struct port_table *table, enum port_key key, const char *text)
{
    if (text == NULL || *text == '\0' || table->count == 0)
        return NULL;
    if (table->texts[key] == NULL)
        make_texts(table, key);
    return found(table, g_hash_table_lookup(table->texts[key], text));
}

static const char *name_of(const struct interface *interface)
{
    return interface->name != NULL ? interface->name : interface->descr;
}

static void make_tails(struct port_table *table)
{
    table->tails = g_hash_table_new(port_name_hash, port_name_equal);
    table->next_of_tail = g_new0(uint32_t, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        const char *name = name_of(&table->interfaces[i]);
        const char *tail = name == NULL ? "" : port_name_tail(name);
        if (*tail == '\0')
            continue;
        table->next_of_tail[i] = GPOINTER_TO_UINT(g_hash_table_lookup(table->tails, tail));
        g_hash_table_insert(table->tails, (gpointer)tail, GUINT_TO_POINTER((guint)i + 1));
    }
}

/* A table of hostile names may put every interface into one chain: an id is compared with so many only. */
#define MAX_SAME_TAIL 64

static const struct interface *find_abbreviated(struct port_table *table, const char *text)
{
    const char *tail = port_name_tail(text);
    if (*tail == '\0' || tail == text)
        return NULL;
    if (table->tails == NULL)
        make_tails(table);
    const struct interface *only = NULL;
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(table->tails, tail));
    for (size_t n = 0; at != 0 && n < MAX_SAME_TAIL; at = table->next_of_tail[at - 1], n++) {
        const struct interface *interface = &table->interfaces[at - 1];
        bool is_same = (interface->name != NULL && port_name_same(text, interface->name)) ||
                       (interface->descr != NULL && port_name_same(text, interface->descr));
        if (is_same && only != NULL)
            return NULL;
        if (is_same)
            only = interface;
    }
    return only;
}

const struct interface *port_table_by_name(struct port_table *table, const char *text)
{
    if (text == NULL || *text == '\0' || table->count == 0)
        return NULL;
    const struct interface *interface = port_table_by_text(table, PORT_KEY_NAME, text);
    if (interface == NULL)
        interface = port_table_by_text(table, PORT_KEY_DESCR, text);
    return interface != NULL ? interface : find_abbreviated(table, text);
}

static guint hash_mac(gconstpointer mac)
{
    return mac_hash(*(const struct mac *)mac);
}

static gboolean equal_macs(gconstpointer a, gconstpointer b)
{
    return mac_equal(*(const struct mac *)a, *(const struct mac *)b);
}

static void put_mac(GHashTable *macs, const struct interface *interface, size_t position)
{
    bool is_taken = g_hash_table_contains(macs, &interface->mac);
    g_hash_table_insert(macs, (gpointer)&interface->mac,
                        is_taken ? AMBIGUOUS : GUINT_TO_POINTER((guint)position + 1));
}

static void make_macs(struct port_table *table)
{
    table->macs = g_hash_table_new(hash_mac, equal_macs);
    table->port_macs = g_hash_table_new(hash_mac, equal_macs);
    for (size_t i = 0; i < table->count; i++) {
        const struct interface *interface = &table->interfaces[i];
        if (mac_is_absent(interface->mac))
            continue;
        put_mac(table->macs, interface, i);
        if (interface->type == IF_TYPE_ETHERNET)
            put_mac(table->port_macs, interface, i);
    }
}

const struct interface *port_table_by_mac(struct port_table *table, struct mac mac)
{
    if (mac_is_absent(mac) || table->count == 0)
        return NULL;
    if (table->macs == NULL)
        make_macs(table);
    const struct interface *port = found(table, g_hash_table_lookup(table->port_macs, &mac));
    return port != NULL ? port : found(table, g_hash_table_lookup(table->macs, &mac));
}
