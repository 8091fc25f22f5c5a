#include "discover/walk.h"

#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* What a walk has said. */
struct told {
    GHashTable *cells; /* "object column index" -> "value" */
    GString *scalars;
    GString *problems;
    GString *complete; /* tables */
    char *why;
    bool is_done;
    void (*on_idle)(struct walk *walk);
    struct walk *walk;
};

static const uint32_t columns[] = {2, 3, 4};
static const char *const objects[] = {"twoObject", "threeObject", "fourObject"};
static const struct walk_table first_table = {.object = "firstTable",
                                              .entry = OID_INIT(1, 3, 6, 1, 10, 1),
                                              .columns = columns,
                                              .column_count = 3,
                                              .column_objects = objects};
static const struct walk_table second_table = {
    .object = "secondTable", .entry = OID_INIT(1, 3, 6, 1, 20, 1), .columns = columns, .column_count = 3};
static const struct walk_table vlan_table = {.object = "vlanTable",
                                             .entry = OID_INIT(1, 3, 6, 1, 20, 1),
                                             .columns = columns,
                                             .column_count = 3,
                                             .vlan_context = 5};

static void on_scalar(void *user, const void *tag, const struct value *value)
{
    struct told *told = user;
    g_string_append_printf(told->scalars, "%s=%d ", (const char *)tag, (int)value->integer);
}

static bool on_cell(void *user, const struct walk_table *table, uint32_t column, struct oid index,
                    const struct value *value, uint32_t *place)
{
    struct told *told = user;
    char text[OID_TEXT_SIZE];
    (void)value;
    (void)place;
    return g_hash_table_add(told->cells,
                            g_strdup_printf("%s %u %s", table->object, column, oid_format(index, text)));
}

static void on_complete(void *user, const struct walk_table *table)
{
    struct told *told = user;
    g_string_append_printf(told->complete, "%s ", table->object);
}

static void on_problem(void *user, const char *object, const char *text)
{
    struct told *told = user;
    g_string_append_printf(told->problems, "%s: %s\n", object, text);
}

static void on_idle(void *user)
{
    struct told *told = user;
    if (told->on_idle != NULL)
        told->on_idle(told->walk);
    told->on_idle = NULL;
}

static void on_done(void *user, const char *why)
{
    struct told *told = user;
    assert_false(told->is_done);
    told->is_done = true;
    told->why = g_strdup(why);
}

static const struct walk_events events = {.scalar = on_scalar,
                                          .cell = on_cell,
                                          .complete = on_complete,
                                          .problem = on_problem,
                                          .idle = on_idle,
                                          .done = on_done};

static struct told *told_new(struct fake_agent *agent, const struct visit_limits *limits)
{
    struct told *told = g_new0(struct told, 1);
    told->cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    told->scalars = g_string_new(NULL);
    told->problems = g_string_new(NULL);
    told->complete = g_string_new(NULL);
    told->walk = walk_new(&agent->agent, limits, &events, told);
    return told;
}

static void told_free(struct told *told, struct fake_agent *agent)
{
    walk_free(told->walk);
    agent_free(&agent->agent);
    g_hash_table_unref(told->cells);
    g_string_free(told->scalars, TRUE);
    g_string_free(told->problems, TRUE);
    g_string_free(told->complete, TRUE);
    g_free(told->why);
    g_free(told);
}

static void run(struct told *told, struct fake_agent *agent)
{
    walk_start(told->walk);
    fake_agent_run(agent);
    assert_true(told->is_done);
}

/* Rows 1 to count of the columns 2 to 4 under 1.3.6.1.TABLE.1. */
static void append_table(GString *lines, unsigned table, unsigned count)
{
    for (unsigned column = 2; column <= 4; column++)
        for (unsigned row = 1; row <= count; row++)
            g_string_append_printf(lines, "1.3.6.1.%u.1.%u.%u|2|%u\n", table, column, row, row);
}

static struct fake_agent *agent_with_rows(unsigned first, unsigned second)
{
    GString *lines = g_string_new("1.3.6.1.5.1.0|2|7\n");
    append_table(lines, 10, first);
    append_table(lines, 20, second);
    g_string_append(lines, "1.3.6.1.30.1.0|2|9\n");
    struct fake_agent *agent = fake_agent_new(lines->str);
    g_string_free(lines, TRUE);
    return agent;
}

