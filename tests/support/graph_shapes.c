#include "tests/support/graph_shapes.h"

static struct shape shape_new(size_t vertex_count)
{
    return (struct shape){vertex_count, g_array_new(FALSE, FALSE, sizeof(struct csr_edge))};
}

void shape_clear(struct shape *shape)
{
    g_array_unref(shape->edges);
}

static void join(struct shape *shape, size_t a, size_t b)
{
    struct csr_edge edge = {(uint32_t)a, (uint32_t)b};
    g_array_append_val(shape->edges, edge);
}

static size_t below(GRand *random, size_t end)
{
    return (size_t)g_rand_int_range(random, 0, (gint32)end);
}

static bool chance(GRand *random, double probability)
{
    return g_rand_double(random) < probability;
}

struct shape shape_campus(size_t vertex_count, GRand *random)
{
    struct shape shape = shape_new(vertex_count);
    size_t core = MAX(2, vertex_count / 2000), pairs = MAX(1, vertex_count / 300),
           access = MAX(4, vertex_count / 8);
    size_t first_access = core + 2 * pairs, first_host = first_access + access;
    for (size_t i = 0; i < core; i++)
        for (size_t j = i + 1; j < core; j++)
            if (j == i + 1 || chance(random, 0.3))
                join(&shape, i, j);
    for (size_t i = core; i < first_access; i++) {
        size_t first = below(random, core);
        join(&shape, i, first);
        join(&shape, i, (first + 1 + below(random, core - 1)) % core);
        if ((i - core) % 2 == 0)
            join(&shape, i, i + 1);
    }
    for (size_t i = first_access; i < first_host; i++) {
        size_t pair = core + 2 * below(random, pairs);
        join(&shape, i, pair);
        if (chance(random, 0.5))
            join(&shape, i, pair + 1);
    }
    for (size_t i = first_host; i < vertex_count; i++)
        join(&shape, i, first_access + below(random, access));
    return shape;
}

static void add_pod(struct shape *shape, size_t pod, size_t half)
{
    size_t core = half * half, first = core + pod * (2 * half + half * half);
    for (size_t i = 0; i < half; i++) {
        size_t aggregation = first + i, edge = first + half + i;
        for (size_t j = 0; j < half; j++) {
            join(shape, aggregation, i * half + j);
            join(shape, aggregation, first + half + j);
            join(shape, edge, first + 2 * half + i * half + j);
        }
    }
}

struct shape shape_fat_tree(size_t k)
{
    size_t half = k / 2;
    struct shape shape = shape_new(half * half + k * (2 * half + half * half));
    for (size_t pod = 0; pod < k; pod++)
        add_pod(&shape, pod, half);
    return shape;
}

struct shape shape_isp(size_t vertex_count, GRand *random)
{
    struct shape shape = shape_new(vertex_count);
    size_t sites = MAX(3, vertex_count / 40);
    for (size_t i = 0; i < sites; i++)
        join(&shape, i, (i + 1) % sites);
    for (size_t i = 0; i < sites / 2; i++)
        join(&shape, below(random, sites), below(random, sites));
    for (size_t i = sites; i < vertex_count; i++) {
        size_t site = below(random, sites);
        join(&shape, i, site);
        if (chance(random, 0.5))
            join(&shape, i, (site + 1) % sites);
    }
    return shape;
}

struct shape shape_sparse(size_t vertex_count, size_t edge_count, GRand *random)
{
    struct shape shape = shape_new(vertex_count);
    for (size_t i = 0; i < edge_count; i++)
        join(&shape, below(random, vertex_count), below(random, vertex_count));
    return shape;
}

static struct shape tree(size_t n, size_t reach, GRand *random)
{
    struct shape shape = shape_new(n);
    for (size_t i = 1; i < n; i++)
        join(&shape, i, i - 1 - below(random, MIN(i, reach)));
    return shape;
}

static struct shape ring(size_t n)
{
    struct shape shape = shape_new(n);
    for (size_t i = 0; i < n; i++)
        join(&shape, i, (i + 1) % n);
    return shape;
}

static struct shape complete_bipartite(size_t a, size_t b)
{
    struct shape shape = shape_new(a + b);
    for (size_t i = 0; i < a; i++)
        for (size_t j = 0; j < b; j++)
            join(&shape, i, a + j);
    return shape;
}

