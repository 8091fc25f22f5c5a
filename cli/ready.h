/*
 * Where the topology of an inventory is kept ready for the next question (graph/topology_image.h): in a file
 * beside the inventory, or where that cannot be written in the user's cache folder.
 *
 * It only saves time. So nothing here fails: what is not there or cannot be trusted is made anew, and what
 * cannot be written is not kept.
 */
#ifndef CLI_READY_H
#define CLI_READY_H

#include "graph/topology_image.h"
#include "inventory/inventory.h"

/* db: as inventory_open has it. NULL when there is none that is good for the stamp. */
struct topology *ready_read(const char *db, const struct inventory_stamp *stamp);

/* Replaces what is there at once: others read the old one or the new one. */
void ready_write(const char *db, GBytes *image);

#endif
