#include "cli/credential_keys.h"
#include "cli/discover_options.h"
#include "model/failure.h"

#include <gio/gio.h>
#include <string.h>

enum level { LEVEL_NONE, LEVEL_NO_AUTH, LEVEL_AUTH, LEVEL_PRIV };

static bool parse_level(const char *text, enum level *level, GError **error)
{
    static const char *const words[] = {NULL, "noAuthNoPriv", "authNoPriv", "authPriv"};
    for (int i = LEVEL_NO_AUTH; text != NULL && i <= LEVEL_PRIV; i++) {
        if (g_ascii_strcasecmp(text, words[i]) == 0) {
            *level = (enum level)i;
            return true;
        }
    }
    *level = LEVEL_NONE;
    return text == NULL || failure(error, G_IO_ERROR_INVALID_ARGUMENT,
                                   "-l: '%s' is none of noAuthNoPriv, authNoPriv, authPriv", text);
}

/* "@FILE" is read from there. */
static bool set_secret(struct credential *credential, const char *key, const char *text, const char *option,
                       GError **error)
{
    g_autofree char *file_key = g_strconcat(key, "-file", NULL);
    bool is_set = text[0] == '@' ? credential_set(credential, file_key, text + 1, error)
                                 : credential_set(credential, key, text, error);
    if (!is_set)
        g_prefix_error(error, "%s: ", option);
    return is_set;
}

static bool set_option(struct credential *credential, const char *key, const char *text, const char *option,
                       GError **error)
{
    if (text == NULL || credential_set(credential, key, text, error))
        return true;
    g_prefix_error(error, "%s: ", option);
    return false;
}

/* The option, else the variable; none is fine. */
static bool set_pass_phrase(struct credential *credential, const char *key, const char *text,
                            const char *option, const char *variable, GError **error)
{
    if (text != NULL)
        return set_secret(credential, key, text, option, error);
    text = g_getenv(variable);
    return text == NULL || *text == '\0' || credential_set(credential, key, text, error);
}

/* A level says what is used, whatever the environment has; without one it is what there are pass phrases for.
 */
static void apply_level(struct credential *credential, enum level level)
{
    if (level == LEVEL_NO_AUTH || level == LEVEL_AUTH) {
        g_clear_pointer(&credential->priv_pass_phrase, secret_free);
        credential->priv_protocol = PRIV_NONE;
    }
    if (level == LEVEL_NO_AUTH) {
        g_clear_pointer(&credential->auth_pass_phrase, secret_free);
        credential->auth_protocol = AUTH_NONE;
    }
    if (level >= LEVEL_AUTH && credential->auth_protocol == AUTH_NONE)
        credential->auth_protocol = AUTH_SHA1;
    if (level >= LEVEL_PRIV && credential->priv_protocol == PRIV_NONE)
        credential->priv_protocol = PRIV_AES128;
}

static bool set_user(struct credential *credential, const struct discover_options *options, GError **error)
{
    enum level level;
    credential->version = SNMP_V3;
    if (!parse_level(options->level, &level, error) ||
        !set_option(credential, "user", options->user, "-u", error) ||
        !set_option(credential, "auth-protocol", options->auth_protocol, "-a", error) ||
        !set_option(credential, "priv-protocol", options->priv_protocol, "-x", error) ||
        !set_option(credential, "context", options->context, "-n", error) ||
        !set_pass_phrase(credential, "auth-pass-phrase", options->auth_pass_phrase, "-A",
                         "WIREMAP_AUTH_PASSPHRASE", error) ||
        !set_pass_phrase(credential, "priv-pass-phrase", options->priv_pass_phrase, "-X",
                         "WIREMAP_PRIV_PASSPHRASE", error))
        return false;
    apply_level(credential, level);
    credential_set_defaults(credential, true);
    return credential_check(credential, error);
}

static bool add_user(const struct discover_options *options, struct credential_list *list, GError **error)
{
    g_autofree char *name = g_strdup_printf("user %s", options->user);
    struct credential *credential = credential_new(name);
    g_ptr_array_add(list->items, credential);
    return set_user(credential, options, error);
}

static bool add_community(const char *text, const char *name, enum snmp_version version,
                          struct credential_list *list, GError **error)
{
    struct credential *credential = credential_new(name);
    g_ptr_array_add(list->items, credential);
    credential->version = version;
    return set_secret(credential, "community", text, "-c", error) && credential_check(credential, error);
}

static bool add_communities(const struct discover_options *options, struct credential_list *list,
                            GError **error)
{
    const char *environment = g_getenv("WIREMAP_COMMUNITY");
    bool is_v1 = g_strcmp0(options->version, "1") == 0;
    enum snmp_version version = is_v1 ? SNMP_V1 : SNMP_V2C;
    if (options->communities == NULL)
        return environment == NULL || *environment == '\0' || g_strcmp0(options->version, "3") == 0 ||
               add_community(environment, "$WIREMAP_COMMUNITY", version, list, error);
    for (guint i = 0; options->communities[i] != NULL; i++) {
        g_autofree char *name = g_strdup_printf("community %u", i + 1);
        if (!add_community(options->communities[i], name, version, list, error))
            return false;
    }
    return true;
}

static bool check_version(const struct discover_options *options, GError **error)
{
    const char *version = options->version;
    bool is_v3 = g_strcmp0(version, "3") == 0;
    bool has_user_options = options->level != NULL || options->auth_protocol != NULL ||
                            options->auth_pass_phrase != NULL || options->priv_protocol != NULL ||
                            options->priv_pass_phrase != NULL || options->context != NULL;
    if (version != NULL && !is_v3 && strcmp(version, "1") != 0 && strcmp(version, "2c") != 0)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT,
                       "-v: '%s' is none of 1, 2c, 3 (-v before the command is another option)", version);
    if (is_v3 && options->user == NULL)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "-v 3 needs a user: -u");
    if (is_v3 && options->communities != NULL)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "-v 3 has no community: leave out -c or -v");
    if (version != NULL && !is_v3 && options->user != NULL)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "-v %s has no user: leave out -u or -v", version);
    if (has_user_options && options->user == NULL)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "-l, -a, -A, -x, -X and -n need a user: -u");
    return true;
}

bool discover_options_credentials(const struct discover_options *options, struct credential_list *out,
                                  GError **error)
{
    if (!check_version(options, error))
        return false;
    if (options->user != NULL && !add_user(options, out, error))
        return false;
    return add_communities(options, out, error);
}
