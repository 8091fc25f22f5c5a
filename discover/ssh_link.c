#include "discover/ssh_link.h"

#include "discover/ssh_algorithms.h"
#include "model/failure.h"

#include <libssh/libssh.h>
#include <poll.h>
#include <string.h>

/* So wide and high that few devices wrap lines or stop at the end of a page. */
#define COLUMNS 511
#define ROWS 1000
#define TERMINAL "vt100"
/* What drive gives beside the results of libssh. */
#define CALL_FAILED (-100)

struct ssh_link {
    struct ssh_link_options options;
    ssh_session session;
    struct ssh_counter_struct traffic;
};

struct ssh_link_channel {
    struct ssh_link *link;
    ssh_channel channel;
};

static GMutex keys_mutex, known_hosts_mutex;
static GHashTable *keys; /* path -> ssh_key */

/* What libssh has to say; the first of its lines. */
static bool fail_session(const struct ssh_link *link, const char *what, GError **error)
{
    g_autofree char *valid = g_utf8_make_valid(ssh_get_error(link->session), -1);
    valid[strcspn(valid, "\r\n")] = '\0';
    return failure(error, G_IO_ERROR_CLOSED, "%s%s%s", what, *valid ? ": " : "", valid);
}

/* What has come by then counts, however late this thread has a turn. */
bool ssh_link_wait(struct ssh_link *link, gint64 until_us, GError **error)
{
    gint64 left_ms = (until_us - g_get_monotonic_time()) / 1000;
    int flags = ssh_get_poll_flags(link->session);
    short events = (short)(POLLIN | (flags & SSH_WRITE_PENDING ? POLLOUT : 0));
    if (!stop_check(link->options.stop, error))
        return false;
    short ready =
        stop_poll(link->options.stop, ssh_get_fd(link->session), events, (int)CLAMP(left_ms, 0, G_MAXINT));
    if (!stop_check(link->options.stop, error))
        return false;
    return ready != 0 || left_ms > 0 || failure(error, G_IO_ERROR_TIMED_OUT, "silent");
}

typedef int (*call_fn)(struct ssh_link *link, void *argument);

/* Says what has had no answer, where that is why. */
static int fail_call(const struct ssh_link *link, GError *reason, const char *what, GError **error)
{
    if (g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
        failure(error, G_IO_ERROR_TIMED_OUT, "%s: no answer within %g s", what,
                link->options.step_ms / 1000.0);
        g_error_free(reason);
    } else {
        g_propagate_error(error, reason);
    }
    return CALL_FAILED;
}

/* The session does not block: each call of libssh is made until it does not say again. */
static int drive(struct ssh_link *link, call_fn call, void *argument, const char *what, GError **error)
{
    gint64 until_us = g_get_monotonic_time() + link->options.step_ms * 1000LL;
    int result = call(link, argument);
    while (result == SSH_AGAIN) {
        GError *reason = NULL;
        if (!ssh_link_wait(link, until_us, &reason))
            return fail_call(link, reason, what, error);
        result = call(link, argument);
    }
    return result;
}

static bool set_option(const struct ssh_link *link, enum ssh_options_e option, const char *value,
                       const char *what, GError **error)
{
    if (!value || ssh_options_set(link->session, option, value) == SSH_OK)
        return true;
    return failure(error, G_IO_ERROR_INVALID_ARGUMENT, "%s: nothing of '%s' is known here", what, value);
}

static bool set_algorithms(const struct ssh_link *link, GError **error)
{
    static const struct {
        enum ssh_options_e option;
        enum ssh_algorithm_kind kind;
    } lists[] = {
        {SSH_OPTIONS_KEY_EXCHANGE, SSH_ALGORITHM_KEX},
        {SSH_OPTIONS_HOSTKEYS, SSH_ALGORITHM_HOST_KEY},
        {SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, SSH_ALGORITHM_PUBLIC_KEY},
        {SSH_OPTIONS_CIPHERS_C_S, SSH_ALGORITHM_CIPHER},
        {SSH_OPTIONS_CIPHERS_S_C, SSH_ALGORITHM_CIPHER},
        {SSH_OPTIONS_HMAC_C_S, SSH_ALGORITHM_MAC},
        {SSH_OPTIONS_HMAC_S_C, SSH_ALGORITHM_MAC},
    };
    static const int legacy_rsa_bits = 768;
    const struct ssh_link_options *options = &link->options;
    if (options->allows_legacy)
        ssh_options_set(link->session, SSH_OPTIONS_RSA_MIN_SIZE, &legacy_rsa_bits);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autofree char *offer = ssh_algorithms_offer(options->host, lists[i].kind, options->allows_legacy);
        if (!set_option(link, lists[i].option, offer, ssh_algorithm_keyword(lists[i].kind), error))
            return false;
    }
    return true;
}

