/*
 * How a map is to look: the options of `render` (render/look.h).
 */
#ifndef CLI_LOOK_REQUEST_H
#define CLI_LOOK_REQUEST_H

#include "cli/model.h"
#include "render/look.h"
#include "render/places.h"

struct look_request {
    char *theme, *color_by, *size_by, *page, *highlight, *pins; /* as given */
    gboolean no_rings, fresh;
    /* What became of them. */
    struct look_options options;
    GArray *stops;
    struct places *pinned;
};

/* The entries of the options: LOOK_REQUEST_ENTRIES(request) in an array of GOptionEntry. */
#define LOOK_REQUEST_ENTRIES(r)                                                                              \
    {"color-by",                                                                                             \
     0,                                                                                                      \
     0,                                                                                                      \
     G_OPTION_ARG_STRING,                                                                                    \
     &(r).color_by,                                                                                          \
     "role, site, vendor, os, betweenness, spof or component",                                               \
     "WHAT"},                                                                                                \
        {"size-by", 0, 0, G_OPTION_ARG_STRING, &(r).size_by, "degree or betweenness", "WHAT"},               \
        {"highlight",                                                                                        \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_STRING,                                                                                \
         &(r).highlight,                                                                                     \
         "the best paths from A to B, and on to further ones",                                               \
         "A,B[,C...]"},                                                                                      \
        {"no-rings", 0, 0, G_OPTION_ARG_NONE, &(r).no_rings, "no rings around single points of failure",     \
         NULL},                                                                                              \
        {"theme", 0, 0, G_OPTION_ARG_STRING, &(r).theme, "light, dark or print (light)", "THEME"},           \
        {"pins", 0, 0, G_OPTION_ARG_FILENAME, &(r).pins, "boxes stand where FILE says", "FILE"},             \
        {"fresh", 0, 0, G_OPTION_ARG_NONE, &(r).fresh, "draw anew, not like the last map", NULL},            \
    {                                                                                                        \
        "page", 0, 0, G_OPTION_ARG_STRING, &(r).page, "fit a4, a3, a2, a1, a0 or hd", "PAGE"                 \
    }

/* Checks what was given. False: a usage error was printed; the caller returns *status. */
bool look_request_check(const struct command *command, struct look_request *request, int *status);

/* Finds the devices that are to be highlighted, and those that are pinned. False: one is not there, or the
 * file of pins cannot be read, and the caller returns *status. */
bool look_request_apply(struct look_request *request, const struct model *model, int *status);

void look_request_clear(struct look_request *request);

#endif
