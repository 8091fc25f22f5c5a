/*
 * Why two devices are joined, or why not. Only what the two say themselves can tell: every row of either that
 * stands for the other, or has something of it, then what else is at the ports in question.
 */
#include "graph/explain_rows.h"
#include "inventory/identity_words.h"
#include "inventory/naming.h"
#include "model/routing.h"

#include <stdlib.h>
#include <string.h>

struct pair_work {
    struct network *network;
    struct explain_pair *pair;
    uint32_t devices[2];
    GHashTable *known[2]; /* "kind value", folded, of what each of them is known by */
    GHashTable *links;    /* observation and row -> 1 + position of its link */
    GHashTable *ports;    /* places in question */
    GHashTable *listed;   /* observation and row of what is listed */
};

static gpointer row_key(uint32_t observation, uint32_t row)
{
    return GSIZE_TO_POINTER((gsize)observation << 32 | row);
}

/* Of the whole key: g_direct_hash takes the row only. */
static guint hash_row(gconstpointer key)
{
    return (guint)((uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

/* What routing protocols tell at a port is no answer to the question who is at the end of its cable. */
static char *place_key(uint32_t device, struct port port, bool is_l3)
{
    const char *layer = is_l3 ? "l3 " : "";
    if (port.if_index != 0)
        return g_strdup_printf("%s%u #%u", layer, device, port.if_index);
    return port.name == NULL ? NULL : g_strdup_printf("%s%u %s", layer, device, port.name);
}

static void question_port(struct pair_work *work, uint32_t device, struct port port, bool is_l3)
{
    char *key = place_key(device, port, is_l3);
    if (key != NULL)
        g_hash_table_add(work->ports, key);
}

static void list_links(struct pair_work *work)
{
    uint32_t a = MIN(work->devices[0], work->devices[1]), b = MAX(work->devices[0], work->devices[1]);
    for (guint i = 0; i < topology_link_count(work->network->topology); i++) {
        const struct link *link = topology_link(work->network->topology, i);
        if (link->a.device != a || link->b.device != b)
            continue;
        g_array_append_val(work->pair->links, i);
        for (size_t j = 0; j < link->evidence_count; j++)
            g_hash_table_insert(work->links,
                                row_key(link->evidence[j].observation, link->evidence[j].neighbor),
                                GUINT_TO_POINTER(i + 1));
        question_port(work, a, (struct port){link->a.if_index, link->a.port}, link->layer == LAYER_L3);
        question_port(work, b, (struct port){link->b.if_index, link->b.port}, link->layer == LAYER_L3);
    }
}

/* The folded text of what tells devices apart; NULL for what says nothing (factory names, fillers). */
static char *fold_statement(const struct statement *statement)
{
    struct mac mac;
    g_autofree char *folded = naming_fold(statement->value);
    bool is_nothing =
        folded == NULL || (statement->kind == STATEMENT_NAME && naming_is_generic(folded)) ||
        (statement->kind == STATEMENT_CHASSIS_ID && mac_parse(folded, &mac) && !identity_mac_is_usable(mac));
    return is_nothing ? NULL : g_strdup_printf("%d %s", (int)statement->kind, folded);
}

static char *first_label_key(const struct statement *statement)
{
    g_autofree char *folded = statement->kind == STATEMENT_NAME ? naming_fold(statement->value) : NULL;
    g_autofree char *label = folded == NULL ? NULL : naming_first_label(folded);
    return label == NULL ? NULL : g_strdup_printf("%d %s", (int)STATEMENT_NAME, label);
}

static void know_all(GHashTable *known, GArray *statements)
{
    for (guint i = 0; i < statements->len; i++) {
        const struct statement *statement = &g_array_index(statements, struct statement, i);
        char *key = fold_statement(statement), *label = first_label_key(statement);
        if (key != NULL)
            g_hash_table_add(known, key);
        if (label != NULL)
            g_hash_table_add(known, label);
    }
    g_array_unref(statements);
}

static void know_texts(GHashTable *known, enum statement_kind kind, const GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++) {
        struct statement statement = {kind, texts->pdata[i], false};
        char *key = fold_statement(&statement);
        if (key != NULL)
            g_hash_table_add(known, key);
    }
}

static GHashTable *know_device(struct network *network, uint32_t position)
{
    const struct device *device = network_device(network, position);
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < device->observations->len; i++)
        know_all(known, statement_list_of_device(device->observations->pdata[i]));
    know_texts(known, STATEMENT_NAME, device->names);
    know_texts(known, STATEMENT_CHASSIS_ID, device->chassis_ids);
    know_texts(known, STATEMENT_ADDRESS, device->addresses);
    return known;
}

/* What of a row is said of the device as well: "name core1"; NULL when nothing is. */
static const char *find_mention(struct pair_work *work, const struct neighbor *neighbor, GHashTable *known)
{
    g_autoptr(GArray) statements = statement_list_of_row(neighbor);
    for (guint i = 0; i < statements->len; i++) {
        const struct statement *statement = &g_array_index(statements, struct statement, i);
        g_autofree char *key = fold_statement(statement), *label = first_label_key(statement);
        bool is_known = (key != NULL && g_hash_table_contains(known, key)) ||
                        (label != NULL && g_hash_table_contains(known, label));
        if (!is_known)
            continue;
        g_autofree char *text = g_strdup_printf(
            "%s %s", words_format(&statement_kind_words, (int)statement->kind), statement->value);
        return g_string_chunk_insert_const(work->pair->memory, text);
    }
    return NULL;
}

static void list_row(struct pair_work *work, const struct explain_row *row)
{
    g_array_append_val(work->pair->rows, *row);
    g_hash_table_add(work->listed, row_key(row->observation, row->neighbor));
}

/* The port of the other device that a row speaks of is in question too, whoever the row stands for. */
static void question_told_port(struct pair_work *work, const struct neighbor *neighbor, uint32_t other)
{
    struct port_resolver *ports = network_device_ports(work->network, other);
    if (ports != NULL)
        question_port(work, other, port_resolve_remote(ports, neighbor),
                      protocol_is_routing(neighbor->protocol));
}

static void judge_row(struct pair_work *work, uint32_t observation, uint32_t row, int side)
{
    uint32_t other = work->devices[!side];
    const struct neighbor *neighbor = explain_neighbor(work->network, observation, row);
    struct identity_remote remote = identity_of_neighbor(work->network->identity, observation, row);
    bool stands_for = remote.dropped == NULL && remote.device == (int64_t)other;
    const char *mention = stands_for ? NULL : find_mention(work, neighbor, work->known[!side]);
    if (!stands_for && mention == NULL)
        return;
    struct explain_row read = explain_row_read(work->network, observation, row);
    guint link = GPOINTER_TO_UINT(g_hash_table_lookup(work->links, row_key(observation, row)));
    if (mention != NULL) {
        read.fate = EXPLAIN_MENTION;
        read.mention = mention;
    } else if (link != 0) {
        read.fate = EXPLAIN_LINK;
        read.link = (int64_t)link - 1;
    }
    question_port(work, read.device, read.port, protocol_is_routing(read.protocol));
    if (read.fate != EXPLAIN_MENTION)
        question_told_port(work, neighbor, other);
    list_row(work, &read);
}

/* Calls judge for each row that a device has at present. */
static void each_row(struct pair_work *work, int side,
                     void (*judge)(struct pair_work *work, uint32_t observation, uint32_t row, int side))
{
    const GPtrArray *observations = network_device(work->network, work->devices[side])->observations;
    for (guint i = 0; i < observations->len; i++) {
        uint32_t position = network_position(work->network, observations->pdata[i]);
        size_t count;
        observation_records(observations->pdata[i], RECORD_NEIGHBOR, &count);
        for (uint32_t row = 0; row < count && network_is_present(work->network, position); row++)
            judge(work, position, row, side);
    }
}

static void judge_elsewhere(struct pair_work *work, uint32_t observation, uint32_t row, int side)
{
    (void)side;
    if (g_hash_table_contains(work->listed, row_key(observation, row)))
        return;
    struct explain_row read = explain_row_read(work->network, observation, row);
    g_autofree char *key = place_key(read.device, read.port, protocol_is_routing(read.protocol));
    if (key == NULL || !g_hash_table_contains(work->ports, key) ||
        g_strcmp0(read.reason, IDENTITY_PLACEHOLDER) == 0)
        return;
    read.fate = EXPLAIN_ELSEWHERE;
    list_row(work, &read);
}

/* Evidence that is no neighbor row: a table of the observation as a whole. */
static void list_tables(struct pair_work *work)
{
    for (guint i = 0; i < work->pair->links->len; i++) {
        guint position = g_array_index(work->pair->links, guint, i);
        const struct link *link = topology_link(work->network->topology, position);
        for (size_t j = 0; j < link->evidence_count; j++) {
            const struct link_evidence *evidence = &link->evidence[j];
            int64_t device = network_device_of(work->network, evidence->observation);
            if (evidence->neighbor != UINT32_MAX || device < 0)
                continue;
            struct explain_row row = explain_table_row(work->network, work->pair->memory, link, evidence);
            row.link = position;
            g_array_append_val(work->pair->rows, row);
        }
    }
}

static struct pair_work work_new(struct network *network, uint32_t a, uint32_t b)
{
    struct explain_pair *pair = g_new0(struct explain_pair, 1);
    pair->links = g_array_new(FALSE, FALSE, sizeof(guint));
    pair->rows = g_array_new(FALSE, FALSE, sizeof(struct explain_row));
    pair->notes = g_ptr_array_new();
    pair->memory = g_string_chunk_new(256);
    return (struct pair_work){
        .network = network,
        .pair = pair,
        .devices = {a, b},
        .known = {know_device(network, a), know_device(network, b)},
        .links = g_hash_table_new(hash_row, NULL),
        .ports = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .listed = g_hash_table_new(hash_row, NULL),
    };
}

struct explain_pair *explain_pair(struct network *network, uint32_t a, uint32_t b)
{
    struct pair_work work = work_new(network, a, b);
    list_links(&work);
    for (int side = 0; side < 2; side++)
        each_row(&work, side, judge_row);
    for (int side = 0; side < 2; side++)
        each_row(&work, side, judge_elsewhere);
    list_tables(&work);
    explain_rows_sort(work.pair->rows);
    explain_pair_note(network, work.pair, a, b);
    for (int side = 0; side < 2; side++)
        g_hash_table_unref(work.known[side]);
    g_hash_table_unref(work.links);
    g_hash_table_unref(work.ports);
    g_hash_table_unref(work.listed);
    return work.pair;
}

void explain_pair_free(struct explain_pair *pair)
{
    g_array_unref(pair->links);
    g_array_unref(pair->rows);
    g_ptr_array_unref(pair->notes);
    g_string_chunk_free(pair->memory);
    g_free(pair);
}
