#include "graph/sweep.h"

#include <glib.h>
#include <string.h>

#define WORDS 8
#define LANES ((size_t)WORDS * 64)

/* Profiles that reach farther are added source by source: a ring of counters for each distance that a profile
 * reaches would not be linear in the graph. */
#define REACH 64

/* What the levels of a run may take. */
#define LEVEL_BYTES ((size_t)16 << 20)

#define PLANES 33

/* Where a level has fewer vertices than this on average, as in a ring, searches have too little in common. */
#define LEVEL_VERTICES 8

/* A cache line; compilers of C have it as vectors of what width the machine has. */
typedef uint64_t lanes __attribute__((vector_size(WORDS * sizeof(uint64_t))));

struct counter {
    lanes sums[PLANES];
    lanes waiting[PLANES];
    bool is_waiting[PLANES];
    unsigned planes; /* that were ever touched */
};

struct vertex {
    lanes seen, frontier, next;
};

struct sweep {
    const struct csr *graph;
    const struct profiles *profiles;
    struct vertex *vertices;
    uint8_t *is_full; /* by vertex: every source has seen it */
    uint8_t *is_next; /* by vertex: it is in next */
    uint32_t *frontier, *next;
    size_t frontier_count, next_count;
    struct counter *counters; /* of the distance d that of d % reach */
    size_t reach;             /* of the farthest of the profiles that are added to counters */
    uint32_t *levels;         /* lanes rows of level_capacity */
    size_t lanes, level_capacity, level_count;
    bool is_long; /* searches are made one by one */
    uint32_t *distances, *queue;
};

static bool is_any(const lanes *mask)
{
    uint64_t any = 0;
    for (size_t i = 0; i < WORDS; i++)
        any |= (*mask)[i];
    return any != 0;
}

/* Adds 2^plane to the counters of the lanes. */
static void count_plane(struct counter *counter, const lanes *mask, unsigned plane)
{
    lanes carry = *mask;
    while (counter->is_waiting[plane]) {
        lanes sum = counter->sums[plane], waiting = counter->waiting[plane], either = sum ^ waiting;
        counter->sums[plane] = either ^ carry;
        counter->is_waiting[plane] = false;
        carry = (sum & waiting) | (either & carry);
        plane++;
    }
    counter->waiting[plane] = carry;
    counter->is_waiting[plane] = true;
    counter->planes = MAX(counter->planes, plane + 1);
}

static void count_many(struct counter *counter, const lanes *mask, uint32_t number)
{
    for (unsigned plane = 0; number != 0; plane++, number >>= 1)
        if (number & 1)
            count_plane(counter, mask, plane);
}

/* Adds up what waits; the counters are then in sums. */
static void settle(struct counter *counter)
{
    lanes carry = {0};
    for (unsigned plane = 0; plane < PLANES && (plane < counter->planes || is_any(&carry)); plane++) {
        lanes sum = counter->sums[plane], waiting = {0};
        if (counter->is_waiting[plane])
            waiting = counter->waiting[plane];
        lanes either = sum ^ waiting;
        counter->sums[plane] = either ^ carry;
        carry = (sum & waiting) | (either & carry);
        counter->planes = MAX(counter->planes, plane + 1);
    }
}

/* Writes the counters of a distance to the rows, and clears them. */
static void put_level(struct sweep *sweep, size_t distance)
{
    struct counter *counter = &sweep->counters[distance % sweep->reach];
    g_assert(distance < sweep->level_capacity);
    settle(counter);
    for (unsigned plane = 0; plane < counter->planes; plane++)
        for (size_t word = 0; word < WORDS; word++)
            for (uint64_t bits = counter->sums[plane][word]; bits != 0; bits &= bits - 1) {
                size_t lane = word * 64 + (size_t)__builtin_ctzll(bits);
                sweep->levels[lane * sweep->level_capacity + distance] += (uint32_t)1 << plane;
            }
    memset(counter->sums, 0, counter->planes * sizeof *counter->sums);
    memset(counter->is_waiting, 0, sizeof counter->is_waiting);
    counter->planes = 0;
}

static void count_far(struct sweep *sweep, const lanes *mask, const uint32_t *counts, size_t count,
                      size_t distance)
{
    for (size_t word = 0; word < WORDS; word++)
        for (uint64_t bits = (*mask)[word]; bits != 0; bits &= bits - 1) {
            size_t lane = word * 64 + (size_t)__builtin_ctzll(bits);
            uint32_t *row = &sweep->levels[lane * sweep->level_capacity + distance];
            for (size_t i = 0; i < count; i++)
                row[i] += counts[i];
        }
    sweep->level_count = MAX(sweep->level_count, distance + count);
}

