/*
 * Which observations are the same device. A key joins its owners unless they contradict each other by
 * something as strong: then it is shared, and joins only those among them that agree.
 */
#include "inventory/identity_build.h"
#include "inventory/naming.h"
#include "model/chassis_id.h"

#include <string.h>

static const char *first_name(const struct identity_builder *builder, uint32_t observation)
{
    const struct own_words *own = &builder->own[observation];
    return own->name_count == 0 ? "" : own->names[0];
}

static const char *first_serial(const struct identity_builder *builder, uint32_t observation)
{
    const struct own_words *own = &builder->own[observation];
    const char *first = "";
    for (size_t i = 0; i < own->serial_count; i++)
        if (*first == '\0' || strcmp(own->serials[i], first) < 0)
            first = own->serials[i];
    return first;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a, b);
}

/* By run, then name: neighbors in that order show whether two devices of one run have different names. */
static gint compare_run_and_name(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct identity_builder *builder = user;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    int64_t left_run = builder->observations[left]->run, right_run = builder->observations[right]->run;
    if (left_run != right_run)
        return left_run < right_run ? -1 : 1;
    return compare_texts(first_name(builder, left), first_name(builder, right));
}

static gint compare_name_and_serial(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct identity_builder *builder = user;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    int order = compare_texts(first_name(builder, left), first_name(builder, right));
    return order != 0 ? order : compare_texts(first_serial(builder, left), first_serial(builder, right));
}

/* A device may be renamed between two runs; within one run it has one name. */
static bool names_conflict(struct identity_builder *builder, GArray *owners)
{
    g_array_sort_with_data(owners, compare_run_and_name, builder);
    for (guint i = 1; i < owners->len; i++) {
        uint32_t a = g_array_index(owners, uint32_t, i - 1), b = g_array_index(owners, uint32_t, i);
        const char *left = first_name(builder, a), *right = first_name(builder, b);
        bool same_run = builder->observations[a]->run == builder->observations[b]->run;
        if (same_run && *left != '\0' && !naming_agree(left, right))
            return true;
    }
    return false;
}

static bool has_serial(const struct own_words *own, const char *serial)
{
    for (size_t i = 0; i < own->serial_count; i++)
        if (own->serials[i] == serial)
            return true;
    return false;
}

static bool serials_disjoint(const struct own_words *a, const struct own_words *b)
{
    for (size_t i = 0; i < a->serial_count; i++)
        if (has_serial(b, a->serials[i]))
            return false;
    return a->serial_count > 0 && b->serial_count > 0;
}

static bool serials_conflict(struct identity_builder *builder, const GArray *owners)
{
    const struct own_words *first = NULL;
    for (guint i = 0; i < owners->len; i++) {
        const struct own_words *own = &builder->own[g_array_index(owners, uint32_t, i)];
        if (first != NULL && serials_disjoint(first, own))
            return true;
        if (first == NULL && own->serial_count > 0)
            first = own;
    }
    return false;
}

static const char *first_chassis_mac(const struct identity_builder *builder, uint32_t observation)
{
    const struct own_words *own = &builder->own[observation];
    const char *first = "";
    for (size_t i = 0; own->has_chassis_mac && i < own->chassis_count; i++)
        if (*first == '\0' || strcmp(own->chassis[i], first) < 0)
            first = own->chassis[i];
    return first;
}

static bool chassis_disjoint(const struct own_words *a, const struct own_words *b)
{
    for (size_t i = 0; i < a->chassis_count; i++)
        for (size_t j = 0; j < b->chassis_count; j++)
            if (a->chassis[i] == b->chassis[j])
                return false;
    return a->chassis_count > 0 && b->chassis_count > 0;
}

/* A supervisor may be replaced between two runs; within one run a device has one set of chassis ids. */
static bool chassis_conflict(struct identity_builder *builder, const GArray *owners)
{
    uint32_t first = g_array_index(owners, uint32_t, 0);
    for (guint i = 1; i < owners->len; i++) {
        uint32_t other = g_array_index(owners, uint32_t, i);
        bool same_run = builder->observations[first]->run == builder->observations[other]->run;
        if (same_run && chassis_disjoint(&builder->own[first], &builder->own[other]))
            return true;
    }
    return false;
}

/* Each lists the address at which it was visited, and not the one of the other: two devices, whatever they
 * have in common. */
static bool addresses_conflict(const struct observation *a, const struct observation *b)
{
    return a->run == b->run && observation_has_address(a, a->address) &&
           observation_has_address(b, b->address) && !observation_has_address(a, b->address) &&
           !observation_has_address(b, a->address);
}

