#include "graph/adjacency.h"

#include "graph/link_claim.h"
#include "graph/port_name.h"

#include <string.h>

/* Drafts by one end, or by both: what a row may have to be merged with. */
struct place {
    uint32_t a, b;             /* the pair of devices, smaller first */
    const char *a_key, *b_key; /* interned; NULL any */
    bool is_l3;
};

#define SEVERAL GUINT_TO_POINTER(G_MAXUINT)

struct adjacency {
    struct topology_builder *builder;
    GArray *claims;
    GHashTable *places; /* struct place -> 1 + draft, or SEVERAL */
};

static guint hash_place(gconstpointer key)
{
    const struct place *place = key;
    uint64_t n = (uint64_t)place->a << 32 | place->b;
    n = (n ^ (uintptr_t)place->a_key) * UINT64_C(0x9e3779b97f4a7c15);
    n = (n ^ n >> 29 ^ (uintptr_t)place->b_key) * UINT64_C(0xbf58476d1ce4e5b9);
    return (guint)(n >> 32) ^ place->is_l3;
}

static gboolean equal_places(gconstpointer a, gconstpointer b)
{
    const struct place *left = a, *right = b;
    return left->a == right->a && left->b == right->b && left->a_key == right->a_key &&
           left->b_key == right->b_key && left->is_l3 == right->is_l3;
}

static struct draft *draft_at(const struct adjacency *adjacency, guint position)
{
    return &g_array_index(adjacency->builder->drafts, struct draft, position);
}

static bool is_from_a(const struct link_claim *claim)
{
    return claim->local.device < claim->remote.device;
}

static struct place place_of(const struct link_claim *claim, const char *local_key, const char *remote_key)
{
    bool from_a = is_from_a(claim);
    return (struct place){
        .a = from_a ? claim->local.device : claim->remote.device,
        .b = from_a ? claim->remote.device : claim->local.device,
        .a_key = from_a ? local_key : remote_key,
        .b_key = from_a ? remote_key : local_key,
        .is_l3 = claim->layer == LAYER_L3,
    };
}

static void put_place(struct adjacency *adjacency, struct place place, guint draft)
{
    gpointer had = g_hash_table_lookup(adjacency->places, &place);
    gpointer value = GUINT_TO_POINTER(draft + 1);
    if (had == NULL)
        g_hash_table_insert(adjacency->places, g_memdup2(&place, sizeof place), value);
    else if (had != value)
        g_hash_table_insert(adjacency->places, g_memdup2(&place, sizeof place), SEVERAL);
}

static struct place draft_place(const struct draft *draft, const char *a_key, const char *b_key)
{
    return (struct place){draft->a.device, draft->b.device, a_key, b_key, draft->layer == LAYER_L3};
}

/* A draft is found by both its ports, by either of them, and as the only one of its pair. */
static void index_draft(struct adjacency *adjacency, guint position)
{
    const struct draft *draft = draft_at(adjacency, position);
    if (draft->a.key != NULL && draft->b.key != NULL)
        put_place(adjacency, draft_place(draft, draft->a.key, draft->b.key), position);
    if (draft->a.key != NULL)
        put_place(adjacency, draft_place(draft, draft->a.key, NULL), position);
    if (draft->b.key != NULL)
        put_place(adjacency, draft_place(draft, NULL, draft->b.key), position);
    put_place(adjacency, draft_place(draft, NULL, NULL), position);
}

static void take_end(struct draft_end *end, const struct draft_end *told)
{
    if (told->name == NULL)
        return;
    bool is_better = end->name == NULL || (end->if_index == 0 && told->if_index != 0);
    /* Of a unit and the interface it runs on, the interface is the port of the cable. */
    if (is_better || (end->if_index != 0 && told->key == end->key && strlen(told->name) < strlen(end->name)))
        *end = *told;
}

static bool is_import(const struct link_claim *claim)
{
    return claim->evidence.protocol == PROTOCOL_IMPORT;
}

