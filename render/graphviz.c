/*
 * The only file that knows Graphviz. It is used for two things: first positions of meshes (sfdp, neato), and
 * the output of finished drawings: every position is given, and layout "nop2" takes them as they are.
 */
#include "render/escape.h"
#include "render/formats.h"
#include "render/map.h"
#include "render/svg.h"

#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_textlayout.h>
#include <math.h>
#include <string.h>

#define FONT "Helvetica"
#define INCH 72.0
#define CROSS 4.5 /* half of the cross on a link that is down */

/* What Graphviz would print to stderr. */
static GString *messages;

static int collect_message(char *text)
{
    if (messages)
        g_string_append(messages, text);
    return 0;
}

static void begin_messages(void)
{
    messages = g_string_new(NULL);
    agseterr(AGERR);
    agseterrf(collect_message);
}

/* Sets error from what was collected. */
static void end_messages(bool is_failed, const char *what, GError **error)
{
    agseterrf(NULL);
    if (is_failed) {
        g_autofree char *text = g_utf8_make_valid(messages->str, -1);
        g_strdelimit(g_strstrip(text), "\n\r\t", ' ');
        g_set_error(error, RENDER_ERROR, RENDER_ERROR_GRAPHVIZ, "Graphviz: %s%s%s", what, *text ? ": " : "",
                    text);
    }
    g_string_free(messages, TRUE);
    messages = NULL;
}

/* Text is measured without fonts: the places of texts in an SVG must not depend on those of the machine.
 * Without a width the text of an HTML-like label begins where its middle should be; svg_finish anchors it
 * there. */
static boolean measure_text(textspan_t *span, char **font_path)
{
    double size = span->font->size;
    if (font_path)
        *font_path = NULL;
    span->layout = NULL;
    span->free_layout = NULL;
    span->size.x = 0;
    span->size.y = size * 1.45;
    span->yoffset_layout = 0;
    span->yoffset_centerline = 0.1 * size;
    return TRUE;
}

static gvtextlayout_engine_t text_engine = {measure_text};
static gvplugin_installed_t text_types[] = {{0, "textlayout", 1000, &text_engine, NULL},
                                            {0, NULL, 0, NULL, NULL}};
static gvplugin_api_t plugin_apis[] = {{API_textlayout, text_types}, {(api_t)0, NULL}};
static char package_name[] = "wiremap";
static gvplugin_library_t plugin = {package_name, plugin_apis};
static const lt_symlist_t plugins[] = {{"gvplugin_wiremap_LTX_library", &plugin}, {NULL, NULL}};

/* A context finds and loads the plugins, which costs more than a small map: there is one of each kind, and it
 * lives as long as the process. Writers of pixels and pages need the laid out text of their own library. */
static GVC_t *get_context(bool is_measured_here)
{
    static GVC_t *contexts[2];
    GVC_t **context = &contexts[is_measured_here];
    if (*context == NULL)
        *context = is_measured_here ? gvContextPlugins(plugins, TRUE) : gvContext();
    return *context;
}

static void set(void *object, const char *name, const char *value)
{
    agsafeset(object, (char *)name, (char *)value, (char *)"");
}

static void set_number(void *object, const char *name, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    set(object, name, g_ascii_formatd(text, sizeof text, "%.4g", value));
}

static void append_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    /* "-0.00" would be another spelling of the same place. */
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f", fabs(value) < 0.005 ? 0 : value));
}

struct drawing {
    const struct map *map;
    Agraph_t *graph;
    enum escape_target target;
};

/* "x,y" in Graphviz' coordinates: y grows upwards. */
static void append_point(const struct drawing *drawing, GString *out, struct point point)
{
    append_number(out, point.x);
    g_string_append_c(out, ',');
    append_number(out, drawing->map->height - point.y);
}

static void set_position(const struct drawing *drawing, void *object, const char *name, struct point point)
{
    g_autoptr(GString) text = g_string_new(NULL);
    append_point(drawing, text, point);
    set(object, name, text->str);
}

