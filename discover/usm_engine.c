#include "discover/usm_engine.h"

#include <string.h>

#define MAX_REPORT 484   /* octets, what every manager takes */
#define TIME_WINDOW 150  /* seconds, RFC 3414 2.2.3 */
#define ENTERPRISE 32473 /* for examples, RFC 5612 */

struct usm_engine {
    uint8_t id[USM_MAX_ENGINE_ID];
    size_t id_size;
    struct usm_keys **keys; /* of each user, made when they are needed */
    size_t key_count;
    uint32_t boots;
    gint64 started; /* g_get_monotonic_time */
};

struct usm_engines {
    GPtrArray *users;    /* of struct usm_user * */
    GHashTable *engines; /* device -> struct usm_engine *, owned */
    GByteArray *plain;   /* what the message at hand says */
    gint64 started;      /* g_get_monotonic_time */
    uint64_t salt;
};

static void free_user(gpointer user)
{
    usm_user_free(user);
}

static void free_engine(gpointer value)
{
    struct usm_engine *engine = value;
    for (size_t i = 0; i < engine->key_count; i++)
        g_free(engine->keys[i]);
    g_free(engine->keys);
    g_free(engine);
}

struct usm_engines *usm_engines_new(const struct credential_list *users, GError **error)
{
    struct usm_engines *engines = g_new0(struct usm_engines, 1);
    engines->users = g_ptr_array_new_with_free_func(free_user);
    engines->engines = g_hash_table_new_full(NULL, NULL, NULL, free_engine);
    engines->plain = g_byte_array_new();
    engines->started = g_get_monotonic_time();
    for (guint i = 0; i < users->items->len; i++) {
        const struct credential *credential = g_ptr_array_index(users->items, i);
        if (credential->version != SNMP_V3)
            continue;
        struct usm_user *user = usm_user_new(credential, error);
        if (!user) {
            usm_engines_free(engines);
            return NULL;
        }
        g_ptr_array_add(engines->users, user);
    }
    return engines;
}

void usm_engines_free(struct usm_engines *engines)
{
    if (!engines)
        return;
    g_hash_table_unref(engines->engines);
    g_ptr_array_unref(engines->users);
    g_byte_array_unref(engines->plain);
    g_free(engines);
}

/* RFC 3411 5, SnmpEngineID: an enterprise number with the first bit set, then the kind of what follows. */
static struct usm_engine *make_engine(const struct usm_engines *engines, struct address address)
{
    struct usm_engine *engine = g_new0(struct usm_engine, 1);
    bool is_ipv4 = address.family == ADDRESS_IPV4;
    const uint32_t number = GUINT32_TO_BE(0x80000000 | ENTERPRISE);
    memcpy(engine->id, &number, sizeof number);
    engine->id[4] = is_ipv4 ? 1 : 2;
    engine->id_size = is_ipv4 ? 5 + 4 : 5 + 16;
    memcpy(engine->id + 5, address.octets, engine->id_size - 5);
    engine->boots = 1;
    engine->started = engines->started;
    engine->key_count = engines->users->len;
    engine->keys = g_new0(struct usm_keys *, engine->key_count);
    return engine;
}

struct usm_engine *usm_engines_get(struct usm_engines *engines, const void *device, struct address address)
{
    struct usm_engine *engine = g_hash_table_lookup(engines->engines, device);
    if (!engine) {
        engine = make_engine(engines, address);
        g_hash_table_insert(engines->engines, (gpointer)device, engine);
    }
    return engine;
}

void usm_engine_restart(struct usm_engine *engine)
{
    engine->boots++;
    engine->started = g_get_monotonic_time();
}

static struct bytes engine_id(const struct usm_engine *engine)
{
    return (struct bytes){engine->id, engine->id_size};
}

