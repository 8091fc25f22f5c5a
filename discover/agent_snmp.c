/*
 * net-snmp is used as a codec: it builds and reads messages (snmp_build, snmp_parse) and does the security of
 * v3; sockets, timers and retransmission are agent_udp's. Its session API would do those too, but discovers
 * engines synchronously, so that one silent device stops the loop, takes answers from any address, repeats
 * without backing off, and does not hear of closed ports.
 *
 * Users and engine times are process-wide lists in net-snmp, searched from the front at every message: with
 * thousands of engines that is quadratic, and two devices with the same engine id (cloned ones) spoil each
 * other's time. So the lists hold one codec's user and time while it builds or reads a message, and nothing
 * in between (usm_enter, usm_leave).
 */
#include "discover/agent_snmp.h"

#include <gio/gio.h>
#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>
#include <string.h>

/* net-snmp's other names for errstat and errindex, as macros; they are members of our struct request. */
#undef non_repeaters
#undef max_repetitions

#define MAX_MESSAGE 65507
/* SnmpEngineID, RFC 3411: 5 to 32 octets; agents with shorter ones are met. */
#define MAX_ENGINE_ID 32
#define MAX_TIME 0x7fffffffU /* RFC 3414 2.2.2 */

struct engine_time {
    u_int boots, seconds;
    bool authenticated;
    gint64 taken_at; /* g_get_monotonic_time */
};

struct snmp_codec {
    struct codec codec;
    const struct credential *credential;
    netsnmp_session session; /* defaults for building and reading; never opened */
    u_char engine_id[MAX_ENGINE_ID];
    size_t engine_id_size; /* 0: not known */
    struct engine_time engine_time;
    struct usmUser *user; /* of that engine; NULL as long as it is not known */
};

struct codec_request {
    netsnmp_pdu *pdu;
};

/* What a struct decoded points at. */
struct snmp_message {
    netsnmp_pdu *pdu;
    struct engine_time engine_time;
    uint32_t *arcs;
};

void agent_snmp_init(void)
{
    static bool done;
    if (done)
        return;
    done = true;
    /* Its messages would go to stderr while it has no handler; nobody listens to this one. */
    snmp_enable_calllog();
    g_setenv("MIBS", "", TRUE);
    g_unsetenv("MIBFILES");
    netsnmp_set_mib_directory("");
    /* Where the TLS part would make a folder for its certificates all the same. */
    set_persistent_directory("/dev/null");
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_PERSIST_STATE, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_CONFIG_LOAD, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE, 1);
    init_snmp("wiremap");
}

/* net-snmp's number of an authentication protocol and its OID. */
static const oid *auth_oid(enum auth_protocol protocol, size_t *size)
{
    static const int types[] = {
        [AUTH_NONE] = NETSNMP_USMAUTH_NOAUTH,          [AUTH_MD5] = NETSNMP_USMAUTH_HMACMD5,
        [AUTH_SHA1] = NETSNMP_USMAUTH_HMACSHA1,        [AUTH_SHA224] = NETSNMP_USMAUTH_HMAC128SHA224,
        [AUTH_SHA256] = NETSNMP_USMAUTH_HMAC192SHA256, [AUTH_SHA384] = NETSNMP_USMAUTH_HMAC256SHA384,
        [AUTH_SHA512] = NETSNMP_USMAUTH_HMAC384SHA512,
    };
    return sc_get_auth_oid(types[protocol], size);
}

static const oid *priv_oid(enum priv_protocol protocol, size_t *size)
{
    static const int types[] = {
        [PRIV_NONE] = USM_CREATE_USER_PRIV_NONE,
        [PRIV_DES] = USM_CREATE_USER_PRIV_DES,
        [PRIV_AES128] = USM_CREATE_USER_PRIV_AES,
        [PRIV_AES192] = USM_CREATE_USER_PRIV_AES192,
        [PRIV_AES256] = USM_CREATE_USER_PRIV_AES256,
        [PRIV_AES192C] = USM_CREATE_USER_PRIV_AES192_CISCO,
        [PRIV_AES256C] = USM_CREATE_USER_PRIV_AES256_CISCO,
    };
    return sc_get_priv_oid(types[protocol], size);
}

