#include "cli/config.h"

#include "cli/config_file.h"
#include "cli/credential_keys.h"
#include "cli/help.h"
#include "cli/output.h"

#include <gio/gio.h>
#include <string.h>

#define SYSTEM_FILE "/etc/wiremap.conf"

static bool fail_unknown(const struct config_file *file, const struct config_entry *entry,
                         const char *const *names, GError **error)
{
    g_autofree char *near = help_suggest(entry->key, names);
    return config_file_fail(file, entry, error, "there is no such key%s%s%s",
                            near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                            near == NULL ? "" : "?");
}

/* Makes *error say where. */
static bool locate(const struct config_file *file, const struct config_entry *entry, GError **error)
{
    GError *reason = g_steal_pointer(error);
    config_file_fail(file, entry, error, "%s", reason->message);
    g_error_free(reason);
    return false;
}

static char *value_of(const struct config_file *file, const struct config_entry *entry, GError **error)
{
    char *value = g_key_file_get_string(file->values, entry->group, entry->key, NULL);
    if (value == NULL)
        config_file_fail(file, entry, error,
                         "has a backslash that means nothing; a backslash is written \\\\");
    else if (*value == '\0')
        config_file_fail(file, entry, error, "has no value");
    else
        return value;
    g_free(value);
    return NULL;
}

typedef bool (*set_fn)(void *target, const char *key, const char *value, GError **error);

static bool set_setting(void *target, const char *key, const char *value, GError **error)
{
    return settings_set(target, key, value, error);
}

static bool set_credential(void *target, const char *key, const char *value, GError **error)
{
    return credential_set(target, key, value, error);
}

static bool set_each(const struct config_file *file, const struct config_entry *entry, const char *list,
                     set_fn set, void *target, GError **error)
{
    g_auto(GStrv) items = g_strsplit(list, ";", -1);
    for (char **item = items; *item != NULL; item++)
        if (*g_strstrip(*item) != '\0' && !set(target, entry->key, *item, error))
            return locate(file, entry, error);
    return true;
}

/* Files are named from where the configuration is, wherever wiremap is started. */
static char *resolve_file(const struct config_file *file, const char *value)
{
    g_autofree char *folder = g_path_get_dirname(file->path);
    if (g_str_has_prefix(value, "~/"))
        return g_build_filename(g_get_home_dir(), value + 2, NULL);
    return g_path_is_absolute(value) ? g_strdup(value) : g_build_filename(folder, value, NULL);
}

static bool set_place(const struct config_file *file, const struct config_entry *entry, const char *list,
                      struct config *config, GError **error)
{
    g_auto(GStrv) items = g_strsplit(list, settings_is_list(entry->key) ? ";" : "\n", -1);
    for (char **item = items; *item != NULL; item++) {
        g_autofree char *path = resolve_file(file, g_strstrip(*item));
        if (**item != '\0' && !settings_set(&config->discover, entry->key, path, error))
            return locate(file, entry, error);
    }
    return true;
}

static bool read_setting(const struct config_file *file, const struct config_entry *entry,
                         struct config *config, GError **error)
{
    if (!settings_has(entry->key))
        return fail_unknown(file, entry, settings_names, error);
    g_autofree char *value = value_of(file, entry, error);
    if (value == NULL)
        return false;
    if (settings_is_file(entry->key))
        return set_place(file, entry, value, config, error);
    if (settings_is_list(entry->key))
        return set_each(file, entry, value, set_setting, &config->discover, error);
    return settings_set(&config->discover, entry->key, value, error) || locate(file, entry, error);
}

static bool set_credential_value(const struct config_file *file, const struct config_entry *entry,
                                 struct config *config, const char *value, GError **error)
{
    guint last = config->credentials->items->len - 1;
    struct credential *credential = config->credentials->items->pdata[last];
    if (strcmp(entry->key, "networks") == 0) {
        config->networks->pdata[last] = g_strdup(value);
        return set_each(file, entry, value, set_credential, credential, error);
    }
    g_autofree char *path = credential_key_is_file(entry->key) ? resolve_file(file, value) : NULL;
    return credential_set(credential, entry->key, path != NULL ? path : value, error) ||
           locate(file, entry, error);
}

