#include "graph/import_graph.h"

#include "model/text.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

struct import_node {
    const char *id;
    const char *attributes[IMPORT_NODE_ATTRIBUTES];
    bool is_declared, is_group, has_edge;
};

#define EDGE_ATTRIBUTES (IMPORT_ATTRIBUTES - IMPORT_NODE_ATTRIBUTES)

struct import_edge {
    uint32_t source, target;
    const char *attributes[EDGE_ATTRIBUTES]; /* from IMPORT_NODE_ATTRIBUTES on */
};

struct import_graph {
    GArray *nodes; /* of struct import_node */
    GArray *edges; /* of struct import_edge */
    GHashTable *node_of_id;
    GStringChunk *memory;
};

static const char *const attribute_names[IMPORT_ATTRIBUTES] = {
    [IMPORT_NAME] = "name",           [IMPORT_LABEL] = "label",           [IMPORT_ROLE] = "role",
    [IMPORT_VENDOR] = "vendor",       [IMPORT_MODEL] = "model",           [IMPORT_OS] = "os",
    [IMPORT_LOCATION] = "location",   [IMPORT_ADDRESS] = "address",       [IMPORT_VISITED] = "visited",
    [IMPORT_PROTOCOLS] = "protocols", [IMPORT_A_PORT] = "a_port",         [IMPORT_B_PORT] = "b_port",
    [IMPORT_LAYER] = "layer",         [IMPORT_SPEED_MBPS] = "speed_mbps", [IMPORT_SPEED_BPS] = "LinkSpeedRaw",
};

bool import_attribute_find(const char *name, bool of_edge, enum import_attribute *out)
{
    unsigned first = of_edge ? IMPORT_NODE_ATTRIBUTES : 0;
    unsigned end = of_edge ? IMPORT_ATTRIBUTES : IMPORT_NODE_ATTRIBUTES;
    for (unsigned i = first; i < end; i++) {
        if (g_strcmp0(attribute_names[i], name) != 0)
            continue;
        *out = (enum import_attribute)i;
        return true;
    }
    return false;
}

struct import_graph *import_graph_new(void)
{
    struct import_graph *graph = g_new0(struct import_graph, 1);
    graph->nodes = g_array_new(FALSE, TRUE, sizeof(struct import_node));
    graph->edges = g_array_new(FALSE, TRUE, sizeof(struct import_edge));
    graph->node_of_id = g_hash_table_new(g_str_hash, g_str_equal);
    graph->memory = g_string_chunk_new(4096);
    return graph;
}

void import_graph_free(struct import_graph *graph)
{
    if (graph == NULL)
        return;
    g_array_unref(graph->nodes);
    g_array_unref(graph->edges);
    g_hash_table_unref(graph->node_of_id);
    g_string_chunk_free(graph->memory);
    g_free(graph);
}

static struct import_node *node_at(const struct import_graph *graph, uint32_t node)
{
    return &g_array_index(graph->nodes, struct import_node, node);
}

static bool refuse(GError **error, const char *reason)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, reason);
    return false;
}

bool import_graph_find_node(struct import_graph *graph, struct bytes id, uint32_t *node, GError **error)
{
    g_autofree char *text = text_from_bytes(id);
    if (text == NULL)
        return refuse(error, "a node has an empty id");
    gpointer found;
    if (g_hash_table_lookup_extended(graph->node_of_id, text, NULL, &found)) {
        *node = GPOINTER_TO_UINT(found);
        return true;
    }
    if (graph->nodes->len >= IMPORT_MAX_NODES)
        return refuse(error, "there are over " G_STRINGIFY(IMPORT_MAX_NODES) " nodes");
    *node = graph->nodes->len;
    g_array_set_size(graph->nodes, *node + 1);
    node_at(graph, *node)->id = g_string_chunk_insert(graph->memory, text);
    g_hash_table_insert(graph->node_of_id, (gpointer)node_at(graph, *node)->id, GUINT_TO_POINTER(*node));
    return true;
}

void import_graph_declare(struct import_graph *graph, uint32_t node)
{
    node_at(graph, node)->is_declared = true;
}

void import_graph_set_group(struct import_graph *graph, uint32_t node)
{
    node_at(graph, node)->is_group = true;
}

