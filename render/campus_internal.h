/* Between the parts of campus: campus.c decides who is what, campus_cards.c makes sites and cards of it. */
#ifndef RENDER_CAMPUS_INTERNAL_H
#define RENDER_CAMPUS_INTERNAL_H

#include "render/campus.h"

enum campus_place {
    CAMPUS_UNPLACED,
    CAMPUS_CORE,
    CAMPUS_PARENT,
    CAMPUS_ACCESS,  /* below the parents of a site */
    CAMPUS_CHAINED, /* below an access switch */
    CAMPUS_ROW      /* a device of several neighbors that is a row of one of them */
};

struct campus_work {
    const struct structure *structure;
    enum campus_place *place; /* of each device */
    bool *is_hub;
    guint *site;  /* of each device; STRUCTURE_NONE */
    guint *below; /* of each chained card or row: the device that it hangs below */
    struct campus *campus;
};

guint campus_add_site(struct campus *campus, guint first, guint second);

/* Puts the sites in their order. */
void campus_order_sites(struct campus_work *work);

/* Makes the cards and counts what is odd. */
void campus_make_cards(struct campus_work *work);

#endif
