#include "graph/find_query.h"

#include <stdlib.h>
#include <string.h>

#define MIN_PART_OF_NAME 3

/* "10.1.2." is what remains when somebody rubs out the last number. */
static bool parse_rubbed_out(const char *text, struct find_query *out)
{
    size_t length = strlen(text);
    unsigned dots = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at != '.' && !g_ascii_isdigit(*at))
            return false;
        dots += *at == '.';
    }
    if (dots == 0 || dots > 3 || text[length - 1] != '.')
        return false;
    g_autofree char *whole = g_strconcat(text, dots == 3 ? "0" : dots == 2 ? "0.0" : "0.0.0", NULL);
    out->prefix_length = dots * 8;
    return address_parse(whole, &out->address);
}

static bool parse_prefix(const char *text, struct find_query *out)
{
    const char *slash = strchr(text, '/');
    g_autofree char *address = slash == NULL ? g_strdup(text) : g_strndup(text, (size_t)(slash - text));
    if (!address_parse(address, &out->address))
        return false;
    unsigned most = (unsigned)address_size(out->address) * 8;
    guint64 length = most;
    if (slash != NULL && !g_ascii_string_to_unsigned(slash + 1, 10, 0, most, &length, NULL))
        return false;
    out->prefix_length = (unsigned)length;
    return true;
}

static bool is_separator(char c)
{
    return c == ':' || c == '-' || c == '.' || c == ' ';
}

/* The digits of one group; with colons a group is an octet, and 8 is 08. */
static bool take_group(const char *start, size_t length, char separator, struct find_query *out)
{
    bool is_short = separator == ':' && length == 1;
    if (out->digit_count + length + is_short > FIND_MAC_DIGITS)
        return false;
    if (is_short)
        out->digits[out->digit_count++] = 0;
    for (size_t i = 0; i < length; i++) {
        if (!g_ascii_isxdigit(start[i]))
            return false;
        out->digits[out->digit_count++] = (uint8_t)g_ascii_xdigit_value(start[i]);
    }
    return true;
}

/* The digits of a whole group; the first and the last group may be cut short. */
static size_t group_size(char separator)
{
    if (separator == ':' || separator == ' ')
        return 2;
    return separator == '.' ? 4 : separator == '-' ? 6 : FIND_MAC_DIGITS;
}

/* 10.1.2 is an address cut short, and no MAC address: its groups are all too short. */
static bool is_group_whole(size_t length, char separator)
{
    return length == group_size(separator) || separator == ':' || separator == ' ' || separator == '\0' ||
           (separator == '-' && (length == 2 || length == 4));
}

static bool parse_digits(const char *text, struct find_query *out)
{
    char separator = '\0';
    bool has_whole_group = false;
    const char *start = text;
    for (const char *at = text;; at++) {
        if (*at != '\0' && !is_separator(*at))
            continue;
        size_t length = (size_t)(at - start);
        if (*at != '\0' && separator != '\0' && *at != separator)
            return false;
        separator = *at != '\0' ? *at : separator;
        bool is_gap = length == 0 && at != text && *at != '\0';
        has_whole_group = has_whole_group || is_group_whole(length, separator);
        if (is_gap || length > group_size(separator) || !take_group(start, length, separator, out))
            return false;
        if (*at == '\0')
            break;
        start = at + 1;
    }
    return has_whole_group && out->digit_count >= FIND_MIN_DIGITS;
}

static void parse_mac(const char *text, struct find_query *out)
{
    struct mac mac;
    size_t length = strlen(text);
    out->is_at_start = length > 0 && !is_separator(text[0]);
    out->is_at_end = length > 0 && !is_separator(text[length - 1]);
    if (mac_parse(text, &mac)) {
        out->digit_count = FIND_MAC_DIGITS;
        for (unsigned i = 0; i < FIND_MAC_DIGITS; i++)
            out->digits[i] = i % 2 == 0 ? mac.octets[i / 2] >> 4 : mac.octets[i / 2] & 15;
    } else if (!parse_digits(text, out)) {
        out->digit_count = 0;
    }
}

void find_query_parse(const char *text, struct find_query *out)
{
    *out = (struct find_query){0};
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    g_autofree char *valid = g_utf8_make_valid(trimmed, -1);
    out->name = g_utf8_strdown(valid, -1);
    if (!parse_prefix(trimmed, out) && !parse_rubbed_out(trimmed, out)) {
        out->address = (struct address){0};
        parse_mac(trimmed, out);
    }
}

void find_query_clear(struct find_query *query)
{
    g_free(query->name);
    *query = (struct find_query){0};
}

bool find_query_matches_address(const struct find_query *query, struct address address)
{
    return !address_is_absent(query->address) && address.family == query->address.family &&
           address_same_prefix(query->address, address, query->prefix_length);
}

bool find_query_matches_mac(const struct find_query *query, struct mac mac)
{
    unsigned count = query->digit_count, end = FIND_MAC_DIGITS - count;
    bool at_start = count > 0 && query->is_at_start, at_end = count > 0 && query->is_at_end;
    if (mac_is_absent(mac))
        return false;
    for (unsigned i = 0; i < count && (at_start || at_end); i++) {
        unsigned j = i + end;
        uint8_t first = i % 2 == 0 ? mac.octets[i / 2] >> 4 : mac.octets[i / 2] & 15;
        uint8_t last = j % 2 == 0 ? mac.octets[j / 2] >> 4 : mac.octets[j / 2] & 15;
        at_start = at_start && first == query->digits[i];
        at_end = at_end && last == query->digits[i];
    }
    return at_start || at_end;
}

bool find_query_is_name(const struct find_query *query, const char *text)
{
    if (text == NULL || *query->name == '\0')
        return false;
    g_autofree char *lower = g_utf8_strdown(text, -1);
    size_t length = strlen(query->name);
    return strncmp(lower, query->name, length) == 0 && (lower[length] == '\0' || lower[length] == '.');
}

bool find_query_is_in(const struct find_query *query, const char *text)
{
    if (text == NULL || g_utf8_strlen(query->name, -1) < MIN_PART_OF_NAME)
        return false;
    g_autofree char *lower = g_utf8_strdown(text, -1);
    return strstr(lower, query->name) != NULL;
}
