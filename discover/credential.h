/*
 * Credentials: how devices are opened. Secrets live only here and in the sessions made from it; they are
 * overwritten when freed and never printed.
 */
#ifndef DISCOVER_CREDENTIAL_H
#define DISCOVER_CREDENTIAL_H

#include "discover/scope.h"

enum credential_protocol { CREDENTIAL_SNMP, CREDENTIAL_SSH };

enum snmp_version { SNMP_V1 = 1, SNMP_V2C = 2, SNMP_V3 = 3 };

/* usmHMAC..AuthProtocol: RFC 3414, RFC 7860. */
enum auth_protocol { AUTH_NONE, AUTH_MD5, AUTH_SHA1, AUTH_SHA224, AUTH_SHA256, AUTH_SHA384, AUTH_SHA512 };

/* RFC 3826 (AES-128), draft-blumenthal-aes-usm-04 (192, 256), and Cisco's way to extend the key (C). */
enum priv_protocol { PRIV_NONE, PRIV_DES, PRIV_AES128, PRIV_AES192, PRIV_AES256, PRIV_AES192C, PRIV_AES256C };

struct credential {
    char *name; /* for messages and the inventory */
    enum credential_protocol protocol;
    enum snmp_version version;
    char *community; /* v1, v2c */
    char *user;      /* v3; SSH, where NULL is who ssh_config(5) says, else who runs the program */
    enum auth_protocol auth_protocol;
    char *auth_pass_phrase; /* at least 8 octets (RFC 3414 11.2) */
    enum priv_protocol priv_protocol;
    char *priv_pass_phrase;
    char *context;         /* v3 context name; NULL the default one */
    char *password;        /* SSH; also what keyboard-interactive is answered */
    char *key_file;        /* SSH: a private key */
    char *key_pass_phrase; /* of that file */
    char *enable_password; /* SSH: for privileged mode, which is left alone without it */
    bool uses_agent;       /* SSH: the keys of the agent too; without password and key file always */
    bool allows_legacy;    /* SSH: algorithms that only old devices have */
    struct scope *scope;   /* where it may be tried; NULL everywhere in the crawl's scope */
};

struct credential_list {
    GPtrArray *items; /* of struct credential *, in the order in which they are tried */
};

struct credential *credential_new(const char *name);
void credential_free(struct credential *credential);

/* Whether it is of that protocol and may be tried at the address. */
bool credential_applies(const struct credential *credential, enum credential_protocol protocol,
                        struct address address);

/* "SHA", "SHA-256", "sha256", "MD5", ...; "AES", "AES-128", "AES256C", "DES", ...; false for others. */
bool auth_protocol_parse(const char *text, enum auth_protocol *out);
bool priv_protocol_parse(const char *text, enum priv_protocol *out);

/* Whether everything is there that the version needs; error names the credential and what is missing, never a
 * secret. */
bool credential_check(const struct credential *credential, GError **error);

/* Overwrites and frees a secret; NULL is allowed. */
void secret_free(char *secret);

struct credential_list *credential_list_new(void);
void credential_list_free(struct credential_list *list);

#endif
