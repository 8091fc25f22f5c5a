#include "model/record.h"

#include <string.h>

const char *words_format(const struct words *words, int value)
{
    if (value < 0 || (size_t)value >= words->count)
        return NULL;
    return words->words[value];
}

bool words_parse(const struct words *words, const char *word, int *value)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->words[i] != NULL && strcmp(words->words[i], word) == 0) {
            *value = (int)i;
            return true;
        }
    }
    return false;
}

char *words_format_set(const struct words *words, uint32_t set, const char *separator)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < words->count && i < 32; i++) {
        if ((set >> i & 1) == 0 || words->words[i] == NULL)
            continue;
        if (out->len > 0)
            g_string_append(out, separator);
        g_string_append(out, words->words[i]);
    }
    return g_string_free(out, FALSE);
}