static const struct usm_keys *get_keys(const struct usm_engines *engines, struct usm_engine *engine,
                                       guint user)
{
    if (!engine->keys[user]) {
        struct usm_keys keys;
        if (!usm_user_localize(g_ptr_array_index(engines->users, user), engine_id(engine), &keys))
            return NULL;
        engine->keys[user] = g_memdup2(&keys, sizeof keys);
    }
    return engine->keys[user];
}

static bool find_user(const struct usm_engines *engines, struct bytes name, guint *position)
{
    for (guint i = 0; i < engines->users->len; i++) {
        *position = i;
        if (bytes_equal(name, bytes_from_text(usm_user_name(g_ptr_array_index(engines->users, i)))))
            return true;
    }
    return false;
}

static struct usm_envelope make_envelope(struct usm_engines *engines, const struct usm_engine *engine,
                                         const struct usm_message *message)
{
    return (struct usm_envelope){
        .message_id = message->message_id,
        .engine_id = engine_id(engine),
        .boots = engine->boots,
        .seconds = (uint32_t)((g_get_monotonic_time() - engine->started) / G_USEC_PER_SEC),
        .user = message->user,
        .salt = engines->salt++,
    };
}

static bool is_authentic(const struct usm_exchange *exchange)
{
    const struct usm_message *message = &exchange->message;
    uint8_t mac[USM_MAX_MAC];
    size_t size = usm_user_mac_size(exchange->envelope.keeper);
    return message->mac.size == size &&
           usm_user_sign(exchange->envelope.keeper, exchange->envelope.keys, message->whole,
                         message->mac_offset, mac) &&
           memcmp(mac, message->mac.data, size) == 0;
}

/* RFC 3414 3.2.7a. */
static bool is_in_time(const struct usm_exchange *exchange)
{
    int64_t difference = (int64_t)exchange->message.seconds - exchange->envelope.seconds;
    return exchange->message.boots == exchange->envelope.boots && difference <= TIME_WINDOW &&
           difference >= -TIME_WINDOW;
}

/* A wrong key is only seen by the nonsense that it makes. */
static bool decrypt(const struct usm_engines *engines, struct usm_exchange *exchange)
{
    const struct usm_message *message = &exchange->message;
    struct usm_vector vector = {.boots = message->boots, .seconds = message->seconds};
    if (message->salt.size != USM_SALT_SIZE)
        return false;
    memcpy(vector.salt, message->salt.data, USM_SALT_SIZE);
    g_byte_array_set_size(engines->plain, 0);
    g_byte_array_append(engines->plain, message->data.data, (guint)message->data.size);
    struct bytes plain = {engines->plain->data, engines->plain->len};
    return usm_user_crypt(exchange->envelope.keeper, exchange->envelope.keys, &vector, false,
                          engines->plain->data, engines->plain->len) &&
           usm_read_scoped(plain, &exchange->scoped);
}

static enum usm_outcome report(struct usm_exchange *exchange, enum usm_report which)
{
    exchange->report = which;
    return USM_REPORT;
}

/* The steps of RFC 3414 3.2 from the fifth on. */
static enum usm_outcome check_security(struct usm_engines *engines, struct usm_engine *engine,
                                       struct usm_exchange *exchange)
{
    const struct usm_message *message = &exchange->message;
    struct usm_envelope *envelope = &exchange->envelope;
    uint8_t level = message->flags & (USM_FLAG_AUTH | USM_FLAG_PRIV);
    guint position;
    if (!find_user(engines, message->user, &position))
        return report(exchange, USM_UNKNOWN_USER);
    const struct usm_user *user = g_ptr_array_index(engines->users, position);
    uint8_t highest = (uint8_t)(usm_user_has_priv(user)   ? USM_FLAG_AUTH | USM_FLAG_PRIV
                                : usm_user_has_auth(user) ? USM_FLAG_AUTH
                                                          : 0);
    if (level > highest)
        return report(exchange, USM_UNSUPPORTED_LEVEL);
    envelope->keeper = user;
    envelope->keys = get_keys(engines, engine, position);
    if (!envelope->keys)
        return USM_MALFORMED;
    exchange->is_below = level < highest;
    if (level & USM_FLAG_AUTH && !is_authentic(exchange))
        return report(exchange, USM_WRONG_DIGEST);
    envelope->flags = level & USM_FLAG_AUTH;
    if (level & USM_FLAG_AUTH && !is_in_time(exchange))
        return report(exchange, USM_NOT_IN_TIME_WINDOW);
    if (level & USM_FLAG_PRIV && !decrypt(engines, exchange))
        return report(exchange, USM_DECRYPTION_ERROR);
    envelope->flags = level;
    return USM_REQUEST;
}

