#include "discover/os/port_range.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PORTS 1024

static bool is_port(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789/:") == strlen(text) &&
           g_ascii_isdigit(text[strlen(text) - 1]);
}

static bool is_kind(const char *word)
{
    static const char *const kinds[] = {"e", "eth", "ethe", "ethernet", "p", "pos"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_ascii_strcasecmp(word, kinds[i]) == 0)
            return true;
    return false;
}

/* The length of what stands before the last number. */
static size_t stem_length(const char *port)
{
    size_t length = strlen(port);
    while (length > 0 && g_ascii_isdigit(port[length - 1]))
        length--;
    return length;
}

/* The second end may leave out what it has in common with the first. */
static void add_range(GPtrArray *out, const char *first, const char *last)
{
    size_t stem = stem_length(first), last_stem = stem_length(last);
    unsigned long from = strtoul(first + stem, NULL, 10), to = strtoul(last + last_stem, NULL, 10);
    bool is_same_stem = last_stem == 0 || (last_stem == stem && strncmp(first, last, stem) == 0);
    if (!is_same_stem || to < from || to - from >= MAX_PORTS) {
        g_ptr_array_add(out, g_strdup(first));
        g_ptr_array_add(out, g_strdup(last));
        return;
    }
    for (unsigned long port = from; port <= to; port++)
        g_ptr_array_add(out, g_strdup_printf("%.*s%lu", (int)stem, first, port));
}

/* "1/1-1/4" */
static bool add_hyphenated(GPtrArray *out, const char *word)
{
    const char *hyphen = strchr(word, '-');
    if (hyphen == NULL)
        return false;
    g_autofree char *first = g_strndup(word, (size_t)(hyphen - word));
    if (!is_port(first) || !is_port(hyphen + 1))
        return false;
    add_range(out, first, hyphen + 1);
    return true;
}

/* "to" of "1/3/1 to 1/3/4" follows the word. */
static bool is_range(char *const *words)
{
    return is_port(words[0]) && words[1] != NULL && g_ascii_strcasecmp(words[1], "to") == 0 &&
           words[2] != NULL && is_port(words[2]);
}

char **port_range_expand(char *const *words)
{
    GPtrArray *out = g_ptr_array_new();
    while (*words != NULL && out->len < MAX_PORTS) {
        if (is_range(words)) {
            add_range(out, words[0], words[2]);
            words += 3;
            continue;
        }
        if (!is_kind(*words) && !add_hyphenated(out, *words))
            g_ptr_array_add(out, g_strdup(*words));
        words++;
    }
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(out, FALSE);
}