struct master_key {
    size_t size;
    u_char octets[USM_LENGTH_KU_HASHBLOCK];
};

/* Ku (RFC 3414 A.2) by a digest of the protocol and the pass phrase. */
static GHashTable *master_keys;

static void free_master_key(gpointer data)
{
    volatile u_char *octets = ((struct master_key *)data)->octets;
    for (size_t i = 0; i < USM_LENGTH_KU_HASHBLOCK; i++)
        octets[i] = 0;
    g_free(data);
}

void agent_snmp_forget_keys(void)
{
    g_clear_pointer(&master_keys, g_hash_table_unref);
}

static char *master_key_name(enum auth_protocol protocol, const char *pass_phrase)
{
    const guchar prefix = (guchar)protocol;
    g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(digest, &prefix, 1);
    g_checksum_update(digest, (const guchar *)pass_phrase, (gssize)strlen(pass_phrase));
    return g_strdup(g_checksum_get_string(digest));
}

static const struct master_key *get_master_key(enum auth_protocol protocol, const char *pass_phrase)
{
    if (!master_keys)
        master_keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_master_key);
    g_autofree char *name = master_key_name(protocol, pass_phrase);
    struct master_key *key = g_hash_table_lookup(master_keys, name);
    if (key)
        return key;
    size_t oid_size;
    const oid *type = auth_oid(protocol, &oid_size);
    key = g_new0(struct master_key, 1);
    key->size = sizeof key->octets;
    if (!type || generate_Ku(type, (u_int)oid_size, (const u_char *)pass_phrase, strlen(pass_phrase),
                             key->octets, &key->size) != SNMPERR_SUCCESS) {
        free_master_key(key);
        return NULL;
    }
    g_hash_table_insert(master_keys, g_steal_pointer(&name), key);
    return key;
}

/* Kul: the key of a pass phrase at one engine (RFC 3414 A.2). */
static u_char *localize_key(const struct snmp_codec *codec, const char *pass_phrase, size_t *size)
{
    size_t oid_size;
    const oid *type = auth_oid(codec->credential->auth_protocol, &oid_size);
    const struct master_key *master = get_master_key(codec->credential->auth_protocol, pass_phrase);
    u_char *key = calloc(1, USM_LENGTH_KU_HASHBLOCK);
    *size = USM_LENGTH_KU_HASHBLOCK;
    if (master && key &&
        generate_kul(type, (u_int)oid_size, codec->engine_id, codec->engine_id_size, master->octets,
                     master->size, key, size) == SNMPERR_SUCCESS)
        return key;
    free(key);
    return NULL;
}

static int security_level(const struct credential *credential)
{
    if (credential->priv_protocol != PRIV_NONE)
        return SNMP_SEC_LEVEL_AUTHPRIV;
    return credential->auth_protocol != AUTH_NONE ? SNMP_SEC_LEVEL_AUTHNOPRIV : SNMP_SEC_LEVEL_NOAUTH;
}

static bool set_keys(const struct snmp_codec *codec, struct usmUser *user)
{
    const struct credential *credential = codec->credential;
    if (credential->auth_protocol == AUTH_NONE)
        return true;
    const oid *type = auth_oid(credential->auth_protocol, &user->authProtocolLen);
    free(user->authProtocol);
    user->authProtocol = snmp_duplicate_objid(type, user->authProtocolLen);
    user->authKey = localize_key(codec, credential->auth_pass_phrase, &user->authKeyLen);
    if (!user->authProtocol || !user->authKey)
        return false;
    if (credential->priv_protocol == PRIV_NONE)
        return true;
    type = priv_oid(credential->priv_protocol, &user->privProtocolLen);
    free(user->privProtocol);
    user->privProtocol = snmp_duplicate_objid(type, user->privProtocolLen);
    user->privKey = localize_key(codec, credential->priv_pass_phrase, &user->privKeyLen);
    return user->privProtocol && user->privKey &&
           usm_extend_user_kul(user, USM_LENGTH_KU_HASHBLOCK) == SNMPERR_SUCCESS;
}

