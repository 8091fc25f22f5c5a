/*
 * Dialogue: commands and answers on an interactive shell. Finds the prompt, answers pagers, and tells what a
 * command has printed from its echo and from the prompt behind it.
 *
 * It knows no SSH: it reads and writes a stream. Blocking.
 */
#ifndef DISCOVER_DIALOGUE_H
#define DISCOVER_DIALOGUE_H

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

struct stream;

struct stream_operations {
    /* Octets that have come, at most size, after waiting that long; 0 when none came; -1 and error when none
     * can (CLOSED, CANCELLED). */
    gssize (*read)(struct stream *stream, char *buffer, size_t size, uint32_t timeout_ms, GError **error);
    bool (*write)(struct stream *stream, const char *octets, size_t size, GError **error);
};

/* The head of every implementation's own struct. */
struct stream {
    const struct stream_operations *operations;
};

struct dialogue_options {
    uint32_t login_ms;           /* until the first prompt */
    uint32_t silence_ms;         /* of a device that has not finished its answer: then it hangs */
    uint32_t quiet_ms;           /* after which a device that has said something waits for us */
    uint64_t max_bytes;          /* of all that is read */
    const char *user, *password; /* for devices that ask for them on the shell; may be NULL */
};

struct dialogue;

/* The stream and what the options point to must outlive it. */
struct dialogue *dialogue_new(struct stream *stream, const struct dialogue_options *options);
void dialogue_free(struct dialogue *dialogue); /* NULL is allowed */

/* Waits for the first prompt. greeting gets what the device said before it. False and error: TIMED_OUT (no
 * prompt), PERMISSION_DENIED (it asked who is there and did not like the answer), those of the stream. */
bool dialogue_begin(struct dialogue *dialogue, GString *greeting, GError **error);

/* The prompt as seen last; "" before dialogue_begin. */
const char *dialogue_prompt(const struct dialogue *dialogue);

/* Runs one command; output is emptied before. Errors as of shell_run. */
bool dialogue_run(struct dialogue *dialogue, const char *command, GString *output, GError **error);

/* Goes to privileged mode where the prompt tells that there may be one (`sw>`). False and error only when the
 * device hung or went; that it refuses leaves the prompt as it was. */
bool dialogue_enable(struct dialogue *dialogue, const char *secret, GError **error);

#endif
