/*
 * What the parts of a walk share: walk.c asks and sends, walk_choose.c (with walk_plan.c and walk_parts.c)
 * packs columns into a request, walk_receive.c reads the answers, walk_take.c what they say of columns;
 * walk_recall.c leaves out what the answer to another name will tell, walk_learn.c keeps what was learned for
 * the next walk.
 */
#ifndef DISCOVER_WALK_INTERNAL_H
#define DISCOVER_WALK_INTERNAL_H

#include "discover/arena.h"
#include "discover/walk.h"
#include "discover/walk_indexes.h"

#define WALK_MAX_ITEMS 40
#define WALK_MAX_COLUMNS 48
/* Octets of varbinds in an answer that every agent can send. */
#define WALK_SMALLEST_BUDGET 64

struct table {
    const struct walk_table *what;
    bool is_known; /* the probe has been answered, the columns are asked for */
    bool is_probed;
    bool is_assumed;     /* was there in an earlier walk: the columns are asked for without a probe */
    bool is_only_probed; /* was at first */
    uint32_t present;    /* the first column that is there, once probed; 0 none */
    uint32_t lowest;     /* the same, of those that had a row */
    bool is_unsorted;
    bool has_first;
    bool is_explored;      /* the first column has been asked for: it has rows, or has ended */
    bool is_full;          /* has been cut at the limit */
    uint32_t given_up;     /* the column that was given up last */
    struct column *first;  /* the first column until it has ended, or was given up */
    unsigned open;         /* columns that have not ended */
    uint32_t rows;         /* the most that a column has had */
    uint64_t index_octets; /* of so many */
    /* The first column once it has ended, if it had rows. */
    bool is_measured;
    uint32_t measured_rows;
    struct oid last_index;        /* in the arena */
    struct walk_indexes *indexes; /* of the first column; in the arena; NULL: not kept */
};

/* How carefully a column is asked for after failures. */
enum care { CARE_NONE, CARE_ALONE, CARE_GETNEXT, CARE_GIVEN_UP };

struct column {
    struct table *table;
    const char *object; /* for messages: the column, or the table where it has no name */
    uint32_t sub_id;
    size_t base_count; /* arcs of the column's own name */
    uint32_t *last;    /* its latest name; in the arena, with room for more arcs */
    size_t last_count, last_room;
    uint32_t rows;
    uint32_t place;      /* of the event cell */
    size_t size;         /* of a varbind, sixteenths of an octet */
    uint16_t value_size; /* a guess, until there are rows */
    uint32_t *stop; /* the last index that this one is to read, where it is a part of a column; NULL: all */
    size_t stop_count;
    uint32_t *stop_memory; /* in the arena; what stop points to, and with room for so many arcs */
    size_t stop_room;
    /* Among the indexes of the table, as far as has been looked: of the stop, and of the latest name when
     * there were so many rows. */
    uint32_t stop_position, position, position_rows;
    uint32_t left; /* rows up to there; 0: the indexes tell, or nothing does */
    bool is_first;
    bool is_row; /* only the row of that index */
    bool is_in_flight;
    bool ends_in_flight; /* the request is expected to bring the rest */
    bool has_ended;
    enum care care;
};

enum item_kind { ITEM_SCALAR, ITEM_PROBE, ITEM_CELL };

/* One varbind of a GET or GETNEXT. */
struct walk_item {
    enum item_kind kind;
    const char *object;
    struct oid name;
    size_t base_count; /* arcs of the object's own name */
    const void *tag;
    struct table *table;
    uint32_t column;
    uint32_t vlan_context;
    uint32_t batch;
    unsigned failures;
    bool only_probes; /* the columns are not asked for yet */
    bool is_arranged;
    struct walk_item *leader; /* not NULL: held until that one has been answered */
    struct walk_item **leads; /* not NULL: where it is the leader of its gap */
};

/* What earlier walks of the agent tell of gaps in what it has, and this one will tell. */
struct walk_recall {
    const struct walk_profile *profile; /* NULL none */
    struct walk_item **leaders;         /* by gap of the profile: whose answer is waited for; NULL nobody's */
    GPtrArray *held;                    /* items that are not in the queue */
    GArray *answers;                    /* of this walk */
    bool is_unsorted;                   /* a name has been answered with one that is not behind it */
};

/* What the agent did not like, for the next walk of it. */
struct walk_stumbles {
    struct walk_traits before; /* what was known of it */
    bool has_any;              /* that is new */
    bool was_too_big;
    bool parts_kinds;
    bool is_several;       /* requests were in flight, or might have been, when it fell silent */
    uint32_t lone_answers; /* since it fell silent while several requests were in flight, to one at a time */
    uint32_t lone_retries; /* of the agent before the first of them */
};

/* A request in flight: of items, of columns, or of both: items as non-repeaters before the columns. */
struct exchange {
    struct walk *walk; /* NULL once the walk has no interest in it */
    enum pdu_kind kind;
    uint32_t non_repeaters; /* the first columns */
    uint32_t repetitions;
    size_t budget; /* what the walk aimed at when this was sent */
    uint32_t vlan_context;
    uint32_t epoch;
    uint32_t serial; /* in the order in which they were sent, from 1 */
    uint32_t round;  /* one more than those whose answers had come then */
    GPtrArray *items;
    GPtrArray *columns;
};

