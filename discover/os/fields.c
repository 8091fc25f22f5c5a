#include "discover/os/fields.h"

#include "discover/os/port_range.h"
#include "model/address.h"

#include <string.h>

struct column {
    int number;
    bool is_parts;
};

struct field_reader {
    const struct cli_table *table;
    const struct answer_field *fields;
    size_t count;
    GArray **columns; /* of each field: struct column, best first */
    GStringChunk *memory;
};

static void add_column(struct field_reader *reader, size_t field, const char *name, bool is_parts)
{
    g_autofree char *with_parts = is_parts ? g_strconcat(name, "_PARTS", NULL) : NULL;
    struct column column = {cli_table_find(reader->table, is_parts ? with_parts : name), is_parts};
    if (column.number >= 0)
        g_array_append_val(reader->columns[field], column);
}

/* The columns of each field that the table has. */
static void find_columns(struct field_reader *reader)
{
    for (size_t i = 0; i < reader->count; i++) {
        g_auto(GStrv) names = g_strsplit(reader->fields[i].columns, " ", 0);
        reader->columns[i] = g_array_new(FALSE, FALSE, sizeof(struct column));
        for (char **name = names; *name != NULL; name++) {
            add_column(reader, i, *name, false);
            add_column(reader, i, *name, true);
        }
    }
}

static const struct column *column_at(const struct field_reader *reader, size_t field, guint position)
{
    return &g_array_index(reader->columns[field], struct column, position);
}

static bool is_claimed(const struct field_reader *reader, int column, size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (reader->columns[i]->len > 0 && column_at(reader, i, 0)->number == column)
            return true;
    return false;
}

/* PORT NAME STATUS: NAME is a description, as PORT is the name; alone, NAME is the name. */
static void drop_claimed(struct field_reader *reader)
{
    for (size_t i = 1; i < reader->count; i++) {
        GArray *columns = reader->columns[i];
        for (guint j = columns->len; j-- > 0;)
            if (is_claimed(reader, column_at(reader, i, j)->number, i))
                g_array_remove_index(columns, j);
    }
}

struct field_reader *field_reader_new(enum answer_kind kind, const struct cli_table *table)
{
    struct field_reader *reader = g_new0(struct field_reader, 1);
    reader->table = table;
    reader->fields = fields_of_kind(kind, &reader->count);
    reader->columns = g_new0(GArray *, reader->count);
    reader->memory = g_string_chunk_new(256);
    find_columns(reader);
    drop_claimed(reader);
    return reader;
}

void field_reader_free(struct field_reader *reader)
{
    if (reader == NULL)
        return;
    for (size_t i = 0; i < reader->count; i++)
        g_array_unref(reader->columns[i]);
    g_free(reader->columns);
    g_string_chunk_free(reader->memory);
    g_free(reader);
}

bool field_is_there(const struct field_reader *reader, size_t field)
{
    return reader->columns[field]->len > 0;
}

bool field_is_nothing(const char *text)
{
    static const char *const words[] = {
        "-",
        "--",
        "---",
        "n/a",
        "na",
        "none",
        "null",
        "<none>",
        "<null>",
        "[none]",
        "unassigned",
        "unset",
        "unspecified",
        "not assigned",
        "not set",
        "not specified",
        "not received",
        "not available",
        "not reported",
        "not present",
        "empty",
    };
    while (*text == '-' || *text == '[' || *text == '(' || g_ascii_isspace(*text))
        text++;
    if (*text == '\0' || g_ascii_strncasecmp(text, "not advertised", 14) == 0 ||
        g_ascii_strncasecmp(text, "not-advertised", 14) == 0)
        return true;
    size_t length = strcspn(text, ")]");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i]) == length && g_ascii_strncasecmp(text, words[i], length) == 0)
            return true;
    return false;
}

/* Junos writes an address with the port of its session: "192.0.2.1+179". */
static void cut_session_port(char *item)
{
    char *plus = strchr(item, '+');
    if (plus == NULL || plus == item || strspn(plus + 1, "0123456789") != strlen(plus + 1))
        return;
    struct address address;
    *plus = '\0';
    if (!address_parse(item, &address))
        *plus = '+';
}

