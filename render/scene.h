/*
 * Scene: a finished drawing. Every box, line and text has its place; how it looks is a matter of what it is
 * (its paint), which a theme turns into colours (render/theme.h). Lengths are points; x grows to the right, y
 * downwards. Texts fit their boxes by the widths of render/text_size.h, so that the same scene is drawn
 * everywhere.
 */
#ifndef RENDER_SCENE_H
#define RENDER_SCENE_H

#include "render/layout.h"
#include "render/structure.h"

#define SCENE_FONT 10.0 /* the size of every text but the title */
#define SCENE_TITLE 14.0
#define SCENE_LINE 11.0 /* the height of a row */

enum scene_paint {
    PAINT_DEVICE,  /* by its role, in the shape of its role */
    PAINT_CORE,    /* a bar */
    PAINT_PARENT,  /* a bar of a site */
    PAINT_SECOND,  /* a bar of a site: the other parent */
    PAINT_HEADER,  /* the head of a card: a switch */
    PAINT_NOTE,    /* the head of a block: what its members have in common; no device */
    PAINT_ROW,     /* an endpoint in a card */
    PAINT_ODD_ROW, /* a link that is told in words */
    PAINT_PORTS,   /* the ports of a card's uplinks */
    PAINT_MEMBER,  /* a device in a block */
    PAINT_CHIP,    /* a link of an overview, in the colour of where it leads */
    PAINT_CARD,    /* frames: of a card */
    PAINT_BLOCK,   /* of a block of devices */
    PAINT_SITE,    /* of a site */
    PAINT_LINE,    /* lines */
    PAINT_DOWN,    /* of links that are down */
    PAINT_BLOCKED, /* of links that the spanning tree does not use */
    PAINTS
};

struct scene_box {
    char *id, *anchor; /* unique; ids of what is no device begin with MAP_RESERVED_PREFIX */
    char *text;        /* NULL none */
    char *detail;      /* a second line; NULL none */
    char *tooltip;     /* NULL none */
    char *url;         /* relative; NULL none */
    enum scene_paint paint;
    enum role role;
    bool is_visited, is_left; /* is_left: the text starts at the left, not in the middle */
    guint hue;                /* of chips and what they lead to */
    guint device;             /* its position in the topology; G_MAXUINT: no device */
    guint group, step;        /* from 1: what it is coloured by (render/look.h); 0 nothing */
    bool is_ringed, is_on_path;
    double left, top, width, height;
};

/* Drawn below boxes and lines. */
struct scene_frame {
    enum scene_paint paint;
    double left, top, width, height;
};

struct scene_label {
    char *text; /* NULL none */
    struct point center;
    double width;
};

/* Two devices that a line joins, by their positions in the topology. */
struct scene_pair {
    guint a, b;
};

struct scene_line {
    guint a, b; /* boxes; G_MAXUINT: a sample in a legend joins nothing */
    char *anchor;
    char *tooltip; /* NULL none */
    char *ends;    /* "ends-1-2 ends-1-3": the devices of the links it stands for, by their ids; NULL none */
    double width;  /* 0: by speed_bps */
    uint64_t speed_bps;
    enum certainty certainty;
    bool is_bundle; /* all that joins two parts of the network: its width and label tell how much */
    bool is_down, has_cross, is_blocked, is_on_path;
    GArray *points; /* of struct point */
    GArray *pairs;  /* of struct scene_pair: what the line stands for */
    struct scene_label labels[LABELS_OF_EDGE];
};

struct scene_text {
    char *text;
    double left, center_y, width, size;
    bool is_bold;
};

struct theme;

struct scene {
    GArray *frames, *boxes, *lines, *texts;
    char *name;  /* of its page: "" for the first; letters, digits, hyphens */
    char *title; /* NULL: that of the map */
    char *description;
    double width, height;
    const struct theme *theme;      /* NULL: theme_light */
    double page_width, page_height; /* of the paper; 0: as large as the drawing */
};

#define SCENE_FRAME(scene, i) (&g_array_index((scene)->frames, struct scene_frame, i))
#define SCENE_BOX(scene, i) (&g_array_index((scene)->boxes, struct scene_box, i))
#define SCENE_LINE_AT(scene, i) (&g_array_index((scene)->lines, struct scene_line, i))
#define SCENE_TEXT(scene, i) (&g_array_index((scene)->texts, struct scene_text, i))

struct scene *scene_new(void);
void scene_free(struct scene *scene);

/* Adding returns the position of what was added; what it points to is valid until the next one is. */

/* The box of a device: its name as text. */
guint scene_add_device(struct scene *scene, const struct map_device *device, enum scene_paint paint);
/* A box that is no device. Takes neither id nor text. */
guint scene_add_box(struct scene *scene, enum scene_paint paint, const char *id, const char *text);
void scene_set_area(struct scene *scene, guint box, double left, double top, double width, double height);

void scene_add_frame(struct scene *scene, enum scene_paint paint, double left, double top, double width,
                     double height);

/* A line for a pair of the structure, without points. */
guint scene_add_pair(struct scene *scene, const struct structure *structure, guint pair, guint a, guint b);
/* Adds the devices of a pair to what a line joins. */
void scene_add_ends(struct scene *scene, guint line, const struct structure *structure, guint pair);
void scene_add_point(struct scene *scene, guint line, double x, double y);

/* Takes no text; its width is measured. */
guint scene_add_text(struct scene *scene, const char *text, double left, double center_y, double size,
                     bool is_bold);

void scene_move(struct scene *scene, double dx, double dy);
/* Moves all to the origin, and measures width and height. */
void scene_normalize(struct scene *scene);
/* Moves what part has into scene, and frees part. */
void scene_take(struct scene *scene, struct scene *part, double dx, double dy);

/* The size of SCENE_FONT in pixels when a drawing of this size fills an A3 page. */
double scene_font_on_a3(double width, double height);

#endif