/* Nothing that they say of themselves as a whole tells two devices of this name apart. */
static bool is_anonymous(const struct identity_builder *builder, uint32_t observation)
{
    const char *name = first_name(builder, observation);
    const struct observation *said = builder->observations[observation];
    return *first_serial(builder, observation) == '\0' && said->source_id == NULL &&
           (*name == '\0' || naming_is_generic(name) || naming_is_model(name, said->system.sys_descr, NULL));
}

static gint compare_owners(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct identity_builder *builder = user;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    int order = compare_name_and_serial(a, b, user);
    if (order == 0)
        order = strcmp(first_chassis_mac(builder, left), first_chassis_mac(builder, right));
    return order != 0 ? order : (left > right) - (left < right);
}

static bool is_same_owner(const struct identity_builder *builder, uint32_t a, uint32_t b)
{
    return strcmp(first_name(builder, a), first_name(builder, b)) == 0 &&
           strcmp(first_serial(builder, a), first_serial(builder, b)) == 0 &&
           strcmp(first_chassis_mac(builder, a), first_chassis_mac(builder, b)) == 0;
}

/* Owners of a key are one device, unless they contradict each other by names, serials or chassis ids: then
 * those are that agree in all of these. */
static void join_owners(struct identity_builder *builder, GArray *owners)
{
    if (owners->len < 2)
        return;
    bool conflict = names_conflict(builder, owners) || serials_conflict(builder, owners) ||
                    chassis_conflict(builder, owners);
    g_array_sort_with_data(owners, compare_owners, builder);
    for (guint i = 1; i < owners->len; i++) {
        uint32_t a = g_array_index(owners, uint32_t, i - 1), b = g_array_index(owners, uint32_t, i);
        bool has_little = is_anonymous(builder, a) || is_anonymous(builder, b);
        bool is_other =
            (conflict && (has_little || !is_same_owner(builder, a, b))) ||
            (has_little && addresses_conflict(builder->observations[a], builder->observations[b]));
        if (!is_other)
            disjoint_set_join(builder->merged, a, b);
    }
}

static void add_owner(GHashTable *owners, const char *key, uint32_t observation)
{
    GArray *list = g_hash_table_lookup(owners, key);
    if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        g_hash_table_insert(owners, (gpointer)key, list);
    }
    g_array_append_val(list, observation);
}

/* Devices without any id: the lowest MAC address of their interfaces, together with their name. */
static const char *make_anonymous_key(struct identity_builder *builder, uint32_t observation)
{
    char key[IDENTITY_KEY_SIZE];
    size_t count;
    const struct interface *interfaces =
        observation_records(builder->observations[observation], RECORD_INTERFACE, &count);
    struct mac lowest = {{0}};
    for (size_t i = 0; i < count; i++)
        if (identity_mac_is_usable(interfaces[i].mac) &&
            (mac_is_absent(lowest) || mac_compare(interfaces[i].mac, lowest) < 0))
            lowest = interfaces[i].mac;
    const char *name = first_name(builder, observation);
    if (mac_is_absent(lowest) || *name == '\0')
        return NULL;
    g_autofree char *both = g_strconcat(identity_mac_key(lowest, key), " name ", name, NULL);
    return g_string_chunk_insert_const(builder->memory, both);
}

static void add_keys(struct identity_builder *builder, GHashTable *owners, uint32_t observation)
{
    const struct own_words *own = &builder->own[observation];
    if (own->import != NULL) {
        add_owner(owners, own->import, observation);
        return;
    }
    for (size_t i = 0; i < own->serial_count; i++)
        add_owner(owners, own->serials[i], observation);
    for (size_t i = 0; i < own->chassis_count; i++)
        if (own->is_telling[i])
            add_owner(owners, own->chassis[i], observation);
    if (own->serial_count == 0 && own->chassis_count == 0) {
        const char *key = make_anonymous_key(builder, observation);
        if (key != NULL)
            add_owner(owners, key, observation);
    }
}

static bool is_failed(const struct observation *observation)
{
    return observation->outcome == OUTCOME_FAILED;
}

static void join_by_keys(struct identity_builder *builder)
{
    g_autoptr(GHashTable) owners =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    for (uint32_t i = 0; i < builder->count; i++)
        if (!is_failed(builder->observations[i]))
            add_keys(builder, owners, i);
    GHashTableIter iterator;
    gpointer list;
    g_hash_table_iter_init(&iterator, owners);
    while (g_hash_table_iter_next(&iterator, NULL, &list))
        join_owners(builder, list);
}

