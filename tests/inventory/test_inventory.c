#include "inventory/inventory.h"
#include "tests/support/build.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* An inventory in a folder of its own. */
struct place {
    char *folder;
    char *file;
    struct inventory *inventory;
};

static int open_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "inventory.db", NULL);
    place->inventory = inventory_open(place->file, INVENTORY_WRITE, NULL);
    *state = place;
    return place->inventory == NULL ? -1 : 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    inventory_close(place->inventory);
    g_unlink(place->file);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static int64_t begin(struct place *place)
{
    int64_t id = 0;
    assert_true(inventory_begin_run(place->inventory, "discover", "192.0.2.1", &id, NULL));
    return id;
}

/* Stores and frees an observation; its id. */
static int64_t add(struct place *place, int64_t run, struct observation *observation)
{
    GError *error = NULL;
    if (!inventory_add(place->inventory, run, &observation, 1, &error))
        fail_msg("%s", error->message);
    int64_t id = observation->id;
    assert_true(observation->run == run);
    observation_free(observation);
    return id;
}

static struct observation_list load_kinds(struct place *place, int64_t up_to_run, uint32_t kinds)
{
    GError *error = NULL;
    struct observation_list list;
    if (!inventory_load_present(place->inventory, up_to_run, kinds, &list, &error))
        fail_msg("%s", error->message);
    return list;
}

static struct observation_list load(struct place *place, int64_t up_to_run)
{
    return load_kinds(place, up_to_run, ALL_RECORDS);
}

/* The number that a query on the file answers. */
static int query_number(struct place *place, const char *sql)
{
    sqlite3 *handle;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return number;
}

static void change_file(struct place *place, const char *sql)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

/* The visit of 192.0.2.7 with everything that a visit can have. */
static struct observation *build_full(void)
{
    struct observation *observation = build_observation("192.0.2.7", "core1");
    observation->port = 1161;
    observation->source_name = observation_text(observation, "campus");
    observation->source_id = observation_text(observation, "n7");
    observation->credential = observation_text(observation, "readers");
    observation->started_at = 1700000000123;
    observation->depth = 3;
    observation->outcome = OUTCOME_PARTIAL;
    observation->sys_up_time = UINT64_C(1) << 40;
    observation->cost = (struct cost){11, 2, UINT64_C(1) << 33, 18000, 950, 12345};
    observation->system.lldp_capabilities = CAPABILITY_BIT(CAPABILITY_ROUTER);
    observation->system.role = ROLE_SWITCH;
    build_chassis_mac(observation, "02:00:00:00:00:07");
    build_interface(observation, 1, "eth1", "02:00:00:00:00:08");
    build_lldp(observation, 1, "02:00:00:00:00:09", "eth9", "core2");
    observation_warn(observation, "lldpRemTable", "row %s: cut", "0.1.1");
    return observation;
}

static void all_of_an_observation_comes_back(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    int64_t id = add(place, run, build_full());
    struct observation_list list = load(place, 0);
    assert_int_equal(list.count, 1);
    const struct observation *observation = list.items[0];
    char address[ADDRESS_TEXT_SIZE];
    assert_true(observation->id == id);
    assert_true(observation->run == run);
    assert_string_equal(address_format(observation->address, address), "192.0.2.7");
    assert_int_equal(observation->port, 1161);
    assert_int_equal(observation->via, VIA_SNMP);
    assert_string_equal(observation->source_name, "campus");
    assert_string_equal(observation->source_id, "n7");
    assert_string_equal(observation->credential, "readers");
    assert_true(observation->started_at == 1700000000123);
    assert_int_equal(observation->depth, 3);
    assert_int_equal(observation->outcome, OUTCOME_PARTIAL);
    assert_null(observation->failure);
    assert_true(observation->sys_up_time == UINT64_C(1) << 40);
    observation_list_clear(&list);
}

static void the_cost_of_a_visit_comes_back(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    struct observation_list list = load(place, 0);
    struct cost cost = list.items[0]->cost;
    assert_int_equal(cost.requests, 11);
    assert_int_equal(cost.retries, 2);
    assert_true(cost.bytes_sent == UINT64_C(1) << 33);
    assert_true(cost.bytes_received == 18000);
    assert_int_equal(cost.rtt_us, 950);
    assert_true(cost.duration_us == 12345);
    observation_list_clear(&list);
    assert_int_equal(query_number(place, "SELECT sum(requests) FROM observation"), 11);
}

