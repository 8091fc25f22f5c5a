#include "cli/credential_keys.h"

#include "cli/config_file.h"
#include "cli/output.h"

#include <gio/gio.h>
#include <string.h>

enum key_type {
    KEY_TEXT,
    KEY_FILE,
    KEY_SECRET,
    KEY_SECRET_FILE,
    KEY_SWITCH,
    KEY_PROTOCOL,
    KEY_VERSION,
    KEY_AUTH,
    KEY_PRIV,
    KEY_NETWORKS
};

static const struct credential_key {
    const char *name;
    enum key_type type;
    size_t offset; /* of the text */
} table[] = {
    {"protocol", KEY_PROTOCOL, 0},
    {"version", KEY_VERSION, 0},
    {"community", KEY_SECRET, offsetof(struct credential, community)},
    {"community-file", KEY_SECRET_FILE, offsetof(struct credential, community)},
    {"user", KEY_TEXT, offsetof(struct credential, user)},
    {"auth-protocol", KEY_AUTH, 0},
    {"auth-pass-phrase", KEY_SECRET, offsetof(struct credential, auth_pass_phrase)},
    {"auth-pass-phrase-file", KEY_SECRET_FILE, offsetof(struct credential, auth_pass_phrase)},
    {"priv-protocol", KEY_PRIV, 0},
    {"priv-pass-phrase", KEY_SECRET, offsetof(struct credential, priv_pass_phrase)},
    {"priv-pass-phrase-file", KEY_SECRET_FILE, offsetof(struct credential, priv_pass_phrase)},
    {"context", KEY_TEXT, offsetof(struct credential, context)},
    {"password", KEY_SECRET, offsetof(struct credential, password)},
    {"password-file", KEY_SECRET_FILE, offsetof(struct credential, password)},
    {"key-file", KEY_FILE, offsetof(struct credential, key_file)},
    {"key-pass-phrase", KEY_SECRET, offsetof(struct credential, key_pass_phrase)},
    {"key-pass-phrase-file", KEY_SECRET_FILE, offsetof(struct credential, key_pass_phrase)},
    {"enable-password", KEY_SECRET, offsetof(struct credential, enable_password)},
    {"enable-password-file", KEY_SECRET_FILE, offsetof(struct credential, enable_password)},
    {"agent", KEY_SWITCH, offsetof(struct credential, uses_agent)},
    {"legacy-algorithms", KEY_SWITCH, offsetof(struct credential, allows_legacy)},
    {"networks", KEY_NETWORKS, 0},
};

const char *const credential_keys[] = {"protocol",
                                       "version",
                                       "community",
                                       "community-file",
                                       "user",
                                       "auth-protocol",
                                       "auth-pass-phrase",
                                       "auth-pass-phrase-file",
                                       "priv-protocol",
                                       "priv-pass-phrase",
                                       "priv-pass-phrase-file",
                                       "context",
                                       "password",
                                       "password-file",
                                       "key-file",
                                       "key-pass-phrase",
                                       "key-pass-phrase-file",
                                       "enable-password",
                                       "enable-password-file",
                                       "agent",
                                       "legacy-algorithms",
                                       "networks",
                                       NULL};

static const char *const version_words[] = {NULL, "1", "2c", "3"};
static const char *const auth_words[] = {NULL, "MD5", "SHA", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
static const char *const priv_words[] = {NULL,      "DES",      "AES-128", "AES-192",
                                         "AES-256", "AES-192C", "AES-256C"};

static const struct credential_key *find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static char **text_of(const struct credential *credential, const struct credential_key *key)
{
    return (char **)((char *)credential + key->offset);
}

bool credential_has_key(const char *key)
{
    return find(key) != NULL;
}

bool credential_key_is_secret(const char *key)
{
    const struct credential_key *found = find(key);
    return found != NULL && found->type == KEY_SECRET;
}

bool credential_key_is_file(const char *key)
{
    const struct credential_key *found = find(key);
    return found != NULL && (found->type == KEY_SECRET_FILE || found->type == KEY_FILE);
}

static bool fail(GError **error, const char *value, const char *expected)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "'%s' is none of %s", value, expected);
    return false;
}

static bool set_version(struct credential *credential, const char *value, GError **error)
{
    for (int version = SNMP_V1; version <= SNMP_V3; version++) {
        if (strcmp(value, version_words[version]) == 0) {
            credential->version = (enum snmp_version)version;
            return true;
        }
    }
    return fail(error, value, "1, 2c, 3");
}

