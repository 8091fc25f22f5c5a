#include "render/svg.h"

#include "render/escape.h"

#include <stdbool.h>
#include <string.h>

static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/* Copies without comments: they name the version of Graphviz, and repeat names of devices. */
static void append_without_comments(GString *out, const char *text)
{
    for (const char *start = strstr(text, "<!--"); start; start = strstr(text, "<!--")) {
        g_string_append_len(out, text, start - text);
        const char *end = strstr(start, "-->");
        if (end == NULL)
            return;
        text = end + strlen("-->");
        if (*text == '\n')
            text++;
    }
    g_string_append(out, text);
}

/* Every text has the font of the root: what the map was measured with (render/text_size.h), or what is as
 * wide. */
static const char font[] =
    "font-family=\"Helvetica,Arial,Liberation Sans,DejaVu Sans Condensed,sans-serif\" font-size=\"10\" ";

static void inherit_font(GString *svg)
{
    g_string_replace(svg, " font-family=\"Helvetica,sans-Serif\"", "", 0);
    g_string_replace(svg, " font-size=\"10.00\"", "", 0);
}

/* Line by line: a group, and a text, begin a line each in what Graphviz writes, and text cannot look like
 * them: it has no quotes and no line breaks. */
static void center_texts(GString *svg)
{
    static const char start_anchor[] = "<text text-anchor=\"start\"",
                      middle_anchor[] = "<text text-anchor=\"middle\"";
    GString *out = g_string_sized_new(svg->len);
    bool is_centered = false;
    for (const char *line = svg->str, *next; *line; line = next) {
        const char *end = strchr(line, '\n');
        next = end ? end + 1 : line + strlen(line);
        if (g_str_has_prefix(line, "<g id=") && g_strstr_len(line, next - line, " class=\""))
            is_centered = g_strstr_len(line, next - line, " class=\"node " SVG_CENTERED "\"") != NULL;
        if (is_centered && g_str_has_prefix(line, start_anchor)) {
            g_string_append(out, middle_anchor);
            line += strlen(start_anchor);
        }
        g_string_append_len(out, line, next - line);
    }
    g_string_assign(svg, out->str);
    g_string_free(out, TRUE);
}

GBytes *svg_finish(GBytes *svg, const char *title, const char *description)
{
    size_t size;
    const char *data = g_bytes_get_data(svg, &size);
    g_autofree char *text = g_strndup(data, size);
    g_bytes_unref(svg);
    /* The document type before the root refers to a file on another machine. */
    const char *root = strstr(text, "<svg ");
    const char *root_end = root ? strchr(root, '>') : NULL;
    GString *out = g_string_new(declaration);
    if (root_end == NULL) {
        g_string_append(out, text);
        return g_string_free_to_bytes(out);
    }
    g_string_append(out, "<svg role=\"img\" lang=\"en\" aria-labelledby=\"map-title map-desc\" ");
    g_string_append(out, font);
    g_string_append_len(out, root + strlen("<svg "), root_end + 1 - root - (gssize)strlen("<svg "));
    g_string_append(out, "\n<title id=\"map-title\">");
    escape_xml(out, title);
    g_string_append(out, "</title>\n<desc id=\"map-desc\">");
    escape_xml(out, description);
    g_string_append(out, "</desc>");
    append_without_comments(out, root_end + 1);
    inherit_font(out);
    center_texts(out);
    escape_restore_svg(out);
    return g_string_free_to_bytes(out);
}
