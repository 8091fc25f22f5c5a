#include "discover/visit_places.h"

#include <glib.h>

#define NEAR 256
#define FAR 1024
/* One that waits for so much of the time has little else to do; percent. */
#define IDLE 25

void visit_places_init(struct visit_places *places, uint32_t wanted, uint64_t now_ns)
{
    *places = (struct visit_places){.now = wanted > 0 ? wanted : NEAR,
                                    .most = wanted > 0 ? wanted : FAR,
                                    .is_idle = true,
                                    .ticks_ns = now_ns};
}

void visit_places_limit(struct visit_places *places, uint32_t most)
{
    places->most = MIN(places->most, most);
    places->now = MIN(places->now, places->most);
}

void visit_places_tick(struct visit_places *places, uint64_t idle_ns, uint64_t now_ns, uint32_t taken)
{
    places->is_idle = (idle_ns - places->idle_ns) * 100 > (now_ns - places->ticks_ns) * IDLE;
    places->idle_ns = idle_ns;
    places->ticks_ns = now_ns;
    if (places->is_idle && taken >= places->now)
        places->now = MIN(places->now + places->now / 4, places->most);
}
