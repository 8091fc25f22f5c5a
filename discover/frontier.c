#include "discover/frontier.h"

#include "discover/acquaintance.h"

#include <string.h>

/* Protocols whose rows tell where a neighbor is managed; the addresses of routing protocols and caches are
 * those of interfaces and hosts. */
#define FOLLOWED                                                                                             \
    (PROTOCOL_BIT(PROTOCOL_LLDP) | PROTOCOL_BIT(PROTOCOL_CDP) | PROTOCOL_BIT(PROTOCOL_FDP) |                 \
     PROTOCOL_BIT(PROTOCOL_EDP) | PROTOCOL_BIT(PROTOCOL_SONMP) | PROTOCOL_BIT(PROTOCOL_MNDP) |               \
     PROTOCOL_BIT(PROTOCOL_ISDP))

/* A device that claims more addresses is lying. */
#define MAX_ADDRESSES 64

struct place;

struct lead {
    struct lead *next;   /* in the list it is in: a level's, a place's */
    struct place *place; /* that it waits to be visited */
    struct identity_digest identity;
    uint32_t depth;
    uint16_t port;
    uint8_t count, at; /* addresses; the one that is tried */
    bool is_seed;
    bool was_held; /* once is enough: equal ids do not always mean the same device */
    struct address addresses[];
};

struct lead_list {
    struct lead *first, *last;
};

enum place_state { PLACE_WAITING, PLACE_IN_VISIT, PLACE_REACHED, PLACE_FAILED, PLACE_REFUSED };

struct place {
    struct address address;
    uint16_t port;
    uint8_t state;           /* enum place_state */
    struct lead *interested; /* leads with further addresses, should this one fail */
    struct lead *held;       /* leads at other addresses that may be the device in visit here */
};

struct frontier {
    struct frontier_options options;
    GHashTable *places;  /* set of struct place *, owned */
    GHashTable *ports;   /* set of struct place *: the seeds' that have a port of their own, by address */
    GHashTable *present; /* uint64_t, who is in visit -> its struct place */
    struct acquaintance *acquaintance;
    GArray *levels;  /* of struct lead_list, by depth */
    uint32_t lowest; /* no level below has leads */
    uint32_t level;  /* of the visits under way, where there is a limit of depth */
    uint64_t waiting, out_of_scope;
    unsigned in_visit;
    bool is_closed;
};

static guint place_hash(gconstpointer key)
{
    const struct place *place = key;
    return address_hash(place->address) * 31 + place->port;
}

static gboolean place_equal(gconstpointer a, gconstpointer b)
{
    const struct place *first = a, *second = b;
    return first->port == second->port && address_equal(first->address, second->address);
}

static guint place_address_hash(gconstpointer key)
{
    return address_hash(((const struct place *)key)->address);
}

static gboolean place_address_equal(gconstpointer a, gconstpointer b)
{
    return address_equal(((const struct place *)a)->address, ((const struct place *)b)->address);
}

static void free_leads(struct lead *lead)
{
    while (lead) {
        struct lead *next = lead->next;
        g_free(lead);
        lead = next;
    }
}

static void place_free(gpointer data)
{
    struct place *place = data;
    free_leads(place->interested);
    free_leads(place->held);
    g_free(place);
}

struct frontier *frontier_new(const struct frontier_options *options)
{
    struct frontier *frontier = g_new0(struct frontier, 1);
    frontier->options = *options;
    frontier->places = g_hash_table_new_full(place_hash, place_equal, place_free, NULL);
    frontier->ports = g_hash_table_new(place_address_hash, place_address_equal);
    frontier->present = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    frontier->acquaintance = acquaintance_new();
    frontier->levels = g_array_new(FALSE, TRUE, sizeof(struct lead_list));
    return frontier;
}

void frontier_free(struct frontier *frontier)
{
    if (!frontier)
        return;
    for (guint i = 0; i < frontier->levels->len; i++)
        free_leads(g_array_index(frontier->levels, struct lead_list, i).first);
    g_array_unref(frontier->levels);
    g_hash_table_unref(frontier->ports);
    g_hash_table_unref(frontier->places);
    g_hash_table_unref(frontier->present);
    acquaintance_free(frontier->acquaintance);
    g_free(frontier);
}

static struct lead_list *level_of(struct frontier *frontier, uint32_t depth)
{
    if (frontier->levels->len <= depth)
        g_array_set_size(frontier->levels, depth + 1);
    frontier->lowest = MIN(frontier->lowest, depth);
    return &g_array_index(frontier->levels, struct lead_list, depth);
}

