/*
 * What the commands that ask the graph have in common: the inventory loaded and the links selected that the
 * question is about.
 */
#ifndef CLI_QUESTION_H
#define CLI_QUESTION_H

#include "cli/model.h"
#include "cli/output.h"
#include "graph/bridge.h"

struct question {
    struct model model;
    GArray *links; /* of struct link: members of aggregates are merged */
    struct graph graph;
};

/* layers: as topology_select has them. False: the caller returns *status. */
bool question_open(const struct cli *cli, uint32_t layers, struct question *out, int *status);
void question_close(struct question *question);

const struct device *question_device(const struct question *question, uint32_t position);

/* {"device","device_id","source_id"}: source_id only of an imported device. The caller owns it. */
json_t *question_device_to_json(const struct question *question, uint32_t position);

/* As model_match and model_find_device. */
GArray *question_match(const struct question *question, const char *text);
bool question_find_device(const struct question *question, const char *text, uint32_t *position, int *status);

/* Opens a question that is about one device, and finds it. False: nothing is open, the caller returns
 * *status. */
bool question_open_at(const struct cli *cli, uint32_t layers, const char *device, struct question *out,
                      uint32_t *position, int *status);

/* {"device","device_id","source_id","port"} of an end, {"a","b","speed_mbps"} of a link. The caller owns it.
 */
json_t *question_end_to_json(const struct question *question, const struct link_end *end);
json_t *question_link_to_json(const struct question *question, const struct link *link);

/* "core1 [eth11]" for an end whose port is known, else "core1"; is_arrival: "[eth11] core1". Caller frees
 * with g_free. */
char *question_format_end(const struct question *question, const struct link_end *end, bool is_arrival);

/* {"a","b","a_id","b_id"} of two devices. The caller owns it. */
json_t *question_pair_to_json(const struct question *question, uint32_t a, uint32_t b);

/* "core1, core2, ...": so many of them. Caller frees with g_free. */
char *question_format_names(const struct question *question, const GArray *positions, guint most);

/* A list of devices as JSON: of their names, or of their ids. The caller owns it. */
json_t *question_names(const struct question *question, const GArray *positions);
json_t *question_ids(const struct question *question, const GArray *positions);

#define QUESTION_LAYER_HELP "physical, l2 or l3 (repeatable; else physical and the l2 links that fill gaps)"

#endif
