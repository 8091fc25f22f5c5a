#include "render/fields.h"

static char *device_name(const struct device *device)
{
    return g_strdup(device->name);
}

static char *device_role(const struct device *device)
{
    return g_strdup(words_format(&role_words, (int)device->role));
}

static char *device_vendor(const struct device *device)
{
    return g_strdup(device->vendor);
}

static char *device_model(const struct device *device)
{
    return g_strdup(device->model);
}

static char *device_os(const struct device *device)
{
    return g_strdup(device->os);
}

static char *device_address(const struct device *device)
{
    const GPtrArray *addresses = device->addresses;
    return addresses && addresses->len > 0 ? g_strdup(addresses->pdata[0]) : NULL;
}

static char *device_visited(const struct device *device)
{
    return g_strdup(device->visited ? "true" : "false");
}

const struct device_field device_fields[] = {
    {"name", FIELD_CLASS_STRING, device_name},
    {"role", FIELD_CLASS_STRING, device_role},
    {"vendor", FIELD_CLASS_STRING, device_vendor},
    {"model", FIELD_CLASS_STRING, device_model},
    {"os", FIELD_CLASS_STRING, device_os},
    {"address", FIELD_CLASS_STRING, device_address},
    {"visited", FIELD_CLASS_BOOLEAN, device_visited},
};
const size_t device_field_count = G_N_ELEMENTS(device_fields);

static char *link_a_port(const struct link *link)
{
    return g_strdup(link->a.port);
}

static char *link_b_port(const struct link *link)
{
    return g_strdup(link->b.port);
}

static char *link_layer(const struct link *link)
{
    return g_strdup(words_format(&layer_words, (int)link->layer));
}

static char *link_protocols(const struct link *link)
{
    return link->protocols ? words_format_set(&protocol_words, link->protocols, ",") : NULL;
}

static char *link_certainty(const struct link *link)
{
    return g_strdup(words_format(&certainty_words, (int)link->certainty));
}

/* Exact, without the noise of binary fractions: 0.064, 1000. */
static char *link_speed(const struct link *link)
{
    if (link->speed_bps == 0)
        return NULL;
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, link->speed_bps / 1000000,
                    link->speed_bps % 1000000);
    while (text->str[text->len - 1] == '0')
        g_string_truncate(text, text->len - 1);
    if (text->str[text->len - 1] == '.')
        g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

const struct link_field link_fields[] = {
    {"a_port", FIELD_CLASS_STRING, link_a_port},       {"b_port", FIELD_CLASS_STRING, link_b_port},
    {"layer", FIELD_CLASS_STRING, link_layer},         {"protocols", FIELD_CLASS_STRING, link_protocols},
    {"certainty", FIELD_CLASS_STRING, link_certainty}, {"speed_mbps", FIELD_CLASS_DOUBLE, link_speed},
};
const size_t link_field_count = G_N_ELEMENTS(link_fields);

char *field_device_id(const struct topology *topology, uint32_t position)
{
    int64_t id = topology_device(topology, position)->id;
    return id ? g_strdup_printf("d%" G_GINT64_FORMAT, id) : g_strdup_printf("p%u", position);
}
