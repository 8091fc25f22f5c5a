#include "discover/snmprec.h"

#include <gio/gio.h>
#include <string.h>

/* An offset of 32 bits reaches that far; a recording of a device is some hundred kilobytes. */
#define MAX_FILE_SIZE (G_GUINT64_CONSTANT(1) << 30)

struct snmprec {
    GByteArray *varbinds; /* VarBinds in BER, one after the other, in the order of the file */
    GArray *offsets;      /* uint32_t: where each one starts, sorted by name */
    size_t bad_lines;
    char *first_bad_line;
};

/* A line while it is read. */
struct line {
    struct oid name;
    uint8_t tag;
    char modifier; /* '\0', 'x', 'e' */
    struct bytes value;
    uint32_t arcs[OID_MAX_ARCS];
};

/* The contents of an element that was written here: its lengths need no checks, and a search looks at many.
 */
static struct bytes contents_of(const uint8_t *element)
{
    size_t octets = element[1] & 0x80 ? element[1] & 0x7f : 0, length = octets > 0 ? 0 : element[1];
    for (size_t i = 0; i < octets; i++)
        length = length << 8 | element[2 + i];
    return (struct bytes){element + 2 + octets, length};
}

static struct bytes contents_at(const struct snmprec *snmprec, uint32_t offset)
{
    return contents_of(snmprec->varbinds->data + offset);
}

static struct bytes name_at(const struct snmprec *snmprec, uint32_t offset)
{
    return contents_of(contents_at(snmprec, offset).data);
}

static uint32_t offset_of(const struct snmprec *snmprec, size_t position)
{
    return g_array_index(snmprec->offsets, uint32_t, position);
}

