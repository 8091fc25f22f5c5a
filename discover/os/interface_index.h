/*
 * The interfaces of an observation by what their names end in, so that a long answer is not searched for each
 * of its rows.
 */
#ifndef DISCOVER_OS_INTERFACE_INDEX_H
#define DISCOVER_OS_INTERFACE_INDEX_H

#include "model/observation.h"

struct interface_index;

/* The observation must outlive it, and gets no interface but by it meanwhile. */
struct interface_index *interface_index_new(struct observation *observation);
void interface_index_free(struct interface_index *index);

/* The interface that is called so, else one that is_same says is meant: that may only be true of names with
 * the same numbers behind their last letter. NULL for none. Good until the next row is added. */
struct interface *interface_index_find(struct interface_index *index, const char *name,
                                       bool (*is_same)(const char *a, const char *b));

/* A new row of that name, with nothing else in it. */
struct interface *interface_index_add(struct interface_index *index, const char *name);

#endif
