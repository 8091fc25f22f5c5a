#include "discover/mib/isis_rows.h"

const char *isis_read_adjacency(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    uint32_t circuit;
    routing_init(neighbor, PROTOCOL_ISIS);
    bool is_good = cursor_read_arc(cursor, &circuit) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (RFC 4444)";
}

static struct oid circuit_of(const struct mib_row *row)
{
    return (struct oid){row->index.arcs, MIN(row->index.count, 1)};
}

void isis_ask_more(struct mib_visit *visit, const struct isis_tables *tables)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, tables->adjacencies, 0, &count);
    if (count == 0)
        return;
    routing_ask_group(visit, tables->system);
    mib_visit_ask_table(visit, tables->addresses, 0);
    for (size_t i = 0; i < count; i++)
        mib_visit_ask_row(visit, tables->circuits, 0, circuit_of(rows[i]));
}

static uint32_t find_if_index(struct mib_visit *visit, const struct isis_tables *tables,
                              const struct mib_row *row)
{
    uint32_t if_index = 0;
    const struct mib_row *circuit = mib_visit_row(visit, tables->circuits, 0, circuit_of(row));
    if (circuit != NULL && circuit->cells[0] != NULL)
        convert_u32(mib_visit_observation(visit), circuit->cells[0], &if_index);
    return if_index;
}

static bool belongs_to(const struct mib_row *address, const struct mib_row *adjacency)
{
    return oid_has_prefix(address->index, adjacency->index);
}

static int compare_to_adjacency(const struct mib_row *address, const struct mib_row *adjacency)
{
    return belongs_to(address, adjacency) ? 0 : oid_compare(address->index, adjacency->index);
}

/* Both tables are in the order of circuit and adjacency. */
static void join_addresses(struct mib_visit *visit, const struct mib_row *row, struct neighbor *neighbor,
                           const struct mib_row *const *addresses, size_t count, size_t *at)
{
    struct observation *observation = mib_visit_observation(visit);
    struct address found[8];
    size_t found_count = 0;
    while (*at < count && compare_to_adjacency(addresses[*at], row) < 0)
        ++*at;
    for (; *at < count && belongs_to(addresses[*at], row); ++*at) {
        struct address address = {0};
        const struct value *value = addresses[*at]->cells[0];
        if (value != NULL && convert_known_address(observation, value, &address) &&
            !address_is_absent(address) && found_count < G_N_ELEMENTS(found))
            found[found_count++] = address;
    }
    neighbor->remote_addresses = observation_addresses(observation, found, found_count);
}

void isis_collect(struct mib_visit *visit, const struct isis_tables *tables)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, neighbors, address_count, at = 0;
    struct neighbor *records = observation_records_mutable(observation, RECORD_NEIGHBOR, &neighbors);
    const struct mib_row *const *rows = mib_visit_rows(visit, tables->adjacencies, 0, &count);
    const struct mib_row *const *addresses = mib_visit_rows(visit, tables->addresses, 0, &address_count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i]->record >= neighbors)
            continue;
        struct neighbor *neighbor = &records[rows[i]->record];
        neighbor->local_if_index = find_if_index(visit, tables, rows[i]);
        join_addresses(visit, rows[i], neighbor, addresses, address_count, &at);
    }
    const struct value *id = routing_group_value(visit, tables->system, 0);
    if (id != NULL)
        convert_system_id(observation, id, &observation->system.isis_system_id);
}
