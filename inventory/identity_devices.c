/*
 * The devices that identity has found: their names, addresses and ids, and the evidence for each.
 */
#include "inventory/identity_internal.h"
#include "inventory/naming.h"
#include "inventory/vendor.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

/* What is known about one device while it is put together. */
struct draft {
    struct device *device;
    const struct identity_builder *builder;
    int32_t group;          /* IDENTITY_NOBODY: never visited */
    const uint32_t *claims; /* that stand for it */
    size_t claim_count;
    const uint32_t *observations;
    size_t observation_count;
    struct identity *identity;
    size_t *evidence_used;
};

static bool has_text(const GPtrArray *list, const char *text)
{
    for (guint i = 0; i < list->len; i++)
        if (strcmp(list->pdata[i], text) == 0)
            return true;
    return false;
}

/* Nobody has that many names or ids; a neighbor that lies may tell any number of them. */
#define MAX_TEXTS 256

static void add_text(const struct draft *draft, GPtrArray *list, const char *text)
{
    if (text != NULL && list->len < MAX_TEXTS && !has_text(list, text))
        g_ptr_array_add(list, g_string_chunk_insert_const(draft->identity->memory, text));
}

static gint compare_texts(gconstpointer a, gconstpointer b)
{
    return text_compare_natural(*(const char *const *)a, *(const char *const *)b);
}

static const struct claim *claim_of(const struct draft *draft, size_t i)
{
    return &draft->builder->claims[draft->claims[i]];
}

static void collect_names(struct draft *draft)
{
    GPtrArray *names = draft->device->names;
    for (size_t i = 0; i < draft->observation_count; i++) {
        const struct system *system = &draft->builder->observations[draft->observations[i]]->system;
        add_text(draft, names, system->sys_name);
        add_text(draft, names, system->lldp_sys_name);
        add_text(draft, names, system->cdp_device_id);
    }
    for (size_t i = 0; i < draft->claim_count; i++)
        add_text(draft, names, claim_of(draft, i)->words.shown_name);
    g_ptr_array_sort(names, compare_texts);
}

static const char *value_of_key(const char *key)
{
    return strchr(key, ' ') + 1;
}

static void collect_chassis_ids(struct draft *draft)
{
    GPtrArray *ids = draft->device->chassis_ids;
    for (size_t i = 0; i < draft->observation_count; i++) {
        const struct own_words *own = &draft->builder->own[draft->observations[i]];
        for (size_t j = 0; j < own->chassis_count; j++)
            add_text(draft, ids, value_of_key(own->chassis[j]));
    }
    for (size_t i = 0; i < draft->claim_count; i++) {
        const struct claim_words *words = &claim_of(draft, i)->words;
        bool is_own = draft->group == IDENTITY_NOBODY || (words->is_telling && !words->is_router);
        if (is_own && words->chassis != NULL)
            add_text(draft, ids, words->shown_chassis);
    }
    g_ptr_array_sort(ids, compare_texts);
}

static int compare_addresses(const void *a, const void *b)
{
    return address_compare(*(const struct address *)a, *(const struct address *)b);
}

/* Shared addresses (internal ones, anycast, virtual routers) are nobody's. Those of an imported node are no
 * evidence, and so not asked for: they are what the file says. */
static void add_own_addresses(const struct draft *draft, GArray *out)
{
    char key[IDENTITY_KEY_SIZE];
    for (size_t i = 0; i < draft->observation_count; i++) {
        uint32_t at = draft->observations[i];
        const struct observation *said = draft->builder->observations[at];
        if (!identity_is_present(draft->builder, at))
            continue;
        if (!address_is_absent(said->address))
            g_array_append_val(out, said->address);
        size_t count;
        const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
        for (size_t j = 0; j < count; j++)
            if (address_is_usable(rows[j].address) &&
                (said->via == VIA_IMPORT ||
                 identity_group_of_key(draft->builder, identity_address_key(rows[j].address, key)) ==
                     draft->group))
                g_array_append_val(out, rows[j].address);
    }
}

/* What neighbors tell counts for a device that does not tell itself, unless the address is known to be that
 * of another device. */
