/*
 * Look: what a map tells beside its layout: what devices are coloured and sized by, single points of failure,
 * highlighted paths, the theme and the paper.
 */
#ifndef RENDER_LOOK_H
#define RENDER_LOOK_H

#include "model/words.h"
#include "render/renderer.h"
#include "render/theme.h"

enum look_color {
    LOOK_COLOR_NONE, /* by role, in the shades of the theme */
    LOOK_COLOR_ROLE,
    LOOK_COLOR_SITE,
    LOOK_COLOR_VENDOR,
    LOOK_COLOR_OS,
    LOOK_COLOR_BETWEENNESS,
    LOOK_COLOR_SPOF,
    LOOK_COLOR_COMPONENT,
    LOOK_COLORS
};
extern const struct words look_color_words;

enum look_size { LOOK_SIZE_NONE, LOOK_SIZE_DEGREE, LOOK_SIZE_BETWEENNESS, LOOK_SIZES };
extern const struct words look_size_words;

/* Paper, lying; a drawing that is higher than wide has it standing. Points. */
struct look_page {
    const char *name;
    double width, height;
};

/* NULL when there is none. */
const struct look_page *look_page_find(const char *name);
/* "a4, a3, ...". Caller frees with g_free. */
char *look_page_names(void);

/* What is asked for. All zero is what a map has when nothing is. */
struct look_options {
    const struct theme *theme;    /* NULL: theme_light */
    const struct look_page *page; /* NULL: as large as the drawing */
    enum look_color color_by;
    enum look_size size_by;
    const GArray
        *highlight; /* of guint: devices of the topology; the best paths from each to the next. NULL none */
    bool no_rings;  /* around single points of failure */
};

struct look;

/* NULL and error (GRAPH_ERROR) when the graph cannot be computed. */
struct look *look_new(const struct render_request *request, GError **error);
/* NULL is allowed. */
void look_free(struct look *look);

const struct theme *look_theme(const struct look *look);

/* How much larger than its text needs the box of a device is: 1 to 2. */
double look_scale(const struct look *look, guint device);

/* Whether boxes have sizes of their own. */
bool look_has_sizes(const struct look *look);

/* Marks boxes and lines, and sets theme and paper. */
void look_apply(const struct look *look, struct scene *scene);

/* What a group, from 1, or a step of colour stands for; NULL: nothing. */
const char *look_group_name(const struct look *look, guint group);
const char *look_step_name(const struct look *look, guint step);

/* What is highlighted, in words; NULL: nothing is. */
const char *look_path_text(const struct look *look);

#endif
