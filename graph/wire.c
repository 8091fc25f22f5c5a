#include "graph/wire.h"

#include "graph/inferred.h"

static const char told_by_neighbors[] = "a neighbor protocol tells what is at the port";

static void chain_draft(struct wires *wires, guint draft, uint32_t device)
{
    if (device >= wires->first->len)
        return;
    guint *first = &g_array_index(wires->first, guint, device);
    struct wire_place place = {draft, *first};
    g_array_append_val(wires->chain, place);
    *first = wires->chain->len;
}

static struct draft *draft_at(const struct wires *wires, guint position)
{
    return &g_array_index(wires->builder->drafts, struct draft, position);
}

static void chain_new_draft(struct wires *wires, guint position)
{
    const struct draft *draft = draft_at(wires, position);
    chain_draft(wires, position, draft->a.device);
    chain_draft(wires, position, draft->b.device);
}

void wires_init(struct wires *wires, struct topology_builder *builder, const struct forwarding_table *table)
{
    uint32_t count = (uint32_t)identity_count(builder->identity);
    guint all = count + builder->inferred->len;
    *wires = (struct wires){.builder = builder,
                            .table = table,
                            .device_count = count,
                            .told_count = builder->drafts->len,
                            .first = g_array_sized_new(FALSE, TRUE, sizeof(guint), all),
                            .chain = g_array_new(FALSE, FALSE, sizeof(struct wire_place)),
                            .is_relayed = g_new0(bool, builder->drafts->len + 1),
                            .position = g_new0(uint32_t, count + 1)};
    g_array_set_size(wires->first, all);
    for (guint i = 0; i < wires->told_count; i++)
        if (!draft_at(wires, i)->is_dropped && draft_at(wires, i)->layer != LAYER_L3)
            chain_new_draft(wires, i);
    for (size_t i = 0; i < builder->observations->count; i++) {
        size_t device = identity_of_observation(builder->identity, i);
        if (device < count &&
            identity_device(builder->identity, device)->observation == builder->observations->items[i])
            wires->position[device] = (uint32_t)i;
    }
}

void wires_clear(struct wires *wires)
{
    g_array_unref(wires->first);
    g_array_unref(wires->chain);
    g_free(wires->is_relayed);
    g_free(wires->position);
}

/* Walks the drafts of a device: *at starts as 0; false at the end. */
static bool next_draft(const struct wires *wires, uint32_t device, guint *at, guint *draft)
{
    guint next = *at == 0 ? g_array_index(wires->first, guint, device)
                          : g_array_index(wires->chain, struct wire_place, *at - 1).next;
    if (next == 0)
        return false;
    *at = next;
    *draft = g_array_index(wires->chain, struct wire_place, next - 1).draft;
    return true;
}

static bool is_told(const struct wires *wires, guint draft)
{
    return draft < wires->told_count && !wires->is_relayed[draft];
}

static const struct draft_end *own_end(const struct draft *draft, uint32_t device)
{
    return draft->a.device == device ? &draft->a : &draft->b;
}

static const struct draft_end *other_end(const struct draft *draft, uint32_t device)
{
    return draft->a.device == device ? &draft->b : &draft->a;
}

static struct draft_end key_end(struct wires *wires, const struct wire_end *end)
{
    if (end->device < wires->device_count)
        return builder_end(wires->builder, end->device, end->port);
    return (struct draft_end){.device = end->device};
}

/* Whether a draft is at the port of an end: at the same one, or at a member of the aggregate that it is. */
static bool is_at(struct wires *wires, const struct draft *draft, const struct draft_end *end)
{
    const struct draft_end *own = own_end(draft, end->device);
    if (own->key == end->key)
        return end->key != NULL;
    struct port_resolver *ports = builder_device_ports(wires->builder, end->device);
    return ports != NULL && end->if_index != 0 && own->if_index != 0 &&
           port_aggregate(ports, own->if_index) == end->if_index;
}

static const struct wire_end *find_end(const struct wire_end *ends, size_t count, uint32_t device)
{
    for (size_t i = 0; i < count; i++)
        if (ends[i].device == device)
            return &ends[i];
    return NULL;
}

static void add_evidence(struct wires *wires, struct draft *draft, uint32_t device, enum protocol protocol)
{
    builder_add_evidence(wires->builder, draft,
                         (struct link_evidence){wires->position[device], UINT32_MAX, protocol});
}

