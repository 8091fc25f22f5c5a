#include "discover/round_trips.h"

#include "discover/subnet_table.h"

#include <glib.h>

/* Agents take longer for some requests than for others: no try is given up before so many round trips have
 * passed, within these limits (ms). */
#define PATIENT_ROUND_TRIPS 8
#define LEAST_TIMEOUT 40
#define ENOUGH_TIMEOUT 100

struct round_trips {
    struct round_trip all;
    struct subnet_table *subnets; /* of struct round_trip */
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

struct round_trips *round_trips_new(void)
{
    struct round_trips *round_trips = g_new0(struct round_trips, 1);
    round_trips->subnets = subnet_table_new(sizeof(struct round_trip));
    return round_trips;
}

void round_trips_free(struct round_trips *round_trips)
{
    if (!round_trips)
        return;
    subnet_table_free(round_trips->subnets);
    g_free(round_trips);
}

void round_trips_add(struct round_trips *round_trips, struct address address, uint64_t measured_us)
{
    round_trip_add(&round_trips->all, measured_us);
    round_trip_add(subnet_table_get(round_trips->subnets, address), measured_us);
}

uint64_t round_trips_guess(struct round_trips *round_trips, struct address address)
{
    const struct round_trip *subnet = subnet_table_get(round_trips->subnets, address);
    if (subnet->smoothed_us > 0)
        return round_trip_timeout(subnet);
    /* It may be farther away than the others. */
    return round_trips->all.smoothed_us > 0 ? MAX(round_trip_timeout(&round_trips->all), ENOUGH_TIMEOUT) : 0;
}