static void what_the_device_said_comes_back(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    struct observation_list list = load(place, 0);
    const struct observation *observation = list.items[0];
    size_t count;
    assert_string_equal(observation->system.sys_name, "core1");
    assert_int_equal(observation->system.lldp_capabilities, CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_int_equal(observation->system.role, ROLE_SWITCH);
    assert_memory_equal(observation->system.lldp_chassis_id.data, "\x02\0\0\0\0\x07", 6);
    const struct interface *interface = observation_records(observation, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    assert_string_equal(interface->name, "eth1");
    assert_true(interface->speed_bps == 1000000000);
    const struct neighbor *neighbor = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_string_equal(neighbor->remote_name, "core2");
    const struct warning *warning = observation_records(observation, RECORD_WARNING, &count);
    assert_int_equal(count, 1);
    assert_string_equal(warning->text, "row 0.1.1: cut");
    assert_null(observation_records(observation, RECORD_VLAN, &count));
    observation_list_clear(&list);
}

static void only_the_kinds_asked_for_are_loaded(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    struct observation_list list = load_kinds(place, 0, RECORD_BIT(RECORD_NEIGHBOR));
    size_t count;
    assert_non_null(observation_records(list.items[0], RECORD_NEIGHBOR, &count));
    assert_null(observation_records(list.items[0], RECORD_INTERFACE, &count));
    assert_string_equal(list.items[0]->system.sys_name, "core1");
    observation_list_clear(&list);
}

static void runs_are_listed_with_their_visits(void **state)
{
    struct place *place = *state;
    struct run_list runs;
    int64_t first = begin(place), second = 0;
    add(place, first, build_observation("192.0.2.1", "a"));
    add(place, first, build_observation("192.0.2.2", "b"));
    add(place, first, build_full());
    add(place, first, build_failure("192.0.2.3", "no answer"));
    assert_true(inventory_end_run(place->inventory, first, "done", NULL));
    assert_true(inventory_begin_run(place->inventory, "import", "zoo.graphml", &second, NULL));
    assert_true(inventory_runs(place->inventory, &runs, NULL));
    assert_int_equal(runs.count, 2);
    assert_true(runs.items[0].id == first);
    assert_string_equal(runs.items[0].kind, "discover");
    assert_string_equal(runs.items[0].what, "192.0.2.1");
    assert_string_equal(runs.items[0].state, "done");
    assert_true(runs.items[0].good == 2 && runs.items[0].partial == 1 && runs.items[0].failed == 1);
    assert_true(runs.items[0].started_at > 1700000000000);
    assert_true(runs.items[0].ended_at >= runs.items[0].started_at);
    assert_true(runs.items[1].id == second);
    assert_string_equal(runs.items[1].state, "running");
    assert_true(runs.items[1].ended_at == 0);
    run_list_clear(&runs);
}

static void text_of_a_run_is_made_printable(void **state)
{
    struct place *place = *state;
    struct run_list runs;
    begin(place);
    change_file(place, "UPDATE run SET what = 'a' || char(27) || '[2J', kind = x'ff'");
    assert_true(inventory_runs(place->inventory, &runs, NULL));
    assert_string_equal(runs.items[0].what, "a [2J");
    assert_string_equal(runs.items[0].kind, "\xef\xbf\xbd");
    run_list_clear(&runs);
}

static void an_unchanged_device_is_stored_once(void **state)
{
    struct place *place = *state;
    for (int i = 0; i < 3; i++)
        add(place, begin(place), build_full());
    assert_int_equal(query_number(place, "SELECT count(*) FROM observation"), 3);
    assert_int_equal(query_number(place, "SELECT count(*) FROM body"), 1);
    assert_int_equal(query_number(place, "SELECT count(*) FROM block"), 4);
}

static void of_a_changed_device_only_the_changed_kind_is_stored(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    struct observation *changed = build_full();
    build_interface(changed, 2, "eth2", NULL);
    add(place, begin(place), changed);
    assert_int_equal(query_number(place, "SELECT count(*) FROM body"), 2);
    assert_int_equal(query_number(place, "SELECT count(*) FROM block"), 5);
    struct observation_list list = load(place, 0);
    size_t count;
    observation_records(list.items[0], RECORD_INTERFACE, &count);
    assert_int_equal(count, 2);
    observation_list_clear(&list);
}

static void a_failed_visit_has_no_body(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_failure("192.0.2.3", "no answer"));
    struct observation_list list = load(place, 0);
    assert_int_equal(list.items[0]->outcome, OUTCOME_FAILED);
    assert_string_equal(list.items[0]->failure, "no answer");
    assert_int_equal(query_number(place, "SELECT count(*) FROM body"), 0);
    observation_list_clear(&list);
}

/* The sysNames of what is present, "failed" for a visit that failed, blank separated. */
static char *present_names(struct place *place, int64_t up_to_run)
{
    struct observation_list list = load(place, up_to_run);
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < list.count; i++) {
        const char *name = list.items[i]->system.sys_name;
        g_string_append_printf(names, "%s%s", i == 0 ? "" : " ", name == NULL ? "failed" : name);
    }
    observation_list_clear(&list);
    return g_string_free(names, FALSE);
}

