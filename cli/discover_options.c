#include "cli/discover_options.h"

#include <string.h>

/* "secret" is overwritten, and so is the end of "--auth-pass-phrase=secret". */
static void hide(char *argument, const char *secret)
{
    size_t length = strlen(secret);
    if (length > 0 && g_str_has_suffix(argument, secret))
        memset(argument + strlen(argument) - length, '*', length);
}

static bool contains(char *const *list, const char *item)
{
    for (; *list != NULL; list++)
        if (*list == item)
            return true;
    return false;
}

void discover_options_hide(const struct discover_options *options, char **arguments, char *const *remaining)
{
    for (char **argument = arguments; *argument != NULL; argument++) {
        if (contains(remaining, *argument))
            continue;
        for (char **community = options->communities; community != NULL && *community != NULL; community++)
            hide(*argument, *community);
        if (options->auth_pass_phrase != NULL)
            hide(*argument, options->auth_pass_phrase);
        if (options->priv_pass_phrase != NULL)
            hide(*argument, options->priv_pass_phrase);
        if (options->ssh_password != NULL)
            hide(*argument, options->ssh_password);
    }
}

static bool parse_entries(const struct command *command, const GOptionEntry *entries, int *argc, char ***argv,
                          struct discover_options *out, int *status)
{
    g_autofree char **arguments = g_memdup2(*argv, ((size_t)*argc + 1) * sizeof **argv);
    g_autofree GOptionEntry *all = discover_options_add_ssh(entries, out);
    if (!command_parse(command, all, argc, argv, status)) {
        discover_options_clear(out);
        return false;
    }
    discover_options_hide(out, arguments, *argv);
    return true;
}