static void assert_all_rows(const struct told *told, const char *object, unsigned count)
{
    for (unsigned column = 2; column <= 4; column++)
        for (unsigned row = 1; row <= count; row++) {
            g_autofree char *cell = g_strdup_printf("%s %u %u", object, column, row);
            if (!g_hash_table_contains(told->cells, cell))
                fail_msg("%s is missing", cell);
        }
}

static void assert_problem(const struct told *told, const char *part)
{
    if (strstr(told->problems->str, part) == NULL)
        fail_msg("no problem has \"%s\":\n%s", part, told->problems->str);
}

static void two_small_tables_cost_a_probe_and_one_getbulk(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(3, 4);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_scalar(told->walk, "scalar", OID(1, 3, 6, 1, 5, 1), "a");
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_null(told->why);
    assert_string_equal(told->scalars->str, "a=7 ");
    assert_string_equal(told->problems->str, "");
    assert_int_equal(g_hash_table_size(told->cells), 21);
    assert_all_rows(told, "firstTable", 3);
    assert_all_rows(told, "secondTable", 4);
    assert_int_equal(agent->requests, 2);
    told_free(told, agent);
}

static void what_is_missing_costs_one_varbind(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(0, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_scalar(told->walk, "scalar", OID(1, 3, 6, 1, 6, 1), "a");
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_string_equal(told->scalars->str, "");
    assert_int_equal(agent->requests, 1);
    told_free(told, agent);
}

static void answers_fill_datagrams_and_no_more(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1000, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 1000);
    /* 3,000 varbinds of 17 octets are 38 datagrams. */
    assert_in_range(agent->requests, 30, 44);
    assert_true(agent->most_octets <= 1440);
    assert_in_range(agent->most_in_flight, 3, 8);
    told_free(told, agent);
}

static unsigned requests_for(size_t max_octets, unsigned first, unsigned second)
{
    struct fake_agent *agent = agent_with_rows(first, second);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->max_octets = max_octets;
    agent->truncates = true;
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", first);
    assert_all_rows(told, "secondTable", second);
    unsigned requests = agent->requests;
    told_free(told, agent);
    return requests;
}

/* Rows that an answer had no room for, and the ends of columns, are asked for with others of the kind. */
static void what_is_left_shares_requests(void **state)
{
    (void)state;
    assert_int_equal(requests_for(1400, 60, 17), 6);
    assert_int_equal(requests_for(1400, 100, 87), 9);
    assert_int_equal(requests_for(1200, 120, 107), 11);
}

/* The last answer has no room for what is behind the table's end: one varbind shows that. */
static void a_table_of_all_interfaces_is_not_expected_to_go_on(void **state)
{
    (void)state;
    struct walk_table ports = first_table;
    ports.rows = WALK_ROWS_OF_INTERFACES;
    ports.column_count = 1;
    struct fake_agent *agent = agent_with_rows(60, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->max_octets = 60 * 14;
    agent->truncates = true;
    walk_set_interface_count(told->walk, 60);
    walk_ask_table(told->walk, &ports);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 60);
    assert_int_equal(agent->requests, 3);
    assert_int_equal(agent->octets, (1 + 60 + 1) * 14);
    told_free(told, agent);
}

/* Its values are said to be long, so that the first column is asked for alone. */
static void what_an_answer_runs_into_is_taken(void **state)
{
    (void)state;
    static const uint16_t sizes[] = {100, 100, 100};
    struct walk_table long_table = first_table;
    long_table.sizes = sizes;
    struct fake_agent *agent = agent_with_rows(3, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &long_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 3);
    assert_int_equal(g_hash_table_size(told->cells), 9);
    assert_int_equal(agent->requests, 2);
    assert_string_equal(told->complete->str, "firstTable ");
    told_free(told, agent);
}

