#include "render/places.h"

#include <math.h>

#define FARTHEST 1e7 /* no map is as large */

struct place {
    double a, b;
};

struct places {
    GHashTable *table; /* key -> struct place * */
};

struct places *places_new(void)
{
    struct places *places = g_new(struct places, 1);
    places->table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return places;
}

void places_free(struct places *places)
{
    if (places == NULL)
        return;
    g_hash_table_unref(places->table);
    g_free(places);
}

bool places_get(const struct places *places, const char *key, double *a, double *b)
{
    const struct place *place = places ? g_hash_table_lookup(places->table, key) : NULL;
    if (place == NULL)
        return false;
    *a = place->a;
    *b = place->b;
    return true;
}

bool places_get_of(const struct places *places, const char *prefix, const char *name, double *a, double *b)
{
    g_autofree char *key = g_strconcat(prefix, name, NULL);
    return places_get(places, key, a, b);
}

void places_set(struct places *places, const char *key, double a, double b)
{
    if (places == NULL)
        return;
    struct place *place = g_new(struct place, 1);
    *place = (struct place){round(a * 100) / 100, round(b * 100) / 100};
    g_hash_table_insert(places->table, g_strdup(key), place);
}

void places_set_of(struct places *places, const char *prefix, const char *name, double a, double b)
{
    g_autofree char *key = g_strconcat(prefix, name, NULL);
    places_set(places, key, a, b);
}

json_t *places_to_json(const struct places *places)
{
    json_t *object = json_object();
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, places->table);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        const struct place *place = value;
        json_object_set_new(object, key, json_pack("[ff]", place->a, place->b));
    }
    return object;
}

static bool read_number(const json_t *array, size_t i, double *out)
{
    const json_t *number = json_array_get(array, i);
    *out = json_number_value(number);
    return json_is_number(number) && fabs(*out) <= FARTHEST;
}

struct places *places_from_json(const json_t *object)
{
    struct places *places = places_new();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        double a, b;
        if (json_array_size(value) == 2 && read_number(value, 0, &a) && read_number(value, 1, &b))
            places_set(places, key, a, b);
    }
    return places;
}
