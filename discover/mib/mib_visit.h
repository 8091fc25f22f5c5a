/*
 * What a visit has read so far, by MIB: rows by table and index, and how they become records.
 */
#ifndef DISCOVER_MIB_MIB_VISIT_H
#define DISCOVER_MIB_MIB_VISIT_H

#include "discover/mib/mib.h"
#include "discover/walk.h"

/* The observation and the list must outlive it. */
struct mib_visit *mib_visit_new(struct observation *observation, const struct mib *const *mibs, size_t count);
void mib_visit_free(struct mib_visit *visit);

/* Asks for everything that is not deferred. The walk's events go to the functions below, with the visit as
 * user. */
void mib_visit_ask(struct mib_visit *visit, struct walk *walk);
void mib_visit_ask_more(struct mib_visit *visit);

void mib_visit_take_scalar(struct mib_visit *visit, const void *tag, const struct value *value);

/* The event of a walk; table is the tag of its table. False when the row has a value in this column. */
bool mib_visit_take_cell(struct mib_visit *visit, void *table, uint32_t column, struct oid index,
                         const struct value *value, uint32_t *place);

/* All of a table has been read; table is the tag of the walk's table. */
void mib_visit_take_table(struct mib_visit *visit, void *table);

/* How many values have been taken. */
uint64_t mib_visit_values(const struct mib_visit *visit);

/* Octets, about, of what has been taken and of the records that will be made of it. */
uint64_t mib_visit_memory(const struct mib_visit *visit);

/* Whether there is so much more of what names neighbors than at the last preview that another one is worth
 * its time. */
bool mib_visit_has_news(const struct mib_visit *visit);

/* The neighbors as the rows so far have them, and what the device says of itself: as observations are, but
 * not all there, and without warnings. The texts of the system are those of the visit's observation, which
 * must outlive this one. */
struct observation *mib_visit_preview(struct mib_visit *visit);

/* Makes the records; once, at the end. */
void mib_visit_collect(struct mib_visit *visit);

#endif
