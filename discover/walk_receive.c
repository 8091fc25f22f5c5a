#include "discover/walk_internal.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* What passes Ethernet and PPPoE without fragments, less the headers of IPv4 and UDP. */
#define FULL_MESSAGE 1464
/* After so many silences in a row, or in all, the device is taken to be gone. */
#define MAX_SILENCES_IN_A_ROW 2
#define MAX_SILENCES 8
#define MAX_CONTEXT_FAILURES 2
#define MAX_ITEM_FAILURES 2
/* So many errors and not one value: there will be none. */
#define MAX_ERRORS_AT_FIRST 12

/* RFC 3416 3. */
enum { ERROR_NONE = 0, ERROR_TOO_BIG = 1, ERROR_NO_SUCH_NAME = 2 };

static const char *error_name(uint32_t status)
{
    static const char *const names[] = {"noError",
                                        "tooBig",
                                        "noSuchName",
                                        "badValue",
                                        "readOnly",
                                        "genErr",
                                        "noAccess",
                                        "wrongType",
                                        "wrongLength",
                                        "wrongEncoding",
                                        "wrongValue",
                                        "noCreation",
                                        "inconsistentValue",
                                        "resourceUnavailable",
                                        "commitFailed",
                                        "undoFailed",
                                        "authorizationError",
                                        "notWritable",
                                        "inconsistentName"};
    return status < G_N_ELEMENTS(names) ? names[status] : "an unknown error";
}

/* An exchange asks for items, for columns, or for both. */
static guint names_asked(const struct exchange *exchange)
{
    assert(exchange->items != NULL || exchange->columns != NULL);
    return exchange->items != NULL ? exchange->items->len : exchange->columns->len;
}

bool walk_is_mixed(const struct exchange *exchange)
{
    return exchange->items != NULL && exchange->columns != NULL;
}

size_t walk_varbinds_asked(const struct exchange *exchange)
{
    assert(exchange->columns != NULL);
    size_t repeaters = exchange->columns->len - exchange->non_repeaters;
    return exchange->non_repeaters + repeaters * exchange->repetitions;
}

/* An agent that sends less than was asked for has a smaller limit than ours. */
static void learn_budget(struct walk *walk, const struct exchange *exchange, const struct reply *reply,
                         size_t octets)
{
    size_t asked = walk_varbinds_asked(exchange);
    bool has_ended = value_is_exception(&reply->varbinds[reply->count - 1].value);
    if (exchange->kind != PDU_GETBULK || reply->is_malformed)
        return;
    if (reply->count < asked && !has_ended) {
        walk->budget = walk->cut_at = CLAMP(octets, WALK_SMALLEST_BUDGET, walk->full_budget);
        walk->stumbles.has_any = true;
    } else if (walk->budget < walk->cut_at || walk->cut_at == 0)
        walk->budget = MIN(walk->budget + walk->budget / 4, walk->full_budget);
    else
        walk->budget = MIN(walk->budget + walk->budget / 64, walk->full_budget);
}

static void note_getbulk(struct walk *walk, const struct exchange *exchange)
{
    struct column *column = exchange->columns->pdata[0];
    if (column->care == CARE_ALONE)
        column->care = CARE_NONE;
    if (exchange->kind == PDU_GETBULK)
        walk->getbulk_has_worked = true;
    else if (walk->uses_getbulk && column->care == CARE_GETNEXT && !walk->getbulk_has_worked) {
        walk->uses_getbulk = false;
        walk->stumbles.has_any = true;
        walk->max_columns = WALK_MAX_COLUMNS;
        for (guint i = 0; i < walk->columns->len; i++)
            ((struct column *)walk->columns->pdata[i])->care = CARE_NONE;
    }
}

static size_t varbinds_size(const struct varbind *varbinds, size_t count)
{
    size_t octets = 0;
    for (size_t i = 0; i < count; i++)
        octets += walk_varbind_size(&varbinds[i]);
    return octets;
}

/* first: where those of the columns begin. */
static void take_columns(struct walk *walk, struct exchange *exchange, const struct reply *reply,
                         size_t first)
{
    size_t count = MIN(reply->count - first, walk_varbinds_asked(exchange));
    walk_take_columns(walk, exchange, reply->varbinds + first, count);
    if (first == 0)
        learn_budget(walk, exchange, reply, varbinds_size(reply->varbinds, count));
    note_getbulk(walk, exchange);
}

static void take_probe(struct walk *walk, const struct walk_item *item, uint32_t present)
{
    item->table->present = present;
    if (!item->only_probes)
        walk_add_columns(walk, item->table, present);
}

