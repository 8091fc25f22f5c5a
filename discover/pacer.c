#include "discover/pacer.h"

#include "discover/subnet_table.h"

#include <glib.h>

#define SECOND 1000000
/* How far ahead of its rate a bucket may run, microseconds. */
#define BURST (SECOND / 20)

struct pacer {
    uint64_t interval, interval_of_subnet; /* microseconds; 0 no limit */
    uint64_t next;                         /* when the bucket is empty again */
    struct subnet_table *subnets;          /* of uint64_t next */
};

static uint64_t interval_of(uint32_t rate)
{
    return rate == 0 ? 0 : MAX(SECOND / rate, 1);
}

struct pacer *pacer_new(uint32_t rate, uint32_t rate_of_subnet)
{
    struct pacer *pacer = g_new0(struct pacer, 1);
    pacer->interval = interval_of(rate);
    pacer->interval_of_subnet = interval_of(rate_of_subnet);
    pacer->subnets = subnet_table_new(sizeof(uint64_t));
    return pacer;
}

void pacer_free(struct pacer *pacer)
{
    if (!pacer)
        return;
    subnet_table_free(pacer->subnets);
    g_free(pacer);
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
        at_subnet = take(subnet_table_get(pacer->subnets, to), pacer->interval_of_subnet, now);
    return MAX(at, at_subnet);
}