static bool parse_unsigned(struct bytes text, uint64_t limit, uint64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!g_ascii_isdigit(text.data[i]))
            return false;
        unsigned digit = text.data[i] - '0';
        if (number > (limit - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *out = number;
    return text.size > 0;
}

static bool parse_signed(struct bytes text, int64_t *out)
{
    bool negative = text.size > 0 && text.data[0] == '-';
    uint64_t number;
    if (!parse_unsigned(negative ? bytes_skip(text, 1) : text, (uint64_t)INT64_MAX + negative, &number))
        return false;
    *out = negative ? (int64_t)(0 - number) : (int64_t)number;
    return true;
}

static struct bytes trim(struct bytes text)
{
    while (text.size > 0 && g_ascii_isspace(text.data[0]))
        text = bytes_skip(text, 1);
    while (text.size > 0 && g_ascii_isspace(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* One escape, the backslash dropped already; returns how many characters it has. What is no escape stands for
 * itself, backslash included. */
static size_t append_escape(GByteArray *out, struct bytes text)
{
    static const char letters[] = "abfnrtv\\'\"", octets[] = "\a\b\f\n\r\t\v\\'\"";
    const char *letter = text.size > 0 && text.data[0] ? strchr(letters, text.data[0]) : NULL;
    uint8_t octet = '\\';
    size_t used = 0;
    if (letter) {
        octet = (uint8_t)octets[letter - letters];
        used = 1;
    } else if (text.size >= 3 && text.data[0] == 'x' && g_ascii_isxdigit(text.data[1]) &&
               g_ascii_isxdigit(text.data[2])) {
        octet = (uint8_t)(g_ascii_xdigit_value((char)text.data[1]) << 4 |
                          g_ascii_xdigit_value((char)text.data[2]));
        used = 3;
    } else if (text.size >= 1 && text.data[0] >= '0' && text.data[0] <= '7') {
        for (octet = 0; used < 3 && used < text.size && (text.data[used] & 0xf8) == '0'; used++)
            octet = (uint8_t)(octet << 3 | (text.data[used] - '0'));
    }
    g_byte_array_append(out, &octet, 1);
    return used;
}

static void append_unescaped(GByteArray *out, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\')
            i += append_escape(out, (struct bytes){text.data + i + 1, text.size - i - 1});
        else
            g_byte_array_append(out, text.data + i, 1);
    }
}

static bool append_hex(GByteArray *out, struct bytes text)
{
    text = trim(text);
    if (text.size % 2 != 0)
        return false;
    for (size_t i = 0; i < text.size; i += 2) {
        int high = g_ascii_xdigit_value((char)text.data[i]),
            low = g_ascii_xdigit_value((char)text.data[i + 1]);
        if (high < 0 || low < 0)
            return false;
        uint8_t octet = (uint8_t)(high << 4 | low);
        g_byte_array_append(out, &octet, 1);
    }
    return true;
}

static bool append_ip_address(GByteArray *out, struct bytes text)
{
    g_autofree char *dotted = g_strndup((const char *)trim(text).data, trim(text).size);
    struct address address;
    if (!dotted || !address_parse(dotted, &address) || address.family != ADDRESS_IPV4)
        return false;
    g_byte_array_append(out, address.octets, 4);
    return true;
}

static bool append_number(GByteArray *out, uint8_t tag, struct bytes text)
{
    uint8_t number[TLV_MAX_NUMBER];
    int64_t signed_number;
    uint64_t unsigned_number;
    size_t size;
    text = trim(text);
    if (tag == VALUE_INTEGER && parse_signed(text, &signed_number))
        size = tlv_write_integer(number, tag, signed_number);
    else if (tag != VALUE_INTEGER &&
             parse_unsigned(text, tag == VALUE_COUNTER64 ? UINT64_MAX : UINT32_MAX, &unsigned_number))
        size = tlv_write_unsigned(number, tag, unsigned_number);
    else
        return false;
    g_byte_array_append(out, number + 2, (guint)(size - 2));
    return true;
}

/* An empty OID is written by agents that mean 0.0, "none". */
static bool append_oid(GByteArray *out, struct bytes text)
{
    uint32_t arcs[OID_MAX_ARCS];
    uint8_t octets[TLV_MAX_OID_OCTETS];
    struct oid oid = {arcs, 0};
    text = trim(text);
    if (text.size > 0 && !oid_parse((const char *)text.data, text.size, arcs, &oid.count))
        return false;
    size_t size = tlv_write_oid(octets, oid);
    g_byte_array_append(out, octets, (guint)size);
    return size > 0;
}

/* The contents octets of the line's value, appended to out. */
static const char *append_value(GByteArray *out, const struct line *line)
{
    switch (line->tag) {
    case VALUE_INTEGER:
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        return line->modifier == 0 && append_number(out, line->tag, line->value) ? NULL : "no number";
    case VALUE_OID:
        return line->modifier == 0 && append_oid(out, line->value) ? NULL : "no OID as value";
    case VALUE_NULL:
        return NULL;
    case VALUE_IP_ADDRESS:
    case VALUE_OCTET_STRING:
    case VALUE_OPAQUE:
        if (line->modifier == 'x')
            return append_hex(out, line->value) ? NULL : "no hexadecimal octets";
        if (line->modifier == 'e')
            append_unescaped(out, line->value);
        else if (line->tag == VALUE_IP_ADDRESS)
            return append_ip_address(out, line->value) ? NULL : "no IPv4 address";
        else
            g_byte_array_append(out, line->value.data, (guint)line->value.size);
        return NULL;
    default:
        return "the tag is of no type of SNMP";
    }
}

static const char *split_line(struct bytes text, struct line *out)
{
    const uint8_t *bar = memchr(text.data, '|', text.size);
    const uint8_t *second = bar ? memchr(bar + 1, '|', (size_t)(text.data + text.size - bar - 1)) : NULL;
    if (!second)
        return "not OID|TAG|VALUE";
    struct bytes name = trim((struct bytes){text.data, (size_t)(bar - text.data)});
    struct bytes tag = trim((struct bytes){bar + 1, (size_t)(second - bar - 1)});
    uint64_t number;
    out->name.arcs = out->arcs;
    out->modifier = 0;
    out->value = (struct bytes){second + 1, (size_t)(text.data + text.size - second - 1)};
    if (name.size == 0 || !oid_parse((const char *)name.data, name.size, out->arcs, &out->name.count))
        return "no OID";
    if (tag.size > 1 && (tag.data[tag.size - 1] == 'x' || tag.data[tag.size - 1] == 'e'))
        out->modifier = (char)tag.data[--tag.size];
    if (!parse_unsigned(tag, UINT8_MAX, &number))
        return "no tag";
    out->tag = (uint8_t)number;
    return NULL;
}

/* scratch holds the contents octets of the value. */
static const char *read_line(struct snmprec *snmprec, struct bytes text, GByteArray *scratch)
{
    struct line line;
    uint8_t name[TLV_MAX_OID_OCTETS], header[TLV_MAX_HEADER], name_header[TLV_MAX_HEADER];
    uint8_t value_header[TLV_MAX_HEADER];
    const char *problem = split_line(text, &line);
    g_byte_array_set_size(scratch, 0);
    if (!problem)
        problem = append_value(scratch, &line);
    if (problem)
        return problem;
    size_t name_size = tlv_write_oid(name, line.name);
    if (name_size == 0 || !tlv_is_oid((struct bytes){name, name_size}))
        return "no OID of a varbind";
    guint name_header_size = (guint)tlv_write_header(name_header, VALUE_OID, name_size);
    guint value_header_size = (guint)tlv_write_header(value_header, line.tag, scratch->len);
    guint size = name_header_size + (guint)name_size + value_header_size + scratch->len;
    uint32_t offset = snmprec->varbinds->len;
    g_array_append_val(snmprec->offsets, offset);
    g_byte_array_append(snmprec->varbinds, header, (guint)tlv_write_header(header, TLV_SEQUENCE, size));
    g_byte_array_append(snmprec->varbinds, name_header, name_header_size);
    g_byte_array_append(snmprec->varbinds, name, (guint)name_size);
    g_byte_array_append(snmprec->varbinds, value_header, value_header_size);
    g_byte_array_append(snmprec->varbinds, scratch->data, scratch->len);
    return NULL;
}

static bool is_blank(struct bytes text)
{
    return trim(text).size == 0;
}

static void read_lines(struct snmprec *snmprec, struct bytes text)
{
    g_autoptr(GByteArray) scratch = g_byte_array_new();
    for (size_t number = 1; text.size > 0; number++) {
        const uint8_t *end = memchr(text.data, '\n', text.size);
        struct bytes line = {text.data, end ? (size_t)(end - text.data) : text.size};
        text = bytes_skip(text, line.size + 1);
        if (line.size > 0 && line.data[line.size - 1] == '\r')
            line.size--;
        const char *problem = is_blank(line) ? NULL : read_line(snmprec, line, scratch);
        if (!problem)
            continue;
        if (snmprec->bad_lines++ == 0)
            snmprec->first_bad_line = g_strdup_printf("line %zu: %s", number, problem);
    }
}

static int compare_offsets(const void *a, const void *b, void *user)
{
    const struct snmprec *snmprec = user;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    int order = tlv_compare_oid(name_at(snmprec, left), name_at(snmprec, right));
    return order != 0 ? order : (left > right) - (left < right);
}

/* Most files are in order: then one pass is all. Of doubles the first in the file stays, as it has the lower
 * offset. */
static void sort_varbinds(struct snmprec *snmprec)
{
    GArray *offsets = snmprec->offsets;
    bool sorted = true;
    for (guint i = 1; sorted && i < offsets->len; i++)
        sorted = tlv_compare_oid(snmprec_name(snmprec, i - 1), snmprec_name(snmprec, i)) < 0;
    if (sorted)
        return;
    g_qsort_with_data(offsets->data, (gint)offsets->len, sizeof(uint32_t), compare_offsets, snmprec);
    guint kept = 0;
    for (guint i = 0; i < offsets->len; i++) {
        if (kept > 0 && bytes_equal(snmprec_name(snmprec, kept - 1), snmprec_name(snmprec, i)))
            continue;
        g_array_index(offsets, uint32_t, kept++) = offset_of(snmprec, i);
    }
    g_array_set_size(offsets, kept);
}

/* Arrays grow by doubling: give back what is not used. */
static void shrink(struct snmprec *snmprec)
{
    guint size = snmprec->varbinds->len, count = snmprec->offsets->len;
    GByteArray *varbinds = g_byte_array_sized_new(size);
    GArray *offsets = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), count);
    g_byte_array_append(varbinds, snmprec->varbinds->data, size);
    g_array_append_vals(offsets, snmprec->offsets->data, count);
    g_byte_array_unref(snmprec->varbinds);
    g_array_unref(snmprec->offsets);
    snmprec->varbinds = varbinds;
    snmprec->offsets = offsets;
}

struct snmprec *snmprec_parse(const char *text, size_t size, const char *name, GError **error)
{
    if (size > MAX_FILE_SIZE) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s: larger than 1 GiB", name);
        return NULL;
    }
    struct snmprec *snmprec = g_new0(struct snmprec, 1);
    snmprec->varbinds = g_byte_array_sized_new((guint)size);
    snmprec->offsets = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    read_lines(snmprec, (struct bytes){(const uint8_t *)text, size});
    if (snmprec->offsets->len == 0 && snmprec->bad_lines > 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: no line can be read; %s", name,
                    snmprec->first_bad_line);
        snmprec_free(snmprec);
        return NULL;
    }
    sort_varbinds(snmprec);
    shrink(snmprec);
    return snmprec;
}