static struct shape mesh(size_t n)
{
    struct shape shape = shape_new(n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            join(&shape, i, j);
    return shape;
}

static struct shape grid(size_t rows, size_t columns)
{
    struct shape shape = shape_new(rows * columns);
    for (size_t i = 0; i < rows * columns; i++) {
        if (i % columns + 1 < columns)
            join(&shape, i, i + 1);
        if (i + columns < rows * columns)
            join(&shape, i, i + columns);
    }
    return shape;
}

/* Rings, each with a vertex of what is there already. */
static struct shape cactus(size_t rings, GRand *random)
{
    struct shape shape = shape_new(1);
    for (size_t i = 0; i < rings; i++) {
        size_t length = 1 + below(random, 4), last = below(random, shape.vertex_count), first = last;
        for (size_t j = 0; j < length; j++) {
            join(&shape, last, shape.vertex_count);
            last = shape.vertex_count++;
        }
        if (length > 1)
            join(&shape, last, first);
    }
    return shape;
}

/* Makes a new vertex with the neighbors of another, and next to it or not. */
static void add_twin(struct shape *shape, GRand *random)
{
    uint32_t old = (uint32_t)below(random, shape->vertex_count);
    guint count = shape->edges->len;
    for (guint i = 0; i < count; i++) {
        struct csr_edge edge = g_array_index(shape->edges, struct csr_edge, i);
        if (edge.a == old || edge.b == old)
            join(shape, edge.a == old ? edge.b : edge.a, shape->vertex_count);
    }
    if (chance(random, 0.4))
        join(shape, old, shape->vertex_count);
    shape->vertex_count++;
}

static void add_leaf(struct shape *shape, GRand *random)
{
    join(shape, below(random, shape->vertex_count), shape->vertex_count);
    shape->vertex_count++;
}

static struct shape twins(GRand *random)
{
    struct shape shape = shape_sparse(4 + below(random, 6), 6 + below(random, 10), random);
    for (size_t i = below(random, 12); i > 0; i--)
        add_twin(&shape, random);
    for (size_t i = below(random, 12); i > 0; i--)
        add_leaf(&shape, random);
    return shape;
}

/* Twins of vertices in bipartite graphs and meshes that have leaves. */
static struct shape with_leaves(struct shape shape, GRand *random)
{
    for (size_t i = below(random, 10); i > 0; i--)
        add_leaf(&shape, random);
    return shape;
}

static struct shape in_order(unsigned kind, GRand *random)
{
    size_t n = 1 + below(random, 30);
    switch (kind) {
    case 0:
        return tree(n, n, random);
    case 1:
        return tree(n, 2, random);
    case 2:
        return ring(n + 2);
    case 3:
        return complete_bipartite(1, n);
    case 4:
        return with_leaves(complete_bipartite(1 + below(random, 6), 1 + below(random, 6)), random);
    case 5:
        return with_leaves(mesh(1 + below(random, 8)), random);
    case 6:
        return shape_sparse(n, n / 2, random);
    case 7:
        return shape_sparse(n, 3 * n / 2, random);
    case 8:
        return shape_sparse(n, 5 * n, random);
    case 9:
        return with_leaves(grid(1 + below(random, 6), 1 + below(random, 6)), random);
    case 10:
        return cactus(1 + below(random, 8), random);
    case 11:
        return shape_fat_tree(chance(random, 0.5) ? 2 : 4);
    case 12:
        return shape_isp(10 + n, random);
    default:
        return twins(random);
    }
}

static void shuffle(struct shape *shape, GRand *random)
{
    g_autofree uint32_t *number = g_new(uint32_t, shape->vertex_count);
    for (uint32_t i = 0; i < shape->vertex_count; i++) {
        size_t j = below(random, i + 1);
        number[i] = number[j];
        number[j] = i;
    }
    for (guint i = 0; i < shape->edges->len; i++) {
        struct csr_edge *edge = &g_array_index(shape->edges, struct csr_edge, i);
        *edge = (struct csr_edge){number[edge->a], number[edge->b]};
    }
}

struct shape shape_small(unsigned kind, GRand *random)
{
    struct shape shape = in_order(kind % SHAPE_KINDS, random);
    shuffle(&shape, random);
    return shape;
}

struct simple_graph *shape_simple_graph(const struct shape *shape)
{
    g_autofree struct link *links = g_new0(struct link, shape->edges->len);
    for (guint i = 0; i < shape->edges->len; i++) {
        struct csr_edge edge = g_array_index(shape->edges, struct csr_edge, i);
        links[i].a.device = MIN(edge.a, edge.b);
        links[i].b.device = MAX(edge.a, edge.b);
    }
    return simple_graph_new(&(struct graph){shape->vertex_count, links, shape->edges->len});
}
