/*
 * Which columns share the next GETBULK, and with how many repetitions.
 *
 * Requests are what a visit costs. A request with C columns and R repetitions brings C x R varbinds, and
 * these should be rows that are there, and fill a datagram. So the first column of a table is asked for
 * before the others: once it is known how long it is, and which indexes it has, the others are cut into parts
 * of R rows that fill datagrams, whatever R is. Where that is not known (long tables, agents that do not
 * sort), of all ways to take the first C columns that need most, the one that brings the most useful octets
 * per request wins. What is left of the datagram is filled with single rows, as non-repeaters.
 */
#include "discover/walk_parts.h"

#define EXPLORED_ROWS 10
#define CAREFUL_REPETITIONS 10
#define MAX_SINGLES 24
/* What is left of a datagram is not looked at. */
#define LEAST_ROOM 40
/* Candidates that are sorted where they are, without memory for others. */
#define FEW_CANDIDATES 48

/* Those that explore first, then those that need most. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->explores != y->explores)
        return x->explores ? -1 : 1;
    return (x->need < y->need) - (x->need > y->need);
}

/* A few, as most often, each moved before those that it belongs before. */
static void sort(GArray *candidates)
{
    struct candidate *items = (struct candidate *)(void *)candidates->data;
    if (candidates->len > FEW_CANDIDATES) {
        g_array_sort(candidates, compare_candidates);
        return;
    }
    for (guint i = 1; i < candidates->len; i++) {
        struct candidate moved = items[i];
        guint to = i;
        for (; to > 0 && compare_candidates(&items[to - 1], &moved) > 0; to--)
            items[to] = items[to - 1];
        items[to] = moved;
    }
}

/* The idle columns of one context. */
static void find_idle(struct walk_plan *plan, struct column **careful)
{
    const GPtrArray *columns = plan->walk->columns;
    const struct column *first = NULL;
    for (guint i = 0; i < columns->len; i++) {
        struct column *column = columns->pdata[i];
        if (column->is_in_flight || column->has_ended)
            continue;
        if (first == NULL)
            first = column;
        if (column->table->what->vlan_context != first->table->what->vlan_context)
            continue;
        if (column->care != CARE_NONE)
            *careful = column;
        struct candidate candidate = walk_candidate(plan->walk, column);
        g_array_append_val(plan->candidates, candidate);
    }
    sort(plan->candidates);
}

static void add_single(struct walk_plan *plan, guint position)
{
    struct candidate *candidate = walk_plan_at(plan, position);
    bool is_last = walk_plan_is_single(plan, candidate);
    bool is_split = candidate->splits && !candidate->is_new && !is_last;
    if (is_split)
        walk_split_column(plan->walk, candidate->column, 1);
    candidate->is_chosen = true;
    candidate->column->ends_in_flight = is_last || is_split;
    g_ptr_array_add(plan->singles, candidate->column);
}

/* The last rows of columns. */
static void choose_last_rows(struct walk_plan *plan)
{
    guint most = MIN(MAX_SINGLES, walk_plan_places(plan));
    for (guint i = plan->candidates->len; i > 0 && plan->singles->len < most; i--) {
        const struct candidate *candidate = walk_plan_at(plan, i - 1);
        bool is_more = plan->singles->len + plan->repeaters > 0;
        if (candidate->is_chosen || !walk_plan_is_single(plan, candidate) ||
            (candidate->size > plan->room && is_more))
            continue;
        plan->room -= MIN(candidate->size, plan->room);
        plan->single_octets += candidate->size;
        add_single(plan, i - 1);
    }
}

/* The repeaters come first: fewer requests tell how long tables are. */
static void put_back_singles(struct walk_plan *plan)
{
    for (guint i = 0; i < plan->candidates->len; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        if (!candidate->is_chosen)
            continue;
        candidate->is_chosen = false;
        candidate->column->ends_in_flight = false;
    }
    g_ptr_array_set_size(plan->singles, 0);
    plan->room += plan->single_octets;
    plan->single_octets = 0;
}

/* Into what the repeaters leave. */
static void add_last_rows(struct walk_plan *plan)
{
    size_t room = plan->room;
    plan->room -= MIN(plan->used, room);
    if (plan->repeaters == 0 || plan->room > LEAST_ROOM)
        choose_last_rows(plan);
    plan->room = room - MIN(plan->single_octets, room);
}

/* The same: a row each of columns of which any part can be had, or that would wait.
 * Those first of which it is not known whether they are there. */
