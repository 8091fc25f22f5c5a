#include "graph/import_text.h"

#include <gio/gio.h>
#include <string.h>

struct import_text import_text_init(struct bytes file)
{
    static const uint8_t mark[] = {0xef, 0xbb, 0xbf};
    bool has_mark = file.size >= sizeof mark && memcmp(file.data, mark, sizeof mark) == 0;
    return (struct import_text){file, has_mark ? sizeof mark : 0, 1};
}

int import_text_peek(const struct import_text *text)
{
    return text->at < text->file.size ? text->file.data[text->at] : -1;
}

int import_text_take(struct import_text *text)
{
    int octet = import_text_peek(text);
    if (octet < 0)
        return octet;
    text->at++;
    /* A CR before an LF is part of the same end. */
    if (octet == '\n' || (octet == '\r' && import_text_peek(text) != '\n'))
        text->line++;
    return octet;
}

bool import_text_line(struct import_text *text, struct bytes *line)
{
    size_t start = text->at;
    if (start >= text->file.size)
        return false;
    size_t end = start;
    while (end < text->file.size && text->file.data[end] != '\n' && text->file.data[end] != '\r')
        end++;
    *line = (struct bytes){text->file.data + start, end - start};
    text->at = end;
    if (import_text_take(text) == '\r' && import_text_peek(text) == '\n')
        import_text_take(text);
    return true;
}

static bool is_blank(uint8_t octet)
{
    return octet == ' ' || octet == '\t' || octet == '\f' || octet == '\v';
}

static void skip(struct bytes *rest, size_t count)
{
    rest->data += count;
    rest->size -= count;
}

struct bytes import_text_word(struct bytes *rest, const char *stops)
{
    while (rest->size > 0 && is_blank(*rest->data))
        skip(rest, 1);
    struct bytes word = {rest->data, 0};
    while (word.size < rest->size && !is_blank(rest->data[word.size]) &&
           (rest->data[word.size] == '\0' || strchr(stops, rest->data[word.size]) == NULL))
        word.size++;
    skip(rest, word.size);
    return word;
}

bool import_text_fail(unsigned line, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %u: %s", line, message);
    return false;
}

bool import_text_declare(struct import_graph *graph, struct bytes id, unsigned line, uint32_t *node,
                         GError **error)
{
    if (!import_graph_find_node(graph, id, node, error)) {
        g_prefix_error(error, "line %u: ", line);
        return false;
    }
    import_graph_declare(graph, *node);
    return true;
}

bool import_text_add_edge(struct import_graph *graph, struct bytes source, struct bytes target, unsigned line,
                          GError **error)
{
    uint32_t a, b;
    if (import_graph_find_node(graph, source, &a, error) &&
        import_graph_find_node(graph, target, &b, error) && import_graph_add_edge(graph, a, b, error))
        return true;
    g_prefix_error(error, "line %u: ", line);
    return false;
}
