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
#include "discover/walk_candidate.h"

#define MAX_REPETITIONS 100
#define EXPLORED_ROWS 10
#define CAREFUL_REPETITIONS 10
/* The part by which a datagram may be overfilled when that is the end of the columns. */
#define STRETCH 25
/* The most names of a request that is cut into small parts. */
#define MAX_PARTS 32
#define MAX_SINGLES 24
/* What is left of a datagram is not looked at. */
#define LEAST_ROOM 40
/* Candidates that are sorted where they are, without memory for others. */
#define FEW_CANDIDATES 48

/* What is to become a request. */
struct plan {
    struct walk *walk;
    GArray *candidates; /* the walk's: struct candidate, those that need most first */
    size_t room, used;  /* octets, of repeaters */
    uint32_t repetitions;
    guint repeaters;
    size_t single_octets;
    GPtrArray *singles; /* the walk's: columns that are non-repeaters */
};

static struct candidate *candidate_at(const struct plan *plan, guint position)
{
    return &g_array_index(plan->candidates, struct candidate, position);
}

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
static void find_idle(struct plan *plan, struct column **careful)
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

static void choose(struct plan *plan, struct candidate *candidate)
{
    candidate->is_chosen = true;
    plan->repeaters++;
}

static uint32_t most_repetitions(const struct plan *plan)
{
    return plan->walk->uses_getbulk ? MAX_REPETITIONS : 1;
}

/* How many more columns may be named. */
static guint places(const struct plan *plan)
{
    guint named = plan->repeaters + plan->singles->len;
    return plan->walk->max_columns > named ? plan->walk->max_columns - named : 0;
}

static bool is_free(const struct candidate *candidate)
{
    return !candidate->is_chosen && !candidate->waits && !candidate->explores;
}

/* One row, and then it has ended: a non-repeater brings it. */
static bool is_single(const struct plan *plan, const struct candidate *candidate)
{
    return plan->walk->uses_getbulk && candidate->need == 1 && candidate->is_certain && candidate->is_end;
}

static bool is_part(const struct plan *plan, const struct candidate *candidate)
{
    return is_free(candidate) && candidate->splits && !is_single(plan, candidate);
}

static void add_single(struct plan *plan, guint position)
{
    struct candidate *candidate = candidate_at(plan, position);
    bool is_last = is_single(plan, candidate);
    bool is_split = candidate->splits && !candidate->is_new && !is_last;
    if (is_split)
        walk_split_column(plan->walk, candidate->column, 1);
    candidate->is_chosen = true;
    candidate->column->ends_in_flight = is_last || is_split;
    g_ptr_array_add(plan->singles, candidate->column);
}

/* The last rows of columns, before repeaters are chosen. */
static void choose_singles(struct plan *plan)
{
    guint most = MIN(MAX_SINGLES, places(plan));
    for (guint i = plan->candidates->len; i > 0 && plan->singles->len < most; i--) {
        const struct candidate *candidate = candidate_at(plan, i - 1);
        if (!is_single(plan, candidate) || (candidate->size > plan->room && plan->singles->len > 0))
            continue;
        plan->room -= MIN(candidate->size, plan->room);
        plan->single_octets += candidate->size;
        add_single(plan, i - 1);
    }
}

/* Into what the repeaters leave: a row each of columns of which any part can be had, or that would wait.
 * Those first of which it is not known whether they are there. */
static void add_singles(struct plan *plan, bool is_new)
{
    for (guint i = plan->candidates->len; i > 0 && plan->singles->len < MAX_SINGLES && places(plan) > 0;
         i--) {
        const struct candidate *candidate = candidate_at(plan, i - 1);
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
static void choose_explorers(struct plan *plan)
{
    uint32_t most = plan->walk->was_answered ? EXPLORED_ROWS : WALK_FIRST_ROWS;
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len && places(plan) > 0; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        if (!candidate->explores || (sum > 0 && (sum + candidate->size) * WALK_GUESSED_ROWS > plan->room))
            break;
        sum += candidate->size;
        choose(plan, candidate);
    }
    if (sum > 0)
        plan->repetitions = (uint32_t)CLAMP(plan->room / sum, 1, MIN(most, most_repetitions(plan)));
    plan->used = sum * plan->repetitions;
}

/* Before anything is known: a few rows of each column that nearly every device has. */
static void choose_blindly(struct plan *plan)
{
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len && places(plan) > 0; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        if (candidate->column->table->is_assumed)
            continue;
        if (sum > 0 && sum + candidate->size > plan->room)
            break;
        sum += candidate->size;
        choose(plan, candidate);
    }
    plan->repetitions =
        (uint32_t)CLAMP(plan->room / MAX(sum, 1), 1, MIN(WALK_FIRST_ROWS, most_repetitions(plan)));
    plan->used = sum * plan->repetitions;
}

static uint32_t parts_of(const struct candidate *candidate, uint32_t repetitions)
{
    return candidate->splits && !candidate->is_new ? (candidate->need + repetitions - 1) / repetitions : 1;
}

