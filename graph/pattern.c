#include "graph/pattern.h"

/* Text of devices need not be valid UTF-8; GPatternSpec asks for it. */
static char *fold(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return g_utf8_casefold(valid, -1);
}

bool pattern_matches(const char *pattern, const char *text)
{
    if (text == NULL)
        return false;
    g_autofree char *folded_pattern = fold(pattern), *folded_text = fold(text);
    return g_pattern_match_simple(folded_pattern, folded_text);
}

bool pattern_matches_any(const GPtrArray *patterns, const char *text)
{
    for (guint i = 0; i < patterns->len; i++)
        if (pattern_matches(patterns->pdata[i], text))
            return true;
    return false;
}
