#include "discover/textfsm.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A text in the form that others rely on. */
static void check_text(const char *text)
{
    if (!g_utf8_validate(text, -1, NULL))
        g_error("not UTF-8: %s", text);
}

static void check_value(const struct cli_value *value)
{
    if ((value->text == NULL) == (value->items == NULL))
        g_error("neither text nor list");
    if (value->text)
        check_text(value->text);
    for (guint i = 0; value->items && i < value->items->len; i++) {
        const struct cli_item *item = value->items->pdata[i];
        if (item->text && item->groups)
            g_error("text and groups");
        if (item->text)
            check_text(item->text);
    }
}

static void check_table(const struct cli_table *table)
{
    for (guint i = 0; i < table->rows->len; i++) {
        const struct cli_value *row = table->rows->pdata[i];
        for (guint k = 0; k < table->names->len; k++)
            check_value(&row[k]);
    }
}

/* The template, then a NUL, then the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *template = (const char *)data;
    const char *end = size ? memchr(template, 0, size) : NULL;
    size_t length = end ? (size_t)(end - template) : size;
    const char *text = end ? end + 1 : "";
    GError *error = NULL;
    struct textfsm *fsm = textfsm_new("fuzz", size ? template : "", length, &error);
    if ((fsm == NULL) != (error != NULL))
        g_error("error and result disagree");
    g_clear_error(&error);
    if (!fsm)
        return 0;
    struct cli_table *table = textfsm_parse(fsm, text, end ? size - length - 1 : 0, &error);
    if ((table == NULL) != (error != NULL))
        g_error("error and result disagree");
    if (table)
        check_table(table);
    g_clear_error(&error);
    cli_table_free(table);
    textfsm_free(fsm);
    return 0;
}
