#include "render/renderer.h"

#include "render/formats.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(render - error - quark, render_error)

static const struct renderer renderers[] = {
    {RENDERER_MAP, "svg", "svg", map_write_svg, true, false},
    {RENDERER_MAP, "png", "png", map_write_png, true, false},
    {RENDERER_MAP, "pdf", "pdf", map_write_pdf, true, false},
    {RENDERER_MAP, "dot", "dot gv", map_write_dot, false, false},
    {RENDERER_MAP, "html", "html htm", map_write_html, false, true},
    {RENDERER_EXPORT, "graphml", "graphml xml", export_graphml, false, false},
    {RENDERER_EXPORT, "json", "json", export_json, false, false},
    {RENDERER_EXPORT, "dot", "dot gv", export_dot, false, false},
    {RENDERER_EXPORT, "csv", "csv", export_csv, false, false},
    {RENDERER_EXPORT, "gexf", "gexf", export_gexf, false, false},
};

const struct renderer *renderer_find(enum renderer_kind kind, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(renderers); i++)
        if (renderers[i].kind == kind && g_ascii_strcasecmp(renderers[i].name, name) == 0)
            return &renderers[i];
    return NULL;
}

static bool has_suffix(const struct renderer *renderer, const char *suffix)
{
    g_auto(GStrv) suffixes = g_strsplit(renderer->suffixes, " ", -1);
    for (char **one = suffixes; *one != NULL; one++)
        if (g_ascii_strcasecmp(*one, suffix) == 0)
            return true;
    return false;
}

const struct renderer *renderer_find_for_file(enum renderer_kind kind, const char *path)
{
    const char *dot = strrchr(path, '.');
    if (dot == NULL || strchr(dot, G_DIR_SEPARATOR) != NULL)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(renderers); i++)
        if (renderers[i].kind == kind && has_suffix(&renderers[i], dot + 1))
            return &renderers[i];
    return NULL;
}

static void free_page(gpointer data)
{
    struct render_page *page = data;
    g_free(page->name);
    g_bytes_unref(page->content);
    g_free(page);
}

GPtrArray *renderer_write_pages(const struct renderer *renderer, const struct render_request *request,
                                GError **error)
{
    if (renderer->has_pages)
        return map_write_pages(request, renderer->name, error);
    GBytes *content = renderer->write(request, error);
    if (content == NULL)
        return NULL;
    GPtrArray *pages = g_ptr_array_new_with_free_func(free_page);
    struct render_page *page = g_new0(struct render_page, 1);
    page->name = g_strdup("");
    page->content = content;
    g_ptr_array_add(pages, page);
    return pages;
}

char *renderer_names(enum renderer_kind kind)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(renderers); i++)
        if (renderers[i].kind == kind)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", renderers[i].name);
    return g_string_free(names, FALSE);
}

static bool fail_with_errno(const char *path, int code, GError **error)
{
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return false;
}

static bool write_in_place(GBytes *content, const char *path, GError **error)
{
    size_t size;
    const void *data = g_bytes_get_data(content, &size);
    FILE *file = g_fopen(path, "wb");
    if (file == NULL)
        return fail_with_errno(path, errno, error);
    errno = 0;
    bool is_written = fwrite(data, 1, size, file) == size;
    int code = errno;
    if (fclose(file) != 0) {
        is_written = false;
        code = errno;
    }
    return is_written || fail_with_errno(path, code ? code : EIO, error);
}

static bool replace_file(GBytes *content, const char *path, GError **error)
{
    size_t size;
    const char *data = g_bytes_get_data(content, &size);
    GError *cause = NULL;
    if (g_file_set_contents_full(path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause))
        return true;
    const char *reason = strrchr(cause->message, ':');
    g_set_error(error, cause->domain, cause->code, "%s:%s", path, reason ? reason + 1 : cause->message);
    g_error_free(cause);
    return false;
}

bool renderer_save(GBytes *content, const char *path, GError **error)
{
    GStatBuf status;
    if (g_stat(path, &status) != 0)
        return replace_file(content, path, error);
    if (S_ISDIR(status.st_mode))
        return fail_with_errno(path, EISDIR, error);
    if (!S_ISREG(status.st_mode))
        return write_in_place(content, path, error);
    /* A symbolic link stays one: what it leads to is replaced. */
    g_autofree char *target = realpath(path, NULL);
    return replace_file(content, target ? target : path, error);
}
