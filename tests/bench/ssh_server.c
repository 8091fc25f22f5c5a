/*
 * Devices that cost little: an SSH server that answers from the folder of one recording (NAME.cli), on every
 * address of 127.0.0.0/8, each address as a device of its own, behind a line with delay.
 *
 * ssh_server FOLDER RTT_MS [exec]: prints its port, and serves until it is ended. Logins are by the password
 * `bench`. With exec it runs commands on channels of their own, as Linux does; else on a shell with a prompt,
 * as Cisco IOS does. In the answers @NAME@ is the device's own name, and @NEXT@ the next device's.
 */
#include "discover/cli_recording.h"
#include "tests/support/delay_relay.h"

#include <arpa/inet.h>
#include <libssh/callbacks.h>
#include <libssh/server.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASSWORD "bench"

static struct {
    GMutex mutex; /* of bind */
    ssh_bind bind;
    GHashTable *answers; /* command -> text with LF, both owned; not written once it serves */
    bool has_exec;
} server;

struct session {
    ssh_session session;
    ssh_event event;
    ssh_channel channel;
    struct ssh_channel_callbacks_struct channel_callbacks;
    GString *line, *out;
    unsigned number; /* of the device */
    int descriptor;
    bool is_over, has_run;
};

static void append_name(GString *out, unsigned number)
{
    g_string_append_printf(out, "sw-%u", number);
}

/* The text with names in it, and CRLF where a terminal is. */
static void append_answer(struct session *session, const char *text)
{
    for (; *text; text++) {
        if (g_str_has_prefix(text, "@NAME@") || g_str_has_prefix(text, "@NEXT@")) {
            append_name(session->out, session->number + (text[2] == 'E'));
            text += strlen("@NAME@") - 1;
            continue;
        }
        if (*text == '\n' && !server.has_exec)
            g_string_append_c(session->out, '\r');
        g_string_append_c(session->out, *text);
    }
}

static void run(struct session *session, const char *command)
{
    g_autofree char *squeezed = cli_recording_squeeze(command);
    const char *answer = g_hash_table_lookup(server.answers, squeezed);
    if (answer)
        append_answer(session, answer);
    else if (*squeezed && !g_str_has_prefix(squeezed, "terminal "))
        append_answer(session, "% Invalid input detected\n");
}

static void append_prompt(struct session *session)
{
    append_name(session->out, session->number);
    g_string_append_c(session->out, '#');
}

static int on_octets(G_GNUC_UNUSED ssh_session ssh, G_GNUC_UNUSED ssh_channel channel, void *octets,
                     uint32_t size, int is_stderr, void *user)
{
    struct session *session = user;
    const char *at = octets;
    for (uint32_t i = 0; i < size && !is_stderr; i++) {
        if (at[i] != '\r') {
            g_string_append_c(session->line, at[i]);
            g_string_append_c(session->out, at[i]);
            continue;
        }
        g_string_append(session->out, "\r\n");
        run(session, session->line->str);
        g_string_truncate(session->line, 0);
        append_prompt(session);
    }
    return (int)size;
}

static int on_terminal(G_GNUC_UNUSED ssh_session ssh, G_GNUC_UNUSED ssh_channel channel,
                       G_GNUC_UNUSED const char *name, G_GNUC_UNUSED int width, G_GNUC_UNUSED int height,
                       G_GNUC_UNUSED int pixel_width, G_GNUC_UNUSED int pixel_height,
                       G_GNUC_UNUSED void *user)
{
    return 0;
}

static int on_shell(G_GNUC_UNUSED ssh_session ssh, G_GNUC_UNUSED ssh_channel channel, void *user)
{
    struct session *session = user;
    if (server.has_exec)
        return 1;
    g_string_append(session->out, "\r\n");
    append_prompt(session);
    return 0;
}

static int on_exec(G_GNUC_UNUSED ssh_session ssh, G_GNUC_UNUSED ssh_channel channel, const char *command,
                   void *user)
{
    struct session *session = user;
    if (!server.has_exec)
        return 1;
    run(session, command);
    session->has_run = true;
    return 0;
}

static ssh_channel on_channel(ssh_session ssh, void *user)
{
    struct session *session = user;
    if (session->channel)
        return NULL;
    session->channel_callbacks =
        (struct ssh_channel_callbacks_struct){.userdata = session,
                                              .channel_data_function = on_octets,
                                              .channel_pty_request_function = on_terminal,
                                              .channel_shell_request_function = on_shell,
                                              .channel_exec_request_function = on_exec};
    ssh_callbacks_init(&session->channel_callbacks);
    session->channel = ssh_channel_new(ssh);
    ssh_set_channel_callbacks(session->channel, &session->channel_callbacks);
    return session->channel;
}