static void push_back(struct frontier *frontier, struct lead *lead)
{
    struct lead_list *level = level_of(frontier, lead->depth);
    lead->next = NULL;
    if (level->first)
        level->last->next = lead;
    else
        level->first = lead;
    level->last = lead;
}

static void push_front(struct frontier *frontier, struct lead *lead)
{
    struct lead_list *level = level_of(frontier, lead->depth);
    lead->next = level->first;
    if (!level->first)
        level->last = lead;
    level->first = lead;
}

static struct lead *pop(struct frontier *frontier)
{
    for (; frontier->lowest < frontier->levels->len; frontier->lowest++) {
        struct lead_list *level = &g_array_index(frontier->levels, struct lead_list, frontier->lowest);
        struct lead *lead = level->first;
        if (!lead)
            continue;
        bool is_limited = frontier->options.max_depth != UINT32_MAX;
        if (is_limited && frontier->in_visit > 0 && lead->depth > frontier->level)
            return NULL;
        level->first = lead->next;
        lead->next = NULL;
        return lead;
    }
    return NULL;
}

static struct place *find_place(const struct frontier *frontier, const struct lead *lead)
{
    struct place key = {.address = lead->addresses[lead->at], .port = lead->port};
    const struct place *with_port = g_hash_table_lookup(frontier->ports, &key);
    if (key.port == 0)
        key.port = with_port ? with_port->port : frontier->options.port;
    return g_hash_table_lookup(frontier->places, &key);
}

static struct place *add_place(struct frontier *frontier, const struct lead *lead)
{
    struct place *place = g_new0(struct place, 1);
    place->address = lead->addresses[lead->at];
    place->port = lead->port != 0 ? lead->port : frontier->options.port;
    g_hash_table_add(frontier->places, place);
    if (lead->port != 0 && !g_hash_table_contains(frontier->ports, place))
        g_hash_table_add(frontier->ports, place);
    return place;
}

/* A place where somebody goes, or has been. Returns false when the lead has to try its next address. */
static bool join_place(struct place *place, struct lead *lead)
{
    if (place->state == PLACE_FAILED)
        return false;
    if (place->state == PLACE_REACHED || lead->at + 1 >= lead->count) {
        g_free(lead);
        return true;
    }
    lead->next = place->interested;
    place->interested = lead;
    return true;
}

/* A place where nobody was. The same. */
static bool open_place(struct frontier *frontier, struct place *place, struct lead *lead,
                       enum frontier_verdict verdict)
{
    if (verdict == FRONTIER_ALLOWED) {
        frontier->out_of_scope -= place ? 1 : 0;
        lead->place = place ? place : add_place(frontier, lead);
        lead->place->state = PLACE_WAITING;
        frontier->waiting++;
        push_back(frontier, lead);
        return true;
    }
    if (verdict == FRONTIER_OUT_OF_SCOPE && !place) {
        add_place(frontier, lead)->state = PLACE_REFUSED;
        frontier->out_of_scope++;
    }
    return false;
}

/* Puts a lead where its present address, or the first one after it that leads somewhere, is waited for. */
static void advance(struct frontier *frontier, struct lead *lead)
{
    for (; lead->at < lead->count; lead->at++) {
        struct address *address = &lead->addresses[lead->at];
        enum frontier_verdict verdict =
            frontier->options.judge(address, lead->is_seed, frontier->options.user);
        if (acquaintance_knows(frontier->acquaintance, *address, &lead->identity))
            break;
        struct place *place = find_place(frontier, lead);
        bool is_settled = place && place->state != PLACE_REFUSED ? join_place(place, lead)
                                                                 : open_place(frontier, place, lead, verdict);
        if (is_settled)
            return;
    }
    g_free(lead);
}

static struct lead *new_lead(const struct address *addresses, size_t count)
{
    uint8_t kept = (uint8_t)MIN(count, MAX_ADDRESSES);
    struct lead *lead = g_malloc0(sizeof *lead + kept * sizeof lead->addresses[0]);
    for (size_t i = 0; i < kept; i++)
        lead->addresses[i] = addresses[i];
    lead->count = kept;
    return lead;
}

