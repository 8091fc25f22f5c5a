#include "graph/detour_list.h"

static uint32_t change_of(const struct detour *detour)
{
    return detour->after > detour->before ? detour->after - detour->before : detour->before - detour->after;
}

static bool goes_before(const struct detour *x, const struct detour *y)
{
    uint32_t change_x = change_of(x), change_y = change_of(y);
    if (change_x != change_y)
        return change_x > change_y;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

/* Whether it was taken. */
static bool insert(GArray *list, size_t limit, struct detour detour)
{
    if (list->len == limit &&
        (limit == 0 || !goes_before(&detour, &g_array_index(list, struct detour, list->len - 1))))
        return false;
    guint place = list->len;
    while (place > 0 && goes_before(&detour, &g_array_index(list, struct detour, place - 1)))
        place--;
    g_array_insert_val(list, place, detour);
    if (list->len > limit)
        g_array_set_size(list, (guint)limit);
    return true;
}

/* For one device of the one side the pairs ascend, and so do the first of each: what follows one that is not
 * taken is not taken either. */
void detour_list_offer(GArray *list, size_t limit, const struct detour_side sides[2], uint32_t before,
                       uint32_t after)
{
    for (uint32_t i = 0; i < sides[0].count; i++)
        for (uint32_t j = 0; j < sides[1].count; j++) {
            uint32_t x = sides[0].devices[i], y = sides[1].devices[j];
            uint32_t more = sides[0].depths[x] + sides[1].depths[y];
            if (insert(list, limit, (struct detour){MIN(x, y), MAX(x, y), before + more, after + more}))
                continue;
            if (j == 0)
                return;
            break;
        }
}

void detour_list_merge(GArray *list, size_t limit, const GArray *more)
{
    for (guint i = 0; i < more->len; i++)
        if (!insert(list, limit, g_array_index(more, struct detour, i)))
            return;
}
