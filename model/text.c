#include "model/text.h"

#include <string.h>

/* Characters that would change how the text around them is shown. */
static bool reorders_text(gunichar c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool is_ascii_text(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((uint8_t)text[i] < 0x20 || (uint8_t)text[i] > 0x7e)
            return false;
    return true;
}

static char *replace_unprintable(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool hidden = g_unichar_iscntrl(c) || reorders_text(c) || c == 0x2028 || c == 0x2029 ||
                      (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        if (hidden)
            g_string_append_c(out, ' ');
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

char *text_from_bytes(struct bytes bytes)
{
    if (bytes.size == 0)
        return NULL;
    const uint8_t *end = memchr(bytes.data, 0, bytes.size);
    size_t size = end == NULL ? bytes.size : (size_t)(end - bytes.data);
    char *text;
    if (is_ascii_text((const char *)bytes.data, size)) {
        text = g_strndup((const char *)bytes.data, size);
    } else {
        char *valid = g_utf8_make_valid((const char *)bytes.data, (gssize)size);
        text = replace_unprintable(valid);
        g_free(valid);
    }
    g_strstrip(text);
    if (*text == '\0') {
        g_free(text);
        return NULL;
    }
    return text;
}

bool text_is_printable_ascii(struct bytes bytes)
{
    return bytes.size > 0 && is_ascii_text((const char *)bytes.data, bytes.size);
}

bool text_is_clean(struct bytes bytes)
{
    return text_is_printable_ascii(bytes) && bytes.data[0] != ' ' && bytes.data[bytes.size - 1] != ' ';
}

/* The digits at *text without leading zeroes; *text is moved behind them. */
static struct bytes take_number(const char **text)
{
    while (**text == '0' && g_ascii_isdigit((*text)[1]))
        ++*text;
    const char *start = *text;
    while (g_ascii_isdigit(**text))
        ++*text;
    return (struct bytes){(const uint8_t *)start, (size_t)(*text - start)};
}

static int compare_numbers(struct bytes a, struct bytes b)
{
    if (a.size != b.size)
        return a.size < b.size ? -1 : 1;
    return bytes_compare(a, b);
}

int text_compare_natural(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    const char *at_a = a, *at_b = b;
    while (*at_a != '\0' && *at_b != '\0') {
        int order;
        if (g_ascii_isdigit(*at_a) && g_ascii_isdigit(*at_b)) {
            struct bytes number_a = take_number(&at_a), number_b = take_number(&at_b);
            order = compare_numbers(number_a, number_b);
        } else {
            order = (int)(uint8_t)*at_a++ - (int)(uint8_t)*at_b++;
        }
        if (order != 0)
            return order;
    }
    if (*at_a != *at_b)
        return *at_a == '\0' ? -1 : 1;
    return strcmp(a, b);
}

char *text_put_number(char *at, uint32_t number)
{
    char digits[10];
    size_t count = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0)
        *at++ = digits[--count];
    return at;
}

const char *text_or_null(const char *text)
{
    return text == NULL || *text == '\0' ? NULL : text;
}
