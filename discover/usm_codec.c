#include "discover/usm_codec.h"

#include "discover/pdu.h"
#include "discover/usm_message.h"
#include "discover/usm_reports.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_TIME 0x7fffffffU /* RFC 3414 2.2.2; an engine whose boots are that many is locked */
#define TIME_WINDOW 150      /* seconds, RFC 3414 2.2.3 */
#define MESSAGE_ROOM 640     /* octets of a message, varbinds apart */

/* RFC 3414 2.3, as it is known of the peer. */
struct engine_time {
    uint32_t boots, seconds;
    uint32_t latest;   /* latestReceivedEngineTime */
    bool is_authentic; /* else it is what an unauthenticated report said: a guess */
    gint64 taken_at;   /* g_get_monotonic_time */
};

struct usm_codec {
    struct codec codec;
    const struct credential *credential;
    const struct usm_user *user;
    uint8_t level; /* USM_FLAG_AUTH, USM_FLAG_PRIV */
    uint8_t engine_id[USM_MAX_ENGINE_ID];
    size_t engine_id_size; /* 0: not known */
    struct engine_time time;
    struct usm_keys keys;           /* at that engine */
    struct agent_engine introduced; /* by the last DECODED_ENGINE */
    struct agent_engine first;      /* as the first answer showed it */
};

struct codec_request {
    struct pdu pdu;
    char *context;
    bool introduces;
    uint8_t *message; /* as it was encoded last */
};

/* Users by a digest of all that their keys depend on. */
static GHashTable *users;

static void free_user(gpointer user)
{
    usm_user_free(user);
}

void usm_codec_forget_keys(void)
{
    g_clear_pointer(&users, g_hash_table_unref);
}

static void add_to_digest(GChecksum *digest, const char *text)
{
    const char *safe = text ? text : "";
    g_checksum_update(digest, (const guchar *)safe, (gssize)strlen(safe) + 1);
}

static char *digest_of(const struct credential *credential)
{
    const guchar protocols[] = {(guchar)credential->auth_protocol, (guchar)credential->priv_protocol};
    g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(digest, protocols, sizeof protocols);
    add_to_digest(digest, credential->user);
    add_to_digest(digest, credential->auth_pass_phrase);
    add_to_digest(digest, credential->priv_pass_phrase);
    return g_strdup(g_checksum_get_string(digest));
}

static const struct usm_user *get_user(const struct credential *credential, GError **error)
{
    if (!users)
        users = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_user);
    g_autofree char *name = digest_of(credential);
    struct usm_user *user = g_hash_table_lookup(users, name);
    if (!user && (user = usm_user_new(credential, error)))
        g_hash_table_insert(users, g_steal_pointer(&name), user);
    return user;
}

static struct bytes engine_id(const struct usm_codec *usm)
{
    return (struct bytes){usm->engine_id, usm->engine_id_size};
}

static uint32_t engine_seconds(const struct engine_time *time)
{
    gint64 passed = (g_get_monotonic_time() - time->taken_at) / G_USEC_PER_SEC;
    return (uint32_t)MIN(time->seconds + passed, MAX_TIME);
}

static void forget_engine(struct codec *codec)
{
    struct usm_codec *usm = (struct usm_codec *)codec;
    usm->engine_id_size = 0;
    usm->time = (struct engine_time){0};
    usm_keys_clear(&usm->keys);
    codec->is_guess = false;
    codec->engine.id_size = 0;
}

static bool adopt_engine(struct usm_codec *usm, struct bytes id)
{
    usm->engine_id_size = id.size;
    memcpy(usm->engine_id, id.data, id.size);
    return usm_user_localize(usm->user, id, &usm->keys);
}

static bool is_ready(const struct codec *codec)
{
    return ((const struct usm_codec *)codec)->engine_id_size > 0;
}

/* The engine's time comes from the unauthenticated report: a guess that saves a round trip; the engine
 * corrects it with an authenticated report if it is wrong. */
