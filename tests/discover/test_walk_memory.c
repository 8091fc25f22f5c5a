/*
 * What a walk leaves for the next one of the same agent, and that the next one finds out what has changed.
 */
#include "discover/walk_internal.h"

#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* One agent, as it is met again and again. */
struct scene {
    struct walk_profiles *profiles;
    struct walk_memory memory;
    /* Of the last walk. */
    GString *cells; /* in the order in which they came */
    GString *scalars;
    GString *problems;
    unsigned requests, getbulks, most_in_flight;
    size_t names;
    bool has_second; /* whether the second table is there, at the end */
    /* Of the next one. */
    bool forgets;        /* as soon as there is a scalar */
    uint32_t interfaces; /* as the first scalar tells */
    bool probes;         /* the second table is probed before it is asked for */
    struct walk *walk;
    bool is_done;
};

static const uint32_t columns[] = {2, 3};
#define TABLE(number)                                                                                        \
    {                                                                                                        \
        .object = "table" #number, .entry = OID_INIT(1, 3, 6, 1, number, 1), .columns = columns,             \
        .column_count = 2                                                                                    \
    }

/* The first is the one that nearly always has rows in these tests. */
static const struct walk_table tables[] = {TABLE(10), TABLE(20), TABLE(21), TABLE(22), TABLE(30)};
static const struct walk_table any_table = {.object = "anyTable",
                                            .entry = OID_INIT(1, 3, 6, 1, 10, 1),
                                            .columns = columns,
                                            .column_count = 2,
                                            .any_column = true};

static const struct oid first_scalar = OID_INIT(1, 3, 6, 1, 5, 1);
static const struct oid last_scalar = OID_INIT(1, 3, 6, 1, 29, 1);

static const uint32_t other_columns[] = {5, 4};
static const struct walk_table part_table = {
    .object = "part", .entry = OID_INIT(1, 3, 6, 1, 10, 1), .columns = other_columns, .column_count = 2};
static const uint32_t peer_columns[] = {9, 5, 2, 1};
static const struct walk_table peer_table = {
    .object = "peers", .entry = OID_INIT(1, 3, 6, 1, 10, 1), .columns = peer_columns, .column_count = 4};

static const struct walk_table expected_table = {.object = "long",
                                                 .entry = OID_INIT(1, 3, 6, 1, 20, 1),
                                                 .columns = columns,
                                                 .column_count = 1,
                                                 .rows = WALK_ROWS_ALL_INTERFACES,
                                                 .is_expected = true};

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);
    scene->profiles = walk_profiles_new();
    scene->cells = g_string_new(NULL);
    scene->scalars = g_string_new(NULL);
    scene->problems = g_string_new(NULL);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    walk_profiles_free(scene->profiles);
    g_string_free(scene->cells, TRUE);
    g_string_free(scene->scalars, TRUE);
    g_string_free(scene->problems, TRUE);
    g_free(scene);
    return 0;
}

static void on_scalar(void *user, const void *tag, const struct value *value)
{
    struct scene *scene = user;
    g_string_append_printf(scene->scalars, "%s=%d ", (const char *)tag, (int)value->integer);
    if (scene->forgets)
        walk_forget(scene->walk);
    walk_set_interface_count(scene->walk, scene->interfaces);
}

static bool on_cell(void *user, const struct walk_table *table, uint32_t column, struct oid index,
                    const struct value *value, uint32_t *place)
{
    (void)place;
    struct scene *scene = user;
    char text[OID_TEXT_SIZE];
    (void)value;
    g_string_append_printf(scene->cells, "%s.%u.%s ", table->object, column, oid_format(index, text));
    return true;
}

static void on_problem(void *user, const char *object, const char *text)
{
    struct scene *scene = user;
    g_string_append_printf(scene->problems, "%s: %s\n", object, text);
}

static void on_idle(void *user)
{
    struct scene *scene = user;
    scene->has_second = walk_has_table(scene->walk, &tables[1]);
}

static void on_done(void *user, const char *why)
{
    struct scene *scene = user;
    assert_null(why);
    scene->is_done = true;
}

static const struct walk_events events = {
    .scalar = on_scalar, .cell = on_cell, .problem = on_problem, .idle = on_idle, .done = on_done};

