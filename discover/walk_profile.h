/*
 * The profile of an agent: which tables it has, and which of the names that a walk asks for lie in one gap of
 * what it has, so that the answer to the first of them tells of all. Devices of a kind have the same profile;
 * it is kept once for all of them.
 *
 * As text, one line each, in the order of the names:
 *     table 1.3.6.1.2.1.4.20.1.2  the first column of a table that is there
 *     gap 1.3.6.1.2.1.14.10.1     a name behind which there is nothing up to the last one of its gap
 *     also 1.3.6.1.2.1.15.3.1     the next name of the same gap
 * Nothing of it has to be true: it only says what to ask first (discover/walk_memory.h).
 */
#ifndef DISCOVER_WALK_PROFILE_H
#define DISCOVER_WALK_PROFILE_H

#include "model/oid.h"

enum walk_role { WALK_ROLE_TABLE, WALK_ROLE_GAP, WALK_ROLE_ALSO };

struct walk_profile_entry {
    struct oid name;
    enum walk_role role;
    uint32_t gap; /* counted from 0; not of a table */
};

struct walk_profile;

/* All profiles, each once; they live as long as this. */
struct walk_profiles;

struct walk_profiles *walk_profiles_new(void);
void walk_profiles_free(struct walk_profiles *profiles);

/* The profile of that text, which may be anybody's: NULL when it is not as above, too long, or one of so many
 * that they are no kinds of devices. */
const struct walk_profile *walk_profiles_get(struct walk_profiles *profiles, const char *text);

/* The one with these entries, in the order of their names; NULL when there are none. */
const struct walk_profile *walk_profiles_make(struct walk_profiles *profiles,
                                              const struct walk_profile_entry *entries, size_t count);

/* Whether it has these entries, and no other. */
bool walk_profile_is(const struct walk_profile *profile, const struct walk_profile_entry *entries,
                     size_t count);

const char *walk_profile_text(const struct walk_profile *profile);

uint32_t walk_profile_gaps(const struct walk_profile *profile);

/* The first column of a table, of those that are wanted of it; 0: none was there. */
uint32_t walk_profile_find_table(const struct walk_profile *profile, struct oid entry,
                                 const uint32_t *columns, size_t count);

/* NULL when it says nothing of that name. */
const struct walk_profile_entry *walk_profile_find(const struct walk_profile *profile, struct oid name);

#endif
