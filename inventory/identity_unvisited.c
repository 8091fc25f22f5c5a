/*
 * Which neighbor rows speak of the same device that was never visited. Chassis ids make the devices; rows
 * without one are given to a device that has what they tell, and what is left is joined by names.
 */
#include "inventory/identity_build.h"
#include "inventory/naming.h"
#include "inventory/same_port.h"
#include "model/routing.h"

#include <string.h>

static bool is_open(const struct claim *claim)
{
    return claim->dropped == NULL && claim->group == IDENTITY_NOBODY;
}

static struct claim *claim_at(const struct identity_builder *builder, const GArray *list, guint i)
{
    return &builder->claims[g_array_index(list, uint32_t, i)];
}

static void add_to(GHashTable *lists, const char *key, uint32_t claim)
{
    GArray *list = g_hash_table_lookup(lists, key);
    if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        g_hash_table_insert(lists, (gpointer)key, list);
    }
    g_array_append_val(list, claim);
}

static GHashTable *new_lists(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
}

static int64_t run_of(const struct identity_builder *builder, const struct claim *claim)
{
    return builder->observations[claim->observation]->run;
}

static const char *name_of(const struct claim *claim)
{
    return claim->words.name_count == 0 ? "" : claim->words.names[0];
}

static gint compare_run_and_name(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct identity_builder *builder = user;
    const struct claim *left = &builder->claims[*(const uint32_t *)a];
    const struct claim *right = &builder->claims[*(const uint32_t *)b];
    if (run_of(builder, left) != run_of(builder, right))
        return run_of(builder, left) < run_of(builder, right) ? -1 : 1;
    int order = strcmp(name_of(left), name_of(right));
    return order != 0 ? order : (left > right) - (left < right);
}

/* Two names in one run are two devices with one chassis id; in different runs one device was renamed. */
static bool names_conflict(const struct identity_builder *builder, const GArray *sorted)
{
    for (guint i = 1; i < sorted->len; i++) {
        const struct claim *a = claim_at(builder, sorted, i - 1), *b = claim_at(builder, sorted, i);
        bool named = *name_of(a) != '\0';
        if (named && run_of(builder, a) == run_of(builder, b) && !naming_agree(name_of(a), name_of(b)))
            return true;
    }
    return false;
}

static void join(struct identity_builder *builder, const GArray *list, guint a, guint b)
{
    disjoint_set_join(builder->claim_merged, g_array_index(list, uint32_t, a),
                      g_array_index(list, uint32_t, b));
}

static void join_chassis(struct identity_builder *builder, GArray *list)
{
    g_array_sort_with_data(list, compare_run_and_name, builder);
    bool conflict = names_conflict(builder, list);
    g_autoptr(GHashTable) first_of_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < list->len; i++) {
        const char *name = conflict ? name_of(claim_at(builder, list, i)) : "";
        gpointer first = g_hash_table_lookup(first_of_name, name);
        if (first == NULL)
            g_hash_table_insert(first_of_name, (gpointer)name, GUINT_TO_POINTER(i + 1));
        else
            join(builder, list, GPOINTER_TO_UINT(first) - 1, i);
    }
}

static void join_by_chassis(struct identity_builder *builder)
{
    g_autoptr(GHashTable) lists = new_lists();
    for (uint32_t i = 0; i < builder->claim_count; i++)
        if (is_open(&builder->claims[i]) && builder->claims[i].words.is_telling)
            add_to(lists, builder->claims[i].words.chassis, i);
    GHashTableIter iterator;
    gpointer list;
    g_hash_table_iter_init(&iterator, lists);
    while (g_hash_table_iter_next(&iterator, NULL, &list))
        join_chassis(builder, list);
}

/* A row with a chassis id of its own makes a device; router ids are looked for among these. */
static bool makes_device(const struct claim *claim)
{
    return is_open(claim) && claim->words.is_telling && !claim->words.is_router;
}

static const char *make_peer_key(struct identity_builder *builder, const struct claim *claim)
{
    char address[IDENTITY_KEY_SIZE];
    const struct address_list *addresses = &claim->neighbor->remote_addresses;
    if (!is_open(claim) || !protocol_is_routing(claim->neighbor->protocol) || addresses->count == 0)
        return NULL;
    g_autofree char *key =
        g_strdup_printf("at %u %s", claim->observation, identity_address_key(addresses->items[0], address));
    return g_string_chunk_insert_const(builder->memory, key);
}