bool discover_options_parse(const struct command *command, int *argc, char ***argv,
                            struct discover_options *out, int *status)
{
    *out = (struct discover_options){0};
    const GOptionEntry entries[] = {
        {"scope", 0, 0, G_OPTION_ARG_STRING_ARRAY, &out->scope,
         "contact only these and the seeds (repeatable)", "CIDR"},
        {"exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &out->exclude, "never contact these (repeatable)",
         "CIDR"},
        {"sweep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &out->sweep,
         "also try every address of a range in scope (repeatable)", "CIDR"},
        {"from-arp", 0, 0, G_OPTION_ARG_NONE, &out->from_arp,
         "also try the addresses in ARP tables and next hops of routes", NULL},
        {"seeds", 0, 0, G_OPTION_ARG_FILENAME, &out->seeds_file,
         "more seeds, one a line; - is standard input", "FILE"},
        {"max-depth", 0, 0, G_OPTION_ARG_STRING, &out->max_depth, "at most N hops from the seeds", "N"},
        {"concurrency", 0, 0, G_OPTION_ARG_STRING, &out->concurrency,
         "devices visited at a time (256 to 1024)", "N"},
        {"port", 0, 0, G_OPTION_ARG_STRING, &out->port, "UDP port (161)", "PORT"},
        {"timeout", 't', 0, G_OPTION_ARG_STRING, &out->timeout, "for the first try of a request (1)",
         "SECONDS"},
        {"retries", 'r', 0, G_OPTION_ARG_STRING, &out->retries, "of a request (2)", "N"},
        {"deadline", 0, 0, G_OPTION_ARG_STRING, &out->deadline, "for a whole device (900); 0 is none",
         "SECONDS"},
        {"total-deadline", 0, 0, G_OPTION_ARG_STRING, &out->total_deadline,
         "for the whole crawl (none); it can be resumed", "SECONDS"},
        {"rate", 0, 0, G_OPTION_ARG_STRING, &out->rate, "at most N requests a second (no limit)", "N"},
        {"rate-subnet", 0, 0, G_OPTION_ARG_STRING, &out->rate_subnet, "the same to one /24 or IPv6 /64", "N"},
        {"max-tries", 0, 0, G_OPTION_ARG_STRING, &out->max_tries, "credentials tried at one address (all)",
         "N"},
        {"max-rows", 0, 0, G_OPTION_ARG_STRING, &out->max_rows, "of one table (500000)", "N"},
        {"max-requests", 0, 0, G_OPTION_ARG_STRING, &out->max_requests, "to one device (200000)", "N"},
        {"max-bytes", 0, 0, G_OPTION_ARG_STRING, &out->max_bytes, "received from one device (256 MiB)",
         "OCTETS"},
        {"snmp-version", 'v', 0, G_OPTION_ARG_STRING, &out->version, "1, 2c or 3", "VERSION"},
        {"community", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &out->communities, "SNMPv1 and v2c (repeatable)",
         "COMMUNITY"},
        {"user", 'u', 0, G_OPTION_ARG_STRING, &out->user, "SNMPv3 user", "USER"},
        {"level", 'l', 0, G_OPTION_ARG_STRING, &out->level, "noAuthNoPriv, authNoPriv or authPriv", "LEVEL"},
        {"auth-protocol", 'a', 0, G_OPTION_ARG_STRING, &out->auth_protocol,
         "MD5, SHA (the default), SHA-224, -256, -384, -512", "PROTOCOL"},
        {"auth-pass-phrase", 'A', 0, G_OPTION_ARG_STRING, &out->auth_pass_phrase, "for authentication",
         "PHRASE"},
        {"priv-protocol", 'x', 0, G_OPTION_ARG_STRING, &out->priv_protocol,
         "DES, AES (the default), AES-192, AES-256", "PROTOCOL"},
        {"priv-pass-phrase", 'X', 0, G_OPTION_ARG_STRING, &out->priv_pass_phrase, "for privacy", "PHRASE"},
        {"context", 'n', 0, G_OPTION_ARG_STRING, &out->context, "SNMPv3 context name", "NAME"},
        {"record", 0, 0, G_OPTION_ARG_FILENAME, &out->record, "keep what devices say in a new folder", "DIR"},
        {"replay", 0, 0, G_OPTION_ARG_FILENAME, &out->replay, "crawl a recording, without a network", "DIR"},
        {"via", 0, 0, G_OPTION_ARG_STRING_ARRAY, &out->via,
         "reach addresses of one network at another (repeatable)", "FROM=TO[:PORT]"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &out->resume,
         "finish the last run that was interrupted or killed", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &out->as_json, "print a summary as JSON", NULL},
        {"events", 0, 0, G_OPTION_ARG_NONE, &out->as_events, "print what happens, one JSON object a line",
         NULL},
        G_OPTION_ENTRY_NULL};
    return parse_entries(command, entries, argc, argv, out, status);
}

static void clear_secrets(char **secrets)
{
    for (char **secret = secrets; secret != NULL && *secret != NULL; secret++)
        secret_free(*secret);
    g_free(secrets);
}

void discover_options_clear(struct discover_options *options)
{
    char *const texts[] = {
        options->port,         options->max_depth,     options->concurrency,   options->timeout,
        options->retries,      options->deadline,      options->version,       options->user,
        options->level,        options->auth_protocol, options->priv_protocol, options->context,
        options->seeds_file,   options->record,        options->replay,        options->total_deadline,
        options->rate,         options->rate_subnet,   options->max_tries,     options->max_rows,
        options->max_requests, options->max_bytes};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    char *const ssh[] = {options->ssh_user,    options->ssh_key,    options->ssh_port,
                         options->ssh_timeout, options->ssh_config, options->known_hosts};
    for (size_t i = 0; i < G_N_ELEMENTS(ssh); i++)
        g_free(ssh[i]);
    secret_free(options->ssh_password);
    g_strfreev(options->templates);
    g_strfreev(options->scope);
    g_strfreev(options->exclude);
    g_strfreev(options->via);
    g_strfreev(options->sweep);
    clear_secrets(options->communities);
    secret_free(options->auth_pass_phrase);
    secret_free(options->priv_pass_phrase);
    *options = (struct discover_options){0};
}