static void confirm(struct wires *wires, struct draft *draft, const struct wire_end *ends, size_t count)
{
    if ((draft->protocols & PROTOCOL_BIT(PROTOCOL_FDB)) != 0)
        return;
    draft->protocols |= PROTOCOL_BIT(PROTOCOL_FDB);
    for (size_t i = 0; i < count; i++)
        if (ends[i].has_learned && (ends[i].device == draft->a.device || ends[i].device == draft->b.device))
            add_evidence(wires, draft, ends[i].device, PROTOCOL_FDB);
}

/* Whether an end is a bridge that sees a device beyond the wire: then what another end heard of that device
 * by a neighbor protocol came through it. Bridges that do not speak such a protocol forward its frames. */
static bool is_device_beyond(const struct wires *wires, const struct wire_end *ends, size_t count,
                             const struct wire_end *hearer, uint32_t device)
{
    for (size_t i = 0; i < count; i++)
        if (ends[i].is_bridge && &ends[i] != hearer && ends[i].port.if_index != 0 &&
            forwarding_table_sees_elsewhere(wires->table, ends[i].device, ends[i].port.if_index, device))
            return true;
    return false;
}

/* The same of a medium that neighbor rows showed: of any device on it. */
static bool is_beyond(const struct wires *wires, const struct wire_end *ends, size_t count,
                      const struct wire_end *hearer, uint32_t device)
{
    guint at = 0, position;
    if (device < wires->device_count)
        return is_device_beyond(wires, ends, count, hearer, device);
    while (next_draft(wires, device, &at, &position)) {
        uint32_t other = other_end(draft_at(wires, position), device)->device;
        if (other != hearer->device && other < wires->device_count && find_end(ends, count, other) == NULL &&
            is_device_beyond(wires, ends, count, hearer, other))
            return true;
    }
    return false;
}

/* The row was heard through a bridge: no cable, and no medium where the bridge is one. */
static void relay(struct wires *wires, guint position)
{
    struct draft *draft = draft_at(wires, position);
    wires->is_relayed[position] = true;
    draft->layer = MAX(draft->layer, LAYER_L2);
    if (draft->b.device >= wires->device_count)
        builder_drop_draft(wires->builder, draft, "heard through a bridge that is known");
}

/* What neighbor protocols tell at one end. True when they tell who is there. */
static bool check_end(struct wires *wires, const struct wire_end *ends, size_t count,
                      const struct wire_end *end)
{
    guint at = 0, position;
    bool is_known = false;
    struct draft_end key = key_end(wires, end);
    while (next_draft(wires, end->device, &at, &position)) {
        struct draft *draft = draft_at(wires, position);
        if (!is_told(wires, position) || !is_at(wires, draft, &key))
            continue;
        uint32_t other = other_end(draft, end->device)->device;
        if (find_end(ends, count, other) != NULL) {
            is_known = true;
            confirm(wires, draft, ends, count);
        } else if (is_beyond(wires, ends, count, end, other)) {
            relay(wires, position);
        } else {
            is_known = true;
        }
    }
    return is_known;
}

/* Whether a device that has no certain port here is known to be at another place. */
static bool is_elsewhere(const struct wires *wires, const struct wire_end *ends, size_t count,
                         const struct wire_end *station)
{
    guint at = 0, position;
    bool is_elsewhere = false;
    if (station->is_bridge || (station->port.if_index != 0 && !station->is_ambiguous))
        return false;
    while (next_draft(wires, station->device, &at, &position)) {
        if (!is_told(wires, position))
            continue;
        if (find_end(ends, count, other_end(draft_at(wires, position), station->device)->device) != NULL)
            return false;
        is_elsewhere = true;
    }
    return is_elsewhere;
}

/* The same link, if a table has shown it before. */
static struct draft *find_shown(struct wires *wires, const struct draft_end *a, const struct draft_end *b)
{
    guint at = 0, position;
    while (next_draft(wires, a->device, &at, &position)) {
        struct draft *draft = draft_at(wires, position);
        if (position >= wires->told_count && own_end(draft, a->device)->key == a->key &&
            other_end(draft, a->device)->device == b->device && other_end(draft, a->device)->key == b->key)
            return draft;
    }
    return NULL;
}

