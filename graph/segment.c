#include "graph/segment.h"

#include "graph/sightings.h"

#include <stdlib.h>

/* How many bridges behind one port are looked at as its direct neighbors. */
#define CANDIDATES 4096
/* How many nodes that a bridge sees are asked on which side of a pair they are. */
#define SIDE_WITNESSES 1024

/* The work in progress. A port is a run of by_port with one bridge and port; ports are numbered in that
 * order. After them comes one place for each bridge that is known to be there without its port. */
struct finder {
    struct sightings seen;
    uint32_t *port_start; /* of port number n: by_port[port_start[n]] to by_port[port_start[n + 1]] */
    uint32_t port_count;
    uint32_t *parent;       /* disjoint sets of ports and places */
    bool *is_inferred;      /* by port and place */
    bool *is_taken;         /* by root: its segment has several ends */
    uint32_t *station_port; /* by node: the port whose segment it is on; NOWHERE, UNDECIDED */
};

enum { NOWHERE = UINT32_MAX, UNDECIDED = UINT32_MAX - 1 };

static uint32_t find_root(struct finder *finder, uint32_t item)
{
    while (finder->parent[item] != item) {
        finder->parent[item] = finder->parent[finder->parent[item]];
        item = finder->parent[item];
    }
    return item;
}

static void join(struct finder *finder, uint32_t a, uint32_t b)
{
    uint32_t left = find_root(finder, a), right = find_root(finder, b);
    finder->parent[MAX(left, right)] = MIN(left, right);
    finder->is_taken[MIN(left, right)] = true;
}

static void number_ports(struct finder *finder)
{
    const struct sighting *items = finder->seen.by_port;
    finder->port_start = g_new0(uint32_t, finder->seen.count + 1);
    for (uint32_t i = 0; i < finder->seen.count; i++)
        if (i == 0 || items[i].bridge != items[i - 1].bridge || items[i].port != items[i - 1].port)
            finder->port_start[finder->port_count++] = i;
    finder->port_start[finder->port_count] = (uint32_t)finder->seen.count;
    uint32_t places = finder->port_count + finder->seen.bridge_count;
    finder->parent = g_new0(uint32_t, places + 1);
    for (uint32_t i = 0; i < places; i++)
        finder->parent[i] = i;
    finder->is_inferred = g_new0(bool, places + 1);
    finder->is_taken = g_new0(bool, places + 1);
}

