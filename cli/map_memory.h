/*
 * What is remembered of maps (render/places.h), by view: in a file beside the inventory, so that drawing
 * needs no right to write to the inventory, and changes nothing in it.
 *
 * It only keeps boxes where they were. So nothing here fails: what cannot be read is as good as none, and
 * what cannot be written is not kept.
 */
#ifndef CLI_MAP_MEMORY_H
#define CLI_MAP_MEMORY_H

#include "render/places.h"

/* db: as inventory_open has it; view: what tells one map from another. NULL when nothing is remembered. */
struct places *map_memory_read(const char *db, const char *view);

/* The views that were drawn longest ago are forgotten when there are many. now: seconds since 1970. */
void map_memory_write(const char *db, const char *view, const struct places *places, int64_t now);

#endif
