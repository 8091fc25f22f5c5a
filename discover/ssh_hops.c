#include "discover/ssh_hops.h"

#include <stdint.h>

#define TURNS 8
#define LONGEST_US INT64_C(3000000)
#define WAIT_MS 20

/* When each turn is over; g_get_monotonic_time. */
static gint64 over_us[TURNS];
static GMutex mutex;

static int take_turn(void)
{
    gint64 now_us = g_get_monotonic_time();
    int taken = -1;
    g_mutex_lock(&mutex);
    for (int i = 0; i < TURNS && taken < 0; i++)
        if (over_us[i] <= now_us)
            taken = i;
    if (taken >= 0)
        over_us[taken] = now_us + LONGEST_US;
    g_mutex_unlock(&mutex);
    return taken;
}

int ssh_hops_begin(struct stop *stop, GError **error)
{
    int turn;
    while ((turn = take_turn()) < 0) {
        stop_poll(stop, -1, 0, WAIT_MS);
        if (!stop_check(stop, error))
            return -1;
    }
    return turn;
}

/* One that has ended by itself may be another program's by now: that one begins no worse for it. */
void ssh_hops_end(int turn)
{
    if (turn < 0)
        return;
    g_mutex_lock(&mutex);
    over_us[turn] = 0;
    g_mutex_unlock(&mutex);
}
