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
/* Two sequence headers and the headers of name and value. */
#define VARBIND_HEADERS 6

struct candidate {
    struct column *column;
    uint32_t need; /* repetitions */
    bool is_certain;
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
    bool has_count = table->what->is_per_interface && walk->interface_count > column->rows;
    if (has_count)
        return MIN(walk->interface_count, INT32_MAX) - column->rows + 1;
    *is_certain = false;
    uint32_t siblings = table->rows > column->rows ? table->rows - column->rows : 0;
    uint32_t guess = MAX(GUESSED_ROWS, MIN(column->rows, INT32_MAX));
    return MAX(siblings, guess) + 1;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return (x->need < y->need) - (x->need > y->need);
}

/* The idle columns of one context, those that need most first. */
static GArray *find_candidates(struct walk *walk, struct column **careful)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    const struct column *first = NULL;
    for (guint i = 0; i < walk->columns->len; i++) {
        struct column *column = walk->columns->pdata[i];
        if (column->is_in_flight)
            continue;
        if (first == NULL)
            first = column;
        if (column->table->what->vlan_context != first->table->what->vlan_context)
            continue;
        if (column->care != CARE_NONE) {
            *careful = column;
            continue;
        }
        struct candidate candidate = {.column = column, .size = expected_size(column)};
        candidate.need = expected_need(walk, column, &candidate.is_certain);
        g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, compare_candidates);
    return candidates;
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

/* No more repetitions than needed, where that is known, and about as many in each request. */
static uint32_t even_out(const struct candidate *candidates, size_t count, uint32_t repetitions)
{
    for (size_t i = 0; i < count; i++)
        if (!candidates[i].is_certain)
            return repetitions;
    uint32_t need = candidates[0].need;
    uint32_t requests = (need + repetitions - 1) / repetitions;
    return (need + requests - 1) / requests;
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
    GArray *candidates = find_candidates(walk, &careful);
    const struct candidate *items = (const struct candidate *)(const void *)candidates->data;
    if (careful != NULL) {
        choose_careful(walk, careful, exchange);
    } else if (candidates->len > 0) {
        uint32_t repetitions = 1;
        size_t count = choose_count(walk, items, candidates->len, &repetitions);
        exchange->kind = walk->uses_getbulk ? PDU_GETBULK : PDU_GETNEXT;
        exchange->repetitions = walk->uses_getbulk ? even_out(items, count, repetitions) : 1;
        exchange->vlan_context = items[0].column->table->what->vlan_context;
        for (size_t i = 0; i < count; i++)
            g_ptr_array_add(exchange->columns, items[i].column);
    }
    g_array_unref(candidates);
}
