#include "render/sites.h"

#include "model/text.h"
#include "render/clos.h"

#define LEAST_KNOWN 0.5 /* of the devices that are no endpoints */

static struct sites *new_sites(const struct structure *structure)
{
    struct sites *sites = g_new0(struct sites, 1);
    sites->site_of = g_new(guint, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        sites->site_of[i] = STRUCTURE_NONE;
    sites->names = g_ptr_array_new_with_free_func(g_free);
    return sites;
}

void sites_free(struct sites *sites)
{
    if (sites == NULL)
        return;
    g_free(sites->site_of);
    g_ptr_array_unref(sites->names);
    g_free(sites);
}

static const struct map_device *device_at(const struct structure *structure, guint device)
{
    return MAP_DEVICE(structure->network, device);
}

/* Takes name. */
static guint add_site(struct sites *sites, char *name)
{
    g_ptr_array_add(sites->names, name);
    return sites->names->len - 1;
}

static void take_known(struct sites *sites, const struct structure *structure)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < structure->device_count; i++) {
        char *name = device_at(structure, i)->site;
        if (name == NULL || structure_is_leaf(structure, i))
            continue;
        gpointer number;
        if (!g_hash_table_lookup_extended(numbers, name, NULL, &number)) {
            number = GUINT_TO_POINTER(add_site(sites, g_strdup(name)));
            g_hash_table_insert(numbers, name, number);
        }
        sites->site_of[i] = GPOINTER_TO_UINT(number);
    }
}

static bool is_known_well(const struct sites *sites, const struct structure *structure)
{
    guint inner = 0, known = 0;
    for (guint i = 0; i < structure->device_count; i++) {
        inner += !structure_is_leaf(structure, i);
        known += sites->site_of[i] != STRUCTURE_NONE;
    }
    return known > 0 && known >= LEAST_KNOWN * inner;
}

/* Devices that tell nothing and are linked with each other. */
struct silent {
    GArray *devices; /* of guint */
    guint site;      /* of all their neighbors; STRUCTURE_NONE: of several, or of none */
    bool has_several;
};

static void look_around(const struct sites *sites, const struct structure *structure, struct silent *silent,
                        bool *is_seen, guint device)
{
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint other = structure_other(&structure->pairs[structure->incident[k]], device);
        guint site = sites->site_of[other];
        if (structure_is_leaf(structure, other))
            continue;
        if (site != STRUCTURE_NONE && !is_seen[other]) {
            silent->has_several |= silent->site != STRUCTURE_NONE && silent->site != site;
            silent->site = site;
        } else if (!is_seen[other]) {
            is_seen[other] = true;
            g_array_append_val(silent->devices, other);
        }
    }
}

/* The best linked of them names the site. */
static char *name_silent(const struct structure *structure, const struct silent *silent)
{
    guint best = g_array_index(silent->devices, guint, 0);
    for (guint i = 1; i < silent->devices->len; i++) {
        guint device = g_array_index(silent->devices, guint, i);
        if (structure->degree[device] > structure->degree[best])
            best = device;
    }
    return g_strdup(device_at(structure, best)->name);
}

/* What tells nothing and is linked with nothing. */
static void place_unlinked(struct sites *sites, const struct structure *structure)
{
    guint site = STRUCTURE_NONE;
    for (guint i = 0; i < structure->device_count; i++) {
        if (sites->site_of[i] != STRUCTURE_NONE || structure->first[i] != structure->first[i + 1])
            continue;
        if (site == STRUCTURE_NONE)
            site = add_site(sites, g_strdup("no links known"));
        sites->site_of[i] = site;
    }
}

