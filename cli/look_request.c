#include "cli/look_request.h"

#include "cli/pins.h"
#include "render/map_network.h"

#include <string.h>

static bool refuse(const struct command *command, const char *option, const char *given, char *names,
                   int *status)
{
    *status = command_usage(command, "--%s: there is no '%s'; there are %s", option, given, names);
    g_free(names);
    return false;
}

/* The number of a word; 0 when none is given. False: it is none of them. */
static bool parse_word(const struct command *command, const char *option, const char *given,
                       const struct words *words, int *out, int *status)
{
    *out = 0;
    if (given == NULL || (words_parse(words, given, out) && *out > 0))
        return true;
    return refuse(command, option, given, words_format_set(words, ~1U, ", "), status);
}

/* "a,b" and further devices. */
static bool check_highlight(const struct command *command, const char *text, int *status)
{
    const char *comma = text ? strchr(text, ',') : NULL;
    if (text == NULL || (comma != NULL && comma != text && comma[1] != '\0'))
        return true;
    *status = command_usage(command, "--highlight: '%s' is not A,B: two devices or more", text);
    return false;
}

bool look_request_check(const struct command *command, struct look_request *request, int *status)
{
    int color = 0, size = 0;
    if (!parse_word(command, "color-by", request->color_by, &look_color_words, &color, status) ||
        !parse_word(command, "size-by", request->size_by, &look_size_words, &size, status) ||
        !check_highlight(command, request->highlight, status))
        return false;
    request->options.color_by = (enum look_color)color;
    request->options.size_by = (enum look_size)size;
    request->options.no_rings = request->no_rings;
    request->options.theme = request->theme ? theme_find(request->theme) : NULL;
    if (request->theme && request->options.theme == NULL)
        return refuse(command, "theme", request->theme, theme_names(), status);
    request->options.page = request->page ? look_page_find(request->page) : NULL;
    if (request->page && request->options.page == NULL)
        return refuse(command, "page", request->page, look_page_names(), status);
    return true;
}

static bool find_stops(struct look_request *request, const struct model *model, int *status)
{
    if (request->highlight == NULL)
        return true;
    request->stops = g_array_new(FALSE, FALSE, sizeof(guint));
    g_auto(GStrv) names = g_strsplit(request->highlight, ",", -1);
    for (char **name = names; *name; name++) {
        size_t position;
        if (!model_find_device(model, g_strstrip(*name), &position, status))
            return false;
        guint stop = (guint)position;
        g_array_append_val(request->stops, stop);
    }
    request->options.highlight = request->stops;
    return true;
}

static GArray *read_pins(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize size;
    if (!g_file_get_contents(path, &text, &size, error))
        return NULL;
    GArray *pins = pins_parse(text, size, error);
    if (pins == NULL)
        g_prefix_error(error, "%s: ", path);
    return pins;
}

static bool find_pinned(struct look_request *request, const struct model *model, int *status)
{
    if (request->pins == NULL)
        return true;
    GError *error = NULL;
    g_autoptr(GArray) pins = read_pins(request->pins, &error);
    if (pins == NULL) {
        *status = command_failed(error);
        return false;
    }
    request->pinned = places_new();
    for (guint i = 0; i < pins->len; i++) {
        const struct pin *pin = &g_array_index(pins, struct pin, i);
        size_t position;
        if (!model_find_device(model, pin->device, &position, status))
            return false;
        g_autofree char *anchor =
            map_device_anchor(topology_device(model->topology, position), (guint)position);
        places_set(request->pinned, anchor, pin->x, pin->y);
    }
    return true;
}

bool look_request_apply(struct look_request *request, const struct model *model, int *status)
{
    return find_stops(request, model, status) && find_pinned(request, model, status);
}

void look_request_clear(struct look_request *request)
{
    g_free(request->highlight);
    g_clear_pointer(&request->stops, g_array_unref);
    g_clear_pointer(&request->pinned, places_free);
    g_free(request->pins);
    g_free(request->theme);
    g_free(request->color_by);
    g_free(request->size_by);
    g_free(request->page);
}
