#include "discover/walk_plan.h"

#define MAX_REPETITIONS 100

struct candidate *walk_plan_at(const struct walk_plan *plan, guint position)
{
    return &g_array_index(plan->candidates, struct candidate, position);
}

void walk_plan_choose(struct walk_plan *plan, struct candidate *candidate)
{
    candidate->is_chosen = true;
    plan->repeaters++;
}

uint32_t walk_plan_most_repetitions(const struct walk_plan *plan)
{
    return plan->walk->uses_getbulk ? MAX_REPETITIONS : 1;
}

guint walk_plan_places(const struct walk_plan *plan)
{
    guint named = plan->repeaters + plan->singles->len;
    return plan->walk->max_columns > named ? plan->walk->max_columns - named : 0;
}

bool walk_plan_is_free(const struct candidate *candidate)
{
    return !candidate->is_chosen && !candidate->waits && !candidate->explores;
}

bool walk_plan_is_single(const struct walk_plan *plan, const struct candidate *candidate)
{
    return plan->walk->uses_getbulk && candidate->need == 1 && candidate->is_certain && candidate->is_end;
}

/* Whether more is to be expected of what is in flight than the rows that were asked for. */
static bool may_be_joined(const struct walk *walk)
{
    for (guint i = 0; i < walk->exchanges->len; i++)
        if (((const struct exchange *)walk->exchanges->pdata[i])->items != NULL)
            return true;
    for (guint i = 0; i < walk->columns->len; i++) {
        const struct column *column = walk->columns->pdata[i];
        if (column->is_in_flight && (!column->ends_in_flight || column->is_first))
            return true;
    }
    return false;
}

/* Whether answers are about to come: those to what was sent together with what has been answered now. What
 * was sent before that is lost, or slow. */
static bool is_answering(const struct walk *walk)
{
    for (guint i = 0; i < walk->exchanges->len; i++) {
        const struct exchange *exchange = walk->exchanges->pdata[i];
        if (exchange->round < walk->round && exchange->serial > walk->answered)
            return true;
    }
    return false;
}

bool walk_plan_can_wait(const struct walk_plan *plan, bool is_all)
{
    size_t useful = plan->useful + plan->single_octets, most = plan->room + plan->single_octets;
    if (useful < most / 8 * 7 && is_answering(plan->walk))
        return true;
    for (guint i = 0; i < plan->candidates->len; i++) {
        const struct candidate *candidate = walk_plan_at(plan, i);
        if ((is_all || candidate->is_chosen) && candidate->column->table->first == candidate->column)
            return false;
    }
    return plan->walk->exchanges->len > 0 && useful < most / 8 * 7 && may_be_joined(plan->walk);
}
