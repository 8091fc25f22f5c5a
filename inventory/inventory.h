/*
 * Inventory: every observation, by run, append-only. The storage (SQLite; others behind the same interface)
 * knows nothing of what observations mean.
 *
 * Facts that do not change between runs are stored once: an observation refers to its body by the SHA-256 of
 * its content. docs/SCHEMA.md documents the tables.
 *
 * Errors are INVENTORY_ERROR or G_IO_ERROR and name the file.
 */
#ifndef INVENTORY_INVENTORY_H
#define INVENTORY_INVENTORY_H

#include "model/observation.h"

#define INVENTORY_ERROR (inventory_error_quark())
GQuark inventory_error_quark(void);

enum inventory_error {
    INVENTORY_ERROR_FOREIGN, /* not an inventory of wiremap, or damaged */
    INVENTORY_ERROR_NEWER,   /* written by a newer wiremap */
    INVENTORY_ERROR_MISSING, /* there is no such inventory */
    INVENTORY_ERROR_FULL,    /* no space left */
    INVENTORY_ERROR_BUSY,    /* another process is writing */
    INVENTORY_ERROR_STORAGE  /* the storage failed otherwise */
};

enum inventory_mode {
    INVENTORY_READ, /* must exist; never changed */
    INVENTORY_WRITE /* made when it does not exist */
};

struct inventory;

/* uri: a file name, or sqlite:FILE. */
#define INVENTORY_IN_MEMORY "sqlite::memory:" /* an inventory that is gone when it is closed */
/* The file that a uri names, a part of the uri; NULL when it is none: in memory, a temporary one. */
const char *inventory_file(const char *uri);

struct inventory *inventory_open(const char *uri, enum inventory_mode mode, GError **error);
void inventory_close(struct inventory *inventory);

struct run {
    int64_t id;
    int64_t started_at;             /* Unix time, milliseconds */
    int64_t ended_at;               /* the same; 0 while it runs, or when it was killed */
    const char *kind;               /* discover, replay, import */
    const char *what;               /* the seeds, the recording or the file */
    const char *state;              /* running, done, interrupted */
    uint64_t good, partial, failed; /* visits */
    /* What they cost, together; in a file that an older wiremap wrote last, 0 for all its runs. */
    uint64_t requests, retries, bytes_sent, bytes_received;
};

bool inventory_begin_run(struct inventory *inventory, const char *kind, const char *what, int64_t *id,
                         GError **error);
/* state: "done" or "interrupted". */
bool inventory_end_run(struct inventory *inventory, int64_t id, const char *state, GError **error);

/* The newest run of that kind which was interrupted or killed (or still runs); *id is 0 when there is none.
 */
bool inventory_find_unfinished(struct inventory *inventory, const char *kind, int64_t *id, GError **error);
/* It runs again: visits are added to those it has. */
bool inventory_resume_run(struct inventory *inventory, int64_t id, GError **error);
/* Counts the visits of a run and what they cost anew: of an address that was visited twice only the last one.
 */
bool inventory_recount_run(struct inventory *inventory, int64_t id, GError **error);

/* What a run began with, so that it can be resumed; only of an inventory that is open for writing. The caller
 * frees the array (of char *). */
bool inventory_save_seeds(struct inventory *inventory, int64_t run, const char *const *seeds, size_t count,
                          GError **error);
GPtrArray *inventory_load_seeds(struct inventory *inventory, int64_t run, GError **error);

/* Address as text -> name of the credential that opened it last. The caller frees the table. */
GHashTable *inventory_load_credentials(struct inventory *inventory, GError **error);

/* An SNMPv3 engine as it was known at the end of a visit (RFC 3414 2.2): worth a round trip to the next one.
 */
struct known_engine {
    uint8_t id[32];
    size_t id_size;
    uint32_t boots, seconds;
    int64_t taken_at; /* milliseconds since 1970 */
};

