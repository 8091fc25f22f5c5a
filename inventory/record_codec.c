/*
 * msgpack-c writes; reading is done here, because its unpacker allocates what a header claims before the
 * octets are there, and builds a tree of objects where a value can go straight into its struct.
 */
#include "inventory/record_codec.h"

#include "model/text.h"

#include <msgpack/pack.h>
#include <string.h>

/* What the rows of one blob may take in memory. A row of one octet becomes a struct of hundreds. */
#define MAX_ROWS_SIZE ((size_t)1 << 30)

static const void *member(const struct field *field, const void *row)
{
    return (const char *)row + field->offset;
}

static bool is_absent(const struct field *field, const void *row)
{
    const void *at = member(field, row);
    switch (field->type) {
    case FIELD_U32:
        return *(const uint32_t *)at == 0;
    case FIELD_U64:
        return *(const uint64_t *)at == 0;
    case FIELD_BOOL:
        return !*(const bool *)at;
    case FIELD_TEXT:
        return *(const char *const *)at == NULL;
    case FIELD_BYTES:
        return ((const struct bytes *)at)->size == 0;
    case FIELD_MAC:
        return mac_is_absent(*(const struct mac *)at);
    case FIELD_ADDRESS:
        return address_size(*(const struct address *)at) == 0;
    case FIELD_ADDRESSES:
        return ((const struct address_list *)at)->count == 0;
    case FIELD_ENUM:
        return *(const int *)at <= 0;
    }
    return true;
}

/* What is written goes to the array many octets at a time: most calls bring one or two. */
struct sink {
    GByteArray *out;
    size_t used;
    uint8_t octets[1024];
};

static void flush(struct sink *sink)
{
    g_byte_array_append(sink->out, sink->octets, (guint)sink->used);
    sink->used = 0;
}

static int append(void *user, const char *octets, size_t size)
{
    struct sink *sink = user;
    if (size > sizeof sink->octets - sink->used)
        flush(sink);
    if (size > sizeof sink->octets) {
        g_byte_array_append(sink->out, (const guint8 *)octets, (guint)size);
        return 0;
    }
    if (size == 1)
        sink->octets[sink->used] = (uint8_t)*octets;
    else if (size > 0)
        memcpy(sink->octets + sink->used, octets, size);
    sink->used += size;
    return 0;
}

static void write_bin(msgpack_packer *packer, const void *octets, size_t size)
{
    msgpack_pack_bin(packer, size);
    msgpack_pack_bin_body(packer, octets, size);
}

static void write_text(msgpack_packer *packer, const char *text)
{
    size_t size = strlen(text);
    msgpack_pack_str(packer, size);
    msgpack_pack_str_body(packer, text, size);
}

static void write_addresses(msgpack_packer *packer, const struct address_list *list)
{
    size_t size = 0;
    for (size_t i = 0; i < list->count; i++)
        if (address_size(list->items[i]) > 0)
            size += 1 + address_size(list->items[i]);
    msgpack_pack_bin(packer, size);
    for (size_t i = 0; i < list->count; i++) {
        uint8_t length = (uint8_t)address_size(list->items[i]);
        if (length == 0)
            continue;
        msgpack_pack_bin_body(packer, &length, 1);
        msgpack_pack_bin_body(packer, list->items[i].octets, length);
    }
}

static void write_value(msgpack_packer *packer, const struct field *field, const void *row)
{
    const void *at = member(field, row);
    switch (field->type) {
    case FIELD_U32:
        msgpack_pack_uint32(packer, *(const uint32_t *)at);
        break;
    case FIELD_U64:
        msgpack_pack_uint64(packer, *(const uint64_t *)at);
        break;
    case FIELD_BOOL:
        *(const bool *)at ? msgpack_pack_true(packer) : msgpack_pack_false(packer);
        break;
    case FIELD_TEXT:
        write_text(packer, *(const char *const *)at);
        break;
    case FIELD_BYTES:
        write_bin(packer, ((const struct bytes *)at)->data, ((const struct bytes *)at)->size);
        break;
    case FIELD_MAC:
        write_bin(packer, at, sizeof(struct mac));
        break;
    case FIELD_ADDRESS:
        write_bin(packer, ((const struct address *)at)->octets, address_size(*(const struct address *)at));
        break;
    case FIELD_ADDRESSES:
        write_addresses(packer, at);
        break;
    case FIELD_ENUM:
        msgpack_pack_uint32(packer, (uint32_t) * (const int *)at);
        break;
    }
}

static void write_absent(msgpack_packer *packer, const struct field *field)
{
    switch (field->type) {
    case FIELD_U32:
    case FIELD_U64:
    case FIELD_ENUM:
        msgpack_pack_uint32(packer, 0);
        break;
    case FIELD_BOOL:
        msgpack_pack_false(packer);
        break;
    default:
        msgpack_pack_nil(packer);
    }
}

