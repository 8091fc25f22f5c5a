#include "cli/config.h"
#include "cli/discover_options.h"
#include "discover/resolve.h"
#include "model/prefix.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool discover_seed_is_valid(const char *text)
{
    struct address address;
    uint16_t port;
    g_autofree char *host = NULL;
    if (!resolve_parse(text, &host, &port, NULL))
        return false;
    if (address_parse(host, &address))
        return true;
    /* Digits and dots alone are a mistyped address, which resolvers would read in strange ways (inet_aton).
     */
    return strspn(host, "0123456789.") != strlen(host) && strpbrk(host, " /\\%[]=,;") == NULL;
}

static bool add_seed(GPtrArray *seeds, const char *text, GError **error)
{
    if (discover_seed_is_valid(text)) {
        g_ptr_array_add(seeds, g_strdup(text));
        return true;
    }
    bool is_range = strchr(text, '/') != NULL;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "'%s' is no address and no host name%s", text,
                is_range ? " (a range is told to --scope; a seed is one device)" : "");
    return false;
}

/* Blank lines and what follows a # are nothing. */
static bool add_seed_lines(GPtrArray *seeds, FILE *file, const char *name, GError **error)
{
    char *line = NULL;
    size_t size = 0;
    unsigned number = 0;
    bool is_good = true;
    while (is_good && getline(&line, &size, file) >= 0) {
        number++;
        line[strcspn(line, "#\r\n")] = '\0';
        if (*g_strstrip(line) == '\0')
            continue;
        is_good = g_utf8_validate(line, -1, NULL) && add_seed(seeds, line, error);
        if (!is_good && error != NULL && *error == NULL)
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "is no text");
    }
    free(line);
    if (!is_good)
        g_prefix_error(error, "%s:%u: ", name, number);
    return is_good;
}

static bool add_seed_file(GPtrArray *seeds, const char *path, GError **error)
{
    if (strcmp(path, "-") == 0)
        return add_seed_lines(seeds, stdin, "standard input", error);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "--seeds: %s: %s", path, g_strerror(errno));
        return false;
    }
    bool is_good = add_seed_lines(seeds, file, path, error);
    fclose(file);
    return is_good;
}

static bool override(struct discover_settings *settings, const char *name, const char *value, GError **error)
{
    if (value == NULL || settings_set(settings, name, value, error))
        return true;
    g_prefix_error(error, "--%s: ", name);
    return false;
}

static bool override_list(struct discover_settings *settings, const char *name, char *const *values,
                          GError **error)
{
    for (; values != NULL && *values != NULL; values++)
        if (!override(settings, name, *values, error))
            return false;
    return true;
}

/* A scope on the command line replaces the configured one; exclusions add up: they are there for safety. */
static bool override_settings(struct discover_settings *settings, const struct discover_options *options,
                              GError **error)
{
    if (options->scope != NULL)
        g_ptr_array_set_size(settings->scopes, 0);
    return override_list(settings, "scope", options->scope, error) &&
           override_list(settings, "exclude", options->exclude, error) &&
           override(settings, "port", options->port, error) &&
           override(settings, "max-depth", options->max_depth, error) &&
           override(settings, "concurrency", options->concurrency, error) &&
           override(settings, "timeout", options->timeout, error) &&
           override(settings, "retries", options->retries, error) &&
           override(settings, "deadline", options->deadline, error) &&
           override(settings, "total-deadline", options->total_deadline, error) &&
           override(settings, "rate", options->rate, error) &&
           override(settings, "rate-subnet", options->rate_subnet, error) &&
           override(settings, "max-tries", options->max_tries, error) &&
           override(settings, "max-rows", options->max_rows, error) &&
           override(settings, "max-requests", options->max_requests, error) &&
           override(settings, "max-bytes", options->max_bytes, error) &&
           override(settings, "ssh-port", options->ssh_port, error) &&
           override(settings, "ssh-timeout", options->ssh_timeout, error) &&
           override(settings, "ssh-config", options->ssh_config, error) &&
           override(settings, "known-hosts", options->known_hosts, error) &&
           override_list(settings, "templates", options->templates, error);
}

static struct ssh_settings make_ssh_settings(const struct discover_settings *settings,
                                             const struct discover_options *options)
{
    return (struct ssh_settings){.port = (uint16_t)settings->ssh_port,
                                 .config = settings->ssh_config,
                                 .known_hosts = settings->known_hosts,
                                 .accepts_new_host_keys = options->accepts_new_host_keys,
                                 .timeout_ms = settings->ssh_timeout_ms,
                                 .templates = (const char *const *)settings->templates->pdata};
}

/* A replay contacts nobody: without a scope of its own it has none to keep. */
static struct scope *make_scope(const struct discover_settings *settings, bool is_replay)
{
    struct scope *scope = scope_new();
    for (guint i = 0; i < settings->scopes->len; i++)
        scope_include(scope, settings->scopes->pdata[i], NULL);
    for (guint i = 0; i < settings->exclusions->len; i++)
        scope_exclude(scope, settings->exclusions->pdata[i], NULL);
    if (settings->scopes->len == 0 && is_replay) {
        scope_include(scope, "0.0.0.0/0", NULL);
        scope_include(scope, "::/0", NULL);
    } else if (settings->scopes->len == 0) {
        scope_include_private(scope);
    }
    return scope;
}

static bool make_via_map(struct discover_plan *plan, char *const *rules, GError **error)
{
    if (rules == NULL)
        return true;
    plan->via_map = via_map_new();
    for (; *rules != NULL; rules++) {
        if (!via_map_add(plan->via_map, *rules, error)) {
            g_prefix_error(error, "--via: ");
            return false;
        }
    }
    return true;
}