static void scalars_share_a_request_with_what_every_device_has(void **state)
{
    (void)state;
    struct walk_table expected_table = first_table;
    expected_table.is_expected = true;
    for (int fails = 0; fails <= 1; fails++) {
        struct fake_agent *agent = agent_with_rows(3, 0);
        struct told *told = told_new(agent, &visit_default_limits);
        agent->getbulk_fails = fails;
        walk_ask_scalar(told->walk, "scalar", OID(1, 3, 6, 1, 5, 1), "a");
        walk_ask_table(told->walk, &expected_table);
        run(told, agent);
        assert_all_rows(told, "firstTable", 3);
        assert_string_equal(told->scalars->str, "a=7 ");
        assert_string_equal(told->problems->str, "");
        if (!fails)
            assert_int_equal(agent->requests, 1);
        told_free(told, agent);
    }
}

static void every_table_is_complete_once(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(300, 5);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 300);
    assert_all_rows(told, "secondTable", 5);
    assert_string_equal(told->complete->str, "secondTable firstTable ");
    told_free(told, agent);
}

static void only_so_many_requests_are_in_flight(void **state)
{
    (void)state;
    struct visit_limits limits = visit_default_limits;
    limits.max_in_flight = 1;
    struct fake_agent *agent = agent_with_rows(300, 300);
    struct told *told = told_new(agent, &limits);
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_all_rows(told, "secondTable", 300);
    assert_int_equal(agent->most_in_flight, 1);
    told_free(told, agent);
}

static void a_column_with_gaps_does_not_cut_the_others(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.2.1|2|1\n"
                                              "1.3.6.1.10.1.2.2|2|1\n"
                                              "1.3.6.1.10.1.2.9|2|1\n"
                                              "1.3.6.1.10.1.3.1|2|1\n"
                                              "1.3.6.1.10.1.4.9|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 5);
    told_free(told, agent);
}

static void a_table_without_its_first_column_is_read(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.3.1|2|1\n"
                                              "1.3.6.1.10.1.3.2|2|1\n"
                                              "1.3.6.1.10.1.4.2|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 3);
    told_free(told, agent);
}

static void any_column_will_do_where_the_index_says_it_all(void **state)
{
    (void)state;
    struct walk_table any_table = first_table;
    any_table.any_column = true;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.7.1|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &any_table);
    run(told, agent);
    assert_true(g_hash_table_contains(told->cells, "firstTable 7 1"));
    told_free(told, agent);
}

static void an_agent_that_finds_answers_too_big_is_asked_for_less(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(100, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->max_octets = 300;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 100);
    assert_string_equal(told->problems->str, "");
    /* 17 answers of 300 octets, and a few lost on the way there. */
    assert_in_range(agent->requests, 17, 34);
    told_free(told, agent);
}

static void an_agent_that_finds_scalars_too_big_is_asked_for_fewer(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(2, 2);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->max_octets = 20;
    walk_ask_scalar(told->walk, "one", OID(1, 3, 6, 1, 5, 1), "a");
    walk_ask_scalar(told->walk, "two", OID(1, 3, 6, 1, 30, 1), "b");
    walk_ask_scalar(told->walk, "three", OID(1, 3, 6, 1, 5, 1), "c");
    run(told, agent);
    assert_string_equal(told->scalars->str, "a=7 b=9 c=7 ");
    told_free(told, agent);
}

static void an_answer_cut_short_is_continued(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(100, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->max_octets = 200;
    agent->truncates = true;
    walk_ask_scalar(told->walk, "one", OID(1, 3, 6, 1, 5, 1), "a");
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 100);
    assert_all_rows(told, "secondTable", 3);
    assert_string_equal(told->problems->str, "");
    told_free(told, agent);
}

static void values_larger_than_an_answer_should_be_are_read(void **state)
{
    (void)state;
    g_autofree char *text = g_strnfill(1300, 'x');
    GString *lines = g_string_new(NULL);
    for (unsigned column = 2; column <= 4; column++)
        for (unsigned row = 1; row <= 20; row++)
            g_string_append_printf(lines, "1.3.6.1.10.1.%u.%u|4|%s%s%s\n", column, row, text, text, text);
    for (int truncates = 0; truncates <= 1; truncates++) {
        struct fake_agent *agent = fake_agent_new(lines->str);
        struct told *told = told_new(agent, &visit_default_limits);
        agent->max_octets = 4000;
        agent->truncates = truncates;
        walk_ask_table(told->walk, &first_table);
        run(told, agent);
        assert_all_rows(told, "firstTable", 20);
        assert_string_equal(told->problems->str, "");
        told_free(told, agent);
    }
    g_string_free(lines, TRUE);
}

