/*
 * Progress of a crawl: one line that is written over on a terminal; plain lines now and then elsewhere.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "discover/crawl.h"

#include <stdio.h>

struct progress;

/* out must outlive the progress. is_quiet: nothing but messages is written. */
struct progress *progress_new(FILE *out, bool is_terminal, bool is_quiet);

void progress_update(struct progress *progress, const struct crawl_progress *state);

/* A line of its own, above the progress line. */
void progress_message(struct progress *progress, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Removes the progress line and frees. */
void progress_free(struct progress *progress);

#endif