static bool accept_engine(struct codec *codec, GError **error)
{
    struct usm_codec *usm = (struct usm_codec *)codec;
    const struct agent_engine *from = &usm->introduced;
    usm->time = (struct engine_time){
        .boots = from->boots, .seconds = from->seconds, .taken_at = g_get_monotonic_time()};
    if (adopt_engine(usm, (struct bytes){from->id, from->id_size}))
        return true;
    forget_engine(codec);
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the keys could not be localized");
    return false;
}

/* An engine of an earlier run has gone on since then, or was started again: then it says so. */
static void remember_engine(struct usm_codec *usm, const struct agent_engine *engine)
{
    int64_t passed = MAX(g_get_real_time() / 1000 - engine->taken_at, 0) / 1000;
    if (engine->id_size == 0 || engine->id_size > USM_MAX_ENGINE_ID || engine->boots > MAX_TIME ||
        !adopt_engine(usm, (struct bytes){engine->id, engine->id_size}))
        return;
    usm->time = (struct engine_time){.boots = engine->boots,
                                     .seconds = (uint32_t)MIN(engine->seconds + passed, MAX_TIME),
                                     .taken_at = g_get_monotonic_time()};
    usm->codec.is_guess = true;
}

static struct codec_request *prepare(struct codec *codec, const struct request *request, GError **error)
{
    const struct usm_codec *usm = (const struct usm_codec *)codec;
    struct codec_request *kept = g_new0(struct codec_request, 1);
    if (!pdu_init(&kept->pdu, request, error)) {
        g_free(kept);
        return NULL;
    }
    kept->introduces = !request;
    if (request && request->vlan_context > 0)
        kept->context = g_strdup_printf("vlan-%u", request->vlan_context);
    else if (request)
        kept->context = g_strdup(usm->credential->context);
    return kept;
}

static void release(struct codec_request *request)
{
    pdu_clear(&request->pdu);
    g_free(request->context);
    g_free(request->message);
    g_free(request);
}

static int64_t request_id(const struct codec_request *request)
{
    return request->pdu.request_id;
}

static uint64_t next_salt(void)
{
    static uint64_t salt;
    if (salt == 0)
        salt = (uint64_t)g_random_int() << 32 | g_random_int();
    return salt++;
}

/* RFC 3414 4: an introduction is a request that no engine accepts, so that it reports who it is. */
static struct usm_envelope make_envelope(const struct usm_codec *usm, const struct codec_request *request,
                                         struct bytes message_id)
{
    if (request->introduces)
        return (struct usm_envelope){.message_id = message_id, .flags = USM_FLAG_REPORTABLE};
    return (struct usm_envelope){.message_id = message_id,
                                 .flags = usm->level | USM_FLAG_REPORTABLE,
                                 .engine_id = engine_id(usm),
                                 .boots = usm->time.boots,
                                 .seconds = engine_seconds(&usm->time),
                                 .user = bytes_from_text(usm_user_name(usm->user)),
                                 .context = bytes_from_text(request->context ? request->context : ""),
                                 .keeper = usm->user,
                                 .keys = &usm->keys,
                                 .salt = next_salt()};
}

static bool encode(struct codec *codec, struct codec_request *request, struct codec_message *out,
                   GError **error)
{
    const struct usm_codec *usm = (const struct usm_codec *)codec;
    const struct pdu *pdu = &request->pdu;
    uint8_t message_id[TLV_MAX_NUMBER], id[TLV_MAX_NUMBER];
    struct wire_writer writer;
    out->message_id = pdu_random_id();
    struct usm_envelope envelope =
        make_envelope(usm, request, pdu_put_id((int32_t)out->message_id, message_id));
    size_t size = pdu->names.size + MESSAGE_ROOM;
    g_free(request->message);
    request->message = g_malloc(USM_HEADROOM + size);
    usm_begin(&writer, request->message, size, &envelope);
    wire_add_varbind(&writer, pdu->names);
    out->octets = usm_finish_message(&writer, &envelope, pdu->type, pdu_put_id(pdu->request_id, id),
                                     pdu->non_repeaters, pdu->max_repetitions);
    if (out->octets.size == 0)
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the message could not be built");
    return out->octets.size > 0;
}

