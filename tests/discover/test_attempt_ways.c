#include "tests/support/crawl_run.h"

#include "discover/os/os_record.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SNMP                                                                                                 \
    "1.3.6.1.2.1.1.5.0|4|server-1\n"                                                                         \
    "1.3.6.1.2.1.2.2.1.2.2|4|eth1\n"                                                                         \
    "1.3.6.1.2.1.2.2.1.3.2|2|6\n"                                                                            \
    "1.3.6.1.2.1.31.1.1.1.1.2|4|eth1\n"

#define RELEASE "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nID=debian\n"
#define ADDRESSES                                                                                            \
    "2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc mq state UP group default qlen 1000\n"        \
    "    link/ether 02:00:5e:00:00:01 brd ff:ff:ff:ff:ff:ff\n"                                               \
    "    inet 192.0.2.1/24 brd 192.0.2.255 scope global eth1\n"                                              \
    "3: eth2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000\n"        \
    "    link/ether 02:00:5e:00:00:02 brd ff:ff:ff:ff:ff:ff\n"
#define NEIGHBORS                                                                                            \
    "{\"lldp\":[{\"interface\":[{\"name\":\"eth1\",\"via\":\"LLDP\",\"chassis\":[{\"id\":[{\"type\":"        \
    "\"mac\","                                                                                               \
    "\"value\":\"02:00:5e:00:00:09\"}],\"name\":[{\"value\":\"sw-2\"}]}],\"port\":[{\"id\":[{\"type\":"      \
    "\"ifname\",\"value\":\"e9\"}]}]}]}]}\n"

struct fixture {
    char *folder;
    struct crawl_run run;
};

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* release: what the device says to be; NULL: it has no command line. */
static struct fixture *open_fixture(bool has_snmp, const char *release)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = make_folder();
    if (has_snmp)
        write_file(fixture->folder, "s.snmprec", SNMP);
    if (release) {
        g_autofree char *cli = g_build_filename(fixture->folder, "s.cli", NULL);
        assert_int_equal(g_mkdir(cli, 0700), 0);
        write_file(cli, "cat_%2Fetc%2Fos-release.txt", release);
        write_file(cli, "ip_-d_address_show.txt", ADDRESSES);
        write_file(cli, "lldpcli_-f_json0_show_neighbors_details.txt", NEIGHBORS);
    }
    g_autofree char *manifest =
        g_strconcat(has_snmp ? "192.0.2.1 s.snmprec\n" : "", release ? "192.0.2.1 s.cli\n" : "", NULL);
    write_manifest(fixture->folder, manifest);
    crawl_run_init(&fixture->run);
    scope_include(fixture->run.scope, "192.0.2.0/24", NULL);
    fixture->run.options.replay = recording_open(fixture->folder, NULL);
    assert_non_null(fixture->run.options.replay);
    return fixture;
}

static const struct observation *visit(struct fixture *fixture)
{
    crawl_run_from(&fixture->run, "192.0.2.1");
    return crawl_run_find(&fixture->run, "192.0.2.1");
}

static void close_fixture(struct fixture *fixture)
{
    g_autofree char *cli = g_build_filename(fixture->folder, "s.cli", NULL);
    recording_free(fixture->run.options.replay);
    crawl_run_clear(&fixture->run);
    remove_folder(cli);
    remove_folder(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture);
}

static size_t count_of(const struct observation *observation, enum record_kind kind)
{
    size_t count;
    observation_records(observation, kind, &count);
    return count;
}

static void a_device_asked_both_ways_is_one_observation(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(true, RELEASE);
    const struct observation *said = visit(fixture);
    size_t count;
    assert_int_equal(fixture->run.observations->len, 1);
    assert_int_equal(said->outcome, OUTCOME_GOOD);
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].if_index, 2);
    assert_int_equal(rows[0].mtu, 9000);
    assert_string_equal(rows[1].name, "eth2");
    const struct neighbor *neighbors = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_string_equal(neighbors[0].remote_name, "sw-2");
    assert_true(neighbors[0].local_if_index == 2 || g_strcmp0(neighbors[0].local_port_name, "eth1") == 0);
    close_fixture(fixture);
}

static void one_way_alone_is_enough(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(false, RELEASE);
    const struct observation *said = visit(fixture);
    assert_int_equal(said->outcome, OUTCOME_GOOD);
    assert_int_equal(count_of(said, RECORD_INTERFACE), 2);
    close_fixture(fixture);
    fixture = open_fixture(true, NULL);
    said = visit(fixture);
    assert_int_equal(said->outcome, OUTCOME_GOOD);
    assert_int_equal(count_of(said, RECORD_INTERFACE), 1);
    close_fixture(fixture);
}

static void a_way_that_failed_is_a_warning_of_the_other_one(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(true, "something strange\n");
    const struct observation *said = visit(fixture);
    size_t count;
    const struct warning *warnings = observation_records(said, RECORD_WARNING, &count);
    assert_int_equal(said->outcome, OUTCOME_PARTIAL);
    assert_string_equal(said->system.sys_name, "server-1");
    assert_true(count > 0);
    assert_true(g_str_has_prefix(warnings[count - 1].text, "SSH: "));
    close_fixture(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_asked_both_ways_is_one_observation),
        cmocka_unit_test(one_way_alone_is_enough),
        cmocka_unit_test(a_way_that_failed_is_a_warning_of_the_other_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
