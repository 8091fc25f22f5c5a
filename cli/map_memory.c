#include "cli/map_memory.h"

#include "inventory/inventory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX "-maps"
#define MOST_VIEWS 50
#define MOST_OCTETS ((size_t)64 << 20)

/* NULL for what is no file. Caller frees. */
static char *path_beside(const char *db)
{
    const char *file = inventory_file(db);
    return file == NULL ? NULL : g_strconcat(file, SUFFIX, NULL);
}

/* An object of views, empty when there is none. */
static json_t *load(const char *path)
{
    char *text = NULL;
    gsize size = 0;
    json_t *document = NULL;
    if (g_file_get_contents(path, &text, &size, NULL) && size <= MOST_OCTETS)
        document = json_loadb(text, size, 0, NULL);
    g_free(text);
    if (json_is_object(document))
        return document;
    json_decref(document);
    return json_object();
}

struct places *map_memory_read(const char *db, const char *view)
{
    g_autofree char *path = path_beside(db);
    if (path == NULL)
        return NULL;
    json_t *views = load(path);
    const json_t *places = json_object_get(json_object_get(views, view), "places");
    struct places *read = json_is_object(places) ? places_from_json(places) : NULL;
    json_decref(views);
    return read;
}

static const char *oldest(json_t *views)
{
    const char *name, *found = NULL;
    json_int_t least = INT64_MAX;
    json_t *value;
    json_object_foreach(views, name, value)
    {
        json_int_t drawn_at = json_integer_value(json_object_get(value, "drawn_at"));
        if (found == NULL || drawn_at < least) {
            found = name;
            least = drawn_at;
        }
    }
    return found;
}

void map_memory_write(const char *db, const char *view, const struct places *places, int64_t now)
{
    g_autofree char *path = path_beside(db);
    if (path == NULL)
        return;
    json_t *views = load(path);
    json_object_set_new(views, view,
                        json_pack("{sI so}", "drawn_at", (json_int_t)now, "places", places_to_json(places)));
    while (json_object_size(views) > MOST_VIEWS)
        json_object_del(views, oldest(views));
    char *text = json_dumps(views, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(12));
    if (text != NULL)
        g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, NULL);
    free(text);
    json_decref(views);
}
