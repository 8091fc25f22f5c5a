/*
 * Frontier: where the crawl has still to go, breadth first, and what it must remember of where it has been.
 *
 * A lead is one device as a seed or a neighbor row names it, with its addresses in the order in which they
 * are to be tried: the next one only when the one before failed or may not be visited. A place is an address
 * (and port); it is visited once, however many leads point there.
 *
 * Leads differ in how good they are. Those of routing protocols name an address of an interface, and nearly
 * always of a device that LLDP or its kin names too, by the address where it is managed; candidates are
 * addresses where there may be nothing at all. Each kind waits until no better one waits or is in visit.
 *
 * A lead is dropped when its device was visited at another address: that device owns the lead's address and
 * has the chassis id that the row names, or, where one of them has none, its name. That a visited device owns
 * the address is not enough: internal and virtual addresses are shared by many devices.
 *
 * A device that is barred (discover/barred.h) is not visited once it is known which addresses are its: by a
 * neighbor row that has one of those that bar it, by the id of a router, by what it said itself.
 */
#ifndef DISCOVER_FRONTIER_H
#define DISCOVER_FRONTIER_H

#include "model/observation.h"

/* What may be done with an address. */
enum frontier_verdict {
    FRONTIER_ALLOWED,
    FRONTIER_OUT_OF_SCOPE, /* never to be visited, and counted */
    FRONTIER_NOWHERE       /* there is nothing to visit */
};

/* Judges an address, and may change it to the one under which the same place is known. */
typedef enum frontier_verdict (*frontier_judge_fn)(struct address *address, bool is_seed, void *user);

/* Whether the device that has this address is to be visited at none of its addresses. */
typedef bool (*frontier_bars_fn)(struct address address, void *user);

struct frontier_options {
    uint16_t port;      /* of leads that name none */
    uint32_t max_depth; /* UINT32_MAX: no limit */
    bool follows_arp;   /* the hosts in ARP tables and the next hops of routes are candidates */
    frontier_judge_fn judge;
    frontier_bars_fn bars; /* may be NULL: no device */
    void *user;
};

enum lead_kind {
    LEAD_TOLD,      /* seeds, and what discovery protocols say */
    LEAD_ROUTING,   /* neighbors of routing protocols that are up */
    LEAD_CANDIDATE, /* addresses that may be anything */
    LEAD_KINDS
};

struct lead;

/* A place to be visited now. */
struct frontier_target {
    struct address address;
    uint16_t port;
    uint32_t depth;
    enum lead_kind kind;
    struct lead *lead; /* the frontier's */
};

struct frontier;

struct frontier *frontier_new(const struct frontier_options *options);
void frontier_free(struct frontier *frontier);

/* A device to begin with; port 0: the usual one. */
void frontier_add_seed(struct frontier *frontier, const struct address *addresses, size_t count,
                       uint16_t port);

/* An address that may be a device's, that many hops from the seeds. */
void frontier_add_candidate(struct frontier *frontier, struct address address, uint32_t depth);

/* A visit of the run that is resumed: its place is not visited again, its neighbors are followed. Call it
 * after the seeds were added and before the first frontier_next. */
void frontier_add_known(struct frontier *frontier, const struct observation *observation, uint16_t port);

/* The next place; false when there is none at present. With a limit of depth the next level begins when the
 * one before is done, so that depths are exact; without one nothing waits for a slow device. */
bool frontier_next(struct frontier *frontier, struct frontier_target *out);

/* Nobody seems to be at a target: what waits for better leads need not wait for this one. Where depth is
 * limited everything does. */
void frontier_doubt(struct frontier *frontier, const struct frontier_target *target);

/* One device that lies must not fill the memory: so many of its neighbors become leads, so many hosts in its
 * ARP tables candidates. */
#define FRONTIER_MAX_LEADS 16384
#define FRONTIER_MAX_CANDIDATES 65536

/* The visit of a target goes on, and has told these neighbors so far: they become leads now, and
 * frontier_done will add the others. Only where frontier_follows_early. */
void frontier_follow(struct frontier *frontier, const struct frontier_target *target,
                     const struct observation *so_far);

/* With a limit of depth neighbors wait for the level to be done. Where devices are barred by an address, all
 * addresses of a neighbor must be known. */
bool frontier_follows_early(const struct frontier *frontier);

/* The visit of a target is over: its neighbors become leads when it was good, else its lead's next address
 * does. Returns how many were left out, as too many. */
uint64_t frontier_done(struct frontier *frontier, const struct frontier_target *target,
                       const struct observation *observation);

/* From here on there is no next place. */
void frontier_close(struct frontier *frontier);

/* Leads that wait for their visit. */
uint64_t frontier_waiting(const struct frontier *frontier);
/* Distinct addresses. */
uint64_t frontier_out_of_scope(const struct frontier *frontier);

#endif
