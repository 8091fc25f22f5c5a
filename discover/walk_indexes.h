/*
 * The indexes of a table's rows, in their order: what tells how many rows a part of a column has, so that a
 * column can be asked for in several parts at a time.
 */
#ifndef DISCOVER_WALK_INDEXES_H
#define DISCOVER_WALK_INDEXES_H

#include "discover/arena.h"
#include "model/oid.h"

struct walk_indexes;

/* In the arena, which must outlive it. */
struct walk_indexes *walk_indexes_new(struct arena *arena);

/* Each is greater than the one before. */
void walk_indexes_add(struct walk_indexes *indexes, struct oid index);

uint32_t walk_indexes_count(const struct walk_indexes *indexes);

/* From 0. Good until one is added. */
struct oid walk_indexes_get(const struct walk_indexes *indexes, uint32_t position);

/* How many are not greater than this one; found at once where that is as many as guessed. */
uint32_t walk_indexes_up_to(const struct walk_indexes *indexes, struct oid index, uint32_t guess);

#endif
