/*
 * Which columns share the next GETBULK, and with how many repetitions.
 *
 * Requests are what a visit costs. A request with C columns and R repetitions brings C x R varbinds, and a
 * table with n rows takes ceil(n / R) of them, so R should divide n well and C x R should fill a datagram.
 * The columns are sorted by the rows they still need; of all ways to take the first C of them, the one that
 * brings the most useful octets per request wins; among equals the one with the fewest columns, for then the
 * others can be asked for at the same time.
 */
#include "discover/walk_internal.h"

#define MAX_REPETITIONS 100
#define GUESSED_ROWS 4
#define GUESSED_VALUE 4
#define GUESSED_INDEX 2
#define CAREFUL_REPETITIONS 10
/* The part by which a datagram may be overfilled when that is the end of the columns. */
#define STRETCH 20
/* The part of a datagram that non-repeaters may have. */
#define NON_REPEATERS 8
/* Two sequence headers and the headers of name and value. */
#define VARBIND_HEADERS 6

struct candidate {
    struct column *column;
    uint32_t need; /* repetitions */
    bool is_certain;
    bool explores;
    size_t size; /* octets of a varbind */
};

size_t walk_arcs_size(const uint32_t *arcs, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += arcs[i] < 1U << 7    ? 1
                : arcs[i] < 1U << 14 ? 2
                : arcs[i] < 1U << 21 ? 3
                : arcs[i] < 1U << 28 ? 4
                                     : 5;
    return size;
}

static size_t number_size(uint64_t number)
{
    size_t size = 1;
    for (; number > 0x7f; number >>= 8)
        size++;
    return size;
}

static size_t value_size(const struct value *value)
{
    switch (value->type) {
    case VALUE_INTEGER:
        return number_size((uint64_t)(value->integer < 0 ? -(value->integer + 1) : value->integer));
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        return number_size(value->number);
    case VALUE_OCTET_STRING:
    case VALUE_IP_ADDRESS:
    case VALUE_OPAQUE:
        return value->octets.size;
    case VALUE_OID:
        return walk_arcs_size(value->oid.arcs, value->oid.count);
    default:
        return 0;
    }
}

size_t walk_varbind_size(const struct varbind *varbind)
{
    return VARBIND_HEADERS + walk_arcs_size(varbind->name.arcs, varbind->name.count) +
           value_size(&varbind->value);
}

static size_t expected_size(const struct column *column)
{
    if (column->rows > 0)
        return column->size / 16 + 1;
    const struct table *table = column->table;
    size_t index = table->cells > 0 ? (size_t)(table->index_octets / table->cells) + 1 : GUESSED_INDEX;
    size_t value = column->value_size > 0 ? column->value_size : GUESSED_VALUE;
    return VARBIND_HEADERS + walk_arcs_size(column->last, column->base_count) + index + value;
}

/* Repetitions until the column has ended. Where the number of rows is not known, one more sees the end. */
static uint32_t expected_need(const struct walk *walk, const struct column *column, bool *is_certain)
{
    const struct table *table = column->table;
    *is_certain = true;
    if (table->is_measured && table->measured_rows > column->rows)
        return table->measured_rows - column->rows;
    bool has_count = table->what->rows == WALK_ROWS_ALL_INTERFACES ||
                     (table->what->rows == WALK_ROWS_OF_INTERFACES && table->rows > 0);
    if (has_count && walk->interface_count > column->rows)
        return MIN(walk->interface_count, INT32_MAX) - column->rows + 1;
    *is_certain = false;
    uint32_t siblings = table->rows > column->rows ? table->rows - column->rows : 0;
    uint32_t guess = MAX(GUESSED_ROWS, MIN(column->rows, INT32_MAX));
    return MAX(siblings, guess) + 1;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->explores != y->explores)
        return x->explores ? -1 : 1;
    return (x->need < y->need) - (x->need > y->need);
}

/* The first column of a table is asked for before the others: once it is known how long it is, they can be
 * packed well. */
static bool is_unexplored(const struct walk *walk, const struct table *table)
{
    bool has_count = table->what->rows == WALK_ROWS_ALL_INTERFACES && walk->interface_count > 0;
    return walk->uses_getbulk && !table->is_explored && !has_count;
}

/* The idle columns of one context. */
static GArray *find_idle(struct walk *walk, struct column **careful)
{
    GArray *idle = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    const struct column *first = NULL;
    for (guint i = 0; i < walk->columns->len; i++) {
        struct column *column = walk->columns->pdata[i];
        if (column->is_in_flight)
            continue;
        if (first == NULL)
            first = column;
        if (column->table->what->vlan_context != first->table->what->vlan_context)
            continue;
        if (column->care != CARE_NONE)
            *careful = column;
        struct candidate candidate = {.column = column, .size = expected_size(column)};
        candidate.need = expected_need(walk, column, &candidate.is_certain);
        g_array_append_val(idle, candidate);
    }
    return idle;
}

static bool fit_one_datagram(const struct walk *walk, const GArray *candidates)
{
    size_t sum = 0;
    for (guint i = 0; i < candidates->len && sum <= walk->budget; i++) {
        const struct candidate *candidate = &g_array_index(candidates, struct candidate, i);
        sum += candidate->size * candidate->need;
    }
    return sum <= walk->budget;
}

/* Those that explore first, then those that need most; without those that wait for an explorer. */
static void sort_candidates(const struct walk *walk, GArray *candidates)
{
    if (!fit_one_datagram(walk, candidates)) {
        for (guint i = candidates->len; i > 0; i--) {
            struct candidate *candidate = &g_array_index(candidates, struct candidate, i - 1);
            candidate->explores = is_unexplored(walk, candidate->column->table);
            if (candidate->explores && !candidate->column->is_first)
                g_array_remove_index(candidates, i - 1);
        }
    }
    g_array_sort(candidates, compare_candidates);
}