static bool read_credential_key(const struct config_file *file, const struct config_entry *entry,
                                struct config *config, GError **error)
{
    if (!credential_has_key(entry->key))
        return fail_unknown(file, entry, credential_keys, error);
    if (credential_key_is_secret(entry->key) && !file->is_private)
        return config_file_fail(file, entry, error,
                                "a file with secrets must be yours and readable by you alone (chmod 600)");
    char *value = value_of(file, entry, error);
    if (value == NULL)
        return false;
    bool is_set = set_credential_value(file, entry, config, value, error);
    secret_free(value);
    return is_set;
}

static void open_credential(struct config *config, const char *name)
{
    g_ptr_array_add(config->credentials->items, credential_new(name));
    g_ptr_array_add(config->networks, NULL);
}

/* Whether its keys are complete is known when a credential's group ends. */
static bool close_credential(const struct config_file *file, const struct config_entry *opening,
                             struct config *config, GError **error)
{
    guint last = config->credentials->items->len - 1;
    struct credential *credential = config->credentials->items->pdata[last];
    credential_set_defaults(credential, g_key_file_has_key(file->values, opening->group, "version", NULL));
    return credential_check(credential, error) || locate(file, opening, error);
}

static void open_site(struct config *config, const char *name)
{
    site_rules_begin(config->sites, name);
}

static bool add_to_site(void *target, const char *key, const char *value, GError **error)
{
    return site_rules_add(target, key, value, error);
}

static bool read_site_key(const struct config_file *file, const struct config_entry *entry,
                          struct config *config, GError **error)
{
    if (!g_strv_contains(site_keys, entry->key))
        return fail_unknown(file, entry, site_keys, error);
    g_autofree char *value = value_of(file, entry, error);
    return value != NULL && set_each(file, entry, value, add_to_site, config->sites, error);
}

/* A kind of group: how it begins, what becomes of its keys, and what is checked when it ends. */
struct group_kind {
    const char *name;
    bool is_named; /* "[site NAME]" */
    void (*open)(struct config *config, const char *name);
    bool (*read)(const struct config_file *file, const struct config_entry *entry, struct config *config,
                 GError **error);
    bool (*close)(const struct config_file *file, const struct config_entry *opening, struct config *config,
                  GError **error);
};

static const struct group_kind group_kinds[] = {
    {.name = "discover", .read = read_setting},
    {"credential", true, open_credential, read_credential_key, close_credential},
    {.name = "site", .is_named = true, .open = open_site, .read = read_site_key},
};

/* What follows the kind and a blank, when the group is of the kind; NULL else. */
static const char *name_in_group(const struct group_kind *kind, const char *group)
{
    size_t length = strlen(kind->name);
    if (!g_str_has_prefix(group, kind->name))
        return NULL;
    if (!kind->is_named)
        return group[length] == '\0' ? group : NULL;
    return group[length] == ' ' && group[length + 1] != '\0' ? group + length + 1 : NULL;
}

static const struct group_kind *find_kind(const char *group)
{
    for (size_t i = 0; i < G_N_ELEMENTS(group_kinds); i++)
        if (name_in_group(&group_kinds[i], group) != NULL)
            return &group_kinds[i];
    return NULL;
}

static bool open_group(const struct config_file *file, const struct config_entry *entry,
                       struct config *config, GError **error)
{
    const struct group_kind *kind = find_kind(entry->group);
    if (kind == NULL)
        return config_file_fail(
            file, entry, error,
            "there is no such group; there are [discover], [credential NAME] and [site NAME]");
    if (kind->open != NULL)
        kind->open(config, name_in_group(kind, entry->group));
    return true;
}

