#include "discover/arena.h"

#include <glib.h>
#include <string.h>

/* The first block is for what is small; each of the others is as large as all before it, within limits. */
#define FIRST_BLOCK 8000
#define LARGEST_BLOCK 64000

struct arena_block {
    struct arena_block *next;
    uint64_t data[];
};

void *arena_take_block(struct arena *arena, size_t size)
{
    size_t room = MAX(size, CLAMP(arena->size, FIRST_BLOCK, LARGEST_BLOCK));
    struct arena_block *block = g_malloc(sizeof *block + room);
    block->next = arena->blocks;
    arena->blocks = block;
    arena->size += room;
    arena->free = (char *)block->data + size;
    arena->left = room - size;
    return block->data;
}

void *arena_take_zeroed(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

struct oid arena_copy_oid(struct arena *arena, struct oid oid)
{
    uint32_t *arcs = arena_take(arena, oid.count * sizeof *arcs);
    if (oid.count > 0)
        memcpy(arcs, oid.arcs, oid.count * sizeof *arcs);
    return (struct oid){arcs, oid.count};
}

void arena_clear(struct arena *arena)
{
    struct arena_block *next;
    for (struct arena_block *block = arena->blocks; block; block = next) {
        next = block->next;
        g_free(block);
    }
    *arena = (struct arena){0};
}
