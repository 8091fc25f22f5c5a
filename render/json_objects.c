#include "render/json_objects.h"

/* jansson takes valid UTF-8 only, and answers NULL to anything else: what is no text must not make the key
 * vanish as though it were unknown. */
static json_t *text_to_json(const char *text)
{
    json_t *string = json_string(text);
    if (string)
        return string;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return json_string(valid);
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, text_to_json(text));
}

static void set_texts(json_t *object, const char *key, const GPtrArray *texts)
{
    json_t *array = json_array();
    for (guint i = 0; texts && i < texts->len; i++)
        json_array_append_new(array, text_to_json(g_ptr_array_index(texts, i)));
    json_object_set_new(object, key, array);
}

static void set_id(json_t *object, const char *key, int64_t id)
{
    if (id)
        json_object_set_new(object, key, json_integer(id));
}

json_t *device_to_json(const struct device *device)
{
    json_t *object = json_object();
    set_id(object, "id", device->id);
    set_text(object, "name", device->name);
    set_texts(object, "addresses", device->addresses);
    set_texts(object, "chassis_ids", device->chassis_ids);
    set_text(object, "vendor", device->vendor);
    set_text(object, "model", device->model);
    set_text(object, "os", device->os);
    set_text(object, "version", device->version);
    set_text(object, "serial", device->serial);
    set_text(object, "role", words_format(&role_words, (int)device->role));
    set_text(object, "location", device->location);
    json_object_set_new(object, "visited", json_boolean(device->visited));
    set_text(object, "via", words_format(&via_words, (int)device->via));
    set_text(object, "source_id", device->source_id);
    return object;
}

json_t *link_end_to_json(const struct topology *topology, const struct link_end *end)
{
    const struct device *device = topology_device(topology, end->device);
    json_t *object = json_object();
    set_text(object, "device", device->name);
    set_id(object, "device_id", device->id);
    set_text(object, "port", end->port);
    return object;
}

static json_t *protocols_to_json(uint32_t protocols)
{
    json_t *array = json_array();
    for (int protocol = PROTOCOL_NONE + 1; protocol < PROTOCOLS; protocol++)
        if (protocols & PROTOCOL_BIT(protocol))
            json_array_append_new(array, text_to_json(words_format(&protocol_words, protocol)));
    return array;
}

static json_t *members_to_json(const struct link *link)
{
    json_t *array = json_array();
    for (size_t i = 0; i < link->member_count; i++) {
        json_t *member = json_object();
        set_text(member, "a", link->members[i].a);
        set_text(member, "b", link->members[i].b);
        json_array_append_new(array, member);
    }
    return array;
}

/* A number of whole Mbit/s is written without a fraction. */
static json_t *speed_to_json(uint64_t speed_bps)
{
    if (speed_bps % 1000000 == 0)
        return json_integer((json_int_t)(speed_bps / 1000000));
    return json_real((double)speed_bps / 1e6);
}

json_t *link_to_json(const struct topology *topology, const struct link *link)
{
    json_t *object = json_object();
    json_object_set_new(object, "a", link_end_to_json(topology, &link->a));
    json_object_set_new(object, "b", link_end_to_json(topology, &link->b));
    set_text(object, "layer", words_format(&layer_words, (int)link->layer));
    json_object_set_new(object, "protocols", protocols_to_json(link->protocols));
    set_text(object, "certainty", words_format(&certainty_words, (int)link->certainty));
    if (link->speed_bps)
        json_object_set_new(object, "speed_mbps", speed_to_json(link->speed_bps));
    if (link->is_blocked && !link->is_down)
        json_object_set_new(object, "blocked", json_true());
    if (link->member_count)
        json_object_set_new(object, "members", members_to_json(link));
    return object;
}
