#include "discover/textfsm_internal.h"

#include "model/text.h"
#include <gio/gio.h>
#include <string.h>
#include <time.h>

enum {
    MAX_ROWS = 1000 * 1000,
    MAX_RESULT = 128 * 1024 * 1024, /* octets that the records take */
    ITEM_COST = 96,                 /* of which an item of a list takes this much beside its text */
    MATCHES_PER_LOOK = 16           /* how often the clock is looked at */
};
/* Processor time that a text may take: a start, for the one line that makes an expression backtrack, and then
 * some for each octet, ten times what the slowest of templates need. */
#define START_NANOSECONDS (3 * INT64_C(1000000000))
#define OCTET_NANOSECONDS INT64_C(2000)

/* A Value while the machine runs. */
struct cell {
    char *text;            /* what was assigned last; NULL: nothing */
    char *kept;            /* of Filldown */
    struct cli_value list; /* of List */
};

struct run {
    const struct textfsm *fsm;
    struct cli_table *table;
    struct cell *cells;
    struct regex_match *match;
    const struct textfsm_state *state;
    const char *line;
    size_t line_size;
    guint line_number;
    size_t cost;
    guint64 matches;
    int64_t deadline; /* of this thread's processor time */
    GError **error;
};

static int64_t thread_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static const struct textfsm_value *value_at(const struct run *run, guint column)
{
    return run->fsm->values->pdata[column];
}

static bool fail(struct run *run, const struct textfsm_rule *rule, int code, const char *reason)
{
    g_autofree char *line = text_from_bytes((struct bytes){(const uint8_t *)run->line, run->line_size});
    g_set_error(run->error, G_IO_ERROR, code, "%s: line %u: %s; input line %u: %.200s", run->fsm->name,
                rule ? rule->line : 0, reason, run->line_number, line ? line : "");
    return false;
}

static bool charge(struct run *run, size_t octets)
{
    run->cost += octets;
    if (run->cost <= MAX_RESULT && run->table->rows->len < MAX_ROWS)
        return true;
    if (run->error && *run->error)
        return false;
    g_set_error(run->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                "%s: input line %u: too much comes of the text: %u records, %zu octets", run->fsm->name,
                run->line_number, run->table->rows->len, run->cost);
    return false;
}

static void set_text(char **into, const char *text)
{
    char *copy = g_strdup(text);
    g_free(*into);
    *into = copy;
}

/* What a nested group matched; NULL when it took no part. */
static char *copy_group(const struct run *run, const char *text, size_t group)
{
    struct regex_span span = regex_match_span(run->match, group);
    return span.start < 0 ? NULL : g_strndup(text + span.start, (gsize)(span.end - span.start));
}

/* An item of a List; where the Value's pattern has groups with names, these are the item. */
static bool append_item(struct run *run, guint column, const char *text)
{
    const struct textfsm_value *value = value_at(run, column);
    size_t size = text ? strlen(text) : 0;
    if (!charge(run, ITEM_COST + size))
        return false;
    struct cli_item *item = cli_value_add_item(&run->cells[column].list, text);
    if (!text || !value->nested || !value->has_names)
        return true;
    GError *reason = NULL;
    if (!regex_matches(value->nested, text, size, run->match, &reason)) {
        g_clear_error(&reason);
        return true;
    }
    for (size_t group = 1; group <= regex_group_count(value->nested); group++) {
        const char *name = regex_group_name(value->nested, group);
        if (!name)
            continue;
        g_autofree char *part = copy_group(run, text, group);
        cli_item_add_group(item, name, part);
        if (!charge(run, ITEM_COST + (part ? strlen(part) : 0)))
            return false;
    }
    return true;
}

static bool is_empty(const struct cli_value *value)
{
    return value->items ? value->items->len == 0 : !value->text || !*value->text;
}

/* Fillup: the records before take the value, up to the last that has one. */
static bool fill_up(struct run *run, guint column, const char *text)
{
    for (guint i = run->table->rows->len; text && *text && i > 0; i--) {
        struct cli_value *row = run->table->rows->pdata[i - 1];
        if (!is_empty(&row[column]))
            break;
        cli_value_set(&row[column], text);
        if (!charge(run, strlen(text)))
            return false;
    }
    return true;
}

