#include "graph/flow.h"

#include <glib.h>

#define NONE UINT32_MAX

struct arc {
    uint32_t to, next; /* next: another arc that leaves the same node */
    uint32_t capacity; /* what is left */
};

struct flow {
    size_t node_count;
    uint32_t *first; /* by node: its arcs */
    GArray *arcs;    /* of struct arc */
    GArray *costs;   /* of struct flow_cost, by arc; NULL: none */
    uint32_t *level; /* by node: arcs from the source; NONE: not reached */
    uint32_t *current;
};

struct flow *flow_new(size_t node_count, bool has_costs)
{
    struct flow *flow = g_new0(struct flow, 1);
    flow->node_count = node_count;
    flow->first = g_new(uint32_t, node_count);
    flow->arcs = g_array_new(FALSE, FALSE, sizeof(struct arc));
    flow->costs = has_costs ? g_array_new(FALSE, FALSE, sizeof(struct flow_cost)) : NULL;
    for (size_t i = 0; i < node_count; i++)
        flow->first[i] = NONE;
    return flow;
}

void flow_free(struct flow *flow)
{
    if (flow == NULL)
        return;
    g_array_unref(flow->arcs);
    if (flow->costs != NULL)
        g_array_unref(flow->costs);
    g_free(flow->first);
    g_free(flow->level);
    g_free(flow->current);
    g_free(flow);
}

static struct arc *arc_at(const struct flow *flow, uint32_t arc)
{
    return &g_array_index(flow->arcs, struct arc, arc);
}

static void put_arc(struct flow *flow, uint32_t from, uint32_t to, uint32_t capacity, struct flow_cost cost)
{
    struct arc arc = {to, flow->first[from], capacity};
    flow->first[from] = flow->arcs->len;
    g_array_append_val(flow->arcs, arc);
    if (flow->costs != NULL)
        g_array_append_val(flow->costs, cost);
}

uint32_t flow_add(struct flow *flow, uint32_t from, uint32_t to, uint32_t capacity, struct flow_cost cost)
{
    uint32_t arc = flow->arcs->len;
    put_arc(flow, from, to, capacity, cost);
    put_arc(flow, to, from, 0, (struct flow_cost){-cost.shared, -cost.also_shared, -cost.cost, -cost.tie});
    return arc;
}

uint32_t flow_of_arc(const struct flow *flow, uint32_t arc)
{
    return arc_at(flow, arc ^ 1)->capacity;
}

/* Levels of the nodes by arcs that have something left; false when to is not reached. */
static bool level_nodes(struct flow *flow, uint32_t from, uint32_t to)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = 0; i < flow->node_count; i++)
        flow->level[i] = NONE;
    flow->level[from] = 0;
    g_array_append_val(queue, from);
    for (guint i = 0; i < queue->len && flow->level[to] == NONE; i++) {
        uint32_t node = g_array_index(queue, uint32_t, i);
        for (uint32_t a = flow->first[node]; a != NONE; a = arc_at(flow, a)->next) {
            uint32_t other = arc_at(flow, a)->to;
            if (arc_at(flow, a)->capacity == 0 || flow->level[other] != NONE)
                continue;
            flow->level[other] = flow->level[node] + 1;
            g_array_append_val(queue, other);
        }
    }
    return flow->level[to] != NONE;
}

static bool leads_on(const struct flow *flow, uint32_t node, uint32_t arc)
{
    const struct arc *way = arc_at(flow, arc);
    return way->capacity > 0 && flow->level[way->to] == flow->level[node] + 1;
}

static uint32_t augment(struct flow *flow, const GArray *way, uint32_t limit)
{
    uint32_t amount = limit;
    for (guint i = 0; i < way->len; i++)
        amount = MIN(amount, arc_at(flow, g_array_index(way, uint32_t, i))->capacity);
    for (guint i = 0; i < way->len; i++) {
        uint32_t arc = g_array_index(way, uint32_t, i);
        arc_at(flow, arc)->capacity -= amount;
        arc_at(flow, arc ^ 1)->capacity += amount;
    }
    return amount;
}

/* A way from level to level; arcs that lead nowhere are not tried again. */
static bool find_way(struct flow *flow, uint32_t from, uint32_t to, GArray *way)
{
    uint32_t node = from;
    g_array_set_size(way, 0);
    while (node != to) {
        uint32_t *arc = &flow->current[node];
        while (*arc != NONE && !leads_on(flow, node, *arc))
            *arc = arc_at(flow, *arc)->next;
        if (*arc != NONE) {
            g_array_append_val(way, *arc);
            node = arc_at(flow, *arc)->to;
            continue;
        }
        if (node == from)
            return false;
        uint32_t last = g_array_index(way, uint32_t, way->len - 1);
        g_array_set_size(way, way->len - 1);
        node = arc_at(flow, last ^ 1)->to;
        flow->current[node] = arc_at(flow, last)->next;
    }
    return true;
}

uint32_t flow_run_greatest(struct flow *flow, uint32_t from, uint32_t to, uint32_t limit)
{
    uint32_t sum = 0;
    g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (flow->level == NULL) {
        flow->level = g_new(uint32_t, flow->node_count);
        flow->current = g_new(uint32_t, flow->node_count);
    }
    while (sum < limit && level_nodes(flow, from, to)) {
        for (size_t i = 0; i < flow->node_count; i++)
            flow->current[i] = flow->first[i];
        while (sum < limit && find_way(flow, from, to, way))
            sum += augment(flow, way, limit - sum);
    }
    return sum;
}

