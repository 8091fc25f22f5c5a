/*
 * What 'wiremap path' was asked, and its answers, a file for each kind.
 */
#ifndef CLI_PATH_REQUEST_H
#define CLI_PATH_REQUEST_H

#include "cli/question.h"
#include "graph/disjoint.h"
#include "graph/path.h"

struct path_request {
    struct path_metrics metrics; /* without what the graph must be known for */
    int count;                   /* -k; 0: not given */
    bool is_all;                 /* --all */
    enum disjoint_by disjoint;   /* --disjoint */
    const char *cost_file;
    char **avoid, **via; /* NULL: none */
    uint32_t layers;
    bool as_json;
};

/* The question with its devices found. */
struct path_question {
    const struct path_request *request;
    const struct question *question;
    const struct path_network *network;
    const uint32_t *stops; /* the first, those of --via, the last; of distances the first only */
    size_t stop_count;
};

/* Each prints its answer. *has_path: whether there is one. False and error when the answer cannot be written.
 */
bool path_answer_best(const struct path_question *asked, bool *has_path, GError **error);
bool path_answer_all(const struct path_question *asked, bool *has_path, GError **error);
bool path_answer_disjoint(const struct path_question *asked, bool *has_path, GError **error);
bool path_answer_table(const struct path_question *asked, bool *has_path, GError **error);

/* {"from","from_id","to","to_id","by"}; the caller owns it. */
json_t *path_answer_object(const struct path_question *asked);
json_t *path_list_to_json(const struct path_question *asked, const GPtrArray *paths);
/* The ends, speed_mbps and cost of a link; the caller owns it. */
json_t *path_link_to_json(const struct path_question *asked, const struct link *link);
/* COST, PATH and, where speeds are known, BOTTLENECK of each; the hops of a single path below it. */
bool path_print_list(const struct path_question *asked, const GPtrArray *paths, GError **error);

/* "10G core1 [eth1] - core2 [eth2]"; NULL for NULL. Caller frees with g_free. */
char *path_format_bottleneck(const struct path_question *asked, const struct link *link);

#endif
