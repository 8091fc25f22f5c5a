/*
 * Bandwidths as users write them.
 */
#ifndef CLI_BANDWIDTH_H
#define CLI_BANDWIDTH_H

#include <stdbool.h>
#include <stdint.h>

/* 100000 (Mbit/s), 400G, 2.5T, 500M, 64K: from 1 bit/s to 10^18. */
bool bandwidth_parse(const char *text, uint64_t *bps);

#endif