static void set_size(void *node, double width, double height)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    set(node, "width", g_ascii_formatd(text, sizeof text, "%.6f", width / INCH));
    set(node, "height", g_ascii_formatd(text, sizeof text, "%.6f", height / INCH));
}

static void set_label(const struct drawing *drawing, void *object, const char *name, const char *text)
{
    g_autofree char *label = escape_label(text, drawing->target);
    set(object, name, label);
}

static void set_html(const struct drawing *drawing, Agnode_t *node, const char *html)
{
    char *label = agstrdup_html(drawing->graph, (char *)html);
    agxset(node, agattr(drawing->graph, AGNODE, (char *)"label", NULL), label);
    agstrfree(drawing->graph, label);
}

static void append_font(GString *out, double size, bool is_bold, const char *text, enum escape_target target)
{
    g_string_append_printf(out, "<FONT POINT-SIZE=\"%g\">%s", size, is_bold ? "<B>" : "");
    escape_html_label(out, text, target);
    g_string_append_printf(out, "%s</FONT>", is_bold ? "</B>" : "");
}

static void set_node_texts(const struct drawing *drawing, Agnode_t *node, const struct map_node *from)
{
    if (from->name == NULL)
        return;
    if (from->detail == NULL) {
        set(node, "fontname", FONT "-Bold");
        set_number(node, "fontsize", MAP_NAME_SIZE);
        set_label(drawing, node, "label", from->name);
        return;
    }
    g_autoptr(GString) html = g_string_new(NULL);
    append_font(html, MAP_NAME_SIZE, true, from->name, drawing->target);
    g_string_append(html, "<BR/>");
    append_font(html, MAP_TEXT_SIZE, false, from->detail, drawing->target);
    set_html(drawing, node, html->str);
}

static Agnode_t *draw_node(const struct drawing *drawing, const struct map_node *from)
{
    g_autofree char *name = escape_name(from->id, drawing->target);
    Agnode_t *node = agnode(drawing->graph, name, TRUE);
    /* Further borders are drawn outside of the size. */
    double borders = 8.0 * (from->look.borders - 1);
    set_size(node, from->width - borders, from->height - borders);
    set_position(drawing, node, "pos", from->center);
    set(node, "id", from->anchor);
    set(node, "class", SVG_CENTERED);
    set(node, "shape", from->look.shape);
    set(node, "style", from->look.style);
    set(node, "fillcolor", from->look.fill);
    set(node, "color", from->look.stroke);
    set(node, "fontcolor", from->look.ink);
    set_number(node, "penwidth", from->look.stroke_width);
    set_number(node, "peripheries", from->look.borders);
    if (from->tooltip)
        set_label(drawing, node, "tooltip", from->tooltip);
    set_node_texts(drawing, node, from);
    return node;
}

static void append_straight(const struct drawing *drawing, GString *out, struct point from, struct point to)
{
    struct point first = {from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3};
    struct point second = {from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3};
    const struct point points[] = {first, second, to};
    for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
        g_string_append_c(out, ' ');
        append_point(drawing, out, points[i]);
    }
}

static struct point corner(const struct map_line *line, guint i)
{
    return g_array_index(line->points, struct point, i);
}

/* A little beyond the end of the piece from the other point. */
static struct point beyond(struct point from, struct point end, double distance)
{
    double length = hypot(end.x - from.x, end.y - from.y);
    if (length <= 0)
        return end;
    return (struct point){end.x + (end.x - from.x) / length * distance,
                          end.y + (end.y - from.y) / length * distance};
}

/* Lines end under the border of their box, so that every outline is reached; boxes are drawn over them. */
static double inset_of(const struct drawing *drawing, guint node)
{
    return MAP_NODE(drawing->map, node)->look.inset;
}

