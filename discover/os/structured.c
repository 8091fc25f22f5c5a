#include "discover/os/structured.h"

#include "discover/os/document.h"
#include "discover/os/json_keys.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 16
#define MAX_STARS 4
#define MAX_ROWS 100000
#define MAX_ITEMS 1000

/* How a value was reached. The strings and values belong to the document. */
struct place {
    const char *names[MAX_STARS]; /* met at stars */
    int name_count;
    json_t *up[MAX_STEPS]; /* the values that each step started from */
    int up_count;
    const char *name; /* of the member itself */
    json_t *value;
};

struct walk {
    void (*take)(const struct place *place, void *user);
    void *user;
};

static void follow(const struct walk *walk, const struct place *place, char *const *steps);

static char *scalar_to_text(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        return g_strdup(json_string_value(value));
    case JSON_INTEGER:
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return g_strdup_printf("%.15g", json_real_value(value));
    case JSON_TRUE:
        return g_strdup("true");
    case JSON_FALSE:
        return g_strdup("false");
    default:
        return NULL;
    }
}

static bool is_text(const json_t *value, const char *text)
{
    g_autofree char *own = value == NULL ? NULL : scalar_to_text(value);
    return g_strcmp0(own, text) == 0;
}

/* "key", "key=text" or "=text" */
static bool passes(const json_t *value, const char *filter)
{
    g_auto(GStrv) parts = g_strsplit(filter, "=", 2);
    if (*parts[0] == '\0')
        return is_text(value, parts[1]);
    const json_t *member = json_object_get(value, parts[0]);
    if (member != NULL && json_is_array(member))
        member = json_array_get(member, 0);
    return parts[1] == NULL ? member != NULL : is_text(member, parts[1]);
}

static void enter(const struct walk *walk, const struct place *from, const char *name, json_t *value,
                  const char *filter, bool is_star, char *const *rest)
{
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++)
            if (!json_is_array(json_array_get(value, i)))
                enter(walk, from, name, json_array_get(value, i), filter, is_star, rest);
        return;
    }
    if (filter != NULL && !passes(value, filter))
        return;
    struct place place = *from;
    place.up[place.up_count++] = from->value;
    place.value = value;
    place.name = name;
    if (is_star && place.name_count < MAX_STARS)
        place.names[place.name_count++] = name;
    follow(walk, &place, rest);
}

static void enter_named(const struct walk *walk, const struct place *from, const char *name,
                        const char *filter, char *const *rest)
{
    json_t *value = json_object_get(from->value, name);
    for (guint again = 1; value != NULL; again++) {
        enter(walk, from, name, value, filter, false, rest);
        g_autofree char *next = g_strdup_printf("%s\x01%u", name, again);
        value = json_object_get(from->value, next);
    }
}

static void step_down(const struct walk *walk, const struct place *place, char *const *steps)
{
    const char *open = strchr(*steps, '[');
    g_autofree char *name = open == NULL ? g_strdup(*steps) : g_strndup(*steps, (size_t)(open - *steps));
    g_autofree char *filter = open == NULL ? NULL : g_strndup(open + 1, strlen(open) - 2);
    if (strcmp(name, "*") != 0) {
        enter_named(walk, place, name, filter, steps + 1);
        return;
    }
    const char *key;
    json_t *value;
    json_object_foreach(place->value, key, value) enter(walk, place, key, value, filter, true, steps + 1);
}

static void follow(const struct walk *walk, const struct place *place, char *const *steps)
{
    if (*steps == NULL || strcmp(*steps, "@") == 0) {
        walk->take(place, walk->user);
    } else if (strcmp(*steps, "..") == 0 && place->up_count > 0) {
        struct place above = *place;
        above.value = above.up[--above.up_count];
        follow(walk, &above, steps + 1);
    } else if (json_is_object(place->value) && place->up_count < MAX_STEPS) {
        step_down(walk, place, steps);
    }
}

