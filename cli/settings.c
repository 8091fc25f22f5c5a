#include "cli/settings.h"

#include "cli/output.h"
#include "model/failure.h"

#include <gio/gio.h>
#include <string.h>

enum setting_type { SETTING_NUMBER, SETTING_SECONDS, SETTING_CIDRS, SETTING_FILE, SETTING_FOLDERS };

/* Bounds are in the unit that is stored: seconds are stored as milliseconds. */
static const struct setting {
    const char *name;
    size_t offset;
    enum setting_type type;
    uint32_t minimum, maximum, initial;
} table[] = {
    {"scope", offsetof(struct discover_settings, scopes), SETTING_CIDRS, 0, 0, 0},
    {"exclude", offsetof(struct discover_settings, exclusions), SETTING_CIDRS, 0, 0, 0},
    {"port", offsetof(struct discover_settings, port), SETTING_NUMBER, 1, 65535, 161},
    {"max-depth", offsetof(struct discover_settings, max_depth), SETTING_NUMBER, 0, 1000000, UINT32_MAX},
    {"concurrency", offsetof(struct discover_settings, concurrency), SETTING_NUMBER, 1, 65536, 0},
    {"timeout", offsetof(struct discover_settings, timeout_ms), SETTING_SECONDS, 10, 3600000, 1000},
    {"retries", offsetof(struct discover_settings, retries), SETTING_NUMBER, 0, 100, 2},
    {"deadline", offsetof(struct discover_settings, deadline_ms), SETTING_SECONDS, 0, 86400000, 900000},
    {"total-deadline", offsetof(struct discover_settings, total_deadline_ms), SETTING_SECONDS, 0, 604800000,
     0},
    {"rate", offsetof(struct discover_settings, rate), SETTING_NUMBER, 0, 1000000, 0},
    {"rate-subnet", offsetof(struct discover_settings, rate_subnet), SETTING_NUMBER, 0, 1000000, 0},
    {"max-tries", offsetof(struct discover_settings, max_tries), SETTING_NUMBER, 0, 1000, 0},
    {"max-rows", offsetof(struct discover_settings, max_rows), SETTING_NUMBER, 1, UINT32_MAX, 500000},
    {"max-requests", offsetof(struct discover_settings, max_requests), SETTING_NUMBER, 1, UINT32_MAX, 200000},
    {"max-bytes", offsetof(struct discover_settings, max_bytes), SETTING_NUMBER, 1, UINT32_MAX, 256 << 20},
    {"ssh-port", offsetof(struct discover_settings, ssh_port), SETTING_NUMBER, 1, 65535, 0},
    {"ssh-timeout", offsetof(struct discover_settings, ssh_timeout_ms), SETTING_SECONDS, 1000, 3600000,
     30000},
    {"ssh-config", offsetof(struct discover_settings, ssh_config), SETTING_FILE, 0, 0, 0},
    {"known-hosts", offsetof(struct discover_settings, known_hosts), SETTING_FILE, 0, 0, 0},
    {"templates", offsetof(struct discover_settings, templates), SETTING_FOLDERS, 0, 0, 0},
};

const char *const settings_names[] = {
    "scope",     "exclude",        "port",        "max-depth",   "concurrency", "timeout",   "retries",
    "deadline",  "total-deadline", "rate",        "rate-subnet", "max-tries",   "max-rows",  "max-requests",
    "max-bytes", "ssh-port",       "ssh-timeout", "ssh-config",  "known-hosts", "templates", NULL};

static const struct setting *find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static uint32_t *number_of(const struct discover_settings *settings, const struct setting *setting)
{
    return (uint32_t *)((char *)settings + setting->offset);
}

static char **file_of(const struct discover_settings *settings, const struct setting *setting)
{
    return (char **)((char *)settings + setting->offset);
}

static bool is_list(const struct setting *setting)
{
    return setting->type == SETTING_CIDRS || setting->type == SETTING_FOLDERS;
}

static GPtrArray **list_of(const struct discover_settings *settings, const struct setting *setting)
{
    return (GPtrArray **)((char *)settings + setting->offset);
}

