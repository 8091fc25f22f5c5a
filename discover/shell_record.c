#include "discover/shell_record.h"

#include "discover/cli_recording.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct record {
    struct shell shell;
    struct shell *inner; /* NULL once it is disconnected */
    GHashTable *said;    /* file -> GString, owned */
    char *banner, *prompt, *credential;
};

static void free_text(gpointer text)
{
    g_string_free(text, TRUE);
}

static void copy_head(struct record *record)
{
    record->shell.via = record->inner->via;
    record->shell.credential = record->inner->credential;
    record->shell.banner = record->inner->banner;
    record->shell.prompt = record->inner->prompt;
    record->shell.cost = record->inner->cost;
}

/* Half an answer would be replayed as a whole one. */
static bool record_run(struct shell *shell, const char *command, GString *output, GError **error)
{
    struct record *record = (struct record *)shell;
    bool is_done = shell_run(record->inner, command, output, error);
    if (is_done)
        g_hash_table_replace(record->said, cli_recording_file(command),
                             g_string_new_len(output->str, (gssize)output->len));
    copy_head(record);
    return is_done;
}

static bool record_prepare(struct shell *shell, const struct os *os, GError **error)
{
    struct record *record = (struct record *)shell;
    bool is_ready = shell_prepare(record->inner, os, error);
    copy_head(record);
    return is_ready;
}

void shell_record_disconnect(struct shell *shell)
{
    struct record *record = (struct record *)shell;
    shell->banner = record->banner = g_strdup(shell->banner);
    shell->prompt = record->prompt = g_strdup(shell->prompt);
    shell->credential = record->credential = g_strdup(shell->credential);
    shell_free(g_steal_pointer(&record->inner));
}

static void record_free(struct shell *shell)
{
    struct record *record = (struct record *)shell;
    shell_free(record->inner);
    g_free(record->banner);
    g_free(record->prompt);
    g_free(record->credential);
    g_hash_table_unref(record->said);
    g_free(record);
}

struct shell *shell_record_new(struct shell *inner)
{
    static const struct shell_operations operations = {record_run, record_prepare, record_free};
    struct record *record = g_new0(struct record, 1);
    record->shell.operations = &operations;
    record->inner = inner;
    record->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_text);
    copy_head(record);
    return &record->shell;
}

/* "netops@core-1>" becomes "user@core-1>"; what FastIron has there is no user. */
static char *hide_user(const char *prompt)
{
    const char *sign = strchr(prompt, '@'), *user = sign;
    while (user && user > prompt && (g_ascii_isalnum(user[-1]) || strchr("._-+\\", user[-1])))
        user--;
    if (!sign || sign == user || g_str_has_prefix(user, "SSH@"))
        return g_strdup(prompt);
    return g_strdup_printf("%.*suser%s", (int)(user - prompt), prompt, sign);
}

static bool write_note(const char *folder, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    return !*text || g_file_set_contents(path, line, -1, error);
}

static bool write_files(const struct record *record, const char *folder, GError **error)
{
    GHashTableIter iter;
    gpointer name, text;
    g_hash_table_iter_init(&iter, record->said);
    while (g_hash_table_iter_next(&iter, &name, &text)) {
        const GString *said = text;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!g_file_set_contents(path, said->str, (gssize)said->len, error))
            return false;
    }
    g_autofree char *prompt = hide_user(record->shell.prompt);
    return write_note(folder, CLI_RECORDING_BANNER, record->shell.banner, error) &&
           write_note(folder, CLI_RECORDING_PROMPT, prompt, error);
}

bool shell_record_save(struct shell *shell, struct record_folder *folder,
                       const struct observation *observation, GError **error)
{
    const struct record *record = (const struct record *)shell;
    char device[ADDRESS_TEXT_SIZE];
    if (g_hash_table_size(record->said) == 0)
        return true;
    address_format(observation->address, device);
    g_strdelimit(device, ":", '-');
    g_autofree char *name = g_strconcat(device, ".cli", NULL);
    g_autofree char *path = g_build_filename(record_folder_path(folder), name, NULL);
    if (g_mkdir_with_parents(path, 0777) != 0) {
        int code = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
        return false;
    }
    const struct record_line lines[] = {{0, name}};
    if (!write_files(record, path, error))
        return false;
    record_folder_claim(folder, observation, RECORD_LINE_CLI, lines, G_N_ELEMENTS(lines));
    return true;
}