static struct usmUser *make_user(const struct snmp_codec *codec)
{
    struct usmUser *user = usm_create_user();
    if (!user)
        return NULL;
    user->name = strdup(codec->credential->user);
    user->secName = strdup(codec->credential->user);
    user->engineID = netsnmp_memdup(codec->engine_id, codec->engine_id_size);
    user->engineIDLen = codec->engine_id_size;
    if (user->name && user->secName && user->engineID && set_keys(codec, user))
        return user;
    usm_free_user(user);
    return NULL;
}

static void usm_enter(const struct snmp_codec *codec)
{
    if (!codec->user)
        return;
    const struct engine_time *time = &codec->engine_time;
    gint64 passed = (g_get_monotonic_time() - time->taken_at) / G_USEC_PER_SEC;
    u_int seconds = (u_int)MIN(time->seconds + passed, MAX_TIME);
    usm_add_user(codec->user);
    set_enginetime(codec->engine_id, (u_int)codec->engine_id_size, time->boots, seconds, time->authenticated);
}

static struct engine_time read_engine_time(const u_char *engine_id, size_t size)
{
    struct engine_time time = {.taken_at = g_get_monotonic_time()};
    get_enginetime(engine_id, (u_int)size, &time.boots, &time.seconds, TRUE);
    time.authenticated = time.boots != 0 || time.seconds != 0;
    if (!time.authenticated)
        get_enginetime(engine_id, (u_int)size, &time.boots, &time.seconds, FALSE);
    return time;
}

static void usm_leave(struct snmp_codec *codec)
{
    if (codec->user) {
        codec->engine_time = read_engine_time(codec->engine_id, codec->engine_id_size);
        usm_remove_user(codec->user);
        codec->user->next = codec->user->prev = NULL;
    }
    free_etimelist();
}

static void forget_engine(struct codec *codec)
{
    struct snmp_codec *snmp = (struct snmp_codec *)codec;
    usm_free_user(snmp->user);
    snmp->user = NULL;
    snmp->engine_id_size = 0;
    snmp->session.securityEngineIDLen = 0;
    snmp->session.contextEngineIDLen = 0;
    snmp->engine_time = (struct engine_time){0};
}

static bool is_ready(const struct codec *codec)
{
    const struct snmp_codec *snmp = (const struct snmp_codec *)codec;
    return snmp->credential->version != SNMP_V3 || snmp->user;
}

/* The engine's time comes from the unauthenticated report: a guess that saves a round trip; the engine
 * corrects it with an authenticated report if it is wrong. */
static bool accept_engine(struct codec *codec, const struct decoded *decoded, GError **error)
{
    struct snmp_codec *snmp = (struct snmp_codec *)codec;
    const struct snmp_message *message = decoded->memory;
    snmp->engine_id_size = message->pdu->securityEngineIDLen;
    memcpy(snmp->engine_id, message->pdu->securityEngineID, snmp->engine_id_size);
    snmp->engine_time = message->engine_time;
    snmp->session.securityEngineIDLen = snmp->engine_id_size;
    snmp->session.contextEngineIDLen = snmp->engine_id_size;
    snmp->user = make_user(snmp);
    if (!snmp->user)
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the keys could not be localized");
    return snmp->user;
}

static bool set_community(const struct snmp_codec *codec, netsnmp_pdu *pdu, uint32_t vlan)
{
    g_autofree char *text = vlan == 0 ? g_strdup(codec->credential->community)
                                      : g_strdup_printf("%s@%u", codec->credential->community, vlan);
    pdu->community = (u_char *)strdup(text);
    pdu->community_len = strlen(text);
    memset(text, 0, pdu->community_len);
    return pdu->community;
}

static bool set_security(netsnmp_pdu *pdu, int level, const char *user, const char *context)
{
    pdu->securityModel = SNMP_SEC_MODEL_USM;
    pdu->securityLevel = level;
    pdu->securityName = strdup(user);
    pdu->contextName = strdup(context);
    if (!pdu->securityName || !pdu->contextName)
        return false;
    pdu->securityNameLen = strlen(user);
    pdu->contextNameLen = strlen(context);
    return true;
}