/* A cable stays one when it is seen on a logical unit of its port as well: what the ends came to decides. */
static void judge_layer(struct adjacency *adjacency, struct draft *draft)
{
    if (draft->layer == LAYER_L2)
        draft->layer = link_claim_layer(adjacency->builder, &draft->a, &draft->b);
}

static void merge_claim(struct adjacency *adjacency, struct draft *draft, const struct link_claim *claim)
{
    bool from_a = is_from_a(claim);
    take_end(from_a ? &draft->a : &draft->b, &claim->local);
    take_end(from_a ? &draft->b : &draft->a, &claim->remote);
    draft->said_by_a = draft->said_by_a || from_a;
    draft->said_by_b = draft->said_by_b || !from_a;
    draft->protocols |= claim->protocols;
    draft->layer = MAX(draft->layer, claim->layer);
    if (!is_import(claim))
        judge_layer(adjacency, draft);
    builder_add_evidence(adjacency->builder, draft, claim->evidence);
}

static void add_draft(struct adjacency *adjacency, const struct link_claim *claim)
{
    bool from_a = is_from_a(claim);
    struct draft draft = {
        .a = from_a ? claim->local : claim->remote,
        .b = from_a ? claim->remote : claim->local,
        .layer = claim->layer,
        .speed_bps = claim->speed_bps,
    };
    guint position = adjacency->builder->drafts->len;
    g_array_append_val(adjacency->builder->drafts, draft);
    merge_claim(adjacency, draft_at(adjacency, position), claim);
    index_draft(adjacency, position);
}

/* The draft at a place: NULL when there is none, or more than one. */
static struct draft *find_draft(const struct adjacency *adjacency, struct place place, bool *several)
{
    gpointer value = g_hash_table_lookup(adjacency->places, &place);
    *several = value == SEVERAL;
    return value == NULL || value == SEVERAL ? NULL : draft_at(adjacency, GPOINTER_TO_UINT(value) - 1);
}

static const struct link_claim *claim_at(const struct adjacency *adjacency, guint position)
{
    return &g_array_index(adjacency->claims, struct link_claim, position);
}

/* The ports that devices say they have towards each other, by the port at the other end that they name: what
 * the other end says of its own port is better than what this end heard. */
static GHashTable *index_answers(const struct adjacency *adjacency, GHashTable *own_ports)
{
    GHashTable *answers = g_hash_table_new_full(hash_place, equal_places, g_free, NULL);
    for (guint i = 0; i < adjacency->claims->len; i++) {
        const struct link_claim *claim = claim_at(adjacency, i);
        if (claim->local.key == NULL)
            continue;
        struct place own = place_of(claim, claim->local.key, NULL);
        g_hash_table_add(own_ports, g_memdup2(&own, sizeof own));
        if (claim->remote.key == NULL)
            continue;
        struct place heard = place_of(claim, NULL, claim->remote.key);
        gpointer had = g_hash_table_lookup(answers, &heard);
        bool differs =
            had != NULL &&
            (had == SEVERAL || claim_at(adjacency, GPOINTER_TO_UINT(had) - 1)->local.key != claim->local.key);
        if (had == NULL || differs)
            g_hash_table_insert(answers, g_memdup2(&heard, sizeof heard),
                                differs ? SEVERAL : GUINT_TO_POINTER(i + 1));
    }
    return answers;
}

/* A row names a port of the other device which that device does not have towards this one; but it says that
 * it sees this port at another of its ports. Each end knows its own port best. */
static void correct_remote_ports(struct adjacency *adjacency)
{
    g_autoptr(GHashTable) own_ports = g_hash_table_new_full(hash_place, equal_places, g_free, NULL);
    g_autoptr(GHashTable) answers = index_answers(adjacency, own_ports);
    for (guint i = 0; i < adjacency->claims->len; i++) {
        struct link_claim *claim = &g_array_index(adjacency->claims, struct link_claim, i);
        struct place told = place_of(claim, NULL, claim->remote.key);
        bool is_agreed = claim->remote.key != NULL && g_hash_table_contains(own_ports, &told);
        if (claim->local.key == NULL || is_agreed || claim->evidence.protocol == PROTOCOL_IMPORT)
            continue;
        struct place own = place_of(claim, claim->local.key, NULL);
        gpointer answer = g_hash_table_lookup(answers, &own);
        if (answer != NULL && answer != SEVERAL)
            claim->remote = claim_at(adjacency, GPOINTER_TO_UINT(answer) - 1)->local;
    }
}

