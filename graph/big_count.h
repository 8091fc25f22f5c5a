/*
 * Counts without an upper limit, up to a thousand digits: a fabric of forty stages has more equal paths than
 * any integer holds.
 */
#ifndef GRAPH_BIG_COUNT_H
#define GRAPH_BIG_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BIG_COUNT_DIGITS 999

struct big_count {
    uint32_t *limbs; /* base 10^9, the lowest first; NULL for 0 */
    size_t limb_count;
    bool is_over; /* it would have more digits than BIG_COUNT_DIGITS */
};

void big_count_clear(struct big_count *count);

void big_count_set_one(struct big_count *count);

void big_count_add(struct big_count *count, const struct big_count *other);

/* Decimal digits; "1000...0", the least number that is over, for one that is over. Caller frees with g_free.
 */
char *big_count_format(const struct big_count *count);

#endif
