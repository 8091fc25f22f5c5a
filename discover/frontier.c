#include "discover/frontier.h"

#include "discover/acquaintance.h"
#include "discover/barred.h"
#include "discover/leads.h"
#include "model/routing.h"

#include <string.h>

/* Protocols whose rows tell where a neighbor is managed. */
#define FOLLOWED                                                                                             \
    (PROTOCOL_BIT(PROTOCOL_LLDP) | PROTOCOL_BIT(PROTOCOL_CDP) | PROTOCOL_BIT(PROTOCOL_FDP) |                 \
     PROTOCOL_BIT(PROTOCOL_EDP) | PROTOCOL_BIT(PROTOCOL_SONMP) | PROTOCOL_BIT(PROTOCOL_MNDP) |               \
     PROTOCOL_BIT(PROTOCOL_ISDP))

enum place_state { PLACE_WAITING, PLACE_IN_VISIT, PLACE_REACHED, PLACE_FAILED, PLACE_REFUSED };

struct place {
    struct address address;
    uint16_t port;
    uint8_t state;           /* enum place_state */
    uint8_t kind;            /* enum lead_kind: of the lead that it is visited for */
    struct lead *interested; /* leads with further addresses, should this one fail */
    struct lead *held;       /* leads at other addresses that may be the device in visit here */
};

