#include "render/text_size.h"

#define FIRST 32
#define LAST 126
#define BOLD 1.1

/* Advance widths of ASCII 32 to 126 in thousandths of an em: the wider of Helvetica's and those of DejaVu
 * Sans Condensed. */
static const short widths[LAST - FIRST + 1] = {
    286, 361, 414, 754, 572, 889, 702, 248, 351, 351, 450, 754, 286, 333,  286, 303, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 303, 303, 754, 754, 754, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 616, 351, 303, 351, 754, 556, 450, 556, 572, 500, 572, 556, 317,  572, 571, 250, 250, 521,
    250, 877, 571, 556, 572, 572, 370, 500, 353, 571, 533, 736, 533, 533,  500, 572, 303, 572, 754};

static double character_width(gunichar c)
{
    if (c >= FIRST && c <= LAST)
        return widths[c - FIRST];
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 1000 : 640;
}

double text_size_width(const char *text, double size)
{
    double total = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        total += character_width(g_utf8_get_char(p));
    return total * size / 1000;
}

double text_size_width_bold(const char *text, double size)
{
    return text_size_width(text, size) * BOLD;
}

char *text_size_shorten(const char *text, size_t limit)
{
    size_t length = (size_t)g_utf8_strlen(text, -1);
    if (length <= limit)
        return g_strdup(text);
    size_t tail = (limit - 1) / 2, head = limit - 1 - tail;
    const char *head_end = g_utf8_offset_to_pointer(text, (glong)head);
    const char *tail_start = g_utf8_offset_to_pointer(text, (glong)(length - tail));
    return g_strdup_printf("%.*s\xe2\x80\xa6%s", (int)(head_end - text), text, tail_start);
}