static void add_told_addresses(const struct draft *draft, GArray *out)
{
    char key[IDENTITY_KEY_SIZE];
    for (size_t i = 0; i < draft->claim_count; i++) {
        const struct address_list *told = &claim_of(draft, i)->neighbor->remote_addresses;
        for (size_t j = 0; j < told->count; j++) {
            struct address address = told->items[j];
            if (address_is_usable(address) &&
                !g_hash_table_contains(draft->builder->keys, identity_address_key(address, key)))
                g_array_append_val(out, address);
        }
    }
}

static void collect_addresses(struct draft *draft)
{
    char text[ADDRESS_TEXT_SIZE];
    g_autoptr(GArray) addresses = g_array_new(FALSE, FALSE, sizeof(struct address));
    size_t count = 0;
    if (draft->group != IDENTITY_NOBODY) {
        add_own_addresses(draft, addresses);
        uint32_t present = draft->builder->groups[draft->group].present;
        observation_records(draft->builder->observations[present], RECORD_IP_ADDRESS, &count);
    }
    if (count == 0)
        add_told_addresses(draft, addresses);
    if (addresses->len > 0)
        qsort(addresses->data, addresses->len, sizeof(struct address), compare_addresses);
    for (guint i = 0; i < addresses->len; i++) {
        struct address address = g_array_index(addresses, struct address, i);
        if (i > 0 && address_equal(address, g_array_index(addresses, struct address, i - 1)))
            continue;
        address_format(address, text);
        g_ptr_array_add(draft->device->addresses, g_string_chunk_insert_const(draft->identity->memory, text));
    }
}

/* What identifies nobody (internal addresses, anycast, loopback), but a user may ask for all that own one. */
static void collect_shared_addresses(struct draft *draft)
{
    struct device *device = draft->device;
    char text[ADDRESS_TEXT_SIZE];
    size_t count = 0;
    const struct ip_address *rows = NULL;
    if (device->observation != NULL)
        rows = observation_records(device->observation, RECORD_IP_ADDRESS, &count);
    if (count == 0)
        return;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < device->addresses->len; i++)
        g_hash_table_add(known, device->addresses->pdata[i]);
    for (size_t i = 0; i < count; i++) {
        address_format(rows[i].address, text);
        if (address_is_absent(rows[i].address) || g_hash_table_contains(known, text))
            continue;
        if (device->shared_addresses == NULL)
            device->shared_addresses = g_ptr_array_new();
        g_ptr_array_add(device->shared_addresses, g_string_chunk_insert_const(draft->identity->memory, text));
        g_hash_table_add(known, device->shared_addresses->pdata[device->shared_addresses->len - 1]);
    }
}

/* The name that neighbors use: of the newest run, LLDP before the others, then the first in order. */
static const char *told_name(const struct draft *draft)
{
    const struct claim *best = NULL;
    int64_t best_run = 0;
    for (size_t i = 0; i < draft->claim_count; i++) {
        const struct claim *claim = claim_of(draft, i);
        int64_t run = draft->builder->observations[claim->observation]->run;
        if (claim->words.shown_name == NULL)
            continue;
        bool better = best == NULL || run > best_run;
        if (!better && run == best_run && claim->neighbor->protocol != best->neighbor->protocol)
            better = claim->neighbor->protocol < best->neighbor->protocol;
        else if (!better && run == best_run)
            better = text_compare_natural(claim->words.shown_name, best->words.shown_name) < 0;
        if (better) {
            best = claim;
            best_run = run;
        }
    }
    return best == NULL ? NULL : best->words.shown_name;
}

static const char *first_of(const GPtrArray *list)
{
    return list->len == 0 ? NULL : list->pdata[0];
}

static void choose_name(struct draft *draft)
{
    struct device *device = draft->device;
    static const struct system nothing;
    const struct system *system = device->observation == NULL ? &nothing : &device->observation->system;
    const char *candidates[] = {
        system->sys_name,  system->lldp_sys_name,         system->cdp_device_id,
        told_name(draft),  first_of(device->chassis_ids), first_of(device->addresses),
        device->source_id,
    };
    device->name = "unknown";
    for (size_t i = G_N_ELEMENTS(candidates); i > 0; i--)
        if (candidates[i - 1] != NULL)
            device->name = candidates[i - 1];
}

