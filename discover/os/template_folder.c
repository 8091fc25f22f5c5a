#include "discover/os/template_folder.h"

#include <string.h>

#define EMBEDDED_ROOT "/wiremap/templates/"
#define SUFFIX ".textfsm"
#define MAX_TEMPLATE_SIZE ((size_t)1024 * 1024)

/* Made by glib-compile-resources. */
extern void embedded_templates_register_resource(void);

struct index_row {
    char *templates;
    GRegex *platform, *command; /* NULL: any */
};

struct template_folder {
    char *path;      /* NULL: embedded */
    GPtrArray *rows; /* struct index_row; NULL where there is no index */
};

static void free_row(gpointer data)
{
    struct index_row *row = data;
    g_free(row->templates);
    g_clear_pointer(&row->platform, g_regex_unref);
    g_clear_pointer(&row->command, g_regex_unref);
    g_free(row);
}

void template_folder_free(struct template_folder *folder)
{
    if (folder == NULL)
        return;
    g_clear_pointer(&folder->rows, g_ptr_array_unref);
    g_free(folder->path);
    g_free(folder);
}

static void append_abbreviation(GString *out, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        g_string_append_printf(out, "(?:%c", word[i]);
    for (size_t i = 0; i < length; i++)
        g_string_append(out, ")?");
}

char *template_expand_abbreviations(const char *pattern)
{
    GString *out = g_string_new(NULL);
    for (const char *at = pattern; *at != '\0';) {
        const char *end = g_str_has_prefix(at, "[[") ? strstr(at + 2, "]]") : NULL;
        if (end == NULL) {
            g_string_append_c(out, *at++);
            continue;
        }
        append_abbreviation(out, at + 2, (size_t)(end - at - 2));
        at = end + 2;
    }
    return g_string_free(out, FALSE);
}

static bool compile_column(const char *text, GRegex **out, GError **error)
{
    if (text == NULL || *text == '\0')
        return true;
    g_autofree char *pattern = template_expand_abbreviations(text);
    *out = g_regex_new(pattern, G_REGEX_OPTIMIZE, G_REGEX_MATCH_ANCHORED, error);
    return *out != NULL;
}

struct index_columns {
    int templates, platform, command;
    guint count;
};

static const char *cell(char **cells, int column)
{
    return column < 0 ? NULL : cells[column];
}

static bool read_row(struct template_folder *folder, const struct index_columns *columns, const char *line,
                     GError **error)
{
    g_auto(GStrv) cells = g_strsplit(line, ",", 0);
    if (g_strv_length(cells) != columns->count) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "has %u columns, not %u",
                    g_strv_length(cells), columns->count);
        return false;
    }
    for (char **each = cells; *each != NULL; each++)
        g_strstrip(*each);
    struct index_row *row = g_new0(struct index_row, 1);
    g_ptr_array_add(folder->rows, row);
    row->templates = g_strdup(cells[columns->templates]);
    return compile_column(cell(cells, columns->platform), &row->platform, error) &&
           compile_column(cell(cells, columns->command), &row->command, error);
}

static bool read_header(const char *line, struct index_columns *columns, GError **error)
{
    g_auto(GStrv) cells = g_strsplit(line, ",", 0);
    *columns = (struct index_columns){-1, -1, -1, g_strv_length(cells)};
    for (int i = 0; cells[i] != NULL; i++) {
        const char *name = g_strstrip(cells[i]);
        if (strcmp(name, "Template") == 0)
            columns->templates = i;
        else if (strcmp(name, "Platform") == 0)
            columns->platform = i;
        else if (strcmp(name, "Command") == 0)
            columns->command = i;
    }
    if (columns->templates < 0)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there is no column Template");
    return columns->templates >= 0;
}

static bool read_index(struct template_folder *folder, const char *text, GError **error)
{
    struct index_columns columns = {.count = 0};
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    folder->rows = g_ptr_array_new_with_free_func(free_row);
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (*line == '\0' || *line == '#')
            continue;
        bool is_good =
            columns.count == 0 ? read_header(line, &columns, error) : read_row(folder, &columns, line, error);
        if (!is_good) {
            g_prefix_error(error, "%s/index: line %u: ", folder->path == NULL ? "embedded" : folder->path,
                           i + 1);
            return false;
        }
    }
    return true;
}

