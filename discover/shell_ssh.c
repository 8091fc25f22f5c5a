#include "discover/shell_ssh.h"

#include "discover/dialogue.h"
#include "discover/os/os.h"
#include "discover/ssh_transport.h"
#include "discover/terminal.h"

#include <libssh/libssh.h>
#include <poll.h>
#include <string.h>

#define SSH_PORT 22
#define READ_SIZE 32768
#define MAX_BANNER 8192
#define MAX_ROUNDS 8
/* After which a device that has said something waits for us. */
#define QUIET_MS 500
/* So wide and high that few devices wrap lines or stop at the end of a page. */
#define COLUMNS 511
#define ROWS 1000
#define TERMINAL "vt100"
/* What drive gives beside the results of libssh. */
#define CALL_FAILED (-100)

struct ssh_shell {
    struct shell shell;
    struct stream stream; /* the interactive channel */
    struct shell_ssh_options options;
    struct ssh_host host;
    struct ssh_transport transport;
    char *name; /* as known_hosts has it */
    char *user;
    ssh_session session;
    ssh_channel channel; /* the interactive one; NULL while there is none */
    struct dialogue *dialogue;
    struct ssh_counter_struct traffic;
    GString *banner;
    uint64_t bytes; /* of exec channels */
};

static GMutex keys_mutex, known_hosts_mutex;
static GHashTable *keys; /* path -> ssh_key */

static void free_key(gpointer key)
{
    ssh_key_free(key);
}

void shell_ssh_forget_keys(void)
{
    g_mutex_lock(&keys_mutex);
    g_clear_pointer(&keys, g_hash_table_unref);
    g_mutex_unlock(&keys_mutex);
}

/* A pass phrase is stretched for a tenth of a second and more: once is enough. */
static ssh_key load_key(const char *path, const char *pass_phrase)
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
    return copy;
}

static bool fail(GError **error, int code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool fail(GError **error, int code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, G_IO_ERROR, code, message);
    return false;
}

/* What libssh, or the program beneath, has to say; the first of its lines. */
static bool fail_session(struct ssh_shell *ssh, const char *what, GError **error)
{
    g_autofree char *complaint = ssh_transport_complaint(&ssh->transport);
    g_autofree char *valid = g_utf8_make_valid(complaint ? complaint : ssh_get_error(ssh->session), -1);
    valid[strcspn(valid, "\r\n")] = '\0';
    return fail(error, G_IO_ERROR_CLOSED, "%s%s%s", what, *valid ? ": " : "", valid);
}

/* False and error when the time is over or the visit is to end. */
static bool wait_ready(struct ssh_shell *ssh, gint64 until_us, GError **error)
{
    gint64 left_ms = (until_us - g_get_monotonic_time()) / 1000;
    int flags = ssh_get_poll_flags(ssh->session);
    short events = (short)(POLLIN | (flags & SSH_WRITE_PENDING ? POLLOUT : 0));
    if (!stop_check(ssh->options.stop, error))
        return false;
    if (left_ms <= 0)
        return fail(error, G_IO_ERROR_TIMED_OUT, "silent");
    stop_poll(ssh->options.stop, ssh_get_fd(ssh->session), events, (int)MIN(left_ms, G_MAXINT));
    return stop_check(ssh->options.stop, error);
}

typedef int (*call_fn)(struct ssh_shell *ssh, void *argument);

/* Says what has had no answer, where that is why. */
static int fail_call(struct ssh_shell *ssh, GError *reason, const char *what, GError **error)
{
    if (g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
        fail(error, G_IO_ERROR_TIMED_OUT, "%s: no answer within %g s", what,
             ssh->options.connect_ms / 1000.0);
        g_error_free(reason);
    } else {
        g_propagate_error(error, reason);
    }
    return CALL_FAILED;
}

/* The session does not block: each call of libssh is made until it does not say again. */
static int drive(struct ssh_shell *ssh, call_fn call, void *argument, const char *what, GError **error)
{
    gint64 until_us = g_get_monotonic_time() + ssh->options.connect_ms * 1000LL;
    int result = call(ssh, argument);
    while (result == SSH_AGAIN) {
        GError *reason = NULL;
        if (!wait_ready(ssh, until_us, &reason))
            return fail_call(ssh, reason, what, error);
        result = call(ssh, argument);
    }
    return result;
}

