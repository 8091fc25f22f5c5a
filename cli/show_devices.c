#include "cli/show.h"

#include "render/json_objects.h"

/* The first address and how many more there are: routers have hundreds. */
static char *format_address(const json_t *row)
{
    const json_t *addresses = json_object_get(row, "addresses");
    size_t count = json_array_size(addresses);
    if (count == 0)
        return NULL;
    const char *first = json_string_value(json_array_get(addresses, 0));
    return count == 1 ? g_strdup(first) : g_strdup_printf("%s (+%zu)", first, count - 1);
}

static char *format_via(const json_t *row)
{
    if (!json_is_true(json_object_get(row, "visited")))
        return g_strdup("not visited");
    return g_strdup(json_string_value(json_object_get(row, "via")));
}

static const struct column columns[] = {
    {.heading = "NAME", .key = "name"},
    {.heading = "ADDRESS", .format = format_address},
    {.heading = "ROLE", .key = "role"},
    {.heading = "VENDOR", .key = "vendor"},
    {.heading = "MODEL", .key = "model"},
    {.heading = "OS", .key = "os"},
    {.heading = "VERSION", .key = "version"},
    {.heading = "VIA", .format = format_via},
    {.heading = NULL},
};

static int run(const struct show_request *request)
{
    struct model model;
    size_t first, end;
    int status;
    if (!show_open(request, 0, &model, &first, &end, &status))
        return status;
    struct listing *listing = listing_new(columns, request->as_json);
    for (size_t i = first; i < end; i++)
        listing_add(listing, device_to_json(topology_device(model.topology, i)));
    return show_finish(listing, &model);
}

const struct show_what show_devices = {.name = "devices", .run = run};
