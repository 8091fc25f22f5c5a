#include "discover/dialogue.h"

#include "discover/prompt.h"
#include "discover/terminal.h"

#include <string.h>

#define READ_SIZE 32768
#define RETURN "\r"
/* How often a device that says nothing is sent a return, and asked for a prompt again. */
#define MAX_NUDGES 4
#define MAX_LOGINS 2

struct dialogue {
    struct stream *stream;
    struct dialogue_options options;
    struct terminal *terminal;
    GString *prompt;
    GString *heading; /* lines that come before every prompt: {master:0} */
    uint64_t bytes;
    bool has_no_echo;
    char *buffer;
};

/* What made a wait end. */
enum event { EVENT_OCTETS, EVENT_QUIET, EVENT_FAILED };

struct dialogue *dialogue_new(struct stream *stream, const struct dialogue_options *options)
{
    struct dialogue *dialogue = g_new0(struct dialogue, 1);
    dialogue->stream = stream;
    dialogue->options = *options;
    dialogue->terminal = terminal_new();
    dialogue->prompt = g_string_new(NULL);
    dialogue->heading = g_string_new(NULL);
    dialogue->buffer = g_malloc(READ_SIZE);
    return dialogue;
}

void dialogue_free(struct dialogue *dialogue)
{
    if (!dialogue)
        return;
    terminal_free(dialogue->terminal);
    g_string_free(dialogue->prompt, TRUE);
    g_string_free(dialogue->heading, TRUE);
    g_free(dialogue->buffer);
    g_free(dialogue);
}

const char *dialogue_prompt(const struct dialogue *dialogue)
{
    return dialogue->prompt->str;
}

static bool send_text(struct dialogue *dialogue, const char *text, GError **error)
{
    return dialogue->stream->operations->write(dialogue->stream, text, strlen(text), error);
}

static bool send_line(struct dialogue *dialogue, const char *text, GError **error)
{
    g_autofree char *line = g_strconcat(text, RETURN, NULL);
    bool is_sent = send_text(dialogue, line, error);
    explicit_bzero(line, strlen(line)); /* it may be a password */
    return is_sent;
}

static bool answer_pager(struct dialogue *dialogue, GError **error)
{
    const char *answer = terminal_pager(dialogue->terminal);
    if (!answer)
        return true;
    terminal_forget_line(dialogue->terminal);
    return send_text(dialogue, answer, error);
}

static bool count_bytes(struct dialogue *dialogue, size_t size, GError **error)
{
    dialogue->bytes += size;
    if (dialogue->bytes <= dialogue->options.max_bytes)
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "more than %" G_GUINT64_FORMAT " octets",
                dialogue->options.max_bytes);
    return false;
}

static enum event wait_for(struct dialogue *dialogue, uint32_t timeout_ms, GError **error)
{
    struct stream *stream = dialogue->stream;
    gssize size = stream->operations->read(stream, dialogue->buffer, READ_SIZE, timeout_ms, error);
    if (size < 0)
        return EVENT_FAILED;
    if (size == 0)
        return EVENT_QUIET;
    terminal_feed(dialogue->terminal, dialogue->buffer, (size_t)size);
    if (!count_bytes(dialogue, (size_t)size, error) || !answer_pager(dialogue, error))
        return EVENT_FAILED;
    return EVENT_OCTETS;
}

/* NULL where it is too long to be anything but text. */
static const GString *short_line(struct dialogue *dialogue)
{
    if (terminal_line_size(dialogue->terminal) > PROMPT_MAX + TERMINAL_COLUMNS)
        return NULL;
    return terminal_line(dialogue->terminal);
}

/* How a dialogue begins. */
struct beginning {
    GString *greeting;
    gint64 ends_us;
    GString *candidate; /* what may be the prompt; a return was sent to see it again */
    GString *behind;    /* the lines that came since */
    unsigned nudges, logins;
    bool is_candidate_sent;
    bool is_password_sent;
};

static bool fail_login(GError **error, const char *why)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, why);
    return false;
}

/* Devices that leave it to their command line to ask who is there. */
static bool answer_login(struct dialogue *dialogue, struct beginning *beginning, bool *is_answered,
                         GError **error)
{
    const GString *line = short_line(dialogue);
    const struct dialogue_options *options = &dialogue->options;
    *is_answered = false;
    if (!line || line->len == 0)
        return true;
    if (prompt_asks_change(line->str))
        return fail_login(error, "wants the password to be changed, which is not for wiremap to do");
    bool is_user = prompt_asks_user(line->str), is_password = prompt_asks_password(line->str);
    if (!is_user && !is_password)
        return true;
    const char *answer = is_user ? options->user : options->password;
    if (!answer)
        return fail_login(error, "asks for a user or a password that the credential does not have");
    if (is_user ? ++beginning->logins > MAX_LOGINS || beginning->is_password_sent
                : beginning->is_password_sent)
        return fail_login(error, "the device's own login was refused");
    beginning->is_password_sent |= is_password;
    *is_answered = true;
    terminal_forget_line(dialogue->terminal);
    return send_line(dialogue, answer, error);
}