static void add_evidence(struct draft *draft, const char *key, char *from)
{
    struct identity_evidence *evidence = &draft->identity->evidence[(*draft->evidence_used)++];
    evidence->key = key;
    evidence->from = g_string_chunk_insert_const(draft->identity->memory, from);
    g_ptr_array_add(draft->device->evidence, evidence);
    g_free(from);
}

static const char *observation_title(const struct observation *observation, char buffer[ADDRESS_TEXT_SIZE])
{
    if (!address_is_absent(observation->address))
        return address_format(observation->address, buffer);
    return observation->source_name != NULL ? observation->source_name : "an import";
}

static void collect_own_evidence(struct draft *draft, uint32_t at)
{
    char title[ADDRESS_TEXT_SIZE];
    const struct observation *said = draft->builder->observations[at];
    const struct own_words *own = &draft->builder->own[at];
    const char *from = observation_title(said, title);
    if (own->import != NULL)
        add_evidence(draft, own->import, g_strdup_printf("%s: node", from));
    for (size_t i = 0; i < own->serial_count; i++)
        add_evidence(draft, own->serials[i], g_strdup_printf("%s: serial of the chassis", from));
    for (size_t i = 0; i < own->chassis_count; i++)
        add_evidence(draft, own->chassis[i],
                     g_strdup_printf("%s: its own chassis id or bridge address", from));
    for (size_t i = 0; i < own->name_count; i++) {
        g_autofree char *key = g_strconcat("name ", own->names[i], NULL);
        add_evidence(draft, g_string_chunk_insert_const(draft->identity->memory, key),
                     g_strdup_printf("%s: its own name", from));
    }
}

static size_t count_own_evidence(const struct own_words *own)
{
    return 1 + own->serial_count + own->chassis_count + own->name_count;
}

static char *format_source(const struct draft *draft, const struct claim *claim)
{
    char title[ADDRESS_TEXT_SIZE];
    const struct observation *said = draft->builder->observations[claim->observation];
    const struct neighbor *row = claim->neighbor;
    const char *protocol = words_format(&protocol_words, (int)row->protocol);
    const char *name = said->system.sys_name != NULL ? said->system.sys_name : observation_title(said, title);
    if (row->local_port_name != NULL)
        return g_strdup_printf("%s %s: %s", name, row->local_port_name, protocol);
    if (row->local_if_index != 0)
        return g_strdup_printf("%s ifIndex %u: %s", name, row->local_if_index, protocol);
    return g_strdup_printf("%s port %u: %s", name, row->local_port_number, protocol);
}

static const char *telling_key(const struct identity *identity, const struct claim *claim)
{
    const struct claim_words *words = &claim->words;
    if (claim->key != NULL)
        return claim->key;
    if (words->is_telling)
        return words->chassis;
    if (words->name_count > 0) {
        g_autofree char *key = g_strconcat("name ", words->names[0], NULL);
        return g_string_chunk_insert_const(identity->memory, key);
    }
    if (words->mac_count > 0)
        return words->macs[0];
    return words->serial != NULL ? words->serial : "address";
}

static void collect_evidence(struct draft *draft)
{
    for (size_t i = 0; i < draft->observation_count; i++)
        collect_own_evidence(draft, draft->observations[i]);
    for (size_t i = 0; i < draft->claim_count; i++) {
        const struct claim *claim = claim_of(draft, i);
        add_evidence(draft, telling_key(draft->identity, claim), format_source(draft, claim));
    }
}

static void describe(struct draft *draft)
{
    struct device *device = draft->device;
    struct vendor_facts facts = {0};
    if (device->observation != NULL) {
        vendor_describe(device->observation, draft->identity->memory, &facts);
        device->location = device->observation->system.sys_location;
        device->capabilities = device->observation->system.lldp_capabilities;
    }
    uint32_t told = 0;
    for (size_t i = 0; i < draft->claim_count; i++) {
        const struct neighbor *neighbor = claim_of(draft, i)->neighbor;
        told |= neighbor->capabilities;
        if (device->observation == NULL)
            vendor_describe_neighbor(neighbor, draft->identity->memory, &facts);
    }
    if (device->capabilities == 0)
        device->capabilities = told;
    if (facts.role == ROLE_UNKNOWN)
        facts.role = vendor_role_of_capabilities(device->capabilities);
    device->vendor = facts.vendor;
    device->model = facts.model;
    device->os = facts.os;
    device->version = facts.version;
    device->serial = facts.serial;
    device->role = facts.role;
}