/* How many of the candidates to take; *repetitions to fill the datagram with them. */
static size_t choose_count(const struct walk *walk, const struct candidate *candidates, size_t count,
                           uint32_t *repetitions)
{
    size_t best = 1, sum = 0;
    double useful = 0, best_yield = 0;
    for (size_t i = 0; i < MIN(count, walk->max_columns); i++) {
        sum += candidates[i].size;
        useful += (double)candidates[i].size * candidates[i].need;
        size_t fits = MIN(walk->budget / sum, walk->uses_getbulk ? MAX_REPETITIONS : 1);
        bool ends_them = candidates[0].need <= (walk->budget + walk->budget / STRETCH) / sum;
        if (ends_them && walk->uses_getbulk)
            fits = MAX(fits, candidates[0].need);
        if (fits == 0 && i > 0)
            break;
        fits = MAX(fits, 1);
        size_t requests = (candidates[0].need + fits - 1) / fits;
        double yield = useful / (double)requests;
        if (yield > best_yield * 1.03) {
            best_yield = yield;
            best = i + 1;
            *repetitions = (uint32_t)fits;
        }
    }
    return best;
}

/* The columns that explore tables share a request, as many as leave room for a few rows of each. */
static size_t choose_explorers(const struct walk *walk, const struct candidate *candidates, size_t count,
                               uint32_t *repetitions)
{
    size_t chosen = 0, sum = 0;
    while (chosen < MIN(count, walk->max_columns) && candidates[chosen].explores &&
           (chosen == 0 || (sum + candidates[chosen].size) * GUESSED_ROWS <= walk->budget))
        sum += candidates[chosen++].size;
    if (chosen > 0)
        *repetitions = (uint32_t)CLAMP(walk->budget / sum, 1, MAX_REPETITIONS);
    return chosen;
}

/* No more repetitions than needed, where that is known, and about as many in each request. */
static uint32_t even_out(const struct candidate *candidates, size_t count, uint32_t repetitions)
{
    for (size_t i = 0; i < count; i++)
        if (!candidates[i].is_certain)
            return repetitions;
    uint32_t need = candidates[0].need;
    uint32_t requests = MAX(1, (need + repetitions - 1) / repetitions);
    return (need + requests - 1) / requests;
}

/* A request that would bring little can wait for those in flight: their columns will share it. */
static bool can_wait(const struct walk *walk, const struct candidate *candidates, size_t count,
                     uint32_t repetitions)
{
    size_t useful = 0;
    for (size_t i = 0; i < count; i++)
        useful += candidates[i].size * MIN(candidates[i].need, repetitions);
    return walk->exchanges->len > 0 && useful < walk->budget / 2;
}

/* 0 when that is better than any. */
static size_t choose_useful(const struct walk *walk, const struct candidate *candidates, size_t count,
                            uint32_t *repetitions)
{
    size_t chosen = choose_count(walk, candidates, count, repetitions);
    *repetitions = even_out(candidates, chosen, *repetitions);
    return can_wait(walk, candidates, chosen, *repetitions) ? 0 : chosen;
}

/* A column that lacks one row, for certain, can be a non-repeater of any request. */
static void add_non_repeaters(const struct walk *walk, const struct candidate *candidates, size_t count,
                              struct exchange *exchange)
{
    size_t room = walk->budget / NON_REPEATERS;
    for (size_t i = count; i > 0 && exchange->non_repeaters < WALK_MAX_COLUMNS / 2; i--) {
        const struct candidate *candidate = &candidates[i - 1];
        if (candidate->need > 1 || !candidate->is_certain || candidate->size > room)
            break;
        room -= candidate->size;
        g_ptr_array_add(exchange->columns, candidate->column);
        exchange->non_repeaters++;
    }
}

static void choose_careful(const struct walk *walk, struct column *column, struct exchange *exchange)
{
    bool bulk = walk->uses_getbulk && column->care < CARE_GETNEXT;
    exchange->kind = bulk ? PDU_GETBULK : PDU_GETNEXT;
    exchange->repetitions = bulk ? CAREFUL_REPETITIONS : 1;
    exchange->vlan_context = column->table->what->vlan_context;
    g_ptr_array_add(exchange->columns, column);
}

void walk_choose_columns(struct walk *walk, struct exchange *exchange)
{
    struct column *careful = NULL;
    GArray *candidates = find_idle(walk, &careful);
    sort_candidates(walk, candidates);
    const struct candidate *items = (const struct candidate *)(const void *)candidates->data;
    if (careful != NULL) {
        choose_careful(walk, careful, exchange);
    } else if (candidates->len > 0) {
        uint32_t repetitions = 1;
        size_t count = choose_explorers(walk, items, candidates->len, &repetitions);
        if (count == 0)
            count = choose_useful(walk, items, candidates->len, &repetitions);
        exchange->kind = walk->uses_getbulk ? PDU_GETBULK : PDU_GETNEXT;
        exchange->repetitions = walk->uses_getbulk ? repetitions : 1;
        exchange->vlan_context = items[0].column->table->what->vlan_context;
        if (walk->uses_getbulk && count > 0)
            add_non_repeaters(walk, items + count, candidates->len - count, exchange);
        for (size_t i = 0; i < count; i++)
            g_ptr_array_add(exchange->columns, items[i].column);
    }
    g_array_unref(candidates);
}
