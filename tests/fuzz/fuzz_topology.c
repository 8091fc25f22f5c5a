/*
 * Devices that say anything at all, in a small language of lines:
 *
 *     device ADDRESS NAME CHASSIS-MAC SERIAL RUN     the lines below are what it says
 *     interface INDEX NAME MAC TYPE
 *     address ADDRESS
 *     member INDEX AGGREGATE
 *     port NUMBER ID
 *     lldp PORT CHASSIS PORT-ID NAME ADDRESS
 *     cdp INDEX DEVICE-ID PORT ADDRESS
 *     bridge MAC                                     the address of the bridge
 *     bridge-port NUMBER INDEX
 *     sees VLAN NUMBER MAC                           at a bridge port
 *     tree VLAN NUMBER BRIDGE-MAC PORT               a spanning tree port and its designated bridge and port
 *
 * A dash is nothing. Whatever they say, the same devices, links and findings must come out in every order.
 */
#include "graph/doctor.h"
#include "graph/explain.h"
#include "graph/find.h"
#include "tests/support/build.h"

#include <string.h>

#define MAX_LINES 300
#define MAX_DEVICES 24

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reader {
    struct observation *devices[MAX_DEVICES + 1];
    size_t count;
};

static const char *word(char *const *words, size_t at)
{
    return at < g_strv_length((gchar **)words) && strcmp(words[at], "-") != 0 ? words[at] : NULL;
}

static uint32_t number(char *const *words, size_t at)
{
    const char *text = word(words, at);
    return text == NULL ? 0 : (uint32_t)g_ascii_strtoull(text, NULL, 10);
}

static const char *mac(char *const *words, size_t at)
{
    struct mac parsed;
    const char *text = word(words, at);
    return text != NULL && mac_parse(text, &parsed) ? text : NULL;
}

static const char *address(char *const *words, size_t at)
{
    struct address parsed;
    const char *text = word(words, at);
    return text != NULL && address_parse(text, &parsed) ? text : NULL;
}

static void read_device(struct reader *reader, char *const *words)
{
    if (reader->count == MAX_DEVICES)
        return;
    struct observation *device = build_observation(address(words, 1), word(words, 2));
    if (mac(words, 3) != NULL)
        build_chassis_mac(device, mac(words, 3));
    if (word(words, 4) != NULL)
        build_chassis(device, "model", word(words, 4));
    device->run = number(words, 5);
    /* The order of two visits that differ in nothing is nobody's business. */
    device->id = (int64_t)reader->count + 1;
    reader->devices[reader->count++] = device;
}

static void read_neighbor(struct observation *device, char *const *words)
{
    bool is_lldp = strcmp(words[0], "lldp") == 0;
    struct neighbor *row =
        is_lldp ? build_lldp(device, number(words, 1), word(words, 2), word(words, 3), word(words, 4))
                : build_cdp(device, number(words, 1), word(words, 2), word(words, 3), NULL);
    const char *told = address(words, is_lldp ? 5 : 4);
    if (told != NULL)
        build_neighbor_address(device, row, told);
}

static void read_tree(struct observation *device, char *const *words)
{
    struct mac root = {{0}};
    if (mac(words, 3) != NULL)
        (void)mac_parse(mac(words, 3), &root);
    uint8_t id[8] = {0x80, (uint8_t)number(words, 1)}, port[2] = {0x80, (uint8_t)number(words, 4)};
    memcpy(id + 2, root.octets, sizeof root.octets);
    struct stp_port *row = observation_add(device, RECORD_STP_PORT);
    row->vlan = number(words, 1);
    row->port = number(words, 2);
    row->state = STP_STATE_FORWARDING;
    row->designated_bridge = observation_bytes(device, (struct bytes){id, sizeof id});
    row->designated_port = observation_bytes(device, (struct bytes){port, sizeof port});
}

/* Lines about bridging. */
static void read_bridge_line(struct observation *device, char *const *words)
{
    if (strcmp(words[0], "bridge") == 0 && mac(words, 1) != NULL) {
        (void)mac_parse(mac(words, 1), &device->system.bridge_address);
    } else if (strcmp(words[0], "bridge-port") == 0) {
        struct bridge_port *port = observation_add(device, RECORD_BRIDGE_PORT);
        *port = (struct bridge_port){number(words, 1), number(words, 2), 0};
    } else if (strcmp(words[0], "sees") == 0 && mac(words, 3) != NULL) {
        struct forwarding_entry *entry = observation_add(device, RECORD_FORWARDING_ENTRY);
        entry->vlan = number(words, 1);
        entry->bridge_port = number(words, 2);
        (void)mac_parse(mac(words, 3), &entry->mac);
    } else if (strcmp(words[0], "tree") == 0) {
        read_tree(device, words);
    }
}

