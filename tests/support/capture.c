#include "tests/support/capture.h"

#include <glib.h>
#include <unistd.h>

static int saved_descriptor;
static FILE *kept;

void capture_start(FILE *stream)
{
    fflush(stream);
    saved_descriptor = dup(fileno(stream));
    kept = tmpfile();
    g_assert(saved_descriptor >= 0 && kept != NULL);
    g_assert(dup2(fileno(kept), fileno(stream)) >= 0);
}

char *capture_end(FILE *stream)
{
    fflush(stream);
    g_assert(dup2(saved_descriptor, fileno(stream)) >= 0);
    close(saved_descriptor);
    rewind(kept);
    GString *text = g_string_new(NULL);
    int c;
    while ((c = getc(kept)) != EOF)
        g_string_append_c(text, (char)c);
    fclose(kept);
    return g_string_free(text, FALSE);
}
