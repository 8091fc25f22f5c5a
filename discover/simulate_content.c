#include "discover/simulate_content.h"

#include <string.h>

#define MAX_IF_INDEX INT32_MAX /* RFC 2863, InterfaceIndex */

static const struct oid if_entry = OID_INIT(1, 3, 6, 1, 2, 1, 2, 2, 1);
static const struct oid if_x_entry = OID_INIT(1, 3, 6, 1, 2, 1, 31, 1, 1, 1);
static const struct oid lldp_rem_entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 4, 1, 1);
static const struct oid if_number = OID_INIT(1, 3, 6, 1, 2, 1, 2, 1, 0);
static const struct oid sys_up_time = OID_INIT(1, 3, 6, 1, 2, 1, 1, 3, 0);

static struct oid name_of(const struct content_varbind *varbind)
{
    return (struct oid){varbind->arcs, varbind->count};
}

static void set_name(struct content_varbind *varbind, struct oid name)
{
    if (name.arcs != varbind->arcs)
        memcpy(varbind->arcs, name.arcs, name.count * sizeof *varbind->arcs);
    varbind->count = name.count;
}

static void set_exception(struct content_varbind *varbind, enum value_type exception)
{
    varbind->value =
        (struct bytes){varbind->made_value, tlv_write_header(varbind->made_value, (uint8_t)exception, 0)};
}

static void set_number(struct content_varbind *varbind, enum value_type type, uint32_t number)
{
    varbind->value =
        (struct bytes){varbind->made_value, tlv_write_unsigned(varbind->made_value, (uint8_t)type, number)};
}

/* Whether a name is that of a value in a column of the table whose entry it is. */
static bool is_cell(struct oid name, struct oid entry)
{
    return name.count > entry.count + 1 && oid_has_prefix(name, entry);
}

static struct oid column_of(struct oid cell, struct oid entry)
{
    return (struct oid){cell.arcs, entry.count + 1};
}

static bool take_recorded(const struct snmprec *snmprec, size_t position, struct content_varbind *out)
{
    struct bytes varbind, name;
    uint8_t tag;
    if (position >= snmprec_count(snmprec)) {
        set_exception(out, VALUE_END_OF_MIB_VIEW);
        return false;
    }
    struct bytes whole = snmprec_varbind(snmprec, position);
    /* A recording that was read is in good form. */
    bool is_good = tlv_read(&whole, &tag, &varbind) && tlv_read(&varbind, &tag, &name) &&
                   tlv_read_oid(name, out->arcs, &out->count);
    g_assert(is_good);
    out->value = varbind;
    return true;
}

static bool is_recorded(const struct snmprec *snmprec, struct oid name, size_t *position)
{
    struct content_varbind found;
    *position = snmprec_find(snmprec, name, false);
    return take_recorded(snmprec, *position, &found) && oid_equal(name_of(&found), name);
}

static void take_next(const struct snmprec *snmprec, struct content_varbind *varbind)
{
    take_recorded(snmprec, snmprec_find(snmprec, name_of(varbind), true), varbind);
}

static void take_next_of_cycle(const struct snmprec *snmprec, uint32_t length,
                               struct content_varbind *varbind)
{
    struct oid name = name_of(varbind);
    size_t position;
    if (is_cell(name, if_entry) && is_recorded(snmprec, name, &position)) {
        size_t first = snmprec_find(snmprec, column_of(name, if_entry), true);
        if ((position - first + 1) % length == 0) {
            take_recorded(snmprec, position + 1 - length, varbind);
            return;
        }
    }
    take_next(snmprec, varbind);
}

/* The first position behind a column, which may be given by one of its cells. */
static size_t end_of_column(const struct snmprec *snmprec, struct oid column)
{
    uint32_t arcs[OID_MAX_ARCS];
    memcpy(arcs, column.arcs, column.count * sizeof *arcs);
    arcs[column.count - 1]++;
    return snmprec_find(snmprec, (struct oid){arcs, column.count}, false);
}

/* A column begins with its last row; behind its first row stands the last row of the next column. */
static void take_next_unsorted(const struct snmprec *snmprec, struct content_varbind *varbind)
{
    struct oid name = name_of(varbind);
    size_t position = snmprec_find(snmprec, name, true), here;
    if (is_cell(name, if_entry) && is_recorded(snmprec, name, &here)) {
        struct oid column = column_of(name, if_entry);
        if (here > snmprec_find(snmprec, column, true)) {
            take_recorded(snmprec, here - 1, varbind);
            return;
        }
        position = end_of_column(snmprec, column);
    }
    if (take_recorded(snmprec, position, varbind) && is_cell(name_of(varbind), if_entry))
        take_recorded(snmprec, end_of_column(snmprec, column_of(name_of(varbind), if_entry)) - 1, varbind);
}

/* The index behind one: its last arc grows up to the limit. False where none is. */
static bool grow_index(struct content_varbind *varbind, uint32_t limit, bool for_ever)
{
    uint32_t *last = &varbind->arcs[varbind->count - 1];
    if (*last < limit)
        ++*last;
    else if (for_ever && varbind->count < OID_MAX_ARCS)
        varbind->arcs[varbind->count++] = 1;
    else
        return false;
    return true;
}