void walk_take_item(struct walk *walk, const struct walk_item *item, const struct varbind *varbind)
{
    struct oid base = {item->name.arcs, item->base_count};
    struct oid index = oid_skip(varbind->name, item->base_count);
    if (item->kind == ITEM_PROBE)
        item->table->is_probed = true;
    if (value_is_exception(&varbind->value) || !oid_has_prefix(varbind->name, base))
        return;
    if (item->kind == ITEM_SCALAR)
        walk->events.scalar(walk->user, item->tag, &varbind->value);
    else if (item->kind == ITEM_PROBE && index.count > 1)
        take_probe(walk, item, index.arcs[0]);
    else if (item->kind == ITEM_CELL && index.count > 0)
        walk->events.cell(walk->user, item->table->what, item->column, index, &varbind->value,
                          &(uint32_t){0});
}

static guint take_items(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    guint answered = (guint)MIN(reply->count, exchange->items->len);
    for (guint i = 0; i < answered; i++) {
        walk_take_item(walk, exchange->items->pdata[i], &reply->varbinds[i]);
        walk_recall_answer(walk, exchange->items->pdata[i], &reply->varbinds[i]);
    }
    g_ptr_array_remove_range(exchange->items, 0, answered);
    return answered;
}

/* What has not been settled goes to the head of the queue, in its order. */
static void return_items(struct walk *walk, struct exchange *exchange)
{
    for (guint i = exchange->items->len; i > 0; i--)
        g_queue_push_head(&walk->items, g_ptr_array_steal_index(exchange->items, i - 1));
}

static void fail_item(struct walk *walk, struct exchange *exchange, guint position, const char *why)
{
    struct walk_item *item = exchange->items->pdata[position];
    walk_problem(walk, item->object, "%s", why);
    walk_recall_failure(walk, item);
    g_ptr_array_remove_index(exchange->items, position);
}

/* Narrows the requests until the one that the agent does not like is alone, and drops that. */
static void suspect_items(struct walk *walk, struct exchange *exchange, const char *why)
{
    if (exchange->items->len == 1) {
        struct walk_item *item = exchange->items->pdata[0];
        if (++item->failures >= MAX_ITEM_FAILURES)
            fail_item(walk, exchange, 0, why);
        return;
    }
    walk->max_items = MAX(1, exchange->items->len / 4);
}

static void suspect_column(struct walk *walk, struct column *column, const char *why)
{
    column->care++;
    if (column->care == CARE_GETNEXT && !walk->uses_getbulk)
        column->care++;
    if (column->care < CARE_GIVEN_UP)
        return;
    /* Of a column that is read in parts, one tells. */
    if (column->table->given_up != column->sub_id)
        walk_problem(walk, column->object, "%s; stopped", why);
    column->table->given_up = column->sub_id;
    walk_drop_column(column);
}

static void suspect_columns(struct walk *walk, struct exchange *exchange, const char *why)
{
    assert(exchange->columns != NULL);
    if (exchange->columns->len > 1)
        walk->max_columns = MAX(1, exchange->columns->len / 2);
    for (guint i = 0; i < exchange->columns->len; i++)
        suspect_column(walk, exchange->columns->pdata[i], why);
}

static void suspect(struct walk *walk, struct exchange *exchange, const char *why)
{
    walk->stumbles.has_any = true;
    if (exchange->items != NULL)
        suspect_items(walk, exchange, why);
    else
        suspect_columns(walk, exchange, why);
}

static void receive_too_big(struct walk *walk, struct exchange *exchange)
{
    size_t asked = exchange->items != NULL ? exchange->items->len : walk_varbinds_asked(exchange);
    bool is_smallest = exchange->items == NULL && exchange->budget <= WALK_SMALLEST_BUDGET;
    walk->stumbles.has_any = true;
    if (asked <= 1 || is_smallest) {
        suspect(walk, exchange, "tooBig");
    } else if (exchange->items != NULL) {
        walk->max_items = MAX(1, exchange->items->len / 2);
    } else {
        walk->stumbles.was_too_big = true;
        /* Each such answer is a request lost: what was too big once is not tried again. Others that were in
         * flight with it say nothing new. */
        walk->full_budget = MIN(walk->full_budget, MAX(exchange->budget / 8 * 7, WALK_SMALLEST_BUDGET));
        walk->budget = MIN(walk->budget, MAX(exchange->budget / 2, WALK_SMALLEST_BUDGET));
    }
}

/* SNMPv1 has no exceptions (RFC 1157 4.1): one name that is not there fails the request. After a GETNEXT
 * nothing is behind that name, so nothing is behind greater ones either. */
