/*
 * SNMPv3 against engines of the test's own that misbehave.
 */
#include "tests/support/asking.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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
    ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE),
             &(struct agent_snmp_options){.timeout_ms = 2000, .retries = 1}, &result, NULL);
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
        ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE),
                 &(struct agent_snmp_options){.timeout_ms = 5000, .retries = 1}, &result, NULL);
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
    ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE),
             &(struct agent_snmp_options){.timeout_ms = 100, .retries = 0}, &result, NULL);
    assert_int_equal(result.status, REPLY_RESPONSE);
    clear_result(&result);
    fake = (struct fake){.answer = answer_unsigned};
    ask_fake(&fake, user("plain", AUTH_SHA1, PRIV_NONE),
             &(struct agent_snmp_options){.timeout_ms = 100, .retries = 0}, &result, NULL);
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
        ask_fake(&fake, credentials[i], &(struct agent_snmp_options){.timeout_ms = 50, .retries = 1}, &result,
                 NULL);
        assert_true(result.status == REPLY_TIMEOUT || result.status == REPLY_FAILED);
        clear_result(&result);
    }
}

/* Nothing to those who do not ask who it is, and nothing but reports to the others. */
static void ignore_strangers(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to)
{
    bool introduces = !memmem(message, size, "plain", 5);
    if (introduces)
        send_and_free(fake, REPORT(message, "", UNKNOWN_ENGINE_IDS), to);
    else if (fake->received > 2)
        send_and_free(fake, REPORT(message, "plain", UNKNOWN_CONTEXTS), to);
}

static void a_remembered_engine_that_is_silent_is_asked_who_it_is(void **state)
{
    (void)state;
    struct fake fake = {.answer = ignore_strangers};
    struct result result = {0};
    struct agent_engine engine = {.id = "other engine", .id_size = 12, .boots = 1};
    struct agent_snmp_options options = {.timeout_ms = 100, .retries = 0, .engine = &engine};
    ask_fake(&fake, user("plain", AUTH_NONE, PRIV_NONE), &options, &result, NULL);
    assert_int_equal(fake.received, 3);
    assert_int_equal(result.status, REPLY_FAILED);
    assert_string_equal(result.error->message, "unknown context (snmpUnknownContexts)");
    clear_result(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_context_is_told),
        cmocka_unit_test(an_engine_that_never_settles_is_given_up),
        cmocka_unit_test(an_answer_must_be_signed_when_the_request_was),
        cmocka_unit_test(a_mangled_report_is_survived),
        cmocka_unit_test(a_remembered_engine_that_is_silent_is_asked_who_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
