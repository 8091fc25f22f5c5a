#include "cli/command.h"
#include "cli/config.h"
#include "cli/output.h"
#include "cli/parse_json.h"
#include "discover/textfsm.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

/* What one command of one device printed is much less. */
#define INPUT_LIMIT (256UL << 20)

struct parse_request {
    const struct cli *cli;
    const struct command *command;
    char *os, *os_command, *template;
    char **folders;
    const char *file;
    bool as_json;
};

static bool read_stdin(GString *out, GError **error)
{
    char buffer[65536];
    size_t size;
    while ((size = fread(buffer, 1, sizeof buffer, stdin)) > 0 && out->len < INPUT_LIMIT)
        g_string_append_len(out, buffer, (gssize)size);
    if (!ferror(stdin) && out->len < INPUT_LIMIT)
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "standard input cannot be read, or is too long");
    return false;
}

static GString *read_input(const char *path, GError **error)
{
    GString *text = g_string_new(NULL);
    g_autofree char *content = NULL;
    gsize size = 0;
    bool is_read =
        strcmp(path, "-") == 0 ? read_stdin(text, error) : g_file_get_contents(path, &content, &size, error);
    if (content != NULL)
        g_string_append_len(text, content, (gssize)size);
    if (is_read)
        return text;
    g_string_free(text, TRUE);
    return NULL;
}

/* Any value as a cell: lists joined by blanks, objects as JSON. */
static char *cell_of(const json_t *value)
{
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    if (!json_is_array(value))
        return value == NULL ? NULL : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < json_array_size(value); i++) {
        g_autofree char *item = cell_of(json_array_get(value, i));
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", item == NULL ? "" : item);
    }
    return g_string_free(out, FALSE);
}

static bool tells_something(const json_t *value)
{
    g_autofree char *cell = cell_of(value);
    return cell != NULL && *cell != '\0';
}

/* The keys that any of the rows tells something of, in the order in which they are first met. */
static GPtrArray *find_keys(json_t *rows)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    size_t i;
    json_t *row, *value;
    const char *key;
    json_array_foreach(rows, i, row)
        json_object_foreach(row, key, value) if (tells_something(value) && !g_ptr_array_find_with_equal_func(
                                                                               keys, key, g_str_equal, NULL))
            g_ptr_array_add(keys, g_strdup(key));
    g_ptr_array_add(keys, NULL);
    return keys;
}

static char *heading_of(const char *key)
{
    char *heading = g_ascii_strup(key, -1);
    return g_strdelimit(heading, "_", ' ');
}

static bool print_table(json_t *rows, GError **error)
{
    GPtrArray *keys = find_keys(rows);
    GPtrArray *headings = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i + 1 < keys->len; i++)
        g_ptr_array_add(headings, heading_of(g_ptr_array_index(keys, i)));
    g_ptr_array_add(headings, NULL);
    struct table *table = table_new((const char *const *)headings->pdata);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
        for (guint j = 0; j + 1 < keys->len; j++)
            g_ptr_array_add(cells,
                            cell_of(json_object_get(json_array_get(rows, i), g_ptr_array_index(keys, j))));
        g_ptr_array_add(cells, NULL);
        table_add(table, (const char *const *)cells->pdata);
        g_ptr_array_unref(cells);
    }
    g_ptr_array_unref(keys);
    g_ptr_array_unref(headings);
    return table_print(table, error);
}

/* Takes the answer. */
static int print(json_t *answer, bool as_json)
{
    GError *error = NULL;
    if (as_json)
        return output_json(answer, &error) ? EXIT_DONE : command_failed(error);
    json_t *neighbors = json_object_get(answer, "neighbors");
    bool is_done = print_table(neighbors != NULL ? neighbors : answer, &error);
    json_decref(answer);
    return is_done ? EXIT_DONE : command_failed(error);
}

static struct cli_table *run_template(const char *path, const GString *text, GError **error)
{
    g_autofree char *content = NULL, *name = g_path_get_basename(path);
    gsize size;
    if (!g_file_get_contents(path, &content, &size, error))
        return NULL;
    struct textfsm *template = textfsm_new(name, content, size, error);
    struct cli_table *table = template == NULL ? NULL : textfsm_parse(template, text->str, text->len, error);
    textfsm_free(template);
    return table;
}

static int parse_by_template(const struct parse_request *request, const GString *text)
{
    GError *error = NULL;
    struct cli_table *table = run_template(request->template, text, &error);
    if (table == NULL)
        return command_failed(error);
    json_t *rows = parse_table_to_json(table);
    cli_table_free(table);
    return print(rows, true);
}