static bool set_protocol(struct credential *credential, const char *value, GError **error)
{
    if (strcmp(value, "snmp") != 0 && strcmp(value, "ssh") != 0)
        return fail(error, value, "snmp, ssh");
    credential->protocol = strcmp(value, "ssh") == 0 ? CREDENTIAL_SSH : CREDENTIAL_SNMP;
    return true;
}

static bool set_switch(struct credential *credential, const struct credential_key *key, const char *value,
                       GError **error)
{
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return fail(error, value, "yes, no");
    *(bool *)((char *)credential + key->offset) = strcmp(value, "yes") == 0;
    return true;
}

char *credential_read_secret(const char *path, GError **error)
{
    gsize size;
    bool is_private;
    char *text = config_file_load(path, &size, &is_private, error);
    if (text == NULL)
        return NULL;
    size_t length = strcspn(text, "\r\n");
    char *secret = g_strndup(text, length);
    explicit_bzero(text, size);
    g_free(text);
    if (is_private)
        return secret;
    secret_free(secret);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                "%s: holds a secret, so it must be yours and readable by you alone (chmod 600)", path);
    return NULL;
}

static bool set_secret(char **place, char *secret)
{
    if (secret == NULL)
        return false;
    secret_free(*place);
    *place = secret;
    return true;
}

/* networks adds one CIDR. */
static bool add_network(struct credential *credential, const char *cidr, GError **error)
{
    if (credential->scope == NULL)
        credential->scope = scope_new();
    return scope_include(credential->scope, cidr, error);
}

bool credential_set(struct credential *credential, const char *name, const char *value, GError **error)
{
    const struct credential_key *key = find(name);
    g_assert(key != NULL);
    switch (key->type) {
    case KEY_TEXT:
    case KEY_FILE:
        g_free(*text_of(credential, key));
        *text_of(credential, key) = g_strdup(value);
        return true;
    case KEY_SECRET:
        return set_secret(text_of(credential, key), g_strdup(value));
    case KEY_SECRET_FILE:
        return set_secret(text_of(credential, key), credential_read_secret(value, error));
    case KEY_SWITCH:
        return set_switch(credential, key, value, error);
    case KEY_PROTOCOL:
        return set_protocol(credential, value, error);
    case KEY_VERSION:
        return set_version(credential, value, error);
    case KEY_AUTH:
        return auth_protocol_parse(value, &credential->auth_protocol) ||
               fail(error, value, "MD5, SHA, SHA-224, SHA-256, SHA-384, SHA-512");
    case KEY_PRIV:
        return priv_protocol_parse(value, &credential->priv_protocol) ||
               fail(error, value, "DES, AES-128, AES-192, AES-256, AES-192C, AES-256C");
    case KEY_NETWORKS:
        break;
    }
    return add_network(credential, value, error);
}

void credential_set_defaults(struct credential *credential, bool has_version)
{
    if (credential->protocol == CREDENTIAL_SSH)
        return;
    if (!has_version && credential->user != NULL)
        credential->version = SNMP_V3;
    if (credential->auth_protocol == AUTH_NONE && credential->auth_pass_phrase != NULL)
        credential->auth_protocol = AUTH_SHA1;
    if (credential->priv_protocol == PRIV_NONE && credential->priv_pass_phrase != NULL)
        credential->priv_protocol = PRIV_AES128;
}

static json_t *value_to_json(const struct credential *credential, const struct credential_key *key)
{
    switch (key->type) {
    case KEY_TEXT:
    case KEY_FILE:
        return *text_of(credential, key) == NULL ? NULL : json_string(*text_of(credential, key));
    case KEY_SECRET:
        return *text_of(credential, key) == NULL ? NULL : json_true();
    case KEY_SWITCH:
        return *(const bool *)((const char *)credential + key->offset) ? json_true() : NULL;
    case KEY_PROTOCOL:
        return credential->protocol == CREDENTIAL_SSH ? json_string("ssh") : NULL;
    case KEY_VERSION:
        return credential->protocol == CREDENTIAL_SSH ? NULL
                                                      : json_string(version_words[credential->version]);
    case KEY_AUTH:
        return credential->auth_protocol == AUTH_NONE ? NULL
                                                      : json_string(auth_words[credential->auth_protocol]);
    case KEY_PRIV:
        return credential->priv_protocol == PRIV_NONE ? NULL
                                                      : json_string(priv_words[credential->priv_protocol]);
    case KEY_SECRET_FILE:
    case KEY_NETWORKS:
        break;
    }
    return NULL;
}

json_t *credential_to_json(const struct credential *credential)
{
    json_t *object = json_object();
    output_set_text(object, "name", credential->name);
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        json_t *value = value_to_json(credential, &table[i]);
        if (value != NULL)
            output_set_value(object, table[i].name, value);
    }
    return object;
}
