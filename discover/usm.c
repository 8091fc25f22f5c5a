#include "discover/usm.h"

#include <gio/gio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#define STRETCHED (1 << 20) /* octets, RFC 3414 A.2 */

struct digest {
    const char *name; /* libcrypto's */
    size_t mac_size;
};

static const struct digest digests[] = {
    [AUTH_MD5] = {"MD5", 12},         [AUTH_SHA1] = {"SHA1", 12},       [AUTH_SHA224] = {"SHA2-224", 16},
    [AUTH_SHA256] = {"SHA2-256", 24}, [AUTH_SHA384] = {"SHA2-384", 32}, [AUTH_SHA512] = {"SHA2-512", 48},
};

struct cipher {
    const char *name; /* NULL: not here */
    size_t key_size;
    bool stretches; /* a key that is too short is made longer in Cisco's way */
};

static const struct cipher ciphers[] = {
    [PRIV_DES] = {NULL, 0, false},
    [PRIV_AES128] = {"AES-128-CFB", 16, false},
    [PRIV_AES192] = {"AES-192-CFB", 24, false},
    [PRIV_AES256] = {"AES-256-CFB", 32, false},
    [PRIV_AES192C] = {"AES-192-CFB", 24, true},
    [PRIV_AES256C] = {"AES-256-CFB", 32, true},
};

struct usm_user {
    char *name;
    const struct digest *digest; /* NULL: no authentication */
    const struct cipher *cipher; /* NULL: no privacy */
    size_t digest_size;
    EVP_MD *md;
    EVP_MD_CTX *hash;
    EVP_MAC_CTX *mac;
    EVP_CIPHER *evp_cipher;
    EVP_CIPHER_CTX *crypt;
    uint8_t auth_key[USM_MAX_DIGEST], priv_key[USM_MAX_DIGEST];
};

static bool begin_hash(const struct usm_user *user)
{
    return EVP_DigestInit_ex2(user->hash, user->md, NULL) == 1;
}

static bool add_to_hash(const struct usm_user *user, const uint8_t *octets, size_t size)
{
    return EVP_DigestUpdate(user->hash, octets, size) == 1;
}

static bool end_hash(const struct usm_user *user, uint8_t *out)
{
    return EVP_DigestFinal_ex(user->hash, out, NULL) == 1;
}

/* RFC 3414 A.2: the digest of the pass phrase said again and again. */
static bool stretch(const struct usm_user *user, const uint8_t *phrase, size_t size, uint8_t *out)
{
    uint8_t block[64];
    size_t next = 0;
    bool good = begin_hash(user);
    for (size_t done = 0; good && done < STRETCHED; done += sizeof block) {
        for (size_t i = 0; i < sizeof block; i++) {
            block[i] = phrase[next];
            next = next + 1 == size ? 0 : next + 1;
        }
        good = add_to_hash(user, block, sizeof block);
    }
    OPENSSL_cleanse(block, sizeof block);
    return good && end_hash(user, out);
}

static bool localize(const struct usm_user *user, const uint8_t *key, struct bytes engine_id, uint8_t *out)
{
    return begin_hash(user) && add_to_hash(user, key, user->digest_size) &&
           add_to_hash(user, engine_id.data, engine_id.size) && add_to_hash(user, key, user->digest_size) &&
           end_hash(user, out);
}

/* A key of digest_size octets made long enough for the cipher: draft-blumenthal-aes-usm-04 3.1.2.1 appends
 * the digest of what there is; Cisco takes the key for a pass phrase
 * (draft-reeder-snmpv3-usm-3desede-00 2.1). Two digests are enough for every cipher. */
static bool lengthen(const struct usm_user *user, struct bytes engine_id, uint8_t *key)
{
    uint8_t *more = key + user->digest_size, stretched[USM_MAX_DIGEST];
    if (user->cipher->key_size <= user->digest_size)
        return true;
    if (!user->cipher->stretches)
        return begin_hash(user) && add_to_hash(user, key, user->digest_size) && end_hash(user, more);
    return stretch(user, key, user->digest_size, stretched) && localize(user, stretched, engine_id, more);
}

bool usm_user_localize(const struct usm_user *user, struct bytes engine_id, struct usm_keys *out)
{
    *out = (struct usm_keys){0};
    if (user->digest && !localize(user, user->auth_key, engine_id, out->auth))
        return false;
    return !user->cipher ||
           (localize(user, user->priv_key, engine_id, out->priv) && lengthen(user, engine_id, out->priv));
}

