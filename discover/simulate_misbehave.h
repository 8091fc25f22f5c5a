/*
 * Devices that break the rules, for crawls to be tested against. A kind of misbehavior is a row of
 * simulator_misbehaviors; what it does to one answer is a struct deed, which the simulator does.
 */
#ifndef DISCOVER_SIMULATE_MISBEHAVE_H
#define DISCOVER_SIMULATE_MISBEHAVE_H

#include "discover/recording.h"
#include "discover/simulate_content.h"
#include "discover/snmp_wire.h"

#define MISBEHAVIOR_MAX_COPIES 100

/* How an answer travels. */
struct simulator_delivery {
    uint32_t delay_ms;
    uint32_t copies;
    bool from_other_address, from_other_port;
};

enum damage { DAMAGE_NONE, DAMAGE_TRUNCATED, DAMAGE_LYING_LENGTH, DAMAGE_GARBAGE };

/* A request to a device that misbehaves. */
struct misbehaving_request {
    uint8_t type;           /* enum wire_pdu_type */
    uint32_t count;         /* of the requests that the device has had, with this one */
    uint32_t number;        /* of the rule */
    int64_t now_us;         /* g_get_monotonic_time; so are these, 0 before the first time */
    int64_t *busy_until_us; /* of a slow device */
    int64_t *restarted_us;
};

/* What is done about it. */
struct deed {
    struct misbehaving_request request;
    bool is_silent;
    enum wire_error error; /* in place of an answer, unless WIRE_NO_ERROR */
    size_t max_message;    /* octets; 0: as usual. What is longer is tooBig, also to GetBulk */
    bool is_huge;          /* an answer of SIMULATOR_MAX_MESSAGE octets */
    bool has_v1_errors;    /* whatever version was asked with */
    bool has_wrong_id;
    bool has_restarted; /* just now: SNMPv3 counts it */
    struct content content;
    enum damage damage;
    struct simulator_delivery delivery;
};

struct misbehavior {
    const char *name;
    const char *unit; /* of the number behind "="; NULL: it has none */
    uint32_t usual, minimum, maximum;
    void (*commit)(struct deed *deed);
};

extern const struct misbehavior simulator_misbehaviors[];
extern const size_t simulator_misbehavior_count;

/* Who misbehaves, and how. */
struct misbehavior_rules;

struct misbehavior_rules *misbehavior_rules_new(void);
void misbehavior_rules_free(struct misbehavior_rules *rules);

/* A rule "KIND[=NUMBER][:GLOB]": the devices whose file, with or without its suffix, or one of whose recorded
 * addresses the glob matches (* and ?); all without one. Error (G_IO_ERROR_INVALID_ARGUMENT). */
bool misbehavior_rules_add(struct misbehavior_rules *rules, const char *text, GError **error);

/* The first rule that matches no entry of a recording, as it was written; NULL when there is none. */
const char *misbehavior_rules_unused(const struct misbehavior_rules *rules,
                                     const struct recording *recording);

/* One device that misbehaves, and what it remembers. */
struct misbehaver;

/* Gives a device the rules that match one of its entries; *misbehaver is NULL before the first, and stays so
 * when none does. The rules must outlive it. */
void misbehaver_learn(struct misbehaver **misbehaver, const struct misbehavior_rules *rules,
                      const struct recording_entry *entry);
void misbehaver_free(struct misbehaver *misbehaver);

/* What is to be done about a request, which is counted; nothing for a misbehaver of NULL. */
struct deed misbehaver_judge(struct misbehaver *misbehaver, uint8_t pdu_type);

/* What is left of an answer, in its place. */
struct bytes deed_damage(enum damage damage, uint8_t *answer, size_t size);

#endif
