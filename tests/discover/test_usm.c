#include "discover/usm_message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* RFC 3414 A.3: the engine of the examples. */
static const uint8_t example_id[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
static const struct bytes example = {example_id, sizeof example_id};

static struct usm_user *make_user(enum auth_protocol auth, enum priv_protocol priv)
{
    struct credential credential = {.name = (char *)"test",
                                    .version = SNMP_V3,
                                    .user = (char *)"user",
                                    .auth_protocol = auth,
                                    .auth_pass_phrase = (char *)"maplesyrup",
                                    .priv_protocol = priv,
                                    .priv_pass_phrase = (char *)"maplesyrup"};
    return usm_user_new(&credential, NULL);
}

static void assert_hex(const uint8_t *octets, size_t size, const char *expected)
{
    g_autofree char *text = bytes_format_hex((struct bytes){octets, size}, '\0');
    assert_string_equal(text, expected);
}

/* RFC 3414 A.3.1, A.3.2. */
static void keys_are_those_of_the_standard(G_GNUC_UNUSED void **state)
{
    static const struct {
        enum auth_protocol protocol;
        size_t size;
        const char *expected;
    } cases[] = {{AUTH_MD5, 16, "526f5eed9fcce26f8964c2930787d82b"},
                 {AUTH_SHA1, 20, "6695febc9288e36282235fc7151f128497b38f3f"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct usm_user *user = make_user(cases[i].protocol, PRIV_AES128);
        struct usm_keys keys;
        assert_true(usm_user_localize(user, example, &keys));
        assert_hex(keys.auth, cases[i].size, cases[i].expected);
        assert_hex(keys.priv, cases[i].size, cases[i].expected);
        usm_user_free(user);
    }
}

/* draft-reeder-snmpv3-usm-3desede-00 B.2: the pass phrase and the engine are those of RFC 3414. */
static void a_key_is_made_longer_in_two_ways(G_GNUC_UNUSED void **state)
{
    struct usm_user *cisco = make_user(AUTH_SHA1, PRIV_AES256C), *draft = make_user(AUTH_SHA1, PRIV_AES256);
    struct usm_keys keys, other;
    assert_true(usm_user_localize(cisco, example, &keys));
    assert_hex(keys.priv, 32, "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c");
    assert_true(usm_user_localize(draft, example, &other));
    assert_memory_equal(keys.priv, other.priv, 20);
    assert_memory_not_equal(keys.priv + 20, other.priv + 20, 12);
    usm_user_free(cisco);
    usm_user_free(draft);
}

/* RFC 3414 8.1.1: blocks of eight octets. */
static void des_wants_whole_blocks(G_GNUC_UNUSED void **state)
{
    struct usm_user *user = make_user(AUTH_SHA1, PRIV_DES), *aes = make_user(AUTH_SHA1, PRIV_AES128);
    struct usm_keys keys;
    struct usm_vector vector = {1, 2, {3}};
    uint8_t data[40] = "thirty-seven octets are five blocks";
    assert_true(usm_user_localize(user, example, &keys));
    assert_int_equal(usm_user_padding(user, 37), 3);
    assert_int_equal(usm_user_padding(user, 40), 0);
    assert_int_equal(usm_user_padding(aes, 37), 0);
    assert_false(usm_user_crypt(user, &keys, &vector, true, data, 37));
    assert_true(usm_user_crypt(user, &keys, &vector, true, data, 40));
    assert_memory_not_equal(data, "thirty-seven octets are five blocks", 35);
    assert_true(usm_user_crypt(user, &keys, &vector, false, data, 40));
    assert_string_equal((const char *)data, "thirty-seven octets are five blocks");
    usm_user_free(user);
    usm_user_free(aes);
}

static void a_signature_depends_on_every_octet_but_its_own(G_GNUC_UNUSED void **state)
{
    struct usm_user *user = make_user(AUTH_SHA256, PRIV_NONE);
    struct usm_keys keys;
    uint8_t message[80] = {0}, expected[USM_MAX_MAC], mac[USM_MAX_MAC];
    const struct bytes whole = {message, sizeof message};
    assert_int_equal(usm_user_mac_size(user), 24);
    assert_true(usm_user_localize(user, example, &keys));
    assert_true(usm_user_sign(user, &keys, whole, 10, expected));
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = 1;
        assert_true(usm_user_sign(user, &keys, whole, 10, mac));
        assert_int_equal(memcmp(mac, expected, 24) == 0, i >= 10 && i < 34);
        message[i] = 0;
    }
    usm_user_free(user);
}

static void what_is_encrypted_is_decrypted(G_GNUC_UNUSED void **state)
{
    static const enum priv_protocol protocols[] = {PRIV_AES128, PRIV_AES192, PRIV_AES256, PRIV_AES192C,
                                                   PRIV_AES256C};
    for (size_t i = 0; i < G_N_ELEMENTS(protocols); i++) {
        struct usm_user *user = make_user(AUTH_MD5, protocols[i]);
        struct usm_keys keys;
        struct usm_vector vector = {1, 2, {3}};
        uint8_t data[37] = "thirty-seven octets are three blocks";
        assert_true(usm_user_localize(user, example, &keys));
        assert_true(usm_user_crypt(user, &keys, &vector, true, data, sizeof data));
        assert_memory_not_equal(data, "thirty-seven octets are three blocks", 37);
        assert_true(usm_user_crypt(user, &keys, &vector, false, data, sizeof data));
        assert_memory_equal(data, "thirty-seven octets are three blocks", 37);
        usm_user_free(user);
    }
}

/* A Get of no variable by the user, in the envelope. */
static struct bytes write_message(uint8_t *memory, const struct usm_envelope *envelope)
{
    static const uint8_t request_id[] = {VALUE_INTEGER, 1, 9};
    struct wire_writer writer;
    usm_begin(&writer, memory, 1000, envelope);
    return usm_finish_message(&writer, envelope, WIRE_GET, (struct bytes){request_id, 3}, 0, 0);
}

static struct usm_envelope make_envelope(void)
{
    static const uint8_t message_id[] = {VALUE_INTEGER, 2, 0x12, 0x34};
    return (struct usm_envelope){.message_id = {message_id, 4},
                                 .flags = USM_FLAG_REPORTABLE,
                                 .engine_id = example,
                                 .boots = 3,
                                 .seconds = 4,
                                 .user = bytes_from_text("user"),
                                 .context = bytes_from_text("vlan-7")};
}

static void a_message_is_read_as_it_was_written(G_GNUC_UNUSED void **state)
{
    uint8_t memory[1000 + USM_HEADROOM];
    struct usm_envelope envelope = make_envelope();
    struct usm_message message;
    struct usm_scoped scoped;
    struct bytes octets = write_message(memory, &envelope);
    assert_true(usm_read_message(octets, &message));
    assert_int_equal(message.boots, 3);
    assert_int_equal(message.seconds, 4);
    assert_int_equal(message.max_size, 65535);
    assert_true(bytes_equal(message.message_id, envelope.message_id));
    assert_true(bytes_equal(message.user, envelope.user));
    assert_true(bytes_equal(message.engine_id, example));
    assert_true(bytes_equal(message.whole, octets));
    assert_true(usm_read_scoped(message.data, &scoped));
    assert_true(bytes_equal(scoped.context, envelope.context));
    assert_true(bytes_equal(scoped.engine_id, example));
    assert_int_equal(scoped.pdu.type, WIRE_GET);
}

static void every_truncated_message_is_refused(G_GNUC_UNUSED void **state)
{
    uint8_t memory[1000 + USM_HEADROOM];
    struct usm_envelope envelope = make_envelope();
    struct bytes octets = write_message(memory, &envelope);
    for (size_t size = 0; size < octets.size; size++) {
        struct usm_message message;
        g_autofree uint8_t *copy = g_memdup2(octets.data, MAX(size, 1));
        assert_false(usm_read_message((struct bytes){copy, size}, &message));
    }
}

/* Flips what each field says to something that no message may have. */
static void fields_out_of_their_bounds_are_refused(G_GNUC_UNUSED void **state)
{
    uint8_t memory[1000 + USM_HEADROOM];
    struct usm_message message;
    struct usm_envelope envelope = make_envelope();
    static const uint8_t negative[] = {VALUE_INTEGER, 1, 0xff};
    envelope.message_id = (struct bytes){negative, 3};
    assert_false(usm_read_message(write_message(memory, &envelope), &message));
    envelope = make_envelope();
    envelope.user = bytes_from_text("a user name that has more octets than 32");
    assert_false(usm_read_message(write_message(memory, &envelope), &message));
    envelope = make_envelope();
    envelope.seconds = 0x80000000;
    assert_false(usm_read_message(write_message(memory, &envelope), &message));
    struct usm_user *user = make_user(AUTH_SHA1, PRIV_AES128);
    struct usm_keys keys;
    assert_true(usm_user_localize(user, example, &keys));
    envelope = make_envelope();
    envelope.keeper = user;
    envelope.keys = &keys;
    envelope.flags = USM_FLAG_PRIV;
    assert_false(usm_read_message(write_message(memory, &envelope), &message));
    envelope.flags = USM_FLAG_PRIV | USM_FLAG_AUTH;
    assert_true(usm_read_message(write_message(memory, &envelope), &message));
    assert_int_equal(message.mac.size, 12);
    assert_int_equal(message.salt.size, USM_SALT_SIZE);
    usm_user_free(user);
}

static size_t size_of_full(const struct usm_envelope *envelope, size_t limit)
{
    static const uint8_t request_id[] = {VALUE_INTEGER, 4, 0x7f, 0xff, 0xff, 0xff}, any[] = {0};
    g_autofree uint8_t *memory = g_malloc(limit + USM_HEADROOM);
    struct wire_writer writer;
    usm_begin(&writer, memory, limit, envelope);
    while (wire_add_varbind(&writer, (struct bytes){any, 1}))
        ;
    return usm_finish_message(&writer, envelope, WIRE_RESPONSE, (struct bytes){request_id, 6}, 0, 0).size;
}

/* An answer with many rows is cut as late as can be; DES fills up its last block. */
static void a_message_fills_its_limit(G_GNUC_UNUSED void **state)
{
    static const enum priv_protocol protocols[] = {PRIV_AES128, PRIV_DES};
    static const uint8_t flags[] = {0, USM_FLAG_AUTH, USM_FLAG_AUTH | USM_FLAG_PRIV};
    static const size_t limits[] = {484, 1472, 65507};
    for (size_t i = 0; i < G_N_ELEMENTS(protocols) * G_N_ELEMENTS(flags) * G_N_ELEMENTS(limits); i++) {
        struct usm_user *user = make_user(AUTH_SHA256, protocols[i % 2]);
        struct usm_keys keys;
        assert_true(usm_user_localize(user, example, &keys));
        struct usm_envelope envelope = make_envelope();
        envelope.keeper = user;
        envelope.keys = &keys;
        envelope.flags = flags[i / 2 % 3];
        envelope.boots = envelope.seconds = INT32_MAX;
        size_t limit = limits[i / 6];
        assert_in_range(size_of_full(&envelope, limit), limit - 14, limit);
        usm_user_free(user);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_those_of_the_standard),
        cmocka_unit_test(a_key_is_made_longer_in_two_ways),
        cmocka_unit_test(des_wants_whole_blocks),
        cmocka_unit_test(a_signature_depends_on_every_octet_but_its_own),
        cmocka_unit_test(what_is_encrypted_is_decrypted),
        cmocka_unit_test(a_message_is_read_as_it_was_written),
        cmocka_unit_test(every_truncated_message_is_refused),
        cmocka_unit_test(fields_out_of_their_bounds_are_refused),
        cmocka_unit_test(a_message_fills_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
