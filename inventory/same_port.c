#include "inventory/same_port.h"

struct same_port {
    const struct observation *said;
    GHashTable *lldp_ports; /* lldpLocPortNum -> const struct lldp_port * */
    GHashTable *interfaces; /* ifIndex -> const struct interface * */
};

struct same_port *same_port_new(void)
{
    struct same_port *same_port = g_new0(struct same_port, 1);
    same_port->lldp_ports = g_hash_table_new(NULL, NULL);
    same_port->interfaces = g_hash_table_new(NULL, NULL);
    return same_port;
}

void same_port_free(struct same_port *same_port)
{
    g_hash_table_unref(same_port->lldp_ports);
    g_hash_table_unref(same_port->interfaces);
    g_free(same_port);
}

static void load(struct same_port *same_port, const struct observation *said)
{
    size_t count;
    if (same_port->said == said)
        return;
    same_port->said = said;
    g_hash_table_remove_all(same_port->lldp_ports);
    g_hash_table_remove_all(same_port->interfaces);
    const struct lldp_port *ports = observation_records(said, RECORD_LLDP_PORT, &count);
    for (size_t i = 0; i < count; i++)
        g_hash_table_insert(same_port->lldp_ports, GUINT_TO_POINTER(ports[i].number), (gpointer)&ports[i]);
    const struct interface *interfaces = observation_records(said, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        g_hash_table_insert(same_port->interfaces, GUINT_TO_POINTER(interfaces[i].if_index),
                            (gpointer)&interfaces[i]);
}

static bool is_text(const char *a, const char *b)
{
    return a != NULL && b != NULL && g_ascii_strcasecmp(a, b) == 0;
}

static bool is_interface(struct same_port *same_port, uint32_t lldp_number, uint32_t if_index)
{
    const struct lldp_port *port = g_hash_table_lookup(same_port->lldp_ports, GUINT_TO_POINTER(lldp_number));
    const struct interface *interface =
        g_hash_table_lookup(same_port->interfaces, GUINT_TO_POINTER(if_index));
    if (port == NULL || interface == NULL)
        return lldp_number == if_index;
    g_autofree char *id = g_strndup((const char *)port->id.data, port->id.size);
    return is_text(id, interface->name) || is_text(id, interface->descr) ||
           is_text(port->descr, interface->name) || is_text(port->descr, interface->descr);
}

bool same_port_is(struct same_port *same_port, const struct observation *said, const struct neighbor *a,
                  const struct neighbor *b)
{
    if (a->local_port_name != NULL || b->local_port_name != NULL)
        return is_text(a->local_port_name, b->local_port_name);
    if (a->local_if_index == b->local_if_index)
        return a->local_port_number == b->local_port_number;
    load(same_port, said);
    if (a->local_if_index != 0)
        return is_interface(same_port, b->local_port_number, a->local_if_index);
    return is_interface(same_port, a->local_port_number, b->local_if_index);
}