static void an_agent_whose_getbulk_fails_is_asked_with_getnext(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(20, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->getbulk_fails = true;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 20);
    assert_string_equal(told->problems->str, "");
    assert_in_range(agent->getbulks, 1, 8);
    told_free(told, agent);
}

static void an_agent_whose_getbulk_brings_nothing_is_asked_with_getnext(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(20, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->getbulk_is_empty = true;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 20);
    assert_in_range(agent->getbulks, 1, 8);
    told_free(told, agent);
}

static void an_snmpv1_agent_is_asked_with_getnext(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(5, 7);
    agent->agent.has_getbulk = false;
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_all_rows(told, "firstTable", 5);
    assert_all_rows(told, "secondTable", 7);
    assert_int_equal(agent->getbulks, 0);
    assert_string_equal(told->problems->str, "");
    told_free(told, agent);
}

static void a_missing_scalar_does_not_lose_the_others_on_snmpv1(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(2, 2);
    agent->agent.has_getbulk = false;
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_scalar(told->walk, "behind all", OID(1, 3, 6, 1, 40, 1), "x");
    walk_ask_scalar(told->walk, "one", OID(1, 3, 6, 1, 5, 1), "a");
    walk_ask_table(told->walk, &first_table);
    walk_ask_scalar(told->walk, "behind that", OID(1, 3, 6, 1, 50, 1), "y");
    run(told, agent);
    assert_string_equal(told->scalars->str, "a=7 ");
    assert_all_rows(told, "firstTable", 2);
    told_free(told, agent);
}

static void ask_a_row(struct walk *walk)
{
    walk_ask_row(walk, &second_table, OID(2));
    walk_ask_row(walk, &second_table, OID(77));
}

static void rows_can_be_asked_for_later(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    told->on_idle = ask_a_row;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_true(g_hash_table_contains(told->cells, "secondTable 3 2"));
    assert_int_equal(g_hash_table_size(told->cells), 6);
    assert_int_equal(agent->gets, 1);
    told_free(told, agent);
}

static void ask_rows_behind_others(struct walk *walk)
{
    walk_ask_row_behind(walk, &second_table, OID(1), OID(2));
    walk_ask_row_behind(walk, &second_table, (struct oid){NULL, 0}, OID(1));
}

static void rows_are_asked_for_by_those_before_them(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    told->on_idle = ask_rows_behind_others;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_true(g_hash_table_contains(told->cells, "secondTable 3 1"));
    assert_true(g_hash_table_contains(told->cells, "secondTable 4 2"));
    assert_int_equal(g_hash_table_size(told->cells), 9);
    assert_int_equal(agent->gets, 0);
    told_free(told, agent);
}

static void ask_row_too_far_behind(struct walk *walk)
{
    walk_ask_row_behind(walk, &second_table, OID(1), OID(3));
}

static void a_row_that_does_not_follow_is_asked_for_by_its_name(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    told->on_idle = ask_row_too_far_behind;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_true(g_hash_table_contains(told->cells, "secondTable 3 3"));
    assert_int_equal(g_hash_table_size(told->cells), 6);
    assert_int_equal(agent->gets, 1);
    told_free(told, agent);
}

static void a_missing_row_does_not_lose_the_others_on_snmpv1(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1, 3);
    agent->agent.has_getbulk = false;
    struct told *told = told_new(agent, &visit_default_limits);
    told->on_idle = ask_a_row;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 6);
    told_free(told, agent);
}

static void names_that_go_in_circles_end_the_column(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.2.1|2|1\n"
                                              "1.3.6.1.10.1.2.2|2|1\n"
                                              "1.3.6.1.10.1.2.3|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    agent->is_unsorted = true;
    agent->goes_back_to = 0;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_null(told->why);
    assert_int_equal(g_hash_table_size(told->cells), 3);
    assert_problem(told, "twoObject: goes round in circles at row 1");
    assert_in_range(agent->requests, 2, 4);
    told_free(told, agent);
}

static void a_name_that_follows_itself_ends_the_column(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.2.1|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    agent->is_unsorted = true;
    agent->goes_back_to = 0;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 1);
    assert_problem(told, "goes round in circles at row 1");
    told_free(told, agent);
}

