#include "graph/path_dag.h"

#include "graph/big_count.h"

struct builder {
    struct path_dag *dag;
    const struct path_weight *ahead, *behind; /* of each device: from the first, to the last */
    uint32_t *place; /* by device: in the devices of the dag; UINT32_MAX: it is not there */
};

static bool is_on_best(const struct builder *builder, uint32_t device)
{
    uint64_t ahead = builder->ahead[device].cost, behind = builder->behind[device].cost;
    return ahead != UINT64_MAX && behind != UINT64_MAX && ahead + behind == builder->dag->cost;
}

static gint compare_devices(gconstpointer a, gconstpointer b)
{
    const struct path_dag_device *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->device < y->device ? -1 : x->device > y->device;
}

static void list_devices(struct builder *builder)
{
    GArray *devices = builder->dag->devices;
    for (uint32_t d = 0; d < builder->dag->network->device_count; d++) {
        struct path_dag_device device = {d, builder->ahead[d].cost, 0};
        if (is_on_best(builder, d))
            g_array_append_val(devices, device);
    }
    g_array_sort(devices, compare_devices);
    for (guint i = 0; i < devices->len; i++)
        builder->place[g_array_index(devices, struct path_dag_device, i).device] = i;
}

/* Whether the arc leads from its device to the last one on a best path. */
static bool is_forward(uint64_t floor, uint64_t left, uint64_t left_behind, const struct path_edge *edge)
{
    return edge->width >= floor && left_behind != UINT64_MAX && left == left_behind + edge->weight.cost;
}

/* The links of an edge that cost as little as its best. */
static void add_links(struct builder *builder, uint32_t from, const struct path_arc *arc)
{
    const struct path_network *network = builder->dag->network;
    const struct path_edge *edge = &network->edges[arc->edge];
    for (uint32_t i = edge->first; i < edge->first + edge->link_count; i++) {
        struct path_dag_link link = {network->links[i], from, arc->device, 0};
        const struct link *cable = &network->graph->links[link.link];
        if (path_network_weigh(network, link.link).cost == edge->weight.cost &&
            path_link_width(cable) >= builder->dag->floor)
            g_array_append_val(builder->dag->links, link);
    }
}

static void list_links(struct builder *builder)
{
    struct path_dag *dag = builder->dag;
    const struct path_network *network = dag->network;
    for (guint i = 0; i < dag->devices->len; i++) {
        uint32_t d = g_array_index(dag->devices, struct path_dag_device, i).device;
        for (uint32_t j = network->offsets[d]; d != dag->to && j < network->offsets[d + 1]; j++) {
            const struct path_arc *arc = &network->arcs[j];
            if (is_forward(dag->floor, builder->behind[d].cost, builder->behind[arc->device].cost,
                           &network->edges[arc->edge]))
                add_links(builder, d, arc);
        }
    }
}

static struct path_dag_device *device_of(const struct builder *builder, uint32_t device)
{
    return &g_array_index(builder->dag->devices, struct path_dag_device, builder->place[device]);
}

/* Links leave devices in topological order, those of one device together. */
static void share_out(const struct builder *builder)
{
    GArray *links = builder->dag->links;
    device_of(builder, builder->dag->from)->share = 1;
    for (guint first = 0, end; first < links->len; first = end) {
        uint32_t from = g_array_index(links, struct path_dag_link, first).from;
        for (end = first; end < links->len && g_array_index(links, struct path_dag_link, end).from == from;)
            end++;
        for (guint i = first; i < end; i++) {
            struct path_dag_link *link = &g_array_index(links, struct path_dag_link, i);
            link->share = device_of(builder, from)->share / (end - first);
            device_of(builder, link->to)->share += link->share;
        }
    }
}

/* Parallel links are one step of a path. */
static void count_paths(const struct builder *builder)
{
    struct path_dag *dag = builder->dag;
    g_autofree struct big_count *counts = g_new0(struct big_count, dag->devices->len);
    big_count_set_one(&counts[builder->place[dag->from]]);
    for (guint i = 0; i < dag->links->len; i++) {
        const struct path_dag_link *link = &g_array_index(dag->links, struct path_dag_link, i);
        const struct path_dag_link *last = i == 0 ? NULL : link - 1;
        if (last == NULL || last->from != link->from || last->to != link->to)
            big_count_add(&counts[builder->place[link->to]], &counts[builder->place[link->from]]);
    }
    const struct big_count *count = &counts[builder->place[dag->to]];
    dag->is_count_over = count->is_over;
    dag->path_count = big_count_format(count);
    for (guint i = 0; i < dag->devices->len; i++)
        big_count_clear(&counts[i]);
}

