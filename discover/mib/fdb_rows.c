#include "discover/mib/fdb_rows.h"

#define MAC_ARCS 6

const char *fdb_read_mac(struct cursor *cursor, struct mac *mac)
{
    uint32_t arc;
    size_t left = cursor_left(cursor);
    if (left == 1)
        return cursor_read_arc(cursor, &arc) ? NULL : "index too short";
    if (left == MAC_ARCS + 1 && cursor->rest.arcs[0] == MAC_ARCS)
        (void)cursor_read_arc(cursor, &arc);
    if (!cursor_read_mac(cursor, mac))
        return "index is no MAC address";
    if (left == MAC_ARCS + 1 && cursor_left(cursor) == 1)
        (void)cursor_read_arc(cursor, &arc);
    return NULL;
}
