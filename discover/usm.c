/*
 * net-snmp gives the cryptography (its scapi and keytools); of its engine nothing is used: users and engine
 * times are process-wide lists there, searched from the front at every message, in which devices with the
 * same engine id (cloned ones) spoil each other's time.
 */
#include "discover/usm.h"

#include <gio/gio.h>
#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>
#include <string.h>

static const int auth_types[] = {
    [AUTH_MD5] = NETSNMP_USMAUTH_HMACMD5,          [AUTH_SHA1] = NETSNMP_USMAUTH_HMACSHA1,
    [AUTH_SHA224] = NETSNMP_USMAUTH_HMAC128SHA224, [AUTH_SHA256] = NETSNMP_USMAUTH_HMAC192SHA256,
    [AUTH_SHA384] = NETSNMP_USMAUTH_HMAC256SHA384, [AUTH_SHA512] = NETSNMP_USMAUTH_HMAC384SHA512,
};

static const int priv_types[] = {
    [PRIV_DES] = USM_CREATE_USER_PRIV_DES,
    [PRIV_AES128] = USM_CREATE_USER_PRIV_AES,
    [PRIV_AES192] = USM_CREATE_USER_PRIV_AES192,
    [PRIV_AES256] = USM_CREATE_USER_PRIV_AES256,
    [PRIV_AES192C] = USM_CREATE_USER_PRIV_AES192_CISCO,
    [PRIV_AES256C] = USM_CREATE_USER_PRIV_AES256_CISCO,
};

/* A protocol as net-snmp names it; NULL where it was built without. */
struct algorithm {
    oid *name;
    size_t name_size;
};

struct usm_user {
    char *name;
    struct algorithm auth, priv; /* NULL: none */
    bool is_des;
    bool lengthens_cisco; /* a key that is too short is made longer in Cisco's way */
    size_t digest_size, mac_size, cipher_key_size;
    uint8_t auth_key[USM_MAX_DIGEST], priv_key[USM_MAX_DIGEST];
};

/* RFC 3414 A.2: the digest of the pass phrase said again and again. */
static bool stretch(const struct usm_user *user, const uint8_t *phrase, size_t size, uint8_t *out)
{
    size_t written = USM_MAX_DIGEST;
    return generate_Ku(user->auth.name, (u_int)user->auth.name_size, phrase, size, out, &written) ==
           SNMPERR_SUCCESS;
}

static bool localize(const struct usm_user *user, const uint8_t *key, struct bytes engine_id, uint8_t *out)
{
    size_t written = USM_MAX_DIGEST;
    return engine_id.size > 0 &&
           generate_kul(user->auth.name, (u_int)user->auth.name_size, engine_id.data, engine_id.size, key,
                        user->digest_size, out, &written) == SNMPERR_SUCCESS;
}

/* A key of digest_size octets made long enough for the cipher: draft-blumenthal-aes-usm-04 3.1.2.1 appends
 * the digest of what there is; Cisco takes the key for a pass phrase
 * (draft-reeder-snmpv3-usm-3desede-00 2.1). Two digests are enough for every cipher. */
static bool lengthen(const struct usm_user *user, struct bytes engine_id, uint8_t *key)
{
    uint8_t *more = key + user->digest_size, stretched[USM_MAX_DIGEST];
    size_t written = USM_MAX_DIGEST;
    if (user->cipher_key_size <= user->digest_size)
        return true;
    if (!user->lengthens_cisco)
        return sc_hash(user->auth.name, user->auth.name_size, key, user->digest_size, more, &written) ==
               SNMPERR_SUCCESS;
    return stretch(user, key, user->digest_size, stretched) && localize(user, stretched, engine_id, more);
}

bool usm_user_localize(const struct usm_user *user, struct bytes engine_id, struct usm_keys *out)
{
    *out = (struct usm_keys){0};
    if (user->auth.name && !localize(user, user->auth_key, engine_id, out->auth))
        return false;
    return !user->priv.name ||
           (localize(user, user->priv_key, engine_id, out->priv) && lengthen(user, engine_id, out->priv));
}

static bool start_auth(struct usm_user *user, const struct credential *credential)
{
    int type = auth_types[credential->auth_protocol];
    user->auth.name = sc_get_auth_oid(type, &user->auth.name_size);
    if (!user->auth.name)
        return false;
    user->digest_size = (size_t)sc_get_proper_auth_length_bytype(type);
    user->mac_size = (size_t)sc_get_auth_maclen(type);
    const char *phrase = credential->auth_pass_phrase;
    return stretch(user, (const uint8_t *)phrase, strlen(phrase), user->auth_key);
}