static void fill_device(struct draft *draft)
{
    struct device *device = draft->device;
    device->addresses = g_ptr_array_new();
    device->chassis_ids = g_ptr_array_new();
    device->names = g_ptr_array_new();
    device->observations = g_ptr_array_new();
    device->evidence = g_ptr_array_new();
    for (size_t i = 0; i < draft->observation_count; i++)
        g_ptr_array_add(device->observations, (gpointer)draft->builder->observations[draft->observations[i]]);
    if (draft->group != IDENTITY_NOBODY) {
        device->observation = draft->builder->observations[draft->builder->groups[draft->group].present];
        device->source_id = device->observation->source_id;
        device->via = device->observation->via;
        device->visited = !device->observation->system.unvisited;
    }
    collect_names(draft);
    collect_chassis_ids(draft);
    collect_addresses(draft);
    collect_shared_addresses(draft);
    choose_name(draft);
    collect_evidence(draft);
    describe(draft);
}

/* Members (claims, observations) by the device they belong to: those of device d are at items[first[d]] to
 * items[first[d + 1]], in their own order. */
struct membership {
    size_t *first;
    uint32_t *items;
};

static void membership_make(struct membership *out, const int64_t *device_of, size_t members, size_t devices)
{
    out->first = g_new0(size_t, devices + 2);
    out->items = g_new(uint32_t, members + 1);
    for (size_t i = 0; i < members; i++)
        if (device_of[i] >= 0)
            out->first[device_of[i] + 2]++;
    for (size_t d = 2; d <= devices + 1; d++)
        out->first[d] += out->first[d - 1];
    for (size_t i = 0; i < members; i++)
        if (device_of[i] >= 0)
            out->items[out->first[device_of[i] + 1]++] = (uint32_t)i;
}

static void membership_clear(struct membership *membership)
{
    g_free(membership->first);
    g_free(membership->items);
}

/* Numbers the devices: visited ones first, then the sets of rows. Returns how many there are. */
static size_t number_claims(struct identity_builder *builder, int64_t *device_of_claim)
{
    size_t devices = builder->group_count;
    for (uint32_t i = 0; i < builder->claim_count; i++) {
        const struct claim *claim = &builder->claims[i];
        device_of_claim[i] = -1;
        if (claim->dropped != NULL)
            continue;
        uint32_t root = disjoint_set_find(builder->claim_merged, i);
        if (claim->group != IDENTITY_NOBODY)
            device_of_claim[i] = claim->group;
        else
            device_of_claim[i] = root == i ? (int64_t)devices++ : device_of_claim[root];
    }
    return devices;
}

/* A visit that failed belongs to the device that is known to be at its address, or to none. */
static int64_t device_of_failure(const struct identity_builder *builder, const struct observation *failed,
                                 const int64_t *device_of_claim)
{
    char key[IDENTITY_KEY_SIZE];
    identity_address_key(failed->address, key);
    int32_t group = identity_group_of_key(builder, key);
    if (group != IDENTITY_NOBODY)
        return group;
    gpointer claim = g_hash_table_lookup(builder->claim_keys, key);
    if (claim == NULL || claim == IDENTITY_SHARED)
        return -1;
    return device_of_claim[GPOINTER_TO_UINT(claim) - 1];
}

static void number_observations(const struct identity_builder *builder, const int64_t *device_of_claim,
                                int64_t *device_of)
{
    for (size_t i = 0; i < builder->count; i++)
        device_of[i] = builder->group_of[i] != IDENTITY_NOBODY
                           ? builder->group_of[i]
                           : device_of_failure(builder, builder->observations[i], device_of_claim);
}

static int compare_lists(const GPtrArray *a, const GPtrArray *b)
{
    for (guint i = 0; i < MIN(a->len, b->len); i++) {
        int order = text_compare_natural(a->pdata[i], b->pdata[i]);
        if (order != 0)
            return order;
    }
    return (a->len > b->len) - (a->len < b->len);
}

