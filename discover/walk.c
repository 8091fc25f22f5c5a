#include "discover/walk_internal.h"

#include <string.h>

/* The varbinds of an answer that fills a datagram: 1,400 octets pass every path without fragments, and what
 * SNMPv3 adds (RFC 3412 6, RFC 3414 2.4) has to fit into the rest up to 1,472. */
#define FULL_DATAGRAM 1350
/* As the answers come, twice as many are in flight each round trip, up to the limit. */
#define FIRST_WINDOW 2
/* What the value of a scalar has, as a rule, and the room that is worth columns beside scalars. */
#define ITEM_VALUE 8
#define LEAST_MIXED 200

static void advance(struct walk *walk);

struct walk *walk_new(struct agent *agent, const struct visit_limits *limits,
                      const struct walk_events *events, void *user)
{
    struct walk *walk = g_new0(struct walk, 1);
    walk->agent = agent;
    walk->limits = *limits;
    walk->events = *events;
    walk->user = user;
    walk->uses_getbulk = agent->has_getbulk;
    walk->limits.max_in_flight = walk->uses_getbulk ? MAX(limits->max_in_flight, 1) : 1;
    walk->window = MIN(walk->limits.max_in_flight, FIRST_WINDOW);
    walk->mixes = walk->uses_getbulk && walk->limits.max_in_flight > 1;
    walk->message_budget = FULL_DATAGRAM;
    walk->full_budget = FULL_DATAGRAM;
    walk->budget = FULL_DATAGRAM;
    walk->max_items = WALK_MAX_ITEMS;
    walk->max_columns = WALK_MAX_COLUMNS;
    g_queue_init(&walk->items);
    walk_recall_init(&walk->recall);
    walk->columns = g_ptr_array_sized_new(WALK_MAX_COLUMNS);
    walk->spare = g_ptr_array_new();
    walk->tables = g_ptr_array_sized_new(WALK_MAX_COLUMNS);
    walk->singles = g_ptr_array_sized_new(WALK_MAX_COLUMNS);
    walk->exchanges = g_ptr_array_new();
    return walk;
}

static void exchange_free(struct exchange *exchange)
{
    if (exchange->items != NULL)
        g_ptr_array_unref(exchange->items);
    if (exchange->columns != NULL)
        g_ptr_array_unref(exchange->columns);
    g_free(exchange);
}

/* One of columns is worth keeping: most requests are. */
static void exchange_retire(struct walk *walk, struct exchange *exchange)
{
    if (walk->unused != NULL || exchange->columns == NULL || exchange->items != NULL) {
        exchange_free(exchange);
        return;
    }
    g_ptr_array_set_size(exchange->columns, 0);
    *exchange = (struct exchange){.columns = exchange->columns};
    walk->unused = exchange;
}

/* The agent will still call back for what is in flight. */
static void abandon_exchanges(struct walk *walk)
{
    for (guint i = 0; i < walk->exchanges->len; i++)
        ((struct exchange *)walk->exchanges->pdata[i])->walk = NULL;
    g_ptr_array_set_size(walk->exchanges, 0);
}

void walk_free(struct walk *walk)
{
    if (walk == NULL)
        return;
    abandon_exchanges(walk);
    g_queue_clear(&walk->items);
    walk_recall_clear(&walk->recall);
    if (walk->unused != NULL)
        exchange_free(walk->unused);
    g_ptr_array_unref(walk->exchanges);
    g_ptr_array_unref(walk->columns);
    g_ptr_array_unref(walk->spare);
    g_ptr_array_unref(walk->tables);
    g_ptr_array_unref(walk->singles);
    if (walk->candidates != NULL)
        g_array_unref(walk->candidates);
    arena_clear(&walk->arena);
    g_free(walk);
}

void walk_finish(struct walk *walk, const char *format, ...)
{
    char *why = NULL;
    if (format != NULL) {
        va_list arguments;
        va_start(arguments, format);
        why = g_strdup_vprintf(format, arguments);
        va_end(arguments);
    }
    abandon_exchanges(walk);
    walk->events.done(walk->user, why);
    g_free(why);
}

void walk_problem(struct walk *walk, const char *object, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    walk->events.problem(walk->user, object, text);
    g_free(text);
}

static struct walk_item *add_item(struct walk *walk, enum item_kind kind, const char *object)
{
    struct walk_item *item = arena_take_zeroed(&walk->arena, sizeof *item);
    item->kind = kind;
    item->object = object;
    item->batch = walk->batch;
    g_queue_push_tail(&walk->items, item);
    return item;
}

void walk_ask_scalar(struct walk *walk, const char *name, struct oid object, const void *tag)
{
    struct walk_item *item = add_item(walk, ITEM_SCALAR, name);
    item->name = object;
    item->base_count = object.count;
    item->tag = tag;
}

void walk_divide(struct walk *walk)
{
    walk->batch++;
}

