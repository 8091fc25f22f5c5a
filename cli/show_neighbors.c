#include "cli/show.h"

#include "model/chassis_id.h"
#include "model/routing.h"

#include <string.h>

/* CDP and kin have one id that is a name; LLDP has both. */
static char *format_remote(const json_t *row)
{
    static const char *const keys[] = {"remote_device", "remote_name", "remote_chassis_id"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *text = json_string_value(json_object_get(row, keys[i]));
        if (text != NULL)
            return g_strdup(text);
    }
    return NULL;
}

static char *format_remote_address(const json_t *row)
{
    return g_strdup(json_string_value(json_array_get(json_object_get(row, "remote_addresses"), 0)));
}

const struct column show_neighbor_columns[] = {
    {.heading = "DEVICE", .key = "device"},
    {.heading = "PORT", .key = "port"},
    {.heading = "PROTOCOL", .key = "protocol"},
    {.heading = "NEIGHBOR", .format = format_remote},
    {.heading = "ITS ID", .key = "remote_chassis_id"},
    {.heading = "ITS PORT", .key = "remote_port_id"},
    {.heading = "ITS ADDRESS", .format = format_remote_address},
    {.heading = NULL},
};

static int compare_addresses(const void *a, const void *b)
{
    return address_compare(*(const struct address *)a, *(const struct address *)b);
}

static json_t *address_texts(struct address_list list)
{
    json_t *array = json_array();
    if (list.count == 0)
        return array;
    g_autofree struct address *sorted = g_memdup2(list.items, list.count * sizeof *sorted);
    qsort(sorted, list.count, sizeof *sorted, compare_addresses);
    for (size_t i = 0; i < list.count; i++) {
        char text[ADDRESS_TEXT_SIZE];
        if (i == 0 || !address_equal(sorted[i], sorted[i - 1]))
            json_array_append_new(array, json_string(address_format(sorted[i], text)));
    }
    return array;
}

/* LLDP lets the management address be a MAC address (IEEE 802.1AB-2016 8.5.9.3). */
static json_t *management_address_texts(const struct neighbor *neighbor)
{
    json_t *array = address_texts(neighbor->remote_addresses);
    char text[MAC_TEXT_SIZE];
    if (neighbor->protocol == PROTOCOL_LLDP && !mac_is_absent(neighbor->remote_mac))
        json_array_append_new(array, json_string(mac_format(neighbor->remote_mac, text)));
    return array;
}

static json_t *capability_texts(uint32_t capabilities)
{
    json_t *array = json_array();
    for (int bit = CAPABILITY_NONE + 1; bit < CAPABILITIES; bit++)
        if ((capabilities & CAPABILITY_BIT(bit)) != 0)
            json_array_append_new(array, json_string(words_format(&capability_words, bit)));
    return array;
}

static void set_ids(json_t *row, const struct neighbor *neighbor)
{
    g_autofree char *chassis_id =
        chassis_id_format(neighbor->remote_chassis_subtype, neighbor->remote_chassis_id);
    g_autofree char *port_id = port_id_format(neighbor->remote_port_subtype, neighbor->remote_port_id);
    output_set_text(row, "remote_chassis_id", chassis_id);
    output_set_text(row, "remote_port_id", port_id);
}

static void set_remote_device(json_t *row, const struct identity *identity, struct identity_remote remote)
{
    if (remote.device < 0)
        return;
    const struct device *device = identity_device(identity, (size_t)remote.device);
    output_set_text(row, "remote_device", device->name);
    output_set_integer(row, "remote_device_id", device->id);
}