static void assert_present(struct place *place, int64_t up_to_run, const char *expected)
{
    char *names = present_names(place, up_to_run);
    assert_string_equal(names, expected);
    g_free(names);
}

static void a_device_that_fails_today_keeps_what_it_said_yesterday(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_observation("192.0.2.1", "yesterday"));
    add(place, begin(place), build_failure("192.0.2.1", "no answer"));
    assert_present(place, 0, "yesterday");
}

static void a_device_that_never_answered_is_present_as_failed(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_failure("192.0.2.1", "first"));
    add(place, begin(place), build_failure("192.0.2.1", "second"));
    struct observation_list list = load(place, 0);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0]->failure, "second");
    observation_list_clear(&list);
}

static void the_newest_of_good_and_partial_visits_is_present(void **state)
{
    struct place *place = *state;
    struct observation *partial = build_observation("192.0.2.1", "partial");
    partial->outcome = OUTCOME_PARTIAL;
    add(place, begin(place), build_observation("192.0.2.1", "good"));
    add(place, begin(place), partial);
    assert_present(place, 0, "partial");
    add(place, begin(place), build_observation("192.0.2.1", "better"));
    assert_present(place, 0, "better");
}

static void of_two_visits_in_one_run_the_later_is_present(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_observation("192.0.2.1", "first"));
    add(place, run, build_observation("192.0.2.1", "second"));
    assert_present(place, 0, "second");
}

static void the_state_of_an_earlier_run_can_be_loaded(void **state)
{
    struct place *place = *state;
    int64_t first = begin(place);
    add(place, first, build_observation("192.0.2.1", "one"));
    int64_t second = begin(place);
    add(place, second, build_observation("192.0.2.1", "two"));
    add(place, second, build_observation("192.0.2.2", "new"));
    assert_present(place, first, "one");
    assert_present(place, second, "two new");
    assert_present(place, 0, "two new");
}

static void observations_are_ordered_by_run_address_and_source_id(void **state)
{
    struct place *place = *state;
    int64_t first = begin(place), second = begin(place);
    add(place, second, build_observation("2001:db8::1", "g"));
    add(place, second, build_observation("192.0.2.10", "f"));
    add(place, second, build_observation("192.0.2.9", "e"));
    add(place, second, build_import("zoo.graphml", "n2", "d"));
    add(place, second, build_import("zoo.graphml", "n1", "c"));
    add(place, first, build_observation("192.0.2.200", "b"));
    assert_present(place, 0, "b c d e f g");
}

static void the_port_makes_no_other_subject(void **state)
{
    struct place *place = *state;
    struct observation *observation = build_observation("192.0.2.1", "other port");
    observation->port = 1161;
    add(place, begin(place), build_observation("192.0.2.1", "first"));
    add(place, begin(place), observation);
    assert_present(place, 0, "other port");
}

static void a_replay_is_of_the_address_that_was_recorded(void **state)
{
    struct place *place = *state;
    struct observation *replay = build_observation("192.0.2.1", "replayed");
    replay->via = VIA_REPLAY;
    replay->source_name = observation_text(replay, "campus");
    add(place, begin(place), build_observation("192.0.2.1", "live"));
    add(place, begin(place), replay);
    assert_present(place, 0, "replayed");
}

static void nodes_of_two_files_are_two_subjects(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_import("a.graphml", "n1", "one"));
    add(place, run, build_import("b.graphml", "n1", "two"));
    add(place, begin(place), build_import("a.graphml", "n1", "three"));
    assert_present(place, 0, "two three");
}

static void an_empty_inventory_has_nothing_present(void **state)
{
    struct place *place = *state;
    assert_present(place, 0, "");
}