static bool set_user(const struct snmp_codec *codec, netsnmp_pdu *pdu, uint32_t vlan)
{
    const struct credential *credential = codec->credential;
    g_autofree char *context = vlan == 0 ? g_strdup(credential->context) : g_strdup_printf("vlan-%u", vlan);
    return set_security(pdu, security_level(credential), credential->user, context ? context : "");
}

static bool add_names(netsnmp_pdu *pdu, const struct request *request)
{
    oid name[OID_MAX_ARCS];
    for (size_t i = 0; i < request->count; i++) {
        const struct oid *from = &request->names[i];
        for (size_t k = 0; k < from->count; k++)
            name[k] = from->arcs[k];
        if (!snmp_add_null_var(pdu, name, from->count))
            return false;
    }
    return true;
}

static netsnmp_pdu *make_pdu(const struct snmp_codec *codec, const struct request *request)
{
    static const int commands[] = {SNMP_MSG_GET, SNMP_MSG_GETNEXT, SNMP_MSG_GETBULK};
    netsnmp_pdu *pdu = snmp_pdu_create(commands[request->kind]);
    if (!pdu)
        return NULL;
    pdu->version = codec->session.version;
    pdu->flags |= UCD_MSG_FLAG_EXPECT_RESPONSE;
    if (request->kind == PDU_GETBULK) {
        pdu->errstat = (long)MIN(request->non_repeaters, INT32_MAX);
        pdu->errindex = (long)MIN(request->max_repetitions, INT32_MAX);
    }
    bool is_v3 = codec->credential->version == SNMP_V3;
    bool good = is_v3 ? set_user(codec, pdu, request->vlan_context)
                      : set_community(codec, pdu, request->vlan_context);
    if (good && add_names(pdu, request))
        return pdu;
    snmp_free_pdu(pdu);
    return NULL;
}

/* RFC 3414 4: a request that no engine accepts, so that it reports who it is. */
static netsnmp_pdu *make_introduction(void)
{
    netsnmp_pdu *pdu = snmp_pdu_create(SNMP_MSG_GET);
    if (!pdu)
        return NULL;
    pdu->version = SNMP_VERSION_3;
    pdu->flags |= UCD_MSG_FLAG_EXPECT_RESPONSE;
    if (set_security(pdu, SNMP_SEC_LEVEL_NOAUTH, "", ""))
        return pdu;
    snmp_free_pdu(pdu);
    return NULL;
}

static struct codec_request *prepare_request(struct codec *codec, const struct request *request,
                                             GError **error)
{
    const struct snmp_codec *snmp = (const struct snmp_codec *)codec;
    if (request && request->kind == PDU_GETBULK && snmp->credential->version == SNMP_V1) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "SNMPv1 has no GETBULK");
        return NULL;
    }
    netsnmp_pdu *pdu = request ? make_pdu(snmp, request) : make_introduction();
    if (!pdu) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the request could not be made");
        return NULL;
    }
    struct codec_request *kept = g_new(struct codec_request, 1);
    kept->pdu = pdu;
    return kept;
}

static void release_request(struct codec_request *request)
{
    snmp_free_pdu(request->pdu);
    g_free(request);
}

static int64_t request_id(const struct codec_request *request)
{
    return request->pdu->reqid;
}

/* The engine ids are taken from the session again: the engine may have changed since the last try. */
static void reset_engine(netsnmp_pdu *pdu)
{
    SNMP_FREE(pdu->securityEngineID);
    SNMP_FREE(pdu->contextEngineID);
    pdu->securityEngineIDLen = pdu->contextEngineIDLen = 0;
}