bool import_graph_add_edge(struct import_graph *graph, uint32_t source, uint32_t target, GError **error)
{
    if (graph->edges->len >= IMPORT_MAX_EDGES)
        return refuse(error, "there are over " G_STRINGIFY(IMPORT_MAX_EDGES) " edges");
    struct import_edge edge = {source, target, {NULL}};
    g_array_append_val(graph->edges, edge);
    node_at(graph, source)->has_edge = true;
    node_at(graph, target)->has_edge = true;
    return true;
}

/* Values repeat (models, speeds), so each is kept once. */
static void set_text(struct import_graph *graph, const char **place, struct bytes text)
{
    if (*place != NULL)
        return;
    g_autofree char *printable = text_from_bytes(text);
    if (printable != NULL)
        *place = g_string_chunk_insert_const(graph->memory, printable);
}

void import_graph_set_node(struct import_graph *graph, uint32_t node, enum import_attribute attribute,
                           struct bytes text)
{
    g_assert(attribute < IMPORT_NODE_ATTRIBUTES);
    set_text(graph, &node_at(graph, node)->attributes[attribute], text);
}

static struct import_edge *edge_at(const struct import_graph *graph, guint edge)
{
    return &g_array_index(graph->edges, struct import_edge, edge);
}

static const char **edge_attribute(struct import_edge *edge, enum import_attribute attribute)
{
    g_assert(attribute >= IMPORT_NODE_ATTRIBUTES);
    return &edge->attributes[(unsigned)attribute - IMPORT_NODE_ATTRIBUTES];
}

void import_graph_set_edge(struct import_graph *graph, enum import_attribute attribute, struct bytes text)
{
    g_assert(graph->edges->len > 0);
    set_text(graph, edge_attribute(edge_at(graph, graph->edges->len - 1), attribute), text);
}

void import_graph_set_default(struct import_graph *graph, enum import_attribute attribute, struct bytes text)
{
    const char *value = NULL;
    set_text(graph, &value, text);
    bool of_edge = attribute >= IMPORT_NODE_ATTRIBUTES;
    guint count = of_edge ? graph->edges->len : graph->nodes->len;
    for (guint i = 0; i < count; i++) {
        if (!of_edge && !node_at(graph, i)->is_declared)
            continue;
        const char **place = of_edge ? edge_attribute(edge_at(graph, i), attribute)
                                     : &node_at(graph, i)->attributes[attribute];
        if (*place == NULL)
            *place = value;
    }
}

size_t import_graph_edge_count(const struct import_graph *graph)
{
    return graph->edges->len;
}

static const char *name_of_node(const struct import_node *node)
{
    static const enum import_attribute order[] = {IMPORT_NAME, IMPORT_LABEL, IMPORT_CAPTION};
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        if (node->attributes[order[i]] != NULL)
            return node->attributes[order[i]];
    return node->id;
}

/* What separates the items of a list in one value. */
#define SEPARATORS " ,;"
#define MAX_ITEMS 256

static void add_addresses(struct observation *observation, const char *text)
{
    if (text == NULL)
        return;
    g_auto(GStrv) parts = g_strsplit_set(text, SEPARATORS, MAX_ITEMS);
    for (size_t i = 0; parts[i] != NULL; i++) {
        struct address address;
        if (*parts[i] == '\0')
            continue;
        if (!address_parse(parts[i], &address))
            observation_warn(observation, "address", "'%s' is no address", parts[i]);
        else
            ((struct ip_address *)observation_add(observation, RECORD_IP_ADDRESS))->address = address;
    }
}

static bool is_false(const char *text)
{
    return text != NULL && (g_ascii_strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0);
}

static struct observation *observe_node(const struct import_node *node, const char *source_name, int64_t now)
{
    struct observation *observation = observation_new();
    struct system *system = &observation->system;
    int role;
    observation->via = VIA_IMPORT;
    observation->outcome = OUTCOME_GOOD;
    observation->started_at = now;
    observation->source_id = observation_text(observation, node->id);
    observation->source_name = observation_text(observation, source_name);
    system->sys_name = observation_text(observation, name_of_node(node));
    system->vendor = observation_text(observation, node->attributes[IMPORT_VENDOR]);
    system->model = observation_text(observation, node->attributes[IMPORT_MODEL]);
    system->os = observation_text(observation, node->attributes[IMPORT_OS]);
    system->sys_location = observation_text(observation, node->attributes[IMPORT_LOCATION]);
    const char *role_word = node->attributes[IMPORT_ROLE];
    if (role_word != NULL && words_parse(&role_words, role_word, &role))
        system->role = (enum role)role;
    system->unvisited = is_false(node->attributes[IMPORT_VISITED]);
    add_addresses(observation, node->attributes[IMPORT_ADDRESS]);
    if (!node->is_declared)
        observation_warn(observation, NULL, "edges end at this node, but the file does not declare it");
    return observation;
}