static void a_batch_is_stored_whole_or_not_at_all(void **state)
{
    struct place *place = *state;
    GError *error = NULL;
    int64_t run = begin(place);
    change_file(place, "CREATE UNIQUE INDEX one_name ON observation (source_name)");
    struct observation *batch[] = {build_import("a", "1", "x"), build_import("a", "2", "y")};
    assert_false(inventory_add(place->inventory, run, batch, 2, &error));
    assert_true(error->domain == INVENTORY_ERROR);
    assert_true(batch[0]->id == 0 && batch[1]->id == 0);
    assert_int_equal(query_number(place, "SELECT count(*) FROM observation"), 0);
    assert_int_equal(query_number(place, "SELECT good FROM run"), 0);
    g_clear_error(&error);
    observation_free(batch[0]);
    observation_free(batch[1]);
    add(place, run, build_import("b", "1", "z"));
    assert_present(place, 0, "z");
}

static void device_keys_are_remembered_and_never_changed(void **state)
{
    struct place *place = *state;
    GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(keys, "chassis 02:00:00:00:00:07", GINT_TO_POINTER(1));
    g_hash_table_insert(keys, "name core1", GINT_TO_POINTER(2));
    assert_true(inventory_save_device_keys(place->inventory, keys, NULL));
    g_hash_table_insert(keys, "name core1", GINT_TO_POINTER(9));
    g_hash_table_insert(keys, "name core2", GINT_TO_POINTER(3));
    assert_true(inventory_save_device_keys(place->inventory, keys, NULL));
    g_hash_table_destroy(keys);
    keys = inventory_load_device_keys(place->inventory, NULL);
    assert_int_equal(g_hash_table_size(keys), 3);
    assert_int_equal(GPOINTER_TO_INT(g_hash_table_lookup(keys, "chassis 02:00:00:00:00:07")), 1);
    assert_int_equal(GPOINTER_TO_INT(g_hash_table_lookup(keys, "name core1")), 2);
    assert_int_equal(GPOINTER_TO_INT(g_hash_table_lookup(keys, "name core2")), 3);
    g_hash_table_destroy(keys);
}

static void reopen(struct place *place, enum inventory_mode mode)
{
    GError *error = NULL;
    inventory_close(place->inventory);
    place->inventory = inventory_open(place->file, mode, &error);
    if (place->inventory == NULL)
        fail_msg("%s", error->message);
}

static void device_keys_of_an_inventory_that_is_read_are_not_saved(void **state)
{
    struct place *place = *state;
    reopen(place, INVENTORY_READ);
    GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(keys, "name core1", GINT_TO_POINTER(2));
    assert_true(inventory_save_device_keys(place->inventory, keys, NULL));
    g_hash_table_destroy(keys);
    assert_int_equal(query_number(place, "SELECT count(*) FROM device_key"), 0);
}

static void an_inventory_that_is_read_takes_nothing(void **state)
{
    struct place *place = *state;
    int64_t id;
    GError *error = NULL;
    reopen(place, INVENTORY_READ);
    assert_false(inventory_begin_run(place->inventory, "discover", "x", &id, &error));
    assert_true(g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_STORAGE));
    assert_true(g_str_has_prefix(error->message, place->file));
    g_clear_error(&error);
}

static void a_cost_that_an_older_inventory_does_not_have_is_added(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_full());
    inventory_close(place->inventory);
    change_file(place, "ALTER TABLE observation DROP COLUMN retries");
    place->inventory = inventory_open(place->file, INVENTORY_READ, NULL);
    struct observation_list list = load(place, 0);
    assert_int_equal(list.items[0]->cost.requests, 11);
    assert_int_equal(list.items[0]->cost.retries, 0);
    assert_int_equal(list.items[0]->cost.rtt_us, 950);
    observation_list_clear(&list);
    reopen(place, INVENTORY_WRITE);
    add(place, run, build_full());
    assert_int_equal(query_number(place, "SELECT sum(retries) FROM observation"), 2);
    list = load(place, 0);
    assert_int_equal(list.items[0]->cost.retries, 2);
    observation_list_clear(&list);
}

static void a_kind_that_is_no_more_is_not_loaded(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    change_file(place, "UPDATE layout SET kind = 'sundial' WHERE kind = 'interface'");
    struct observation_list list = load(place, 0);
    size_t count;
    assert_null(observation_records(list.items[0], RECORD_INTERFACE, &count));
    assert_non_null(observation_records(list.items[0], RECORD_NEIGHBOR, &count));
    observation_list_clear(&list);
}