/* net-snmp builds from the end of a buffer to its front, unless it was built to do otherwise. */
static bool encode_request(struct codec *codec, struct codec_request *request, struct codec_message *out,
                           GError **error)
{
    struct snmp_codec *snmp = (struct snmp_codec *)codec;
    netsnmp_pdu *pdu = request->pdu;
    size_t room = 4096, used = 0;
    u_char *buffer = malloc(room);
    reset_engine(pdu);
    pdu->msgid = snmp_get_next_msgid();
    usm_enter(snmp);
    int status = buffer ? snmp_build(&buffer, &room, &used, &snmp->session, pdu) : SNMPERR_MALLOC;
    usm_leave(snmp);
    bool forward = (pdu->flags & UCD_MSG_FLAG_FORWARD_ENCODE) != 0;
    out->size = forward ? room : used;
    if (status == 0 && out->size <= MAX_MESSAGE) {
        out->data = g_memdup2(forward ? buffer : buffer + room - used, out->size);
        out->message_id = pdu->msgid;
    } else {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the message could not be built: %s",
                    status == 0 ? "too long" : snmp_api_errstring(snmp->session.s_snmp_errno));
    }
    free(buffer);
    return status == 0 && out->size <= MAX_MESSAGE;
}

static void convert_name(const oid *from, size_t count, uint32_t **arcs, struct oid *out)
{
    *out = (struct oid){*arcs, count};
    for (size_t i = 0; i < count; i++)
        *(*arcs)++ = (uint32_t)from[i];
}

static void convert_value(const netsnmp_variable_list *from, uint32_t **arcs, struct value *out)
{
    switch (from->type) {
    case ASN_INTEGER:
        out->type = VALUE_INTEGER;
        out->integer = *from->val.integer;
        break;
    case ASN_UINTEGER:
        out->type = VALUE_GAUGE32;
        out->number = (uint32_t)*from->val.integer;
        break;
    case ASN_COUNTER:
    case ASN_GAUGE:
    case ASN_TIMETICKS:
        out->type = (enum value_type)from->type;
        out->number = (uint32_t)*from->val.integer;
        break;
    case ASN_COUNTER64:
        out->type = VALUE_COUNTER64;
        out->number = (uint64_t)from->val.counter64->high << 32 | (uint32_t)from->val.counter64->low;
        break;
    case ASN_OCTET_STR:
    case ASN_IPADDRESS:
    case ASN_OPAQUE:
        out->type = (enum value_type)from->type;
        out->octets = (struct bytes){from->val.string, from->val_len};
        break;
    case ASN_OBJECT_ID:
        out->type = VALUE_OID;
        convert_name(from->val.objid, from->val_len / sizeof(oid), arcs, &out->oid);
        break;
    case SNMP_NOSUCHOBJECT:
    case SNMP_NOSUCHINSTANCE:
    case SNMP_ENDOFMIBVIEW:
        out->type = (enum value_type)from->type;
        break;
    default: /* NULL, and floats in an Opaque, which net-snmp has unwrapped and nobody asks for */
        out->type = VALUE_NULL;
    }
}

static void convert_varbinds(struct snmp_message *message, struct decoded *out)
{
    size_t arcs = 0;
    for (const netsnmp_variable_list *v = message->pdu->variables; v; v = v->next_variable) {
        arcs += v->name_length + (v->type == ASN_OBJECT_ID ? v->val_len / sizeof(oid) : 0);
        out->count++;
    }
    out->varbinds = g_new0(struct varbind, MAX(out->count, 1));
    message->arcs = g_new(uint32_t, MAX(arcs, 1));
    uint32_t *next = message->arcs;
    struct varbind *varbind = out->varbinds;
    for (const netsnmp_variable_list *v = message->pdu->variables; v; v = v->next_variable, varbind++) {
        convert_name(v->name, v->name_length, &next, &varbind->name);
        convert_value(v, &next, &varbind->value);
    }
}

struct report {
    int type; /* snmpv3_get_report_type */
    enum decoded_kind kind;
    GIOErrorEnum code;
    const char *text;
};

