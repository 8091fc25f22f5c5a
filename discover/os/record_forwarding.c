#include "discover/os/os_record.h"

#include <stdlib.h>
#include <string.h>

static bool has_word(const char *text, const char *const *words)
{
    g_autofree char *folded = g_ascii_strdown(text, -1);
    for (; *words != NULL; words++)
        if (strstr(folded, *words) != NULL)
            return true;
    return false;
}

void record_arp(const struct os_answer *answer)
{
    static const char *const failed[] = {"incomplete", "failed", "none", "unreach", NULL};
    for (size_t i = 0; i < answer->rows; i++) {
        struct mac mac;
        struct address address;
        const char *text = field_text(answer->reader, i, ARP_ADDRESS);
        g_autofree char *bare = g_strndup(text, strcspn(text, "/% ("));
        bool is_good =
            address_parse(bare, &address) && mac_parse(field_text(answer->reader, i, ARP_MAC), &mac);
        if (!is_good || mac_is_absent(mac) || has_word(field_text(answer->reader, i, ARP_STATE), failed))
            continue;
        uint32_t if_index = record_if_index(answer, field_text(answer->reader, i, ARP_INTERFACE));
        struct arp_entry *entry = observation_add(answer->observation, RECORD_ARP_ENTRY);
        *entry = (struct arp_entry){if_index, address, mac};
    }
}

static enum fdb_status parse_status(const char *type, const char *port)
{
    static const char *const own[] = {"self",   "cpu",    "system",    "internal",
                                      "router", "switch", "permanent", NULL};
    static const char *const configured[] = {"static", "secure", "mgmt", "management", NULL};
    /* RouterOS has a letter for what is local. */
    if (has_word(type, own) || strcmp(type, "L") == 0 || g_ascii_strcasecmp(port, "cpu") == 0 ||
        g_ascii_strcasecmp(port, "router") == 0)
        return FDB_STATUS_SELF;
    return has_word(type, configured) ? FDB_STATUS_MGMT : FDB_STATUS_LEARNED;
}

/* Words in the place of a port that name no interface. */
static bool is_no_port(const char *port)
{
    static const char *const words[] = {"cpu",  "router", "switch",      "drop", "igmp",
                                        "self", "all",    "stby-switch", "ap",   "cpp"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(port, words[i]) == 0)
            return true;
    return false;
}

static uint32_t parse_vlan(const char *text)
{
    const char *digits = strpbrk(text, "0123456789");
    unsigned long number = digits == NULL ? 0 : strtoul(digits, NULL, 10);
    return number < 4096 ? (uint32_t)number : 0;
}

void record_forwarding(const struct os_answer *answer)
{
    for (size_t i = 0; i < answer->rows; i++) {
        struct mac mac;
        g_auto(GStrv) ports = field_list(answer->reader, i, FORWARDING_PORTS);
        bool is_good = mac_parse(field_text(answer->reader, i, FORWARDING_MAC), &mac);
        /* Group addresses are configured; one station is at one port. */
        if (!is_good || mac_is_group(mac) || g_strv_length(ports) > 1)
            continue;
        const char *port = ports[0] == NULL ? "" : ports[0];
        uint32_t if_index = is_no_port(port) ? 0 : record_if_index(answer, port);
        struct forwarding_entry *entry = observation_add(answer->observation, RECORD_FORWARDING_ENTRY);
        entry->vlan = parse_vlan(field_text(answer->reader, i, FORWARDING_VLAN));
        entry->mac = mac;
        entry->if_index = if_index;
        entry->status = parse_status(field_text(answer->reader, i, FORWARDING_TYPE), port);
    }
}
