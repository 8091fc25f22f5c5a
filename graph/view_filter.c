#include "graph/pattern.h"
#include "graph/view.h"
#include "graph/view_internal.h"
#include "model/prefix.h"

#include <string.h>

G_DEFINE_QUARK(view - error - quark, view_error)

/* The order of the values of enum key. */
const char *const view_filter_keys[] = {"name", "role",    "vendor",   "model", "os",      "version",
                                        "site", "address", "location", "via",   "visited", NULL};
enum key {
    KEY_NAME,
    KEY_ROLE,
    KEY_VENDOR,
    KEY_MODEL,
    KEY_OS,
    KEY_VERSION,
    KEY_SITE,
    KEY_ADDRESS,
    KEY_LOCATION,
    KEY_VIA,
    KEY_VISITED
};

struct view_filter {
    enum key key;
    bool is_negated;
    char **values;
};

static bool find_key(const char *text, size_t length, enum key *out)
{
    for (int i = 0; view_filter_keys[i] != NULL; i++)
        if (strlen(view_filter_keys[i]) == length && strncmp(view_filter_keys[i], text, length) == 0) {
            *out = (enum key)i;
            return true;
        }
    return false;
}

struct view_filter *view_filter_parse(const char *text, GError **error)
{
    const char *equals = strchr(text, '=');
    bool is_negated = equals != NULL && equals > text && equals[-1] == '!';
    size_t length = equals == NULL ? 0 : (size_t)(equals - text) - is_negated;
    enum key key;
    if (equals == NULL || equals[1] == '\0' || !find_key(text, length, &key)) {
        g_autofree char *keys = g_strjoinv(", ", (char **)view_filter_keys);
        g_set_error(error, VIEW_ERROR, VIEW_ERROR_FILTER,
                    "filter '%s' is not KEY=PATTERN or KEY!=PATTERN with one of %s", text, keys);
        return NULL;
    }
    struct view_filter *filter = g_new0(struct view_filter, 1);
    *filter = (struct view_filter){key, is_negated, g_strsplit(equals + 1, ",", -1)};
    return filter;
}

void view_filter_free(struct view_filter *filter)
{
    if (filter == NULL)
        return;
    g_strfreev(filter->values);
    g_free(filter);
}

static bool address_matches(const char *value, const char *text)
{
    struct prefix prefix;
    struct address address;
    if (prefix_parse(value, &prefix, NULL))
        return address_parse(text, &address) && prefix_covers(&prefix, address);
    return pattern_matches(value, text);
}

static bool any_matches(const char *value, const GPtrArray *texts,
                        bool (*matches)(const char *value, const char *text))
{
    for (guint i = 0; texts != NULL && i < texts->len; i++)
        if (matches(value, texts->pdata[i]))
            return true;
    return false;
}

static const char *text_of(enum key key, const struct device *device, const struct site_rules *sites)
{
    switch (key) {
    case KEY_NAME:
        return device->name;
    case KEY_ROLE:
        return words_format(&role_words, (int)device->role);
    case KEY_VENDOR:
        return device->vendor;
    case KEY_MODEL:
        return device->model;
    case KEY_OS:
        return device->os;
    case KEY_VERSION:
        return device->version;
    case KEY_SITE:
        return site_of(sites, device);
    case KEY_LOCATION:
        return device->location;
    case KEY_VIA:
        return words_format(&via_words, (int)device->via);
    case KEY_VISITED:
        return device->visited ? "yes" : "no";
    case KEY_ADDRESS:
        break;
    }
    return NULL;
}

static bool value_matches(const struct view_filter *filter, const char *value, const struct device *device,
                          const struct site_rules *sites)
{
    if (filter->key == KEY_ADDRESS)
        return any_matches(value, device->addresses, address_matches);
    if (pattern_matches(value, text_of(filter->key, device, sites)))
        return true;
    return filter->key == KEY_NAME && any_matches(value, device->names, pattern_matches);
}

bool view_filter_allows(const struct view_filter *filter, const struct device *device,
                        const struct site_rules *sites)
{
    bool is_matched = false;
    for (char **value = filter->values; *value != NULL && !is_matched; value++)
        is_matched = value_matches(filter, *value, device, sites);
    return is_matched != filter->is_negated;
}
