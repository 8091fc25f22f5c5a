#include "discover/walk_memory.h"

#include <string.h>

bool walk_traits_are_usual(const struct walk_traits *traits)
{
    return traits->budget == 0 && traits->full_budget == 0 && traits->max_items == 0 &&
           traits->max_columns == 0 && !traits->lacks_getbulk && !traits->parts_kinds && !traits->is_single;
}

static bool traits_equal(const struct walk_traits *a, const struct walk_traits *b)
{
    return a->budget == b->budget && a->full_budget == b->full_budget && a->max_items == b->max_items &&
           a->max_columns == b->max_columns && a->lacks_getbulk == b->lacks_getbulk &&
           a->parts_kinds == b->parts_kinds && a->is_single == b->is_single &&
           a->calm_visits == b->calm_visits;
}

bool walk_memory_equal(const struct walk_memory *a, const struct walk_memory *b)
{
    return a->identity == b->identity && a->profile == b->profile && traits_equal(&a->traits, &b->traits);
}

/* FNV-1a: whoever made two systems alike would only have himself asked with less care, or with more. */
static uint64_t add_text(uint64_t hash, const char *text)
{
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

uint64_t walk_memory_identity(const char *sys_object_id, const char *sys_descr)
{
    uint64_t hash = add_text(UINT64_C(0xcbf29ce484222325), sys_object_id);
    hash = add_text(hash, sys_descr);
    return hash != 0 ? hash : 1;
}