/* Two strokes over the middle of the longest piece. */
static void append_cross(const struct drawing *drawing, GString *out, const struct map_line *line)
{
    guint longest = 0;
    double best = -1;
    for (guint i = 0; i + 1 < line->points->len; i++) {
        double length =
            hypot(corner(line, i).x - corner(line, i + 1).x, corner(line, i).y - corner(line, i + 1).y);
        if (length > best + 1e-6)
            longest = i;
        best = fmax(best, length);
    }
    struct point a = corner(line, longest), b = corner(line, longest + 1);
    struct point c = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    for (int sign = -1; sign <= 1; sign += 2) {
        struct point from = {c.x - CROSS, c.y - CROSS * sign}, to = {c.x + CROSS, c.y + CROSS * sign};
        g_string_append(out, "; ");
        append_point(drawing, out, from);
        append_straight(drawing, out, from, to);
    }
}

static char *format_spline(const struct drawing *drawing, const struct map_line *line)
{
    guint count = line->points->len;
    bool is_sample = line->a == G_MAXUINT;
    GString *out = g_string_new(NULL);
    struct point before = corner(line, 0);
    if (!is_sample)
        before = beyond(corner(line, 1), before, inset_of(drawing, line->a));
    append_point(drawing, out, before);
    for (guint i = 1; i < count; i++) {
        struct point next = corner(line, i);
        if (i + 1 == count && !is_sample)
            next = beyond(corner(line, i - 1), next, inset_of(drawing, line->b));
        append_straight(drawing, out, before, next);
        before = next;
    }
    if (line->is_down && !line->is_shared)
        append_cross(drawing, out, line);
    return g_string_free(out, FALSE);
}

static void set_line_labels(const struct drawing *drawing, Agedge_t *edge, const struct map_line *line)
{
    /* In the order of LABEL_A, LABEL_B, LABEL_MIDDLE. */
    static const char *const names[][2] = {
        {"taillabel", "tail_lp"}, {"headlabel", "head_lp"}, {"label", "lp"}};
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        if (line->labels[k] == NULL)
            continue;
        set_label(drawing, edge, names[k][0], line->labels[k]);
        set_position(drawing, edge, names[k][1], line->label_centers[k]);
    }
}

/* "ends-1-2" of a line between device-1 and device-2: so that a page finds the lines of a link. */
static void set_ends(const struct drawing *drawing, Agedge_t *edge, const struct map_line *line)
{
    if (line->a == G_MAXUINT)
        return;
    const char *a = MAP_NODE(drawing->map, line->a)->anchor, *b = MAP_NODE(drawing->map, line->b)->anchor;
    if (!g_str_has_prefix(a, MAP_DEVICE_ANCHOR) || !g_str_has_prefix(b, MAP_DEVICE_ANCHOR))
        return;
    size_t skip = strlen(MAP_DEVICE_ANCHOR);
    g_autofree char *ends = g_strdup_printf("ends-%s-%s", a + skip, b + skip);
    set(edge, "class", ends);
}

static void draw_line(const struct drawing *drawing, Agnode_t *a, Agnode_t *b, const struct map_line *line)
{
    if (line->points->len < 2)
        return;
    Agedge_t *edge = agedge(drawing->graph, a, b, line->anchor, TRUE);
    g_autofree char *spline = format_spline(drawing, line);
    set(edge, "pos", spline);
    set(edge, "id", line->anchor);
    set_ends(drawing, edge, line);
    set(edge, "style", line->style);
    set(edge, "color", line->color);
    set_number(edge, "penwidth", line->width);
    if (line->tooltip) {
        /* Also over the names of the ports. */
        static const char *const tips[] = {"edgetooltip", "labeltooltip", "headtooltip", "tailtooltip"};
        for (size_t i = 0; i < G_N_ELEMENTS(tips); i++)
            set_label(drawing, edge, tips[i], line->tooltip);
    }
    set_line_labels(drawing, edge, line);
}