static size_t used_fields(const struct record_type *type, const void *row)
{
    size_t count = type->field_count;
    while (count > 0 && is_absent(&type->fields[count - 1], row))
        count--;
    return count;
}

bool record_codec_is_empty(const struct record_type *type, const void *row)
{
    return used_fields(type, row) == 0;
}

void record_codec_write(const struct record_type *type, const void *rows, size_t count, GByteArray *out)
{
    msgpack_packer packer;
    struct sink sink = {.out = out};
    msgpack_packer_init(&packer, &sink, append);
    msgpack_pack_array(&packer, count);
    for (size_t i = 0; i < count; i++) {
        const void *row = (const char *)rows + i * type->size;
        size_t used = used_fields(type, row);
        msgpack_pack_array(&packer, used);
        for (size_t j = 0; j < used; j++) {
            const struct field *field = &type->fields[j];
            if (is_absent(field, row))
                write_absent(&packer, field);
            else
                write_value(&packer, field, row);
        }
    }
    flush(&sink);
}

enum value_type { VALUE_NIL, VALUE_NUMBER, VALUE_BOOL, VALUE_TEXT, VALUE_BIN };

/* A value as it stands in the octets. */
struct value {
    enum value_type type;
    uint64_t number;
    struct bytes octets;
};

struct reader {
    const uint8_t *at;
    const uint8_t *end;
};

static struct reader reader_init(struct bytes octets)
{
    static const uint8_t nothing;
    const uint8_t *start = octets.size == 0 ? &nothing : octets.data;
    return (struct reader){start, start + octets.size};
}

static bool read_number(struct reader *reader, size_t size, uint64_t *out)
{
    if ((size_t)(reader->end - reader->at) < size)
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | *reader->at++;
    *out = number;
    return true;
}

static bool read_octets(struct reader *reader, uint64_t size, struct value *out)
{
    if ((uint64_t)(reader->end - reader->at) < size)
        return false;
    out->octets = (struct bytes){reader->at, (size_t)size};
    reader->at += size;
    return true;
}

static bool read_sized(struct reader *reader, size_t size_octets, enum value_type type, struct value *out)
{
    uint64_t size;
    out->type = type;
    return read_number(reader, size_octets, &size) && read_octets(reader, size, out);
}

/* The formats of the MessagePack specification that record_codec_write uses. */
static bool read_value(struct reader *reader, struct value *out)
{
    if (reader->at == reader->end)
        return false;
    uint8_t head = *reader->at++;
    out->type = VALUE_NUMBER;
    if (head <= 0x7f) {
        out->number = head;
        return true;
    }
    if (head >= 0xa0 && head <= 0xbf) {
        out->type = VALUE_TEXT;
        return read_octets(reader, head & 0x1f, out);
    }
    switch (head) {
    case 0xc0:
        out->type = VALUE_NIL;
        return true;
    case 0xc2:
    case 0xc3:
        out->type = VALUE_BOOL;
        out->number = head & 1;
        return true;
    case 0xc4: /* bin 8, 16, 32 */
    case 0xc5:
    case 0xc6:
        return read_sized(reader, (size_t)1 << (head - 0xc4), VALUE_BIN, out);
    case 0xcc: /* uint 8, 16, 32, 64 */
    case 0xcd:
    case 0xce:
    case 0xcf:
        return read_number(reader, (size_t)1 << (head - 0xcc), &out->number);
    case 0xd9: /* str 8, 16, 32 */
    case 0xda:
    case 0xdb:
        return read_sized(reader, (size_t)1 << (head - 0xd9), VALUE_TEXT, out);
    default:
        return false;
    }
}

static bool read_array(struct reader *reader, uint64_t *count)
{
    if (reader->at == reader->end)
        return false;
    uint8_t head = *reader->at++;
    if (head >= 0x90 && head <= 0x9f) {
        *count = head & 0xf;
        return true;
    }
    if (head != 0xdc && head != 0xdd) /* array 16, 32 */
        return false;
    return read_number(reader, head == 0xdc ? 2 : 4, count);
}

/* Bits beyond the words that there were are kept as they are. */
static uint64_t map_bits(const struct stored_field *field, uint64_t set)
{
    uint64_t mapped = field->value_count < 32 ? set >> field->value_count << field->value_count : 0;
    for (size_t i = 0; i < field->value_count && i < 32; i++)
        if ((set >> i & 1) != 0 && field->values[i] > 0 && field->values[i] < 32)
            mapped |= UINT64_C(1) << field->values[i];
    return mapped;
}

static bool store_number(const struct stored_field *stored, uint64_t number, void *at)
{
    switch (stored->target->type) {
    case FIELD_U32:
        if (number > UINT32_MAX)
            return false;
        *(uint32_t *)at = (uint32_t)(stored->values == NULL ? number : map_bits(stored, number));
        return true;
    case FIELD_U64:
        *(uint64_t *)at = number;
        return true;
    case FIELD_ENUM:
        *(int *)at = number < stored->value_count ? stored->values[number] : 0;
        return true;
    default:
        return false;
    }
}

