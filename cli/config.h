/*
 * Configuration: wiremap.conf(5), an INI file as GKeyFile reads it. What it does not know is an error: a
 * mistyped key must not silently leave a network open to the crawl, or closed.
 *
 * Errors are for the user: "FILE:LINE: [GROUP] KEY: why". No message has a secret.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/settings.h"
#include "discover/credential.h"
#include "graph/site.h"

struct config {
    char *path; /* NULL: there was no file */
    struct discover_settings discover;
    struct credential_list *credentials; /* in the order of the file */
    GPtrArray *networks;                 /* of char *: where each may be tried, for output; NULL everywhere */
    struct site_rules *sites;            /* of the groups [site NAME] */
};

/* path: NULL for the default places, where a file need not be. On false out is cleared already. */
bool config_load(const char *path, struct config *out, GError **error);
void config_clear(struct config *config);

/* {"path","discover":{},"credentials":[{}],"sites":[{}]}: what is in effect; secrets are true. The caller
 * owns it. */
json_t *config_to_json(const struct config *config);

#endif