/* Routing instances may have equal addresses; the routers behind them have ids of their own. */
static bool are_two_instances(const struct claim *a, const struct claim *b)
{
    return a->neighbor->protocol == b->neighbor->protocol && b->words.chassis != NULL &&
           a->words.chassis != b->words.chassis;
}

/* One address told by one router is one peer, by whatever routing protocol, whether it tells its id or not.
 */
static void join_peers(struct identity_builder *builder)
{
    g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
    for (int telling = 1; telling >= 0; telling--)
        for (uint32_t i = 0; i < builder->claim_count; i++) {
            struct claim *claim = &builder->claims[i];
            const char *key = claim->words.is_telling == telling ? make_peer_key(builder, claim) : NULL;
            gpointer had = key == NULL ? NULL : g_hash_table_lookup(first, key);
            if (key != NULL && had == NULL)
                g_hash_table_insert(first, (gpointer)key, GUINT_TO_POINTER(i + 1));
            if (had == NULL || are_two_instances(&builder->claims[GPOINTER_TO_UINT(had) - 1], claim))
                continue;
            disjoint_set_join(builder->claim_merged, GPOINTER_TO_UINT(had) - 1, i);
            claim->is_attached = !telling;
        }
}

/* One name with one address: a stack whose members have chassis ids of their own, a cluster. */
static void join_at_address(struct identity_builder *builder, GHashTable *first, uint32_t claim,
                            struct address address)
{
    char text[IDENTITY_KEY_SIZE];
    char *key = g_strconcat(identity_address_key(address, text), " ", name_of(&builder->claims[claim]), NULL);
    gpointer had = g_hash_table_lookup(first, key);
    if (had != NULL) {
        disjoint_set_join(builder->claim_merged, GPOINTER_TO_UINT(had) - 1, claim);
        g_free(key);
    } else {
        g_hash_table_insert(first, key, GUINT_TO_POINTER(claim + 1));
    }
}

static void join_by_name_and_address(struct identity_builder *builder)
{
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (uint32_t i = 0; i < builder->claim_count; i++) {
        const struct claim *claim = &builder->claims[i];
        const struct address_list *addresses = &claim->neighbor->remote_addresses;
        if (!makes_device(claim) || claim->words.name_count == 0 || claim->words.is_name_generic[0])
            continue;
        for (size_t j = 0; j < addresses->count; j++)
            if (address_is_usable(addresses->items[j]))
                join_at_address(builder, first, i, addresses->items[j]);
    }
}

static void put(struct identity_builder *builder, const char *key, uint32_t claim)
{
    identity_put_key(builder->claim_keys, key, disjoint_set_find(builder->claim_merged, claim));
}

static void put_formatted(struct identity_builder *builder, const char *kind, const char *value,
                          uint32_t claim)
{
    g_autofree char *key = g_strconcat(kind, " ", value, NULL);
    put(builder, g_string_chunk_insert_const(builder->memory, key), claim);
}

static void put_claim(struct identity_builder *builder, uint32_t i)
{
    char key[IDENTITY_KEY_SIZE];
    const struct claim *claim = &builder->claims[i];
    const struct claim_words *words = &claim->words;
    for (size_t j = 0; j < words->mac_count; j++)
        put(builder, words->macs[j], i);
    if (words->serial != NULL)
        put(builder, words->serial, i);
    if (words->chassis != NULL)
        put(builder, words->chassis, i);
    for (size_t j = 0; j < words->name_count; j++) {
        g_autofree char *label = naming_first_label(words->names[j]);
        put_formatted(builder, "name", words->names[j], i);
        put_formatted(builder, "label", label != NULL ? label : words->names[j], i);
    }
    for (size_t j = 0; j < claim->neighbor->remote_addresses.count; j++) {
        struct address address = claim->neighbor->remote_addresses.items[j];
        if (address_is_usable(address))
            put(builder, g_string_chunk_insert_const(builder->memory, identity_address_key(address, key)), i);
    }
}

static void index_claims(struct identity_builder *builder, bool all)
{
    g_hash_table_remove_all(builder->claim_keys);
    for (uint32_t i = 0; i < builder->claim_count; i++)
        if (makes_device(&builder->claims[i]) || (all && is_open(&builder->claims[i])))
            put_claim(builder, i);
}