static bool set_options(struct ssh_link *link, GError **error)
{
    static const bool no = false;
    const struct ssh_link_options *options = &link->options;
    const char *agent = options->host->identity_agent;
    unsigned port = options->port;
    if (agent && strcmp(agent, "SSH_AUTH_SOCK") == 0)
        agent = NULL;
    ssh_options_set(link->session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(link->session, SSH_OPTIONS_PORT, &port);
    return set_option(link, SSH_OPTIONS_HOST, options->name, "HostKeyAlias", error) &&
           set_option(link, SSH_OPTIONS_USER, options->user, "user", error) &&
           set_option(link, SSH_OPTIONS_KNOWNHOSTS, options->known_hosts, "known-hosts", error) &&
           set_option(link, SSH_OPTIONS_IDENTITY_AGENT, agent, "IdentityAgent", error) &&
           set_algorithms(link, error);
}

struct ssh_link *ssh_link_new(const struct ssh_link_options *options, GError **error)
{
    struct ssh_link *link = g_new0(struct ssh_link, 1);
    link->options = *options;
    link->session = ssh_new();
    if (set_options(link, error))
        return link;
    ssh_link_free(link);
    return NULL;
}

void ssh_link_free(struct ssh_link *link)
{
    if (!link)
        return;
    ssh_disconnect(link->session);
    ssh_free(link->session);
    g_free(link);
}

static int call_connect(struct ssh_link *link, G_GNUC_UNUSED void *argument)
{
    return ssh_connect(link->session);
}

bool ssh_link_connect(struct ssh_link *link, int descriptor, GError **error)
{
    ssh_options_set(link->session, SSH_OPTIONS_FD, &descriptor);
    ssh_set_blocking(link->session, 0);
    ssh_set_counters(link->session, &link->traffic, NULL);
    int result = drive(link, call_connect, NULL, "SSH handshake", error);
    if (result != SSH_OK)
        return result != CALL_FAILED && fail_session(link, "SSH handshake", error);
    return true;
}

const char *ssh_link_identification(const struct ssh_link *link)
{
    return ssh_get_serverbanner(link->session);
}

bool ssh_link_is_up(const struct ssh_link *link)
{
    return ssh_is_connected(link->session) != 0;
}

void ssh_link_traffic(const struct ssh_link *link, uint64_t *sent, uint64_t *received)
{
    *sent = link->traffic.out_bytes;
    *received = link->traffic.in_bytes;
}

enum ssh_host_key ssh_link_check_host_key(struct ssh_link *link, bool adds_new, GError **error)
{
    bool is_added = false;
    if (adds_new) /* no line may be added twice, or be read while it is written */
        g_mutex_lock(&known_hosts_mutex);
    enum ssh_known_hosts_e known = ssh_session_is_known_server(link->session);
    bool is_new = known == SSH_KNOWN_HOSTS_UNKNOWN || known == SSH_KNOWN_HOSTS_NOT_FOUND;
    if (adds_new && is_new)
        is_added = ssh_session_update_known_hosts(link->session) == SSH_OK;
    if (adds_new)
        g_mutex_unlock(&known_hosts_mutex);
    if (known == SSH_KNOWN_HOSTS_OK || is_added)
        return SSH_HOST_KEY_KNOWN;
    if (known == SSH_KNOWN_HOSTS_ERROR || (adds_new && is_new)) {
        fail_session(link, "known_hosts", error);
        return SSH_HOST_KEY_FAILED;
    }
    return is_new ? SSH_HOST_KEY_NEW : SSH_HOST_KEY_CHANGED;
}

char *ssh_link_describe_host_key(struct ssh_link *link)
{
    ssh_key key = NULL;
    unsigned char *hash = NULL;
    size_t size;
    char *text = NULL;
    if (ssh_get_server_publickey(link->session, &key) != SSH_OK)
        return g_strdup("of unknown kind");
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) == SSH_OK) {
        char *fingerprint = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
        text = g_strdup_printf("%s %s", ssh_key_type_to_char(ssh_key_type(key)), fingerprint);
        ssh_string_free_char(fingerprint);
        ssh_clean_pubkey_hash(&hash);
    }
    ssh_key_free(key);
    return text ? text : g_strdup("of unknown kind");
}