static bool is_complete(const struct link_claim *claim)
{
    return claim->local.key != NULL && claim->remote.if_index != 0;
}

/* Each edge of an imported graph is a link of its own. */
static void add_imports(struct adjacency *adjacency)
{
    for (guint i = 0; i < adjacency->claims->len; i++)
        if (is_import(claim_at(adjacency, i)))
            add_draft(adjacency, claim_at(adjacency, i));
}

static void add_complete(struct adjacency *adjacency)
{
    bool several;
    for (guint i = 0; i < adjacency->claims->len; i++) {
        const struct link_claim *claim = claim_at(adjacency, i);
        if (is_import(claim) || !is_complete(claim))
            continue;
        struct place place = place_of(claim, claim->local.key, claim->remote.key);
        struct draft *draft = find_draft(adjacency, place, &several);
        if (draft != NULL)
            merge_claim(adjacency, draft, claim);
        else
            add_draft(adjacency, claim);
    }
}

/* One protocol that names two ports of the other device at one port of this one speaks of two cables (by way
 * of a hub); two protocols name the same port in their own ways. */
static bool may_be_same(const struct draft *draft, const struct link_claim *claim)
{
    const struct draft_end *other = is_from_a(claim) ? &draft->b : &draft->a;
    bool is_said = (draft->protocols & PROTOCOL_BIT(claim->evidence.protocol)) != 0;
    if (!is_said || other->name == NULL || claim->remote.name == NULL || other->if_index != 0)
        return true;
    return other->key == claim->remote.key || port_name_same(other->name, claim->remote.name);
}

static void add_partial(struct adjacency *adjacency, const struct link_claim *claim)
{
    bool several = false;
    struct draft *draft = NULL;
    const struct draft_end *local = &claim->local, *remote = &claim->remote;
    if (local->key != NULL && remote->key != NULL)
        draft = find_draft(adjacency, place_of(claim, local->key, remote->key), &several);
    if (draft == NULL && local->key != NULL)
        draft = find_draft(adjacency, place_of(claim, local->key, NULL), &several);
    else if (draft == NULL)
        draft = find_draft(adjacency, place_of(claim, NULL, remote->key), &several);
    if (draft != NULL && may_be_same(draft, claim))
        merge_claim(adjacency, draft, claim);
    else if (several && remote->key == NULL)
        builder_drop_row(adjacency->builder, claim->evidence, "one of several links, it is not told which");
    else
        add_draft(adjacency, claim);
}

static void add_incomplete(struct adjacency *adjacency)
{
    for (guint i = 0; i < adjacency->claims->len; i++)
        if (!is_import(claim_at(adjacency, i)) && !is_complete(claim_at(adjacency, i)))
            add_partial(adjacency, claim_at(adjacency, i));
}

/* Drafts of one pair of devices that know one end only: by which end. */
struct halves {
    guint a, b; /* 1 + draft */
    guint a_count, b_count;
};

static void merge_drafts(struct adjacency *adjacency, struct draft *into, struct draft *other)
{
    if (into->a.name == NULL || into->a.key == NULL)
        into->a = other->a;
    if (into->b.name == NULL || into->b.key == NULL)
        into->b = other->b;
    into->said_by_a = into->said_by_a || other->said_by_a;
    into->said_by_b = into->said_by_b || other->said_by_b;
    into->protocols |= other->protocols;
    into->layer = MAX(into->layer, other->layer);
    judge_layer(adjacency, into);
    builder_move_evidence(adjacency->builder, other, into);
    other->is_dropped = true;
}

