#include "discover/acquaintance.h"

#include "model/digest.h"
#include "model/routing.h"
#include "model/text.h"

#include <string.h>

/* A router whose id is not told. */
#define NO_ROUTER 1
#define ANYBODY 1

struct acquaintance {
    GHashTable *owned; /* set of uint64_t: digests of an address and who owns it */
};

/* What a digest is of, so that a name is never taken for a chassis id. */
enum digest_kind {
    DIGEST_CHASSIS = 'c',
    DIGEST_NAME = 'n',
    DIGEST_ROUTER = 'r',
    DIGEST_OWNED = 'O', /* by anybody */
    DIGEST_OWNED_BY_CHASSIS = 'C',
    DIGEST_OWNED_BY_NAME = 'N',
    DIGEST_OWNED_BY_NAME_ALONE = 'A' /* of a device that has no chassis id */
};

struct acquaintance *acquaintance_new(void)
{
    struct acquaintance *acquaintance = g_new(struct acquaintance, 1);
    acquaintance->owned = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return acquaintance;
}

void acquaintance_free(struct acquaintance *acquaintance)
{
    if (!acquaintance)
        return;
    g_hash_table_unref(acquaintance->owned);
    g_free(acquaintance);
}

/* Cryptographic, since devices could make others' visits be left out by names that collide. */
static uint64_t digest(enum digest_kind kind, int subtype, struct bytes bytes)
{
    static struct digest *maker; /* of the thread of the event loop */
    const uint8_t head[2] = {(uint8_t)kind, (uint8_t)subtype};
    uint8_t octets[DIGEST_SIZE];
    uint64_t result;
    if (!maker)
        maker = digest_new();
    digest_add(maker, (struct bytes){head, sizeof head});
    digest_add(maker, bytes);
    digest_end(maker, octets);
    memcpy(&result, octets, sizeof result);
    return MAX(result, 1);
}

/* A name without its domain, and without the serial number that some agents put in brackets behind it. */
static uint64_t digest_name(const char *name)
{
    if (!name)
        return 0;
    struct address address;
    size_t size = address_parse(name, &address) ? strlen(name) : strcspn(name, ".(");
    if (size == 0)
        return 0;
    g_autofree char *label = g_ascii_strdown(name, (gssize)size);
    return digest(DIGEST_NAME, 0, bytes_from_text(label));
}

static uint64_t digest_chassis(enum chassis_subtype subtype, struct bytes id)
{
    return id.size == 0 ? 0 : digest(DIGEST_CHASSIS, (int)subtype, id);
}

struct identity_digest acquaintance_of_neighbor(const struct neighbor *neighbor)
{
    if (protocol_is_routing(neighbor->protocol)) {
        struct bytes id = neighbor->remote_chassis_id;
        uint64_t router = id.size == 0 ? NO_ROUTER : digest(DIGEST_ROUTER, (int)neighbor->protocol, id);
        return (struct identity_digest){.router = router};
    }
    struct identity_digest result = {.names = {digest_name(neighbor->remote_name)}};
    if (neighbor->protocol == PROTOCOL_LLDP) {
        result.chassis = digest_chassis(neighbor->remote_chassis_subtype, neighbor->remote_chassis_id);
    } else if (text_is_printable_ascii(neighbor->remote_chassis_id)) {
        g_autofree char *id = text_from_bytes(neighbor->remote_chassis_id);
        result.names[1] = digest_name(id);
    }
    return result;
}

struct identity_digest acquaintance_of_visited(const struct observation *observation)
{
    const struct system *system = &observation->system;
    return (struct identity_digest){
        .chassis = digest_chassis(system->lldp_chassis_subtype, system->lldp_chassis_id),
        .names = {digest_name(system->sys_name), digest_name(system->cdp_device_id)}};
}

bool acquaintance_is_router(const struct identity_digest *digest)
{
    return digest->router > NO_ROUTER;
}

struct identity_digest acquaintance_of_anybody(void)
{
    return (struct identity_digest){.router = NO_ROUTER};
}

uint64_t acquaintance_best(const struct identity_digest *digest)
{
    if (digest->chassis != 0)
        return digest->chassis;
    if (acquaintance_is_router(digest))
        return digest->router;
    return digest->names[0] != 0 ? digest->names[0] : digest->names[1];
}

static uint64_t digest_owned(enum digest_kind kind, struct address address, uint64_t identity)
{
    uint8_t octets[sizeof address.octets + sizeof identity + 1];
    memcpy(octets, address.octets, sizeof address.octets);
    memcpy(octets + sizeof address.octets, &identity, sizeof identity);
    octets[sizeof octets - 1] = address.family;
    return digest(kind, 0, (struct bytes){octets, sizeof octets});
}

static void remember(struct acquaintance *acquaintance, enum digest_kind kind, struct address address,
                     uint64_t identity)
{
    uint64_t owned = digest_owned(kind, address, identity);
    if (!g_hash_table_contains(acquaintance->owned, &owned))
        g_hash_table_add(acquaintance->owned, g_memdup2(&owned, sizeof owned));
}

static void add_address(struct acquaintance *acquaintance, struct address address, uint64_t chassis,
                        const uint64_t names[3])
{
    if (address_is_absent(address))
        return;
    remember(acquaintance, DIGEST_OWNED, address, ANYBODY);
    if (chassis != 0)
        remember(acquaintance, DIGEST_OWNED_BY_CHASSIS, address, chassis);
    for (int i = 0; i < 3; i++) {
        if (names[i] == 0 || (i > 0 && names[i] == names[i - 1]))
            continue;
        remember(acquaintance, DIGEST_OWNED_BY_NAME, address, names[i]);
        if (chassis == 0)
            remember(acquaintance, DIGEST_OWNED_BY_NAME_ALONE, address, names[i]);
    }
}

void acquaintance_add(struct acquaintance *acquaintance, const struct observation *observation)
{
    const struct system *system = &observation->system;
    const uint64_t names[3] = {digest_name(system->sys_name), digest_name(system->lldp_sys_name),
                               digest_name(system->cdp_device_id)};
    uint64_t chassis = digest_chassis(system->lldp_chassis_subtype, system->lldp_chassis_id);
    size_t count;
    const struct ip_address *own = observation_records(observation, RECORD_IP_ADDRESS, &count);
    add_address(acquaintance, observation->address, chassis, names);
    for (size_t i = 0; i < count; i++)
        add_address(acquaintance, own[i].address, chassis, names);
}

static bool has(const struct acquaintance *acquaintance, enum digest_kind kind, struct address address,
                uint64_t identity)
{
    uint64_t owned = identity == 0 ? 0 : digest_owned(kind, address, identity);
    return owned != 0 && g_hash_table_contains(acquaintance->owned, &owned);
}

bool acquaintance_knows(const struct acquaintance *acquaintance, struct address address,
                        const struct identity_digest *digest)
{
    if (digest->router != 0)
        return has(acquaintance, DIGEST_OWNED, address, ANYBODY);
    enum digest_kind by_name = digest->chassis != 0 ? DIGEST_OWNED_BY_NAME_ALONE : DIGEST_OWNED_BY_NAME;
    return has(acquaintance, DIGEST_OWNED_BY_CHASSIS, address, digest->chassis) ||
           has(acquaintance, by_name, address, digest->names[0]) ||
           has(acquaintance, by_name, address, digest->names[1]);
}
