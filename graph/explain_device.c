/*
 * What a device was made of: its observations, what tells who it is and who says so, and the neighbor rows
 * that were taken for it.
 */
#include "graph/explain_rows.h"
#include "model/text.h"

#include <string.h>

struct device_work {
    struct network *network;
    struct explain_device *explained;
    uint32_t device;
    GHashTable *facts; /* "kind value" -> 1 + position in facts */
};

static char *fact_key(const struct statement *statement)
{
    return g_strdup_printf("%d %s", (int)statement->kind, statement->value);
}

static void clear_fact(gpointer pointer)
{
    struct explain_fact *fact = pointer;
    g_array_unref(fact->sources);
    g_array_unref(fact->shared);
}

static struct explain_fact *get_fact(struct device_work *work, const struct statement *statement)
{
    GArray *facts = work->explained->facts;
    char *key = fact_key(statement);
    guint position = GPOINTER_TO_UINT(g_hash_table_lookup(work->facts, key));
    if (position != 0) {
        g_free(key);
        return &g_array_index(facts, struct explain_fact, position - 1);
    }
    struct explain_fact fact = {
        .kind = statement->kind,
        .value = g_string_chunk_insert_const(work->explained->memory, statement->value),
        .sources = g_array_new(FALSE, FALSE, sizeof(struct explain_source)),
        .shared = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
        .is_interface = true,
    };
    g_array_append_val(facts, fact);
    g_hash_table_insert(work->facts, key, GUINT_TO_POINTER(facts->len));
    return &g_array_index(facts, struct explain_fact, facts->len - 1);
}

static void add_source(struct device_work *work, const struct statement *statement,
                       const struct explain_source *source)
{
    struct explain_fact *fact = get_fact(work, statement);
    const struct explain_source *last =
        fact->sources->len == 0
            ? NULL
            : &g_array_index(fact->sources, struct explain_source, fact->sources->len - 1);
    fact->is_interface = fact->is_interface && statement->is_interface;
    if (last == NULL || last->observation != source->observation || last->neighbor != source->neighbor)
        g_array_append_val(fact->sources, *source);
}

static void add_statements(struct device_work *work, GArray *statements, const struct explain_source *source)
{
    for (guint i = 0; i < statements->len; i++)
        add_source(work, &g_array_index(statements, struct statement, i), source);
    g_array_unref(statements);
}

static gint compare_visits(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct observation_list *list = user;
    const struct observation *left = list->items[*(const uint32_t *)a];
    const struct observation *right = list->items[*(const uint32_t *)b];
    if (left->run != right->run)
        return left->run < right->run ? -1 : 1;
    if (left->started_at != right->started_at)
        return left->started_at < right->started_at ? -1 : 1;
    return address_compare(left->address, right->address);
}

static void list_observations(struct device_work *work)
{
    const struct device *device = network_device(work->network, work->device);
    GArray *observations = work->explained->observations;
    for (guint i = 0; i < device->observations->len; i++) {
        uint32_t position = network_position(work->network, device->observations->pdata[i]);
        g_array_append_val(observations, position);
    }
    g_array_sort_with_data(observations, compare_visits, (gpointer)work->network->observations);
    for (guint i = 0; i < observations->len; i++) {
        uint32_t position = g_array_index(observations, uint32_t, i);
        const struct observation *said = work->network->observations->items[position];
        struct explain_source source = {position, UINT32_MAX, work->device, {0, NULL}, PROTOCOL_NONE};
        if (said->outcome != OUTCOME_FAILED)
            add_statements(work, statement_list_of_device(said), &source);
    }
}

static void add_row(struct device_work *work, uint32_t observation, uint32_t row)
{
    struct explain_row read = explain_row_read(work->network, observation, row);
    struct explain_source source = {observation, row, read.device, read.port, read.protocol};
    if (read.reason == NULL)
        read.fate = EXPLAIN_LINK;
    g_array_append_val(work->explained->rows, read);
    const struct neighbor *neighbor = explain_neighbor(work->network, observation, row);
    add_statements(work, statement_list_of_row(neighbor), &source);
}

