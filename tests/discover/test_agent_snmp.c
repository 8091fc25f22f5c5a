/*
 * The way in to real devices, against Debian's snmpd and against peers of the test's own that misbehave.
 */
#include "discover/agent_snmp.h"

#include "tests/support/snmpd.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

static const struct oid sys_name = OID_INIT(1, 3, 6, 1, 2, 1, 1, 5, 0);
static const struct oid sys_object_id = OID_INIT(1, 3, 6, 1, 2, 1, 1, 2, 0);
static const struct oid sys_up_time = OID_INIT(1, 3, 6, 1, 2, 1, 1, 3, 0);
static const struct oid system_subtree = OID_INIT(1, 3, 6, 1, 2, 1, 1);

static const char configuration[] = "sysName tested\n"
                                    "exactEngineID 0x80001f8804746573746564\n"
                                    "rocommunity public\n"
                                    "rocommunity public@20\n"
                                    "createUser plain\n"
                                    "rouser plain noauth\n"
                                    "createUser md5 MD5 \"authentication\"\n"
                                    "rouser md5 auth\n"
                                    "createUser sha SHA \"authentication\" DES \"privacy pass\"\n"
                                    "rouser sha auth\n"
                                    "createUser sha224 SHA-224 \"authentication\" AES \"privacy pass\"\n"
                                    "rouser sha224 auth\n"
                                    "createUser sha256 SHA-256 \"authentication\" AES \"privacy pass\"\n"
                                    "rouser sha256 auth\n"
                                    "createUser sha384 SHA-384 \"authentication\" AES-192 \"privacy pass\"\n"
                                    "rouser sha384 auth\n"
                                    "createUser sha512 SHA-512 \"authentication\" AES-256 \"privacy pass\"\n"
                                    "rouser sha512 auth\n"
                                    "createUser cisco SHA \"authentication\" AES-256-C \"privacy pass\"\n"
                                    "rouser cisco auth\n";

static struct snmpd *snmpd;

static int start_snmpd(void **state)
{
    (void)state;
    if (snmpd_is_there())
        snmpd = snmpd_start(configuration, 0);
    return 0;
}

static int end_snmpd(void **state)
{
    (void)state;
    snmpd_stop(snmpd);
    agent_snmp_forget_keys();
    return 0;
}

static void need_snmpd(void)
{
    if (!snmpd) {
        print_message("no snmpd on this machine\n");
        skip();
    }
}

static struct address loopback(void)
{
    struct address address;
    assert_true(address_parse("127.0.0.1", &address));
    return address;
}

static struct credential *community(enum snmp_version version, const char *text)
{
    struct credential *credential = credential_new("community");
    credential->version = version;
    credential->community = g_strdup(text);
    return credential;
}

static struct credential *user(const char *name, enum auth_protocol auth, enum priv_protocol priv)
{
    struct credential *credential = credential_new("user");
    credential->version = SNMP_V3;
    credential->user = g_strdup(name);
    credential->auth_protocol = auth;
    credential->priv_protocol = priv;
    if (auth != AUTH_NONE)
        credential->auth_pass_phrase = g_strdup("authentication");
    if (priv != PRIV_NONE)
        credential->priv_pass_phrase = g_strdup("privacy pass");
    assert_true(credential_check(credential, NULL));
    return credential;
}

/* What came of one request, kept after its callback. */
struct result {
    unsigned calls;
    enum reply_status status;
    uint32_t error_status;
    size_t count;
    char *names[64], *values[64];
    enum value_type types[64];
    GError *error;
    struct agent *to_free; /* by the callback */
};

static char *format_value(const struct value *value)
{
    char buffer[OID_TEXT_SIZE];
    switch (value->type) {
    case VALUE_OCTET_STRING:
        return g_strndup((const char *)value->octets.data, value->octets.size);
    case VALUE_OID:
        return g_strdup(oid_format(value->oid, buffer));
    case VALUE_INTEGER:
        return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)value->integer);
    default:
        return g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)value->number);
    }
}

static void keep_reply(const struct reply *reply, void *data)
{
    struct result *result = data;
    char buffer[OID_TEXT_SIZE];
    result->calls++;
    result->status = reply->status;
    result->error_status = reply->error_status;
    result->count = MIN(reply->count, G_N_ELEMENTS(result->names));
    for (size_t i = 0; i < result->count; i++) {
        result->names[i] = g_strdup(oid_format(reply->varbinds[i].name, buffer));
        result->values[i] = format_value(&reply->varbinds[i].value);
        result->types[i] = reply->varbinds[i].value.type;
    }
    if (reply->error)
        result->error = g_error_copy(reply->error);
    if (result->to_free)
        agent_free(result->to_free);
}

static void clear_result(struct result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        g_free(result->names[i]);
        g_free(result->values[i]);
    }
    g_clear_error(&result->error);
    *result = (struct result){0};
}

/* Not UV_RUN_ONCE, which waits for the next event after a timer has done what was waited for. */
static void run_until(uv_loop_t *loop, const unsigned *calls, unsigned wanted)
{
    gint64 give_up = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
    while (*calls < wanted && uv_run(loop, UV_RUN_NOWAIT) && g_get_monotonic_time() < give_up)
        g_usleep(200);
    assert_int_equal(*calls, wanted);
}

