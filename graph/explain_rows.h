/*
 * The rows of an explanation (graph/explain.h): what its files share.
 */
#ifndef GRAPH_EXPLAIN_ROWS_H
#define GRAPH_EXPLAIN_ROWS_H

#include "graph/explain.h"

/* The row of RECORD_NEIGHBOR at a position. */
const struct neighbor *explain_neighbor(const struct network *network, uint32_t observation, uint32_t row);

/* The row with its own port and what identity made of it; no link is looked for: fate EXPLAIN_NO_LINK. */
struct explain_row explain_row_read(struct network *network, uint32_t observation, uint32_t row);

/* The row of evidence that is no neighbor row: what a table of that kind says at the end of the link. */
struct explain_row explain_table_row(struct network *network, GStringChunk *memory, const struct link *link,
                                     const struct link_evidence *evidence);

/* Adds the notes of a pair whose links and rows are listed. */
void explain_pair_note(struct network *network, struct explain_pair *pair, uint32_t a, uint32_t b);

/* By fate, link, device, port, protocol. */
void explain_rows_sort(GArray *rows);

#endif