static struct table *find_table(struct walk *walk, const struct walk_table *what)
{
    for (guint i = 0; i < walk->tables->len; i++) {
        struct table *table = walk->tables->pdata[i];
        if (table->what == what)
            return table;
    }
    struct table *table = arena_take_zeroed(&walk->arena, sizeof *table);
    table->what = what;
    g_ptr_array_add(walk->tables, table);
    if (walk->interfaces == NULL && what->rows == WALK_ROWS_ALL_INTERFACES)
        walk->interfaces = table;
    return table;
}

struct walk_item *walk_add_probe(struct walk *walk, struct table *table)
{
    struct walk_item *item = add_item(walk, ITEM_PROBE, table->what->object);
    item->table = table;
    item->name = table->what->entry;
    item->base_count = table->what->entry.count;
    item->vlan_context = table->what->vlan_context;
    return item;
}

void walk_ask_table(struct walk *walk, const struct walk_table *what)
{
    struct table *table = find_table(walk, what);
    uint32_t assumed = table->is_probed ? 0 : walk_recall_table(walk, what);
    if (what->is_expected) {
        walk_add_columns(walk, table, what->columns[0]);
    } else if (assumed > 0) {
        table->is_assumed = true;
        walk_add_columns(walk, table, assumed);
    } else if (!table->is_probed) {
        walk_add_probe(walk, table);
    } else if (table->present != 0) {
        walk_add_columns(walk, table, table->present);
    }
}

void walk_probe_table(struct walk *walk, const struct walk_table *what)
{
    struct table *table = find_table(walk, what);
    table->is_only_probed = true;
    walk_add_probe(walk, table)->only_probes = true;
}

bool walk_has_table(const struct walk *walk, const struct walk_table *what)
{
    for (guint i = 0; i < walk->tables->len; i++) {
        const struct table *table = walk->tables->pdata[i];
        if (table->what == what)
            return table->present != 0 || (table->is_known && (!table->is_assumed || table->rows > 0));
    }
    return false;
}

struct oid walk_cell_name(struct walk *walk, const struct table *table, uint32_t sub_id, struct oid index)
{
    struct oid entry = table->what->entry;
    uint32_t *arcs = arena_take(&walk->arena, (entry.count + 1 + index.count) * sizeof *arcs);
    memcpy(arcs, entry.arcs, entry.count * sizeof *arcs);
    arcs[entry.count] = sub_id;
    if (index.count > 0)
        memcpy(arcs + entry.count + 1, index.arcs, index.count * sizeof *arcs);
    return (struct oid){arcs, entry.count + 1 + index.count};
}

void walk_add_cell(struct walk *walk, struct table *table, uint32_t sub_id, struct oid index)
{
    const struct walk_table *what = table->what;
    struct walk_item *item = add_item(walk, ITEM_CELL, what->object);
    item->table = table;
    item->column = sub_id;
    item->name = walk_cell_name(walk, table, sub_id, index);
    item->base_count = what->entry.count + 1;
    item->vlan_context = what->vlan_context;
}

void walk_ask_row(struct walk *walk, const struct walk_table *what, struct oid index)
{
    if (what->entry.count + 1 + index.count > OID_MAX_ARCS)
        return;
    for (size_t i = 0; i < what->column_count; i++)
        walk_add_cell(walk, find_table(walk, what), what->columns[i], index);
}

static bool is_sorted(const struct walk *walk, struct oid entry)
{
    for (guint i = 0; i < walk->tables->len; i++) {
        const struct table *table = walk->tables->pdata[i];
        if (table->is_unsorted && oid_equal(table->what->entry, entry))
            return false;
    }
    return true;
}

void walk_ask_row_behind(struct walk *walk, const struct walk_table *what, struct oid before,
                         struct oid index)
{
    size_t most = OID_MAX_ARCS - what->entry.count - 1;
    if (MAX(before.count, index.count) > most)
        return;
    if (is_sorted(walk, what->entry))
        walk_add_row(walk, find_table(walk, what), before, index);
    else
        walk_ask_row(walk, what, index);
}

void walk_set_interface_count(struct walk *walk, uint32_t count)
{
    walk->interface_count = count;
}

void walk_start(struct walk *walk)
{
    advance(walk);
}

void walk_stop(struct walk *walk, const char *why)
{
    walk->stop = why;
}

bool walk_has_more(const struct walk *walk)
{
    return !g_queue_is_empty((GQueue *)&walk->items) || walk->columns->len > 0;
}

bool walk_was_answered(const struct walk *walk)
{
    return walk->was_answered;
}

static void on_reply(const struct reply *reply, void *user)
{
    struct exchange *exchange = user;
    struct walk *walk = exchange->walk;
    if (walk != NULL)
        g_ptr_array_remove(walk->exchanges, exchange);
    bool goes_on = walk != NULL && walk_receive(walk, exchange, reply);
    if (!goes_on) {
        exchange_free(exchange);
        return;
    }
    exchange_retire(walk, exchange);
    if (walk->events.answer != NULL)
        walk->events.answer(walk->user);
    advance(walk);
}

