/*
 * The way in to real devices, against Debian's snmpd.
 */
#include "tests/support/asking.h"
#include "tests/support/snmpd.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* What an agent learned of the engine, by a request of its own. */
static struct agent_engine learn_engine(struct credential *credential)
{
    struct peer peer;
    struct result result = {0};
    open_peer(&peer, credential, snmpd_port(snmpd), 2000, 1);
    assert_int_equal(peer.agent->engine.id_size, 0);
    ask_for(&peer, sys_name, &result);
    assert_int_equal(result.status, REPLY_RESPONSE);
    struct agent_engine engine = peer.agent->engine;
    clear_result(&result);
    close_peer(&peer);
    return engine;
}

static void assert_remembered(const struct agent_engine *engine, uint64_t requests, uint64_t retries)
{
    struct peer peer;
    struct result result = {0};
    struct agent_snmp_options options = {.timeout_ms = 2000, .retries = 1, .engine = engine};
    open_peer_with(&peer, user("sha256", AUTH_SHA256, PRIV_AES128), snmpd_port(snmpd), &options);
    ask_for(&peer, sys_name, &result);
    assert_int_equal(result.status, REPLY_RESPONSE);
    assert_string_equal(result.values[0], "tested");
    assert_int_equal(peer.agent->cost.requests, requests);
    assert_int_equal(peer.agent->cost.retries, retries);
    clear_result(&result);
    close_peer(&peer);
}

static void a_remembered_engine_is_not_discovered_again(void **state)
{
    (void)state;
    need_snmpd();
    struct agent_engine engine = learn_engine(user("sha256", AUTH_SHA256, PRIV_AES128));
    assert_int_equal(engine.id_size, 11);
    assert_memory_equal(engine.id, "\x80\x00\x1f\x88\x04tested", 11);
    assert_int_equal(engine.boots, 1);
    assert_in_range(engine.taken_at, g_get_real_time() / 1000 - 60000, g_get_real_time() / 1000);
    assert_remembered(&engine, 1, 0);
}

/* Each costs the round trip that tells how it is. */
static void an_engine_that_has_changed_is_found_out(void **state)
{
    (void)state;
    need_snmpd();
    struct agent_engine engine = learn_engine(user("sha256", AUTH_SHA256, PRIV_AES128));
    struct agent_engine other = engine, rebooted = engine, reset = engine, early = engine, none = {0};
    other.id[10]++;
    assert_remembered(&other, 2, 1);
    rebooted.boots = 0;
    assert_remembered(&rebooted, 1, 1);
    reset.boots = 1000;
    assert_remembered(&reset, 1, 1);
    early.taken_at -= 3600 * 1000;
    assert_remembered(&early, 1, 1);
    assert_remembered(&none, 2, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_v2c_have_their_types),
        cmocka_unit_test(getbulk_brings_many_rows),
        cmocka_unit_test(v1_walks_with_getnext_and_has_no_getbulk),
        cmocka_unit_test(every_level_and_algorithm_of_v3_opens),
        cmocka_unit_test(every_refusal_of_v3_is_told_apart),
        cmocka_unit_test(a_vlan_is_part_of_the_community),
        cmocka_unit_test(a_wrong_community_times_out),
        cmocka_unit_test(the_engine_is_discovered_once),
        cmocka_unit_test(sessions_do_not_share_keys),
        cmocka_unit_test(a_rebooted_engine_is_discovered_again),
        cmocka_unit_test(a_remembered_engine_is_not_discovered_again),
        cmocka_unit_test(an_engine_that_has_changed_is_found_out),
    };
    return cmocka_run_group_tests(tests, start_snmpd, end_snmpd);
}
