#include "render/look_paths.h"

#include "graph/path_dag.h"
#include "render/escape.h"
#include "render/map_network.h"

struct look_paths {
    const struct topology *topology;
    GHashTable *devices; /* of position + 1 */
    GHashTable *pairs;   /* of guint64 * */
    GString *text;
};

static guint64 key_of(guint a, guint b)
{
    return (guint64)MIN(a, b) << 32 | MAX(a, b);
}

static void add_pair(struct look_paths *paths, guint a, guint b)
{
    guint64 *key = g_new(guint64, 1);
    *key = key_of(a, b);
    g_hash_table_add(paths->pairs, key);
}

static void append_name(struct look_paths *paths, uint32_t device)
{
    g_autofree char *name = escape_nothing(topology_device_name(paths->topology, device));
    g_string_append(paths->text, name);
}

static void append_port(struct look_paths *paths, const struct link_end *end)
{
    if (end == NULL || end->port == NULL)
        return;
    g_autofree char *clean = escape_nothing(end->port);
    g_autofree char *port = map_short_port(clean);
    g_string_append_printf(paths->text, "[%s]", port);
}

static void append_hops(struct look_paths *paths, const struct path *path)
{
    for (size_t i = 0; i < path->hop_count; i++) {
        const struct path_hop *hop = &path->hops[i];
        if (i > 0) {
            g_string_append(paths->text, " - ");
            append_port(paths, hop->in_end);
            g_string_append(paths->text, hop->in_end && hop->in_end->port ? " " : "");
        }
        append_name(paths, hop->device);
        g_string_append(paths->text, hop->out_end && hop->out_end->port ? " " : "");
        append_port(paths, hop->out_end);
    }
}

static void append_dag(struct look_paths *paths, const struct path_dag *dag)
{
    for (guint i = 0; i < dag->devices->len; i++)
        g_hash_table_add(paths->devices,
                         GUINT_TO_POINTER(g_array_index(dag->devices, struct path_dag_device, i).device + 1));
    for (guint i = 0; i < dag->links->len; i++) {
        const struct path_dag_link *link = &g_array_index(dag->links, struct path_dag_link, i);
        add_pair(paths, link->from, link->to);
    }
    g_autoptr(GPtrArray) first = path_dag_paths(dag, 1);
    if (first->len > 0)
        append_hops(paths, first->pdata[0]);
    if (g_strcmp0(dag->path_count, "1") != 0)
        g_string_append_printf(paths->text, " (one of %s%s equal paths)", dag->is_count_over ? "over " : "",
                               dag->path_count);
}

static void add_leg(struct look_paths *paths, const struct path_network *network, guint from, guint to)
{
    g_string_append(paths->text, paths->text->len ? "; " : "");
    g_hash_table_add(paths->devices, GUINT_TO_POINTER(from + 1));
    g_hash_table_add(paths->devices, GUINT_TO_POINTER(to + 1));
    struct path_dag *dag = path_dag_new(network, from, to);
    if (dag != NULL) {
        append_dag(paths, dag);
        path_dag_free(dag);
        return;
    }
    g_string_append(paths->text, "no path from ");
    append_name(paths, from);
    g_string_append(paths->text, " to ");
    append_name(paths, to);
}

struct look_paths *look_paths_new(const struct graph *graph, const struct topology *topology,
                                  const GArray *stops)
{
    struct look_paths *paths = g_new0(struct look_paths, 1);
    paths->topology = topology;
    paths->devices = g_hash_table_new(NULL, NULL);
    paths->pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    paths->text = g_string_new(NULL);
    const struct path_metrics metrics = {.metric = PATH_METRIC_HOPS};
    struct path_network *network = path_network_new(graph, &metrics);
    for (guint i = 0; i + 1 < stops->len; i++)
        add_leg(paths, network, g_array_index(stops, guint, i), g_array_index(stops, guint, i + 1));
    path_network_free(network);
    return paths;
}

void look_paths_free(struct look_paths *paths)
{
    if (paths == NULL)
        return;
    g_hash_table_unref(paths->devices);
    g_hash_table_unref(paths->pairs);
    g_string_free(paths->text, TRUE);
    g_free(paths);
}

bool look_paths_has_device(const struct look_paths *paths, guint device)
{
    return g_hash_table_contains(paths->devices, GUINT_TO_POINTER(device + 1));
}

bool look_paths_has_pair(const struct look_paths *paths, guint a, guint b)
{
    guint64 key = key_of(a, b);
    return g_hash_table_contains(paths->pairs, &key);
}

const char *look_paths_text(const struct look_paths *paths)
{
    return paths->text->str;
}
