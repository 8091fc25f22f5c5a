/*
 * Campus: core, distribution and access, found in the graph. A *hub* has many neighbors of much lower degree;
 * hubs that serve the same switches twice over are the two *parents* of a site; a switch below them is a
 * *card* with its endpoints as rows; switches below switches are chained cards. What does not fit in is
 * *odd*: a link told as a row in the cards of both its ends. Hubs and others that are above the parents are
 * core.
 */
#ifndef RENDER_CAMPUS_H
#define RENDER_CAMPUS_H

#include "render/structure.h"

#define CAMPUS_PARENTS 2

struct campus_card {
    guint device;
    bool is_of_parent;             /* rows of a parent or a core, whose own place is the bar */
    guint uplinks[CAMPUS_PARENTS]; /* pairs with the parents of its site; STRUCTURE_NONE none */
    guint chain;                   /* pair with the card that it hangs below; STRUCTURE_NONE none */
    guint chained_to;              /* that card, in campus.cards */
    GArray *rows;                  /* of struct campus_row, in order */
};

struct campus_site {
    guint parents[CAMPUS_PARENTS]; /* the second may be STRUCTURE_NONE */
    bool is_core;                  /* what hangs from the core itself: the parents are cores */
    GArray *cards;                 /* of guint, in campus.cards; a chained card follows what it hangs below */
};

struct campus {
    GArray *sites;       /* of struct campus_site */
    GArray *cards;       /* of struct campus_card */
    GArray *cores;       /* of guint: devices */
    guint odd_count;     /* links that are told in rows only */
    guint further_count; /* those of them that lead to further parents */
};

#define CAMPUS_CARD(campus, i) (&g_array_index((campus)->cards, struct campus_card, i))
#define CAMPUS_SITE(campus, i) (&g_array_index((campus)->sites, struct campus_site, i))

/* Whether the site is but a further parent of switches of others. */
bool campus_is_further(const struct campus *campus, const struct campus_site *site);

/* NULL: the network is not built in this way. */
struct campus *campus_find(const struct structure *structure);
void campus_free(struct campus *campus);

#endif
