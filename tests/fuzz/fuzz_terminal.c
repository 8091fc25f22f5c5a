#include "discover/prompt.h"
#include "discover/terminal.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whole and octet by octet, answered where it asks; the prompt finder and the echo finder are given what
 * comes of it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *octets = (const char *)data;
    GString *clean = terminal_clean(octets, size);
    if (memchr(clean->str, '\0', clean->len) || memchr(clean->str, '\033', clean->len) ||
        memchr(clean->str, '\r', clean->len))
        g_error("what is left is no text");
    if (clean->len > size * TERMINAL_COLUMNS)
        g_error("%zu octets became %zu", size, clean->len);
    struct terminal *terminal = terminal_new();
    for (size_t i = 0; i < size; i++) {
        terminal_feed(terminal, octets + i, 1);
        if (terminal_pager(terminal))
            terminal_forget_line(terminal);
    }
    const GString *line = terminal_line(terminal);
    if (prompt_is_likely(line->str, line->len) && !prompt_equals(line->str, line->str))
        g_error("'%s' is a prompt, but not itself", line->str);
    g_autofree char *name = prompt_name(line->str);
    if (name && !*name)
        g_error("an empty name");
    const char *rest = prompt_skip_echo(clean->str, clean->len, line->str);
    if (rest && (rest < clean->str || rest > clean->str + clean->len))
        g_error("beyond the text");
    terminal_free(terminal);
    g_string_free(clean, TRUE);
    return 0;
}
