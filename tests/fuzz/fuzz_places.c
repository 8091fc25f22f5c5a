/*
 * What is remembered of maps, and files of pins: whatever the octets, they are read or refused, and what was
 * read is read again when it is stored.
 */
#include "cli/pins.h"
#include "render/places.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(const char *text, size_t size)
{
    json_t *document = json_loadb(text, size, 0, NULL);
    if (json_is_object(document)) {
        struct places *places = places_from_json(document);
        json_t *stored = places_to_json(places);
        struct places *read = places_from_json(stored);
        json_t *again = places_to_json(read);
        if (!json_equal(stored, again))
            g_error("what was stored is read as something else");
        json_decref(stored);
        json_decref(again);
        places_free(places);
        places_free(read);
    }
    json_decref(document);
}

static void check_pins(const char *text, size_t size)
{
    GError *error = NULL;
    GArray *pins = pins_parse(text, size, &error);
    if ((pins == NULL) != (error != NULL))
        g_error("neither pins nor an error, or both");
    for (guint i = 0; pins != NULL && i < pins->len; i++)
        if (*g_array_index(pins, struct pin, i).device == '\0')
            g_error("a pin of no device");
    g_clear_error(&error);
    if (pins != NULL)
        g_array_unref(pins);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_places((const char *)data, size);
    check_pins((const char *)data, size);
    return 0;
}
