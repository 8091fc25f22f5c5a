#include "discover/crawl_seeds.h"

#include "discover/resolve.h"
#include "model/prefix.h"

#include <gio/gio.h>
#include <string.h>

#define SNMP_PORT 161

struct crawl_seeds {
    const struct crawl_options *options;
    const struct crawl_scope *scope;
    struct frontier *frontier;
    struct ssh_config *ssh_config; /* may be NULL */
    GHashTable *names;             /* seed as it is looked up -> name in ssh_config(5), both owned */
    struct crawl_seeds_events events;
    struct resolver_events resolver_events;
    struct resolver *resolver;
    uint64_t known;
    bool is_started;
};

static void complain(const struct crawl_seeds *seeds, const char *what, const char *why)
{
    g_autoptr(GError) error = g_error_new(G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s", what, why);
    seeds->events.problem(error, seeds->events.user);
}

/* A name is found again where it is looked up by its address. */
static void teach_name(const struct crawl_seeds *seeds, const char *text, const struct address *addresses,
                       size_t count)
{
    g_autofree char *host = NULL;
    uint16_t port;
    const char *name = g_hash_table_lookup(seeds->names, text);
    if (!name || !resolve_parse(text, &host, &port, NULL))
        return;
    for (size_t i = 0; i < count; i++)
        ssh_config_add_name(seeds->ssh_config, name, addresses[i], port);
}

static void on_resolved(const char *text, const struct address *addresses, size_t count, uint16_t port,
                        const GError *error, void *user)
{
    struct crawl_seeds *seeds = user;
    if (error) {
        seeds->events.problem(error, seeds->events.user);
    } else {
        const char *objection = crawl_scope_objection(seeds->scope, addresses, count);
        if (objection)
            complain(seeds, text, objection);
        teach_name(seeds, text, addresses, count);
        frontier_add_seed(seeds->frontier, addresses, count, port);
    }
    if (seeds->is_started)
        seeds->events.arrived(seeds->events.user);
}

struct crawl_seeds *crawl_seeds_new(uv_loop_t *loop, const struct crawl_options *options,
                                    const struct crawl_scope *scope, struct frontier *frontier,
                                    struct ssh_config *ssh_config, const struct crawl_seeds_events *events)
{
    struct crawl_seeds *seeds = g_new0(struct crawl_seeds, 1);
    seeds->options = options;
    seeds->scope = scope;
    seeds->frontier = frontier;
    seeds->ssh_config = ssh_config;
    seeds->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    seeds->events = *events;
    seeds->resolver_events = (struct resolver_events){on_resolved, seeds};
    seeds->resolver = resolver_new(loop, &seeds->resolver_events);
    return seeds;
}

void crawl_seeds_free(struct crawl_seeds *seeds)
{
    if (!seeds)
        return;
    resolver_free(seeds->resolver);
    g_hash_table_unref(seeds->names);
    g_free(seeds);
}

static void add_recorded(const struct crawl_seeds *seeds)
{
    const struct recording *recording = seeds->options->replay;
    for (size_t i = 0; i < recording_count(recording); i++) {
        const struct recording_entry *entry = recording_entry(recording, i);
        if (entry->vlan == 0)
            frontier_add_seed(seeds->frontier, &entry->address, 1, 0);
    }
    for (size_t i = 0; i < recording_cli_count(recording); i++)
        frontier_add_seed(seeds->frontier, &recording_cli_entry(recording, i)->address, 1, 0);
}

static void sweep(const struct crawl_seeds *seeds, const char *cidr)
{
    struct prefix prefix;
    unsigned allowed = 0;
    if (!prefix_parse(cidr, &prefix, NULL))
        return;
    unsigned bits = MIN((unsigned)address_size(prefix.address) * 8 - prefix.length, CRAWL_SWEEP_BITS);
    /* The first and the last of an IPv4 net are no hosts. */
    unsigned others = prefix.address.family == ADDRESS_IPV4 && bits > 1;
    for (uint32_t i = others; i < (1U << bits) - others; i++) {
        struct address address = prefix_host(&prefix, i), place = address;
        if (crawl_scope_judge(seeds->scope, &place, false) != FRONTIER_ALLOWED)
            continue;
        frontier_add_candidate(seeds->frontier, address, 0);
        allowed++;
    }
    if (allowed == 0)
        complain(seeds, cidr, "nothing of it is in scope");
}

static bool was_interrupted(const struct observation *observation)
{
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    for (size_t i = 0; i < count; i++)
        if (!warnings[i].object && g_strcmp0(warnings[i].text, CRAWL_INTERRUPTED) == 0)
            return true;
    return false;
}

static void take_known(const struct observation *observation, void *user)
{
    struct crawl_seeds *seeds = user;
    if (observation->outcome == OUTCOME_FAILED || was_interrupted(observation))
        return;
    uint16_t usual = seeds->options->replay ? seeds->options->port : SNMP_PORT;
    seeds->known++;
    frontier_add_known(seeds->frontier, observation, observation->port != 0 ? observation->port : usual);
}

static bool has_only_ssh(const struct crawl_options *options)
{
    for (guint i = 0; options->credentials && i < options->credentials->items->len; i++) {
        const struct credential *credential = options->credentials->items->pdata[i];
        if (credential->protocol != CREDENTIAL_SSH)
            return false;
    }
    return true;
}

/* A seed as it is to be looked up: ssh_config(5) may say what a name stands for (HostName), and, where
 * nothing else than SSH is spoken, behind which port; hosts at one address are told apart by it. */
static char *spell_seed(const struct crawl_seeds *seeds, const char *text)
{
    g_autofree char *name = NULL;
    uint16_t port;
    struct address address;
    struct ssh_host host;
    if (!seeds->ssh_config || !resolve_parse(text, &name, &port, NULL) || address_parse(name, &address))
        return g_strdup(text);
    ssh_config_find(seeds->ssh_config, name, NULL, port, &host);
    if (port == 0 && has_only_ssh(seeds->options))
        port = host.port;
    const char *place = host.host_name ? host.host_name : name;
    bool has_colon = strchr(place, ':') != NULL;
    char *spelled = port == 0   ? g_strdup(place)
                    : has_colon ? g_strdup_printf("[%s]:%u", place, (unsigned)port)
                                : g_strdup_printf("%s:%u", place, (unsigned)port);
    ssh_host_clear(&host);
    g_hash_table_insert(seeds->names, g_strdup(spelled), g_steal_pointer(&name));
    return spelled;
}

bool crawl_seeds_start(struct crawl_seeds *seeds, const char *const *texts, size_t count, GError **error)
{
    const struct crawl_options *options = seeds->options;
    for (size_t i = 0; i < count; i++) {
        g_autofree char *seed = spell_seed(seeds, texts[i]);
        resolver_add(seeds->resolver, seed);
    }
    if (count == 0 && options->replay && !options->sweeps)
        add_recorded(seeds);
    if (options->known && !options->known(take_known, seeds, options->known_user, error))
        return false;
    for (const char *const *cidr = options->sweeps; cidr && *cidr; cidr++)
        sweep(seeds, *cidr);
    seeds->is_started = true;
    return true;
}

size_t crawl_seeds_pending(const struct crawl_seeds *seeds)
{
    return seeds ? resolver_pending(seeds->resolver) : 0;
}

uint64_t crawl_seeds_known(const struct crawl_seeds *seeds)
{
    return seeds->known;
}
