#include "discover/snmprec.h"

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read can be written and read again, to the same varbinds, in strict order. */
static void check(const struct snmprec *snmprec)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (size_t i = 0; i < snmprec_count(snmprec); i++) {
        struct tlv_room room;
        struct varbind varbind;
        snmprec_get(snmprec, i, &room, &varbind);
        snmprec_append_line(lines, &varbind);
        if (snmprec_find(snmprec, varbind.name, false) != i ||
            snmprec_find(snmprec, varbind.name, true) != i + 1)
            g_error("position %zu is not found", i);
    }
    struct snmprec *again = snmprec_parse(lines->str, lines->len, "again", NULL);
    if (!again || snmprec_count(again) != snmprec_count(snmprec) || snmprec_bad_lines(again, NULL) != 0)
        g_error("not read again:\n%s", lines->str);
    for (size_t i = 0; i < snmprec_count(snmprec); i++)
        if (!bytes_equal(snmprec_varbind(snmprec, i), snmprec_varbind(again, i)))
            g_error("varbind %zu differs:\n%s", i, lines->str);
    snmprec_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct snmprec *snmprec = snmprec_parse((const char *)data, size, "fuzz", NULL);
    if (snmprec)
        check(snmprec);
    snmprec_free(snmprec);
    return 0;
}
