/*
 * Merge: two observations of one device, by two ways in, become one.
 */
#ifndef DISCOVER_MERGE_H
#define DISCOVER_MERGE_H

#include "model/observation.h"

/* Adds to an observation what another one tells and it does not: members of the system; of each kind of rows
 * those of which it has none at all; of the neighbors those of protocols of which it has none. Interfaces
 * that rows refer to by number are found again by their names: numbers that a command line was given are not
 * those of SNMP. Warnings and costs add up. */
void merge_observation(struct observation *into, const struct observation *from);

#endif