static void drop_items_from(struct walk *walk, struct exchange *exchange, guint position)
{
    const struct walk_item *missing = exchange->items->pdata[position];
    struct oid name = missing->name; /* of a GETNEXT: not the item's own memory */
    if (exchange->kind == PDU_GET) {
        g_ptr_array_remove_index(exchange->items, position);
        return;
    }
    for (guint i = exchange->items->len; i > 0; i--) {
        struct walk_item *item = exchange->items->pdata[i - 1];
        if (oid_compare(item->name, name) < 0)
            continue;
        walk_recall_end(walk, item);
        g_ptr_array_remove_index(exchange->items, i - 1);
    }
}

static void end_columns_from(struct walk *walk, struct exchange *exchange, guint position)
{
    const struct column *missing = exchange->columns->pdata[position];
    for (guint i = 0; i < exchange->columns->len; i++) {
        struct column *column = exchange->columns->pdata[i];
        if (oid_compare(walk_last_name(column), walk_last_name(missing)) >= 0)
            walk_end_column(walk, column);
    }
}

static void receive_no_such_name(struct walk *walk, struct exchange *exchange, uint32_t error_index)
{
    guint count = names_asked(exchange);
    /* Of GETBULK it may be any row of the answer. */
    if (count == 1 && exchange->kind != PDU_GETBULK)
        error_index = 1;
    if (error_index == 0 || error_index > count)
        suspect(walk, exchange, "noSuchName");
    else if (exchange->items != NULL)
        drop_items_from(walk, exchange, error_index - 1);
    else
        end_columns_from(walk, exchange, error_index - 1);
}

static void receive_error(struct walk *walk, struct exchange *exchange, uint32_t status, uint32_t error_index)
{
    const char *why = error_name(status);
    guint count = names_asked(exchange);
    if (error_index == 0 || error_index > count)
        suspect(walk, exchange, why);
    else if (exchange->items != NULL)
        fail_item(walk, exchange, error_index - 1, why);
    else
        suspect_column(walk, exchange->columns->pdata[error_index - 1], why);
}

static const char *object_asked(const struct exchange *exchange)
{
    if (exchange->items != NULL)
        return ((const struct walk_item *)exchange->items->pdata[0])->object;
    g_assert(exchange->columns != NULL);
    return ((const struct column *)exchange->columns->pdata[0])->object;
}

/* What is around the varbinds, by the version and the user, leaves the others so much of a datagram. */
static void measure_message(struct walk *walk, const struct reply *reply)
{
    size_t varbinds = varbinds_size(reply->varbinds, reply->count);
    size_t around = reply->size > varbinds ? reply->size - varbinds : 0;
    bool is_untried = walk->budget == walk->full_budget;
    walk->has_measured_message = true;
    walk->message_budget = MAX(FULL_MESSAGE, around + WALK_SMALLEST_BUDGET) - around;
    walk->full_budget = walk->message_budget;
    if (walk->stumbles.before.full_budget > 0)
        walk->full_budget = CLAMP(walk->stumbles.before.full_budget, WALK_SMALLEST_BUDGET, walk->full_budget);
    walk->budget = is_untried ? walk->full_budget : MIN(walk->budget, walk->full_budget);
}

static void receive_good(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    walk->has_values = true;
    if (reply->is_malformed && !walk->was_malformed)
        walk_problem(walk, object_asked(exchange), "an answer that can be read in part");
    walk->was_malformed = walk->was_malformed || reply->is_malformed;
    if (!walk->has_measured_message && reply->size > 0 && !reply->is_malformed)
        measure_message(walk, reply);
    guint items = exchange->items != NULL ? take_items(walk, exchange, reply) : 0;
    if (exchange->columns != NULL && reply->count > items)
        take_columns(walk, exchange, reply, items);
}

/* SNMPv1 has noSuchName for what is not there, which is no error. False when the walk is over. */
static bool may_go_on_after(struct walk *walk, uint32_t error_status)
{
    if (walk->has_values || error_status == ERROR_NONE || error_status == ERROR_NO_SUCH_NAME ||
        ++walk->errors_at_first < MAX_ERRORS_AT_FIRST)
        return true;
    walk_finish(walk, "answers every request with %s", error_name(error_status));
    return false;
}

/* What it does not like of both, it may like of each alone. */
static void part_kinds(struct walk *walk)
{
    walk->mixes = false;
    walk->stumbles.parts_kinds = walk->stumbles.has_any = true;
}

