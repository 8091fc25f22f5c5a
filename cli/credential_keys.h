/*
 * The keys of a credential, as the [credential NAME] groups of wiremap.conf(5) have them; the options of
 * discover are read by the same rules.
 */
#ifndef CLI_CREDENTIAL_KEYS_H
#define CLI_CREDENTIAL_KEYS_H

#include "discover/credential.h"

#include <jansson.h>

/* NULL-terminated, for suggestions. */
extern const char *const credential_keys[];
bool credential_has_key(const char *key);
bool credential_key_is_secret(const char *key); /* its value is one */
bool credential_key_is_file(const char *key);   /* its value names a file that holds one */

/* Reads a value. Keys that end in -file name a file that holds the secret. Error
 * (G_IO_ERROR_INVALID_ARGUMENT) names the value unless it is a secret. */
bool credential_set(struct credential *credential, const char *key, const char *value, GError **error);

/* The first line of a file that holds a secret. Refused unless it belongs to the user and nobody else can
 * read it. NULL and error; else secret_free. */
char *credential_read_secret(const char *path, GError **error);

/* What was not said: version 3 where there is a user, SHA and AES where there are pass phrases. To be called
 * after the last credential_set, before credential_check. has_version: it was said. */
void credential_set_defaults(struct credential *credential, bool has_version);

/* Key (with _ for -) -> value; secrets are true, networks are left out. The caller owns it. */
json_t *credential_to_json(const struct credential *credential);

#endif