static int call_connect(struct ssh_shell *ssh, G_GNUC_UNUSED void *argument)
{
    return ssh_connect(ssh->session);
}

static int of_login(int result)
{
    return result == SSH_AUTH_AGAIN ? SSH_AGAIN : result;
}

static int call_none(struct ssh_shell *ssh, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_none(ssh->session, NULL));
}

static int call_key(struct ssh_shell *ssh, void *key)
{
    return of_login(ssh_userauth_publickey(ssh->session, NULL, key));
}

static int call_agent(struct ssh_shell *ssh, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_agent(ssh->session, NULL));
}

static int call_password(struct ssh_shell *ssh, void *password)
{
    return of_login(ssh_userauth_password(ssh->session, NULL, password));
}

static int call_interactive(struct ssh_shell *ssh, G_GNUC_UNUSED void *argument)
{
    return of_login(ssh_userauth_kbdint(ssh->session, NULL, NULL));
}

static int call_open_channel(G_GNUC_UNUSED struct ssh_shell *ssh, void *channel)
{
    return ssh_channel_open_session(channel);
}

static int call_terminal(G_GNUC_UNUSED struct ssh_shell *ssh, void *channel)
{
    return ssh_channel_request_pty_size(channel, TERMINAL, COLUMNS, ROWS);
}

static int call_shell(G_GNUC_UNUSED struct ssh_shell *ssh, void *channel)
{
    return ssh_channel_request_shell(channel);
}

struct exec {
    ssh_channel channel;
    const char *command;
};

static int call_exec(G_GNUC_UNUSED struct ssh_shell *ssh, void *argument)
{
    const struct exec *exec = argument;
    return ssh_channel_request_exec(exec->channel, exec->command);
}

static bool set_option(struct ssh_shell *ssh, enum ssh_options_e option, const char *value, const char *what,
                       GError **error)
{
    if (!value || ssh_options_set(ssh->session, option, value) == SSH_OK)
        return true;
    return fail(error, G_IO_ERROR_INVALID_ARGUMENT, "%s: nothing of '%s' is known here", what, value);
}

/* RFC 9142, RFC 8332: what the library has, but does not offer of its own accord. */
static bool allow_legacy(struct ssh_shell *ssh, GError **error)
{
    static const int rsa_bits = 768;
    static const struct {
        enum ssh_options_e option;
        const char *algorithms;
    } lists[] = {
        {SSH_OPTIONS_KEY_EXCHANGE,
         "+diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1"},
        {SSH_OPTIONS_HOSTKEYS, "+ssh-rsa"},
        {SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, "+ssh-rsa"},
        {SSH_OPTIONS_CIPHERS_C_S, "+aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"},
        {SSH_OPTIONS_CIPHERS_S_C, "+aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"},
        {SSH_OPTIONS_HMAC_C_S, "+hmac-sha1"},
        {SSH_OPTIONS_HMAC_S_C, "+hmac-sha1"},
    };
    ssh_options_set(ssh->session, SSH_OPTIONS_RSA_MIN_SIZE, &rsa_bits);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (!set_option(ssh, lists[i].option, lists[i].algorithms, "legacy-algorithms", error))
            return false;
    return true;
}

static bool set_algorithms(struct ssh_shell *ssh, GError **error)
{
    const struct ssh_host *host = &ssh->host;
    return set_option(ssh, SSH_OPTIONS_KEY_EXCHANGE, host->kex_algorithms, "KexAlgorithms", error) &&
           set_option(ssh, SSH_OPTIONS_HOSTKEYS, host->host_key_algorithms, "HostKeyAlgorithms", error) &&
           set_option(ssh, SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, host->pubkey_algorithms,
                      "PubkeyAcceptedAlgorithms", error) &&
           set_option(ssh, SSH_OPTIONS_CIPHERS_C_S, host->ciphers, "Ciphers", error) &&
           set_option(ssh, SSH_OPTIONS_CIPHERS_S_C, host->ciphers, "Ciphers", error) &&
           set_option(ssh, SSH_OPTIONS_HMAC_C_S, host->macs, "MACs", error) &&
           set_option(ssh, SSH_OPTIONS_HMAC_S_C, host->macs, "MACs", error) &&
           (!ssh->options.credential->allows_legacy || allow_legacy(ssh, error));
}