struct snmprec *snmprec_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize size;
    if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s: not a regular file", path);
        return NULL;
    }
    GError *reason = NULL;
    if (!g_file_get_contents(path, &text, &size, &reason)) {
        g_set_error(error, reason->domain, reason->code, "%s: %s", path, reason->message);
        g_error_free(reason);
        return NULL;
    }
    return snmprec_parse(text, size, path, error);
}

void snmprec_free(struct snmprec *snmprec)
{
    if (!snmprec)
        return;
    g_byte_array_unref(snmprec->varbinds);
    g_array_unref(snmprec->offsets);
    g_free(snmprec->first_bad_line);
    g_free(snmprec);
}

size_t snmprec_count(const struct snmprec *snmprec)
{
    return snmprec->offsets->len;
}

size_t snmprec_bad_lines(const struct snmprec *snmprec, const char **first)
{
    if (first)
        *first = snmprec->first_bad_line;
    return snmprec->bad_lines;
}

void snmprec_get(const struct snmprec *snmprec, size_t position, struct tlv_room *room, struct varbind *out)
{
    bool good = tlv_read_varbind(contents_at(snmprec, offset_of(snmprec, position)), room, out);
    g_assert(good);
}

struct bytes snmprec_varbind(const struct snmprec *snmprec, size_t position)
{
    uint32_t offset = offset_of(snmprec, position);
    struct bytes contents = contents_at(snmprec, offset);
    const uint8_t *start = snmprec->varbinds->data + offset;
    return (struct bytes){start, (size_t)(contents.data + contents.size - start)};
}