static struct walk *begin(struct scene *scene, struct fake_agent *agent)
{
    g_string_truncate(scene->cells, 0);
    g_string_truncate(scene->scalars, 0);
    g_string_truncate(scene->problems, 0);
    scene->is_done = false;
    scene->walk = walk_new(&agent->agent, &visit_default_limits, &events, scene);
    walk_begin_with(scene->walk, &scene->memory);
    return scene->walk;
}

static void end(struct scene *scene, struct fake_agent *agent)
{
    walk_start(scene->walk);
    fake_agent_run(agent);
    assert_true(scene->is_done);
    walk_learn(scene->walk, scene->profiles, &scene->memory);
    scene->requests = agent->requests;
    scene->getbulks = agent->getbulks;
    scene->most_in_flight = agent->most_in_flight;
    scene->names = agent->names;
    walk_free(scene->walk);
    agent_free(&agent->agent);
}

/* A scalar, all tables, and another scalar behind them. */
static void ask(struct scene *scene)
{
    walk_ask_scalar(scene->walk, "first", first_scalar, "a");
    walk_ask_table(scene->walk, &tables[0]);
    if (scene->probes)
        walk_probe_table(scene->walk, &tables[1]);
    for (size_t i = scene->probes ? 2 : 1; i < G_N_ELEMENTS(tables); i++)
        walk_ask_table(scene->walk, &tables[i]);
    walk_ask_scalar(scene->walk, "last", last_scalar, "z");
}

static void meet(struct scene *scene, struct fake_agent *agent)
{
    begin(scene, agent);
    ask(scene);
    end(scene, agent);
}

/* A scalar, one table of two columns and two rows, and something behind all. */
#define USUAL                                                                                                \
    "1.3.6.1.5.1.0|2|7\n"                                                                                    \
    "1.3.6.1.10.1.2.1|2|1\n1.3.6.1.10.1.2.2|2|1\n1.3.6.1.10.1.3.1|2|1\n1.3.6.1.10.1.3.2|2|1\n"
#define BEHIND "1.3.6.1.40.1.0|2|9\n"
#define USUAL_PROFILE                                                                                        \
    "table 1.3.6.1.10.1.2\n"                                                                                 \
    "gap 1.3.6.1.20.1\nalso 1.3.6.1.21.1\nalso 1.3.6.1.22.1\nalso 1.3.6.1.29.1\nalso 1.3.6.1.30.1\n"

static void meet_lines(struct scene *scene, const char *lines)
{
    meet(scene, fake_agent_new(lines));
}

static const char *profile(const struct scene *scene)
{
    return scene->memory.profile != NULL ? walk_profile_text(scene->memory.profile) : "";
}

static size_t cell_count(const struct scene *scene)
{
    size_t count = 0;
    for (const char *at = scene->cells->str; (at = strchr(at, ' ')) != NULL; at++)
        count++;
    return count;
}

static void assert_cell(const struct scene *scene, const char *cell)
{
    if (strstr(scene->cells->str, cell) == NULL)
        fail_msg("%s is missing:%s", cell, scene->cells->str);
}

static void what_is_not_there_is_remembered_in_gaps(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    assert_string_equal(profile(scene), USUAL_PROFILE);
    assert_true(walk_traits_are_usual(&scene->memory.traits));
}

/* One request with two scalars and five probes, one with columns; then one with a scalar, the first name of
 * the gap, and a column that the answer goes beyond. */
static void the_next_walk_asks_for_the_first_name_of_a_gap(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    assert_int_equal(scene->requests, 2);
    assert_int_equal(scene->names, 9);
    meet_lines(scene, USUAL BEHIND);
    assert_int_equal(scene->requests, 1);
    assert_int_equal(scene->names, 3);
    assert_int_equal(cell_count(scene), 4);
    assert_string_equal(scene->scalars->str, "a=7 ");
    assert_string_equal(profile(scene), USUAL_PROFILE);
}

static void the_end_of_what_the_agent_has_ends_a_gap(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL);
    assert_string_equal(profile(scene), USUAL_PROFILE);
    meet_lines(scene, USUAL);
    assert_int_equal(scene->names, 3);
    assert_string_equal(profile(scene), USUAL_PROFILE);
}

