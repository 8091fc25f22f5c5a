#include "discover/os/cli_neighbor.h"

#include "discover/os/capability_text.h"
#include "model/address.h"
#include "model/mac.h"

#include <string.h>

/* What stands in the text first decides: "ip neighbor print" finds by three protocols. */
static enum protocol find_protocol(const char *said, const char *command)
{
    static const struct {
        const char *word;
        enum protocol protocol;
    } words[] = {
        {"lldp", PROTOCOL_LLDP},        {"isdp", PROTOCOL_ISDP},   {"cdp", PROTOCOL_CDP},
        {"fdp", PROTOCOL_FDP},          {"edp", PROTOCOL_EDP},     {"mndp", PROTOCOL_MNDP},
        {"ip neighbor", PROTOCOL_MNDP}, {"sonmp", PROTOCOL_SONMP}, {"autotopology", PROTOCOL_SONMP},
    };
    const char *const texts[] = {said, command};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *folded = g_ascii_strdown(texts[i], -1);
        for (size_t j = 0; j < G_N_ELEMENTS(words); j++)
            if (strstr(folded, words[j].word) != NULL)
                return words[j].protocol;
    }
    return PROTOCOL_LLDP;
}

/* Link-local addresses cannot be reached from elsewhere, but are all that some devices tell. */
static int address_rank(struct address address)
{
    if (!address_is_usable(address))
        return address_is_link_local(address) ? 2 : 3;
    return address.family == ADDRESS_IPV4 ? 0 : 1;
}

static bool parse_address(const char *text, struct address *out)
{
    g_autofree char *bare = g_strndup(text, strcspn(text, "/% (,"));
    return address_parse(bare, out) && address_rank(*out) < 3;
}

static void add_addresses_of_rank(GPtrArray *out, char *const *items, int rank)
{
    for (; *items != NULL; items++) {
        struct address address;
        char buffer[ADDRESS_TEXT_SIZE];
        if (!parse_address(*items, &address) || address_rank(address) != rank)
            continue;
        address_format(address, buffer);
        if (!g_ptr_array_find_with_equal_func(out, buffer, g_str_equal, NULL))
            g_ptr_array_add(out, g_strdup(buffer));
    }
}

/* Items may hold several addresses: "10.1.1.1, fe80::1". */
static char **read_addresses(struct field_reader *reader, size_t row)
{
    g_auto(GStrv) items = field_list(reader, row, NEIGHBOR_ADDRESSES);
    g_autofree char *joined = g_strjoinv(" ", items);
    g_auto(GStrv) each = g_strsplit_set(joined, " ,;\t\r\n", 0);
    GPtrArray *out = g_ptr_array_new();
    for (int rank = 0; rank < 3; rank++)
        add_addresses_of_rank(out, each, rank);
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(out, FALSE);
}

static const char *keep(struct field_reader *reader, char *text)
{
    const char *kept = field_keep(reader, text);
    g_free(text);
    return kept;
}

/* NX-OS puts the serial number behind the name: "name(SERIAL)". */
static void split_device_id(struct field_reader *reader, struct cli_neighbor *out)
{
    const char *id = out->remote_chassis_id, *open = strrchr(id, '(');
    struct mac mac;
    bool has_serial = open != NULL && open != id && g_str_has_suffix(open, ")") && strlen(open) > 2;
    if (has_serial && *out->remote_serial == '\0')
        out->remote_serial = keep(reader, g_strndup(open + 1, strlen(open) - 2));
    if (*out->remote_name != '\0' && strcmp(out->remote_name, id) != 0)
        return;
    /* A device id that is a MAC address names nothing. */
    if (mac_parse(id, &mac))
        out->remote_name = "";
    else
        out->remote_name = has_serial ? keep(reader, g_strndup(id, (size_t)(open - id))) : id;
}

static void read_device_id(struct field_reader *reader, size_t row, struct cli_neighbor *out)
{
    const char *id = field_text(reader, row, NEIGHBOR_DEVICE_ID);
    if (*id != '\0')
        out->remote_chassis_id = id;
    if (*out->remote_chassis_id == '\0')
        out->remote_chassis_id = out->remote_name;
    split_device_id(reader, out);
}

