#include "discover/os/os_record.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

struct state_word {
    const char *word;
    uint32_t state;
};

/* ospfNbrState (RFC 4750), isisISAdjState (RFC 4444), bgpPeerState (RFC 4273). Of "established" RouterOS has
 * the letter only. */
static const struct state_word ospf_states[] = {{"down", 1},   {"attempt", 2}, {"init", 3},    {"2way", 4},
                                                {"twoway", 4}, {"2-way", 4},   {"two-way", 4}, {"exst", 5},
                                                {"exch", 6},   {"load", 7},    {"full", 8}};
static const struct state_word isis_states[] = {{"down", 1}, {"init", 2}, {"up", 3}, {"failed", 4}};
static const struct state_word bgp_states[] = {{"idle", 1},  {"conn", 2}, {"activ", 3}, {"opens", 4},
                                               {"openc", 5}, {"e", 6},    {"up", 6},    {"adm", 1}};

static uint32_t find_state(const struct state_word *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (g_ascii_strncasecmp(text, words[i].word, strlen(words[i].word)) == 0)
            return words[i].state;
    return 0;
}

/* A summary of BGP has the number of prefixes in the place of "Established". */
static uint32_t parse_state(enum protocol protocol, const char *text)
{
    if (protocol == PROTOCOL_BGP && g_ascii_isdigit(*text))
        return 6;
    if (protocol == PROTOCOL_BGP)
        return find_state(bgp_states, G_N_ELEMENTS(bgp_states), text);
    if (protocol == PROTOCOL_ISIS)
        return find_state(isis_states, G_N_ELEMENTS(isis_states), text);
    return find_state(ospf_states, G_N_ELEMENTS(ospf_states), text);
}

static enum protocol protocol_of(const struct os_answer *answer)
{
    if (answer->kind == ANSWER_BGP)
        return PROTOCOL_BGP;
    if (answer->kind == ANSWER_ISIS)
        return PROTOCOL_ISIS;
    bool is_v3 = strstr(answer->command, "ospfv3") != NULL || strstr(answer->command, "ospf3") != NULL ||
                 strstr(answer->command, "ipv6 ospf") != NULL;
    return is_v3 ? PROTOCOL_OSPFV3 : PROTOCOL_OSPF;
}

/* asplain or asdot (RFC 5396); none when it is cut off: SR OS has "42598*". */
static uint32_t parse_as(const char *text)
{
    char *end;
    guint64 high = g_ascii_strtoull(text, &end, 10);
    if (*end == '.' && g_ascii_isdigit(end[1]))
        return (uint32_t)(high << 16 | (g_ascii_strtoull(end + 1, NULL, 10) & 0xffff));
    return high <= UINT32_MAX && *end != '*' ? (uint32_t)high : 0;
}

/* "0000.0000.0001" */
static bool parse_system_id(const char *text, struct mac *out)
{
    return strlen(text) >= 14 && text[4] == '.' && text[9] == '.' && mac_parse(text, out);
}

static void set_id(struct observation *observation, struct neighbor *row, const char *id)
{
    struct address address;
    struct mac system_id;
    if (*id == '\0')
        return;
    if (row->protocol != PROTOCOL_ISIS && address_parse(id, &address) && address.family == ADDRESS_IPV4) {
        row->remote_chassis_subtype = CHASSIS_NETWORK_ADDRESS;
        row->remote_chassis_id = observation_bytes(observation, (struct bytes){address.octets, 4});
    } else if (row->protocol == PROTOCOL_ISIS && parse_system_id(id, &system_id)) {
        row->remote_chassis_subtype = CHASSIS_NETWORK_ADDRESS;
        row->remote_chassis_id = observation_bytes(observation, (struct bytes){system_id.octets, 6});
    } else if (row->protocol == PROTOCOL_ISIS) {
        row->remote_name = observation_text_from_bytes(observation, bytes_from_text(id));
    }
}

static bool set_address(struct observation *observation, struct neighbor *row, const char *text)
{
    struct address address;
    g_autofree char *bare = g_strndup(text, strcspn(text, "/%+ "));
    if (!address_parse(bare, &address) || address_is_unspecified(address))
        return false;
    row->remote_addresses = observation_addresses(observation, &address, 1);
    return true;
}

static const char *text_of(const struct os_answer *answer, size_t row, size_t field)
{
    return field_text(answer->reader, row, field);
}

static void fill_bgp(const struct os_answer *answer, size_t i, struct neighbor *row)
{
    struct observation *observation = answer->observation;
    const char *address = text_of(answer, i, ROUTING_ADDRESS);
    struct address local;
    if (!set_address(observation, row, text_of(answer, i, ROUTING_NEIGHBOR_ID)))
        set_address(observation, row, address);
    const char *router_id = text_of(answer, i, ROUTING_ROUTER_ID);
    if (strcmp(router_id, "0.0.0.0") != 0)
        set_id(observation, row, router_id);
    row->remote_as = parse_as(text_of(answer, i, ROUTING_REMOTE_AS));
    if (address_parse(text_of(answer, i, ROUTING_LOCAL_ADDRESS), &local))
        row->local_address = local;
    if (observation->system.bgp_as == 0)
        observation->system.bgp_as = parse_as(text_of(answer, i, ROUTING_LOCAL_AS));
}

static void fill_adjacency(const struct os_answer *answer, size_t i, struct neighbor *row)
{
    struct mac snpa;
    set_id(answer->observation, row, text_of(answer, i, ROUTING_NEIGHBOR_ID));
    set_address(answer->observation, row, text_of(answer, i, ROUTING_ADDRESS));
    row->local_port_name = observation_text_from_bytes(
        answer->observation, bytes_from_text(text_of(answer, i, ROUTING_INTERFACE)));
    if (mac_parse(text_of(answer, i, ROUTING_MAC), &snpa))
        row->remote_mac = snpa;
    /* IS-IS tells host names beside system ids (RFC 5301). */
    if (row->protocol == PROTOCOL_ISIS && row->remote_name == NULL)
        row->remote_name = observation_text_from_bytes(answer->observation,
                                                       bytes_from_text(text_of(answer, i, ROUTING_NAME)));
}

void record_routing(const struct os_answer *answer)
{
    enum protocol protocol = protocol_of(answer);
    for (size_t i = 0; i < answer->rows; i++) {
        struct neighbor *row = observation_add(answer->observation, RECORD_NEIGHBOR);
        row->protocol = protocol;
        row->state = parse_state(protocol, text_of(answer, i, ROUTING_STATE));
        if (protocol == PROTOCOL_BGP)
            fill_bgp(answer, i, row);
        else
            fill_adjacency(answer, i, row);
        if (row->remote_addresses.count > 0 || row->remote_chassis_id.size > 0 || row->remote_name != NULL)
            continue;
        observation_drop_last(answer->observation, RECORD_NEIGHBOR);
        observation_warn(answer->observation, answer->command, "row %zu: names no neighbor", i + 1);
    }
}