static bool assign(struct run *run, guint column, const char *text)
{
    const struct textfsm_value *value = value_at(run, column);
    struct cell *cell = &run->cells[column];
    set_text(&cell->text, text);
    bool has_room = true;
    for (guint i = 0; i < value->option_count && has_room; i++) {
        if (value->options[i] == OPTION_FILLDOWN)
            set_text(&cell->kept, text);
        else if (value->options[i] == OPTION_LIST)
            has_room = append_item(run, column, text);
        else if (value->options[i] == OPTION_FILLUP)
            has_room = fill_up(run, column, text);
    }
    return has_room;
}

static void clear_list(struct cell *cell)
{
    cli_value_set(&cell->list, NULL);
}

static void clear_record(struct run *run)
{
    for (guint i = 0; i < run->fsm->values->len; i++) {
        struct cell *cell = &run->cells[i];
        bool fills_down = textfsm_value_has(value_at(run, i), OPTION_FILLDOWN);
        set_text(&cell->text, fills_down ? cell->kept : NULL);
        if (!fills_down)
            clear_list(cell);
    }
}

static void clear_all(struct run *run)
{
    for (guint i = 0; i < run->fsm->values->len; i++) {
        g_clear_pointer(&run->cells[i].text, g_free);
        g_clear_pointer(&run->cells[i].kept, g_free);
        clear_list(&run->cells[i]);
    }
}

static bool has_items(const struct cell *cell)
{
    return cell->list.items && cell->list.items->len > 0;
}

/* Whether what is Required is there. Required before List looks at what was matched last, behind it at the
 * list, as the options take their turns. */
static bool is_complete(const struct run *run)
{
    for (guint i = 0; i < run->fsm->values->len; i++) {
        const struct textfsm_value *value = value_at(run, i);
        const struct cell *cell = &run->cells[i];
        bool there = cell->text && *cell->text;
        for (guint k = 0; k < value->option_count; k++) {
            if (value->options[k] == OPTION_LIST)
                there = has_items(cell);
            else if (value->options[k] == OPTION_REQUIRED && !there)
                return false;
        }
    }
    return true;
}

/* Whether anything at all was matched, be it an empty text. */
static bool has_anything(const struct run *run)
{
    for (guint i = 0; i < run->fsm->values->len; i++) {
        bool is_list = textfsm_value_has(value_at(run, i), OPTION_LIST);
        if (is_list ? has_items(&run->cells[i]) : run->cells[i].text != NULL)
            return true;
    }
    return false;
}

static size_t value_cost(const struct cli_value *value)
{
    size_t cost = sizeof *value + (value->text ? strlen(value->text) + 16 : 0);
    for (guint i = 0; value->items && i < value->items->len; i++) {
        const struct cli_item *item = value->items->pdata[i];
        cost += ITEM_COST + (item->text ? strlen(item->text) : 0);
        for (guint k = 0; item->groups && k < item->groups->len; k++) {
            const struct cli_group *group = item->groups->pdata[k];
            cost += ITEM_COST + (group->text ? strlen(group->text) : 0);
        }
    }
    return cost;
}

static bool add_record(struct run *run)
{
    struct cli_value *row = cli_table_add_row(run->table);
    size_t cost = 0;
    for (guint i = 0; i < run->fsm->values->len; i++) {
        const struct cell *cell = &run->cells[i];
        if (!textfsm_value_has(value_at(run, i), OPTION_LIST)) {
            cli_value_set(&row[i], cell->text ? cell->text : "");
        } else {
            cli_value_copy(&row[i], &cell->list);
            cli_value_make_list(&row[i]);
        }
        cost += value_cost(&row[i]);
    }
    return charge(run, cost);
}

static bool record(struct run *run)
{
    if (run->fsm->values->len == 0)
        return true;
    if (!is_complete(run)) {
        clear_record(run);
        return true;
    }
    if (!has_anything(run))
        return true;
    bool done = add_record(run);
    clear_record(run);
    return done;
}

static bool do_record_action(struct run *run, const struct textfsm_rule *rule)
{
    switch (rule->record_action) {
    case RECORD_RECORD:
        return record(run);
    case RECORD_CLEAR:
        clear_record(run);
        return true;
    case RECORD_CLEARALL:
        clear_all(run);
        return true;
    case RECORD_NONE:
        break;
    }
    return true;
}

/* The groups are copied before any is assigned, as a List matches again. */
static bool do_assignments(struct run *run, const struct textfsm_rule *rule)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rule->captures->len; i++)
        g_ptr_array_add(texts, copy_group(run, run->line,
                                          g_array_index(rule->captures, struct textfsm_capture, i).group));
    for (guint i = 0; i < rule->captures->len; i++)
        if (!assign(run, g_array_index(rule->captures, struct textfsm_capture, i).value, texts->pdata[i]))
            return false;
    return true;
}

