/*
 * A hint to the system for large arrays: in large pages it is half the work to fill them for the first time.
 */
#ifndef GRAPH_LARGE_PAGES_H
#define GRAPH_LARGE_PAGES_H

#include <stddef.h>

/* To be called before the memory is written to. Small arrays, and systems without such pages, are left as
 * they are. */
void large_pages_use(void *memory, size_t size);

#endif
