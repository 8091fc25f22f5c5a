#include "discover/credential.h"

#include <gio/gio.h>
#include <string.h>

/* RFC 3414 11.2 */
#define MIN_PASS_PHRASE 8
/* RFC 3414 2.4: SnmpSecurityName of the USM; RFC 3411: SnmpAdminString of a context */
#define MAX_USER 32
#define MAX_CONTEXT 255
/* What net-snmp, and most agents, can take. */
#define MAX_COMMUNITY 240

struct algorithm {
    const char *name; /* lower case, without hyphens */
    int value;
};

static const struct algorithm auth_names[] = {
    {"none", AUTH_NONE},     {"md5", AUTH_MD5},       {"sha", AUTH_SHA1},      {"sha1", AUTH_SHA1},
    {"sha224", AUTH_SHA224}, {"sha256", AUTH_SHA256}, {"sha384", AUTH_SHA384}, {"sha512", AUTH_SHA512},
};

static const struct algorithm priv_names[] = {
    {"none", PRIV_NONE},     {"des", PRIV_DES},       {"aes", PRIV_AES128},      {"aes128", PRIV_AES128},
    {"aes192", PRIV_AES192}, {"aes256", PRIV_AES256}, {"aes192c", PRIV_AES192C}, {"aes256c", PRIV_AES256C},
};

static bool parse_algorithm(const char *text, const struct algorithm *names, size_t count, int *out)
{
    g_autofree char *plain = g_ascii_strdown(text, -1);
    char *end = plain;
    for (const char *c = plain; *c; c++)
        if (*c != '-')
            *end++ = *c;
    *end = '\0';
    for (size_t i = 0; i < count; i++)
        if (strcmp(plain, names[i].name) == 0) {
            *out = names[i].value;
            return true;
        }
    return false;
}

bool auth_protocol_parse(const char *text, enum auth_protocol *out)
{
    int value;
    if (!parse_algorithm(text, auth_names, G_N_ELEMENTS(auth_names), &value))
        return false;
    *out = (enum auth_protocol)value;
    return true;
}

bool priv_protocol_parse(const char *text, enum priv_protocol *out)
{
    int value;
    if (!parse_algorithm(text, priv_names, G_N_ELEMENTS(priv_names), &value))
        return false;
    *out = (enum priv_protocol)value;
    return true;
}

struct credential *credential_new(const char *name)
{
    struct credential *credential = g_new0(struct credential, 1);
    credential->name = g_strdup(name);
    credential->version = SNMP_V2C;
    return credential;
}

/* volatile, so that the compiler does not leave out stores to memory that is freed next. */
void secret_free(char *secret)
{
    if (!secret)
        return;
    for (volatile char *c = secret; *c; c++)
        *c = '\0';
    g_free(secret);
}

void credential_free(struct credential *credential)
{
    if (!credential)
        return;
    g_free(credential->name);
    secret_free(credential->community);
    g_free(credential->user);
    secret_free(credential->auth_pass_phrase);
    secret_free(credential->priv_pass_phrase);
    secret_free(credential->password);
    secret_free(credential->key_pass_phrase);
    secret_free(credential->enable_password);
    g_free(credential->key_file);
    g_free(credential->context);
    scope_free(credential->scope);
    g_free(credential);
}

bool credential_applies(const struct credential *credential, enum credential_protocol protocol,
                        struct address address)
{
    return credential->protocol == protocol &&
           (!credential->scope || scope_allows(credential->scope, address));
}

static bool complain(const struct credential *credential, GError **error, const char *what)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "credential %s: %s", credential->name, what);
    return false;
}

static bool check_community(const struct credential *credential, GError **error)
{
    if (!credential->community || !*credential->community)
        return complain(credential, error, "community is missing");
    if (strlen(credential->community) > MAX_COMMUNITY)
        return complain(credential, error, "community is longer than 240 octets");
    if (credential->user)
        return complain(credential, error, "a user needs version 3");
    return true;
}

static bool check_pass_phrase(const struct credential *credential, const char *pass_phrase, const char *what,
                              GError **error)
{
    if (pass_phrase && strlen(pass_phrase) >= MIN_PASS_PHRASE)
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "credential %s: %s pass phrase %s",
                credential->name, what,
                pass_phrase ? "is shorter than 8 octets (RFC 3414 11.2)" : "is missing");
    return false;
}

static bool check_user(const struct credential *credential, GError **error)
{
    if (!credential->user || !*credential->user)
        return complain(credential, error, "user is missing");
    if (strlen(credential->user) > MAX_USER)
        return complain(credential, error, "user is longer than 32 octets");
    if (credential->context && strlen(credential->context) > MAX_CONTEXT)
        return complain(credential, error, "context is longer than 255 octets");
    if (credential->priv_protocol != PRIV_NONE && credential->auth_protocol == AUTH_NONE)
        return complain(credential, error, "privacy needs authentication");
    if (credential->auth_pass_phrase && credential->auth_protocol == AUTH_NONE)
        return complain(credential, error, "authentication protocol is missing");
    if (credential->priv_pass_phrase && credential->priv_protocol == PRIV_NONE)
        return complain(credential, error, "privacy protocol is missing");
    if (credential->auth_protocol != AUTH_NONE &&
        !check_pass_phrase(credential, credential->auth_pass_phrase, "authentication", error))
        return false;
    return credential->priv_protocol == PRIV_NONE ||
           check_pass_phrase(credential, credential->priv_pass_phrase, "privacy", error);
}

static bool has_ssh_parts(const struct credential *credential)
{
    return credential->password || credential->key_file || credential->key_pass_phrase ||
           credential->enable_password || credential->uses_agent || credential->allows_legacy;
}

static bool has_snmp_parts(const struct credential *credential)
{
    return credential->community || credential->context || credential->auth_pass_phrase ||
           credential->priv_pass_phrase || credential->auth_protocol != AUTH_NONE ||
           credential->priv_protocol != PRIV_NONE;
}

/* A line end would begin a command of its own on the device. */
static bool is_one_line(const char *text)
{
    return !text || !strpbrk(text, "\r\n");
}

static bool check_ssh(const struct credential *credential, GError **error)
{
    if (has_snmp_parts(credential))
        return complain(credential, error, "has keys of SNMP, but its protocol is ssh");
    if (credential->user && !*credential->user)
        return complain(credential, error, "user is empty");
    if (credential->key_pass_phrase && !credential->key_file)
        return complain(credential, error, "a key pass phrase needs a key file");
    if (!is_one_line(credential->password) || !is_one_line(credential->enable_password) ||
        !is_one_line(credential->user))
        return complain(credential, error, "user and passwords have one line");
    return true;
}

bool credential_check(const struct credential *credential, GError **error)
{
    if (credential->protocol == CREDENTIAL_SSH)
        return check_ssh(credential, error);
    if (has_ssh_parts(credential))
        return complain(credential, error, "has keys of SSH; then it needs protocol = ssh");
    switch (credential->version) {
    case SNMP_V1:
    case SNMP_V2C:
        return check_community(credential, error);
    case SNMP_V3:
        return check_user(credential, error);
    }
    return complain(credential, error, "version is none of 1, 2c, 3");
}

static void free_item(gpointer item)
{
    credential_free(item);
}

struct credential_list *credential_list_new(void)
{
    struct credential_list *list = g_new0(struct credential_list, 1);
    list->items = g_ptr_array_new_with_free_func(free_item);
    return list;
}

void credential_list_free(struct credential_list *list)
{
    if (!list)
        return;
    g_ptr_array_unref(list->items);
    g_free(list);
}