enum usm_outcome usm_engines_open(struct usm_engines *engines, struct usm_engine *engine, struct bytes packet,
                                  struct usm_exchange *out)
{
    *out = (struct usm_exchange){0};
    if (!usm_read_message(packet, &out->message))
        return USM_MALFORMED;
    bool is_plain = !(out->message.flags & USM_FLAG_PRIV);
    if (is_plain && !usm_read_scoped(out->message.data, &out->scoped))
        return USM_MALFORMED;
    out->envelope = make_envelope(engines, engine, &out->message);
    if (!bytes_equal(out->message.engine_id, engine_id(engine)))
        return report(out, USM_UNKNOWN_ENGINE);
    enum usm_outcome outcome = check_security(engines, engine, out);
    if (outcome == USM_REQUEST && !bytes_equal(out->scoped.engine_id, engine_id(engine)))
        return report(out, USM_UNKNOWN_HANDLER);
    return outcome;
}

/* usmStats (RFC 3414 5), snmpUnknownPDUHandlers (RFC 3412 5), snmpUnknownContexts (RFC 3413 4.1.2), all .0.
 */
static const struct bytes names[] = {
#define STATISTIC(...)                                                                                       \
    {                                                                                                        \
        (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})                               \
    }
    [USM_UNSUPPORTED_LEVEL] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 1, 0),
    [USM_NOT_IN_TIME_WINDOW] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 2, 0),
    [USM_UNKNOWN_USER] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 3, 0),
    [USM_UNKNOWN_ENGINE] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 4, 0),
    [USM_WRONG_DIGEST] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 5, 0),
    [USM_DECRYPTION_ERROR] = STATISTIC(0x2b, 6, 1, 6, 3, 15, 1, 1, 6, 0),
    [USM_UNKNOWN_HANDLER] = STATISTIC(0x2b, 6, 1, 6, 3, 11, 2, 1, 3, 0),
    [USM_UNKNOWN_CONTEXT] = STATISTIC(0x2b, 6, 1, 6, 3, 12, 1, 5, 0),
};

struct bytes usm_engines_report(const struct usm_exchange *exchange, uint8_t *memory)
{
    static const uint8_t zero[] = {VALUE_INTEGER, 1, 0};
    static const uint8_t counter[] = {VALUE_COUNTER32, 1, 1};
    struct bytes name = names[exchange->report], request_id = exchange->scoped.pdu.request_id;
    uint8_t varbind[32];
    struct wire_writer writer = {varbind, sizeof varbind, sizeof varbind, sizeof varbind};
    if (!(exchange->message.flags & USM_FLAG_REPORTABLE))
        return (struct bytes){NULL, 0};
    wire_put(&writer, counter, sizeof counter);
    const uint8_t header[] = {VALUE_OID, (uint8_t)name.size};
    wire_put(&writer, name.data, name.size);
    wire_put(&writer, header, sizeof header);
    wire_wrap(&writer, TLV_SEQUENCE);
    struct bytes whole = {varbind + writer.start, writer.end - writer.start};
    usm_begin(&writer, memory, MAX_REPORT, &exchange->envelope);
    wire_add_varbind(&writer, whole);
    if (request_id.size == 0)
        request_id = (struct bytes){zero, sizeof zero};
    return usm_finish_message(&writer, &exchange->envelope, WIRE_REPORT, request_id, 0, 0);
}
