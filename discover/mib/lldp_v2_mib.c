/*
 * LLDP-V2-MIB (IEEE 802.1AB-2016 11.5.2). Agents that also have LLDP-MIB tell the same neighbors twice: then
 * only that one counts.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct observation, system.member)

static const struct mib_scalar scalars[] = {
    {"lldpV2LocChassisIdSubtype", OID_INIT(1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 1),
     MEMBER(lldp_chassis_subtype), convert_chassis_subtype, false},
    {"lldpV2LocChassisId", OID_INIT(1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 2), MEMBER(lldp_chassis_id),
     convert_bytes, false},
};

static const struct mib_column remote_columns[] = {LLDP_REMOTE_COLUMNS("lldpV2Rem", 5)};

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)row;
    (void)record;
    size_t count;
    mib_visit_rows(visit, &lldp_rem_table, 0, &count);
    return count == 0;
}

static const struct mib_table remote_table = {
    .object = "lldpV2RemTable",
    .entry = OID_INIT(1, 3, 111, 2, 802, 1, 1, 13, 1, 4, 1, 1),
    .columns = remote_columns,
    .column_count = G_N_ELEMENTS(remote_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = lldp_read_extended_index,
    .finish = finish_neighbor,
};

static const struct mib_column address_columns[] = {
    [LLDP_ADDRESS_TEXT] = {"lldpV2RemManAddr", 2, 8, 0, NULL},
    {"lldpV2RemManAddrIfSubtype", 3, 0, 0, NULL},
};

static const struct mib_table address_table = {
    .object = "lldpV2RemManAddrTable",
    .entry = OID_INIT(1, 3, 111, 2, 802, 1, 1, 13, 1, 4, 2, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .any_column = true,
};

static const char *read_port(struct cursor *cursor, void *record)
{
    struct lldp_port *port = record;
    return cursor_read_arc(cursor, &port->number) ? NULL : "index too short (IEEE 802.1AB 11.5.2)";
}

static bool finish_port(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)row;
    (void)record;
    size_t count;
    mib_visit_rows(visit, &lldp_loc_port_table, 0, &count);
    return count == 0;
}

static const struct mib_column port_columns[] = {
    {"lldpV2LocPortId", 3, 10, offsetof(struct lldp_port, id), convert_bytes},
    {"lldpV2LocPortIdSubtype", 2, 0, offsetof(struct lldp_port, id_subtype), convert_port_subtype},
    {"lldpV2LocPortDesc", 4, 16, offsetof(struct lldp_port, descr), convert_text},
};

static const struct mib_table port_table = {
    .object = "lldpV2LocPortTable",
    .entry = OID_INIT(1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 7, 1),
    .columns = port_columns,
    .column_count = G_N_ELEMENTS(port_columns),
    .has_records = true,
    .kind = RECORD_LLDP_PORT,
    .read_index = read_port,
    .finish = finish_port,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static void collect(struct mib_visit *visit)
{
    lldp_join_addresses(visit, &remote_table, &address_table);
}

static const struct mib_table *const tables[] = {&port_table, &remote_table, &address_table};

const struct mib lldp_v2_mib = {.name = "LLDP-V2-MIB",
                                .scalars = scalars,
                                .scalar_count = G_N_ELEMENTS(scalars),
                                .tables = tables,
                                .table_count = G_N_ELEMENTS(tables),
                                .names_neighbors = true,
                                .collect = collect};