static bool start_auth(struct usm_user *user, const char *pass_phrase)
{
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    char *name = (char *)user->digest->name;
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                     OSSL_PARAM_construct_end()};
    user->md = EVP_MD_fetch(NULL, name, NULL);
    user->hash = EVP_MD_CTX_new();
    user->mac = hmac ? EVP_MAC_CTX_new(hmac) : NULL;
    EVP_MAC_free(hmac);
    if (!user->md || !user->hash || !user->mac || EVP_MAC_CTX_set_params(user->mac, parameters) != 1)
        return false;
    user->digest_size = (size_t)EVP_MD_get_size(user->md);
    return stretch(user, (const uint8_t *)pass_phrase, strlen(pass_phrase), user->auth_key);
}

static bool start_priv(struct usm_user *user, const char *pass_phrase)
{
    user->evp_cipher = user->cipher->name ? EVP_CIPHER_fetch(NULL, user->cipher->name, NULL) : NULL;
    user->crypt = EVP_CIPHER_CTX_new();
    return user->evp_cipher && user->crypt &&
           stretch(user, (const uint8_t *)pass_phrase, strlen(pass_phrase), user->priv_key);
}

struct usm_user *usm_user_new(const struct credential *credential, GError **error)
{
    struct usm_user *user = g_new0(struct usm_user, 1);
    user->name = g_strdup(credential->user);
    user->digest = credential->auth_protocol != AUTH_NONE ? &digests[credential->auth_protocol] : NULL;
    user->cipher = credential->priv_protocol != PRIV_NONE ? &ciphers[credential->priv_protocol] : NULL;
    if ((!user->digest || start_auth(user, credential->auth_pass_phrase)) &&
        (!user->cipher || start_priv(user, credential->priv_pass_phrase)))
        return user;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                "credential %s: no agent can be simulated with its authentication or privacy protocol",
                credential->name);
    usm_user_free(user);
    return NULL;
}

void usm_user_free(struct usm_user *user)
{
    if (!user)
        return;
    EVP_MD_free(user->md);
    EVP_MD_CTX_free(user->hash);
    EVP_MAC_CTX_free(user->mac);
    EVP_CIPHER_free(user->evp_cipher);
    EVP_CIPHER_CTX_free(user->crypt);
    OPENSSL_cleanse(user->auth_key, sizeof user->auth_key);
    OPENSSL_cleanse(user->priv_key, sizeof user->priv_key);
    g_free(user->name);
    g_free(user);
}

const char *usm_user_name(const struct usm_user *user)
{
    return user->name;
}

bool usm_user_has_auth(const struct usm_user *user)
{
    return user->digest != NULL;
}

bool usm_user_has_priv(const struct usm_user *user)
{
    return user->cipher != NULL;
}

size_t usm_user_mac_size(const struct usm_user *user)
{
    return user->digest ? user->digest->mac_size : 0;
}

bool usm_user_sign(const struct usm_user *user, const struct usm_keys *keys, struct bytes message,
                   size_t mac_offset, uint8_t *mac)
{
    static const uint8_t zeros[USM_MAX_MAC];
    uint8_t whole[USM_MAX_DIGEST];
    size_t size, mac_size = user->digest->mac_size;
    struct bytes rest = bytes_skip(message, mac_offset + mac_size);
    bool good = EVP_MAC_init(user->mac, keys->auth, user->digest_size, NULL) == 1 &&
                EVP_MAC_update(user->mac, message.data, mac_offset) == 1 &&
                EVP_MAC_update(user->mac, zeros, mac_size) == 1 &&
                EVP_MAC_update(user->mac, rest.data, rest.size) == 1 &&
                EVP_MAC_final(user->mac, whole, &size, sizeof whole) == 1;
    if (good)
        memcpy(mac, whole, mac_size);
    return good;
}

/* RFC 3826 3.1.2.1: boots, time and salt are the initialization vector. */
bool usm_user_crypt(const struct usm_user *user, const struct usm_keys *keys, const struct usm_vector *vector,
                    bool encrypt, uint8_t *data, size_t size)
{
    uint8_t iv[16];
    const uint32_t numbers[] = {GUINT32_TO_BE(vector->boots), GUINT32_TO_BE(vector->seconds)};
    int written;
    memcpy(iv, numbers, sizeof numbers);
    memcpy(iv + sizeof numbers, vector->salt, USM_SALT_SIZE);
    return size <= INT_MAX &&
           EVP_CipherInit_ex2(user->crypt, user->evp_cipher, keys->priv, iv, encrypt, NULL) == 1 &&
           EVP_CipherUpdate(user->crypt, data, &written, data, (int)size) == 1;
}
