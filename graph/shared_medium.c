#include "graph/shared_medium.h"

#include "graph/inferred.h"
#include "inventory/disjoint_set.h"

#include <stdlib.h>

/* A port that drafts end at. Each draft has two: of draft n, places 2n (its a end) and 2n + 1. */
struct places {
    struct topology_builder *builder;
    GHashTable *numbers; /* struct draft_end * -> 1 + number, by device and key */
    GArray *ends;        /* struct draft_end, by number */
    GArray *of_draft;    /* guint, two for each draft; NO_PLACE */
    guint *degree;       /* by number: drafts that both ends say */
    guint *root;         /* by number: the medium it is on */
};

enum { NO_PLACE = G_MAXUINT };

static guint hash_end(gconstpointer data)
{
    const struct draft_end *end = data;
    return end->device * 2654435761U ^ g_direct_hash(end->key);
}

static gboolean equal_ends(gconstpointer a, gconstpointer b)
{
    const struct draft_end *left = a, *right = b;
    return left->device == right->device && left->key == right->key;
}

static bool is_aggregate(struct topology_builder *builder, const struct draft_end *end)
{
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    return ports != NULL && end->if_index != 0 && port_is_aggregate(ports, end->if_index);
}

static guint number_end(struct places *places, const struct draft_end *end)
{
    if (end->key == NULL || is_aggregate(places->builder, end))
        return NO_PLACE;
    gpointer known = g_hash_table_lookup(places->numbers, end);
    if (known != NULL)
        return GPOINTER_TO_UINT(known) - 1;
    g_array_append_val(places->ends, *end);
    g_hash_table_insert(places->numbers, g_memdup2(end, sizeof *end), GUINT_TO_POINTER(places->ends->len));
    return places->ends->len - 1;
}

/* Cables that neighbor protocols tell of; imported graphs are what their authors drew. */
static bool is_told_cable(const struct draft *draft)
{
    return !draft->is_dropped && draft->layer == LAYER_PHYSICAL &&
           (draft->protocols & PROTOCOL_BIT(PROTOCOL_IMPORT)) == 0;
}

static bool is_mutual(const struct draft *draft)
{
    return draft->said_by_a && draft->said_by_b;
}

static guint place_of(const struct places *places, guint draft, guint side)
{
    return g_array_index(places->of_draft, guint, draft * 2 + side);
}

static void number_places(struct places *places)
{
    GArray *drafts = places->builder->drafts;
    for (guint i = 0; i < drafts->len; i++) {
        const struct draft *draft = &g_array_index(drafts, struct draft, i);
        bool is_cable = is_told_cable(draft);
        guint a = is_cable ? number_end(places, &draft->a) : NO_PLACE;
        guint b = is_cable ? number_end(places, &draft->b) : NO_PLACE;
        g_array_append_val(places->of_draft, a);
        g_array_append_val(places->of_draft, b);
    }
}

/* Ports that hear each other are on one medium; what matters are media with a port that hears several. */
static void join_places(struct places *places)
{
    struct disjoint_set *set = disjoint_set_new(places->ends->len);
    GArray *drafts = places->builder->drafts;
    places->degree = g_new0(guint, places->ends->len + 1);
    places->root = g_new0(guint, places->ends->len + 1);
    for (guint i = 0; i < drafts->len; i++) {
        guint a = place_of(places, i, 0), b = place_of(places, i, 1);
        if (a == NO_PLACE || b == NO_PLACE || !is_mutual(&g_array_index(drafts, struct draft, i)))
            continue;
        places->degree[a]++;
        places->degree[b]++;
        disjoint_set_join(set, a, b);
    }
    for (guint i = 0; i < places->ends->len; i++)
        places->root[i] = disjoint_set_find(set, i);
    for (guint i = 0; i < places->ends->len; i++)
        places->degree[places->root[i]] = MAX(places->degree[places->root[i]], places->degree[i]);
    disjoint_set_free(set);
}

/* The medium of a draft: the root of an end whose medium is shared; NO_PLACE. */
static guint medium_of(const struct places *places, guint draft)
{
    for (guint side = 0; side < 2; side++) {
        guint place = place_of(places, draft, side);
        if (place != NO_PLACE && places->degree[places->root[place]] > 1)
            return places->root[place];
    }
    return NO_PLACE;
}

/* A medium in the making: its device, and its link to each port, by draft_end. */
struct medium {
    uint32_t device;
    GHashTable *links; /* struct draft_end * -> 1 + draft */
};

