/*
 * SSH link: one SSH connection (RFC 4251 to 4254). libssh is known to ssh_link.c alone.
 *
 * Blocking, but never in the library: a step is made again and again until it is done, its time is over
 * (TIMED_OUT), or the visit is stopped (CANCELLED). A link belongs to one thread.
 */
#ifndef DISCOVER_SSH_LINK_H
#define DISCOVER_SSH_LINK_H

#include "discover/ssh_config.h"
#include "discover/stop.h"

struct ssh_link;
struct ssh_link_channel;

/* What it points to must outlive the link. */
struct ssh_link_options {
    const struct ssh_host *host; /* algorithms, agent */
    const char *name;            /* the host as known_hosts has it, and the port there */
    uint16_t port;
    const char *user;
    const char *known_hosts; /* a file */
    bool allows_legacy;
    uint32_t step_ms;
    struct stop *stop;
};

/* NULL and error (INVALID_ARGUMENT) when an option means nothing to the library. */
struct ssh_link *ssh_link_new(const struct ssh_link_options *options, GError **error);
void ssh_link_free(struct ssh_link *link); /* NULL is allowed */

/* Shakes hands. The link owns the descriptor from here on, whatever comes of it. */
bool ssh_link_connect(struct ssh_link *link, int descriptor, GError **error);

/* "SSH-2.0-Cisco-1.25"; NULL before that has come. */
const char *ssh_link_identification(const struct ssh_link *link);
bool ssh_link_is_up(const struct ssh_link *link);
void ssh_link_traffic(const struct ssh_link *link, uint64_t *sent, uint64_t *received);

enum ssh_host_key { SSH_HOST_KEY_KNOWN, SSH_HOST_KEY_NEW, SSH_HOST_KEY_CHANGED, SSH_HOST_KEY_FAILED };

/* What known_hosts has to say; with adds_new a key of a host that is not there is added. FAILED sets error.
 */
enum ssh_host_key ssh_link_check_host_key(struct ssh_link *link, bool adds_new, GError **error);

/* Kind and SHA-256 fingerprint, as ssh-keygen -l shows them. The caller frees it. */
char *ssh_link_describe_host_key(struct ssh_link *link);

/* Logging in: how it was taken. FAILED sets error. */
enum ssh_verdict {
    SSH_VERDICT_IN,
    SSH_VERDICT_REFUSED,
    SSH_VERDICT_PARTLY, /* one more proof is wanted (RFC 4252 5.1) */
    SSH_VERDICT_ASKS,   /* prompts are there to be answered (RFC 4256) */
    SSH_VERDICT_FAILED
};

enum ssh_method {
    SSH_METHOD_PASSWORD = 1,
    SSH_METHOD_KEY = 2,
    SSH_METHOD_PROMPTS = 4,
    SSH_METHOD_HOST = 8,
    SSH_METHOD_GSSAPI = 16
};

/* What the device takes: of enum ssh_method; known when something was tried. */
unsigned ssh_link_methods(const struct ssh_link *link);

enum ssh_verdict ssh_link_try_nothing(struct ssh_link *link, GError **error);
enum ssh_verdict ssh_link_try_password(struct ssh_link *link, const char *password, GError **error);
enum ssh_verdict ssh_link_try_agent(struct ssh_link *link, GError **error);
/* Sends what was answered, if anything was asked, and takes what is asked next. */
enum ssh_verdict ssh_link_try_prompts(struct ssh_link *link, GError **error);

/* A private key; NULL when it cannot be read, or the pass phrase (may be NULL) is another one. Files are read
 * once; ssh_link_forget_keys ends that. */
struct ssh_link_key;
struct ssh_link_key *ssh_link_key_read(const char *path, const char *pass_phrase);
void ssh_link_key_free(struct ssh_link_key *key);
void ssh_link_forget_keys(void);
enum ssh_verdict ssh_link_try_key(struct ssh_link *link, const struct ssh_link_key *key, GError **error);

unsigned ssh_link_prompt_count(struct ssh_link *link);
/* The link's. is_shown: what is answered may be seen on the screen. */
const char *ssh_link_prompt(struct ssh_link *link, unsigned position, bool *is_shown);
bool ssh_link_answer_prompt(struct ssh_link *link, unsigned position, const char *answer, GError **error);

/* What the device has said at login (RFC 4252 5.4); NULL for nothing. The caller frees it. */
char *ssh_link_issue(struct ssh_link *link);

/* A channel of a session. NULL and error; NOT_SUPPORTED where the device allows none. */
struct ssh_link_channel *ssh_link_channel_open(struct ssh_link *link, GError **error);
void ssh_link_channel_free(struct ssh_link_channel *channel); /* NULL is allowed; before its link */

/* A terminal, which some devices want, and a shell on it. */
bool ssh_link_channel_shell(struct ssh_link_channel *channel, GError **error);
/* One command. NOT_SUPPORTED where the device runs none. */
bool ssh_link_channel_exec(struct ssh_link_channel *channel, const char *command, GError **error);

/* What has come: octets, 0 for none, -1 when none will. Does not wait. */
gssize ssh_link_channel_read(struct ssh_link_channel *channel, bool is_error_stream, char *buffer,
                             size_t size);
/* Whether the device has said that its answer ends; a link that was lost does not say so. */
bool ssh_link_channel_has_ended(const struct ssh_link_channel *channel);
bool ssh_link_channel_write(struct ssh_link_channel *channel, const char *octets, size_t size,
                            uint32_t timeout_ms, GError **error);

/* Waits until something has come, or (TIMED_OUT) the time of g_get_monotonic_time is there. */
bool ssh_link_wait(struct ssh_link *link, gint64 until_us, GError **error);

#endif
