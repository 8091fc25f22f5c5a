#include "discover/walk_parts.h"

/* The most names of a request that is cut into small parts. */
#define MAX_PARTS 32

static bool is_part(const struct walk_plan *plan, const struct candidate *candidate)
{
    return walk_plan_is_free(candidate) && candidate->splits && !walk_plan_is_single(plan, candidate);
}

static uint32_t parts_of(const struct candidate *candidate, uint32_t repetitions)
{
    return candidate->splits && !candidate->is_new ? (candidate->need + repetitions - 1) / repetitions : 1;
}

/* What all of them take with so many repetitions; SIZE_MAX when they cannot be had. */
static size_t cost_of_all(const struct walk_plan *plan, uint32_t repetitions, size_t most_parts)
{
    size_t cost = 0, parts = 0;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        if (candidate->is_chosen)
            continue;
        uint32_t own = parts_of(candidate, repetitions);
        const struct column *first = candidate->column->table->first;
        bool waits_for_answer = candidate->waits && (first == NULL || first->is_in_flight);
        bool is_whole = !candidate->splits || candidate->is_new;
        if (!candidate->is_end || waits_for_answer || (is_whole && candidate->need > repetitions))
            return SIZE_MAX;
        parts += own;
        cost += (size_t)candidate->size * own * repetitions;
    }
    return parts <= most_parts ? cost : SIZE_MAX;
}

static void split_into_parts(struct walk_plan *plan, guint position)
{
    struct candidate *candidate = walk_plan_at(plan, position);
    if (!candidate->splits || candidate->is_new || candidate->need <= plan->repetitions)
        return;
    uint32_t need = candidate->need;
    struct candidate rest = *candidate;
    walk_split_column(plan->walk, candidate->column, plan->repetitions);
    candidate->need = plan->repetitions;
    rest.column = plan->walk->columns->pdata[plan->walk->columns->len - 1];
    rest.need = need - plan->repetitions;
    rest.is_chosen = false;
    candidate->is_end = true;
    g_array_append_val(plan->candidates, rest);
}

bool walk_parts_take_all(struct walk_plan *plan, bool *waits)
{
    size_t most = plan->room + plan->room / WALK_STRETCH, most_parts = MIN(MAX_PARTS, walk_plan_places(plan));
    uint32_t repetitions = 1, need = plan->candidates->len > 0 ? walk_plan_at(plan, 0)->need : 0;
    for (guint i = 0; i < plan->candidates->len; i++)
        need = MAX(need, walk_plan_at(plan, i)->need);
    while (repetitions <= MIN(need, walk_plan_most_repetitions(plan)) &&
           cost_of_all(plan, repetitions, most_parts) == SIZE_MAX)
        repetitions++;
    size_t cost = cost_of_all(plan, repetitions, most_parts);
    if (cost > most)
        return false;
    plan->repetitions = repetitions;
    plan->used = plan->useful = cost;
    *waits = walk_plan_can_wait(plan, true);
    for (guint i = 0; !*waits && i < plan->candidates->len; i++) {
        if (walk_plan_at(plan, i)->is_chosen)
            continue;
        walk_plan_choose(plan, walk_plan_at(plan, i));
        split_into_parts(plan, i);
    }
    return true;
}

/* Octets of the parts of so many rows that fit; take: these are to be asked for. */
static size_t fill_with_parts(struct walk_plan *plan, uint32_t rows, bool take)
{
    size_t used = 0;
    guint left = MIN(MAX_PARTS, walk_plan_places(plan)), count = plan->candidates->len;
    for (guint i = 0; i < count && left > 0; i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        size_t octets = (size_t)candidate->size * rows;
        if (!is_part(plan, candidate) || used + octets > plan->room)
            continue;
        uint32_t parts = candidate->is_new ? candidate->need >= rows : candidate->need / rows;
        parts = (uint32_t)MIN(MIN(parts, left), (plan->room - used) / octets);
        used += parts * octets;
        left -= parts;
        for (guint position = i; take && parts > 0; parts--) {
            walk_plan_choose(plan, walk_plan_at(plan, position));
            split_into_parts(plan, position);
            position = plan->candidates->len - 1;
        }
    }
    return used;
}

bool walk_parts_take(struct walk_plan *plan)
{
    size_t sum = 0, best = 0;
    uint32_t best_rows = 0, rows = walk_plan_most_repetitions(plan) + 1;
    for (guint i = 0; i < plan->candidates->len && rows > 1 && best < plan->room - plan->room / 40; i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        if (!is_part(plan, candidate))
            continue;
        sum += candidate->size;
        if (MIN(plan->room / sum, candidate->need) >= rows)
            continue;
        rows = (uint32_t)MAX(MIN(plan->room / sum, candidate->need), 1);
        size_t octets = fill_with_parts(plan, rows, false);
        if (octets > best + plan->room / 40) {
            best = octets;
            best_rows = rows;
        }
    }
    if (best_rows == 0)
        return false;
    plan->repetitions = best_rows;
    plan->used = plan->useful = fill_with_parts(plan, best_rows, true);
    return true;
}

void walk_parts_add(struct walk_plan *plan, bool half)
{
    for (guint i = 0; i < plan->candidates->len && walk_plan_places(plan) > 0; i++) {
        struct candidate *candidate = walk_plan_at(plan, i);
        size_t size = (size_t)candidate->size * plan->repetitions;
        uint32_t need = candidate->need + (half ? candidate->need : candidate->need / 8);
        if (candidate->is_chosen || candidate->explores || !candidate->is_certain ||
            !(candidate->splits || candidate->waits) || !candidate->column->table->is_explored ||
            need < plan->repetitions || plan->used + size > plan->room)
            continue;
        plan->used += size;
        plan->useful += size;
        walk_plan_choose(plan, candidate);
        split_into_parts(plan, i);
    }
}
