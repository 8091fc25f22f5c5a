#include "render/theme.h"

#define DARK "#1f2f3f"

const struct theme theme_light =
    {
        .page = "#ffffff",
        .ink = "#000000",
        .stroke = DARK,
        .paints =
            {
                [PAINT_DEVICE] = {"#f4f4f4", DARK, "#000000", 1},
                [PAINT_CORE] = {"#0b2545", "#0b2545", "#ffffff", 0.5},
                [PAINT_PARENT] = {"#1a5488", "#1a5488", "#ffffff", 0.5},
                [PAINT_SECOND] = {"#7a3b12", "#7a3b12", "#ffffff", 0.5},
                [PAINT_HEADER] = {"#cfe2f3", "#cfe2f3", "#000000", 0},
                [PAINT_NOTE] = {"#e3e3e3", "#e3e3e3", "#000000", 0},
                [PAINT_ROW] = {"#ffffff", "#ffffff", "#000000", 0},
                [PAINT_ODD_ROW] = {"#fff1e6", "#fff1e6", "#7a0016", 0},
                [PAINT_PORTS] = {"#eef4fa", "#eef4fa", "#1f3a55", 0},
                [PAINT_MEMBER] = {"#f7f7f7", "#f7f7f7", "#000000", 0},
                [PAINT_CHIP] = {"#ffffff", "#ffffff", "#ffffff", 0},
                [PAINT_CARD] = {"#ffffff", "#5b7f9f", "#000000", 1},
                [PAINT_BLOCK] = {"#f7f7f7", "#707070", "#000000", 1},
                [PAINT_SITE] = {"#f4f7fa", "#b8c4d0", "#000000", 1},
                [PAINT_LINE] = {"", "#24435f", "#000000", 1},
                [PAINT_DOWN] = {"", "#9c001c", "#9c001c", 1},
            },
        .roles =
            {
                [ROLE_UNKNOWN] = {"device, role unknown", "box", "filled", "#f4f4f4", "#000000", 0.7, 1, 1, 0,
                                  0},
                [ROLE_ROUTER] = {"router", "box", "filled,rounded", "#fbdcb8", "#6b2c00", 1.6, 1, 1.5, 2, 2},
                [ROLE_SWITCH] = {"switch", "box", "filled", "#cfe2f3", "#0b2545", 1.6, 1, 1, 0, 0},
                [ROLE_L3_SWITCH] = {"L3 switch", "box", "filled", "#b4d3ef", "#0b2545", 1.2, 2, 1.5, 4, 4},
                [ROLE_FIREWALL] = {"firewall", "box", "filled,diagonals", "#f7c9c4", "#7a0016", 1.2,
                                   1, 1.5, 6, 1},
                [ROLE_ACCESS_POINT] = {"access point", "cds", "filled", "#c8ead9",
                                       "#00503f", 1.0, 1, 1.5, 9, 3},
                [ROLE_WLAN_CONTROLLER] = {"WLAN controller", "component", "filled", "#c8ead9", "#00503f", 1.0,
                                          1, 1.5, 10, 1},
                [ROLE_PHONE] = {"phone", "tab", "filled", "#e7d6f3", "#5b1590", 1.0, 1, 5, 0, 3},
                [ROLE_SERVER] = {"server", "box3d", "filled", "#d9ead3", "#1b5e20", 1.0, 1, 5, 5, 3},
                [ROLE_HOST] = {"host", "note", "filled", "#f3f0e0", "#000000", 0.8, 1, 1.5, 4, 1},
                [ROLE_PRINTER] = {"printer", "folder", "filled", "#fdeec4", "#6d4c00", 1.0, 1, 5, 2, 4},
                [ROLE_STORAGE] = {"storage", "cylinder", "filled", "#d9ead3", "#1b5e20", 1.0, 1, 4, 2, 5},
                [ROLE_POWER] = {"power", "octagon", "filled", "#fdeec4", "#6d4c00", 1.0, 1, 6, 10, 3},
                [ROLE_LOAD_BALANCER] = {"load balancer", "hexagon", "filled", "#fbdcb8", "#6b2c00", 1.0, 1, 8,
                                        16, 3},
                [ROLE_HUB] = {"hub, inferred", "ellipse", "filled", "#ffffff", "#404040", 1.0, 1, 9, 14, 5},
                [ROLE_SEGMENT] = {"shared segment", "ellipse", "filled", "#e8e8e8", "#303030", 1.0,
                                  2, 9, 18, 8},
            },
        .hues = {"#8b0018", "#0b4a87", "#245210", "#5c4500", "#691a45", "#0a4a40", "#46137f", "#4e342e"},
        .hue_ink = "#ffffff",
        .unvisited_fill = "#ffffff",
        .unvisited_stroke = "#808080",
        .unvisited_ink = "#404040",
};

const struct theme_role *theme_role_of(const struct theme *theme, enum role role)
{
    return &theme->roles[role < ROLES && theme->roles[role].name ? role : ROLE_UNKNOWN];
}

#define GIGABIT 1000000000ULL

static const struct theme_speed speeds[] = {
    {400 * GIGABIT, 5.5, "400 Gbit/s and more"},
    {100 * GIGABIT, 4.6, "100 Gbit/s and more"},
    {40 * GIGABIT, 3.8, "40 Gbit/s and more"},
    {20 * GIGABIT, 3.1, "20 Gbit/s and more"},
    {10 * GIGABIT, 2.5, "10 Gbit/s and more"},
    {GIGABIT, 1.6, "1 Gbit/s and more"},
    {1, 0.9, "less than 1 Gbit/s"},
    {0, 1.2, "speed unknown"},
};

const struct theme_speed *theme_speed_of(uint64_t speed_bps)
{
    size_t i = 0;
    while (speed_bps < speeds[i].least_bps)
        i++;
    return &speeds[i];
}

const char *theme_line_style(enum certainty certainty)
{
    if (certainty == CERTAINTY_CLAIMED)
        return "dashed";
    return certainty == CERTAINTY_INFERRED ? "dotted" : "solid";
}