static uint32_t parse_protocols(const char *text)
{
    uint32_t protocols = 0;
    if (text == NULL)
        return 0;
    g_auto(GStrv) words = g_strsplit_set(text, SEPARATORS, MAX_ITEMS);
    for (size_t i = 0; words[i] != NULL; i++) {
        int protocol;
        if (words_parse(&protocol_words, words[i], &protocol))
            protocols |= PROTOCOL_BIT(protocol);
    }
    return protocols;
}

/* In bit/s; 0 for what is no number of a possible speed. */
static uint64_t parse_speed(const char *text, double unit)
{
    char *end = NULL;
    double speed = text == NULL ? 0 : g_ascii_strtod(text, &end) * unit;
    if (text == NULL || *end != '\0' || !(speed >= 1 && speed < 1e18))
        return 0;
    return (uint64_t)llround(speed);
}

static uint64_t speed_of_edge(struct import_edge *edge)
{
    uint64_t speed_bps = parse_speed(*edge_attribute(edge, IMPORT_SPEED_MBPS), 1e6);
    return speed_bps != 0 ? speed_bps : parse_speed(*edge_attribute(edge, IMPORT_SPEED_BPS), 1);
}

static const char *port_of_edge(struct import_edge *edge, enum import_attribute attribute,
                                enum import_attribute otherwise)
{
    const char *port = *edge_attribute(edge, attribute);
    return port != NULL ? port : *edge_attribute(edge, otherwise);
}

static void observe_edge(const struct import_graph *graph, guint position, struct observation *observation)
{
    struct import_edge *edge = edge_at(graph, position);
    const struct import_node *target = node_at(graph, edge->target);
    const char *a_port = port_of_edge(edge, IMPORT_A_PORT, IMPORT_SOURCE_PORT);
    const char *b_port = port_of_edge(edge, IMPORT_B_PORT, IMPORT_TARGET_PORT);
    const char *layer_word = *edge_attribute(edge, IMPORT_LAYER);
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    int layer;
    neighbor->protocol = PROTOCOL_IMPORT;
    neighbor->index = position + 1;
    neighbor->local_port_name = observation_text(observation, a_port);
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_chassis_id = observation_bytes(observation, bytes_from_text(target->id));
    neighbor->remote_name = observation_text(observation, name_of_node(target));
    neighbor->remote_port_subtype = b_port == NULL ? PORT_NONE : PORT_INTERFACE_NAME;
    neighbor->remote_port_id = observation_bytes(observation, bytes_from_text(b_port));
    neighbor->speed_bps = speed_of_edge(edge);
    neighbor->protocols = parse_protocols(*edge_attribute(edge, IMPORT_PROTOCOLS));
    if (layer_word != NULL && words_parse(&layer_words, layer_word, &layer))
        neighbor->layer = (enum layer)layer;
}

static void free_observation(gpointer observation)
{
    observation_free(observation);
}

GPtrArray *import_graph_to_observations(const struct import_graph *graph, const char *source_name,
                                        int64_t now)
{
    GPtrArray *observations = g_ptr_array_new_with_free_func(free_observation);
    struct observation **of_node = g_new0(struct observation *, graph->nodes->len + 1);
    for (guint i = 0; i < graph->nodes->len; i++) {
        const struct import_node *node = node_at(graph, i);
        if (node->is_group && !node->has_edge)
            continue;
        of_node[i] = observe_node(node, source_name, now);
        g_ptr_array_add(observations, of_node[i]);
    }
    for (guint i = 0; i < graph->edges->len; i++)
        observe_edge(graph, i, of_node[edge_at(graph, i)->source]);
    g_free(of_node);
    return observations;
}
