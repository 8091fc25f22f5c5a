#include "discover/pacer.h"

#include <glib.h>
#include <string.h>

#define SECOND 1000000
/* How far ahead of its rate a bucket may run, microseconds. */
#define BURST (SECOND / 20)

struct pacer {
    uint64_t interval, interval_of_subnet; /* microseconds; 0 no limit */
    uint64_t next;                         /* when the bucket is empty again */
    GHashTable *subnets;                   /* struct address of the subnet -> uint64_t next */
};

static uint64_t interval_of(uint32_t rate)
{
    return rate == 0 ? 0 : MAX(SECOND / rate, 1);
}

static guint subnet_hash(gconstpointer key)
{
    return address_hash(*(const struct address *)key);
}

static gboolean subnet_equal(gconstpointer a, gconstpointer b)
{
    return address_equal(*(const struct address *)a, *(const struct address *)b);
}

struct pacer *pacer_new(uint32_t rate, uint32_t rate_of_subnet)
{
    struct pacer *pacer = g_new0(struct pacer, 1);
    pacer->interval = interval_of(rate);
    pacer->interval_of_subnet = interval_of(rate_of_subnet);
    pacer->subnets = g_hash_table_new_full(subnet_hash, subnet_equal, g_free, g_free);
    return pacer;
}

void pacer_free(struct pacer *pacer)
{
    if (!pacer)
        return;
    g_hash_table_unref(pacer->subnets);
    g_free(pacer);
}

static uint64_t *bucket_of(struct pacer *pacer, struct address to)
{
    size_t kept = to.family == ADDRESS_IPV4 ? 3 : 8;
    struct address subnet = {.family = to.family};
    memcpy(subnet.octets, to.octets, kept);
    uint64_t *next = g_hash_table_lookup(pacer->subnets, &subnet);
    if (!next) {
        next = g_new0(uint64_t, 1);
        g_hash_table_insert(pacer->subnets, g_memdup2(&subnet, sizeof subnet), next);
    }
    return next;
}

/* Each bucket is charged as of now, so that a subnet that is behind takes nothing from the others. */
static uint64_t take(uint64_t *next, uint64_t interval, uint64_t now)
{
    uint64_t burst = MAX(BURST, interval);
    uint64_t at = MAX(*next + interval, now + burst) - burst;
    *next = MAX(*next, now) + interval;
    return at;
}

uint64_t pacer_reserve(struct pacer *pacer, struct address to, uint64_t now)
{
    uint64_t at = now, at_subnet = now;
    if (pacer->interval > 0)
        at = take(&pacer->next, pacer->interval, now);
    if (pacer->interval_of_subnet > 0)
        at_subnet = take(bucket_of(pacer, to), pacer->interval_of_subnet, now);
    return MAX(at, at_subnet);
}
