/*
 * Via map: devices that are reached at other addresses than their own, such as a recorded network that is
 * served on the loopback net: FROM=TO[:PORT], two prefixes of one family. The bits behind TO's prefix are
 * kept; TO's prefix is as long as FROM's, or longer (::1/128: all of FROM is reached at one address).
 */
#ifndef DISCOVER_VIA_MAP_H
#define DISCOVER_VIA_MAP_H

#include "model/address.h"

struct via_map;

struct via_map *via_map_new(void);
void via_map_free(struct via_map *map);

/* "10.0.0.0/8=127.0.0.0/8:1161", "[2001:db8::/32]=[::1/128]:1161"; one address without /LENGTH stands for
 * itself. Error (G_IO_ERROR_INVALID_ARGUMENT) names the text. */
bool via_map_add(struct via_map *map, const char *text, GError **error);

/* Where to send what is meant for address: the first rule that matches; false when none does. port is changed
 * only when the rule has one. */
bool via_map_apply(const struct via_map *map, struct address address, struct address *to, uint16_t *port);

#endif
