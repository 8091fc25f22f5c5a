/*
 * How fast an inventory takes and gives back the observations of a network: 10,000 devices with 50
 * interfaces, 10 neighbors and 50 forwarding entries each.
 */
#include "inventory/writer.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define INTERFACES 50
#define NEIGHBORS 10
#define ENTRIES 50

static struct mac make_mac(size_t device, size_t port)
{
    return (struct mac){{2, (uint8_t)(device >> 16), (uint8_t)(device >> 8), (uint8_t)device,
                         (uint8_t)(port >> 8), (uint8_t)port}};
}

static const char *put_text(struct observation *observation, const char *format, ...) G_GNUC_PRINTF(2, 3);

static const char *put_text(struct observation *observation, const char *format, ...)
{
    char text[64];
    va_list arguments;
    va_start(arguments, format);
    g_vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return observation_text(observation, text);
}

static void add_interface(struct observation *observation, size_t device, size_t port)
{
    struct interface *interface = observation_add(observation, RECORD_INTERFACE);
    interface->if_index = 10000 + (uint32_t)port;
    interface->name = put_text(observation, "Gi1/0/%zu", port);
    interface->descr = put_text(observation, "GigabitEthernet1/0/%zu", port);
    interface->alias = port % 4 == 0 ? put_text(observation, "uplink %zu", port) : NULL;
    interface->mac = make_mac(device, port);
    interface->type = 6;
    interface->mtu = 1500;
    interface->speed_bps = 1000000000;
    interface->admin_status = interface->oper_status = IF_STATUS_UP;
    interface->duplex = DUPLEX_FULL;
}

static void add_neighbor(struct observation *observation, size_t device, size_t port)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    struct mac chassis = make_mac(device + port, 0);
    struct address address = {ADDRESS_IPV4, {10, 1, (uint8_t)(device >> 8), (uint8_t)device}};
    neighbor->protocol = PROTOCOL_LLDP;
    neighbor->local_port_number = (uint32_t)port;
    neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
    neighbor->remote_chassis_id = observation_bytes(observation, (struct bytes){chassis.octets, 6});
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    neighbor->remote_port_id = observation_bytes(observation, bytes_from_text("Gi1/0/24"));
    neighbor->remote_port_descr = put_text(observation, "GigabitEthernet1/0/%zu", port);
    neighbor->remote_name = put_text(observation, "switch%05zu.example.net", device + port);
    neighbor->remote_descr = observation_text(observation, "Switch Software, Version 15.2(4)E8");
    neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    neighbor->capabilities = CAPABILITY_BIT(CAPABILITY_BRIDGE);
    neighbor->time_mark = (uint32_t)device;
    neighbor->index = (uint32_t)port;
}

static void add_entry(struct observation *observation, size_t device, size_t number, size_t run)
{
    struct forwarding_entry *entry = observation_add(observation, RECORD_FORWARDING_ENTRY);
    *entry = (struct forwarding_entry){.vlan = 1 + (uint32_t)number % 20,
                                       .mac = make_mac(device * 7 + run, number),
                                       .bridge_port = 1 + (uint32_t)number % 48,
                                       .status = FDB_STATUS_LEARNED};
}

static struct observation *make_observation(size_t device, size_t run)
{
    struct observation *observation = observation_new();
    observation->address = (struct address){ADDRESS_IPV4, {10, 0, (uint8_t)(device >> 8), (uint8_t)device}};
    observation->via = VIA_SNMP;
    observation->outcome = OUTCOME_GOOD;
    observation->started_at = 1700000000000 + (int64_t)device;
    observation->credential = observation_text(observation, "campus");
    observation->cost = (struct cost){12, 0, 1200, 18000, 900, 12000};
    observation->system.sys_name = put_text(observation, "switch%05zu.example.net", device);
    observation->system.sys_descr = observation_text(observation, "Switch Software, Version 15.2(4)E8");
    observation->system.bridge_address = make_mac(device, 0);
    for (size_t i = 0; i < INTERFACES; i++)
        add_interface(observation, device, i);
    for (size_t i = 0; i < NEIGHBORS; i++)
        add_neighbor(observation, device, i);
    for (size_t i = 0; i < ENTRIES; i++)
        add_entry(observation, device, i, run);
    return observation;
}

static void fail(GError *error)
{
    fprintf(stderr, "bench_inventory: %s\n", error->message);
    exit(1);
}

static double seconds_since(gint64 start)
{
    return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void write_run(const char *file, size_t devices, size_t run)
{
    GError *error = NULL;
    int64_t id;
    struct inventory *inventory = inventory_open(file, INVENTORY_WRITE, &error);
    if (inventory == NULL || !inventory_begin_run(inventory, "discover", "10.0.0.1", &id, &error))
        fail(error);
    struct observation **observations = g_new(struct observation *, devices);
    for (size_t i = 0; i < devices; i++)
        observations[i] = make_observation(i, run);
    gint64 start = g_get_monotonic_time();
    double cpu = cpu_seconds();
    struct inventory_writer *writer = inventory_writer_start(inventory, id);
    for (size_t i = 0; i < devices; i++)
        inventory_writer_put(writer, observations[i]);
    if (!inventory_writer_finish(writer, &error) || !inventory_end_run(inventory, id, "done", &error))
        fail(error);
    inventory_close(inventory);
    GStatBuf status;
    g_stat(file, &status);
    printf("  run %zu written    %6.3f s  (%.3f s of CPU), the file has %.1f MB\n", run, seconds_since(start),
           cpu_seconds() - cpu, (double)status.st_size / 1e6);
    g_free(observations);
}

static void load(const char *file, const char *what, uint32_t kinds)
{
    GError *error = NULL;
    struct observation_list list;
    gint64 start = g_get_monotonic_time();
    struct inventory *inventory = inventory_open(file, INVENTORY_READ, &error);
    if (inventory == NULL || !inventory_load_present(inventory, 0, kinds, &list, &error))
        fail(error);
    printf("  %-16s %6.3f s  (%zu observations)\n", what, seconds_since(start), list.count);
    observation_list_clear(&list);
    inventory_close(inventory);
}

int main(int argc, char **argv)
{
    size_t devices = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 10000;
    char *folder = g_dir_make_tmp("wiremap-bench-XXXXXX", NULL);
    char *file = g_build_filename(folder, "inventory.db", NULL);
    printf("inventory: %zu devices, %d interfaces, %d neighbors, %d forwarding entries each\n", devices,
           INTERFACES, NEIGHBORS, ENTRIES);
    write_run(file, devices, 1);
    write_run(file, devices, 1);
    write_run(file, devices, 2);
    load(file, "all loaded", ALL_RECORDS);
    load(file, "neighbors loaded", RECORD_BIT(RECORD_NEIGHBOR) | RECORD_BIT(RECORD_INTERFACE));
    load(file, "visits loaded", 0);
    g_unlink(file);
    g_rmdir(folder);
    g_free(file);
    g_free(folder);
    return 0;
}
