#include "discover/simulate_internal.h"

#include <gio/gio.h>
#include <string.h>

/* What went wrong while a recording was made ready: a count and the first case. */
struct troubles {
    size_t unmapped, collisions, unreadable, bad_lines;
    char *first_unmapped, *first_collision, *first_unreadable, *first_bad_line;
};

static guint place_hash(gconstpointer key)
{
    const struct place *place = key;
    return address_hash(place->address) * 31 + place->vlan;
}

static gboolean place_equal(gconstpointer a, gconstpointer b)
{
    const struct place *left = a, *right = b;
    return left->vlan == right->vlan && address_equal(left->address, right->address);
}

const struct place *simulator_find_place(const struct simulator *simulator, struct address address,
                                         uint32_t vlan)
{
    struct place key = {address, vlan, NULL, NULL};
    return g_hash_table_lookup(simulator->places, &key);
}

const struct snmprec *simulator_find_device(const struct simulator *simulator, struct address address,
                                            uint32_t vlan)
{
    const struct place *place = simulator_find_place(simulator, address, vlan);
    return place ? place->snmprec : NULL;
}

static void note(size_t *count, char **first, const char *text)
{
    if ((*count)++ == 0)
        *first = g_strdup(text);
}

/* A collision is two files at one address; recorded addresses of one device may well fall together. */
static void add_place(struct simulator *simulator, const struct recording_entry *entry, struct address to,
                      const struct snmprec *snmprec, struct troubles *troubles)
{
    const struct snmprec *there = simulator_find_device(simulator, to, entry->vlan);
    char text[ADDRESS_TEXT_SIZE];
    if (there) {
        if (there != snmprec)
            note(&troubles->collisions, &troubles->first_collision, address_format(entry->address, text));
        return;
    }
    struct usm_engine *engine = simulator->engines && entry->vlan == 0
                                    ? usm_engines_get(simulator->engines, snmprec, entry->address)
                                    : NULL;
    const struct place place = {to, entry->vlan, snmprec, engine};
    g_hash_table_add(simulator->places, g_memdup2(&place, sizeof place));
    simulator->addresses += entry->vlan == 0;
    simulator->has_ipv4 = simulator->has_ipv4 || to.family == ADDRESS_IPV4;
    simulator->has_ipv6 = simulator->has_ipv6 || to.family == ADDRESS_IPV6;
}

static void learn_misbehavior(struct simulator *simulator, const struct misbehavior_rules *rules,
                              const struct recording_entry *entry, const struct snmprec *snmprec)
{
    struct misbehaver *known = g_hash_table_lookup(simulator->misbehavers, snmprec), *misbehaver = known;
    misbehaver_learn(&misbehaver, rules, entry);
    if (misbehaver != known)
        g_hash_table_insert(simulator->misbehavers, (gpointer)snmprec, misbehaver);
}

static void add_entry(struct simulator *simulator, struct recording *recording, size_t position,
                      const struct simulator_options *options, GHashTable *seen, struct troubles *troubles)
{
    const struct recording_entry *entry = recording_entry(recording, position);
    struct address to = entry->address;
    uint16_t port;
    g_autoptr(GError) error = NULL;
    char text[ADDRESS_TEXT_SIZE];
    if (options->map && !via_map_apply(options->map, entry->address, &to, &port)) {
        note(&troubles->unmapped, &troubles->first_unmapped, address_format(entry->address, text));
        return;
    }
    const struct snmprec *snmprec = recording_snmprec(recording, position, &error);
    if (snmprec)
        learn_misbehavior(simulator, options->misbehavior, entry, snmprec);
    if (!g_hash_table_add(seen, (gpointer)entry->path)) {
        if (snmprec)
            add_place(simulator, entry, to, snmprec, troubles);
        return;
    }
    if (!snmprec) {
        note(&troubles->unreadable, &troubles->first_unreadable, error->message);
        return;
    }
    const char *line;
    if (snmprec_bad_lines(snmprec, &line) > 0) {
        g_autofree char *where = g_strdup_printf("%s: %s", entry->path, line);
        note(&troubles->bad_lines, &troubles->first_bad_line, where);
        troubles->bad_lines += snmprec_bad_lines(snmprec, NULL) - 1;
    }
    simulator->devices += entry->vlan == 0;
    add_place(simulator, entry, to, snmprec, troubles);
}

