#include "discover/terminal.h"

#include <stdint.h>
#include <string.h>

/* Longer control strings (OSC, DCS) are none: a stray introducer must not swallow the rest. */
#define MAX_CONTROL_STRING 4096
#define MAX_PAGER 200
/* Within longer lines nothing is erased: that would cost the square of their length. */
#define MAX_EDITED (64 << 10)
#define MAX_PARAMETERS 2

/* A cell that was erased: no text at the end of a line, a blank within it. */
#define ERASED '\0'

enum state { STATE_TEXT, STATE_ESCAPE, STATE_SEQUENCE, STATE_STRING, STATE_STRING_ESCAPE, STATE_SKIP };

struct terminal {
    GString *text;
    GString *cells; /* of the line; ERASED or an octet each */
    GString *line;  /* what terminal_line has given */
    size_t cursor;  /* may be beyond the cells */
    enum state state;
    size_t string_size;
    unsigned parameters[MAX_PARAMETERS], parameter;
    bool is_wiping;   /* a run of blanks that began over other text: it erases */
    bool is_pager;    /* what was on the line was a pager */
    bool is_answered; /* and nothing has come since */
    bool is_wiped;    /* and the device has erased it */
};

/* A pager and what it waits for. The pattern has to match a whole line but for blanks around it. */
static const struct pager {
    const char *pattern, *answer;
} pagers[] = {
    {"<?-{1,6} ?\\(?more( \\d+%)?\\)? ?-{0,6}>?( ?(, next page|or \\(q\\)uit|\\().*)?", " "},
    {"-{1,6} ?more ?\\(.*\\) ?-{0,6}", " "},
    {"more: <space>.*", " "},
    {"(press|hit|type) (any key|<?space>?( ?bar)?) (to|for) (continue|page|more|next).*", " "},
    {"(press|hit|type) <?(enter|return|cr)>? (to (continue|get started)|for more).*", "\r"},
    {"-{1,3} ?press any key ?-{1,3}", " "},
    {"lines \\d+-\\d+(/\\d+)?( \\d+%)? \\(end\\)", "q"},
    {"lines \\d+-\\d+(/\\d+)?( \\d+%)?", " "},
    {"\\(end\\)", "q"},
    {"-- \\[q quit.*\\]", " "},
    {"ctrl\\+c +esc +q +quit +space +n +next page.*", " "},
    {"(press|enter) ctrl-y to begin.*", "\x19"},
    {"would you like to display the next \\d+ entries\\? \\(y/n\\)", "y"},
};

/* One that can be told from text even where text follows it on the line, because nobody erased it. */
#define UNMISTAKABLE                                                                                         \
    "^ ?(<--- more --->|-{2,5}(more| more |\\(more( \\d+%)?\\))-{2,5}(, next page: space, next line: "       \
    "(enter|return key), quit: control-c)?) ?"

struct patterns {
    GRegex *pager[G_N_ELEMENTS(pagers)];
    GRegex *hint; /* what a line has to have to be any of them: nearly none has */
    GRegex *unmistakable;
};

static GRegex *compile(const char *pattern)
{
    GRegex *regex =
        g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW | G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY,
                    G_REGEX_MATCH_DEFAULT, NULL);
    g_assert(regex);
    return regex;
}

static const struct patterns *get_patterns(void)
{
    static struct patterns patterns;
    static gsize is_ready;
    if (g_once_init_enter(&is_ready)) {
        for (size_t i = 0; i < G_N_ELEMENTS(pagers); i++) {
            g_autofree char *whole = g_strdup_printf("^\\s*(?:%s)\\s*$", pagers[i].pattern);
            patterns.pager[i] = compile(whole);
        }
        patterns.hint = compile("more|press|hit|type|lines |\\(end\\)|\\[q|space|ctrl-y");
        patterns.unmistakable = compile(UNMISTAKABLE);
        g_once_init_leave(&is_ready, 1);
    }
    return &patterns;
}

static const struct pager *find_pager(const GString *line)
{
    const struct patterns *patterns = get_patterns();
    if (line->len == 0 || line->len > MAX_PAGER || !g_regex_match(patterns->hint, line->str, 0, NULL))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(pagers); i++)
        if (g_regex_match(patterns->pager[i], line->str, 0, NULL))
            return &pagers[i];
    return NULL;
}

struct terminal *terminal_new(void)
{
    struct terminal *terminal = g_new0(struct terminal, 1);
    terminal->text = g_string_new(NULL);
    terminal->cells = g_string_new(NULL);
    terminal->line = g_string_new(NULL);
    return terminal;
}

void terminal_free(struct terminal *terminal)
{
    if (!terminal)
        return;
    g_string_free(terminal->text, TRUE);
    g_string_free(terminal->cells, TRUE);
    g_string_free(terminal->line, TRUE);
    g_free(terminal);
}

const GString *terminal_text(const struct terminal *terminal)
{
    return terminal->text;
}

