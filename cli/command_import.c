#include "cli/command.h"
#include "cli/import_file.h"
#include "cli/model.h"
#include "cli/output.h"

#include <stdio.h>

static bool print_summary(const struct cli *cli, const char *path, const struct import_result *import,
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

static bool store(const struct cli *cli, const char *path, const struct import_result *import, int64_t *run,
                  GError **error)
{
    struct inventory *inventory = inventory_open(cli->db, INVENTORY_WRITE, error);
    if (inventory == NULL)
        return false;
    bool is_done =
        import_file_store(inventory, path, import, run, error) && model_remember(cli, inventory, error);
    inventory_close(inventory);
    return is_done;
}

static int import(const struct cli *cli, const char *path, const char *format, bool as_json)
{
    struct import_result import;
    GError *error = NULL;
    int64_t run;
    if (!import_file_read(path, format, &import, &error))
        return command_failed(error);
    import_file_print_left_out(path, &import);
    bool is_done =
        store(cli, path, &import, &run, &error) && print_summary(cli, path, &import, run, as_json, &error);
    import_result_clear(&import);
    return is_done ? EXIT_DONE : command_failed(error);
}

static int refuse_format(const struct command *command, const char *format)
{
    g_autofree char *names = import_file_formats();
    return command_usage(command, "--format: '%s' is not read; there are %s", format, names);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *format = NULL;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format,
         "graphml, gml, pajek, csv, json or dot; else by the name and the content", "FORMAT"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print the summary as JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc != 2)
        return command_usage(command, argc < 2 ? "which file?" : "'%s' is too much", argv[argc - 1]);
    if (format != NULL && !import_file_has_format(format))
        return refuse_format(command, format);
    return import(cli, argv[1], format, as_json);
}

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = "take a graph from elsewhere into the inventory",
    .details =
        "Reads GraphML (the Topology Zoo, yEd, NetworkX, igraph, Gephi, 'wiremap export'), GML, Pajek,\n"
        "DOT, JSON (NetJSON, NetworkX' node-link form, 'wiremap export'), and tables of edges: CSV with\n"
        "the columns a,b[,a_port,b_port,speed_mbps], in this order or as the first line names them, and\n"
        "lists of two words a line. Each node is a device: its name is the attribute name, else label,\n"
        "else what is drawn on it, else its id; role, vendor, model, os, address and visited are taken\n"
        "too. Each edge is a link, whatever its direction; a_port, b_port, layer, protocols and speed_mbps\n"
        "are taken. Nodes of equal names are different devices. To import a file of the same name again\n"
        "renews its devices. FILE - is standard input. Every command that answers also takes --from FILE\n"
        "and reads the file instead of the inventory.\n"
        "\n"
        "Example:\n"
        "  wiremap --db zoo.db import Abilene.graphml\n"
        "  wiremap --db zoo.db connectivity\n",
    .run = run,
};
