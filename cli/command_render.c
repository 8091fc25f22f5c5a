#include "cli/model.h"
#include "cli/rendering.h"

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *format = NULL, *path = NULL, *title = NULL;
    g_auto(GStrv) layers = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
         "write to FILE; its suffix tells the format: svg, png, pdf, dot or html; '-' is standard output",
         "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "svg, png, pdf, dot or html, whatever the suffix",
         "FORMAT"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers,
         "physical, l2 or l3 (repeatable; else physical, and l2 where nothing physical is known)", "LAYER"},
        {"title", 0, 0, G_OPTION_ARG_STRING, &title, "title of the map", "TEXT"},
        G_OPTION_ENTRY_NULL};
    int status = EXIT_DONE;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "unexpected argument '%s'", argv[1]);
    if (path == NULL)
        return command_usage(command, "where to? give -o FILE");
    struct rendering rendering = {.path = path, .request = {.title = title}};
    if (!rendering_find_format(command, RENDERER_MAP, format, &rendering, &status) ||
        !model_parse_layers(command, layers, &rendering.request.layers, &status))
        return status;
    return rendering_run(cli, &rendering);
}

const struct command command_render = {
    .name = "render",
    .arguments = "-o FILE",
    .summary = "draw the map of the network",
    .details =
        "Devices are shaped by their role and labelled with name and model, ports stand at the ends of\n"
        "links. A line's width tells the speed; solid is confirmed by both ends, dashed is claimed by\n"
        "one, dotted is inferred; a cross marks a link that is down. Devices that were not visited are\n"
        "lighter. Members of an aggregate are one line with their count. The same network gives the\n"
        "same SVG and DOT, byte for byte.\n"
        "\n"
        "Example:\n"
        "  wiremap render -o map.svg\n",
    .run = run,
};