/* Each owns the address at which the other was visited, and nothing stronger contradicts. An address that
 * several devices own is never one that is visited at all of them. */
static void join_if_mutual(struct identity_builder *builder, uint32_t a, uint32_t b)
{
    const struct own_words *left = &builder->own[a], *right = &builder->own[b];
    const char *left_name = first_name(builder, a), *right_name = first_name(builder, b);
    const struct observation *one = builder->observations[a], *other = builder->observations[b];
    /* Several agents behind one address, told apart by their port, are several devices. */
    bool is_same_host = address_equal(one->address, other->address) && one->port != other->port;
    bool is_owned =
        observation_has_address(other, one->address) || address_equal(other->address, one->address);
    if (a == b || is_same_host || !is_owned)
        return;
    if (*left_name != '\0' && *right_name != '\0' && !naming_agree(left_name, right_name))
        return;
    if (!serials_disjoint(left, right) && !chassis_disjoint(left, right))
        disjoint_set_join(builder->merged, a, b);
}

static void join_by_addresses(struct identity_builder *builder)
{
    char key[IDENTITY_KEY_SIZE];
    g_autoptr(GHashTable) visited =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    for (uint32_t i = 0; i < builder->count; i++) {
        struct address address = builder->observations[i]->address;
        if (address_is_usable(address) && !is_failed(builder->observations[i]))
            add_owner(visited,
                      g_string_chunk_insert_const(builder->memory, identity_address_key(address, key)), i);
    }
    for (uint32_t i = 0; i < builder->count; i++) {
        size_t count;
        const struct ip_address *rows =
            observation_records(builder->observations[i], RECORD_IP_ADDRESS, &count);
        for (size_t j = 0; j <= count; j++) {
            struct address address = j < count ? rows[j].address : builder->observations[i]->address;
            const GArray *others = g_hash_table_lookup(visited, identity_address_key(address, key));
            for (guint k = 0; others != NULL && k < others->len; k++)
                join_if_mutual(builder, i, g_array_index(others, uint32_t, k));
        }
    }
}

/* Newest run first; in one run the better visit. */
static bool is_newer(const struct observation *a, const struct observation *b)
{
    if (a->run != b->run)
        return a->run > b->run;
    if (a->outcome != b->outcome)
        return a->outcome < b->outcome;
    return a->started_at > b->started_at;
}

static void make_groups(struct identity_builder *builder)
{
    builder->group_of = g_new(int32_t, builder->count + 1);
    builder->groups = g_new0(struct group, builder->count + 1);
    for (uint32_t i = 0; i < builder->count; i++) {
        builder->group_of[i] = IDENTITY_NOBODY;
        if (is_failed(builder->observations[i]))
            continue;
        uint32_t root = disjoint_set_find(builder->merged, i);
        if (root == i) {
            builder->groups[builder->group_count].present = i;
            builder->group_of[i] = (int32_t)builder->group_count++;
            continue;
        }
        struct group *group = &builder->groups[builder->group_of[root]];
        builder->group_of[i] = builder->group_of[root];
        if (is_newer(builder->observations[i], builder->observations[group->present]))
            group->present = i;
    }
}

bool identity_is_present(const struct identity_builder *builder, uint32_t observation)
{
    int32_t group = builder->group_of[observation];
    if (group == IDENTITY_NOBODY)
        return false;
    uint32_t present = builder->groups[group].present;
    return builder->observations[observation]->run == builder->observations[present]->run;
}

void identity_put_key(GHashTable *keys, const char *key, guint set)
{
    gpointer had = g_hash_table_lookup(keys, key);
    gpointer value = GUINT_TO_POINTER(set + 1);
    if (had == NULL)
        g_hash_table_insert(keys, (gpointer)key, value);
    else if (had != value)
        g_hash_table_insert(keys, (gpointer)key, IDENTITY_SHARED);
}

static void put_text(struct identity_builder *builder, const char *kind, const char *value, guint group)
{
    g_autofree char *key = g_strconcat(kind, " ", value, NULL);
    identity_put_key(builder->keys, g_string_chunk_insert_const(builder->memory, key), group);
}

static void put_names(struct identity_builder *builder, const struct own_words *own, guint group)
{
    for (size_t i = 0; i < own->name_count; i++) {
        g_autofree char *label = naming_first_label(own->names[i]);
        put_text(builder, "name", own->names[i], group);
        if (label != NULL)
            put_text(builder, "label", label, group);
    }
}

