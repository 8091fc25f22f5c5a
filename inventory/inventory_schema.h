/*
 * The tables of an inventory, documented in docs/SCHEMA.md.
 */
#ifndef INVENTORY_INVENTORY_SCHEMA_H
#define INVENTORY_INVENTORY_SCHEMA_H

/* "wmap": marks a SQLite file as an inventory of wiremap (PRAGMA application_id). */
#define INVENTORY_APPLICATION_ID 0x776d6170

/* PRAGMA user_version. Counted up when an older wiremap could no longer read or write the tables; members
 * added to a kind of record do not need it. */
#define INVENTORY_SCHEMA_VERSION 1

/* Makes all tables and views in an empty file, for SQLite. The columns of struct cost are added after. */
extern const char inventory_schema[];

#endif
