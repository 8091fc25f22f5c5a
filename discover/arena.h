/*
 * Arena: memory for many small things that are freed together.
 */
#ifndef DISCOVER_ARENA_H
#define DISCOVER_ARENA_H

#include "model/oid.h"

#include <stddef.h>
#include <stdint.h>

struct arena_block;

/* Empty when all is zero. */
struct arena {
    struct arena_block *blocks;
    char *free;  /* what is left of the latest block */
    size_t left; /* octets of it */
    size_t size; /* octets of all blocks */
};

/* Another block for so many octets: what arena_take does when there is no room. */
void *arena_take_block(struct arena *arena, size_t size);

/* Aligned for pointers and numbers of 64 bits; not initialized. Good until the arena is cleared. */
static inline void *arena_take(struct arena *arena, size_t size)
{
    size = (size + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
    if (size > arena->left)
        return arena_take_block(arena, size);
    void *place = arena->free;
    arena->free += size;
    arena->left -= size;
    return place;
}

/* The same, and all zero. */
void *arena_take_zeroed(struct arena *arena, size_t size);

/* A copy of the arcs. */
struct oid arena_copy_oid(struct arena *arena, struct oid oid);

/* Frees everything; the arena can be used again. */
void arena_clear(struct arena *arena);

#endif