static void an_agent_of_snmpv1_is_remembered_too(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 2; i++) {
        struct fake_agent *agent = fake_agent_new(USUAL);
        agent->agent.has_getbulk = false;
        meet(scene, agent);
        assert_int_equal(cell_count(scene), 4);
        assert_string_equal(profile(scene), USUAL_PROFILE);
        assert_true(walk_traits_are_usual(&scene->memory.traits));
        assert_string_equal(scene->problems->str, "");
    }
}

static void a_table_that_has_appeared_in_a_gap_is_read(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    meet_lines(scene, USUAL "1.3.6.1.21.1.2.5|2|1\n1.3.6.1.21.1.3.5|2|1\n" BEHIND);
    assert_cell(scene, "table21.2.5 ");
    assert_cell(scene, "table21.3.5 ");
    assert_int_equal(cell_count(scene), 6);
    assert_string_equal(profile(scene), "table 1.3.6.1.10.1.2\n"
                                        "table 1.3.6.1.21.1.2\n"
                                        "gap 1.3.6.1.22.1\nalso 1.3.6.1.29.1\nalso 1.3.6.1.30.1\n");
}

/* The answer to the first of the gap is a row of it. */
static void a_table_that_has_appeared_where_a_gap_begins_is_read(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    meet_lines(scene, USUAL "1.3.6.1.20.1.2.5|2|1\n1.3.6.1.30.1.3.5|2|1\n" BEHIND);
    assert_cell(scene, "table20.2.5 ");
    assert_cell(scene, "table30.3.5 ");
    assert_true(scene->has_second);
}

static void a_scalar_that_has_appeared_in_a_gap_is_told_by_the_first_name(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    meet_lines(scene, USUAL "1.3.6.1.29.1.0|2|5\n" BEHIND);
    assert_string_equal(scene->scalars->str, "a=7 z=5 ");
    assert_int_equal(scene->requests, 2);
}

static void what_nobody_asks_for_may_lie_in_a_gap(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    meet_lines(scene, USUAL "1.3.6.1.21.5.1.0|2|1\n" BEHIND);
    assert_int_equal(cell_count(scene), 4);
    assert_int_equal(scene->names, 3 + 3);
    assert_string_equal(profile(scene), "table 1.3.6.1.10.1.2\n"
                                        "gap 1.3.6.1.20.1\nalso 1.3.6.1.21.1\n"
                                        "gap 1.3.6.1.22.1\nalso 1.3.6.1.29.1\nalso 1.3.6.1.30.1\n");
    meet_lines(scene, USUAL "1.3.6.1.21.5.1.0|2|1\n" BEHIND);
    assert_int_equal(scene->names, 4);
}

/* As a newer wiremap has them. */
static void a_name_that_is_in_no_gap_is_asked_for(void **state)
{
    struct scene *scene = *state;
    scene->memory.profile = walk_profiles_get(scene->profiles, "table 1.3.6.1.10.1.2\n"
                                                               "gap 1.3.6.1.20.1\nalso 1.3.6.1.22.1\n");
    meet_lines(scene, USUAL "1.3.6.1.21.1.2.5|2|1\n" BEHIND);
    assert_cell(scene, "table21.2.5 ");
}

static void a_table_that_is_gone_has_no_rows(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL "1.3.6.1.20.1.2.1|2|1\n" BEHIND);
    assert_true(scene->has_second);
    meet_lines(scene, USUAL BEHIND);
    assert_false(scene->has_second);
    assert_int_equal(cell_count(scene), 4);
    assert_string_equal(scene->problems->str, "");
    meet_lines(scene, USUAL BEHIND);
    assert_string_equal(profile(scene), USUAL_PROFILE);
}

static void a_column_before_the_first_that_was_there_is_found(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, "1.3.6.1.10.1.3.1|2|1\n" BEHIND);
    assert_true(g_str_has_prefix(profile(scene), "table 1.3.6.1.10.1.3\n"));
    meet_lines(scene, "1.3.6.1.10.1.2.1|2|1\n1.3.6.1.10.1.3.1|2|1\n" BEHIND);
    assert_cell(scene, "table10.2.1 ");
    assert_cell(scene, "table10.3.1 ");
    assert_true(g_str_has_prefix(profile(scene), "table 1.3.6.1.10.1.2\n"));
}