/* Address as text -> struct known_engine. The caller frees the table; saving adds to what is there. */
GHashTable *inventory_load_engines(struct inventory *inventory, GError **error);
bool inventory_save_engines(struct inventory *inventory, GHashTable *engines, GError **error);

/* How the agent at an address wanted to be asked (discover/walk_memory.h tells what the members mean). */
struct known_agent {
    struct address address;
    int64_t identity;
    const char *profile; /* text that many agents have in common; NULL none */
    uint32_t budget, full_budget, max_items, max_columns, calm_visits;
    bool lacks_getbulk, parts_kinds, is_single;
};

/* Those with the same profile come one after the other. What is handed over is good until each returns. */
typedef void (*known_agent_fn)(const struct known_agent *agent, void *user);
bool inventory_each_agent(struct inventory *inventory, known_agent_fn each, void *user, GError **error);

/* Adds to what is there, all or none. */
bool inventory_save_agents(struct inventory *inventory, const struct known_agent *agents, size_t count,
                           GError **error);

/* A transaction in parts: what is added is kept once the end has succeeded. A part that fails takes back all,
 * and is the end. */
bool inventory_begin_adding(struct inventory *inventory, GError **error);
bool inventory_add_some(struct inventory *inventory, int64_t run, struct observation *const *observations,
                        size_t count, GError **error);
bool inventory_end_adding(struct inventory *inventory, GError **error);

/* All observations in one transaction: all are kept or none. Sets their ids. */
bool inventory_add(struct inventory *inventory, int64_t run, struct observation *const *observations,
                   size_t count, GError **error);

/* Every run, oldest first. Free with run_list_clear. */
struct run_list {
    struct run *items;
    size_t count;
    GStringChunk *memory;
};
bool inventory_runs(struct inventory *inventory, struct run_list *out, GError **error);
void run_list_clear(struct run_list *runs);

/* Observations in memory, ordered by run, address, source id. */
struct observation_list {
    struct observation **items;
    size_t count;
};
void observation_list_clear(struct observation_list *list);

/* A set of record kinds to load: others are left empty. */
#define RECORD_BIT(kind) (1U << (kind))
#define ALL_RECORDS ((1U << RECORD_KINDS) - 1)

/* The present state as the inventory has it: for each subject (the address visited, or an import's file and
 * source id) the newest observation that is good or partial; where there is none, the newest failed one.
 * up_to_run: 0 all runs, else runs up to that one only. */
bool inventory_load_present(struct inventory *inventory, int64_t up_to_run, uint32_t kinds,
                            struct observation_list *out, GError **error);

/* Hands over the observations of one run, by depth, one after the other so that they need not be in memory
 * together: of each subject the last one. The callee owns them, and must not use the inventory. */
typedef void (*observation_fn)(struct observation *observation, void *user);
bool inventory_each_of_run(struct inventory *inventory, int64_t run, uint32_t kinds, observation_fn each,
                           void *user, GError **error);

/* What the content of an inventory is known by: equal stamps, equal content. */
struct inventory_stamp {
    uint8_t octets[32];
};

/* False while nothing can be told: while somebody writes (also this process), after a writer was killed, of
 * an inventory in memory, or one that an older wiremap wrote last. */
bool inventory_stamp(struct inventory *inventory, struct inventory_stamp *out);

/* Of an inventory that is open for writing, as the last thing but closing it: the stamp of the present state
 * as it was loaded last and of what this process has written since. False also when another process has
 * written in the meantime, or has the inventory open. */
bool inventory_settle(struct inventory *inventory, struct inventory_stamp *out);

/* Which device ids have been given to identity keys (inventory/identity.h). Caller frees the table
 * (text -> GINT_TO_POINTER); inventory_save_device_keys adds keys that are new, and none, without an error,
 * when the inventory is open for reading only. */
GHashTable *inventory_load_device_keys(struct inventory *inventory, GError **error);
bool inventory_save_device_keys(struct inventory *inventory, GHashTable *keys, GError **error);

#endif