static void place_silent(struct sites *sites, const struct structure *structure)
{
    g_autofree bool *is_seen = g_new0(bool, structure->device_count + 1);
    g_autofree guint *joins = g_new(guint, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        joins[i] = STRUCTURE_NONE;
    for (guint i = 0; i < structure->device_count; i++) {
        if (structure_is_leaf(structure, i) || sites->site_of[i] != STRUCTURE_NONE || is_seen[i])
            continue;
        struct silent silent = {g_array_new(FALSE, FALSE, sizeof(guint)), STRUCTURE_NONE, false};
        is_seen[i] = true;
        g_array_append_val(silent.devices, i);
        for (guint k = 0; k < silent.devices->len; k++)
            look_around(sites, structure, &silent, is_seen, g_array_index(silent.devices, guint, k));
        bool is_inside = silent.site != STRUCTURE_NONE && !silent.has_several;
        guint site = is_inside ? silent.site : add_site(sites, name_silent(structure, &silent));
        for (guint k = 0; k < silent.devices->len; k++)
            joins[g_array_index(silent.devices, guint, k)] = site;
        g_array_unref(silent.devices);
    }
    for (guint i = 0; i < structure->device_count; i++)
        if (joins[i] != STRUCTURE_NONE)
            sites->site_of[i] = joins[i];
}

static void take_pods(struct sites *sites, const struct structure *structure, const struct clos *clos)
{
    for (guint i = 0; i < clos->pods->len; i++) {
        const struct clos_pod *pod = CLOS_POD(clos, i);
        const char *first = device_at(structure, g_array_index(pod->lower, guint, 0))->name;
        guint site = add_site(sites, g_strdup_printf("pod of %s", first));
        for (guint k = 0; k < pod->lower->len; k++)
            sites->site_of[g_array_index(pod->lower, guint, k)] = site;
        for (guint k = 0; k < pod->upper->len; k++)
            sites->site_of[g_array_index(pod->upper, guint, k)] = site;
    }
    guint core = add_site(sites, g_strdup("core"));
    for (guint i = 0; i < clos->core->len; i++)
        sites->site_of[g_array_index(clos->core, guint, i)] = core;
}

struct named {
    const char *name;
    guint site;
};

static gint compare_named(gconstpointer a, gconstpointer b)
{
    const struct named *x = a, *y = b;
    int order = text_compare_natural(x->name, y->name);
    return order ? order : (x->site > y->site) - (x->site < y->site);
}

static void sort(struct sites *sites, const struct structure *structure)
{
    guint count = sites->names->len;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct named));
    for (guint i = 0; i < count; i++) {
        struct named item = {sites->names->pdata[i], i};
        g_array_append_val(list, item);
    }
    g_array_sort(list, compare_named);
    g_autofree guint *number = g_new(guint, count + 1);
    for (guint i = 0; i < count; i++) {
        const struct named *item = &g_array_index(list, struct named, i);
        number[item->site] = i;
        sites->names->pdata[i] = (char *)item->name;
    }
    for (guint i = 0; i < structure->device_count; i++)
        if (sites->site_of[i] != STRUCTURE_NONE)
            sites->site_of[i] = number[sites->site_of[i]];
}

static void place_leaves(struct sites *sites, const struct structure *structure)
{
    for (guint i = 0; i < structure->device_count; i++)
        if (structure_is_leaf(structure, i))
            sites->site_of[i] = sites->site_of[structure->host[i]];
}

struct sites *sites_find(const struct structure *structure)
{
    struct sites *sites = new_sites(structure);
    take_known(sites, structure);
    bool is_known = is_known_well(sites, structure);
    struct clos *clos = is_known ? NULL : clos_find(structure);
    if (is_known) {
        place_unlinked(sites, structure);
        place_silent(sites, structure);
    } else if (clos != NULL && clos->pods->len > 1) {
        g_ptr_array_set_size(sites->names, 0);
        take_pods(sites, structure, clos);
        is_known = true;
    }
    clos_free(clos);
    if (is_known && sites->names->len > 1) {
        sort(sites, structure);
        place_leaves(sites, structure);
        return sites;
    }
    sites_free(sites);
    return NULL;
}
