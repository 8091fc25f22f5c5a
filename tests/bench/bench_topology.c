/*
 * How long it takes to find the devices and the links of a network from its observations: a campus of
 * switches with 50 interfaces each, every one with 4 neighbors by LLDP and CDP, half of them seen from both
 * ends, and unvisited hosts at the edge. 1,000 to 100,000 devices: the time for each device shows whether it
 * grows with the network.
 */
#include "graph/topology.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define INTERFACES 50
#define UPLINKS 4
#define HOSTS 4

static struct mac make_mac(size_t device, size_t port)
{
    return (struct mac){{2, (uint8_t)(device >> 24), (uint8_t)(device >> 16), (uint8_t)(device >> 8),
                         (uint8_t)device, (uint8_t)(port + 1)}};
}

static struct address make_address(size_t device)
{
    return (struct address){ADDRESS_IPV4,
                            {10, (uint8_t)(device >> 16), (uint8_t)(device >> 8), (uint8_t)device}};
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

static struct bytes put_mac(struct observation *observation, struct mac mac)
{
    return observation_bytes(observation, (struct bytes){mac.octets, sizeof mac.octets});
}

static void add_interface(struct observation *observation, size_t device, size_t port)
{
    struct interface *interface = observation_add(observation, RECORD_INTERFACE);
    interface->if_index = 10000 + (uint32_t)port;
    interface->name = put_text(observation, "Gi1/0/%zu", port);
    interface->descr = put_text(observation, "GigabitEthernet1/0/%zu", port);
    interface->mac = make_mac(device, port);
    interface->type = 6;
    interface->speed_bps = 1000000000;
    interface->oper_status = IF_STATUS_UP;
    struct lldp_port *lldp = observation_add(observation, RECORD_LLDP_PORT);
    lldp->number = (uint32_t)port;
    lldp->id_subtype = PORT_INTERFACE_NAME;
    lldp->id = bytes_from_text(interface->name);
}

static void add_neighbor(struct observation *observation, enum protocol protocol, size_t remote, size_t port,
                         size_t remote_port)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    struct address address = make_address(remote);
    bool is_lldp = protocol == PROTOCOL_LLDP;
    const char *name = put_text(observation, "switch-%zu.example.net", remote);
    neighbor->protocol = protocol;
    neighbor->local_port_number = is_lldp ? (uint32_t)port : 0;
    neighbor->local_if_index = is_lldp ? 0 : 10000 + (uint32_t)port;
    neighbor->remote_chassis_subtype = is_lldp ? CHASSIS_MAC_ADDRESS : CHASSIS_LOCAL;
    neighbor->remote_chassis_id = is_lldp ? put_mac(observation, make_mac(remote, 0)) : bytes_from_text(name);
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    neighbor->remote_port_id = bytes_from_text(put_text(observation, "Gi1/0/%zu", remote_port));
    neighbor->remote_name = name;
    neighbor->remote_addresses = observation_addresses(observation, &address, 1);
}

/* Device i has uplinks to four devices nearer to the root, which see half of them. */
static struct observation *make_device(size_t device, size_t count)
{
    struct observation *observation = observation_new();
    observation->run = 1;
    observation->address = make_address(device);
    observation->via = VIA_SNMP;
    observation->outcome = OUTCOME_GOOD;
    observation->system.sys_name = put_text(observation, "switch-%zu", device);
    observation->system.sys_object_id = observation_text(observation, "1.3.6.1.4.1.9.1.1208");
    observation->system.sys_descr = observation_text(
        observation,
        "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.0(2a)EX5, RELEASE");
    observation->system.lldp_chassis_subtype = CHASSIS_MAC_ADDRESS;
    observation->system.lldp_chassis_id = put_mac(observation, make_mac(device, 0));
    *(struct ip_address *)observation_add(observation, RECORD_IP_ADDRESS) =
        (struct ip_address){make_address(device), 24, 10001};
    for (size_t port = 1; port <= INTERFACES; port++)
        add_interface(observation, device, port);
    for (size_t i = 0; i < UPLINKS && device > 0; i++) {
        size_t up = device / (i + 2);
        add_neighbor(observation, PROTOCOL_LLDP, up, i + 1, 10 + (device * UPLINKS + i) % 40);
        add_neighbor(observation, PROTOCOL_CDP, up, i + 1, 10 + (device * UPLINKS + i) % 40);
    }
    for (size_t i = 0; i < 2 && device * 2 + i < count && device > 0; i++)
        add_neighbor(observation, PROTOCOL_LLDP, device * 2 + i, 10 + ((device * 2 + i) * UPLINKS) % 40, 1);
    for (size_t i = 0; i < HOSTS; i++)
        add_neighbor(observation, PROTOCOL_LLDP, 10000000 + device * HOSTS + i, 5 + i, 1);
    return observation;
}

/* Processor time: nothing here waits, and other programs on the machine should not count. */
static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void measure(size_t count)
{
    struct observation_list list = {g_new(struct observation *, count), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = make_device(i, count);
    double start = processor_seconds();
    struct identity *identity = identity_build(&list);
    double identity_seconds = processor_seconds() - start;
    start = processor_seconds();
    struct topology *topology = topology_build(&list, identity);
    double topology_seconds = processor_seconds() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%6zu visited: %6zu devices in %.3f s, %6zu links in %.3f s; %.1f us a device, %ld MiB with the "
           "rows\n",
           count, identity_count(identity), identity_seconds, topology_link_count(topology), topology_seconds,
           (identity_seconds + topology_seconds) * 1e6 / (double)count, usage.ru_maxrss / 1024);
    topology_free(topology);
    identity_free(identity);
    observation_list_clear(&list);
}

int main(int argc, char **argv)
{
    size_t last = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 100000;
    for (size_t count = 1000; count <= last; count *= 10)
        measure(count);
    return EXIT_SUCCESS;
}