static void free_key(gpointer key)
{
    ssh_key_free(key);
}

/* A pass phrase is stretched for a tenth of a second and more: once is enough. */
struct ssh_link_key *ssh_link_key_read(const char *path, const char *pass_phrase)
{
    ssh_key key = NULL, copy = NULL;
    g_mutex_lock(&keys_mutex);
    if (!keys)
        keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_key);
    key = g_hash_table_lookup(keys, path);
    if (!key && ssh_pki_import_privkey_file(path, pass_phrase ? pass_phrase : "", NULL, NULL, &key) == SSH_OK)
        g_hash_table_insert(keys, g_strdup(path), key);
    if (key)
        copy = ssh_key_dup(key);
    g_mutex_unlock(&keys_mutex);
    return (struct ssh_link_key *)copy;
}

void ssh_link_key_free(struct ssh_link_key *key)
{
    ssh_key_free((ssh_key)key);
}

void ssh_link_forget_keys(void)
{
    g_mutex_lock(&keys_mutex);
    g_clear_pointer(&keys, g_hash_table_unref);
    g_mutex_unlock(&keys_mutex);
}

static int of_login(int result)
{
    return result == SSH_AUTH_AGAIN ? SSH_AGAIN : result;
}

static int call_none(struct ssh_link *link, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_none(link->session, NULL));
}

static int call_key(struct ssh_link *link, void *key)
{
    return of_login(ssh_userauth_publickey(link->session, NULL, key));
}

static int call_agent(struct ssh_link *link, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_agent(link->session, NULL));
}

static int call_password(struct ssh_link *link, void *password)
{
    return of_login(ssh_userauth_password(link->session, NULL, password));
}

static int call_prompts(struct ssh_link *link, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_kbdint(link->session, NULL, NULL));
}

static enum ssh_verdict log_in(struct ssh_link *link, call_fn call, void *argument, GError **error)
{
    switch (drive(link, call, argument, "login", error)) {
    case SSH_AUTH_SUCCESS:
        return SSH_VERDICT_IN;
    case SSH_AUTH_DENIED:
        return SSH_VERDICT_REFUSED;
    case SSH_AUTH_PARTIAL:
        return SSH_VERDICT_PARTLY;
    case SSH_AUTH_INFO:
        return SSH_VERDICT_ASKS;
    case CALL_FAILED:
        return SSH_VERDICT_FAILED;
    default:
        fail_session(link, "login", error);
        return SSH_VERDICT_FAILED;
    }
}

enum ssh_verdict ssh_link_try_nothing(struct ssh_link *link, GError **error)
{
    return log_in(link, call_none, NULL, error);
}

enum ssh_verdict ssh_link_try_password(struct ssh_link *link, const char *password, GError **error)
{
    return log_in(link, call_password, (void *)password, error);
}

enum ssh_verdict ssh_link_try_agent(struct ssh_link *link, GError **error)
{
    return log_in(link, call_agent, NULL, error);
}

enum ssh_verdict ssh_link_try_prompts(struct ssh_link *link, GError **error)
{
    return log_in(link, call_prompts, NULL, error);
}

enum ssh_verdict ssh_link_try_key(struct ssh_link *link, const struct ssh_link_key *key, GError **error)
{
    return log_in(link, call_key, (void *)key, error);
}

unsigned ssh_link_methods(const struct ssh_link *link)
{
    static const struct {
        int theirs;
        enum ssh_method ours;
    } methods[] = {
        {SSH_AUTH_METHOD_PASSWORD, SSH_METHOD_PASSWORD},   {SSH_AUTH_METHOD_PUBLICKEY, SSH_METHOD_KEY},
        {SSH_AUTH_METHOD_INTERACTIVE, SSH_METHOD_PROMPTS}, {SSH_AUTH_METHOD_HOSTBASED, SSH_METHOD_HOST},
        {SSH_AUTH_METHOD_GSSAPI_MIC, SSH_METHOD_GSSAPI},
    };
    int theirs = ssh_userauth_list(link->session, NULL);
    unsigned found = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (theirs & methods[i].theirs)
            found |= methods[i].ours;
    return found;
}

unsigned ssh_link_prompt_count(struct ssh_link *link)
{
    return (unsigned)MAX(ssh_userauth_kbdint_getnprompts(link->session), 0);
}

const char *ssh_link_prompt(struct ssh_link *link, unsigned position, bool *is_shown)
{
    char shown = 0;
    const char *prompt = ssh_userauth_kbdint_getprompt(link->session, position, &shown);
    *is_shown = shown != 0;
    return prompt ? prompt : "";
}

