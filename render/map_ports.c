#include "render/map_network.h"

#include "render/text_size.h"

#include <string.h>

#define PORT_LIMIT 14

/* Long words of interface names, and the abbreviations that their vendors use. The longer of two that begin
 * alike comes first. */
static const struct {
    const char *word, *abbreviation;
} port_words[] = {
    {"FourHundredGigE", "F"},
    {"TwoHundredGigE", "TH"},
    {"HundredGigabitEthernet", "Hu"},
    {"HundredGigE", "Hu"},
    {"FortyGigabitEthernet", "Fo"},
    {"FortyGigE", "Fo"},
    {"TwentyFiveGigE", "Twe"},
    {"TwoGigabitEthernet", "Tw"},
    {"FiveGigabitEthernet", "Fi"},
    {"TenGigabitEthernet", "Te"},
    {"TenGigE", "Te"},
    {"XGigabitEthernet", "XG"},
    {"Ten-GigabitEthernet", "XGE"},
    {"GigabitEthernet", "Gi"},
    {"FastEthernet", "Fa"},
    {"AppGigabitEthernet", "Ap"},
    {"Port-channel", "Po"},
    {"port-channel", "Po"},
    {"Bridge-Aggregation", "BAGG"},
    {"Eth-Trunk", "Eth-Trunk"},
    {"Bundle-Ether", "BE"},
    {"Ethernet", "Et"},
    {"ethernet", "et"},
    {"MgmtEth", "Mg"},
    {"Management", "Ma"},
    {"management", "ma"},
    {"Loopback", "Lo"},
    {"Vlan", "Vl"},
    {"Serial", "Se"},
    {"Tunnel", "Tu"},
};

char *map_short_port(const char *port)
{
    for (size_t i = 0; i < G_N_ELEMENTS(port_words); i++) {
        size_t length = strlen(port_words[i].word);
        /* "Ethernet adapter" is prose, "Ethernet 1/1" and "Ethernet1/1" are names. */
        const char *rest =
            port + length + (strncmp(port, port_words[i].word, length) == 0 && port[length] == ' ');
        if (strncmp(port, port_words[i].word, length) != 0 || !g_ascii_isdigit(*rest))
            continue;
        g_autofree char *text = g_strconcat(port_words[i].abbreviation, rest, NULL);
        return text_size_shorten(text, PORT_LIMIT);
    }
    return text_size_shorten(port, PORT_LIMIT);
}
