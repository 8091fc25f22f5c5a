/*
 * A column that the next request of a walk may ask for, and what is to be expected of it.
 */
#ifndef DISCOVER_WALK_CANDIDATE_H
#define DISCOVER_WALK_CANDIDATE_H

#include "discover/walk_internal.h"

/* Rows of a column of which nothing is known, and those that are asked for before anything is. */
#define WALK_GUESSED_ROWS 4
#define WALK_FIRST_ROWS 5

/* is_certain: need is known, and no guess. */
struct candidate {
    struct column *column;
    uint32_t need; /* repetitions until it has ended, or its rows that are known have been read */
    uint16_t size; /* octets of a varbind */
    bool is_certain;
    bool splits;   /* any part of it can be asked for */
    bool is_new;   /* not a row of it has been seen: maybe the agent has no such column */
    bool is_end;   /* behind these rows there is nothing */
    bool explores; /* the first column of a table of which nothing is known */
    bool waits;    /* for the first column of its table */
    bool is_chosen;
};

struct candidate walk_candidate(const struct walk *walk, struct column *column);

#endif
