/*
 * The answers of 'wiremap whatif', a file for each.
 */
#ifndef CLI_WHATIF_REQUEST_H
#define CLI_WHATIF_REQUEST_H

#include "cli/question.h"
#include "graph/change.h"

struct whatif_request {
    char **down, **added; /* as given; NULL: none */
    int suggest;          /* how many new links are wanted; 0 none */
    int top;              /* how many paths, links and devices are listed */
    uint32_t layers;
    bool as_json;
};

/* Prints what a change of the network does to it. False and error when it cannot be written. */
bool whatif_answer_change(const struct question *question, const struct whatif_request *request,
                          const struct change *change, GError **error);

/* Prints the new links that remove most single points of failure; *is_yes: whether there are any. */
bool whatif_answer_suggest(const struct question *question, const struct whatif_request *request,
                           bool *is_yes, GError **error);

/* {"a","a_id","b","b_id"} of the link between two devices, {"device","device_id"} where both are one. The
 * caller owns it. */
json_t *whatif_place_to_json(const struct question *question, uint32_t a, uint32_t b);

/* "core1", or "core1 -- core2". Caller frees with g_free. */
char *whatif_format_place(const struct question *question, uint32_t a, uint32_t b);

#endif