struct frontier {
    struct frontier_options options;
    GHashTable *places;  /* set of struct place *, owned */
    GHashTable *ports;   /* set of struct place *: the seeds' that have a port of their own, by address */
    GHashTable *present; /* uint64_t, who is in visit -> its struct place */
    struct acquaintance *acquaintance;
    struct barred *barred;
    struct leads *leads;
    uint64_t waiting, out_of_scope;
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

static void place_free(gpointer data)
{
    struct place *place = data;
    lead_free_list(place->interested);
    lead_free_list(place->held);
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
    frontier->barred = barred_new();
    frontier->leads = leads_new(options->max_depth != UINT32_MAX);
    return frontier;
}

void frontier_free(struct frontier *frontier)
{
    if (!frontier)
        return;
    leads_free(frontier->leads);
    g_hash_table_unref(frontier->ports);
    g_hash_table_unref(frontier->places);
    g_hash_table_unref(frontier->present);
    acquaintance_free(frontier->acquaintance);
    barred_free(frontier->barred);
    g_free(frontier);
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

static void wait_for_visit(struct frontier *frontier, struct place *place, struct lead *lead)
{
    lead->place = place;
    frontier->waiting += place->state != PLACE_WAITING;
    place->state = PLACE_WAITING;
    place->kind = lead->kind;
    leads_push_back(frontier->leads, lead);
}

/* A better lead takes over from the one that waits there, or has only knocked. */
static bool is_better(const struct place *place, const struct lead *lead)
{
    bool may_be_visited =
        place->state == PLACE_WAITING || (place->state == PLACE_FAILED && place->kind == LEAD_CANDIDATE);
    return may_be_visited && lead->kind < place->kind;
}

/* A place where somebody goes, or has been. Returns false when the lead has to try its next address. */
static bool join_place(struct frontier *frontier, struct place *place, struct lead *lead)
{
    if (is_better(place, lead)) {
        wait_for_visit(frontier, place, lead);
        return true;
    }
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

/* Who names a device as a seed wants it visited. */
static bool is_barred(const struct frontier *frontier, const struct lead *lead)
{
    return lead->is_barred ||
           (!lead->is_seed && barred_covers(frontier->barred, lead->addresses[lead->at], &lead->identity));
}

/* A place where nobody was. The same. */
static bool open_place(struct frontier *frontier, struct place *place, struct lead *lead,
                       enum frontier_verdict verdict)
{
    if (is_barred(frontier, lead))
        verdict = verdict == FRONTIER_NOWHERE ? FRONTIER_NOWHERE : FRONTIER_OUT_OF_SCOPE;
    if (verdict == FRONTIER_ALLOWED) {
        frontier->out_of_scope -= place ? 1 : 0;
        if (!place)
            place = add_place(frontier, lead);
        place->state = PLACE_REFUSED;
        wait_for_visit(frontier, place, lead);
        return true;
    }
    bool counts = lead->kind != LEAD_CANDIDATE;
    if (verdict == FRONTIER_OUT_OF_SCOPE && !place && counts) {
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
        bool is_settled = place && place->state != PLACE_REFUSED ? join_place(frontier, place, lead)
                                                                 : open_place(frontier, place, lead, verdict);
        if (is_settled)
            return;
    }
    g_free(lead);
}

void frontier_add_seed(struct frontier *frontier, const struct address *addresses, size_t count,
                       uint16_t port)
{
    if (frontier->is_closed)
        return;
    struct lead *lead = lead_new(addresses, count);
    lead->port = port;
    lead->is_seed = true;
    advance(frontier, lead);
}

void frontier_add_candidate(struct frontier *frontier, struct address address, uint32_t depth)
{
    if (frontier->is_closed || depth > frontier->options.max_depth)
        return;
    struct lead *lead = lead_new(&address, 1);
    lead->kind = LEAD_CANDIDATE;
    lead->identity = acquaintance_of_anybody();
    lead->depth = depth;
    advance(frontier, lead);
}

static bool is_followed(const struct neighbor *neighbor)
{
    if (neighbor->remote_addresses.count == 0)
        return false;
    if (protocol_is_routing(neighbor->protocol))
        return neighbor_is_up(neighbor);
    return (FOLLOWED & PROTOCOL_BIT(neighbor->protocol)) != 0;
}

static uint64_t add_arp_hosts(struct frontier *frontier, const struct observation *observation,
                              uint32_t depth)
{
    size_t count;
    const struct arp_entry *entries = observation_records(observation, RECORD_ARP_ENTRY, &count);
    for (size_t i = 0; i < MIN(count, FRONTIER_MAX_CANDIDATES); i++)
        frontier_add_candidate(frontier, entries[i].address, depth);
    return count - MIN(count, FRONTIER_MAX_CANDIDATES);
}

/* Many routes have few next hops. */
static void add_next_hops(struct frontier *frontier, const struct observation *observation, uint32_t depth)
{
    size_t count;
    const struct route *routes = observation_records(observation, RECORD_ROUTE, &count);
    g_autoptr(GHashTable) seen = g_hash_table_new(place_address_hash, place_address_equal);
    struct place *hops = g_new0(struct place, count);
    for (size_t i = 0; i < count && g_hash_table_size(seen) < FRONTIER_MAX_CANDIDATES; i++) {
        hops[i].address = routes[i].next_hop;
        if (g_hash_table_add(seen, &hops[i]))
            frontier_add_candidate(frontier, hops[i].address, depth);
    }
    g_free(hops);
}

static bool bars(const struct frontier *frontier, struct address address)
{
    return frontier->options.bars && frontier->options.bars(address, frontier->options.user);
}

/* The id of a router is one of its addresses, as a rule. */
static bool has_barred_id(const struct frontier *frontier, const struct neighbor *neighbor)
{
    struct address id;
    return protocol_is_routing(neighbor->protocol) && neighbor->remote_chassis_id.size == 4 &&
           address_from_bytes(neighbor->remote_chassis_id, &id) && bars(frontier, id);
}

static void bar_neighbor(struct frontier *frontier, const struct neighbor *neighbor, struct lead *lead)
{
    lead->is_barred = has_barred_id(frontier, neighbor);
    for (size_t i = 0; i < neighbor->remote_addresses.count && !lead->is_barred; i++)
        lead->is_barred = bars(frontier, neighbor->remote_addresses.items[i]);
    if (lead->is_barred)
        barred_add(frontier->barred, &lead->identity);
}

static void bar_visited(struct frontier *frontier, const struct observation *observation)
{
    size_t count;
    const struct ip_address *own = observation_records(observation, RECORD_IP_ADDRESS, &count);
    bool is_barred = false;
    for (size_t i = 0; i < count && !is_barred; i++)
        is_barred = bars(frontier, own[i].address);
    if (is_barred)
        barred_add_visited(frontier->barred, observation);
}

static void add_neighbor(struct frontier *frontier, const struct neighbor *neighbor, uint32_t depth)
{
    struct lead *lead = lead_new(neighbor->remote_addresses.items, neighbor->remote_addresses.count);
    lead->depth = depth;
    lead->identity = acquaintance_of_neighbor(neighbor);
    bar_neighbor(frontier, neighbor, lead);
    lead->kind = protocol_is_routing(neighbor->protocol) ? LEAD_ROUTING : LEAD_TOLD;
    advance(frontier, lead);
}

/* Returns how many were left out. */
static uint64_t add_neighbors(struct frontier *frontier, const struct observation *observation,
                              uint32_t depth)
{
    size_t count;
    uint64_t followed = 0;
    const struct neighbor *neighbors = observation_records(observation, RECORD_NEIGHBOR, &count);
    if (depth > frontier->options.max_depth)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (is_followed(&neighbors[i]) && ++followed <= FRONTIER_MAX_LEADS)
            add_neighbor(frontier, &neighbors[i], depth);
    uint64_t left_out = followed - MIN(followed, FRONTIER_MAX_LEADS);
    if (!frontier->options.follows_arp)
        return left_out;
    add_next_hops(frontier, observation, depth);
    return left_out + add_arp_hosts(frontier, observation, depth);
}

static void drop_interested(struct place *place)
{
    lead_free_list(g_steal_pointer(&place->interested));
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

static void add_present(struct frontier *frontier, uint64_t identity, struct place *place)
{
    if (identity != 0 && !g_hash_table_contains(frontier->present, &identity))
        g_hash_table_insert(frontier->present, g_memdup2(&identity, sizeof identity), place);
}

/* The device of a lead may have been visited at another address since the lead began to wait, or may be in
 * visit just now: then its lead is held until that visit is over. */
static bool is_worth_a_visit(struct frontier *frontier, struct lead *lead)
{
    struct place *place = lead->place;
    uint64_t identity = acquaintance_best(&lead->identity);
    struct place *present = identity != 0 ? g_hash_table_lookup(frontier->present, &identity) : NULL;
    if (lead->kind != place->kind || place->state != PLACE_WAITING) {
        g_free(lead); /* a better one has taken over, or another run has been there */
        return false;
    }
    if (is_barred(frontier, lead)) {
        place->state = PLACE_REFUSED;
        frontier->out_of_scope++;
        frontier->waiting--;
        try_other_addresses(frontier, place, lead);
        return false;
    }
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
    add_present(frontier, identity, place);
    return true;
}

bool frontier_next(struct frontier *frontier, struct frontier_target *out)
{
    struct lead *lead;
    while ((lead = leads_pop(frontier->leads))) {
        if (!is_worth_a_visit(frontier, lead))
            continue;
        const struct place *place = lead->place;
        lead->place->state = PLACE_IN_VISIT;
        frontier->waiting--;
        leads_begin_visit(frontier->leads, lead);
        *out = (struct frontier_target){.address = place->address,
                                        .port = place->port,
                                        .depth = lead->depth,
                                        .kind = (enum lead_kind)lead->kind,
                                        .lead = lead};
        return true;
    }
    return false;
}

static void release_held(struct frontier *frontier, struct place *place, struct lead *lead)
{
    const struct identity_digest *told = &lead->told;
    const uint64_t ids[] = {acquaintance_best(&lead->identity), told->chassis, told->names[0],
                            told->names[1]};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        if (ids[i] != 0 && g_hash_table_lookup(frontier->present, &ids[i]) == place)
            g_hash_table_remove(frontier->present, &ids[i]);
    lead->told = (struct identity_digest){0};
    struct lead *held = g_steal_pointer(&place->held);
    while (held) {
        struct lead *next = held->next;
        leads_push_front(frontier->leads, held);
        held = next;
    }
}

void frontier_doubt(struct frontier *frontier, const struct frontier_target *target)
{
    struct lead *lead = target->lead;
    if (frontier->is_closed || lead->is_doubted || frontier->options.max_depth != UINT32_MAX)
        return;
    lead->is_doubted = true;
    leads_end_visit(frontier->leads, lead);
    release_held(frontier, lead->place, lead);
}

bool frontier_follows_early(const struct frontier *frontier)
{
    return !frontier->is_closed && frontier->options.max_depth == UINT32_MAX && !frontier->options.bars;
}

/* Its neighbors name it, too, before it is known which addresses are its. */
void frontier_follow(struct frontier *frontier, const struct frontier_target *target,
                     const struct observation *so_far)
{
    struct lead *lead = target->lead;
    if (!frontier_follows_early(frontier))
        return;
    lead->told = acquaintance_of_visited(so_far);
    add_present(frontier, lead->told.chassis, lead->place);
    add_present(frontier, lead->told.names[0], lead->place);
    add_present(frontier, lead->told.names[1], lead->place);
    add_neighbors(frontier, so_far, target->depth + 1);
}

uint64_t frontier_done(struct frontier *frontier, const struct frontier_target *target,
                       const struct observation *observation)
{
    struct lead *lead = target->lead;
    struct place *place = lead->place;
    bool is_reached = observation->outcome != OUTCOME_FAILED;
    place->state = is_reached ? PLACE_REACHED : PLACE_FAILED;
    if (!lead->is_doubted)
        leads_end_visit(frontier->leads, lead);
    lead->is_doubted = false;
    if (frontier->is_closed) {
        g_free(lead);
        return 0;
    }
    release_held(frontier, place, lead);
    if (is_reached) {
        acquaintance_add(frontier->acquaintance, observation);
        bar_visited(frontier, observation);
        drop_interested(place);
        g_free(lead);
        return add_neighbors(frontier, observation, target->depth + 1);
    }
    try_other_addresses(frontier, place, lead);
    return 0;
}

void frontier_add_known(struct frontier *frontier, const struct observation *observation, uint16_t port)
{
    /* Others that were visited need not name it: neighbors are followed before a visit is stored. */
    struct place key = {.address = observation->address, .port = port, .state = PLACE_REACHED};
    struct place *place = g_hash_table_lookup(frontier->places, &key);
    if (!place) {
        place = g_memdup2(&key, sizeof key);
        g_hash_table_add(frontier->places, place);
    }
    frontier->waiting -= place->state == PLACE_WAITING;
    frontier->out_of_scope -= place->state == PLACE_REFUSED;
    place->state = PLACE_REACHED;
    drop_interested(place);
    acquaintance_add(frontier->acquaintance, observation);
    bar_visited(frontier, observation);
    add_neighbors(frontier, observation, observation->depth + 1);
}

void frontier_close(struct frontier *frontier)
{
    frontier->is_closed = true;
    leads_clear(frontier->leads);
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