static void build(struct path_dag *dag, const struct path_weight *ahead, const struct path_weight *behind)
{
    struct builder builder = {dag, ahead, behind, g_new(uint32_t, dag->network->device_count)};
    dag->cost = ahead[dag->to].cost;
    list_devices(&builder);
    list_links(&builder);
    share_out(&builder);
    count_paths(&builder);
    g_free(builder.place);
}

struct path_dag *path_dag_new(const struct path_network *network, uint32_t from, uint32_t to)
{
    bool is_by_width = network->metrics.metric == PATH_METRIC_WIDTH;
    uint64_t floor = is_by_width ? path_network_width(network, from, to) : 0;
    g_autofree struct path_weight *ahead = path_network_weights(network, from, floor);
    if (ahead[to].cost == UINT64_MAX)
        return NULL;
    g_autofree struct path_weight *behind = path_network_weights(network, to, floor);
    struct path_dag *dag = g_new0(struct path_dag, 1);
    dag->network = network;
    dag->from = from;
    dag->to = to;
    dag->floor = floor;
    dag->devices = g_array_new(FALSE, FALSE, sizeof(struct path_dag_device));
    dag->links = g_array_new(FALSE, FALSE, sizeof(struct path_dag_link));
    build(dag, ahead, behind);
    return dag;
}

void path_dag_free(struct path_dag *dag)
{
    if (dag == NULL)
        return;
    g_array_unref(dag->devices);
    g_array_unref(dag->links);
    g_free(dag->path_count);
    g_free(dag);
}

/* A walk through the dag, depth first: which link each device on the way is left by. */
struct walk {
    const struct path_dag *dag;
    GHashTable *first_link; /* device -> the first of its links, in the dag's list */
    GArray *way;            /* of guint: links of the dag */
    GArray *links;          /* of uint32_t: of the graph */
};

static const struct path_dag_link *link_at(const struct walk *walk, guint link)
{
    return &g_array_index(walk->dag->links, struct path_dag_link, link);
}

/* Goes on over a link, and then by the first links to the end. */
static void go_on(struct walk *walk, guint link)
{
    for (;;) {
        uint32_t to = link_at(walk, link)->to;
        g_array_append_val(walk->way, link);
        g_array_append_val(walk->links, link_at(walk, link)->link);
        if (to == walk->dag->to)
            return;
        link = GPOINTER_TO_UINT(g_hash_table_lookup(walk->first_link, GUINT_TO_POINTER(to)));
    }
}

/* The next link of the same device that leads elsewhere; -1 when there is none. */
static gint64 next_link(const struct walk *walk, guint link)
{
    uint32_t from = link_at(walk, link)->from, to = link_at(walk, link)->to;
    while (++link < walk->dag->links->len && link_at(walk, link)->from == from)
        if (link_at(walk, link)->to != to)
            return link;
    return -1;
}

/* False when there is no further path. */
static bool step_on(struct walk *walk)
{
    while (walk->way->len > 0) {
        gint64 next = next_link(walk, g_array_index(walk->way, guint, walk->way->len - 1));
        g_array_set_size(walk->way, walk->way->len - 1);
        g_array_set_size(walk->links, walk->links->len - 1);
        if (next < 0)
            continue;
        go_on(walk, (guint)next);
        return true;
    }
    return false;
}

static void walk_init(struct walk *walk, const struct path_dag *dag)
{
    *walk = (struct walk){dag, g_hash_table_new(NULL, NULL), g_array_new(FALSE, FALSE, sizeof(guint)),
                          g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (guint i = dag->links->len; i > 0; i--)
        g_hash_table_insert(walk->first_link, GUINT_TO_POINTER(link_at(walk, i - 1)->from),
                            GUINT_TO_POINTER(i - 1));
    if (dag->links->len > 0)
        go_on(walk, 0);
}

GPtrArray *path_dag_paths(const struct path_dag *dag, size_t count)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);
    struct walk walk;
    walk_init(&walk, dag);
    bool has_more = true;
    while (has_more && paths->len < count) {
        const uint32_t *links = (const uint32_t *)(const void *)walk.links->data;
        g_ptr_array_add(paths, path_of_links(dag->network, dag->from, links, walk.links->len));
        has_more = step_on(&walk);
    }
    g_hash_table_unref(walk.first_link);
    g_array_unref(walk.way);
    g_array_unref(walk.links);
    return paths;
}
