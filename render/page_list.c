#include "render/page_list.h"

#include "render/renderer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define LIST_NAME ".wiremap-pages"
#define MOST_OCTETS (64 << 20) /* of a list: there is no longer one of ours */
#define DIGEST_LENGTH 64
#define NAME_AT (DIGEST_LENGTH + 2) /* two blanks between them */

struct page_list {
    char *folder;
    GHashTable *digests; /* of names */
    GHashTable *added;   /* names */
    bool is_there;       /* the file */
};

static bool is_plain_file(const char *path)
{
    GStatBuf status;
    return g_lstat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MOST_OCTETS;
}

/* A name in the folder, and of nothing above or below it. */
static bool is_name(const char *name)
{
    return *name != '\0' && *name != '.' && strchr(name, '/') == NULL;
}

static void take_line(struct page_list *list, const char *line)
{
    if (strlen(line) > NAME_AT && is_name(line + NAME_AT))
        g_hash_table_replace(list->digests, g_strdup(line + NAME_AT), g_strndup(line, DIGEST_LENGTH));
}

struct page_list *page_list_read(const char *folder)
{
    struct page_list *list = g_new0(struct page_list, 1);
    list->folder = g_strdup(folder);
    list->digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    list->added = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *path = g_build_filename(folder, LIST_NAME, NULL);
    g_autofree char *text = NULL;
    list->is_there = is_plain_file(path) && g_file_get_contents(path, &text, NULL, NULL);
    if (!list->is_there)
        return list;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        take_line(list, *line);
    return list;
}

void page_list_free(struct page_list *list)
{
    if (list == NULL)
        return;
    g_free(list->folder);
    g_hash_table_unref(list->digests);
    g_hash_table_unref(list->added);
    g_free(list);
}

void page_list_add(struct page_list *list, const char *name, GBytes *content)
{
    g_hash_table_replace(list->digests, g_strdup(name),
                         g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, content));
    g_hash_table_add(list->added, g_strdup(name));
}

static bool is_as_written(const char *path, const char *digest)
{
    g_autofree char *content = NULL;
    gsize size;
    if (!is_plain_file(path) || !g_file_get_contents(path, &content, &size, NULL))
        return false;
    g_autofree char *now = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content, size);
    return strcmp(now, digest) == 0;
}

void page_list_remove_others(struct page_list *list, const char *suffix)
{
    GHashTableIter iter;
    gpointer name, digest;
    g_hash_table_iter_init(&iter, list->digests);
    while (g_hash_table_iter_next(&iter, &name, &digest)) {
        if (!g_str_has_suffix(name, suffix) || g_hash_table_contains(list->added, name))
            continue;
        g_autofree char *path = g_build_filename(list->folder, name, NULL);
        if (is_as_written(path, digest))
            g_unlink(path);
        g_hash_table_iter_remove(&iter);
    }
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

static GBytes *format(const struct page_list *list)
{
    GString *text = g_string_new(NULL);
    GList *names = g_list_sort(g_hash_table_get_keys(list->digests), compare_names);
    for (const GList *i = names; i != NULL; i = i->next)
        g_string_append_printf(text, "%s  %s\n", (char *)g_hash_table_lookup(list->digests, i->data),
                               (const char *)i->data);
    g_list_free(names);
    return g_string_free_to_bytes(text);
}

bool page_list_write(const struct page_list *list, GError **error)
{
    g_autofree char *path = g_build_filename(list->folder, LIST_NAME, NULL);
    if (g_hash_table_size(list->digests) > 0) {
        g_autoptr(GBytes) content = format(list);
        return renderer_save(content, path, error);
    }
    if (list->is_there && g_unlink(path) == 0)
        g_rmdir(list->folder);
    return true;
}
