/*
 * Card: a switch and what hangs from it, as a table: its name, the ports of its uplinks, and a row for each
 * endpoint and each link that is told in words. The size depends on the number of columns the rows stand in.
 */
#ifndef RENDER_CARD_H
#define RENDER_CARD_H

#include "render/scene.h"

#define CARD_HEAD 13.0
#define CARD_MOST_COLUMNS 8

struct card_text {
    char *text;
    double width;
};

struct card {
    const struct structure *structure;
    guint device;
    bool is_of_bar; /* the rows of a device that is drawn as a bar elsewhere */
    char *title;
    GArray *ports; /* of struct card_text: a line each below the title */
    GArray *rows;  /* of struct card_text */
    GArray *links; /* of struct structure_row: what the rows tell */
    double title_width, ports_width, row_width;
};

/* rows is copied. with_ports: the rows tell their ports, too. */
struct card *card_new(const struct structure *structure, guint device, const GArray *rows, bool is_of_bar,
                      bool with_ports);
/* A line with the ports of a pair, after mark. Nothing when there is nothing to tell. */
void card_add_ports(struct card *card, guint pair, const char *mark, bool with_ports);
/* A line of words below the title. */
void card_add_line(struct card *card, const char *text);
void card_free(struct card *card);

/* What it needs, for rows in so many columns. */
double card_least_width(const struct card *card, guint columns);
double card_height(const struct card *card, guint columns);
/* The number of columns in which it is nearest to the shape of a page. */
guint card_best_columns(const struct card *card);

/* Adds its frame and boxes. Returns the box of the switch. */
guint card_draw(const struct card *card, struct scene *scene, double left, double top, double width,
                guint columns);

#endif
