/*
 * Devices by what a user calls them.
 */
#include "inventory/device_query.h"
#include "inventory/identity_internal.h"

static GArray *list_matches(const struct identity *identity, const struct device_query *query,
                            bool (*matches)(const struct device_query *, const struct device *))
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < identity->count; i++)
        if (matches(query, &identity->devices[i]))
            g_array_append_val(found, i);
    return found;
}

GArray *identity_match(const struct identity *identity, const char *text)
{
    struct device_query *query = device_query_new(text);
    GArray *found = list_matches(identity, query, device_query_is_exactly);
    if (found->len == 0) {
        g_array_unref(found);
        found = list_matches(identity, query, device_query_is_by_label);
    }
    device_query_free(query);
    return found;
}
