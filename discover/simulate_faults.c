#include "discover/simulate_faults.h"

#include <glib.h>

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): any input, also a counter, gives well mixed bits. */
static uint64_t mix(uint64_t number)
{
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

/* 0 to 1, without 1. */
static double fraction(uint64_t number)
{
    return (double)(mix(number) >> 11) / 9007199254740992.0;
}

static double throw_dice(struct simulator_dice *dice)
{
    return fraction(dice->state += 0x9e3779b97f4a7c15);
}

void simulator_dice_init(struct simulator_dice *dice, const struct simulator_faults *faults)
{
    *dice = (struct simulator_dice){faults, mix(faults->seed + UINT64_C(1))};
}

bool simulator_is_silent(const struct simulator_faults *faults, struct address address)
{
    uint64_t number = mix(faults->seed);
    for (size_t i = 0; i < sizeof address.octets; i++)
        number = mix(number * 257 + address.octets[i]);
    return faults->silent > 0 && fraction(number) < faults->silent;
}

bool simulator_loses(struct simulator_dice *dice)
{
    return dice->faults->loss > 0 && throw_dice(dice) < dice->faults->loss;
}

bool simulator_duplicates(struct simulator_dice *dice)
{
    return dice->faults->duplicates > 0 && throw_dice(dice) < dice->faults->duplicates;
}

uint32_t simulator_delay(struct simulator_dice *dice)
{
    uint32_t jitter = dice->faults->jitter_ms;
    return dice->faults->delay_ms + (jitter > 0 ? (uint32_t)(throw_dice(dice) * (jitter + 1.0)) : 0);
}
