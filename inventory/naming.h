/*
 * Names of devices: how they are compared, and which of them name nobody in particular.
 */
#ifndef INVENTORY_NAMING_H
#define INVENTORY_NAMING_H

#include <glib.h>
#include <stdbool.h>

/* Lower case without blanks at the ends; NULL when name says nothing. Caller frees. */
char *naming_fold(const char *name);

/* The first label of a folded domain name; NULL when it has no dot, or is an address. Caller frees. */
char *naming_first_label(const char *folded);

/* Folded names are equal, or one is the first label of the other. */
bool naming_agree(const char *a, const char *b);

/* Whether a folded name identifies nobody: what factories, installers and anonymizers set ("localhost",
 * "switch", "<private>"). */
bool naming_is_generic(const char *folded);

/* Whether a folded name is that of a model: all its words, two or more, are in the device's own description
 * ("ProCurve Switch 2510B-24"), or it is the platform. descr and platform may be NULL. */
bool naming_is_model(const char *folded, const char *descr, const char *platform);

#endif
