/*
 * Which observations, and which neighbors that were never visited, are the same device.
 *
 * Evidence, strongest first (docs/IDENTITY.md has the reasons):
 *   1. serial of a chassis            identity_visited.c joins observations by these three,
 *   2. LLDP chassis id, bridge address     unless their names or serials contradict;
 *   3. the addresses at which both were visited, each owned by both
 *   4. MAC address of an interface    identity_claims.c gives a neighbor row to the visited device that
 *   5. CDP device id                       these name, the strongest first;
 *   6. name                           identity_unvisited.c joins the rest among themselves.
 *   7. address
 * What several devices have identifies nobody; stronger evidence overrules weaker.
 */
#include "inventory/identity_internal.h"

#include <stdlib.h>
#include <string.h>

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static size_t count_rows(const struct observation *observation)
{
    size_t total = 0, count;
    for (int kind = 0; kind < RECORD_KINDS; kind++) {
        observation_records(observation, (enum record_kind)kind, &count);
        total += count;
    }
    return total;
}

/* A fixed order of observations, whatever order they were loaded in. */
static int compare_observations(const struct observation *a, const struct observation *b)
{
    int order = address_compare(a->address, b->address);
    if (order == 0)
        order = compare_numbers(a->port, b->port);
    if (order == 0)
        order = g_strcmp0(a->source_name, b->source_name);
    if (order == 0)
        order = g_strcmp0(a->source_id, b->source_id);
    if (order == 0)
        order = compare_numbers(a->run, b->run);
    if (order == 0)
        order = compare_numbers(a->started_at, b->started_at);
    if (order == 0)
        order = compare_numbers((int64_t)a->via, (int64_t)b->via);
    if (order == 0)
        order = compare_numbers(a->id, b->id);
    if (order == 0)
        order = g_strcmp0(a->system.sys_name, b->system.sys_name);
    if (order == 0)
        order = bytes_compare(a->system.lldp_chassis_id, b->system.lldp_chassis_id);
    if (order == 0)
        order = compare_numbers((int64_t)count_rows(a), (int64_t)count_rows(b));
    return order;
}

struct sorted {
    const struct observation *observation;
    size_t position;
};

static int compare_sorted(const void *a, const void *b)
{
    const struct sorted *left = a, *right = b;
    return compare_observations(left->observation, right->observation);
}

static void identity_sort(struct identity_builder *builder, const struct observation_list *list)
{
    struct sorted *sorted = g_new(struct sorted, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = (struct sorted){list->items[i], i};
    if (list->count > 0)
        qsort(sorted, list->count, sizeof *sorted, compare_sorted);
    builder->count = list->count;
    builder->observations = g_new(const struct observation *, list->count + 1);
    builder->position = g_new(size_t, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        builder->observations[i] = sorted[i].observation;
        builder->position[i] = sorted[i].position;
    }
    g_free(sorted);
}

static void builder_clear(struct identity_builder *builder)
{
    g_free(builder->observations);
    g_free(builder->position);
    g_free(builder->own);
    disjoint_set_free(builder->merged);
    g_free(builder->group_of);
    g_free(builder->groups);
    g_hash_table_unref(builder->keys);
    g_free(builder->claims);
    g_free(builder->first_claim);
    disjoint_set_free(builder->claim_merged);
    g_hash_table_unref(builder->claim_keys);
}

struct identity *identity_build(const struct observation_list *observations)
{
    struct identity_builder builder = {.memory = g_string_chunk_new(65536)};
    identity_sort(&builder, observations);
    identity_merge_visited(&builder);
    identity_read_claims(&builder);
    identity_resolve_claims(&builder);
    identity_merge_unvisited(&builder);
    struct identity *identity = identity_make_devices(&builder);
    builder_clear(&builder);
    return identity;
}

void device_free_lists(struct device *device)
{
    g_ptr_array_unref(device->addresses);
    g_clear_pointer(&device->shared_addresses, g_ptr_array_unref);
    g_ptr_array_unref(device->chassis_ids);
    g_ptr_array_unref(device->names);
    g_ptr_array_unref(device->observations);
    g_ptr_array_unref(device->evidence);
}

void identity_free(struct identity *identity)
{
    if (identity == NULL)
        return;
    for (size_t i = 0; i < identity->count; i++)
        device_free_lists(&identity->devices[i]);
    g_free(identity->devices);
    g_free(identity->of_observation);
    g_free(identity->first_remote);
    g_free(identity->remote_count);
    g_free(identity->remotes);
    g_free(identity->evidence);
    g_string_chunk_free(identity->memory);
    g_free(identity);
}

size_t identity_count(const struct identity *identity)
{
    return identity->count;
}

const struct device *identity_device(const struct identity *identity, size_t position)
{
    g_assert(position < identity->count);
    return &identity->devices[position];
}

size_t identity_of_observation(const struct identity *identity, size_t observation)
{
    return identity->of_observation[observation];
}

struct identity_remote identity_of_neighbor(const struct identity *identity, size_t observation,
                                            size_t neighbor)
{
    g_assert(neighbor < identity->remote_count[observation]);
    return identity->remotes[identity->first_remote[observation] + neighbor];
}
