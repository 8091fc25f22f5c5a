/*
 * Which visited device a neighbor row stands for: the strongest evidence decides, and weaker evidence counts
 * only where nothing stronger contradicts it.
 */
#include "inventory/arp_lookup.h"
#include "inventory/identity_build.h"
#include "inventory/naming.h"
#include "model/routing.h"

#include <string.h>

/* Routers that exchange routes are next to each other, so each has learned the MAC address of the other: what
 * LLDP and its kin tell as well. */
static void add_learned_macs(struct identity_builder *builder, struct arp_lookup *arp,
                             const struct neighbor *neighbor, struct claim_words *words)
{
    struct mac mac;
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        if (arp_lookup_mac(arp, neighbor->remote_addresses.items[i], &mac))
            claim_words_add_mac(words, builder->memory, mac);
}

static void read_rows(struct identity_builder *builder, uint32_t observation)
{
    size_t count;
    const struct observation *said = builder->observations[observation];
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    struct arp_lookup *arp = arp_lookup_new(said);
    for (size_t i = 0; i < count; i++) {
        struct claim *claim = &builder->claims[builder->claim_count++];
        *claim = (struct claim){
            .observation = observation, .row = (uint32_t)i, .neighbor = &rows[i], .group = IDENTITY_NOBODY};
        if (!identity_is_present(builder, observation)) {
            claim->dropped = "superseded by a later visit";
            continue;
        }
        claim_words_read(said, &rows[i], builder->memory, &claim->words);
        if (protocol_is_routing(rows[i].protocol))
            add_learned_macs(builder, arp, &rows[i], &claim->words);
        if (!neighbor_is_up(&rows[i]))
            claim->dropped = "a neighbor that is not up";
        else if (claim->words.is_placeholder)
            claim->dropped = IDENTITY_PLACEHOLDER;
        else if (!claim->words.has_identity)
            claim->dropped = "without any identity";
    }
    arp_lookup_free(arp);
}

void identity_read_claims(struct identity_builder *builder)
{
    size_t total = 0, count;
    for (size_t i = 0; i < builder->count; i++) {
        observation_records(builder->observations[i], RECORD_NEIGHBOR, &count);
        total += count;
    }
    builder->claims = g_new(struct claim, total + 1);
    builder->first_claim = g_new(size_t, builder->count + 1);
    for (uint32_t i = 0; i < builder->count; i++) {
        builder->first_claim[i] = builder->claim_count;
        read_rows(builder, i);
    }
    builder->first_claim[builder->count] = builder->claim_count;
}

/* The MAC addresses that rows speak of: only these are looked for among the interfaces. */
static GHashTable *list_wanted_macs(const struct identity_builder *builder)
{
    GHashTable *wanted = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < builder->claim_count; i++)
        for (size_t j = 0; j < builder->claims[i].words.mac_count; j++)
            g_hash_table_add(wanted, (gpointer)builder->claims[i].words.macs[j]);
    return wanted;
}

static guint hash_mac(gconstpointer mac)
{
    return mac_hash(*(const struct mac *)mac);
}

static gboolean equal_macs(gconstpointer a, gconstpointer b)
{
    return mac_equal(*(const struct mac *)a, *(const struct mac *)b);
}

/* The same, by their octets: every interface of the network is looked up here. */
static GHashTable *index_macs(GHashTable *wanted)
{
    GHashTable *macs = g_hash_table_new_full(hash_mac, equal_macs, g_free, NULL);
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, wanted);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        struct mac *mac = g_new(struct mac, 1);
        if (mac_parse((const char *)key + strlen("mac "), mac))
            g_hash_table_insert(macs, mac, key);
        else
            g_free(mac);
    }
    return macs;
}

static void put_macs(struct identity_builder *builder, GHashTable *macs, uint32_t observation)
{
    size_t count;
    guint group = (guint)builder->group_of[observation];
    const struct interface *interfaces =
        observation_records(builder->observations[observation], RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++) {
        const char *key =
            mac_is_absent(interfaces[i].mac) ? NULL : g_hash_table_lookup(macs, &interfaces[i].mac);
        if (key != NULL)
            identity_put_key(builder->keys, key, group);
    }
    const struct own_words *own = &builder->own[observation];
    for (size_t i = 0; i < own->chassis_count; i++) {
        struct mac mac;
        const char *key =
            mac_parse(own->chassis[i] + strlen("chassis "), &mac) ? g_hash_table_lookup(macs, &mac) : NULL;
        if (key != NULL)
            identity_put_key(builder->keys, key, group);
    }
}

