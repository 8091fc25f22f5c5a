#include "discover/mib/port_list.h"

GArray *port_list_read(struct bytes octets, uint32_t first)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = 0; i < octets.size; i++)
        for (uint32_t bit = 0; bit < 8; bit++) {
            uint32_t number = (uint32_t)i * 8 + bit + first;
            if ((octets.data[i] & 0x80 >> bit) != 0)
                g_array_append_val(numbers, number);
        }
    return numbers;
}

static int compare(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

bool port_list_has(const GArray *numbers, uint32_t number)
{
    return g_array_binary_search((GArray *)numbers, &number, compare, NULL);
}

static bool is_text(struct bytes octets)
{
    for (size_t i = 0; i < octets.size; i++)
        if (!g_ascii_isdigit((char)octets.data[i]) && octets.data[i] != ',')
            return false;
    return octets.size > 0;
}

static GArray *read_text(struct bytes octets)
{
    g_autofree char *text = g_strndup((const char *)octets.data, octets.size);
    g_auto(GStrv) parts = g_strsplit(text, ",", 0);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (char **part = parts; *part != NULL; part++) {
        guint64 parsed;
        uint32_t number;
        if (!g_ascii_string_to_unsigned(*part, 10, 1, UINT32_MAX, &parsed, NULL))
            continue;
        number = (uint32_t)parsed;
        g_array_append_val(numbers, number);
    }
    g_array_sort(numbers, compare);
    return numbers;
}

GArray *port_list_read_of(const struct observation *observation, struct bytes octets)
{
    const char *id = observation->system.sys_object_id;
    bool is_junos = id != NULL && g_str_has_prefix(id, "1.3.6.1.4.1.2636.");
    return is_junos && is_text(octets) ? read_text(octets) : port_list_read(octets, 1);
}
