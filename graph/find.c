#include "graph/find_work.h"

#include "model/text.h"

static const char *const hows[FIND_HOWS] = {
    [FIND_DEVICE] = "device",
    [FIND_ADDRESS] = "address",
    [FIND_VIRTUAL] = "virtual_address",
    [FIND_INTERFACE] = "interface",
    [FIND_LEARNED] = "learned",
    [FIND_NEIGHBOR] = "neighbor",
    [FIND_ARP] = "arp",
    [FIND_DESCRIPTION] = "description",
};
const struct words find_how_words = {hows, G_N_ELEMENTS(hows)};

struct find_result find_result_at(enum find_how how, uint32_t device, struct port port, uint32_t observation)
{
    return (struct find_result){
        .how = how, .device = device, .port = port, .remote = -1, .observation = observation};
}

bool find_wants_mac(const struct find_work *work, struct mac mac)
{
    return find_query_matches_mac(work->query, mac) || g_hash_table_contains(work->macs, &mac);
}

static guint hash_mac(gconstpointer mac)
{
    return mac_hash(*(const struct mac *)mac);
}

static gboolean equal_macs(gconstpointer a, gconstpointer b)
{
    return mac_equal(*(const struct mac *)a, *(const struct mac *)b);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct find_result *a, const struct find_result *b)
{
    int order = compare_numbers(a->device, b->device);
    if (order == 0)
        order = text_compare_natural(a->port.name, b->port.name);
    if (order == 0)
        order = compare_numbers(a->vlan, b->vlan);
    if (order == 0)
        order = compare_numbers(a->protocol, b->protocol);
    return order != 0 ? order : compare_numbers(a->remote, b->remote);
}

static int compare_found(const struct find_result *a, const struct find_result *b)
{
    int order = compare_numbers(a->how, b->how);
    if (order == 0)
        order = mac_compare(a->mac, b->mac);
    if (order == 0)
        order = address_compare(a->address, b->address);
    if (order == 0)
        order = compare_numbers(a->is_secondary, b->is_secondary);
    if (order == 0)
        order = compare_places(a, b);
    return order != 0 ? order : text_compare_natural(a->text, b->text);
}

static gint compare_results(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct observation_list *list = user;
    const struct find_result *left = a, *right = b;
    int order = compare_found(left, right);
    if (order != 0 || left->observation == UINT32_MAX || right->observation == UINT32_MAX)
        return order;
    return compare_numbers(list->items[right->observation]->started_at,
                           list->items[left->observation]->started_at);
}

/* Of one thing that a device told in two visits, the newer is kept. */
static void drop_repetitions(GArray *results)
{
    guint kept = 0;
    for (guint i = 0; i < results->len; i++) {
        const struct find_result *result = &g_array_index(results, struct find_result, i);
        if (kept == 0 || compare_found(result, &g_array_index(results, struct find_result, kept - 1)) != 0)
            g_array_index(results, struct find_result, kept++) = *result;
    }
    g_array_set_size(results, kept);
}

/* One router that tells the MAC address of an address is enough. */
static void mark_repeated_arp(GArray *results)
{
    for (guint i = 1; i < results->len; i++) {
        struct find_result *result = &g_array_index(results, struct find_result, i);
        const struct find_result *before = result - 1;
        result->is_secondary = result->is_secondary || (result->how == FIND_ARP && before->how == FIND_ARP &&
                                                        mac_equal(result->mac, before->mac) &&
                                                        address_equal(result->address, before->address));
    }
}

GArray *find_run(struct network *network, const struct find_query *query)
{
    struct find_work work = {
        .network = network,
        .query = query,
        .results = g_array_new(FALSE, FALSE, sizeof(struct find_result)),
        .macs = g_hash_table_new_full(hash_mac, equal_macs, g_free, g_free),
        .devices = g_hash_table_new(NULL, NULL),
    };
    find_devices(&work);
    find_neighbors(&work);
    find_arp(&work);
    find_learned(&work);
    find_judge_places(&work);
    g_array_sort_with_data(work.results, compare_results, (gpointer)network->observations);
    drop_repetitions(work.results);
    mark_repeated_arp(work.results);
    g_hash_table_unref(work.macs);
    g_hash_table_unref(work.devices);
    return work.results;
}
