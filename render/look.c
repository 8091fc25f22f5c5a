#include "render/look.h"

#include "graph/site.h"
#include "render/escape.h"
#include "render/look_graph.h"
#include "render/look_paths.h"
#include "render/selection.h"
#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define POINTS_OF_MM (72.0 / 25.4)
#define NAME_LIMIT 28

static const char *const color_list[] = {NULL, "role",        "site", "vendor",
                                         "os", "betweenness", "spof", "component"};
const struct words look_color_words = {color_list, G_N_ELEMENTS(color_list)};
static const char *const size_list[] = {NULL, "degree", "betweenness"};
const struct words look_size_words = {size_list, G_N_ELEMENTS(size_list)};

/* ISO 216; a screen of 1920 by 1080 at 96 pixels to the inch. */
static const struct look_page pages[] = {
    {"a4", 297 * POINTS_OF_MM, 210 * POINTS_OF_MM},  {"a3", 420 * POINTS_OF_MM, 297 * POINTS_OF_MM},
    {"a2", 594 * POINTS_OF_MM, 420 * POINTS_OF_MM},  {"a1", 841 * POINTS_OF_MM, 594 * POINTS_OF_MM},
    {"a0", 1189 * POINTS_OF_MM, 841 * POINTS_OF_MM}, {"hd", 1440, 810}};

const struct look_page *look_page_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        if (g_ascii_strcasecmp(pages[i].name, name) == 0)
            return &pages[i];
    return NULL;
}

char *look_page_names(void)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", pages[i].name);
    return g_string_free(names, FALSE);
}

struct look {
    struct look_options options;
    size_t count;
    guint *groups, *steps; /* by device, from 1; 0 none */
    double *scales;
    bool *is_ringed;
    GPtrArray *group_names; /* of char * */
    char *step_names[THEME_STEPS];
    struct look_paths *paths; /* NULL: nothing is highlighted */
};

/* Groups: a word of each device; those that many have come first, and the last is for the others. */

struct group {
    const char *word;
    guint count;
};

static const char *unknown = "unknown";

static const char *word_of(const struct look *look, const struct render_request *request, size_t position,
                           struct look_graph *graph)
{
    const struct device *device = topology_device(request->topology, position);
    const char *word = NULL;
    if (look->options.color_by == LOOK_COLOR_ROLE)
        word = theme_shape_of(device->role)->name;
    else if (look->options.color_by == LOOK_COLOR_SITE)
        word = site_of(request->sites, device);
    else if (look->options.color_by == LOOK_COLOR_VENDOR)
        word = device->vendor;
    else if (look->options.color_by == LOOK_COLOR_OS)
        word = device->os;
    else
        word = look_graph_component(graph, (uint32_t)position);
    return word && *word ? word : unknown;
}

static gint compare_groups(gconstpointer a, gconstpointer b)
{
    const struct group *x = a, *y = b;
    bool x_is_unknown = x->word == unknown, y_is_unknown = y->word == unknown;
    if (x_is_unknown != y_is_unknown)
        return x_is_unknown ? 1 : -1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->word, y->word);
}

/* Sorted: what most devices have first. */
static GArray *count_words(const char *const *words, size_t count)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(struct group));
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < count; i++) {
        if (words[i] == NULL)
            continue;
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, words[i]));
        if (place == 0) {
            struct group group = {words[i], 0};
            g_array_append_val(groups, group);
            place = groups->len;
            g_hash_table_insert(places, (gpointer)words[i], GUINT_TO_POINTER(place));
        }
        g_array_index(groups, struct group, place - 1).count++;
    }
    g_array_sort(groups, compare_groups);
    return groups;
}