const GString *terminal_line(struct terminal *terminal)
{
    GString *line = terminal->line;
    g_string_truncate(line, 0);
    g_string_append_len(line, terminal->cells->str, (gssize)terminal->cells->len);
    while (line->len > 0 && line->str[line->len - 1] == ERASED)
        g_string_truncate(line, line->len - 1);
    for (size_t i = 0; i < line->len; i++)
        if (line->str[i] == ERASED)
            line->str[i] = ' ';
    return line;
}

/* Fills up to that cell with erased ones. */
static void reach(struct terminal *terminal, size_t column)
{
    GString *cells = terminal->cells;
    if (cells->len >= column)
        return;
    size_t length = cells->len;
    g_string_set_size(cells, column);
    memset(cells->str + length, ERASED, column - length);
}

static void erase(struct terminal *terminal, size_t from, size_t to)
{
    to = MIN(to, terminal->cells->len);
    if (from < to && terminal->cells->len <= MAX_EDITED)
        memset(terminal->cells->str + from, ERASED, to - from);
    terminal->is_wiped = true;
}

static void clear_line(struct terminal *terminal)
{
    g_string_truncate(terminal->cells, 0);
    terminal->cursor = 0;
    terminal->is_wiping = terminal->is_pager = terminal->is_answered = terminal->is_wiped = false;
}

void terminal_forget_line(struct terminal *terminal)
{
    memset(terminal->cells->str, ERASED, terminal->cells->len);
    terminal->is_pager = terminal->is_answered = true;
    terminal->is_wiped = false;
}

void terminal_forget_text(struct terminal *terminal)
{
    g_string_truncate(terminal->text, 0);
}

size_t terminal_line_size(const struct terminal *terminal)
{
    return terminal->cells->len;
}

static const struct pager *pager_on_line(struct terminal *terminal)
{
    return terminal->cells->len <= MAX_PAGER + TERMINAL_COLUMNS ? find_pager(terminal_line(terminal)) : NULL;
}

const char *terminal_pager(struct terminal *terminal)
{
    const struct pager *pager = pager_on_line(terminal);
    return pager ? pager->answer : NULL;
}

/* The cursor is about to leave the end of what was written: where that is a pager, somebody has answered it.
 */
static void notice_pager(struct terminal *terminal)
{
    if (!terminal->is_pager && terminal->cursor == terminal->cells->len && pager_on_line(terminal))
        terminal_forget_line(terminal);
    terminal->is_answered = false;
    terminal->is_wiping = false;
}

static void put(struct terminal *terminal, char octet)
{
    if (terminal->is_answered) /* and not erased: what comes is the next line */
        clear_line(terminal);
    GString *cells = terminal->cells;
    reach(terminal, terminal->cursor);
    bool is_over = terminal->cursor < cells->len;
    terminal->is_wiping = octet == ' ' && (is_over || terminal->is_wiping);
    if (terminal->is_wiping)
        terminal->is_wiped = true;
    char cell = terminal->is_wiping ? ERASED : octet;
    if (is_over)
        cells->str[terminal->cursor] = cell;
    else
        g_string_append_c(cells, cell);
    terminal->cursor++;
}

static void move_to(struct terminal *terminal, size_t column)
{
    notice_pager(terminal);
    terminal->cursor = MIN(column, MAX(terminal->cells->len, (size_t)TERMINAL_COLUMNS));
}

/* Takes a pager that nobody erased off the head of the line. */
static size_t skip_pager(const GString *line)
{
    g_autoptr(GMatchInfo) match = NULL;
    int end = 0;
    const struct patterns *patterns = get_patterns();
    if (g_regex_match(patterns->unmistakable, line->str, 0, &match))
        g_match_info_fetch_pos(match, 0, NULL, &end);
    return (size_t)end;
}

static void end_line(struct terminal *terminal)
{
    const GString *line = terminal_line(terminal);
    bool is_pager_left = terminal->is_pager && line->len == 0 && !terminal->is_wiped;
    if (!is_pager_left && !find_pager(line)) {
        size_t skipped = skip_pager(line);
        g_string_append_len(terminal->text, line->str + skipped, (gssize)(line->len - skipped));
        g_string_append_c(terminal->text, '\n');
    }
    clear_line(terminal);
}

/* CSI K and CSI J within the line: 0 to the end, 1 to the cursor, 2 all. */
static void erase_part(struct terminal *terminal, unsigned part)
{
    notice_pager(terminal);
    if (part == 0)
        erase(terminal, terminal->cursor, SIZE_MAX);
    else if (part == 1)
        erase(terminal, 0, terminal->cursor + 1);
    else
        erase(terminal, 0, SIZE_MAX);
}

static void delete_cells(struct terminal *terminal, size_t count)
{
    notice_pager(terminal);
    if (terminal->cursor < terminal->cells->len && terminal->cells->len <= MAX_EDITED)
        g_string_erase(terminal->cells, (gssize)terminal->cursor,
                       (gssize)MIN(count, terminal->cells->len - terminal->cursor));
}