json_t *show_neighbor_row(const struct device *device, struct port_resolver *resolver,
                          const struct neighbor *neighbor)
{
    json_t *row = show_row_of_device(device);
    output_set_text(row, "port", port_resolve_local(resolver, neighbor).name);
    output_set_text(row, "protocol", words_format(&protocol_words, (int)neighbor->protocol));
    set_ids(row, neighbor);
    output_set_text(row, "remote_port_descr", neighbor->remote_port_descr);
    output_set_text(row, "remote_name", neighbor->remote_name);
    output_set_text(row, "remote_descr", neighbor->remote_descr);
    output_set_text(row, "remote_platform", neighbor->remote_platform);
    output_set_text(row, "remote_serial", neighbor->remote_serial);
    json_object_set_new(row, "remote_addresses", management_address_texts(neighbor));
    json_object_set_new(row, "remote_capabilities", capability_texts(neighbor->capabilities));
    output_set_integer(row, "remote_vlan", neighbor->remote_vlan);
    output_set_integer(row, "remote_as", neighbor->remote_as);
    output_set_text(row, "state", neighbor_format_state(neighbor));
    return row;
}

static bool contains_row(const json_t *rows, size_t count, json_t *row)
{
    for (size_t i = 0; i < count; i++)
        if (json_equal(json_array_get(rows, i), row))
            return true;
    return false;
}

/* A row says nothing when identity calls it a placeholder. But an agent that tells of which kind an id is,
 * and keeps the id itself to itself, does say that there is a neighbor. */
static bool says_something(const struct neighbor *neighbor, struct identity_remote remote)
{
    bool is_lldp = neighbor->protocol == PROTOCOL_LLDP;
    return g_strcmp0(remote.dropped, IDENTITY_PLACEHOLDER) != 0 ||
           (is_lldp && neighbor->remote_chassis_subtype != CHASSIS_NONE);
}

/* A device that was visited at two of its addresses says everything twice: what an earlier observation of it
 * had is not repeated. Rows that are alike within one observation are the device's own and stay. */
static void add_observation(json_t *rows, const struct model *model, size_t device, size_t position, bool all)
{
    size_t count, before = json_array_size(rows);
    const struct observation *observation = model->observations.items[position];
    const struct neighbor *neighbors = observation_records(observation, RECORD_NEIGHBOR, &count);
    struct port_resolver *resolver = port_resolver_new(observation);
    for (size_t i = 0; i < count; i++) {
        struct identity_remote remote = identity_of_neighbor(model->identity, position, i);
        if (!all && !says_something(&neighbors[i], remote))
            continue;
        json_t *row = show_neighbor_row(identity_device(model->identity, device), resolver, &neighbors[i]);
        set_remote_device(row, model->identity, remote);
        output_set_text(row, "dropped", remote.dropped);
        if (contains_row(rows, before, row))
            json_decref(row);
        else
            json_array_append_new(rows, row);
    }
    port_resolver_free(resolver);
}

GHashTable *show_observation_positions(const struct model *model)
{
    GHashTable *positions = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < model->observations.count; i++)
        g_hash_table_insert(positions, model->observations.items[i], GUINT_TO_POINTER(i));
    return positions;
}

json_t *show_neighbor_rows(const struct model *model, GHashTable *positions, size_t device, bool all)
{
    static const char *const keys[] = {"port",           "protocol",          "remote_name",
                                       "remote_port_id", "remote_chassis_id", NULL};
    const GPtrArray *observations = topology_device(model->topology, device)->observations;
    json_t *rows = json_array();
    for (guint i = 0; observations != NULL && i < observations->len; i++) {
        gpointer position = g_hash_table_lookup(positions, observations->pdata[i]);
        add_observation(rows, model, device, GPOINTER_TO_UINT(position), all);
    }
    return show_sort_rows(rows, keys);
}

static int run(const struct show_request *request)
{
    struct model model;
    size_t first, end;
    int status;
    if (!show_open(request, model_topology_kinds, &model, &first, &end, &status))
        return status;
    struct listing *listing = listing_new(show_neighbor_columns, request->as_json);
    GHashTable *positions = show_observation_positions(&model);
    for (size_t i = first; i < end; i++)
        listing_add_all(listing, show_neighbor_rows(&model, positions, i, request->all));
    g_hash_table_unref(positions);
    return show_finish(listing, &model);
}

const struct show_what show_neighbors = {.name = "neighbors", .argument = "DEVICE", .run = run};
