#include "cli/command.h"
#include "cli/output.h"
#include "graph/graphml_import.h"
#include "inventory/identity.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

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
    while (content->len <= GRAPHML_MAX_SIZE && (size = fread(buffer, 1, sizeof buffer, file)) > 0)
        g_byte_array_append(content, buffer, (guint)size);
    return content;
}

static bool fail_to_read(const char *path, int number, GError **error)
{
    g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(number), "%s: %s", path, g_strerror(number));
    return false;
}

static bool read_file(const char *path, GByteArray **out, GError **error)
{
    FILE *file = is_standard_input(path) ? stdin : fopen(path, "rb");
    if (file == NULL)
        return fail_to_read(path, errno, error);
    errno = 0;
    *out = read_bounded(file);
    int number = ferror(file) ? errno : 0;
    if (file != stdin)
        fclose(file);
    if (number == 0)
        return true;
    g_byte_array_unref(*out);
    return fail_to_read(path, number, error);
}

static bool import_file(const char *path, struct graphml_import *out, GError **error)
{
    GByteArray *content = NULL;
    if (!read_file(path, &content, error))
        return false;
    g_autofree char *name = is_standard_input(path) ? g_strdup("stdin") : g_path_get_basename(path);
    bool done = graphml_import((struct bytes){content->data, content->len}, name, g_get_real_time() / 1000,
                               out, error);
    if (!done)
        g_prefix_error(error, "%s: ", path);
    g_byte_array_unref(content);
    return done;
}

static bool store(const char *db, const char *path, const struct graphml_import *import, int64_t *run,
                  GError **error)
{
    struct inventory *inventory = inventory_open(db, INVENTORY_WRITE, error);
    if (inventory == NULL)
        return false;
    bool done = inventory_begin_run(inventory, "import", path, run, error);
    if (done) {
        done = inventory_add(inventory, *run, (struct observation *const *)import->observations->pdata,
                             import->observations->len, error);
        done = inventory_end_run(inventory, *run, done ? "done" : "interrupted", done ? error : NULL) && done;
        done = done && identity_remember(inventory, error);
    }
    inventory_close(inventory);
    return done;
}

static void print_left_out(const char *path, const struct graphml_import *import)
{
    g_autofree char *name = output_inert(path);
    if (import->hyperedge_count > 0)
        fprintf(stderr, "wiremap: %s: %zu hyperedges were left out\n", name, import->hyperedge_count);
    if (import->graph_count > 1)
        fprintf(stderr, "wiremap: %s: only the first of %zu graphs was read\n", name, import->graph_count);
}

static bool print_summary(const struct cli *cli, const char *path, const struct graphml_import *import,
                          int64_t run, bool as_json, GError **error)
{
    if (as_json) {
        json_t *object = json_object();
        json_object_set_new(object, "run", json_integer(run));
        json_object_set_new(object, "devices", json_integer(import->observations->len));
        json_object_set_new(object, "links", json_integer((json_int_t)import->edge_count));
        return output_json(object, error);
    }
    g_autofree char *name = output_inert(path);
    if (!cli->quiet)
        printf("%s: %u devices, %zu links\n", name, import->observations->len, import->edge_count);
    return output_flush(error);
}

static int import(const struct cli *cli, const char *path, bool as_json)
{
    struct graphml_import import;
    GError *error = NULL;
    int64_t run;
    if (!import_file(path, &import, &error))
        return command_failed(error);
    print_left_out(path, &import);
    bool done = store(cli->db, path, &import, &run, &error) &&
                print_summary(cli, path, &import, run, as_json, &error);
    graphml_import_clear(&import);
    return done ? EXIT_DONE : command_failed(error);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *format = NULL;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "graphml, the only one", "FORMAT"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print the summary as JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc != 2)
        return command_usage(command, argc < 2 ? "which file?" : "'%s' is too much", argv[argc - 1]);
    if (format != NULL && strcmp(format, "graphml") != 0)
        return command_usage(command, "--format: '%s' is not read, only graphml", format);
    return import(cli, argv[1], as_json);
}

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = "take a graph from elsewhere into the inventory",
    .details =
        "Reads GraphML of the Topology Zoo, yEd, NetworkX, igraph, Gephi or 'wiremap export'. Each node\n"
        "is a device: its name is the attribute name, else label, else what is drawn on it, else its id;\n"
        "role, vendor, model, os, address and visited are taken too. Each edge is a link, whatever its\n"
        "direction; a_port, b_port, layer, protocols and speed_mbps are taken. Nodes of equal names are\n"
        "different devices. To import a file of the same name again renews its devices. FILE - is\n"
        "standard input.\n"
        "\n"
        "Example:\n"
        "  wiremap --db zoo.db import Abilene.graphml\n"
        "  wiremap --db zoo.db connectivity\n",
    .run = run,
};
