/*
 * Visit: asks one agent everything that wiremap wants to know and makes the observation of it.
 *
 * What is asked is the list of MIBs (discover/mib/mib.h). Columns of many tables share requests; a table that
 * is missing is no error; a row that cannot be read is dropped with a warning that names the object and the
 * index. What was read before a device failed is kept (OUTCOME_PARTIAL).
 */
#ifndef DISCOVER_VISIT_H
#define DISCOVER_VISIT_H

#include "discover/agent.h"
#include "discover/walk_memory.h"

struct visit_limits {
    uint32_t max_rows;      /* of one table */
    uint64_t max_bytes;     /* received in one visit */
    bool reads_routes;      /* the next hops of routes are wanted, too */
    uint64_t max_memory;    /* octets, about, of what is kept of one visit; 0: 100 MiB, which is 100,000 rows
                             * of LLDP, 400,000 of a forwarding table */
    uint32_t max_requests;  /* of one visit */
    uint32_t max_in_flight; /* requests of one agent at a time; of one of SNMPv1, one */
};

/* 500,000 rows, 256 MiB, 200,000 requests, 8 in flight. */
extern const struct visit_limits visit_default_limits;

struct visit;

/* Called once, from the event loop. The callee owns the observation; its address, run and depth are not set.
 */
typedef void (*visit_done_fn)(struct observation *observation, void *user);

/* Starts asking. The agent must outlive the visit, which does not own it. done is never called before
 * visit_start returns; when it is called the visit is over and freed by itself. */
struct visit *visit_start(struct agent *agent, const struct visit_limits *limits, visit_done_fn done,
                          void *user);

/* Who follows neighbors as soon as they are known. */
struct visit_followers {
    /* Whether it is worth the time to look for neighbors just now. */
    bool (*wants)(void *user);
    /* The neighbors so far, and what the device says of itself; no more than that. More may come, and the
     * whole observation has them all. Valid while this runs. */
    void (*neighbors)(const struct observation *so_far, void *user);
    void *user;
};

/* From now on neighbors are told before the visit is over. The followers are copied. */
void visit_tell_neighbors(struct visit *visit, const struct visit_followers *followers);

/* What is known of an agent, and the profiles that it belongs to. */
struct visit_past {
    struct walk_profiles *profiles;
    struct walk_memory memory;
};

/* The same, with what is known of the agent, all zero nothing. It must outlive the visit, which leaves there
 * what is known then, once everything was asked for. */
struct visit *visit_start_again(struct agent *agent, const struct visit_limits *limits,
                                struct visit_past *past, visit_done_fn done, void *user);

/* Stops asking and delivers what there is through done (OUTCOME_PARTIAL, or OUTCOME_FAILED when nothing was
 * learned) before it returns; why is what the warning, or the failure, says: "interrupted", "deadline". */
void visit_stop(struct visit *visit, const char *why);

#endif
