/*
 * TPLINK-LLDPINFO-MIB: LLDP of TP-Link JetStream, where subtypes and capabilities are words.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

#include "model/text.h"

#include <string.h>

struct word {
    const char *word;
    int value;
};

static char *lower_text(const struct value *value)
{
    char *text = text_from_bytes(value_octets(value));
    char *lower = text == NULL ? g_strdup("") : g_ascii_strdown(text, -1);
    g_free(text);
    return lower;
}

static bool convert_word(const struct value *value, const struct word *words, size_t count, void *member)
{
    if (value->type != VALUE_OCTET_STRING)
        return false;
    char *text = lower_text(value);
    int found = 0;
    for (size_t i = 0; i < count && found == 0; i++)
        if (strstr(text, words[i].word) != NULL)
            found = words[i].value;
    g_free(text);
    memcpy(member, &found, sizeof found);
    return true;
}

static bool convert_chassis_word(struct observation *observation, const struct value *value, void *member)
{
    static const struct word words[] = {
        {"chassis", CHASSIS_COMPONENT},
        {"alias", CHASSIS_INTERFACE_ALIAS},
        {"port", CHASSIS_PORT_COMPONENT},
        {"mac", CHASSIS_MAC_ADDRESS},
        {"network", CHASSIS_NETWORK_ADDRESS},
        {"interface", CHASSIS_INTERFACE_NAME},
        {"local", CHASSIS_LOCAL},
    };
    return convert_chassis_subtype(observation, value, member) ||
           convert_word(value, words, G_N_ELEMENTS(words), member);
}

static bool convert_port_word(struct observation *observation, const struct value *value, void *member)
{
    static const struct word words[] = {
        {"alias", PORT_INTERFACE_ALIAS},
        {"component", PORT_COMPONENT},
        {"mac", PORT_MAC_ADDRESS},
        {"network", PORT_NETWORK_ADDRESS},
        {"interface", PORT_INTERFACE_NAME},
        {"circuit", PORT_AGENT_CIRCUIT_ID},
        {"local", PORT_LOCAL},
    };
    return convert_port_subtype(observation, value, member) ||
           convert_word(value, words, G_N_ELEMENTS(words), member);
}

static bool convert_capability_words(struct observation *observation, const struct value *value, void *member)
{
    static const struct word words[] = {
        {"other", CAPABILITY_OTHER},   {"repeater", CAPABILITY_REPEATER},
        {"bridge", CAPABILITY_BRIDGE}, {"access point", CAPABILITY_WLAN_AP},
        {"router", CAPABILITY_ROUTER}, {"telephone", CAPABILITY_TELEPHONE},
        {"docsis", CAPABILITY_DOCSIS}, {"station", CAPABILITY_STATION},
    };
    (void)observation;
    if (value->type != VALUE_OCTET_STRING)
        return false;
    char *text = lower_text(value);
    uint32_t set = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i].word) != NULL)
            set |= CAPABILITY_BIT(words[i].value);
    g_free(text);
    *(uint32_t *)member = set;
    return true;
}

static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    neighbor->protocol = PROTOCOL_LLDP;
    bool is_good =
        cursor_read_arc(cursor, &neighbor->local_if_index) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (TPLINK-LLDPINFO-MIB)";
}

enum { COLUMN_CHASSIS_TYPE, COLUMN_ADDRESS };

static const struct mib_column columns[] = {
    [COLUMN_CHASSIS_TYPE] = {"lldpNeighborChassisIdType", 3, 8, LLDP_NEIGHBOR(remote_chassis_subtype),
                             convert_chassis_word},
    [COLUMN_ADDRESS] = {"lldpNeighborManageIpAddr", 13, 8, 0, NULL},
    {"lldpNeighborChassisId", 4, 16, LLDP_NEIGHBOR(remote_chassis_id), convert_bytes},
    {"lldpNeighborPortIdType", 5, 10, LLDP_NEIGHBOR(remote_port_subtype), convert_port_word},
    {"lldpNeighborPortId", 6, 8, LLDP_NEIGHBOR(remote_port_id), convert_bytes},
    {"lldpNeighborPortDescr", 8, 16, LLDP_NEIGHBOR(remote_port_descr), convert_text},
    {"lldpNeighborDeviceName", 9, 16, LLDP_NEIGHBOR(remote_name), convert_text},
    {"lldpNeighborDeviceDescr", 10, 32, LLDP_NEIGHBOR(remote_descr), convert_text},
    {"lldpNeighborCapEnabled", 12, 16, LLDP_NEIGHBOR(capabilities), convert_capability_words},
};

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct address address = {0};
    const struct value *value = row->cells[COLUMN_ADDRESS];
    size_t count;
    mib_visit_rows(visit, &lldp_rem_table, 0, &count);
    if (count > 0)
        return false;
    if (value != NULL && convert_address(observation, value, &address) && !address_is_absent(address) &&
        !address_is_unspecified(address))
        neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    return true;
}

static const struct mib_table neighbor_table = {
    .object = "lldpNeighborInfoTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 11863, 6, 35, 1, 2, 2, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_index,
    .finish = finish_neighbor,
};

static const struct mib_table *const tables[] = {&neighbor_table};

static const uint32_t enterprises[] = {11863, 0};

const struct mib tplink_lldpinfo_mib = {.name = "TPLINK-LLDPINFO-MIB",
                                        .enterprises = enterprises,
                                        .tables = tables,
                                        .table_count = G_N_ELEMENTS(tables),
                                        .names_neighbors = true};
