/*
 * Leads: where the frontier has still to go, by how good they are and how far from the seeds.
 *
 * With a limit of depth all kinds of a level come before the next level, so that depths are exact; without
 * one all levels of a kind come before the next kind. Either way those of a kind wait for the visits of the
 * better ones.
 */
#ifndef DISCOVER_LEADS_H
#define DISCOVER_LEADS_H

#include "discover/acquaintance.h"
#include "discover/frontier.h"

struct place;

/* One device as a seed or a neighbor row names it. */
struct lead {
    struct lead *next;   /* in the list it is in: a level's, a place's */
    struct place *place; /* that it waits to be visited */
    struct identity_digest identity;
    struct identity_digest told; /* who the device in visit says it is */
    uint32_t depth;
    uint16_t port;
    uint8_t count, at; /* addresses; the one that is tried */
    uint8_t kind;      /* enum lead_kind */
    bool is_seed;
    bool is_barred; /* the row has an address that bars the device */
    bool is_doubted;
    bool was_held; /* once is enough: equal ids do not always mean the same device */
    struct address addresses[];
};

/* With a copy of the first 64 addresses: a device that claims more is lying. Freed with g_free. */
struct lead *lead_new(const struct address *addresses, size_t count);

/* It and those behind it. NULL is allowed. */
void lead_free_list(struct lead *lead);

struct leads;

struct leads *leads_new(bool limits_depth);
void leads_free(struct leads *leads);

/* Frees all that are in it. */
void leads_clear(struct leads *leads);

/* Takes the lead over, behind or before those of its kind and depth. */
void leads_push_back(struct leads *leads, struct lead *lead);
void leads_push_front(struct leads *leads, struct lead *lead);

/* The next one, which is the caller's then; NULL when there is none at present. */
struct lead *leads_pop(struct leads *leads);

/* A lead is being visited, and is not any more. */
void leads_begin_visit(struct leads *leads, const struct lead *lead);
void leads_end_visit(struct leads *leads, const struct lead *lead);

#endif
