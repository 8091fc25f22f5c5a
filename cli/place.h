/*
 * Places that a user names: a device, or the links between two devices as "A:B".
 */
#ifndef CLI_PLACE_H
#define CLI_PLACE_H

#include "cli/question.h"

struct place {
    bool is_link; /* all links between a and b; else a is meant, and b is the same */
    uint32_t a, b;
};

/* A text that is a device is that, also where it has colons. False: what is wrong with it was printed, and
 * *status is EXIT_NO: no such device, several of them, or no link between the two. */
bool place_find(const struct question *question, const char *text, struct place *out, int *status);

/* As place_find for two devices "A:B", whether links join them or not. */
bool place_find_pair(const struct question *question, const char *text, struct place *out, int *status);

/* Sets by link of the graph what the place takes away: its links, or all those of its device. */
void place_mark_links(const struct question *question, const struct place *place, bool *is_marked);

#endif
