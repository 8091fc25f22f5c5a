/*
 * The inside of identity_build (inventory/identity.h): what its steps hand to each other. The steps are, in
 * order: identity_sort (identity.c), identity_merge_visited, identity_read_claims, identity_resolve_claims,
 * identity_merge_unvisited, identity_make_devices.
 */
#ifndef INVENTORY_IDENTITY_BUILD_H
#define INVENTORY_IDENTITY_BUILD_H

#include "inventory/disjoint_set.h"
#include "inventory/identity.h"
#include "inventory/identity_words.h"

#define IDENTITY_NOBODY (-1)

/* A neighbor row of the present state. */
struct claim {
    uint32_t observation; /* in sorted order */
    uint32_t row;
    const struct neighbor *neighbor;
    struct claim_words words;
    int32_t group;       /* the visited group that it stands for; IDENTITY_NOBODY */
    const char *dropped; /* why it stands for nobody at all */
    bool is_attached;    /* it was given to an unvisited device that others made */
    const char *key;     /* what decided; NULL for what makes an unvisited device */
};

/* Observations that are one visited device. */
struct group {
    uint32_t present; /* the newest good observation, in sorted order */
};

struct identity_builder {
    size_t count;
    const struct observation **observations; /* sorted: everything below is independent of the list's order */
    size_t *position;                        /* in the observation_list */
    struct own_words *own;
    struct disjoint_set *merged;
    int32_t *group_of; /* IDENTITY_NOBODY for visits that failed */
    struct group *groups;
    size_t group_count;
    GHashTable *keys; /* key -> group + 1, or IDENTITY_SHARED */
    struct claim *claims;
    size_t claim_count;
    size_t *first_claim;               /* of an observation; claim_count behind the last */
    struct disjoint_set *claim_merged; /* claims that stand for no visited device */
    GHashTable *claim_keys;            /* key -> claim + 1 of the set that has it, or IDENTITY_SHARED */
    GStringChunk *memory;
};

/* The value of a key that several devices have: it identifies nobody. */
#define IDENTITY_SHARED GINT_TO_POINTER(-1)

void identity_merge_visited(struct identity_builder *builder);
void identity_read_claims(struct identity_builder *builder);
void identity_resolve_claims(struct identity_builder *builder);
void identity_merge_unvisited(struct identity_builder *builder);

/* The group of a key; IDENTITY_NOBODY when no group, or more than one, has it. */
int32_t identity_group_of_key(const struct identity_builder *builder, const char *key);

/* The group that a folded name names, in full or by its first label. */
int32_t identity_group_of_name(const struct identity_builder *builder, const char *folded);

/* What a group said of itself at present. */
const struct own_words *identity_group_words(const struct identity_builder *builder, int32_t group);

/* Puts a key that belongs to a set: a second set makes it shared. */
void identity_put_key(GHashTable *keys, const char *key, guint set);

/* Whether an observation is part of its device's present state. */
bool identity_is_present(const struct identity_builder *builder, uint32_t observation);

#endif
