/*
 * SNMPv2-MIB (RFC 3418): the system group.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct observation, member)

static const struct mib_scalar scalars[] = {
    {"sysDescr", OID_INIT(1, 3, 6, 1, 2, 1, 1, 1), MEMBER(system.sys_descr), convert_text, false},
    {"sysObjectID", OID_INIT(1, 3, 6, 1, 2, 1, 1, 2), MEMBER(system.sys_object_id), convert_oid_text, false},
    {"sysUpTime", OID_INIT(1, 3, 6, 1, 2, 1, 1, 3), MEMBER(sys_up_time), convert_u64, false},
    {"sysContact", OID_INIT(1, 3, 6, 1, 2, 1, 1, 4), MEMBER(system.sys_contact), convert_text, false},
    {"sysName", OID_INIT(1, 3, 6, 1, 2, 1, 1, 5), MEMBER(system.sys_name), convert_text, false},
    {"sysLocation", OID_INIT(1, 3, 6, 1, 2, 1, 1, 6), MEMBER(system.sys_location), convert_text, false},
};

const struct mib snmpv2_mib = {
    .name = "SNMPv2-MIB", .scalars = scalars, .scalar_count = G_N_ELEMENTS(scalars)};
