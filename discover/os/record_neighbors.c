#include "discover/os/capability_text.h"
#include "discover/os/cli_neighbor.h"
#include "discover/os/os_record.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

struct subtype {
    const char *word; /* found anywhere in what is printed, in lower case without blanks, '-' and '_' */
    int subtype;
};

static const struct subtype chassis_subtypes[] = {
    {"mac", CHASSIS_MAC_ADDRESS},
    {"network", CHASSIS_NETWORK_ADDRESS},
    {"ip", CHASSIS_NETWORK_ADDRESS},
    {"alias", CHASSIS_INTERFACE_ALIAS},
    {"ifname", CHASSIS_INTERFACE_NAME},
    {"interface", CHASSIS_INTERFACE_NAME},
    {"portcomponent", CHASSIS_PORT_COMPONENT},
    {"component", CHASSIS_COMPONENT},
    {"chassis", CHASSIS_COMPONENT},
    {"local", CHASSIS_LOCAL},
};

static const struct subtype port_subtypes[] = {
    {"mac", PORT_MAC_ADDRESS},       {"network", PORT_NETWORK_ADDRESS},  {"ip", PORT_NETWORK_ADDRESS},
    {"alias", PORT_INTERFACE_ALIAS}, {"ifname", PORT_INTERFACE_NAME},    {"interface", PORT_INTERFACE_NAME},
    {"component", PORT_COMPONENT},   {"circuit", PORT_AGENT_CIRCUIT_ID}, {"local", PORT_LOCAL},
};

static int find_subtype(const struct subtype *subtypes, size_t count, const char *said)
{
    g_autofree char *folded = g_ascii_strdown(said, -1);
    char *to = folded;
    for (const char *from = folded; *from != '\0'; from++)
        if (g_ascii_isalnum(*from))
            *to++ = *from;
    *to = '\0';
    for (size_t i = 0; i < count && *folded != '\0'; i++)
        if (strstr(folded, subtypes[i].word) != NULL)
            return subtypes[i].subtype;
    return 0;
}

static struct bytes keep_mac(struct observation *observation, struct mac mac)
{
    return observation_bytes(observation, (struct bytes){mac.octets, sizeof mac.octets});
}

/* The family octet of RFC 2922's networkAddress, then the address. */
static struct bytes keep_network_address(struct observation *observation, struct address address)
{
    uint8_t octets[17];
    octets[0] = address.family == ADDRESS_IPV4 ? 1 : 2;
    memcpy(octets + 1, address.octets, address_size(address));
    return observation_bytes(observation, (struct bytes){octets, 1 + address_size(address)});
}

/* Where the text does not say the subtype, the form of the id does. */
static void set_chassis_id(struct observation *observation, const struct cli_neighbor *said,
                           struct neighbor *row)
{
    struct mac mac;
    struct address address;
    const char *id = said->remote_chassis_id;
    int subtype = find_subtype(chassis_subtypes, G_N_ELEMENTS(chassis_subtypes), said->remote_chassis_type);
    bool may_be_mac = subtype == 0 || subtype == CHASSIS_MAC_ADDRESS;
    bool may_be_address = subtype == 0 || subtype == CHASSIS_NETWORK_ADDRESS;
    if (*id == '\0')
        return;
    if (may_be_mac && mac_parse(id, &mac)) {
        row->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        row->remote_chassis_id = keep_mac(observation, mac);
    } else if (may_be_address && address_parse(id, &address)) {
        row->remote_chassis_subtype = CHASSIS_NETWORK_ADDRESS;
        row->remote_chassis_id = keep_network_address(observation, address);
    } else {
        row->remote_chassis_subtype = subtype == 0 ? CHASSIS_LOCAL : (enum chassis_subtype)subtype;
        row->remote_chassis_id = observation_bytes(observation, bytes_from_text(id));
    }
}

static bool is_number(const char *text)
{
    return strspn(text, "0123456789") == strlen(text);
}

