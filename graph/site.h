/*
 * Sites: where devices stand. Rules of the configuration ([site NAME]) decide, the first that matches; where
 * none does it is what the device says itself (sysLocation, RFC 3418).
 */
#ifndef GRAPH_SITE_H
#define GRAPH_SITE_H

#include "inventory/identity.h"

struct site_rules;

struct site_rules *site_rules_new(void);
void site_rules_free(struct site_rules *rules); /* NULL is allowed */

/* The keys of a rule, NULL-terminated: "names" and "locations" are patterns with * and ?, in any case;
 * "subnets" are prefixes. Each may be given several times. */
extern const char *const site_keys[];

/* Begins a rule for the site of that name; the same name again adds to it. */
void site_rules_begin(struct site_rules *rules, const char *name);

/* Adds to the rule begun last. A device that one of its patterns or subnets matches is at the site. */
bool site_rules_add(struct site_rules *rules, const char *key, const char *value, GError **error);

/* Calls take for each rule, without key and value, and then for each value of it, in their order. */
void site_rules_each(const struct site_rules *rules,
                     void (*take)(const char *name, const char *key, const char *value, void *user),
                     void *user);

/* NULL: unknown. rules may be NULL. The text belongs to the rules or to the device. */
const char *site_of(const struct site_rules *rules, const struct device *device);

#endif
