#include "tests/support/network.h"

#include <string.h>

#define ACCESS_PER_PAIR 40
#define PAIRS_PER_BUILDING 24

static struct network *network_new(uint32_t seed)
{
    struct network *network = g_new0(struct network, 1);
    network->devices = g_array_new(FALSE, FALSE, sizeof(struct network_device));
    network->links = g_array_new(FALSE, FALSE, sizeof(struct network_link));
    network->seed = seed;
    return network;
}

void network_free(struct network *network)
{
    for (guint i = 0; i < network->devices->len; i++)
        g_free(g_array_index(network->devices, struct network_device, i).name);
    g_array_unref(network->devices);
    g_array_unref(network->links);
    g_free(network);
}

/* ports: how many it has at least. */
static uint32_t add_device(struct network *network, enum network_kind kind, const char *prefix,
                           uint32_t ports)
{
    uint32_t number = network->devices->len;
    struct network_device device = {
        .name = g_strdup_printf("%s-%u", prefix, number + 1),
        .kind = kind,
        .address = {ADDRESS_IPV4,
                    {10, (uint8_t)(number / 62500), (uint8_t)(number / 250 % 250),
                     (uint8_t)(number % 250 + 1)}},
        .ports = ports,
    };
    g_array_append_val(network->devices, device);
    return number;
}

static uint32_t take_port(struct network *network, uint32_t number)
{
    struct network_device *device = &g_array_index(network->devices, struct network_device, number);
    device->cabled++;
    device->ports = MAX(device->ports, device->cabled);
    return device->cabled;
}

static void add_link(struct network *network, uint32_t a, uint32_t b)
{
    struct network_link link = {a, take_port(network, a), b, take_port(network, b)};
    g_array_append_val(network->links, link);
}

/* Half of the access switches are small. */
static void add_access(struct network *network, const uint32_t above[2])
{
    uint32_t ports = network->devices->len % 2 ? 24 : 48;
    uint32_t access = add_device(network, NETWORK_ACCESS, "acc", ports);
    add_link(network, above[0], access);
    add_link(network, above[1], access);
}

static void add_distribution(struct network *network, const uint32_t cores[2], uint32_t devices)
{
    uint32_t pair[2];
    for (unsigned i = 0; i < 2; i++) {
        pair[i] = add_device(network, NETWORK_DISTRIBUTION, "dist", 48);
        add_link(network, cores[0], pair[i]);
        add_link(network, cores[1], pair[i]);
    }
    add_link(network, pair[0], pair[1]);
    for (uint32_t i = 0; i < ACCESS_PER_PAIR && network->devices->len < devices; i++)
        add_access(network, pair);
}

static void add_building(struct network *network, const uint32_t *backbone, uint32_t devices)
{
    uint32_t cores[2];
    for (unsigned i = 0; i < 2; i++) {
        cores[i] = add_device(network, NETWORK_CORE, "core", 48);
        for (unsigned j = 0; backbone && j < 2; j++)
            add_link(network, backbone[j], cores[i]);
    }
    add_link(network, cores[0], cores[1]);
    for (uint32_t i = 0; i < PAIRS_PER_BUILDING && network->devices->len + 2 <= devices; i++)
        add_distribution(network, cores, devices);
}

struct network *network_campus(uint32_t devices, uint32_t seed)
{
    struct network *network = network_new(seed);
    uint32_t backbone[2];
    if (devices <= 2 + PAIRS_PER_BUILDING * (2 + ACCESS_PER_PAIR)) {
        add_building(network, NULL, devices);
        return network;
    }
    for (unsigned i = 0; i < 2; i++)
        backbone[i] = add_device(network, NETWORK_BACKBONE, "backbone", 48);
    add_link(network, backbone[0], backbone[1]);
    while (network->devices->len + 4 <= devices)
        add_building(network, backbone, devices);
    return network;
}

static void add_pod(struct network *network, uint32_t half)
{
    uint32_t first = network->devices->len;
    for (uint32_t i = 0; i < half; i++) {
        uint32_t aggregation = add_device(network, NETWORK_DISTRIBUTION, "agg", 2 * half);
        for (uint32_t j = 0; j < half; j++)
            add_link(network, i * half + j, aggregation);
    }
    for (uint32_t i = 0; i < half; i++) {
        uint32_t edge = add_device(network, NETWORK_ACCESS, "edge", 2 * half);
        for (uint32_t j = 0; j < half; j++)
            add_link(network, first + j, edge);
    }
}

struct network *network_fat_tree(uint32_t devices, uint32_t seed)
{
    struct network *network = network_new(seed);
    uint32_t half = 1;
    while (5 * (half + 1) * (half + 1) <= devices)
        half++;
    for (uint32_t i = 0; i < half * half; i++)
        add_device(network, NETWORK_CORE, "core", 2 * half);
    for (uint32_t i = 0; i < 2 * half; i++)
        add_pod(network, half);
    return network;
}

struct network *network_isp(uint32_t devices, uint32_t seed)
{
    struct network *network = network_new(seed);
    GRand *random = g_rand_new_with_seed(seed);
    uint32_t previous = 0;
    while (network->devices->len + 2 <= devices) {
        uint32_t first = add_device(network, NETWORK_CORE, "p", 24);
        uint32_t second = add_device(network, NETWORK_CORE, "p", 24);
        add_link(network, first, second);
        if (first > 0)
            add_link(network, previous, first);
        if (first > 40)
            add_link(network, (uint32_t)g_rand_int_range(random, 0, (gint32)first / 10) * 10, second);
        for (unsigned i = 0; i < 8 && network->devices->len < devices; i++) {
            uint32_t edge = add_device(network, NETWORK_DISTRIBUTION, "pe", 24);
            add_link(network, first, edge);
            add_link(network, second, edge);
        }
        previous = second;
    }
    if (previous > 10)
        add_link(network, previous, 0);
    g_rand_free(random);
    return network;
}

struct network *network_make(const char *shape, uint32_t devices, uint32_t seed)
{
    static const struct {
        const char *name;
        struct network *(*make)(uint32_t devices, uint32_t seed);
    } shapes[] = {{"campus", network_campus}, {"fat-tree", network_fat_tree}, {"isp", network_isp}};
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
        if (strcmp(shapes[i].name, shape) == 0)
            return shapes[i].make(devices, seed);
    return NULL;
}

/* Vendors number and name differently. */
char *network_port_name(const struct network *network, uint32_t device, uint32_t port)
{
    static const char *const prefixes[] = {"xe-0/0/", "Ethernet1/", "TenGigabitEthernet1/0/",
                                           "GigabitEthernet1/0/"};
    enum network_kind kind = g_array_index(network->devices, struct network_device, device).kind;
    return g_strdup_printf("%s%u", prefixes[kind], port);
}

uint32_t network_if_index(const struct network *network, uint32_t device, uint32_t port)
{
    static const uint32_t first[] = {500, 436207616, 10100, 0};
    return first[g_array_index(network->devices, struct network_device, device).kind] + port;
}
