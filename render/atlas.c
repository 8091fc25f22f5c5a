#include "render/atlas.h"

#include "model/text.h"
#include "render/sandwich.h"

#define MOST_WITH_PORTS 500 /* devices of a page: more have their ports in tooltips only */
#define FEW_CORES 8
#define SITES_OF_CORE 8     /* at least, when there are more cores */
#define SHARE_OF_CORES 0.8  /* of the sites, that hang from them */
#define MOST_CARDS 150      /* on a page */
#define CARDS_OF_SECTION 60 /* when there are more */

struct atlas {
    const struct map_work *work;
    struct campus *campus;
    GArray *pages;     /* of struct atlas_page */
    GHashTable *names; /* of pages that are taken */
};

static const struct atlas_page *page_at(const struct atlas *atlas, guint i)
{
    return &g_array_index(atlas->pages, struct atlas_page, i);
}

static void page_clear(gpointer data)
{
    struct atlas_page *page = data;
    g_free(page->name);
    g_free(page->title);
}

static const struct map_device *device_at(const struct atlas *atlas, guint device)
{
    return MAP_DEVICE(atlas->work->network, device);
}

/* Where the parents say that they are; NULL: they do not, or not the same. */
static const char *name_of_site(const struct map_network *network, const struct campus_site *site)
{
    const char *first = MAP_DEVICE(network, site->parents[0])->site;
    if (site->is_core || first == NULL)
        return NULL;
    guint second = site->parents[1];
    bool is_same = second == STRUCTURE_NONE || g_strcmp0(MAP_DEVICE(network, second)->site, first) == 0;
    return is_same ? first : NULL;
}

/* Those of a name together, in their order; what hangs from the cores last. */
static gint compare_sites(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct campus_site *p = a, *q = b;
    const char *x = name_of_site(user, p), *y = name_of_site(user, q);
    if (p->is_core != q->is_core)
        return p->is_core ? 1 : -1;
    return text_compare_natural(x, y);
}

static void append_parents(const struct atlas *atlas, GString *text, const struct campus_site *site)
{
    for (int p = 0; p < CAMPUS_PARENTS; p++)
        if (site->parents[p] != STRUCTURE_NONE)
            g_string_append_printf(text, "%s%s", text->len ? " / " : "",
                                   device_at(atlas, site->parents[p])->name);
}

static void count_device(const struct atlas *atlas, struct atlas_page *page, guint device)
{
    atlas_count_device(&page->count, atlas->work->structure, device);
    page->device_count++;
}

static void count_site(const struct atlas *atlas, struct atlas_page *page, const struct campus_site *site)
{
    for (guint i = 0; i < site->cards->len; i++) {
        const struct campus_card *card = CAMPUS_CARD(atlas->campus, g_array_index(site->cards, guint, i));
        if (!card->is_of_parent)
            count_device(atlas, page, card->device);
        for (guint k = 0; k < card->rows->len; k++) {
            const struct structure_row *row = &g_array_index(card->rows, struct structure_row, k);
            if (!row->is_odd)
                count_device(atlas, page, row->device);
        }
    }
}

static void add_page(struct atlas *atlas, guint first, guint count)
{
    const struct campus_site *site = CAMPUS_SITE(atlas->campus, first);
    const char *known = name_of_site(atlas->work->network, site);
    struct atlas_page page = {.is_named = known != NULL, .first_site = first, .site_count = count};
    g_autoptr(GString) parents = g_string_new(NULL);
    append_parents(atlas, parents, site);
    page.title = g_strdup(known ? known : parents->str);
    page.name = atlas_make_name(atlas->names, known ? known : device_at(atlas, site->parents[0])->name);
    for (guint i = 0; i < count; i++)
        count_site(atlas, &page, CAMPUS_SITE(atlas->campus, first + i));
    g_array_append_val(atlas->pages, page);
}

void atlas_sort_sites(const struct map_work *work, struct campus *campus)
{
    g_array_sort_with_data(campus->sites, compare_sites, (gpointer)work->network);
}

/* Whether a site is on the page of the one before it. */
static bool are_together(const struct campus *campus, const struct map_network *network, guint site)
{
    const struct campus_site *before = CAMPUS_SITE(campus, site - 1), *own = CAMPUS_SITE(campus, site);
    const char *name = name_of_site(network, own);
    return g_strcmp0(name, name_of_site(network, before)) == 0 &&
           (name != NULL || campus_is_further(campus, own));
}