/* Too many for a legend: the last colour is for all the others. */
static void name_groups(struct look *look, const GArray *groups)
{
    bool has_others = groups->len > THEME_HUES;
    for (guint i = 0; i < MIN(groups->len, THEME_HUES); i++) {
        const struct group *group = &g_array_index(groups, struct group, i);
        if (has_others && i == THEME_HUES - 1) {
            g_ptr_array_add(look->group_names, g_strdup_printf("%u others", groups->len - i));
            return;
        }
        g_autofree char *clean = escape_nothing(group->word);
        g_ptr_array_add(look->group_names, text_size_shorten(clean, NAME_LIMIT));
    }
}

static void group_devices(struct look *look, const struct render_request *request, struct look_graph *graph)
{
    g_autofree const char **words = g_new0(const char *, look->count + 1);
    for (size_t i = 0; i < look->count; i++)
        if (selection_has(request, i))
            words[i] = word_of(look, request, i, graph);
    g_autoptr(GArray) groups = count_words(words, look->count);
    name_groups(look, groups);
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < groups->len; i++)
        g_hash_table_insert(numbers, (gpointer)g_array_index(groups, struct group, i).word,
                            GUINT_TO_POINTER(MIN(i + 1, THEME_HUES)));
    for (size_t i = 0; i < look->count; i++)
        if (words[i] != NULL)
            look->groups[i] = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, words[i]));
}

/* Steps: a number of each device, in fifths of those above nothing. */

static gint compare_scores(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The greatest scores of each fifth: bounds[THEME_STEPS]. False: there are none above nothing. */
static bool find_bounds(const double *scores, size_t count, double *bounds)
{
    g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t i = 0; i < count; i++)
        if (scores[i] > 0)
            g_array_append_val(sorted, scores[i]);
    if (sorted->len == 0)
        return false;
    g_array_sort(sorted, compare_scores);
    for (guint k = 0; k < THEME_STEPS; k++) {
        guint at = (guint)((guint64)sorted->len * (k + 1) / THEME_STEPS);
        bounds[k] = g_array_index(sorted, double, MAX(at, 1) - 1);
    }
    return true;
}

static char *format_bounds(const char *what, double from, double to)
{
    return from < to ? g_strdup_printf("%s %.3g to %.3g", what, from, to)
                     : g_strdup_printf("%s %.3g", what, to);
}

static void step_devices(struct look *look, const double *scores, const char *what)
{
    double bounds[THEME_STEPS], least[THEME_STEPS];
    if (!find_bounds(scores, look->count, bounds))
        return;
    for (guint k = 0; k < THEME_STEPS; k++)
        least[k] = INFINITY;
    for (size_t i = 0; i < look->count; i++) {
        if (scores[i] <= 0)
            continue;
        guint step = 0;
        while (step + 1 < THEME_STEPS && scores[i] > bounds[step])
            step++;
        look->steps[i] = step + 1;
        least[step] = fmin(least[step], scores[i]);
    }
    for (guint k = 0; k < THEME_STEPS; k++)
        if (isfinite(least[k]))
            look->step_names[k] = format_bounds(what, least[k], bounds[k]);
}

static void scale_devices(struct look *look, const double *scores)
{
    double most = 0;
    for (size_t i = 0; i < look->count; i++)
        most = fmax(most, scores[i]);
    for (size_t i = 0; i < look->count; i++)
        look->scales[i] = 1 + (most > 0 ? sqrt(fmax(scores[i], 0) / most) : 0);
}

static bool color_devices(struct look *look, const struct render_request *request, struct look_graph *graph,
                          GError **error)
{
    g_autofree double *scores = g_new0(double, look->count + 1);
    switch (look->options.color_by) {
    case LOOK_COLOR_NONE:
        return true;
    case LOOK_COLOR_BETWEENNESS:
        if (!look_graph_betweenness(graph, scores, error))
            return false;
        step_devices(look, scores, "betweenness");
        return true;
    case LOOK_COLOR_SPOF:
        look_graph_losses(graph, scores);
        step_devices(look, scores, "devices cut off:");
        return true;
    default:
        group_devices(look, request, graph);
        return true;
    }
}

