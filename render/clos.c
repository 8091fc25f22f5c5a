#include "render/clos.h"

#include <stdlib.h>

#define LEAST_UPPER 3 /* aggregation switches of a pod: two are better drawn as the parents of a site */

static GArray *new_devices(void)
{
    return g_array_new(FALSE, FALSE, sizeof(guint));
}

/* The neighbors of a device that are no leaves. */
static GArray *list_inner(const struct structure *structure, guint device)
{
    GArray *list = new_devices();
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint other = structure_other(&structure->pairs[structure->incident[k]], device);
        if (!structure_is_leaf(structure, other))
            g_array_append_val(list, other);
    }
    return list;
}

/* Where no endpoint is known, the lower switches are those with the fewest links. 0: endpoints are known. */
static guint least_degree(const struct structure *structure)
{
    guint least = G_MAXUINT;
    for (guint i = 0; i < structure->device_count; i++) {
        if (structure_is_leaf(structure, i))
            return 0;
        least = MIN(least, structure->degree[i]);
    }
    return least;
}

static bool is_lower(const struct structure *structure, guint least, guint device)
{
    if (least > 0)
        return structure->degree[device] == least;
    return !structure_is_leaf(structure, device) && structure_leaf_count(structure, device) > 0;
}

static bool have_equal_items(const GArray *a, const GArray *b)
{
    if (a->len != b->len)
        return false;
    for (guint i = 0; i < a->len; i++)
        if (g_array_index(a, guint, i) != g_array_index(b, guint, i))
            return false;
    return true;
}

/* The pod whose aggregation switches are the neighbors of a device; a new one where there is none. */
static struct clos_pod *pod_of(struct clos *clos, GArray *upper, guint *pod_of_upper)
{
    guint known = pod_of_upper[g_array_index(upper, guint, 0)];
    if (known != STRUCTURE_NONE)
        return have_equal_items(CLOS_POD(clos, known)->upper, upper) ? CLOS_POD(clos, known) : NULL;
    for (guint i = 0; i < upper->len; i++)
        if (pod_of_upper[g_array_index(upper, guint, i)] != STRUCTURE_NONE)
            return NULL;
    struct clos_pod pod = {g_array_ref(upper), new_devices()};
    g_array_append_val(clos->pods, pod);
    for (guint i = 0; i < upper->len; i++)
        pod_of_upper[g_array_index(upper, guint, i)] = clos->pods->len - 1;
    return CLOS_POD(clos, clos->pods->len - 1);
}

static bool find_pods(struct clos *clos, const struct structure *structure, guint *pod_of_upper)
{
    for (guint i = 0; i < structure->device_count; i++) {
        if (!is_lower(structure, clos->least, i))
            continue;
        g_autoptr(GArray) upper = list_inner(structure, i);
        if (upper->len < LEAST_UPPER)
            return false;
        struct clos_pod *pod = pod_of(clos, upper, pod_of_upper);
        if (pod == NULL)
            return false;
        g_array_append_val(pod->lower, i);
    }
    return clos->pods->len > 0;
}

/* What is left must have aggregation switches as neighbors, and nothing else. */
static bool find_core(struct clos *clos, const struct structure *structure, const guint *pod_of_upper)
{
    for (guint i = 0; i < structure->device_count; i++) {
        if (structure_is_leaf(structure, i) || is_lower(structure, clos->least, i) ||
            pod_of_upper[i] != STRUCTURE_NONE)
            continue;
        g_autoptr(GArray) below = list_inner(structure, i);
        for (guint k = 0; k < below->len; k++)
            if (pod_of_upper[g_array_index(below, guint, k)] == STRUCTURE_NONE)
                return false;
        g_array_append_val(clos->core, i);
    }
    return true;
}

/* Aggregation switches have no links among themselves, and none that is not part of the pattern. */
static bool is_regular(const struct clos *clos, const struct structure *structure, const guint *pod_of_upper)
{
    for (guint i = 0; i < structure->pair_count; i++) {
        const struct structure_pair *pair = &structure->pairs[i];
        if (pod_of_upper[pair->a] != STRUCTURE_NONE && pod_of_upper[pair->b] != STRUCTURE_NONE)
            return false;
    }
    for (guint i = 0; i < clos->pods->len; i++)
        if (is_lower(structure, clos->least, g_array_index(CLOS_POD(clos, i)->upper, guint, 0)))
            return false;
    return clos->core->len > 0 ? clos->pods->len > 1 : clos->pods->len == 1;
}

struct clos *clos_find(const struct structure *structure)
{
    struct clos *clos = g_new0(struct clos, 1);
    clos->pods = g_array_new(FALSE, FALSE, sizeof(struct clos_pod));
    clos->core = new_devices();
    clos->least = least_degree(structure);
    g_autofree guint *pod_of_upper = g_new(guint, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        pod_of_upper[i] = STRUCTURE_NONE;
    if (find_pods(clos, structure, pod_of_upper) && find_core(clos, structure, pod_of_upper) &&
        is_regular(clos, structure, pod_of_upper))
        return clos;
    clos_free(clos);
    return NULL;
}

void clos_free(struct clos *clos)
{
    if (clos == NULL)
        return;
    for (guint i = 0; i < clos->pods->len; i++) {
        g_array_unref(CLOS_POD(clos, i)->upper);
        g_array_unref(CLOS_POD(clos, i)->lower);
    }
    g_array_unref(clos->pods);
    g_array_unref(clos->core);
    g_free(clos);
}
