/*
 * Writes observations to an inventory on a thread of its own, many in one transaction, so that a crawl never
 * waits for the disk.
 */
#ifndef INVENTORY_WRITER_H
#define INVENTORY_WRITER_H

#include "inventory/inventory.h"

struct inventory_writer;

/* The inventory must not be used by others until inventory_writer_finish has returned. */
struct inventory_writer *inventory_writer_start(struct inventory *inventory, int64_t run);

/* Queues an observation, owned from here on. Blocks only when the queue is long (the disk is slower than the
 * network). False once writing has failed: stop crawling and call finish for the reason. */
bool inventory_writer_put(struct inventory_writer *writer, struct observation *observation);

/* Whether so much is queued that it had better not become more: whoever makes observations should wait a
 * little, so that the memory they take has a bound that does not depend on the disk. */
bool inventory_writer_is_behind(struct inventory_writer *writer);

/* Writes what is queued, ends the thread and frees the writer. False and error when something could not be
 * written; what was written before is kept. */
bool inventory_writer_finish(struct inventory_writer *writer, GError **error);

#endif