/* Lines that are finished go to the greeting, or behind the candidate where there is one. */
static void take_lines(struct dialogue *dialogue, struct beginning *beginning)
{
    const GString *text = terminal_text(dialogue->terminal);
    GString *to = beginning->is_candidate_sent ? beginning->behind : beginning->greeting;
    g_string_append_len(to, text->str, (gssize)text->len);
    terminal_forget_text(dialogue->terminal);
}

/* A return was sent behind the candidate, which ended its line: so what comes first is the candidate's own
 * line; the rest up to the next prompt is what comes before every prompt. */
static void learn_heading(struct dialogue *dialogue, const struct beginning *beginning)
{
    const char *first = strchr(beginning->behind->str, '\n');
    g_string_assign(dialogue->heading, first ? first + 1 : "");
    while (dialogue->heading->str[0] == '\n')
        g_string_erase(dialogue->heading, 0, 1);
    if (dialogue->heading->len > PROMPT_MAX)
        g_string_truncate(dialogue->heading, 0);
}

static bool ask_again(struct dialogue *dialogue, struct beginning *beginning, const char *candidate,
                      GError **error)
{
    beginning->nudges++;
    beginning->is_candidate_sent = true;
    g_string_append(beginning->greeting, beginning->behind->str);
    g_string_truncate(beginning->behind, 0);
    g_string_assign(beginning->candidate, candidate);
    return send_text(dialogue, RETURN, error);
}

/* True in *is_over when the prompt is known: it has come twice. */
static bool look_for_prompt(struct dialogue *dialogue, struct beginning *beginning, bool is_quiet,
                            bool *is_over, GError **error)
{
    const GString *line = short_line(dialogue);
    bool is_likely = line && prompt_is_likely(line->str, line->len);
    *is_over = false;
    bool is_answered = beginning->behind->len > 0 || (is_quiet && beginning->nudges > 1);
    if (is_likely && beginning->is_candidate_sent && is_answered &&
        prompt_equals(beginning->candidate->str, line->str)) {
        g_string_assign(dialogue->prompt, line->str);
        learn_heading(dialogue, beginning);
        *is_over = true;
        return true;
    }
    if (is_likely && !beginning->is_candidate_sent)
        return ask_again(dialogue, beginning, line->str, error);
    if (is_quiet && line && beginning->nudges < MAX_NUDGES)
        return ask_again(dialogue, beginning, line->str, error);
    return true;
}

static bool fail_prompt(struct dialogue *dialogue, GError **error)
{
    const GString *line = short_line(dialogue);
    g_autofree char *shown = g_strescape(line ? line->str : "", NULL);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no prompt within %g s%s%s%s",
                dialogue->options.login_ms / 1000.0, *shown ? "; the last line is '" : "", shown,
                *shown ? "'" : "");
    return false;
}

static bool begin(struct dialogue *dialogue, struct beginning *beginning, GError **error)
{
    for (bool is_over = false; !is_over;) {
        gint64 left_ms = (beginning->ends_us - g_get_monotonic_time()) / 1000;
        if (left_ms <= 0)
            return fail_prompt(dialogue, error);
        uint32_t wait_ms = (uint32_t)MIN(left_ms, dialogue->options.quiet_ms << MIN(beginning->nudges, 8));
        enum event event = wait_for(dialogue, wait_ms, error);
        if (event == EVENT_FAILED)
            return false;
        bool is_answered;
        take_lines(dialogue, beginning);
        if (!answer_login(dialogue, beginning, &is_answered, error) ||
            (!is_answered && !look_for_prompt(dialogue, beginning, event == EVENT_QUIET, &is_over, error)))
            return false;
    }
    return true;
}

/* A device that was asked more than once has more than one prompt to send. */
static bool wait_for_quiet(struct dialogue *dialogue, gint64 ends_us, GError **error)
{
    while (g_get_monotonic_time() < ends_us) {
        enum event event = wait_for(dialogue, dialogue->options.quiet_ms, error);
        if (event != EVENT_OCTETS)
            return event == EVENT_QUIET;
    }
    return fail_prompt(dialogue, error);
}

bool dialogue_begin(struct dialogue *dialogue, GString *greeting, GError **error)
{
    struct beginning beginning = {.greeting = greeting,
                                  .ends_us = g_get_monotonic_time() + dialogue->options.login_ms * 1000LL,
                                  .candidate = g_string_new(NULL),
                                  .behind = g_string_new(NULL)};
    bool is_begun = begin(dialogue, &beginning, error) &&
                    (beginning.nudges <= 1 || wait_for_quiet(dialogue, beginning.ends_us, error));
    g_string_free(beginning.candidate, TRUE);
    g_string_free(beginning.behind, TRUE);
    return is_begun;
}