static void where_any_column_is_enough_another_one_is_found(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 2; i++) {
        struct fake_agent *agent =
            fake_agent_new(i == 0 ? "1.3.6.1.10.1.2.1|2|1\n" : "1.3.6.1.10.1.9.1|2|1\n");
        walk_ask_table(begin(scene, agent), &any_table);
        end(scene, agent);
        assert_string_equal(scene->cells->str, i == 0 ? "anyTable.2.1 " : "anyTable.9.1 ");
        assert_string_equal(profile(scene), i == 0 ? "table 1.3.6.1.10.1.2\n" : "");
    }
}

/* Two tables of one entry: what is there of one says nothing of the other. */
static void parts_of_one_table_are_told_apart(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 3; i++) {
        struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.4.1|2|1\n" BEHIND);
        walk_ask_table(begin(scene, agent), &tables[0]);
        walk_ask_table(scene->walk, &part_table);
        end(scene, agent);
        assert_string_equal(scene->cells->str, "part.4.1 ");
        assert_string_equal(profile(scene), "table 1.3.6.1.10.1.4\n");
    }
}

/* While the first column of their table is in flight they are asked for in one request beside a long table;
 * the row of one is what follows the other. */
static void columns_that_are_not_there_take_no_row_from_others(void **state)
{
    struct scene *scene = *state;
    GString *lines = g_string_new("1.3.6.1.5.1.0|2|7\n");
    scene->interfaces = 40;
    for (unsigned column = 2; column <= 9; column += column == 2 ? 3 : 4)
        for (unsigned row = 1; row <= 2; row++)
            g_string_append_printf(lines, "1.3.6.1.10.1.%u.%u|2|1\n", column, row);
    for (unsigned row = 1; row <= 40; row++)
        g_string_append_printf(lines, "1.3.6.1.20.1.2.%u|2|1\n", row);
    for (unsigned i = 0; i < 3; i++) {
        struct fake_agent *agent = fake_agent_new(lines->str);
        walk_ask_scalar(begin(scene, agent), "first", first_scalar, "a");
        walk_divide(scene->walk);
        walk_ask_scalar(scene->walk, "last", last_scalar, "z");
        walk_ask_table(scene->walk, &expected_table);
        walk_ask_table(scene->walk, &peer_table);
        end(scene, agent);
        assert_int_equal(cell_count(scene), 46);
        assert_string_equal(scene->problems->str, "");
    }
    g_string_free(lines, TRUE);
}

static void a_table_that_is_only_probed_is_probed_again(void **state)
{
    struct scene *scene = *state;
    scene->probes = true;
    for (unsigned i = 0; i < 2; i++) {
        meet_lines(scene, USUAL "1.3.6.1.20.1.2.1|2|1\n" BEHIND);
        assert_true(scene->has_second);
        assert_int_equal(cell_count(scene), 4);
    }
}

static void of_an_agent_that_does_not_sort_no_gaps_are_remembered(void **state)
{
    struct scene *scene = *state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.5.1.0|2|7\n1.3.6.1.10.1.2.2|2|1\n"
                                              "1.3.6.1.10.1.2.1|2|1\n1.3.6.1.40.1.0|2|9\n");
    agent->is_unsorted = true;
    meet(scene, agent);
    assert_int_equal(cell_count(scene), 2);
    assert_string_equal(profile(scene), "table 1.3.6.1.10.1.2\n");
}

/* An answer passes a name that has another one. */
static void answers_that_contradict_each_other_make_no_gaps(void **state)
{
    struct scene *scene = *state;
    struct fake_agent *agent = fake_agent_new(USUAL BEHIND);
    agent->hides_behind = OID(1, 3, 6, 1, 20);
    meet(scene, agent);
    assert_null(strstr(profile(scene), "gap"));
}

static void names_are_asked_for_when_the_first_of_their_gap_fails(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    struct fake_agent *agent = fake_agent_new(USUAL "1.3.6.1.21.1.2.5|2|1\n" BEHIND);
    agent->fails_below = OID(1, 3, 6, 1, 20);
    meet(scene, agent);
    assert_cell(scene, "table21.2.5 ");
    assert_string_equal(scene->problems->str, "table20: genErr\n");
}

