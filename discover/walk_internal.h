/*
 * What the parts of a walk share: walk.c asks and sends, walk_choose.c packs columns into a request,
 * walk_receive.c reads the answers.
 */
#ifndef DISCOVER_WALK_INTERNAL_H
#define DISCOVER_WALK_INTERNAL_H

#include "discover/walk.h"

#define WALK_MAX_ITEMS 40
#define WALK_MAX_COLUMNS 48

struct table {
    const struct walk_table *what;
    bool is_known; /* the probe has been answered, the columns are asked for */
    bool is_probed;
    uint32_t present; /* the first column that is there, once probed; 0 none */
    bool is_unsorted;
    bool has_first;
    bool is_explored; /* the first column has been asked for: it has rows, or has ended */
    bool is_full;     /* has been cut at the limit */
    uint32_t rows;    /* the most that a column has had */
    uint64_t index_octets, cells;
    /* The first column once it has ended, if it had rows. */
    bool is_measured;
    uint32_t measured_rows;
    uint32_t last_index[OID_MAX_ARCS];
    size_t last_index_count;
};

/* How carefully a column is asked for after failures. */
enum care { CARE_NONE, CARE_ALONE, CARE_GETNEXT, CARE_GIVEN_UP };

struct column {
    struct table *table;
    const char *object; /* for messages: the column, or the table where it has no name */
    uint32_t sub_id;
    size_t base_count; /* arcs of the column's own name */
    uint32_t last[OID_MAX_ARCS];
    size_t last_count;
    uint32_t rows;
    size_t size;         /* of a varbind, sixteenths of an octet */
    uint16_t value_size; /* a guess, until there are rows */
    bool is_first;
    bool is_in_flight;
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
    uint32_t *arcs;    /* the name, where it is our own */
    const void *tag;
    struct table *table;
    uint32_t column;
    uint32_t vlan_context;
    uint32_t batch;
    unsigned failures;
    bool only_probes; /* the columns are not asked for yet */
};

/* A request in flight: of items or of columns. */
struct exchange {
    struct walk *walk; /* NULL once the walk has no interest in it */
    enum pdu_kind kind;
    uint32_t non_repeaters; /* the first columns */
    uint32_t repetitions;
    size_t budget; /* what the walk aimed at when this was sent */
    uint32_t vlan_context;
    uint32_t epoch;
    GPtrArray *items;   /* owned */
    GPtrArray *columns; /* of the walk */
};

struct walk {
    struct agent *agent;
    struct visit_limits limits;
    struct walk_events events;
    void *user;
    GQueue items;
    GPtrArray *columns; /* those that have not ended */
    GPtrArray *tables;
    GPtrArray *exchanges;
    uint32_t batch;
    uint32_t interface_count;
    uint32_t requests;
    uint64_t bytes;
    uint32_t max_in_flight;
    uint32_t max_items;
    uint32_t max_columns; /* of one request */
    /* Octets of varbinds in an answer: what is aimed at now, and the most that will be. */
    size_t budget, full_budget;
    bool uses_getbulk;
    bool getbulk_has_worked;
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

void walk_item_free(void *item);

/* Asks for the columns of a table whose first one is there. */
void walk_add_columns(struct walk *walk, struct table *table, uint32_t present);

/* Fills in columns, kind, non_repeaters, repetitions and vlan_context of a request. No columns when all are
 * in flight, or had better wait for those that are. */
void walk_choose_columns(struct walk *walk, struct exchange *exchange);

/* Takes an answer in; columns and items that are not settled by it go back to be asked for again. False when
 * the walk is over (it may be freed by now). */
bool walk_receive(struct walk *walk, struct exchange *exchange, const struct reply *reply);

/* Octets on the wire of a varbind, and of the arcs of a name alone (X.690 8.19). */
size_t walk_varbind_size(const struct varbind *varbind);
size_t walk_arcs_size(const uint32_t *arcs, size_t count);

#endif
