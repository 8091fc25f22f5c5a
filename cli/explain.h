/*
 * explain: one device, or two, in a file each; what their answers have in common.
 */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "cli/show.h"
#include "graph/explain.h"

struct explain_request {
    struct model model;
    struct network network;
    bool as_json;
};

/* Each prints its answer and returns the exit status. */
int explain_print_pair(struct explain_request *request, uint32_t a, uint32_t b);
int explain_print_device(struct explain_request *request, uint32_t device);

/* {"device","device_id","port","protocol",...,"remote_device","fate","key","reason","run","observed"}: a row
 * as show neighbors has it, and what became of it. The caller owns it. */
json_t *explain_row_to_json(struct explain_request *request, const struct explain_row *row);

/* Cells of such a row. */
char *explain_format_place(const json_t *row);  /* who says so, and at which port: "acc1 [up1]" */
char *explain_format_remote(const json_t *row); /* the other end in its words */
char *explain_format_port(const json_t *row);
char *explain_format_key(const json_t *row); /* why it is, or is not, what is looked for */

/* A title, then the rows as a table; nothing when there is none. Takes rows. */
bool explain_print_rows(const char *title, const struct column *columns, json_t *rows, GError **error);

#endif