/* "Cisco ," when there is no more. */
static const char *read_platform(struct field_reader *reader, size_t row)
{
    char *text = g_strdup(field_text(reader, row, NEIGHBOR_PLATFORM));
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ',' || text[length - 1] == ' '))
        text[--length] = '\0';
    return keep(reader, text);
}

/* NX-OS writes the system name as the chassis id in one form, and "local" ports of RouterOS have their bridge
 * behind a comma. */
static const char *read_local_port(struct field_reader *reader, size_t row)
{
    const char *text = field_text(reader, row, NEIGHBOR_LOCAL_PORT);
    return keep(reader, g_strndup(text, strcspn(text, ",")));
}

static void read_texts(struct field_reader *reader, size_t row, struct cli_neighbor *out)
{
    out->local_port = read_local_port(reader, row);
    out->local_device = field_text(reader, row, NEIGHBOR_LOCAL_DEVICE);
    out->remote_name = field_text(reader, row, NEIGHBOR_NAME);
    out->remote_chassis_id = field_text(reader, row, NEIGHBOR_CHASSIS_ID);
    out->remote_chassis_type = field_text(reader, row, NEIGHBOR_CHASSIS_TYPE);
    out->remote_port = field_text(reader, row, NEIGHBOR_PORT_ID);
    out->remote_port_type = field_text(reader, row, NEIGHBOR_PORT_TYPE);
    out->remote_port_descr = field_text(reader, row, NEIGHBOR_PORT_DESCR);
    out->remote_descr = field_text(reader, row, NEIGHBOR_DESCR);
    out->remote_platform = read_platform(reader, row);
    out->remote_serial = field_text(reader, row, NEIGHBOR_SERIAL);
    out->remote_vlan = field_text(reader, row, NEIGHBOR_VLAN);
    out->remote_mac = field_text(reader, row, NEIGHBOR_MAC);
}

/* VOSS and ERS write "r" for a router and "R" for a repeater, the others the other way round. */
static char *capability_letters(const char *codes)
{
    char *letters = g_strdup(codes);
    for (char *c = letters; *c != '\0'; c++)
        if (*c == 'r' || *c == 'R')
            *c = *c == 'r' ? 'R' : 'r';
    return letters;
}

static void read_capabilities(struct field_reader *reader, size_t row, struct cli_neighbor *out)
{
    const char *text = field_text(reader, row, NEIGHBOR_CAPABILITIES);
    const char *codes = field_text(reader, row, NEIGHBOR_CAPABILITY_CODES);
    g_autofree char *letters = capability_letters(codes);
    out->has_capabilities =
        field_is_there(reader, NEIGHBOR_CAPABILITIES) || field_is_there(reader, NEIGHBOR_CAPABILITY_CODES);
    out->capabilities = capability_tokens(*codes != '\0' ? letters : text, out->protocol);
}

bool cli_neighbor_read(struct field_reader *reader, size_t row, const char *command, struct cli_neighbor *out)
{
    *out =
        (struct cli_neighbor){.protocol = find_protocol(field_text(reader, row, NEIGHBOR_PROTOCOL), command)};
    read_texts(reader, row, out);
    bool is_lldp = out->protocol == PROTOCOL_LLDP || out->protocol == PROTOCOL_MNDP;
    if (!is_lldp)
        read_device_id(reader, row, out);
    else if (*out->remote_name == '\0')
        out->remote_name = field_text(reader, row, NEIGHBOR_DEVICE_ID);
    if (*out->remote_name == '\0' && *out->remote_chassis_id == '\0' && *out->remote_port == '\0' &&
        *out->remote_mac == '\0')
        return false;
    out->remote_addresses = read_addresses(reader, row);
    read_capabilities(reader, row, out);
    return true;
}

void cli_neighbor_clear(struct cli_neighbor *neighbor)
{
    g_clear_pointer(&neighbor->remote_addresses, g_strfreev);
    g_clear_pointer(&neighbor->capabilities, g_strfreev);
}