static void add_singles(struct walk_plan *plan, bool is_new)
{
    for (guint i = plan->candidates->len;
         i > 0 && plan->singles->len < MAX_SINGLES && walk_plan_places(plan) > 0; i--) {
        const struct candidate *candidate = walk_plan_at(plan, i - 1);
        bool is_there = is_new || (candidate->is_certain && candidate->column->table->is_explored);
        if (candidate->is_chosen || candidate->explores || !is_there || candidate->is_new != is_new ||
            !(candidate->splits || candidate->waits) ||
            plan->used + MAX(candidate->size, LEAST_ROOM) > plan->room)
            continue;
        plan->used += candidate->size;
        add_single(plan, i - 1);
    }
}

/* The columns that explore tables share a request, as many as leave room for a few rows of each. */
static void choose_explorers(struct walk_plan *plan)
{
    uint32_t most = plan->walk->was_answered ? EXPLORED_ROWS : WALK_FIRST_ROWS;
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len && walk_plan_places(plan) > 0; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        if (!candidate->explores || (sum > 0 && (sum + candidate->size) * WALK_GUESSED_ROWS > plan->room))
            break;
        sum += candidate->size;
        walk_plan_choose(plan, candidate);
    }
    if (sum > 0)
        plan->repetitions = (uint32_t)CLAMP(plan->room / sum, 1, MIN(most, walk_plan_most_repetitions(plan)));
    plan->used = plan->useful = sum * plan->repetitions;
}

/* Before anything is known: a few rows of each column that nearly every device has. */
static void choose_blindly(struct walk_plan *plan)
{
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len && walk_plan_places(plan) > 0; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        if (candidate->column->table->is_assumed)
            continue;
        if (sum > 0 && sum + candidate->size > plan->room)
            break;
        sum += candidate->size;
        walk_plan_choose(plan, candidate);
    }
    plan->repetitions =
        (uint32_t)CLAMP(plan->room / MAX(sum, 1), 1, MIN(WALK_FIRST_ROWS, walk_plan_most_repetitions(plan)));
    plan->used = plan->useful = sum * plan->repetitions;
}

/* How many of those that go on together to take; the repetitions to fill the datagram with them. */
static void choose_together(struct walk_plan *plan)
{
    const struct walk *walk = plan->walk;
    size_t sum = 0, count = 0, best = 0;
    double useful = 0, best_yield = 0;
    uint32_t need = 0, best_need = 0;
    for (guint i = 0; i < plan->candidates->len && count < walk_plan_places(plan); i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        if (!walk_plan_is_free(candidate) || candidate->splits || walk_plan_is_single(plan, candidate))
            continue;
        need = MAX(need, candidate->need);
        sum += candidate->size;
        useful += (double)candidate->size * candidate->need;
        size_t fits = MIN(plan->room / sum, walk_plan_most_repetitions(plan));
        bool ends_them = need <= (plan->room + plan->room / WALK_STRETCH) / sum;
        if (ends_them && walk->uses_getbulk)
            fits = MAX(fits, need);
        if (fits == 0 && count > 0)
            break;
        fits = MAX(fits, 1);
        count++;
        size_t requests = (need + fits - 1) / fits;
        double yield = useful / (double)requests;
        if (yield > best_yield * 1.03) {
            best_yield = yield;
            best = count;
            best_need = need;
            plan->repetitions = (uint32_t)fits;
        }
    }
    bool is_certain = true, is_even = best > 1;
    size_t octets = 0;
    for (guint i = 0; best > 0; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        if (!walk_plan_is_free(candidate) || candidate->splits || walk_plan_is_single(plan, candidate))
            continue;
        best--;
        is_certain = is_certain && candidate->is_certain;
        octets += candidate->size;
        plan->useful += (size_t)candidate->size * MIN(candidate->need, plan->repetitions);
        walk_plan_choose(plan, candidate);
    }
    if (best_need == 0)
        return;
    /* About as many in each request. */
    if (is_certain)
        plan->repetitions = MIN(plan->repetitions, best_need);
    if (is_certain && is_even) {
        uint32_t requests = (best_need + plan->repetitions - 1) / plan->repetitions;
        plan->repetitions = (best_need + requests - 1) / requests;
    }
    plan->used = octets * plan->repetitions;
}

/* First columns by which others wait, and those that go on together. */
static bool is_alone(const struct walk_plan *plan)
{
    for (guint i = 0; i < plan->candidates->len; i++)
        if (walk_plan_is_free(walk_plan_at(plan, i)) && !walk_plan_at(plan, i)->splits &&
            !walk_plan_is_single(plan, walk_plan_at(plan, i)))
            return false;
    return true;
}