/* What all of them take with so many repetitions; SIZE_MAX when they cannot be had. */
static size_t cost_of_all(const struct plan *plan, uint32_t repetitions, size_t most_parts)
{
    size_t cost = 0, parts = 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = candidate_at(plan, i);
        if (candidate->is_chosen)
            continue;
        uint32_t own = parts_of(candidate, repetitions);
        const struct column *first = candidate->column->table->first;
        bool waits_for_answer = candidate->waits && (first == NULL || first->is_in_flight);
        bool is_whole = !candidate->splits || candidate->is_new;
        if (!candidate->is_end || waits_for_answer || (is_whole && candidate->need > repetitions))
            return SIZE_MAX;
        parts += own;
        cost += (size_t)candidate->size * own * repetitions;
    }
    return parts <= most_parts ? cost : SIZE_MAX;
}

static void split_into_parts(struct plan *plan, guint position)
{
    struct candidate *candidate = candidate_at(plan, position);
    if (!candidate->splits || candidate->is_new || candidate->need <= plan->repetitions)
        return;
    uint32_t need = candidate->need;
    struct candidate rest = *candidate;
    walk_split_column(plan->walk, candidate->column, plan->repetitions);
    candidate->need = plan->repetitions;
    rest.column = plan->walk->columns->pdata[plan->walk->columns->len - 1];
    rest.need = need - plan->repetitions;
    rest.is_chosen = false;
    candidate->is_end = true;
    g_array_append_val(plan->candidates, rest);
}

/* All that is idle, where that fits: in as small parts as will bring no row that is not there. */
static bool choose_all(struct plan *plan)
{
    size_t most = plan->room + plan->room / STRETCH, most_parts = MIN(MAX_PARTS, places(plan));
    uint32_t repetitions = 1, need = plan->candidates->len > 0 ? candidate_at(plan, 0)->need : 0;
    for (guint i = 0; i < plan->candidates->len; i++)
        need = MAX(need, candidate_at(plan, i)->need);
    while (repetitions <= MIN(need, most_repetitions(plan)) &&
           cost_of_all(plan, repetitions, most_parts) == SIZE_MAX)
        repetitions++;
    size_t cost = cost_of_all(plan, repetitions, most_parts);
    if (cost > most)
        return false;
    plan->repetitions = repetitions;
    plan->used = cost;
    for (guint i = 0; i < plan->candidates->len; i++) {
        if (candidate_at(plan, i)->is_chosen)
            continue;
        choose(plan, candidate_at(plan, i));
        split_into_parts(plan, i);
    }
    return true;
}

/* Columns of which any part can be had: as many as make the fullest datagram of parts of the same length. */
static bool choose_parts(struct plan *plan)
{
    size_t sum = 0, best_useful = 0;
    guint count = 0, best = 0;
    for (guint i = 0; i < plan->candidates->len && count < places(plan); i++) {
        const struct candidate *candidate = candidate_at(plan, i);
        if (!is_part(plan, candidate))
            continue;
        sum += candidate->size;
        count++;
        uint32_t rows = (uint32_t)MIN(plan->room / sum, most_repetitions(plan)), useful = 0;
        if (rows == 0 && best > 0)
            break;
        rows = MAX(rows, 1);
        for (guint j = 0; j <= i; j++) {
            const struct candidate *taken = candidate_at(plan, j);
            if (is_part(plan, taken))
                useful += taken->size * MIN(taken->need, rows);
        }
        if (useful > best_useful + (best > 0 ? plan->room / 40 : 0)) {
            best_useful = useful;
            best = count;
            plan->repetitions = rows;
        }
    }
    if (best == 0)
        return false;
    uint32_t longest = 0;
    for (guint i = 0; best > 0; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        if (!is_part(plan, candidate))
            continue;
        best--;
        longest = MAX(longest, MIN(candidate->need, plan->repetitions));
        plan->used += (size_t)candidate->size * MIN(candidate->need, plan->repetitions);
        choose(plan, candidate);
        split_into_parts(plan, i);
    }
    plan->repetitions = longest;
    return true;
}

