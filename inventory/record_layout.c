#include "inventory/record_layout.h"

#include <jansson.h>
#include <string.h>

/* More members than any kind will have; keeps a damaged layout from costing memory. */
#define MAX_FIELDS 1000
#define MAX_WORDS 1000

static const char *const type_names[] = {
    [FIELD_U32] = "u32",         [FIELD_U64] = "u64",
    [FIELD_BOOL] = "bool",       [FIELD_TEXT] = "text",
    [FIELD_BYTES] = "bytes",     [FIELD_MAC] = "mac",
    [FIELD_ADDRESS] = "address", [FIELD_ADDRESSES] = "addresses",
    [FIELD_ENUM] = "enum",
};

static json_t *words_to_json(const struct words *words)
{
    json_t *array = json_array();
    for (size_t i = 0; i < words->count; i++)
        json_array_append_new(array, words->words[i] == NULL ? json_null() : json_string(words->words[i]));
    return array;
}

char *record_layout_format(const struct record_type *type)
{
    json_t *array = json_array();
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        json_t *object = json_object();
        json_object_set_new(object, "name", json_string(field->name));
        json_object_set_new(object, "type", json_string(type_names[field->type]));
        if (field->words != NULL)
            json_object_set_new(object, "words", words_to_json(field->words));
        json_array_append_new(array, object);
    }
    char *dumped = json_dumps(array, JSON_COMPACT);
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(array);
    return text;
}

static bool is_number(enum field_type type)
{
    return type == FIELD_U32 || type == FIELD_U64;
}

static const struct field *find_target(const struct record_type *type, const char *name, const char *stored)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        if (strcmp(field->name, name) != 0)
            continue;
        bool same = strcmp(type_names[field->type], stored) == 0;
        bool widened = is_number(field->type) && (strcmp(stored, "u32") == 0 || strcmp(stored, "u64") == 0);
        return same || widened ? field : NULL;
    }
    return NULL;
}

static bool parse_words(struct stored_field *out, const json_t *words)
{
    size_t count = json_array_size(words);
    if (count > MAX_WORDS)
        return false;
    out->values = g_new0(int, count + 1);
    out->value_count = count;
    for (size_t i = 0; i < count; i++) {
        const char *word = json_string_value(json_array_get(words, i));
        if (word != NULL && !words_parse(out->target->words, word, &out->values[i]))
            out->values[i] = 0;
    }
    return true;
}

static bool parse_field(struct stored_field *out, const json_t *object, const struct record_type *type)
{
    const char *name = json_string_value(json_object_get(object, "name"));
    const char *stored = json_string_value(json_object_get(object, "type"));
    if (name == NULL || stored == NULL)
        return false;
    out->target = find_target(type, name, stored);
    if (out->target == NULL || out->target->words == NULL)
        return true;
    const json_t *words = json_object_get(object, "words");
    /* A member that had no words when it was stored: its numbers are not those of the words it has now. */
    if (words == NULL)
        out->target = NULL;
    return words == NULL || parse_words(out, words);
}

struct record_layout *record_layout_parse(const char *text, const struct record_type *type, GError **error)
{
    json_t *array = json_loads(text, 0, NULL);
    size_t count = json_array_size(array);
    struct record_layout *layout = g_new0(struct record_layout, 1);
    layout->type = type;
    bool sound = json_is_array(array) && count <= MAX_FIELDS;
    if (sound) {
        layout->fields = g_new0(struct stored_field, count + 1);
        layout->field_count = count;
    }
    for (size_t i = 0; sound && i < count; i++)
        sound = parse_field(&layout->fields[i], json_array_get(array, i), type);
    json_decref(array);
    if (sound)
        return layout;
    record_layout_free(layout);
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "the layout of %s is damaged", type->name);
    return NULL;
}

void record_layout_free(struct record_layout *layout)
{
    if (layout == NULL)
        return;
    for (size_t i = 0; i < layout->field_count; i++)
        g_free(layout->fields[i].values);
    g_free(layout->fields);
    g_free(layout);
}
