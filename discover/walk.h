/*
 * Walk: fetches scalars and tables from one agent in as few requests as the answers' datagrams need.
 *
 * What is asked for is queued and sent in this order: scalars and probes (one GETNEXT varbind each, many in
 * one request), single rows (GET), columns (GETBULK). A table is probed by the name of its entry: one varbind
 * tells whether any column of it is there. Columns of many tables share a GETBULK, and the repetitions are
 * chosen so that the answer fills one datagram: by the size of the varbinds seen, by the number of rows where
 * it is known, and halved when an agent finds that too big. Where an answer runs over the end of a column
 * into another one, what it brings of that is taken. Once the first column of a table has told the indexes,
 * the others are asked for in parts. Several requests are in flight, ever more as answers come.
 *
 * Agents that err are met in steps: a column whose request failed is asked for alone, then with GETNEXT, then
 * given up with a problem that names it. SNMPv1 agents, and those whose GETBULK does not work, get GETNEXT.
 * What an earlier walk has learned of the agent is used, and not believed (discover/walk_memory.h).
 * Everything is bounded; a limit that was hit is named. Names that go back are tolerated while they are new
 * (agents that do not sort) and end the column once one repeats.
 */
#ifndef DISCOVER_WALK_H
#define DISCOVER_WALK_H

#include "discover/visit.h"
#include "discover/walk_memory.h"

struct walk;

/* What is known of the number of rows before a table is read. */
enum walk_rows {
    WALK_ROWS_UNKNOWN,
    WALK_ROWS_OF_INTERFACES, /* at most about ifNumber */
    WALK_ROWS_ALL_INTERFACES /* ifNumber */
};

/* A table to be asked for. All of it must live as long as the walk. */
struct walk_table {
    const char *object; /* lldpRemTable */
    struct oid entry;   /* lldpRemEntry */
    /* Sub-identifiers of the columns. The first one must have every row: once it has ended, the others end
     * with the same row. */
    const uint32_t *columns;
    size_t column_count;
    const char *const *column_objects; /* lldpRemSysName, for messages; may be NULL */
    const uint16_t *sizes; /* octets of a value, typically, by column; 0 a number or a short text */
    bool any_column;       /* the index alone tells something: also ask for the first column that exists */
    enum walk_rows rows;
    bool is_expected; /* nearly every device has it: it is not probed, and read from the first request on */
    uint32_t vlan_context; /* discover/agent.h */
    void *tag;             /* given back with every value */
};

struct walk_events {
    /* The value of a scalar that exists; tag is that of walk_ask_scalar. */
    void (*scalar)(void *user, const void *tag, const struct value *value);
    /* A value of a table. False when this row has a value in this column already. *place is the taker's own:
     * what it leaves there for the next value of this column, or part of one; 0 at first. */
    bool (*cell)(void *user, const struct walk_table *table, uint32_t column, struct oid index,
                 const struct value *value, uint32_t *place);
    /* All rows of a table that is there have been read, or cannot be. More can be asked for. May be NULL. */
    void (*complete)(void *user, const struct walk_table *table);
    /* An answer has been taken in, and the walk goes on. May be NULL. */
    void (*answer)(void *user);
    /* Something is not as it should be; object may be NULL. */
    void (*problem)(void *user, const char *object, const char *text);
    /* Everything asked for has been answered or given up. More can be asked for; when nothing is, done
     * follows. */
    void (*idle)(void *user);
    /* It is over, once; why is NULL when everything was asked for, else what cut the walk short. The walk may
     * be freed. */
    void (*done)(void *user, const char *why);
};

/* The agent and the limits must outlive the walk. */
struct walk *walk_new(struct agent *agent, const struct visit_limits *limits,
                      const struct walk_events *events, void *user);

/* Begins with what an earlier walk has learned of the agent, before anything is asked for. The profile must
 * outlive the walk. */
void walk_begin_with(struct walk *walk, const struct walk_memory *memory);

/* It is another system than that: goes on as if nothing were known of it. */
void walk_forget(struct walk *walk);

/* What it has learned, once it is over and everything was asked for; but the identity. In *memory is what it
 * began with. */
void walk_learn(struct walk *walk, struct walk_profiles *profiles, struct walk_memory *memory);

/* Answers that are still on their way are ignored. */
void walk_free(struct walk *walk);

/* object is the scalar without its instance; the memory behind it must live as long as the walk. */
void walk_ask_scalar(struct walk *walk, const char *name, struct oid object, const void *tag);

/* What is asked for from here on does not share a request with what was asked for before. */
void walk_divide(struct walk *walk);

void walk_ask_table(struct walk *walk, const struct walk_table *table);

/* Only finds out whether the table is there; asked for later, it is not probed again. */
void walk_probe_table(struct walk *walk, const struct walk_table *table);

/* Whether the probe of a table has found any column of it. */
bool walk_has_table(const struct walk *walk, const struct walk_table *table);

/* Every column of one row; the index is copied. */
void walk_ask_row(struct walk *walk, const struct walk_table *table, struct oid index);

/* The same, by the index of the row before it (no arcs: it is the first): so it needs no request of its own.
 */
void walk_ask_row_behind(struct walk *walk, const struct walk_table *table, struct oid before,
                         struct oid index);

/* ifNumber, when it is known. */
void walk_set_interface_count(struct walk *walk, uint32_t count);

/* Sends the first requests. Events come later, from the event loop. */
void walk_start(struct walk *walk);

/* Ends the walk once the answer at hand has been taken in; why is a literal. */
void walk_stop(struct walk *walk, const char *why);

/* Whether anything is asked for that has not been sent. */
bool walk_has_more(const struct walk *walk);

/* Whether the agent has answered anything at all. */
bool walk_was_answered(const struct walk *walk);

#endif
