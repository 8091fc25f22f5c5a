#include "render/pages.h"

#include "render/page_list.h"
#include "render/renderer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Where the suffix of a file begins: at its end when it has none. */
static const char *find_suffix(const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    const char *dot = strrchr(base, '.');
    bool has_suffix = dot != NULL && dot != base && g_str_has_suffix(file, dot);
    return file + strlen(file) - (has_suffix ? strlen(dot) : 0);
}

char *pages_folder(const char *file)
{
    const char *suffix = find_suffix(file);
    return g_strdup_printf("%.*s%s", (int)(suffix - file), file, *suffix ? "" : "-pages");
}

static bool fail_with_errno(const char *path, GError **error)
{
    int code = errno;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return false;
}

static char *path_of(const char *folder, const struct render_page *page, const char *suffix)
{
    g_autofree char *name = g_strconcat(page->name, suffix, NULL);
    return g_build_filename(folder, name, NULL);
}

static bool write_all(const GPtrArray *pages, const char *folder, const char *suffix, GError **error)
{
    for (guint i = 1; i < pages->len; i++) {
        const struct render_page *page = pages->pdata[i];
        g_autofree char *path = path_of(folder, page, suffix);
        if (!renderer_save(page->content, path, error))
            return false;
    }
    return true;
}

static bool move_all(const GPtrArray *pages, const char *from, const char *to, const char *suffix,
                     GError **error)
{
    for (guint i = 1; i < pages->len; i++) {
        const struct render_page *page = pages->pdata[i];
        g_autofree char *source = path_of(from, page, suffix);
        g_autofree char *target = path_of(to, page, suffix);
        if (g_rename(source, target) != 0)
            return fail_with_errno(target, error);
    }
    return true;
}

static void remove_all(const GPtrArray *pages, const char *folder, const char *suffix)
{
    for (guint i = 1; i < pages->len; i++) {
        g_autofree char *path = path_of(folder, pages->pdata[i], suffix);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static bool save_others(const GPtrArray *pages, const char *file, GError **error)
{
    const char *suffix = find_suffix(file);
    g_autofree char *folder = pages_folder(file);
    g_autofree char *stage = g_strconcat(folder, ".XXXXXX", NULL);
    if (g_mkdtemp_full(stage, 0777) == NULL)
        return fail_with_errno(stage, error);
    bool is_done = write_all(pages, stage, suffix, error);
    if (is_done && g_mkdir(folder, 0777) != 0 && errno != EEXIST)
        is_done = fail_with_errno(folder, error);
    is_done = is_done && move_all(pages, stage, folder, suffix, error);
    remove_all(pages, stage, suffix);
    return is_done;
}

/* What an earlier map has left there goes. */
static bool tidy(const GPtrArray *pages, const char *file, GError **error)
{
    const char *suffix = find_suffix(file);
    g_autofree char *folder = pages_folder(file);
    struct page_list *list = page_list_read(folder);
    for (guint i = 1; i < pages->len; i++) {
        const struct render_page *page = pages->pdata[i];
        g_autofree char *name = g_strconcat(page->name, suffix, NULL);
        page_list_add(list, name, page->content);
    }
    page_list_remove_others(list, suffix);
    bool is_done = page_list_write(list, error);
    page_list_free(list);
    return is_done;
}

bool pages_save(const GPtrArray *pages, const char *file, GError **error)
{
    if (pages->len > 1 && !save_others(pages, file, error))
        return false;
    const struct render_page *first = pages->pdata[0];
    return renderer_save(first->content, file, error) && tidy(pages, file, error);
}
