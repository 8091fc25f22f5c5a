#include "inventory/disjoint_set.h"

#include <glib.h>

struct disjoint_set {
    uint32_t *parent;
};

struct disjoint_set *disjoint_set_new(size_t count)
{
    struct disjoint_set *set = g_new(struct disjoint_set, 1);
    set->parent = g_new(uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        set->parent[i] = (uint32_t)i;
    return set;
}

void disjoint_set_free(struct disjoint_set *set)
{
    if (set == NULL)
        return;
    g_free(set->parent);
    g_free(set);
}

uint32_t disjoint_set_find(struct disjoint_set *set, uint32_t member)
{
    while (set->parent[member] != member) {
        set->parent[member] = set->parent[set->parent[member]];
        member = set->parent[member];
    }
    return member;
}

void disjoint_set_join(struct disjoint_set *set, uint32_t a, uint32_t b)
{
    a = disjoint_set_find(set, a);
    b = disjoint_set_find(set, b);
    if (a < b)
        set->parent[b] = a;
    else
        set->parent[a] = b;
}
