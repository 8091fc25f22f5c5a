/*
 * LLDP-MIB (IEEE 802.1AB-2005 12, as 802.1AB-2016 11.5.1 has it): the local system, its ports, its neighbors
 * and their management addresses.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct observation, system.member)

static const struct mib_scalar scalars[] = {
    {"lldpLocChassisIdSubtype", OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 1), MEMBER(lldp_chassis_subtype),
     convert_chassis_subtype, false},
    {"lldpLocChassisId", OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 2), MEMBER(lldp_chassis_id), convert_bytes,
     false},
    {"lldpLocSysName", OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 3), MEMBER(lldp_sys_name), convert_text, false},
    {"lldpLocSysDesc", OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 4), MEMBER(lldp_sys_descr), convert_text, false},
    {"lldpLocSysCapEnabled", OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 6), MEMBER(lldp_capabilities),
     convert_lldp_capabilities, false},
};

static const char *read_port(struct cursor *cursor, void *record)
{
    struct lldp_port *port = record;
    return cursor_read_arc(cursor, &port->number) ? NULL : "index too short (IEEE 802.1AB 11.5.1)";
}

/* The id first: some agents leave its subtype out. */
static const struct mib_column port_columns[] = {
    {"lldpLocPortId", 3, 10, offsetof(struct lldp_port, id), convert_bytes},
    {"lldpLocPortIdSubtype", 2, 0, offsetof(struct lldp_port, id_subtype), convert_port_subtype},
    {"lldpLocPortDesc", 4, 22, offsetof(struct lldp_port, descr), convert_text},
};

const struct mib_table lldp_loc_port_table = {
    .object = "lldpLocPortTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 3, 7, 1),
    .columns = port_columns,
    .column_count = G_N_ELEMENTS(port_columns),
    .has_records = true,
    .kind = RECORD_LLDP_PORT,
    .read_index = read_port,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const struct mib_column remote_columns[] = {LLDP_REMOTE_COLUMNS("lldpRem", 4)};

const struct mib_table lldp_rem_table = {
    .object = "lldpRemTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 4, 1, 1),
    .columns = remote_columns,
    .column_count = G_N_ELEMENTS(remote_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .merge = MIB_ROW_MERGE, /* the extensions' tables have the same index */
    .read_index = lldp_read_index,
};

/* The address is in the index, and only there on agents that keep to the MIB. */
static const struct mib_column address_columns[] = {
    [LLDP_ADDRESS_TEXT] = {"lldpRemManAddr", 2, 8, 0, NULL},
    {"lldpRemManAddrIfSubtype", 3, 0, 0, NULL},
};

static const struct mib_table address_table = {
    .object = "lldpRemManAddrTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 4, 2, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .any_column = true,
};

static void collect(struct mib_visit *visit)
{
    lldp_join_addresses(visit, &lldp_rem_table, &address_table);
}

static const struct mib_table *const tables[] = {&lldp_loc_port_table, &lldp_rem_table, &address_table};

const struct mib lldp_mib = {.name = "LLDP-MIB",
                             .scalars = scalars,
                             .scalar_count = G_N_ELEMENTS(scalars),
                             .tables = tables,
                             .table_count = G_N_ELEMENTS(tables),
                             .names_neighbors = true,
                             .collect = collect};
