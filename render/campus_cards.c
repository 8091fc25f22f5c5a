#include "render/campus_internal.h"

#include <stdlib.h>

guint campus_add_site(struct campus *campus, guint first, guint second)
{
    struct campus_site site = {{first, second}, false, g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_append_val(campus->sites, site);
    return campus->sites->len - 1;
}

/* The cards of the devices, while they are made. */
struct maker {
    struct campus_work *work;
    guint *card;    /* of each device; STRUCTURE_NONE none */
    bool *is_drawn; /* each pair: as a line or as the row of a leaf */
};

static guint add_card(struct maker *maker, guint device, guint site)
{
    struct campus *campus = maker->work->campus;
    struct campus_card card = {.device = device,
                               .uplinks = {STRUCTURE_NONE, STRUCTURE_NONE},
                               .chain = STRUCTURE_NONE,
                               .chained_to = STRUCTURE_NONE,
                               .rows = g_array_new(FALSE, FALSE, sizeof(struct structure_row))};
    g_array_append_val(campus->cards, card);
    maker->card[device] = campus->cards->len - 1;
    g_array_append_val(CAMPUS_SITE(campus, site)->cards, maker->card[device]);
    return maker->card[device];
}

static void add_row(struct maker *maker, guint card, guint device, guint pair, bool is_odd)
{
    struct structure_row row = {device, pair, is_odd};
    g_array_append_val(CAMPUS_CARD(maker->work->campus, card)->rows, row);
}

static void draw_uplinks(struct maker *maker, guint index, guint site)
{
    struct campus_card *card = CAMPUS_CARD(maker->work->campus, index);
    for (int i = 0; i < CAMPUS_PARENTS; i++) {
        guint parent = CAMPUS_SITE(maker->work->campus, site)->parents[i];
        if (parent != STRUCTURE_NONE)
            card->uplinks[i] = structure_find_pair(maker->work->structure, card->device, parent);
        if (card->uplinks[i] != STRUCTURE_NONE)
            maker->is_drawn[card->uplinks[i]] = true;
    }
}

/* A switch, and then what is chained below it: depth first, so that it can stand below it. */
static void add_access(struct maker *maker, guint device, guint above, GArray **chained)
{
    const struct campus_work *work = maker->work;
    guint card = add_card(maker, device, work->site[device]);
    if (above == STRUCTURE_NONE) {
        draw_uplinks(maker, card, work->site[device]);
    } else {
        struct campus_card *made = CAMPUS_CARD(work->campus, card);
        made->chain = structure_find_pair(work->structure, device, CAMPUS_CARD(work->campus, above)->device);
        made->chained_to = above;
        maker->is_drawn[made->chain] = true;
    }
    for (guint i = 0; chained[device] && i < chained[device]->len; i++)
        add_access(maker, g_array_index(chained[device], guint, i), card, chained);
}

static void add_all_access(struct maker *maker)
{
    const struct campus_work *work = maker->work;
    guint count = work->structure->device_count;
    GArray **chained = g_new0(GArray *, count + 1);
    for (guint i = 0; i < count; i++)
        if (work->place[i] == CAMPUS_CHAINED) {
            GArray **list = &chained[work->below[i]];
            if (*list == NULL)
                *list = g_array_new(FALSE, FALSE, sizeof(guint));
            g_array_append_val(*list, i);
        }
    for (guint i = 0; i < count; i++)
        if (work->place[i] == CAMPUS_ACCESS)
            add_access(maker, i, STRUCTURE_NONE, chained);
    for (guint i = 0; i < count; i++)
        if (chained[i])
            g_array_unref(chained[i]);
    g_free(chained);
}

static guint core_site(struct campus_work *work)
{
    struct campus *campus = work->campus;
    for (guint i = 0; i < campus->sites->len; i++)
        if (CAMPUS_SITE(campus, i)->is_core)
            return i;
    guint second = campus->cores->len > 1 ? g_array_index(campus->cores, guint, 1) : STRUCTURE_NONE;
    guint site = campus_add_site(campus, g_array_index(campus->cores, guint, 0), second);
    CAMPUS_SITE(campus, site)->is_core = true;
    return site;
}

/* The card that has the rows of a device: its own, or that of the rows of a parent or a core. */
static guint card_for_rows(struct maker *maker, guint device)
{
    struct campus_work *work = maker->work;
    if (maker->card[device] != STRUCTURE_NONE)
        return maker->card[device];
    if (work->place[device] == CAMPUS_ROW)
        return card_for_rows(maker, work->below[device]);
    if (work->place[device] != CAMPUS_PARENT && work->place[device] != CAMPUS_CORE)
        return STRUCTURE_NONE;
    guint site = work->place[device] == CAMPUS_PARENT ? work->site[device] : core_site(work);
    guint card = add_card(maker, device, site);
    CAMPUS_CARD(work->campus, card)->is_of_parent = true;
    return card;
}

/* What is placed nowhere is a card of the first site, so that it is seen. */
static void add_unplaced(struct maker *maker)
{
    const struct campus_work *work = maker->work;
    for (guint i = 0; i < work->structure->device_count && work->campus->sites->len > 0; i++)
        if (work->place[i] == CAMPUS_UNPLACED && !structure_is_leaf(work->structure, i))
            add_card(maker, i, 0);
}

static void add_leaves(struct maker *maker)
{
    const struct structure *structure = maker->work->structure;
    for (guint i = 0; i < structure->device_count; i++) {
        bool is_row = maker->work->place[i] == CAMPUS_ROW;
        guint host = is_row ? maker->work->below[i] : structure->host[i];
        if (host == STRUCTURE_NONE)
            continue;
        guint pair = structure_find_pair(structure, i, host);
        add_row(maker, card_for_rows(maker, host), i, pair, false);
        maker->is_drawn[pair] = true;
    }
}

static bool is_among_bars(const struct campus_work *work, guint device)
{
    return work->place[device] == CAMPUS_CORE || work->place[device] == CAMPUS_PARENT;
}

/* Bars are joined by lines within a site, and between sites and the first two cores. */
static bool are_bars_joined(const struct campus_work *work, const struct structure_pair *pair)
{
    if (!is_among_bars(work, pair->a) || !is_among_bars(work, pair->b))
        return false;
    bool is_a_core = work->place[pair->a] == CAMPUS_CORE, is_b_core = work->place[pair->b] == CAMPUS_CORE;
    return is_a_core || is_b_core || work->site[pair->a] == work->site[pair->b];
}

static void add_odd(struct maker *maker)
{
    const struct structure *structure = maker->work->structure;
    for (guint i = 0; i < structure->pair_count; i++) {
        const struct structure_pair *pair = &structure->pairs[i];
        if (maker->is_drawn[i] || are_bars_joined(maker->work, pair))
            continue;
        maker->work->campus->odd_count++;
        maker->work->campus->further_count +=
            is_among_bars(maker->work, pair->a) != is_among_bars(maker->work, pair->b);
        const guint ends[] = {pair->a, pair->b};
        for (size_t k = 0; k < G_N_ELEMENTS(ends); k++) {
            guint card = card_for_rows(maker, ends[k]);
            if (card != STRUCTURE_NONE)
                add_row(maker, card, ends[1 - k], i, true);
        }
    }
}

void campus_make_cards(struct campus_work *work)
{
    guint count = work->structure->device_count;
    if (work->campus->sites->len == 0)
        return;
    struct maker maker = {work, g_new(guint, count + 1), g_new0(bool, work->structure->pair_count + 1)};
    for (guint i = 0; i < count; i++)
        maker.card[i] = STRUCTURE_NONE;
    add_all_access(&maker);
    add_unplaced(&maker);
    add_leaves(&maker);
    add_odd(&maker);
    g_free(maker.card);
    g_free(maker.is_drawn);
}
