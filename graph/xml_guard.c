#include "graph/xml_guard.h"

#include <gio/gio.h>
#include <string.h>

struct scan {
    const char *start, *at, *end;
};

static bool refuse(const struct scan *scan, GError **error, const char *reason)
{
    size_t line = 1;
    for (const char *c = scan->start; c < scan->at && (c = memchr(c, '\n', (size_t)(scan->at - c))) != NULL;
         c++)
        line++;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %zu: %s", line, reason);
    return false;
}

static bool is_at(const struct scan *scan, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(scan->end - scan->at) >= size && memcmp(scan->at, text, size) == 0;
}

/* To behind the next occurrence of text. */
static bool skip_past(struct scan *scan, const char *text, GError **error)
{
    const char *found = memmem(scan->at, (size_t)(scan->end - scan->at), text, strlen(text));
    if (found == NULL)
        return refuse(scan, error, "not well-formed: the file ends inside of markup that begins here");
    scan->at = found + strlen(text);
    return true;
}

/* Encodings in which the octets of ASCII stand for nothing else. */
static bool is_encoding_allowed(const char *name)
{
    static const char *const prefixes[] = {"iso-8859-", "windows-125"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return g_ascii_strcasecmp(name, "utf-8") == 0 || g_ascii_strcasecmp(name, "us-ascii") == 0 ||
           g_ascii_strcasecmp(name, "ascii") == 0;
}

/* <?xml version="1.0" encoding="..."?>. A declaration in which encoding occurs twice could mean one to us and
 * another to the parser. */
static bool check_declaration(struct scan *scan, GError **error)
{
    struct scan declaration = *scan;
    if (!skip_past(scan, "?>", error))
        return false;
    g_autofree char *text = g_strndup(declaration.at, (gsize)(scan->at - declaration.at));
    const char *encoding = strstr(text, "encoding");
    if (encoding == NULL)
        return true;
    const char *value = encoding + strlen("encoding");
    value += strspn(value, " \t\r\n=");
    const char *close = *value == '"' || *value == '\'' ? strchr(value + 1, *value) : NULL;
    if (close == NULL || strstr(value, "encoding") != NULL)
        return refuse(&declaration, error, "the XML declaration is malformed");
    g_autofree char *name = g_strndup(value + 1, (gsize)(close - value - 1));
    if (!is_encoding_allowed(name))
        return refuse(&declaration, error, "the encoding is not read: convert the file to UTF-8");
    return true;
}

static bool check_start(struct scan *scan, GError **error)
{
    if (is_at(scan, "\xef\xbb\xbf"))
        scan->at += 3;
    size_t head = MIN((size_t)(scan->end - scan->at), 4);
    if (is_at(scan, "\xfe\xff") || is_at(scan, "\xff\xfe") || memchr(scan->at, '\0', head) != NULL)
        return refuse(scan, error, "UTF-16 and UTF-32 are not read: convert the file to UTF-8");
    if (is_at(scan, "<?xml") && !check_declaration(scan, error))
        return false;
    while (scan->at < scan->end && g_ascii_isspace(*scan->at))
        scan->at++;
    if (!is_at(scan, "<"))
        return refuse(scan, error, "this is no XML");
    return true;
}

/* A start or end tag: to behind the first '>' that is not quoted. */
static bool check_tag(struct scan *scan, GError **error)
{
    const char *limit = scan->end - scan->at > XML_GUARD_MAX_TAG ? scan->at + XML_GUARD_MAX_TAG : scan->end;
    unsigned attributes = 0;
    char quote = '\0';
    for (const char *c = scan->at; c < limit; c++) {
        if (quote != '\0')
            quote = *c == quote ? '\0' : quote;
        else if (*c == '"' || *c == '\'')
            quote = *c;
        else if (*c == '=' && ++attributes > XML_GUARD_MAX_ATTRIBUTES)
            return refuse(scan, error, "a tag has over " G_STRINGIFY(XML_GUARD_MAX_ATTRIBUTES) " attributes");
        else if (*c == '>') {
            scan->at = c + 1;
            return true;
        }
    }
    return refuse(scan, error,
                  limit < scan->end ? "a tag is longer than " G_STRINGIFY(XML_GUARD_MAX_TAG) " octets"
                                    : "not well-formed: the file ends inside of a tag that begins here");
}

static bool check_markup(struct scan *scan, GError **error)
{
    if (is_at(scan, "<!--")) {
        scan->at += strlen("<!--");
        return skip_past(scan, "-->", error);
    }
    if (is_at(scan, "<![CDATA["))
        return skip_past(scan, "]]>", error);
    if (is_at(scan, "<?"))
        return skip_past(scan, "?>", error);
    if (is_at(scan, "<!"))
        return refuse(scan, error, "a document type or an entity declaration (<!...) is not read");
    return check_tag(scan, error);
}

bool xml_guard_check(struct bytes file, GError **error)
{
    const char *start = (const char *)file.data;
    if (file.size == 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the file is empty");
        return false;
    }
    struct scan scan = {start, start, start + file.size};
    if (!check_start(&scan, error))
        return false;
    while (scan.at < scan.end) {
        scan.at = memchr(scan.at, '<', (size_t)(scan.end - scan.at));
        if (scan.at == NULL)
            break;
        if (!check_markup(&scan, error))
            return false;
    }
    return true;
}
