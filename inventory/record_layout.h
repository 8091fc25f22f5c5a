/*
 * Layout: how the rows of one kind were laid out when they were stored. A row is stored as values without
 * names; the layout, stored once, names them, so that rows stay readable after members have been added,
 * moved or removed and after enums have grown.
 *
 * As text it is a JSON array with one object a member, in the order of the values:
 * {"name":"duplex","type":"enum","words":[null,"unknown","half","full"]}.
 */
#ifndef INVENTORY_RECORD_LAYOUT_H
#define INVENTORY_RECORD_LAYOUT_H

#include "inventory/inventory.h"

/* What to do with one stored value. */
struct stored_field {
    const struct field *target; /* NULL: no such member any more, or one of another type */
    int *values;                /* stored number of an enum, or bit of a set, -> present one; 0 none */
    size_t value_count;
};

struct record_layout {
    const struct record_type *type;
    struct stored_field *fields;
    size_t field_count;
};

/* The present layout of a type. Caller frees with g_free. */
char *record_layout_format(const struct record_type *type);

/* Maps a stored layout to the present type by names. NULL and error (INVENTORY_ERROR_FOREIGN) when text is
 * none. */
struct record_layout *record_layout_parse(const char *text, const struct record_type *type, GError **error);

/* NULL is allowed. */
void record_layout_free(struct record_layout *layout);

#endif
