#include "discover/answer.h"

/* A recording does not tell where the object ends and the instance begins. A name is taken for an instance of
 * a known object when something else is recorded under the same parent: right for scalars and for tables with
 * an index of one arc. */
static enum value_type missing(const struct snmprec *snmprec, struct bytes name)
{
    struct bytes parent = {name.data, name.size - 1};
    while (parent.size > 0 && parent.data[parent.size - 1] & 0x80)
        parent.size--;
    size_t position = snmprec_find_name(snmprec, parent, true);
    if (parent.size == 0 || position == snmprec_count(snmprec))
        return VALUE_NO_SUCH_OBJECT;
    struct bytes found = snmprec_name(snmprec, position);
    bool sibling = found.size > parent.size && bytes_equal((struct bytes){found.data, parent.size}, parent);
    return sibling ? VALUE_NO_SUCH_INSTANCE : VALUE_NO_SUCH_OBJECT;
}

static struct answer answer_get(const struct snmprec *snmprec, struct bytes name, bool without_counter64)
{
    size_t position = snmprec_find_name(snmprec, name, false);
    if (position == snmprec_count(snmprec) || !bytes_equal(snmprec_name(snmprec, position), name))
        return (struct answer){.name = name, .exception = missing(snmprec, name)};
    if (without_counter64 && snmprec_type(snmprec, position) == VALUE_COUNTER64)
        return (struct answer){.name = name, .exception = VALUE_NO_SUCH_INSTANCE};
    return (struct answer){.position = position};
}

/* The recorded varbind at position or behind it; name is that of the exception when there is none. */
static struct answer answer_at(const struct snmprec *snmprec, size_t position, struct bytes name,
                               bool without_counter64)
{
    while (position < snmprec_count(snmprec) && without_counter64 &&
           snmprec_type(snmprec, position) == VALUE_COUNTER64)
        position++;
    if (position >= snmprec_count(snmprec))
        return (struct answer){.name = name, .exception = VALUE_END_OF_MIB_VIEW};
    return (struct answer){.position = position};
}

static struct answer answer_next(const struct snmprec *snmprec, struct bytes name, bool without_counter64)
{
    return answer_at(snmprec, snmprec_find_name(snmprec, name, true), name, without_counter64);
}

/* The next repetition of a column goes on at the varbind after the last one; once at the end, it stays there
 * with the same name. */
static struct answer answer_repeat(const struct snmprec *snmprec, const struct answer *last)
{
    if (last->exception != 0)
        return *last;
    return answer_at(snmprec, last->position + 1, snmprec_name(snmprec, last->position), false);
}

static bool answer_bulk(const struct snmprec *snmprec, const struct question *question, answer_fn take,
                        void *user)
{
    size_t non_repeaters = MIN(question->non_repeaters, question->count);
    size_t repeaters = question->count - non_repeaters;
    for (size_t i = 0; i < non_repeaters; i++) {
        struct answer answer = answer_next(snmprec, question->names[i], false);
        if (!take(&answer, user))
            return false;
    }
    if (repeaters == 0)
        return true;
    g_autoptr(GArray) column_ends = g_array_sized_new(FALSE, FALSE, sizeof(struct answer), (guint)repeaters);
    struct answer *last = (struct answer *)(void *)column_ends->data;
    bool more = true;
    for (uint32_t repetition = 0; repetition < question->max_repetitions && more; repetition++) {
        more = false;
        for (size_t i = 0; i < repeaters; i++) {
            last[i] = repetition == 0 ? answer_next(snmprec, question->names[non_repeaters + i], false)
                                      : answer_repeat(snmprec, &last[i]);
            if (!take(&last[i], user))
                return false;
            more = more || last[i].exception == 0;
        }
    }
    return true;
}

bool answer_run(const struct snmprec *snmprec, const struct question *question, answer_fn take, void *user)
{
    if (question->kind == PDU_GETBULK)
        return answer_bulk(snmprec, question, take, user);
    for (size_t i = 0; i < question->count; i++) {
        bool next = question->kind == PDU_GETNEXT;
        struct answer answer =
            (next ? answer_next : answer_get)(snmprec, question->names[i], question->without_counter64);
        if (!take(&answer, user))
            return false;
    }
    return true;
}
