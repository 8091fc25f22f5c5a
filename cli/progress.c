#include "cli/progress.h"

#include <stdarg.h>
#include <sys/ioctl.h>

/* Between two plain lines: seconds. */
#define PLAIN_INTERVAL 5.0
/* Over which the rate is measured: seconds. */
#define RATE_INTERVAL 1.0

struct progress {
    FILE *out;
    bool is_terminal, is_quiet;
    bool has_line;       /* the cursor is behind a progress line */
    double last_plain;   /* when the last plain line was written */
    double rate_since;   /* when the measuring of the rate began */
    uint64_t rate_count; /* how many devices were done then */
    double rate;         /* devices per second */
};

struct progress *progress_new(FILE *out, bool is_terminal, bool is_quiet)
{
    struct progress *progress = g_new0(struct progress, 1);
    progress->out = out;
    progress->is_terminal = is_terminal;
    progress->is_quiet = is_quiet;
    return progress;
}

static void clear_line(struct progress *progress)
{
    if (progress->has_line)
        fputs("\r\033[K", progress->out);
    progress->has_line = false;
}

static void measure_rate(struct progress *progress, const struct crawl_progress *state)
{
    uint64_t done = state->visited + state->failed;
    double elapsed = state->seconds - progress->rate_since;
    if (elapsed < RATE_INTERVAL)
        return;
    progress->rate = (double)(done - progress->rate_count) / elapsed;
    progress->rate_since = state->seconds;
    progress->rate_count = done;
}

/* A line that wraps could not be written over. */
static int terminal_columns(FILE *out)
{
    struct winsize size;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return 80;
    return size.ws_col;
}

void progress_update(struct progress *progress, const struct crawl_progress *state)
{
    measure_rate(progress, state);
    if (progress->is_quiet)
        return;
    if (!progress->is_terminal && state->seconds - progress->last_plain < PLAIN_INTERVAL)
        return;
    progress->last_plain = state->seconds;
    g_autofree char *line =
        g_strdup_printf("visited %" G_GUINT64_FORMAT ", waiting %" G_GUINT64_FORMAT
                        ", failed %" G_GUINT64_FORMAT ", %.0f devices/s",
                        state->visited, state->waiting + state->in_visit, state->failed, progress->rate);
    if (progress->is_terminal) {
        fprintf(progress->out, "\r\033[K%.*s", terminal_columns(progress->out) - 1, line);
        progress->has_line = true;
    } else {
        fprintf(progress->out, "%s\n", line);
    }
    fflush(progress->out);
}

void progress_message(struct progress *progress, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    clear_line(progress);
    fprintf(progress->out, "%s\n", message);
}

void progress_free(struct progress *progress)
{
    clear_line(progress);
    fflush(progress->out);
    g_free(progress);
}
