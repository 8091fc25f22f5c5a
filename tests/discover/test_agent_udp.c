/*
 * Sockets, tries and timeouts, against peers of the test's own that misbehave, and snmpd.
 */
#include "tests/support/asking.h"
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

static struct snmpd *snmpd;

static int start_snmpd(void **state)
{
    (void)state;
    if (snmpd_is_there())
        snmpd = snmpd_start("sysName tested\nrocommunity public\n", 0);
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
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 60, .retries = 2}, &result, &cost);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.types[0], VALUE_NULL);
    assert_int_equal(fake.received, 3);
    assert_in_range(fake.received_at[1] - fake.received_at[0], 55, 1000);
    assert_in_range(fake.received_at[2] - fake.received_at[1], 115, 1000);
    assert_int_equal(cost.requests, 1);
    assert_int_equal(cost.retries, 2);
    clear_result(&result);
}

/* Keeps the first try, and answers it when the third has come. */
static void answer_late(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    static uint8_t first[2048];
    make_response(message);
    if (fake->received == 1)
        memcpy(first, message, size);
    else
        assert_memory_not_equal(first, message, size);
    if (fake->received == 3)
        fake_send(&fake->socket, first, size, to);
}

/* So the round trip is known, though it was asked again (Karn). */
static void each_try_has_an_id_of_its_own(void **state)
{
    (void)state;
    struct fake fake = {.answer = answer_late};
    struct result result = {0};
    struct cost cost;
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 60, .retries = 2}, &result, &cost);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(fake.received, 3);
    assert_in_range(cost.rtt_us, 170000, 3000000);
    clear_result(&result);
}

static void a_silent_peer_costs_its_timeouts(void **state)
{
    (void)state;
    struct fake fake = {0};
    struct result result = {0};
    uint64_t start = uv_hrtime() / 1000000;
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 50, .retries = 2}, &result, NULL);
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
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 100, .retries = 1}, &result, NULL);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_int_equal(result.calls, 1);
    assert_int_equal(fake.received, 2);
    clear_result(&result);

    fake = (struct fake){.answer = answer_garbage};
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 50, .retries = 0}, &result, NULL);
    assert_int_equal(result.status, REPLY_TIMEOUT);
    assert_true(g_str_has_prefix(result.error->message, "no answer (timeout 50 ms, 0 retries); "));
    assert_true(g_str_has_suffix(result.error->message, " datagrams were no answer"));
    clear_result(&result);
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
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 50, .retries = 1}, &result, NULL);
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
    ask_fake(&fake, community(SNMP_V2C, "public"),
             &(struct agent_snmp_options){.timeout_ms = 1000, .retries = 1}, &result, NULL);
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
        cmocka_unit_test(a_lost_request_is_sent_again_ever_later),
        cmocka_unit_test(each_try_has_an_id_of_its_own),
        cmocka_unit_test(a_silent_peer_costs_its_timeouts),
        cmocka_unit_test(garbage_is_no_answer),
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
