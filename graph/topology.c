#include "graph/topology_internal.h"

#include "graph/adjacency.h"
#include "graph/blocked.h"
#include "graph/forwarding.h"
#include "graph/inferred.h"
#include "graph/shared_medium.h"
#include "graph/stored_devices.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

static void free_inferred(gpointer data)
{
    struct device *device = data;
    g_free((char *)device->name);
    device_free_lists(device);
    g_free(device);
}

static void builder_init(struct topology_builder *builder, const struct observation_list *observations,
                         const struct identity *identity)
{
    *builder = (struct topology_builder){
        .observations = observations,
        .identity = identity,
        .resolvers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)port_resolver_free),
        .drafts = g_array_new(FALSE, TRUE, sizeof(struct draft)),
        .evidence = g_array_new(FALSE, FALSE, sizeof(struct draft_evidence)),
        .dropped = g_hash_table_new(g_str_hash, g_str_equal),
        .inferred = g_ptr_array_new_with_free_func(free_inferred),
        .no_links = g_array_new(FALSE, FALSE, sizeof(struct dropped_row)),
        .memory = g_string_chunk_new(65536),
    };
}

static void builder_clear(struct topology_builder *builder)
{
    g_hash_table_unref(builder->resolvers);
    g_array_unref(builder->drafts);
    g_array_unref(builder->evidence);
    g_hash_table_unref(builder->dropped);
    g_ptr_array_unref(builder->inferred);
    g_array_unref(builder->no_links);
    g_string_chunk_free(builder->memory);
}

static const struct interface *interface_of(struct topology_builder *builder, const struct draft_end *end)
{
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    return ports == NULL ? NULL : port_interface(ports, end->if_index);
}

static uint64_t speed_of(struct topology_builder *builder, const struct draft_end *end)
{
    const struct interface *interface = interface_of(builder, end);
    if (interface == NULL || interface->speed_bps != 0)
        return interface == NULL ? 0 : interface->speed_bps;
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    const struct interface *physical = port_interface(ports, port_physical(ports, end->if_index));
    return physical == NULL ? 0 : physical->speed_bps;
}

/* A cable is as fast as its slower end. */
static uint64_t find_speed(struct topology_builder *builder, const struct draft *draft)
{
    uint64_t a = speed_of(builder, &draft->a), b = speed_of(builder, &draft->b);
    if (draft->speed_bps != 0)
        return draft->speed_bps;
    return a == 0 || b == 0 ? MAX(a, b) : MIN(a, b);
}

static bool is_down(struct topology_builder *builder, const struct draft_end *end)
{
    const struct interface *interface = interface_of(builder, end);
    return interface != NULL &&
           (interface->oper_status == IF_STATUS_DOWN || interface->oper_status == IF_STATUS_NOT_PRESENT ||
            interface->oper_status == IF_STATUS_LOWER_LAYER_DOWN);
}

static uint32_t find_aggregate(struct topology_builder *builder, const struct draft_end *end,
                               const struct topology *topology, const char **name)
{
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    uint32_t aggregate = ports == NULL ? 0 : port_aggregate(ports, end->if_index);
    *name =
        aggregate == 0 ? NULL : g_string_chunk_insert_const(topology->memory, port_name(ports, aggregate));
    return aggregate;
}

static enum certainty find_certainty(const struct draft *draft)
{
    if (draft->is_inferred)
        return CERTAINTY_INFERRED;
    return draft->said_by_a && draft->said_by_b ? CERTAINTY_CONFIRMED : CERTAINTY_CLAIMED;
}

static struct link_end make_end(const struct topology *topology, const struct draft_end *end)
{
    const char *name = end->name == NULL ? NULL : g_string_chunk_insert_const(topology->memory, end->name);
    return (struct link_end){end->device, end->if_index, name};
}

static void take_evidence(struct topology_builder *builder, const struct topology *topology,
                          const struct draft *draft, struct link *link, size_t *used)
{
    struct link_evidence *evidence = topology->evidence + *used;
    for (uint32_t at = draft->first_evidence; at != 0;) {
        const struct draft_evidence *item = &g_array_index(builder->evidence, struct draft_evidence, at - 1);
        evidence[link->evidence_count++] = item->evidence;
        at = item->next;
    }
    /* The newest was first in the list. */
    for (size_t i = 0, j = link->evidence_count; i + 1 < j; i++) {
        struct link_evidence swapped = evidence[i];
        evidence[i] = evidence[--j];
        evidence[j] = swapped;
    }
    link->evidence = evidence;
    *used += link->evidence_count;
}

