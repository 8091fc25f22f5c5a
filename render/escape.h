/*
 * Escaping: text of devices made inert for the format it is written into. Text that is no valid UTF-8, and
 * characters that XML 1.0 does not allow, that steer terminals, or that turn the direction of text, become
 * U+FFFD in all of them.
 */
#ifndef RENDER_ESCAPE_H
#define RENDER_ESCAPE_H

#include <glib.h>

/* XML character data and attribute values in either quotes, XML 1.0 (2.2, 2.3). */
void escape_xml(GString *out, const char *text);

/* A DOT string with its quotes. Backslashes are doubled: in Graphviz' escString attributes \N, \G and others
 * would stand for something else. */
void escape_dot(GString *out, const char *text);

/* A CSV field, RFC 4180: in quotes where it must be. A field that a spreadsheet would take for a formula gets
 * an apostrophe in front. */
void escape_csv(GString *out, const char *text);

/* Graphviz reads & and \\ in text as the beginning of entities and escapes, differently in names, labels and
 * HTML-like labels, and its SVG writer does so once more. In an SVG two characters of the private use area
 * stand for them until it is finished (escape_restore_svg); elsewhere they are escaped as well as it goes. */
enum escape_target { ESCAPE_FOR_SVG, ESCAPE_FOR_OTHERS };

/* For a plain label, tooltip or other escString set through cgraph. Caller frees with g_free. */
char *escape_label(const char *text, enum escape_target target);

/* For the text in an HTML-like label. Appends. */
void escape_html_label(GString *out, const char *text, enum escape_target target);

/* For what is taken as it is: the name of a node. Caller frees with g_free. */
char *escape_name(const char *text, enum escape_target target);

/* Puts the characters back, escaped for XML. */
void escape_restore_svg(GString *svg);

/* Valid UTF-8 with nothing else changed than what is said at the top: for what is handed on as it is (names
 * of cgraph's nodes). Caller frees with g_free. */
char *escape_nothing(const char *text);

#endif