static struct halves *find_halves(GHashTable *pairs, const struct draft *draft)
{
    struct place pair = draft_place(draft, NULL, NULL);
    struct halves *halves = g_hash_table_lookup(pairs, &pair);
    if (halves == NULL) {
        halves = g_new0(struct halves, 1);
        g_hash_table_insert(pairs, g_memdup2(&pair, sizeof pair), halves);
    }
    return halves;
}

/* When each of two devices has one port towards the other, and neither could tell which one is at the other
 * end, the two ports are the ends of one cable. */
static void join_halves(struct adjacency *adjacency)
{
    GArray *drafts = adjacency->builder->drafts;
    g_autoptr(GHashTable) pairs = g_hash_table_new_full(hash_place, equal_places, g_free, g_free);
    for (guint i = 0; i < drafts->len; i++) {
        const struct draft *draft = draft_at(adjacency, i);
        if ((draft->protocols & PROTOCOL_BIT(PROTOCOL_IMPORT)) != 0)
            continue;
        struct halves *halves = find_halves(pairs, draft);
        if (draft->a.key != NULL && draft->b.key == NULL && halves->a_count++ == 0)
            halves->a = i + 1;
        if (draft->b.key != NULL && draft->a.key == NULL && halves->b_count++ == 0)
            halves->b = i + 1;
    }
    GHashTableIter iterator;
    gpointer value;
    g_hash_table_iter_init(&iterator, pairs);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const struct halves *halves = value;
        if (halves->a_count == 1 && halves->b_count == 1)
            merge_drafts(adjacency, draft_at(adjacency, halves->a - 1), draft_at(adjacency, halves->b - 1));
    }
}

/* The end of a draft, as a place, if it is a member of the aggregate (or the aggregate itself). */
static struct place aggregate_place(struct adjacency *adjacency, const struct draft *draft, bool at_a,
                                    bool of_member, bool *found)
{
    const struct draft_end *end = at_a ? &draft->a : &draft->b;
    struct port_resolver *ports = builder_device_ports(adjacency->builder, end->device);
    uint32_t aggregate = 0;
    if (ports != NULL && of_member)
        aggregate = port_aggregate(ports, end->if_index);
    else if (ports != NULL && port_is_aggregate(ports, end->if_index))
        aggregate = end->if_index;
    *found = aggregate != 0;
    struct draft_end port = builder_end(adjacency->builder, end->device, (struct port){aggregate, NULL});
    return draft_place(draft, at_a ? port.key : NULL, at_a ? NULL : port.key);
}

/* A row at an aggregate tells nothing new where its members have links to the same device. */
static void drop_aggregates(struct adjacency *adjacency)
{
    bool found;
    GArray *drafts = adjacency->builder->drafts;
    g_autoptr(GHashTable) members = g_hash_table_new_full(hash_place, equal_places, g_free, NULL);
    for (guint i = 0; i < drafts->len; i++)
        for (int at_a = 0; at_a <= 1; at_a++) {
            struct place place = aggregate_place(adjacency, draft_at(adjacency, i), at_a != 0, true, &found);
            if (found)
                g_hash_table_add(members, g_memdup2(&place, sizeof place));
        }
    for (guint i = 0; i < drafts->len; i++)
        for (int at_a = 0; at_a <= 1; at_a++) {
            struct draft *draft = draft_at(adjacency, i);
            struct place place = aggregate_place(adjacency, draft, at_a != 0, false, &found);
            if (!found || draft->is_dropped || !g_hash_table_contains(members, &place))
                continue;
            builder_drop_draft(adjacency->builder, draft,
                               "an aggregate whose members have links of their own");
        }
}

void adjacency_collect(struct topology_builder *builder)
{
    struct adjacency adjacency = {
        .builder = builder,
        .claims = link_claim_collect(builder),
        .places = g_hash_table_new_full(hash_place, equal_places, g_free, NULL),
    };
    correct_remote_ports(&adjacency);
    add_imports(&adjacency);
    g_hash_table_remove_all(adjacency.places);
    add_complete(&adjacency);
    add_incomplete(&adjacency);
    join_halves(&adjacency);
    drop_aggregates(&adjacency);
    g_array_unref(adjacency.claims);
    g_hash_table_unref(adjacency.places);
}