static void send_exchange(struct walk *walk, struct exchange *exchange, const struct oid *names, size_t count)
{
    size_t items = exchange->items != NULL ? exchange->items->len : 0;
    exchange->walk = walk;
    exchange->epoch = walk->epoch;
    exchange->budget = walk->budget;
    struct request request = {
        .kind = exchange->kind, .names = names, .count = count, .vlan_context = exchange->vlan_context};
    if (exchange->kind == PDU_GETBULK) {
        request.non_repeaters = (uint32_t)items + exchange->non_repeaters;
        request.max_repetitions = exchange->repetitions;
    }
    exchange->serial = ++walk->requests;
    exchange->round = walk->round;
    g_ptr_array_add(walk->exchanges, exchange);
    agent_send(walk->agent, &request, on_reply, exchange);
}

static bool share_request(const struct walk_item *a, const struct walk_item *b)
{
    return a->batch == b->batch && a->vlan_context == b->vlan_context &&
           (a->kind == ITEM_CELL) == (b->kind == ITEM_CELL);
}

static size_t name_columns(const struct exchange *exchange, struct oid *names)
{
    for (guint i = 0; i < exchange->columns->len; i++) {
        struct column *column = exchange->columns->pdata[i];
        column->is_in_flight = true;
        names[i] = walk_last_name(column);
    }
    return exchange->columns->len;
}

/* Items are non-repeaters, and columns fill the datagram. Not where that is the only request in flight before
 * there is an answer: the others use GETNEXT, which every agent knows. */
static void mix(struct walk *walk, struct exchange *exchange, size_t octets)
{
    bool may_mix = walk->mixes && exchange->kind == PDU_GETNEXT && exchange->vlan_context == 0 &&
                   (walk->window > 1 || walk->was_answered);
    if (!may_mix || walk->columns->len == 0 || octets + LEAST_MIXED > walk->budget)
        return;
    exchange->columns = g_ptr_array_sized_new(WALK_MAX_COLUMNS);
    walk_choose_columns(walk, exchange, walk->budget - octets);
    if (exchange->columns->len == 0 || exchange->kind != PDU_GETBULK || exchange->vlan_context != 0) {
        g_clear_pointer(&exchange->columns, g_ptr_array_unref);
        exchange->kind = PDU_GETNEXT;
        exchange->vlan_context = 0;
    }
}

static void send_items(struct walk *walk)
{
    struct exchange *exchange = g_new0(struct exchange, 1);
    const struct walk_item *first = g_queue_peek_head(&walk->items);
    struct oid names[WALK_MAX_ITEMS + WALK_MAX_COLUMNS];
    size_t count = 0, octets = 0;
    exchange->kind = first->kind == ITEM_CELL ? PDU_GET : PDU_GETNEXT;
    exchange->vlan_context = first->vlan_context;
    exchange->items = g_ptr_array_sized_new((guint)walk->max_items);
    while (count < walk->max_items && !g_queue_is_empty(&walk->items) &&
           share_request(first, g_queue_peek_head(&walk->items))) {
        struct walk_item *item = g_queue_pop_head(&walk->items);
        g_ptr_array_add(exchange->items, item);
        names[count++] = item->name;
        octets += walk_name_size(item->name) + ITEM_VALUE;
    }
    mix(walk, exchange, octets);
    if (exchange->columns != NULL)
        count += name_columns(exchange, names + count);
    send_exchange(walk, exchange, names, count);
}

static bool send_columns(struct walk *walk)
{
    struct exchange *exchange = g_steal_pointer(&walk->unused);
    struct oid names[WALK_MAX_COLUMNS];
    if (exchange == NULL) {
        exchange = g_new0(struct exchange, 1);
        exchange->columns = g_ptr_array_sized_new(WALK_MAX_COLUMNS);
    }
    walk_choose_columns(walk, exchange, walk->budget);
    size_t count = name_columns(exchange, names);
    if (count == 0) {
        walk->unused = exchange;
        return false;
    }
    send_exchange(walk, exchange, names, count);
    return true;
}

enum sent { SENT, SENT_NOTHING, SENT_NO_MORE };

/* SENT_NO_MORE: the walk is over, and may be freed. */
static enum sent send_next(struct walk *walk)
{
    walk_recall_arrange(walk);
    bool has_items = !g_queue_is_empty(&walk->items);
    if (!has_items && walk->columns->len == 0)
        return SENT_NOTHING;
    if (walk->requests >= MAX(walk->limits.max_requests, 1)) {
        walk_finish(walk, "limit of %u requests", walk->limits.max_requests);
        return SENT_NO_MORE;
    }
    if (!has_items)
        return send_columns(walk) ? SENT : SENT_NOTHING;
    send_items(walk);
    return SENT;
}

/* The same, as many as may be in flight. */
static enum sent send_all(struct walk *walk)
{
    enum sent sent = SENT_NOTHING;
    while (walk->exchanges->len < walk->window) {
        enum sent next = send_next(walk);
        if (next == SENT_NO_MORE)
            return next;
        if (next == SENT_NOTHING)
            break;
        sent = SENT;
    }
    return sent;
}

static void advance(struct walk *walk)
{
    if (send_all(walk) == SENT_NO_MORE || walk->exchanges->len > 0)
        return;
    walk->events.idle(walk->user);
    if (send_all(walk) == SENT_NOTHING && walk->exchanges->len == 0)
        walk_finish(walk, NULL);
}
