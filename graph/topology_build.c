#include "graph/topology_build.h"

#include "graph/port_name.h"

struct port_resolver *builder_resolver(struct topology_builder *builder,
                                       const struct observation *observation)
{
    struct port_resolver *resolver = g_hash_table_lookup(builder->resolvers, observation);
    if (resolver == NULL) {
        resolver = port_resolver_new(observation);
        g_hash_table_insert(builder->resolvers, (gpointer)observation, resolver);
    }
    return resolver;
}

struct port_resolver *builder_device_ports(struct topology_builder *builder, uint32_t device)
{
    if (device >= identity_count(builder->identity))
        return NULL;
    const struct observation *observation = identity_device(builder->identity, device)->observation;
    return observation == NULL ? NULL : builder_resolver(builder, observation);
}

static const char *keep_number_key(struct topology_builder *builder, uint32_t if_index)
{
    char key[16];
    g_snprintf(key, sizeof key, "#%u", if_index);
    return g_string_chunk_insert_const(builder->memory, key);
}

static const char *make_key(struct topology_builder *builder, struct port_resolver *ports, struct port port)
{
    if (port.if_index != 0)
        return keep_number_key(builder, ports == NULL ? port.if_index : port_physical(ports, port.if_index));
    if (port.name == NULL)
        return NULL;
    g_autofree char *folded = port_name_fold(port.name);
    return g_string_chunk_insert_const(builder->memory, folded);
}

struct draft_end builder_end(struct topology_builder *builder, uint32_t device, struct port port)
{
    return (struct draft_end){
        .device = device,
        .if_index = port.if_index,
        .name = port.name,
        .key = make_key(builder, builder_device_ports(builder, device), port),
    };
}

void builder_set_logical(struct topology_builder *builder, struct draft_end *end)
{
    if (end->if_index != 0)
        end->key = keep_number_key(builder, end->if_index);
}

uint32_t builder_add_inferred(struct topology_builder *builder, const char *name, enum role role, int64_t id)
{
    struct device *device = g_new0(struct device, 1);
    device->name = g_strdup(name);
    device->addresses = g_ptr_array_new();
    device->chassis_ids = g_ptr_array_new();
    device->names = g_ptr_array_new();
    device->observations = g_ptr_array_new();
    device->evidence = g_ptr_array_new();
    device->role = role;
    device->id = id;
    g_ptr_array_add(builder->inferred, device);
    return (uint32_t)(identity_count(builder->identity) + builder->inferred->len - 1);
}

void builder_add_evidence(struct topology_builder *builder, struct draft *draft,
                          struct link_evidence evidence)
{
    struct draft_evidence item = {evidence, draft->first_evidence};
    g_array_append_val(builder->evidence, item);
    draft->first_evidence = builder->evidence->len;
}

void builder_move_evidence(struct topology_builder *builder, struct draft *from, struct draft *to)
{
    while (from->first_evidence != 0) {
        uint32_t at = from->first_evidence;
        struct draft_evidence *item = &g_array_index(builder->evidence, struct draft_evidence, at - 1);
        from->first_evidence = item->next;
        item->next = to->first_evidence;
        to->first_evidence = at;
    }
}

void builder_drop(struct topology_builder *builder, const char *reason)
{
    gsize count = GPOINTER_TO_SIZE(g_hash_table_lookup(builder->dropped, reason));
    g_hash_table_insert(builder->dropped, (gpointer)reason, GSIZE_TO_POINTER(count + 1));
}

static void remember_row(struct topology_builder *builder, struct link_evidence row, const char *reason)
{
    struct dropped_row dropped = {row.observation, row.neighbor, reason};
    g_array_append_val(builder->no_links, dropped);
}

void builder_drop_row(struct topology_builder *builder, struct link_evidence row, const char *reason)
{
    remember_row(builder, row, reason);
    builder_drop(builder, reason);
}

void builder_drop_draft(struct topology_builder *builder, struct draft *draft, const char *reason)
{
    for (uint32_t at = draft->first_evidence; at != 0;) {
        const struct draft_evidence *item = &g_array_index(builder->evidence, struct draft_evidence, at - 1);
        remember_row(builder, item->evidence, reason);
        at = item->next;
    }
    draft->is_dropped = true;
    builder_drop(builder, reason);
}
