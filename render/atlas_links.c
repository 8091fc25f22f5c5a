#include "render/atlas.h"

#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define NAME_LIMIT 40
#define BACK_WIDTH 60.0
#define BACK_HEIGHT 15.0
#define BACK_GAP 8.0

char *atlas_make_name(GHashTable *taken, const char *text)
{
    GString *name = g_string_new(NULL);
    for (const char *c = text; *c && name->len < NAME_LIMIT; c++) {
        if (g_ascii_isalnum(*c))
            g_string_append_c(name, g_ascii_tolower(*c));
        else if (name->len > 0 && name->str[name->len - 1] != '-')
            g_string_append_c(name, '-');
    }
    if (name->len > 0 && name->str[name->len - 1] == '-')
        g_string_truncate(name, name->len - 1);
    g_autofree char *base = g_string_free(name, FALSE);
    char *unique = *base ? g_strdup(base) : g_strdup("site-1");
    for (guint i = 2; g_hash_table_contains(taken, unique); i++) {
        g_free(unique);
        unique = g_strdup_printf("%s-%u", *base ? base : "site", i);
    }
    g_hash_table_add(taken, g_strdup(unique));
    return unique;
}

/* The template with the name of a page for its %s. */
static char *fill_url(const char *template, const char *name)
{
    const char *place = template ? strstr(template, "%s") : NULL;
    return place ? g_strdup_printf("%.*s%s%s", (int)(place - template), template, name, place + 2) : NULL;
}

char *atlas_page_url(const struct map_work *work, const char *name)
{
    return fill_url(work->page_url, name);
}

char *atlas_sibling_url(const struct map_work *work, const char *name)
{
    const char *slash = work->page_url ? strrchr(work->page_url, '/') : NULL;
    return fill_url(slash ? slash + 1 : work->page_url, name);
}

void atlas_add_ways(struct scene *scene, const struct atlas_way *ways, guint count)
{
    double left = 0;
    for (guint i = 0; i < count; i++) {
        if (ways[i].url == NULL)
            continue;
        guint box = scene_add_box(scene, PAINT_NOTE, "back", ways[i].text);
        SCENE_BOX(scene, box)->url = ways[i].url;
        SCENE_BOX(scene, box)->tooltip = g_strdup("back");
        double width = fmax(BACK_WIDTH, text_size_width(ways[i].text, SCENE_FONT) + BACK_GAP);
        scene_set_area(scene, box, left, -BACK_HEIGHT - BACK_GAP, width, BACK_HEIGHT);
        left += width + BACK_GAP;
    }
    scene_normalize(scene);
}

/* The roles of what joins others, whatever it joins. */
static bool is_infrastructure(enum role role)
{
    return role == ROLE_ROUTER || role == ROLE_SWITCH || role == ROLE_L3_SWITCH || role == ROLE_FIREWALL;
}

void atlas_count_device(struct atlas_count *count, const struct structure *structure, guint device)
{
    enum role role = MAP_DEVICE(structure->network, device)->role;
    if (structure_is_leaf(structure, device) && !is_infrastructure(role))
        count->endpoints++;
    else
        count->of_role[role < ROLES ? role : ROLE_UNKNOWN]++;
}

static char *describe_role(guint count, const char *name)
{
    bool ends_in_hiss = g_str_has_suffix(name, "ch") || g_str_has_suffix(name, "s");
    return g_strdup_printf("%u %s%s", count, name, count == 1 ? "" : ends_in_hiss ? "es" : "s");
}

char *atlas_describe_count(const struct atlas_count *count)
{
    guint total = 0, roles = 0;
    int last = ROLE_UNKNOWN;
    for (int role = 0; role < ROLES; role++) {
        total += count->of_role[role];
        roles += count->of_role[role] > 0;
        last = count->of_role[role] > 0 ? role : last;
    }
    /* "hub, inferred": what is behind the comma is for legends. */
    g_auto(GStrv) words = g_strsplit(theme_shape_of((enum role)last)->name, ",", 2);
    g_autofree char *inner = describe_role(total, roles == 1 && last != ROLE_UNKNOWN ? words[0] : "device");
    g_autofree char *endpoints = describe_role(count->endpoints, "endpoint");
    if (count->endpoints == 0)
        return g_steal_pointer(&inner);
    return total > 0 ? g_strdup_printf("%s, %s", inner, endpoints) : g_steal_pointer(&endpoints);
}
