/*
 * LLDP-EXT-DOT3-MIB (IEEE 802.1AB-2005 annex G): which ports are members of an aggregate, here and at the
 * neighbor's end. For many hosts it is the only place that tells.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

#include "model/chassis_id.h"

#include <string.h>

static const struct mib_column remote_columns[] = {
    {"lldpXdot3RemLinkAggPortId", 2, 0, LLDP_NEIGHBOR(remote_aggregate), convert_u32},
};

static const struct mib_table remote_table = {
    .object = "lldpXdot3RemLinkAggTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 5, 4623, 1, 3, 3, 1),
    .columns = remote_columns,
    .column_count = G_N_ELEMENTS(remote_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .merge = MIB_ROW_EXTEND,
};

static const struct mib_column local_columns[] = {{"lldpXdot3LocLinkAggPortId", 2, 0, 0, NULL}};

/* By lldpLocPortNum; the aggregate is an ifIndex, 0 where there is none. */
static const struct mib_table local_table = {
    .object = "lldpXdot3LocLinkAggTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 5, 4623, 1, 2, 3, 1),
    .columns = local_columns,
    .column_count = G_N_ELEMENTS(local_columns),
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const char *local_port_name(struct observation *observation, uint32_t number, char **name)
{
    size_t count;
    const struct lldp_port *ports = observation_records(observation, RECORD_LLDP_PORT, &count);
    *name = NULL;
    for (size_t i = 0; i < count; i++)
        if (ports[i].number == number)
            *name = port_id_format(ports[i].id_subtype, ports[i].id);
    return *name;
}

/* The interface that an lldpLocPortNum is, told by the name that the port has; an agent that sends no names
 * but has an interface of that number means that. 0 when it is none. */
static uint32_t find_interface(struct observation *observation, uint32_t number)
{
    size_t count;
    uint32_t found = 0;
    g_autofree char *name = NULL;
    const struct interface *interfaces = observation_records(observation, RECORD_INTERFACE, &count);
    local_port_name(observation, number, &name);
    for (size_t i = 0; i < count; i++) {
        bool has_name = name != NULL && (g_strcmp0(interfaces[i].name, name) == 0 ||
                                         g_strcmp0(interfaces[i].descr, name) == 0);
        if (has_name)
            return interfaces[i].if_index;
        if (interfaces[i].if_index == number)
            found = number;
    }
    return found;
}

static bool is_known_member(const struct observation *observation, uint32_t if_index)
{
    size_t count;
    const struct lag_member *members = observation_records(observation, RECORD_LAG_MEMBER, &count);
    for (size_t i = 0; i < count; i++)
        if (members[i].if_index == if_index)
            return true;
    return false;
}

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &local_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        struct cursor cursor = cursor_init(rows[i]->index);
        struct lag_member member = {0};
        uint32_t number;
        const struct value *aggregate = rows[i]->cells[0];
        if (aggregate == NULL || !convert_u32(observation, aggregate, &member.aggregate_if_index) ||
            member.aggregate_if_index == 0 || !cursor_read_arc(&cursor, &number))
            continue;
        member.if_index = find_interface(observation, number);
        if (member.if_index == 0 || member.if_index == member.aggregate_if_index ||
            is_known_member(observation, member.if_index))
            continue;
        memcpy(observation_add(observation, RECORD_LAG_MEMBER), &member, sizeof member);
    }
}

static const struct mib_table *const tables[] = {&remote_table, &local_table};

const struct mib lldp_ext_dot3_mib = {
    .name = "LLDP-EXT-DOT3-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables), .collect = collect};