static int compare(struct flow_cost a, struct flow_cost b)
{
    if (a.shared != b.shared)
        return a.shared < b.shared ? -1 : 1;
    if (a.also_shared != b.also_shared)
        return a.also_shared < b.also_shared ? -1 : 1;
    if (a.cost != b.cost)
        return a.cost < b.cost ? -1 : 1;
    return a.tie < b.tie ? -1 : a.tie > b.tie;
}

static struct flow_cost add(struct flow_cost a, struct flow_cost b)
{
    return (struct flow_cost){a.shared + b.shared, a.also_shared + b.also_shared, a.cost + b.cost,
                              a.tie + b.tie};
}

static struct flow_cost subtract(struct flow_cost a, struct flow_cost b)
{
    return (struct flow_cost){a.shared - b.shared, a.also_shared - b.also_shared, a.cost - b.cost,
                              a.tie - b.tie};
}

struct queued {
    struct flow_cost cost;
    uint32_t node;
};

/* Dijkstra's algorithm on the costs that potentials make of those of the arcs: none is negative. */
struct cheapest {
    struct flow *flow;
    struct flow_cost *potential, *cost;
    uint32_t *arrival; /* by node: the arc by which it is reached; NONE: it is not */
    GArray *heap;      /* of struct queued */
};

static struct queued *queued_at(const struct cheapest *search, guint place)
{
    return &g_array_index(search->heap, struct queued, place);
}

static void push(struct cheapest *search, struct queued item)
{
    guint place = search->heap->len;
    g_array_append_val(search->heap, item);
    for (; place > 0 && compare(item.cost, queued_at(search, (place - 1) / 2)->cost) < 0;
         place = (place - 1) / 2)
        *queued_at(search, place) = *queued_at(search, (place - 1) / 2);
    *queued_at(search, place) = item;
}

static struct queued pop(struct cheapest *search)
{
    struct queued top = *queued_at(search, 0), item = *queued_at(search, search->heap->len - 1);
    guint place = 0;
    g_array_set_size(search->heap, search->heap->len - 1);
    for (guint child = 1; child < search->heap->len; child = 2 * place + 1) {
        if (child + 1 < search->heap->len &&
            compare(queued_at(search, child + 1)->cost, queued_at(search, child)->cost) < 0)
            child++;
        if (compare(item.cost, queued_at(search, child)->cost) <= 0)
            break;
        *queued_at(search, place) = *queued_at(search, child);
        place = child;
    }
    if (search->heap->len > 0)
        *queued_at(search, place) = item;
    return top;
}

static bool is_reached(const struct cheapest *search, uint32_t node, uint32_t from)
{
    return node == from || search->arrival[node] != NONE;
}

static void look_around(struct cheapest *search, uint32_t from, const struct queued *item)
{
    const struct flow *flow = search->flow;
    for (uint32_t a = flow->first[item->node]; a != NONE; a = arc_at(flow, a)->next) {
        uint32_t to = arc_at(flow, a)->to;
        struct flow_cost cost = g_array_index(flow->costs, struct flow_cost, a);
        cost = add(cost, subtract(search->potential[item->node], search->potential[to]));
        cost = add(cost, item->cost);
        if (arc_at(flow, a)->capacity == 0 ||
            (is_reached(search, to, from) && compare(cost, search->cost[to]) >= 0))
            continue;
        search->cost[to] = cost;
        search->arrival[to] = a;
        push(search, (struct queued){cost, to});
    }
}

/* False when to is not reached. */
static bool find_cheapest(struct cheapest *search, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < search->flow->node_count; i++)
        search->arrival[i] = NONE;
    search->cost[from] = (struct flow_cost){0};
    push(search, (struct queued){search->cost[from], from});
    while (search->heap->len > 0) {
        struct queued item = pop(search);
        if (compare(item.cost, search->cost[item.node]) == 0)
            look_around(search, from, &item);
    }
    if (!is_reached(search, to, from))
        return false;
    /* Nodes that are not reached now are not reached later either: no way back leads to them. */
    for (uint32_t i = 0; i < search->flow->node_count; i++)
        if (is_reached(search, i, from))
            search->potential[i] = add(search->potential[i], search->cost[i]);
    return true;
}

static void send_unit(struct cheapest *search, uint32_t from, uint32_t to)
{
    for (uint32_t node = to; node != from;) {
        uint32_t arc = search->arrival[node];
        arc_at(search->flow, arc)->capacity--;
        arc_at(search->flow, arc ^ 1)->capacity++;
        node = arc_at(search->flow, arc ^ 1)->to;
    }
}

uint32_t flow_run_cheapest(struct flow *flow, uint32_t from, uint32_t to, uint32_t units)
{
    struct cheapest search = {.flow = flow,
                              .potential = g_new0(struct flow_cost, flow->node_count),
                              .cost = g_new0(struct flow_cost, flow->node_count),
                              .arrival = g_new(uint32_t, flow->node_count),
                              .heap = g_array_new(FALSE, FALSE, sizeof(struct queued))};
    uint32_t sent = 0;
    while (sent < units && find_cheapest(&search, from, to)) {
        send_unit(&search, from, to);
        sent++;
    }
    g_free(search.potential);
    g_free(search.cost);
    g_free(search.arrival);
    g_array_unref(search.heap);
    return sent;
}

bool *flow_reach(const struct flow *flow, uint32_t from)
{
    bool *is_there = g_new0(bool, flow->node_count);
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    is_there[from] = true;
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        uint32_t node = g_array_index(stack, uint32_t, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        for (uint32_t a = flow->first[node]; a != NONE; a = arc_at(flow, a)->next) {
            uint32_t to = arc_at(flow, a)->to;
            if (arc_at(flow, a)->capacity == 0 || is_there[to])
                continue;
            is_there[to] = true;
            g_array_append_val(stack, to);
        }
    }
    return is_there;
}