static void rows_out_of_order_are_kept(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new("1.3.6.1.10.1.2.5|2|1\n"
                                              "1.3.6.1.10.1.2.2|2|1\n"
                                              "1.3.6.1.10.1.2.9|2|1\n"
                                              "1.3.6.1.10.1.2.1|2|1\n"
                                              "1.3.6.1.10.1.3.5|2|1\n"
                                              "1.3.6.1.10.1.3.1|2|1\n");
    struct told *told = told_new(agent, &visit_default_limits);
    agent->is_unsorted = true;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 6);
    assert_string_equal(told->problems->str, "");
    told_free(told, agent);
}

static void too_many_rows_are_cut_and_named(void **state)
{
    (void)state;
    struct visit_limits limits = visit_default_limits;
    limits.max_rows = 10;
    struct fake_agent *agent = agent_with_rows(100, 3);
    struct told *told = told_new(agent, &limits);
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_null(told->why);
    assert_string_equal(told->problems->str, "firstTable: more than 10 rows; the others are not read\n");
    assert_int_equal(g_hash_table_size(told->cells), 39);
    told_free(told, agent);
}

static void too_many_requests_end_the_walk(void **state)
{
    (void)state;
    struct visit_limits limits = visit_default_limits;
    limits.max_requests = 5;
    struct fake_agent *agent = agent_with_rows(1000, 3);
    struct told *told = told_new(agent, &limits);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->why, "limit of 5 requests");
    assert_int_equal(agent->requests, 5);
    assert_true(g_hash_table_size(told->cells) > 0);
    told_free(told, agent);
}

static void too_many_octets_end_the_walk(void **state)
{
    (void)state;
    struct visit_limits limits = visit_default_limits;
    limits.max_bytes = 2000;
    struct fake_agent *agent = agent_with_rows(1000, 3);
    struct told *told = told_new(agent, &limits);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->why, "limit of 2000 octets");
    told_free(told, agent);
}

static void a_silent_device_costs_one_silence(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(3, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->answers_left = 0;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->why, "no answer");
    assert_false(walk_was_answered(told->walk));
    assert_int_equal(agent->requests, 1);
    told_free(told, agent);
}

static void a_device_that_falls_silent_is_left_after_a_second_try(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(1000, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->answers_left = 6;
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->why, "the device stopped answering: no answer");
    assert_true(g_hash_table_size(told->cells) > 100);
    assert_in_range(agent->requests, 7, 14);
    told_free(told, agent);
}

static void a_failed_request_ends_the_walk(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(3, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->failure = "wrong digest";
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->why, "wrong digest");
    told_free(told, agent);
}

static void assert_bad_column_is_given_up(bool hides_error_index)
{
    struct fake_agent *agent = agent_with_rows(30, 4);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->fails_below = OID(1, 3, 6, 1, 10, 1, 3);
    agent->hides_error_index = hides_error_index;
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &second_table);
    run(told, agent);
    assert_null(told->why);
    assert_all_rows(told, "secondTable", 4);
    assert_int_equal(g_hash_table_size(told->cells), 60 + 12);
    assert_string_equal(told->problems->str, "threeObject: genErr; stopped\n");
    told_free(told, agent);
}

static void a_column_that_fails_is_given_up_and_the_others_are_read(void **state)
{
    (void)state;
    assert_bad_column_is_given_up(false);
    assert_bad_column_is_given_up(true);
}

static void a_first_column_that_fails_midway_does_not_cut_the_others(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(200, 0);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->fails_below = OID(1, 3, 6, 1, 10, 1, 2, 150);
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_int_equal(g_hash_table_size(told->cells), 150 + 200 + 200);
    assert_string_equal(told->problems->str, "twoObject: genErr; stopped\n");
    told_free(told, agent);
}

static void a_scalar_that_fails_is_given_up_and_the_others_are_read(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(2, 2);
    struct told *told = told_new(agent, &visit_default_limits);
    agent->fails_below = OID(1, 3, 6, 1, 5, 1);
    agent->hides_error_index = true;
    walk_ask_scalar(told->walk, "one", OID(1, 3, 6, 1, 30, 1), "a");
    walk_ask_scalar(told->walk, "bad", OID(1, 3, 6, 1, 5, 1), "b");
    walk_ask_scalar(told->walk, "two", OID(1, 3, 6, 1, 30, 1), "c");
    walk_ask_table(told->walk, &first_table);
    run(told, agent);
    assert_string_equal(told->scalars->str, "a=9 c=9 ");
    assert_all_rows(told, "firstTable", 2);
    assert_string_equal(told->problems->str, "bad: genErr\n");
    told_free(told, agent);
}

