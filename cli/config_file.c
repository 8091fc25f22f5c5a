#include "cli/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SIZE (1U << 20)

static void *fail_errno(const char *path, int code, GError **error)
{
    g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return NULL;
}

/* What is checked is the file that is read: by descriptor, so that nobody swaps it in between. */
static bool is_private_file(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 077) == 0;
}

static char *read_all(int descriptor, const char *path, gsize *size, GError **error)
{
    g_autofree char *text = g_malloc(MAX_SIZE + 1);
    size_t length = 0;
    ssize_t got;
    while ((got = read(descriptor, text + length, MAX_SIZE + 1 - length)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(path, errno, error);
        length += (size_t)got;
        if (length > MAX_SIZE)
            return fail_errno(path, EFBIG, error);
    }
    text[length] = '\0';
    *size = length;
    return g_steal_pointer(&text);
}

char *config_file_load(const char *path, gsize *size, bool *is_private, GError **error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail_errno(path, errno, error);
    *is_private = is_private_file(descriptor);
    char *text = read_all(descriptor, path, size, error);
    close(descriptor);
    return text;
}

static bool fail_line(const char *path, unsigned line, const char *why, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", path, line, why);
    return false;
}

bool config_file_fail(const struct config_file *file, const struct config_entry *entry, GError **error,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *why = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *text = g_strdup_printf("[%s]%s%s: %s", entry->group, entry->key == NULL ? "" : " ",
                                            entry->key == NULL ? "" : entry->key, why);
    return fail_line(file->path, entry->line, text, error);
}

static bool is_double(const struct config_file *file, const struct config_entry *entry)
{
    for (guint i = 0; i < file->entries->len; i++) {
        const struct config_entry *other = &g_array_index(file->entries, struct config_entry, i);
        if (strcmp(other->group, entry->group) == 0 && g_strcmp0(other->key, entry->key) == 0)
            return true;
    }
    return false;
}

static bool add_entry(struct config_file *file, struct config_entry entry, GError **error)
{
    if (is_double(file, &entry))
        return config_file_fail(file, &entry, error, "is there twice");
    g_array_append_val(file->entries, entry);
    return true;
}

/* group: of the lines before, changed by a line that opens one. line has no blanks around it. */
static bool scan_line(struct config_file *file, char *line, unsigned number, const char **group,
                      GError **error)
{
    size_t length = strlen(line);
    if (length == 0 || line[0] == '#')
        return true;
    if (line[0] == '[') {
        if (length < 3 || line[length - 1] != ']')
            return fail_line(file->path, number, "a group is written [name]", error);
        line[length - 1] = '\0';
        *group = g_string_chunk_insert(file->memory, line + 1);
        return add_entry(file, (struct config_entry){*group, NULL, number}, error);
    }
    char *equals = strchr(line, '=');
    if (equals == NULL || equals == line)
        return fail_line(file->path, number, "neither a [group] nor key = value nor a # comment", error);
    if (*group == NULL)
        return fail_line(file->path, number, "a key before the first [group]", error);
    *equals = '\0';
    const char *key = g_string_chunk_insert(file->memory, g_strchomp(line));
    return add_entry(file, (struct config_entry){*group, key, number}, error);
}

static bool scan(struct config_file *file, const char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *group = NULL;
    bool is_good = true;
    for (unsigned i = 0; lines[i] != NULL && is_good; i++)
        is_good = scan_line(file, g_strstrip(lines[i]), i + 1, &group, error);
    return is_good;
}

static struct config_file *parse(const char *text, gsize size, const char *path, GError **error)
{
    struct config_file *file = g_new0(struct config_file, 1);
    file->path = g_strdup(path);
    file->values = g_key_file_new();
    file->entries = g_array_new(FALSE, FALSE, sizeof(struct config_entry));
    file->memory = g_string_chunk_new(1024);
    bool is_good = false;
    if (memchr(text, '\0', size) != NULL || !g_utf8_validate(text, (gssize)size, NULL))
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: is not UTF-8 text", path);
    else if (scan(file, text, error))
        is_good = size == 0 || g_key_file_load_from_data(file->values, text, size, G_KEY_FILE_NONE, NULL);
    if (is_good)
        return file;
    if (error != NULL && *error == NULL)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: is no file of groups and keys", path);
    config_file_free(file);
    return NULL;
}

struct config_file *config_file_read(const char *path, GError **error)
{
    gsize size;
    bool is_private;
    char *text = config_file_load(path, &size, &is_private, error);
    if (text == NULL)
        return NULL;
    struct config_file *file = parse(text, size, path, error);
    explicit_bzero(text, size);
    g_free(text);
    if (file != NULL)
        file->is_private = is_private;
    return file;
}

void config_file_free(struct config_file *file)
{
    if (file == NULL)
        return;
    g_free(file->path);
    g_key_file_free(file->values);
    g_array_unref(file->entries);
    g_string_chunk_free(file->memory);
    g_free(file);
}