static void make_pages(struct atlas *atlas)
{
    const struct campus *campus = atlas->campus;
    const struct map_network *network = atlas->work->network;
    atlas_sort_sites(atlas->work, atlas->campus);
    for (guint first = 0, end; first < campus->sites->len; first = end) {
        end = first + 1;
        while (end < campus->sites->len && are_together(campus, network, end))
            end++;
        add_page(atlas, first, end - first);
    }
}

static void atlas_init(struct atlas *atlas, const struct map_work *work, struct campus *campus)
{
    *atlas = (struct atlas){work, campus, g_array_new(FALSE, FALSE, sizeof(struct atlas_page)),
                            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    g_array_set_clear_func(atlas->pages, page_clear);
    make_pages(atlas);
}

static void atlas_clear(struct atlas *atlas)
{
    g_array_unref(atlas->pages);
    g_hash_table_unref(atlas->names);
}

static struct scene *draw_page(const struct atlas *atlas, const struct atlas_page *page, const char *back,
                               const char *back_url)
{
    const struct sandwich_part part = {.campus = atlas->campus,
                                       .kept = atlas->work->kept,
                                       .keep = atlas->work->keep,
                                       .first_site = page->first_site,
                                       .site_count = page->site_count,
                                       .with_ports = page->device_count <= MOST_WITH_PORTS,
                                       .aspect = ATLAS_ASPECT,
                                       .with_connectors = true,
                                       .core_url = atlas->work->first_url};
    struct scene *scene = sandwich_draw(atlas->work->structure, &part);
    g_free(scene->name);
    scene->name = g_strdup(page->name);
    scene->title = g_strdup(page->title);
    scene->description = atlas_describe_count(&page->count);
    const struct atlas_way way = {back, g_strdup(back_url)};
    atlas_add_ways(scene, &way, 1);
    return scene;
}

/* The parents of the sites of a page. */
static GArray *list_parents(const struct atlas *atlas, const struct atlas_page *page)
{
    GArray *parents = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < page->site_count; i++) {
        const struct campus_site *site = CAMPUS_SITE(atlas->campus, page->first_site + i);
        for (int p = 0; p < CAMPUS_PARENTS; p++)
            if (site->parents[p] != STRUCTURE_NONE)
                g_array_append_val(parents, site->parents[p]);
    }
    return parents;
}

static void card_clear(gpointer data)
{
    struct atlas_card *card = data;
    g_free((char *)card->info);
    g_free((char *)card->title);
    g_free((char *)card->url);
    g_array_unref((GArray *)card->devices);
}

static GArray *new_cards(void)
{
    GArray *cards = g_array_new(FALSE, FALSE, sizeof(struct atlas_card));
    g_array_set_clear_func(cards, card_clear);
    return cards;
}

/* Takes url. */
static void add_page_card(const struct atlas *atlas, GArray *cards, const struct atlas_page *page, char *url)
{
    struct atlas_card card = {page->is_named ? g_strdup(page->title) : NULL,
                              atlas_describe_count(&page->count), url, list_parents(atlas, page)};
    g_array_append_val(cards, card);
}

/* All cards on the first page. */
static void draw_flat(const struct atlas *atlas, GPtrArray *scenes)
{
    const struct map_work *work = atlas->work;
    g_autoptr(GArray) cards = new_cards();
    for (guint i = 0; i < atlas->pages->len; i++)
        add_page_card(atlas, cards, page_at(atlas, i), atlas_page_url(work, page_at(atlas, i)->name));
    g_ptr_array_add(scenes, atlas_draw_overview(work, atlas->campus, cards, true));
    for (guint i = 0; i < atlas->pages->len; i++)
        g_ptr_array_add(scenes, draw_page(atlas, page_at(atlas, i), "overview", work->first_url));
}

/* Sites in a row that stand on a page of their own. */
struct section {
    guint first, end; /* pages */
    char *name, *title;
};