static void a_vlan_context_that_is_not_there_is_no_problem(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(3, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    walk_ask_table(told->walk, &vlan_table);
    run(told, agent);
    assert_null(told->why);
    assert_all_rows(told, "firstTable", 3);
    assert_int_equal(g_hash_table_size(told->cells), 9);
    assert_string_equal(told->problems->str, "");
    told_free(told, agent);
}

static void answers_to_a_walk_that_is_gone_are_ignored(void **state)
{
    (void)state;
    struct fake_agent *agent = agent_with_rows(300, 3);
    struct told *told = told_new(agent, &visit_default_limits);
    walk_ask_table(told->walk, &first_table);
    walk_start(told->walk);
    assert_true(fake_agent_step(agent));
    walk_free(told->walk);
    told->walk = NULL;
    fake_agent_run(agent);
    assert_false(told->is_done);
    told_free(told, agent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_small_tables_cost_a_probe_and_one_getbulk),
        cmocka_unit_test(what_is_missing_costs_one_varbind),
        cmocka_unit_test(answers_fill_datagrams_and_no_more),
        cmocka_unit_test(what_is_left_shares_requests),
        cmocka_unit_test(a_table_of_all_interfaces_is_not_expected_to_go_on),
        cmocka_unit_test(what_an_answer_runs_into_is_taken),
        cmocka_unit_test(scalars_share_a_request_with_what_every_device_has),
        cmocka_unit_test(every_table_is_complete_once),
        cmocka_unit_test(only_so_many_requests_are_in_flight),
        cmocka_unit_test(a_column_with_gaps_does_not_cut_the_others),
        cmocka_unit_test(a_table_without_its_first_column_is_read),
        cmocka_unit_test(any_column_will_do_where_the_index_says_it_all),
        cmocka_unit_test(an_agent_that_finds_answers_too_big_is_asked_for_less),
        cmocka_unit_test(an_agent_that_finds_scalars_too_big_is_asked_for_fewer),
        cmocka_unit_test(an_answer_cut_short_is_continued),
        cmocka_unit_test(values_larger_than_an_answer_should_be_are_read),
        cmocka_unit_test(an_agent_whose_getbulk_fails_is_asked_with_getnext),
        cmocka_unit_test(an_agent_whose_getbulk_brings_nothing_is_asked_with_getnext),
        cmocka_unit_test(an_snmpv1_agent_is_asked_with_getnext),
        cmocka_unit_test(a_missing_scalar_does_not_lose_the_others_on_snmpv1),
        cmocka_unit_test(rows_can_be_asked_for_later),
        cmocka_unit_test(rows_are_asked_for_by_those_before_them),
        cmocka_unit_test(a_row_that_does_not_follow_is_asked_for_by_its_name),
        cmocka_unit_test(a_missing_row_does_not_lose_the_others_on_snmpv1),
        cmocka_unit_test(names_that_go_in_circles_end_the_column),
        cmocka_unit_test(a_name_that_follows_itself_ends_the_column),
        cmocka_unit_test(rows_out_of_order_are_kept),
        cmocka_unit_test(too_many_rows_are_cut_and_named),
        cmocka_unit_test(too_many_requests_end_the_walk),
        cmocka_unit_test(too_many_octets_end_the_walk),
        cmocka_unit_test(a_silent_device_costs_one_silence),
        cmocka_unit_test(a_device_that_falls_silent_is_left_after_a_second_try),
        cmocka_unit_test(a_failed_request_ends_the_walk),
        cmocka_unit_test(a_column_that_fails_is_given_up_and_the_others_are_read),
        cmocka_unit_test(a_first_column_that_fails_midway_does_not_cut_the_others),
        cmocka_unit_test(a_scalar_that_fails_is_given_up_and_the_others_are_read),
        cmocka_unit_test(a_vlan_context_that_is_not_there_is_no_problem),
        cmocka_unit_test(answers_to_a_walk_that_is_gone_are_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
