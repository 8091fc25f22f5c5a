/*
 * x of everything in the rows. Of each pair of crossing segments one bends, the others run straight down:
 * both their ends are one variable. What stands left of what, and how far away at least, makes a graph of
 * constraints without cycles; the longest paths in it from the left and from the right give the narrowest
 * drawing, packed to either side, and their mean satisfies them too. Then single variables move in the slack
 * they have: bars get as short as their links allow, bends as short as the room allows.
 */
#include "render/tiers.h"

#include <math.h>

#define PAD 9.0       /* from a bar's side to its first line */
#define LANE 13.0     /* between lines, and between a line and a box */
#define BOX_GAP 16.0  /* between boxes */
#define LABEL_PAD 8.0 /* beside a label */
#define ROUNDS 24

struct constraint {
    guint from, to;
    double least;
};

struct variables {
    const struct tiers *tiers;
    guint count;
    guint *parent; /* union-find */
    GArray *constraints;
    guint *left, *right;  /* of each item */
    guint *upper, *lower; /* of each segment: its ends */
    guint *order;         /* roots, each after what is left of it */
    guint order_count;
    guint *first_in, *in, *first_out, *out; /* constraints of each variable */
    double *x;
};

static guint find_root(const struct variables *variables, guint variable)
{
    while (variables->parent[variable] != variable) {
        guint *parent = &variables->parent[variable];
        *parent = variables->parent[*parent];
        variable = *parent;
    }
    return variable;
}

static guint new_variable(struct variables *variables)
{
    return variables->count++;
}

static void add_constraint(struct variables *variables, guint from, guint to, double least)
{
    struct constraint constraint = {from, to, least};
    g_array_append_val(variables->constraints, constraint);
}

double tiers_label_width(const struct tiers *tiers, const struct tiers_segment *segment, bool is_upper_end)
{
    guint index = is_upper_end ? segment->upper : segment->lower;
    guint box = TIERS_ITEM(tiers, index)->box;
    if (box == TIERS_DUMMY)
        return 0;
    const struct layout_edge *edge = &tiers->layout->edges[segment->edge];
    double width = edge->labels[edge->a == box ? LABEL_A : LABEL_B].width;
    return is_upper_end ? fmax(width, edge->labels[LABEL_MIDDLE].width) : width;
}

static double room_of(const struct tiers *tiers, guint segment, bool is_upper_end)
{
    double width = tiers_label_width(tiers, TIERS_SEGMENT(tiers, segment), is_upper_end);
    return width > 0 ? width + LABEL_PAD : 0;
}

/* The lines of one side of a box, from its left side to its right one. */
static void constrain_side(struct variables *variables, guint index, bool is_up, double first_least)
{
    const struct tiers *tiers = variables->tiers;
    const struct tiers_item *item = TIERS_ITEM(tiers, index);
    guint count = is_up ? item->up_count : item->down_count;
    const guint *segments = is_up ? tiers->up + item->up_first : tiers->down + item->down_first;
    guint before = variables->left[index];
    double least = first_least;
    for (guint k = 0; k < count; k++) {
        guint variable = is_up ? variables->lower[segments[k]] : variables->upper[segments[k]];
        add_constraint(variables, before, variable, least);
        before = variable;
        least = fmax(LANE, room_of(tiers, segments[k], !is_up));
    }
    if (count > 0)
        add_constraint(variables, before, variables->right[index], fmax(PAD, least - PAD / 2));
}

static void constrain_box(struct variables *variables, guint index)
{
    const struct tiers *tiers = variables->tiers;
    guint box = TIERS_ITEM(tiers, index)->box;
    struct comb_size comb = comb_measure(&tiers->combs, tiers->layout, box, tiers->options->comb_rows);
    double width = fmax(tiers->layout->boxes[box].width, comb.width);
    add_constraint(variables, variables->left[index], variables->right[index], width);
    constrain_side(variables, index, true, PAD);
    constrain_side(variables, index, false, comb.width > 0 ? comb.width + LANE : PAD);
}

