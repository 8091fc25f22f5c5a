#include "inventory/vendor.h"

enum role vendor_role_of_capabilities(uint32_t capabilities)
{
    static const struct {
        uint32_t capabilities;
        enum role role;
    } roles[] = {
        {CAPABILITY_BIT(CAPABILITY_TELEPHONE), ROLE_PHONE},
        {CAPABILITY_BIT(CAPABILITY_WLAN_AP), ROLE_ACCESS_POINT},
        {CAPABILITY_BIT(CAPABILITY_ROUTER) | CAPABILITY_BIT(CAPABILITY_BRIDGE), ROLE_L3_SWITCH},
        {CAPABILITY_BIT(CAPABILITY_ROUTER), ROLE_ROUTER},
        {CAPABILITY_BIT(CAPABILITY_BRIDGE), ROLE_SWITCH},
        {CAPABILITY_BIT(CAPABILITY_REPEATER), ROLE_HUB},
        {CAPABILITY_BIT(CAPABILITY_STATION), ROLE_HOST},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if ((capabilities & roles[i].capabilities) == roles[i].capabilities)
            return roles[i].role;
    return ROLE_UNKNOWN;
}

void vendor_describe(const struct observation *observation, GStringChunk *memory, struct vendor_facts *out)
{
    (void)memory;
    const struct system *system = &observation->system;
    *out = (struct vendor_facts){system->vendor,  system->model,  system->os,
                                 system->version, system->serial, system->role};
}

void vendor_describe_neighbor(const struct neighbor *neighbor, GStringChunk *memory,
                              struct vendor_facts *facts)
{
    (void)memory;
    if (facts->model == NULL)
        facts->model = neighbor->remote_platform;
}
