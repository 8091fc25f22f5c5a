#include "discover/failures.h"

#include <stdbool.h>
#include <string.h>

#define NO_ANSWER "no answer"

struct failure {
    char *why;
    GString *credentials; /* NULL: it was not theirs */
};

struct failures {
    GPtrArray *items; /* of struct failure *, each why once */
};

static void failure_free(gpointer data)
{
    struct failure *failure = data;
    if (failure->credentials)
        g_string_free(failure->credentials, TRUE);
    g_free(failure->why);
    g_free(failure);
}

struct failures *failures_new(void)
{
    struct failures *failures = g_new(struct failures, 1);
    failures->items = g_ptr_array_new_with_free_func(failure_free);
    return failures;
}

void failures_free(struct failures *failures)
{
    if (!failures)
        return;
    g_ptr_array_unref(failures->items);
    g_free(failures);
}

static struct failure *get_failure(struct failures *failures, const char *why)
{
    for (guint i = 0; i < failures->items->len; i++) {
        struct failure *failure = g_ptr_array_index(failures->items, i);
        if (strcmp(failure->why, why) == 0)
            return failure;
    }
    struct failure *failure = g_new0(struct failure, 1);
    failure->why = g_strdup(why);
    g_ptr_array_add(failures->items, failure);
    return failure;
}

void failures_add(struct failures *failures, const char *credential, const char *why)
{
    struct failure *failure = get_failure(failures, why);
    if (!credential)
        return;
    if (!failure->credentials)
        failure->credentials = g_string_new(credential);
    else
        g_string_append_printf(failure->credentials, ", %s", credential);
}

static void append_failure(GString *out, const struct failure *failure)
{
    bool is_silence = g_str_has_prefix(failure->why, NO_ANSWER);
    if (!failure->credentials)
        g_string_append(out, failure->why);
    else if (is_silence)
        g_string_append_printf(out, NO_ANSWER " to credential %s%s", failure->credentials->str,
                               failure->why + strlen(NO_ANSWER));
    else
        g_string_append_printf(out, "credential %s: %s", failure->credentials->str, failure->why);
}

char *failures_format(const struct failures *failures)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < failures->items->len; i++) {
        if (i > 0)
            g_string_append(out, "; ");
        append_failure(out, g_ptr_array_index(failures->items, i));
    }
    return g_string_free(out, FALSE);
}