static void constrain_row(struct variables *variables, const GArray *row)
{
    const struct tiers *tiers = variables->tiers;
    for (guint i = 0; i + 1 < row->len; i++) {
        guint a = g_array_index(row, guint, i), b = g_array_index(row, guint, i + 1);
        bool has_line = TIERS_ITEM(tiers, a)->box == TIERS_DUMMY || TIERS_ITEM(tiers, b)->box == TIERS_DUMMY;
        add_constraint(variables, variables->right[a], variables->left[b], has_line ? LANE : BOX_GAP);
    }
}

static void make_variables(struct variables *variables)
{
    const struct tiers *tiers = variables->tiers;
    guint items = tiers->items->len, segments = tiers->segments->len;
    variables->left = g_new(guint, items + 1);
    variables->right = g_new(guint, items + 1);
    variables->upper = g_new(guint, segments + 1);
    variables->lower = g_new(guint, segments + 1);
    for (guint i = 0; i < items; i++) {
        variables->left[i] = new_variable(variables);
        bool is_dummy = TIERS_ITEM(tiers, i)->box == TIERS_DUMMY;
        variables->right[i] = is_dummy ? variables->left[i] : new_variable(variables);
    }
    for (guint i = 0; i < segments; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        bool is_upper_dummy = TIERS_ITEM(tiers, segment->upper)->box == TIERS_DUMMY;
        bool is_lower_dummy = TIERS_ITEM(tiers, segment->lower)->box == TIERS_DUMMY;
        variables->upper[i] = is_upper_dummy ? variables->left[segment->upper] : new_variable(variables);
        variables->lower[i] = is_lower_dummy ? variables->left[segment->lower] : new_variable(variables);
    }
    variables->parent = g_new(guint, variables->count + 1);
    for (guint i = 0; i < variables->count; i++)
        variables->parent[i] = i;
    for (guint i = 0; i < segments; i++)
        if (TIERS_SEGMENT(tiers, i)->is_straight)
            variables->parent[find_root(variables, variables->upper[i])] =
                find_root(variables, variables->lower[i]);
}

static void make_constraints(struct variables *variables)
{
    const struct tiers *tiers = variables->tiers;
    variables->constraints = g_array_new(FALSE, FALSE, sizeof(struct constraint));
    for (guint i = 0; i < tiers->items->len; i++)
        if (TIERS_ITEM(tiers, i)->box != TIERS_DUMMY)
            constrain_box(variables, i);
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        constrain_row(variables, tiers->layers[layer]);
    for (guint i = 0; i < variables->constraints->len; i++) {
        struct constraint *constraint = &g_array_index(variables->constraints, struct constraint, i);
        constraint->from = find_root(variables, constraint->from);
        constraint->to = find_root(variables, constraint->to);
    }
}

/* Lists the constraints by one of their ends. */
static void index_constraints(const struct variables *variables, bool is_by_from, guint **first, guint **list)
{
    const GArray *constraints = variables->constraints;
    *first = g_new0(guint, variables->count + 2);
    *list = g_new(guint, constraints->len + 1);
    for (guint i = 0; i < constraints->len; i++) {
        const struct constraint *constraint = &g_array_index(constraints, struct constraint, i);
        (*first)[(is_by_from ? constraint->from : constraint->to) + 2]++;
    }
    for (guint i = 2; i < variables->count + 2; i++)
        (*first)[i] += (*first)[i - 1];
    for (guint i = 0; i < constraints->len; i++) {
        const struct constraint *constraint = &g_array_index(constraints, struct constraint, i);
        (*list)[(*first)[(is_by_from ? constraint->from : constraint->to) + 1]++] = i;
    }
}

static const struct constraint *constraint_at(const struct variables *variables, guint i)
{
    return &g_array_index(variables->constraints, struct constraint, i);
}

/* False when there is a cycle. */
static bool sort_variables(struct variables *variables)
{
    g_autofree guint *missing = g_new0(guint, variables->count + 1);
    variables->order = g_new(guint, variables->count + 1);
    guint roots = 0;
    for (guint i = 0; i < variables->count; i++) {
        if (find_root(variables, i) != i)
            continue;
        roots++;
        missing[i] = variables->first_in[i + 1] - variables->first_in[i];
        if (missing[i] == 0)
            variables->order[variables->order_count++] = i;
    }
    for (guint next = 0; next < variables->order_count; next++) {
        guint variable = variables->order[next];
        for (guint k = variables->first_out[variable]; k < variables->first_out[variable + 1]; k++) {
            guint to = constraint_at(variables, variables->out[k])->to;
            if (--missing[to] == 0)
                variables->order[variables->order_count++] = to;
        }
    }
    return variables->order_count == roots;
}

