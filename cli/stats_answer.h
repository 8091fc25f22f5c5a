/*
 * The answer of 'wiremap stats': what is found out of the network, and how it is told.
 */
#ifndef CLI_STATS_ANSWER_H
#define CLI_STATS_ANSWER_H

#include "cli/question.h"
#include "graph/community.h"
#include "graph/hierarchy.h"
#include "graph/measures.h"
#include "graph/site.h"

/* Devices that have the same site. */
struct stats_site {
    const char *name; /* NULL: it is not known */
    uint32_t devices;
};

struct stats_answer {
    const struct question *question;
    struct measures *measures;
    struct hierarchy *hierarchy;
    struct communities *communities;
    GArray *sites; /* of struct stats_site: by name, those that are not known last */
};

/* sites: rules of the configuration. False and error when igraph fails. */
bool stats_answer_init(struct stats_answer *answer, const struct question *question,
                       const struct site_rules *sites, GError **error);
void stats_answer_clear(struct stats_answer *answer);

bool stats_answer_print_json(const struct stats_answer *answer, GError **error);
bool stats_answer_print_text(const struct stats_answer *answer, GError **error);

#endif
