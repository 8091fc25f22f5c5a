#include "tests/support/cli_rows.h"

#include "discover/os/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *format_row(struct field_reader *reader, const struct answer_field *fields, size_t count,
                        size_t row)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        const char *text = field_text(reader, row, i);
        if (*text != '\0')
            g_string_append_printf(out, "%s%s=%s", out->len > 0 ? "; " : "", fields[i].key, text);
    }
    return g_string_free(out, FALSE);
}

static char **format_rows(enum answer_kind kind, const struct cli_table *table)
{
    size_t count;
    const struct answer_field *fields = fields_of_kind(kind, &count);
    struct field_reader *reader = field_reader_new(kind, table);
    GPtrArray *rows = g_ptr_array_new();
    for (guint i = 0; i < table->rows->len; i++)
        g_ptr_array_add(rows, format_row(reader, fields, count, i));
    g_ptr_array_add(rows, NULL);
    field_reader_free(reader);
    return (char **)g_ptr_array_free(rows, FALSE);
}

char **cli_rows(const char *os_name, const char *command, const char *text)
{
    GError *error = NULL;
    const struct os *os = os_find(os_name);
    if (os == NULL)
        fail_msg("no OS is called %s", os_name);
    struct template_set *set = template_set_new(NULL, &error);
    struct cli_table *table = os_parse(set, os, command, text, strlen(text), &error);
    if (table == NULL)
        fail_msg("%s: %s: %s", os_name, command, error->message);
    char **rows = format_rows(os_answer_kind(os, command), table);
    cli_table_free(table);
    template_set_free(set);
    return rows;
}

void assert_cli_rows(const struct cli_rows_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_auto(GStrv) rows = cli_rows(cases[i].os, cases[i].command, cases[i].text);
        g_autofree char *found = g_strjoinv("\n", rows);
        if (strcmp(found, cases[i].rows) != 0)
            fail_msg("%s: %s: found\n%s\nnot\n%s", cases[i].os, cases[i].command, found, cases[i].rows);
    }
}
