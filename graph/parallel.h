/*
 * Numbered tasks on several threads, with results that do not depend on how many: tasks are worked on in any
 * order, but committed one after the other by ascending number. A worker holds one result at a time, so
 * memory grows with the threads and not with the tasks.
 */
#ifndef GRAPH_PARALLEL_H
#define GRAPH_PARALLEL_H

#include <stddef.h>

/* worker is beneath the number of threads; no two calls with the same run at once. */
typedef void (*parallel_function)(void *context, unsigned worker, size_t task);

/* The threads to use: wanted, at most one for each processor; 0 wants all processors. At least 1. */
unsigned parallel_threads(unsigned wanted);

/* Calls work for each task; after it commit on the same worker, where commit is not NULL. The calling thread
 * is one of the workers; where the system gives no more threads, fewer do it all. */
void parallel_run(unsigned threads, size_t task_count, parallel_function work, parallel_function commit,
                  void *context);

#endif