/* --ssh: nothing else is tried. Without a credential for it there are the user's own keys. */
static void keep_ssh(GPtrArray *items)
{
    for (guint i = items->len; i > 0; i--)
        if (((const struct credential *)items->pdata[i - 1])->protocol != CREDENTIAL_SSH)
            g_ptr_array_remove_index(items, i - 1);
    if (items->len > 0)
        return;
    struct credential *credential = credential_new("ssh");
    credential->protocol = CREDENTIAL_SSH;
    g_ptr_array_add(items, credential);
}

/* The command line's, then the configuration's, which the list takes over; "public" when there is none. */
static bool make_credentials(struct discover_plan *plan, const struct discover_options *options,
                             struct config *config, GError **error)
{
    plan->credentials = credential_list_new();
    GPtrArray *items = plan->credentials->items;
    if (!discover_options_credentials(options, plan->credentials, error))
        return false;
    if (!discover_options_ssh_credential(options, plan->credentials, error))
        return false;
    while (config->credentials->items->len > 0)
        g_ptr_array_add(items, g_ptr_array_steal_index(config->credentials->items, 0));
    if (options->ssh)
        keep_ssh(items);
    if (items->len == 0) {
        struct credential *credential = credential_new("default");
        credential->community = g_strdup("public");
        g_ptr_array_add(items, credential);
    }
    return true;
}

static bool check_sweeps(char *const *sweeps, GError **error)
{
    for (; sweeps != NULL && *sweeps != NULL; sweeps++) {
        struct prefix prefix;
        if (!prefix_parse(*sweeps, &prefix, error)) {
            g_prefix_error(error, "--sweep: ");
            return false;
        }
        if ((unsigned)address_size(prefix.address) * 8 - prefix.length <= CRAWL_SWEEP_BITS)
            continue;
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--sweep: %s has more than %u addresses",
                    *sweeps, 1U << CRAWL_SWEEP_BITS);
        return false;
    }
    return true;
}

static bool check_output(const struct discover_options *options, GError **error)
{
    if (!options->as_json || !options->as_events)
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "--json and --events do not go together: the last event is the summary");
    return false;
}

static bool make_seeds(struct discover_plan *plan, const struct discover_options *options, char *const *seeds,
                       GError **error)
{
    plan->seeds = g_ptr_array_new_with_free_func(g_free);
    if (options->resume && (*seeds != NULL || options->seeds_file != NULL)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "--resume takes no seeds: it goes on with those of the run");
        return false;
    }
    for (; *seeds != NULL; seeds++)
        if (!add_seed(plan->seeds, *seeds, error))
            return false;
    if (options->seeds_file != NULL && !add_seed_file(plan->seeds, options->seeds_file, error))
        return false;
    if (plan->seeds->len > 0 || options->sweep != NULL || options->replay != NULL || options->resume)
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "which seed? It is the address or the host name of a device to begin with");
    return false;
}

static void make_crawl_options(struct discover_plan *plan, const struct discover_options *options)
{
    const struct discover_settings *settings = &plan->settings;
    plan->scope = make_scope(settings, options->replay != NULL);
    plan->crawl = (struct crawl_options){
        .credentials = plan->credentials,
        .scope = plan->scope,
        .via_map = plan->via_map,
        .record_folder = options->record,
        .limits = {.max_rows = settings->max_rows,
                   .max_bytes = settings->max_bytes,
                   .reads_routes = options->from_arp,
                   .max_requests = settings->max_requests,
                   .max_in_flight = visit_default_limits.max_in_flight},
        .port = (uint16_t)settings->port,
        .max_depth = settings->max_depth,
        .concurrency = settings->concurrency,
        .timeout_ms = settings->timeout_ms,
        .retries = settings->retries,
        .device_deadline_ms = settings->deadline_ms,
        .total_deadline_ms = settings->total_deadline_ms,
        .rate = settings->rate,
        .rate_subnet = settings->rate_subnet,
        .max_tries = settings->max_tries,
        .sweeps = (const char *const *)options->sweep,
        .from_arp = options->from_arp,
        .ssh = make_ssh_settings(settings, options),
        .asks_all_ways = options->asks_all_ways,
    };
}

bool discover_plan_make(const struct discover_options *options, const char *config_path, char *const *seeds,
                        struct discover_plan *out, GError **error)
{
    struct config config;
    *out = (struct discover_plan){0};
    if (!config_load(config_path, &config, error))
        return false;
    /* The plan has the settings from here on. */
    out->settings = config.discover;
    config.discover = (struct discover_settings){0};
    bool is_good = override_settings(&out->settings, options, error) &&
                   make_via_map(out, options->via, error) && check_sweeps(options->sweep, error) &&
                   check_output(options, error) && make_credentials(out, options, &config, error) &&
                   make_seeds(out, options, seeds, error);
    config_clear(&config);
    if (is_good)
        make_crawl_options(out, options);
    return is_good;
}

bool discover_plan_take_seeds(struct discover_plan *plan, GPtrArray *seeds, GError **error)
{
    for (guint i = 0; i < seeds->len; i++)
        if (!add_seed(plan->seeds, seeds->pdata[i], error))
            return false;
    return true;
}

bool discover_plan_open_replay(struct discover_plan *plan, const char *folder, GError **error)
{
    plan->replay = recording_open(folder, error);
    plan->crawl.replay = plan->replay;
    return plan->replay != NULL;
}

void discover_plan_clear(struct discover_plan *plan)
{
    g_clear_pointer(&plan->seeds, g_ptr_array_unref);
    settings_clear(&plan->settings);
    scope_free(plan->scope);
    via_map_free(plan->via_map);
    credential_list_free(plan->credentials);
    recording_free(plan->replay);
    *plan = (struct discover_plan){0};
}