/* The set that has a key, as a claim of it; -1 when none or several have it. */
static int64_t set_of_key(const struct identity_builder *builder, const char *key)
{
    gpointer value = g_hash_table_lookup(builder->claim_keys, key);
    return value == NULL || value == IDENTITY_SHARED ? -1 : (int64_t)GPOINTER_TO_UINT(value) - 1;
}

static int64_t set_of_name(const struct identity_builder *builder, const char *name)
{
    g_autofree char *full = g_strconcat("name ", name, NULL);
    if (g_hash_table_contains(builder->claim_keys, full))
        return set_of_key(builder, full);
    g_autofree char *label = naming_first_label(name);
    /* A full name and a short one agree; two full ones of different domains do not. */
    g_autofree char *key =
        label != NULL ? g_strconcat("name ", label, NULL) : g_strconcat("label ", name, NULL);
    return set_of_key(builder, key);
}

/* A router id is mostly one of the router's addresses. */
static int64_t set_of_router_id(const struct identity_builder *builder, const struct claim *claim)
{
    static const char kind[] = "router ";
    const char *id = claim->words.chassis;
    if (id == NULL || !g_str_has_prefix(id, kind))
        return -1;
    g_autofree char *key = g_strconcat("address ", id + strlen(kind), NULL);
    return set_of_key(builder, key);
}

static bool names_agree(const struct claim *a, const struct claim *b)
{
    return a->words.name_count > 0 && b->words.name_count > 0 &&
           naming_agree(a->words.names[0], b->words.names[0]);
}

/* An address counts for a row that tells no name, or the same. */
static int64_t set_of_address(const struct identity_builder *builder, const struct claim *claim)
{
    char key[IDENTITY_KEY_SIZE];
    for (size_t i = 0; i < claim->neighbor->remote_addresses.count; i++) {
        int64_t set =
            set_of_key(builder, identity_address_key(claim->neighbor->remote_addresses.items[i], key));
        if (set >= 0 && (claim->words.name_count == 0 || names_agree(claim, &builder->claims[set])))
            return set;
    }
    return -1;
}

static int64_t find_set(const struct identity_builder *builder, const struct claim *claim)
{
    const struct claim_words *words = &claim->words;
    int64_t set = words->serial == NULL ? -1 : set_of_key(builder, words->serial);
    for (size_t i = 0; set < 0 && i < words->mac_count; i++)
        set = set_of_key(builder, words->macs[i]);
    for (size_t i = 0; set < 0 && i < words->name_count; i++)
        if (!words->is_name_generic[i])
            set = set_of_name(builder, words->names[i]);
    if (set < 0)
        set = set_of_address(builder, claim);
    return set >= 0 ? set : set_of_router_id(builder, claim);
}

static char *make_place_key(const struct claim *claim)
{
    return g_strdup_printf("at %u %s", claim->observation, name_of(claim));
}

/* Rows that make devices, by who says so and the name: a name that several devices have is looked for among
 * the rows of one device. */
static GHashTable *index_places(struct identity_builder *builder)
{
    GHashTable *places = new_lists();
    for (uint32_t i = 0; i < builder->claim_count; i++) {
        const struct claim *claim = &builder->claims[i];
        if (!makes_device(claim) || claim->words.name_count == 0)
            continue;
        g_autofree char *key = make_place_key(claim);
        add_to(places, g_string_chunk_insert_const(builder->memory, key), i);
    }
    return places;
}

/* Nobody has more neighbors of one name at one port. */
#define MAX_AT_ONE_PLACE 256

/* The row of another protocol at the same port that calls the other device by the same name. */
static int64_t find_at_same_port(const struct identity_builder *builder, GHashTable *places,
                                 struct same_port *same_port, const struct claim *claim)
{
    g_autofree char *key = make_place_key(claim);
    const GArray *list = claim->words.name_count == 0 ? NULL : g_hash_table_lookup(places, key);
    const struct observation *said = builder->observations[claim->observation];
    for (guint i = 0; list != NULL && i < MIN(list->len, MAX_AT_ONE_PLACE); i++) {
        const struct claim *other = claim_at(builder, list, i);
        if (other->neighbor->protocol != claim->neighbor->protocol &&
            same_port_is(same_port, said, claim->neighbor, other->neighbor))
            return g_array_index(list, uint32_t, i);
    }
    return -1;
}