/* One agent, on a loop of its own. */
struct peer {
    uv_loop_t loop;
    struct credential *credential;
    struct agent *agent;
};

static void open_peer(struct peer *peer, struct credential *credential, uint16_t port, uint32_t timeout_ms,
                      uint32_t retries)
{
    struct agent_snmp_options options = {.timeout_ms = timeout_ms, .retries = retries};
    g_autoptr(GError) error = NULL;
    assert_int_equal(uv_loop_init(&peer->loop), 0);
    peer->credential = credential;
    peer->agent = agent_snmp_new(&peer->loop, loopback(), port, credential, &options, &error);
    assert_null(error);
    assert_non_null(peer->agent);
}

static void close_peer(struct peer *peer)
{
    agent_free(peer->agent);
    uv_run(&peer->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&peer->loop), 0);
    credential_free(peer->credential);
}

static void ask(struct peer *peer, const struct request *request, struct result *result)
{
    agent_send(peer->agent, request, keep_reply, result);
    assert_int_equal(result->calls, 0);
    run_until(&peer->loop, &result->calls, 1);
}

static void ask_for(struct peer *peer, struct oid name, struct result *result)
{
    struct request request = {.kind = PDU_GET, .names = &name, .count = 1};
    ask(peer, &request, result);
}

/* Asks snmpd for its sysName with a credential; "" when it answered. The caller frees. */
static char *failure_of(struct credential *credential, uint32_t vlan)
{
    struct peer peer;
    struct result result = {0};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1, .vlan_context = vlan};
    open_peer(&peer, credential, snmpd_port(snmpd), 300, 1);
    ask(&peer, &request, &result);
    char *text = g_strdup(result.error ? result.error->message : "");
    if (result.error) {
        assert_non_null(peer.agent->failure);
        assert_string_equal(peer.agent->failure->message, text);
        assert_int_equal(peer.agent->failure->code, result.error->code);
    } else {
        assert_int_equal(result.status, REPLY_RESPONSE);
        assert_string_equal(result.values[0], "tested");
        assert_null(peer.agent->failure);
    }
    close_peer(&peer);
    clear_result(&result);
    return text;
}

static void assert_opens(struct credential *credential)
{
    g_autofree char *failure = failure_of(credential, 0);
    assert_string_equal(failure, "");
}

static void assert_fails(struct credential *credential, const char *wanted)
{
    g_autofree char *failure = failure_of(credential, 0);
    assert_string_equal(failure, wanted);
}

static void values_of_v2c_have_their_types(void **state)
{
    (void)state;
    need_snmpd();
    struct peer peer;
    struct result result = {0};
    struct oid names[] = {sys_name, sys_object_id, sys_up_time, OID(1, 3, 6, 1, 2, 1, 1, 99, 0)};
    struct request request = {.kind = PDU_GET, .names = names, .count = 4};
    open_peer(&peer, community(SNMP_V2C, "public"), snmpd_port(snmpd), 2000, 1);
    assert_true(peer.agent->has_getbulk);
    assert_string_equal(peer.agent->credential, "community");
    ask(&peer, &request, &result);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.error_status, 0);
    assert_int_equal(result.count, 4);
    assert_string_equal(result.names[0], "1.3.6.1.2.1.1.5.0");
    assert_string_equal(result.values[0], "tested");
    assert_int_equal(result.types[1], VALUE_OID);
    assert_true(g_str_has_prefix(result.values[1], "1.3.6.1.4.1.8072.3.2."));
    assert_int_equal(result.types[2], VALUE_TIME_TICKS);
    assert_true(result.types[3] == VALUE_NO_SUCH_OBJECT || result.types[3] == VALUE_NO_SUCH_INSTANCE);
    assert_int_equal(peer.agent->cost.requests, 1);
    assert_int_equal(peer.agent->cost.retries, 0);
    assert_in_range(peer.agent->cost.bytes_sent, 80, 110);
    assert_in_range(peer.agent->cost.bytes_received, 90, 150);
    assert_in_range(peer.agent->cost.rtt_us, 1, 2000000);
    close_peer(&peer);
    clear_result(&result);
}

static void getbulk_brings_many_rows(void **state)
{
    (void)state;
    need_snmpd();
    struct peer peer;
    struct result result = {0};
    struct oid names[] = {sys_up_time, system_subtree};
    struct request request = {
        .kind = PDU_GETBULK, .names = names, .count = 2, .non_repeaters = 1, .max_repetitions = 5};
    open_peer(&peer, community(SNMP_V2C, "public"), snmpd_port(snmpd), 2000, 1);
    ask(&peer, &request, &result);
    assert_int_equal(result.count, 6);
    assert_string_equal(result.names[0], "1.3.6.1.2.1.1.4.0");
    assert_string_equal(result.names[1], "1.3.6.1.2.1.1.1.0");
    assert_string_equal(result.names[5], "1.3.6.1.2.1.1.5.0");
    close_peer(&peer);
    clear_result(&result);
}

