/*
 * Devices by what a user calls them.
 */
#include "inventory/identity_internal.h"
#include "inventory/naming.h"

#include <string.h>

/* What the text may be, read once. */
struct wanted {
    const char *text;
    char *folded; /* NULL when it says nothing */
    char *mac;    /* NULL when it is no MAC address */
    char *address;
    int64_t id; /* 0: it is none */
    struct address parsed_address;
};

static void wanted_read(struct wanted *wanted, const char *text)
{
    char buffer[ADDRESS_TEXT_SIZE];
    struct mac mac;
    *wanted = (struct wanted){.text = text, .folded = naming_fold(text)};
    if (mac_parse(text, &mac))
        wanted->mac = g_strdup(mac_format(mac, buffer));
    if (address_parse(text, &wanted->parsed_address))
        wanted->address = g_strdup(address_format(wanted->parsed_address, buffer));
    if (text[0] == '#')
        wanted->id = g_ascii_strtoll(text + 1, NULL, 10);
}

static void wanted_clear(struct wanted *wanted)
{
    g_free(wanted->folded);
    g_free(wanted->mac);
    g_free(wanted->address);
}

static bool has_text(const GPtrArray *list, const char *text)
{
    for (guint i = 0; text != NULL && i < list->len; i++)
        if (g_ascii_strcasecmp(list->pdata[i], text) == 0)
            return true;
    return false;
}

/* Addresses that several devices own are in nobody's list, but a user may ask for all that own one. */
static bool owns_address(const struct device *device, struct address address)
{
    size_t count = 0;
    const struct ip_address *rows = device->observation == NULL
                                        ? NULL
                                        : observation_records(device->observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (address_equal(rows[i].address, address))
            return true;
    return false;
}

static bool is_exactly(const struct device *device, const struct wanted *wanted)
{
    if (wanted->id != 0)
        return device->id == wanted->id;
    if (g_ascii_strcasecmp(device->name, wanted->text) == 0 || has_text(device->names, wanted->text))
        return true;
    if (has_text(device->chassis_ids, wanted->mac) || has_text(device->chassis_ids, wanted->text))
        return true;
    if (has_text(device->addresses, wanted->address))
        return true;
    if (wanted->address != NULL && owns_address(device, wanted->parsed_address))
        return true;
    return (device->serial != NULL && g_ascii_strcasecmp(device->serial, wanted->text) == 0) ||
           g_strcmp0(device->source_id, wanted->text) == 0;
}

static bool is_by_label(const struct device *device, const struct wanted *wanted)
{
    for (guint i = 0; wanted->folded != NULL && i < device->names->len; i++) {
        g_autofree char *name = naming_fold(device->names->pdata[i]);
        if (name != NULL && naming_agree(name, wanted->folded))
            return true;
    }
    return false;
}

static GArray *list_matches(const struct identity *identity, const struct wanted *wanted,
                            bool (*matches)(const struct device *, const struct wanted *))
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < identity->count; i++)
        if (matches(&identity->devices[i], wanted))
            g_array_append_val(found, i);
    return found;
}

GArray *identity_match(const struct identity *identity, const char *text)
{
    struct wanted wanted;
    wanted_read(&wanted, text);
    GArray *found = list_matches(identity, &wanted, is_exactly);
    if (found->len == 0 && wanted.id == 0) {
        g_array_unref(found);
        found = list_matches(identity, &wanted, is_by_label);
    }
    wanted_clear(&wanted);
    return found;
}
