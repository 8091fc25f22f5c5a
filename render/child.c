#include "render/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

G_DEFINE_QUARK(child - error - quark, child_error)

/* How gcc and clang say it. */
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ADDRESS_SANITIZER
#endif
#endif

#define CHUNK 65536
#define MESSAGE_LIMIT 4096 /* octets kept of what is printed on standard error */

/* The first octet of what the child answers. */
#define ANSWER_CONTENT 'c'
#define ANSWER_ERROR 'e'

enum { ANSWER, MESSAGES, STREAMS };

struct child {
    pid_t pid;
    int streams[STREAMS]; /* -1: at its end */
    GString *read[STREAMS];
    gint64 deadline; /* g_get_monotonic_time; 0 none */
};

static bool write_all(int descriptor, const void *data, size_t size)
{
    const char *next = data;
    while (size > 0) {
        ssize_t written = write(descriptor, next, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        next += written;
        size -= (size_t)written;
    }
    return true;
}

static void answer(int descriptor, char kind, const void *data, size_t size)
{
    if (write_all(descriptor, &kind, 1))
        write_all(descriptor, data, size);
}

#ifndef UNDER_ADDRESS_SANITIZER
static rlim_t address_space(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%lu", &pages) != 1)
        pages = 0;
    fclose(file);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit_memory(uint32_t megabytes)
{
    rlim_t used = address_space();
    if (megabytes == 0 || used == 0)
        return;
    struct rlimit limit = {used + (rlim_t)megabytes * 1024 * 1024, used + (rlim_t)megabytes * 1024 * 1024};
    setrlimit(RLIMIT_AS, &limit);
}
#else
static void limit_memory(uint32_t megabytes G_GNUC_UNUSED)
{
}
#endif

/* No core file, and none of the handlers that the program has for signals. */
static void become_a_child(const struct child_limits *limits, int messages)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    limit_memory(limits->megabytes);
    static const int signals[] = {SIGINT, SIGTERM, SIGABRT, SIGSEGV, SIGPIPE};
    for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
        signal(signals[i], SIG_DFL);
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere >= 0)
        dup2(nowhere, STDOUT_FILENO);
    dup2(messages, STDERR_FILENO);
}

static G_GNUC_NORETURN void work_in_child(child_work_fn work, void *user, const struct child_limits *limits,
                                          const int *ends)
{
    become_a_child(limits, ends[MESSAGES]);
    g_autoptr(GError) error = NULL;
    GBytes *content = work(user, &error);
    if (content != NULL) {
        size_t size;
        const void *data = g_bytes_get_data(content, &size);
        answer(ends[ANSWER], ANSWER_CONTENT, data, size);
    } else {
        const char *message = error != NULL ? error->message : "it gave nothing";
        answer(ends[ANSWER], ANSWER_ERROR, message, strlen(message));
    }
    _exit(0);
}

static bool fail_with_errno(const char *what, GError **error)
{
    g_set_error(error, CHILD_ERROR, CHILD_ERROR_CRASHED, "%s: %s", what, g_strerror(errno));
    return false;
}

/* errno stays as it is. */
static void close_all(const int *streams, int count)
{
    int reason = errno;
    for (int i = 0; i < count; i++)
        close(streams[i]);
    errno = reason;
}

static bool open_pipes(int *ours, int *theirs, GError **error)
{
    for (int i = 0; i < STREAMS; i++) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) {
            close_all(ours, i);
            close_all(theirs, i);
            return fail_with_errno("pipe", error);
        }
        ours[i] = ends[0];
        theirs[i] = ends[1];
    }
    return true;
}

static bool start(child_work_fn work, void *user, const struct child_limits *limits, struct child *child,
                  GError **error)
{
    int theirs[STREAMS] = {-1, -1};
    if (!open_pipes(child->streams, theirs, error))
        return false;
    fflush(NULL);
    child->pid = fork();
    if (child->pid == 0)
        work_in_child(work, user, limits, theirs);
    close_all(theirs, STREAMS);
    if (child->pid < 0) {
        close_all(child->streams, STREAMS);
        return fail_with_errno("fork", error);
    }
    for (int i = 0; i < STREAMS; i++)
        child->read[i] = g_string_new(NULL);
    if (limits->seconds > 0)
        child->deadline = g_get_monotonic_time() + (gint64)limits->seconds * G_USEC_PER_SEC;
    return true;
}

