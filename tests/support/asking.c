#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct address loopback(void)
{
    struct address address;
    assert_true(address_parse("127.0.0.1", &address));
    return address;
}

struct credential *community(enum snmp_version version, const char *text)
{
    struct credential *credential = credential_new("community");
    credential->version = version;
    credential->community = g_strdup(text);
    return credential;
}

struct credential *user(const char *name, enum auth_protocol auth, enum priv_protocol priv)
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

void keep_reply(const struct reply *reply, void *data)
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

void clear_result(struct result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        g_free(result->names[i]);
        g_free(result->values[i]);
    }
    g_clear_error(&result->error);
    *result = (struct result){0};
}

/* Not UV_RUN_ONCE, which waits for the next event after a timer has done what was waited for. */
void run_until(uv_loop_t *loop, const unsigned *calls, unsigned wanted)
{
    gint64 give_up = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
    while (*calls < wanted && uv_run(loop, UV_RUN_NOWAIT) && g_get_monotonic_time() < give_up)
        g_usleep(200);
    assert_int_equal(*calls, wanted);
}

void open_peer_with(struct peer *peer, struct credential *credential, uint16_t port,
                    const struct agent_snmp_options *options)
{
    g_autoptr(GError) error = NULL;
    assert_int_equal(uv_loop_init(&peer->loop), 0);
    peer->credential = credential;
    peer->agent = agent_snmp_new(&peer->loop, loopback(), port, credential, options, &error);
    assert_null(error);
    assert_non_null(peer->agent);
}

void open_peer(struct peer *peer, struct credential *credential, uint16_t port, uint32_t timeout_ms,
               uint32_t retries)
{
    struct agent_snmp_options options = {.timeout_ms = timeout_ms, .retries = retries};
    open_peer_with(peer, credential, port, &options);
}

void close_peer(struct peer *peer)
{
    agent_free(peer->agent);
    uv_run(&peer->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&peer->loop), 0);
    credential_free(peer->credential);
}

void ask(struct peer *peer, const struct request *request, struct result *result)
{
    agent_send(peer->agent, request, keep_reply, result);
    assert_int_equal(result->calls, 0);
    run_until(&peer->loop, &result->calls, 1);
}

void ask_for(struct peer *peer, struct oid name, struct result *result)
{
    struct request request = {.kind = PDU_GET, .names = &name, .count = 1};
    ask(peer, &request, result);
}

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

void open_fake(struct fake *fake, uv_loop_t *loop)
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

void fake_send(uv_udp_t *from, const uint8_t *data, size_t size, const struct sockaddr *to)
{
    uv_buf_t buffer = uv_buf_init((char *)data, (unsigned)size);
    assert_int_equal(uv_udp_try_send(from, &buffer, 1, to), size);
}

void make_response(uint8_t *message)
{
    size_t community_size = message[6];
    assert_int_equal(message[5], 0x04);
    message[7 + community_size] = 0xa2;
}

void ask_fake(struct fake *fake, struct credential *credential, const struct agent_snmp_options *options,
              struct result *result, struct cost *cost)
{
    const struct oid sys_name = OID(1, 3, 6, 1, 2, 1, 1, 5, 0);
    struct request request = {.kind = PDU_GET, .names = &sys_name, .count = 1};
    uv_loop_t loop;
    uv_loop_init(&loop);
    open_fake(fake, &loop);
    struct agent *agent = agent_snmp_new(&loop, loopback(), fake->port, credential, options, NULL);
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