static void run_sequence(struct terminal *terminal, char final)
{
    unsigned first = terminal->parameters[0];
    size_t count = MAX(first, 1);
    switch (final) {
    case 'C':
        move_to(terminal, terminal->cursor + count);
        break;
    case 'D':
        move_to(terminal, terminal->cursor - MIN(terminal->cursor, count));
        break;
    case 'G':
        move_to(terminal, count - 1);
        break;
    case 'H':
    case 'f':
        move_to(terminal, MAX(terminal->parameters[1], 1) - 1);
        break;
    case 'J':
    case 'K':
        erase_part(terminal, first);
        break;
    case 'P':
        delete_cells(terminal, count);
        break;
    case 'X':
        notice_pager(terminal);
        erase(terminal, terminal->cursor, terminal->cursor + count);
        break;
    default:
        break;
    }
}

static void take_control(struct terminal *terminal, char octet)
{
    switch (octet) {
    case '\n':
        end_line(terminal);
        break;
    case '\r':
        move_to(terminal, 0);
        break;
    case '\b':
        move_to(terminal, terminal->cursor - (terminal->cursor > 0));
        break;
    case '\t':
        put(terminal, octet);
        break;
    case '\033':
        terminal->state = STATE_ESCAPE;
        break;
    default:
        break;
    }
}

static void take_escape(struct terminal *terminal, char octet)
{
    terminal->state = STATE_TEXT;
    if (octet == '[') {
        memset(terminal->parameters, 0, sizeof terminal->parameters);
        terminal->parameter = 0;
        terminal->state = STATE_SEQUENCE;
    } else if (octet != '\0' && strchr("]P^_X", octet)) {
        terminal->string_size = 0;
        terminal->state = STATE_STRING;
    } else if (octet != '\0' && strchr("()*+-./#% ", octet)) {
        terminal->state = STATE_SKIP;
    } else if (octet == 'E') {
        end_line(terminal);
    } else if ((unsigned char)octet < ' ') {
        take_control(terminal, octet);
    }
}

static void take_parameter(struct terminal *terminal, char octet)
{
    unsigned *parameter = &terminal->parameters[MIN(terminal->parameter, MAX_PARAMETERS - 1)];
    if (g_ascii_isdigit(octet) && terminal->parameter < MAX_PARAMETERS)
        *parameter = MIN(*parameter * 10 + (unsigned)(octet - '0'), TERMINAL_COLUMNS);
    else if (octet == ';' && terminal->parameter < MAX_PARAMETERS)
        terminal->parameter++;
}

/* ECMA-48 5.4: parameters and intermediates, then one octet from @ to ~. */
static void take_sequence(struct terminal *terminal, char octet)
{
    unsigned char code = (unsigned char)octet;
    if (code >= 0x40 && code <= 0x7e) {
        terminal->state = STATE_TEXT;
        run_sequence(terminal, octet);
    } else if (code >= 0x20 && code < 0x40) {
        take_parameter(terminal, octet);
    } else {
        terminal->state = STATE_TEXT;
        take_control(terminal, octet);
    }
}

/* Control strings end with BEL or ESC \; one that has a line end is none. */
static void take_string(struct terminal *terminal, char octet)
{
    if (octet == '\033') {
        terminal->state = STATE_STRING_ESCAPE;
    } else if (octet == '\a' || ++terminal->string_size > MAX_CONTROL_STRING) {
        terminal->state = STATE_TEXT;
    } else if (octet == '\n') {
        terminal->state = STATE_TEXT;
        end_line(terminal);
    }
}

static void take(struct terminal *terminal, char octet)
{
    switch (terminal->state) {
    case STATE_TEXT:
        if ((unsigned char)octet < ' ' || octet == '\177')
            take_control(terminal, octet);
        else
            put(terminal, octet);
        break;
    case STATE_ESCAPE:
        take_escape(terminal, octet);
        break;
    case STATE_SEQUENCE:
        take_sequence(terminal, octet);
        break;
    case STATE_STRING:
        take_string(terminal, octet);
        break;
    case STATE_STRING_ESCAPE:
        terminal->state = STATE_TEXT;
        if (octet != '\\')
            take_escape(terminal, octet);
        break;
    case STATE_SKIP:
        terminal->state = STATE_TEXT;
        if ((unsigned char)octet < ' ')
            take_control(terminal, octet);
        break;
    }
}

void terminal_feed(struct terminal *terminal, const char *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        take(terminal, octets[i]);
}

GString *terminal_clean(const char *octets, size_t size)
{
    struct terminal *terminal = terminal_new();
    terminal_feed(terminal, octets, size);
    const GString *last = terminal_line(terminal);
    if (!find_pager(last))
        g_string_append_len(terminal->text, last->str, (gssize)last->len);
    GString *text = g_steal_pointer(&terminal->text);
    terminal->text = g_string_new(NULL);
    terminal_free(terminal);
    return text;
}
