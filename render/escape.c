#include "render/escape.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT 0xfffd

/* U+202A..202E and U+2066..2069 turn text around, U+2028 and U+2029 end lines in some readers. */
static bool is_inert(gunichar c)
{
    bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    bool is_format = (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
                     c == 0x200f || c == 0x061c;
    bool is_no_character = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return !is_control && !is_format && !is_no_character;
}

/* The next character of text that may be written; advances text. 0 at its end. */
static gunichar next_character(const char **text)
{
    if (**text == '\0')
        return 0;
    gunichar c = g_utf8_get_char_validated(*text, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
        ++*text;
        return REPLACEMENT;
    }
    *text = g_utf8_next_char(*text);
    return is_inert(c) ? c : REPLACEMENT;
}

static const char *xml_entity(gunichar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void escape_xml(GString *out, const char *text)
{
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        const char *entity = xml_entity(c);
        if (entity)
            g_string_append(out, entity);
        else
            g_string_append_unichar(out, c);
    }
}

void escape_dot(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        if (c == '"' || c == '\\')
            g_string_append_c(out, '\\');
        g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
}

void escape_csv(GString *out, const char *text)
{
    bool is_formula = *text && strchr("=+-@", *text);
    bool is_quoted = strpbrk(text, ",\"\r\n") || *text == ' ';
    if (is_quoted)
        g_string_append_c(out, '"');
    if (is_formula)
        g_string_append_c(out, '\'');
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        if (c == '"')
            g_string_append_c(out, '"');
        g_string_append_unichar(out, c);
    }
    if (is_quoted)
        g_string_append_c(out, '"');
}

/* Whether what follows an ampersand makes it look like an entity: "lt;" or "#60;". */
static bool looks_like_entity(const char *rest)
{
    size_t length = 0;
    while (g_ascii_isalnum(rest[length]) || rest[length] == '#')
        length++;
    return length > 0 && rest[length] == ';';
}

/* Graphviz decodes entities in labels. Its SVG writer then writes what still looks like one as it is, so that
 * text which looks like an entity has to be escaped twice for it, and once for all others. */
static void append_ampersand(GString *out, const char *rest, enum escape_target target)
{
    g_string_append(out, "&amp;");
    if (target == ESCAPE_FOR_SVG && looks_like_entity(rest))
        g_string_append(out, "amp;");
}

char *escape_label(const char *text, enum escape_target target)
{
    GString *out = g_string_new(NULL);
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        if (c == '&') {
            append_ampersand(out, text, target);
            continue;
        }
        if (c == '\\')
            g_string_append_c(out, '\\');
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

void escape_html_label(GString *out, const char *text, enum escape_target target)
{
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        const char *entity = xml_entity(c);
        if (c == '&')
            append_ampersand(out, text, target);
        else if (entity)
            g_string_append(out, entity);
        else
            g_string_append_unichar(out, c);
    }
}

char *escape_nothing(const char *text)
{
    GString *out = g_string_new(NULL);
    for (gunichar c = next_character(&text); c; c = next_character(&text))
        g_string_append_unichar(out, c);
    return g_string_free(out, FALSE);
}
