/*
 * Renderers: the formats in which a topology is drawn or written. Each is one function and one line of the
 * list in renderer.c.
 */
#ifndef RENDER_RENDERER_H
#define RENDER_RENDERER_H

#include "graph/topology.h"

#define RENDER_ERROR (render_error_quark())
GQuark render_error_quark(void);

enum render_error {
    RENDER_ERROR_GRAPHVIZ,   /* Graphviz could not draw it, or cannot write the format on this machine */
    RENDER_ERROR_UNAVAILABLE /* this wiremap was built without what the format needs */
};

struct look_options;
struct places;
struct site_rules;
struct view;

struct render_request {
    struct topology *topology;
    uint32_t layers;                /* bits 1 << enum layer; 0 as topology_select has it */
    const char *title;              /* of a map; NULL none */
    const struct view *view;        /* graph/view.h; NULL: everything */
    const struct site_rules *sites; /* graph/site.h; may be NULL */
    const char *layout; /* of a map: one of map_layout_names (render/map.h); NULL: by what the network is */
    const char *file;   /* of a map: what the first page will be called, so that pages can lead to each other;
                           NULL: there is one page only */
    const struct places *kept; /* of a map: of the last one of this view (render/places.h); NULL none */
    const struct places *pins; /* where boxes have to stand, by anchor; NULL none */
    struct places *keep;       /* is filled with what is to be kept of this one; NULL: nothing is */
    GPtrArray *notes;          /* takes texts (char *): what is drawn in another way than it would have been,
                                  and why; NULL: nobody wants to know */
    const struct look_options *look; /* of a map (render/look.h); NULL: as it is when nothing is asked for */
};

/* A page of a map. */
struct render_page {
    char *name; /* "" of the first one, else letters, digits and hyphens */
    GBytes *content;
};

enum renderer_kind {
    RENDERER_MAP,   /* a drawing, for people */
    RENDERER_EXPORT /* data, for other programs */
};

struct renderer {
    enum renderer_kind kind;
    const char *name;     /* as --format names it */
    const char *suffixes; /* blank separated, without dots */
    GBytes *(*write)(const struct render_request *request, GError **error); /* NULL on failure */
    bool has_pages;          /* a large map is drawn on several, which lead to each other */
    bool reads_observations; /* it shows more than the topology has by itself: the interfaces of devices */
};

/* NULL when there is none. */
const struct renderer *renderer_find(enum renderer_kind kind, const char *name);
/* By the suffix of a file's name, in any case. NULL when there is none. */
const struct renderer *renderer_find_for_file(enum renderer_kind kind, const char *path);

/* "svg, png, pdf, dot": for messages. Caller frees with g_free. */
char *renderer_names(enum renderer_kind kind);

/* struct render_page in a new array, the first page first; NULL on failure. */
GPtrArray *renderer_write_pages(const struct renderer *renderer, const struct render_request *request,
                                GError **error);

/* Writes the file whole or not at all: what was there before is replaced at once, or stays. A place that is
 * no regular file (/dev/stdout, a pipe) is written to. */
bool renderer_save(GBytes *content, const char *path, GError **error);

#endif
