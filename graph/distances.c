#include "graph/distances.h"
#include "graph/fold.h"
#include "graph/parallel.h"
#include "graph/sweep.h"
#include "graph/twins.h"

#include <glib.h>
#include <string.h>

/* The levels of a vertex: of distance d in counts[origin + d]. A step down moves the origin down by one, so
 * that everything is one farther away. Zero outside of origin to origin + length - 1. */
struct window {
    uint32_t *counts;
    size_t capacity, origin, length;
};

struct worker {
    struct sweep *sweep; /* NULL before the first task */
    struct window window;
};

struct run {
    const struct fold *fold;
    const struct twins *twins;
    struct profiles profiles; /* by group: of its members' trees together */
    uint32_t height;          /* generations of the tallest tree */
    size_t lanes;
    struct worker *workers;
    struct distances *distances;
};

static bool is_leaf(const struct fold *fold, uint32_t position)
{
    return fold->children[position] == fold->children[position + 1];
}

static uint32_t count_generations(const struct fold *fold, uint32_t position)
{
    uint32_t count = 0;
    for (struct generation g = fold_self(position); g.begin < g.end; g = fold_next(fold, g))
        count++;
    return count;
}

static void make_profiles(struct run *run)
{
    const struct twins *twins = run->twins;
    uint32_t *offsets = g_new0(uint32_t, twins->group_count + 1);
    for (uint32_t p = 0; p < run->fold->core_count; p++) {
        uint32_t *height = &offsets[twins->group_of[p] + 1], generations = count_generations(run->fold, p);
        *height = MAX(*height, generations);
        run->height = MAX(run->height, generations);
    }
    for (size_t g = 0; g < twins->group_count; g++)
        offsets[g + 1] += offsets[g];
    uint32_t *counts = g_new0(uint32_t, offsets[twins->group_count]);
    for (uint32_t p = 0; p < run->fold->core_count; p++) {
        uint32_t *count = &counts[offsets[twins->group_of[p]]];
        for (struct generation g = fold_self(p); g.begin < g.end; g = fold_next(run->fold, g))
            *count++ += g.end - g.begin;
    }
    run->profiles = (struct profiles){offsets, counts};
}

/* Adds what is beneath a position, itself included, by its generations; with sign -1 takes it away. */
static void add_subtree(const struct run *run, uint32_t *counts, uint32_t position, uint32_t sign)
{
    for (struct generation g = fold_self(position); g.begin < g.end; g = fold_next(run->fold, g))
        *counts++ += sign * (g.end - g.begin);
}

static void step_down(const struct run *run, struct window *window, uint32_t position)
{
    window->origin--;
    window->length++;
    uint32_t *counts = &window->counts[window->origin];
    add_subtree(run, counts, position, 1);
    add_subtree(run, counts + 2, position, (uint32_t)-1);
}

static void step_up(const struct run *run, struct window *window, uint32_t position)
{
    uint32_t *counts = &window->counts[window->origin];
    add_subtree(run, counts + 2, position, 1);
    add_subtree(run, counts, position, (uint32_t)-1);
    window->origin++;
    window->length--;
}

/* What the levels of a position come to. */
static void put(const struct run *run, const struct window *window, uint32_t position)
{
    struct distances *distances = run->distances;
    const uint32_t *counts = &window->counts[window->origin];
    uint64_t sum = 0;
    uint32_t reached = 0, farthest = 0;
    double harmonic = 0;
    for (uint32_t d = 1; d < window->length; d++) {
        if (counts[d] == 0)
            continue;
        sum += (uint64_t)d * counts[d];
        reached += counts[d];
        harmonic += (double)counts[d] / d;
        farthest = d;
    }
    uint32_t vertex = run->fold->vertices[position];
    distances->sums[vertex] = sum;
    distances->reached[vertex] = reached;
    distances->harmonic[vertex] = harmonic;
    distances->eccentricities[vertex] = farthest;
}

static void copy(const struct run *run, uint32_t from, uint32_t to)
{
    struct distances *distances = run->distances;
    from = run->fold->vertices[from];
    to = run->fold->vertices[to];
    distances->sums[to] = distances->sums[from];
    distances->reached[to] = distances->reached[from];
    distances->harmonic[to] = distances->harmonic[from];
    distances->eccentricities[to] = distances->eccentricities[from];
}

static void put_leaf(const struct run *run, struct window *window, uint32_t leaf)
{
    bool is_first = leaf == run->fold->children[run->fold->parents[leaf]];
    if (!is_first && is_leaf(run->fold, leaf - 1)) {
        copy(run, leaf - 1, leaf);
        return;
    }
    step_down(run, window, leaf);
    put(run, window, leaf);
    step_up(run, window, leaf);
}

