/*
 * The only file that knows Graphviz. It is used for two things: first positions of meshes (sfdp, neato), and
 * the output of finished drawings: every position is given, and layout "nop2" takes them as they are.
 */
#include "render/child.h"
#include "render/escape.h"
#include "render/formats.h"
#include "render/graphviz_path.h"
#include "render/map.h"
#include "render/svg.h"

/* Graphviz has a struct of this name, too. */
#define port graphviz_port
#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_textlayout.h>
#undef port
#include <math.h>
#include <string.h>

/* Helvetica, or what has its widths; else a narrow one, so that texts fit (render/text_size.h). */
#define FONT "Helvetica"
#define FONT_LIST "Helvetica,Arial,Liberation Sans,DejaVu Sans"
#define CONDENSED " Condensed"
#define INCH 72.0

/* Of the processes that Graphviz works in. */
#define PLACING_SECONDS 60
#define DRAWING_SECONDS 300
#define CHILD_MEGABYTES 4096

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

static void end_messages(void)
{
    agseterrf(NULL);
    g_string_free(messages, TRUE);
    messages = NULL;
}

static void fail_with_messages(const char *what, GError **error)
{
    g_autofree char *text = g_utf8_make_valid(messages->str, -1);
    g_strdelimit(g_strstrip(text), "\n\r\t", ' ');
    g_set_error(error, RENDER_ERROR, RENDER_ERROR_GRAPHVIZ, "%s%s%s", what, *text ? ": " : "", text);
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

struct drawing {
    const struct scene *scene;
    const struct theme *theme;
    Agraph_t *graph;
    enum escape_target target;
    const char *font, *bold_font;
    double pad;
};

static void set_position(const struct drawing *drawing, void *object, const char *name, struct point point)
{
    g_autoptr(GString) text = g_string_new(NULL);
    graphviz_append_point(drawing->scene, text, point);
    set(object, name, text->str);
}

static void set_size(void *node, double width, double height)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    set(node, "width", g_ascii_formatd(text, sizeof text, "%.6f", fmax(width, 0.1) / INCH));
    set(node, "height", g_ascii_formatd(text, sizeof text, "%.6f", fmax(height, 0.1) / INCH));
}

static void set_label(const struct drawing *drawing, void *object, const char *name, const char *text)
{
    g_autofree char *label = escape_label(text, drawing->target);
    set(object, name, label);
}

/* A text at the left edge of its box; a space that does not break keeps it off the border. */
static void set_left_label(const struct drawing *drawing, void *object, const char *text)
{
    g_autofree char *escaped = escape_label(text, drawing->target);
    g_autofree char *label = g_strconcat("\xc2\xa0", escaped, "\\l", NULL);
    set(object, "label", label);
}

static void set_html(const struct drawing *drawing, Agnode_t *node, const char *html)
{
    char *label = agstrdup_html(drawing->graph, (char *)html);
    agxset(node, agattr(drawing->graph, AGNODE, (char *)"label", NULL), label);
    agstrfree(drawing->graph, label);
}

static void append_font(GString *out, bool is_bold, const char *text, enum escape_target target)
{
    g_string_append(out, is_bold ? "<B>" : "");
    escape_html_label(out, text, target);
    g_string_append(out, is_bold ? "</B>" : "");
}

/* Words of the classes of boxes and lines, for style sheets and scripts. */
static const char *const class_names[PAINTS] = {
    [PAINT_DEVICE] = "device", [PAINT_CORE] = "core",     [PAINT_PARENT] = "distribution",
    [PAINT_SECOND] = "second", [PAINT_HEADER] = "switch", [PAINT_NOTE] = "note",
    [PAINT_ROW] = "endpoint",  [PAINT_ODD_ROW] = "also",  [PAINT_PORTS] = "ports",
    [PAINT_MEMBER] = "member", [PAINT_CHIP] = "chip",
};

static bool is_bold(enum scene_paint paint)
{
    return paint != PAINT_ROW && paint != PAINT_ODD_ROW && paint != PAINT_PORTS && paint != PAINT_MEMBER &&
           paint != PAINT_CHIP && paint != PAINT_NOTE && paint != PAINT_DEVICE;
}

static void set_node_texts(const struct drawing *drawing, Agnode_t *node, const struct scene_box *from)
{
    set(node, "fontname", is_bold(from->paint) ? drawing->bold_font : drawing->font);
    if (from->text == NULL)
        return;
    if (from->detail) {
        g_autoptr(GString) html = g_string_new(NULL);
        set(node, "fontname", drawing->font);
        append_font(html, true, from->text, drawing->target);
        g_string_append(html, "<BR/>");
        append_font(html, false, from->detail, drawing->target);
        set_html(drawing, node, html->str);
        set(node, "class", SVG_CENTERED);
    } else if (from->is_left) {
        set_left_label(drawing, node, from->text);
    } else {
        set_label(drawing, node, "label", from->text);
    }
}

