/*
 * The questions of 'wiremap connectivity' besides the plain one, a file for each.
 */
#ifndef CLI_CONNECTIVITY_REQUEST_H
#define CLI_CONNECTIVITY_REQUEST_H

#include "cli/question.h"

/* Each prints its answer; *is_yes: whether the exit status is 0. False and error when it cannot be written.
 */

/* How many ways there are between two devices, and the least that parts them. a and b differ. */
bool connectivity_answer_between(const struct question *question, uint32_t a, uint32_t b, bool as_json,
                                 bool *is_yes, GError **error);

/* Single points of failure by what they cut off. top: 0 lists all. */
bool connectivity_answer_spof(const struct question *question, size_t top, bool as_json, GError **error);

/* The ways of each device to the core. core: by device, NULL for the rule of graph/hierarchy.h. */
bool connectivity_answer_redundancy(const struct question *question, const bool *core, bool as_json,
                                    GError **error);

/* By device: whether it is what others are there for: phones, hosts, servers, printers, ... Caller frees. */
bool *connectivity_endpoints(const struct question *question);

#endif
