#include "render/text_size.h"

#define FIRST 32
#define LAST 126
#define BOLD 1.13

/* Advance widths of ASCII 32 to 126 in thousandths of an em. */
static const short widths[LAST - FIRST + 1] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};

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