/* A device that stands alone, in the shape of its role. */
static void set_shape(Agnode_t *node, const struct scene_box *from)
{
    const struct theme_shape *shape = theme_shape_of(from->role);
    /* Further borders are drawn outside of the size. */
    double borders = 8.0 * (shape->borders - 1);
    set_size(node, from->width - borders, from->height - borders);
    set(node, "shape", shape->shape);
    set(node, "style", shape->style);
    set_number(node, "peripheries", shape->borders);
}

static void set_box_shape(Agnode_t *node, const struct scene_box *from)
{
    set_size(node, from->width, from->height);
    set(node, "shape", "box");
    set(node, "style", "filled");
}

static void set_colors(const struct drawing *drawing, Agnode_t *node, const struct scene_box *from)
{
    const struct theme_paint paint = theme_paint_of_box(drawing->theme, from);
    set(node, "fillcolor", paint.fill);
    set(node, "color", paint.stroke);
    set(node, "fontcolor", paint.ink);
    set_number(node, "penwidth", paint.stroke_width);
}

static Agnode_t *draw_box(const struct drawing *drawing, const struct scene_box *from)
{
    g_autofree char *name = escape_name(from->id, drawing->target);
    Agnode_t *node = agnode(drawing->graph, name, TRUE);
    struct point center = {from->left + from->width / 2, from->top + from->height / 2};
    set_position(drawing, node, "pos", center);
    set(node, "id", from->anchor);
    set(node, "class", class_names[from->paint]);
    if (from->paint == PAINT_DEVICE)
        set_shape(node, from);
    else
        set_box_shape(node, from);
    set_colors(drawing, node, from);
    if (from->tooltip)
        set_label(drawing, node, "tooltip", from->tooltip);
    if (from->url)
        set(node, "URL", from->url);
    set_node_texts(drawing, node, from);
    return node;
}

static void draw_frames(const struct drawing *drawing)
{
    g_autofree char *background = graphviz_format_frames(drawing->scene, drawing->theme);
    if (*background)
        set(drawing->graph, "_background", background);
}

static void set_line_labels(const struct drawing *drawing, Agedge_t *edge, const struct scene_line *line)
{
    /* In the order of LABEL_A, LABEL_B, LABEL_MIDDLE. */
    static const char *const names[][2] = {
        {"taillabel", "tail_lp"}, {"headlabel", "head_lp"}, {"label", "lp"}};
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        if (line->labels[k].text == NULL)
            continue;
        set_label(drawing, edge, names[k][0], line->labels[k].text);
        set_position(drawing, edge, names[k][1], line->labels[k].center);
    }
}