static const struct report reports[] = {
    {SNMPERR_UNKNOWN_USER_NAME, DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "unknown user (usmStatsUnknownUserNames)"},
    {SNMPERR_AUTHENTICATION_FAILURE, DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "wrong digest: the authentication pass phrase or protocol is not the user's (usmStatsWrongDigests)"},
    {SNMPERR_DECRYPTION_ERR, DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "decryption error: the privacy pass phrase or protocol is not the user's (usmStatsDecryptionErrors)"},
    {SNMPERR_UNSUPPORTED_SEC_LEVEL, DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "the user has another security level (usmStatsUnsupportedSecLevels)"},
    {SNMPERR_NOT_IN_TIME_WINDOW, DECODED_RESEND, G_IO_ERROR_FAILED,
     "not in time window: the agent does not accept its own time (usmStatsNotInTimeWindows)"},
    {SNMPERR_UNKNOWN_ENG_ID, DECODED_RESTART, G_IO_ERROR_FAILED,
     "the agent does not know its own engine id (usmStatsUnknownEngineIDs)"},
    {SNMPERR_BAD_CONTEXT, DECODED_FAILURE, G_IO_ERROR_NOT_FOUND, "unknown context (snmpUnknownContexts)"},
    {SNMPERR_UNKNOWN_SEC_MODEL, DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "the agent has no user-based security (snmpUnknownSecurityModels)"},
    {SNMPERR_INVALID_MSG, DECODED_FAILURE, G_IO_ERROR_FAILED,
     "the agent could not read the message (snmpInvalidMsgs)"},
    {SNMPERR_BAD_VERSION, DECODED_FAILURE, G_IO_ERROR_FAILED,
     "the agent does not handle the request (snmpUnknownPDUHandlers)"},
};

static void decode_report(const struct snmp_codec *codec, netsnmp_pdu *pdu, struct decoded *out)
{
    int type = snmpv3_get_report_type(pdu);
    size_t i = 0;
    while (i < G_N_ELEMENTS(reports) && reports[i].type != type)
        i++;
    if (i < G_N_ELEMENTS(reports)) {
        out->kind = reports[i].kind;
        out->error = g_error_new_literal(G_IO_ERROR, (int)reports[i].code, reports[i].text);
    } else {
        out->kind = DECODED_FAILURE;
        out->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, "the agent sent an unknown report");
    }
    bool told =
        pdu->securityEngineID && pdu->securityEngineIDLen > 0 && pdu->securityEngineIDLen <= MAX_ENGINE_ID;
    if (!codec->user && told)
        out->kind = DECODED_ENGINE;
}

/* RFC 3412 7.2.10 d: an answer must have come the way the request went. */
static bool is_secure_enough(const struct snmp_codec *codec, const netsnmp_pdu *pdu)
{
    const char *user = codec->credential->user;
    if (!codec->user || !pdu->securityEngineID || !pdu->securityName)
        return false;
    return pdu->securityLevel == security_level(codec->credential) &&
           pdu->securityEngineIDLen == codec->engine_id_size &&
           memcmp(pdu->securityEngineID, codec->engine_id, codec->engine_id_size) == 0 &&
           pdu->securityNameLen == strlen(user) && memcmp(pdu->securityName, user, pdu->securityNameLen) == 0;
}

/* A message that did not pass the security can still tell something: that the engine has another id, or that
 * its boots or time are behind those it had; then everything starts again. */
static void decode_unaccepted(netsnmp_pdu *pdu, int status, struct decoded *out)
{
    if (status == SNMPERR_USM_UNKNOWNSECURITYNAME && pdu->command == SNMP_MSG_REPORT &&
        snmpv3_get_report_type(pdu) == SNMPERR_UNKNOWN_ENG_ID) {
        out->kind = DECODED_RESTART;
        out->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, "the engine id changes all the time");
    } else if (status == SNMPERR_USM_NOTINTIMEWINDOW) {
        out->kind = DECODED_RESTART;
        out->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED,
                                         "not in time window: the agent's time goes backwards");
    }
}

