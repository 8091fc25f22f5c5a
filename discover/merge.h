/*
 * Merge: two observations of one device, by two ways in, become one.
 */
#ifndef DISCOVER_MERGE_H
#define DISCOVER_MERGE_H

#include "model/observation.h"

/* Adds to an observation what another one tells and it does not: members of the system; interfaces, where one
 * that both know (by its name, however abbreviated, else by its ifIndex) is one and gets the members that it
 * lacks; addresses; of the neighbors those of protocols of which it has none; of each other kind of rows
 * those of which it has none at all. Rows of the other one that refer to interfaces by number get the numbers
 * that those have here: numbers that a command line was given are not those of SNMP. Warnings and costs add
 * up. */
void merge_observation(struct observation *into, const struct observation *from);

#endif