/* Whether the answer is complete: behind the echo there is a line at least, and the prompt. */
static bool is_complete(struct dialogue *dialogue, const char *command, bool is_quiet)
{
    const GString *line = short_line(dialogue), *text = terminal_text(dialogue->terminal);
    if (!line || line->len == 0)
        return false;
    if (!prompt_equals(dialogue->prompt->str, line->str))
        return is_quiet && prompt_is_kin(dialogue->prompt->str, line->str);
    if (is_quiet)
        return true;
    return text->len > 0 && (dialogue->has_no_echo || prompt_skip_echo(text->str, text->len, command));
}

static const char *skip_own_line(const struct dialogue *dialogue, const char *text)
{
    size_t size = strcspn(dialogue->prompt->str, "#>$%]");
    bool is_own =
        size > 0 && text[strcspn(text, "\n")] == '\n' && strncmp(text, dialogue->prompt->str, size) == 0;
    return is_own ? strchr(text, '\n') + 1 : text;
}

/* A long echo that the device has scrolled sideways is known by the prompt before it. */
static void take_answer(struct dialogue *dialogue, const char *command, GString *output)
{
    const GString *text = terminal_text(dialogue->terminal);
    const char *behind = prompt_skip_echo(text->str, text->len, command);
    const char *answer = behind ? behind : skip_own_line(dialogue, text->str);
    size_t size = text->len - (size_t)(answer - text->str), heading = dialogue->heading->len;
    if (heading > 0 && size >= heading &&
        strncmp(answer + size - heading, dialogue->heading->str, heading) == 0)
        size -= heading;
    dialogue->has_no_echo |= !behind;
    g_string_append_len(output, answer, (gssize)size);
    terminal_forget_text(dialogue->terminal);
    terminal_forget_line(dialogue->terminal);
}

/* Until the prompt comes, or the line that `until` knows (NULL: none). */
static bool read_answer(struct dialogue *dialogue, const char *command, bool (*until)(const char *line),
                        GError **error)
{
    gint64 heard_us = g_get_monotonic_time();
    for (;;) {
        gint64 silent_ms = (g_get_monotonic_time() - heard_us) / 1000;
        if (silent_ms >= dialogue->options.silence_ms)
            break;
        uint32_t left_ms = dialogue->options.silence_ms - (uint32_t)silent_ms;
        enum event event = wait_for(dialogue, MIN(dialogue->options.quiet_ms, left_ms), error);
        if (event == EVENT_FAILED)
            return false;
        if (event == EVENT_OCTETS)
            heard_us = g_get_monotonic_time();
        if (is_complete(dialogue, command, event == EVENT_QUIET))
            return true;
        const GString *line = until ? short_line(dialogue) : NULL;
        if (line && until(line->str))
            return true;
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "hangs: silent for %g s, and no prompt",
                dialogue->options.silence_ms / 1000.0);
    return false;
}

/* What had come before the command is not its answer. */
static void forget(struct dialogue *dialogue)
{
    terminal_forget_text(dialogue->terminal);
    terminal_forget_line(dialogue->terminal);
}

static void take_prompt(struct dialogue *dialogue)
{
    const GString *line = short_line(dialogue);
    if (line)
        g_string_assign(dialogue->prompt, line->str);
}

bool dialogue_run(struct dialogue *dialogue, const char *command, GString *output, GError **error)
{
    g_string_truncate(output, 0);
    forget(dialogue);
    if (!send_line(dialogue, command, error))
        return false;
    bool is_complete = read_answer(dialogue, command, NULL, error);
    if (is_complete)
        take_prompt(dialogue);
    take_answer(dialogue, command, output);
    return is_complete;
}

/* `sw>` may be raised; `<sw>`, `user@sw>` are other families, whose users have what they have. */
static bool may_be_enabled(const char *prompt)
{
    size_t size = strlen(prompt);
    while (size > 0 && prompt[size - 1] == ' ')
        size--;
    return size > 0 && prompt[size - 1] == '>' && prompt[0] != '<' && !strchr(prompt, '@');
}

bool dialogue_enable(struct dialogue *dialogue, const char *secret, GError **error)
{
    if (!may_be_enabled(dialogue->prompt->str))
        return true;
    forget(dialogue);
    if (!send_line(dialogue, "enable", error) ||
        !read_answer(dialogue, "enable", prompt_asks_password, error))
        return false;
    const GString *line = short_line(dialogue);
    if (line && prompt_asks_password(line->str)) {
        forget(dialogue);
        if (!send_line(dialogue, secret, error) || !read_answer(dialogue, "", prompt_asks_password, error))
            return false;
    }
    line = short_line(dialogue);
    bool is_refused = line && prompt_asks_password(line->str);
    if (!is_refused)
        take_prompt(dialogue);
    forget(dialogue);
    return !is_refused || (send_text(dialogue, "\003", error) && read_answer(dialogue, "", NULL, error));
}
