#include "cli/rendering.h"
#include "render/map.h"

static int refuse_layout(const struct command *command, const char *layout)
{
    g_autofree char *names = map_layout_names();
    return command_usage(command, "--layout: there is no '%s'; there are %s", layout, names);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_autofree char *format = NULL, *path = NULL, *title = NULL, *layout = NULL;
    struct rendering rendering = {.view = VIEW_REQUEST_INIT};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
         "write to FILE; its suffix tells the format: svg, png, pdf, dot or html; '-' is standard output",
         "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "svg, png, pdf, dot or html, whatever the suffix",
         "FORMAT"},
        {"title", 0, 0, G_OPTION_ARG_STRING, &title, "title of the map", "TEXT"},
        {"layout", 0, 0, G_OPTION_ARG_STRING, &layout,
         "auto, sandwich, clos, organic, tiers, atlas, poster, or an engine of Graphviz: dot, neato, sfdp, "
         "fdp, circo, twopi (auto)",
         "LAYOUT"},
        VIEW_REQUEST_ENTRIES(rendering.view),
        LOOK_REQUEST_ENTRIES(rendering.look),
        G_OPTION_ENTRY_NULL};
    int status = EXIT_DONE;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "unexpected argument '%s'", argv[1]);
    if (path == NULL)
        return command_usage(command, "where to? give -o FILE");
    if (layout != NULL && map_layout_find(layout) == NULL)
        return refuse_layout(command, layout);
    rendering.path = path;
    rendering.request.title = title;
    rendering.request.layout = layout;
    if (!rendering_find_format(command, RENDERER_MAP, format, &rendering, &status) ||
        !view_request_check(command, &rendering.view, &rendering.request.layers, &status) ||
        !look_request_check(command, &rendering.look, &status))
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
        "one, dotted is inferred; a cross marks a link that is down, two bars one that the spanning tree\n"
        "blocks. Devices that were not visited are lighter, single points of failure are ringed. Members\n"
        "of an aggregate are one line with their count. The same network gives the same SVG and DOT, byte\n"
        "for byte. Without --layer links are physical, and of l2 where nothing physical is known.\n"
        "\n"
        "Examples:\n"
        "  wiremap render -o map.svg\n"
        "  wiremap render -o core.svg --around core1 --depth 2 --only-infrastructure\n"
        "  wiremap render -o routers.pdf --filter role=router --filter 'name!=lab-*'\n"
        "  wiremap render -o wall.pdf --page a0 --color-by site\n"
        "  wiremap render -o path.svg --highlight access7,fw1\n",
    .run = run,
};