/* False when the walk is over. */
static bool receive_response(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    walk->was_answered = true;
    walk->answered = MAX(walk->answered, exchange->serial);
    walk->round = MAX(walk->round, exchange->round + 1);
    walk->silences_in_a_row = 0;
    walk_note_lone_answer(walk);
    if (exchange->vlan_context != 0)
        walk->context_failures = 0;
    walk->window = MIN(walk->window + 1, walk->limits.max_in_flight);
    if (walk_is_mixed(exchange) && (reply->error_status != ERROR_NONE || reply->count == 0))
        part_kinds(walk);
    else if (reply->error_status == ERROR_TOO_BIG)
        receive_too_big(walk, exchange);
    else if (reply->error_status == ERROR_NO_SUCH_NAME)
        receive_no_such_name(walk, exchange, reply->error_index);
    else if (reply->error_status != ERROR_NONE)
        receive_error(walk, exchange, reply->error_status, reply->error_index);
    else if (reply->count == 0)
        suspect(walk, exchange, reply->is_malformed ? "an answer that cannot be read" : "an empty answer");
    else
        receive_good(walk, exchange, reply);
    return may_go_on_after(walk, reply->error_status);
}

/* A VLAN context that does not answer is one that the agent does not have; after a few of them it is taken to
 * have none. */
static void drop_context(struct walk *walk, struct exchange *exchange)
{
    bool all = ++walk->context_failures >= MAX_CONTEXT_FAILURES;
    uint32_t vlan = exchange->vlan_context;
    if (exchange->items != NULL)
        g_ptr_array_set_size(exchange->items, 0);
    for (GList *link = walk->items.head, *next; link != NULL; link = next) {
        struct walk_item *item = link->data;
        next = link->next;
        if (item->vlan_context == 0 || (!all && item->vlan_context != vlan))
            continue;
        g_queue_delete_link(&walk->items, link);
    }
    for (guint i = 0; i < walk->columns->len; i++) {
        struct column *column = walk->columns->pdata[i];
        uint32_t context = column->table->what->vlan_context;
        if (context != 0 && (all || context == vlan))
            walk_drop_column(column);
    }
}

/* There are agents that do not answer GetBulk at all: before the device is taken to be gone, GetNext is
 * tried.
 */
static void suspect_getbulk(struct walk *walk, struct exchange *exchange)
{
    if (exchange->kind != PDU_GETBULK || exchange->columns == NULL || !walk->uses_getbulk ||
        walk->getbulk_has_worked)
        return;
    for (guint i = 0; i < exchange->columns->len; i++)
        ((struct column *)exchange->columns->pdata[i])->care = CARE_ALONE;
}

/* Counts a silence. True when the walk is over. */
static bool is_gone(struct walk *walk, const struct exchange *exchange, const char *why)
{
    if (exchange->epoch == walk->epoch) {
        walk->epoch++;
        walk->silences++;
        walk->silences_in_a_row++;
    }
    if (walk->silences_in_a_row < MAX_SILENCES_IN_A_ROW && walk->silences < MAX_SILENCES)
        return false;
    walk_finish(walk, "the device stopped answering: %s", why);
    return true;
}

/* False when the walk is over. */
static bool receive_silence(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    const char *why = reply->error != NULL ? reply->error->message : "no answer";
    if (!walk->was_answered) {
        walk_finish(walk, "%s", why);
        return false;
    }
    walk_note_silence(walk);
    walk->window = walk->limits.max_in_flight = 1;
    if (is_gone(walk, exchange, why))
        return false;
    suspect_getbulk(walk, exchange);
    if (walk_is_mixed(exchange))
        suspect_columns(walk, exchange, why);
    else
        suspect(walk, exchange, why);
    return true;
}

static bool receive_any(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    if (reply->status == REPLY_RESPONSE)
        return receive_response(walk, exchange, reply);
    if (exchange->vlan_context != 0) {
        drop_context(walk, exchange);
        return true;
    }
    if (reply->status == REPLY_TIMEOUT)
        return receive_silence(walk, exchange, reply);
    walk_finish(walk, "%s", reply->error != NULL ? reply->error->message : "the request failed");
    return false;
}

static size_t reply_size(const struct reply *reply)
{
    size_t size = reply->size;
    if (size == 0)
        for (size_t i = 0; i < reply->count; i++)
            size += walk_varbind_size(&reply->varbinds[i]);
    return size;
}

bool walk_receive(struct walk *walk, struct exchange *exchange, const struct reply *reply)
{
    walk->bytes += reply_size(reply);
    if (exchange->columns != NULL)
        for (guint i = 0; i < exchange->columns->len; i++)
            ((struct column *)exchange->columns->pdata[i])->is_in_flight = false;
    if (!receive_any(walk, exchange, reply))
        return false;
    if (exchange->items != NULL)
        return_items(walk, exchange);
    walk_remove_ended_columns(walk);
    if (walk->bytes > walk->limits.max_bytes) {
        walk_finish(walk, "limit of %" PRIu64 " octets", walk->limits.max_bytes);
        return false;
    }
    if (walk->stop != NULL) {
        walk_finish(walk, "%s", walk->stop);
        return false;
    }
    return true;
}
