#include "discover/walk_indexes.h"

#include <string.h>

#define FEW 32

struct walk_indexes {
    struct arena *arena;
    struct oid *items; /* their arcs are in the arena, too */
    uint32_t count, room;
};

struct walk_indexes *walk_indexes_new(struct arena *arena)
{
    struct walk_indexes *indexes = arena_take(arena, sizeof *indexes);
    *indexes = (struct walk_indexes){.arena = arena};
    return indexes;
}

/* What it had before stays behind in the arena: less than what it has now. */
static void grow(struct walk_indexes *indexes)
{
    indexes->room = MAX(FEW, 2 * indexes->room);
    struct oid *items = arena_take(indexes->arena, indexes->room * sizeof *items);
    if (indexes->count > 0)
        memcpy(items, indexes->items, indexes->count * sizeof *items);
    indexes->items = items;
}

void walk_indexes_add(struct walk_indexes *indexes, struct oid index)
{
    if (indexes->count == indexes->room)
        grow(indexes);
    indexes->items[indexes->count++] = arena_copy_oid(indexes->arena, index);
}

uint32_t walk_indexes_count(const struct walk_indexes *indexes)
{
    return indexes->count;
}

struct oid walk_indexes_get(const struct walk_indexes *indexes, uint32_t position)
{
    return indexes->items[position];
}

uint32_t walk_indexes_up_to(const struct walk_indexes *indexes, struct oid index, uint32_t guess)
{
    if (guess > 0 && guess <= indexes->count && oid_equal(indexes->items[guess - 1], index))
        return guess;
    uint32_t low = 0, high = indexes->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (oid_compare(indexes->items[middle], index) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