static void another_system_is_asked_for_all(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    scene->memory.traits = (struct walk_traits){.max_items = 1, .lacks_getbulk = true};
    scene->forgets = true;
    meet_lines(scene, USUAL BEHIND);
    assert_true(scene->names >= 8);
    assert_true(scene->getbulks > 0);
    assert_string_equal(profile(scene), USUAL_PROFILE);
    assert_true(walk_traits_are_usual(&scene->memory.traits));
}

/* Rows 1 to count of two columns. */
static char *long_table(unsigned count)
{
    GString *lines = g_string_new(NULL);
    for (unsigned column = 2; column <= 3; column++)
        for (unsigned row = 1; row <= count; row++)
            g_string_append_printf(lines, "1.3.6.1.10.1.%u.%u|2|%u\n", column, row, row);
    return g_string_free(lines, FALSE);
}

static struct fake_agent *small_agent(size_t max_octets, bool truncates)
{
    g_autofree char *lines = long_table(200);
    struct fake_agent *agent = fake_agent_new(lines);
    agent->max_octets = max_octets;
    agent->truncates = truncates;
    return agent;
}

static void what_was_too_big_is_not_tried_the_next_time(void **state)
{
    struct scene *scene = *state;
    meet(scene, small_agent(500, false));
    unsigned first = scene->requests;
    assert_in_range(scene->memory.traits.full_budget, 300, 700);
    meet(scene, small_agent(500, false));
    assert_int_equal(cell_count(scene), 400);
    assert_true(scene->requests < first);
}

static void where_answers_were_cut_the_next_walk_begins(void **state)
{
    struct scene *scene = *state;
    meet(scene, small_agent(500, true));
    assert_in_range(scene->memory.traits.budget, 400, 700);
    assert_int_equal(scene->memory.traits.full_budget, 0);
    meet(scene, small_agent(500, true));
    assert_int_equal(cell_count(scene), 400);
}

static void a_limit_is_tried_again_after_calm_visits(void **state)
{
    struct scene *scene = *state;
    scene->memory.traits = (struct walk_traits){.full_budget = 300, .max_items = 10, .parts_kinds = true};
    for (unsigned i = 1; i < WALK_CALM_VISITS; i++) {
        meet(scene, small_agent(0, false));
        assert_int_equal(scene->memory.traits.calm_visits, i);
        assert_int_equal(scene->memory.traits.full_budget, 300);
    }
    meet(scene, small_agent(0, false));
    assert_int_equal(scene->memory.traits.calm_visits, 0);
    assert_int_equal(scene->memory.traits.full_budget, 600);
    assert_int_equal(scene->memory.traits.max_items, 20);
    assert_false(scene->memory.traits.parts_kinds);
    for (unsigned i = 0; i < 2 * WALK_CALM_VISITS; i++)
        meet(scene, small_agent(0, false));
    assert_true(walk_traits_are_usual(&scene->memory.traits));
}

static void an_agent_without_getbulk_is_asked_by_getnext_the_next_time(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 2; i++) {
        struct fake_agent *agent = fake_agent_new(USUAL BEHIND);
        agent->getbulk_fails = true;
        meet(scene, agent);
        assert_int_equal(cell_count(scene), 4);
        assert_true(scene->memory.traits.lacks_getbulk);
        assert_int_equal(scene->getbulks > 0, i == 0);
    }
}

static struct fake_agent *agent_that_survives(unsigned requests)
{
    g_autofree char *lines = long_table(800);
    struct fake_agent *agent = fake_agent_new(lines);
    agent->survives = requests;
    return agent;
}

static void an_agent_that_survives_one_request_gets_one_the_next_time(void **state)
{
    struct scene *scene = *state;
    unsigned most[2];
    for (unsigned i = 0; i < 2; i++) {
        struct fake_agent *agent = agent_that_survives(1);
        meet(scene, agent);
        most[i] = scene->most_in_flight;
        assert_int_equal(cell_count(scene), 1600);
        assert_true(scene->memory.traits.is_single);
    }
    assert_true(most[0] > 1);
    assert_int_equal(most[1], 1);
}

/* A request that is lost although it is tried again, and retries afterwards: that is the network. */
static void silence_of_a_network_that_loses_is_not_the_agents(void **state)
{
    struct scene *scene = *state;
    struct fake_agent *agent = agent_that_survives(1);
    begin(scene, agent);
    ask(scene);
    walk_start(scene->walk);
    while (fake_agent_step(agent))
        agent->agent.cost.retries++;
    assert_true(scene->is_done);
    walk_learn(scene->walk, scene->profiles, &scene->memory);
    assert_false(scene->memory.traits.is_single);
    walk_free(scene->walk);
    agent_free(&agent->agent);
}