static void the_views_answer(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_full());
    add(place, run, build_failure("192.0.2.7", "no answer"));
    assert_int_equal(query_number(place, "SELECT count(*) FROM visit WHERE subject = '192.0.2.7'"), 2);
    assert_int_equal(query_number(place, "SELECT count(*) FROM present WHERE outcome = 'partial'"), 1);
    assert_int_equal(query_number(place, "SELECT count(*) FROM present"), 1);
    assert_int_equal(query_number(place, "SELECT count FROM record_count WHERE kind = 'neighbor'"), 1);
}

static void note_address(struct observation *observation, void *user)
{
    char text[ADDRESS_TEXT_SIZE];
    g_string_append_printf(user, "%s%s ", observation->outcome == OUTCOME_FAILED ? "-" : "",
                           address_format(observation->address, text));
    observation_free(observation);
}

static void an_unfinished_run_is_found_and_resumed(void **state)
{
    struct place *place = *state;
    int64_t first = begin(place), second = begin(place), found = -1;
    assert_true(inventory_end_run(place->inventory, second, "done", NULL));
    assert_true(inventory_find_unfinished(place->inventory, "discover", &found, NULL));
    assert_int_equal(found, first);
    assert_true(inventory_find_unfinished(place->inventory, "replay", &found, NULL));
    assert_int_equal(found, 0);
    assert_true(inventory_end_run(place->inventory, first, "interrupted", NULL));
    assert_true(inventory_find_unfinished(place->inventory, "discover", &found, NULL));
    assert_int_equal(found, first);
    assert_true(inventory_resume_run(place->inventory, first, NULL));
    struct run_list runs;
    assert_true(inventory_runs(place->inventory, &runs, NULL));
    assert_string_equal(runs.items[0].state, "running");
    assert_int_equal(runs.items[0].ended_at, 0);
    run_list_clear(&runs);
}

static void of_an_address_visited_twice_a_run_counts_the_last_visit(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_failure("192.0.2.1", "no answer"));
    add(place, run, build_failure("192.0.2.2", "no answer"));
    add(place, run, build_observation("192.0.2.1", "sw1"));
    assert_true(inventory_recount_run(place->inventory, run, NULL));
    struct run_list runs;
    assert_true(inventory_runs(place->inventory, &runs, NULL));
    assert_int_equal(runs.items[0].good, 1);
    assert_int_equal(runs.items[0].failed, 1);
    run_list_clear(&runs);
    g_autoptr(GString) seen = g_string_new(NULL);
    assert_true(inventory_each_of_run(place->inventory, run, 0, note_address, seen, NULL));
    assert_string_equal(seen->str, "-192.0.2.2 192.0.2.1 ");
}

static void the_seeds_of_a_run_come_back_in_their_order(void **state)
{
    struct place *place = *state;
    static const char *const seeds[] = {"core1.example.net", "192.0.2.1:1161"};
    int64_t run = begin(place);
    assert_true(inventory_save_seeds(place->inventory, run, seeds, G_N_ELEMENTS(seeds), NULL));
    g_autoptr(GPtrArray) loaded = inventory_load_seeds(place->inventory, run, NULL);
    g_autoptr(GPtrArray) none = inventory_load_seeds(place->inventory, run + 1, NULL);
    assert_int_equal(loaded->len, 2);
    assert_string_equal(loaded->pdata[0], seeds[0]);
    assert_string_equal(loaded->pdata[1], seeds[1]);
    assert_int_equal(none->len, 0);
}

static void the_credential_that_worked_last_is_remembered(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"old", "new", NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct observation *observation = names[i] == NULL ? build_failure("192.0.2.1", "no answer")
                                                           : build_observation("192.0.2.1", "sw1");
        observation->credential = observation_text(observation, names[i]);
        add(place, begin(place), observation);
    }
    g_autoptr(GHashTable) credentials = inventory_load_credentials(place->inventory, NULL);
    assert_int_equal(g_hash_table_size(credentials), 1);
    assert_string_equal(g_hash_table_lookup(credentials, "192.0.2.1"), "new");
}

static void assert_costs(struct place *place, uint64_t requests, uint64_t retries, uint64_t sent,
                         uint64_t received)
{
    struct run_list runs;
    assert_true(inventory_runs(place->inventory, &runs, NULL));
    assert_int_equal(runs.count, 1);
    assert_true(runs.items[0].requests == requests && runs.items[0].retries == retries);
    assert_true(runs.items[0].bytes_sent == sent && runs.items[0].bytes_received == received);
    run_list_clear(&runs);
}