static void make_link(struct topology_builder *builder, struct topology *topology, const struct draft *draft,
                      size_t *used)
{
    struct aggregate_names names;
    struct link link = {
        .a = make_end(topology, &draft->a),
        .b = make_end(topology, &draft->b),
        .layer = draft->layer,
        .certainty = find_certainty(draft),
        .protocols = draft->protocols,
        .speed_bps = find_speed(builder, draft),
        .a_aggregate = find_aggregate(builder, &draft->a, topology, &names.a),
        .b_aggregate = find_aggregate(builder, &draft->b, topology, &names.b),
        .is_down = is_down(builder, &draft->a) || is_down(builder, &draft->b),
    };
    take_evidence(builder, topology, draft, &link, used);
    g_array_append_val(topology->links, link);
    g_array_append_val(topology->aggregate_names, names);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Devices are sorted by name, so their positions stand for their names. */
static gint compare_links(gconstpointer a, gconstpointer b, gpointer user)
{
    const GArray *links = user;
    guint left_at = *(const guint *)a, right_at = *(const guint *)b;
    const struct link *left = &g_array_index(links, struct link, left_at);
    const struct link *right = &g_array_index(links, struct link, right_at);
    int order = compare_numbers(left->a.device, right->a.device);
    if (order == 0)
        order = text_compare_natural(left->a.port, right->a.port);
    if (order == 0)
        order = compare_numbers(left->b.device, right->b.device);
    if (order == 0)
        order = text_compare_natural(left->b.port, right->b.port);
    if (order == 0)
        order = compare_numbers(left->layer, right->layer);
    return order != 0 ? order : compare_numbers(left_at, right_at);
}

static void sort_links(struct topology *topology)
{
    guint count = topology->links->len;
    g_autofree guint *order = g_new(guint, count + 1);
    for (guint i = 0; i < count; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)count, sizeof *order, compare_links, topology->links);
    GArray *links = g_array_sized_new(FALSE, FALSE, sizeof(struct link), count);
    GArray *names = g_array_sized_new(FALSE, FALSE, sizeof(struct aggregate_names), count);
    for (guint i = 0; i < count; i++) {
        g_array_append_val(links, g_array_index(topology->links, struct link, order[i]));
        g_array_append_val(names, g_array_index(topology->aggregate_names, struct aggregate_names, order[i]));
    }
    g_array_unref(topology->links);
    g_array_unref(topology->aggregate_names);
    topology->links = links;
    topology->aggregate_names = names;
}

static gint compare_dropped(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct topology_dropped *)a)->reason, ((const struct topology_dropped *)b)->reason);
}

static void list_dropped(const struct topology_builder *builder, struct topology *topology)
{
    GHashTableIter iterator;
    gpointer reason, count;
    g_hash_table_iter_init(&iterator, builder->dropped);
    while (g_hash_table_iter_next(&iterator, &reason, &count)) {
        struct topology_dropped dropped = {reason, GPOINTER_TO_SIZE(count)};
        g_array_append_val(topology->dropped, dropped);
    }
    g_array_sort(topology->dropped, compare_dropped);
}

static int compare_rows(const void *a, const void *b)
{
    const struct dropped_row *left = a, *right = b;
    int order = compare_numbers(left->observation, right->observation);
    return order != 0 ? order : compare_numbers(left->neighbor, right->neighbor);
}

static struct topology *topology_new(void)
{
    struct topology *topology = g_new0(struct topology, 1);
    topology->links = g_array_new(FALSE, FALSE, sizeof(struct link));
    topology->aggregate_names = g_array_new(FALSE, FALSE, sizeof(struct aggregate_names));
    topology->dropped = g_array_new(FALSE, FALSE, sizeof(struct topology_dropped));
    topology->memory = g_string_chunk_new(65536);
    topology->kept = g_ptr_array_new_with_free_func(g_free);
    return topology;
}

struct topology *topology_new_stored(struct stored_devices *stored)
{
    struct topology *topology = topology_new();
    topology->stored = stored;
    topology->inferred = g_ptr_array_new();
    topology->no_links = g_array_new(FALSE, FALSE, sizeof(struct dropped_row));
    return topology;
}

struct topology *topology_build(const struct observation_list *observations, const struct identity *identity)
{
    struct topology_builder builder;
    builder_init(&builder, observations, identity);
    adjacency_collect(&builder);
    shared_medium_collect(&builder);
    forwarding_collect(&builder);
    inferred_drop_unused(&builder);
    struct topology *topology = topology_new();
    topology->identity = identity;
    topology->inferred = g_ptr_array_ref(builder.inferred);
    topology->evidence = g_new(struct link_evidence, builder.evidence->len + 1);
    size_t used = 0;
    for (guint i = 0; i < builder.drafts->len; i++) {
        const struct draft *draft = &g_array_index(builder.drafts, struct draft, i);
        if (!draft->is_dropped)
            make_link(&builder, topology, draft, &used);
    }
    sort_links(topology);
    blocked_mark(&builder, topology->links);
    list_dropped(&builder, topology);
    g_array_sort(builder.no_links, compare_rows);
    topology->no_links = g_array_ref(builder.no_links);
    builder_clear(&builder);
    return topology;
}

