#include "discover/regex.h"
#include "discover/python_re.h"

#include <gio/gio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    MAX_PATTERN = 64 * 1024,       /* octets */
    MAX_STEPS = 100 * 1000 * 1000, /* of one match: some tenths of a second */
    MAX_DEPTH = 200 * 1000,        /* backtracking points that are kept */
    MAX_HEAP_KIB = 16 * 1024,      /* of one match */
};

struct regex {
    pcre2_code *code;
    pcre2_match_context *limits;
    GPtrArray *names; /* char *, NULL where a group has none */
};

struct regex_match {
    pcre2_match_data *data;
    uint32_t pairs;
};

static pcre2_code *compile(const char *pattern, enum regex_start start, GError **error)
{
    int code = 0;
    size_t offset = 0;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    uint32_t options = PCRE2_UTF | PCRE2_UCP | (start == REGEX_AT_START ? PCRE2_ANCHORED : 0);
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &code, &offset, context);
    pcre2_compile_context_free(context);
    if (!compiled) {
        char reason[160];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", reason);
    }
    return compiled;
}

struct regex *regex_new(const char *pattern, enum regex_start start, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *translated = python_re_translate(pattern, names, error);
    if (!translated)
        return NULL;
    if (strlen(translated) > MAX_PATTERN) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "longer than %d octets", MAX_PATTERN);
        return NULL;
    }
    pcre2_code *code = compile(translated, start, error);
    if (!code)
        return NULL;
    /* Where the system forbids code made at run time, PCRE2's interpreter does the work. */
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    struct regex *regex = g_new0(struct regex, 1);
    regex->code = code;
    regex->names = g_steal_pointer(&names);
    regex->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(regex->limits, MAX_STEPS);
    pcre2_set_depth_limit(regex->limits, MAX_DEPTH);
    pcre2_set_heap_limit(regex->limits, MAX_HEAP_KIB);
    return regex;
}

void regex_free(struct regex *regex)
{
    if (!regex)
        return;
    pcre2_code_free(regex->code);
    pcre2_match_context_free(regex->limits);
    g_ptr_array_unref(regex->names);
    g_free(regex);
}

size_t regex_group_count(const struct regex *regex)
{
    return regex->names->len;
}

const char *regex_group_name(const struct regex *regex, size_t group)
{
    g_assert(group >= 1 && group <= regex->names->len);
    return regex->names->pdata[group - 1];
}

struct regex_match *regex_match_new(void)
{
    return g_new0(struct regex_match, 1);
}

void regex_match_free(struct regex_match *match)
{
    if (!match)
        return;
    pcre2_match_data_free(match->data);
    g_free(match);
}

static void make_room(struct regex_match *match, uint32_t pairs)
{
    if (match->pairs >= pairs)
        return;
    pcre2_match_data_free(match->data);
    match->data = pcre2_match_data_create(pairs, NULL);
    match->pairs = pairs;
}

bool regex_matches(const struct regex *regex, const char *subject, size_t size, struct regex_match *match,
                   GError **error)
{
    make_room(match, regex->names->len + 1);
    uint32_t options = PCRE2_NO_UTF_CHECK;
    int result = pcre2_match(regex->code, (PCRE2_SPTR)subject, size, 0, options, match->data, regex->limits);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = pcre2_match(regex->code, (PCRE2_SPTR)subject, size, 0, options | PCRE2_NO_JIT, match->data,
                             regex->limits);
    if (result > 0)
        return true;
    if (result != PCRE2_ERROR_NOMATCH) {
        char reason[160];
        pcre2_get_error_message(result, (PCRE2_UCHAR *)reason, sizeof reason);
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the regular expression gave up: %s", reason);
    }
    return false;
}

struct regex_span regex_match_span(const struct regex_match *match, size_t group)
{
    const size_t *offsets = pcre2_get_ovector_pointer(match->data);
    struct regex_span span = {-1, -1};
    if (offsets[2 * group] != PCRE2_UNSET)
        span = (struct regex_span){(ptrdiff_t)offsets[2 * group], (ptrdiff_t)offsets[2 * group + 1]};
    return span;
}
