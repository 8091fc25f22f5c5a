#include "cli/question.h"

bool question_open(const struct cli *cli, uint32_t layers, struct question *out, int *status)
{
    *out = (struct question){0};
    if (!model_open(cli, model_topology_kinds, &out->model, status))
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

char *question_format_end(const struct question *question, const struct link_end *end, bool is_arrival)
{
    const char *name = question_device(question, end->device)->name;
    if (end->port == NULL)
        return g_strdup(name);
    return is_arrival ? g_strdup_printf("[%s] %s", end->port, name)
                      : g_strdup_printf("%s [%s]", name, end->port);
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
