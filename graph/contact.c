#include "graph/contact.h"

#include "graph/blocks.h"

#include <stdlib.h>

/* A device that is not lost, and the components it is in. */
struct place {
    uint32_t before, after, device;
};

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = compare_u32(x->before, y->before);
    if (order == 0)
        order = compare_u32(x->after, y->after);
    return order != 0 ? order : compare_u32(x->device, y->device);
}

static uint32_t *find_components(struct simple_graph *simple, size_t *count)
{
    struct blocks *blocks = blocks_new(simple_graph_csr(simple), NULL);
    uint32_t *components = g_steal_pointer(&blocks->components);
    *count = blocks->component_count;
    blocks_free(blocks);
    return components;
}

static uint64_t pairs_of(uint64_t devices)
{
    return devices == 0 ? 0 : devices * (devices - 1) / 2;
}

static uint64_t sum_pairs(const uint32_t *sizes, size_t count, uint32_t *used)
{
    uint64_t pairs = 0;
    *used = 0;
    for (size_t i = 0; i < count; i++) {
        pairs += pairs_of(sizes[i]);
        *used += sizes[i] > 0;
    }
    return pairs;
}

static gint compare_parts(gconstpointer a, gconstpointer b)
{
    const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    return compare_u32(g_array_index(x, uint32_t, 0), g_array_index(y, uint32_t, 0));
}

static void free_part(gpointer part)
{
    g_array_unref(part);
}

/* How far those go that are in the same component as the first, before, or before and after. */
static size_t end_of(const struct place *places, size_t first, size_t count, bool is_part)
{
    size_t end = first;
    while (end < count && places[end].before == places[first].before &&
           (!is_part || places[end].after == places[first].after))
        end++;
    return end;
}

static void put_part(struct contact *contact, const struct place *places, size_t count)
{
    GArray *part = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count);
    for (size_t i = 0; i < count; i++)
        g_array_append_val(part, places[i].device);
    contact->cut_off += (uint32_t)count;
    g_ptr_array_add(contact->parts, part);
}

/* The parts of what was one component, at places begin to end - 1. Returns the pairs that keep contact. */
static uint64_t part(struct contact *contact, const struct place *places, size_t begin, size_t end)
{
    uint64_t kept = 0;
    size_t largest = begin, largest_size = 0;
    for (size_t i = begin, next; i < end; i = next) {
        next = end_of(places, i, end, true);
        kept += pairs_of(next - i);
        bool is_larger = next - i > largest_size ||
                         (next - i == largest_size && places[i].device < places[largest].device);
        if (is_larger) {
            largest = i;
            largest_size = next - i;
        }
    }
    for (size_t i = begin, next; i < end; i = next) {
        next = end_of(places, i, end, true);
        if (i != largest)
            put_part(contact, places + i, next - i);
    }
    return kept;
}

static void judge(struct contact *contact, struct place *places, size_t count, uint64_t pairs_before,
                  uint64_t pairs_after)
{
    uint64_t kept = 0;
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0, next; i < count; i = next) {
        next = end_of(places, i, count, false);
        kept += part(contact, places, i, next);
    }
    contact->lost = pairs_before - kept;
    contact->gained = pairs_after - kept;
    g_ptr_array_sort(contact->parts, compare_parts);
}

struct contact *contact_new(const struct change *change)
{
    size_t before_count, after_count, n = change->graphs[CHANGE_BEFORE].device_count, count = 0;
    g_autofree uint32_t *before = find_components(change->simple[CHANGE_BEFORE], &before_count);
    g_autofree uint32_t *after = find_components(change->simple[CHANGE_AFTER], &after_count);
    g_autofree uint32_t *sizes_before = g_new0(uint32_t, before_count + 1);
    g_autofree uint32_t *sizes_after = g_new0(uint32_t, after_count + 1);
    g_autofree struct place *places = g_new0(struct place, n + 1);
    struct contact *contact = g_new0(struct contact, 1);
    contact->parts = g_ptr_array_new_with_free_func(free_part);
    for (uint32_t d = 0; d < n; d++) {
        if (change->is_down[d])
            continue;
        places[count++] = (struct place){before[d], after[d], d};
        sizes_before[before[d]]++;
        sizes_after[after[d]]++;
    }
    uint64_t pairs_before = sum_pairs(sizes_before, before_count, &contact->components_before);
    uint64_t pairs_after = sum_pairs(sizes_after, after_count, &contact->components_after);
    judge(contact, places, count, pairs_before, pairs_after);
    return contact;
}

void contact_free(struct contact *contact)
{
    if (contact == NULL)
        return;
    g_ptr_array_unref(contact->parts);
    g_free(contact);
}
