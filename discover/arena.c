#include "discover/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define BLOCK_SIZE 8000

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    uint64_t data[];
};

void *arena_take(struct arena *arena, size_t size)
{
    size = (size + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = MAX(size, BLOCK_SIZE);
        block = g_malloc(sizeof *block + room);
        *block = (struct arena_block){.next = arena->blocks, .size = room};
        arena->blocks = block;
        arena->size += room;
    }
    void *place = (char *)block->data + block->used;
    block->used += size;
    return place;
}

void *arena_take_zeroed(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
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
