/*
 * Doctor: what looks wrong in a network, or in what the crawl could learn of it. A check is a row of a list;
 * each finding names the devices and ports it is about.
 */
#ifndef GRAPH_DOCTOR_H
#define GRAPH_DOCTOR_H

#include "graph/network.h"

enum severity {
    SEVERITY_NONE,
    SEVERITY_NOTE,    /* worth knowing: the answer of other commands may lack something */
    SEVERITY_WARNING, /* it works, but not as it should, or not much longer */
    SEVERITY_ERROR,   /* traffic is lost, or two things are taken for one */
    SEVERITIES
};
extern const struct words severity_words;

struct doctor;

struct doctor_check {
    const char *name;
    enum severity severity;
    const char *title;  /* what it means that something is found */
    const char *advice; /* what to do */
    void (*run)(struct doctor *doctor);
};

/* Every check, the gravest first. */
const struct doctor_check *doctor_checks(size_t *count);

/* NULL when there is none of that name. */
const struct doctor_check *doctor_find_check(const char *name);

struct finding {
    const struct doctor_check *check;
    const struct link_end *ends; /* what it is about; port NULL: the device as a whole */
    size_t end_count;
    bool is_link;     /* the two ends are joined */
    const char *text; /* what is wrong there */
};

/* Runs the checks of a NULL-terminated list, all for NULL. The network must outlive the result. */
struct doctor *doctor_run(struct network *network, const struct doctor_check *const *checks);
void doctor_free(struct doctor *doctor);

/* By check, then by device and port. */
size_t doctor_finding_count(const struct doctor *doctor);
const struct finding *doctor_finding(const struct doctor *doctor, size_t position);

#endif
