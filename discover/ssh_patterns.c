#include "discover/ssh_patterns.h"

#include <stddef.h>
#include <string.h>

/* PATTERNS of ssh_config(5): * and ?, in octets. GLib's patterns want UTF-8, which nobody promises here. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *again = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            again = text;
        } else if (*pattern == '?' || *pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++again;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

bool ssh_patterns_match(char *const *patterns, const char *text, const char *other)
{
    bool is_matched = false;
    for (; *patterns; patterns++) {
        bool is_negated = **patterns == '!';
        const char *pattern = *patterns + is_negated;
        if (!matches(pattern, text) && !(other && matches(pattern, other)))
            continue;
        if (is_negated)
            return false;
        is_matched = true;
    }
    return is_matched;
}