static void put_address(struct identity_builder *builder, struct address address, guint group)
{
    char key[IDENTITY_KEY_SIZE];
    if (address_is_usable(address))
        identity_put_key(builder->keys,
                         g_string_chunk_insert_const(builder->memory, identity_address_key(address, key)),
                         group);
}

/* An address that routers share by design is everybody's, also where only one of them was visited. */
static void share_virtual_addresses(struct identity_builder *builder, const struct observation *said)
{
    char key[IDENTITY_KEY_SIZE];
    size_t count;
    const struct virtual_address *rows = observation_records(said, RECORD_VIRTUAL_ADDRESS, &count);
    for (size_t i = 0; i < count; i++) {
        identity_address_key(rows[i].address, key);
        g_hash_table_insert(builder->keys, g_string_chunk_insert_const(builder->memory, key),
                            IDENTITY_SHARED);
    }
}

static void put_router_id(struct identity_builder *builder, struct address id, guint group)
{
    char text[ADDRESS_TEXT_SIZE];
    if (!address_is_absent(id) && !address_is_unspecified(id))
        put_text(builder, "router", address_format(id, text), group);
}

static void put_keys(struct identity_builder *builder, uint32_t observation)
{
    guint group = (guint)builder->group_of[observation];
    const struct own_words *own = &builder->own[observation];
    const struct observation *said = builder->observations[observation];
    if (own->import != NULL) {
        identity_put_key(builder->keys, own->import, group);
        return;
    }
    for (size_t i = 0; i < own->serial_count; i++)
        identity_put_key(builder->keys, own->serials[i], group);
    for (size_t i = 0; i < own->chassis_count; i++)
        identity_put_key(builder->keys, own->chassis[i], group);
    if (own->cdp_id != NULL)
        identity_put_key(builder->keys, own->cdp_id, group);
    put_names(builder, own, group);
    put_address(builder, said->address, group);
    size_t count;
    const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        put_address(builder, rows[i].address, group);
    share_virtual_addresses(builder, said);
    put_router_id(builder, said->system.ospf_router_id, group);
    put_router_id(builder, said->system.ospfv3_router_id, group);
    put_router_id(builder, said->system.bgp_identifier, group);
    g_autofree char *isis = chassis_id_format(CHASSIS_NETWORK_ADDRESS, said->system.isis_system_id);
    if (isis != NULL)
        put_text(builder, "isis", isis, group);
}

/* Keys that only an old visit told count where nobody has them now. */
static void put_old_keys(struct identity_builder *builder)
{
    GHashTable *present = builder->keys;
    builder->keys = g_hash_table_new(g_str_hash, g_str_equal);
    for (uint32_t i = 0; i < builder->count; i++)
        if (builder->group_of[i] != IDENTITY_NOBODY && !identity_is_present(builder, i))
            put_keys(builder, i);
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, builder->keys);
    while (g_hash_table_iter_next(&iterator, &key, &value))
        if (!g_hash_table_contains(present, key))
            g_hash_table_insert(present, key, value);
    g_hash_table_unref(builder->keys);
    builder->keys = present;
}

void identity_merge_visited(struct identity_builder *builder)
{
    builder->own = g_new0(struct own_words, builder->count + 1);
    builder->merged = disjoint_set_new(builder->count);
    for (size_t i = 0; i < builder->count; i++)
        own_words_read(builder->observations[i], builder->memory, &builder->own[i]);
    join_by_keys(builder);
    join_by_addresses(builder);
    make_groups(builder);
    builder->keys = g_hash_table_new(g_str_hash, g_str_equal);
    for (uint32_t i = 0; i < builder->count; i++)
        if (identity_is_present(builder, i))
            put_keys(builder, i);
    put_old_keys(builder);
}

int32_t identity_group_of_key(const struct identity_builder *builder, const char *key)
{
    gpointer value = g_hash_table_lookup(builder->keys, key);
    return value == NULL || value == IDENTITY_SHARED ? IDENTITY_NOBODY : GPOINTER_TO_INT(value) - 1;
}

int32_t identity_group_of_name(const struct identity_builder *builder, const char *folded)
{
    g_autofree char *full = g_strconcat("name ", folded, NULL);
    if (g_hash_table_contains(builder->keys, full))
        return identity_group_of_key(builder, full);
    g_autofree char *label = naming_first_label(folded);
    g_autofree char *key =
        label != NULL ? g_strconcat("name ", label, NULL) : g_strconcat("label ", folded, NULL);
    return identity_group_of_key(builder, key);
}

const struct own_words *identity_group_words(const struct identity_builder *builder, int32_t group)
{
    return &builder->own[builder->groups[group].present];
}