static bool size_devices(struct look *look, struct look_graph *graph, GError **error)
{
    if (look->options.size_by == LOOK_SIZE_NONE)
        return true;
    g_autofree double *scores = g_new0(double, look->count + 1);
    if (look->options.size_by == LOOK_SIZE_DEGREE)
        look_graph_degrees(graph, scores);
    else if (!look_graph_betweenness(graph, scores, error))
        return false;
    scale_devices(look, scores);
    return true;
}

struct look *look_new(const struct render_request *request, GError **error)
{
    static const struct look_options none = {0};
    struct look *look = g_new0(struct look, 1);
    look->options = request->look ? *request->look : none;
    look->count = topology_device_count(request->topology);
    look->groups = g_new0(guint, look->count + 1);
    look->steps = g_new0(guint, look->count + 1);
    look->is_ringed = g_new0(bool, look->count + 1);
    look->scales = g_new0(double, look->count + 1);
    for (size_t i = 0; i < look->count; i++)
        look->scales[i] = 1;
    look->group_names = g_ptr_array_new_with_free_func(g_free);
    struct look_graph *graph = look_graph_new(request);
    if (!look->options.no_rings)
        look_graph_rings(graph, look->is_ringed);
    if (look->options.highlight)
        look->paths = look_paths_new(look_graph_links(graph), request->topology, look->options.highlight);
    bool is_done = color_devices(look, request, graph, error) && size_devices(look, graph, error);
    look_graph_free(graph);
    if (!is_done)
        g_clear_pointer(&look, look_free);
    return look;
}

void look_free(struct look *look)
{
    if (look == NULL)
        return;
    g_free(look->groups);
    g_free(look->steps);
    g_free(look->is_ringed);
    g_free(look->scales);
    g_ptr_array_unref(look->group_names);
    for (guint k = 0; k < THEME_STEPS; k++)
        g_free(look->step_names[k]);
    look_paths_free(look->paths);
    g_free(look);
}

const struct theme *look_theme(const struct look *look)
{
    return look->options.theme ? look->options.theme : &theme_light;
}

double look_scale(const struct look *look, guint device)
{
    return look->scales[device];
}

bool look_has_sizes(const struct look *look)
{
    return look->options.size_by != LOOK_SIZE_NONE;
}

static void mark_box(const struct look *look, struct scene_box *box)
{
    if (box->device >= look->count)
        return;
    box->group = look->groups[box->device];
    box->step = look->steps[box->device];
    box->is_ringed = look->is_ringed[box->device];
    box->is_on_path = look->paths && look_paths_has_device(look->paths, box->device);
}

static void mark_line(const struct look *look, struct scene_line *line)
{
    for (guint k = 0; look->paths && line->pairs && k < line->pairs->len; k++) {
        const struct scene_pair *pair = &g_array_index(line->pairs, struct scene_pair, k);
        line->is_on_path |= look_paths_has_pair(look->paths, pair->a, pair->b);
    }
}

void look_apply(const struct look *look, struct scene *scene)
{
    for (guint i = 0; i < scene->boxes->len; i++)
        mark_box(look, SCENE_BOX(scene, i));
    for (guint i = 0; i < scene->lines->len; i++)
        mark_line(look, SCENE_LINE_AT(scene, i));
    scene->theme = look_theme(look);
    if (look->options.page) {
        scene->page_width = look->options.page->width;
        scene->page_height = look->options.page->height;
    }
}

const char *look_group_name(const struct look *look, guint group)
{
    return group > 0 && group <= look->group_names->len ? look->group_names->pdata[group - 1] : NULL;
}

const char *look_step_name(const struct look *look, guint step)
{
    return step > 0 && step <= THEME_STEPS ? look->step_names[step - 1] : NULL;
}

const char *look_path_text(const struct look *look)
{
    return look->paths ? look_paths_text(look->paths) : NULL;
}
