/*
 * The user-based security model (RFC 3414, RFC 3826, RFC 7860), the cryptographic part of it as an agent
 * needs it: keys from pass phrases, digests of messages, encryption of their data. Messages:
 * discover/usm_message.h.
 */
#ifndef DISCOVER_USM_H
#define DISCOVER_USM_H

#include "discover/credential.h"

#define USM_MAX_MAC 48    /* SHA-512, RFC 7860 4.2.2 */
#define USM_MAX_DIGEST 64 /* octets of a key for authentication */
#define USM_MAX_CIPHER_KEY 32
#define USM_SALT_SIZE 8

/* A user with the keys that the pass phrases give (Ku), which take a million octets of hashing each. */
struct usm_user;

/* The keys of a user at one engine (Kul). */
struct usm_keys {
    uint8_t auth[USM_MAX_DIGEST];
    uint8_t priv[2 * USM_MAX_DIGEST]; /* the first of them */
};

/* The credential is one of version 3 that passed credential_check. Error (G_IO_ERROR_NOT_SUPPORTED) for a
 * protocol that net-snmp was built without. */
struct usm_user *usm_user_new(const struct credential *credential, GError **error);
void usm_user_free(struct usm_user *user);

const char *usm_user_name(const struct usm_user *user);
bool usm_user_has_auth(const struct usm_user *user);
bool usm_user_has_priv(const struct usm_user *user);
size_t usm_user_mac_size(const struct usm_user *user); /* msgAuthenticationParameters; 0 without */

/* RFC 3414 2.6. False when the library fails, or without an engine id. */
bool usm_user_localize(const struct usm_user *user, struct bytes engine_id, struct usm_keys *out);

/* Overwrites them. */
void usm_keys_clear(struct usm_keys *keys);

/* The usm_user_mac_size octets that belong at mac_offset of the message; what is there is taken for zeros. */
bool usm_user_sign(const struct usm_user *user, const struct usm_keys *keys, struct bytes message,
                   size_t mac_offset, uint8_t *mac);

/* How many octets have to follow a text of that size so that it can be encrypted: DES wants blocks of eight
 * (RFC 3414 8.1.1.2). */
size_t usm_user_padding(const struct usm_user *user, size_t size);

/* Encrypts or decrypts in place; no octet is added (RFC 3826 3.1.3). False for nothing, and for a size that
 * lacks its padding. */
struct usm_vector {
    uint32_t boots, seconds;
    uint8_t salt[USM_SALT_SIZE];
};
bool usm_user_crypt(const struct usm_user *user, const struct usm_keys *keys, const struct usm_vector *vector,
                    bool encrypt, uint8_t *data, size_t size);

#endif
