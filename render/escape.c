#include "render/escape.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT 0xfffd

/* U+F8F0 and U+F8F1: private use. */
#define FIRST_STAND_IN 0xf8f0
#define AMPERSAND "\xef\xa3\xb0"
#define BACKSLASH "\xef\xa3\xb1"

/* U+202A..202E and U+2066..2069 turn text around, U+2028 and U+2029 end lines in some readers. What stands
 * for other characters in an unfinished SVG must not come from outside. */
static bool is_inert(gunichar c)
{
    bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    bool is_format = (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
                     c == 0x200f || c == 0x061c;
    bool is_no_character = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    bool is_stand_in = c == FIRST_STAND_IN || c == FIRST_STAND_IN + 1;
    return !is_control && !is_format && !is_no_character && !is_stand_in;
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

/* Text loses the stand-ins in next_character. */
static bool append_stand_in(GString *out, gunichar c, enum escape_target target)
{
    if (target != ESCAPE_FOR_SVG || (c != '&' && c != '\\'))
        return false;
    g_string_append(out, c == '&' ? AMPERSAND : BACKSLASH);
    return true;
}

char *escape_label(const char *text, enum escape_target target)
{
    GString *out = g_string_new(NULL);
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        if (append_stand_in(out, c, target))
            continue;
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '\\')
            g_string_append(out, "\\\\");
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

void escape_html_label(GString *out, const char *text, enum escape_target target)
{
    for (gunichar c = next_character(&text); c; c = next_character(&text)) {
        const char *entity = xml_entity(c);
        if (append_stand_in(out, c, target))
            continue;
        if (entity)
            g_string_append(out, entity);
        else
            g_string_append_unichar(out, c);
        /* \N would be the node's name, and there is no escape for it: a word joiner parts the two. */
        if (c == '\\')
            g_string_append_unichar(out, 0x2060);
    }
}

char *escape_name(const char *text, enum escape_target target)
{
    GString *out = g_string_new(NULL);
    for (gunichar c = next_character(&text); c; c = next_character(&text))
        if (!append_stand_in(out, c, target))
            g_string_append_unichar(out, c);
    return g_string_free(out, FALSE);
}

void escape_restore_svg(GString *svg)
{
    g_string_replace(svg, AMPERSAND, "&amp;", 0);
    g_string_replace(svg, BACKSLASH, "\\", 0);
}

char *escape_nothing(const char *text)
{
    return escape_name(text, ESCAPE_FOR_OTHERS);
}