static void choose_careful(const struct walk *walk, struct column *column, struct exchange *exchange)
{
    bool bulk = walk->uses_getbulk && column->care < CARE_GETNEXT;
    exchange->kind = bulk ? PDU_GETBULK : PDU_GETNEXT;
    exchange->repetitions = bulk ? CAREFUL_REPETITIONS : 1;
    exchange->vlan_context = column->table->what->vlan_context;
    column->ends_in_flight = false;
    g_ptr_array_add(exchange->columns, column);
}

static void fill_exchange(struct walk_plan *plan, struct exchange *exchange)
{
    const struct walk *walk = plan->walk;
    const struct column *any = walk_plan_at(plan, 0)->column;
    exchange->kind = walk->uses_getbulk ? PDU_GETBULK : PDU_GETNEXT;
    exchange->repetitions = plan->repetitions;
    exchange->vlan_context = any->table->what->vlan_context;
    for (guint i = 0; i < plan->singles->len; i++)
        g_ptr_array_add(exchange->columns, plan->singles->pdata[i]);
    exchange->non_repeaters = plan->repeaters > 0 ? plan->singles->len : 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        if (!candidate->is_chosen || g_ptr_array_find(plan->singles, candidate->column, NULL))
            continue;
        candidate->column->ends_in_flight =
            candidate->is_certain && candidate->is_end && candidate->need <= exchange->repetitions;
        g_ptr_array_add(exchange->columns, candidate->column);
    }
}

/* Of none it is known how many rows it has: as many as there is room for. */
static void fill_up(struct walk_plan *plan)
{
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        bool is_repeater = candidate->is_chosen && !g_ptr_array_find(plan->singles, candidate->column, NULL);
        if (is_repeater && candidate->is_certain)
            return;
        sum += is_repeater ? candidate->size : 0;
    }
    if (sum > 0)
        plan->repetitions =
            MAX(plan->repetitions, (uint32_t)MIN(plan->room / sum, walk_plan_most_repetitions(plan)));
    plan->used = plan->useful = sum * plan->repetitions;
}

static void choose_repeaters(struct walk_plan *plan)
{
    choose_explorers(plan);
    if (plan->repeaters == 0 && (!is_alone(plan) || !walk_parts_take(plan)))
        choose_together(plan);
}

static void choose_before_answers(struct walk_plan *plan)
{
    choose_blindly(plan);
    if (plan->repeaters == 0)
        choose_repeaters(plan);
}

/* Not everything that is idle fits. */
static void choose_some(struct walk_plan *plan)
{
    put_back_singles(plan);
    choose_repeaters(plan);
    add_last_rows(plan);
}

static bool choose_columns(struct walk_plan *plan)
{
    bool waits = false;
    if (!plan->walk->was_answered) {
        choose_before_answers(plan);
        return plan->repeaters > 0 && !walk_plan_can_wait(plan, false);
    }
    choose_last_rows(plan);
    if (plan->room == 0)
        return true;
    if (!walk_parts_take_all(plan, &waits))
        choose_some(plan);
    if (waits)
        return false;
    if (plan->repeaters > 0) {
        walk_parts_add(plan, false);
        walk_parts_add(plan, true);
        fill_up(plan);
    }
    if (walk_plan_can_wait(plan, false))
        return false;
    if (plan->walk->uses_getbulk) {
        add_singles(plan, true);
        add_singles(plan, false);
    }
    return plan->repeaters + plan->singles->len > 0;
}

void walk_choose_columns(struct walk *walk, struct exchange *exchange, size_t room)
{
    struct column *careful = NULL;
    struct walk_plan plan = {.walk = walk, .room = room, .repetitions = 1};
    if (walk->candidates == NULL)
        walk->candidates = g_array_sized_new(FALSE, FALSE, sizeof(struct candidate), walk->columns->len);
    plan.candidates = g_array_set_size(walk->candidates, 0);
    plan.singles = walk->singles;
    g_ptr_array_set_size(plan.singles, 0);
    find_idle(&plan, &careful);
    if (careful != NULL)
        choose_careful(walk, careful, exchange);
    else if (plan.candidates->len > 0 && choose_columns(&plan))
        fill_exchange(&plan, exchange);
    if (exchange->columns->len == 0 && plan.candidates->len > 0 && walk->exchanges->len == 0) {
        /* There is nothing to wait for: however little it brings, the walk goes on. */
        walk_plan_choose(&plan, walk_plan_at(&plan, 0));
        plan.repetitions = 1;
        fill_exchange(&plan, exchange);
    }
}
