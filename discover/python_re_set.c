#include "discover/python_re_internal.h"

#include <gio/gio.h>
#include <string.h>

/* What Python's str.isspace() says; PCRE2's \s has U+180E instead of U+001C to U+001F. */
#define SPACE                                                                                                \
    "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{"  \
    "205f}\\x{3000}"
#define NO_SPACE                                                                                             \
    "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"          \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}"
#define ASCII_WORD_EDGE "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))"

/* What each category is inside of a set, by Unicode and with the flag (?a). */
static const struct {
    char letter;
    const char *unicode, *ascii;
} categories[] = {
    {'d', "\\d", "0-9"},
    {'D', "\\D", "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}"},
    {'w', "\\w", "0-9A-Za-z_"},
    {'W', "\\W", "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}"},
    {'s', SPACE, "\\x{9}-\\x{d}\\x{20}"},
    {'S', NO_SPACE, "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}"},
};

bool translation_fail(struct translation *t, const char *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(t->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s at position %ld", reason,
                g_utf8_pointer_to_offset(t->pattern, at));
    return false;
}

static void append_character(GString *out, gunichar character)
{
    if (character >= 0x80 || g_ascii_iscntrl((char)character))
        g_string_append_printf(out, "\\x{%x}", character);
    else if (g_ascii_isalnum((char)character) || character == '_')
        g_string_append_c(out, (char)character);
    else
        g_string_append_printf(out, "\\%c", (char)character);
}

void translation_literal(struct translation *t, gunichar character)
{
    append_character(t->out, character);
    t->last = ITEM_ONE;
}

static const char *category(const struct translation *t, char letter)
{
    for (gsize i = 0; i < G_N_ELEMENTS(categories); i++)
        if (categories[i].letter == letter)
            return t->flags & FLAG_ASCII ? categories[i].ascii : categories[i].unicode;
    return NULL;
}

/* Exactly so many hexadecimal digits behind the letter. */
static bool read_hexadecimal(struct translation *t, const char *from, int digits, gunichar *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++) {
        int digit = g_ascii_xdigit_value(*t->at);
        if (digit < 0)
            return translation_fail(t, from, "incomplete escape %.*s", (int)(t->at - from), from);
        *out = *out << 4 | (gunichar)digit;
        t->at++;
    }
    if (*out > 0x10ffff || (*out >= 0xd800 && *out <= 0xdfff))
        return translation_fail(t, from, "bad escape %.*s", (int)(t->at - from), from);
    return true;
}

static void read_octal(struct translation *t, int digits, gunichar *out)
{
    *out = 0;
    for (int i = 0; i < digits && *t->at >= '0' && *t->at <= '7'; i++)
        *out = *out << 3 | (gunichar)(*t->at++ - '0');
}

/* Escapes that stand for one character, in a set or not; at is behind the letter. */
static bool read_character_escape(struct translation *t, const char *from, gunichar *out)
{
    static const char letters[] = "afnrtv\\";
    static const char meanings[] = "\a\f\n\r\t\v\\";
    char letter = from[1];
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (found) {
        *out = (gunichar)(guchar)meanings[found - letters];
        return true;
    }
    if (letter == 'x' || letter == 'u' || letter == 'U')
        return read_hexadecimal(t, from, letter == 'x' ? 2 : letter == 'u' ? 4 : 8, out);
    if (!letter)
        return translation_fail(t, from, "bad escape (end of pattern)");
    if (g_ascii_isalnum(letter))
        return translation_fail(t, from, "bad escape \\%c", letter);
    *out = g_utf8_get_char(from + 1);
    t->at = g_utf8_next_char(from + 1);
    return true;
}

