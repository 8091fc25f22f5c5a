#include "graph/big_count.h"

#include <glib.h>

#define LIMB_DIGITS 9
#define BASE 1000000000U
#define MAX_LIMBS (BIG_COUNT_DIGITS / LIMB_DIGITS)

void big_count_clear(struct big_count *count)
{
    g_free(count->limbs);
    *count = (struct big_count){0};
}

void big_count_set_one(struct big_count *count)
{
    big_count_clear(count);
    count->limbs = g_new(uint32_t, 1);
    count->limbs[0] = 1;
    count->limb_count = 1;
}

static void grow(struct big_count *count, size_t limb_count)
{
    if (count->limb_count >= limb_count)
        return;
    count->limbs = g_renew(uint32_t, count->limbs, limb_count);
    while (count->limb_count < limb_count)
        count->limbs[count->limb_count++] = 0;
}

static void put_carry(struct big_count *count, uint32_t carry)
{
    if (carry == 0)
        return;
    if (count->limb_count == MAX_LIMBS) {
        count->is_over = true;
        return;
    }
    grow(count, count->limb_count + 1);
    count->limbs[count->limb_count - 1] = carry;
}

void big_count_add(struct big_count *count, const struct big_count *other)
{
    uint32_t carry = 0;
    count->is_over = count->is_over || other->is_over;
    grow(count, other->limb_count);
    for (size_t i = 0; i < count->limb_count; i++) {
        uint32_t sum = count->limbs[i] + carry + (i < other->limb_count ? other->limbs[i] : 0);
        carry = sum >= BASE;
        count->limbs[i] = carry ? sum - BASE : sum;
    }
    put_carry(count, carry);
}

char *big_count_format(const struct big_count *count)
{
    GString *text = g_string_new(NULL);
    if (count->is_over) {
        g_string_append_c(text, '1');
        for (size_t i = 0; i < BIG_COUNT_DIGITS; i++)
            g_string_append_c(text, '0');
        return g_string_free(text, FALSE);
    }
    for (size_t i = count->limb_count; i > 0; i--)
        g_string_append_printf(text, i == count->limb_count ? "%u" : "%09u", count->limbs[i - 1]);
    if (text->len == 0)
        g_string_append_c(text, '0');
    return g_string_free(text, FALSE);
}
