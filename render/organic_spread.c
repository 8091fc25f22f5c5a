/*
 * Spreading: cell shifting, as placers of chips do it (Viswanathan and Chu, FastPlace, 2004). The page is cut
 * into strips of bins; the borders of the bins of a strip move so that full bins grow and empty ones shrink,
 * and boxes move with them. Between strips the movement is interpolated, so that neighbors move alike and
 * hardly a crossing is made.
 */
#include "render/organic.h"

#include <math.h>

#define COLUMNS 18
#define ROWS 12
#define MOST_BINS 18
#define DAMPING 0.8
#define ROUNDS 120
#define SHARE 0.5 /* of the way that is gone in a round */

/* One direction of the page. */
struct axis {
    double length, other; /* of the page along it, and across */
    guint bins, strips;
};

struct spread {
    struct layout *layout;
    bool is_vertical;
    struct axis axis;
    double load[MOST_BINS][MOST_BINS];       /* of strips, then bins */
    double border[MOST_BINS][MOST_BINS + 1]; /* where the borders of bins go */
};

static double *along(const struct spread *spread, struct point *point)
{
    return spread->is_vertical ? &point->y : &point->x;
}

static double across(const struct spread *spread, const struct point *point)
{
    return spread->is_vertical ? point->x : point->y;
}

/* The two strips that a place is between, and the share of the second one. */
static guint strip_of(const struct spread *spread, const struct point *point, double *share)
{
    double place = across(spread, point) / spread->axis.other * spread->axis.strips - 0.5;
    double low = fmax(0, fmin(spread->axis.strips - 1.0, floor(place)));
    *share = fmax(0, fmin(1, place - low));
    return (guint)low;
}

static guint bin_of(const struct spread *spread, double value)
{
    double bin = floor(value / spread->axis.length * spread->axis.bins);
    return (guint)fmax(0, fmin(spread->axis.bins - 1.0, bin));
}

static void measure_load(struct spread *spread)
{
    for (guint strip = 0; strip < spread->axis.strips; strip++)
        for (guint bin = 0; bin < spread->axis.bins; bin++)
            spread->load[strip][bin] = 0;
    for (size_t i = 0; i < spread->layout->box_count; i++) {
        struct layout_box *box = &spread->layout->boxes[i];
        double share, weight = (box->width + 8) * (box->height + 12);
        guint strip = strip_of(spread, &box->center, &share);
        guint bin = bin_of(spread, *along(spread, &box->center));
        spread->load[strip][bin] += (1 - share) * weight;
        if (strip + 1 < spread->axis.strips)
            spread->load[strip + 1][bin] += share * weight;
    }
}

static void move_borders(struct spread *spread)
{
    double mean = 0, width = spread->axis.length / spread->axis.bins;
    for (guint strip = 0; strip < spread->axis.strips; strip++)
        for (guint bin = 0; bin < spread->axis.bins; bin++)
            mean += spread->load[strip][bin] / (spread->axis.strips * spread->axis.bins);
    for (guint strip = 0; strip < spread->axis.strips; strip++) {
        const double *load = spread->load[strip];
        double *border = spread->border[strip];
        border[0] = 0;
        border[spread->axis.bins] = spread->axis.length;
        for (guint k = 1; k < spread->axis.bins; k++) {
            double left = load[k - 1] / mean + DAMPING, right = load[k] / mean + DAMPING;
            border[k] = (width * (k - 1) * right + width * (k + 1) * left) / (left + right);
        }
    }
}

static double moved(const struct spread *spread, guint strip, guint bin, double part)
{
    strip = MIN(strip, spread->axis.strips - 1);
    return spread->border[strip][bin] + part * (spread->border[strip][bin + 1] - spread->border[strip][bin]);
}

static void move_boxes(struct spread *spread)
{
    for (size_t i = 0; i < spread->layout->box_count; i++) {
        struct point *center = &spread->layout->boxes[i].center;
        double share, *value = along(spread, center);
        guint strip = strip_of(spread, center, &share), bin = bin_of(spread, *value);
        double part = *value / spread->axis.length * spread->axis.bins - bin;
        double to =
            (1 - share) * moved(spread, strip, bin, part) + share * moved(spread, strip + 1, bin, part);
        *value += SHARE * (to - *value);
    }
}

static struct point lowest(const struct layout *layout, double *width, double *height)
{
    struct point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < layout->box_count; i++) {
        struct point c = layout->boxes[i].center;
        low = (struct point){fmin(low.x, c.x), fmin(low.y, c.y)};
        high = (struct point){fmax(high.x, c.x), fmax(high.y, c.y)};
    }
    *width = fmax(1, high.x - low.x);
    *height = fmax(1, high.y - low.y);
    return low;
}

void organic_spread(struct layout *layout)
{
    double width, height;
    struct point low = lowest(layout, &width, &height);
    layout_move(layout, -low.x, -low.y);
    struct spread spread = {.layout = layout};
    for (guint round = 0; round < 2 * ROUNDS; round++) {
        spread.is_vertical = round % 2 == 1;
        spread.axis = spread.is_vertical ? (struct axis){height, width, ROWS, COLUMNS}
                                         : (struct axis){width, height, COLUMNS, ROWS};
        measure_load(&spread);
        move_borders(&spread);
        move_boxes(&spread);
    }
}
