/*
 * Rows as octets and back, in MessagePack: an array of rows, each an array of values in the order of its
 * layout (inventory/record_layout.h). A trailing run of absent values is left out.
 *
 *   u32 u64 enum   unsigned integer        mac         bin of 6 octets
 *   bool           boolean                 address     bin of 4 or 16 octets
 *   text           str                     addresses   bin: for each its size (4 or 16) and its octets
 *   bytes          bin                     absent text, bytes, mac, address, addresses: nil
 */
#ifndef INVENTORY_RECORD_CODEC_H
#define INVENTORY_RECORD_CODEC_H

#include "inventory/record_layout.h"

/* Appends count rows to out, in the present layout of the type. */
void record_codec_write(const struct record_type *type, const void *rows, size_t count, GByteArray *out);

/* Whether every member of a row is absent: nothing needs to be stored of it. */
bool record_codec_is_empty(const struct record_type *type, const void *row);

/* Reads all rows into a new array. What they refer to is put into the memory of owner. Octets may be hostile:
 * enum values without a word become 0, text is made printable, anything else that record_codec_write does not
 * write is INVENTORY_ERROR_FOREIGN, naming the row and the member. */
bool record_codec_read(const struct record_layout *layout, struct bytes octets, struct observation *owner,
                       GArray **rows, GError **error);

/* The same for exactly one row, which the caller has zeroed. */
bool record_codec_read_one(const struct record_layout *layout, struct bytes octets, struct observation *owner,
                           void *row, GError **error);

#endif
