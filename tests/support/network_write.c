#include "tests/support/network.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define LLDP "1.0.8802.1.1.2.1."
#define MIB2 "1.3.6.1.2.1."

/* One end of a link, as seen from a device. */
struct end {
    uint32_t port;
    uint32_t remote, remote_port;
    uint32_t link;
};

struct writer {
    const struct network *network;
    GArray **ends; /* of struct end, by device, by port */
    GString *out;  /* the file at hand */
    GRand *random;
    uint32_t device;
};

static const struct network_device *device_at(const struct network *network, uint32_t number)
{
    return &g_array_index(network->devices, struct network_device, number);
}

/* Unique in the network: device and port; port 0 is the chassis. */
static void append_mac(GString *out, uint32_t device, uint32_t port)
{
    g_string_append_printf(out, "02%06x%04x\n", device + 1, port);
}

static void append_port_id(const struct writer *writer, uint32_t device, uint32_t port)
{
    g_autofree char *name = network_port_name(writer->network, device, port);
    if (device_at(writer->network, device)->kind == NETWORK_DISTRIBUTION) {
        g_string_append(writer->out, "4x|");
        append_mac(writer->out, device, port);
    } else {
        g_string_append_printf(writer->out, "4|%s\n", name);
    }
}

static int port_id_subtype(const struct writer *writer, uint32_t device)
{
    return device_at(writer->network, device)->kind == NETWORK_DISTRIBUTION ? 3 : 5;
}

static const char *capabilities(enum network_kind kind)
{
    return kind == NETWORK_ACCESS ? "2000" : kind == NETWORK_DISTRIBUTION ? "2800" : "0800";
}

static const char *description(enum network_kind kind)
{
    static const char *const texts[] = {"Backbone router, version 21.4R3", "Core router, version 10.2(5)",
                                        "Distribution switch, version 17.9.4",
                                        "Access switch, version 16.12.10"};
    return texts[kind];
}

static void write_lldp_local(const struct writer *writer)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    GString *out = writer->out;
    const uint8_t *a = device->address.octets;
    g_string_append(out, LLDP "3.1.0|2|4\n" LLDP "3.2.0|4x|");
    append_mac(out, writer->device, 0);
    g_string_append_printf(
        out, LLDP "3.3.0|4|%s\n" LLDP "3.4.0|4|%s\n" LLDP "3.5.0|4x|2800\n" LLDP "3.6.0|4x|%s\n",
        device->name, description(device->kind), capabilities(device->kind));
    for (uint32_t port = 1; port <= device->ports; port++)
        g_string_append_printf(out, LLDP "3.7.1.2.%u|2|%d\n", port, port_id_subtype(writer, writer->device));
    for (uint32_t port = 1; port <= device->ports; port++) {
        g_string_append_printf(out, LLDP "3.7.1.3.%u|", port);
        append_port_id(writer, writer->device, port);
    }
    for (uint32_t port = 1; port <= device->ports; port++) {
        g_autofree char *name = network_port_name(writer->network, writer->device, port);
        g_string_append_printf(out, LLDP "3.7.1.4.%u|4|%s\n", port, name);
    }
    for (unsigned column = 3; column <= 5; column++)
        g_string_append_printf(out, LLDP "3.8.1.%u.1.4.%u.%u.%u.%u|2|%u\n", column, a[0], a[1], a[2], a[3],
                               column == 3   ? 5
                               : column == 4 ? 2
                                             : network_if_index(writer->network, writer->device, 1));
}

static void write_lldp_remote_value(const struct writer *writer, unsigned column, const struct end *end)
{
    const struct network_device *remote = device_at(writer->network, end->remote);
    g_autofree char *name = network_port_name(writer->network, end->remote, end->remote_port);
    GString *out = writer->out;
    switch (column) {
    case 4:
        g_string_append(out, "2|4\n");
        break;
    case 5:
        g_string_append(out, "4x|");
        append_mac(out, end->remote, 0);
        break;
    case 6:
        g_string_append_printf(out, "2|%d\n", port_id_subtype(writer, end->remote));
        break;
    case 7:
        append_port_id(writer, end->remote, end->remote_port);
        break;
    case 8:
    case 9:
    case 10:
        g_string_append_printf(out, "4|%s\n",
                               column == 8   ? name
                               : column == 9 ? remote->name
                                             : description(remote->kind));
        break;
    default:
        g_string_append_printf(out, "4x|%s\n", column == 11 ? "2800" : capabilities(remote->kind));
        break;
    }
}