static void v1_walks_with_getnext_and_has_no_getbulk(void **state)
{
    (void)state;
    need_snmpd();
    struct peer peer;
    struct result result = {0};
    struct request request = {.kind = PDU_GETNEXT, .names = &system_subtree, .count = 1};
    open_peer(&peer, community(SNMP_V1, "public"), snmpd_port(snmpd), 2000, 1);
    assert_false(peer.agent->has_getbulk);
    ask(&peer, &request, &result);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_string_equal(result.names[0], "1.3.6.1.2.1.1.1.0");
    clear_result(&result);
    ask_for(&peer, OID(1, 3, 6, 1, 2, 1, 1, 99, 0), &result);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.error_status, 2);
    clear_result(&result);
    request.kind = PDU_GETBULK;
    ask(&peer, &request, &result);
    assert_int_equal(result.status, REPLY_FAILED);
    assert_string_equal(result.error->message, "SNMPv1 has no GETBULK");
    assert_int_equal(peer.agent->cost.requests, 2);
    close_peer(&peer);
    clear_result(&result);
}

static void every_level_and_algorithm_of_v3_opens(void **state)
{
    (void)state;
    need_snmpd();
    assert_opens(user("plain", AUTH_NONE, PRIV_NONE));
    assert_opens(user("md5", AUTH_MD5, PRIV_NONE));
    assert_opens(user("sha", AUTH_SHA1, PRIV_NONE));
    assert_opens(user("sha", AUTH_SHA1, PRIV_DES));
    assert_opens(user("sha224", AUTH_SHA224, PRIV_AES128));
    assert_opens(user("sha256", AUTH_SHA256, PRIV_AES128));
    assert_opens(user("sha384", AUTH_SHA384, PRIV_AES192));
    assert_opens(user("sha512", AUTH_SHA512, PRIV_AES256));
    assert_opens(user("cisco", AUTH_SHA1, PRIV_AES256C));
}

static void every_refusal_of_v3_is_told_apart(void **state)
{
    (void)state;
    need_snmpd();
    struct credential *credential = user("sha256", AUTH_SHA256, PRIV_AES128);
    assert_fails(user("nobody", AUTH_SHA256, PRIV_AES128), "unknown user (usmStatsUnknownUserNames)");
    g_free(credential->auth_pass_phrase);
    credential->auth_pass_phrase = g_strdup("not the pass phrase");
    assert_fails(credential, "wrong digest: the authentication pass phrase or protocol is not the user's "
                             "(usmStatsWrongDigests)");
    assert_fails(user("sha256", AUTH_SHA512, PRIV_NONE),
                 "wrong digest: the authentication pass phrase or protocol is not the user's "
                 "(usmStatsWrongDigests)");
    assert_fails(user("md5", AUTH_MD5, PRIV_DES),
                 "the user has another security level (usmStatsUnsupportedSecLevels)");
}

static void a_vlan_is_part_of_the_community(void **state)
{
    (void)state;
    need_snmpd();
    g_autofree char *known = failure_of(community(SNMP_V2C, "public"), 20);
    assert_string_equal(known, "");
    g_autofree char *unknown = failure_of(community(SNMP_V2C, "public"), 21);
    assert_string_equal(unknown, "no answer (timeout 300 ms, 1 retry)");
}

static void a_wrong_community_times_out(void **state)
{
    (void)state;
    need_snmpd();
    assert_fails(community(SNMP_V2C, "private"), "no answer (timeout 300 ms, 1 retry)");
}

/* Without an introduction each request costs one message; the introduction costs one more, once. */
static void the_engine_is_discovered_once(void **state)
{
    (void)state;
    need_snmpd();
    struct peer peer;
    struct result results[3] = {0};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    open_peer(&peer, user("sha256", AUTH_SHA256, PRIV_AES128), snmpd_port(snmpd), 2000, 1);
    for (int i = 0; i < 3; i++)
        agent_send(peer.agent, &request, keep_reply, &results[i]);
    for (int i = 0; i < 3; i++) {
        run_until(&peer.loop, &results[i].calls, 1);
        assert_int_equal(results[i].status, REPLY_RESPONSE);
        clear_result(&results[i]);
    }
    assert_int_equal(peer.agent->cost.requests, 4);
    assert_int_equal(peer.agent->cost.retries, 0);
    close_peer(&peer);
}

/* Two credentials for one user name at one engine, at the same time: each has its own keys. */
static void sessions_do_not_share_keys(void **state)
{
    (void)state;
    need_snmpd();
    struct agent_snmp_options options = {.timeout_ms = 2000, .retries = 1};
    struct credential *right = user("sha256", AUTH_SHA256, PRIV_NONE);
    struct credential *wrong = user("sha256", AUTH_SHA256, PRIV_NONE);
    memcpy(wrong->auth_pass_phrase, "different", 9);
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    struct result results[2] = {0};
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct agent *agents[] = {agent_snmp_new(&loop, loopback(), snmpd_port(snmpd), right, &options, NULL),
                              agent_snmp_new(&loop, loopback(), snmpd_port(snmpd), wrong, &options, NULL)};
    for (int i = 0; i < 2; i++)
        agent_send(agents[i], &request, keep_reply, &results[i]);
    run_until(&loop, &results[0].calls, 1);
    run_until(&loop, &results[1].calls, 1);
    assert_int_equal(results[0].status, REPLY_RESPONSE);
    assert_int_equal(results[1].status, REPLY_FAILED);
    assert_int_equal(results[1].error->code, G_IO_ERROR_PERMISSION_DENIED);
    for (int i = 0; i < 2; i++) {
        agent_free(agents[i]);
        clear_result(&results[i]);
    }
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    credential_free(right);
    credential_free(wrong);
}