void frontier_add_seed(struct frontier *frontier, const struct address *addresses, size_t count,
                       uint16_t port)
{
    if (frontier->is_closed)
        return;
    struct lead *lead = new_lead(addresses, count);
    lead->port = port;
    lead->is_seed = true;
    advance(frontier, lead);
}

static void add_neighbors(struct frontier *frontier, const struct observation *observation, uint32_t depth)
{
    size_t count;
    const struct neighbor *neighbors = observation_records(observation, RECORD_NEIGHBOR, &count);
    if (depth > frontier->options.max_depth)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct address_list *addresses = &neighbors[i].remote_addresses;
        if (addresses->count == 0 || !(FOLLOWED & PROTOCOL_BIT(neighbors[i].protocol)))
            continue;
        struct lead *lead = new_lead(addresses->items, addresses->count);
        lead->depth = depth;
        lead->identity = acquaintance_of_neighbor(&neighbors[i]);
        advance(frontier, lead);
    }
}

static void drop_interested(struct place *place)
{
    free_leads(g_steal_pointer(&place->interested));
}

/* The device of a lead may have been visited at another address since the lead began to wait, or may be in
 * visit just now: then its lead is held until that visit is over. */
static bool is_worth_a_visit(struct frontier *frontier, struct lead *lead)
{
    struct place *place = lead->place;
    uint64_t identity = acquaintance_best(&lead->identity);
    struct place *present = identity != 0 ? g_hash_table_lookup(frontier->present, &identity) : NULL;
    if (acquaintance_knows(frontier->acquaintance, place->address, &lead->identity)) {
        place->state = PLACE_REACHED;
        drop_interested(place);
        frontier->waiting--;
        g_free(lead);
        return false;
    }
    if (present && !lead->was_held) {
        lead->was_held = true;
        lead->next = present->held;
        present->held = lead;
        return false;
    }
    if (identity != 0 && !present)
        g_hash_table_insert(frontier->present, g_memdup2(&identity, sizeof identity), place);
    return true;
}

bool frontier_next(struct frontier *frontier, struct frontier_target *out)
{
    struct lead *lead;
    while ((lead = pop(frontier))) {
        if (!is_worth_a_visit(frontier, lead))
            continue;
        const struct place *place = lead->place;
        lead->place->state = PLACE_IN_VISIT;
        frontier->waiting--;
        frontier->in_visit++;
        frontier->level = lead->depth;
        *out = (struct frontier_target){place->address, place->port, lead->depth, lead};
        return true;
    }
    return false;
}

static void release_held(struct frontier *frontier, struct place *place, const struct lead *lead)
{
    uint64_t identity = acquaintance_best(&lead->identity);
    if (identity != 0 && g_hash_table_lookup(frontier->present, &identity) == place)
        g_hash_table_remove(frontier->present, &identity);
    struct lead *held = g_steal_pointer(&place->held);
    while (held) {
        struct lead *next = held->next;
        push_front(frontier, held);
        held = next;
    }
}

static void try_other_addresses(struct frontier *frontier, struct place *place, struct lead *lead)
{
    struct lead *interested = g_steal_pointer(&place->interested);
    advance(frontier, lead);
    while (interested) {
        struct lead *next = interested->next;
        advance(frontier, interested);
        interested = next;
    }
}

void frontier_done(struct frontier *frontier, const struct frontier_target *target,
                   const struct observation *observation)
{
    struct lead *lead = target->lead;
    struct place *place = lead->place;
    bool is_reached = observation->outcome != OUTCOME_FAILED;
    place->state = is_reached ? PLACE_REACHED : PLACE_FAILED;
    frontier->in_visit--;
    if (frontier->is_closed) {
        g_free(lead);
        return;
    }
    release_held(frontier, place, lead);
    if (is_reached) {
        acquaintance_add(frontier->acquaintance, observation);
        drop_interested(place);
        g_free(lead);
        add_neighbors(frontier, observation, target->depth + 1);
    } else {
        try_other_addresses(frontier, place, lead);
    }
}

void frontier_close(struct frontier *frontier)
{
    frontier->is_closed = true;
    for (guint i = 0; i < frontier->levels->len; i++)
        free_leads(g_steal_pointer(&g_array_index(frontier->levels, struct lead_list, i).first));
    frontier->waiting = 0;
}

uint64_t frontier_waiting(const struct frontier *frontier)
{
    return frontier->waiting;
}

uint64_t frontier_out_of_scope(const struct frontier *frontier)
{
    return frontier->out_of_scope;
}
