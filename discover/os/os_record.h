/*
 * What the parts of os_record share: one answer, read row by row into the observation.
 */
#ifndef DISCOVER_OS_OS_RECORD_H
#define DISCOVER_OS_OS_RECORD_H

#include "discover/os/fields.h"
#include "discover/os/interface_index.h"

struct os_answer {
    const struct os *os;
    const char *command;
    enum answer_kind kind;
    struct field_reader *reader;
    size_t rows;
    struct observation *observation;
    struct interface_index *interfaces;
};

void record_identity(const struct os_answer *answer);
void record_inventory(const struct os_answer *answer);
void record_interfaces(const struct os_answer *answer);
void record_neighbors(const struct os_answer *answer);
void record_routing(const struct os_answer *answer);
void record_arp(const struct os_answer *answer);
void record_forwarding(const struct os_answer *answer);

/* "Gi0/1" and "GigabitEthernet0/1": the same numbers, and the letters of one begin those of the other. */
bool record_is_same_name(const char *a, const char *b);

/* The ifIndex of the interface of that name; a row is made where there is none yet, with a number of our own:
 * command lines tell no ifIndex as a rule. Those begin at RECORD_FIRST_IF_INDEX, which no device uses, so
 * that none is mistaken for a number that a neighbor tells. 0 for "". Names are compared as they are and by
 * their usual abbreviations. */
#define RECORD_FIRST_IF_INDEX 0x60000001U
uint32_t record_if_index(const struct os_answer *answer, const char *name);

/* The interface row of that name, made where there is none; NULL for "". Good until the next row is added. */
struct interface *record_interface(const struct os_answer *answer, const char *name);

#endif