/* Those of the configuration, then those of the command line: the last that has a template wins. */
static struct template_set *read_templates(const struct parse_request *request, GError **error)
{
    struct config config;
    if (!config_load(request->cli->config, &config, error))
        return NULL;
    GPtrArray *folders = config.discover.templates;
    for (char **folder = request->folders; folder != NULL && *folder != NULL; folder++)
        g_ptr_array_add(folders, g_strdup(*folder));
    struct template_set *set = template_set_new((const char *const *)folders->pdata, error);
    config_clear(&config);
    return set;
}

static int parse_by_os(const struct parse_request *request, const GString *text)
{
    GError *error = NULL;
    struct template_set *set = read_templates(request, &error);
    if (set == NULL)
        return command_failed(error);
    const struct os *known = os_find(request->os);
    /* A folder of templates may be for systems that are not known here. */
    const struct os unknown = {.name = request->os};
    const struct os *os = known != NULL ? known : &unknown;
    struct cli_table *table = os_parse(set, os, request->os_command, text->str, text->len, &error);
    json_t *answer = table == NULL ? NULL : parse_to_json(os, request->os_command, table);
    cli_table_free(table);
    template_set_free(set);
    return answer == NULL ? command_failed(error) : print(answer, request->as_json);
}

static int parse_file(const struct parse_request *request)
{
    GError *error = NULL;
    GString *text = read_input(request->file, &error);
    if (text == NULL)
        return command_failed(error);
    int status = request->template != NULL ? parse_by_template(request, text) : parse_by_os(request, text);
    g_string_free(text, TRUE);
    return status;
}

static void print_os(const struct os *os, void *user)
{
    (void)user;
    g_autofree char *aliases = os->aliases == NULL ? g_strdup("") : g_strjoinv(" ", (char **)os->aliases);
    printf("%-24s %s\n", os->name, aliases);
}

static int list_oses(void)
{
    GError *error = NULL;
    os_each(print_os, NULL);
    return output_flush(&error) ? EXIT_DONE : command_failed(error);
}

static int check(const struct parse_request *request, int argc)
{
    if (request->template != NULL &&
        (request->os != NULL || request->os_command != NULL || request->folders != NULL))
        return command_usage(request->command, "--template stands for --os, --command and --templates");
    if (request->template == NULL && (request->os == NULL || request->os_command == NULL))
        return command_usage(request->command, "--os and --command, or --template, say how to read the file");
    if (argc != 2)
        return command_usage(request->command, "which file? '-' is standard input");
    if (request->os != NULL && request->folders == NULL && os_find(request->os) == NULL)
        return command_usage(request->command, "there is no operating system '%s'; --list-os names them",
                             request->os);
    return EXIT_DONE;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    struct parse_request request = {.cli = cli, .command = command};
    gboolean as_json = FALSE, list = FALSE;
    const GOptionEntry entries[] = {
        {"os", 0, 0, G_OPTION_ARG_STRING, &request.os, "operating system, as ntc-templates names it", "OS"},
        {"command", 'c', 0, G_OPTION_ARG_STRING, &request.os_command, "the command that printed the text",
         "COMMAND"},
        {"template", 't', 0, G_OPTION_ARG_FILENAME, &request.template, "run this TextFSM template", "FILE"},
        {"templates", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &request.folders,
         "a folder of templates in ntc-templates' layout, which come before ours; may be repeated", "DIR"},
        {"list-os", 0, 0, G_OPTION_ARG_NONE, &list, "list the operating systems", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    request.as_json = as_json;
    status = list ? EXIT_DONE : check(&request, argc);
    if (list) {
        status = list_oses();
    } else if (status == EXIT_DONE) {
        request.file = argv[1];
        status = parse_file(&request);
    }
    g_free(request.os);
    g_free(request.os_command);
    g_free(request.template);
    g_strfreev(request.folders);
    return status;
}

const struct command command_parse_text = {
    .name = "parse",
    .arguments = "FILE",
    .summary = "read what a device printed on its command line",
    .details = "Makes records of saved text, or of standard input where FILE is -: neighbors, interfaces,\n"
               "addresses, what a device is. The text may have the prompt, pagers and colours of a session\n"
               "in it. The command may be abbreviated as on the device.\n"
               "\n"
               "Example:\n"
               "  wiremap parse --os cisco_ios --command 'show lldp neighbors detail' sw1.txt --json\n"
               "  ssh r1 'show version | json' | wiremap parse --os arista_eos -c 'show version' -\n"
               "  wiremap parse --template my.textfsm sw1.txt\n",
    .run = run,
};