static uint32_t port_number(const struct finder *finder, uint32_t bridge, uint32_t port)
{
    uint32_t low = 0, high = finder->port_count;
    if (port == 0)
        return finder->port_count + bridge;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct sighting *at = &finder->seen.by_port[finder->port_start[middle]];
        if (at->bridge < bridge || (at->bridge == bridge && at->port < port))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The bridges that are seen on a port: the first of its run, as bridges have the lowest numbers. */
static size_t bridges_on(const struct finder *finder, uint32_t number, const struct sighting **first)
{
    size_t count = 0, size = finder->port_start[number + 1] - finder->port_start[number];
    *first = &finder->seen.by_port[finder->port_start[number]];
    while (count < size && (*first)[count].node < finder->seen.bridge_count)
        count++;
    return count;
}

enum directness { NOT_DIRECT, PLAUSIBLE, CERTAIN };

/* Whether a node is on the far side of b from a, or b itself. */
static bool is_behind(const struct sightings *seen, uint32_t a, uint32_t b, uint32_t node)
{
    uint32_t back = sightings_port(seen, b, a), port = sightings_port(seen, b, node);
    return node == b || (back != 0 && port != 0 && port != back);
}

/* Whether bridge k has something from behind a and something from behind b on one of its ports. Were it
 * between the two, these would be on two. */
static bool sees_sides_together(const struct sightings *seen, uint32_t a, uint32_t b, uint32_t k)
{
    uint32_t port = 0;
    bool has_a = false, has_b = false;
    size_t end = MIN(seen->row[k + 1], (size_t)seen->row[k] + SIDE_WITNESSES);
    for (size_t i = seen->row[k]; i < end && !(has_a && has_b); i++) {
        const struct sighting *at = &seen->by_port[i];
        if (at->port != port)
            has_a = has_b = false;
        port = at->port;
        has_a = has_a || is_behind(seen, b, a, at->node);
        has_b = has_b || is_behind(seen, a, b, at->node);
    }
    return has_a && has_b;
}

/* What bridge k, which a sees on its port towards b, says of a and b being on one segment: it is certainly
 * not between them when it sees both on one port, or b sees it elsewhere than towards a; where neither b nor
 * k has heard of the other it is plausibly not. */
static enum directness judge_witness(const struct sightings *seen, uint32_t a, uint32_t b, uint32_t k)
{
    uint32_t back = sightings_port(seen, b, a), towards_k = sightings_port(seen, b, k);
    if (back != 0 && towards_k != 0 && towards_k != back)
        return CERTAIN;
    uint32_t towards_a = sightings_port(seen, k, a), towards_b = sightings_port(seen, k, b);
    if (towards_a != 0 && towards_a == towards_b)
        return CERTAIN;
    if (sees_sides_together(seen, a, b, k))
        return CERTAIN;
    bool is_silent = back != 0 && towards_k == 0 && towards_a == 0 && towards_b == 0;
    return is_silent ? PLAUSIBLE : NOT_DIRECT;
}

/* What all bridges that a sees on its port towards b say of the two. */
static enum directness judge_side(const struct finder *finder, uint32_t number, uint32_t b)
{
    const struct sighting *behind;
    size_t count = bridges_on(finder, number, &behind);
    enum directness directness = CERTAIN;
    for (size_t i = 0; i < count && directness != NOT_DIRECT; i++)
        if (behind[i].node != b)
            directness = MIN(directness, judge_witness(&finder->seen, behind[i].bridge, b, behind[i].node));
    return directness;
}

static enum directness judge_pair(const struct finder *finder, uint32_t number,
                                  const struct sighting *towards_b)
{
    uint32_t a = towards_b->bridge, b = towards_b->node;
    const struct sighting *back = sightings_find(&finder->seen, b, a);
    if (sightings_is_between(&finder->seen, a, b))
        return NOT_DIRECT;
    if (back == NULL)
        return MIN(PLAUSIBLE, judge_side(finder, number, b));
    enum directness one = judge_side(finder, number, b);
    enum directness other = judge_side(finder, port_number(finder, b, back->port), a);
    bool is_learned = !back->is_inferred && !towards_b->is_inferred;
    return MIN(is_learned ? CERTAIN : PLAUSIBLE, MIN(one, other));
}

static bool is_joined(struct finder *finder, uint32_t item)
{
    return finder->is_taken[find_root(finder, item)];
}

/* Joins a port with the ports of the bridges behind it that share its segment. What is only plausible joins
 * no port that has a segment already. */
static void join_bridges_of_port(struct finder *finder, uint32_t number, enum directness wanted)
{
    const struct sighting *behind;
    size_t count = bridges_on(finder, number, &behind);
    for (size_t i = 0; i < MIN(count, CANDIDATES); i++) {
        if (wanted == PLAUSIBLE && is_joined(finder, number))
            return;
        if (judge_pair(finder, number, &behind[i]) != wanted)
            continue;
        uint32_t back = sightings_port(&finder->seen, behind[i].node, behind[i].bridge);
        uint32_t other = port_number(finder, behind[i].node, back);
        if (wanted == PLAUSIBLE && is_joined(finder, other))
            continue;
        finder->is_inferred[number] |= behind[i].is_inferred;
        join(finder, number, other);
    }
}

/* Whether a station that is seen on a port is on its segment: no bridge behind the port sees it farther on,
 * or does not see it at all. */
static bool is_station_here(const struct finder *finder, uint32_t number, uint32_t station)
{
    const struct sighting *behind;
    size_t count = bridges_on(finder, number, &behind);
    for (size_t i = 0; i < count; i++) {
        uint32_t k = behind[i].node, port = sightings_port(&finder->seen, k, station);
        if (port == 0 || port != sightings_port(&finder->seen, k, behind[i].bridge))
            return false;
    }
    return true;
}

static void place_station(struct finder *finder, uint32_t station)
{
    const struct sightings *seen = &finder->seen;
    uint32_t *place = &finder->station_port[station];
    *place = NOWHERE;
    for (size_t i = seen->seen_row[station]; i < seen->seen_row[station + 1] && *place != UNDECIDED; i++) {
        uint32_t bridge = seen->seen_by[i];
        uint32_t number = port_number(finder, bridge, sightings_port(seen, bridge, station));
        if (!is_station_here(finder, number, station))
            continue;
        bool is_elsewhere = *place != NOWHERE && find_root(finder, *place) != find_root(finder, number);
        *place = is_elsewhere ? UNDECIDED : number;
    }
}

struct member {
    uint32_t root;
    struct segment_end end;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    if (left->root != right->root)
        return left->root < right->root ? -1 : 1;
    if (left->end.node != right->end.node)
        return left->end.node < right->end.node ? -1 : 1;
    return (left->end.port > right->end.port) - (left->end.port < right->end.port);
}

static GArray *collect_members(struct finder *finder)
{
    GArray *members = g_array_new(FALSE, FALSE, sizeof(struct member));
    uint32_t bridges = finder->seen.bridge_count;
    for (uint32_t item = 0; item < finder->port_count + bridges; item++) {
        struct member member = {find_root(finder, item),
                                {item - finder->port_count, 0, finder->is_inferred[item]}};
        if (item < finder->port_count) {
            const struct sighting *at = &finder->seen.by_port[finder->port_start[item]];
            member.end = (struct segment_end){at->bridge, at->port, finder->is_inferred[item]};
        }
        g_array_append_val(members, member);
    }
    for (uint32_t node = bridges; node < finder->seen.node_count; node++) {
        if (finder->station_port[node] >= UNDECIDED)
            continue;
        struct member member = {find_root(finder, finder->station_port[node]), {node, 0, false}};
        g_array_append_val(members, member);
    }
    qsort(members->data, members->len, sizeof(struct member), compare_members);
    return members;
}

/* Copies one segment. A bridge is at a segment once: its presence says no more when its port is there too,
 * and one with two ports there contradicts the tree, so the segment is none. */
static size_t copy_segment(const struct member *members, size_t count, struct segment_end *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_again = kept > 0 && out[kept - 1].node == members[i].end.node;
        if (is_again && out[kept - 1].port != 0)
            return 0;
        kept -= is_again;
        out[kept++] = members[i].end;
    }
    return kept > 1 ? kept : 0;
}

