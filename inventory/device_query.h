/*
 * Whether a device is what a user calls it. The rules are in one place for those who look at every device
 * (identity_match) and for those who look only at devices that have a key in common with the text.
 */
#ifndef INVENTORY_DEVICE_QUERY_H
#define INVENTORY_DEVICE_QUERY_H

#include "inventory/identity.h"

struct device_query;

struct device_query *device_query_new(const char *text);
void device_query_free(struct device_query *query);

/* By a name, an address, a chassis id in any notation, a serial, an id as "#12". */
bool device_query_is_exactly(const struct device_query *query, const struct device *device);

/* By a name whose first label the text is, or has. False for an id. */
bool device_query_is_by_label(const struct device_query *query, const struct device *device);

/* Calls take for keys of which at least one is also a key of every device that is meant, exactly or by label.
 * A key may come twice. */
typedef void (*device_key_fn)(const char *key, void *user);
void device_query_each_key(const struct device_query *query, device_key_fn take, void *user);
void device_each_key(const struct device *device, device_key_fn take, void *user);

#endif