static int on_password(G_GNUC_UNUSED ssh_session ssh, G_GNUC_UNUSED const char *user_name,
                       const char *password, G_GNUC_UNUSED void *user)
{
    return strcmp(password, PASSWORD) == 0 ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
}

/* Outside of the callbacks, where a write may wait for the window. */
static void send_out(struct session *session)
{
    if (!session->channel)
        return;
    if (session->out->len > 0 &&
        ssh_channel_write(session->channel, session->out->str, (uint32_t)session->out->len) == SSH_ERROR)
        session->is_over = true;
    g_string_truncate(session->out, 0);
    if (session->has_run) {
        ssh_channel_request_send_exit_status(session->channel, 0);
        ssh_channel_send_eof(session->channel);
        ssh_channel_close(session->channel);
        session->channel = NULL; /* the session frees it */
        session->has_run = false;
    }
}

static bool begin(struct session *session)
{
    g_mutex_lock(&server.mutex);
    int result = ssh_bind_accept_fd(server.bind, session->session, session->descriptor);
    g_mutex_unlock(&server.mutex);
    if (result != SSH_OK)
        return false;
    ssh_set_auth_methods(session->session, SSH_AUTH_METHOD_PASSWORD);
    return ssh_handle_key_exchange(session->session) == SSH_OK &&
           ssh_event_add_session(session->event, session->session) == SSH_OK;
}

static gpointer serve(gpointer data)
{
    struct session *session = data;
    struct ssh_server_callbacks_struct callbacks = {.userdata = session,
                                                    .auth_password_function = on_password,
                                                    .channel_open_request_session_function = on_channel};
    ssh_callbacks_init(&callbacks);
    session->session = ssh_new();
    session->event = ssh_event_new();
    session->line = g_string_new(NULL);
    session->out = g_string_new(NULL);
    ssh_set_server_callbacks(session->session, &callbacks);
    session->is_over = !begin(session);
    while (!session->is_over && ssh_event_dopoll(session->event, -1) != SSH_ERROR)
        send_out(session);
    ssh_event_free(session->event);
    ssh_disconnect(session->session);
    ssh_free(session->session);
    g_string_free(session->line, TRUE);
    g_string_free(session->out, TRUE);
    g_free(session);
    return NULL;
}

static void on_connection(int descriptor, struct in_addr to, G_GNUC_UNUSED void *user)
{
    struct session *session = g_new0(struct session, 1);
    session->descriptor = descriptor;
    session->number = ntohl(to.s_addr) & 0xffffff;
    g_thread_unref(g_thread_new("session", serve, session));
}

static bool read_answers(const char *folder)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    const char *name;
    server.answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    while (files && (name = g_dir_read_name(files))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        char *command = cli_recording_command(name), *text = NULL;
        if (command && g_file_get_contents(path, &text, NULL, NULL))
            g_hash_table_replace(server.answers, command, text);
    }
    return g_hash_table_size(server.answers) > 0;
}

static bool open_bind(void)
{
    ssh_key key;
    const bool no = false;
    server.bind = ssh_bind_new();
    ssh_bind_options_set(server.bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    ssh_bind_options_set(server.bind, SSH_BIND_OPTIONS_BANNER,
                         server.has_exec ? "OpenSSH_bench" : "Cisco-1.25");
    return ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) == SSH_OK &&
           ssh_bind_options_set(server.bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) == SSH_OK;
}

int main(int argc, char **argv)
{
    if (argc < 3 || !read_answers(argv[1])) {
        fprintf(stderr, "usage: ssh_server NAME.cli RTT_MS [exec]\n");
        return 2;
    }
    server.has_exec = argc > 3 && strcmp(argv[3], "exec") == 0;
    signal(SIGPIPE, SIG_IGN);
    uint16_t port = delay_relay_listen(0);
    if (ssh_init() != SSH_OK || !open_bind() || port == 0) {
        fprintf(stderr, "ssh_server: cannot serve\n");
        return 1;
    }
    printf("serving on TCP port %u\n", port);
    fflush(stdout);
    delay_relay_run((uint32_t)strtoul(argv[2], NULL, 10) / 2, on_connection, NULL);
    return 0;
}