static void devices_of_a_kind_have_one_profile(void **state)
{
    struct scene *scene = *state;
    meet_lines(scene, USUAL BEHIND);
    const struct walk_profile *first = scene->memory.profile;
    scene->memory = (struct walk_memory){0};
    meet_lines(scene, USUAL "1.3.6.1.41.1.0|2|1\n");
    assert_ptr_equal(scene->memory.profile, first);
}

static void a_profile_that_is_not_as_it_should_be_is_none(void **state)
{
    struct scene *scene = *state;
    const char *const texts[] = {"",
                                 "\n",
                                 "table 1.3.6\ntable 1.3.6\n",
                                 "table 1.3.7\ntable 1.3.6\n",
                                 "also 1.3.6\n",
                                 "table 1.3.6\nalso 1.3.7\n",
                                 "gap 1.3.6",
                                 "gap\n",
                                 "gap 1.3.x\n",
                                 "gap  1.3.6\n",
                                 "Gap 1.3.6\n",
                                 "gap 1.3.99999999999\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (walk_profiles_get(scene->profiles, texts[i]) != NULL)
            fail_msg("a profile: \"%s\"", texts[i]);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < 5000; i++)
        g_string_append_printf(text, "table 1.3.%u\n", i);
    assert_null(walk_profiles_get(scene->profiles, text->str));
    g_string_free(text, TRUE);
    assert_non_null(walk_profiles_get(scene->profiles, "gap 1.3.6\nalso 1.3.7\n"));
}

static void what_identifies_a_system_is_both_texts(void **state)
{
    (void)state;
    uint64_t identity = walk_memory_identity("1.3.6.1.4.1.9", "one");
    assert_true(identity != 0 && identity == walk_memory_identity("1.3.6.1.4.1.9", "one"));
    assert_true(identity != walk_memory_identity("1.3.6.1.4.1.9", "two"));
    assert_true(identity != walk_memory_identity("1.3.6.1.4.1.9one", ""));
    assert_true(walk_memory_identity(NULL, "one") != walk_memory_identity("one", NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_there_is_remembered_in_gaps),
        TEST(the_next_walk_asks_for_the_first_name_of_a_gap),
        TEST(the_end_of_what_the_agent_has_ends_a_gap),
        TEST(an_agent_of_snmpv1_is_remembered_too),
        TEST(a_table_that_has_appeared_in_a_gap_is_read),
        TEST(a_table_that_has_appeared_where_a_gap_begins_is_read),
        TEST(a_scalar_that_has_appeared_in_a_gap_is_told_by_the_first_name),
        TEST(what_nobody_asks_for_may_lie_in_a_gap),
        TEST(a_name_that_is_in_no_gap_is_asked_for),
        TEST(a_table_that_is_gone_has_no_rows),
        TEST(a_column_before_the_first_that_was_there_is_found),
        TEST(where_any_column_is_enough_another_one_is_found),
        TEST(parts_of_one_table_are_told_apart),
        TEST(columns_that_are_not_there_take_no_row_from_others),
        TEST(a_table_that_is_only_probed_is_probed_again),
        TEST(of_an_agent_that_does_not_sort_no_gaps_are_remembered),
        TEST(answers_that_contradict_each_other_make_no_gaps),
        TEST(names_are_asked_for_when_the_first_of_their_gap_fails),
        TEST(another_system_is_asked_for_all),
        TEST(what_was_too_big_is_not_tried_the_next_time),
        TEST(where_answers_were_cut_the_next_walk_begins),
        TEST(a_limit_is_tried_again_after_calm_visits),
        TEST(an_agent_without_getbulk_is_asked_by_getnext_the_next_time),
        TEST(an_agent_that_survives_one_request_gets_one_the_next_time),
        TEST(silence_of_a_network_that_loses_is_not_the_agents),
        TEST(devices_of_a_kind_have_one_profile),
        TEST(a_profile_that_is_not_as_it_should_be_is_none),
        TEST(what_identifies_a_system_is_both_texts),
    };
    return cmocka_run_group_tests_name("walk memory", tests, NULL, NULL);
}
