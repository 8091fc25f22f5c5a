/*
 * Observation: everything that one device said in one visit, plus how, when, and what failed.
 *
 * An observation owns all that it holds and frees it at once: rows, text, octets. Text and octets are put
 * into it with observation_text and observation_bytes; never store a pointer to memory of another owner in a
 * row.
 *
 * Rows are recorded as the device gave them. Nothing here is judged: lldpRemLocalPortNum, ifIndex and
 * dot1dBasePort are different numbers and stay in members of different names.
 */
#ifndef MODEL_OBSERVATION_H
#define MODEL_OBSERVATION_H

#include "model/record.h"
#include "model/words.h"

/* IF-MIB ifTable and ifXTable, RFC 2863. */
struct interface {
    uint32_t if_index;
    const char *name;   /* ifName */
    const char *descr;  /* ifDescr */
    const char *alias;  /* ifAlias */
    struct mac mac;     /* ifPhysAddress where it has six octets */
    uint32_t type;      /* ifType: IANAifType-MIB number */
    uint32_t mtu;       /* octets */
    uint64_t speed_bps; /* ifHighSpeed, else ifSpeed; bit/s */
    enum if_status admin_status;
    enum if_status oper_status;
    enum duplex duplex;
};

/* An address of the device itself: IP-MIB ipAddressTable or ipAddrTable, RFC 4293. */
struct ip_address {
    struct address address;
    uint32_t prefix_length; /* bits; 0 unknown */
    uint32_t if_index;
};

/* lldpLocPortTable: what lldpRemLocalPortNum stands for, IEEE 802.1AB-2016 11.5.1. */
struct lldp_port {
    uint32_t number; /* lldpLocPortNum */
    enum port_subtype id_subtype;
    struct bytes id;
    const char *descr;
};

/* One device's claim about what is at the other end of one of its ports, by one protocol, as received. */
struct neighbor {
    enum protocol protocol;
    uint32_t local_port_number;  /* in the protocol's own numbering: lldpRemLocalPortNum, ... */
    uint32_t local_if_index;     /* where the protocol names the ifIndex: cdpCacheIfIndex, ... */
    const char *local_port_name; /* where the source names the port: CLI, import */
    struct address
        local_address; /* where the protocol names the local address: BGP, OSPFv2 over an address */
    enum chassis_subtype remote_chassis_subtype;
    struct bytes
        remote_chassis_id; /* LLDP chassis id, CDP device id, router id (4 octets), IS-IS system id */
    enum port_subtype remote_port_subtype;
    struct bytes remote_port_id;
    const char *remote_port_descr;
    const char *remote_name;     /* lldpRemSysName, cdpCacheSysName, ... */
    const char *remote_descr;    /* lldpRemSysDesc, cdpCacheVersion */
    const char *remote_platform; /* cdpCachePlatform, model of MED inventory */
    const char *remote_serial;   /* MED inventory */
    struct address_list remote_addresses;
    struct mac remote_mac;    /* SNPA, MNDP MAC */
    uint32_t remote_if_index; /* where the protocol tells it: SONMP, OSPFv3 interface id */
    uint32_t capabilities;    /* enabled capabilities, bits of enum capability */
    uint32_t remote_vlan;     /* native VLAN or PVID told by the remote end */
    enum duplex remote_duplex;
    uint32_t remote_as;
    uint32_t remote_aggregate; /* aggregation port id told by LLDP dot1/dot3 */
    uint32_t state;            /* the protocol's own number: ospfNbrState, isisISAdjState, bgpPeerState */
    uint32_t time_mark;        /* lldpRemTimeMark */
    uint32_t index;            /* lldpRemIndex, cdpCacheDeviceIndex, ... */
    uint64_t speed_bps;        /* imported graphs: speed of the link */
    enum layer layer;          /* imported graphs: layer of the link */
    uint32_t protocols;        /* imported graphs: by what the link was known, bits of enum protocol */
};

/* dot1dBasePortTable, RFC 4188. */
struct bridge_port {
    uint32_t port; /* dot1dBasePort */
    uint32_t if_index;
    uint32_t pvid; /* dot1qPvid */
};

