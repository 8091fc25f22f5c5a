#include "discover/os/os.h"
#include "discover/os/template_folder.h"
#include "discover/textfsm.h"

#include <glib/gstdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_template(struct template_folder *folder, const char *name)
{
    GError *error = NULL;
    gsize size;
    GBytes *bytes = template_folder_read(folder, name, &error);
    if (bytes == NULL)
        fail_msg("%s: %s", name, error->message);
    const char *text = g_bytes_get_data(bytes, &size);
    struct textfsm *template = textfsm_new(name, text, size, &error);
    if (template == NULL)
        fail_msg("%s", error->message);
    textfsm_free(template);
    g_bytes_unref(bytes);
}

struct platform_search {
    GRegex *regex;
    bool is_found;
};

static void match_platform(const struct os *os, void *user)
{
    struct platform_search *search = user;
    search->is_found = search->is_found || g_regex_match(search->regex, os->name, 0, NULL);
}

static void check_platform(const char *line, const char *pattern)
{
    struct platform_search search = {g_regex_new(pattern, 0, G_REGEX_MATCH_ANCHORED, NULL), false};
    assert_non_null(search.regex);
    os_each(match_platform, &search);
    g_regex_unref(search.regex);
    if (!search.is_found)
        fail_msg("no OS is called as in: %s", line);
}

static void every_embedded_template_of_the_index_compiles_and_is_for_an_os(void **state)
{
    (void)state;
    struct template_folder *folder = template_folder_open_embedded(NULL);
    assert_non_null(folder);
    GBytes *bytes = template_folder_read(folder, "index", NULL);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    int count = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (strstr(*line, ".textfsm") == NULL)
            continue;
        g_auto(GStrv) cells = g_strsplit(*line, ",", 0);
        g_auto(GStrv) names = g_strsplit(g_strstrip(cells[0]), ":", 0);
        for (char **name = names; *name != NULL; name++)
            check_template(folder, *name);
        check_platform(*line, g_strstrip(cells[2]));
        count++;
    }
    assert_true(count > 50);
    g_bytes_unref(bytes);
    template_folder_free(folder);
}

static void abbreviations_are_written_out(void **state)
{
    (void)state;
    g_autofree char *pattern = template_expand_abbreviations("sh[[ow]] v");
    assert_string_equal(pattern, "sh(?:o(?:w)?)? v");
}

static struct cli_table *parse_with(const char *const *folders, const struct os *os, const char *command,
                                    const char *text, GError **error)
{
    struct template_set *set = template_set_new(folders, error);
    assert_non_null(set);
    struct cli_table *table = os_parse(set, os, command, text, strlen(text), error);
    template_set_free(set);
    return table;
}

static void a_folder_without_index_is_read_by_the_names_of_its_files(void **state)
{
    (void)state;
    static const char template[] = "Value NAME (\\S+)\n\nStart\n  ^I am ${NAME}$$ -> Record\n";
    GError *error = NULL;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "cisco_ios_show_self.textfsm", NULL);
    assert_true(g_file_set_contents(file, template, -1, NULL));
    const char *const folders[] = {folder, NULL};
    struct cli_table *table = parse_with(folders, os_find("cisco_ios"), "sh self", "I am core1\n", &error);
    assert_non_null(table);
    assert_int_equal(table->rows->len, 1);
    const struct cli_value *values = g_ptr_array_index(table->rows, 0);
    assert_string_equal(values[0].text, "core1");
    cli_table_free(table);
    assert_int_equal(g_remove(file), 0);
    assert_int_equal(g_rmdir(folder), 0);
}

static const char *cell(const struct cli_table *table, guint row, const char *name)
{
    const struct cli_value *values = g_ptr_array_index(table->rows, row);
    int column = cli_table_find(table, name);
    assert_true(column >= 0);
    return values[column].text;
}