static int compare_devices(const void *a, const void *b)
{
    const struct device *left = a, *right = b;
    int order = text_compare_natural(left->name, right->name);
    if (order == 0)
        order = (int)right->visited - (int)left->visited;
    if (order == 0)
        order = compare_lists(left->chassis_ids, right->chassis_ids);
    if (order == 0)
        order = compare_lists(left->addresses, right->addresses);
    if (order == 0)
        order = text_compare_natural(left->source_id, right->source_id);
    /* The id is where the device was before sorting: a fixed order too. */
    return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

static void fill_devices(struct identity_builder *builder, struct identity *identity,
                         const struct membership *claims, const struct membership *observations)
{
    size_t evidence = 0, used = 0;
    for (size_t i = 0; i < builder->count; i++)
        evidence += count_own_evidence(&builder->own[i]);
    identity->evidence = g_new(struct identity_evidence, evidence + builder->claim_count + 1);
    for (size_t d = 0; d < identity->count; d++) {
        struct draft draft = {
            .device = &identity->devices[d],
            .builder = builder,
            .group = d < builder->group_count ? (int32_t)d : IDENTITY_NOBODY,
            .claims = claims->items + claims->first[d],
            .claim_count = claims->first[d + 1] - claims->first[d],
            .observations = observations->items + observations->first[d],
            .observation_count = observations->first[d + 1] - observations->first[d],
            .identity = identity,
            .evidence_used = &used,
        };
        draft.device->id = (int64_t)d;
        fill_device(&draft);
    }
}

/* Where each device has come to lie by sorting; the ids are given back. */
static size_t *sort_devices(struct identity *identity)
{
    size_t *position = g_new0(size_t, identity->count + 1);
    if (identity->count > 0)
        qsort(identity->devices, identity->count, sizeof *identity->devices, compare_devices);
    for (size_t i = 0; i < identity->count; i++) {
        position[identity->devices[i].id] = i;
        identity->devices[i].id = 0;
    }
    return position;
}

static void place_results(const struct identity_builder *builder, struct identity *identity,
                          const size_t *position, const int64_t *of_observation, const int64_t *of_claim)
{
    identity->of_observation = g_new(size_t, builder->count + 1);
    identity->first_remote = g_new(size_t, builder->count + 1);
    identity->remote_count = g_new(size_t, builder->count + 1);
    identity->remotes = g_new(struct identity_remote, builder->claim_count + 1);
    for (size_t i = 0; i < builder->count; i++) {
        size_t at = builder->position[i];
        identity->of_observation[at] = of_observation[i] < 0 ? SIZE_MAX : position[of_observation[i]];
        identity->first_remote[at] = builder->first_claim[i];
        identity->remote_count[at] = builder->first_claim[i + 1] - builder->first_claim[i];
    }
    for (size_t i = 0; i < builder->claim_count; i++)
        identity->remotes[i] = (struct identity_remote){
            .device = of_claim[i] < 0 ? -1 : (int32_t)position[of_claim[i]],
            .dropped = builder->claims[i].dropped,
            .key = of_claim[i] < 0 ? NULL : telling_key(identity, &builder->claims[i]),
        };
}

struct identity *identity_make_devices(struct identity_builder *builder)
{
    struct identity *identity = g_new0(struct identity, 1);
    struct membership claims, observations;
    int64_t *of_claim = g_new0(int64_t, builder->claim_count + 1);
    int64_t *of_observation = g_new0(int64_t, builder->count + 1);
    identity->memory = g_steal_pointer(&builder->memory);
    identity->count = number_claims(builder, of_claim);
    identity->devices = g_new0(struct device, identity->count + 1);
    number_observations(builder, of_claim, of_observation);
    membership_make(&claims, of_claim, builder->claim_count, identity->count);
    membership_make(&observations, of_observation, builder->count, identity->count);
    fill_devices(builder, identity, &claims, &observations);
    size_t *position = sort_devices(identity);
    place_results(builder, identity, position, of_observation, of_claim);
    membership_clear(&claims);
    membership_clear(&observations);
    g_free(position);
    g_free(of_claim);
    g_free(of_observation);
    return identity;
}
