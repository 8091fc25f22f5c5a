#include "cli/parse_json.h"

#include "cli/output.h"
#include "discover/os/cli_neighbor.h"

static json_t *text_to_json(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return json_string(valid);
}

static json_t *list_to_json(char *const *items)
{
    json_t *list = json_array();
    for (; *items != NULL; items++)
        json_array_append_new(list, text_to_json(*items));
    return list;
}

/* "None" is how the tables of ntc-templates, and their users, know an item that took no part in the match. */
static json_t *item_to_json(const struct cli_item *item)
{
    if (item->groups == NULL)
        return text_to_json(item->text == NULL ? "None" : item->text);
    json_t *object = json_object();
    for (guint i = 0; i < item->groups->len; i++) {
        const struct cli_group *group = g_ptr_array_index(item->groups, i);
        json_object_set_new(object, group->name,
                            group->text == NULL ? json_null() : text_to_json(group->text));
    }
    return object;
}

static json_t *value_to_json(const struct cli_value *value)
{
    if (value->items == NULL)
        return text_to_json(value->text == NULL ? "" : value->text);
    json_t *list = json_array();
    for (guint i = 0; i < value->items->len; i++)
        json_array_append_new(list, item_to_json(g_ptr_array_index(value->items, i)));
    return list;
}

static json_t *table_to_json(const struct cli_table *table, bool fold)
{
    json_t *rows = json_array();
    for (guint i = 0; i < table->rows->len; i++) {
        const struct cli_value *values = g_ptr_array_index(table->rows, i);
        json_t *row = json_object();
        for (guint j = 0; j < table->names->len; j++) {
            const char *name = g_ptr_array_index(table->names, j);
            g_autofree char *key = fold ? g_ascii_strdown(name, -1) : g_strdup(name);
            json_object_set_new(row, key, value_to_json(&values[j]));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *parse_table_to_json(const struct cli_table *table)
{
    return table_to_json(table, false);
}

static void set_if_told(json_t *row, const char *key, const char *text)
{
    if (*text != '\0')
        json_object_set_new(row, key, text_to_json(text));
}

/* The keys of the contract are there always, "" where the answer tells nothing. */
static json_t *neighbor_to_json(const struct cli_neighbor *neighbor)
{
    json_t *row = json_object();
    const char *address = neighbor->remote_addresses[0];
    json_object_set_new(row, "protocol", json_string(words_format(&protocol_words, (int)neighbor->protocol)));
    json_object_set_new(row, "local_port", text_to_json(neighbor->local_port));
    json_object_set_new(row, "remote_name", text_to_json(neighbor->remote_name));
    json_object_set_new(row, "remote_chassis_id", text_to_json(neighbor->remote_chassis_id));
    json_object_set_new(row, "remote_port", text_to_json(neighbor->remote_port));
    json_object_set_new(row, "remote_port_descr", text_to_json(neighbor->remote_port_descr));
    json_object_set_new(row, "remote_mgmt_address", text_to_json(address == NULL ? "" : address));
    json_object_set_new(row, "remote_mgmt_addresses", list_to_json(neighbor->remote_addresses));
    json_object_set_new(row, "remote_platform", text_to_json(neighbor->remote_platform));
    json_object_set_new(row, "capabilities", list_to_json(neighbor->capabilities));
    set_if_told(row, "local_device", neighbor->local_device);
    set_if_told(row, "remote_descr", neighbor->remote_descr);
    set_if_told(row, "remote_serial", neighbor->remote_serial);
    set_if_told(row, "remote_mac", neighbor->remote_mac);
    set_if_told(row, "remote_vlan", neighbor->remote_vlan);
    set_if_told(row, "remote_chassis_id_type", neighbor->remote_chassis_type);
    set_if_told(row, "remote_port_type", neighbor->remote_port_type);
    return row;
}

static json_t *neighbors_to_json(struct field_reader *reader, const char *command,
                                 const struct cli_table *table)
{
    json_t *rows = json_array();
    for (guint i = 0; i < table->rows->len; i++) {
        struct cli_neighbor neighbor;
        if (!cli_neighbor_read(reader, i, command, &neighbor))
            continue;
        json_array_append_new(rows, neighbor_to_json(&neighbor));
        cli_neighbor_clear(&neighbor);
    }
    return json_pack("{s:o}", "neighbors", rows);
}

static json_t *record_to_json(struct field_reader *reader, guint row, const struct answer_field *fields,
                              size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        g_auto(GStrv) items = field_list(reader, row, i);
        if (items[0] == NULL)
            continue;
        bool is_list = fields[i].form == FORM_LIST || items[1] != NULL;
        json_object_set_new(object, fields[i].key, is_list ? list_to_json(items) : text_to_json(items[0]));
    }
    return object;
}

json_t *parse_to_json(const struct os *os, const char *command, const struct cli_table *table)
{
    size_t count;
    enum answer_kind kind = os_answer_kind(os, command);
    const struct answer_field *fields = fields_of_kind(kind, &count);
    if (fields == NULL)
        return table_to_json(table, true);
    struct field_reader *reader = field_reader_new(kind, table);
    json_t *answer = kind == ANSWER_NEIGHBORS ? neighbors_to_json(reader, command, table) : json_array();
    for (guint i = 0; i < table->rows->len && kind != ANSWER_NEIGHBORS; i++)
        json_array_append_new(answer, record_to_json(reader, i, fields, count));
    field_reader_free(reader);
    return answer;
}
