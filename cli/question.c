#include "cli/question.h"

#include "cli/listing.h"

bool question_open(const struct cli *cli, uint32_t layers, struct question *out, int *status)
{
    *out = (struct question){0};
    if (!model_open_topology(cli, &out->model, status))
        return false;
    out->links = topology_select_merged(out->model.topology, layers);
    out->graph = (struct graph){topology_device_count(out->model.topology),
                                (const struct link *)(const void *)out->links->data, out->links->len};
    return true;
}

void question_close(struct question *question)
{
    if (question->links != NULL)
        g_array_unref(question->links);
    model_close(&question->model);
    *question = (struct question){0};
}

const struct device *question_device(const struct question *question, uint32_t position)
{
    return topology_device(question->model.topology, position);
}

json_t *question_device_to_json(const struct question *question, uint32_t position)
{
    const struct device *device = question_device(question, position);
    json_t *object = json_object();
    output_set_text(object, "device", device->name);
    output_set_integer(object, "device_id", device->id);
    output_set_text(object, "source_id", device->source_id);
    return object;
}

GArray *question_match(const struct question *question, const char *text)
{
    return topology_match(question->model.topology, text);
}

bool question_find_device(const struct question *question, const char *text, uint32_t *position, int *status)
{
    size_t found;
    if (!model_find_device(&question->model, text, &found, status))
        return false;
    *position = (uint32_t)found;
    return true;
}

bool question_open_at(const struct cli *cli, uint32_t layers, const char *device, struct question *out,
                      uint32_t *position, int *status)
{
    if (!question_open(cli, layers, out, status))
        return false;
    if (question_find_device(out, device, position, status))
        return true;
    question_close(out);
    return false;
}

json_t *question_end_to_json(const struct question *question, const struct link_end *end)
{
    json_t *object = question_device_to_json(question, end->device);
    output_set_text(object, "port", end->port);
    return object;
}

json_t *question_link_to_json(const struct question *question, const struct link *link)
{
    json_t *object = json_object();
    json_object_set_new(object, "a", question_end_to_json(question, &link->a));
    json_object_set_new(object, "b", question_end_to_json(question, &link->b));
    if (link->speed_bps > 0)
        json_object_set_new(object, "speed_mbps", listing_speed(link->speed_bps));
    return object;
}

char *question_format_end(const struct question *question, const struct link_end *end, bool is_arrival)
{
    const char *name = question_device(question, end->device)->name;
    if (end->port == NULL)
        return g_strdup(name);
    return is_arrival ? g_strdup_printf("[%s] %s", end->port, name)
                      : g_strdup_printf("%s [%s]", name, end->port);
}

json_t *question_pair_to_json(const struct question *question, uint32_t a, uint32_t b)
{
    const struct device *first = question_device(question, a), *second = question_device(question, b);
    json_t *object = json_object();
    output_set_text(object, "a", first->name);
    output_set_text(object, "b", second->name);
    output_set_integer(object, "a_id", first->id);
    output_set_integer(object, "b_id", second->id);
    return object;
}

char *question_format_names(const struct question *question, const GArray *positions, guint most)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < positions->len && i < most; i++)
        g_string_append_printf(names, "%s%s", i == 0 ? "" : ", ",
                               question_device(question, g_array_index(positions, uint32_t, i))->name);
    if (positions->len > most)
        g_string_append(names, ", ...");
    return g_string_free(names, FALSE);
}

json_t *question_names(const struct question *question, const GArray *positions)
{
    json_t *names = json_array();
    for (guint i = 0; i < positions->len; i++)
        json_array_append_new(
            names, json_string(question_device(question, g_array_index(positions, uint32_t, i))->name));
    return names;
}

json_t *question_ids(const struct question *question, const GArray *positions)
{
    json_t *ids = json_array();
    for (guint i = 0; i < positions->len; i++)
        json_array_append_new(
            ids, json_integer(question_device(question, g_array_index(positions, uint32_t, i))->id));
    return ids;
}
