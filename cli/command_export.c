#include "cli/rendering.h"

/* Every layer: physical, l2, l3. */
#define ALL_LAYERS (((1U << LAYERS) - 1) & ~(1U << LAYER_NONE))

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *format = NULL, *path = NULL;
    struct rendering rendering = {.request = {.layers = ALL_LAYERS}, .view = VIEW_REQUEST_INIT};
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format,
         "graphml, json, dot, csv or gexf; else the file's suffix tells", "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "write to FILE, not to standard output", "FILE"},
        VIEW_REQUEST_ENTRIES(rendering.view),
        G_OPTION_ENTRY_NULL};
    int status = EXIT_DONE;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "unexpected argument '%s'", argv[1]);
    rendering.path = path;
    if (!rendering_find_format(command, RENDERER_EXPORT, format, &rendering, &status) ||
        !view_request_check(command, &rendering.view, &rendering.request.layers, &status))
        return status;
    return rendering_run(cli, &rendering);
}

const struct command command_export = {
    .name = "export",
    .arguments = "-f FORMAT [-o FILE]",
    .summary = "write the devices and links for other programs",
    .details =
        "GraphML is for igraph, NetworkX, Gephi and yEd; GEXF for Gephi; DOT for Graphviz; CSV, a row\n"
        "for each link, for spreadsheets; JSON has the objects of 'show devices' and 'show links'.\n"
        "The links of every layer are written unless --layer says otherwise; members of an aggregate\n"
        "stay links of their own. A file is written whole or not at all.\n"
        "\n"
        "Example:\n"
        "  wiremap export -f graphml -o topology.graphml\n",
    .run = run,
};
