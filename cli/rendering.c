#include "cli/rendering.h"

#include "cli/model.h"
#include "cli/output.h"

#include <stdio.h>
#include <string.h>

static bool is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

bool rendering_find_format(const struct command *command, enum renderer_kind kind, const char *format,
                           struct rendering *out, int *status)
{
    bool has_file = !is_standard_output(out->path);
    if (format)
        out->renderer = renderer_find(kind, format);
    else if (has_file)
        out->renderer = renderer_find_for_file(kind, out->path);
    if (out->renderer)
        return true;
    g_autofree char *names = renderer_names(kind);
    if (format)
        *status = command_usage(command, "there is no format '%s'; give one of %s", format, names);
    else if (has_file)
        *status = command_usage(command, "%s: its name does not tell the format; give --format: one of %s",
                                out->path, names);
    else
        *status = command_usage(command, "which format? give --format: one of %s", names);
    return false;
}

static bool write_out(GBytes *content, const char *path, GError **error)
{
    if (!is_standard_output(path))
        return renderer_save(content, path, error);
    size_t size;
    const void *data = g_bytes_get_data(content, &size);
    fwrite(data, 1, size, stdout);
    return output_flush(error);
}

static int write_model(const struct cli *cli, struct rendering *rendering, struct model *model)
{
    struct render_request *request = &rendering->request;
    int status = EXIT_DONE;
    if (!view_request_apply(cli, &rendering->view, model, request->layers, &status))
        return status;
    if (!view_request_has_devices(&rendering->view)) {
        fputs("wiremap: nothing is in view\n", stderr);
        return EXIT_NO;
    }
    request->topology = model->topology;
    request->view = rendering->view.view;
    request->sites = rendering->view.config.sites;
    GError *error = NULL;
    g_autoptr(GBytes) content = rendering->renderer->write(request, &error);
    if (content == NULL || !write_out(content, rendering->path, &error))
        status = command_failed(error);
    return status;
}

int rendering_run(const struct cli *cli, struct rendering *rendering)
{
    struct model model;
    int status = EXIT_DONE;
    uint32_t kinds = model_topology_kinds | view_request_kinds(&rendering->view);
    if (!model_open(cli, kinds, &model, &status))
        return status;
    status = write_model(cli, rendering, &model);
    view_request_clear(&rendering->view);
    model_close(&model);
    return status;
}