static double least_x(const struct variables *variables, guint variable)
{
    double least = -INFINITY;
    for (guint k = variables->first_in[variable]; k < variables->first_in[variable + 1]; k++) {
        const struct constraint *constraint = constraint_at(variables, variables->in[k]);
        least = fmax(least, variables->x[constraint->from] + constraint->least);
    }
    return least;
}

static double greatest_x(const struct variables *variables, guint variable)
{
    double greatest = INFINITY;
    for (guint k = variables->first_out[variable]; k < variables->first_out[variable + 1]; k++) {
        const struct constraint *constraint = constraint_at(variables, variables->out[k]);
        greatest = fmin(greatest, variables->x[constraint->to] - constraint->least);
    }
    return greatest;
}

static void pack(struct variables *variables)
{
    g_autofree double *packed_left = g_new0(double, variables->count + 1);
    double width = 0;
    for (guint i = 0; i < variables->order_count; i++) {
        guint variable = variables->order[i];
        variables->x[variable] = fmax(0, least_x(variables, variable));
        packed_left[variable] = variables->x[variable];
        width = fmax(width, variables->x[variable]);
    }
    for (guint i = variables->order_count; i-- > 0;) {
        guint variable = variables->order[i];
        variables->x[variable] = fmin(width, greatest_x(variables, variable));
    }
    for (guint i = 0; i < variables->order_count; i++) {
        guint variable = variables->order[i];
        variables->x[variable] = (variables->x[variable] + packed_left[variable]) / 2;
    }
}

struct wish {
    double sum, weight;
};

static void add_wish(struct wish *wish, double x, double weight)
{
    wish->sum += x * weight;
    wish->weight += weight;
}

static double x_of(const struct variables *variables, guint variable)
{
    return variables->x[find_root(variables, variable)];
}

/* A line that is alone on its side of a box likes to be in the middle of it, the smaller the box the more. */
static void wish_middle(const struct variables *variables, struct wish *wishes, guint index, guint count,
                        guint variable)
{
    if (count != 1 || TIERS_ITEM(variables->tiers, index)->box == TIERS_DUMMY)
        return;
    double left = x_of(variables, variables->left[index]), right = x_of(variables, variables->right[index]);
    add_wish(&wishes[find_root(variables, variable)], (left + right) / 2, 30 / (right - left + 1));
}

static void make_wishes(const struct variables *variables, struct wish *wishes)
{
    const struct tiers *tiers = variables->tiers;
    for (guint i = 0; i < variables->count; i++)
        wishes[i] = (struct wish){0, 0};
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        guint upper = variables->upper[i], lower = variables->lower[i];
        wish_middle(variables, wishes, segment->upper, TIERS_ITEM(tiers, segment->upper)->down_count, upper);
        wish_middle(variables, wishes, segment->lower, TIERS_ITEM(tiers, segment->lower)->up_count, lower);
        if (segment->is_straight)
            continue;
        add_wish(&wishes[find_root(variables, upper)], x_of(variables, lower), 1);
        add_wish(&wishes[find_root(variables, lower)], x_of(variables, upper), 1);
    }
    for (guint i = 0; i < tiers->items->len; i++) {
        if (TIERS_ITEM(tiers, i)->box == TIERS_DUMMY)
            continue;
        /* Short bars: the sides come in as far as they can. */
        wishes[variables->left[i]] = (struct wish){1e6, 1};
        wishes[variables->right[i]] = (struct wish){-1e6, 1};
    }
}

static void move_towards_wishes(struct variables *variables)
{
    g_autofree struct wish *wishes = g_new0(struct wish, variables->count + 1);
    for (guint round = 0; round < ROUNDS; round++) {
        make_wishes(variables, wishes);
        for (guint i = 0; i < variables->order_count; i++) {
            guint variable = variables->order[round % 2 ? variables->order_count - 1 - i : i];
            if (wishes[variable].weight <= 0)
                continue;
            double least = least_x(variables, variable), greatest = greatest_x(variables, variable);
            double wish = wishes[variable].sum / wishes[variable].weight;
            if (isfinite(least) || isfinite(greatest))
                variables->x[variable] = fmax(least, fmin(greatest, wish));
        }
    }
}

