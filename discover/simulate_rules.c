#include "discover/simulate.h"

#include <gio/gio.h>

/* The rules that keep second octets where they can stay. */
static void add_rules_of_16_bits(GPtrArray *rules, const bool *networks)
{
    bool taken[256] = {false};
    for (unsigned network = 0; network < 65536; network++) {
        if (!networks[network])
            continue;
        unsigned second = network & 0xff;
        if (taken[second])
            for (second = 0; taken[second];)
                second++;
        taken[second] = true;
        g_ptr_array_add(rules,
                        g_strdup_printf("%u.%u.0.0/16=127.%u.0.0/16", network >> 8, network & 0xff, second));
    }
}

/* Marks the networks of 16 bits that addresses are in. Returns how many there are; *one_octet: the one first
 * octet of all, 256 when there are several. */
static unsigned mark_networks(const struct recording *recording, bool *networks, unsigned *one_octet)
{
    unsigned count = 0;
    for (size_t i = 0; i < recording_count(recording); i++) {
        struct address address = recording_entry(recording, i)->address;
        unsigned network = (unsigned)(address.octets[0] << 8 | address.octets[1]);
        if (address.family != ADDRESS_IPV4 || networks[network])
            continue;
        *one_octet = count == 0 || *one_octet == network >> 8 ? network >> 8 : 256;
        networks[network] = true;
        count++;
    }
    return count;
}

GPtrArray *simulator_loopback_rules(const struct recording *recording, GError **error)
{
    GPtrArray *rules = NULL;
    bool *networks = g_new0(bool, 65536);
    unsigned one_octet = 256;
    unsigned count = mark_networks(recording, networks, &one_octet);
    if (one_octet == 256 && count > 256) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                            "the addresses do not fit into 127.0.0.0/8; say with --map which to serve");
    } else {
        rules = g_ptr_array_new_with_free_func(g_free);
        if (one_octet < 256)
            g_ptr_array_add(rules, g_strdup_printf("%u.0.0.0/8=127.0.0.0/8", one_octet));
        else
            add_rules_of_16_bits(rules, networks);
    }
    g_free(networks);
    return rules;
}