/* The next position of the tree in depth-first order; the root after the last. The window follows. */
static uint32_t step_on(const struct run *run, struct window *window, uint32_t position, uint32_t root)
{
    const struct fold *fold = run->fold;
    if (!is_leaf(fold, position))
        return fold->children[position];
    while (position != root) {
        uint32_t parent = fold->parents[position];
        if (position + 1 < fold->children[parent + 1])
            return position + 1;
        if (parent != root)
            step_up(run, window, parent);
        position = parent;
    }
    return root;
}

static void put_tree(const struct run *run, struct window *window, uint32_t root)
{
    put(run, window, root);
    for (uint32_t p = step_on(run, window, root, root); p != root; p = step_on(run, window, p, root))
        if (is_leaf(run->fold, p)) {
            put_leaf(run, window, p);
        } else {
            step_down(run, window, p);
            put(run, window, p);
        }
}

/* Levels of a member of a group from those of the group; the window's origin leaves room for the steps down.
 */
static void open_window(const struct run *run, struct window *window, uint32_t member, const uint32_t *levels,
                        size_t length)
{
    const struct twins *twins = run->twins;
    uint32_t group = twins->group_of[member];
    const struct profiles *profiles = &run->profiles;
    bool has_way = twins->is_closed[group] || csr_degree(twins->quotient, group) > 0;
    window->origin = run->height;
    window->length = MAX(length, run->height + 2);
    size_t needed = window->origin + window->length + run->height + 3;
    if (window->capacity < needed) {
        window->counts = g_renew(uint32_t, window->counts, needed);
        window->capacity = needed;
    }
    memset(window->counts, 0, window->capacity * sizeof *window->counts);
    uint32_t *counts = &window->counts[window->origin];
    memcpy(counts, levels, length * sizeof *levels);
    add_subtree(run, counts, member, 1);
    if (twins_count(twins, group) == 1 || !has_way)
        return;
    uint32_t *twin_counts = &window->counts[window->origin] + (twins->is_closed[group] ? 1 : 2);
    for (uint32_t i = profiles->offsets[group]; i < profiles->offsets[group + 1]; i++)
        twin_counts[i - profiles->offsets[group]] += profiles->counts[i];
    add_subtree(run, twin_counts, member, (uint32_t)-1);
}

static void work(void *context, unsigned number, size_t task)
{
    const struct run *run = context;
    const struct twins *twins = run->twins;
    struct worker *worker = &run->workers[number];
    size_t first = task * run->lanes, count = MIN(run->lanes, twins->group_count - first);
    if (worker->sweep == NULL)
        worker->sweep = sweep_new(twins->quotient, &run->profiles);
    sweep_run(worker->sweep, first, count);
    for (size_t lane = 0; lane < count; lane++) {
        size_t length;
        const uint32_t *levels = sweep_levels(worker->sweep, lane, &length);
        for (uint32_t i = twins->offsets[first + lane]; i < twins->offsets[first + lane + 1]; i++) {
            open_window(run, &worker->window, twins->members[i], levels, length);
            put_tree(run, &worker->window, twins->members[i]);
        }
    }
}

static void run_sweeps(struct run *run, unsigned threads)
{
    size_t groups = run->twins->group_count;
    run->workers = g_new0(struct worker, threads);
    if (groups > 0) {
        run->workers[0].sweep = sweep_new(run->twins->quotient, &run->profiles);
        run->lanes = sweep_lanes(run->workers[0].sweep);
        parallel_run(threads, (groups + run->lanes - 1) / run->lanes, work, NULL, run);
    }
    for (unsigned i = 0; i < threads; i++) {
        sweep_free(run->workers[i].sweep);
        g_free(run->workers[i].window.counts);
    }
    g_free(run->workers);
}

struct distances *distances_new(const struct csr *graph, unsigned threads)
{
    size_t n = graph->vertex_count;
    struct fold *fold = fold_new(graph);
    struct twins *twins = twins_new(fold->core);
    struct distances *distances = g_new(struct distances, 1);
    *distances = (struct distances){n, g_new0(uint64_t, n), g_new0(uint32_t, n), g_new0(double, n),
                                    g_new0(uint32_t, n)};
    struct run run = {.fold = fold, .twins = twins, .distances = distances};
    make_profiles(&run);
    run_sweeps(&run, parallel_threads(threads));
    g_free(run.profiles.offsets);
    g_free(run.profiles.counts);
    twins_free(twins);
    fold_free(fold);
    return distances;
}

void distances_free(struct distances *distances)
{
    if (distances == NULL)
        return;
    g_free(distances->sums);
    g_free(distances->reached);
    g_free(distances->harmonic);
    g_free(distances->eccentricities);
    g_free(distances);
}

uint32_t distances_diameter(const struct distances *distances)
{
    uint32_t diameter = 0;
    for (size_t v = 0; v < distances->vertex_count; v++)
        diameter = MAX(diameter, distances->eccentricities[v]);
    return diameter;
}