static void index_interfaces(struct identity_builder *builder)
{
    g_autoptr(GHashTable) wanted = list_wanted_macs(builder);
    g_autoptr(GHashTable) macs = index_macs(wanted);
    for (uint32_t i = 0; i < builder->count; i++)
        if (identity_is_present(builder, i))
            put_macs(builder, macs, i);
}

/* Whether the row calls the other device by names, and the group has others. */
static bool names_differ(const struct claim_words *words, const struct own_words *own)
{
    for (size_t i = 0; i < words->name_count; i++)
        for (size_t j = 0; j < own->name_count; j++)
            if (naming_agree(words->names[i], own->names[j]))
                return false;
    return words->name_count > 0 && own->name_count > 0;
}

/* Whether the row's chassis id is one that the group would have if it were the group's. Bad ids (fillers,
 * numbers of ports in the form of a MAC address) say nothing, and neither do ids of another kind. */
static bool chassis_differs(const struct claim_words *words, const struct own_words *own)
{
    for (size_t i = 0; i < own->chassis_count; i++)
        if (own->chassis[i] == words->chassis)
            return false;
    return words->is_mac && own->has_chassis_mac;
}

static bool owns_an_address(const struct identity_builder *builder, const struct claim *claim, int32_t group)
{
    char key[IDENTITY_KEY_SIZE];
    const struct address_list *addresses = &claim->neighbor->remote_addresses;
    for (size_t i = 0; i < addresses->count; i++)
        if (address_is_usable(addresses->items[i]) &&
            identity_group_of_key(builder, identity_address_key(addresses->items[i], key)) == group)
            return true;
    return false;
}

static const char *keep(struct identity_builder *builder, const char *kind, const char *value)
{
    g_autofree char *key = g_strconcat(kind, " ", value, NULL);
    return g_string_chunk_insert_const(builder->memory, key);
}

static bool has_address_of_family(const struct observation *observation, uint8_t family)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].address.family == family && address_is_usable(rows[i].address))
            return true;
    return false;
}

/* Whether the row's addresses are none of the group's, which has others of the same family. */
static bool addresses_differ(const struct identity_builder *builder, const struct claim *claim, int32_t group)
{
    char key[IDENTITY_KEY_SIZE];
    const struct observation *present = builder->observations[builder->groups[group].present];
    const struct address_list *told = &claim->neighbor->remote_addresses;
    bool differ = false;
    for (size_t i = 0; i < told->count; i++) {
        if (!address_is_usable(told->items[i]))
            continue;
        gpointer owner = g_hash_table_lookup(builder->keys, identity_address_key(told->items[i], key));
        if (owner == IDENTITY_SHARED || owner == GINT_TO_POINTER(group + 1))
            return false;
        differ = differ || has_address_of_family(present, told->items[i].family);
    }
    return differ;
}

/* Name and address, told in the run in which the group was visited, are those of another device that has the
 * same id: chassis ids are cloned with the machines that have them, and router ids are chosen by hand. */
static bool is_of_clone(const struct identity_builder *builder, const struct claim *claim, int32_t group)
{
    const struct observation *present = builder->observations[builder->groups[group].present];
    if (builder->observations[claim->observation]->run != present->run)
        return false;
    bool is_renamed = names_differ(&claim->words, identity_group_words(builder, group));
    return (claim->words.is_router || is_renamed) && addresses_differ(builder, claim, group);
}

static int32_t by_ids(const struct identity_builder *builder, const struct claim *claim, const char **key)
{
    const struct claim_words *words = &claim->words;
    const char *keys[] = {words->chassis, words->is_mac ? words->macs[0] : NULL, words->serial,
                          words->cdp_id};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        int32_t group = keys[i] == NULL ? IDENTITY_NOBODY : identity_group_of_key(builder, keys[i]);
        if (group == IDENTITY_NOBODY)
            continue;
        const struct own_words *own = identity_group_words(builder, group);
        /* An id that is no more than a name or a number needs a name that does not speak against it. */
        bool is_weak = i == 0 && !words->is_mac && words->name_count > 0;
        if (is_weak && names_differ(words, own))
            continue;
        if (i >= 2 && chassis_differs(words, own))
            continue;
        if (is_of_clone(builder, claim, group))
            continue;
        *key = keys[i];
        return group;
    }
    return IDENTITY_NOBODY;
}

/* A chassis id that nobody has, of a device whose name one visited device has: some systems fill the chassis
 * id with nonsense or with that of a port. The name alone decides where the visited device has no chassis id
 * of its own to compare with; else one of the told addresses must be its own as well. */