/* The same port with another engine id, then with its boots counter set back: both need a new introduction.
 */
static void a_rebooted_engine_is_discovered_again(void **state)
{
    (void)state;
    need_snmpd();
    static const char *const boots[] = {"exactEngineID 0x80001f88046f6e65\n",
                                        "exactEngineID 0x80001f880474776f\noldEngineID 0x80001f880474776f\n"
                                        "engineBoots 5\n",
                                        "exactEngineID 0x80001f880474776f\noldEngineID 0x80001f880474776f\n"
                                        "engineBoots 1\n"};
    uint16_t port = free_udp_port();
    struct peer peer;
    open_peer(&peer, user("u", AUTH_SHA1, PRIV_AES128), port, 500, 3);
    for (size_t i = 0; i < G_N_ELEMENTS(boots); i++) {
        struct result result = {0};
        g_autofree char *text = g_strdup_printf(
            "sysName boot\n%screateUser u SHA \"authentication\" AES \"privacy pass\"\nrouser u auth\n",
            boots[i]);
        struct snmpd *booted = snmpd_start(text, port);
        ask_for(&peer, sys_name, &result);
        assert_int_equal(result.status, REPLY_RESPONSE);
        assert_string_equal(result.values[0], "boot");
        clear_result(&result);
        snmpd_stop(booted);
    }
    close_peer(&peer);
}

/* A peer of the test's own, on the agent's loop. */
struct fake {
    uv_udp_t socket, other_socket;
    uint16_t port;
    unsigned received;
    uint64_t received_at[16];
    void (*answer)(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to);
};

static void fake_allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
    (void)handle;
    (void)suggested;
    static char room[65536];
    *buffer = uv_buf_init(room, sizeof room);
}

static void fake_receive(uv_udp_t *handle, ssize_t size, const uv_buf_t *buffer, const struct sockaddr *from,
                         unsigned flags)
{
    struct fake *fake = handle->data;
    (void)flags;
    if (size <= 0)
        return;
    if (fake->received < G_N_ELEMENTS(fake->received_at))
        fake->received_at[fake->received] = uv_hrtime() / 1000000;
    fake->received++;
    if (fake->answer)
        fake->answer(fake, (uint8_t *)buffer->base, (size_t)size, from);
}

static void open_fake(struct fake *fake, uv_loop_t *loop)
{
    struct sockaddr_in address;
    int size = sizeof address;
    uv_ip4_addr("127.0.0.1", 0, &address);
    uv_udp_init(loop, &fake->socket);
    uv_udp_init(loop, &fake->other_socket);
    fake->socket.data = fake;
    assert_int_equal(uv_udp_bind(&fake->socket, (struct sockaddr *)&address, 0), 0);
    assert_int_equal(uv_udp_bind(&fake->other_socket, (struct sockaddr *)&address, 0), 0);
    uv_udp_getsockname(&fake->socket, (struct sockaddr *)&address, &size);
    fake->port = ntohs(address.sin_port);
    uv_udp_recv_start(&fake->socket, fake_allocate, fake_receive);
}

static void fake_send(uv_udp_t *from, const uint8_t *data, size_t size, const struct sockaddr *to)
{
    uv_buf_t buffer = uv_buf_init((char *)data, (unsigned)size);
    assert_int_equal(uv_udp_try_send(from, &buffer, 1, to), size);
}

/* A community request made into its response: the PDU's tag is changed, the values stay NULL. */
static void make_response(uint8_t *message)
{
    size_t community_size = message[6];
    assert_int_equal(message[5], 0x04);
    message[7 + community_size] = 0xa2;
}

/* Asks a fake peer; it and the agent are closed afterwards. */
static void ask_fake(struct fake *fake, struct credential *credential, uint32_t timeout_ms, uint32_t retries,
                     struct result *result, struct cost *cost)
{
    struct agent_snmp_options options = {.timeout_ms = timeout_ms, .retries = retries};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    uv_loop_t loop;
    uv_loop_init(&loop);
    open_fake(fake, &loop);
    struct agent *agent = agent_snmp_new(&loop, loopback(), fake->port, credential, &options, NULL);
    agent_send(agent, &request, keep_reply, result);
    run_until(&loop, &result->calls, 1);
    if (cost)
        *cost = agent->cost;
    agent_free(agent);
    uv_close((uv_handle_t *)&fake->socket, NULL);
    uv_close((uv_handle_t *)&fake->other_socket, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    credential_free(credential);
}

static void answer_third(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    make_response(message);
    if (fake->received == 3)
        fake_send(&fake->socket, message, size, to);
}

static void a_lost_request_is_sent_again_ever_later(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_third};
    struct result result = {0};
    struct cost cost;
    ask_fake(&fake, community(SNMP_V2C, "public"), 60, 2, &result, &cost);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.types[0], VALUE_NULL);
    assert_int_equal(fake.received, 3);
    assert_in_range(fake.received_at[1] - fake.received_at[0], 55, 1000);
    assert_in_range(fake.received_at[2] - fake.received_at[1], 115, 1000);
    assert_int_equal(cost.requests, 1);
    assert_int_equal(cost.retries, 2);
    assert_int_equal(cost.rtt_us, 0);
    clear_result(&result);
}

