/*
 * How agents wanted to be asked, from one run to the next.
 */
#include "tests/support/inventory_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char gaps[] = "gap 1.3.6\nalso 1.3.7\n";
static const char table[] = "table 1.3.6.1\n";

static void add_line(const struct known_agent *agent, void *user)
{
    char address[ADDRESS_TEXT_SIZE];
    g_string_append_printf(user, "%s %" G_GINT64_FORMAT " %u %u %u %u %u %d%d%d %s",
                           address_format(agent->address, address), agent->identity, agent->budget,
                           agent->full_budget, agent->max_items, agent->max_columns, agent->calm_visits,
                           agent->lacks_getbulk, agent->parts_kinds, agent->is_single,
                           agent->profile != NULL ? agent->profile : "-\n");
}

static char *list(struct inventory *inventory)
{
    GString *lines = g_string_new(NULL);
    assert_true(inventory_each_agent(inventory, add_line, lines, NULL));
    return g_string_free(lines, FALSE);
}

static struct known_agent agent(const char *address, const char *profile)
{
    struct known_agent agent = {.profile = profile, .identity = -7};
    assert_true(address_parse(address, &agent.address));
    return agent;
}

static void save(struct inventory *inventory, const char *address, const char *profile)
{
    struct known_agent one = agent(address, profile);
    assert_true(inventory_save_agents(inventory, &one, 1, NULL));
}

static void agents_are_remembered(void **state)
{
    struct inventory *inventory = open_sound(((struct place *)*state)->file, INVENTORY_WRITE);
    struct known_agent agents[] = {agent("192.0.2.1", gaps), agent("2001:db8::1", NULL)};
    agents[1] = (struct known_agent){.address = agents[1].address,
                                     .identity = INT64_MAX,
                                     .budget = 400,
                                     .full_budget = 1300,
                                     .max_items = 10,
                                     .max_columns = 5,
                                     .calm_visits = 3,
                                     .lacks_getbulk = true,
                                     .is_single = true};
    assert_true(inventory_save_agents(inventory, agents, G_N_ELEMENTS(agents), NULL));
    inventory_close(inventory);
    inventory = open_sound(((struct place *)*state)->file, INVENTORY_WRITE);
    g_autofree char *lines = list(inventory);
    assert_string_equal(lines, "2001:db8::1 9223372036854775807 400 1300 10 5 3 101 -\n"
                               "192.0.2.1 -7 0 0 0 0 0 000 gap 1.3.6\nalso 1.3.7\n");
    inventory_close(inventory);
}

static void a_profile_is_stored_once_and_while_it_is_in_use(void **state)
{
    const struct place *place = *state;
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    g_autofree char *copy = g_strdup(gaps);
    save(inventory, "192.0.2.1", gaps);
    save(inventory, "192.0.2.2", copy);
    save(inventory, "192.0.2.3", table);
    save(inventory, "192.0.2.3", gaps);
    g_autofree char *lines = list(inventory);
    assert_string_equal(lines, "192.0.2.1 -7 0 0 0 0 0 000 gap 1.3.6\nalso 1.3.7\n"
                               "192.0.2.2 -7 0 0 0 0 0 000 gap 1.3.6\nalso 1.3.7\n"
                               "192.0.2.3 -7 0 0 0 0 0 000 gap 1.3.6\nalso 1.3.7\n");
    inventory_close(inventory);
    /* Fails when there is another one. */
    change_file(place, "CREATE TABLE one (number INTEGER CHECK (number = 1));"
                       "INSERT INTO one SELECT count(*) FROM agent_profile");
}

static void what_no_wiremap_has_written_is_not_loaded(void **state)
{
    const struct place *place = *state;
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    save(inventory, "192.0.2.1", NULL);
    inventory_close(inventory);
    change_file(place, "INSERT INTO agent VALUES ('nobody', 1, 0, 0, 0, 0, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.2', 1, -1, 0, 0, 0, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.3', 1, 0, 65536, 0, 0, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.4', 1, 0, 0, 256, 0, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.5', 1, 0, 0, 0, 256, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.6', 1, 0, 0, 0, 0, 0, 0, 0, 256, NULL);"
                       "INSERT INTO agent VALUES (x'00ff', 1, 0, 0, 0, 0, 0, 0, 0, 0, NULL);"
                       "INSERT INTO agent VALUES ('192.0.2.7', 'x', 'x', 0, 0, 0, 0, 0, 0, 0, 99)");
    inventory = open_sound(place->file, INVENTORY_WRITE);
    g_autofree char *lines = list(inventory);
    assert_string_equal(lines, "192.0.2.1 -7 0 0 0 0 0 000 -\n192.0.2.7 0 0 0 0 0 0 000 -\n");
    inventory_close(inventory);
}

static void an_older_inventory_learns_to_remember(void **state)
{
    const struct place *place = *state;
    inventory_close(open_sound(place->file, INVENTORY_WRITE));
    change_file(place, "DROP TABLE agent; DROP TABLE agent_profile");
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    g_autofree char *none = list(inventory);
    assert_string_equal(none, "");
    save(inventory, "192.0.2.1", table);
    g_autofree char *lines = list(inventory);
    assert_string_equal(lines, "192.0.2.1 -7 0 0 0 0 0 000 table 1.3.6.1\n");
    inventory_close(inventory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(agents_are_remembered),
        PLACE_TEST(a_profile_is_stored_once_and_while_it_is_in_use),
        PLACE_TEST(what_no_wiremap_has_written_is_not_loaded),
        PLACE_TEST(an_older_inventory_learns_to_remember),
    };
    return cmocka_run_group_tests_name("inventory of agents", tests, NULL, NULL);
}
