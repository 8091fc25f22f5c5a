#include "discover/scope.h"

#include "model/prefix.h"

#include <string.h>

struct scope {
    GArray *included; /* of struct prefix */
    GArray *excluded;
};

/* Space where an address means something else on every machine or link: a CIDR that merely covers it does not
 * include it. */
static const struct prefix special_space[] = {
    {{ADDRESS_IPV4, {0}}, 8},
    {{ADDRESS_IPV4, {127}}, 8},
    {{ADDRESS_IPV4, {169, 254}}, 16},
    {{ADDRESS_IPV4, {224}}, 4},
    {{ADDRESS_IPV4, {255, 255, 255, 255}}, 32},
    {{ADDRESS_IPV6, {0}}, 128},
    {{ADDRESS_IPV6, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}, 128},
    {{ADDRESS_IPV6, {0xfe, 0x80}}, 10},
    {{ADDRESS_IPV6, {0xff}}, 8},
};

static const char *const private_space[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"};

struct scope *scope_new(void)
{
    struct scope *scope = g_new0(struct scope, 1);
    scope->included = g_array_new(FALSE, FALSE, sizeof(struct prefix));
    scope->excluded = g_array_new(FALSE, FALSE, sizeof(struct prefix));
    return scope;
}

void scope_free(struct scope *scope)
{
    if (!scope)
        return;
    g_array_unref(scope->included);
    g_array_unref(scope->excluded);
    g_free(scope);
}

struct address scope_unmap(struct address address)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (address.family != ADDRESS_IPV6 || memcmp(address.octets, mapped, sizeof mapped) != 0)
        return address;
    struct address ipv4 = {.family = ADDRESS_IPV4};
    memcpy(ipv4.octets, address.octets + sizeof mapped, 4);
    return ipv4;
}

static bool add_cidr(GArray *prefixes, const char *cidr, GError **error)
{
    struct prefix prefix;
    if (!prefix_parse(cidr, &prefix, error))
        return false;
    g_array_append_val(prefixes, prefix);
    return true;
}

bool scope_include(struct scope *scope, const char *cidr, GError **error)
{
    return add_cidr(scope->included, cidr, error);
}

bool scope_exclude(struct scope *scope, const char *cidr, GError **error)
{
    return add_cidr(scope->excluded, cidr, error);
}

void scope_include_address(struct scope *scope, struct address address)
{
    address = scope_unmap(address);
    struct prefix prefix = {address, (unsigned)address_size(address) * 8};
    if (!address_is_absent(address))
        g_array_append_val(scope->included, prefix);
}

void scope_include_private(struct scope *scope)
{
    for (size_t i = 0; i < G_N_ELEMENTS(private_space); i++)
        if (!add_cidr(scope->included, private_space[i], NULL))
            g_assert_not_reached();
}

static const struct prefix *find_special(struct address address)
{
    for (size_t i = 0; i < G_N_ELEMENTS(special_space); i++)
        if (prefix_covers(&special_space[i], address))
            return &special_space[i];
    return NULL;
}

static bool is_one_address(const struct prefix *prefix)
{
    return prefix->length == 8 * address_size(prefix->address);
}

bool scope_excludes_any_alone(const struct scope *scope)
{
    for (guint i = 0; i < scope->excluded->len; i++)
        if (is_one_address(&g_array_index(scope->excluded, struct prefix, i)))
            return true;
    return false;
}

static bool excludes(const struct scope *scope, struct address address, bool alone)
{
    address = scope_unmap(address);
    for (guint i = 0; i < scope->excluded->len; i++) {
        const struct prefix *prefix = &g_array_index(scope->excluded, struct prefix, i);
        if (prefix_covers(prefix, address) && (is_one_address(prefix) || !alone))
            return true;
    }
    return false;
}

bool scope_excludes(const struct scope *scope, struct address address)
{
    return excludes(scope, address, false);
}

bool scope_excludes_alone(const struct scope *scope, struct address address)
{
    return excludes(scope, address, true);
}

bool scope_allows(const struct scope *scope, struct address address)
{
    address = scope_unmap(address);
    if (address_is_absent(address) || scope_excludes(scope, address))
        return false;
    const struct prefix *special = find_special(address);
    for (guint i = 0; i < scope->included->len; i++) {
        const struct prefix *prefix = &g_array_index(scope->included, struct prefix, i);
        if (prefix_covers(prefix, address) && (!special || prefix->length >= special->length))
            return true;
    }
    return false;
}
