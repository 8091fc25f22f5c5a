#include "discover/shell_ssh.h"

#include "discover/dialogue.h"
#include "discover/os/os.h"
#include "discover/ssh_hops.h"
#include "discover/ssh_link.h"
#include "discover/ssh_login.h"
#include "discover/ssh_transport.h"
#include "discover/terminal.h"
#include "model/failure.h"

#include <string.h>

#define SSH_PORT 22
#define READ_SIZE 32768
#define MAX_BANNER 8192
/* After which a device that has said something waits for us. */
#define QUIET_MS 500

struct ssh_shell {
    struct shell shell;
    struct stream stream; /* the interactive channel */
    struct shell_ssh_options options;
    struct ssh_host host;
    struct ssh_transport transport;
    char *name; /* as known_hosts has it */
    char *known_hosts;
    char *user;
    uint16_t port;
    struct ssh_link *link;
    struct ssh_link_channel *channel; /* the interactive one; NULL while there is none */
    struct dialogue *dialogue;
    GString *banner;
    uint64_t bytes; /* of exec channels */
};

/* The end of a wait that was not for anything in particular. */
static bool is_timeout(GError **reason)
{
    bool is_over = g_error_matches(*reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
    if (is_over)
        g_clear_error(reason);
    return is_over;
}

static struct ssh_shell *of_stream(struct stream *stream)
{
    return (struct ssh_shell *)(void *)((char *)stream - offsetof(struct ssh_shell, stream));
}

static gssize read_stream(struct stream *stream, char *buffer, size_t size, uint32_t timeout_ms,
                          GError **error)
{
    struct ssh_shell *ssh = of_stream(stream);
    gint64 until_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    for (;;) {
        GError *reason = NULL;
        gssize count = ssh_link_channel_read(ssh->channel, false, buffer, size);
        if (count > 0)
            return count;
        if (count < 0) {
            failure(error, G_IO_ERROR_CLOSED, "the device closed the session");
            return -1;
        }
        if (ssh_link_wait(ssh->link, until_us, &reason))
            continue;
        if (is_timeout(&reason))
            return 0;
        g_propagate_error(error, reason);
        return -1;
    }
}

static bool write_stream(struct stream *stream, const char *octets, size_t size, GError **error)
{
    struct ssh_shell *ssh = of_stream(stream);
    return ssh_link_channel_write(ssh->channel, octets, size, ssh->options.silence_ms, error);
}

static bool open_interactive(struct ssh_shell *ssh, GError **error)
{
    struct dialogue_options options = {.login_ms = ssh->options.connect_ms,
                                       .silence_ms = ssh->options.silence_ms,
                                       .quiet_ms = QUIET_MS,
                                       .max_bytes = ssh->options.max_bytes,
                                       .user = ssh->user,
                                       .password = ssh->options.credential->password};
    ssh->channel = ssh_link_channel_open(ssh->link, error);
    if (!ssh->channel || !ssh_link_channel_shell(ssh->channel, error))
        return false;
    ssh->dialogue = dialogue_new(&ssh->stream, &options);
    bool is_begun = dialogue_begin(ssh->dialogue, ssh->banner, error);
    if (ssh->banner->len > MAX_BANNER)
        g_string_truncate(ssh->banner, MAX_BANNER);
    ssh->shell.banner = ssh->banner->str;
    ssh->shell.prompt = dialogue_prompt(ssh->dialogue);
    return is_begun;
}

static bool take_octets(struct ssh_shell *ssh, GString *to, const char *octets, gssize size, GError **error)
{
    g_string_append_len(to, octets, size);
    ssh->bytes += (uint64_t)size;
    if (ssh->bytes <= ssh->options.max_bytes)
        return true;
    return failure(error, G_IO_ERROR_NO_SPACE, "more than %" G_GUINT64_FORMAT " octets",
                   ssh->options.max_bytes);
}

/* Whether both streams have ended; what has come is taken. */
static bool take_streams(struct ssh_shell *ssh, struct ssh_link_channel *channel, GString *const streams[2],
                         char *buffer, bool *has_come, GError **error)
{
    *has_come = false;
    bool is_over = true;
    for (int i = 0; i < 2; i++) {
        gssize count = ssh_link_channel_read(channel, i == 1, buffer, READ_SIZE);
        is_over = is_over && count < 0;
        *has_come |= count > 0;
        if (count > 0 && !take_octets(ssh, streams[i], buffer, count, error))
            return false;
    }
    return is_over;
}

static bool read_exec(struct ssh_shell *ssh, struct ssh_link_channel *channel, GString *const streams[2],
                      GError **error)
{
    g_autofree char *buffer = g_malloc(READ_SIZE);
    gint64 until_us = 0;
    for (bool has_come = true;;) {
        GError *reason = NULL;
        if (has_come)
            until_us = g_get_monotonic_time() + ssh->options.silence_ms * 1000LL;
        bool is_over = take_streams(ssh, channel, streams, buffer, &has_come, &reason);
        if (is_over && (ssh_link_is_up(ssh->link) || ssh_link_channel_has_ended(channel)))
            return true;
        if (is_over)
            return failure(error, G_IO_ERROR_CLOSED, "the device closed the connection in the middle");
        if (!reason && (has_come || ssh_link_wait(ssh->link, until_us, &reason)))
            continue;
        if (is_timeout(&reason))
            return failure(error, G_IO_ERROR_TIMED_OUT, "hangs: silent for %g s",
                           ssh->options.silence_ms / 1000.0);
        g_propagate_error(error, reason);
        return false;
    }
}

static bool is_blank(const GString *text)
{
    return strspn(text->str, " \t\r\n") == text->len;
}

/* What stands on the error stream counts where nothing else came: a refusal. */
static bool run_exec(struct ssh_shell *ssh, const char *command, GString *output, GError **error)
{
    struct ssh_link_channel *channel = ssh_link_channel_open(ssh->link, error);
    if (!channel)
        return false;
    g_autoptr(GString) said = g_string_new(NULL);
    g_autoptr(GString) complained = g_string_new(NULL);
    GString *const streams[2] = {said, complained};
    bool is_done = ssh_link_channel_exec(channel, command, error) && read_exec(ssh, channel, streams, error);
    const GString *text = is_blank(said) ? complained : said;
    GString *clean = terminal_clean(text->str, text->len);
    g_string_append_len(output, clean->str, (gssize)clean->len);
    g_string_free(clean, TRUE);
    ssh_link_channel_free(channel);
    return is_done;
}

static void update_head(struct ssh_shell *ssh)
{
    struct cost *cost = &ssh->shell.cost;
    if (ssh->dialogue)
        ssh->shell.prompt = dialogue_prompt(ssh->dialogue);
    if (ssh->link)
        ssh_link_traffic(ssh->link, &cost->bytes_sent, &cost->bytes_received);
}

/* Refused; or taken, and silent: some devices wait for input on such channels and never answer on one. */
static bool needs_interactive(const struct ssh_shell *ssh, const GError *reason)
{
    return g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
           (ssh->bytes == 0 && g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
}

static bool run_ssh(struct shell *shell, const char *command, GString *output, GError **error)
{
    struct ssh_shell *ssh = (struct ssh_shell *)shell;
    GError *reason = NULL;
    shell->cost.requests++;
    bool is_done = !ssh->dialogue && run_exec(ssh, command, output, &reason);
    bool is_refused = needs_interactive(ssh, reason);
    if (is_refused)
        g_clear_error(&reason);
    if (ssh->dialogue || (is_refused && open_interactive(ssh, &reason)))
        is_done = dialogue_run(ssh->dialogue, command, output, &reason);
    update_head(ssh);
    if (reason)
        g_propagate_error(error, reason);
    return is_done;
}

static bool prepare_ssh(struct shell *shell, const struct os *os, GError **error)
{
    struct ssh_shell *ssh = (struct ssh_shell *)shell;
    const char *secret = ssh->options.credential->enable_password;
    g_autoptr(GString) ignored = g_string_new(NULL);
    bool is_ready = ssh->dialogue || (os && os->has_exec) || open_interactive(ssh, error);
    if (is_ready && ssh->dialogue && secret)
        is_ready = dialogue_enable(ssh->dialogue, secret, error);
    for (const char *const *setup = os && ssh->dialogue ? os->setup : NULL; is_ready && setup && *setup;
         setup++) {
        shell->cost.requests++;
        is_ready = dialogue_run(ssh->dialogue, *setup, ignored, error);
    }
    update_head(ssh);
    return is_ready;
}

static void free_ssh(struct shell *shell)
{
    struct ssh_shell *ssh = (struct ssh_shell *)shell;
    dialogue_free(ssh->dialogue);
    ssh_link_channel_free(ssh->channel);
    ssh_link_free(ssh->link);
    ssh_transport_close(&ssh->transport);
    ssh_host_clear(&ssh->host);
    g_string_free(ssh->banner, TRUE);
    g_free(ssh->name);
    g_free(ssh->known_hosts);
    g_free(ssh->user);
    g_free(ssh);
}

/* known_hosts has an alias without a port: it is the name of a key, not of a place. */
static bool make_link(struct ssh_shell *ssh, const char *address, GError **error)
{
    const struct ssh_host *host = &ssh->host;
    const char *alias = host->host_key_alias;
    const char *known_hosts = ssh->options.known_hosts ? ssh->options.known_hosts : host->known_hosts;
    ssh->known_hosts =
        known_hosts ? g_strdup(known_hosts) : g_build_filename(g_get_home_dir(), ".ssh", "known_hosts", NULL);
    ssh->name = alias || ssh->port == SSH_PORT ? g_strdup(alias ? alias : address)
                                               : g_strdup_printf("[%s]:%u", address, (unsigned)ssh->port);
    struct ssh_link_options options = {.host = host,
                                       .name = alias ? alias : address,
                                       .port = alias ? SSH_PORT : ssh->port,
                                       .user = ssh->user,
                                       .known_hosts = ssh->known_hosts,
                                       .allows_legacy = ssh->options.credential->allows_legacy,
                                       .step_ms = ssh->options.connect_ms,
                                       .stop = ssh->options.stop};
    ssh->link = ssh_link_new(&options, error);
    return ssh->link != NULL;
}

/* Closed before a word was said: there are sessions enough at the moment, here or at a jump host. */
static bool is_busy(const struct ssh_shell *ssh, const GError *reason, const char *complaint)
{
    return g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_CLOSED) && !ssh_link_identification(ssh->link) &&
           (!complaint || strstr(complaint, "exchange_identification"));
}

/* Where a program is between, it knows best why nothing came. */
static bool shake_hands(struct ssh_shell *ssh, GError **error)
{
    g_autoptr(GError) reason = NULL;
    if (ssh_link_connect(ssh->link, ssh->transport.descriptor, &reason))
        return true;
    g_autofree char *complaint = ssh_transport_complaint(&ssh->transport);
    if (is_busy(ssh, reason, complaint))
        reason->code = G_IO_ERROR_BUSY;
    if (complaint && !g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return failure(error, reason->code, "SSH handshake: %s", complaint);
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

static bool reach(struct ssh_shell *ssh, struct address address, GError **error)
{
    const struct shell_ssh_options *options = &ssh->options;
    if (!ssh_transport_open(&ssh->transport, address, ssh->port, &ssh->host, ssh_config_path(options->config),
                            options->reach_ms, options->stop, error))
        return false;
    if (options->is_reached)
        g_atomic_int_set(options->is_reached, 1);
    return shake_hands(ssh, error);
}

static bool connect_to(struct ssh_shell *ssh, struct address address, GError **error)
{
    char text[ADDRESS_TEXT_SIZE];
    int turn = -1;
    if (!make_link(ssh, address_format(address, text), error))
        return false;
    if (ssh->host.proxy_jump && (turn = ssh_hops_begin(ssh->options.stop, error)) < 0)
        return false;
    bool is_connected = reach(ssh, address, error);
    ssh_hops_end(turn);
    return is_connected;
}

static bool verify_host_key(struct ssh_shell *ssh, GError **error)
{
    enum ssh_host_key state = ssh_link_check_host_key(ssh->link, ssh->options.accepts_new_host_keys, error);
    if (state == SSH_HOST_KEY_KNOWN || state == SSH_HOST_KEY_FAILED)
        return state == SSH_HOST_KEY_KNOWN;
    g_autofree char *key = ssh_link_describe_host_key(ssh->link);
    const char *path = ssh->known_hosts;
    if (state == SSH_HOST_KEY_CHANGED)
        return failure(error, G_IO_ERROR_INVALID_DATA,
                       "THE HOST KEY HAS CHANGED: it is %s, which is not what %s has for %s. Somebody may be "
                       "answering in its place, or it was replaced or reset; only if you know that it was: "
                       "ssh-keygen -f '%s' -R '%s'",
                       key, path, ssh->name, path, ssh->name);
    return failure(
        error, G_IO_ERROR_INVALID_DATA,
        "the host key is not known: it is %s, and %s has none for %s. Compare it with what the device "
        "shows and add it, or give --accept-new-host-keys",
        key, path, ssh->name);
}

static void take_banner(struct ssh_shell *ssh)
{
    const char *identification = ssh_link_identification(ssh->link);
    g_autofree char *issue = ssh_link_issue(ssh->link);
    g_string_printf(ssh->banner, "%s\n", identification ? identification : "");
    if (issue) {
        GString *clean = terminal_clean(issue, strnlen(issue, MAX_BANNER));
        g_string_append_printf(ssh->banner, "%s\n", clean->str);
        g_string_free(clean, TRUE);
    }
    ssh->shell.banner = ssh->banner->str;
}

static bool has_exec(const struct ssh_shell *ssh)
{
    static const char *const servers[] = {"OpenSSH", "dropbear", "ROSSSH"};
    const char *identification = ssh_link_identification(ssh->link);
    for (size_t i = 0; identification && i < G_N_ELEMENTS(servers); i++)
        if (strstr(identification, servers[i]))
            return true;
    return false;
}

static struct ssh_shell *shell_new(struct address address, uint16_t port,
                                   const struct shell_ssh_options *options)
{
    static const struct shell_operations shell_operations = {run_ssh, prepare_ssh, free_ssh};
    static const struct stream_operations stream_operations = {read_stream, write_stream};
    const struct credential *credential = options->credential;
    char text[ADDRESS_TEXT_SIZE];
    struct ssh_shell *ssh = g_new0(struct ssh_shell, 1);
    ssh->shell = (struct shell){.operations = &shell_operations,
                                .via = VIA_SSH,
                                .credential = credential->name,
                                .banner = "",
                                .prompt = ""};
    ssh->stream.operations = &stream_operations;
    ssh->options = *options;
    ssh->banner = g_string_new(NULL);
    ssh->transport = (struct ssh_transport){.descriptor = -1, .complaints = -1};
    ssh_config_find(options->config, address_format(address, text), credential->user, port, &ssh->host);
    const struct ssh_host *host = &ssh->host;
    ssh->user = g_strdup(credential->user ? credential->user : host->user ? host->user : g_get_user_name());
    ssh->port = port > 0 ? port : host->port > 0 ? host->port : SSH_PORT;
    return ssh;
}

struct shell *shell_ssh_open(struct address address, uint16_t port, const struct shell_ssh_options *options,
                             GError **error)
{
    struct ssh_shell *ssh = shell_new(address, port, options);
    bool is_open = connect_to(ssh, address, error) && verify_host_key(ssh, error) &&
                   ssh_login(ssh->link, options->credential, &ssh->host, ssh->user, error);
    if (is_open)
        take_banner(ssh);
    is_open = is_open && (has_exec(ssh) || open_interactive(ssh, error));
    ssh->shell.cost.rtt_us = ssh->transport.rtt_us;
    update_head(ssh);
    if (is_open)
        return &ssh->shell;
    if (options->cost) {
        options->cost->bytes_sent += ssh->shell.cost.bytes_sent;
        options->cost->bytes_received += ssh->shell.cost.bytes_received;
    }
    free_ssh(&ssh->shell);
    return NULL;
}