static void a_silent_peer_costs_its_timeouts(void **state)
{
    (void)state;
    struct fake fake = {0};
    struct result result = {0};
    uint64_t start = uv_hrtime() / 1000000;
    ask_fake(&fake, community(SNMP_V2C, "public"), 50, 2, &result, NULL);
    assert_in_range(uv_hrtime() / 1000000 - start, 345, 3000);
    assert_int_equal(result.status, REPLY_TIMEOUT);
    assert_int_equal(result.error->code, G_IO_ERROR_TIMED_OUT);
    assert_string_equal(result.error->message, "no answer (timeout 50 ms, 2 retries)");
    assert_int_equal(fake.received, 3);
    clear_result(&result);
}

static void answer_garbage(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    static const uint8_t garbage[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    static const uint8_t endless[] = {0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x01};
    fake_send(&fake->socket, garbage, sizeof garbage, to);
    fake_send(&fake->socket, endless, sizeof endless, to);
    make_response(message);
    for (size_t cut = 0; cut < size; cut++)
        fake_send(&fake->socket, message, cut, to);
    uint8_t *wrong_id = g_memdup2(message, size);
    wrong_id[7 + message[6] + 4] ^= 0x55;
    fake_send(&fake->socket, wrong_id, size, to);
    g_free(wrong_id);
    if (fake->received == 2)
        fake_send(&fake->socket, message, size, to);
}

static void garbage_is_no_answer(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_garbage};
    struct result result = {0};
    ask_fake(&fake, community(SNMP_V2C, "public"), 100, 1, &result, NULL);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.calls, 1);
    assert_int_equal(fake.received, 2);
    clear_result(&result);

    fake = (struct fake){.answer = answer_garbage};
    ask_fake(&fake, community(SNMP_V2C, "public"), 50, 0, &result, NULL);
    assert_int_equal(result.status, REPLY_TIMEOUT);
    assert_true(g_str_has_prefix(result.error->message, "no answer (timeout 50 ms, 0 retries); "));
    assert_true(g_str_has_suffix(result.error->message, " datagrams were no answer"));
    clear_result(&result);
}

/* A DER element around what content holds. */
static void wrap(GByteArray *content, uint8_t tag)
{
    guint size = content->len;
    uint8_t header[] = {tag, 0x82, (uint8_t)(size >> 8), (uint8_t)size};
    g_byte_array_prepend(content, header, sizeof header);
}

static void add_octets(GByteArray *message, uint8_t tag, const void *octets, size_t size)
{
    uint8_t header[] = {tag, (uint8_t)size};
    g_byte_array_append(message, header, sizeof header);
    g_byte_array_append(message, octets, (guint)size);
}

static void add_array(GByteArray *message, GByteArray *array)
{
    g_byte_array_append(message, array->data, array->len);
    g_byte_array_unref(array);
}

/* Skips the header of an element, whose length has the short or a long form. */
static const uint8_t *content_of(const uint8_t *element)
{
    return element + 2 + (element[1] & 0x80 ? element[1] & 0x7f : 0);
}

static const char engine_id[] = "\x80\x00\x1f\x88\x04"
                                "fake";

/* msgGlobalData and msgSecurityParameters of an answer to a v3 message, not authenticated. */
static GByteArray *begin_answer(const uint8_t *request, const char *user_name)
{
    const uint8_t *version = content_of(request);
    const uint8_t *message_id = content_of(version + 3);
    GByteArray *message = g_byte_array_new(), *global = g_byte_array_new(), *usm = g_byte_array_new();
    add_octets(message, 0x02, "\x03", 1);
    add_octets(global, 0x02, message_id + 2, message_id[1]);
    add_octets(global, 0x02, "\x00\xff\xe3", 3);
    add_octets(global, 0x04, "\x00", 1);
    add_octets(global, 0x02, "\x03", 1);
    wrap(global, 0x30);
    add_array(message, global);
    add_octets(usm, 0x04, engine_id, sizeof engine_id - 1);
    add_octets(usm, 0x02, "\x01", 1);
    add_octets(usm, 0x02, "\x09", 1);
    add_octets(usm, 0x04, user_name, strlen(user_name));
    add_octets(usm, 0x04, "", 0);
    add_octets(usm, 0x04, "", 0);
    wrap(usm, 0x30);
    wrap(usm, 0x04);
    add_array(message, usm);
    return message;
}

/* The report of one counter. */
static GByteArray *make_report(const uint8_t *request, const char *user_name, const char *oid,
                               size_t oid_size)
{
    GByteArray *message = begin_answer(request, user_name), *scoped = g_byte_array_new();
    GByteArray *pdu = g_byte_array_new(), *varbind = g_byte_array_new();
    add_octets(varbind, 0x06, oid, oid_size);
    add_octets(varbind, 0x41, "\x01", 1);
    wrap(varbind, 0x30);
    wrap(varbind, 0x30);
    for (int i = 0; i < 3; i++)
        add_octets(pdu, 0x02, "\x00", 1);
    add_array(pdu, varbind);
    wrap(pdu, 0xa8);
    add_octets(scoped, 0x04, engine_id, sizeof engine_id - 1);
    add_octets(scoped, 0x04, "", 0);
    add_array(scoped, pdu);
    wrap(scoped, 0x30);
    add_array(message, scoped);
    wrap(message, 0x30);
    return message;
}

