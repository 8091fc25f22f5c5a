/*
 * What a function prints, for tests.
 */
#ifndef TESTS_SUPPORT_CAPTURE_H
#define TESTS_SUPPORT_CAPTURE_H

#include <stdio.h>

/* From here on what is written to stream (stdout, stderr) is kept. One at a time. */
void capture_start(FILE *stream);

/* The stream is itself again. What was written; the caller frees with g_free. */
char *capture_end(FILE *stream);

#endif
