#include "discover/round_trips.h"

#include "discover/subnet_table.h"

#include <glib.h>

/* Agents take longer for some requests than for others: no try is given up before so many round trips have
 * passed, within these limits (ms). */
#define PATIENT_ROUND_TRIPS 8
#define LEAST_TIMEOUT 40
#define ENOUGH_TIMEOUT 100
/* Answers are there within one and a quarter round trips, and a moment more for whoever is busy (us). */
#define MOMENT_US 3000
/* So many tries tell as much of the loss as is known without them; and "lately". */
#define FEW_TRIES 32
#define LATE_TRIES 2048

struct way {
    struct round_trip round_trip;
    uint32_t tries, lost;
};

struct round_trips {
    struct way all;
    struct subnet_table *subnets; /* of struct way */
};

void round_trip_add(struct round_trip *round_trip, uint64_t measured_us)
{
    uint32_t rtt_us = (uint32_t)CLAMP(measured_us, 1, UINT32_MAX / 8);
    uint32_t *smoothed = &round_trip->smoothed_us;
    if (*smoothed == 0) {
        *round_trip = (struct round_trip){rtt_us, rtt_us / 2, rtt_us};
        return;
    }
    uint32_t distance = MAX(*smoothed, rtt_us) - MIN(*smoothed, rtt_us);
    round_trip->variation_us = (uint32_t)((3ULL * round_trip->variation_us + distance) / 4);
    *smoothed = (uint32_t)((7ULL * *smoothed + rtt_us) / 8);
    round_trip->least_us = MIN(round_trip->least_us, rtt_us);
}

/* RFC 6298 2.2, 2.3. */
uint64_t round_trip_timeout(const struct round_trip *round_trip)
{
    uint64_t timeout_us = round_trip->smoothed_us + MAX(4ULL * round_trip->variation_us, 1000);
    uint64_t patience = PATIENT_ROUND_TRIPS * (uint64_t)round_trip->smoothed_us / 1000;
    return MAX(timeout_us / 1000, CLAMP(patience, LEAST_TIMEOUT, ENOUGH_TIMEOUT));
}

uint64_t round_trip_usual(const struct round_trip *round_trip)
{
    uint64_t smoothed_us = round_trip->smoothed_us, variation_us = round_trip->variation_us;
    return (smoothed_us + MAX(smoothed_us / 4, 4 * variation_us) + MOMENT_US) / 1000;
}

struct round_trips *round_trips_new(void)
{
    struct round_trips *round_trips = g_new0(struct round_trips, 1);
    round_trips->subnets = subnet_table_new(sizeof(struct way));
    return round_trips;
}

void round_trips_free(struct round_trips *round_trips)
{
    if (!round_trips)
        return;
    subnet_table_free(round_trips->subnets);
    g_free(round_trips);
}

static void add(struct way *way, uint64_t measured_us, uint32_t lost)
{
    round_trip_add(&way->round_trip, measured_us);
    way->tries += 1 + lost;
    way->lost += lost;
    if (way->tries > LATE_TRIES) {
        way->tries /= 2;
        way->lost /= 2;
    }
}

void round_trips_add(struct round_trips *round_trips, struct address address, uint64_t measured_us,
                     uint32_t lost)
{
    add(&round_trips->all, measured_us, lost);
    add(subnet_table_get(round_trips->subnets, address), measured_us, lost);
}

/* One of another subnet may be farther away than the others. */
uint64_t round_trips_guess(struct round_trips *round_trips, struct address address, uint64_t *usual)
{
    const struct way *subnet = subnet_table_get(round_trips->subnets, address);
    bool is_near = subnet->round_trip.smoothed_us > 0;
    const struct round_trip *known = is_near ? &subnet->round_trip : &round_trips->all.round_trip;
    if (known->smoothed_us == 0)
        return 0;
    if (usual)
        *usual = round_trip_usual(known) * (is_near ? 1 : 2);
    return MAX(round_trip_timeout(known), is_near ? 0 : ENOUGH_TIMEOUT);
}

double round_trips_loss(struct round_trips *round_trips, struct address address)
{
    const struct way *all = &round_trips->all, *subnet = subnet_table_get(round_trips->subnets, address);
    double of_all = (double)all->lost / (all->tries + FEW_TRIES);
    return (subnet->lost + of_all * FEW_TRIES) / (subnet->tries + FEW_TRIES);
}