static Agnode_t *draw_hidden_node(const struct drawing *drawing, const char *name, struct point place)
{
    Agnode_t *node = agnode(drawing->graph, (char *)name, TRUE);
    set(node, "shape", "none");
    set(node, "style", "invis");
    set(node, "label", "");
    set_size(node, 0.1, 0.1);
    set_position(drawing, node, "pos", place);
    return node;
}

static void draw_sample(const struct drawing *drawing, guint number, const struct map_line *line)
{
    Agnode_t *ends[2];
    for (guint i = 0; i < 2; i++) {
        g_autofree char *name = g_strdup_printf(MAP_LEGEND_PREFIX " line %u %s", number, i ? "end" : "start");
        ends[i] = draw_hidden_node(drawing, name, corner(line, i));
    }
    draw_line(drawing, ends[0], ends[1], line);
}

static void draw_text(const struct drawing *drawing, guint number, const struct map_text *text)
{
    g_autofree char *name = g_strdup_printf(MAP_LEGEND_PREFIX " text %u", number);
    g_autofree char *escaped = escape_label(text->text, drawing->target);
    g_autofree char *label = g_strconcat(escaped, "\\l", NULL);
    Agnode_t *node = agnode(drawing->graph, name, TRUE);
    set(node, "shape", "none");
    set(node, "label", label);
    set(node, "fontname", text->is_bold ? FONT "-Bold" : FONT);
    set_number(node, "fontsize", text->size);
    set_size(node, text->width, text->size * 1.4);
    set_position(drawing, node, "pos", (struct point){text->left + text->width / 2, text->center_y});
}

static void set_defaults(const struct drawing *drawing)
{
    static const char *const graph[][2] = {
        {"pad", "0.22"}, {"bgcolor", "#ffffff"}, {"outputorder", "edgesfirst"}};
    static const char *const node[][2] = {
        {"label", ""},     {"margin", "0"},      {"fixedsize", "true"}, {"fontname", FONT},
        {"fontsize", "9"}, {"color", "#000000"}, {"fillcolor", ""},     {"fontcolor", "#000000"},
        {"shape", "box"},  {"peripheries", ""},  {"penwidth", "1"}};
    static const char *const edge[][2] = {
        {"label", ""},          {"fontname", FONT},        {"fontsize", "9"}, {"labelfontname", FONT},
        {"labelfontsize", "9"}, {"color", MAP_LINE_COLOR}, {"penwidth", "1"}};
    for (size_t i = 0; i < G_N_ELEMENTS(graph); i++)
        agattr(drawing->graph, AGRAPH, (char *)graph[i][0], (char *)graph[i][1]);
    for (size_t i = 0; i < G_N_ELEMENTS(node); i++)
        agattr(drawing->graph, AGNODE, (char *)node[i][0], (char *)node[i][1]);
    for (size_t i = 0; i < G_N_ELEMENTS(edge); i++)
        agattr(drawing->graph, AGEDGE, (char *)edge[i][0], (char *)edge[i][1]);
    g_autoptr(GString) box = g_string_new("0,0,");
    append_number(box, drawing->map->width);
    g_string_append_c(box, ',');
    append_number(box, drawing->map->height);
    set(drawing->graph, "bb", box->str);
}

static void draw_all(const struct drawing *drawing)
{
    const struct map *map = drawing->map;
    set_defaults(drawing);
    g_autofree Agnode_t **nodes = g_new0(Agnode_t *, map->nodes->len + 1);
    for (guint i = 0; i < map->nodes->len; i++)
        nodes[i] = draw_node(drawing, MAP_NODE(map, i));
    for (guint i = 0; i < map->lines->len; i++) {
        const struct map_line *line = MAP_LINE(map, i);
        if (line->a == G_MAXUINT)
            draw_sample(drawing, i, line);
        else
            draw_line(drawing, nodes[line->a], nodes[line->b], line);
    }
    for (guint i = 0; i < map->texts->len; i++)
        draw_text(drawing, i, MAP_TEXT(map, i));
}

