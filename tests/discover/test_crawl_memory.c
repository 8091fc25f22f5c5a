/*
 * What a crawl learns of agents, and what the next one makes of it.
 */
#include "tests/support/crawl_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define DEVICES 5

struct scene {
    struct served server;
    struct agent_memories *memories;
    const char *record_folder;
    bool tries_another_first;
    /* Of the last crawl. */
    uint64_t requests;
    size_t records;
};

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);
    serve_start(&scene->server, write_campus(DEVICES));
    scene->memories = agent_memories_new();
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    serve_stop(&scene->server);
    agent_memories_free(scene->memories);
    g_free(scene);
    return 0;
}

static size_t count_records(const struct crawl_run *run)
{
    size_t records = 0, count;
    for (guint i = 0; i < run->observations->len; i++)
        for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
            observation_records(run->observations->pdata[i], kind, &count);
            records += count;
        }
    return records;
}

static void crawl(struct scene *scene)
{
    struct crawl_run run;
    g_autofree char *seed = first_address(scene->server.recording);
    crawl_run_init(&run);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", scene->server.port);
    if (scene->tries_another_first)
        crawl_run_user(&run, "another", "authentication");
    crawl_run_community(&run, "public");
    run.options.memories = scene->memories;
    run.options.record_folder = scene->record_folder;
    run.options.timeout_ms = 200;
    run.options.retries = 0;
    crawl_run_from(&run, seed);
    assert_int_equal(run.summary.visited, DEVICES);
    scene->requests = run.summary.requests;
    scene->records = count_records(&run);
    crawl_run_clear(&run);
}

static void count_memory(struct address address, const struct walk_memory *memory, void *user)
{
    (void)address;
    assert_non_null(memory->profile);
    assert_true(memory->identity != 0);
    ++*(unsigned *)user;
}

static unsigned count_new(const struct scene *scene)
{
    unsigned count = 0;
    agent_memories_each_new(scene->memories, count_memory, &count);
    return count;
}

/* As the inventory would. */
static void keep_one(struct address address, const struct walk_memory *memory, void *user)
{
    struct agent_memories *memories = user;
    const char *text = walk_profile_text(memory->profile);
    struct walk_memory kept = {.identity = memory->identity,
                               .profile = walk_profiles_get(agent_memories_profiles(memories), text)};
    agent_memories_add(memories, address, &kept);
}

static void end_run(struct scene *scene)
{
    struct agent_memories *kept = agent_memories_new();
    agent_memories_each_new(scene->memories, keep_one, kept);
    agent_memories_free(scene->memories);
    scene->memories = kept;
}

/* The second time with fewer requests for the same. */
static void crawl_twice(struct scene *scene)
{
    crawl(scene);
    uint64_t first = scene->requests;
    size_t records = scene->records;
    assert_int_equal(count_new(scene), DEVICES);
    end_run(scene);
    crawl(scene);
    assert_true(scene->requests < first);
    assert_int_equal(scene->records, records);
}

static void the_second_run_takes_fewer_requests_for_the_same(void **state)
{
    struct scene *scene = *state;
    crawl_twice(scene);
    assert_int_equal(count_new(scene), 0);
}

static void with_two_credentials_what_the_right_one_opened_is_remembered(void **state)
{
    struct scene *scene = *state;
    scene->tries_another_first = true;
    crawl_twice(scene);
}

static void what_is_recorded_does_not_depend_on_earlier_runs(void **state)
{
    struct scene *scene = *state;
    crawl(scene);
    uint64_t first = scene->requests;
    end_run(scene);
    char *folder = make_folder();
    scene->record_folder = folder;
    crawl(scene);
    assert_int_equal(scene->requests, first);
    assert_int_equal(count_new(scene), 0);
    remove_folder(folder);
    g_free(folder);
}

static void make_strange(struct address address, const struct walk_memory *memory, void *user)
{
    struct walk_memory other = *memory;
    other.identity++;
    other.traits = (struct walk_traits){.max_items = 1, .max_columns = 1, .lacks_getbulk = true};
    agent_memories_put(user, address, &other);
}

static void another_system_at_an_address_is_asked_as_a_new_one(void **state)
{
    struct scene *scene = *state;
    crawl(scene);
    uint64_t first = scene->requests;
    size_t records = scene->records;
    agent_memories_each_new(scene->memories, make_strange, scene->memories);
    crawl(scene);
    assert_int_equal(scene->records, records);
    assert_in_range(scene->requests, first, first + DEVICES * 45);
    crawl(scene);
    assert_true(scene->requests < first);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_second_run_takes_fewer_requests_for_the_same),
        TEST(with_two_credentials_what_the_right_one_opened_is_remembered),
        TEST(what_is_recorded_does_not_depend_on_earlier_runs),
        TEST(another_system_at_an_address_is_asked_as_a_new_one),
    };
    return cmocka_run_group_tests_name("crawl memory", tests, NULL, NULL);
}