static void draw_section(const struct atlas *atlas, const struct section *section, GPtrArray *scenes)
{
    const struct map_work *work = atlas->work;
    g_autoptr(GArray) cards = new_cards();
    for (guint i = section->first; i < section->end; i++)
        add_page_card(atlas, cards, page_at(atlas, i), atlas_sibling_url(work, page_at(atlas, i)->name));
    struct scene *scene = atlas_draw_overview(work, atlas->campus, cards, false);
    g_free(scene->name);
    scene->name = g_strdup(section->name);
    scene->title = g_strdup(section->title);
    const struct atlas_way way = {"overview", g_strdup(work->first_url)};
    atlas_add_ways(scene, &way, 1);
    g_ptr_array_add(scenes, scene);
    g_autofree char *back = atlas_sibling_url(work, section->name);
    for (guint i = section->first; i < section->end; i++)
        g_ptr_array_add(scenes, draw_page(atlas, page_at(atlas, i), section->title, back));
}

static void add_counts(struct atlas_count *to, const struct atlas_count *from)
{
    for (int role = 0; role < ROLES; role++)
        to->of_role[role] += from->of_role[role];
    to->endpoints += from->endpoints;
}

static void add_section_card(const struct atlas *atlas, GArray *cards, const struct section *section)
{
    struct atlas_count count = {{0}, 0};
    for (guint i = section->first; i < section->end; i++)
        add_counts(&count, &page_at(atlas, i)->count);
    g_autofree char *devices = atlas_describe_count(&count);
    struct atlas_card card = {
        g_strdup(section->title), g_strdup_printf("%u sites, %s", section->end - section->first, devices),
        atlas_page_url(atlas->work, section->name), g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_append_val(cards, card);
}

static void draw_in_sections(struct atlas *atlas, GPtrArray *scenes)
{
    g_autoptr(GArray) cards = new_cards();
    guint count = (atlas->pages->len + CARDS_OF_SECTION - 1) / CARDS_OF_SECTION;
    g_autofree struct section *sections = g_new0(struct section, count);
    for (guint i = 0; i < count; i++) {
        struct section *section = &sections[i];
        section->first = i * CARDS_OF_SECTION;
        section->end = MIN(section->first + CARDS_OF_SECTION, atlas->pages->len);
        g_autofree char *number = g_strdup_printf("sites-%u", i + 1);
        section->name = atlas_make_name(atlas->names, number);
        section->title = g_strdup_printf("%s to %s", page_at(atlas, section->first)->title,
                                         page_at(atlas, section->end - 1)->title);
        add_section_card(atlas, cards, section);
    }
    g_ptr_array_add(scenes, atlas_draw_overview(atlas->work, atlas->campus, cards, true));
    for (guint i = 0; i < count; i++) {
        draw_section(atlas, &sections[i], scenes);
        g_free(sections[i].name);
        g_free(sections[i].title);
    }
}

static bool hangs_from_core(const struct map_work *work, const struct campus_site *site, const bool *is_core)
{
    const struct structure *structure = work->structure;
    for (int p = 0; p < CAMPUS_PARENTS; p++) {
        guint parent = site->parents[p];
        if (parent == STRUCTURE_NONE)
            continue;
        for (guint k = structure->first[parent]; k < structure->first[parent + 1]; k++)
            if (is_core[structure_other(&structure->pairs[structure->incident[k]], parent)])
                return true;
    }
    return false;
}

bool atlas_has_core(const struct map_work *work, const struct campus *campus)
{
    guint count = 0, hanging = 0;
    g_autofree bool *is_core = g_new0(bool, work->structure->device_count + 1);
    for (guint i = 0; i < campus->cores->len; i++)
        is_core[g_array_index(campus->cores, guint, i)] = true;
    for (guint i = 0; i < campus->sites->len; i++) {
        const struct campus_site *site = CAMPUS_SITE(campus, i);
        if (site->is_core)
            continue;
        count++;
        hanging += hangs_from_core(work, site, is_core);
    }
    bool are_few = campus->cores->len <= MAX(FEW_CORES, count / SITES_OF_CORE);
    return are_few && hanging >= SHARE_OF_CORES * count;
}

GPtrArray *atlas_draw(const struct map_work *work, struct campus *campus)
{
    struct atlas atlas;
    atlas_init(&atlas, work, campus);
    GPtrArray *scenes = map_pages_new();
    if (atlas.pages->len > MOST_CARDS)
        draw_in_sections(&atlas, scenes);
    else
        draw_flat(&atlas, scenes);
    struct scene *first = scenes->pdata[0];
    g_autofree char *whole = map_network_describe(work->network);
    first->description = g_strdup_printf("%s, on %u pages", whole, scenes->len);
    atlas_clear(&atlas);
    return scenes;
}
