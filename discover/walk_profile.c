#include "discover/walk_profile.h"

#include <string.h>

/* More than the walk of all MIBs has names for. */
#define MAX_TEXT 32768
/* More kinds of devices than a network has. */
#define MAX_PROFILES 2048

static const char *const words[] = {"table ", "gap ", "also "};

struct walk_profile {
    char *text;
    GArray *arcs;    /* uint32_t: of one name after the other */
    GArray *entries; /* struct walk_profile_entry; their names are in arcs */
    uint32_t gaps;
};

struct walk_profiles {
    GHashTable *by_text; /* char *, the profile's -> struct walk_profile *, owned */
    const struct walk_profile
        *latest; /* that was made; NULL none: devices of a kind come one after the other */
};

static void profile_free(void *data)
{
    struct walk_profile *profile = data;
    g_free(profile->text);
    g_array_unref(profile->arcs);
    g_array_unref(profile->entries);
    g_free(profile);
}

struct walk_profiles *walk_profiles_new(void)
{
    struct walk_profiles *profiles = g_new0(struct walk_profiles, 1);
    profiles->by_text = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, profile_free);
    return profiles;
}

void walk_profiles_free(struct walk_profiles *profiles)
{
    if (profiles == NULL)
        return;
    g_hash_table_unref(profiles->by_text);
    g_free(profiles);
}

static const struct walk_profile_entry *entry_at(const struct walk_profile *profile, guint position)
{
    return &g_array_index(profile->entries, struct walk_profile_entry, position);
}

static bool read_role(const char **line, enum walk_role *role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i]);
        if (strncmp(*line, words[i], length) != 0)
            continue;
        *line += length;
        *role = (enum walk_role)i;
        return true;
    }
    return false;
}

/* Until all arcs have been read, a name has its count, and not where they are. */
static bool read_line(struct walk_profile *profile, const char *line, size_t length)
{
    struct walk_profile_entry entry = {0};
    uint32_t arcs[OID_MAX_ARCS];
    const char *end = line + length;
    if (!read_role(&line, &entry.role) || !oid_parse(line, (size_t)(end - line), arcs, &entry.name.count) ||
        (entry.role == WALK_ROLE_ALSO && profile->gaps == 0))
        return false;
    profile->gaps += entry.role == WALK_ROLE_GAP;
    entry.gap = entry.role == WALK_ROLE_TABLE ? 0 : profile->gaps - 1;
    g_array_append_vals(profile->arcs, arcs, (guint)entry.name.count);
    g_array_append_val(profile->entries, entry);
    return true;
}

static bool read_lines(struct walk_profile *profile)
{
    const char *line = profile->text, *end;
    for (; (end = strchr(line, '\n')) != NULL; line = end + 1)
        if (!read_line(profile, line, (size_t)(end - line)))
            return false;
    return *line == '\0' && profile->entries->len > 0;
}

/* In their order, each once. */
static bool place_names(struct walk_profile *profile)
{
    const uint32_t *arcs = (const uint32_t *)(void *)profile->arcs->data;
    for (guint i = 0; i < profile->entries->len; i++) {
        struct walk_profile_entry *entry = &g_array_index(profile->entries, struct walk_profile_entry, i);
        entry->name.arcs = arcs;
        arcs += entry->name.count;
        if (i > 0 && oid_compare(entry_at(profile, i - 1)->name, entry->name) >= 0)
            return false;
    }
    return true;
}

const struct walk_profile *walk_profiles_get(struct walk_profiles *profiles, const char *text)
{
    struct walk_profile *profile = g_hash_table_lookup(profiles->by_text, text);
    if (profile != NULL || strlen(text) > MAX_TEXT || g_hash_table_size(profiles->by_text) >= MAX_PROFILES)
        return profile;
    profile = g_new0(struct walk_profile, 1);
    profile->text = g_strdup(text);
    profile->arcs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    profile->entries = g_array_new(FALSE, FALSE, sizeof(struct walk_profile_entry));
    if (!read_lines(profile) || !place_names(profile)) {
        profile_free(profile);
        return NULL;
    }
    g_hash_table_insert(profiles->by_text, profile->text, profile);
    return profile;
}

bool walk_profile_is(const struct walk_profile *profile, const struct walk_profile_entry *entries,
                     size_t count)
{
    if (profile->entries->len != count)
        return false;
    for (guint i = 0; i < count; i++)
        if (entries[i].role != entry_at(profile, i)->role ||
            !oid_equal(entries[i].name, entry_at(profile, i)->name))
            return false;
    return true;
}

static char *make_text(const struct walk_profile_entry *entries, size_t count)
{
    GString *text = g_string_new(NULL);
    char name[OID_TEXT_SIZE];
    for (size_t i = 0; i < count; i++) {
        g_string_append(text, words[entries[i].role]);
        g_string_append(text, oid_format(entries[i].name, name));
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

const struct walk_profile *walk_profiles_make(struct walk_profiles *profiles,
                                              const struct walk_profile_entry *entries, size_t count)
{
    if (profiles->latest != NULL && walk_profile_is(profiles->latest, entries, count))
        return profiles->latest;
    g_autofree char *text = make_text(entries, count);
    profiles->latest = walk_profiles_get(profiles, text);
    return profiles->latest;
}

const char *walk_profile_text(const struct walk_profile *profile)
{
    return profile->text;
}

uint32_t walk_profile_gaps(const struct walk_profile *profile)
{
    return profile->gaps;
}

/* The position of the first that is not before a name. */
static guint find(const struct walk_profile *profile, struct oid name)
{
    guint low = 0, high = profile->entries->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (oid_compare(entry_at(profile, middle)->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct walk_profile_entry *walk_profile_find(const struct walk_profile *profile, struct oid name)
{
    guint position = find(profile, name);
    if (position >= profile->entries->len || !oid_equal(entry_at(profile, position)->name, name))
        return NULL;
    return entry_at(profile, position);
}

static bool is_wanted(uint32_t column, const uint32_t *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (columns[i] == column)
            return true;
    return false;
}

uint32_t walk_profile_find_table(const struct walk_profile *profile, struct oid entry,
                                 const uint32_t *columns, size_t count)
{
    for (guint i = find(profile, entry); i < profile->entries->len; i++) {
        const struct walk_profile_entry *at = entry_at(profile, i);
        if (!oid_has_prefix(at->name, entry))
            break;
        if (at->role == WALK_ROLE_TABLE && at->name.count == entry.count + 1 &&
            is_wanted(at->name.arcs[entry.count], columns, count))
            return at->name.arcs[entry.count];
    }
    return 0;
}
