/*
 * Arena: memory for many small things that are freed together.
 */
#ifndef DISCOVER_ARENA_H
#define DISCOVER_ARENA_H

#include <stddef.h>

struct arena_block;

/* Empty when all is zero. */
struct arena {
    struct arena_block *blocks;
    size_t size; /* octets of all blocks */
};

/* Aligned for pointers and numbers of 64 bits; not initialized. Good until the arena is cleared. */
void *arena_take(struct arena *arena, size_t size);

/* The same, and all zero. */
void *arena_take_zeroed(struct arena *arena, size_t size);

/* Frees everything; the arena can be used again. */
void arena_clear(struct arena *arena);

#endif