static int32_t by_name(struct identity_builder *builder, const struct claim *claim, const char **key)
{
    const struct claim_words *words = &claim->words;
    for (size_t i = 0; i < words->name_count; i++) {
        int32_t group = identity_group_of_name(builder, words->names[i]);
        if (group == IDENTITY_NOBODY)
            continue;
        const char *descr = builder->observations[builder->groups[group].present]->system.sys_descr;
        bool needs_more = words->is_name_generic[i] || naming_is_model(words->names[i], descr, NULL) ||
                          chassis_differs(words, identity_group_words(builder, group));
        if (needs_more && !owns_an_address(builder, claim, group))
            continue;
        *key = keep(builder, "name", words->names[i]);
        return group;
    }
    return IDENTITY_NOBODY;
}

static int32_t by_macs(const struct identity_builder *builder, const struct claim *claim, const char **key)
{
    const struct claim_words *words = &claim->words;
    for (size_t i = 0; i < words->mac_count; i++) {
        int32_t group = identity_group_of_key(builder, words->macs[i]);
        if (group == IDENTITY_NOBODY)
            continue;
        const struct own_words *own = identity_group_words(builder, group);
        if (names_differ(words, own) || chassis_differs(words, own))
            continue;
        *key = words->macs[i];
        return group;
    }
    return IDENTITY_NOBODY;
}

/* Two devices may have one address, in two places of a network: it counts where nothing else is told. */
static int32_t by_address(struct identity_builder *builder, const struct claim *claim, const char **key)
{
    char text[IDENTITY_KEY_SIZE];
    const struct address_list *addresses = &claim->neighbor->remote_addresses;
    for (size_t i = 0; i < addresses->count; i++) {
        if (!address_is_usable(addresses->items[i]))
            continue;
        int32_t group = identity_group_of_key(builder, identity_address_key(addresses->items[i], text));
        if (group == IDENTITY_NOBODY)
            continue;
        const struct own_words *own = identity_group_words(builder, group);
        if (names_differ(&claim->words, own) || chassis_differs(&claim->words, own))
            continue;
        *key = g_string_chunk_insert_const(builder->memory, text);
        return group;
    }
    return IDENTITY_NOBODY;
}

static int32_t resolve(struct identity_builder *builder, const struct claim *claim, const char **key)
{
    int32_t group = by_ids(builder, claim, key);
    if (claim->neighbor->protocol == PROTOCOL_IMPORT)
        return group;
    if (group == IDENTITY_NOBODY)
        group = by_name(builder, claim, key);
    if (group == IDENTITY_NOBODY)
        group = by_macs(builder, claim, key);
    if (group == IDENTITY_NOBODY)
        group = by_address(builder, claim, key);
    return group;
}

/* A row that says what its own device says of itself. The ids of two devices next to each other may be the
 * same by mistake: then the name tells that it is the other one. */
static bool is_itself(const struct identity_builder *builder, const struct claim *claim)
{
    const struct own_words *own = &builder->own[claim->observation];
    const struct claim_words *words = &claim->words;
    for (size_t i = 0; words->chassis != NULL && i < own->chassis_count; i++)
        if (own->chassis[i] == words->chassis)
            return !names_differ(words, own);
    return false;
}

/* A row that tells nothing but addresses which several devices own speaks of one of these, and not of a
 * device of its own. */
static bool is_of_shared_address(const struct identity_builder *builder, const struct claim *claim)
{
    char key[IDENTITY_KEY_SIZE];
    const struct claim_words *words = &claim->words;
    const struct address_list *addresses = &claim->neighbor->remote_addresses;
    if (words->chassis != NULL || words->name_count > 0 || words->mac_count > 0 || words->serial != NULL)
        return false;
    for (size_t i = 0; i < addresses->count; i++)
        if (address_is_usable(addresses->items[i]) &&
            g_hash_table_lookup(builder->keys, identity_address_key(addresses->items[i], key)) !=
                IDENTITY_SHARED)
            return false;
    return true;
}

void identity_resolve_claims(struct identity_builder *builder)
{
    index_interfaces(builder);
    for (size_t i = 0; i < builder->claim_count; i++) {
        struct claim *claim = &builder->claims[i];
        if (claim->dropped != NULL)
            continue;
        int32_t self = builder->group_of[claim->observation];
        claim->group = resolve(builder, claim, &claim->key);
        bool is_clone =
            claim->group == self && names_differ(&claim->words, &builder->own[claim->observation]);
        if (is_clone)
            claim->group = IDENTITY_NOBODY;
        else if (claim->group == self || is_itself(builder, claim))
            claim->dropped = IDENTITY_ITSELF;
        else if (claim->group == IDENTITY_NOBODY && is_of_shared_address(builder, claim))
            claim->dropped = "only an address that several devices own";
    }
}