/* Text was made printable before it was stored; a file that others wrote need not have been. */
static const char *store_text(struct observation *owner, struct bytes octets)
{
    bool plain =
        text_is_printable_ascii(octets) && octets.data[0] != ' ' && octets.data[octets.size - 1] != ' ';
    if (!plain)
        return observation_text_from_bytes(owner, octets);
    return (const char *)observation_bytes(owner, octets).data;
}

static bool store_addresses(struct observation *owner, struct bytes octets, struct address_list *out)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(struct address));
    bool sound = true;
    while (sound && octets.size > 0) {
        struct address address;
        size_t size = octets.data[0];
        sound = size < octets.size && address_from_bytes((struct bytes){octets.data + 1, size}, &address);
        if (sound)
            g_array_append_val(items, address);
        octets = bytes_skip(octets, 1 + size);
    }
    if (sound)
        *out = observation_addresses(owner, (const struct address *)(const void *)items->data, items->len);
    g_array_unref(items);
    return sound;
}

static bool store_bin(const struct field *field, struct observation *owner, struct bytes octets, void *at)
{
    switch (field->type) {
    case FIELD_BYTES:
        *(struct bytes *)at = observation_bytes(owner, octets);
        return true;
    case FIELD_MAC:
        return mac_from_bytes(octets, at);
    case FIELD_ADDRESS:
        return address_from_bytes(octets, at);
    case FIELD_ADDRESSES:
        return store_addresses(owner, octets, at);
    default:
        return false;
    }
}

static bool store_value(const struct stored_field *stored, struct observation *owner,
                        const struct value *value, void *at)
{
    switch (value->type) {
    case VALUE_NIL:
        return true;
    case VALUE_NUMBER:
        return store_number(stored, value->number, at);
    case VALUE_BOOL:
        if (stored->target->type != FIELD_BOOL)
            return false;
        *(bool *)at = value->number != 0;
        return true;
    case VALUE_TEXT:
        if (stored->target->type != FIELD_TEXT)
            return false;
        *(const char **)at = store_text(owner, value->octets);
        return true;
    case VALUE_BIN:
        return store_bin(stored->target, owner, value->octets, at);
    }
    return false;
}

static bool fail(GError **error, size_t row, const char *what)
{
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "row %zu: %s: damaged", row, what);
    return false;
}

static bool read_row(struct reader *reader, const struct record_layout *layout, struct observation *owner,
                     size_t position, void *row, GError **error)
{
    uint64_t count;
    if (!read_array(reader, &count) || count > layout->field_count)
        return fail(error, position, layout->type->name);
    for (size_t i = 0; i < count; i++) {
        const struct stored_field *stored = &layout->fields[i];
        const struct field *target = stored->target;
        struct value value = {.type = VALUE_NIL};
        if (!read_value(reader, &value) ||
            (target != NULL && !store_value(stored, owner, &value, (char *)row + target->offset)))
            return fail(error, position, target == NULL ? layout->type->name : target->name);
    }
    return true;
}

static bool read_count(struct reader *reader, const struct record_layout *layout, size_t *count,
                       GError **error)
{
    uint64_t rows;
    if (!read_array(reader, &rows) || rows > (uint64_t)(reader->end - reader->at) ||
        rows > MAX_ROWS_SIZE / layout->type->size) {
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "the number of rows is damaged");
        return false;
    }
    *count = (size_t)rows;
    return true;
}

static bool read_rows(struct reader *reader, const struct record_layout *layout, struct observation *owner,
                      char *rows, size_t count, GError **error)
{
    for (size_t i = 0; i < count; i++)
        if (!read_row(reader, layout, owner, i, rows + i * layout->type->size, error))
            return false;
    if (reader->at == reader->end)
        return true;
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "%zu octets follow the last row",
                (size_t)(reader->end - reader->at));
    return false;
}

bool record_codec_read(const struct record_layout *layout, struct bytes octets, struct observation *owner,
                       GArray **rows, GError **error)
{
    struct reader reader = reader_init(octets);
    size_t count;
    if (!read_count(&reader, layout, &count, error))
        return false;
    GArray *array = g_array_sized_new(FALSE, TRUE, (guint)layout->type->size, (guint)count);
    g_array_set_size(array, (guint)count);
    if (!read_rows(&reader, layout, owner, array->data, count, error)) {
        g_array_unref(array);
        return false;
    }
    *rows = array;
    return true;
}

bool record_codec_read_one(const struct record_layout *layout, struct bytes octets, struct observation *owner,
                           void *row, GError **error)
{
    struct reader reader = reader_init(octets);
    size_t count;
    if (!read_count(&reader, layout, &count, error))
        return false;
    if (count != 1) {
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "%zu rows where one is expected", count);
        return false;
    }
    return read_rows(&reader, layout, owner, row, count, error);
}
