#include "discover/os/fields.h"

static const struct answer_field neighbor_fields[NEIGHBOR_FIELDS] = {
    [NEIGHBOR_PROTOCOL] = {"protocol", "PROTOCOL DISCOVERED_BY VIA", FORM_TEXT},
    [NEIGHBOR_LOCAL_PORT] =
        {"local_port", "LOCAL_INTERFACE LOCAL_INTF LOCAL_PORT LOCAL_IF LOCAL_PORT_ID INTERFACE INTF PORT",
         FORM_TEXT},
    [NEIGHBOR_LOCAL_DEVICE] = {"local_device", "AP_NAME LOCAL_DEVICE", FORM_TEXT},
    [NEIGHBOR_DEVICE_ID] = {"remote_device_id", "DEVICE_ID NEIGHBOR_DEVICE_ID DESTINATION_HOST DEST_HOST",
                            FORM_TEXT},
    [NEIGHBOR_CHASSIS_ID] =
        {"remote_chassis_id",
         "CHASSIS_ID NEIGHBOR_CHASSIS_ID REMOTE_CHASSIS_ID CHASSIS CHASSIS_DATA REMOTE_ID "
         "NEIGHBOR_ID",
         FORM_CHOICE},
    [NEIGHBOR_CHASSIS_TYPE] = {"remote_chassis_id_type",
                               "NEIGHBOR_CHASSIS_TYPE CHASSIS_TYPE CHASSIS_SUBTYPE CHASSIS_ID_TYPE "
                               "CHASSIS_ID_SUBTYPE CHASSIS_TYPE_TXT",
                               FORM_TEXT},
    [NEIGHBOR_PORT_ID] =
        {"remote_port",
         "NEIGHBOR_PORT_ID PORT_ID REMOTE_PORT_ID PORT_ID_DATA NEIGHBOR_INTERFACE NEIGHBOR_PORT "
         "NEIGHBOR_INTF REMOTE_PORT REMOTE_INTERFACE INTERFACE_NAME",
         FORM_CHOICE},
    [NEIGHBOR_PORT_TYPE] = {"remote_port_type",
                            "NEIGHBOR_PORT_TYPE PORT_TYPE PORT_SUBTYPE PORT_ID_SUBTYPE PORT_ID_TYPE "
                            "PORT_ID_TYPE_TXT",
                            FORM_TEXT},
    [NEIGHBOR_PORT_DESCR] = {"remote_port_descr",
                             "NEIGHBOR_PORT_DESCRIPTION NEIGHBOR_INTERFACE_DESCRIPTION PORT_DESCRIPTION "
                             "REMOTE_PORT_DESCRIPTION PORT_DESC PORT_DESC_DATA NEIGHBOR_INTERFACE",
                             FORM_TEXT},
    [NEIGHBOR_NAME] = {"remote_name",
                       "NEIGHBOR_NAME REMOTE_SYSTEM_NAME SYSTEM_NAME SYSTEM_NAME_DATA NEIGHBOR SYSNAME "
                       "REMOTE_NAME IDENTITY",
                       FORM_TEXT},
    [NEIGHBOR_DESCR] = {"remote_descr",
                        "NEIGHBOR_DESCRIPTION REMOTE_SYSTEM_DESCRIPTION SYSTEM_DESCRIPTION SYSTEM_DESC "
                        "SYSTEM_DESC_DATA SOFTWARE_VERSION VERSION",
                        FORM_TEXT},
    [NEIGHBOR_ADDRESSES] = {"remote_mgmt_addresses",
                            "MGMT_ADDRESS MGMT_IP MANAGEMENT_IP MANAGEMENT_IPV6 MANAGEMENT_ADDRESS "
                            "REMOTE_MGMT_IPV4_ADDRESS REMOTE_MGMT_IPV6_ADDRESS MGMT_IPV6_ADDRESS NEIGHBOR_IP "
                            "INTERFACE_IP IPV4_ADDRESS IP_ADDRESS IPV6_ADDRESS IPV6 ADDRESS_1_ADDR ADDRESS",
                            FORM_LIST},
    [NEIGHBOR_PLATFORM] = {"remote_platform", "PLATFORM MODEL MODEL_NAME BOARD", FORM_TEXT},
    [NEIGHBOR_CAPABILITIES] =
        {"capabilities",
         "CAPABILITIES CAPABILITIES_ENABLED SYSTEM_CAPS_ENABLED_TXT SYSTEM_CAPS_ENABLED "
         "ENABLED_CAPABILITIES CAPABILITY",
         FORM_TEXT},
    [NEIGHBOR_CAPABILITY_CODES] = {"capability_codes", "CAPABILITY_CODES", FORM_TEXT},
    [NEIGHBOR_SERIAL] = {"remote_serial", "SERIAL SERIAL_NUMBER", FORM_TEXT},
    [NEIGHBOR_VLAN] = {"remote_vlan", "VLAN_ID NATIVE_VLAN VLAN PVID", FORM_TEXT},
    [NEIGHBOR_MAC] = {"remote_mac", "MAC_ADDRESS MAC", FORM_TEXT},
};