static void set_port_id(struct observation *observation, const struct cli_neighbor *said,
                        struct neighbor *row)
{
    struct mac mac;
    const char *id = said->remote_port;
    int subtype = find_subtype(port_subtypes, G_N_ELEMENTS(port_subtypes), said->remote_port_type);
    if (*id == '\0')
        return;
    if ((subtype == 0 || subtype == PORT_MAC_ADDRESS) && mac_parse(id, &mac)) {
        row->remote_port_subtype = PORT_MAC_ADDRESS;
        row->remote_port_id = keep_mac(observation, mac);
        return;
    }
    if (subtype == 0)
        subtype = is_number(id) ? PORT_LOCAL : PORT_INTERFACE_NAME;
    row->remote_port_subtype = (enum port_subtype)subtype;
    row->remote_port_id = observation_bytes(observation, bytes_from_text(id));
}

static void set_cdp_ids(struct observation *observation, const struct cli_neighbor *said,
                        struct neighbor *row)
{
    struct mac mac;
    bool is_mac = strlen(said->remote_chassis_id) == 12 && mac_parse(said->remote_chassis_id, &mac);
    row->remote_chassis_subtype = is_mac ? CHASSIS_MAC_ADDRESS : CHASSIS_LOCAL;
    row->remote_chassis_id = observation_bytes(observation, bytes_from_text(said->remote_chassis_id));
    /* Of EDP the id is the address of the switch. */
    if (said->protocol == PROTOCOL_EDP && mac_parse(said->remote_chassis_id, &mac)) {
        row->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        row->remote_chassis_id = keep_mac(observation, mac);
    }
    row->remote_port_subtype = PORT_INTERFACE_NAME;
    row->remote_port_id = observation_bytes(observation, bytes_from_text(said->remote_port));
}

static struct address_list keep_addresses(struct observation *observation, char *const *texts)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct address));
    struct address address;
    for (; *texts != NULL; texts++)
        if (address_parse(*texts, &address))
            g_array_append_val(list, address);
    struct address_list kept =
        observation_addresses(observation, (const struct address *)(const void *)list->data, list->len);
    g_array_unref(list);
    return kept;
}

static const char *keep_text(struct observation *observation, const char *text)
{
    return observation_text_from_bytes(observation, bytes_from_text(text));
}

static void add_row(struct observation *observation, const struct cli_neighbor *said)
{
    struct neighbor *row = observation_add(observation, RECORD_NEIGHBOR);
    bool is_lldp = said->protocol == PROTOCOL_LLDP || said->protocol == PROTOCOL_MNDP;
    row->protocol = said->protocol;
    row->local_port_name = keep_text(observation, said->local_port);
    if (is_lldp) {
        set_chassis_id(observation, said, row);
        set_port_id(observation, said, row);
    } else {
        set_cdp_ids(observation, said, row);
    }
    row->remote_port_descr = keep_text(observation, said->remote_port_descr);
    row->remote_name = keep_text(observation, said->remote_name);
    row->remote_descr = keep_text(observation, said->remote_descr);
    row->remote_platform = keep_text(observation, said->remote_platform);
    row->remote_serial = keep_text(observation, said->remote_serial);
    row->remote_addresses = keep_addresses(observation, said->remote_addresses);
    if (!mac_parse(said->remote_mac, &row->remote_mac))
        row->remote_mac = (struct mac){{0}};
    row->capabilities = capability_bits(said->capabilities);
    row->remote_vlan = is_number(said->remote_vlan) ? (uint32_t)strtoul(said->remote_vlan, NULL, 10) : 0;
}

void record_neighbors(const struct os_answer *answer)
{
    for (size_t i = 0; i < answer->rows; i++) {
        struct cli_neighbor said;
        if (!cli_neighbor_read(answer->reader, i, answer->command, &said)) {
            observation_warn(answer->observation, answer->command, "row %zu: names no neighbor", i + 1);
            continue;
        }
        /* A controller's list of what its access points see tells nothing of its own ports. */
        if (*said.local_device == '\0')
            add_row(answer->observation, &said);
        cli_neighbor_clear(&said);
    }
}