static bool fail_by_rule(struct run *run, const struct textfsm_rule *rule)
{
    g_autofree char *reason =
        g_strdup_printf("state error%s%s", rule->target ? ": " : "", rule->target ? rule->target : "");
    return fail(run, rule, G_IO_ERROR_FAILED, reason);
}

static bool has_time(struct run *run, const struct textfsm_rule *rule)
{
    if (++run->matches % MATCHES_PER_LOOK != 0 || thread_time() < run->deadline)
        return true;
    return fail(run, rule, G_IO_ERROR_NO_SPACE, "the template takes too long for this text");
}

/* Whether the rule matches; false with error where a limit was reached. */
static bool matches(struct run *run, const struct textfsm_rule *rule)
{
    GError *reason = NULL;
    if (regex_matches(rule->regex, run->line, run->line_size, run->match, &reason))
        return true;
    if (reason) {
        fail(run, rule, G_IO_ERROR_NO_SPACE, reason->message);
        g_error_free(reason);
    }
    return false;
}

static bool apply(struct run *run, const struct textfsm_rule *rule)
{
    if (!do_assignments(run, rule) || !do_record_action(run, rule))
        return false;
    return rule->line_action != LINE_ERROR || fail_by_rule(run, rule);
}

/* The rules of the state, until one that matches does not say Continue. */
static bool take_line(struct run *run)
{
    const GPtrArray *rules = run->state->rules;
    for (guint i = 0; i < rules->len; i++) {
        const struct textfsm_rule *rule = rules->pdata[i];
        if (!has_time(run, rule))
            return false;
        if (!matches(run, rule)) {
            if (*run->error)
                return false;
            continue;
        }
        if (!apply(run, rule))
            return false;
        if (rule->line_action == LINE_CONTINUE)
            continue;
        if (rule->next)
            run->state = rule->next;
        return true;
    }
    return true;
}

/* How many octets the end of a line has here, as Python's splitlines() finds them; 0: none. */
static size_t line_break(const char *at, const char *end)
{
    const unsigned char first = (unsigned char)*at;
    if (first == '\r')
        return at + 1 < end && at[1] == '\n' ? 2 : 1;
    if ((first >= '\n' && first <= '\f') || (first >= 0x1c && first <= 0x1e))
        return 1;
    if (first == 0xc2)
        return (unsigned char)at[1] == 0x85 ? 2 : 0;
    if (first == 0xe2 && (unsigned char)at[1] == 0x80)
        return (unsigned char)at[2] == 0xa8 || (unsigned char)at[2] == 0xa9 ? 3 : 0;
    return 0;
}

static bool take_text(struct run *run, const char *text, size_t size)
{
    const char *end = text + size;
    const char *at = text;
    while (at < end && run->state != run->fsm->end && run->state != run->fsm->eof) {
        const char *stop = at;
        size_t broken = 0;
        while (stop < end && (broken = line_break(stop, end)) == 0)
            stop++;
        run->line = at;
        run->line_size = (size_t)(stop - at);
        run->line_number++;
        if (!take_line(run))
            return false;
        at = stop + broken;
    }
    return true;
}

static void run_clear(struct run *run)
{
    clear_all(run);
    g_free(run->cells);
    regex_match_free(run->match);
}

struct cli_table *textfsm_parse(const struct textfsm *fsm, const char *text, size_t size, GError **error)
{
    /* Patterns only see valid text, whatever the device sent. */
    g_autofree char *repaired =
        g_utf8_validate_len(text, size, NULL) ? NULL : g_utf8_make_valid(text, (gssize)size);
    if (repaired) {
        text = repaired;
        size = strlen(repaired);
    }
    GError *reason = NULL;
    struct run run = {.fsm = fsm,
                      .table = cli_table_new(),
                      .cells = g_new0(struct cell, MAX(fsm->values->len, 1)),
                      .match = regex_match_new(),
                      .state = fsm->start,
                      .deadline = thread_time() + START_NANOSECONDS + (int64_t)size * OCTET_NANOSECONDS,
                      .error = &reason};
    for (guint i = 0; i < fsm->values->len; i++)
        cli_table_add_name(run.table, value_at(&run, i)->name);
    bool done = take_text(&run, text, size);
    /* The end of the text is a record, unless the template has said otherwise. */
    if (done && run.state != fsm->end && !fsm->has_eof)
        done = record(&run);
    run_clear(&run);
    if (done)
        return run.table;
    cli_table_free(run.table);
    g_propagate_error(error, reason);
    return NULL;
}
