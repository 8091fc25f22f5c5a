/*
 * What a walk begins with, and what it leaves for the next one.
 */
#include "discover/walk_internal.h"

/* So many answers without a retry tell that an agent which fell silent minds several requests at a time, and
 * that it was not the network which lost them. */
#define LONE_ANSWERS 6

static void begin_with_traits(struct walk *walk, const struct walk_traits *traits)
{
    walk->stumbles.before = *traits;
    if (traits->full_budget > 0)
        walk->full_budget = walk->budget =
            CLAMP(traits->full_budget, WALK_SMALLEST_BUDGET, walk->full_budget);
    if (traits->budget > 0)
        walk->budget = walk->cut_at = CLAMP(traits->budget, WALK_SMALLEST_BUDGET, walk->full_budget);
    if (traits->max_items > 0)
        walk->max_items = MIN(walk->max_items, traits->max_items);
    if (traits->max_columns > 0)
        walk->max_columns = MIN(walk->max_columns, traits->max_columns);
    if (traits->is_single)
        walk->window = walk->limits.max_in_flight = 1;
    walk->uses_getbulk = walk->uses_getbulk && !traits->lacks_getbulk;
    walk->mixes = walk->mixes && walk->uses_getbulk && !traits->parts_kinds;
    walk->stumbles.parts_kinds = traits->parts_kinds;
}

void walk_begin_with(struct walk *walk, const struct walk_memory *memory)
{
    if (memory->profile != NULL)
        walk_recall_profile(&walk->recall, memory->profile);
    begin_with_traits(walk, &memory->traits);
}

void walk_forget(struct walk *walk)
{
    const struct walk_traits *before = &walk->stumbles.before;
    walk_recall_forget(walk);
    if (!walk->stumbles.has_any && !walk_traits_are_usual(before)) {
        walk->full_budget = walk->budget = walk->message_budget;
        walk->cut_at = 0;
        walk->max_items = WALK_MAX_ITEMS;
        walk->max_columns = WALK_MAX_COLUMNS;
        walk->uses_getbulk = walk->agent->has_getbulk;
        walk->mixes = walk->uses_getbulk && walk->limits.max_in_flight > 1;
        walk->stumbles.parts_kinds = false;
    }
    walk->stumbles.before = (struct walk_traits){0};
}

void walk_note_lone_answer(struct walk *walk)
{
    if (walk->silences == 0 || walk->exchanges->len > 0)
        return;
    if (walk->stumbles.lone_answers++ == 0)
        walk->stumbles.lone_retries = walk->agent->cost.retries;
}

void walk_note_silence(struct walk *walk)
{
    walk->stumbles.lone_answers = 0;
    walk->stumbles.is_several = walk->stumbles.is_several || walk->limits.max_in_flight > 1;
}

/* Whether silences, if there were any, were the agent's. */
static bool is_agents_fault(const struct walk *walk)
{
    const struct walk_stumbles *stumbles = &walk->stumbles;
    return walk->silences == 0 ||
           (stumbles->lone_answers > LONE_ANSWERS && stumbles->lone_retries == walk->agent->cost.retries);
}

/* After a silence all that was done with less is no proof of what the agent wants. */
static struct walk_traits traits_of(const struct walk *walk)
{
    const struct walk_stumbles *stumbles = &walk->stumbles;
    struct walk_traits traits = stumbles->before;
    if (walk->cut_at > 0)
        traits.budget = walk->budget < walk->full_budget ? (uint16_t)walk->budget : 0;
    if (stumbles->was_too_big)
        traits.full_budget = (uint16_t)walk->full_budget;
    traits.parts_kinds = stumbles->parts_kinds;
    traits.calm_visits = 0;
    if (!is_agents_fault(walk))
        return traits;
    if (walk->max_items < WALK_MAX_ITEMS)
        traits.max_items = (uint8_t)walk->max_items;
    if (walk->max_columns < WALK_MAX_COLUMNS)
        traits.max_columns = (uint8_t)walk->max_columns;
    traits.lacks_getbulk = traits.lacks_getbulk || (walk->agent->has_getbulk && !walk->uses_getbulk);
    traits.is_single = traits.is_single || (walk->silences > 0 && stumbles->is_several);
    return traits;
}

static uint32_t doubled(uint32_t limit, size_t usual)
{
    return limit < usual / 2 ? 2 * limit : 0;
}

static struct walk_traits traits_after_calm(const struct walk *walk)
{
    struct walk_traits traits = walk->stumbles.before;
    if (walk_traits_are_usual(&traits) || walk->silences > 0 || ++traits.calm_visits < WALK_CALM_VISITS)
        return traits;
    return (struct walk_traits){
        .budget = (uint16_t)doubled(traits.budget, walk->message_budget),
        .full_budget = (uint16_t)doubled(traits.full_budget, walk->message_budget),
        .max_items = (uint8_t)doubled(traits.max_items, WALK_MAX_ITEMS),
        .max_columns = (uint8_t)doubled(traits.max_columns, WALK_MAX_COLUMNS),
    };
}

void walk_learn(struct walk *walk, struct walk_profiles *profiles, struct walk_memory *memory)
{
    bool has_stumbled = walk->stumbles.has_any || (walk->silences > 0 && is_agents_fault(walk));
    g_autoptr(GArray) entries = walk_recall_entries(walk);
    const struct walk_profile_entry *items = (const struct walk_profile_entry *)(const void *)entries->data;
    memory->traits = has_stumbled ? traits_of(walk) : traits_after_calm(walk);
    if (memory->profile == NULL || !walk_profile_is(memory->profile, items, entries->len))
        memory->profile = walk_profiles_make(profiles, items, entries->len);
}