static void warn(struct simulator *simulator, size_t count, char *first, const char *format)
{
    if (count > 0)
        g_ptr_array_add(simulator->warnings,
                        g_strdup_printf("%zu %s: %s%s", count, format, first, count > 1 ? ", ..." : ""));
    g_free(first);
}

static bool load(struct simulator *simulator, struct recording *recording,
                 const struct simulator_options *options, GError **error)
{
    struct troubles troubles = {0};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    recording_load(recording);
    for (size_t i = 0; i < recording_count(recording); i++)
        add_entry(simulator, recording, i, options, seen, &troubles);
    warn(simulator, troubles.unmapped, troubles.first_unmapped, "recorded addresses are in no --map");
    warn(simulator, troubles.collisions, troubles.first_collision,
         "recorded addresses are mapped to those of other devices");
    warn(simulator, troubles.unreadable, troubles.first_unreadable, "files cannot be read");
    warn(simulator, troubles.bad_lines, troubles.first_bad_line, "lines were skipped");
    const char *unused = misbehavior_rules_unused(options->misbehavior, recording);
    warn(simulator, unused != NULL, g_strdup(unused), "misbehavior is that of no device");
    if (simulator->addresses > 0)
        return true;
    const char *why =
        simulator->warnings->len > 0 ? g_ptr_array_index(simulator->warnings, 0) : "none recorded";
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no address to serve: %s", why);
    return false;
}

static void free_misbehaver(gpointer misbehaver)
{
    misbehaver_free(misbehaver);
}

struct simulator *simulator_new(struct recording *recording, const struct simulator_options *options,
                                GError **error)
{
    struct simulator *simulator = g_new0(struct simulator, 1);
    simulator->places = g_hash_table_new_full(place_hash, place_equal, g_free, NULL);
    simulator->misbehavers = g_hash_table_new_full(NULL, NULL, NULL, free_misbehaver);
    simulator->communities = g_ptr_array_new_with_free_func(g_free);
    simulator->warnings = g_ptr_array_new_with_free_func(g_free);
    simulator->max_message = CLAMP(options->max_message, SIMULATOR_MIN_MESSAGE, SIMULATOR_MAX_MESSAGE);
    simulator->faults = options->faults;
    for (size_t i = 0; options->communities[i]; i++)
        g_ptr_array_add(simulator->communities, g_strdup(options->communities[i]));
    if (options->users)
        simulator->engines = usm_engines_new(options->users, error);
    if ((!options->users || simulator->engines) && load(simulator, recording, options, error))
        return simulator;
    simulator_free(simulator);
    return NULL;
}

void simulator_free(struct simulator *simulator)
{
    if (!simulator)
        return;
    g_hash_table_unref(simulator->places);
    g_hash_table_unref(simulator->misbehavers);
    g_ptr_array_unref(simulator->communities);
    g_ptr_array_unref(simulator->warnings);
    usm_engines_free(simulator->engines);
    g_free(simulator);
}

size_t simulator_device_count(const struct simulator *simulator)
{
    return simulator->devices;
}

size_t simulator_address_count(const struct simulator *simulator)
{
    return simulator->addresses;
}

bool simulator_has_family(const struct simulator *simulator, enum address_family family)
{
    return family == ADDRESS_IPV4 ? simulator->has_ipv4 : simulator->has_ipv6;
}

const GPtrArray *simulator_warnings(const struct simulator *simulator)
{
    return simulator->warnings;
}

const struct simulator_faults *simulator_faults(const struct simulator *simulator)
{
    return &simulator->faults;
}

const struct simulator_counts *simulator_counts(const struct simulator *simulator)
{
    return &simulator->counts;
}
