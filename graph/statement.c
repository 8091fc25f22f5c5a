#include "graph/statement.h"

#include "model/chassis_id.h"
#include "model/routing.h"

static const char *const kinds[STATEMENT_KINDS] = {
    [STATEMENT_SERIAL] = "serial", [STATEMENT_CHASSIS_ID] = "chassis_id", [STATEMENT_ROUTER_ID] = "router_id",
    [STATEMENT_NAME] = "name",     [STATEMENT_ADDRESS] = "address",
};
const struct words statement_kind_words = {kinds, G_N_ELEMENTS(kinds)};

static void clear_statement(gpointer statement)
{
    g_free(((struct statement *)statement)->value);
}

static GArray *new_list(void)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct statement));
    g_array_set_clear_func(list, clear_statement);
    return list;
}

/* Takes value; NULL is no statement. */
static void take(GArray *list, enum statement_kind kind, char *value)
{
    struct statement statement = {kind, value, false};
    if (value != NULL && *value != '\0')
        g_array_append_val(list, statement);
    else
        g_free(value);
}

static void add_address(GArray *list, enum statement_kind kind, struct address address, bool is_interface)
{
    char text[ADDRESS_TEXT_SIZE];
    if (!address_is_usable(address))
        return;
    struct statement statement = {kind, g_strdup(address_format(address, text)), is_interface};
    g_array_append_val(list, statement);
}

static void add_ids(GArray *list, const struct system *system)
{
    char text[MAC_TEXT_SIZE];
    take(list, STATEMENT_CHASSIS_ID,
         chassis_id_format(system->lldp_chassis_subtype, system->lldp_chassis_id));
    if (!mac_is_absent(system->bridge_address))
        take(list, STATEMENT_CHASSIS_ID, g_strdup(mac_format(system->bridge_address, text)));
    add_address(list, STATEMENT_ROUTER_ID, system->ospf_router_id, false);
    add_address(list, STATEMENT_ROUTER_ID, system->ospfv3_router_id, false);
    add_address(list, STATEMENT_ROUTER_ID, system->bgp_identifier, false);
    take(list, STATEMENT_ROUTER_ID, chassis_id_format(CHASSIS_NETWORK_ADDRESS, system->isis_system_id));
}

static void add_serials(GArray *list, const struct observation *observation)
{
    size_t count;
    const struct component *components = observation_records(observation, RECORD_COMPONENT, &count);
    take(list, STATEMENT_SERIAL, g_strdup(observation->system.serial));
    for (size_t i = 0; i < count; i++)
        if (components[i].class == COMPONENT_CHASSIS)
            take(list, STATEMENT_SERIAL, g_strdup(components[i].serial));
}

GArray *statement_list_of_device(const struct observation *observation)
{
    GArray *list = new_list();
    size_t count;
    const struct system *system = &observation->system;
    const struct ip_address *addresses = observation_records(observation, RECORD_IP_ADDRESS, &count);
    add_serials(list, observation);
    add_ids(list, system);
    take(list, STATEMENT_NAME, g_strdup(system->sys_name));
    take(list, STATEMENT_NAME, g_strdup(system->lldp_sys_name));
    take(list, STATEMENT_NAME, g_strdup(system->cdp_device_id));
    add_address(list, STATEMENT_ADDRESS, observation->address, false);
    for (size_t i = 0; i < count; i++)
        if (!address_equal(addresses[i].address, observation->address))
            add_address(list, STATEMENT_ADDRESS, addresses[i].address, true);
    return list;
}

/* What a protocol calls the id of the other device. */
static enum statement_kind id_kind(enum protocol protocol)
{
    switch (protocol) {
    case PROTOCOL_CDP:
    case PROTOCOL_FDP:
    case PROTOCOL_ISDP:
        return STATEMENT_NAME;
    default:
        return protocol_is_routing(protocol) ? STATEMENT_ROUTER_ID : STATEMENT_CHASSIS_ID;
    }
}

GArray *statement_list_of_row(const struct neighbor *neighbor)
{
    GArray *list = new_list();
    char text[MAC_TEXT_SIZE];
    take(list, STATEMENT_SERIAL, g_strdup(neighbor->remote_serial));
    take(list, id_kind(neighbor->protocol),
         chassis_id_format(neighbor->remote_chassis_subtype, neighbor->remote_chassis_id));
    if (!mac_is_absent(neighbor->remote_mac))
        take(list, STATEMENT_CHASSIS_ID, g_strdup(mac_format(neighbor->remote_mac, text)));
    take(list, STATEMENT_NAME, g_strdup(neighbor->remote_name));
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        add_address(list, STATEMENT_ADDRESS, neighbor->remote_addresses.items[i], false);
    return list;
}
