#include "graph/site.h"

#include "graph/pattern.h"
#include "model/prefix.h"

#include <gio/gio.h>
#include <string.h>

struct rule {
    char *name;
    GPtrArray *names, *locations; /* of char *: patterns */
    GArray *subnets;              /* of struct prefix */
};

struct site_rules {
    GPtrArray *rules; /* of struct rule */
    struct rule *last;
};

const char *const site_keys[] = {"names", "subnets", "locations", NULL};

static void rule_free(gpointer data)
{
    struct rule *rule = data;
    g_free(rule->name);
    g_ptr_array_unref(rule->names);
    g_ptr_array_unref(rule->locations);
    g_array_unref(rule->subnets);
    g_free(rule);
}

struct site_rules *site_rules_new(void)
{
    struct site_rules *rules = g_new0(struct site_rules, 1);
    rules->rules = g_ptr_array_new_with_free_func(rule_free);
    return rules;
}

void site_rules_free(struct site_rules *rules)
{
    if (rules == NULL)
        return;
    g_ptr_array_unref(rules->rules);
    g_free(rules);
}

void site_rules_begin(struct site_rules *rules, const char *name)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        rules->last = rules->rules->pdata[i];
        if (strcmp(rules->last->name, name) == 0)
            return;
    }
    struct rule *rule = g_new0(struct rule, 1);
    rule->name = g_strdup(name);
    rule->names = g_ptr_array_new_with_free_func(g_free);
    rule->locations = g_ptr_array_new_with_free_func(g_free);
    rule->subnets = g_array_new(FALSE, FALSE, sizeof(struct prefix));
    g_ptr_array_add(rules->rules, rule);
    rules->last = rule;
}

bool site_rules_add(struct site_rules *rules, const char *key, const char *value, GError **error)
{
    struct prefix prefix;
    if (strcmp(key, "names") == 0)
        g_ptr_array_add(rules->last->names, g_strdup(value));
    else if (strcmp(key, "locations") == 0)
        g_ptr_array_add(rules->last->locations, g_strdup(value));
    else if (prefix_parse(value, &prefix, error))
        g_array_append_val(rules->last->subnets, prefix);
    else
        return false;
    return true;
}

void site_rules_each(const struct site_rules *rules,
                     void (*take)(const char *name, const char *key, const char *value, void *user),
                     void *user)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const struct rule *rule = rules->rules->pdata[i];
        take(rule->name, NULL, NULL, user);
        for (guint j = 0; j < rule->names->len; j++)
            take(rule->name, "names", rule->names->pdata[j], user);
        for (guint j = 0; j < rule->subnets->len; j++) {
            char text[ADDRESS_TEXT_SIZE];
            const struct prefix *prefix = &g_array_index(rule->subnets, struct prefix, j);
            g_autofree char *subnet =
                g_strdup_printf("%s/%u", address_format(prefix->address, text), prefix->length);
            take(rule->name, "subnets", subnet, user);
        }
        for (guint j = 0; j < rule->locations->len; j++)
            take(rule->name, "locations", rule->locations->pdata[j], user);
    }
}

static bool is_in_subnets(const struct rule *rule, const struct device *device)
{
    for (guint i = 0; rule->subnets->len > 0 && i < device->addresses->len; i++) {
        struct address address;
        if (!address_parse(device->addresses->pdata[i], &address))
            continue;
        for (guint j = 0; j < rule->subnets->len; j++)
            if (prefix_covers(&g_array_index(rule->subnets, struct prefix, j), address))
                return true;
    }
    return false;
}

static bool has_name(const struct rule *rule, const struct device *device)
{
    if (rule->names->len == 0)
        return false;
    if (pattern_matches_any(rule->names, device->name))
        return true;
    for (guint i = 0; i < device->names->len; i++)
        if (pattern_matches_any(rule->names, device->names->pdata[i]))
            return true;
    return false;
}

const char *site_of(const struct site_rules *rules, const struct device *device)
{
    for (guint i = 0; rules != NULL && i < rules->rules->len; i++) {
        const struct rule *rule = rules->rules->pdata[i];
        if (has_name(rule, device) || is_in_subnets(rule, device) ||
            pattern_matches_any(rule->locations, device->location))
            return rule->name;
    }
    return device->location != NULL && *device->location != '\0' ? device->location : NULL;
}