static void read_some(struct child *child, int stream)
{
    char chunk[CHUNK];
    ssize_t got = read(child->streams[stream], chunk, sizeof chunk);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        close(child->streams[stream]);
        child->streams[stream] = -1;
        return;
    }
    g_string_append_len(child->read[stream], chunk, got);
    GString *messages = child->read[MESSAGES];
    if (messages->len > MESSAGE_LIMIT)
        g_string_erase(messages, 0, (gssize)(messages->len - MESSAGE_LIMIT));
}

static int time_left_ms(const struct child *child)
{
    if (child->deadline == 0)
        return -1;
    gint64 left = (child->deadline - g_get_monotonic_time()) / 1000;
    return left > 0 ? (int)MIN(left + 1, G_MAXINT) : 0;
}

/* False: the time was over before the child was done. A child of the child may hold standard error open, so
 * the answer's end is the end. */
static bool read_answer(struct child *child)
{
    while (child->streams[ANSWER] >= 0) {
        struct pollfd polled[STREAMS];
        for (int i = 0; i < STREAMS; i++)
            polled[i] = (struct pollfd){.fd = child->streams[i], .events = POLLIN};
        int ready = poll(polled, STREAMS, time_left_ms(child));
        if (ready == 0)
            return false;
        for (int i = 0; i < STREAMS && ready > 0; i++)
            if (polled[i].revents != 0)
                read_some(child, i);
    }
    return true;
}

static char *last_line(GString *messages)
{
    g_strchomp(messages->str);
    const char *line = strrchr(messages->str, '\n');
    return g_utf8_make_valid(line != NULL ? line + 1 : messages->str, -1);
}

/* What is left of standard error once the child is gone. */
static void drain_messages(struct child *child)
{
    struct pollfd polled = {.fd = child->streams[MESSAGES], .events = POLLIN};
    while (child->streams[MESSAGES] >= 0 && poll(&polled, 1, 0) > 0) {
        read_some(child, MESSAGES);
        polled.fd = child->streams[MESSAGES];
    }
}

static void fail_crashed(struct child *child, int status, GError **error)
{
    drain_messages(child);
    g_autofree char *said = last_line(child->read[MESSAGES]);
    g_autofree char *how = WIFSIGNALED(status) ? g_strdup_printf("ended by signal %d (%s)", WTERMSIG(status),
                                                                 g_strsignal(WTERMSIG(status)))
                                               : g_strdup_printf("ended with status %d", WEXITSTATUS(status));
    g_set_error(error, CHILD_ERROR, CHILD_ERROR_CRASHED, "%s%s%s", how, *said != '\0' ? ": " : "", said);
}

static GBytes *take_answer(struct child *child, int status, GError **error)
{
    GString *read = child->read[ANSWER];
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || read->len == 0) {
        fail_crashed(child, status, error);
        return NULL;
    }
    if (read->str[0] == ANSWER_ERROR) {
        g_set_error(error, CHILD_ERROR, CHILD_ERROR_REFUSED, "%s", read->str + 1);
        return NULL;
    }
    return g_bytes_new(read->str + 1, read->len - 1);
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

GBytes *child_run(child_work_fn work, void *user, const struct child_limits *limits, GError **error)
{
    struct child child = {0};
    if (!start(work, user, limits, &child, error))
        return NULL;
    bool is_in_time = read_answer(&child);
    if (!is_in_time)
        kill(child.pid, SIGKILL);
    int status = wait_for(child.pid);
    GBytes *content = NULL;
    if (is_in_time)
        content = take_answer(&child, status, error);
    else
        g_set_error(error, CHILD_ERROR, CHILD_ERROR_TIME, "not done after %u s", limits->seconds);
    for (int i = 0; i < STREAMS; i++) {
        if (child.streams[i] >= 0)
            close(child.streams[i]);
        g_string_free(child.read[i], TRUE);
    }
    return content;
}