static void write_lldp_remote(const struct writer *writer)
{
    const GArray *ends = writer->ends[writer->device];
    for (unsigned column = 4; column <= 12; column++)
        for (guint i = 0; i < ends->len; i++) {
            const struct end *end = &g_array_index(ends, struct end, i);
            g_string_append_printf(writer->out, LLDP "4.1.1.%u.0.%u.1|", column, end->port);
            write_lldp_remote_value(writer, column, end);
        }
    for (unsigned column = 3; column <= 5; column++)
        for (guint i = 0; i < ends->len; i++) {
            const struct end *end = &g_array_index(ends, struct end, i);
            const uint8_t *a = device_at(writer->network, end->remote)->address.octets;
            g_string_append_printf(writer->out, LLDP "4.2.1.%u.0.%u.1.1.4.%u.%u.%u.%u|", column, end->port,
                                   a[0], a[1], a[2], a[3]);
            g_string_append(writer->out, column == 5 ? "6|0.0\n" : "2|2\n");
        }
}

static void write_system(const struct writer *writer)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    g_string_append_printf(writer->out,
                           MIB2 "1.1.0|4|%s\n" MIB2 "1.2.0|6|1.3.6.1.4.1.9999.1.%u\n" MIB2
                                "1.3.0|67|%u\n" MIB2 "1.4.0|4|noc@example.net\n" MIB2 "1.5.0|4|%s\n" MIB2
                                "1.6.0|4|room %u\n" MIB2 "1.7.0|2|%u\n",
                           description(device->kind), device->kind + 1, g_rand_int(writer->random) / 4,
                           device->name, writer->device / 42, device->kind == NETWORK_ACCESS ? 2 : 6);
}

/* Cables to other devices are up, and of the ports where hosts are, three in five. */
static bool is_up(uint32_t device, uint32_t port, uint32_t cabled)
{
    return port <= cabled || (device * 7 + port) % 5 < 3;
}

static void write_if_table_value(const struct writer *writer, unsigned column, uint32_t port)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    g_autofree char *name = network_port_name(writer->network, writer->device, port);
    bool fast = device->kind != NETWORK_ACCESS || port <= device->cabled;
    GString *out = writer->out;
    switch (column) {
    case 2:
        g_string_append_printf(out, "4|%s\n", name);
        break;
    case 5:
        g_string_append_printf(out, "66|%s\n", fast ? "4294967295" : "1000000000");
        break;
    case 6:
        g_string_append(out, "4x|");
        append_mac(out, writer->device, port);
        break;
    case 9:
        g_string_append_printf(out, "67|%u\n", g_rand_int(writer->random) / 8);
        break;
    case 1:
    case 3:
    case 4:
    case 7:
    case 8:
        g_string_append_printf(out, "2|%u\n",
                               column == 1   ? network_if_index(writer->network, writer->device, port)
                               : column == 3 ? 6
                               : column == 4 ? 1500
                               : column == 8 ? (is_up(writer->device, port, device->cabled) ? 1U : 2U)
                                             : 1);
        break;
    default:
        g_string_append_printf(out, "65|%u\n", g_rand_int(writer->random));
        break;
    }
}

static void write_if_table(const struct writer *writer)
{
    static const unsigned columns[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17, 19, 20};
    const struct network_device *device = device_at(writer->network, writer->device);
    g_string_append_printf(writer->out, MIB2 "2.1.0|2|%u\n", device->ports);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        for (uint32_t port = 1; port <= device->ports; port++) {
            g_string_append_printf(writer->out, MIB2 "2.2.1.%u.%u|", columns[i],
                                   network_if_index(writer->network, writer->device, port));
            write_if_table_value(writer, columns[i], port);
        }
}

static void write_ifx_table_value(const struct writer *writer, unsigned column, uint32_t port)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    g_autofree char *name = network_port_name(writer->network, writer->device, port);
    bool fast = device->kind != NETWORK_ACCESS || port <= device->cabled;
    GString *out = writer->out;
    if (column == 1)
        g_string_append_printf(out, "4|%s\n", name);
    else if (column >= 6 && column <= 13)
        g_string_append_printf(out, "70|%" G_GUINT64_FORMAT "\n",
                               (guint64)g_rand_int(writer->random) * g_rand_int(writer->random));
    else if (column == 14 || column == 16 || column == 17)
        g_string_append_printf(out, "2|%d\n", column == 16 ? 2 : 1);
    else if (column == 15)
        g_string_append_printf(out, "66|%d\n", fast ? 10000 : 1000);
    else if (column == 18)
        g_string_append_printf(out, "4|%s\n", port <= device->cabled ? "uplink" : "");
    else if (column == 19)
        g_string_append(out, "67|0\n");
    else
        g_string_append_printf(out, "65|%u\n", g_rand_int(writer->random));
}

