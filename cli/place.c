#include "cli/place.h"

#include <stdio.h>
#include <string.h>

static bool is_between(const struct link *link, const struct place *place)
{
    uint32_t a = link->a.device, b = link->b.device;
    return (a == place->a && b == place->b) || (a == place->b && b == place->a);
}

static bool is_joined(const struct question *question, const struct place *place)
{
    for (size_t i = 0; i < question->graph.link_count; i++)
        if (is_between(&question->graph.links[i], place))
            return true;
    return false;
}

static bool names_device(const struct question *question, const char *text)
{
    g_autoptr(GArray) matches = question_match(question, text);
    return matches->len > 0;
}

/* Where both sides of a colon are devices: the text up to it, and behind it. */
static bool split(const struct question *question, const char *text, char **left, const char **right)
{
    for (const char *colon = strchr(text, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        g_autofree char *before = g_strndup(text, (gsize)(colon - text));
        if (*before == '\0' || !names_device(question, before) || !names_device(question, colon + 1))
            continue;
        *left = g_steal_pointer(&before);
        *right = colon + 1;
        return true;
    }
    return false;
}

static bool find_pair(const struct question *question, const char *left, const char *right, struct place *out,
                      int *status)
{
    out->is_link = true;
    if (!question_find_device(question, left, &out->a, status) ||
        !question_find_device(question, right, &out->b, status))
        return false;
    if (out->a != out->b)
        return true;
    g_autofree char *name = output_inert(question_device(question, out->a)->name);
    fprintf(stderr, "wiremap: both sides of the link are %s\n", name);
    *status = EXIT_NO;
    return false;
}

bool place_find(const struct question *question, const char *text, struct place *out, int *status)
{
    g_autofree char *left = NULL;
    const char *right;
    *out = (struct place){0};
    if (names_device(question, text) || !split(question, text, &left, &right)) {
        bool is_found = question_find_device(question, text, &out->a, status);
        out->b = out->a;
        return is_found;
    }
    if (!find_pair(question, left, right, out, status))
        return false;
    if (is_joined(question, out))
        return true;
    g_autofree char *inert = output_inert(text);
    fprintf(stderr, "wiremap: '%s': no link joins the two\n", inert);
    *status = EXIT_NO;
    return false;
}

bool place_find_pair(const struct question *question, const char *text, struct place *out, int *status)
{
    g_autofree char *left = NULL;
    const char *right;
    *out = (struct place){0};
    if (split(question, text, &left, &right))
        return find_pair(question, left, right, out, status);
    g_autofree char *inert = output_inert(text);
    fprintf(stderr, "wiremap: '%s' is not two devices as A:B\n", inert);
    *status = EXIT_NO;
    return false;
}

void place_mark_links(const struct question *question, const struct place *place, bool *is_marked)
{
    for (size_t i = 0; i < question->graph.link_count; i++) {
        const struct link *link = &question->graph.links[i];
        bool is_meant = place->is_link ? is_between(link, place)
                                       : link->a.device == place->a || link->b.device == place->a;
        is_marked[i] = is_marked[i] || is_meant;
    }
}