static int compare_inferred(gconstpointer a, gconstpointer b)
{
    const struct inferred_end *left = a, *right = b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    return g_strcmp0(left->port.name, right->port.name);
}

/* The ports on a medium in the order of devices, whatever order the rows came in. */
static GArray *list_ends(const struct places *places, guint root)
{
    GArray *ends = g_array_new(FALSE, FALSE, sizeof(struct inferred_end));
    for (guint i = 0; i < places->ends->len; i++) {
        const struct draft_end *end = &g_array_index(places->ends, struct draft_end, i);
        struct inferred_end at = {end->device, {end->if_index, end->name}};
        if (places->root[i] == root)
            g_array_append_val(ends, at);
    }
    g_array_sort(ends, compare_inferred);
    return ends;
}

static struct medium *add_medium(const struct places *places, guint root)
{
    struct medium *medium = g_new0(struct medium, 1);
    GArray *ends = list_ends(places, root);
    medium->device = inferred_add_segment(
        places->builder, (const struct inferred_end *)(const void *)ends->data, ends->len, ROLE_SEGMENT);
    medium->links = g_hash_table_new_full(hash_end, equal_ends, g_free, NULL);
    g_array_unref(ends);
    return medium;
}

static void medium_free(gpointer data)
{
    struct medium *medium = data;
    g_hash_table_unref(medium->links);
    g_free(medium);
}

/* The link of an end to the medium: position of its draft. */
static guint medium_link(struct topology_builder *builder, struct medium *medium, const struct draft_end *end)
{
    gpointer known = g_hash_table_lookup(medium->links, end);
    if (known != NULL)
        return GPOINTER_TO_UINT(known) - 1;
    /* Inferred devices come behind all others, so the medium is the b end. */
    struct draft link = {.a = *end, .b = {.device = medium->device}, .layer = LAYER_PHYSICAL};
    g_array_append_val(builder->drafts, link);
    g_hash_table_insert(medium->links, g_memdup2(end, sizeof *end), GUINT_TO_POINTER(builder->drafts->len));
    return builder->drafts->len - 1;
}

/* Both ends of a draft are attached to the medium instead. The rows go to the end that said them first. */
static void attach(struct topology_builder *builder, struct medium *medium, guint position)
{
    struct draft old = g_array_index(builder->drafts, struct draft, position);
    guint a = medium_link(builder, medium, &old.a), b = medium_link(builder, medium, &old.b);
    struct draft *at_a = &g_array_index(builder->drafts, struct draft, a);
    struct draft *at_b = &g_array_index(builder->drafts, struct draft, b);
    at_a->protocols |= old.protocols;
    at_b->protocols |= old.protocols;
    at_a->said_by_a |= old.said_by_a;
    at_b->said_by_a |= old.said_by_b;
    /* Where only one end has spoken, the other one's attachment is what that one says. */
    at_a->said_by_b |= !old.said_by_a && old.said_by_b;
    at_b->said_by_b |= !old.said_by_b && old.said_by_a;
    struct draft *from = &g_array_index(builder->drafts, struct draft, position);
    builder_move_evidence(builder, from, old.said_by_a ? at_a : at_b);
    from->is_dropped = true;
}

static void attach_all(struct places *places)
{
    GHashTable *media = g_hash_table_new_full(NULL, NULL, NULL, medium_free);
    guint count = places->builder->drafts->len;
    for (guint i = 0; i < count; i++) {
        guint root = is_told_cable(&g_array_index(places->builder->drafts, struct draft, i))
                         ? medium_of(places, i)
                         : NO_PLACE;
        if (root == NO_PLACE)
            continue;
        struct medium *medium = g_hash_table_lookup(media, GUINT_TO_POINTER(root + 1));
        if (medium == NULL) {
            medium = add_medium(places, root);
            g_hash_table_insert(media, GUINT_TO_POINTER(root + 1), medium);
        }
        attach(places->builder, medium, i);
    }
    g_hash_table_unref(media);
}

void shared_medium_collect(struct topology_builder *builder)
{
    struct places places = {.builder = builder};
    places.numbers = g_hash_table_new_full(hash_end, equal_ends, g_free, NULL);
    places.ends = g_array_new(FALSE, FALSE, sizeof(struct draft_end));
    places.of_draft = g_array_new(FALSE, FALSE, sizeof(guint));
    number_places(&places);
    join_places(&places);
    attach_all(&places);
    g_hash_table_unref(places.numbers);
    g_array_unref(places.ends);
    g_array_unref(places.of_draft);
    g_free(places.degree);
    g_free(places.root);
}