/* dot1dTpFdbTable, dot1qTpFdbTable and their vendors' kin: where a bridge has seen a MAC address. */
struct forwarding_entry {
    uint32_t vlan;   /* VLAN id; 0 unknown */
    uint32_t fdb_id; /* dot1qFdbId where it is not known which VLAN that is */
    struct mac mac;
    uint32_t bridge_port; /* dot1dBasePort; 0 unknown */
    uint32_t if_index;    /* where the table gives an ifIndex */
    enum fdb_status status;
};

/* dot1dStpPortTable, one instance (VLAN contexts, MSTP) a row. */
struct stp_port {
    uint32_t vlan; /* the VLAN context it was read in; 0 default */
    uint32_t port; /* dot1dStpPort */
    enum stp_state state;
    struct bytes designated_root;   /* BridgeId, 8 octets */
    struct bytes designated_bridge; /* BridgeId, 8 octets */
    struct bytes designated_port;   /* 2 octets */
    uint32_t path_cost;
};

/* One spanning tree of this bridge. */
struct stp_instance {
    uint32_t vlan;                /* 0 default */
    struct bytes designated_root; /* BridgeId, 8 octets */
    uint32_t root_port;           /* dot1dStpRootPort; 0 on the root */
    uint32_t root_cost;
    struct mac bridge_address; /* dot1dBaseBridgeAddress in that context */
};

/* A member of an aggregate: dot3adAggPortTable (IEEE 802.1AX), pagpGroupIfIndex, CLI. */
struct lag_member {
    uint32_t if_index;
    uint32_t aggregate_if_index;
    struct mac partner_system;
    uint32_t partner_port;
    uint32_t partner_key;
};

/* ifStackTable, RFC 2863: higher runs on top of lower. */
struct if_stack {
    uint32_t higher_if_index;
    uint32_t lower_if_index;
};

/* ipNetToMediaTable, ipNetToPhysicalTable: ARP and neighbor discovery caches. */
struct arp_entry {
    uint32_t if_index;
    struct address address;
    struct mac mac;
};

struct vlan {
    uint32_t id;
    const char *name;
};

struct vlan_port {
    uint32_t vlan;
    uint32_t bridge_port;
    uint32_t if_index;
    bool untagged;
};

/* entPhysicalTable, RFC 6933. */
struct component {
    uint32_t index;
    enum component_class class;
    uint32_t contained_in;
    uint32_t position; /* entPhysicalParentRelPos */
    const char *name;
    const char *descr;
    const char *model;
    const char *serial;
    const char *software;
    const char *hardware;
    const char *manufacturer;
};

/* An address that several routers share by design: VRRP, HSRP, GLBP, CARP. */
struct virtual_address {
    struct address address;
    struct mac mac;
    uint32_t if_index;
    uint32_t group;
};

/* A row of the routing table that leads to a subnet through another router (ipCidrRouteTable, ...). */
struct route {
    struct address destination;
    uint32_t prefix_length; /* bits */
    struct address next_hop;
    uint32_t if_index;
};

/* What could not be read, and why: the object and the place are in text. */
struct warning {
    const char *object; /* MIB object or command; NULL for the visit as a whole */
    const char *text;
};

enum record_kind {
    RECORD_INTERFACE,
    RECORD_IP_ADDRESS,
    RECORD_LLDP_PORT,
    RECORD_NEIGHBOR,
    RECORD_BRIDGE_PORT,
    RECORD_FORWARDING_ENTRY,
    RECORD_STP_PORT,
    RECORD_STP_INSTANCE,
    RECORD_LAG_MEMBER,
    RECORD_IF_STACK,
    RECORD_ARP_ENTRY,
    RECORD_VLAN,
    RECORD_VLAN_PORT,
    RECORD_COMPONENT,
    RECORD_VIRTUAL_ADDRESS,
    RECORD_ROUTE,
    RECORD_WARNING,
    RECORD_KINDS
};

/* The layout of each kind of row, indexed by enum record_kind. */
extern const struct record_type record_types[RECORD_KINDS];