static const struct answer_field identity_fields[IDENTITY_FIELDS] = {
    [IDENTITY_NAME] = {"name", "HOSTNAME HOST_NAME SYSTEM_NAME SYSNAME SYS_NAME DEVICE_NAME IDENTITY NAME",
                       FORM_TEXT},
    [IDENTITY_MODEL] =
        {"model",
         "MODEL HARDWARE HARDWARE_MODEL PLATFORM SYSTEM_MODEL MACHINE_MODEL PRODUCT_NAME PRODUCT "
         "PRODUCT_ID PID BOARD_NAME BOARD SYSTEM_TYPE MODEL_NAME MODEL_NUMBER CHASSIS "
         "APPLIANCE DEVICE DEVICE_TYPE",
         FORM_TEXT},
    [IDENTITY_VERSION] = {"version",
                          "VERSION SOFTWARE_VERSION OS_VERSION OS SW_VERSION JUNOS_VERSION IMAGE_VERSION "
                          "SOFTWARE_REVISION FIRMWARE_VERSION FIRMWARE CURRENT_FIRMWARE PRODUCT_VERSION "
                          "VRP_VERSION RUNNING_VERSION OS_VERSION_ID KERNEL",
                          FORM_TEXT},
    [IDENTITY_SERIAL] = {"serial",
                         "SERIAL SERIAL_NUMBER SERIALNUM SERIAL_NO SERIAL_NUM SERIALNUMBER SYSTEM_SERIAL SN "
                         "CHASSIS_SERIAL CHASSIS_SN",
                         FORM_TEXT},
    [IDENTITY_SOFTWARE] = {"software", "SOFTWARE SOFTWARE_NAME OS_NAME OPERATING_SYSTEM", FORM_TEXT},
    [IDENTITY_VENDOR] = {"vendor", "VENDOR MANUFACTURER", FORM_TEXT},
    [IDENTITY_MAC] = {"mac",
                      "MAC_ADDRESS SYSTEM_MAC_ADDRESS SYS_MAC SYS_MAC_ADDRESS BASE_MAC BASE_MAC_ADDRESS "
                      "BURNED_IN_MAC_ADDRESS MAC",
                      FORM_TEXT},
    [IDENTITY_CHASSIS_ID] = {"chassis_id", "CHASSIS_ID", FORM_TEXT},
    [IDENTITY_CHASSIS_TYPE] = {"chassis_id_type", "CHASSIS_TYPE CHASSIS_SUBTYPE", FORM_TEXT},
    [IDENTITY_DESCR] = {"description", "SYSTEM_DESCRIPTION DESCRIPTION SYSTEM_DESC", FORM_TEXT},
    [IDENTITY_LOCATION] = {"location", "LOCATION SYSTEM_LOCATION SYS_LOCATION", FORM_TEXT},
    [IDENTITY_CONTACT] = {"contact", "CONTACT SYSTEM_CONTACT SYS_CONTACT", FORM_TEXT},
};

static const struct answer_field inventory_fields[INVENTORY_FIELDS] = {
    [INVENTORY_NAME] = {"name", "NAME SLOT MODULE PORT LOCATION UNIT", FORM_TEXT},
    [INVENTORY_DESCR] = {"description", "DESCR DESCRIPTION DESC TYPE", FORM_TEXT},
    [INVENTORY_MODEL] = {"model", "PID MODEL PRODUCT_ID PART PART_NUMBER PRODUCT BOARD", FORM_TEXT},
    [INVENTORY_HARDWARE] = {"hardware", "VID HW_REV HARDWARE_REVISION REVISION", FORM_TEXT},
    [INVENTORY_SERIAL] = {"serial", "SN SERIAL SERIAL_NUMBER SERIALNUM", FORM_TEXT},
};