struct walk {
    struct agent *agent;
    struct visit_limits limits;
    struct walk_events events;
    void *user;
    struct arena arena; /* items, tables and columns */
    GQueue items;
    struct walk_recall recall;
    struct walk_stumbles stumbles;
    GPtrArray *columns; /* those that have not ended */
    GPtrArray *spare;   /* columns that are over, to be used again */
    GPtrArray *tables;
    GPtrArray *exchanges;
    struct exchange *unused; /* one of columns, to be used again; NULL none */
    GArray *candidates;      /* of walk_choose_columns, while it runs */
    GPtrArray *singles;      /* the same */
    uint32_t batch;
    uint32_t interface_count;
    struct table *interfaces; /* the first that has a row for each of them */
    uint32_t requests;
    uint32_t answered; /* the latest request that has been */
    uint32_t round;    /* of what is sent now */
    uint64_t bytes;
    uint32_t window; /* requests in flight; grows with the answers up to that of the limits */
    uint32_t max_items;
    uint32_t max_columns; /* of one request */
    /* Octets of varbinds in an answer: what is aimed at now, and the most that will be. */
    size_t budget, full_budget;
    size_t message_budget; /* what a full datagram leaves them */
    size_t cut_at;         /* what an agent has sent of an answer that was to be longer; 0: none yet */
    bool uses_getbulk;
    bool getbulk_has_worked;
    bool mixes;                /* items and columns in one request, until that has failed */
    bool has_measured_message; /* what is around the varbinds is known */
    bool was_answered;
    bool has_values;    /* an answer without an error has come */
    bool was_malformed; /* one that could be read in part, which is told once */
    unsigned errors_at_first;
    uint32_t epoch; /* grows with each silence: requests of an older one were sent before it was noticed */
    unsigned silences_in_a_row, silences;
    unsigned context_failures;
    const char *stop; /* why it is to end; NULL: it is not */
};

/* Ends the walk; format NULL: everything was asked for. */
void walk_finish(struct walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

void walk_problem(struct walk *walk, const char *object, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Asks for the columns of a table whose first one is there, or is assumed to be. */
void walk_add_columns(struct walk *walk, struct table *table, uint32_t present);

struct walk_item *walk_add_probe(struct walk *walk, struct table *table);

/* That of a column where the index has no arcs; in the walk's arena. */
struct oid walk_cell_name(struct walk *walk, const struct table *table, uint32_t sub_id, struct oid index);

/* Asks for one cell by its name. */
void walk_add_cell(struct walk *walk, struct table *table, uint32_t sub_id, struct oid index);

/* Asks for one row of a table: what follows another one, or the beginning where that is empty. */
void walk_add_row(struct walk *walk, struct table *table, struct oid before, struct oid index);

/* Fills in columns, kind, non_repeaters, repetitions and vlan_context of a request that has so much room for
 * their varbinds. No columns when all are in flight, or had better wait for those that are. */
void walk_choose_columns(struct walk *walk, struct exchange *exchange, size_t room);

/* Takes an answer in; columns and items that are not settled by it go back to be asked for again. False when
 * the walk is over (it may be freed by now). */
bool walk_receive(struct walk *walk, struct exchange *exchange, const struct reply *reply);

/* Takes in what an answer says of an item that was asked for. */
void walk_take_item(struct walk *walk, const struct walk_item *item, const struct varbind *varbind);

/* walk_recall.c: names that wait for the answer to another one. */
void walk_recall_init(struct walk_recall *recall);
void walk_recall_clear(struct walk_recall *recall);
void walk_recall_profile(struct walk_recall *recall, const struct walk_profile *profile);
void walk_recall_forget(struct walk *walk);
/* The first column that a table had; 0: it was not there. */
uint32_t walk_recall_table(const struct walk *walk, const struct walk_table *what);
/* Holds items of the queue that the answers to others are expected to tell of. */
void walk_recall_arrange(struct walk *walk);
/* An item has been answered; there is nothing behind it (SNMPv1); its answer will not come. */
void walk_recall_answer(struct walk *walk, struct walk_item *item, const struct varbind *varbind);
void walk_recall_end(struct walk *walk, struct walk_item *item);
void walk_recall_failure(struct walk *walk, struct walk_item *item);
/* What there is to be known of this walk: struct walk_profile_entry in the order of the names, which are the
 * walk's. The caller frees it. */
GArray *walk_recall_entries(struct walk *walk);

/* A response came to the only request that was in flight, or none to one of several. */
void walk_note_lone_answer(struct walk *walk);
void walk_note_silence(struct walk *walk);

bool walk_is_mixed(const struct exchange *exchange);

/* How many varbinds the answer has at most. */
size_t walk_varbinds_asked(const struct exchange *exchange);

/* Takes in what an answer says of the columns asked for, and of others that it has run into. */
void walk_take_columns(struct walk *walk, struct exchange *exchange, const struct varbind *varbinds,
                       size_t count);

/* A column is over: there are no more rows, or they cannot be had. */
void walk_end_column(struct walk *walk, struct column *column);
void walk_drop_column(struct column *column);

/* Tells of the tables whose columns have all ended, and forgets those columns. */
void walk_remove_ended_columns(struct walk *walk);

struct column *walk_new_column(struct walk *walk, struct table *table, uint32_t sub_id);

/* The column has got, or does not need, the rows up to this one; no arcs: none. */
void walk_set_last(struct walk *walk, struct column *column, struct oid index);

/* The indexes of a table, once its first column has been read; NULL: not known. */
const struct walk_indexes *walk_indexes_of(const struct walk *walk, const struct table *table);

/* How many of these rows a column has got, or need not read. */
uint32_t walk_position(struct column *column, const struct walk_indexes *indexes);

/* Leaves only the next rows to a column of a table whose indexes are known; another one gets the rest. */
void walk_split_column(struct walk *walk, struct column *column, uint32_t rows);

struct oid walk_last_name(const struct column *column);

/* Octets on the wire of a varbind, of one without its value, and of the arcs of a name alone (X.690 8.19). */
size_t walk_varbind_size(const struct varbind *varbind);
size_t walk_name_size(struct oid name);
size_t walk_arcs_size(const uint32_t *arcs, size_t count);

#endif
