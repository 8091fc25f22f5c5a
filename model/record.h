/*
 * What a device says comes in rows, and a row is a plain struct. A record type tells the members of one kind
 * of row: their names, types and places. Whoever handles rows in general (the inventory's storage, generic
 * output, CLI mappings, tests) works from these tables; a new member or kind is one line here.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "model/address.h"
#include "model/mac.h"

enum field_type {
    FIELD_U32,       /* uint32_t; 0 is unknown unless the member says otherwise */
    FIELD_U64,       /* uint64_t; the same */
    FIELD_BOOL,      /* bool */
    FIELD_TEXT,      /* const char *, printable UTF-8 (model/text.h); NULL is unknown */
    FIELD_BYTES,     /* struct bytes, as received */
    FIELD_MAC,       /* struct mac */
    FIELD_ADDRESS,   /* struct address */
    FIELD_ADDRESSES, /* struct address_list */
    FIELD_ENUM       /* an enum (int); 0 is unknown; its words in names */
};

/* The words of an enum, by value; NULL where a value has no word. */
struct words {
    const char *const *words;
    size_t count;
};

/* The word of a value, NULL when it has none. */
const char *words_format(const struct words *words, int value);

/* The value of a word; false when it is none of them. */
bool words_parse(const struct words *words, const char *word, int *value);

/* The words of the set bits of a bit set (bit n = value n), blank separated. Caller frees with g_free. */
char *words_format_set(const struct words *words, uint32_t set, const char *separator);

struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    const struct words *words; /* FIELD_ENUM, and FIELD_U32 bit sets */
};

struct record_type {
    const char *name;
    size_t size;
    const struct field *fields;
    size_t field_count;
};

#endif
