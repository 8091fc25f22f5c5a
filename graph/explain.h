/*
 * Explain: the evidence for what identity and topology concluded, row by row: why two devices are joined or
 * not, and what a device was made of.
 */
#ifndef GRAPH_EXPLAIN_H
#define GRAPH_EXPLAIN_H

#include "graph/network.h"
#include "graph/statement.h"

/* In the order in which they are listed. */
enum explain_fate {
    EXPLAIN_LINK,    /* the row is evidence of a link */
    EXPLAIN_NO_LINK, /* it stands for the other device, but no link was made of it */
    EXPLAIN_MENTION, /* it has a name, an id or an address of the other device, but stands for something else
                      */
    EXPLAIN_ELSEWHERE, /* it is at a port where the other device was expected, and leads elsewhere */
    EXPLAIN_FATES
};
extern const struct words explain_fate_words;

/* A row of a neighbor table, and what became of it. */
struct explain_row {
    uint32_t observation; /* position in the list */
    uint32_t neighbor;    /* row of RECORD_NEIGHBOR; UINT32_MAX: a table of another kind, text tells which */
    uint32_t device;      /* who says so */
    enum protocol protocol;
    enum explain_fate fate;
    struct port port; /* at which of its ports */
    int64_t remote;   /* the device that it stands for; -1 none */
    const char *key;  /* what says that it is this device ("chassis 02:1a:b0:00:07:01"); NULL when none is */
    const char *mention; /* EXPLAIN_MENTION: what it has of the other device ("name core1"); else NULL */
    const char *reason;  /* why there is no device, or no link; NULL otherwise */
    int64_t link;        /* position in the topology; -1 none */
    const char *text;    /* what a table of another kind says; NULL for neighbor rows */
};

/* Why two devices are joined, or why not. */
struct explain_pair {
    GArray *links;    /* guint: their positions in the topology */
    GArray *rows;     /* struct explain_row: of either device, by fate, link, device and port */
    GPtrArray *notes; /* const char *: whatever else bears on it, above all when there is no link */
    GStringChunk *memory;
};

struct explain_pair *explain_pair(struct network *network, uint32_t a, uint32_t b);
void explain_pair_free(struct explain_pair *pair);

/* Who says something: a device of itself, or one of its neighbors by a row. */
struct explain_source {
    uint32_t observation;
    uint32_t neighbor; /* UINT32_MAX: the device of itself */
    uint32_t device;
    struct port port; /* of the row */
    enum protocol protocol;
};

/* Something by which a device is known. */
struct explain_fact {
    enum statement_kind kind;
    const char *value;
    GArray *sources;   /* struct explain_source: the device itself first */
    GArray *shared;    /* uint32_t: other devices that say the same of themselves */
    bool joins;        /* several observations are one device by this */
    bool is_interface; /* an address that nothing but the device's own table of addresses has */
};

/* What a device was made of. */
struct explain_device {
    GArray *observations; /* uint32_t: positions in the list, oldest first; failed visits too */
    GArray *facts;        /* struct explain_fact, by kind and value */
    GArray *rows;         /* struct explain_row: every neighbor row that stands for it */
    GStringChunk *memory;
};

struct explain_device *explain_device(struct network *network, uint32_t device);
void explain_device_free(struct explain_device *explained);

#endif