static bool start_priv(struct usm_user *user, const struct credential *credential)
{
    enum priv_protocol protocol = credential->priv_protocol;
    const netsnmp_priv_alg_info *cipher = sc_get_priv_alg_bytype((u_int)priv_types[protocol]);
    user->priv.name = sc_get_priv_oid(priv_types[protocol], &user->priv.name_size);
    if (!user->priv.name || !cipher)
        return false;
    user->is_des = protocol == PRIV_DES;
    user->lengthens_cisco = protocol == PRIV_AES192C || protocol == PRIV_AES256C;
    user->cipher_key_size = (size_t)cipher->proper_length;
    const char *phrase = credential->priv_pass_phrase;
    return stretch(user, (const uint8_t *)phrase, strlen(phrase), user->priv_key);
}

struct usm_user *usm_user_new(const struct credential *credential, GError **error)
{
    struct usm_user *user = g_new0(struct usm_user, 1);
    user->name = g_strdup(credential->user);
    /* Its messages would go to stderr while it has no handler; nobody listens to this one. */
    snmp_enable_calllog();
    if ((credential->auth_protocol == AUTH_NONE || start_auth(user, credential)) &&
        (credential->priv_protocol == PRIV_NONE || start_priv(user, credential)))
        return user;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                "credential %s: net-snmp was built without its authentication or privacy protocol",
                credential->name);
    usm_user_free(user);
    return NULL;
}

static void overwrite(volatile uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = 0;
}

void usm_keys_clear(struct usm_keys *keys)
{
    overwrite(keys->auth, sizeof keys->auth);
    overwrite(keys->priv, sizeof keys->priv);
}

void usm_user_free(struct usm_user *user)
{
    if (!user)
        return;
    overwrite(user->auth_key, sizeof user->auth_key);
    overwrite(user->priv_key, sizeof user->priv_key);
    g_free(user->name);
    g_free(user);
}

const char *usm_user_name(const struct usm_user *user)
{
    return user->name;
}

bool usm_user_has_auth(const struct usm_user *user)
{
    return user->auth.name != NULL;
}

bool usm_user_has_priv(const struct usm_user *user)
{
    return user->priv.name != NULL;
}

size_t usm_user_mac_size(const struct usm_user *user)
{
    return user->mac_size;
}

bool usm_user_sign(const struct usm_user *user, const struct usm_keys *keys, struct bytes message,
                   size_t mac_offset, uint8_t *mac)
{
    size_t size = user->mac_size;
    if (mac_offset > message.size || size > message.size - mac_offset)
        return false;
    uint8_t *copy = g_memdup2(message.data, message.size);
    memset(copy + mac_offset, 0, size);
    bool good =
        sc_generate_keyed_hash(user->auth.name, user->auth.name_size, keys->auth, (u_int)user->digest_size,
                               copy, (u_int)message.size, mac, &size) == SNMPERR_SUCCESS;
    g_free(copy);
    return good && size == user->mac_size;
}

size_t usm_user_padding(const struct usm_user *user, size_t size)
{
    return user->is_des ? (8 - size % 8) % 8 : 0;
}

/* RFC 3826 3.1.2.1: boots, time and salt; RFC 3414 8.1.1.1: the salt and the second half of the key. */
static u_int make_vector(const struct usm_user *user, const struct usm_keys *keys,
                         const struct usm_vector *vector, uint8_t iv[16])
{
    const uint32_t numbers[] = {GUINT32_TO_BE(vector->boots), GUINT32_TO_BE(vector->seconds)};
    if (!user->is_des) {
        memcpy(iv, numbers, sizeof numbers);
        memcpy(iv + sizeof numbers, vector->salt, USM_SALT_SIZE);
        return 16;
    }
    for (size_t i = 0; i < USM_SALT_SIZE; i++)
        iv[i] = vector->salt[i] ^ keys->priv[8 + i];
    return 8;
}

bool usm_user_crypt(const struct usm_user *user, const struct usm_keys *keys, const struct usm_vector *vector,
                    bool encrypt, uint8_t *data, size_t size)
{
    uint8_t iv[16];
    size_t written = size;
    u_int iv_size = make_vector(user, keys, vector, iv), key_size = (u_int)user->cipher_key_size;
    uint8_t *key = (uint8_t *)keys->priv; /* only read */
    if (size == 0 || size > INT_MAX || usm_user_padding(user, size) != 0)
        return false;
    int status = encrypt ? sc_encrypt(user->priv.name, user->priv.name_size, key, key_size, iv, iv_size, data,
                                      (u_int)size, data, &written)
                         : sc_decrypt(user->priv.name, user->priv.name_size, key, key_size, iv, iv_size, data,
                                      (u_int)size, data, &written);
    return status == SNMPERR_SUCCESS && written == size;
}