/* Without a hint at how much of it is right. */
static bool is_same(const uint8_t *a, const uint8_t *b, size_t size)
{
    uint8_t difference = 0;
    for (size_t i = 0; i < size; i++)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

static bool is_signed(const struct usm_codec *usm, const struct usm_message *message)
{
    uint8_t mac[USM_MAX_MAC];
    return message->mac.size == usm_user_mac_size(usm->user) &&
           usm_user_sign(usm->user, &usm->keys, message->whole, message->mac_offset, mac) &&
           is_same(mac, message->mac.data, message->mac.size);
}

/* RFC 3414 3.2.7b, of a message that is signed. What an unauthenticated report said of the time counts for
 * nothing here. */
static bool check_time(struct usm_codec *usm, const struct usm_message *message)
{
    struct engine_time *time = &usm->time;
    if (time->is_authentic) {
        bool is_later = message->boots > time->boots ||
                        (message->boots == time->boots && message->seconds > time->latest);
        bool is_late = message->boots < time->boots ||
                       (message->boots == time->boots &&
                        (int64_t)message->seconds < (int64_t)engine_seconds(time) - TIME_WINDOW);
        if (message->boots == MAX_TIME || (is_late && !is_later))
            return false;
        if (!is_later)
            return true;
    }
    *time = (struct engine_time){.boots = message->boots,
                                 .seconds = message->seconds,
                                 .latest = message->seconds,
                                 .is_authentic = true,
                                 .taken_at = g_get_monotonic_time()};
    return message->boots < MAX_TIME;
}

/* In place: the octets are the datagram's, which may be changed. */
static bool decrypt(const struct usm_codec *usm, const struct usm_message *message)
{
    struct usm_vector vector = {.boots = message->boots, .seconds = message->seconds};
    if (message->salt.size != USM_SALT_SIZE)
        return false;
    memcpy(vector.salt, message->salt.data, USM_SALT_SIZE);
    return usm_user_crypt(usm->user, &usm->keys, &vector, false, (uint8_t *)message->data.data,
                          message->data.size);
}

enum trust { TRUST_NONE, TRUST_LATE, TRUST_PLAIN, TRUST_SIGNED };

/* How far a message can be believed: one with a signature must have the right one, of the right engine.
 * Decrypts it. */
static enum trust judge(struct usm_codec *usm, const struct usm_message *message)
{
    if (!(message->flags & USM_FLAG_AUTH))
        return TRUST_PLAIN;
    if (!(usm->level & USM_FLAG_AUTH) || !bytes_equal(message->engine_id, engine_id(usm)) ||
        !bytes_equal(message->user, bytes_from_text(usm_user_name(usm->user))) || !is_signed(usm, message))
        return TRUST_NONE;
    if (!check_time(usm, message))
        return TRUST_LATE;
    if (!(message->flags & USM_FLAG_PRIV))
        return TRUST_SIGNED;
    return usm->level & USM_FLAG_PRIV && decrypt(usm, message) ? TRUST_SIGNED : TRUST_NONE;
}

/* RFC 3414 2.2.2: boots count the restarts. */
static bool is_same_life(const struct agent_engine *a, const struct agent_engine *b)
{
    return a->boots == b->boots && a->id_size == b->id_size && memcmp(a->id, b->id, a->id_size) == 0;
}

/* What is worth keeping: of an engine without authentication its id is all that is. */
static void note_engine(struct usm_codec *usm)
{
    struct agent_engine *out = &usm->codec.engine;
    memcpy(out->id, usm->engine_id, usm->engine_id_size);
    out->id_size = usm->engine_id_size;
    out->boots = usm->time.boots;
    out->seconds = engine_seconds(&usm->time);
    out->taken_at = g_get_real_time() / 1000;
    usm->codec.is_guess = false;
    if (usm->first.id_size == 0)
        usm->first = *out;
    usm->codec.has_restarted = usm->codec.has_restarted || !is_same_life(&usm->first, out);
}

/* RFC 3412 7.2.10 d: an answer must have come the way the request went. */
static void decode_response(struct usm_codec *usm, const struct usm_message *message,
                            const struct usm_scoped *scoped, struct decoded *out)
{
    if ((message->flags & (USM_FLAG_AUTH | USM_FLAG_PRIV)) != usm->level ||
        !bytes_equal(message->engine_id, engine_id(usm)) ||
        !bytes_equal(message->user, bytes_from_text(usm_user_name(usm->user))))
        return;
    pdu_decode(&scoped->pdu, out);
    note_engine(usm);
}

/* An agent that does not sign its report on the time is believed while nothing better is known. */
static void take_time(struct usm_codec *usm, const struct usm_message *message)
{
    if (!usm->time.is_authentic)
        usm->time = (struct engine_time){
            .boots = message->boots, .seconds = message->seconds, .taken_at = g_get_monotonic_time()};
}

static void decode_report(struct usm_codec *usm, const struct usm_message *message,
                          const struct usm_scoped *scoped, struct decoded *out)
{
    usm_report_decode(&scoped->pdu, out);
    if (usm->engine_id_size == 0 && message->engine_id.size > 0) {
        struct agent_engine *introduced = &usm->introduced;
        out->kind = DECODED_ENGINE;
        memcpy(introduced->id, message->engine_id.data, message->engine_id.size);
        introduced->id_size = message->engine_id.size;
        introduced->boots = message->boots;
        introduced->seconds = message->seconds;
    } else if (out->kind == DECODED_RESEND) {
        take_time(usm, message);
    } else if (out->kind == DECODED_RESTART && !bytes_equal(message->engine_id, engine_id(usm))) {
        g_clear_error(&out->error);
        out->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, "the engine id changes all the time");
    }
}

