#include "cli/rendering.h"

#include "cli/map_memory.h"
#include "cli/model.h"
#include "cli/output.h"
#include "render/pages.h"

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

/* Several pages need a folder beside the file: what is no file has room for one. */
static bool has_room_for_pages(const struct rendering *rendering)
{
    return rendering->renderer->has_pages && !is_standard_output(rendering->path) &&
           (g_file_test(rendering->path, G_FILE_TEST_IS_REGULAR) ||
            !g_file_test(rendering->path, G_FILE_TEST_EXISTS));
}

static bool write_pages(struct rendering *rendering, bool is_quiet, GError **error)
{
    rendering->request.file = rendering->path;
    GPtrArray *pages = renderer_write_pages(rendering->renderer, &rendering->request, error);
    if (pages == NULL)
        return false;
    bool is_written = pages_save(pages, rendering->path, error);
    if (is_written && pages->len > 1 && !is_quiet) {
        g_autofree char *folder = pages_folder(rendering->path);
        fprintf(stderr, "wiremap: %s leads to %u pages in %s\n", rendering->path, pages->len - 1, folder);
    }
    g_ptr_array_unref(pages);
    return is_written;
}

static bool write_one(const struct rendering *rendering, GError **error)
{
    g_autoptr(GBytes) content = rendering->renderer->write(&rendering->request, error);
    return content != NULL && write_out(content, rendering->path, error);
}

/* Takes what is remembered of the last map of this view. Returns by what it is known; NULL: nothing is
 * remembered, as of graphs in files. */
static char *begin_map(const struct cli *cli, struct rendering *rendering)
{
    struct render_request *request = &rendering->request;
    request->pins = rendering->look.pinned;
    if (cli->from != NULL || rendering->renderer->kind != RENDERER_MAP)
        return NULL;
    g_autofree char *view = view_request_describe(&rendering->view, request->layers);
    const char *size_by = words_format(&look_size_words, (int)rendering->look.options.size_by);
    char *map = g_strdup_printf("%s --layout %s --size-by %s", view,
                                request->layout ? request->layout : "auto", size_by ? size_by : "text");
    request->kept = rendering->look.fresh ? NULL : map_memory_read(cli->db, map);
    request->keep = places_new();
    return map;
}

/* Takes map. */
static void end_map(const struct cli *cli, struct rendering *rendering, char *map, bool is_written)
{
    struct render_request *request = &rendering->request;
    if (map != NULL && is_written)
        map_memory_write(cli->db, map, request->keep, g_get_real_time() / G_USEC_PER_SEC);
    places_free((struct places *)request->kept);
    places_free(request->keep);
    g_free(map);
}

static void print_notes(const GPtrArray *notes)
{
    for (guint i = 0; i < notes->len; i++)
        fprintf(stderr, "wiremap: %s\n", (const char *)notes->pdata[i]);
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
    if (!look_request_apply(&rendering->look, model, &status))
        return status;
    request->look = &rendering->look.options;
    request->topology = model->topology;
    request->view = rendering->view.view;
    request->sites = rendering->view.config.sites;
    GError *error = NULL;
    char *map = begin_map(cli, rendering);
    request->notes = g_ptr_array_new_with_free_func(g_free);
    bool is_written = has_room_for_pages(rendering) ? write_pages(rendering, cli->quiet, &error)
                                                    : write_one(rendering, &error);
    end_map(cli, rendering, map, is_written);
    print_notes(request->notes);
    g_clear_pointer(&request->notes, g_ptr_array_unref);
    if (!is_written)
        status = command_failed(error);
    return status;
}

int rendering_run(const struct cli *cli, struct rendering *rendering)
{
    struct model model;
    int status = EXIT_DONE;
    uint32_t kinds = view_request_kinds(&rendering->view);
    bool is_open = kinds == 0 && !rendering->renderer->reads_observations
                       ? model_open_topology(cli, &model, &status)
                       : model_open(cli, model_topology_kinds | kinds, &model, &status);
    if (!is_open)
        return status;
    status = write_model(cli, rendering, &model);
    view_request_clear(&rendering->view);
    look_request_clear(&rendering->look);
    model_close(&model);
    return status;
}
