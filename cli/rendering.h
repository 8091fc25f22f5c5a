/*
 * What `render` and `export` have in common: which format, which part of the network, where to.
 */
#ifndef CLI_RENDERING_H
#define CLI_RENDERING_H

#include "cli/look_request.h"
#include "cli/view_request.h"
#include "render/renderer.h"

struct rendering {
    const struct renderer *renderer;
    const char *path; /* NULL or "-": standard output */
    struct render_request request;
    struct view_request view;
    struct look_request look; /* of a map */
};

/* Finds the format by the option (NULL: not given), else by the name of the file. False: a usage error was
 * printed, and the caller returns *status. */
bool rendering_find_format(const struct command *command, enum renderer_kind kind, const char *format,
                           struct rendering *out, int *status);

/* Loads the inventory and writes what is in view of it. The view was checked. Returns the exit status. */
int rendering_run(const struct cli *cli, struct rendering *rendering);

#endif
