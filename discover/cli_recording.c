#include "discover/cli_recording.h"

#include <string.h>

#define SUFFIX ".txt"
#define MAX_COMMAND 120
#define DIGEST_SIZE 16
#define DIGEST_MARK '~'

char *cli_recording_squeeze(const char *command)
{
    g_auto(GStrv) words = g_strsplit_set(command, " \t\r\n", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **word = words; *word; word++)
        if (**word)
            g_ptr_array_add(kept, *word);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv(" ", (char **)kept->pdata);
}

static void append_escaped(GString *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == ' ')
            g_string_append_c(out, '_');
        else if (g_ascii_isalnum(c) || c == '-' || (c == '.' && i > 0))
            g_string_append_c(out, c);
        else
            g_string_append_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

char *cli_recording_file(const char *command)
{
    g_autofree char *squeezed = cli_recording_squeeze(command);
    size_t size = strlen(squeezed);
    GString *out = g_string_new(NULL);
    append_escaped(out, squeezed, MIN(size, MAX_COMMAND));
    if (size > MAX_COMMAND) {
        g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, squeezed, -1);
        g_string_append_printf(out, "%c%.*s", DIGEST_MARK, DIGEST_SIZE, digest);
    }
    g_string_append(out, SUFFIX);
    return g_string_free(out, FALSE);
}

char *cli_recording_command(const char *file)
{
    size_t size = strlen(file);
    if (!g_str_has_suffix(file, SUFFIX) || *file == '+' || strchr(file, DIGEST_MARK))
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *at = file; at < file + size - strlen(SUFFIX); at++) {
        bool is_escape = *at == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2]);
        char c = *at == '_' ? ' ' : *at;
        if (is_escape) {
            c = (char)(g_ascii_xdigit_value(at[1]) * 16 + g_ascii_xdigit_value(at[2]));
            at += 2;
        }
        if (c == '\0')
            return NULL;
        g_string_append_c(text, c);
    }
    return cli_recording_squeeze(text->str);
}
