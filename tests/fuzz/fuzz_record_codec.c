/*
 * Rows as an inventory has them. The first octet is the kind; up to the next NUL follows the stored layout
 * (nothing: the present one), then the rows. What can be read must come back when it is written again.
 */
#include "inventory/record_codec.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_and_write(const struct record_layout *stored, enum record_kind kind, struct bytes octets)
{
    const struct record_type *type = &record_types[kind];
    struct observation *owner = observation_new();
    GArray **rows = &owner->records[kind];
    if (record_codec_read(stored, octets, owner, rows, NULL)) {
        GByteArray *once = g_byte_array_new(), *twice = g_byte_array_new();
        char *fields = record_layout_format(type);
        struct record_layout *present = record_layout_parse(fields, type, NULL);
        GArray *again = NULL;
        record_codec_write(type, (*rows)->data, (*rows)->len, once);
        if (!record_codec_read(present, (struct bytes){once->data, once->len}, owner, &again, NULL))
            abort();
        record_codec_write(type, again->data, again->len, twice);
        if (once->len != twice->len || memcmp(once->data, twice->data, once->len) != 0)
            abort();
        g_array_unref(again);
        record_layout_free(present);
        g_free(fields);
        g_byte_array_unref(once);
        g_byte_array_unref(twice);
    }
    observation_free(owner);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size < 2 ? NULL : memchr(data + 1, 0, size - 1);
    if (end == NULL)
        return 0;
    enum record_kind kind = (enum record_kind)(data[0] % RECORD_KINDS);
    const struct record_type *type = &record_types[kind];
    char *fields = end == data + 1 ? record_layout_format(type) : g_strdup((const char *)data + 1);
    struct record_layout *layout = record_layout_parse(fields, type, NULL);
    if (layout != NULL)
        read_and_write(layout, kind, (struct bytes){end + 1, size - (size_t)(end + 1 - data)});
    record_layout_free(layout);
    g_free(fields);
    return 0;
}
