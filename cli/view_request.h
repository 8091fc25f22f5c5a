/*
 * Which part of the network a command is about: the options that `render` and `export` have in common.
 */
#ifndef CLI_VIEW_REQUEST_H
#define CLI_VIEW_REQUEST_H

#include "cli/config.h"
#include "cli/model.h"
#include "graph/view.h"

struct view_request {
    char **layers, **filters, **around; /* as given */
    char *site;
    int depth, vlan;
    gboolean only_infrastructure;
    /* What became of them. */
    struct view_options options;
    struct config config;
    struct network network;
    struct view *view;
};

/* The entries of the options: VIEW_REQUEST_ENTRIES(request) in an array of GOptionEntry. */
#define VIEW_REQUEST_ENTRIES(r)                                                                              \
    {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(r).layers, "links of physical, l2 or l3 (repeatable)",      \
     "LAYER"},                                                                                               \
        {"filter",                                                                                           \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_STRING_ARRAY,                                                                          \
         &(r).filters,                                                                                       \
         "only devices with KEY=PATTERN or KEY!=PATTERN (repeatable)",                                       \
         "FILTER"},                                                                                          \
        {"site", 0, 0, G_OPTION_ARG_STRING, &(r).site, "only devices at the site", "SITE"},                  \
        {"around",    0,                                                                                     \
         0,           G_OPTION_ARG_STRING_ARRAY,                                                             \
         &(r).around, "only what is around the device (repeatable)",                                         \
         "DEVICE"},                                                                                          \
        {"depth", 0, 0, G_OPTION_ARG_INT, &(r).depth, "hops around it (1)", "N"},                            \
        {"vlan", 0, 0, G_OPTION_ARG_INT, &(r).vlan, "only what carries the VLAN", "N"},                      \
    {                                                                                                        \
        "only-infrastructure", 0, 0, G_OPTION_ARG_NONE, &(r).only_infrastructure, "no endpoints", NULL       \
    }

#define VIEW_REQUEST_INIT                                                                                    \
    {                                                                                                        \
        .depth = 1                                                                                           \
    }

/* Checks what was given. False: a usage error was printed; the caller returns *status. layers: in, what holds
 * when none is given; out, what was. */
bool view_request_check(const struct command *command, struct view_request *request, uint32_t *layers,
                        int *status);

/* The record kinds that the view needs beside those of the topology. */
uint32_t view_request_kinds(const struct view_request *request);

/* Makes request->view of the model, and reads the sites of the configuration. False: a device that was named
 * is not there, or the configuration is wrong; the caller returns *status. */
bool view_request_apply(const struct cli *cli, struct view_request *request, struct model *model,
                        uint32_t layers, int *status);

/* Whether any device is in view. */
bool view_request_has_devices(const struct view_request *request);

/* What tells one view from another: the options in words. Caller frees with g_free. */
char *view_request_describe(const struct view_request *request, uint32_t layers);

void view_request_clear(struct view_request *request);

#endif
