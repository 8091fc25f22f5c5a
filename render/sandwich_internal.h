/* Between the parts of sandwich: sandwich_size.c finds sizes and columns, sandwich.c draws the sites and
 * sandwich_join.c what leads to them. */
#ifndef RENDER_SANDWICH_INTERNAL_H
#define RENDER_SANDWICH_INTERNAL_H

#include "render/card.h"
#include "render/sandwich.h"

#define SANDWICH_BAR 17.0
#define SANDWICH_MOST_COLUMNS 6 /* of rows in a card */
#define SANDWICH_CARD_GAP 9.0
#define SANDWICH_SITE_GAP 10.0
#define SANDWICH_MARGIN 14.0 /* beside the sites, for the line between the cores */
#define SANDWICH_INDENT 10.0 /* of one of several cards below one */
#define SANDWICH_MOST_CORES 2

/* The cards that stand below each other in any case. */
struct sandwich_unit {
    guint first, count; /* in the cards of the site */
    double height;
};

struct sandwich_site {
    const struct campus_site *from;
    GArray *units;   /* of struct sandwich_unit */
    double *heights; /* of the cards, for the columns that are tried */
    double *indents;
    GArray *columns; /* of guint: the unit that each column begins with */
    guint column_count;
    double limit; /* of the heights of the columns */
    double left;  /* of what is between the overhangs */
};

struct sandwich {
    const struct structure *structure;
    const struct sandwich_part *part;
    struct scene *scene;
    GPtrArray *cards; /* of struct card, by campus.cards */
    struct sandwich_site *sites;
    guint columns; /* of rows in a card */
    double width;  /* of a card */
    double height; /* of the columns of cards */
    double aspect;
    double lane;
    double bar_gap;                   /* between bars */
    double label;                     /* the widest port name at a line between bars, and room beside it */
    double gutter_left, gutter_right; /* beside the cards of a site */
    bool is_roomy;                    /* uplinks enter cards from the side, with room to be seen */
    double core_y[2], bar_y[2];       /* upper edges */
    guint *box_of;                    /* of each device that is drawn as a bar or a card */
    double *name_widths;              /* that bars need, of each device */
    guint connectors[CAMPUS_PARENTS]; /* the most at an upper and at a lower bar */
    guint *core_number;               /* of each device, from 1; 0: it is no core */
};

static inline struct card *sandwich_card(const struct sandwich *s, guint index)
{
    return s->cards->pdata[index];
}

static inline guint sandwich_site_card(const struct sandwich_site *site, guint i)
{
    return g_array_index(site->from->cards, guint, i);
}

static inline bool sandwich_has_second(const struct sandwich_site *site)
{
    return site->from->parents[1] != STRUCTURE_NONE;
}

/* The cores that are drawn as bars around the sites. */
guint sandwich_core_count(const struct sandwich *s);
/* STRUCTURE_NONE: there is none. */
guint sandwich_core(const struct sandwich *s, guint i);

/* Whether the site hangs from the bars of the cores, and has none of its own. */
bool sandwich_is_below_cores(const struct sandwich *s, const struct sandwich_site *site);

/* Sizes */

void sandwich_make_units(const struct sandwich *s, struct sandwich_site *site);

/* Finds the height and the number of columns with which the page is smallest. */
void sandwich_search(struct sandwich *s);
/* Then makes the sites as low as the same number of columns allows. */
void sandwich_lower(struct sandwich *s);

/* The number of columns in a card, and what follows of it. */
void sandwich_set_columns(struct sandwich *s, guint columns);
/* Whether lines have room to be seen, and what follows of it. */
void sandwich_set_room(struct sandwich *s, bool is_roomy);
/* The size that the page has to have: the smaller the better. */
double sandwich_cost(const struct sandwich *s);

/* The last drawing */

/* Has the columns that the last drawing had, unless the page would be much larger than it needs to be. */
void sandwich_follow(struct sandwich *s);
/* Keeps the columns for the next one. */
void sandwich_remember(const struct sandwich *s);

/* The size of text on A3, in pixels. */
double sandwich_font(const struct sandwich *s);

double sandwich_gap_above(const struct sandwich *s, const struct sandwich_site *site, guint i);
double sandwich_lane_width(const struct sandwich *s, const struct sandwich_site *site, guint lane);
double sandwich_lane_left(const struct sandwich *s, const struct sandwich_site *site, guint lane);
double sandwich_inner_width(const struct sandwich *s, const struct sandwich_site *site);
double sandwich_site_width(const struct sandwich *s, const struct sandwich_site *site);

/* Lines between bars */

/* The widest label of one of them. */
double sandwich_widest_port(const struct sandwich *s);

/* Counts what leads from the bars to cores that are drawn elsewhere. */
void sandwich_count_connectors(struct sandwich *s);
/* What they need at a bar of the site. */
double sandwich_connectors_width(const struct sandwich *s, const struct sandwich_site *site, guint parent);

void sandwich_join_cores(struct sandwich *s);
void sandwich_join_site(struct sandwich *s, const struct sandwich_site *site);

#endif
