/*
 * What a crawl tells at its end: how many devices, which failed, and why.
 */
#ifndef CLI_DISCOVER_REPORT_H
#define CLI_DISCOVER_REPORT_H

#include "discover/crawl.h"

#include <jansson.h>
#include <stdio.h>

struct discover_report {
    int64_t run;
    bool is_interrupted;
    uint64_t good, partial;
    struct crawl_progress end; /* how it stood at the end */
    GPtrArray *failures;       /* of struct discover_failure * */
};

struct discover_failure {
    struct address address;
    char *why;
};

void discover_report_init(struct discover_report *report);
void discover_report_clear(struct discover_report *report);

/* Counts an observation. */
void discover_report_add(struct discover_report *report, const struct observation *observation);

/* Sorts the failures by address; to be called before the report is told. */
void discover_report_sort(struct discover_report *report);

void discover_report_print(const struct discover_report *report, FILE *out);

/* {"run","state","visited","partial","failed","resumed","out_of_scope","silent","requests","retries",
 * "bytes_sent","bytes_received","seconds",
 * "failures":[{"address","why"}]}; resumed: devices that the run had visited before. The caller owns it. */
json_t *discover_report_to_json(const struct discover_report *report);

#endif