static void write_template(const char *folder, const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void remove_folder(const char *folder, const char *const *names)
{
    for (; *names != NULL; names++) {
        g_autofree char *file = g_build_filename(folder, *names, NULL);
        assert_int_equal(g_remove(file), 0);
    }
    assert_int_equal(g_rmdir(folder), 0);
}

/* The rows are those of the first template; the second has two rows for b, of which the first counts, one
 * for none, and none for c. */
static void templates_that_are_named_together_are_joined_by_their_keys(void **state)
{
    (void)state;
    static const char *const names[] = {"index", "one", "two", NULL};
    GError *error = NULL;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    write_template(folder, "index", "Template, Platform, Command\none:two, cisco_ios, show self\n");
    write_template(folder, "one",
                   "Value Key PORT (\\S+)\nValue SPEED (\\d+)\n\nStart\n  ^${PORT} is ${SPEED} -> Record\n");
    write_template(folder, "two",
                   "Value Key PORT (\\S+)\nValue SPEED (\\d+)\nValue NAME (\\S+)\n\nStart\n"
                   "  ^${PORT} called ${NAME} -> Record\n");
    const char *const folders[] = {folder, NULL};
    struct cli_table *table = parse_with(
        folders, os_find("cisco_ios"), "show self",
        "a is 1\nb is 2\nc is 3\nx called none\nb called blue\nb called green\na called amber\n", &error);
    if (table == NULL)
        fail_msg("%s", error->message);
    assert_int_equal(table->rows->len, 3);
    assert_string_equal(cell(table, 0, "NAME"), "amber");
    assert_string_equal(cell(table, 1, "NAME"), "blue");
    assert_string_equal(cell(table, 1, "SPEED"), "2");
    assert_string_equal(cell(table, 2, "NAME"), "");
    cli_table_free(table);
    remove_folder(folder, names);
}

static void without_keys_rows_at_the_same_place_are_joined(void **state)
{
    (void)state;
    static const char *const names[] = {"index", "one", "two", NULL};
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    write_template(folder, "index", "Template, Platform, Command\none:two, cisco_ios, show self\n");
    write_template(folder, "one", "Value PORT (\\S+)\n\nStart\n  ^port ${PORT} -> Record\n");
    write_template(folder, "two", "Value List NAME (\\S+)\n\nStart\n  ^name ${NAME} -> Record\n");
    const char *const folders[] = {folder, NULL};
    struct cli_table *table =
        parse_with(folders, os_find("cisco_ios"), "show self", "port a\nport b\nname amber\n", NULL);
    assert_non_null(table);
    assert_int_equal(table->rows->len, 2);
    const struct cli_value *values = g_ptr_array_index(table->rows, 0);
    assert_string_equal(((const struct cli_item *)g_ptr_array_index(values[1].items, 0))->text, "amber");
    assert_string_equal(cell(table, 1, "NAME"), "");
    cli_table_free(table);
    remove_folder(folder, names);
}

static void a_command_without_a_template_is_not_supported(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(parse_with(NULL, os_find("cisco_ios"), "show the weather", "sunny\n", &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED));
    g_error_free(error);
}

static void a_template_is_named_without_a_path(void **state)
{
    (void)state;
    GError *error = NULL;
    struct template_folder *folder = template_folder_open_embedded(NULL);
    assert_null(template_folder_read(folder, "../index", &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA));
    g_error_free(error);
    template_folder_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_embedded_template_of_the_index_compiles_and_is_for_an_os),
        cmocka_unit_test(abbreviations_are_written_out),
        cmocka_unit_test(a_folder_without_index_is_read_by_the_names_of_its_files),
        cmocka_unit_test(templates_that_are_named_together_are_joined_by_their_keys),
        cmocka_unit_test(without_keys_rows_at_the_same_place_are_joined),
        cmocka_unit_test(a_command_without_a_template_is_not_supported),
        cmocka_unit_test(a_template_is_named_without_a_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