#define REPORT(request, user_name, oid) make_report(request, user_name, oid, sizeof oid - 1)
#define UNKNOWN_ENGINE_IDS "\x2b\x06\x01\x06\x03\x0f\x01\x01\x04\x00"
#define UNKNOWN_CONTEXTS "\x2b\x06\x01\x06\x03\x0c\x01\x05\x00"
#define NOT_IN_TIME_WINDOWS "\x2b\x06\x01\x06\x03\x0f\x01\x01\x02\x00"
#define NO_SUCH_REPORT "\x2b\x06\x01\x06\x03\x0f\x01\x01\x63\x00"

static void send_and_free(struct fake *fake, GByteArray *message, const struct sockaddr *to)
{
    fake_send(&fake->socket, message->data, message->len, to);
    g_byte_array_unref(message);
}

static void refuse_context(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    (void)size;
    if (fake->received == 1)
        send_and_free(fake, REPORT(message, "", UNKNOWN_ENGINE_IDS), to);
    else
        send_and_free(fake, REPORT(message, "plain", UNKNOWN_CONTEXTS), to);
}

static void an_unknown_context_is_told(void **state)
{
    (void)state;
    struct fake fake = {.answer = refuse_context};
    struct result result = {0};
    ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE), 2000, 1, &result, NULL);
    assert_int_equal(result.status, REPLY_FAILED);
    assert_int_equal(result.error->code, G_IO_ERROR_NOT_FOUND);
    assert_string_equal(result.error->message, "unknown context (snmpUnknownContexts)");
    assert_int_equal(fake.received, 2);
    clear_result(&result);
}

static void never_know_itself(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    (void)size;
    send_and_free(fake, REPORT(message, fake->received % 2 ? "" : "plain", UNKNOWN_ENGINE_IDS), to);
}

static void never_agree_on_time(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    (void)size;
    if (fake->received == 1)
        send_and_free(fake, REPORT(message, "", UNKNOWN_ENGINE_IDS), to);
    else
        send_and_free(fake, REPORT(message, "plain", NOT_IN_TIME_WINDOWS), to);
}

static void report_something_else(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    (void)size;
    if (fake->received == 1)
        send_and_free(fake, REPORT(message, "", UNKNOWN_ENGINE_IDS), to);
    else
        send_and_free(fake, REPORT(message, "plain", NO_SUCH_REPORT), to);
}

/* Each is asked a few times more, then given up, without waiting for a timeout. */
static void an_engine_that_never_settles_is_given_up(void **state)
{
    (void)state;
    static const struct {
        void (*answer)(struct fake *, uint8_t *, size_t, const struct sockaddr *);
        unsigned received;
        const char *message;
    } cases[] = {
        {never_know_itself, 6, "the agent does not know its own engine id (usmStatsUnknownEngineIDs)"},
        {never_agree_on_time, 4,
         "not in time window: the agent does not accept its own time (usmStatsNotInTimeWindows)"},
        {report_something_else, 2, "the agent sent an unknown report"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fake fake = {.answer = cases[i].answer};
        struct result result = {0};
        ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE), 5000, 1, &result, NULL);
        assert_int_equal(result.status, REPLY_FAILED);
        assert_string_equal(result.error->message, cases[i].message);
        assert_int_equal(fake.received, cases[i].received);
        clear_result(&result);
    }
}

/* Engine discovery is answered; then comes a response with the right request id that nobody signed. */
static void answer_unsigned(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    if (fake->received == 1) {
        send_and_free(fake, REPORT(message, "", UNKNOWN_ENGINE_IDS), to);
        return;
    }
    const uint8_t *pdu = memmem(message, size, "\x04\x00\xa0", 3);
    assert_non_null(pdu);
    const uint8_t *request_id = content_of(pdu + 2);
    GByteArray *answer = begin_answer(message, "plain"), *scoped = g_byte_array_new();
    GByteArray *response = g_byte_array_new();
    add_octets(response, 0x02, request_id + 2, request_id[1]);
    add_octets(response, 0x02, "\x00", 1);
    add_octets(response, 0x02, "\x00", 1);
    add_octets(response, 0x30, "", 0);
    wrap(response, 0xa2);
    add_octets(scoped, 0x04, engine_id, sizeof engine_id - 1);
    add_octets(scoped, 0x04, "", 0);
    add_array(scoped, response);
    wrap(scoped, 0x30);
    add_array(answer, scoped);
    wrap(answer, 0x30);
    send_and_free(fake, answer, to);
}

static void an_answer_must_be_signed_when_the_request_was(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_unsigned};
    struct result result = {0};
    ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE), 100, 0, &result, NULL);
    assert_int_equal(result.status, REPLY_RESPONSE);
    clear_result(&result);
    fake = (struct fake){.answer = answer_unsigned};
    ask_fake(&fake, user("plain", AUTH_SHA1, PRIV_NONE), 100, 0, &result, NULL);
    assert_int_equal(result.status, REPLY_TIMEOUT);
    assert_string_equal(result.error->message,
                        "no answer (timeout 100 ms, 0 retries); 1 datagram was no answer");
    clear_result(&result);
}

