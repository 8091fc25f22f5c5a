/*
 * Places: what is remembered of a map, so that the next map of a network that changed little moves little.
 * Layouts keep what they decided, each under keys of its own; a key that is not there decides nothing.
 *
 *   device-ID         where the middle of a box, or of the block that it leads, stands (MAP_DEVICE_ANCHOR)
 *   column device-ID  the card begins a column
 *   sheet device-ID   columns of rows in the cards below the switch, and whether there is room
 *   card device-ID    how wide they are
 */
#ifndef RENDER_PLACES_H
#define RENDER_PLACES_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define PLACES_COLUMN "column "
#define PLACES_SHEET "sheet "
#define PLACES_CARD "card "

struct places;

struct places *places_new(void);
/* NULL is allowed. */
void places_free(struct places *places);

/* False: the key is not there. places: NULL is allowed, and has none. */
bool places_get(const struct places *places, const char *key, double *a, double *b);
/* prefix and name make the key. */
bool places_get_of(const struct places *places, const char *prefix, const char *name, double *a, double *b);

/* Nothing when places is NULL. Numbers are rounded to hundredths, as they are stored. */
void places_set(struct places *places, const char *key, double a, double b);
void places_set_of(struct places *places, const char *prefix, const char *name, double a, double b);

/* {"key":[a,b]}. What is not two numbers is left out. */
json_t *places_to_json(const struct places *places);
struct places *places_from_json(const json_t *object);

#endif