static void write_ifx_table(const struct writer *writer)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    for (unsigned column = 1; column <= 19; column++)
        for (uint32_t port = 1; port <= device->ports; port++) {
            g_string_append_printf(writer->out, MIB2 "31.1.1.1.%u.%u|", column,
                                   network_if_index(writer->network, writer->device, port));
            write_ifx_table_value(writer, column, port);
        }
}

/* The addresses of a router's cables: 10.128.0.0/9 in nets of /30, one for each link. */
static struct address link_address(uint32_t link, bool second)
{
    uint32_t number = (UINT32_C(10) << 24 | UINT32_C(128) << 16) + link * 4 + (second ? 2 : 1);
    return (struct address){
        ADDRESS_IPV4,
        {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number}};
}

static bool is_routed(const struct network *network, const struct network_link *link)
{
    return device_at(network, link->a)->kind != NETWORK_ACCESS &&
           device_at(network, link->b)->kind != NETWORK_ACCESS;
}

struct own_address {
    struct address address;
    uint32_t port, prefix_length;
};

/* In numeric order: the management address is the lowest. */
static GArray *addresses_of(const struct writer *writer)
{
    const GArray *ends = writer->ends[writer->device];
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct own_address));
    struct own_address own = {device_at(writer->network, writer->device)->address, 1, 9};
    g_array_append_val(out, own);
    for (guint i = 0; i < ends->len; i++) {
        const struct end *end = &g_array_index(ends, struct end, i);
        const struct network_link *link =
            &g_array_index(writer->network->links, struct network_link, end->link);
        own = (struct own_address){link_address(end->link, link->b == writer->device), end->port, 30};
        if (is_routed(writer->network, link))
            g_array_append_val(out, own);
    }
    return out;
}

static void write_ip(const struct writer *writer)
{
    g_autoptr(GArray) own = addresses_of(writer);
    enum network_kind kind = device_at(writer->network, writer->device)->kind;
    g_string_append_printf(writer->out, MIB2 "4.1.0|2|%d\n", kind == NETWORK_ACCESS ? 2 : 1);
    for (unsigned column = 1; column <= 5; column++)
        for (guint i = 0; i < own->len; i++) {
            const struct own_address *row = &g_array_index(own, struct own_address, i);
            char text[ADDRESS_TEXT_SIZE];
            address_format(row->address, text);
            g_string_append_printf(writer->out, MIB2 "4.20.1.%u.%s|", column, text);
            if (column == 1)
                g_string_append_printf(writer->out, "64|%s\n", text);
            else if (column == 2)
                g_string_append_printf(writer->out, "2|%u\n",
                                       network_if_index(writer->network, writer->device, row->port));
            else if (column == 3)
                g_string_append(writer->out,
                                row->prefix_length == 30 ? "64|255.255.255.252\n" : "64|255.128.0.0\n");
            else
                g_string_append_printf(writer->out, "2|%d\n", column == 4 ? 1 : 18024);
        }
}

static void write_bridge(const struct writer *writer)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    if (device->kind < NETWORK_DISTRIBUTION)
        return;
    g_string_append(writer->out, MIB2 "17.1.1.0|4x|");
    append_mac(writer->out, writer->device, 0);
    g_string_append_printf(writer->out, MIB2 "17.1.2.0|2|%u\n" MIB2 "17.1.3.0|2|2\n", device->ports);
    for (unsigned column = 1; column <= 2; column++)
        for (uint32_t port = 1; port <= device->ports; port++)
            g_string_append_printf(writer->out, MIB2 "17.1.4.1.%u.%u|2|%u\n", column, port,
                                   column == 1 ? port
                                               : network_if_index(writer->network, writer->device, port));
}

static void write_entity(const struct writer *writer)
{
    enum network_kind kind = device_at(writer->network, writer->device)->kind;
    g_string_append_printf(writer->out,
                           MIB2 "47.1.1.1.1.2.1|4|chassis\n" MIB2 "47.1.1.1.1.4.1|2|0\n" MIB2
                                "47.1.1.1.1.5.1|2|3\n" MIB2 "47.1.1.1.1.6.1|2|-1\n" MIB2
                                "47.1.1.1.1.7.1|4|Chassis\n" MIB2 "47.1.1.1.1.10.1|4|1.0\n" MIB2
                                "47.1.1.1.1.11.1|4|SN%08u\n" MIB2 "47.1.1.1.1.12.1|4|Example\n" MIB2
                                "47.1.1.1.1.13.1|4|EX-%u00\n",
                           writer->device + 1, 9 - 2 * kind);
}

