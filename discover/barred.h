/*
 * Barred: devices that are not to be visited at any of their addresses, as far as it is known which those
 * are. Who excludes one address means the device that has it.
 *
 * It is better to leave out a device too many: ids count, and names where one of the two has no chassis id.
 */
#ifndef DISCOVER_BARRED_H
#define DISCOVER_BARRED_H

#include "discover/acquaintance.h"

struct barred;

struct barred *barred_new(void);
void barred_free(struct barred *barred);

/* A device as a neighbor row tells of it: its addresses there are not barred, or any row could hide others.
 */
void barred_add(struct barred *barred, const struct identity_digest *identity);

/* A device that was visited, and all the addresses that it has. */
void barred_add_visited(struct barred *barred, const struct observation *observation);

bool barred_covers(const struct barred *barred, struct address address,
                   const struct identity_digest *identity);

#endif
