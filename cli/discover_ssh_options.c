#include "cli/credential_keys.h"
#include "cli/discover_options.h"

#include <gio/gio.h>
#include <string.h>

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
