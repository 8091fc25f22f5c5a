/*
 * A MIB module as data: which scalars and columns are asked for, and onto which members they go. A new MIB is
 * one file in this folder and one line in mib_list.c.
 *
 * Objects are spelled as in the MIB, in the tables and in messages. Rows arrive column by column and are kept
 * by index; when all have been read, the rows of each table that has a record kind become records, in the
 * order of their indexes. What data cannot say is done by ask_more and collect.
 */
#ifndef DISCOVER_MIB_MIB_H
#define DISCOVER_MIB_MIB_H

#include "discover/walk.h"
#include "model/cursor.h"

/* Stores a value in a member (discover/mib/convert.h). False when the value is nothing of the kind; a value
 * that says "none" is no failure. */
typedef bool (*mib_convert_fn)(struct observation *observation, const struct value *value, void *member);

struct mib_scalar {
    const char *object; /* sysDescr */
    struct oid oid;     /* without the instance */
    size_t offset;      /* in struct observation */
    mib_convert_fn convert;
    bool is_interface_count; /* ifNumber: tells the walk how long tables are, goes nowhere else */
};

struct mib_column {
    const char *object; /* lldpRemSysName */
    uint32_t sub_id;
    uint16_t size;          /* octets of a value, typically; 0 a number or a short text */
    size_t offset;          /* in the record */
    mib_convert_fn convert; /* NULL: the column is only read by finish or collect */
};

/* A row as received. */
struct mib_row {
    struct oid index;
    size_t record;              /* position among the records of the table's kind; SIZE_MAX none */
    const struct value **cells; /* by column of the table; NULL where there is none */
};

struct mib_visit;

/* What becomes of a row whose index a record of another table of this MIB has already. */
enum mib_merge {
    MIB_ROW_NEW,    /* a record of its own */
    MIB_ROW_MERGE,  /* goes into that one; a new one when there is none */
    MIB_ROW_EXTEND, /* goes into that one; dropped when there is none */
};

struct mib_table {
    const char *object;               /* lldpRemTable */
    struct oid entry;                 /* lldpRemEntry */
    const struct mib_column *columns; /* the first one is in every row */
    size_t column_count;
    bool has_records;
    enum record_kind kind;
    enum mib_merge merge;
    /* Reads the index into a new record. NULL when it is good, else what is wrong with it; what is left over
     * is wrong too. */
    const char *(*read_index)(struct cursor *cursor, void *record);
    /* Completes a record whose cells have been converted; false drops it silently. May be NULL. */
    bool (*finish)(struct mib_visit *visit, const struct mib_row *row, void *record);
    bool any_column; /* the index alone tells something: any column will do */
    enum walk_rows rows;
    bool is_expected; /* nearly every device has it: it is read without a probe */
    bool is_deferred; /* only read when ask_more or complete asks for it */
    bool is_probed;   /* the same, but the first requests find out whether the device has it */
    /* Called as soon as all of it has been read in a VLAN context, if the device has it: may ask for more.
     * May be NULL. */
    void (*complete)(struct mib_visit *visit, uint32_t vlan);
};

struct mib {
    const char *name; /* LLDP-MIB */
    /* Enterprise numbers, 0 behind the last: only devices whose sysObjectID is below one of them, or which
     * have none, are asked. NULL: all are. */
    const uint32_t *enterprises;
    const struct mib_scalar *scalars;
    size_t scalar_count;
    const struct mib_table *const *tables;
    size_t table_count;
    /* Its rows tell where neighbors are managed, without those of other MIBs: they can be followed before the
     * visit is over. */
    bool names_neighbors;
    /* Called each time everything asked so far has been answered: may ask for more with the functions below.
     * May be NULL. */
    void (*ask_more)(struct mib_visit *visit);
    /* Called at the end, after the records have been made, in the order of the list. May be NULL. */
    void (*collect)(struct mib_visit *visit);
};

/* The MIBs in the order of asking. */
extern const struct mib *const mib_list[];
extern const size_t mib_list_size;
extern const size_t mib_list_size_with_routes; /* IP-FORWARD-MIB comes last */

struct observation *mib_visit_observation(struct mib_visit *visit);

/* The rows of a table of a VLAN context (0 the default one): in the order of their indexes once collect or
 * finish is called. Empty when it was not asked for. */
const struct mib_row *const *mib_visit_rows(struct mib_visit *visit, const struct mib_table *table,
                                            uint32_t vlan, size_t *count);

/* NULL when there is no such row. */
const struct mib_row *mib_visit_row(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan,
                                    struct oid index);

/* Whether the device has any column of a table that was asked for. */
bool mib_visit_has_table(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan);

/* Asks for a table, or for one row of it. What has been asked for already is not asked again. */
void mib_visit_ask_table(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan);
void mib_visit_ask_row(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan,
                       struct oid index);

/* The VLAN context that the row which finish is called for was read in; 0 the default one. */
uint32_t mib_visit_vlan(const struct mib_visit *visit);

/* How many times ask_more has been called before. */
unsigned mib_visit_phase(const struct mib_visit *visit);

/* Warns about a row; at most a few for each table, the others are counted. */
void mib_visit_warn_row(struct mib_visit *visit, const struct mib_table *table, struct oid index,
                        const char *problem);

#endif
