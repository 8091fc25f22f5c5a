/*
 * Settings of discover: what options and the [discover] group of wiremap.conf(5) have in common. Each is a
 * row of one table, so that both know the same names, units and bounds.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "discover/scope.h"

#include <jansson.h>

struct discover_settings {
    GPtrArray *scopes;     /* of char *: CIDRs; empty: the default scope */
    GPtrArray *exclusions; /* of char *: CIDRs */
    uint32_t port;
    uint32_t max_depth; /* UINT32_MAX: no limit */
    uint32_t concurrency;
    uint32_t timeout_ms;
    uint32_t retries;
    uint32_t deadline_ms; /* 0: none */
    uint32_t total_deadline_ms;
    uint32_t rate, rate_subnet;                 /* requests a second; 0: no limit */
    uint32_t max_tries;                         /* credentials at one address; 0: no limit */
    uint32_t max_rows, max_requests, max_bytes; /* of one device (struct visit_limits) */
    uint32_t ssh_port;                          /* 0: what ssh_config(5) says, else 22 */
    uint32_t ssh_timeout_ms;
    char *ssh_config, *known_hosts; /* files; NULL: the usual ones */
    GPtrArray *templates;           /* of char *: folders, NULL-terminated */
};

/* The defaults. */
void settings_init(struct discover_settings *settings);
void settings_clear(struct discover_settings *settings);

/* Whether there is a setting of that name. names: all of them, NULL-terminated, for suggestions. */
bool settings_has(const char *name);
extern const char *const settings_names[];

/* Whether a value is a list (CIDRs, folders): each settings_set adds one. */
bool settings_is_list(const char *name);

/* Whether a value names a file or a folder. */
bool settings_is_file(const char *name);

/* Reads a value: numbers decimal, times in seconds. Error (G_IO_ERROR_INVALID_ARGUMENT) names the value. */
bool settings_set(struct discover_settings *settings, const char *name, const char *value, GError **error);

/* Name (with _ for -) -> value as settings_set reads it; lists as arrays. The caller owns it. */
json_t *settings_to_json(const struct discover_settings *settings);

#endif
