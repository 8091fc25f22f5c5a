#include "cli/show.h"

static char *format_name(const json_t *row)
{
    const json_t *name = json_object_get(row, "name");
    if (name == NULL)
        name = json_object_get(row, "descr");
    return g_strdup(json_string_value(name));
}

const struct column show_interface_columns[] = {
    {.heading = "DEVICE", .key = "device"},
    {.heading = "INDEX", .key = "if_index", .is_number = true},
    {.heading = "NAME", .format = format_name},
    {.heading = "ALIAS", .key = "alias"},
    {.heading = "MAC", .key = "mac"},
    {.heading = "SPEED", .format = listing_format_speed, .is_number = true},
    {.heading = "ADMIN", .key = "admin_status"},
    {.heading = "OPER", .key = "oper_status"},
    {.heading = "DUPLEX", .key = "duplex"},
    {.heading = "ADDRESSES", .key = "addresses"},
    {.heading = NULL},
};

static char *format_prefix(const struct ip_address *row)
{
    char text[ADDRESS_TEXT_SIZE];
    address_format(row->address, text);
    return row->prefix_length == 0 ? g_strdup(text) : g_strdup_printf("%s/%u", text, row->prefix_length);
}

static int compare_ip_addresses(const void *a, const void *b)
{
    const struct ip_address *const *first = a, *const *second = b;
    return address_compare((*first)->address, (*second)->address);
}

/* ifIndex -> GPtrArray of struct ip_address, in numeric order. */
static GHashTable *addresses_by_interface(const struct observation *observation)
{
    GHashTable *table = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++) {
        GPtrArray *list = g_hash_table_lookup(table, GUINT_TO_POINTER(rows[i].if_index));
        if (list == NULL) {
            list = g_ptr_array_new();
            g_hash_table_insert(table, GUINT_TO_POINTER(rows[i].if_index), list);
        }
        g_ptr_array_add(list, (gpointer)&rows[i]);
    }
    GHashTableIter iterator;
    gpointer list;
    g_hash_table_iter_init(&iterator, table);
    while (g_hash_table_iter_next(&iterator, NULL, &list))
        g_ptr_array_sort(list, compare_ip_addresses);
    return table;
}

static json_t *address_texts(const GPtrArray *rows)
{
    json_t *array = json_array();
    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        g_autofree char *text = format_prefix(rows->pdata[i]);
        json_array_append_new(array, json_string(text));
    }
    return array;
}

static json_t *interface_row(const struct device *device, const struct interface *interface,
                             const GPtrArray *addresses)
{
    char mac[MAC_TEXT_SIZE];
    json_t *row = show_row_of_device(device);
    output_set_integer(row, "if_index", interface->if_index);
    output_set_text(row, "name", interface->name);
    output_set_text(row, "descr", interface->descr);
    output_set_text(row, "alias", interface->alias);
    output_set_text(row, "mac", mac_is_absent(interface->mac) ? NULL : mac_format(interface->mac, mac));
    output_set_integer(row, "type", interface->type);
    output_set_integer(row, "mtu", interface->mtu);
    if (interface->speed_bps != 0)
        json_object_set_new(row, "speed_mbps", listing_speed(interface->speed_bps));
    output_set_text(row, "admin_status", words_format(&if_status_words, (int)interface->admin_status));
    output_set_text(row, "oper_status", words_format(&if_status_words, (int)interface->oper_status));
    output_set_text(row, "duplex", words_format(&duplex_words, (int)interface->duplex));
    json_object_set_new(row, "addresses", address_texts(addresses));
    return row;
}

json_t *show_interface_rows(const struct device *device)
{
    static const char *const keys[] = {"if_index", "name", NULL};
    json_t *rows = json_array();
    if (device->observation == NULL)
        return rows;
    size_t count;
    const struct interface *interfaces = observation_records(device->observation, RECORD_INTERFACE, &count);
    g_autoptr(GHashTable) addresses = addresses_by_interface(device->observation);
    for (size_t i = 0; i < count; i++) {
        gpointer key = GUINT_TO_POINTER(interfaces[i].if_index);
        json_array_append_new(rows,
                              interface_row(device, &interfaces[i], g_hash_table_lookup(addresses, key)));
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
    struct listing *listing = listing_new(show_interface_columns, request->as_json);
    for (size_t i = first; i < end; i++)
        listing_add_all(listing, show_interface_rows(topology_device(model.topology, i)));
    return show_finish(listing, &model);
}

const struct show_what show_interfaces = {.name = "interfaces", .argument = "DEVICE", .run = run};