/* What the device says of itself as a whole. */
struct system {
    const char *sys_descr;
    const char *sys_object_id; /* dotted decimal */
    const char *sys_name;
    const char *sys_location;
    const char *sys_contact;
    enum chassis_subtype lldp_chassis_subtype;
    struct bytes lldp_chassis_id;
    const char *lldp_sys_name;
    const char *lldp_sys_descr;
    uint32_t lldp_capabilities; /* enabled ones, bits of enum capability */
    const char *cdp_device_id;  /* cdpGlobalDeviceId */
    struct mac bridge_address;  /* dot1dBaseBridgeAddress */
    struct address ospf_router_id;
    struct address ospfv3_router_id;
    struct bytes isis_system_id; /* 6 octets */
    struct address bgp_identifier;
    uint32_t bgp_as;
    const char
        *vendor; /* where the source says it in so many words: CLI, import, MIBs with inventory scalars */
    const char *model;
    const char *os;
    const char *version;
    const char *serial;
    enum role role;
    bool ip_forwarding; /* ipForwarding: forwarding(1) */
    bool unvisited;     /* imported graphs: the device was only heard of */
};
extern const struct record_type system_type;

/* What the visit cost. */
struct cost {
    uint32_t requests; /* PDUs sent, retransmissions not counted */
    uint32_t retries;
    uint64_t bytes_sent;
    uint64_t bytes_received;
    uint32_t rtt_us;      /* smoothed round trip time, microseconds; 0 unknown */
    uint64_t duration_us; /* microseconds */
};
extern const struct record_type cost_type;

/* Adds the counts; the round trip time becomes that of cost where it is known, the duration is left. */
void cost_add(struct cost *sum, const struct cost *cost);

struct observation {
    int64_t id;             /* in the inventory; 0 before it is stored */
    int64_t run;            /* the same */
    struct address address; /* the address visited; absent for imports */
    uint16_t port;          /* UDP or TCP port; 0 the protocol's own */
    enum via via;
    const char *source_id;   /* imports: the node's id in the file */
    const char *source_name; /* imports and recordings: the file */
    const char *credential;  /* name of the credential set that opened the device, never its secret */
    int64_t started_at;      /* Unix time, milliseconds */
    uint32_t depth;          /* hops from the seeds */
    enum outcome outcome;
    const char *failure;  /* why it failed; NULL unless OUTCOME_FAILED */
    uint64_t sys_up_time; /* sysUpTime, hundredths of a second; not part of what is compared between runs */
    struct cost cost;
    struct system system;
    GArray *records[RECORD_KINDS]; /* of the structs above; NULL while empty */
    GStringChunk *memory;
};

struct observation *observation_new(void);
/* NULL is allowed. */
void observation_free(struct observation *observation);

/* A copy of the octets, owned by the observation and NUL-terminated behind its end; absent for absent. */
struct bytes observation_bytes(struct observation *observation, struct bytes bytes);

/* A copy of text owned by the observation; NULL for NULL and for "". */
const char *observation_text(struct observation *observation, const char *text);

/* text_from_bytes (model/text.h), owned by the observation. */
const char *observation_text_from_bytes(struct observation *observation, struct bytes bytes);

struct address_list observation_addresses(struct observation *observation, const struct address *items,
                                          size_t count);

/* About so many rows are going to be added, if none have been yet. */
void observation_reserve(struct observation *observation, enum record_kind kind, size_t count);

/* A new row of zeroes. The pointer is good until the next row of that kind is added. */
void *observation_add(struct observation *observation, enum record_kind kind);

/* The last row of that kind is dropped. */
void observation_drop_last(struct observation *observation, enum record_kind kind);

/* The rows of one kind, in the order in which they were added; NULL and 0 when there are none. */
const void *observation_records(const struct observation *observation, enum record_kind kind, size_t *count);

/* Whether the address is one of its interfaces' (RECORD_IP_ADDRESS). */
bool observation_has_address(const struct observation *observation, struct address address);

/* The same, to be changed in place. */
void *observation_records_mutable(struct observation *observation, enum record_kind kind, size_t *count);

/* Notes what could not be read; object may be NULL. Over 1,000 warnings only a count is kept. */
void observation_warn(struct observation *observation, const char *object, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