/* Boots or time are behind those that the engine had: then everything starts again. */
static void decode_late(struct decoded *out)
{
    out->kind = DECODED_RESTART;
    out->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED,
                                     "not in time window: the agent's time goes backwards");
}

static void decode(struct codec *codec, uint8_t *data, size_t size, struct decoded *out)
{
    struct usm_codec *usm = (struct usm_codec *)codec;
    struct usm_message message;
    struct usm_scoped scoped;
    if (!usm_read_message((struct bytes){data, size}, &message))
        return;
    struct bytes id = message.message_id;
    wire_read_integer(&id, &out->message_id);
    enum trust trust = judge(usm, &message);
    if (trust == TRUST_LATE)
        decode_late(out);
    if (trust <= TRUST_LATE || !usm_read_scoped(message.data, &scoped))
        return;
    if (scoped.pdu.type == WIRE_REPORT)
        decode_report(usm, &message, &scoped, out);
    else if (scoped.pdu.type == WIRE_RESPONSE && is_ready(codec))
        decode_response(usm, &message, &scoped, out);
}

static void free_codec(struct codec *codec)
{
    forget_engine(codec);
    g_free(codec);
}

struct codec *usm_codec_new(const struct credential *credential, const struct agent_engine *engine,
                            GError **error)
{
    static const struct codec_operations operations = {
        .prepare = prepare,
        .release = release,
        .request_id = request_id,
        .encode = encode,
        .decode = decode,
        .is_ready = is_ready,
        .accept = accept_engine,
        .restart = forget_engine,
        .free = free_codec,
    };
    const struct usm_user *user = get_user(credential, error);
    if (!user)
        return NULL;
    struct usm_codec *usm = g_new0(struct usm_codec, 1);
    usm->codec.operations = &operations;
    usm->credential = credential;
    usm->user = user;
    usm->level = (uint8_t)((usm_user_has_auth(user) ? USM_FLAG_AUTH : 0) |
                           (usm_user_has_priv(user) ? USM_FLAG_PRIV : 0));
    if (engine)
        remember_engine(usm, engine);
    return &usm->codec;
}