/* Blanks and quotation marks around an item are the printer's. */
static char *clean_item(const char *text)
{
    char *item = g_strstrip(g_strdup(text == NULL ? "" : text));
    size_t length = strlen(item);
    if (length >= 2 && item[0] == '"' && item[length - 1] == '"') {
        item[length - 1] = '\0';
        memmove(item, item + 1, length - 1);
        g_strstrip(item);
    }
    cut_session_port(item);
    if (field_is_nothing(item))
        *item = '\0';
    return item;
}

static void add_item(GPtrArray *out, const char *text)
{
    char *item = clean_item(text);
    if (*item != '\0')
        g_ptr_array_add(out, item);
    else
        g_free(item);
}

static void add_group_item(GPtrArray *out, const struct cli_item *item)
{
    for (guint i = 0; item->groups != NULL && i < item->groups->len; i++)
        add_item(out, ((const struct cli_group *)g_ptr_array_index(item->groups, i))->text);
}

static void add_items(GPtrArray *out, const struct cli_value *value)
{
    for (guint i = 0; i < value->items->len; i++) {
        const struct cli_item *item = g_ptr_array_index(value->items, i);
        if (item->groups != NULL)
            add_group_item(out, item);
        else
            add_item(out, item->text);
    }
}

static void add_joined(GPtrArray *out, const struct cli_value *value)
{
    GString *joined = g_string_new(NULL);
    for (guint i = 0; i < value->items->len; i++) {
        const struct cli_item *item = g_ptr_array_index(value->items, i);
        g_string_append(joined, item->text == NULL ? "" : item->text);
    }
    add_item(out, joined->str);
    g_string_free(joined, TRUE);
}

static void add_value(GPtrArray *out, const struct cli_value *value, bool is_parts)
{
    if (value->items == NULL)
        add_item(out, value->text);
    else if (is_parts)
        add_joined(out, value);
    else
        add_items(out, value);
}

/* What is not there is in a state, too. */
static void add_absence(GPtrArray *out, const struct cli_value *value)
{
    g_autofree char *text = g_strstrip(g_strdup(value->text == NULL ? "" : value->text));
    if (g_ascii_strcasecmp(text, "not present") == 0)
        g_ptr_array_add(out, g_steal_pointer(&text));
}

/* Takes the items apart into names, and ranges of them into each. */
static char **split_names(GPtrArray *items)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < items->len; i++) {
        g_auto(GStrv) words = g_strsplit_set(g_ptr_array_index(items, i), " ,\t", 0);
        for (char **word = words; *word != NULL; word++) {
            (*word)[strcspn(*word, "(")] = '\0';
            add_item(names, *word);
        }
        g_free(g_ptr_array_index(items, i));
    }
    g_ptr_array_unref(items);
    g_ptr_array_add(names, NULL);
    g_auto(GStrv) words = (char **)g_ptr_array_free(names, FALSE);
    return port_range_expand(words);
}

char **field_list(struct field_reader *reader, size_t row, size_t field)
{
    const struct cli_value *values = g_ptr_array_index(reader->table->rows, row);
    enum answer_form form = reader->fields[field].form;
    GPtrArray *out = g_ptr_array_new();
    for (guint i = 0; i < reader->columns[field]->len; i++) {
        const struct column *column = column_at(reader, field, i);
        add_value(out, &values[column->number], column->is_parts);
        if (form == FORM_STATE && out->len == 0)
            add_absence(out, &values[column->number]);
        if (form == FORM_CHOICE || ((form == FORM_TEXT || form == FORM_STATE) && out->len > 0))
            break;
    }
    if (form == FORM_NAMES)
        return split_names(out);
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(out, FALSE);
}

const char *field_text(struct field_reader *reader, size_t row, size_t field)
{
    g_auto(GStrv) items = field_list(reader, row, field);
    g_autofree char *text = g_strjoinv(" ", items);
    return g_string_chunk_insert(reader->memory, text);
}

const char *field_keep(struct field_reader *reader, const char *text)
{
    return g_string_chunk_insert(reader->memory, text);
}