/* Every message of a conversation, cut at every place and with every octet changed. */
static void mangle(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    (void)size;
    GByteArray *report = REPORT(message, fake->received == 1 ? "" : "plain", UNKNOWN_ENGINE_IDS);
    for (guint i = 0; i < report->len; i++) {
        fake_send(&fake->socket, report->data, i, to);
        report->data[i] ^= 0xff;
        fake_send(&fake->socket, report->data, report->len, to);
        report->data[i] ^= 0xff;
    }
    g_byte_array_unref(report);
}

static void a_mangled_report_is_survived(void **state)
{
    (void)state;
    struct credential *credentials[] = {user("plain", AUTH_NONE, PRIV_NONE),
                                        user("sha256", AUTH_SHA256, PRIV_AES128)};
    for (size_t i = 0; i < G_N_ELEMENTS(credentials); i++) {
        struct fake fake = {.answer = mangle};
        struct result result = {0};
        ask_fake(&fake, credentials[i], 50, 1, &result, NULL);
        assert_true(result.status == REPLY_TIMEOUT || result.status == REPLY_FAILED);
        clear_result(&result);
    }
}

static void answer_from_elsewhere(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    make_response(message);
    fake_send(&fake->other_socket, message, size, to);
}

static void an_answer_from_another_port_is_not_taken(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_from_elsewhere};
    struct result result = {0};
    ask_fake(&fake, community(SNMP_V2C, "public"), 50, 1, &result, NULL);
    assert_int_equal(result.status, REPLY_TIMEOUT);
    assert_string_equal(result.error->message, "no answer (timeout 50 ms, 1 retry)");
    assert_int_equal(fake.received, 2);
    clear_result(&result);
}

static void answer_twice(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    make_response(message);
    fake_send(&fake->socket, message, size, to);
    fake_send(&fake->socket, message, size, to);
}

/* Timers come first in a loop; the answer has been there for long. */
static void a_busy_loop_does_not_lose_an_answer(void **state)
{
    (void)state;
    need_snmpd();
    struct peer peer;
    struct result result = {0};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    open_peer(&peer, community(SNMP_V2C, "public"), snmpd_port(snmpd), 200, 0);
    agent_send(peer.agent, &request, keep_reply, &result);
    g_usleep(500000);
    run_until(&peer.loop, &result.calls, 1);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(peer.agent->cost.retries, 0);
    close_peer(&peer);
    clear_result(&result);
}

static void a_second_answer_is_not_told(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_twice};
    struct result result = {0};
    ask_fake(&fake, community(SNMP_V2C, "public"), 1000, 1, &result, NULL);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.calls, 1);
    clear_result(&result);
}

static void a_closed_port_fails_long_before_the_timeout(void **state)
{
    (void)state;
    struct credential *credentials[] = {community(SNMP_V2C, "public"),
                                        user("sha256", AUTH_SHA256, PRIV_AES128)};
    for (size_t i = 0; i < G_N_ELEMENTS(credentials); i++) {
        struct peer peer;
        struct result result = {0};
        uint64_t start = uv_hrtime() / 1000000;
        open_peer(&peer, credentials[i], free_udp_port(), 5000, 3);
        ask_for(&peer, sys_name, &result);
        assert_in_range(uv_hrtime() / 1000000 - start, 90, 4000);
        assert_int_equal(result.status, REPLY_FAILED);
        assert_int_equal(result.error->code, G_IO_ERROR_CONNECTION_REFUSED);
        assert_string_equal(result.error->message, "no answer, port unreachable: connection refused");
        close_peer(&peer);
        clear_result(&result);
    }
}

static void count_tick(uv_timer_t *timer)
{
    ++*(unsigned *)timer->data;
}

/* The loop goes on ticking while a hundred silent peers are waited for, discovery of engines included. */
static void silent_peers_do_not_hold_up_the_loop(void **state)
{
    (void)state;
    enum { AGENTS = 100 };
    struct agent_snmp_options options = {.timeout_ms = 100, .retries = 1};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    struct credential *credential = user("sha256", AUTH_SHA256, PRIV_AES128);
    struct result results[AGENTS] = {0};
    struct agent *agents[AGENTS];
    struct fake fake = {0};
    uv_loop_t loop;
    uv_timer_t timer;
    unsigned ticks = 0;
    uv_loop_init(&loop);
    open_fake(&fake, &loop);
    uv_timer_init(&loop, &timer);
    timer.data = &ticks;
    uv_timer_start(&timer, count_tick, 5, 5);
    uint64_t start = uv_hrtime() / 1000000;
    for (int i = 0; i < AGENTS; i++) {
        agents[i] = agent_snmp_new(&loop, loopback(), fake.port, credential, &options, NULL);
        agent_send(agents[i], &request, keep_reply, &results[i]);
    }
    for (int i = 0; i < AGENTS; i++) {
        run_until(&loop, &results[i].calls, 1);
        assert_int_equal(results[i].status, REPLY_TIMEOUT);
        agent_free(agents[i]);
        clear_result(&results[i]);
    }
    assert_in_range(uv_hrtime() / 1000000 - start, 300, 5000);
    assert_in_range(ticks, 20, 1000);
    uv_close((uv_handle_t *)&timer, NULL);
    uv_close((uv_handle_t *)&fake.socket, NULL);
    uv_close((uv_handle_t *)&fake.other_socket, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    credential_free(credential);
}

static void freeing_an_agent_ends_what_is_in_flight(void **state)
{
    (void)state;
    struct peer peer;
    struct result results[3] = {0};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    uint16_t port = free_udp_port();
    open_peer(&peer, user("sha256", AUTH_SHA256, PRIV_AES128), port, 5000, 3);
    for (int i = 0; i < 3; i++)
        agent_send(peer.agent, &request, keep_reply, &results[i]);
    close_peer(&peer);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(results[i].calls, 1);
        assert_int_equal(results[i].status, REPLY_FAILED);
        assert_int_equal(results[i].error->code, G_IO_ERROR_CLOSED);
        clear_result(&results[i]);
    }
}

