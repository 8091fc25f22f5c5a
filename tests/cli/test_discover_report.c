#include "cli/discover_causes.h"
#include "cli/discover_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void add(struct discover_report *report, const char *address, enum outcome outcome,
                const char *failure)
{
    struct observation *observation = observation_new();
    assert_true(address_parse(address, &observation->address));
    observation->outcome = outcome;
    observation->failure = observation_text(observation, failure);
    observation->via = VIA_SNMP;
    observation->depth = 2;
    observation->cost = (struct cost){7, 1, 200, 3000, 1750, 12500};
    discover_report_add(report, observation);
    observation_free(observation);
}

static void make_report(struct discover_report *report)
{
    discover_report_init(report, true);
    add(report, "10.0.0.10", OUTCOME_FAILED, "no answer");
    add(report, "10.0.0.1", OUTCOME_GOOD, NULL);
    add(report, "10.0.0.9", OUTCOME_FAILED, "unknown user");
    add(report, "10.0.0.2", OUTCOME_PARTIAL, NULL);
    report->run = 7;
    report->end = (struct crawl_progress){.out_of_scope = 1,
                                          .requests = 42,
                                          .retries = 3,
                                          .bytes_sent = 4000,
                                          .bytes_received = 50000,
                                          .silent = 5,
                                          .known = 6,
                                          .seconds = 1.23456};
    discover_report_sort(report);
}

static void every_failure_is_listed_with_its_reason(void **state)
{
    (void)state;
    struct discover_report report;
    char *text = NULL;
    size_t size = 0;
    make_report(&report);
    FILE *out = open_memstream(&text, &size);
    discover_report_print(&report, false, out);
    fclose(out);
    assert_string_equal(
        text,
        "2 devices visited (1 answered in part), 6 before it was resumed, 2 failed, 1 address out of scope, "
        "nobody at 5 of the addresses tried; "
        "42 requests in 1.2 s\n"
        "4.0\302\240kB sent, 50.0\302\240kB received, 3 retries\n"
        "1 failed by \"unknown user\": the device does not know that user of SNMPv3: -u, or configure it "
        "there\n"
        "  10.0.0.9         unknown user\n"
        "1 failed by \"no answer\": is SNMP on there, may this machine ask, is the community right? slow "
        "ones "
        "need --timeout\n"
        "  10.0.0.10        no answer\n");
    free(text);
    discover_report_clear(&report);
}

static void the_json_summary_has_the_same(void **state)
{
    (void)state;
    struct discover_report report;
    make_report(&report);
    json_t *object = discover_report_to_json(&report);
    char *text = json_dumps(object, JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    assert_string_equal(
        text,
        "{\"bytes_received\": 50000, \"bytes_sent\": 4000, "
        "\"causes\": [{\"advice\": \"the device does not know that user of SNMPv3: -u, or configure it "
        "there\", "
        "\"cause\": \"unknown user\", \"failed\": 1}, "
        "{\"advice\": \"is SNMP on there, may this machine ask, is the community right? slow ones need "
        "--timeout\", "
        "\"cause\": \"no answer\", \"failed\": 1}], "
        "\"devices\": ["
        "{\"address\": \"10.0.0.1\", \"bytes_received\": 3000, \"bytes_sent\": 200, \"depth\": 2, "
        "\"duration_ms\": 12.5, \"outcome\": \"good\", \"requests\": 7, \"retries\": 1, \"rtt_ms\": 1.75, "
        "\"via\": \"snmp\", \"warnings\": 0}, "
        "{\"address\": \"10.0.0.2\", \"bytes_received\": 3000, \"bytes_sent\": 200, \"depth\": 2, "
        "\"duration_ms\": 12.5, \"outcome\": \"partial\", \"requests\": 7, \"retries\": 1, \"rtt_ms\": 1.75, "
        "\"via\": \"snmp\", \"warnings\": 0}, "
        "{\"address\": \"10.0.0.9\", \"bytes_received\": 3000, \"bytes_sent\": 200, \"depth\": 2, "
        "\"duration_ms\": 12.5, \"outcome\": \"failed\", \"requests\": 7, \"retries\": 1, \"rtt_ms\": 1.75, "
        "\"via\": \"snmp\", \"warnings\": 0, \"why\": \"unknown user\"}, "
        "{\"address\": \"10.0.0.10\", \"bytes_received\": 3000, \"bytes_sent\": 200, \"depth\": 2, "
        "\"duration_ms\": 12.5, \"outcome\": \"failed\", \"requests\": 7, \"retries\": 1, \"rtt_ms\": 1.75, "
        "\"via\": \"snmp\", \"warnings\": 0, \"why\": \"no answer\"}], "
        "\"failed\": 2, "
        "\"failures\": [{\"address\": \"10.0.0.9\", \"cause\": \"unknown user\", \"why\": \"unknown user\"}, "
        "{\"address\": \"10.0.0.10\", \"cause\": \"no answer\", \"why\": \"no answer\"}], \"out_of_scope\": "
        "1, "
        "\"partial\": 1, \"requests\": 42, \"resumed\": 6, \"retries\": 3, \"run\": 7, "
        "\"seconds\": 1.234, \"silent\": 5, \"state\": \"done\", \"visited\": 2}");
    free(text);
    json_decref(object);
    discover_report_clear(&report);
}

static void a_failure_has_the_cause_that_tells_most(void **state)
{
    (void)state;
    static const struct {
        const char *why, *cause;
    } cases[] = {
        {"no answer to credential public (timeout 1 s, 2 retries)", "no answer"},
        {"no answer, port unreachable: connection refused", "port unreachable"},
        {"credential stranger: unknown user (usmStatsUnknownUserNames); no answer to credential public "
         "(timeout 1 "
         "s, 2 retries); credential reader: wrong digest: the authentication pass phrase or protocol is not "
         "the "
         "user's (usmStatsWrongDigests)",
         "wrong digest"},
        {"credential reader: not in time window: the agent does not accept its own time", "time window"},
        {"host is unreachable", "unreachable"},
        {"no answer to credential public (timeout 1 s, 2 retries); deadline of 5 s", "deadline"},
        {"something else", "other"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_string_equal(discover_cause_of(cases[i].why)->name, cases[i].cause);
}

static void of_many_failures_of_a_kind_a_few_are_told(void **state)
{
    (void)state;
    struct discover_report report;
    discover_report_init(&report, false);
    for (int i = 1; i <= 25; i++) {
        g_autofree char *address = g_strdup_printf("10.0.0.%d", i);
        add(&report, address, OUTCOME_FAILED, "no answer");
    }
    discover_report_sort(&report);
    for (int all = 0; all < 2; all++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        discover_report_print(&report, all != 0, out);
        fclose(out);
        assert_non_null(strstr(text, "25 failed by \"no answer\": "));
        assert_non_null(strstr(text, "  10.0.0.10        no answer\n"));
        assert_true((strstr(text, "  10.0.0.11 ") != NULL) == (all != 0));
        assert_true((strstr(text, "  and 15 more (-v tells all)\n") != NULL) == (all == 0));
        free(text);
    }
    discover_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failure_is_listed_with_its_reason),
        cmocka_unit_test(the_json_summary_has_the_same),
        cmocka_unit_test(a_failure_has_the_cause_that_tells_most),
        cmocka_unit_test(of_many_failures_of_a_kind_a_few_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
