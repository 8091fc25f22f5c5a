#include "cli/progress.h"

#include <stdarg.h>
#include <sys/ioctl.h>

/* Between two plain lines: seconds. */
#define PLAIN_INTERVAL 5.0
/* Over which the rate is measured: seconds. */
#define RATE_INTERVAL 1.0
/* Of the newest measurement in the smoothed rate. */
#define RATE_WEIGHT 0.3
/* An estimate of more is none: seconds. */
#define LONGEST_ESTIMATE (48 * 3600.0)

struct progress {
    FILE *out;
    bool is_terminal, is_quiet;
    bool has_line;       /* the cursor is behind a progress line */
    double last_plain;   /* when the last plain line was written */
    double rate_since;   /* when the measuring of the rate began */
    uint64_t rate_count; /* how many devices were done then */
    double rate;         /* devices per second, smoothed; less than 0: not known */
};

struct progress *progress_new(FILE *out, bool is_terminal, bool is_quiet)
{
    struct progress *progress = g_new0(struct progress, 1);
    progress->out = out;
    progress->is_terminal = is_terminal;
    progress->is_quiet = is_quiet;
    progress->rate = -1;
    return progress;
}

static void clear_line(struct progress *progress)
{
    if (progress->has_line)
        fputs("\r\033[K", progress->out);
    progress->has_line = false;
}

/* What was silent is done too. */
static void measure_rate(struct progress *progress, const struct crawl_progress *state)
{
    uint64_t done = state->visited + state->failed + state->silent;
    double elapsed = state->seconds - progress->rate_since;
    if (elapsed < RATE_INTERVAL)
        return;
    double rate = (double)(done - progress->rate_count) / elapsed;
    progress->rate = progress->rate < 0 ? rate : RATE_WEIGHT * rate + (1 - RATE_WEIGHT) * progress->rate;
    progress->rate_since = state->seconds;
    progress->rate_count = done;
}

/* "3 min" */
static char *format_seconds(double seconds)
{
    if (seconds < 100)
        return g_strdup_printf("%.0f s", MAX(seconds, 1));
    if (seconds < 100 * 60)
        return g_strdup_printf("%.0f min", seconds / 60);
    return g_strdup_printf("%.0f h", seconds / 3600);
}

/* How long those that are known of will take, if that can be told: who does not answer ends by a timeout, not
 * by what is done to others, and how many are still to be found nobody knows. NULL: it cannot. */
static char *estimate(const struct progress *progress, const struct crawl_progress *state)
{
    uint64_t ahead = state->waiting + state->in_visit - MIN(state->unanswered, state->in_visit);
    if (ahead == 0 || progress->rate <= 0.05)
        return NULL;
    double seconds = (double)ahead / progress->rate;
    return seconds > LONGEST_ESTIMATE ? NULL : format_seconds(seconds);
}

static char *format_line(const struct progress *progress, const struct crawl_progress *state)
{
    GString *line = g_string_new(NULL);
    g_autofree char *left = estimate(progress, state);
    g_string_append_printf(
        line, "visited %" G_GUINT64_FORMAT ", waiting %" G_GUINT64_FORMAT ", failed %" G_GUINT64_FORMAT,
        state->visited, state->waiting + state->in_visit, state->failed);
    if (state->silent > 0)
        g_string_append_printf(line, ", nobody at %" G_GUINT64_FORMAT, state->silent);
    if (state->unanswered > 0)
        g_string_append_printf(line, ", %" G_GUINT64_FORMAT " silent so far", state->unanswered);
    if (progress->rate >= 0)
        g_string_append_printf(line, ", %.0f/s", progress->rate);
    if (left)
        g_string_append_printf(line, ", %s for those known", left);
    return g_string_free(line, FALSE);
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
    g_autofree char *line = format_line(progress, state);
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