/* The sources of mask have found a vertex. */
static void count_profile(struct sweep *sweep, uint32_t vertex, const lanes *mask, size_t distance)
{
    const struct profiles *profiles = sweep->profiles;
    const uint32_t *counts = &profiles->counts[profiles->offsets[vertex]];
    size_t count = profiles->offsets[vertex + 1] - profiles->offsets[vertex];
    if (count > REACH) {
        count_far(sweep, mask, counts, count, distance);
        return;
    }
    for (size_t i = 0; i < count; i++)
        count_many(&sweep->counters[(distance + i) % sweep->reach], mask, counts[i]);
    sweep->level_count = MAX(sweep->level_count, distance + count);
}

/* Hands what each vertex of the frontier has to its neighbors. */
static void spread(struct sweep *sweep)
{
    const struct csr *graph = sweep->graph;
    sweep->next_count = 0;
    for (size_t i = 0; i < sweep->frontier_count; i++) {
        uint32_t x = sweep->frontier[i];
        lanes mask = sweep->vertices[x].frontier;
        for (uint32_t arc = graph->offsets[x]; arc < graph->offsets[x + 1]; arc++) {
            uint32_t y = graph->neighbors[arc];
            if (sweep->is_full[y])
                continue;
            sweep->vertices[y].next |= mask;
            sweep->next[sweep->next_count] = y;
            sweep->next_count += !sweep->is_next[y];
            sweep->is_next[y] = 1;
        }
    }
}

/* What is new of that becomes the next frontier. */
static void advance(struct sweep *sweep, const lanes *all, size_t distance)
{
    sweep->frontier_count = 0;
    for (size_t i = 0; i < sweep->next_count; i++) {
        uint32_t y = sweep->next[i];
        struct vertex *vertex = &sweep->vertices[y];
        lanes found = vertex->next & ~vertex->seen;
        vertex->next = (lanes){0};
        sweep->is_next[y] = 0;
        if (!is_any(&found))
            continue;
        vertex->seen |= found;
        vertex->frontier = found;
        lanes missing = *all & ~vertex->seen;
        sweep->is_full[y] = !is_any(&missing);
        sweep->frontier[sweep->frontier_count++] = y;
        count_profile(sweep, y, &found, distance);
    }
}

static void start(struct sweep *sweep, size_t first, size_t count, lanes *all)
{
    size_t n = sweep->graph->vertex_count;
    memset(sweep->vertices, 0, n * sizeof *sweep->vertices);
    memset(sweep->is_full, 0, n);
    memset(sweep->levels, 0, count * sweep->level_capacity * sizeof *sweep->levels);
    sweep->level_count = 1;
    sweep->frontier_count = count;
    *all = (lanes){0};
    for (size_t lane = 0; lane < count; lane++) {
        struct vertex *source = &sweep->vertices[first + lane];
        uint64_t bit = (uint64_t)1 << (lane % 64);
        source->seen[lane / 64] |= bit;
        source->frontier[lane / 64] |= bit;
        (*all)[lane / 64] |= bit;
        sweep->frontier[lane] = (uint32_t)(first + lane);
    }
}

/* Distances from a vertex, of those that were UINT32_MAX; the queue has them in order. Returns how many it
 * reaches. */
static size_t search_from(const struct csr *graph, uint32_t root, uint32_t *distances, uint32_t *queue)
{
    size_t tail = 1;
    queue[0] = root;
    distances[root] = 0;
    for (size_t head = 0; head < tail; head++)
        for (uint32_t arc = graph->offsets[queue[head]]; arc < graph->offsets[queue[head] + 1]; arc++) {
            uint32_t y = graph->neighbors[arc];
            if (distances[y] != UINT32_MAX)
                continue;
            distances[y] = distances[queue[head]] + 1;
            queue[tail++] = y;
        }
    return tail;
}

