#include "inventory/device_query.h"

#include "inventory/naming.h"

#include <string.h>

/* What the text may be, read once. */
struct device_query {
    char *text;
    char *folded; /* NULL when it says nothing */
    char *mac;    /* NULL when it is no MAC address */
    char *address;
    int64_t id; /* 0: it is none */
};

struct device_query *device_query_new(const char *text)
{
    char buffer[ADDRESS_TEXT_SIZE];
    struct mac mac;
    struct address address;
    struct device_query *query = g_new0(struct device_query, 1);
    query->text = g_strdup(text);
    query->folded = naming_fold(text);
    if (mac_parse(text, &mac))
        query->mac = g_strdup(mac_format(mac, buffer));
    if (address_parse(text, &address))
        query->address = g_strdup(address_format(address, buffer));
    if (text[0] == '#')
        query->id = g_ascii_strtoll(text + 1, NULL, 10);
    return query;
}

void device_query_free(struct device_query *query)
{
    g_free(query->text);
    g_free(query->folded);
    g_free(query->mac);
    g_free(query->address);
    g_free(query);
}

static bool has_text(const GPtrArray *list, const char *text)
{
    for (guint i = 0; text != NULL && list != NULL && i < list->len; i++)
        if (g_ascii_strcasecmp(list->pdata[i], text) == 0)
            return true;
    return false;
}

bool device_query_is_exactly(const struct device_query *query, const struct device *device)
{
    if (query->id != 0)
        return device->id == query->id;
    if (g_ascii_strcasecmp(device->name, query->text) == 0 || has_text(device->names, query->text))
        return true;
    if (has_text(device->chassis_ids, query->mac) || has_text(device->chassis_ids, query->text))
        return true;
    if (has_text(device->addresses, query->address) || has_text(device->shared_addresses, query->address))
        return true;
    return (device->serial != NULL && g_ascii_strcasecmp(device->serial, query->text) == 0) ||
           g_strcmp0(device->source_id, query->text) == 0;
}

bool device_query_is_by_label(const struct device_query *query, const struct device *device)
{
    if (query->folded == NULL || query->id != 0)
        return false;
    for (guint i = 0; i < device->names->len; i++) {
        g_autofree char *name = naming_fold(device->names->pdata[i]);
        if (name != NULL && naming_agree(name, query->folded))
            return true;
    }
    return false;
}

static void take_lower(const char *text, device_key_fn take, void *user)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    take(lower, user);
}

static void take_id(int64_t id, device_key_fn take, void *user)
{
    char text[24];
    g_snprintf(text, sizeof text, "#%" G_GINT64_FORMAT, id);
    take(text, user);
}

/* What naming_agree compares. */
static void take_folded(const char *folded, device_key_fn take, void *user)
{
    g_autofree char *label = naming_first_label(folded);
    take(folded, user);
    if (label != NULL)
        take(label, user);
}

void device_query_each_key(const struct device_query *query, device_key_fn take, void *user)
{
    if (query->id != 0) {
        take_id(query->id, take, user);
        return;
    }
    take_lower(query->text, take, user);
    if (query->mac != NULL)
        take_lower(query->mac, take, user);
    if (query->address != NULL)
        take_lower(query->address, take, user);
    if (query->folded != NULL)
        take_folded(query->folded, take, user);
}

static void take_all_lower(const GPtrArray *list, device_key_fn take, void *user)
{
    for (guint i = 0; list != NULL && i < list->len; i++)
        take_lower(list->pdata[i], take, user);
}

void device_each_key(const struct device *device, device_key_fn take, void *user)
{
    take_id(device->id, take, user);
    take_lower(device->name, take, user);
    take_all_lower(device->names, take, user);
    take_all_lower(device->chassis_ids, take, user);
    take_all_lower(device->addresses, take, user);
    take_all_lower(device->shared_addresses, take, user);
    if (device->serial != NULL)
        take_lower(device->serial, take, user);
    if (device->source_id != NULL)
        take_lower(device->source_id, take, user);
    for (guint i = 0; i < device->names->len; i++) {
        g_autofree char *folded = naming_fold(device->names->pdata[i]);
        if (folded != NULL)
            take_folded(folded, take, user);
    }
}
