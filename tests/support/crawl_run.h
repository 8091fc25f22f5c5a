/*
 * Crawls in tests: made-up networks served by the simulator on a thread of its own, sockets that only listen,
 * and what a crawl told.
 */
#ifndef TESTS_SUPPORT_CRAWL_RUN_H
#define TESTS_SUPPORT_CRAWL_RUN_H

#include "discover/crawl.h"
#include "discover/simulate_udp.h"

/* A recording that is served. */
struct served {
    char *folder;
    struct recording *recording;
    struct via_map *map;
    struct simulator *simulator;
    uv_loop_t loop;
    uv_async_t stop;
    struct simulator_server *server;
    uint16_t port;
    GThread *thread;
};

/* What a crawl told, and all it takes to run one. */
struct crawl_run {
    struct crawl_options options;
    struct scope *scope;
    struct credential_list *credentials;
    struct via_map *map;
    struct crawl_progress summary;
    GPtrArray *observations; /* in the order in which they came */
    GString *problems;       /* a line each */
    unsigned ticks;
    gint64 full_until_us; /* no room for observations until then; g_get_monotonic_time */
};

/* A folder that is new and empty; remove_folder removes it with its files. */
char *make_folder(void);
void remove_folder(const char *folder);

/* The recording of a made-up campus in a new folder. */
char *write_campus(uint32_t devices);
/* A device whose LLDP neighbors are at the addresses, one on each port. */
void write_device(const char *folder, const char *name, const char *const *neighbors);
void write_manifest(const char *folder, const char *text);

/* Serves the recording in a folder at 127.0.0.0/8 for its addresses in 10.0.0.0/8. */
void serve_start(struct served *served, char *folder);
void serve_start_with(struct served *served, char *folder, struct simulator_faults faults);
void serve_stop(struct served *served);
/* g_free. */
char *first_address(const struct recording *recording);

/* A crawl with no credential, of private addresses. */
void crawl_run_init(struct crawl_run *run);
void crawl_run_clear(struct crawl_run *run);
void crawl_run_map(struct crawl_run *run, const char *from, const char *to, uint16_t port);
struct credential *crawl_run_community(struct crawl_run *run, const char *community);
struct credential *crawl_run_user(struct crawl_run *run, const char *name, const char *pass_phrase);
void crawl_run_go(struct crawl_run *run, const char *const *seeds, size_t count);
void crawl_run_from(struct crawl_run *run, const char *seed);

/* The observation of an address; there must be one. */
const struct observation *crawl_run_find(const struct crawl_run *run, const char *text);
void assert_failure(const struct crawl_run *run, const char *address, const char *why);
/* Each device has another name; so has each observation. */
void assert_all_names_differ(const struct crawl_run *run);

unsigned elapsed_ms(gint64 since);

/* A socket that only listens, so that what arrives stays in it. */
int open_listener(const char *address, uint16_t *port);
/* How many datagrams a listener has got; *secrets of them with the word secret in them. */
unsigned close_listener(int fd, unsigned *secrets);

#endif