static void read_line(struct reader *reader, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 8);
    if (words[0] == NULL)
        return;
    if (strcmp(words[0], "device") == 0) {
        read_device(reader, words);
        return;
    }
    struct observation *device = reader->count == 0 ? NULL : reader->devices[reader->count - 1];
    if (device == NULL)
        return;
    if (strcmp(words[0], "interface") == 0)
        build_interface(device, number(words, 1), word(words, 2), mac(words, 3))->type = number(words, 4);
    else if (strcmp(words[0], "address") == 0 && address(words, 1) != NULL)
        build_address(device, address(words, 1), 1);
    else if (strcmp(words[0], "member") == 0)
        build_member(device, number(words, 1), number(words, 2));
    else if (strcmp(words[0], "port") == 0)
        build_lldp_port(device, number(words, 1), PORT_INTERFACE_NAME, word(words, 2));
    else if (strcmp(words[0], "lldp") == 0 || strcmp(words[0], "cdp") == 0)
        read_neighbor(device, words);
    else
        read_bridge_line(device, words);
}

static void check_link(const struct observation_list *list, const struct topology *topology,
                       const struct link *link)
{
    size_t devices = topology_device_count(topology);
    if (link->a.device >= link->b.device || link->b.device >= devices)
        g_error("a link between %u and %u of %zu devices", link->a.device, link->b.device, devices);
    if (link->evidence_count == 0)
        g_error("a link without evidence");
    for (size_t i = 0; i < link->evidence_count; i++)
        if (link->evidence[i].observation >= list->count)
            g_error("evidence of observation %u", link->evidence[i].observation);
}

static void print_device(GString *out, const struct device *device)
{
    const GPtrArray *lists[] = {device->names, device->addresses, device->chassis_ids};
    g_string_append_printf(out, "%s %d", device->name, device->visited);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len; j++)
            g_string_append_printf(out, " %zu:%s", i, (const char *)lists[i]->pdata[j]);
    g_string_append_c(out, '\n');
}

static void print_findings(GString *out, struct network *network)
{
    struct doctor *doctor = doctor_run(network, NULL);
    for (size_t i = 0; i < doctor_finding_count(doctor); i++) {
        const struct finding *finding = doctor_finding(doctor, i);
        g_string_append_printf(out, "%s: %s", finding->check->name, finding->text);
        for (size_t j = 0; j < finding->end_count; j++)
            g_string_append_printf(out, " %u %s", finding->ends[j].device, finding->ends[j].port);
        g_string_append_c(out, '\n');
    }
    doctor_free(doctor);
}

static void print_answers(GString *out, struct network *network)
{
    static const char *const questions[] = {"02:1a", "10.0.0.0/8", "sw", "0002"};
    size_t devices = identity_count(network->identity);
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
        struct find_query query;
        find_query_parse(questions[i], &query);
        g_autoptr(GArray) results = find_run(network, &query);
        g_string_append_printf(out, "%s %u\n", questions[i], results->len);
        find_query_clear(&query);
    }
    for (uint32_t i = 0; i < MIN(devices, 4); i++) {
        struct explain_device *device = explain_device(network, i);
        g_string_append_printf(out, "%u rows, %u facts\n", device->rows->len, device->facts->len);
        explain_device_free(device);
        if (i == 0)
            continue;
        struct explain_pair *pair = explain_pair(network, i - 1, i);
        g_string_append_printf(out, "%u rows, %u links\n", pair->rows->len, pair->links->len);
        explain_pair_free(pair);
    }
}

static void print_questions(GString *out, const struct observation_list *list,
                            const struct identity *identity, const struct topology *topology)
{
    struct network network;
    network_init(&network, list, identity, topology);
    print_findings(out, &network);
    print_answers(out, &network);
    network_clear(&network);
}

static char *describe(const struct observation_list *list)
{
    GString *out = g_string_new(NULL);
    struct identity *identity = identity_build(list);
    struct topology *topology = topology_build(list, identity);
    for (size_t i = 0; i < identity_count(identity); i++)
        print_device(out, identity_device(identity, i));
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        check_link(list, topology, link);
        g_string_append_printf(out, "%u %s - %u %s %d %d %x\n", link->a.device, link->a.port, link->b.device,
                               link->b.port, (int)link->layer, (int)link->certainty, link->protocols);
    }
    g_autoptr(GArray) merged = topology_select_merged(topology, 0);
    g_string_append_printf(out, "%u\n", merged->len);
    for (size_t i = 0; i < topology_dropped_count(topology); i++)
        g_string_append_printf(out, "%s %u\n", topology_dropped(topology, i)->reason,
                               (guint)topology_dropped(topology, i)->count);
    print_questions(out, list, identity, topology);
    topology_free(topology);
    identity_free(identity);
    return g_string_free(out, FALSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reader reader = {.count = 0};
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) lines = g_strsplit(valid, "\n", MAX_LINES);
    for (size_t i = 0; lines[i] != NULL; i++)
        read_line(&reader, lines[i]);
    struct observation_list list = build_list(reader.devices);
    g_autofree char *expected = describe(&list);
    for (uint32_t seed = 1; seed <= 3; seed++) {
        build_shuffle(&list, seed);
        g_autofree char *shuffled = describe(&list);
        if (strcmp(expected, shuffled) != 0)
            g_error("the order matters:\n%s\nshuffled:\n%s", expected, shuffled);
    }
    build_list_clear(&list);
    return 0;
}