/* Rows behind the recorded ones of a column say what its first row says. */
static void take_next_of_long_table(const struct snmprec *snmprec, struct oid entry, uint32_t limit,
                                    bool for_ever, struct content_varbind *varbind)
{
    struct content_varbind first, next;
    struct oid name = name_of(varbind);
    set_name(&next, name);
    take_next(snmprec, &next);
    bool is_inside = is_cell(name, entry) &&
                     take_recorded(snmprec, snmprec_find(snmprec, column_of(name, entry), true), &first) &&
                     oid_has_prefix(name_of(&first), column_of(name, entry));
    if (is_inside && !oid_has_prefix(name_of(&next), column_of(name, entry)) &&
        grow_index(varbind, limit, for_ever)) {
        varbind->value = first.value;
        return;
    }
    take_next(snmprec, varbind);
}

static void take_next_changed(const struct content *content, const struct snmprec *snmprec,
                              struct content_varbind *varbind)
{
    switch (content->kind) {
    case CONTENT_CYCLE:
        take_next_of_cycle(snmprec, content->number, varbind);
        return;
    case CONTENT_UNSORTED:
        take_next_unsorted(snmprec, varbind);
        return;
    case CONTENT_MANY_ROWS:
        take_next_of_long_table(snmprec, is_cell(name_of(varbind), if_entry) ? if_entry : if_x_entry,
                                MAX_IF_INDEX, false, varbind);
        return;
    case CONTENT_ENDLESS:
        take_next_of_long_table(snmprec, lldp_rem_entry, UINT32_MAX, true, varbind);
        return;
    case CONTENT_AS_RECORDED:
    case CONTENT_BROKEN:
    case CONTENT_RESTARTED:
        take_next(snmprec, varbind);
        return;
    }
}

/* What stands at a name, whichever way it was found. */
static void change_value(const struct content *content, struct content_varbind *varbind)
{
    struct oid name = name_of(varbind);
    if (content->kind == CONTENT_MANY_ROWS && oid_equal(name, if_number))
        set_number(varbind, VALUE_INTEGER, MAX_IF_INDEX);
    else if (content->kind == CONTENT_RESTARTED && oid_equal(name, sys_up_time))
        set_number(varbind, VALUE_TIME_TICKS, content->number);
    varbind->is_broken = content->kind == CONTENT_BROKEN && is_cell(name, if_entry);
}

static bool is_end(const struct content_varbind *varbind)
{
    return varbind->value.data[0] == VALUE_END_OF_MIB_VIEW;
}

static void find_next(const struct content *content, const struct question *question,
                      const struct snmprec *snmprec, struct content_varbind *varbind)
{
    do
        take_next_changed(content, snmprec, varbind);
    while (question->without_counter64 && varbind->value.data[0] == VALUE_COUNTER64);
    change_value(content, varbind);
}

static void find_asked(const struct content *content, const struct question *question,
                       const struct snmprec *snmprec, struct content_varbind *varbind)
{
    size_t position;
    if (!is_recorded(snmprec, name_of(varbind), &position)) {
        set_exception(varbind, VALUE_NO_SUCH_INSTANCE);
        return;
    }
    take_recorded(snmprec, position, varbind);
    if (question->without_counter64 && varbind->value.data[0] == VALUE_COUNTER64)
        set_exception(varbind, VALUE_NO_SUCH_INSTANCE);
    change_value(content, varbind);
}

/* One varbind for each name that was asked, the state of its column. */
static struct content_varbind *read_names(const struct question *question)
{
    struct content_varbind *varbinds = g_new0(struct content_varbind, MAX(question->count, 1));
    for (size_t i = 0; i < question->count; i++)
        tlv_read_oid(question->names[i], varbinds[i].arcs, &varbinds[i].count);
    return varbinds;
}

static bool repeat(const struct content *content, const struct snmprec *snmprec,
                   const struct question *question, struct content_varbind *varbinds, content_take_fn take,
                   void *user)
{
    bool more = true;
    for (uint32_t repetition = 0; repetition < question->max_repetitions && more; repetition++) {
        more = false;
        for (size_t i = question->non_repeaters; i < question->count; i++) {
            find_next(content, question, snmprec, &varbinds[i]);
            if (!take(&varbinds[i], i, user))
                return false;
            more = more || !is_end(&varbinds[i]);
        }
    }
    return true;
}

bool content_run(const struct content *content, const struct snmprec *snmprec,
                 const struct question *question, content_take_fn take, void *user)
{
    struct content_varbind *varbinds = read_names(question);
    bool is_bulk = question->kind == PDU_GETBULK, goes_on = true;
    size_t singles = is_bulk ? MIN(question->non_repeaters, question->count) : question->count;
    for (size_t i = 0; i < singles && goes_on; i++) {
        (question->kind == PDU_GET ? find_asked : find_next)(content, question, snmprec, &varbinds[i]);
        goes_on = take(&varbinds[i], i, user);
    }
    if (goes_on && is_bulk)
        goes_on = repeat(content, snmprec, question, varbinds, take, user);
    g_free(varbinds);
    return goes_on;
}