static const struct answer_field interface_fields[INTERFACE_FIELDS] = {
    [INTERFACE_NAME] = {"name", "INTERFACE INTF IFACE PORT PORT_ID INTERFACE_NAME LINK NAME", FORM_TEXT},
    [INTERFACE_DESCR] = {"description",
                         "DESCRIPTION DESC DESCRIP ALIAS INTERFACE_DESCRIPTION NAME PORT_NAME COMMENT",
                         FORM_TEXT},
    [INTERFACE_ADMIN] = {"admin_status", "ADMIN_STATE ADMIN_STATUS ADMIN ENABLED ADMINISTRATIVE_STATUS",
                         FORM_TEXT},
    [INTERFACE_LINK] =
        {"link_status",
         "LINK_STATUS LINK_STATE OPER_STATE OPER_STATUS PHYSICAL_STATE PHY PHYSICAL LINK STATUS STATE "
         "PORT_STATE",
         FORM_STATE},
    [INTERFACE_PROTOCOL] = {"protocol_status", "PROTOCOL_STATUS PROTO LINE_PROTOCOL PROTOCOL PROTOCOL_STATE",
                            FORM_TEXT},
    [INTERFACE_SPEED] = {"speed", "SPEED LINK_SPEED OPER_SPEED PORT_SPEED RATE", FORM_TEXT},
    [INTERFACE_BANDWIDTH] = {"bandwidth", "BANDWIDTH BW", FORM_TEXT},
    [INTERFACE_DUPLEX] = {"duplex", "DUPLEX OPER_DUPLEX", FORM_TEXT},
    [INTERFACE_MTU] = {"mtu", "MTU MTU_SIZE", FORM_TEXT},
    [INTERFACE_MAC] = {"mac", "MAC_ADDRESS MAC HARDWARE_ADDRESS ADDRESS", FORM_TEXT},
    [INTERFACE_ADDRESSES] = {"addresses",
                             "IP_ADDRESS IP_ADDRESSES IPADDR IPV4_ADDRESS IPV6_ADDRESS IP IPV4 IPV6 "
                             "PRIMARY_IP_ADDRESS SECONDARY_IP_ADDRESS",
                             FORM_LIST},
    [INTERFACE_PREFIX_LENGTH] = {"prefix_lengths", "PREFIX_LENGTH MASK SUBNET PREFIX", FORM_LIST},
    [INTERFACE_NETMASK] = {"netmasks", "NETMASK NET_MASK SUBNET_MASK", FORM_LIST},
    [INTERFACE_IF_INDEX] = {"if_index", "IF_INDEX IFINDEX SNMP_IFINDEX ID", FORM_TEXT},
    [INTERFACE_TYPE] = {"type", "TYPE HARDWARE_TYPE MEDIA_TYPE HARDWARE", FORM_TEXT},
    [INTERFACE_AGGREGATE] = {"aggregate", "AGGREGATE BUNDLE MASTER LAG PORT_CHANNEL", FORM_TEXT},
    [INTERFACE_VRF] = {"vrf", "VRF VPN VRF_NAME", FORM_TEXT},
    [INTERFACE_VLAN] = {"vlan", "VLAN_ID VLAN ACCESS_VLAN NATIVE_VLAN", FORM_TEXT},
    [INTERFACE_RUNNING] = {"running", "RUNNING", FORM_TEXT},
    [INTERFACE_MEMBERS] = {"members", "MEMBERS MEMBER_INTERFACES AGGREGATED_INTERFACES", FORM_NAMES},
};

