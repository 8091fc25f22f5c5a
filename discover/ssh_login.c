#include "discover/ssh_login.h"

#include <string.h>

#define MAX_ROUNDS 8

/* How far a login has come. */
struct login {
    struct ssh_link *link;
    const struct credential *credential;
    const struct ssh_host *host;
    const char *user;
    GString *tried;
    GError **error;
    unsigned methods; /* that the device takes */
    bool is_in, is_over;
};

static void note_tried(struct login *login, const char *what)
{
    g_string_append_printf(login->tried, "%s%s", login->tried->len > 0 ? ", " : "", what);
}

/* A device that wants more than one proof may take other ways from then on. */
static void take_verdict(struct login *login, enum ssh_verdict verdict)
{
    login->is_in = verdict == SSH_VERDICT_IN;
    login->is_over = login->is_in || verdict == SSH_VERDICT_FAILED;
    if (verdict == SSH_VERDICT_PARTLY)
        login->methods = ssh_link_methods(login->link);
}

static void try_key_file(struct login *login, const char *path, const char *pass_phrase, bool is_needed)
{
    if (login->is_over || !(login->methods & SSH_METHOD_KEY))
        return;
    struct ssh_link_key *key = ssh_link_key_read(path, pass_phrase);
    if (!key) {
        login->is_over = is_needed;
        if (is_needed)
            g_set_error(login->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                        "the key in %s cannot be read, or its pass phrase is another one", path);
        return;
    }
    g_autofree char *what = g_strdup_printf("key %s", path);
    note_tried(login, what);
    take_verdict(login, ssh_link_try_key(login->link, key, login->error));
    ssh_link_key_free(key);
}

static void try_agent(struct login *login)
{
    const char *agent = login->host->identity_agent ? login->host->identity_agent : g_getenv("SSH_AUTH_SOCK");
    if (login->is_over || !(login->methods & SSH_METHOD_KEY) || !agent || strcmp(agent, "none") == 0)
        return;
    note_tried(login, "agent");
    take_verdict(login, ssh_link_try_agent(login->link, login->error));
}

/* The files that ssh looks for where nothing else is said. */
static void try_usual_keys(struct login *login)
{
    static const char *const names[] = {"id_ed25519", "id_ecdsa", "id_rsa"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(g_get_home_dir(), ".ssh", names[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            try_key_file(login, path, NULL, false);
    }
}

static void try_keys(struct login *login)
{
    const struct credential *credential = login->credential;
    const struct ssh_host *host = login->host;
    bool is_bare = !credential->password && !credential->key_file;
    if (credential->key_file)
        try_key_file(login, credential->key_file, credential->key_pass_phrase, true);
    for (char **path = (char **)host->identity_files->pdata; *path && !credential->key_file; path++)
        try_key_file(login, *path, NULL, false);
    if (credential->uses_agent || (is_bare && !host->identities_only))
        try_agent(login);
    if (is_bare && host->identity_files->len <= 1)
        try_usual_keys(login);
}

/* The prompts of one round (RFC 4256 3.2): what is not shown is the password, what is shown the user. */
static bool answer_round(struct login *login, bool *has_password)
{
    unsigned count = ssh_link_prompt_count(login->link);
    for (unsigned i = 0; i < count; i++) {
        bool is_shown;
        const char *prompt = ssh_link_prompt(login->link, i, &is_shown);
        if (!is_shown && *has_password) {
            g_autofree char *valid = g_utf8_make_valid(prompt, -1);
            g_set_error(login->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                        "the password was not liked, or '%s' wants more than one", g_strstrip(valid));
            return false;
        }
        const char *answer = is_shown ? login->user : login->credential->password;
        *has_password |= !is_shown;
        if (!ssh_link_answer_prompt(login->link, i, answer, login->error))
            return false;
    }
    return true;
}

static void try_prompts(struct login *login)
{
    bool has_password = false;
    enum ssh_verdict verdict = SSH_VERDICT_ASKS;
    note_tried(login, "keyboard-interactive");
    for (unsigned round = 0; round < MAX_ROUNDS && verdict == SSH_VERDICT_ASKS; round++) {
        verdict = ssh_link_try_prompts(login->link, login->error);
        if (verdict == SSH_VERDICT_ASKS && !answer_round(login, &has_password))
            verdict = SSH_VERDICT_FAILED;
    }
    take_verdict(login, verdict);
}

/* Once only, in whichever way: devices lock users out that try too often. */
static void try_password(struct login *login)
{
    const char *password = login->credential->password;
    if (login->is_over || !password)
        return;
    if (login->methods & SSH_METHOD_PASSWORD) {
        note_tried(login, "password");
        take_verdict(login, ssh_link_try_password(login->link, password, login->error));
    } else if (login->methods & SSH_METHOD_PROMPTS) {
        try_prompts(login);
    }
}

static bool refuse(const struct login *login)
{
    static const struct {
        enum ssh_method method;
        const char *name;
    } methods[] = {{SSH_METHOD_KEY, "publickey"},
                   {SSH_METHOD_PASSWORD, "password"},
                   {SSH_METHOD_PROMPTS, "keyboard-interactive"},
                   {SSH_METHOD_HOST, "hostbased"},
                   {SSH_METHOD_GSSAPI, "gssapi-with-mic"}};
    g_autoptr(GString) taken = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (login->methods & methods[i].method)
            g_string_append_printf(taken, "%s%s", taken->len > 0 ? ", " : "", methods[i].name);
    g_set_error(login->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                "refuses user %s (tried: %s; it takes: %s)", login->user,
                login->tried->len > 0 ? login->tried->str : "nothing that it takes", taken->str);
    return false;
}

bool ssh_login(struct ssh_link *link, const struct credential *credential, const struct ssh_host *host,
               const char *user, GError **error)
{
    g_autoptr(GString) tried = g_string_new(NULL);
    struct login login = {link, credential, host, user, .tried = tried, .error = error};
    take_verdict(&login, ssh_link_try_nothing(link, error));
    if (!login.is_over) {
        login.methods = ssh_link_methods(link);
        try_keys(&login);
        try_password(&login);
    }
    return login.is_in || (login.is_over ? false : refuse(&login));
}