bool ssh_link_answer_prompt(struct ssh_link *link, unsigned position, const char *answer, GError **error)
{
    return ssh_userauth_kbdint_setanswer(link->session, position, answer) == 0 ||
           fail_session(link, "login", error);
}

char *ssh_link_issue(struct ssh_link *link)
{
    char *issue = ssh_get_issue_banner(link->session);
    char *copy = g_strdup(issue);
    ssh_string_free_char(issue);
    return copy;
}

static int call_open(G_GNUC_UNUSED struct ssh_link *link, void *channel)
{
    return ssh_channel_open_session(channel);
}

static int call_terminal(G_GNUC_UNUSED struct ssh_link *link, void *channel)
{
    return ssh_channel_request_pty_size(channel, TERMINAL, COLUMNS, ROWS);
}

static int call_shell(G_GNUC_UNUSED struct ssh_link *link, void *channel)
{
    return ssh_channel_request_shell(channel);
}

struct exec {
    ssh_channel channel;
    const char *command;
};

static int call_exec(G_GNUC_UNUSED struct ssh_link *link, void *argument)
{
    const struct exec *exec = argument;
    return ssh_channel_request_exec(exec->channel, exec->command);
}

struct ssh_link_channel *ssh_link_channel_open(struct ssh_link *link, GError **error)
{
    ssh_channel channel = ssh_channel_new(link->session);
    int result = channel ? drive(link, call_open, channel, "channel", error) : SSH_ERROR;
    if (result == SSH_OK) {
        struct ssh_link_channel *opened = g_new0(struct ssh_link_channel, 1);
        *opened = (struct ssh_link_channel){link, channel};
        return opened;
    }
    if (result != CALL_FAILED && ssh_link_is_up(link))
        failure(error, G_IO_ERROR_NOT_SUPPORTED, "allows no further channel");
    else if (result != CALL_FAILED)
        fail_session(link, "channel", error);
    ssh_channel_free(channel);
    return NULL;
}

void ssh_link_channel_free(struct ssh_link_channel *channel)
{
    if (!channel)
        return;
    ssh_channel_close(channel->channel);
    ssh_channel_free(channel->channel);
    g_free(channel);
}

/* Without a terminal some devices are silent, others do very well. */
bool ssh_link_channel_shell(struct ssh_link_channel *channel, GError **error)
{
    struct ssh_link *link = channel->link;
    if (drive(link, call_terminal, channel->channel, "terminal", error) == CALL_FAILED)
        return false;
    int result = drive(link, call_shell, channel->channel, "shell", error);
    return result == SSH_OK || (result != CALL_FAILED && fail_session(link, "no shell", error));
}

bool ssh_link_channel_exec(struct ssh_link_channel *channel, const char *command, GError **error)
{
    struct exec exec = {channel->channel, command};
    int result = drive(channel->link, call_exec, &exec, "command", error);
    if (result == SSH_OK) {
        ssh_channel_send_eof(channel->channel);
        return true;
    }
    return result != CALL_FAILED &&
           failure(error, ssh_link_is_up(channel->link) ? G_IO_ERROR_NOT_SUPPORTED : G_IO_ERROR_CLOSED,
                   "runs no command on a channel of its own");
}

bool ssh_link_channel_has_ended(const struct ssh_link_channel *channel)
{
    return ssh_channel_is_eof(channel->channel) != 0;
}

gssize ssh_link_channel_read(struct ssh_link_channel *channel, bool is_error_stream, char *buffer,
                             size_t size)
{
    int count = ssh_channel_read_nonblocking(channel->channel, buffer, (uint32_t)size, is_error_stream);
    if (count > 0)
        return count;
    bool is_over = count == SSH_ERROR || count == SSH_EOF || ssh_channel_is_eof(channel->channel) ||
                   ssh_channel_is_closed(channel->channel);
    return is_over ? -1 : 0;
}

bool ssh_link_channel_write(struct ssh_link_channel *channel, const char *octets, size_t size,
                            uint32_t timeout_ms, GError **error)
{
    gint64 until_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    while (size > 0) {
        int count = ssh_channel_write(channel->channel, octets, (uint32_t)size);
        if (count == SSH_ERROR)
            return failure(error, G_IO_ERROR_CLOSED, "the device closed the session");
        size_t written = count > 0 ? (size_t)count : 0;
        octets += written;
        size -= written;
        if (size > 0 && !ssh_link_wait(channel->link, until_us, error))
            return false;
    }
    return true;
}