/* The values of one column of one row. */
struct cell {
    struct cli_value *value;
    bool wants_name;
    guint count;
};

static void take_item(const struct place *place, void *user)
{
    struct cell *cell = user;
    g_autofree char *text = cell->wants_name ? g_strdup(place->name) : scalar_to_text(place->value);
    if (text == NULL || *text == '\0' || cell->count >= MAX_ITEMS)
        return;
    if (cell->count++ == 0) {
        cli_value_set(cell->value, text);
        return;
    }
    g_autofree char *first = g_strdup(cell->value->text);
    if (first != NULL)
        cli_value_append(cell->value, first);
    cli_value_append(cell->value, text);
}

static bool fill_from(const struct place *row, const char *path, struct cli_value *value)
{
    if (path[0] == '@' && g_ascii_isdigit(path[1])) {
        int number = atoi(path + 1);
        if (number < 1 || number > row->name_count)
            return false;
        cli_value_set(value, row->names[number - 1]);
        return true;
    }
    g_auto(GStrv) steps = g_strsplit(path, "/", MAX_STEPS);
    struct cell cell = {value, g_str_has_suffix(path, "@"), 0};
    struct walk walk = {take_item, &cell};
    follow(&walk, row, steps);
    return cell.count > 0;
}

static void fill_column(const struct place *row, const char *paths, struct cli_value *value)
{
    g_auto(GStrv) alternatives = g_strsplit(paths, "|", 0);
    for (char **path = alternatives; *path != NULL; path++)
        if (fill_from(row, *path, value))
            return;
}

struct filling {
    const struct structured *mapping;
    struct cli_table *table;
};

static void take_row(const struct place *place, void *user)
{
    struct filling *filling = user;
    if (filling->table->rows->len >= MAX_ROWS)
        return;
    struct cli_value *values = cli_table_add_row(filling->table);
    for (size_t i = 0; i < filling->mapping->column_count; i++)
        fill_column(place, filling->mapping->columns[i].path, &values[i]);
}

static void follow_array(const struct walk *walk, json_t *root, char *const *steps)
{
    if (!json_is_array(root)) {
        struct place place = {.value = root};
        follow(walk, &place, steps);
        return;
    }
    for (size_t i = 0; i < json_array_size(root); i++) {
        struct place place = {.value = json_array_get(root, i)};
        if (!json_is_array(place.value))
            follow(walk, &place, steps);
    }
}

/* Of each of the paths that '+' joins. The path "" is the document itself. */
static void read_rows_at(struct filling *filling, const char *paths, const struct document *document)
{
    struct walk walk = {take_row, filling};
    do {
        size_t length = strcspn(paths, "+");
        g_autofree char *path = g_strndup(paths, length);
        g_auto(GStrv) steps = g_strsplit(path, "/", MAX_STEPS);
        follow_array(&walk, document->root, steps);
        paths += length + (paths[length] == '+');
    } while (*paths != '\0');
}

static struct cli_table *read_rows(const struct structured *mapping, const struct document *document)
{
    struct filling filling = {mapping, cli_table_new()};
    for (size_t i = 0; i < mapping->column_count; i++)
        cli_table_add_name(filling.table, mapping->columns[i].name);
    const char *rows = mapping->rows;
    do {
        size_t length = strcspn(rows, "|");
        g_autofree char *path = g_strndup(rows, length);
        read_rows_at(&filling, path, document);
        rows += length + (rows[length] == '|');
    } while (*rows != '\0' && filling.table->rows->len == 0);
    return filling.table;
}

struct cli_table *structured_parse(const struct structured *mappings, size_t count, const char *command,
                                   const struct document *document)
{
    struct cli_table *table = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!g_regex_match_simple(mappings[i].command, command, 0, 0))
            continue;
        cli_table_free(table);
        table = read_rows(&mappings[i], document);
        if (table->rows->len > 0)
            return table;
    }
    return table;
}
