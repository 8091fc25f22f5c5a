#include "discover/ssh_algorithms.h"

#include <string.h>

#define KEYS                                                                                                 \
    "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"                               \
    "sk-ssh-ed25519@openssh.com,sk-ecdsa-sha2-nistp256@openssh.com,rsa-sha2-512,rsa-sha2-256"

/* RFC 9142 4: the elliptic curves, then the groups from the smallest that is safe. */
static const struct kind {
    const char *keyword;
    size_t offset; /* of what ssh_config(5) says */
    const char *usual, *legacy;
} kinds[SSH_ALGORITHM_KINDS] = {
    [SSH_ALGORITHM_KEX] =
        {"KexAlgorithms", offsetof(struct ssh_host, kex_algorithms),
         "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
         "ecdh-sha2-nistp521,diffie-hellman-group14-sha256,diffie-hellman-group-exchange-sha256,"
         "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512",
         "diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1"},
    [SSH_ALGORITHM_HOST_KEY] = {"HostKeyAlgorithms", offsetof(struct ssh_host, host_key_algorithms), KEYS,
                                "ssh-rsa"},
    [SSH_ALGORITHM_PUBLIC_KEY] = {"PubkeyAcceptedAlgorithms", offsetof(struct ssh_host, pubkey_algorithms),
                                  KEYS, "ssh-rsa"},
    [SSH_ALGORITHM_CIPHER] = {"Ciphers", offsetof(struct ssh_host, ciphers),
                              "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,"
                              "aes256-ctr,aes192-ctr,aes128-ctr",
                              "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"},
    [SSH_ALGORITHM_MAC] = {"MACs", offsetof(struct ssh_host, macs),
                           "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,"
                           "hmac-sha2-512",
                           "hmac-sha1-etm@openssh.com,hmac-sha1"},
};

const char *ssh_algorithm_keyword(enum ssh_algorithm_kind kind)
{
    return kinds[kind].keyword;
}

static bool is_among(char *const *patterns, const char *name)
{
    for (; *patterns; patterns++)
        if (g_pattern_match_simple(*patterns, name))
            return true;
    return false;
}

static void append(GString *out, const char *name)
{
    g_string_append_printf(out, "%s%s", out->len > 0 ? "," : "", name);
}

/* Those of a list that are not among the others. */
static void append_rest(GString *out, char *const *list, char *const *others)
{
    for (; *list; list++)
        if (!is_among(others, *list))
            append(out, *list);
}

static char *change(char sign, const char *list, const char *by)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    g_auto(GStrv) changes = g_strsplit(by, ",", -1);
    GString *out = g_string_new(NULL);
    if (sign == '^')
        g_string_append(out, by);
    append_rest(out, names, changes);
    if (sign == '+')
        append(out, by);
    return g_string_free(out, FALSE);
}

char *ssh_algorithms_offer(const struct ssh_host *host, enum ssh_algorithm_kind kind, bool allows_legacy)
{
    const struct kind *found = &kinds[kind];
    const char *said = *(char *const *)((const char *)host + found->offset);
    g_autofree char *list =
        allows_legacy ? g_strconcat(found->usual, ",", found->legacy, NULL) : g_strdup(found->usual);
    if (!said)
        return g_steal_pointer(&list);
    return *said != '\0' && strchr("+-^", *said) ? change(*said, list, said + 1) : g_strdup(said);
}