void settings_init(struct discover_settings *settings)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        if (is_list(&table[i]))
            *list_of(settings, &table[i]) = g_ptr_array_new_null_terminated(1, g_free, TRUE);
        else if (table[i].type == SETTING_FILE)
            *file_of(settings, &table[i]) = NULL;
        else
            *number_of(settings, &table[i]) = table[i].initial;
    }
}

void settings_clear(struct discover_settings *settings)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        if (is_list(&table[i]))
            g_clear_pointer(list_of(settings, &table[i]), g_ptr_array_unref);
        else if (table[i].type == SETTING_FILE)
            g_clear_pointer(file_of(settings, &table[i]), g_free);
    }
}

bool settings_has(const char *name)
{
    return find(name) != NULL;
}

bool settings_is_list(const char *name)
{
    const struct setting *setting = find(name);
    return setting != NULL && is_list(setting);
}

bool settings_is_file(const char *name)
{
    const struct setting *setting = find(name);
    return setting != NULL && (setting->type == SETTING_FILE || setting->type == SETTING_FOLDERS);
}

static bool set_number(uint32_t *number, const struct setting *setting, const char *value, GError **error)
{
    guint64 parsed;
    if (!g_ascii_string_to_unsigned(value, 10, setting->minimum, setting->maximum, &parsed, NULL))
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "'%s' is no number from %u to %u", value,
                       setting->minimum, setting->maximum);
    *number = (uint32_t)parsed;
    return true;
}

static bool set_seconds(uint32_t *milliseconds, const struct setting *setting, const char *value,
                        GError **error)
{
    char *end;
    double parsed = g_ascii_strtod(value, &end) * 1000;
    bool is_number = end != value && *end == '\0' && strspn(value, "0123456789.") == strlen(value);
    if (!is_number || parsed < setting->minimum || parsed > setting->maximum)
        return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "'%s' is no number of seconds from %g to %g",
                       value, setting->minimum / 1000.0, setting->maximum / 1000.0);
    *milliseconds = (uint32_t)(parsed + 0.5);
    return true;
}

static bool add_cidr(GPtrArray *list, const char *value, GError **error)
{
    struct scope *probe = scope_new();
    bool is_valid = scope_include(probe, value, error);
    scope_free(probe);
    if (is_valid)
        g_ptr_array_add(list, g_strdup(value));
    return is_valid;
}

bool settings_set(struct discover_settings *settings, const char *name, const char *value, GError **error)
{
    const struct setting *setting = find(name);
    g_assert(setting != NULL);
    switch (setting->type) {
    case SETTING_NUMBER:
        return set_number(number_of(settings, setting), setting, value, error);
    case SETTING_SECONDS:
        return set_seconds(number_of(settings, setting), setting, value, error);
    case SETTING_FILE:
        g_free(*file_of(settings, setting));
        *file_of(settings, setting) = g_strdup(value);
        return true;
    case SETTING_FOLDERS:
        g_ptr_array_add(*list_of(settings, setting), g_strdup(value));
        return true;
    case SETTING_CIDRS:
        break;
    }
    return add_cidr(*list_of(settings, setting), value, error);
}

static json_t *value_to_json(const struct discover_settings *settings, const struct setting *setting)
{
    if (is_list(setting))
        return output_texts(*list_of(settings, setting));
    if (setting->type == SETTING_FILE)
        return *file_of(settings, setting) == NULL ? NULL : json_string(*file_of(settings, setting));
    uint32_t number = *number_of(settings, setting);
    if (number < setting->minimum || number > setting->maximum)
        return NULL;
    if (setting->type == SETTING_SECONDS && number % 1000 != 0)
        return json_real(number / 1000.0);
    return json_integer(setting->type == SETTING_SECONDS ? number / 1000 : number);
}

json_t *settings_to_json(const struct discover_settings *settings)
{
    json_t *object = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        json_t *value = value_to_json(settings, &table[i]);
        if (value != NULL)
            output_set_value(object, table[i].name, value);
    }
    return object;
}
