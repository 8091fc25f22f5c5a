#include "discover/cli_recording.h"
#include "discover/shell_record.h"
#include "discover/shell_replay.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct fake {
    struct shell shell;
};

static bool fake_run(struct shell *shell, const char *command, GString *output, GError **error)
{
    shell->cost.requests++;
    if (strcmp(command, "show hang") == 0) {
        g_string_append(output, "half");
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "hangs");
        return false;
    }
    g_string_append_printf(output, "answer to %s\n", command);
    return true;
}

static void fake_free(struct shell *shell)
{
    g_free(shell);
}

static struct shell *fake_new(const char *prompt)
{
    static const struct shell_operations operations = {.run = fake_run, .free = fake_free};
    struct fake *fake = g_new0(struct fake, 1);
    fake->shell = (struct shell){.operations = &operations,
                                 .via = VIA_SSH,
                                 .credential = "c",
                                 .banner = "SSH-2.0-x\n",
                                 .prompt = prompt};
    return &fake->shell;
}

static void a_command_and_its_file_belong_together(void **state)
{
    (void)state;
    static const char *const commands[] = {"show version",        "show lldp neighbors | json",
                                           "vtysh -c 'show a_b'", "/ip neighbor print",
                                           "cat /etc/os-release", ".x"};
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *file = cli_recording_file(commands[i]);
        g_autofree char *command = cli_recording_command(file);
        assert_null(strpbrk(file, "/ '|"));
        assert_true(file[0] != '.');
        assert_string_equal(command, commands[i]);
    }
    g_autofree char *file = cli_recording_file("show  lldp\tneighbors ");
    assert_string_equal(file, "show_lldp_neighbors.txt");
    g_autofree char *by_hand = cli_recording_command("show version.txt");
    assert_string_equal(by_hand, "show version");
    assert_null(cli_recording_command("notes.md"));
    assert_null(cli_recording_command("+banner.txt"));
}

static void long_commands_have_short_names_of_their_own(void **state)
{
    (void)state;
    g_autofree char *one = g_strnfill(3000, 'a'), *two = g_strnfill(3001, 'a');
    g_autofree char *first = cli_recording_file(one), *second = cli_recording_file(two);
    assert_true(strlen(first) < 255);
    assert_string_not_equal(first, second);
}

static void expect_answer(struct shell *shell, const char *command, const char *answer)
{
    g_autoptr(GString) output = g_string_new(NULL);
    GError *error = NULL;
    assert_true(shell_run(shell, command, output, &error));
    assert_string_equal(output->str, answer);
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;
    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR))
            remove_tree(child);
        else
            g_unlink(child);
    }
    g_rmdir(path);
}

static void what_was_recorded_is_replayed_without_the_user(void **state)
{
    (void)state;
    g_autofree char *path = g_dir_make_tmp("wiremap-record-XXXXXX", NULL);
    g_autoptr(GString) output = g_string_new(NULL);
    GError *error = NULL;
    struct record_folder *folder = record_folder_open(path, &error);
    struct observation *observation = observation_new();
    assert_true(address_parse("192.0.2.1", &observation->address));
    struct shell *shell = shell_record_new(fake_new("netops@core-1> "));
    expect_answer(shell, "show version", "answer to show version\n");
    assert_false(shell_run(shell, "show hang", output, &error));
    g_clear_error(&error);
    shell_record_disconnect(shell);
    assert_string_equal(shell->prompt, "netops@core-1> ");
    assert_true(shell_record_save(shell, folder, observation, &error));
    shell_free(shell);
    assert_true(record_folder_close(folder, &error));
    g_autofree char *manifest = g_build_filename(path, "manifest.txt", NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(manifest, &text, NULL, NULL));
    assert_non_null(strstr(text, "\n192.0.2.1 192.0.2.1.cli\n"));
    g_autofree char *cli = g_build_filename(path, "192.0.2.1.cli", NULL);
    struct shell *replay = shell_replay_new(cli, &error);
    assert_non_null(replay);
    assert_string_equal(replay->prompt, "user@core-1> ");
    assert_non_null(strstr(replay->banner, "SSH-2.0-x"));
    expect_answer(replay, "show  version", "answer to show version\n");
    assert_false(shell_run(replay, "show hang", output, &error));
    assert_int_equal(error->code, G_IO_ERROR_NOT_FOUND);
    g_clear_error(&error);
    shell_free(replay);
    observation_free(observation);
    remove_tree(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_and_its_file_belong_together),
        cmocka_unit_test(long_commands_have_short_names_of_their_own),
        cmocka_unit_test(what_was_recorded_is_replayed_without_the_user),
    };
    return cmocka_run_group_tests_name("shell_record", tests, NULL, NULL);
}
