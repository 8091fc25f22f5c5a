/*
 * Simulator: answers SNMP messages as the recorded devices would. No sockets here (discover/simulate_udp.h).
 *
 * v1 and v2c: Get, GetNext and GetBulk with the exceptions and errors of RFC 3416 4.2 and RFC 3584 4.2.2, Set
 * is refused. As of real agents, there is no answer to what is no message, and to a wrong community.
 *
 * v3, where there are users (RFC 3414): each device is an engine with an id made of its first address;
 * messages that do not pass are answered with the reports of RFC 3414 3.2. A user is served at its own
 * security level only. The context "vlan-N" is what COMMUNITY@N is to v2c.
 */
#ifndef DISCOVER_SIMULATE_H
#define DISCOVER_SIMULATE_H

#include "discover/recording.h"
#include "discover/simulate_faults.h"
#include "discover/simulate_misbehave.h"
#include "discover/usm_message.h"
#include "discover/via_map.h"

struct simulator_options {
    const struct via_map *map;           /* recorded addresses -> those served at; NULL: as they are */
    const char *const *communities;      /* NULL-terminated; each also opens COMMUNITY@VLAN */
    size_t max_message;                  /* octets of the longest response; 484 to SIMULATOR_MAX_MESSAGE */
    const struct credential_list *users; /* those of version 3 are served; NULL: none */
    struct simulator_faults faults;      /* of the network in front of it */
    const struct misbehavior_rules *misbehavior; /* must outlive the simulator; NULL: all behave */
};

#define SIMULATOR_MAX_COMMUNITY 255 /* with WIRE_HEADROOM less than USM_HEADROOM */
#define SIMULATOR_MIN_MESSAGE 484   /* what every agent must be able to send, RFC 3417 3.2 */
#define SIMULATOR_MAX_MESSAGE 65507 /* UDP over IPv4 */
/* The memory that simulator_answer writes to. */
#define SIMULATOR_BUFFER_SIZE (SIMULATOR_MAX_MESSAGE + USM_HEADROOM)

struct simulator_counts {
    uint64_t answered;
    uint64_t reports;     /* of SNMPv3: why a message was not accepted */
    uint64_t no_device;   /* for an address that nobody was recorded at */
    uint64_t community;   /* a wrong one, or a VLAN that was not recorded */
    uint64_t malformed;   /* no message, or a PDU that agents are not sent */
    uint64_t unsupported; /* SNMPv3 without users */
};

struct simulator;

/* Loads every file of the recording, which must outlive the simulator. Options are copied. Error
 * (G_IO_ERROR) when a user has an algorithm that is not there, no address is mapped, or none of the files can
 * be read. */
struct simulator *simulator_new(struct recording *recording, const struct simulator_options *options,
                                GError **error);
void simulator_free(struct simulator *simulator);

/* Recorded devices (files) that are served, and the addresses they are served at. */
size_t simulator_device_count(const struct simulator *simulator);
size_t simulator_address_count(const struct simulator *simulator);
bool simulator_has_family(const struct simulator *simulator, enum address_family family);

/* What a user should know before relying on it, of char *: addresses that no rule maps, files that cannot be
 * read, lines that were skipped, addresses that collide, misbehavior of nobody. */
const GPtrArray *simulator_warnings(const struct simulator *simulator);

/* The answer to a packet that was sent to an address; absent when there is none. memory has
 * SIMULATOR_BUFFER_SIZE octets, and the answer is in it. delivery: how it is to travel; NULL to ignore that.
 */
struct bytes simulator_answer(struct simulator *simulator, struct address to, struct bytes packet,
                              uint8_t *memory, struct simulator_delivery *delivery);

/* For who carries the datagrams; simulator_answer knows none. */
const struct simulator_faults *simulator_faults(const struct simulator *simulator);

const struct simulator_counts *simulator_counts(const struct simulator *simulator);

/* Rules "FROM=TO" (via_map_add), of char *, that bring every IPv4 address of a recording into 127.0.0.0/8,
 * where no privilege is needed to answer; none for IPv6, which has no such net. NULL and error when they do
 * not fit. */
GPtrArray *simulator_loopback_rules(const struct recording *recording, GError **error);

#endif
