/*
 * What a crawl tells at its end: how many devices, what that cost, which failed, and why.
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
    GPtrArray *visits;         /* of struct discover_told *; NULL: they are not kept */
};

struct discover_failure {
    struct address address;
    char *why;
};

/* A visit as discover_visit_to_json has it. */
struct discover_told {
    struct address address;
    json_t *visit;
};

/* keeps_visits: each visit is part of the JSON. */
void discover_report_init(struct discover_report *report, bool keeps_visits);
void discover_report_clear(struct discover_report *report);

/* Counts an observation. */
void discover_report_add(struct discover_report *report, const struct observation *observation);

/* Sorts visits and failures by address; to be called before the report is told. */
void discover_report_sort(struct discover_report *report);

/* Failures are grouped by cause, of each cause the first few unless all are wanted. */
void discover_report_print(const struct discover_report *report, bool all, FILE *out);

/* {"run","state","visited","partial","failed","resumed","out_of_scope","silent","requests","retries",
 * "bytes_sent","bytes_received","seconds",
 * "causes":[{"cause","failed","advice"}],"failures":[{"address","cause","why"}],"devices":[visits]}; resumed:
 * devices that the run had visited before; devices: where visits are kept. The caller owns it. */
json_t *discover_report_to_json(const struct discover_report *report);

#endif
