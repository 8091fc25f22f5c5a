/*
 * Agent: one device as it can be asked over SNMP, asynchronously. The ways in (net-snmp over UDP, a
 * recording, a recorder around either) implement the operations; a visit only sees this.
 *
 * Everything runs on the thread of the event loop. Several requests of one agent may be in flight.
 */
#ifndef DISCOVER_AGENT_H
#define DISCOVER_AGENT_H

#include "model/observation.h"
#include "model/oid.h"

/* ASN.1 tags of SMIv2 values and of the exceptions (RFC 3416 3), as octets on the wire. */
enum value_type {
    VALUE_INTEGER = 0x02,
    VALUE_OCTET_STRING = 0x04,
    VALUE_NULL = 0x05,
    VALUE_OID = 0x06,
    VALUE_IP_ADDRESS = 0x40,
    VALUE_COUNTER32 = 0x41,
    VALUE_GAUGE32 = 0x42,
    VALUE_TIME_TICKS = 0x43,
    VALUE_OPAQUE = 0x44,
    VALUE_COUNTER64 = 0x46,
    VALUE_NO_SUCH_OBJECT = 0x80,
    VALUE_NO_SUCH_INSTANCE = 0x81,
    VALUE_END_OF_MIB_VIEW = 0x82
};

struct value {
    enum value_type type;
    union {
        int64_t integer;     /* INTEGER */
        uint64_t number;     /* Counter32, Gauge32, TimeTicks, Counter64 */
        struct bytes octets; /* OCTET STRING, IpAddress, Opaque */
        struct oid oid;      /* OBJECT IDENTIFIER */
    };
};

static inline bool value_is_exception(const struct value *value)
{
    return value->type == VALUE_NO_SUCH_OBJECT || value->type == VALUE_NO_SUCH_INSTANCE ||
           value->type == VALUE_END_OF_MIB_VIEW;
}

struct varbind {
    struct oid name;
    struct value value;
    size_t octets; /* of it in the message; 0: it has come in none */
};

enum pdu_kind { PDU_GET, PDU_GETNEXT, PDU_GETBULK };

struct request {
    enum pdu_kind kind;
    const struct oid *names; /* read before agent_send returns */
    size_t count;
    uint32_t non_repeaters;   /* GETBULK */
    uint32_t max_repetitions; /* GETBULK */
    /* 0, or the VLAN whose bridge tables are asked for where an agent keeps one view per VLAN:
     * community@vlan (v1, v2c) or context vlan-N (v3). */
    uint32_t vlan_context;
};

enum reply_status {
    REPLY_RESPONSE, /* a Response-PDU: error_status tells how the agent liked the request */
    REPLY_TIMEOUT,  /* none came, retransmissions included */
    REPLY_FAILED    /* none can come: error tells (authentication, report, transport, closed) */
};

/* Valid while the callback runs. */
struct reply {
    enum reply_status status;
    uint32_t error_status; /* RFC 3416 3: noError(0), tooBig(1), noSuchName(2), badValue(3), genErr(5), ... */
    uint32_t error_index;
    const struct varbind *varbinds;
    size_t count;
    size_t size;         /* octets of the message, about; 0 unknown */
    bool is_malformed;   /* behind those varbinds is something that cannot be read */
    const GError *error; /* REPLY_FAILED and REPLY_TIMEOUT */
};

typedef void (*reply_fn)(const struct reply *reply, void *user);

/* An SNMPv3 engine as its last authentic message showed it (RFC 3414 2.2). Worth keeping from one run to the
 * next: an agent that begins with it spares the round trips of getting to know the engine. It is only a guess
 * then: one that is wrong costs the round trips, and nothing else. */
struct agent_engine {
    uint8_t id[32]; /* SnmpEngineID, RFC 3411 5 */
    size_t id_size; /* 0: not known */
    uint32_t boots, seconds;
    int64_t taken_at; /* when that was, milliseconds since 1970 */
};

struct agent;

struct agent_operations {
    void (*send)(struct agent *agent, const struct request *request, reply_fn done, void *user);
    void (*free)(struct agent *agent);
};

/* The head of every implementation's own struct. */
struct agent {
    const struct agent_operations *operations;
    enum via via;
    bool has_getbulk;       /* false for SNMPv1 */
    const char *credential; /* the name of what opened it; owned by the implementation; may be NULL */
    const GError *failure;  /* of the last request that got no response; NULL while there is none; owned by
                               the implementation. G_IO_ERROR_TIMED_OUT: no answer; PERMISSION_DENIED: the
                               credential was refused; other codes: no credential will do better */
    struct cost cost;       /* counted by the implementation, duration apart */
    struct agent_engine
        engine;         /* of SNMPv3, once an authentic message has come; kept by the implementation */
    bool has_restarted; /* since its first answer: snmpEngineBoots has changed, or the engine itself */
};

/* Sends a request. done is called exactly once, later from the event loop and never before agent_send
 * returns; also when the agent is freed in the meantime (REPLY_FAILED). */
void agent_send(struct agent *agent, const struct request *request, reply_fn done, void *user);

/* Ends what is in flight. NULL is allowed. */
void agent_free(struct agent *agent);

#endif