/* known_hosts has an alias without a port: it is the name of a key, not of a place. */
static bool set_options(struct ssh_shell *ssh, const char *address, unsigned port, GError **error)
{
    const bool no = false;
    const struct ssh_host *host = &ssh->host;
    const char *alias = host->host_key_alias;
    g_autofree char *usual = g_build_filename(g_get_home_dir(), ".ssh", "known_hosts", NULL);
    const char *known_hosts = ssh->options.known_hosts ? ssh->options.known_hosts : host->known_hosts;
    unsigned known_port = alias ? SSH_PORT : port;
    ssh->name = alias || port == SSH_PORT ? g_strdup(alias ? alias : address)
                                          : g_strdup_printf("[%s]:%u", address, port);
    ssh_options_set(ssh->session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(ssh->session, SSH_OPTIONS_PORT, &known_port);
    bool has_agent = !host->identity_agent || strcmp(host->identity_agent, "SSH_AUTH_SOCK") != 0;
    return set_option(ssh, SSH_OPTIONS_HOST, alias ? alias : address, "HostKeyAlias", error) &&
           set_option(ssh, SSH_OPTIONS_USER, ssh->user, "user", error) &&
           set_option(ssh, SSH_OPTIONS_KNOWNHOSTS, known_hosts ? known_hosts : usual, "known-hosts", error) &&
           set_option(ssh, SSH_OPTIONS_IDENTITY_AGENT, has_agent ? host->identity_agent : NULL,
                      "IdentityAgent", error) &&
           set_algorithms(ssh, error);
}

/* Kind and SHA-256 fingerprint, as ssh-keygen -l shows them. */
static char *describe_host_key(struct ssh_shell *ssh)
{
    ssh_key key = NULL;
    unsigned char *hash = NULL;
    size_t size;
    char *text = NULL;
    if (ssh_get_server_publickey(ssh->session, &key) != SSH_OK)
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

static bool refuse_host_key(struct ssh_shell *ssh, enum ssh_known_hosts_e known, GError **error)
{
    g_autofree char *key = describe_host_key(ssh);
    char *file = NULL;
    ssh_options_get(ssh->session, SSH_OPTIONS_KNOWNHOSTS, &file);
    g_autofree char *path = g_strdup(file ? file : "known_hosts");
    ssh_string_free_char(file);
    if (known == SSH_KNOWN_HOSTS_CHANGED || known == SSH_KNOWN_HOSTS_OTHER)
        return fail(error, G_IO_ERROR_INVALID_DATA,
                    "THE HOST KEY HAS CHANGED: it is %s, which is not what %s has for %s. Somebody may be "
                    "answering in its place, or it was replaced or reset; only if you know that it was: "
                    "ssh-keygen -f '%s' -R '%s'",
                    key, path, ssh->name, path, ssh->name);
    return fail(
        error, G_IO_ERROR_INVALID_DATA,
        "the host key is not known: it is %s, and %s has none for %s. Compare it with what the device "
        "shows and add it, or give --accept-new-host-keys",
        key, path, ssh->name);
}

static bool verify_host_key(struct ssh_shell *ssh, GError **error)
{
    bool accepts = ssh->options.accepts_new_host_keys, is_added = false;
    if (accepts) /* no line may be added twice, or be read while it is written */
        g_mutex_lock(&known_hosts_mutex);
    enum ssh_known_hosts_e known = ssh_session_is_known_server(ssh->session);
    bool is_new = known == SSH_KNOWN_HOSTS_UNKNOWN || known == SSH_KNOWN_HOSTS_NOT_FOUND;
    if (accepts && is_new)
        is_added = ssh_session_update_known_hosts(ssh->session) == SSH_OK;
    if (accepts)
        g_mutex_unlock(&known_hosts_mutex);
    if (known == SSH_KNOWN_HOSTS_OK || is_added)
        return true;
    if (known == SSH_KNOWN_HOSTS_ERROR || (accepts && is_new))
        return fail_session(ssh, "known_hosts", error);
    return refuse_host_key(ssh, known, error);
}

/* How far a login has come. */
struct login {
    GString *tried;
    GError **error;
    unsigned methods; /* that the device takes */
    bool is_in, is_over;
};

static void note_tried(struct login *login, const char *what)
{
    g_string_append_printf(login->tried, "%s%s", login->tried->len > 0 ? ", " : "", what);
}

/* PARTIAL: the device wants more than one proof (RFC 4252 5.1). */
static void take_result(struct ssh_shell *ssh, struct login *login, int result)
{
    login->is_in = result == SSH_AUTH_SUCCESS;
    login->is_over = login->is_in || result == SSH_AUTH_ERROR || result == CALL_FAILED;
    if (result == SSH_AUTH_PARTIAL)
        login->methods = (unsigned)ssh_userauth_list(ssh->session, NULL);
    if (result == SSH_AUTH_ERROR)
        fail_session(ssh, "login", login->error);
}

static void try_key_file(struct ssh_shell *ssh, struct login *login, const char *path,
                         const char *pass_phrase, bool is_needed)
{
    if (login->is_over || !(login->methods & SSH_AUTH_METHOD_PUBLICKEY))
        return;
    ssh_key key = load_key(path, pass_phrase);
    if (!key) {
        login->is_over = is_needed;
        if (is_needed)
            fail(login->error, G_IO_ERROR_NOT_SUPPORTED,
                 "the key in %s cannot be read, or its pass phrase is another one", path);
        return;
    }
    g_autofree char *what = g_strdup_printf("key %s", path);
    note_tried(login, what);
    take_result(ssh, login, drive(ssh, call_key, key, "login", login->error));
    ssh_key_free(key);
}

static void try_agent(struct ssh_shell *ssh, struct login *login)
{
    const char *agent = ssh->host.identity_agent ? ssh->host.identity_agent : g_getenv("SSH_AUTH_SOCK");
    if (login->is_over || !(login->methods & SSH_AUTH_METHOD_PUBLICKEY) || !agent ||
        strcmp(agent, "none") == 0)
        return;
    note_tried(login, "agent");
    take_result(ssh, login, drive(ssh, call_agent, NULL, "login", login->error));
}

/* The files that ssh looks for where nothing else is said. */
static void try_usual_keys(struct ssh_shell *ssh, struct login *login)
{
    static const char *const names[] = {"id_ed25519", "id_ecdsa", "id_rsa"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(g_get_home_dir(), ".ssh", names[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            try_key_file(ssh, login, path, NULL, false);
    }
}

static void try_keys(struct ssh_shell *ssh, struct login *login)
{
    const struct credential *credential = ssh->options.credential;
    const struct ssh_host *host = &ssh->host;
    bool is_bare = !credential->password && !credential->key_file;
    if (credential->key_file)
        try_key_file(ssh, login, credential->key_file, credential->key_pass_phrase, true);
    for (char **path = (char **)host->identity_files->pdata; *path && !credential->key_file; path++)
        try_key_file(ssh, login, *path, NULL, false);
    if (credential->uses_agent || (is_bare && !host->identities_only))
        try_agent(ssh, login);
    if (is_bare && host->identity_files->len <= 1)
        try_usual_keys(ssh, login);
}

/* The prompts of one round (RFC 4256 3.2): what is not shown is the password, what is shown the user. */
static bool answer_round(struct ssh_shell *ssh, bool *has_password, GError **error)
{
    int count = ssh_userauth_kbdint_getnprompts(ssh->session);
    for (int i = 0; i < count; i++) {
        char is_shown = 0;
        const char *prompt = ssh_userauth_kbdint_getprompt(ssh->session, (unsigned)i, &is_shown);
        if (!is_shown && *has_password) {
            g_autofree char *valid = g_utf8_make_valid(prompt ? prompt : "", -1);
            return fail(error, G_IO_ERROR_PERMISSION_DENIED,
                        "the password was not liked, or '%s' wants more than one", g_strstrip(valid));
        }
        const char *answer = is_shown ? ssh->user : ssh->options.credential->password;
        *has_password |= !is_shown;
        if (ssh_userauth_kbdint_setanswer(ssh->session, (unsigned)i, answer) != 0)
            return fail_session(ssh, "login", error);
    }
    return true;
}

static void try_interactive(struct ssh_shell *ssh, struct login *login)
{
    bool has_password = false;
    int result = SSH_AUTH_INFO;
    note_tried(login, "keyboard-interactive");
    for (unsigned round = 0; round < MAX_ROUNDS && result == SSH_AUTH_INFO; round++) {
        result = drive(ssh, call_interactive, NULL, "login", login->error);
        if (result == SSH_AUTH_INFO && !answer_round(ssh, &has_password, login->error))
            result = CALL_FAILED;
    }
    take_result(ssh, login, result);
}

/* Once only, in whichever way: devices lock users out that try too often. */
static void try_password(struct ssh_shell *ssh, struct login *login)
{
    char *password = ssh->options.credential->password;
    if (login->is_over || !password)
        return;
    if (login->methods & SSH_AUTH_METHOD_PASSWORD) {
        note_tried(login, "password");
        take_result(ssh, login, drive(ssh, call_password, password, "login", login->error));
    } else if (login->methods & SSH_AUTH_METHOD_INTERACTIVE) {
        try_interactive(ssh, login);
    }
}

static bool refuse_login(const struct ssh_shell *ssh, const struct login *login)
{
    static const struct {
        unsigned method;
        const char *name;
    } methods[] = {{SSH_AUTH_METHOD_PUBLICKEY, "publickey"},
                   {SSH_AUTH_METHOD_PASSWORD, "password"},
                   {SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive"},
                   {SSH_AUTH_METHOD_HOSTBASED, "hostbased"},
                   {SSH_AUTH_METHOD_GSSAPI_MIC, "gssapi-with-mic"}};
    g_autoptr(GString) taken = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (login->methods & methods[i].method)
            g_string_append_printf(taken, "%s%s", taken->len > 0 ? ", " : "", methods[i].name);
    return fail(login->error, G_IO_ERROR_PERMISSION_DENIED, "refuses user %s (tried: %s; it takes: %s)",
                ssh->user, login->tried->len > 0 ? login->tried->str : "nothing that it takes", taken->str);
}

static bool log_in(struct ssh_shell *ssh, GError **error)
{
    g_autoptr(GString) tried = g_string_new(NULL);
    struct login login = {.tried = tried, .error = error};
    take_result(ssh, &login, drive(ssh, call_none, NULL, "login", error));
    if (!login.is_over) {
        login.methods = (unsigned)ssh_userauth_list(ssh->session, NULL);
        try_keys(ssh, &login);
        try_password(ssh, &login);
    }
    return login.is_in || (login.is_over ? false : refuse_login(ssh, &login));
}

static struct ssh_shell *of_stream(struct stream *stream)
{
    return (struct ssh_shell *)(void *)((char *)stream - offsetof(struct ssh_shell, stream));
}

/* What has come on a channel: octets, 0 for none, -1 when none will. */
static int read_channel(ssh_channel channel, char *buffer, size_t size, bool is_error_stream)
{
    int count = ssh_channel_read_nonblocking(channel, buffer, (uint32_t)size, is_error_stream);
    if (count > 0)
        return count;
    bool is_over = count == SSH_ERROR || count == SSH_EOF || ssh_channel_is_eof(channel) ||
                   ssh_channel_is_closed(channel);
    return is_over ? -1 : 0;
}

static gssize read_stream(struct stream *stream, char *buffer, size_t size, uint32_t timeout_ms,
                          GError **error)
{
    struct ssh_shell *ssh = of_stream(stream);
    gint64 until_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    for (;;) {
        GError *reason = NULL;
        int count = read_channel(ssh->channel, buffer, size, false);
        if (count > 0)
            return count;
        if (count < 0) {
            fail(error, G_IO_ERROR_CLOSED, "the device closed the session");
            return -1;
        }
        if (wait_ready(ssh, until_us, &reason))
            continue;
        if (g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
            g_error_free(reason);
            return 0;
        }
        g_propagate_error(error, reason);
        return -1;
    }
}

static bool write_stream(struct stream *stream, const char *octets, size_t size, GError **error)
{
    struct ssh_shell *ssh = of_stream(stream);
    gint64 until_us = g_get_monotonic_time() + ssh->options.silence_ms * 1000LL;
    while (size > 0) {
        int count = ssh_channel_write(ssh->channel, octets, (uint32_t)size);
        if (count == SSH_ERROR)
            return fail(error, G_IO_ERROR_CLOSED, "the device closed the session");
        size_t written = count > 0 ? (size_t)count : 0;
        octets += written;
        size -= written;
        if (size > 0 && !wait_ready(ssh, until_us, error))
            return false;
    }
    return true;
}

static void free_channel(ssh_channel channel)
{
    if (!channel)
        return;
    ssh_channel_close(channel);
    ssh_channel_free(channel);
}

/* A channel of a session, open. NULL and error; NOT_SUPPORTED where the device allows none. */
static ssh_channel open_channel(struct ssh_shell *ssh, GError **error)
{
    ssh_channel channel = ssh_channel_new(ssh->session);
    int result = channel ? drive(ssh, call_open_channel, channel, "channel", error) : SSH_ERROR;
    if (result == SSH_OK)
        return channel;
    if (result != CALL_FAILED && ssh_is_connected(ssh->session))
        fail(error, G_IO_ERROR_NOT_SUPPORTED, "allows no further channel");
    else if (result != CALL_FAILED)
        fail_session(ssh, "channel", error);
    ssh_channel_free(channel);
    return NULL;
}

/* Without a terminal some devices are silent, others do very well. */
static bool open_interactive(struct ssh_shell *ssh, GError **error)
{
    const struct credential *credential = ssh->options.credential;
    struct dialogue_options options = {.login_ms = ssh->options.connect_ms,
                                       .silence_ms = ssh->options.silence_ms,
                                       .quiet_ms = QUIET_MS,
                                       .max_bytes = ssh->options.max_bytes,
                                       .user = ssh->user,
                                       .password = credential->password};
    ssh->channel = open_channel(ssh, error);
    if (!ssh->channel || drive(ssh, call_terminal, ssh->channel, "terminal", error) == CALL_FAILED)
        return false;
    int result = drive(ssh, call_shell, ssh->channel, "shell", error);
    if (result != SSH_OK)
        return result != CALL_FAILED && fail_session(ssh, "no shell", error);
    ssh->dialogue = dialogue_new(&ssh->stream, &options);
    bool is_begun = dialogue_begin(ssh->dialogue, ssh->banner, error);
    if (ssh->banner->len > MAX_BANNER)
        g_string_truncate(ssh->banner, MAX_BANNER);
    ssh->shell.banner = ssh->banner->str;
    ssh->shell.prompt = dialogue_prompt(ssh->dialogue);
    return is_begun;
}

static bool take_octets(struct ssh_shell *ssh, GString *to, const char *octets, int size, GError **error)
{
    g_string_append_len(to, octets, size);
    ssh->bytes += (uint64_t)size;
    if (ssh->bytes <= ssh->options.max_bytes)
        return true;
    return fail(error, G_IO_ERROR_NO_SPACE, "more than %" G_GUINT64_FORMAT " octets", ssh->options.max_bytes);
}

/* Whether both streams have ended; what has come is taken. */
static bool take_streams(struct ssh_shell *ssh, ssh_channel channel, GString *const streams[2], char *buffer,
                         bool *has_come, GError **error)
{
    *has_come = false;
    bool is_over = true;
    for (int i = 0; i < 2; i++) {
        int count = read_channel(channel, buffer, READ_SIZE, i == 1);
        is_over = is_over && count < 0;
        *has_come |= count > 0;
        if (count > 0 && !take_octets(ssh, streams[i], buffer, count, error))
            return false;
    }
    return is_over;
}

static bool read_exec(struct ssh_shell *ssh, ssh_channel channel, GString *const streams[2], GError **error)
{
    g_autofree char *buffer = g_malloc(READ_SIZE);
    gint64 until_us = 0;
    for (bool has_come = true;;) {
        GError *reason = NULL;
        if (has_come)
            until_us = g_get_monotonic_time() + ssh->options.silence_ms * 1000LL;
        bool is_over = take_streams(ssh, channel, streams, buffer, &has_come, &reason);
        if (is_over && (ssh_is_connected(ssh->session) || ssh_channel_is_eof(channel)))
            return true;
        if (is_over)
            return fail(error, G_IO_ERROR_CLOSED, "the device closed the connection in the middle");
        if (!reason && (has_come || wait_ready(ssh, until_us, &reason)))
            continue;
        if (g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
            g_clear_error(&reason);
            return fail(error, G_IO_ERROR_TIMED_OUT, "hangs: silent for %g s",
                        ssh->options.silence_ms / 1000.0);
        }
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
    struct exec exec = {open_channel(ssh, error), command};
    if (!exec.channel)
        return false;
    g_autoptr(GString) said = g_string_new(NULL);
    g_autoptr(GString) complained = g_string_new(NULL);
    GString *const streams[2] = {said, complained};
    int result = drive(ssh, call_exec, &exec, command, error);
    bool is_done = false;
    if (result == SSH_OK) {
        ssh_channel_send_eof(exec.channel);
        is_done = read_exec(ssh, exec.channel, streams, error);
    } else if (result != CALL_FAILED) {
        fail(error, ssh_is_connected(ssh->session) ? G_IO_ERROR_NOT_SUPPORTED : G_IO_ERROR_CLOSED,
             "runs no command on a channel of its own");
    }
    const GString *text = is_blank(said) ? complained : said;
    GString *clean = terminal_clean(text->str, text->len);
    g_string_append_len(output, clean->str, (gssize)clean->len);
    g_string_free(clean, TRUE);
    free_channel(exec.channel);
    return is_done;
}

static void update_head(struct ssh_shell *ssh)
{
    if (ssh->dialogue)
        ssh->shell.prompt = dialogue_prompt(ssh->dialogue);
    ssh->shell.cost.bytes_sent = ssh->traffic.out_bytes;
    ssh->shell.cost.bytes_received = ssh->traffic.in_bytes;
}

static bool run_ssh(struct shell *shell, const char *command, GString *output, GError **error)
{
    struct ssh_shell *ssh = (struct ssh_shell *)shell;
    GError *reason = NULL;
    shell->cost.requests++;
    bool is_done = !ssh->dialogue && run_exec(ssh, command, output, &reason);
    bool is_refused = g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
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
    if (is_ready && ssh->dialogue && os && secret)
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
    free_channel(ssh->channel);
    if (ssh->session) {
        ssh_disconnect(ssh->session);
        ssh_free(ssh->session);
    }
    ssh_transport_close(&ssh->transport);
    ssh_host_clear(&ssh->host);
    g_string_free(ssh->banner, TRUE);
    g_free(ssh->name);
    g_free(ssh->user);
    g_free(ssh);
}

/* libssh owns the descriptor from here on. */
static bool start_session(struct ssh_shell *ssh, struct address address, uint16_t port, GError **error)
{
    char text[ADDRESS_TEXT_SIZE];
    address_format(address, text);
    if (!set_options(ssh, text, port, error) ||
        !ssh_transport_open(&ssh->transport, address, port, &ssh->host, ssh_config_path(ssh->options.config),
                            ssh->options.connect_ms, ssh->options.stop, error))
        return false;
    if (ssh->options.is_reached)
        g_atomic_int_set(ssh->options.is_reached, 1);
    ssh_options_set(ssh->session, SSH_OPTIONS_FD, &ssh->transport.descriptor);
    ssh_set_blocking(ssh->session, 0);
    ssh_set_counters(ssh->session, &ssh->traffic, NULL);
    int result = drive(ssh, call_connect, NULL, "SSH handshake", error);
    if (result != SSH_OK)
        return result != CALL_FAILED && fail_session(ssh, "SSH handshake", error);
    return true;
}

static void take_banner(struct ssh_shell *ssh)
{
    const char *identification = ssh_get_serverbanner(ssh->session);
    char *issue = ssh_get_issue_banner(ssh->session);
    g_string_printf(ssh->banner, "%s\n", identification ? identification : "");
    if (issue) {
        GString *clean = terminal_clean(issue, strnlen(issue, MAX_BANNER));
        g_string_append_printf(ssh->banner, "%s\n", clean->str);
        g_string_free(clean, TRUE);
        ssh_string_free_char(issue);
    }
    ssh->shell.banner = ssh->banner->str;
}

static bool has_exec(const struct ssh_shell *ssh)
{
    static const char *const servers[] = {"OpenSSH", "dropbear", "ROSSSH"};
    const char *identification = ssh_get_serverbanner(ssh->session);
    for (size_t i = 0; identification && i < G_N_ELEMENTS(servers); i++)
        if (strstr(identification, servers[i]))
            return true;
    return false;
}

struct shell *shell_ssh_open(struct address address, uint16_t port, const struct shell_ssh_options *options,
                             GError **error)
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
    ssh->user = g_strdup(credential->user ? credential->user
                         : ssh->host.user ? ssh->host.user
                                          : g_get_user_name());
    if (port == 0)
        port = ssh->host.port > 0 ? ssh->host.port : SSH_PORT;
    ssh->session = ssh_new();
    bool is_open =
        start_session(ssh, address, port, error) && verify_host_key(ssh, error) && log_in(ssh, error);
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