static void copy_results(const struct variables *variables, struct tiers *tiers)
{
    for (guint i = 0; i < tiers->items->len; i++) {
        tiers->left[i] = x_of(variables, variables->left[i]);
        tiers->right[i] = x_of(variables, variables->right[i]);
    }
    for (guint i = 0; i < tiers->segments->len; i++) {
        TIERS_SEGMENT(tiers, i)->x[0] = x_of(variables, variables->upper[i]);
        TIERS_SEGMENT(tiers, i)->x[1] = x_of(variables, variables->lower[i]);
    }
}

static void variables_clear(struct variables *variables)
{
    g_free(variables->parent);
    g_array_unref(variables->constraints);
    g_free(variables->left);
    g_free(variables->right);
    g_free(variables->upper);
    g_free(variables->lower);
    g_free(variables->order);
    g_free(variables->first_in);
    g_free(variables->in);
    g_free(variables->first_out);
    g_free(variables->out);
    g_free(variables->x);
}

/* Whether two segments between the same rows cross. */
static bool is_crossing(const struct tiers *tiers, const struct tiers_segment *a,
                        const struct tiers_segment *b)
{
    guint a_upper = TIERS_ITEM(tiers, a->upper)->position, b_upper = TIERS_ITEM(tiers, b->upper)->position;
    guint a_lower = TIERS_ITEM(tiers, a->lower)->position, b_lower = TIERS_ITEM(tiers, b->lower)->position;
    return (a_upper < b_upper && a_lower > b_lower) || (a_upper > b_upper && a_lower < b_lower);
}

/* Between two rows: while straight segments cross, the one with most crossings bends. */
static void bend_crossing(struct tiers *tiers, guint first, guint end)
{
    g_autofree guint *crossings = g_new0(guint, end - first + 1);
    for (guint i = first; i < end; i++)
        for (guint j = i + 1; j < end; j++)
            if (is_crossing(tiers, TIERS_SEGMENT(tiers, i), TIERS_SEGMENT(tiers, j))) {
                crossings[i - first]++;
                crossings[j - first]++;
            }
    for (;;) {
        guint worst = first;
        for (guint i = first; i < end; i++)
            if (crossings[i - first] > crossings[worst - first])
                worst = i;
        if (first == end || crossings[worst - first] == 0)
            return;
        TIERS_SEGMENT(tiers, worst)->is_straight = false;
        crossings[worst - first] = 0;
        for (guint i = first; i < end; i++)
            if (i != worst && crossings[i - first] > 0 &&
                is_crossing(tiers, TIERS_SEGMENT(tiers, i), TIERS_SEGMENT(tiers, worst)))
                crossings[i - first]--;
    }
}

static guint layer_of_segment(const struct tiers *tiers, guint segment)
{
    return TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, segment)->upper)->layer;
}

static void choose_straight(struct tiers *tiers)
{
    for (guint i = 0; i < tiers->segments->len; i++)
        TIERS_SEGMENT(tiers, i)->is_straight = true;
    for (guint first = 0, end; first < tiers->segments->len; first = end) {
        end = first + 1;
        while (end < tiers->segments->len && layer_of_segment(tiers, end) == layer_of_segment(tiers, first))
            end++;
        bend_crossing(tiers, first, end);
    }
}

bool tiers_place(struct tiers *tiers)
{
    choose_straight(tiers);
    struct variables variables = {.tiers = tiers};
    make_variables(&variables);
    make_constraints(&variables);
    index_constraints(&variables, false, &variables.first_in, &variables.in);
    index_constraints(&variables, true, &variables.first_out, &variables.out);
    variables.x = g_new0(double, variables.count + 1);
    bool is_possible = sort_variables(&variables);
    if (is_possible) {
        pack(&variables);
        move_towards_wishes(&variables);
        copy_results(&variables, tiers);
    }
    variables_clear(&variables);
    return is_possible;
}
