#include "graph/port_name.h"

#include <string.h>

char *port_name_fold(const char *name)
{
    char *folded = g_malloc(strlen(name) + 1);
    char *out = folded;
    for (; *name != '\0'; name++)
        if (!g_ascii_isspace(*name))
            *out++ = g_ascii_tolower(*name);
    *out = '\0';
    return folded;
}

guint port_name_hash(gconstpointer name)
{
    guint hash = 5381;
    for (const char *at = name; *at != '\0'; at++)
        if (!g_ascii_isspace(*at))
            hash = hash * 33 + (guchar)g_ascii_tolower(*at);
    return hash;
}

static bool equal_folded(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (g_ascii_isspace(*a))
            a++;
        while (g_ascii_isspace(*b))
            b++;
        if (g_ascii_tolower(*a) != g_ascii_tolower(*b))
            return false;
        if (*a == '\0')
            return true;
    }
}

gboolean port_name_equal(gconstpointer a, gconstpointer b)
{
    return equal_folded(a, b);
}

const char *port_name_tail(const char *name)
{
    while (*name != '\0' && !g_ascii_isdigit(*name))
        name++;
    return name;
}

#define MAX_LETTERS 48

/* The letters before the first digit, folded: hyphens and blanks are a matter of taste. */
static size_t read_letters(const char *name, bool capitals_only, char letters[MAX_LETTERS])
{
    size_t count = 0;
    for (; *name != '\0' && !g_ascii_isdigit(*name) && count < MAX_LETTERS; name++)
        if (capitals_only ? g_ascii_isupper(*name) : g_ascii_isalpha(*name))
            letters[count++] = g_ascii_tolower(*name);
    return count;
}

static bool abbreviates(const char *brief, const char *name)
{
    char letters[MAX_LETTERS], full[MAX_LETTERS];
    size_t size = read_letters(brief, false, letters);
    size_t full_size = read_letters(name, false, full);
    if (size == full_size)
        return memcmp(letters, full, size) == 0;
    if (size < 2 || size > full_size)
        return false;
    if (memcmp(letters, full, size) == 0)
        return true;
    return read_letters(name, true, full) == size && memcmp(letters, full, size) == 0;
}

bool port_name_same(const char *a, const char *b)
{
    if (!equal_folded(port_name_tail(a), port_name_tail(b)))
        return false;
    return abbreviates(a, b) || abbreviates(b, a);
}

size_t port_name_unit_base(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot == name || dot[1] == '\0')
        return 0;
    for (const char *at = dot + 1; *at != '\0'; at++)
        if (!g_ascii_isdigit(*at))
            return 0;
    return (size_t)(dot - name);
}

bool port_name_is_aggregate(const char *name)
{
    static const char *const words[] = {
        "port-channel", "portchannel", "po",   "ae",     "bond",        "lag",      "trk",
        "eth-trunk",    "team",        "be",   "bundle", "aggregation", "ethtrunk", "channel",
        "bagg",         "bundleether", "mlag", "ag",     "trunk",       "agg",
    };
    char letters[MAX_LETTERS + 1];
    size_t size = 0;
    for (; (g_ascii_isalpha(*name) || *name == '-') && size < MAX_LETTERS; name++)
        letters[size++] = g_ascii_tolower(*name);
    letters[size] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(letters, words[i]) == 0)
            return true;
    return strcmp(letters, "bridge-aggregation") == 0 || strcmp(letters, "bundle-ether") == 0;
}

bool port_name_is_number(const char *name)
{
    if (*name == '\0')
        return false;
    for (; *name != '\0'; name++)
        if (!g_ascii_isdigit(*name))
            return false;
    return true;
}