static int compare_segments(const void *a, const void *b)
{
    const struct segment_end *left = ((const struct segment *)a)->ends;
    const struct segment_end *right = ((const struct segment *)b)->ends;
    if (left->node != right->node)
        return left->node < right->node ? -1 : 1;
    return (left->port > right->port) - (left->port < right->port);
}

static void write_segments(struct finder *finder, struct segment_list *out)
{
    GArray *members = collect_members(finder);
    const struct member *items = (const struct member *)(const void *)members->data;
    size_t end_count = 0;
    out->ends = g_new(struct segment_end, members->len + 1);
    out->items = g_new(struct segment, members->len + 1);
    out->count = 0;
    for (size_t i = 0, next; i < members->len; i = next) {
        for (next = i + 1; next < members->len && items[next].root == items[i].root; next++)
            ;
        size_t size = copy_segment(items + i, next - i, out->ends + end_count);
        if (size == 0)
            continue;
        out->items[out->count++] = (struct segment){out->ends + end_count, size};
        end_count += size;
    }
    qsort(out->items, out->count, sizeof *out->items, compare_segments);
    g_array_unref(members);
}

void segment_find(uint32_t bridge_count, const struct sighting *sightings, size_t count,
                  struct segment_list *out)
{
    struct finder finder = {0};
    sightings_init(&finder.seen, bridge_count, sightings, count);
    number_ports(&finder);
    for (uint32_t number = 0; number < finder.port_count; number++)
        join_bridges_of_port(&finder, number, CERTAIN);
    for (uint32_t number = 0; number < finder.port_count; number++)
        join_bridges_of_port(&finder, number, PLAUSIBLE);
    finder.station_port = g_new0(uint32_t, finder.seen.node_count + 1);
    for (uint32_t node = bridge_count; node < finder.seen.node_count; node++)
        place_station(&finder, node);
    write_segments(&finder, out);
    g_free(finder.port_start);
    g_free(finder.parent);
    g_free(finder.is_inferred);
    g_free(finder.is_taken);
    g_free(finder.station_port);
    sightings_clear(&finder.seen);
}

void segment_list_clear(struct segment_list *list)
{
    g_free(list->items);
    g_free(list->ends);
    *list = (struct segment_list){0};
}