static GBytes *render_graph(GVC_t *context, Agraph_t *graph, const char *format)
{
    char *data = NULL;
    unsigned size = 0;
    GBytes *bytes = NULL;
    if (gvLayout(context, graph, "nop2") == 0) {
        if (gvRenderData(context, graph, format, &data, &size) == 0 && data != NULL && size > 0)
            bytes = g_bytes_new(data, size);
        if (data)
            gvFreeRenderData(data);
        gvFreeLayout(context, graph);
    }
    return bytes;
}

/* The first positions of a mesh, by attempts: the spring models of sfdp and of neato. */
static bool spread(struct layout *layout, guint attempt, bool is_apart, void *user)
{
    static const char *const engines[] = {"sfdp", "neato"};
    if (attempt >= G_N_ELEMENTS(engines))
        return false;
    GVC_t *context = user;
    Agraph_t *graph = agopen((char *)"mesh", Agundirected, NULL);
    set(graph, "overlap", is_apart ? "prism" : "true");
    set(graph, "splines", "false");
    set(graph, "sep", "+8");
    agattr(graph, AGNODE, (char *)"fixedsize", (char *)"true");
    agattr(graph, AGNODE, (char *)"shape", (char *)"box");
    agattr(graph, AGNODE, (char *)"label", (char *)"");
    g_autofree Agnode_t **nodes = g_new0(Agnode_t *, layout->box_count + 1);
    for (size_t i = 0; i < layout->box_count; i++) {
        char name[32];
        g_snprintf(name, sizeof name, "%zu", i);
        nodes[i] = agnode(graph, name, TRUE);
        set_size(nodes[i], layout->boxes[i].width, layout->boxes[i].height);
    }
    for (size_t i = 0; i < layout->edge_count; i++)
        agedge(graph, nodes[layout->edges[i].a], nodes[layout->edges[i].b], NULL, TRUE);
    bool is_done = gvLayout(context, graph, engines[attempt]) == 0;
    for (size_t i = 0; is_done && i < layout->box_count; i++)
        layout->boxes[i].center = (struct point){ND_coord(nodes[i]).x, -ND_coord(nodes[i]).y};
    if (is_done)
        gvFreeLayout(context, graph);
    agclose(graph);
    return is_done;
}

static GBytes *draw_map(const struct map *map, GVC_t *context, const char *format, bool is_svg)
{
    Agraph_t *graph = agopen((char *)"map", Agundirected, NULL);
    const struct drawing drawing = {map, graph, is_svg ? ESCAPE_FOR_SVG : ESCAPE_FOR_OTHERS};
    draw_all(&drawing);
    GBytes *bytes = render_graph(context, graph, format);
    agclose(graph);
    return bytes;
}

static GBytes *write_map(const struct render_request *request, const char *format, bool is_measured_here,
                         GError **error)
{
    bool is_svg = strcmp(format, "svg") == 0;
    begin_messages();
    GVC_t *context = get_context(is_measured_here);
    struct map *map = map_new(request, spread, context);
    GBytes *bytes = draw_map(map, context, format, is_svg);
    g_autofree char *what = g_strdup_printf("cannot draw the map as %s", format);
    end_messages(bytes == NULL, what, error);
    if (bytes && is_svg)
        bytes = svg_finish(bytes, map->title, map->description);
    map_free(map);
    return bytes;
}

GBytes *map_write_svg(const struct render_request *request, GError **error)
{
    return write_map(request, "svg", true, error);
}

GBytes *map_write_dot(const struct render_request *request, GError **error)
{
    return write_map(request, "dot", true, error);
}

GBytes *map_write_png(const struct render_request *request, GError **error)
{
    return write_map(request, "png", false, error);
}

GBytes *map_write_pdf(const struct render_request *request, GError **error)
{
    return write_map(request, "pdf", false, error);
}
