#include "discover/os/lldpd.h"

const struct structured_column lldpd_json0_columns[LLDPD_JSON0_COLUMNS] = {
    {"LOCAL_INTERFACE", "name"},
    {"PROTOCOL", "via"},
    {"CHASSIS_TYPE", "chassis/id/type"},
    {"CHASSIS_ID", "chassis/id/value|chassis/id/$"},
    {"NEIGHBOR_NAME", "chassis/name/value|chassis/name/$"},
    {"NEIGHBOR_DESCRIPTION", "chassis/descr/value|chassis/descr/$"},
    {"MGMT_ADDRESS", "chassis/mgmt-ip/value|chassis/mgmt-ip/$"},
    {"CAPABILITIES", "chassis/capability[enabled=true]/type|chassis/capability[enabled=on]/type"},
    {"PORT_TYPE", "port/id/type"},
    {"NEIGHBOR_PORT_ID", "port/id/value|port/id/$"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port/descr/value|port/descr/$"},
    {"VLAN_ID", "vlan[pvid=true]/vlan-id|vlan[pvid=yes]/vlan-id"},
    {"MODEL", "lldp-med/inventory/model/value|lldp-med/inventory/model/$"},
    {"SERIAL", "lldp-med/inventory/serial/value|lldp-med/inventory/serial/$"},
};

const struct structured_column lldpd_json_columns[LLDPD_JSON_COLUMNS] = {
    {"LOCAL_INTERFACE", "@1"},
    {"PROTOCOL", "via"},
    {"CHASSIS_TYPE", "chassis/*[id]/id/type|chassis/id/type"},
    {"CHASSIS_ID", "chassis/*[id]/id/value|chassis/id/value"},
    {"NEIGHBOR_NAME", "chassis/*[id]/@"},
    {"NEIGHBOR_DESCRIPTION", "chassis/*[id]/descr|chassis/descr"},
    {"MGMT_ADDRESS", "chassis/*[id]/mgmt-ip|chassis/mgmt-ip"},
    {"CAPABILITIES", "chassis/*[id]/capability[enabled=true]/type|chassis/capability[enabled=true]/type"},
    {"PORT_TYPE", "port/id/type"},
    {"NEIGHBOR_PORT_ID", "port/id/value"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port/descr"},
    {"VLAN_ID", "vlan[pvid=true]/vlan-id"},
    {"MODEL", "lldp-med/inventory/model"},
    {"SERIAL", "lldp-med/inventory/serial"},
};

const struct structured_column lldpd_chassis0_columns[LLDPD_CHASSIS_COLUMNS] = {
    {"HOSTNAME", "name/value|name/$"},
    {"CHASSIS_ID", "id/value|id/$"},
    {"CHASSIS_TYPE", "id/type"},
    {"SYSTEM_DESCRIPTION", "descr/value|descr/$"},
};

const struct structured_column lldpd_chassis_columns[LLDPD_CHASSIS_COLUMNS] = {
    {"HOSTNAME", "@1"},
    {"CHASSIS_ID", "id/value"},
    {"CHASSIS_TYPE", "id/type"},
    {"SYSTEM_DESCRIPTION", "descr"},
};
