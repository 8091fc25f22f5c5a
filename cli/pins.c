#include "cli/pins.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define FARTHEST 1e6

static void pin_clear(gpointer data)
{
    g_free(((struct pin *)data)->device);
}

/* Cuts the last word off the text. False: it is no number. */
static bool cut_number(char *text, double *out)
{
    g_strchomp(text);
    char *word = text + strlen(text), *end;
    while (word > text && !g_ascii_isspace(word[-1]))
        word--;
    *out = g_ascii_strtod(word, &end);
    if (word == text || *end != '\0' || !isfinite(*out) || fabs(*out) > FARTHEST)
        return false;
    *word = '\0';
    g_strchomp(text);
    return true;
}

static bool parse_line(char *line, unsigned number, GArray *pins, GError **error)
{
    line[strcspn(line, "#")] = '\0';
    struct pin pin = {.line = number};
    char *text = g_strstrip(line);
    if (*text == '\0')
        return true;
    if (!cut_number(text, &pin.y) || !cut_number(text, &pin.x) || *text == '\0') {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                    "line %u: not a device with x and y in points", number);
        return false;
    }
    pin.device = g_strdup(text);
    g_array_append_val(pins, pin);
    return true;
}

GArray *pins_parse(const char *text, size_t size, GError **error)
{
    g_autofree char *copy = g_utf8_make_valid(text, (gssize)size);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    GArray *pins = g_array_new(FALSE, FALSE, sizeof(struct pin));
    g_array_set_clear_func(pins, pin_clear);
    for (unsigned i = 0; lines[i] != NULL; i++)
        if (!parse_line(lines[i], i + 1, pins, error)) {
            g_array_unref(pins);
            return NULL;
        }
    return pins;
}
