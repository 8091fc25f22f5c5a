#include "discover/leads.h"

#include <string.h>

#define MAX_ADDRESSES 64

struct lead_list {
    struct lead *first, *last;
};

/* The leads of one depth. */
struct level {
    struct lead_list lists[LEAD_KINDS];
};

struct leads {
    bool limits_depth;
    GArray *levels;              /* of struct level, by depth */
    uint32_t lowest;             /* no level below has leads */
    uint32_t level;              /* of the visits under way, where there is a limit of depth */
    uint64_t listed[LEAD_KINDS]; /* in the lists of the levels */
    unsigned in_visit[LEAD_KINDS];
};

struct lead *lead_new(const struct address *addresses, size_t count)
{
    uint8_t kept = (uint8_t)MIN(count, MAX_ADDRESSES);
    struct lead *lead = g_malloc0(sizeof *lead + kept * sizeof lead->addresses[0]);
    for (size_t i = 0; i < kept; i++)
        lead->addresses[i] = addresses[i];
    lead->count = kept;
    return lead;
}

void lead_free_list(struct lead *lead)
{
    while (lead) {
        struct lead *next = lead->next;
        g_free(lead);
        lead = next;
    }
}

struct leads *leads_new(bool limits_depth)
{
    struct leads *leads = g_new0(struct leads, 1);
    leads->limits_depth = limits_depth;
    leads->levels = g_array_new(FALSE, TRUE, sizeof(struct level));
    return leads;
}

void leads_clear(struct leads *leads)
{
    for (guint i = 0; i < leads->levels->len; i++)
        for (int kind = 0; kind < LEAD_KINDS; kind++)
            lead_free_list(g_array_index(leads->levels, struct level, i).lists[kind].first);
    g_array_set_size(leads->levels, 0);
    memset(leads->listed, 0, sizeof leads->listed);
}

void leads_free(struct leads *leads)
{
    if (!leads)
        return;
    leads_clear(leads);
    g_array_unref(leads->levels);
    g_free(leads);
}

static struct lead_list *list_of(struct leads *leads, const struct lead *lead)
{
    if (leads->levels->len <= lead->depth)
        g_array_set_size(leads->levels, lead->depth + 1);
    leads->lowest = MIN(leads->lowest, lead->depth);
    leads->listed[lead->kind]++;
    return &g_array_index(leads->levels, struct level, lead->depth).lists[lead->kind];
}

void leads_push_back(struct leads *leads, struct lead *lead)
{
    struct lead_list *list = list_of(leads, lead);
    lead->next = NULL;
    if (list->first)
        list->last->next = lead;
    else
        list->first = lead;
    list->last = lead;
}

void leads_push_front(struct leads *leads, struct lead *lead)
{
    struct lead_list *list = list_of(leads, lead);
    lead->next = list->first;
    if (!list->first)
        list->last = lead;
    list->first = lead;
}

static struct lead *take(struct leads *leads, uint32_t depth, unsigned kind)
{
    struct lead_list *list = &g_array_index(leads->levels, struct level, depth).lists[kind];
    struct lead *lead = list->first;
    list->first = lead->next;
    lead->next = NULL;
    leads->listed[kind]--;
    return lead;
}

static unsigned count_visits(const struct leads *leads)
{
    unsigned count = 0;
    for (int kind = 0; kind < LEAD_KINDS; kind++)
        count += leads->in_visit[kind];
    return count;
}

static struct lead *pop_of_level(struct leads *leads, uint32_t depth)
{
    const struct level *level = &g_array_index(leads->levels, struct level, depth);
    for (unsigned kind = 0; kind < LEAD_KINDS; kind++) {
        if (level->lists[kind].first)
            return take(leads, depth, kind);
        if (leads->in_visit[kind] > 0)
            return NULL;
    }
    return NULL;
}

static bool is_level_empty(const struct leads *leads, uint32_t depth)
{
    const struct level *level = &g_array_index(leads->levels, struct level, depth);
    for (int kind = 0; kind < LEAD_KINDS; kind++)
        if (level->lists[kind].first)
            return false;
    return true;
}

static struct lead *pop_in_order(struct leads *leads)
{
    if (leads->lowest > leads->level && count_visits(leads) > 0)
        return NULL;
    return pop_of_level(leads, leads->lowest);
}

static struct lead *pop_by_kind(struct leads *leads)
{
    for (unsigned kind = 0; kind < LEAD_KINDS; kind++) {
        for (uint32_t depth = leads->lowest; leads->listed[kind] > 0; depth++)
            if (g_array_index(leads->levels, struct level, depth).lists[kind].first)
                return take(leads, depth, kind);
        if (leads->in_visit[kind] > 0)
            return NULL;
    }
    return NULL;
}

struct lead *leads_pop(struct leads *leads)
{
    while (leads->lowest < leads->levels->len && is_level_empty(leads, leads->lowest))
        leads->lowest++;
    if (leads->lowest == leads->levels->len)
        return NULL;
    return leads->limits_depth ? pop_in_order(leads) : pop_by_kind(leads);
}

void leads_begin_visit(struct leads *leads, const struct lead *lead)
{
    leads->in_visit[lead->kind]++;
    leads->level = lead->depth;
}

void leads_end_visit(struct leads *leads, const struct lead *lead)
{
    leads->in_visit[lead->kind]--;
}
