/*
 * Crawl: from the seeds, by the management addresses of neighbors, breadth first, to every device in scope.
 *
 * One event loop; nothing that waits for one device delays another. Observations are handed out as they
 * come; the crawl keeps only what it needs to decide whom to visit next.
 */
#ifndef DISCOVER_CRAWL_H
#define DISCOVER_CRAWL_H

#include "discover/agent_memories.h"
#include "discover/credential.h"
#include "discover/recording.h"
#include "discover/scope.h"
#include "discover/via_map.h"
#include "discover/visit.h"

/* What the warning of a visit says that was stopped by crawl_interrupt: such a visit is made again when the
 * run is resumed. */
#define CRAWL_INTERRUPTED "interrupted"

#define CRAWL_SWEEP_BITS 16

/* Takes one visit of the run that is resumed, which stays the caller's. */
typedef void (*crawl_known_fn)(const struct observation *observation, void *crawl);

struct ssh_settings {
    uint16_t port;                /* 0: what ssh_config(5) says, else 22 */
    const char *config;           /* a file of ssh_config(5); NULL the usual ones */
    const char *known_hosts;      /* NULL: what the configuration says, else ~/.ssh/known_hosts */
    bool accepts_new_host_keys;   /* and adds them there */
    uint32_t timeout_ms;          /* silence of a device that has not finished an answer; 0: 30 s */
    const char *const *templates; /* folders of TextFSM templates, NULL-terminated; may be NULL */
};

struct crawl_options {
    const struct credential_list *credentials; /* tried in order for each address; unused in a replay */
    const struct scope *scope;                 /* of neighbors; seeds are in scope unless it excludes them */
    const struct via_map *via_map;             /* may be NULL: addresses are contacted as they are */
    struct recording *replay;                  /* not NULL: answer from here, contact nobody */
    const char *record_folder;                 /* not NULL: keep what devices say */
    struct visit_limits limits;
    uint16_t port;        /* UDP; 161 */
    uint32_t max_depth;   /* hops from the seeds; UINT32_MAX no limit. With a limit the devices of
                             one depth are done before those of the next begin: only so is it exact */
    uint32_t concurrency; /* devices visited at a time; 0: 256, and up to 1024 where it is far to them; at
                          most what descriptors there are */
    uint32_t timeout_ms;  /* for the first try of a request; 1000, doubled at each retry */
    uint32_t retries;     /* 2 */
    uint32_t device_deadline_ms; /* for one address, all credentials; 0 none */
    uint32_t total_deadline_ms;  /* then the crawl ends as if it were interrupted; 0 none */
    uint32_t rate,
        rate_subnet;        /* requests a second: in total, to one subnet (discover/pacer.h); 0 no limit */
    uint32_t max_tries;     /* credentials tried at one address; 0 all that apply */
    GHashTable *remembered; /* address as text -> name of the credential to be tried first; may be NULL */
    GHashTable *engines;    /* address as text -> struct agent_engine of an earlier run; may be NULL */
    /* What is known of the agents, and will be; may be NULL. A recording is made without it: what is in there
     * does not depend on earlier runs. */
    struct agent_memories *memories;
    /* Addresses in these CIDRs (NULL-terminated; may be NULL) and, when asked for, in the ARP tables and the
     * routes (limits.reads_routes) of visited devices are visited too where they are in scope. One that says
     * nothing at all to one packet a credential is no failure: it is only counted. */
    const char *const *sweeps; /* each of at most CRAWL_SWEEP_BITS host bits */
    bool from_arp;
    struct ssh_settings ssh;
    /* Each device is asked in all ways that there are credentials for, else by the first that opens it; what
     * SSH tells is added to what SNMP has not told (discover/merge.h). */
    bool asks_all_ways;
    /* Tells a crawl that goes on where another one ended what that one has visited, by depth: those that
     * failed or were interrupted are visited again, the neighbors of the others are followed. May be NULL. */
    bool (*known)(crawl_known_fn take, void *crawl, void *user, GError **error);
    void *known_user;
};

struct crawl_progress {
    uint64_t visited; /* good and partial */
    uint64_t known;   /* the same, by the run that is resumed */
    uint64_t in_visit;
    uint64_t unanswered; /* of those in visit: nothing has come back for some time */
    uint64_t waiting;
    uint64_t failed;
    uint64_t silent;       /* addresses of sweeps and ARP tables where nobody answered */
    uint64_t out_of_scope; /* distinct addresses that neighbors were said to have */
    uint64_t requests, retries;
    uint64_t bytes_sent, bytes_received;
    double seconds;
    bool is_cut; /* interrupted, or over the deadline */
};

struct crawl_events {
    /* An observation, failed ones too; the callee owns it. */
    void (*observation)(struct observation *observation, void *user);
    /* Whether there is room for what further visits will bring; while there is none, no visit begins. May be
     * NULL: there always is. */
    bool (*has_room)(void *user);
    /* A few times a second while the crawl runs; may be NULL. */
    void (*progress)(const struct crawl_progress *progress, void *user);
    /* The SNMPv3 engine at an address, at the end of a good visit; for the engines of the next run. May be
     * NULL.
     */
    void (*engine)(struct address address, const struct agent_engine *engine, void *user);
    /* A problem that belongs to no visit (a seed that has no address, a recording that cannot be written);
     * may be NULL. */
    void (*problem)(const GError *error, void *user);
    void *user;
};

/* Crawls until nothing is left, or until crawl_interrupt, when what is in flight is stopped and delivered.
 * Seeds are addresses or host names, with an optional :PORT ([v6]:PORT); resolved off the loop. No seeds and
 * a replay: every recorded device once. False and error when it could not start at all. */
bool crawl_run(const struct crawl_options *options, const char *const *seeds, size_t seed_count,
               const struct crawl_events *events, struct crawl_progress *summary, GError **error);

/* Asks the running crawl of this process to stop; async-signal-safe. */
void crawl_interrupt(void);

#endif
