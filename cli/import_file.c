#include "cli/import_file.h"

#include "cli/output.h"
#include "render/dot_import.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

/* Not a row of import_format.c: Graphviz reads it, which the layer of the graph does not know. */
#define DOT "dot"

char *import_file_formats(void)
{
    g_autofree char *names = import_format_names();
    return g_strconcat(names, ", " DOT, NULL);
}

bool import_file_has_format(const char *format)
{
    return import_format_find(format) != NULL || g_ascii_strcasecmp(format, DOT) == 0;
}

static bool is_standard_input(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* Not more than is read of a file: a device node has no end. */
static GByteArray *read_bounded(FILE *file)
{
    GByteArray *content = g_byte_array_new();
    uint8_t buffer[65536];
    size_t size;
    while (content->len <= IMPORT_MAX_SIZE && (size = fread(buffer, 1, sizeof buffer, file)) > 0)
        g_byte_array_append(content, buffer, (guint)size);
    return content;
}

static bool fail_to_read(int number, GError **error)
{
    g_set_error_literal(error, G_IO_ERROR, (int)g_io_error_from_errno(number), g_strerror(number));
    return false;
}

static bool read_content(const char *path, GByteArray **out, GError **error)
{
    FILE *file = is_standard_input(path) ? stdin : fopen(path, "rb");
    if (file == NULL)
        return fail_to_read(errno, error);
    errno = 0;
    *out = read_bounded(file);
    int number = ferror(file) ? errno : 0;
    if (file != stdin)
        fclose(file);
    if (number == 0)
        return true;
    g_byte_array_unref(*out);
    return fail_to_read(number, error);
}

static bool has_suffix_of_dot(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    return g_str_has_suffix(lower, ".dot") || g_str_has_suffix(lower, ".gv");
}

static bool is_dot(const char *path, const char *format, struct bytes content)
{
    if (format != NULL)
        return g_ascii_strcasecmp(format, DOT) == 0;
    if (has_suffix_of_dot(path))
        return true;
    if (import_format_find_for_file(path) != NULL)
        return false;
    static const char *const starts[] = {"digraph", "strict ", "graph {", "graph G {", "//", "/*"};
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (content.size > strlen(starts[i]) && memcmp(content.data, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static const struct import_format *choose_format(const char *path, const char *format, struct bytes content)
{
    if (format != NULL)
        return import_format_find(format);
    const struct import_format *of_file = import_format_find_for_file(path);
    return of_file != NULL ? of_file : import_format_guess(content);
}

static bool read_graph(const char *path, const char *format, struct bytes content, struct import_result *out,
                       GError **error)
{
    g_autofree char *name = is_standard_input(path) ? g_strdup("stdin") : g_path_get_basename(path);
    int64_t now = g_get_real_time() / 1000;
    if (!is_dot(path, format, content))
        return import_format_read(choose_format(path, format, content), content, name, now, out, error);
    g_autoptr(GBytes) file = g_bytes_new_static(content.data, content.size);
    g_autoptr(GBytes) json = dot_to_json(file, error);
    if (json == NULL)
        return false;
    size_t size;
    const void *data = g_bytes_get_data(json, &size);
    return import_format_read(import_format_find("json"), (struct bytes){data, size}, name, now, out, error);
}

bool import_file_read(const char *path, const char *format, struct import_result *out, GError **error)
{
    GByteArray *content = NULL;
    bool is_read = read_content(path, &content, error);
    if (is_read) {
        is_read = read_graph(path, format, (struct bytes){content->data, content->len}, out, error);
        g_byte_array_unref(content);
    }
    if (!is_read)
        g_prefix_error(error, "%s: ", path);
    return is_read;
}

bool import_file_store(struct inventory *inventory, const char *path, const struct import_result *import,
                       int64_t *run, GError **error)
{
    if (!inventory_begin_run(inventory, "import", path, run, error))
        return false;
    bool is_done = inventory_add(inventory, *run, (struct observation *const *)import->observations->pdata,
                                 import->observations->len, error);
    is_done = inventory_end_run(inventory, *run, is_done ? "done" : "interrupted", is_done ? error : NULL) &&
              is_done;
    return is_done;
}

void import_file_print_left_out(const char *path, const struct import_result *import)
{
    g_autofree char *name = output_inert(path);
    for (guint i = 0; i < import->left_out->len; i++)
        fprintf(stderr, "wiremap: %s: left out: %s\n", name, (const char *)import->left_out->pdata[i]);
}
