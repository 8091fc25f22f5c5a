#include "discover/ssh_algorithms.h"

/* RFC 9142 4: the elliptic curves, then the groups from the smallest that is safe. */
#define SAFE_KEX                                                                                             \
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"                  \
    "ecdh-sha2-nistp521,diffie-hellman-group14-sha256,diffie-hellman-group-exchange-sha256,"                 \
    "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512"

static const struct kind {
    const char *keyword;
    size_t offset;      /* of what ssh_config(5) says */
    const char *usual;  /* NULL: the library's */
    const char *legacy; /* in place of that */
} kinds[SSH_ALGORITHM_KINDS] = {
    [SSH_ALGORITHM_KEX] = {"KexAlgorithms", offsetof(struct ssh_host, kex_algorithms), SAFE_KEX,
                           SAFE_KEX ",diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,"
                                    "diffie-hellman-group1-sha1"},
    [SSH_ALGORITHM_HOST_KEY] = {"HostKeyAlgorithms", offsetof(struct ssh_host, host_key_algorithms), NULL,
                                "+ssh-rsa"},
    [SSH_ALGORITHM_PUBLIC_KEY] = {"PubkeyAcceptedAlgorithms", offsetof(struct ssh_host, pubkey_algorithms),
                                  NULL, "+ssh-rsa"},
    [SSH_ALGORITHM_CIPHER] = {"Ciphers", offsetof(struct ssh_host, ciphers), NULL,
                              "+aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"},
    [SSH_ALGORITHM_MAC] = {"MACs", offsetof(struct ssh_host, macs), NULL, "+hmac-sha1"},
};

const char *ssh_algorithm_keyword(enum ssh_algorithm_kind kind)
{
    return kinds[kind].keyword;
}

char *ssh_algorithms_offer(const struct ssh_host *host, enum ssh_algorithm_kind kind, bool allows_legacy)
{
    const struct kind *found = &kinds[kind];
    const char *said = *(char *const *)((const char *)host + found->offset);
    return g_strdup(said ? said : allows_legacy ? found->legacy : found->usual);
}
