#include "graph/blocked.h"

#include "graph/stp_link.h"

/* What the rows of a port say. */
enum { BLOCKS = 1, FORWARDS = 2 };

static void note_row(GHashTable *ports, uint32_t if_index, enum stp_state state)
{
    if (if_index == 0 || state == STP_STATE_DISABLED || state == STP_STATE_NONE)
        return;
    gpointer key = GUINT_TO_POINTER(if_index);
    guint said = GPOINTER_TO_UINT(g_hash_table_lookup(ports, key));
    said |= state == STP_STATE_BLOCKING ? BLOCKS : FORWARDS;
    g_hash_table_insert(ports, key, GUINT_TO_POINTER(said));
}

/* NULL when no port of the device blocks. */
static GHashTable *read_ports(struct topology_builder *builder, uint32_t device)
{
    const struct observation *observation = device < identity_count(builder->identity)
                                                ? identity_device(builder->identity, device)->observation
                                                : NULL;
    size_t count = 0;
    const struct stp_port *rows =
        observation == NULL ? NULL : observation_records(observation, RECORD_STP_PORT, &count);
    bool any_blocks = false;
    for (size_t i = 0; i < count; i++)
        any_blocks = any_blocks || rows[i].state == STP_STATE_BLOCKING;
    if (!any_blocks)
        return NULL;
    GHashTable *ports = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < count; i++)
        note_row(ports, stp_link_port(builder_device_ports(builder, device), rows[i].port), rows[i].state);
    return ports;
}

static bool is_blocked(GHashTable *ports, uint32_t if_index, uint32_t aggregate)
{
    if (ports == NULL)
        return false;
    guint said = GPOINTER_TO_UINT(g_hash_table_lookup(ports, GUINT_TO_POINTER(if_index)));
    if (said == 0 && aggregate != 0)
        said = GPOINTER_TO_UINT(g_hash_table_lookup(ports, GUINT_TO_POINTER(aggregate)));
    return said == BLOCKS;
}

static void free_ports(gpointer ports)
{
    if (ports != NULL)
        g_hash_table_unref(ports);
}

void blocked_mark(struct topology_builder *builder, GArray *links)
{
    guint count = (guint)identity_count(builder->identity);
    GPtrArray *of_devices = g_ptr_array_new_full(count, free_ports);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(of_devices, read_ports(builder, i));
    for (guint i = 0; i < links->len; i++) {
        struct link *link = &g_array_index(links, struct link, i);
        GHashTable *a = link->a.device < count ? of_devices->pdata[link->a.device] : NULL;
        GHashTable *b = link->b.device < count ? of_devices->pdata[link->b.device] : NULL;
        link->is_blocked = !link->is_down && (is_blocked(a, link->a.if_index, link->a_aggregate) ||
                                              is_blocked(b, link->b.if_index, link->b_aggregate));
    }
    g_ptr_array_unref(of_devices);
}
