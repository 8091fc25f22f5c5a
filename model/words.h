/*
 * The vocabulary: enums whose words appear in output, in the inventory and in the JSON contract.
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "model/record.h"

/* By what a neighbor, or a link, is known. */
enum protocol {
    PROTOCOL_NONE,
    PROTOCOL_LLDP,
    PROTOCOL_CDP,
    PROTOCOL_FDP,
    PROTOCOL_EDP,
    PROTOCOL_SONMP,
    PROTOCOL_MNDP,
    PROTOCOL_ISDP,
    PROTOCOL_STP,
    PROTOCOL_FDB,
    PROTOCOL_ARP,
    PROTOCOL_OSPF,
    PROTOCOL_OSPFV3,
    PROTOCOL_ISIS,
    PROTOCOL_BGP,
    PROTOCOL_IMPORT,
    PROTOCOLS
};
extern const struct words protocol_words;
#define PROTOCOL_BIT(protocol) (1U << (protocol))

/* How a device was visited. */
enum via { VIA_NONE, VIA_SNMP, VIA_SSH, VIA_REPLAY, VIA_PCAP, VIA_IMPORT, VIAS };
extern const struct words via_words;

/* How a visit ended. */
enum outcome {
    OUTCOME_NONE,
    OUTCOME_GOOD,    /* everything that was asked was answered */
    OUTCOME_PARTIAL, /* the device answered, something is missing: the warnings say what */
    OUTCOME_FAILED,  /* nothing was learned: failure says why */
    OUTCOMES
};
extern const struct words outcome_words;

/* ChassisIdSubtype, IEEE 802.1AB-2016 8.5.2.2. */
enum chassis_subtype {
    CHASSIS_NONE,
    CHASSIS_COMPONENT,
    CHASSIS_INTERFACE_ALIAS,
    CHASSIS_PORT_COMPONENT,
    CHASSIS_MAC_ADDRESS,
    CHASSIS_NETWORK_ADDRESS,
    CHASSIS_INTERFACE_NAME,
    CHASSIS_LOCAL,
    CHASSIS_SUBTYPES
};
extern const struct words chassis_subtype_words;

/* PortIdSubtype, IEEE 802.1AB-2016 8.5.3.2. */
enum port_subtype {
    PORT_NONE,
    PORT_INTERFACE_ALIAS,
    PORT_COMPONENT,
    PORT_MAC_ADDRESS,
    PORT_NETWORK_ADDRESS,
    PORT_INTERFACE_NAME,
    PORT_AGENT_CIRCUIT_ID,
    PORT_LOCAL,
    PORT_SUBTYPES
};
extern const struct words port_subtype_words;

/* What a system can do; LldpSystemCapabilitiesMap bit numbers (IEEE 802.1AB-2016 8.5.8.1) plus one. */
enum capability {
    CAPABILITY_NONE,
    CAPABILITY_OTHER,
    CAPABILITY_REPEATER,
    CAPABILITY_BRIDGE,
    CAPABILITY_WLAN_AP,
    CAPABILITY_ROUTER,
    CAPABILITY_TELEPHONE,
    CAPABILITY_DOCSIS,
    CAPABILITY_STATION,
    CAPABILITIES
};
extern const struct words capability_words;
#define CAPABILITY_BIT(capability) (1U << (capability))

/* What part a device plays in the network. */
enum role {
    ROLE_UNKNOWN,
    ROLE_ROUTER,
    ROLE_SWITCH,
    ROLE_L3_SWITCH,
    ROLE_FIREWALL,
    ROLE_ACCESS_POINT,
    ROLE_WLAN_CONTROLLER,
    ROLE_PHONE,
    ROLE_SERVER,
    ROLE_HOST,
    ROLE_PRINTER,
    ROLE_STORAGE,
    ROLE_POWER,
    ROLE_LOAD_BALANCER,
    ROLE_HUB,     /* an unmanaged bridge or repeater, inferred */
    ROLE_SEGMENT, /* a shared medium that joins more than two ports */
    ROLES
};
extern const struct words role_words;

enum layer { LAYER_NONE, LAYER_PHYSICAL, LAYER_L2, LAYER_L3, LAYERS };
extern const struct words layer_words;

enum certainty {
    CERTAINTY_NONE,
    CERTAINTY_INFERRED,  /* from forwarding tables, ARP, subnets */
    CERTAINTY_CLAIMED,   /* one end says so */
    CERTAINTY_CONFIRMED, /* both ends say so */
    CERTAINTIES
};
extern const struct words certainty_words;

/* ifAdminStatus and ifOperStatus, RFC 2863 (same numbers). */
enum if_status {
    IF_STATUS_NONE,
    IF_STATUS_UP,
    IF_STATUS_DOWN,
    IF_STATUS_TESTING,
    IF_STATUS_UNKNOWN,
    IF_STATUS_DORMANT,
    IF_STATUS_NOT_PRESENT,
    IF_STATUS_LOWER_LAYER_DOWN,
    IF_STATUSES
};
extern const struct words if_status_words;

/* dot3StatsDuplexStatus, RFC 3635 (same numbers). */
enum duplex { DUPLEX_NONE, DUPLEX_UNKNOWN, DUPLEX_HALF, DUPLEX_FULL, DUPLEXES };
extern const struct words duplex_words;

/* dot1dStpPortState, RFC 4188 (same numbers). */
enum stp_state {
    STP_STATE_NONE,
    STP_STATE_DISABLED,
    STP_STATE_BLOCKING,
    STP_STATE_LISTENING,
    STP_STATE_LEARNING,
    STP_STATE_FORWARDING,
    STP_STATE_BROKEN,
    STP_STATES
};
extern const struct words stp_state_words;

/* dot1dTpFdbStatus, RFC 4188 (same numbers). */
enum fdb_status {
    FDB_STATUS_NONE,
    FDB_STATUS_OTHER,
    FDB_STATUS_INVALID,
    FDB_STATUS_LEARNED,
    FDB_STATUS_SELF,
    FDB_STATUS_MGMT,
    FDB_STATUSES
};
extern const struct words fdb_status_words;

/* PhysicalClass, RFC 6933 (same numbers). */
enum component_class {
    COMPONENT_NONE,
    COMPONENT_OTHER,
    COMPONENT_UNKNOWN,
    COMPONENT_CHASSIS,
    COMPONENT_BACKPLANE,
    COMPONENT_CONTAINER,
    COMPONENT_POWER_SUPPLY,
    COMPONENT_FAN,
    COMPONENT_SENSOR,
    COMPONENT_MODULE,
    COMPONENT_PORT,
    COMPONENT_STACK,
    COMPONENT_CPU,
    COMPONENT_CLASSES
};
extern const struct words component_class_words;

#endif
