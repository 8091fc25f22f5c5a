/*
 * How long it takes to find the links of a network that only forwarding tables tell: sites of 26 switches in
 * a random tree, no neighbor protocol, every switch with 50 interfaces and 50 entries: 25 for the others, 25
 * for hosts of the site. 1,000 to 100,000 switches: the time for each shows whether it grows with the
 * network. The links found are counted against those that there are.
 */
#include "graph/topology.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define INTERFACES 50
#define SITE 26
#define HOSTS 25

/* A site: switch n hangs at port parent_port[n] of parent[n] by its port 1; host n at port host_port[n] of
 * host_switch[n]. */
struct site {
    size_t size;
    size_t parent[SITE], parent_port[SITE];
    size_t host_switch[HOSTS];
};

static struct mac make_mac(size_t device, size_t port)
{
    return (struct mac){{2, (uint8_t)(device >> 24), (uint8_t)(device >> 16), (uint8_t)(device >> 8),
                         (uint8_t)device, (uint8_t)(port + 1)}};
}

static void make_site(struct site *site, size_t size, GRand *random)
{
    size_t used[SITE] = {0};
    site->size = size;
    for (size_t i = 1; i < size; i++) {
        site->parent[i] = (size_t)g_rand_int_range(random, 0, (gint32)i);
        site->parent_port[i] = 2 + used[site->parent[i]]++;
    }
    for (size_t i = 0; i < HOSTS; i++)
        site->host_switch[i] = (size_t)g_rand_int_range(random, 0, (gint32)size);
}

/* The port of one switch that leads to another. */
static size_t port_towards(const struct site *site, size_t from, size_t to)
{
    for (size_t at = to; at != 0; at = site->parent[at])
        if (site->parent[at] == from && at != from)
            return site->parent_port[at];
    return 1;
}

static void add_entry(struct observation *observation, struct mac mac, size_t port)
{
    struct forwarding_entry *entry = observation_add(observation, RECORD_FORWARDING_ENTRY);
    entry->mac = mac;
    entry->bridge_port = (uint32_t)port;
    entry->vlan = 10;
}

static void add_port(struct observation *observation, size_t device, size_t port)
{
    char name[32];
    struct interface *interface = observation_add(observation, RECORD_INTERFACE);
    g_snprintf(name, sizeof name, "Gi1/0/%zu", port);
    interface->if_index = 10000 + (uint32_t)port;
    interface->name = observation_text(observation, name);
    interface->mac = make_mac(device, port);
    interface->type = 6;
    interface->oper_status = IF_STATUS_UP;
    *(struct bridge_port *)observation_add(observation, RECORD_BRIDGE_PORT) =
        (struct bridge_port){(uint32_t)port, 10000 + (uint32_t)port, 10};
}

static struct observation *make_switch(const struct site *site, size_t first, size_t number)
{
    char name[32];
    size_t device = first + number;
    struct observation *observation = observation_new();
    g_snprintf(name, sizeof name, "switch-%zu", device);
    observation->run = 1;
    observation->via = VIA_SNMP;
    observation->outcome = OUTCOME_GOOD;
    observation->address = (struct address){
        ADDRESS_IPV4, {10, (uint8_t)(device >> 16), (uint8_t)(device >> 8), (uint8_t)device}};
    observation->system.sys_name = observation_text(observation, name);
    observation->system.bridge_address = make_mac(device, 0);
    for (size_t port = 1; port <= INTERFACES; port++)
        add_port(observation, device, port);
    for (size_t i = 0; i < site->size; i++)
        if (i != number)
            add_entry(observation, make_mac(first + i, 0), port_towards(site, number, i));
    for (size_t i = 0; i < HOSTS; i++) {
        bool is_here = site->host_switch[i] == number;
        add_entry(observation, make_mac(0x40000000 + first + i, 7),
                  is_here ? 40 : port_towards(site, number, site->host_switch[i]));
    }
    return observation;
}

static struct observation_list make_network(size_t count, size_t *links)
{
    struct observation_list list = {g_new(struct observation *, count), count};
    GRand *random = g_rand_new_with_seed(20010827);
    *links = 0;
    for (size_t first = 0; first < count; first += SITE) {
        struct site site;
        make_site(&site, MIN(SITE, count - first), random);
        for (size_t i = 0; i < site.size; i++)
            list.items[first + i] = make_switch(&site, first, i);
        *links += site.size - 1;
    }
    g_rand_free(random);
    return list;
}

/* Processor time: nothing here waits, and other programs on the machine should not count. */
static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static long peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

static bool measure(size_t count)
{
    size_t links;
    struct observation_list list = make_network(count, &links);
    long before = peak_mib();
    double start = processor_seconds();
    struct identity *identity = identity_build(&list);
    double identity_seconds = processor_seconds() - start;
    start = processor_seconds();
    struct topology *topology = topology_build(&list, identity);
    double topology_seconds = processor_seconds() - start;
    size_t found = topology_link_count(topology);
    printf("%6zu switches, %7zu entries: devices in %.3f s, %6zu of %6zu links in %.3f s; %.1f us a switch, "
           "%ld MiB on top of the rows' %ld\n",
           count, count * (SITE + HOSTS - 1), identity_seconds, found, links, topology_seconds,
           (identity_seconds + topology_seconds) * 1e6 / (double)count, peak_mib() - before, before);
    topology_free(topology);
    identity_free(identity);
    observation_list_clear(&list);
    return found == links;
}

int main(int argc, char **argv)
{
    size_t last = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 100000;
    for (size_t count = 1000; count <= last; count *= 10)
        if (!measure(count))
            return EXIT_FAILURE;
    return EXIT_SUCCESS;
}
