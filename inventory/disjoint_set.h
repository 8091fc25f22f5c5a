/*
 * Disjoint sets of the numbers 0 to count - 1 (union-find). The representative of a set is its smallest
 * member, so the result does not depend on the order in which sets are joined.
 */
#ifndef INVENTORY_DISJOINT_SET_H
#define INVENTORY_DISJOINT_SET_H

#include <stddef.h>
#include <stdint.h>

struct disjoint_set;

struct disjoint_set *disjoint_set_new(size_t count);
void disjoint_set_free(struct disjoint_set *set);

uint32_t disjoint_set_find(struct disjoint_set *set, uint32_t member);
void disjoint_set_join(struct disjoint_set *set, uint32_t a, uint32_t b);

#endif