static void list_rows(struct device_work *work)
{
    const struct network *network = work->network;
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        observation_records(network->observations->items[i], RECORD_NEIGHBOR, &count);
        for (uint32_t row = 0; row < count; row++) {
            struct identity_remote remote = identity_of_neighbor(network->identity, i, row);
            if (remote.dropped == NULL && remote.device == (int64_t)work->device)
                add_row(work, i, row);
        }
    }
}

static bool has_device(const GArray *devices, uint32_t device)
{
    return devices->len > 0 && g_array_index(devices, uint32_t, devices->len - 1) == device;
}

/* Which of the facts other devices state of themselves: these tell nobody apart. */
static void find_shared(struct device_work *work)
{
    for (uint32_t device = 0; device < identity_count(work->network->identity); device++) {
        const struct observation *said = network_device(work->network, device)->observation;
        if (device == work->device || said == NULL)
            continue;
        g_autoptr(GArray) statements = statement_list_of_device(said);
        for (guint i = 0; i < statements->len; i++) {
            g_autofree char *key = fact_key(&g_array_index(statements, struct statement, i));
            guint position = GPOINTER_TO_UINT(g_hash_table_lookup(work->facts, key));
            if (position == 0)
                continue;
            GArray *shared = g_array_index(work->explained->facts, struct explain_fact, position - 1).shared;
            if (!has_device(shared, device))
                g_array_append_val(shared, device);
        }
    }
}

/* Ids and serials join by being the same; an address where one was visited at what the other owns. */
static bool joins(const struct network *network, const struct explain_fact *fact)
{
    guint own = 0;
    bool is_visited = false;
    char text[ADDRESS_TEXT_SIZE];
    for (guint i = 0; i < fact->sources->len; i++) {
        const struct explain_source *source = &g_array_index(fact->sources, struct explain_source, i);
        if (source->neighbor != UINT32_MAX)
            continue;
        own++;
        struct address visited = network->observations->items[source->observation]->address;
        is_visited = is_visited || strcmp(address_format(visited, text), fact->value) == 0;
    }
    bool is_id = fact->kind == STATEMENT_SERIAL || fact->kind == STATEMENT_CHASSIS_ID;
    return own > 1 && (is_id || (fact->kind == STATEMENT_ADDRESS && is_visited));
}

static gint compare_facts(gconstpointer a, gconstpointer b)
{
    const struct explain_fact *left = a, *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    return text_compare_natural(left->value, right->value);
}

struct explain_device *explain_device(struct network *network, uint32_t device)
{
    struct explain_device *explained = g_new0(struct explain_device, 1);
    explained->observations = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    explained->facts = g_array_new(FALSE, FALSE, sizeof(struct explain_fact));
    explained->rows = g_array_new(FALSE, FALSE, sizeof(struct explain_row));
    explained->memory = g_string_chunk_new(256);
    g_array_set_clear_func(explained->facts, clear_fact);
    struct device_work work = {
        .network = network,
        .explained = explained,
        .device = device,
        .facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    list_observations(&work);
    list_rows(&work);
    find_shared(&work);
    for (guint i = 0; i < explained->facts->len; i++) {
        struct explain_fact *fact = &g_array_index(explained->facts, struct explain_fact, i);
        fact->joins = joins(network, fact);
    }
    g_array_sort(explained->facts, compare_facts);
    explain_rows_sort(explained->rows);
    g_hash_table_unref(work.facts);
    return explained;
}

void explain_device_free(struct explain_device *explained)
{
    g_array_unref(explained->observations);
    g_array_unref(explained->facts);
    g_array_unref(explained->rows);
    g_string_chunk_free(explained->memory);
    g_free(explained);
}