/* How many of those that go on together to take; the repetitions to fill the datagram with them. */
static void choose_together(struct plan *plan)
{
    const struct walk *walk = plan->walk;
    size_t sum = 0, count = 0, best = 0;
    double useful = 0, best_yield = 0;
    uint32_t need = 0, best_need = 0;
    for (guint i = 0; i < plan->candidates->len && count < places(plan); i++) {
        const struct candidate *candidate = candidate_at(plan, i);
        if (!is_free(candidate) || candidate->splits || is_single(plan, candidate))
            continue;
        need = MAX(need, candidate->need);
        sum += candidate->size;
        useful += (double)candidate->size * candidate->need;
        size_t fits = MIN(plan->room / sum, most_repetitions(plan));
        bool ends_them = need <= (plan->room + plan->room / STRETCH) / sum;
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
    for (guint i = 0; best > 0; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        if (!is_free(candidate) || candidate->splits || is_single(plan, candidate))
            continue;
        best--;
        is_certain = is_certain && candidate->is_certain;
        plan->used += (size_t)candidate->size * MIN(candidate->need, plan->repetitions);
        choose(plan, candidate);
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
}

/* First columns by which others wait, and those that go on together. */
static bool is_alone(const struct plan *plan)
{
    for (guint i = 0; i < plan->candidates->len; i++)
        if (is_free(candidate_at(plan, i)) && !candidate_at(plan, i)->splits &&
            !is_single(plan, candidate_at(plan, i)))
            return false;
    return true;
}

/* Whether more is to be expected of what is in flight than the rows that were asked for. */
static bool may_be_joined(const struct walk *walk)
{
    for (guint i = 0; i < walk->exchanges->len; i++)
        if (((const struct exchange *)walk->exchanges->pdata[i])->items != NULL)
            return true;
    for (guint i = 0; i < walk->columns->len; i++) {
        const struct column *column = walk->columns->pdata[i];
        if (column->is_in_flight && (!column->ends_in_flight || column->is_first))
            return true;
    }
    return false;
}

/* A request that would bring little can wait for those in flight: their columns will share it. But not where
 * others wait for what it brings. */
static bool can_wait(const struct plan *plan)
{
    size_t useful = plan->used + plan->single_octets, most = plan->room + plan->single_octets;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = candidate_at(plan, i);
        if (candidate->is_chosen && candidate->column->table->first == candidate->column)
            return false;
    }
    return plan->walk->exchanges->len > 0 && useful < most / 8 * 7 && may_be_joined(plan->walk);
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

static void fill_exchange(struct plan *plan, struct exchange *exchange)
{
    const struct walk *walk = plan->walk;
    const struct column *any = candidate_at(plan, 0)->column;
    exchange->kind = walk->uses_getbulk ? PDU_GETBULK : PDU_GETNEXT;
    exchange->repetitions = plan->repetitions;
    exchange->vlan_context = any->table->what->vlan_context;
    for (guint i = 0; i < plan->singles->len; i++)
        g_ptr_array_add(exchange->columns, plan->singles->pdata[i]);
    exchange->non_repeaters = plan->repeaters > 0 ? plan->singles->len : 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        if (!candidate->is_chosen || g_ptr_array_find(plan->singles, candidate->column, NULL))
            continue;
        candidate->column->ends_in_flight =
            candidate->is_certain && candidate->is_end && candidate->need <= exchange->repetitions;
        g_ptr_array_add(exchange->columns, candidate->column);
    }
}

/* Parts that are as long as the others, of columns that need that much, or at least half as much: what is
 * left of the datagram has no better use. */
static void add_parts(struct plan *plan, bool half)
{
    for (guint i = 0; i < plan->candidates->len && places(plan) > 0; i++) {
        struct candidate *candidate = candidate_at(plan, i);
        size_t size = (size_t)candidate->size * plan->repetitions;
        uint32_t need = candidate->need + (half ? candidate->need : candidate->need / 8);
        if (candidate->is_chosen || candidate->explores || !candidate->is_certain ||
            !(candidate->splits || candidate->waits) || !candidate->column->table->is_explored ||
            need < plan->repetitions || plan->used + size > plan->room)
            continue;
        plan->used += size;
        choose(plan, candidate);
        split_into_parts(plan, i);
    }
}

/* Of none it is known how many rows it has: as many as there is room for. */
static void fill_up(struct plan *plan)
{
    size_t sum = 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = candidate_at(plan, i);
        bool is_repeater = candidate->is_chosen && !g_ptr_array_find(plan->singles, candidate->column, NULL);
        if (is_repeater && candidate->is_certain)
            return;
        sum += is_repeater ? candidate->size : 0;
    }
    if (sum > 0)
        plan->repetitions = MAX(plan->repetitions, (uint32_t)MIN(plan->room / sum, most_repetitions(plan)));
    plan->used = sum * plan->repetitions;
}

static bool choose_columns(struct plan *plan)
{
    bool is_blind = !plan->walk->was_answered;
    if (!is_blind)
        choose_singles(plan);
    if (plan->room == 0)
        return true;
    if (is_blind)
        choose_blindly(plan);
    if (is_blind ? plan->repeaters == 0 : !choose_all(plan))
        choose_explorers(plan);
    if (plan->repeaters == 0 && (!is_alone(plan) || !choose_parts(plan)))
        choose_together(plan);
    if (plan->repeaters > 0 && !is_blind) {
        add_parts(plan, false);
        add_parts(plan, true);
        fill_up(plan);
    }
    if (can_wait(plan))
        return false;
    if (plan->walk->uses_getbulk && !is_blind) {
        add_singles(plan, true);
        add_singles(plan, false);
    }
    return plan->repeaters + plan->singles->len > 0;
}

void walk_choose_columns(struct walk *walk, struct exchange *exchange, size_t room)
{
    struct column *careful = NULL;
    struct plan plan = {.walk = walk, .room = room, .repetitions = 1};
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
        choose(&plan, candidate_at(&plan, 0));
        plan.repetitions = 1;
        fill_exchange(&plan, exchange);
    }
}
