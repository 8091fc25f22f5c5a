#include "discover/shell_replay.h"

#include "discover/cli_recording.h"
#include "discover/terminal.h"

#include <gio/gio.h>
#include <string.h>

/* No device of a recording says more at once. */
#define MAX_FILE (256 << 20)

struct replay {
    struct shell shell;
    GHashTable *paths; /* command -> path, both owned */
    char *folder, *banner, *prompt;
};

static char *read_text(const char *path, GError **error)
{
    g_autofree char *raw = NULL;
    gsize size;
    if (!g_file_get_contents(path, &raw, &size, error))
        return NULL;
    if (size > MAX_FILE) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: too big", path);
        return NULL;
    }
    return g_string_free(terminal_clean(raw, size), FALSE);
}

static bool replay_run(struct shell *shell, const char *command, GString *output, GError **error)
{
    const struct replay *replay = (const struct replay *)shell;
    g_autofree char *squeezed = cli_recording_squeeze(command);
    g_autofree char *file = cli_recording_file(command);
    g_autofree char *direct = g_build_filename(replay->folder, file, NULL);
    const char *found = g_hash_table_lookup(replay->paths, squeezed);
    shell->cost.requests++;
    if (!found && !g_file_test(direct, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: not in the recording", command);
        return false;
    }
    g_autofree char *text = read_text(found ? found : direct, error);
    if (!text)
        return false;
    g_string_append(output, text);
    shell->cost.bytes_received += output->len;
    return true;
}

static void replay_free(struct shell *shell)
{
    struct replay *replay = (struct replay *)shell;
    g_hash_table_unref(replay->paths);
    g_free(replay->folder);
    g_free(replay->banner);
    g_free(replay->prompt);
    g_free(replay);
}

static bool list_commands(struct replay *replay, GError **error)
{
    g_autoptr(GDir) folder = g_dir_open(replay->folder, 0, error);
    const char *name;
    while (folder && (name = g_dir_read_name(folder))) {
        char *command = cli_recording_command(name);
        if (command)
            g_hash_table_replace(replay->paths, command, g_build_filename(replay->folder, name, NULL));
    }
    if (folder && g_hash_table_size(replay->paths) == 0)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no command is in it", replay->folder);
    return folder && g_hash_table_size(replay->paths) > 0;
}

static char *read_note(const struct replay *replay, const char *name)
{
    g_autofree char *path = g_build_filename(replay->folder, name, NULL);
    char *text = read_text(path, NULL);
    return text ? text : g_strdup("");
}

struct shell *shell_replay_new(const char *folder, GError **error)
{
    static const struct shell_operations operations = {.run = replay_run, .free = replay_free};
    struct replay *replay = g_new0(struct replay, 1);
    replay->folder = g_strdup(folder);
    replay->paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    replay->banner = read_note(replay, CLI_RECORDING_BANNER);
    replay->prompt = read_note(replay, CLI_RECORDING_PROMPT);
    replay->prompt[strcspn(replay->prompt, "\n")] = '\0';
    replay->shell = (struct shell){
        .operations = &operations, .via = VIA_REPLAY, .banner = replay->banner, .prompt = replay->prompt};
    if (list_commands(replay, error))
        return &replay->shell;
    replay_free(&replay->shell);
    return NULL;
}