struct bytes snmprec_name(const struct snmprec *snmprec, size_t position)
{
    return name_at(snmprec, offset_of(snmprec, position));
}

uint8_t snmprec_type(const struct snmprec *snmprec, size_t position)
{
    struct bytes name = snmprec_name(snmprec, position);
    return name.data[name.size];
}

size_t snmprec_find_name(const struct snmprec *snmprec, struct bytes name, bool after)
{
    size_t low = 0, high = snmprec->offsets->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = tlv_compare_oid(snmprec_name(snmprec, middle), name);
        if (order < 0 || (after && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* BER has no words for every OID that can be asked for: {1} comes before 1.0, and {1, 40} between 1.39 and
 * 2.0. */
size_t snmprec_find(const struct snmprec *snmprec, struct oid name, bool after)
{
    uint8_t octets[TLV_MAX_OID_OCTETS];
    const uint32_t first = name.count > 0 ? name.arcs[0] : 0;
    const bool between = first < 2 && name.count > 1 && name.arcs[1] > 39;
    const uint32_t floor[2] = {first + between, 0};
    const bool exact = name.count > 1 && !between;
    if (first > 2)
        return snmprec_count(snmprec);
    size_t size = tlv_write_oid(octets, exact ? name : (struct oid){floor, 2});
    return snmprec_find_name(snmprec, (struct bytes){octets, size}, after && exact);
}