/* `\0`, `\012` and `\123` are octal; `\1` to `\99` are groups. */
static bool read_number(struct translation *t, const char *from)
{
    gunichar character = 0;
    bool is_octal = from[1] == '0';
    if (!is_octal && from[1] <= '3' && from[2] >= '0' && from[2] <= '7' && from[3] >= '0' && from[3] <= '7')
        is_octal = true;
    if (is_octal) {
        t->at = from + 1;
        read_octal(t, 3, &character);
        translation_literal(t, character);
        return true;
    }
    guint group = (guint)(from[1] - '0');
    t->at = from + 2;
    if (!g_ascii_isdigit(*t->at))
        return translation_refer(t, group, from + 1);
    if (from[1] <= '7' && *t->at <= '7' && t->at[1] >= '0' && t->at[1] <= '7')
        return translation_fail(t, from, "octal escape value %.4s outside of range 0-0o377", from);
    group = group * 10 + (guint)(*t->at++ - '0');
    return translation_refer(t, group, from + 1);
}

static bool write_position(struct translation *t, char letter)
{
    static const struct {
        char letter;
        const char *unicode, *ascii;
    } positions[] = {
        {'A', "\\A", "\\A"},
        {'Z', "\\z", "\\z"},
        {'b', "\\b", ASCII_WORD_EDGE},
        /* Python finds no \B in an empty text. */
        {'B', "(?!\\A\\z)\\B", "(?!\\A\\z)(?!" ASCII_WORD_EDGE ")"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(positions); i++)
        if (positions[i].letter == letter) {
            g_string_append(t->out, t->flags & FLAG_ASCII ? positions[i].ascii : positions[i].unicode);
            t->last = ITEM_POSITION;
            return true;
        }
    return false;
}

bool translation_escape(struct translation *t)
{
    const char *from = t->at;
    char letter = from[1];
    t->at += letter ? 2 : 1;
    if (write_position(t, letter))
        return true;
    const char *inside = category(t, letter);
    if (inside) {
        g_string_append_printf(t->out, "[%s]", inside);
        t->last = ITEM_ONE;
        return true;
    }
    if (g_ascii_isdigit(letter))
        return read_number(t, from);
    gunichar character = 0;
    if (!read_character_escape(t, from, &character))
        return false;
    translation_literal(t, character);
    return true;
}

/* One end of a range, or a category, which is returned. */
static bool read_set_item(struct translation *t, gunichar *character, const char **found)
{
    const char *from = t->at;
    *found = NULL;
    if (*from != '\\') {
        *character = g_utf8_get_char(from);
        t->at = g_utf8_next_char(from);
        return true;
    }
    t->at += from[1] ? 2 : 1;
    *found = category(t, from[1]);
    if (*found)
        return true;
    if (from[1] == 'b') {
        *character = '\b';
        return true;
    }
    if (from[1] >= '0' && from[1] <= '7') {
        t->at = from + 1;
        read_octal(t, 3, character);
        return *character <= 0377 ||
               translation_fail(t, from, "octal escape value %.4s outside of range 0-0o377", from);
    }
    return read_character_escape(t, from, character);
}

/* An item, or a range of which it is the first end. */
static bool read_range(struct translation *t)
{
    const char *from = t->at;
    gunichar low = 0;
    gunichar high = 0;
    const char *found = NULL;
    if (!read_set_item(t, &low, &found))
        return false;
    if (found)
        g_string_append(t->out, found);
    else
        append_character(t->out, low);
    if (*t->at != '-' || t->at[1] == ']' || !t->at[1])
        return true;
    t->at++;
    const char *second = NULL;
    if (!read_set_item(t, &high, &second))
        return false;
    if (found || second || high < low)
        return translation_fail(t, from, "bad character range %.*s", (int)(t->at - from), from);
    g_string_append_c(t->out, '-');
    append_character(t->out, high);
    return true;
}

bool translation_set(struct translation *t)
{
    const char *from = t->at++;
    g_string_append_c(t->out, '[');
    if (*t->at == '^')
        g_string_append_c(t->out, *t->at++);
    const char *first = t->at;
    while (*t->at && (*t->at != ']' || t->at == first))
        if (!read_range(t))
            return false;
    if (!*t->at)
        return translation_fail(t, from, "unterminated character set");
    g_string_append_c(t->out, ']');
    t->at++;
    t->last = ITEM_ONE;
    return true;
}