static struct draft *add_draft(struct wires *wires, const struct wire_end *one, const struct wire_end *two)
{
    struct draft_end a = key_end(wires, one), b = key_end(wires, two);
    struct draft *known = find_shown(wires, &a, &b);
    if (known != NULL)
        return known;
    struct draft draft = {.a = a.device < b.device ? a : b,
                          .b = a.device < b.device ? b : a,
                          .layer = LAYER_L2,
                          .is_inferred = true};
    guint position = wires->builder->drafts->len;
    g_array_append_val(wires->builder->drafts, draft);
    chain_new_draft(wires, position);
    return draft_at(wires, position);
}

static void add_learned(struct wires *wires, struct draft *draft, const struct wire_end *end)
{
    if (end->has_learned)
        add_evidence(wires, draft, end->device, PROTOCOL_FDB);
}

/* one and two are joined; where neither has learned the other, the other ends of the segment have. */
static void add_link(struct wires *wires, const struct wire_end *one, const struct wire_end *two,
                     const struct wire_end *ends, size_t count)
{
    struct draft *draft = add_draft(wires, one, two);
    if ((draft->protocols & PROTOCOL_BIT(PROTOCOL_FDB)) != 0)
        return;
    draft->protocols |= PROTOCOL_BIT(PROTOCOL_FDB);
    add_learned(wires, draft, one);
    add_learned(wires, draft, two);
    for (size_t i = 0; !one->has_learned && !two->has_learned && i < count; i++)
        add_learned(wires, draft, &ends[i]);
}

/* Whether frames pass through a device, as far as is known: a switch whose table could not be read, an access
 * point, a telephone with a port for a computer. */
static bool is_transit(const struct wires *wires, uint32_t position)
{
    const struct device *device = identity_device(wires->builder->identity, position);
    uint32_t bridging = CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_WLAN_AP) |
                        CAPABILITY_BIT(CAPABILITY_REPEATER) | CAPABILITY_BIT(CAPABILITY_TELEPHONE);
    switch (device->role) {
    case ROLE_SWITCH:
    case ROLE_L3_SWITCH:
    case ROLE_ACCESS_POINT:
    case ROLE_PHONE:
        return true;
    case ROLE_UNKNOWN:
        return (device->capabilities & bridging) != 0;
    default:
        return false;
    }
}

static const struct wire_end *find_transit(const struct wires *wires, const struct wire_end *ends,
                                           size_t count, bool *several)
{
    const struct wire_end *found = NULL;
    *several = false;
    for (size_t i = 0; i < count; i++) {
        if (ends[i].is_bridge || !is_transit(wires, ends[i].device))
            continue;
        *several = found != NULL;
        found = found == NULL ? &ends[i] : found;
    }
    return *several ? NULL : found;
}

/* What joins them is no device that is known: one is inferred, seen at the ports of bridges. */
static struct wire_end add_segment(struct wires *wires, const struct wire_end *ends, size_t count,
                                   enum role role)
{
    g_autofree struct inferred_end *seen_at = g_new(struct inferred_end, count + 1);
    size_t bridges = 0;
    for (size_t i = 0; i < count; i++)
        if (ends[i].is_bridge)
            seen_at[bridges++] = (struct inferred_end){ends[i].device, ends[i].port};
    if (bridges == 0)
        seen_at[bridges++] = (struct inferred_end){ends[0].device, ends[0].port};
    uint32_t device = inferred_add_segment(wires->builder, seen_at, bridges, role);
    return (struct wire_end){.device = device};
}

/* More than two ends: something joins them. One device among them through which frames pass is it. */
static void add_star(struct wires *wires, const struct wire_end *ends, size_t count)
{
    bool several;
    const struct wire_end *center = find_transit(wires, ends, count, &several);
    struct wire_end inferred;
    if (center == NULL) {
        inferred = add_segment(wires, ends, count, several ? ROLE_SEGMENT : ROLE_HUB);
        center = &inferred;
    }
    for (size_t i = 0; i < count; i++)
        if (&ends[i] != center)
            add_link(wires, &ends[i], center, ends, count);
}

