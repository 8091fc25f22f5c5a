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
    discover_report_add(report, observation);
    observation_free(observation);
}

static void make_report(struct discover_report *report)
{
    discover_report_init(report);
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
    discover_report_print(&report, out);
    fclose(out);
    assert_string_equal(
        text,
        "2 devices visited (1 answered in part), 6 before it was resumed, 2 failed, 1 address out of scope, "
        "nobody at 5 of the addresses tried; "
        "42 requests in 1.2 s\n"
        "Failed:\n"
        "  10.0.0.9         unknown user\n"
        "  10.0.0.10        no answer\n"
        "1 of them \"no answer\": is SNMP on there, may this machine ask, is the community right? slow ones "
        "need --timeout\n"
        "1 of them \"unknown user\": the device does not know that user of SNMPv3\n");
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
    assert_string_equal(text, "{\"bytes_received\": 50000, \"bytes_sent\": 4000, \"failed\": 2, "
                              "\"failures\": [{\"address\": \"10.0.0.9\", \"why\": \"unknown user\"}, "
                              "{\"address\": \"10.0.0.10\", \"why\": \"no answer\"}], \"out_of_scope\": 1, "
                              "\"partial\": 1, \"requests\": 42, \"resumed\": 6, \"retries\": 3, \"run\": 7, "
                              "\"seconds\": 1.234, \"silent\": 5, \"state\": \"done\", \"visited\": 2}");
    free(text);
    json_decref(object);
    discover_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failure_is_listed_with_its_reason),
        cmocka_unit_test(the_json_summary_has_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