void topology_free(struct topology *topology)
{
    if (topology == NULL)
        return;
    stored_devices_free(topology->stored);
    g_ptr_array_unref(topology->inferred);
    g_array_unref(topology->links);
    g_array_unref(topology->aggregate_names);
    g_array_unref(topology->dropped);
    g_array_unref(topology->no_links);
    g_free(topology->evidence);
    g_string_chunk_free(topology->memory);
    g_ptr_array_unref(topology->kept);
    g_free(topology);
}

size_t topology_device_count(const struct topology *topology)
{
    if (topology->stored != NULL)
        return stored_devices_count(topology->stored);
    return identity_count(topology->identity) + topology->inferred->len;
}

size_t topology_inferred_count(const struct topology *topology)
{
    return topology->stored != NULL ? stored_devices_inferred_count(topology->stored)
                                    : topology->inferred->len;
}

const struct device *topology_device(const struct topology *topology, size_t position)
{
    if (topology->stored != NULL)
        return stored_devices_get(topology->stored, position);
    size_t known = identity_count(topology->identity);
    g_assert(position < known + topology->inferred->len);
    return position < known ? identity_device(topology->identity, position)
                            : topology->inferred->pdata[position - known];
}

const char *topology_device_name(const struct topology *topology, size_t position)
{
    if (topology->stored != NULL)
        return stored_devices_name(topology->stored, position);
    return topology_device(topology, position)->name;
}

static bool is_inferred_match(const struct device *device, const char *text)
{
    char id[24];
    g_snprintf(id, sizeof id, "#%" G_GINT64_FORMAT, device->id);
    return g_ascii_strcasecmp(device->name, text) == 0 || strcmp(id, text) == 0;
}

/* Only devices that have a key in common with the text are looked at. */
static GArray *match_stored(const struct topology *topology, const char *text)
{
    struct device_query *query = device_query_new(text);
    g_autoptr(GArray) candidates = stored_devices_candidates(topology->stored, query);
    size_t known = topology_device_count(topology) - topology_inferred_count(topology);
    GArray *exact = g_array_new(FALSE, FALSE, sizeof(guint));
    GArray *by_label = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < candidates->len; i++) {
        guint position = g_array_index(candidates, guint, i);
        const struct device *device = topology_device(topology, position);
        if (position < known && device_query_is_exactly(query, device))
            g_array_append_val(exact, position);
        if (position < known && device_query_is_by_label(query, device))
            g_array_append_val(by_label, position);
    }
    GArray *found = g_array_ref(exact->len > 0 ? exact : by_label);
    for (guint i = 0; i < candidates->len; i++) {
        guint position = g_array_index(candidates, guint, i);
        if (position >= known && is_inferred_match(topology_device(topology, position), text))
            g_array_append_val(found, position);
    }
    g_array_unref(exact);
    g_array_unref(by_label);
    device_query_free(query);
    return found;
}

GArray *topology_match(const struct topology *topology, const char *text)
{
    if (topology->stored != NULL)
        return match_stored(topology, text);
    GArray *found = identity_match(topology->identity, text);
    for (guint i = 0; i < topology->inferred->len; i++) {
        guint position = (guint)identity_count(topology->identity) + i;
        if (is_inferred_match(topology->inferred->pdata[i], text))
            g_array_append_val(found, position);
    }
    return found;
}

size_t topology_link_count(const struct topology *topology)
{
    return topology->links->len;
}

const struct link *topology_link(const struct topology *topology, size_t position)
{
    g_assert(position < topology->links->len);
    return &g_array_index(topology->links, struct link, position);
}

size_t topology_dropped_count(const struct topology *topology)
{
    return topology->dropped->len;
}

const struct topology_dropped *topology_dropped(const struct topology *topology, size_t position)
{
    g_assert(position < topology->dropped->len);
    return &g_array_index(topology->dropped, struct topology_dropped, position);
}

const char *topology_why_no_link(const struct topology *topology, uint32_t observation, uint32_t neighbor)
{
    const struct dropped_row wanted = {observation, neighbor, NULL};
    guint position;
    if (!g_array_binary_search(topology->no_links, &wanted, compare_rows, &position))
        return NULL;
    return g_array_index(topology->no_links, struct dropped_row, position).reason;
}
