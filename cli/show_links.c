#include "cli/show.h"

#include "render/json_objects.h"

static char *format_end(const json_t *row, const char *end, const char *key)
{
    return g_strdup(json_string_value(json_object_get(json_object_get(row, end), key)));
}

static char *format_a_device(const json_t *row)
{
    return format_end(row, "a", "device");
}

static char *format_a_port(const json_t *row)
{
    return format_end(row, "a", "port");
}

static char *format_b_device(const json_t *row)
{
    return format_end(row, "b", "device");
}

static char *format_b_port(const json_t *row)
{
    return format_end(row, "b", "port");
}

const struct column show_link_columns[] = {
    {.heading = "A", .format = format_a_device},
    {.heading = "PORT", .format = format_a_port},
    {.heading = "B", .format = format_b_device},
    {.heading = "PORT", .format = format_b_port},
    {.heading = "LAYER", .key = "layer"},
    {.heading = "PROTOCOLS", .key = "protocols"},
    {.heading = "CERTAINTY", .key = "certainty"},
    {.heading = "SPEED", .format = listing_format_speed, .is_number = true},
    {.heading = NULL},
};

static bool is_wanted(const struct link *link, size_t first, size_t end, uint32_t layers)
{
    bool is_of_a = link->a.device >= first && link->a.device < end;
    bool is_of_b = link->b.device >= first && link->b.device < end;
    return (is_of_a || is_of_b) && (layers == 0 || (layers & (1U << link->layer)) != 0);
}

json_t *show_link_rows(const struct model *model, size_t device, uint32_t layers)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < topology_link_count(model->topology); i++) {
        const struct link *link = topology_link(model->topology, i);
        if (is_wanted(link, device, device + 1, layers))
            json_array_append_new(rows, link_to_json(model->topology, link));
    }
    return rows;
}

static int run(const struct show_request *request)
{
    struct model model;
    size_t first, end;
    int status;
    if (!show_open(request, 0, &model, &first, &end, &status))
        return status;
    struct listing *listing = listing_new(show_link_columns, request->as_json);
    for (size_t i = 0; i < topology_link_count(model.topology); i++) {
        const struct link *link = topology_link(model.topology, i);
        if (is_wanted(link, first, end, request->layers))
            listing_add(listing, link_to_json(model.topology, link));
    }
    return show_finish(listing, &model);
}

const struct show_what show_links = {.name = "links", .argument = "DEVICE", .run = run};
