#include "render/map.h"

#include "render/escape.h"
#include "render/pages.h"

#include <string.h>

static void free_scene(gpointer data)
{
    scene_free(data);
}

GPtrArray *map_pages_new(void)
{
    return g_ptr_array_new_with_free_func(free_scene);
}

GPtrArray *map_one_page(struct scene *scene)
{
    if (scene == NULL)
        return NULL;
    GPtrArray *pages = map_pages_new();
    g_ptr_array_add(pages, scene);
    return pages;
}

/* "map/%s.svg" and "../map.svg" of "/tmp/map.svg". */
static void set_urls(struct map_work *work, const char *file, char **page_url, char **first_url)
{
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *path = pages_folder(file);
    g_autofree char *folder = g_path_get_basename(path);
    g_autofree char *folder_url = g_uri_escape_string(folder, NULL, FALSE);
    g_autofree char *base_url = g_uri_escape_string(base, NULL, FALSE);
    const char *suffix = g_str_has_prefix(base, folder) ? base + strlen(folder) : "";
    g_autofree char *suffix_url = g_uri_escape_string(suffix, NULL, FALSE);
    *page_url = g_strdup_printf("%s/%%s%s", folder_url, suffix_url);
    *first_url = g_strdup_printf("../%s", base_url);
    work->page_url = *page_url;
    work->first_url = *first_url;
}

/* Boxes that have sizes or places of their own stand alone: cards and bars are as large as what they list. */
static const struct map_layout *choose_layout(const struct render_request *request, const struct look *look)
{
    const char *name = request->layout                         ? request->layout
                       : look_has_sizes(look) || request->pins ? "organic"
                                                               : "auto";
    const struct map_layout *layout = map_layout_find(name);
    return layout ? layout : map_layout_find("auto");
}

static GPtrArray *draw_network(const struct render_request *request, const struct map_spreader *spreader,
                               const struct map_network *network, const struct look *look)
{
    struct structure *structure = structure_new(network);
    struct map_work work = {.network = network,
                            .structure = structure,
                            .spreader = spreader,
                            .with_pages = request->file != NULL,
                            .kept = request->kept,
                            .pins = request->pins,
                            .keep = request->keep};
    g_autofree char *page_url = NULL, *first_url = NULL;
    if (request->file)
        set_urls(&work, request->file, &page_url, &first_url);
    GPtrArray *pages = map_layout_draw(choose_layout(request, look), &work);
    structure_free(structure);
    return pages;
}

static void finish_page(struct scene *scene, const char *map_title, const char *description,
                        const struct look *look)
{
    g_autofree char *title =
        scene->title ? g_strdup_printf("%s: %s", map_title, scene->title) : g_strdup(map_title);
    if (scene->description == NULL)
        scene->description = g_strdup(description);
    look_apply(look, scene);
    map_add_frame(scene, title, look);
}

GPtrArray *map_pages(const struct render_request *request, const struct map_spreader *spreader,
                     GError **error)
{
    struct look *look = look_new(request, error);
    if (look == NULL)
        return NULL;
    struct map_network *network = map_network_new(request);
    for (guint i = 0; i < network->devices->len; i++)
        MAP_DEVICE(network, i)->scale = look_scale(look, MAP_DEVICE(network, i)->position);
    GPtrArray *pages = draw_network(request, spreader, network, look);
    g_autofree char *title = escape_nothing(request->title ? request->title : "Network map");
    g_autofree char *description = map_network_describe(network);
    for (guint i = 0; i < pages->len; i++)
        finish_page(pages->pdata[i], title, description, look);
    map_network_free(network);
    look_free(look);
    return pages;
}
