#include "discover/os/os.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Mappings of JSON, templates and records, all of hostile text. The input is the name of an OS, a line break,
 * a command, a line break, and what the command is to have printed. */
static struct template_set *templates(void)
{
    static struct template_set *set;
    if (set == NULL)
        set = template_set_new(NULL, NULL);
    return set;
}

static void check(const struct os *os, const char *command, const char *text, size_t size)
{
    os_is_refusal(text, size);
    struct cli_table *table = os_parse(templates(), os, command, text, size, NULL);
    if (table == NULL)
        return;
    struct observation *said = observation_new();
    os_record(os, command, table, said);
    size_t count;
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].remote_name != NULL && !g_utf8_validate(rows[i].remote_name, -1, NULL))
            g_error("a name is not UTF-8");
    observation_free(said);
    cli_table_free(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *name_end = memchr(text, '\n', size);
    if (name_end == NULL)
        return 0;
    const char *command = name_end + 1;
    const char *command_end = memchr(command, '\n', size - (size_t)(command - text));
    if (command_end == NULL)
        return 0;
    g_autofree char *name = g_strndup(text, (size_t)(name_end - text));
    g_autofree char *asked = g_strndup(command, (size_t)(command_end - command));
    const struct os *os = os_find(name);
    if (os != NULL && g_utf8_validate(asked, -1, NULL))
        check(os, asked, command_end + 1, size - (size_t)(command_end + 1 - text));
    return 0;
}
