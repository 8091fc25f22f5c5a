#include "cli/bandwidth.h"

#include <glib.h>

bool bandwidth_parse(const char *text, uint64_t *bps)
{
    char *rest;
    double number = g_ascii_strtod(text, &rest);
    static const struct {
        const char *suffix;
        double factor;
    } units[] = {{"", 1e6}, {"K", 1e3}, {"M", 1e6}, {"G", 1e9}, {"T", 1e12}};
    for (size_t i = 0; rest != text && i < G_N_ELEMENTS(units); i++) {
        double value = number * units[i].factor;
        if (g_ascii_strcasecmp(rest, units[i].suffix) != 0 || !(value >= 1 && value <= 1e18))
            continue;
        *bps = (uint64_t)value;
        return true;
    }
    return false;
}