static void draw_line(const struct drawing *drawing, Agnode_t *a, Agnode_t *b, const struct scene_line *line)
{
    if (line->points->len < 2)
        return;
    Agedge_t *edge = agedge(drawing->graph, a, b, line->anchor, TRUE);
    g_autofree char *spline = graphviz_format_spline(drawing->scene, line);
    const struct theme_paint paint = theme_paint_of_line(drawing->theme, line);
    set(edge, "pos", spline);
    set(edge, "id", line->anchor);
    set(edge, "class", line->ends ? line->ends : "");
    set(edge, "style", theme_line_style(line->certainty));
    set(edge, "color", paint.stroke);
    set_number(edge, "penwidth", paint.stroke_width);
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

static void draw_sample(const struct drawing *drawing, guint number, const struct scene_line *line)
{
    Agnode_t *ends[2];
    for (guint i = 0; i < 2; i++) {
        g_autofree char *name =
            g_strdup_printf(MAP_RESERVED_PREFIX "line %u %s", number, i ? "end" : "start");
        ends[i] = draw_hidden_node(drawing, name, g_array_index(line->points, struct point, i));
    }
    draw_line(drawing, ends[0], ends[1], line);
}

static void draw_text(const struct drawing *drawing, guint number, const struct scene_text *text)
{
    g_autofree char *name = g_strdup_printf(MAP_RESERVED_PREFIX "text %u", number);
    g_autofree char *escaped = escape_label(text->text, drawing->target);
    g_autofree char *label = g_strconcat(escaped, "\\l", NULL);
    Agnode_t *node = agnode(drawing->graph, name, TRUE);
    set(node, "shape", "none");
    set(node, "label", label);
    set(node, "class", "legend");
    set(node, "fontname", text->is_bold ? drawing->bold_font : drawing->font);
    set(node, "fontcolor", drawing->theme->ink);
    set_number(node, "fontsize", text->size);
    set_size(node, text->width, text->size * 1.2);
    set_position(drawing, node, "pos", (struct point){text->left + text->width / 2, text->center_y});
}

/* The scene has the shape of the paper: it is drawn as large as that. */
static void set_paper(const struct drawing *drawing)
{
    if (drawing->scene->page_width <= 0)
        return;
    g_autoptr(GString) size = g_string_new(NULL);
    graphviz_append_number(size, drawing->scene->page_width / INCH);
    g_string_append_c(size, ',');
    graphviz_append_number(size, drawing->scene->page_height / INCH);
    g_string_append_c(size, '!');
    set(drawing->graph, "size", size->str);
    set(drawing->graph, "pad", "0");
}

static void set_defaults(const struct drawing *drawing)
{
    const char *const graph[][2] = {
        {"pad", "0.1"}, {"bgcolor", drawing->theme->page}, {"outputorder", "edgesfirst"}};
    const char *const node[][2] = {
        {"label", ""},      {"margin", "0"},      {"fixedsize", "true"}, {"fontname", drawing->font},
        {"fontsize", "10"}, {"color", "#000000"}, {"fillcolor", ""},     {"fontcolor", "#000000"},
        {"shape", "box"},   {"peripheries", ""},  {"penwidth", "1"}};
    const char *const ink = drawing->theme->paints[PAINT_LINE].ink;
    const char *const edge[][2] = {{"label", ""},           {"fontname", drawing->font},
                                   {"fontsize", "10"},      {"labelfontname", drawing->font},
                                   {"labelfontsize", "10"}, {"labelfontcolor", ink},
                                   {"fontcolor", ink},      {"penwidth", "1"}};
    for (size_t i = 0; i < G_N_ELEMENTS(graph); i++)
        agattr(drawing->graph, AGRAPH, (char *)graph[i][0], (char *)graph[i][1]);
    for (size_t i = 0; i < G_N_ELEMENTS(node); i++)
        agattr(drawing->graph, AGNODE, (char *)node[i][0], (char *)node[i][1]);
    for (size_t i = 0; i < G_N_ELEMENTS(edge); i++)
        agattr(drawing->graph, AGEDGE, (char *)edge[i][0], (char *)edge[i][1]);
    g_autoptr(GString) box = g_string_new("0,0,");
    graphviz_append_number(box, drawing->scene->width);
    g_string_append_c(box, ',');
    graphviz_append_number(box, drawing->scene->height);
    set(drawing->graph, "bb", box->str);
    set_paper(drawing);
}

/* Graphviz makes a page as large as what is on it. */
static void draw_corners(const struct drawing *drawing)
{
    draw_hidden_node(drawing, MAP_RESERVED_PREFIX "corner first", (struct point){0, 0});
    draw_hidden_node(drawing, MAP_RESERVED_PREFIX "corner last",
                     (struct point){drawing->scene->width, drawing->scene->height});
}

static void draw_all(const struct drawing *drawing)
{
    const struct scene *scene = drawing->scene;
    set_defaults(drawing);
    draw_frames(drawing);
    g_autofree Agnode_t **nodes = g_new0(Agnode_t *, scene->boxes->len + 1);
    for (guint i = 0; i < scene->boxes->len; i++)
        nodes[i] = draw_box(drawing, SCENE_BOX(scene, i));
    for (guint i = 0; i < scene->lines->len; i++) {
        const struct scene_line *line = SCENE_LINE_AT(scene, i);
        if (line->a == G_MAXUINT)
            draw_sample(drawing, i, line);
        else
            draw_line(drawing, nodes[line->a], nodes[line->b], line);
    }
    for (guint i = 0; i < scene->texts->len; i++)
        draw_text(drawing, i, SCENE_TEXT(scene, i));
    if (scene->page_width > 0)
        draw_corners(drawing);
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

/* The first positions of a mesh, by attempts: spring models, which begin in different ways. */
static const struct start {
    const char *engine, *seed;
    const char *name, *value; /* of an attribute of the graph */
    size_t most;              /* boxes: more take too long */
} starts[] = {
    {"sfdp", "1", "repulsiveforce", "2", 20000}, {"sfdp", "1", "repulsiveforce", "1", 20000},
    {"neato", "1", "model", "subset", 200},      {"sfdp", "2", "repulsiveforce", "2", 600},
    {"neato", "2", "model", "subset", 120},      {"sfdp", "3", "repulsiveforce", "1", 600},
    {"neato", "3", "model", "subset", 60},       {"neato", "1", "model", "mds", 60},
};

/* Graphviz as it serves maps. What it does is done in a process of its own: it may abort, hang, or eat
 * memory. */
struct server {
    GVC_t *context;
    GPtrArray *notes; /* of what it failed in; NULL: nobody wants to know */
};

/* An engine that places boxes. */
struct placing {
    const struct server *server;
    const struct layout *layout;
    const struct start *start;
    const char *overlap;
};

static Agraph_t *make_mesh(const struct placing *placing, Agnode_t **nodes)
{
    const struct layout *layout = placing->layout;
    Agraph_t *graph = agopen((char *)"mesh", Agundirected, NULL);
    set(graph, "overlap", placing->overlap);
    set(graph, "splines", "false");
    set(graph, "start", placing->start->seed);
    set(graph, placing->start->name, placing->start->value);
    agattr(graph, AGNODE, (char *)"fixedsize", (char *)"true");
    agattr(graph, AGNODE, (char *)"shape", (char *)"box");
    agattr(graph, AGNODE, (char *)"label", (char *)"");
    for (size_t i = 0; i < layout->box_count; i++) {
        char name[32];
        g_snprintf(name, sizeof name, "%zu", i);
        nodes[i] = agnode(graph, name, TRUE);
        set_size(nodes[i], layout->boxes[i].width, layout->boxes[i].height);
    }
    for (size_t i = 0; i < layout->edge_count; i++)
        agedge(graph, nodes[layout->edges[i].a], nodes[layout->edges[i].b], NULL, TRUE);
    return graph;
}

/* The centers of the boxes as doubles: x, y. */
static GBytes *work_placing(void *user, GError **error)
{
    const struct placing *placing = user;
    size_t count = placing->layout->box_count;
    g_autofree Agnode_t **nodes = g_new0(Agnode_t *, count + 1);
    Agraph_t *graph = make_mesh(placing, nodes);
    if (gvLayout(placing->server->context, graph, placing->start->engine) != 0) {
        fail_with_messages("it refuses", error);
        return NULL;
    }
    double *centers = g_new(double, 2 * count + 1);
    for (size_t i = 0; i < count; i++) {
        centers[2 * i] = ND_coord(nodes[i]).x;
        centers[2 * i + 1] = -ND_coord(nodes[i]).y;
    }
    return g_bytes_new_take(centers, 2 * count * sizeof *centers);
}

static void note(const struct server *server, const char *engine, const GError *error)
{
    char *text = g_strdup_printf("Graphviz' %s could not place the devices (%s): drawn without it", engine,
                                 error->message);
    if (server->notes == NULL || g_ptr_array_find_with_equal_func(server->notes, text, g_str_equal, NULL))
        g_free(text);
    else
        g_ptr_array_add(server->notes, text);
}

static bool run_placing(struct layout *layout, struct placing placing)
{
    static const struct child_limits limits = {PLACING_SECONDS, CHILD_MEGABYTES};
    g_autoptr(GError) error = NULL;
    placing.layout = layout;
    g_autoptr(GBytes) content = child_run(work_placing, &placing, &limits, &error);
    if (content == NULL) {
        note(placing.server, placing.start->engine, error);
        return false;
    }
    size_t size;
    const double *centers = g_bytes_get_data(content, &size);
    if (size != 2 * layout->box_count * sizeof *centers)
        return false;
    for (size_t i = 0; i < layout->box_count; i++)
        layout->boxes[i].center = (struct point){centers[2 * i], centers[2 * i + 1]};
    return true;
}

static bool spread(struct layout *layout, guint attempt, void *user)
{
    if (attempt >= G_N_ELEMENTS(starts) || layout->box_count > starts[attempt].most)
        return false;
    return run_placing(layout, (struct placing){user, NULL, &starts[attempt], "true"});
}

static bool place(struct layout *layout, const char *engine, void *user)
{
    const struct start start = {engine, "1", "sep", "+8", 0};
    return run_placing(layout, (struct placing){user, NULL, &start, "prism"});
}

static GBytes *draw_scene(const struct scene *scene, GVC_t *context, const char *format,
                          bool is_measured_here)
{
    bool is_svg = strcmp(format, "svg") == 0;
    Agraph_t *graph = agopen((char *)"map", Agundirected, NULL);
    const struct drawing drawing = {
        .scene = scene,
        .theme = scene->theme ? scene->theme : &theme_light,
        .graph = graph,
        .target = is_svg ? ESCAPE_FOR_SVG : ESCAPE_FOR_OTHERS,
        .font = is_measured_here ? FONT : FONT_LIST CONDENSED,
        .bold_font = is_measured_here ? FONT "-Bold" : FONT_LIST " Bold" CONDENSED,
    };
    draw_all(&drawing);
    GBytes *bytes = render_graph(context, graph, format);
    agclose(graph);
    if (bytes && is_svg)
        bytes = svg_finish(bytes, scene->title, scene->description);
    return bytes;
}

static void free_page(gpointer data)
{
    struct render_page *page = data;
    g_free(page->name);
    g_clear_pointer(&page->content, g_bytes_unref);
    g_free(page);
}

/* Scenes that are drawn. */
struct drawing_work {
    const GPtrArray *scenes;
    GVC_t *context;
    const char *format;
    bool is_measured_here;
};

/* Of each page its size, as eight octets in the order of the machine, and its octets. */
static GBytes *work_drawing(void *user, GError **error)
{
    const struct drawing_work *work = user;
    GByteArray *all = g_byte_array_new();
    for (guint i = 0; i < work->scenes->len; i++) {
        GBytes *content =
            draw_scene(work->scenes->pdata[i], work->context, work->format, work->is_measured_here);
        if (content == NULL) {
            fail_with_messages("it refuses", error);
            g_byte_array_unref(all);
            return NULL;
        }
        size_t length;
        const guint8 *data = g_bytes_get_data(content, &length);
        guint64 size = length;
        g_byte_array_append(all, (const guint8 *)&size, sizeof size);
        g_byte_array_append(all, data, (guint)length);
        g_bytes_unref(content);
    }
    return g_byte_array_free_to_bytes(all);
}

static GPtrArray *split_pages(GBytes *all, const GPtrArray *scenes)
{
    GPtrArray *pages = g_ptr_array_new_with_free_func(free_page);
    size_t at = 0;
    for (guint i = 0; i < scenes->len; i++) {
        guint64 size = 0;
        memcpy(&size, (const char *)g_bytes_get_data(all, NULL) + at, sizeof size);
        struct render_page *page = g_new0(struct render_page, 1);
        page->name = g_strdup(((const struct scene *)scenes->pdata[i])->name);
        page->content = g_bytes_new_from_bytes(all, at + sizeof size, size);
        g_ptr_array_add(pages, page);
        at += sizeof size + size;
    }
    return pages;
}

static GPtrArray *draw_pages(struct drawing_work *work, GError **error)
{
    static const struct child_limits limits = {DRAWING_SECONDS, CHILD_MEGABYTES};
    g_autoptr(GError) cause = NULL;
    g_autoptr(GBytes) all = child_run(work_drawing, work, &limits, &cause);
    if (all != NULL)
        return split_pages(all, work->scenes);
    g_set_error(error, RENDER_ERROR, RENDER_ERROR_GRAPHVIZ, "Graphviz: cannot draw the map as %s: %s",
                work->format, cause->message);
    return NULL;
}

GPtrArray *map_write_pages(const struct render_request *request, const char *format, GError **error)
{
    /* Writers of pixels and pages need the laid out text of their own library. */
    bool is_measured_here = strcmp(format, "svg") == 0 || strcmp(format, "dot") == 0;
    begin_messages();
    struct server server = {get_context(is_measured_here), request->notes};
    const struct map_spreader spreader = {spread, place, &server};
    GPtrArray *scenes = map_pages(request, &spreader, error), *pages = NULL;
    if (scenes != NULL) {
        struct drawing_work work = {scenes, server.context, format, is_measured_here};
        pages = draw_pages(&work, error);
        g_ptr_array_unref(scenes);
    }
    end_messages();
    return pages;
}

/* All in one page. */
static GBytes *write_one(const struct render_request *request, const char *format, GError **error)
{
    struct render_request one = *request;
    one.file = NULL;
    GPtrArray *pages = map_write_pages(&one, format, error);
    if (pages == NULL)
        return NULL;
    GBytes *content = g_bytes_ref(((struct render_page *)pages->pdata[0])->content);
    g_ptr_array_unref(pages);
    return content;
}

GBytes *map_write_svg(const struct render_request *request, GError **error)
{
    return write_one(request, "svg", error);
}

GBytes *map_write_dot(const struct render_request *request, GError **error)
{
    return write_one(request, "dot", error);
}

GBytes *map_write_png(const struct render_request *request, GError **error)
{
    return write_one(request, "png", error);
}

GBytes *map_write_pdf(const struct render_request *request, GError **error)
{
    return write_one(request, "pdf", error);
}