static struct template_folder *open_with_index(const char *path, const char *text, GError **error)
{
    struct template_folder *folder = g_new0(struct template_folder, 1);
    folder->path = g_strdup(path);
    if (text == NULL || read_index(folder, text, error))
        return folder;
    template_folder_free(folder);
    return NULL;
}

struct template_folder *template_folder_open(const char *path, GError **error)
{
    g_autofree char *file = g_build_filename(path, "index", NULL), *text = NULL;
    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: there is no such folder of templates",
                    path);
        return NULL;
    }
    if (g_file_test(file, G_FILE_TEST_EXISTS) && !g_file_get_contents(file, &text, NULL, error))
        return NULL;
    return open_with_index(path, text, error);
}

static GBytes *read_embedded(const char *name, GError **error)
{
    static gsize is_registered;
    if (g_once_init_enter(&is_registered)) {
        embedded_templates_register_resource();
        g_once_init_leave(&is_registered, 1);
    }
    g_autofree char *path = g_strconcat(EMBEDDED_ROOT, name, NULL);
    return g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

struct template_folder *template_folder_open_embedded(GError **error)
{
    GBytes *bytes = read_embedded("index", error);
    if (bytes == NULL)
        return NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data, size);
    g_bytes_unref(bytes);
    return open_with_index(NULL, text, error);
}

static bool row_matches(const struct index_row *row, const char *platform, const char *command)
{
    return (row->platform == NULL || g_regex_match(row->platform, platform, 0, NULL)) &&
           (row->command == NULL || g_regex_match(row->command, command, 0, NULL));
}

/* Whether the words of the command may abbreviate those of the file's name, word for word. */
static bool words_match(const char *name_words, const char *command)
{
    g_auto(GStrv) words = g_strsplit(name_words, "_", 0);
    g_auto(GStrv) typed = g_strsplit_set(command, " _", 0);
    guint i = 0;
    for (; words[i] != NULL && typed[i] != NULL; i++)
        if (*typed[i] == '\0' || !g_str_has_prefix(words[i], typed[i]))
            return false;
    return words[i] == NULL && typed[i] == NULL;
}

/* The shortest name that fits, so that the answer does not depend on the order of the folder. */
static char *find_by_name(const struct template_folder *folder, const char *platform, const char *command)
{
    g_autofree char *prefix = g_strconcat(platform, "_", NULL);
    GDir *dir = g_dir_open(folder->path, 0, NULL);
    const char *name;
    char *best = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        if (!g_str_has_prefix(name, prefix) || !g_str_has_suffix(name, SUFFIX))
            continue;
        g_autofree char *words =
            g_strndup(name + strlen(prefix), strlen(name) - strlen(prefix) - strlen(SUFFIX));
        bool is_better = best == NULL || strlen(name) < strlen(best) ||
                         (strlen(name) == strlen(best) && strcmp(name, best) < 0);
        if (words_match(words, command) && is_better) {
            g_free(best);
            best = g_strdup(name);
        }
    }
    g_clear_pointer(&dir, g_dir_close);
    return best;
}

char *template_folder_find(const struct template_folder *folder, const char *platform, const char *command)
{
    if (folder->rows == NULL)
        return find_by_name(folder, platform, command);
    for (guint i = 0; i < folder->rows->len; i++) {
        const struct index_row *row = g_ptr_array_index(folder->rows, i);
        if (row_matches(row, platform, command))
            return g_strdup(row->templates);
    }
    return NULL;
}

static GBytes *read_file(const struct template_folder *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder->path, name, NULL);
    char *text;
    gsize size;
    if (!g_file_get_contents(path, &text, &size, error))
        return NULL;
    if (size > MAX_TEMPLATE_SIZE) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: too long for a template", path);
        g_free(text);
        return NULL;
    }
    return g_bytes_new_take(text, size);
}

GBytes *template_folder_read(const struct template_folder *folder, const char *name, GError **error)
{
    if (strchr(name, '/') != NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: a template's name has no '/'", name);
        return NULL;
    }
    return folder->path == NULL ? read_embedded(name, error) : read_file(folder, name, error);
}
