#include "discover/os/json_keys.h"

#include <glib.h>

#define MAX_DEPTH 512

/* One open bracket; for an object, how often each name was met. */
struct level {
    bool is_object;
    GHashTable *names;
};

static void clear_level(gpointer data)
{
    struct level *level = data;
    g_clear_pointer(&level->names, g_hash_table_unref);
}

/* The length of the string that begins at text, with its quotes; 0 when it does not end. */
static size_t string_length(const char *text, size_t size)
{
    for (size_t i = 1; i < size; i++) {
        if (text[i] == '\\')
            i++;
        else if (text[i] == '"')
            return i + 1;
    }
    return 0;
}

static bool is_followed_by_colon(const char *text, size_t size)
{
    size_t i = 0;
    while (i < size && g_ascii_isspace(text[i]))
        i++;
    return i < size && text[i] == ':';
}

static void append_string(GString *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        g_string_append_c(out, g_ascii_iscntrl(text[i]) ? ' ' : text[i]);
}

static void append_name(GString *out, struct level *level, const char *text, size_t length)
{
    if (level->names == NULL)
        level->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *name = g_strndup(text, length);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(level->names, name));
    g_hash_table_insert(level->names, name, GUINT_TO_POINTER(before + 1));
    append_string(out, text, length - 1);
    if (before > 0)
        g_string_append_printf(out, "%s%u", JSON_KEY_AGAIN, before);
    g_string_append_c(out, '"');
}

static void open_level(GArray *levels, bool is_object)
{
    struct level level = {is_object, NULL};
    g_array_append_val(levels, level);
}

/* Copies the string at text, a name or a value; its length, or 0 when it does not end. */
static size_t copy_string(GString *out, GArray *levels, const char *text, size_t size)
{
    size_t length = string_length(text, size);
    if (length == 0 || levels->len == 0)
        return 0;
    struct level *top = &g_array_index(levels, struct level, levels->len - 1);
    if (top->is_object && is_followed_by_colon(text + length, size - length))
        append_name(out, top, text, length);
    else
        append_string(out, text, length);
    return length;
}

/* Copies one string, bracket or other octet; its length, or 0 on an error. */
static size_t copy_token(GString *out, GArray *levels, const char *text, size_t size)
{
    if (*text == '"')
        return copy_string(out, levels, text, size);
    if (*text == '{' || *text == '[')
        open_level(levels, *text == '{');
    else if ((*text == '}' || *text == ']') && levels->len > 0)
        g_array_set_size(levels, levels->len - 1);
    g_string_append_c(out, g_ascii_iscntrl(*text) ? ' ' : *text);
    return levels->len > MAX_DEPTH ? 0 : 1;
}

char *json_keys_make_unique(const char *text, size_t size)
{
    GString *out = g_string_sized_new(size + 16);
    GArray *levels = g_array_new(FALSE, TRUE, sizeof(struct level));
    g_array_set_clear_func(levels, clear_level);
    size_t length = 0, at = 0;
    do {
        length = at < size ? copy_token(out, levels, text + at, size - at) : 0;
        at += length;
    } while (length > 0 && levels->len > 0);
    g_array_unref(levels);
    char *valid = length == 0 ? NULL : g_utf8_make_valid(out->str, (gssize)out->len);
    g_string_free(out, TRUE);
    return valid;
}
