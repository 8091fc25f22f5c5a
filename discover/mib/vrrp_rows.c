#include "discover/mib/vrrp_rows.h"

void vrrp_ask_addresses(struct mib_visit *visit, const struct mib_table *groups,
                        const struct mib_table *addresses)
{
    if (mib_visit_has_table(visit, groups, 0))
        mib_visit_ask_table(visit, addresses, 0);
}

void vrrp_join_macs(struct mib_visit *visit, const struct mib_table *groups,
                    const struct mib_table *addresses, size_t arcs)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, records;
    struct virtual_address *virtual = observation_records_mutable(observation, RECORD_VIRTUAL_ADDRESS,
                                                                  &records);
    const struct mib_row *const *rows = mib_visit_rows(visit, addresses, 0, &count);
    for (size_t i = 0; i < count; i++) {
        struct oid index = {rows[i]->index.arcs, MIN(rows[i]->index.count, arcs)};
        const struct mib_row *group = mib_visit_row(visit, groups, 0, index);
        if (group != NULL && group->cells[0] != NULL && rows[i]->record < records)
            convert_mac(observation, group->cells[0], &virtual[rows[i]->record].mac);
    }
}