static const struct answer_field routing_fields[ROUTING_FIELDS] = {
    [ROUTING_NEIGHBOR_ID] =
        {"neighbor_id",
         "NEIGHBOR_ID SYSTEM_ID BGP_NEIGHBOR BGP_NEIGH NEIGHBOR PEER NEIGH PEER_ID PEER_IP "
         "REMOTE_ID NEIGHBOR_IP ROUTER_ID",
         FORM_TEXT},
    [ROUTING_ADDRESS] =
        {"address",
         "IP_ADDRESS NEIGHBOR_ADDRESS ADDRESS REMOTE_ADDRESS REMOTE_IP NEIGHBOR_IPADDR PEER_ADDRESS "
         "NEIGHBOR_IP IPV6_ADDRESS",
         FORM_TEXT},
    [ROUTING_INTERFACE] = {"interface", "INTERFACE LOCAL_INTERFACE INTF IFACE CIRCUIT SOURCE_IFACE",
                           FORM_TEXT},
    [ROUTING_STATE] =
        {"state",
         "STATE BGP_STATE STATE_OR_PREFIXES_RECEIVED STATE_PFXRCD STATUS NEIGHBOR_STATE ADJACENCY_STATE "
         "STATE_PFX UP_DOWN",
         FORM_TEXT},
    [ROUTING_REMOTE_AS] = {"remote_as", "NEIGHBOR_AS REMOTE_AS REMOTE_ASN NEIGH_AS AS PEER_AS ASN",
                           FORM_TEXT},
    [ROUTING_LOCAL_AS] = {"local_as", "LOCAL_AS LOCAL_ASN MY_AS", FORM_TEXT},
    [ROUTING_ROUTER_ID] = {"router_id", "REMOTE_ROUTER_ID NEIGHBOR_ROUTER_ID REMOTE_ROUTERID", FORM_TEXT},
    [ROUTING_LOCAL_ADDRESS] = {"local_address", "LOCALHOST_IP LOCAL_ADDRESS LOCAL_IP", FORM_TEXT},
    [ROUTING_MAC] = {"mac", "SNPA MAC_ADDRESS", FORM_TEXT},
    [ROUTING_TYPE] = {"type", "TYPE LEVEL", FORM_TEXT},
    [ROUTING_AREA] = {"area", "AREA", FORM_TEXT},
    [ROUTING_VRF] = {"vrf", "VRF INSTANCE ROUTING_TABLE", FORM_TEXT},
    [ROUTING_NAME] = {"description", "HOSTNAME NEIGHBOR_NAME DESCRIPTION NAME", FORM_TEXT},
};

static const struct answer_field arp_fields[ARP_FIELDS] = {
    [ARP_ADDRESS] = {"address", "IP_ADDRESS IPV6_ADDRESS ADDRESS IPADDRESS IP", FORM_TEXT},
    [ARP_MAC] = {"mac", "MAC_ADDRESS MACADDRESS HARDWARE_ADDRESS MAC LLADDR LINK_LAYER_ADDRESS", FORM_TEXT},
    [ARP_INTERFACE] = {"interface", "INTERFACE PHYSICAL_INTERFACE INTF IFACE PORT DEVICE", FORM_TEXT},
    [ARP_VLAN] = {"vlan", "VLAN_ID VLAN", FORM_TEXT},
    [ARP_STATE] = {"state", "STATE STATUS TYPE FLAGS", FORM_TEXT},
    [ARP_VRF] = {"vrf", "VRF VRF_NAME VPN_INSTANCE", FORM_TEXT},
};

static const struct answer_field forwarding_fields[FORWARDING_FIELDS] = {
    [FORWARDING_MAC] = {"mac", "DESTINATION_ADDRESS MAC_ADDRESS MACADDRESS MAC ADDRESS", FORM_TEXT},
    [FORWARDING_VLAN] = {"vlan", "VLAN_ID VLAN VLAN_NAME", FORM_TEXT},
    [FORWARDING_PORTS] =
        {"ports",
         "DESTINATION_PORT PORTS PORT INTERFACE LOGICAL_INTERFACE PORT_NAME LEARNED_FROM ON_INTERFACE",
         FORM_LIST},
    [FORWARDING_TYPE] = {"type", "TYPE STATE STATUS FLAGS", FORM_TEXT},
};

#define FIELDS(list)                                                                                         \
    {                                                                                                        \
        list, G_N_ELEMENTS(list)                                                                             \
    }

const struct answer_field *fields_of_kind(enum answer_kind kind, size_t *count)
{
    static const struct {
        const struct answer_field *fields;
        size_t count;
    } kinds[] = {
        [ANSWER_IDENTITY] = FIELDS(identity_fields),     [ANSWER_INVENTORY] = FIELDS(inventory_fields),
        [ANSWER_INTERFACES] = FIELDS(interface_fields),  [ANSWER_ADDRESSES] = FIELDS(interface_fields),
        [ANSWER_NEIGHBORS] = FIELDS(neighbor_fields),    [ANSWER_OSPF] = FIELDS(routing_fields),
        [ANSWER_ISIS] = FIELDS(routing_fields),          [ANSWER_BGP] = FIELDS(routing_fields),
        [ANSWER_EIGRP] = FIELDS(routing_fields),         [ANSWER_ARP] = FIELDS(arp_fields),
        [ANSWER_FORWARDING] = FIELDS(forwarding_fields), [ANSWER_OTHER] = {NULL, 0},
    };
    *count = kinds[kind].count;
    return kinds[kind].fields;
}