void wires_add(struct wires *wires, const struct wire_end *ends, size_t count)
{
    g_autofree struct wire_end *kept = g_new(struct wire_end, count + 1);
    size_t kept_count = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_elsewhere(wires, ends, count, &ends[i]))
            kept[kept_count++] = ends[i];
    if (kept_count < 2)
        return;
    bool is_known = false;
    for (size_t i = 0; i < kept_count; i++)
        is_known = check_end(wires, kept, kept_count, &kept[i]) || is_known;
    if (is_known)
        builder_drop(wires->builder, told_by_neighbors);
    else if (kept_count == 2)
        add_link(wires, &kept[0], &kept[1], kept, kept_count);
    else
        add_star(wires, kept, kept_count);
}

static void confirm_stp(struct wires *wires, struct draft *draft, const struct wire_end *local,
                        const struct wire_end *designated)
{
    struct draft_end *remote = draft->a.device == designated->device ? &draft->a : &draft->b;
    if ((draft->protocols & PROTOCOL_BIT(PROTOCOL_STP)) == 0)
        add_evidence(wires, draft, local->device, PROTOCOL_STP);
    draft->protocols |= PROTOCOL_BIT(PROTOCOL_STP);
    if (!draft->is_inferred)
        return;
    draft->is_inferred = false;
    draft->said_by_a = draft->a.device == local->device;
    draft->said_by_b = !draft->said_by_a;
    if (remote->key == NULL && designated->port.if_index != 0)
        *remote = key_end(wires, designated);
}

static bool is_on_segment(const struct wires *wires, uint32_t device, uint32_t segment)
{
    guint at = 0, position;
    while (next_draft(wires, device, &at, &position))
        if (other_end(draft_at(wires, position), device)->device == segment)
            return true;
    return false;
}

/* Confirms the links at one end that lead to the other, or to a segment that the other is on. *is_taken:
 * there are links at that end at all. */
static bool find_stp(struct wires *wires, const struct wire_end *end, const struct wire_end *other,
                     const struct wire_end *local, const struct wire_end *designated, bool *is_taken)
{
    guint at = 0, position;
    bool is_found = false;
    struct draft_end key = key_end(wires, end);
    *is_taken = false;
    while (next_draft(wires, end->device, &at, &position)) {
        struct draft *draft = draft_at(wires, position);
        if (!is_at(wires, draft, &key) || (position < wires->told_count && wires->is_relayed[position]))
            continue;
        uint32_t device = other_end(draft, end->device)->device;
        *is_taken = true;
        if (device == other->device)
            confirm_stp(wires, draft, local, designated);
        else if (device < wires->device_count || !is_on_segment(wires, other->device, device))
            continue;
        else
            draft->protocols |= PROTOCOL_BIT(PROTOCOL_STP);
        is_found = true;
    }
    return is_found;
}

/* Whether one of the bridges that a sees on its port sees a and b on two ports: it is between them. */
static bool is_between(const struct wires *wires, const struct wire_end *a, uint32_t b)
{
    const struct forwarding_table *table = wires->table;
    uint32_t bridge = table->bridge_of[a->device], other = table->bridge_of[b];
    if (bridge == FORWARDING_NOBODY || other == FORWARDING_NOBODY)
        return false;
    const struct forwarding_item *items = (const struct forwarding_item *)(const void *)table->items->data;
    for (size_t i = table->row[bridge]; i < table->row[bridge + 1]; i++) {
        uint32_t middle = items[i].node;
        size_t to_a, to_b;
        if (middle >= table->bridge_count || middle == other)
            continue;
        const struct forwarding_item *left = forwarding_table_find(table, middle, bridge, &to_a);
        const struct forwarding_item *right = forwarding_table_find(table, middle, other, &to_b);
        if (to_a == 1 && to_b == 1 && left->port != right->port)
            return true;
    }
    return false;
}

void wires_add_stp(struct wires *wires, const struct wire_end *local, const struct wire_end *designated)
{
    bool is_taken, is_other_taken = false;
    if (find_stp(wires, local, designated, local, designated, &is_taken))
        return;
    if (!is_taken && designated->port.if_index != 0 &&
        find_stp(wires, designated, local, local, designated, &is_other_taken))
        return;
    if (is_taken || is_other_taken || is_between(wires, local, designated->device)) {
        builder_drop(wires->builder, "spanning tree: other tables tell what is at the port");
        return;
    }
    struct draft *draft = add_draft(wires, local, designated);
    confirm_stp(wires, draft, local, designated);
}
