#include "graph/change_core.h"

#include "graph/fold.h"
#include "graph/twins.h"

#define NONE UINT32_MAX

/* An edge of either graph. */
struct either {
    struct csr_edge ends;
    bool is_in[2];
};

struct draft {
    const struct change *change;
    struct change_core *core;
    GArray *joined;  /* of struct either: the edges of both graphs, each once */
    bool *is_marked; /* by device: an end of an edge that changes */
    struct fold *fold;
    uint32_t *places; /* by position of the core of the fold */
};

static int compare_edges(const struct graph_edge *x, const struct graph_edge *y)
{
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static GArray *join_edges(const struct change *change)
{
    size_t counts[2], at[2] = {0, 0};
    const struct graph_edge *edges[2] = {simple_graph_edges(change->simple[CHANGE_BEFORE], &counts[0]),
                                         simple_graph_edges(change->simple[CHANGE_AFTER], &counts[1])};
    GArray *joined = g_array_sized_new(FALSE, FALSE, sizeof(struct either), (guint)counts[0]);
    while (at[0] < counts[0] || at[1] < counts[1]) {
        int order = at[0] == counts[0]   ? 1
                    : at[1] == counts[1] ? -1
                                         : compare_edges(&edges[0][at[0]], &edges[1][at[1]]);
        const struct graph_edge *edge = order <= 0 ? &edges[0][at[0]] : &edges[1][at[1]];
        struct either either = {{edge->a, edge->b}, {order <= 0, order >= 0}};
        g_array_append_val(joined, either);
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    return joined;
}

static void mark_ends(struct draft *draft)
{
    for (guint i = 0; i < draft->joined->len; i++) {
        const struct either *either = &g_array_index(draft->joined, struct either, i);
        if (either->is_in[0] == either->is_in[1])
            continue;
        draft->is_marked[either->ends.a] = true;
        draft->is_marked[either->ends.b] = true;
    }
}

static void fold_trees(struct draft *draft)
{
    g_autofree struct csr_edge *ends = g_new0(struct csr_edge, draft->joined->len + 1);
    for (guint i = 0; i < draft->joined->len; i++)
        ends[i] = g_array_index(draft->joined, struct either, i).ends;
    struct csr *whole = csr_new(draft->change->graphs[CHANGE_BEFORE].device_count, ends, draft->joined->len);
    draft->fold = fold_new_around(whole, draft->is_marked);
    csr_free(whole);
}

/* What the change does not touch has the same neighbors before and after, so twins of both graphs joined are
 * twins in each of them. */
static void fold_twins(struct draft *draft)
{
    const struct fold *fold = draft->fold;
    struct twins *twins = twins_new(fold->core);
    g_autofree uint32_t *place_of_group = g_new0(uint32_t, twins->group_count + 1);
    for (size_t g = 0; g < twins->group_count; g++)
        place_of_group[g] = NONE;
    draft->places = g_new0(uint32_t, fold->core_count + 1);
    for (size_t p = 0; p < fold->core_count; p++) {
        uint32_t *place = &place_of_group[twins->group_of[p]];
        bool is_alone = draft->is_marked[fold->vertices[p]] || csr_degree(fold->core, p) == 0;
        draft->places[p] = is_alone || *place == NONE ? (uint32_t)draft->core->count++ : *place;
        if (!is_alone)
            *place = draft->places[p];
    }
    twins_free(twins);
}

/* Of the positions of a place the first stands for it. */
static bool *find_first(const struct draft *draft)
{
    bool *is_first = g_new0(bool, draft->fold->core_count + 1);
    uint32_t next = 0;
    for (size_t p = 0; p < draft->fold->core_count; p++) {
        is_first[p] = draft->places[p] == next;
        next += is_first[p];
    }
    return is_first;
}

static void make_graphs(struct draft *draft)
{
    const struct fold *fold = draft->fold;
    g_autofree bool *is_first = find_first(draft);
    g_autofree struct csr_edge *ends = g_new0(struct csr_edge, fold->core->edge_count + 1);
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++) {
        size_t count = 0;
        for (size_t i = 0; i < fold->core->edge_count; i++) {
            struct csr_edge edge = fold->core_ends[i];
            bool is_in = g_array_index(draft->joined, struct either, fold->core_edges[i]).is_in[moment];
            if (is_in && is_first[edge.a] && is_first[edge.b])
                ends[count++] = (struct csr_edge){draft->places[edge.a], draft->places[edge.b]};
        }
        draft->core->graphs[moment] = csr_new(draft->core->count, ends, count);
    }
}

/* By device; positions of trees come behind those of their parents. */
static uint32_t *find_places(const struct draft *draft)
{
    const struct fold *fold = draft->fold;
    uint32_t *place_of = g_new0(uint32_t, fold->vertex_count + 1);
    draft->core->depths = g_new0(uint32_t, fold->vertex_count + 1);
    for (uint32_t p = 0; p < fold->vertex_count; p++) {
        uint32_t device = fold->vertices[p], parent = fold->vertices[fold->parents[p]];
        bool is_core = p < fold->core_count;
        place_of[device] = is_core ? draft->places[p] : place_of[parent];
        draft->core->depths[device] = is_core ? 0 : draft->core->depths[parent] + 1;
    }
    return place_of;
}

static void list_members(struct draft *draft)
{
    struct change_core *core = draft->core;
    size_t n = draft->fold->vertex_count;
    g_autofree uint32_t *place_of = find_places(draft);
    core->weights = g_new0(uint32_t, core->count + 1);
    core->offsets = g_new0(uint32_t, core->count + 2);
    core->members = g_new0(uint32_t, n + 1);
    for (size_t d = 0; d < n; d++)
        core->weights[place_of[d]] += !draft->change->is_down[d];
    for (size_t p = 0; p < core->count; p++)
        core->offsets[p + 1] = core->offsets[p] + core->weights[p];
    g_autofree uint32_t *next = g_memdup2(core->offsets, (core->count + 1) * sizeof *next);
    for (uint32_t d = 0; d < n; d++)
        if (!draft->change->is_down[d])
            core->members[next[place_of[d]]++] = d;
}

static void list_ends(struct draft *draft)
{
    struct change_core *core = draft->core;
    core->ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t p = 0; p < draft->fold->core_count; p++) {
        uint32_t place = draft->places[p];
        if (draft->is_marked[draft->fold->vertices[p]] && csr_degree(core->graphs[0], place) > 0 &&
            csr_degree(core->graphs[1], place) > 0)
            g_array_append_val(core->ends, place);
    }
}

void change_core_init(struct change_core *core, const struct change *change)
{
    struct draft draft = {.change = change, .core = core, .joined = join_edges(change)};
    *core = (struct change_core){0};
    draft.is_marked = g_new0(bool, change->graphs[CHANGE_BEFORE].device_count + 1);
    mark_ends(&draft);
    fold_trees(&draft);
    fold_twins(&draft);
    make_graphs(&draft);
    list_members(&draft);
    list_ends(&draft);
    g_array_unref(draft.joined);
    g_free(draft.is_marked);
    fold_free(draft.fold);
    g_free(draft.places);
}

void change_core_clear(struct change_core *core)
{
    csr_free(core->graphs[0]);
    csr_free(core->graphs[1]);
    g_array_unref(core->ends);
    g_free(core->weights);
    g_free(core->offsets);
    g_free(core->members);
    g_free(core->depths);
}