static void an_agent_may_be_freed_by_its_own_answer(void **state)
{
    (void)state;
    struct agent_snmp_options options = {.timeout_ms = 50, .retries = 0};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    struct credential *credentials[] = {community(SNMP_V2C, "public"), user("nobody", AUTH_NONE, PRIV_NONE)};
    uint16_t ports[] = {free_udp_port(), snmpd ? snmpd_port(snmpd) : free_udp_port()};
    for (size_t c = 0; c < 4; c++) {
        struct result results[2] = {0};
        uv_loop_t loop;
        uv_loop_init(&loop);
        struct agent *agent =
            agent_snmp_new(&loop, loopback(), ports[c / 2], credentials[c % 2], &options, NULL);
        results[0].to_free = agent;
        agent_send(agent, &request, keep_reply, &results[0]);
        agent_send(agent, &request, keep_reply, &results[1]);
        uv_run(&loop, UV_RUN_DEFAULT);
        assert_int_equal(results[0].calls, 1);
        assert_int_equal(results[1].calls, 1);
        assert_int_equal(results[1].status, REPLY_FAILED);
        assert_int_equal(uv_loop_close(&loop), 0);
        clear_result(&results[0]);
        clear_result(&results[1]);
    }
    credential_free(credentials[0]);
    credential_free(credentials[1]);
}

static void raise_descriptors(rlim_t wanted)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = MIN(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* More sessions than an fd_set has room for. */
static void there_is_no_trap_at_1024_descriptors(void **state)
{
    (void)state;
    need_snmpd();
    enum { AGENTS = 1500 };
    struct agent_snmp_options options = {.timeout_ms = 5000, .retries = 3};
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    struct credential *credential = community(SNMP_V2C, "public");
    struct result *results = g_new0(struct result, AGENTS);
    struct agent **agents = g_new0(struct agent *, AGENTS);
    uv_loop_t loop;
    raise_descriptors(AGENTS + 100);
    uv_loop_init(&loop);
    for (int i = 0; i < AGENTS; i++) {
        agents[i] = agent_snmp_new(&loop, loopback(), snmpd_port(snmpd), credential, &options, NULL);
        assert_non_null(agents[i]);
    }
    for (int i = AGENTS - 100; i < AGENTS; i++)
        agent_send(agents[i], &request, keep_reply, &results[i]);
    for (int i = AGENTS - 100; i < AGENTS; i++) {
        run_until(&loop, &results[i].calls, 1);
        assert_int_equal(results[i].status, REPLY_RESPONSE);
        clear_result(&results[i]);
    }
    for (int i = 0; i < AGENTS; i++)
        agent_free(agents[i]);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    credential_free(credential);
    g_free(results);
    g_free(agents);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_v2c_have_their_types),
        cmocka_unit_test(getbulk_brings_many_rows),
        cmocka_unit_test(v1_walks_with_getnext_and_has_no_getbulk),
        cmocka_unit_test(every_level_and_algorithm_of_v3_opens),
        cmocka_unit_test(every_refusal_of_v3_is_told_apart),
        cmocka_unit_test(an_unknown_context_is_told),
        cmocka_unit_test(a_vlan_is_part_of_the_community),
        cmocka_unit_test(a_wrong_community_times_out),
        cmocka_unit_test(the_engine_is_discovered_once),
        cmocka_unit_test(sessions_do_not_share_keys),
        cmocka_unit_test(a_rebooted_engine_is_discovered_again),
        cmocka_unit_test(a_lost_request_is_sent_again_ever_later),
        cmocka_unit_test(a_silent_peer_costs_its_timeouts),
        cmocka_unit_test(garbage_is_no_answer),
        cmocka_unit_test(an_engine_that_never_settles_is_given_up),
        cmocka_unit_test(an_answer_must_be_signed_when_the_request_was),
        cmocka_unit_test(a_mangled_report_is_survived),
        cmocka_unit_test(an_answer_from_another_port_is_not_taken),
        cmocka_unit_test(a_busy_loop_does_not_lose_an_answer),
        cmocka_unit_test(a_second_answer_is_not_told),
        cmocka_unit_test(a_closed_port_fails_long_before_the_timeout),
        cmocka_unit_test(silent_peers_do_not_hold_up_the_loop),
        cmocka_unit_test(freeing_an_agent_ends_what_is_in_flight),
        cmocka_unit_test(an_agent_may_be_freed_by_its_own_answer),
        cmocka_unit_test(there_is_no_trap_at_1024_descriptors),
    };
    return cmocka_run_group_tests(tests, start_snmpd, end_snmpd);
}