static bool close_group(const struct config_file *file, const struct config_entry *opening,
                        struct config *config, GError **error)
{
    const struct group_kind *kind = opening == NULL ? NULL : find_kind(opening->group);
    return kind == NULL || kind->close == NULL || kind->close(file, opening, config, error);
}

static bool read_entries(const struct config_file *file, struct config *config, GError **error)
{
    const struct config_entry *opening = NULL;
    for (guint i = 0; i < file->entries->len; i++) {
        const struct config_entry *entry = &g_array_index(file->entries, struct config_entry, i);
        bool is_good;
        if (entry->key == NULL) {
            is_good = close_group(file, opening, config, error) && open_group(file, entry, config, error);
            opening = entry;
        } else {
            is_good = find_kind(entry->group)->read(file, entry, config, error);
        }
        if (!is_good)
            return false;
    }
    return close_group(file, opening, config, error);
}

static char *find_file(const char *path)
{
    if (path != NULL)
        return g_strdup(path);
    g_autofree char *own = g_build_filename(g_get_user_config_dir(), "wiremap", "wiremap.conf", NULL);
    if (g_file_test(own, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&own);
    return g_file_test(SYSTEM_FILE, G_FILE_TEST_EXISTS) ? g_strdup(SYSTEM_FILE) : NULL;
}

bool config_load(const char *path, struct config *out, GError **error)
{
    *out = (struct config){.path = find_file(path),
                           .credentials = credential_list_new(),
                           .networks = g_ptr_array_new_with_free_func(g_free),
                           .sites = site_rules_new()};
    settings_init(&out->discover);
    if (out->path == NULL)
        return true;
    struct config_file *file = config_file_read(out->path, error);
    bool is_good = file != NULL && read_entries(file, out, error);
    config_file_free(file);
    if (!is_good)
        config_clear(out);
    return is_good;
}

void config_clear(struct config *config)
{
    g_free(config->path);
    settings_clear(&config->discover);
    credential_list_free(config->credentials);
    g_clear_pointer(&config->networks, g_ptr_array_unref);
    site_rules_free(config->sites);
    *config = (struct config){0};
}

static json_t *networks_to_json(const char *list)
{
    json_t *array = json_array();
    g_auto(GStrv) items = g_strsplit(list, ";", -1);
    for (char **item = items; *item != NULL; item++)
        if (*g_strstrip(*item) != '\0')
            json_array_append_new(array, json_string(*item));
    return array;
}

static void add_site_value(const char *name, const char *key, const char *value, void *user)
{
    json_t *sites = user;
    size_t last = json_array_size(sites);
    json_t *site = last == 0 ? NULL : json_array_get(sites, last - 1);
    if (site == NULL || strcmp(json_string_value(json_object_get(site, "name")), name) != 0) {
        site = json_object();
        output_set_text(site, "name", name);
        json_array_append_new(sites, site);
    }
    if (key == NULL)
        return;
    json_t *values = json_object_get(site, key);
    if (values == NULL) {
        values = json_array();
        json_object_set_new(site, key, values);
    }
    json_array_append_new(values, json_string(value));
}

static json_t *sites_to_json(const struct site_rules *rules)
{
    json_t *sites = json_array();
    site_rules_each(rules, add_site_value, sites);
    return sites;
}

json_t *config_to_json(const struct config *config)
{
    json_t *object = json_object(), *credentials = json_array();
    output_set_text(object, "path", config->path);
    json_object_set_new(object, "discover", settings_to_json(&config->discover));
    for (guint i = 0; i < config->credentials->items->len; i++) {
        json_t *credential = credential_to_json(config->credentials->items->pdata[i]);
        if (config->networks->pdata[i] != NULL)
            json_object_set_new(credential, "networks", networks_to_json(config->networks->pdata[i]));
        json_array_append_new(credentials, credential);
    }
    json_object_set_new(object, "credentials", credentials);
    json_object_set_new(object, "sites", sites_to_json(config->sites));
    return object;
}