static void decode_accepted(const struct snmp_codec *codec, struct snmp_message *message, struct decoded *out)
{
    netsnmp_pdu *pdu = message->pdu;
    bool is_v3 = codec->credential->version == SNMP_V3;
    if (is_v3 && pdu->command == SNMP_MSG_REPORT) {
        decode_report(codec, pdu, out);
    } else if (pdu->command == SNMP_MSG_RESPONSE && (!is_v3 || is_secure_enough(codec, pdu))) {
        out->kind = DECODED_RESPONSE;
        out->request_id = pdu->reqid;
        out->error_status = (uint32_t)CLAMP(pdu->errstat, 0, INT32_MAX);
        out->error_index = (uint32_t)CLAMP(pdu->errindex, 0, INT32_MAX);
        convert_varbinds(message, out);
    }
}

static void decode_datagram(struct codec *codec, uint8_t *data, size_t size, struct decoded *out)
{
    struct snmp_codec *snmp = (struct snmp_codec *)codec;
    struct snmp_message *message = g_new0(struct snmp_message, 1);
    out->memory = message;
    message->pdu = calloc(1, sizeof *message->pdu);
    if (!message->pdu)
        return;
    usm_enter(snmp);
    int status = snmp_parse(NULL, &snmp->session, message->pdu, data, size);
    if (snmp->session.version == SNMP_VERSION_3 && message->pdu->securityEngineID)
        message->engine_time =
            read_engine_time(message->pdu->securityEngineID, message->pdu->securityEngineIDLen);
    usm_leave(snmp);
    out->message_id = message->pdu->msgid;
    if (status == SNMPERR_SUCCESS)
        decode_accepted(snmp, message, out);
    else if (snmp->session.version == SNMP_VERSION_3)
        decode_unaccepted(message->pdu, status, out);
}

static void clear_decoded(struct decoded *decoded)
{
    struct snmp_message *message = decoded->memory;
    g_clear_error(&decoded->error);
    g_free(decoded->varbinds);
    g_free(message->arcs);
    if (message->pdu)
        snmp_free_pdu(message->pdu);
    g_free(message);
}

static void free_codec(struct codec *codec)
{
    forget_engine(codec);
    g_free(codec);
}

struct codec *agent_snmp_codec(const struct credential *credential)
{
    static const struct codec_operations operations = {
        .prepare = prepare_request,
        .release = release_request,
        .request_id = request_id,
        .encode = encode_request,
        .decode = decode_datagram,
        .clear = clear_decoded,
        .is_ready = is_ready,
        .accept = accept_engine,
        .restart = forget_engine,
        .free = free_codec,
    };
    static const long versions[] = {
        [SNMP_V1] = SNMP_VERSION_1, [SNMP_V2C] = SNMP_VERSION_2c, [SNMP_V3] = SNMP_VERSION_3};
    agent_snmp_init();
    struct snmp_codec *snmp = g_new0(struct snmp_codec, 1);
    snmp->codec.operations = &operations;
    snmp->credential = credential;
    snmp_sess_init(&snmp->session);
    snmp->session.version = versions[credential->version];
    snmp->session.rcvMsgMaxSize = snmp->session.sndMsgMaxSize = MAX_MESSAGE;
    snmp->session.securityEngineID = snmp->engine_id;
    snmp->session.contextEngineID = snmp->engine_id;
    return &snmp->codec;
}

static bool check_algorithms(const struct credential *credential, GError **error)
{
    size_t size;
    if (credential->version == SNMP_V3 &&
        (!auth_oid(credential->auth_protocol, &size) || !priv_oid(credential->priv_protocol, &size))) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                    "credential %s: net-snmp was built without its authentication or privacy protocol",
                    credential->name);
        return false;
    }
    return true;
}

struct agent *agent_snmp_new(uv_loop_t *loop, struct address address, uint16_t port,
                             const struct credential *credential, const struct agent_snmp_options *options,
                             GError **error)
{
    agent_snmp_init();
    if (!check_algorithms(credential, error))
        return NULL;
    struct agent_udp_options udp = {.address = address,
                                    .port = port,
                                    .timeout_ms = options->timeout_ms,
                                    .retries = options->retries,
                                    .pacer = options->pacer,
                                    .is_cautious = options->is_cautious,
                                    .has_getbulk = credential->version != SNMP_V1,
                                    .credential = credential->name};
    return agent_udp_new(loop, agent_snmp_codec(credential), &udp, error);
}