/* The search from one source. */
static void run_one(struct sweep *sweep, size_t source, size_t lane)
{
    const struct profiles *profiles = sweep->profiles;
    uint32_t *row = &sweep->levels[lane * sweep->level_capacity];
    memset(sweep->distances, 0xff, sweep->graph->vertex_count * sizeof *sweep->distances);
    size_t reached = search_from(sweep->graph, (uint32_t)source, sweep->distances, sweep->queue);
    for (size_t i = 1; i < reached; i++) {
        uint32_t v = sweep->queue[i];
        const uint32_t *counts = &profiles->counts[profiles->offsets[v]];
        size_t count = profiles->offsets[v + 1] - profiles->offsets[v];
        for (size_t j = 0; j < count; j++)
            row[sweep->distances[v] + j] += counts[j];
        sweep->level_count = MAX(sweep->level_count, sweep->distances[v] + count);
    }
}

void sweep_run(struct sweep *sweep, size_t first, size_t count)
{
    lanes all;
    size_t distance = 0;
    g_assert(count <= sweep->lanes && first + count <= sweep->graph->vertex_count);
    start(sweep, first, count, &all);
    if (sweep->is_long) {
        for (size_t lane = 0; lane < count; lane++)
            run_one(sweep, first + lane, lane);
        return;
    }
    while (sweep->frontier_count > 0) {
        distance++;
        spread(sweep);
        advance(sweep, &all, distance);
        put_level(sweep, distance);
    }
    for (size_t left = distance + 1; left < distance + sweep->reach; left++)
        put_level(sweep, left);
}

const uint32_t *sweep_levels(const struct sweep *sweep, size_t lane, size_t *length)
{
    *length = sweep->level_count;
    return &sweep->levels[lane * sweep->level_capacity];
}

size_t sweep_lanes(const struct sweep *sweep)
{
    return sweep->lanes;
}

/* No distance is greater than the diameter, which is at most twice the greatest distance from any vertex. */
static size_t bound_distances(struct sweep *sweep)
{
    size_t bound = 0, n = sweep->graph->vertex_count;
    memset(sweep->distances, 0xff, n * sizeof *sweep->distances);
    for (uint32_t v = 0; v < n; v++) {
        if (sweep->distances[v] != UINT32_MAX)
            continue;
        size_t reached = search_from(sweep->graph, v, sweep->distances, sweep->queue);
        size_t farthest = sweep->distances[sweep->queue[reached - 1]];
        bound = MAX(bound, 2 * farthest);
    }
    return MIN(bound, n);
}

struct sweep *sweep_new(const struct csr *graph, const struct profiles *profiles)
{
    size_t n = graph->vertex_count, longest = 1;
    struct sweep *sweep = g_new0(struct sweep, 1);
    sweep->graph = graph;
    sweep->profiles = profiles;
    sweep->reach = 1;
    for (size_t v = 0; v < n; v++) {
        size_t length = profiles->offsets[v + 1] - profiles->offsets[v];
        longest = MAX(longest, length);
        if (length <= REACH)
            sweep->reach = MAX(sweep->reach, length);
    }
    /* The last frontier finds nothing: one distance more; and counters of the whole ring are put out. */
    sweep->distances = g_new(uint32_t, n);
    sweep->queue = g_new0(uint32_t, n);
    size_t bound = bound_distances(sweep);
    sweep->is_long = bound * LEVEL_VERTICES > n;
    sweep->level_capacity = bound + longest + sweep->reach + 2;
    sweep->lanes = CLAMP(LEVEL_BYTES / (sweep->level_capacity * sizeof *sweep->levels), 1, LANES);
    sweep->vertices = g_aligned_alloc0(n + 1, sizeof *sweep->vertices, sizeof(lanes));
    sweep->counters = g_aligned_alloc0(sweep->reach, sizeof *sweep->counters, sizeof(lanes));
    sweep->is_full = g_new(uint8_t, n);
    sweep->is_next = g_new0(uint8_t, n);
    sweep->frontier = g_new(uint32_t, MAX(n, LANES));
    sweep->next = g_new(uint32_t, n + 1);
    sweep->levels = g_new(uint32_t, sweep->lanes * sweep->level_capacity);
    return sweep;
}

void sweep_free(struct sweep *sweep)
{
    if (sweep == NULL)
        return;
    g_aligned_free(sweep->vertices);
    g_aligned_free(sweep->counters);
    g_free(sweep->is_full);
    g_free(sweep->is_next);
    g_free(sweep->frontier);
    g_free(sweep->next);
    g_free(sweep->levels);
    g_free(sweep->distances);
    g_free(sweep->queue);
    g_free(sweep);
}
