#include "cli/credential_keys.h"
#include "cli/discover_options.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_TIMEOUT_MS 3600000

GOptionEntry *discover_options_add_ssh(const GOptionEntry *entries, struct discover_options *out)
{
    const GOptionEntry ssh[] = {
        {"ssh", 0, 0, G_OPTION_ARG_NONE, &out->ssh, "by SSH alone; without a credential with your own keys",
         NULL},
        {"all-ways", 0, 0, G_OPTION_ARG_NONE, &out->asks_all_ways,
         "ask each device by SNMP and by SSH, not by the first that opens it", NULL},
        {"ssh-user", 0, 0, G_OPTION_ARG_STRING, &out->ssh_user, "SSH user", "USER"},
        {"ssh-password", 0, 0, G_OPTION_ARG_STRING, &out->ssh_password, "SSH password; @FILE reads it",
         "PASSWORD"},
        {"ssh-key", 0, 0, G_OPTION_ARG_FILENAME, &out->ssh_key, "SSH private key", "FILE"},
        {"ssh-port", 0, 0, G_OPTION_ARG_STRING, &out->ssh_port, "TCP port (ssh_config(5), else 22)", "PORT"},
        {"ssh-timeout", 0, 0, G_OPTION_ARG_STRING, &out->ssh_timeout,
         "how long a device may be silent within an answer (30)", "SECONDS"},
        {"ssh-config", 0, 0, G_OPTION_ARG_FILENAME, &out->ssh_config, "read this in place of ~/.ssh/config",
         "FILE"},
        {"known-hosts", 0, 0, G_OPTION_ARG_FILENAME, &out->known_hosts,
         "the host keys that are known (~/.ssh/known_hosts)", "FILE"},
        {"accept-new-host-keys", 0, 0, G_OPTION_ARG_NONE, &out->accepts_new_host_keys,
         "accept host keys of hosts that are not known, and keep them", NULL},
        {"templates", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &out->templates,
         "folder of TextFSM templates that come before ours (repeatable)", "DIR"},
        G_OPTION_ENTRY_NULL};
    size_t count = 0;
    while (entries[count].long_name != NULL)
        count++;
    GOptionEntry *all = g_new0(GOptionEntry, count + G_N_ELEMENTS(ssh));
    memcpy(all, entries, count * sizeof *all);
    memcpy(all + count, ssh, sizeof ssh);
    return all;
}

static bool set(struct credential *credential, const char *key, const char *value, const char *option,
                GError **error)
{
    if (value == NULL || *value == '\0' || credential_set(credential, key, value, error))
        return true;
    g_prefix_error(error, "%s: ", option);
    return false;
}

static bool set_password(struct credential *credential, const char *text, GError **error)
{
    if (text != NULL && text[0] == '@')
        return set(credential, "password-file", text + 1, "--ssh-password", error);
    if (text == NULL)
        text = g_getenv("WIREMAP_SSH_PASSWORD");
    return set(credential, "password", text, "--ssh-password", error);
}

bool discover_options_ssh_credential(const struct discover_options *options, struct credential_list *out,
                                     GError **error)
{
    if (options->ssh_user == NULL && options->ssh_password == NULL && options->ssh_key == NULL)
        return true;
    g_autofree char *name =
        options->ssh_user == NULL ? g_strdup("ssh") : g_strdup_printf("ssh %s", options->ssh_user);
    struct credential *credential = credential_new(name);
    g_ptr_array_add(out->items, credential);
    credential->protocol = CREDENTIAL_SSH;
    return set(credential, "user", options->ssh_user, "--ssh-user", error) &&
           set(credential, "key-file", options->ssh_key, "--ssh-key", error) &&
           set_password(credential, options->ssh_password, error) && credential_check(credential, error);
}

static bool read_number(const char *text, guint64 minimum, guint64 maximum, const char *option, guint64 *out,
                        GError **error)
{
    *out = 0;
    if (text == NULL || g_ascii_string_to_unsigned(text, 10, minimum, maximum, out, NULL))
        return true;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "%s: '%s' is no number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, option, text,
                minimum, maximum);
    return false;
}

bool discover_options_ssh_settings(const struct discover_options *options, struct ssh_settings *out,
                                   GError **error)
{
    guint64 port, seconds;
    *out = (struct ssh_settings){.config = options->ssh_config,
                                 .known_hosts = options->known_hosts,
                                 .accepts_new_host_keys = options->accepts_new_host_keys,
                                 .templates = (const char *const *)options->templates};
    if (!read_number(options->ssh_port, 1, UINT16_MAX, "--ssh-port", &port, error) ||
        !read_number(options->ssh_timeout, 1, MAX_TIMEOUT_MS / 1000, "--ssh-timeout", &seconds, error))
        return false;
    out->port = (uint16_t)port;
    out->timeout_ms = (uint32_t)seconds * 1000;
    return true;
}