static void attach_weak(struct identity_builder *builder)
{
    g_autoptr(GHashTable) places = index_places(builder);
    struct same_port *same_port = same_port_new();
    index_claims(builder, false);
    for (uint32_t i = 0; i < builder->claim_count; i++) {
        struct claim *claim = &builder->claims[i];
        if (!is_open(claim) || makes_device(claim))
            continue;
        int64_t set = find_set(builder, claim);
        if (set < 0)
            set = find_at_same_port(builder, places, same_port, claim);
        claim->is_attached = claim->is_attached || set >= 0;
        if (set >= 0)
            disjoint_set_join(builder->claim_merged, (uint32_t)set, i);
    }
    same_port_free(same_port);
}

/* What tells a row without chassis id from others: where its name is everybody's, the name with the address,
 * or the port it was seen at. */
static char *make_weak_key(const struct claim *claim)
{
    const struct claim_words *words = &claim->words;
    const struct neighbor *neighbor = claim->neighbor;
    char key[IDENTITY_KEY_SIZE];
    if (words->serial != NULL)
        return g_strdup(words->serial);
    if (words->name_count > 0 && !words->is_name_generic[0])
        return g_strconcat("name ", words->names[0], NULL);
    if (words->mac_count > 0)
        return g_strdup(words->macs[0]);
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        if (address_is_usable(neighbor->remote_addresses.items[i]))
            return g_strconcat(identity_address_key(neighbor->remote_addresses.items[i], key), " ",
                               name_of(claim), NULL);
    if (words->chassis != NULL && g_str_has_prefix(words->chassis, "address "))
        return g_strdup(words->chassis);
    return g_strdup_printf("port %u %u %u %s", claim->observation, neighbor->local_if_index,
                           neighbor->local_port_number, name_of(claim));
}

/* Platforms of one name, by protocol: when one protocol tells two, they are two devices. */
static bool platforms_conflict(const struct identity_builder *builder, const GArray *list)
{
    g_autoptr(GHashTable) platform_of = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < list->len; i++) {
        const struct neighbor *neighbor = claim_at(builder, list, i)->neighbor;
        gpointer protocol = GINT_TO_POINTER((gint)neighbor->protocol);
        const char *other = g_hash_table_lookup(platform_of, protocol);
        if (neighbor->remote_platform == NULL)
            continue;
        if (other != NULL && strcmp(other, neighbor->remote_platform) != 0)
            return true;
        g_hash_table_insert(platform_of, protocol, (gpointer)neighbor->remote_platform);
    }
    return false;
}

static void join_weak(struct identity_builder *builder, const GArray *list)
{
    bool conflict = platforms_conflict(builder, list);
    g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < list->len; i++) {
        const char *platform = claim_at(builder, list, i)->neighbor->remote_platform;
        const char *key = conflict && platform != NULL ? platform : "";
        gpointer had = g_hash_table_lookup(first, key);
        if (had == NULL)
            g_hash_table_insert(first, (gpointer)key, GUINT_TO_POINTER(i + 1));
        else
            join(builder, list, GPOINTER_TO_UINT(had) - 1, i);
    }
}

static void join_the_rest(struct identity_builder *builder)
{
    g_autoptr(GHashTable) lists = new_lists();
    for (uint32_t i = 0; i < builder->claim_count; i++) {
        const struct claim *claim = &builder->claims[i];
        if (!is_open(claim) || claim->words.is_telling || claim->is_attached)
            continue;
        g_autofree char *key = make_weak_key(claim);
        add_to(lists, g_string_chunk_insert_const(builder->memory, key), i);
    }
    GHashTableIter iterator;
    gpointer list;
    g_hash_table_iter_init(&iterator, lists);
    while (g_hash_table_iter_next(&iterator, NULL, &list))
        join_weak(builder, list);
}

void identity_merge_unvisited(struct identity_builder *builder)
{
    builder->claim_merged = disjoint_set_new(builder->claim_count);
    builder->claim_keys = g_hash_table_new(g_str_hash, g_str_equal);
    join_by_chassis(builder);
    join_peers(builder);
    join_by_name_and_address(builder);
    attach_weak(builder);
    join_the_rest(builder);
    index_claims(builder, true);
}
