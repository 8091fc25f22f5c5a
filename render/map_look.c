#include "render/map.h"

#include "render/text_size.h"

#include <math.h>
#include <string.h>

#define INK "#000000"
#define DARK "#1f2f3f"
#define LIGHT_INK "#404040"
#define LIGHT_STROKE "#808080"
#define LIGHT_FILL "#ffffff"

#define SIDE 9.0  /* beside the text */
#define ABOVE 3.0 /* above and below it */
#define NAME_LINE 13.0
#define DETAIL_LINE 11.5

struct role_look {
    const char *name;
    struct map_look look;
    double side, above; /* more room, where a shape takes some */
};

static const struct role_look looks[ROLES] = {
    [ROLE_UNKNOWN] = {"device, role unknown", {"box", "filled", "#f4f4f4", DARK, INK, 0.7, 1, 1.5}, 0, 0},
    [ROLE_ROUTER] = {"router", {"box", "filled,rounded", "#fbdcb8", DARK, INK, 1.6, 1, 1.5}, 2, 2},
    [ROLE_SWITCH] = {"switch", {"box", "filled", "#cfe2f3", DARK, INK, 1.6, 1, 1.5}, 0, 0},
    [ROLE_L3_SWITCH] = {"L3 switch", {"box", "filled", "#b4d3ef", DARK, INK, 1.2, 2, 1.5}, 4, 4},
    [ROLE_FIREWALL] = {"firewall", {"box", "filled,diagonals", "#f7c9c4", DARK, INK, 1.2, 1, 1.5}, 6, 1},
    [ROLE_ACCESS_POINT] = {"access point", {"cds", "filled", "#c8ead9", DARK, INK, 1.0, 1, 1.5}, 9, 3},
    [ROLE_WLAN_CONTROLLER] = {"WLAN controller",
                              {"component", "filled", "#c8ead9", DARK, INK, 1.0, 1, 1.5},
                              10,
                              1},
    [ROLE_PHONE] = {"phone", {"tab", "filled", "#e7d6f3", DARK, INK, 1.0, 1, 5}, 0, 3},
    [ROLE_SERVER] = {"server", {"box3d", "filled", "#d9ead3", DARK, INK, 1.0, 1, 5}, 5, 3},
    [ROLE_HOST] = {"host", {"note", "filled", "#f3f0e0", DARK, INK, 0.8, 1, 1.5}, 4, 1},
    [ROLE_PRINTER] = {"printer", {"folder", "filled", "#fdeec4", DARK, INK, 1.0, 1, 5}, 2, 4},
    [ROLE_STORAGE] = {"storage", {"cylinder", "filled", "#d9ead3", DARK, INK, 1.0, 1, 4}, 2, 5},
    [ROLE_POWER] = {"power", {"octagon", "filled", "#fdeec4", DARK, INK, 1.0, 1, 6}, 10, 3},
    [ROLE_LOAD_BALANCER] = {"load balancer", {"hexagon", "filled", "#fbdcb8", DARK, INK, 1.0, 1, 8}, 16, 3},
    [ROLE_HUB] = {"hub, inferred", {"ellipse", "filled", "#ffffff", DARK, INK, 1.0, 1, 9}, 14, 5},
    [ROLE_SEGMENT] = {"shared segment", {"ellipse", "filled", "#e8e8e8", DARK, INK, 1.0, 2, 9}, 18, 8},
};

static const struct role_look *look_of(enum role role)
{
    return &looks[role < ROLES && looks[role].name ? role : ROLE_UNKNOWN];
}

struct map_look map_look_of(enum role role, bool is_visited)
{
    struct map_look look = look_of(role)->look;
    if (is_visited)
        return look;
    look.fill = LIGHT_FILL;
    look.stroke = LIGHT_STROKE;
    look.ink = LIGHT_INK;
    return look;
}

const char *map_role_name(enum role role)
{
    return look_of(role)->name;
}

void map_measure_node(enum role role, const char *name, const char *detail, double *width, double *height)
{
    const struct role_look *look = look_of(role);
    double text = name ? text_size_width_bold(name, MAP_NAME_SIZE) : 0;
    if (detail)
        text = fmax(text, text_size_width(detail, MAP_TEXT_SIZE));
    *width = ceil(text + 2 * (SIDE + look->side));
    *height = NAME_LINE + (detail ? DETAIL_LINE : 0) + 2 * (ABOVE + look->above);
}

#define GIGABIT 1000000000ULL

static const struct map_speed speeds[] = {
    {400 * GIGABIT, 6.5, "400 Gbit/s and more"},
    {100 * GIGABIT, 5.2, "100 Gbit/s and more"},
    {40 * GIGABIT, 4.2, "40 Gbit/s and more"},
    {20 * GIGABIT, 3.4, "20 Gbit/s and more"},
    {10 * GIGABIT, 2.8, "10 Gbit/s and more"},
    {GIGABIT, 1.6, "1 Gbit/s and more"},
    {1, 0.9, "less than 1 Gbit/s"},
    {0, 1.2, "speed unknown"},
};

const struct map_speed *map_speed_of(uint64_t speed_bps)
{
    size_t i = 0;
    while (speed_bps < speeds[i].least_bps)
        i++;
    return &speeds[i];
}

const char *map_line_style(enum certainty certainty)
{
    if (certainty == CERTAINTY_CLAIMED)
        return "dashed";
    return certainty == CERTAINTY_INFERRED ? "dotted" : "solid";
}

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