static bool write_device(struct writer *writer, const char *folder, GString *manifest, GError **error)
{
    const struct network_device *device = device_at(writer->network, writer->device);
    g_autofree char *file = g_strdup_printf("%s.snmprec", device->name);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(GArray) own = addresses_of(writer);
    g_rand_set_seed(writer->random, writer->network->seed ^ (writer->device + 1) * UINT32_C(2654435761));
    g_string_truncate(writer->out, 0);
    write_lldp_local(writer);
    write_lldp_remote(writer);
    write_system(writer);
    write_if_table(writer);
    write_ip(writer);
    write_bridge(writer);
    write_ifx_table(writer);
    write_entity(writer);
    for (guint i = 0; i < own->len; i++) {
        char text[ADDRESS_TEXT_SIZE];
        address_format(g_array_index(own, struct own_address, i).address, text);
        g_string_append_printf(manifest, "%s %s\n", text, file);
    }
    return g_file_set_contents_full(path, writer->out->str, (gssize)writer->out->len,
                                    G_FILE_SET_CONTENTS_ONLY_EXISTING, 0666, error);
}

static void append_end(const struct network *network, GString *out, uint32_t device, uint32_t port)
{
    g_autofree char *name = network_port_name(network, device, port);
    g_string_append_printf(out, "{\"device\": \"%s\", \"port\": \"%s\", \"ifindex\": %u}",
                           device_at(network, device)->name, name, network_if_index(network, device, port));
}

static bool write_expected(const struct network *network, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "expected.json", NULL);
    g_autoptr(GString) out =
        g_string_new("{\"network\": \"generated\", \"what\": \"made by tests/bench\",\n\"devices\": [");
    for (guint i = 0; i < network->devices->len; i++) {
        char text[ADDRESS_TEXT_SIZE];
        const struct network_device *device = device_at(network, i);
        g_string_append_printf(
            out, "%s\n{\"name\": \"%s\", \"address\": \"%s\", \"recording\": \"%s.snmprec\"}", i ? "," : "",
            device->name, address_format(device->address, text), device->name);
    }
    g_string_append(out, "],\n\"links\": [");
    for (guint i = 0; i < network->links->len; i++) {
        const struct network_link *link = &g_array_index(network->links, struct network_link, i);
        g_string_append_printf(out, "%s\n{\"protocol\": \"lldp\", \"a\": ", i ? "," : "");
        append_end(network, out, link->a, link->a_port);
        g_string_append(out, ", \"b\": ");
        append_end(network, out, link->b, link->b_port);
        g_string_append(out, ", \"ports_certain\": true, \"source\": \"built\"}");
    }
    g_string_append(out,
                    "],\n\"tolerated\": [], \"must_not\": [], \"neighbor_rows\": {}, \"surprises\": []}\n");
    return g_file_set_contents(path, out->str, (gssize)out->len, error);
}

/* Ports were given out in the order of the links, so each device's ends are in the order of its ports. */
static GArray **make_ends(const struct network *network)
{
    GArray **ends = g_new(GArray *, network->devices->len);
    for (guint i = 0; i < network->devices->len; i++)
        ends[i] = g_array_new(FALSE, FALSE, sizeof(struct end));
    for (guint i = 0; i < network->links->len; i++) {
        const struct network_link *link = &g_array_index(network->links, struct network_link, i);
        struct end from_a = {link->a_port, link->b, link->b_port, i};
        struct end from_b = {link->b_port, link->a, link->a_port, i};
        g_array_append_val(ends[link->a], from_a);
        g_array_append_val(ends[link->b], from_b);
    }
    return ends;
}

static bool write_files(struct writer *writer, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "manifest.txt", NULL);
    g_autoptr(GString) manifest = g_string_new(NULL);
    for (writer->device = 0; writer->device < writer->network->devices->len; writer->device++)
        if (!write_device(writer, folder, manifest, error))
            return false;
    return g_file_set_contents(path, manifest->str, (gssize)manifest->len, error) &&
           write_expected(writer->network, folder, error);
}

bool network_write(const struct network *network, const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        int code = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "%s: %s", folder, g_strerror(code));
        return false;
    }
    struct writer writer = {
        .network = network, .ends = make_ends(network), .out = g_string_new(NULL), .random = g_rand_new()};
    bool written = write_files(&writer, folder, error);
    for (guint i = 0; i < network->devices->len; i++)
        g_array_unref(writer.ends[i]);
    g_free(writer.ends);
    g_string_free(writer.out, TRUE);
    g_rand_free(writer.random);
    return written;
}
