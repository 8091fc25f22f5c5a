/*
 * The options of discover, and the configuration behind them, made into what a crawl needs.
 */
#ifndef CLI_DISCOVER_OPTIONS_H
#define CLI_DISCOVER_OPTIONS_H

#include "cli/command.h"
#include "cli/settings.h"
#include "discover/crawl.h"

/* As they stand on the command line; NULL and false where they do not. */
struct discover_options {
    char **scope, **exclude, **via, **sweep;
    char *port, *max_depth, *concurrency, *timeout, *retries, *deadline, *total_deadline, *rate, *rate_subnet,
        *max_tries, *max_rows, *max_requests, *max_bytes;
    char **communities;
    char *version, *user, *level, *auth_protocol, *auth_pass_phrase, *priv_protocol, *priv_pass_phrase,
        *context;
    char *seeds_file, *record, *replay;
    char *ssh_user, *ssh_password, *ssh_key, *ssh_port, *ssh_timeout, *ssh_config, *known_hosts;
    char **templates;
    gboolean as_json, as_events, resume, from_arp;
    gboolean ssh, asks_all_ways, accepts_new_host_keys;
};

/* False: the caller returns *status. Secrets among the arguments are overwritten, so that ps does not show
 * them for as long as the crawl runs. */
bool discover_options_parse(const struct command *command, int *argc, char ***argv,
                            struct discover_options *out, int *status);
/* Overwrites the secrets of options among the arguments that they were parsed from; remaining: those that are
 * no option, which are still needed as they are. Both are NULL-terminated. */
void discover_options_hide(const struct discover_options *options, char **arguments, char *const *remaining);
void discover_options_clear(struct discover_options *options);

/* Everything that crawl_run wants, checked; owns what crawl points to. */
struct discover_plan {
    struct crawl_options crawl;
    GPtrArray *seeds; /* of char * */
    struct discover_settings settings;
    struct scope *scope;
    struct via_map *via_map;
    struct credential_list *credentials;
    struct recording *replay;
};

/* config: of the command line; seeds: NULL-terminated. The error is the user's (EXIT_USAGE); out is to be
 * cleared in any case. */
bool discover_plan_make(const struct discover_options *options, const char *config, char *const *seeds,
                        struct discover_plan *out, GError **error);

/* What the seeds of the run that is resumed are. */
bool discover_plan_take_seeds(struct discover_plan *plan, GPtrArray *seeds, GError **error);

/* Lets the plan's crawl be answered from a recording. */
bool discover_plan_open_replay(struct discover_plan *plan, const char *folder, GError **error);

void discover_plan_clear(struct discover_plan *plan);

/* The credentials that options and the environment give, in the order in which they are tried: the user of
 * SNMPv3, then the communities. The error names the option; out gets more items. */
bool discover_options_credentials(const struct discover_options *options, struct credential_list *out,
                                  GError **error);

/* The options of SSH behind others; the caller frees the array. */
GOptionEntry *discover_options_add_ssh(const GOptionEntry *entries, struct discover_options *out);

/* The credential that the options of SSH give (with --ssh alone: the user's own keys), in front of out's. */
bool discover_options_ssh_credential(const struct discover_options *options, struct credential_list *out,
                                     GError **error);

/* Whether text may be a seed: an address or a host name, with an optional :PORT. */
bool discover_seed_is_valid(const char *text);

#endif
