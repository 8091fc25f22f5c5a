/*
 * Widths of text, from a table of our own: the map must not depend on the fonts of the machine that draws it.
 * The widths are those of Helvetica (and of Arial, Liberation Sans and others made to its measure) and of
 * DejaVu Sans Condensed, whichever is wider; maps ask for these.
 */
#ifndef RENDER_TEXT_SIZE_H
#define RENDER_TEXT_SIZE_H

#include <glib.h>

/* In the unit of size (the height of an em); text is valid UTF-8. */
double text_size_width(const char *text, double size);

/* The same in bold. */
double text_size_width_bold(const char *text, double size);

/* text, or its beginning and its end around an ellipsis when it has more than limit characters. limit is 3 at
 * least. Caller frees with g_free. */
char *text_size_shorten(const char *text, size_t limit);

#endif