static void a_run_tells_what_its_visits_cost(void **state)
{
    struct place *place = *state;
    int64_t run = begin(place);
    add(place, run, build_full());
    add(place, run, build_full());
    assert_costs(place, 22, 4, UINT64_C(1) << 34, 36000);
    assert_true(inventory_recount_run(place->inventory, run, NULL));
    assert_costs(place, 11, 2, UINT64_C(1) << 33, 18000);
}

/* Read, such a file stays as it is; written to, its runs are summed. */
static void runs_of_an_older_inventory_are_summed_once(void **state)
{
    struct place *place = *state;
    add(place, begin(place), build_full());
    inventory_close(place->inventory);
    change_file(place, "ALTER TABLE run DROP COLUMN requests; ALTER TABLE run DROP COLUMN retries;"
                       "ALTER TABLE run DROP COLUMN bytes_sent; ALTER TABLE run DROP COLUMN bytes_received");
    place->inventory = inventory_open(place->file, INVENTORY_READ, NULL);
    assert_costs(place, 0, 0, 0, 0);
    inventory_close(place->inventory);
    place->inventory = inventory_open(place->file, INVENTORY_WRITE, NULL);
    assert_costs(place, 11, 2, UINT64_C(1) << 33, 18000);
}

static void engines_are_remembered(void **state)
{
    struct place *place = *state;
    struct known_engine engine = {{0x80, 0, 1}, 3, 7, 4242, 1700000000123};
    g_autoptr(GHashTable) learned = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(learned, (char *)"192.0.2.7", &engine);
    assert_true(inventory_save_engines(place->inventory, learned, NULL));
    engine.seconds = 4300;
    assert_true(inventory_save_engines(place->inventory, learned, NULL));
    change_file(place, "INSERT INTO engine VALUES ('192.0.2.8', zeroblob(40), 1, 1, 1)");
    g_autoptr(GHashTable) engines = inventory_load_engines(place->inventory, NULL);
    assert_int_equal(g_hash_table_size(engines), 1);
    const struct known_engine *loaded = g_hash_table_lookup(engines, "192.0.2.7");
    assert_memory_equal(loaded->id, "\x80\0\1", 3);
    assert_int_equal(loaded->id_size, 3);
    assert_int_equal(loaded->boots, 7);
    assert_int_equal(loaded->seconds, 4300);
    assert_true(loaded->taken_at == 1700000000123);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_of_an_observation_comes_back),
        TEST(the_cost_of_a_visit_comes_back),
        TEST(what_the_device_said_comes_back),
        TEST(only_the_kinds_asked_for_are_loaded),
        TEST(runs_are_listed_with_their_visits),
        TEST(text_of_a_run_is_made_printable),
        TEST(an_unchanged_device_is_stored_once),
        TEST(of_a_changed_device_only_the_changed_kind_is_stored),
        TEST(a_failed_visit_has_no_body),
        TEST(a_device_that_fails_today_keeps_what_it_said_yesterday),
        TEST(a_device_that_never_answered_is_present_as_failed),
        TEST(the_newest_of_good_and_partial_visits_is_present),
        TEST(of_two_visits_in_one_run_the_later_is_present),
        TEST(the_state_of_an_earlier_run_can_be_loaded),
        TEST(observations_are_ordered_by_run_address_and_source_id),
        TEST(the_port_makes_no_other_subject),
        TEST(a_replay_is_of_the_address_that_was_recorded),
        TEST(nodes_of_two_files_are_two_subjects),
        TEST(an_empty_inventory_has_nothing_present),
        TEST(a_batch_is_stored_whole_or_not_at_all),
        TEST(device_keys_are_remembered_and_never_changed),
        TEST(device_keys_of_an_inventory_that_is_read_are_not_saved),
        TEST(an_inventory_that_is_read_takes_nothing),
        TEST(a_cost_that_an_older_inventory_does_not_have_is_added),
        TEST(a_kind_that_is_no_more_is_not_loaded),
        TEST(the_views_answer),
        TEST(an_unfinished_run_is_found_and_resumed),
        TEST(of_an_address_visited_twice_a_run_counts_the_last_visit),
        TEST(the_seeds_of_a_run_come_back_in_their_order),
        TEST(the_credential_that_worked_last_is_remembered),
        TEST(a_run_tells_what_its_visits_cost),
        TEST(runs_of_an_older_inventory_are_summed_once),
        TEST(engines_are_remembered),
    };
    return cmocka_run_group_tests_name("inventory", tests, NULL, NULL);
}
