#include "discover/usm_engine.h"

#include "discover/simulate.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LIMIT 1472

/* A simulator of two devices with a user at each level, and the keys of a manager. */
struct fixture {
    struct recording *recording;
    struct credential_list *list;
    struct simulator *simulator;
    uint8_t *question, *answer;
};

/* What is different in a message from one of user secret that is answered. */
struct asking {
    const char *user, *context, *auth_phrase, *priv_phrase; /* NULL: the right ones */
    uint8_t engine;                                         /* last octet of the address; 0: 1 */
    bool is_introduction;                                   /* no engine id */
    uint8_t without;                                        /* flags */
    uint32_t later, reboots;                                /* than the engine's time and boots */
    uint8_t type;                                           /* 0: WIRE_GET */
};

static struct credential *make_credential(const char *user, bool auth, bool priv)
{
    struct credential *credential = credential_new(user);
    credential->version = SNMP_V3;
    credential->user = g_strdup(user);
    credential->auth_protocol = auth ? AUTH_SHA256 : AUTH_NONE;
    credential->auth_pass_phrase = auth ? g_strdup("authentication") : NULL;
    credential->priv_protocol = priv ? PRIV_AES128 : PRIV_NONE;
    credential->priv_pass_phrase = priv ? g_strdup("privacy pass") : NULL;
    return credential;
}

static int set_up(void **state)
{
    static const char manifest[] = "127.0.0.1 a\n127.0.0.2 a\n127.0.0.1@20 b\n127.0.0.3 b\n";
    static const char *const communities[] = {"public", NULL};
    struct fixture *fixture = g_new0(struct fixture, 1);
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *a = g_build_filename(folder, "a", NULL), *b = g_build_filename(folder, "b", NULL);
    assert_true(g_file_set_contents(a, "1.3.1.1.0|2|1\n", -1, NULL));
    assert_true(g_file_set_contents(b, "1.3.1.1.0|2|20\n", -1, NULL));
    fixture->recording = recording_parse(manifest, strlen(manifest), folder, NULL);
    fixture->list = credential_list_new();
    g_ptr_array_add(fixture->list->items, make_credential("plain", false, false));
    g_ptr_array_add(fixture->list->items, make_credential("signed", true, false));
    g_ptr_array_add(fixture->list->items, make_credential("secret", true, true));
    struct simulator_options options = {
        .communities = communities, .users = fixture->list, .max_message = LIMIT};
    fixture->simulator = simulator_new(fixture->recording, &options, NULL);
    g_unlink(a);
    g_unlink(b);
    g_rmdir(folder);
    assert_non_null(fixture->simulator);
    fixture->question = g_malloc(SIMULATOR_BUFFER_SIZE);
    fixture->answer = g_malloc(SIMULATOR_BUFFER_SIZE);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    simulator_free(fixture->simulator);
    recording_free(fixture->recording);
    credential_list_free(fixture->list);
    g_free(fixture->question);
    g_free(fixture->answer);
    g_free(fixture);
    return 0;
}

/* What comes back: "=VALUE" of a Response, "error STATUS", the last four arcs of a Report's variable, or
 * "nothing"; with "signed " or "secret " in front. */
static char *describe(struct bytes answer, const struct usm_user *user, const struct usm_keys *keys)
{
    struct usm_message message;
    struct usm_scoped scoped;
    struct tlv_room room;
    struct varbind varbind;
    struct bytes contents;
    uint8_t mac[USM_MAX_MAC];
    char name[OID_TEXT_SIZE];
    if (answer.size == 0)
        return g_strdup("nothing");
    assert_true(usm_read_message(answer, &message));
    bool is_signed = message.flags & USM_FLAG_AUTH, is_secret = message.flags & USM_FLAG_PRIV;
    if (is_signed) {
        assert_true(usm_user_sign(user, keys, message.whole, message.mac_offset, mac));
        assert_memory_equal(mac, message.mac.data, message.mac.size);
    }
    if (is_secret) {
        struct usm_vector vector = {.boots = message.boots, .seconds = message.seconds};
        memcpy(vector.salt, message.salt.data, USM_SALT_SIZE);
        assert_true(
            usm_user_crypt(user, keys, &vector, false, (uint8_t *)message.data.data, message.data.size));
    }
    assert_true(usm_read_scoped(message.data, &scoped));
    const char *level = is_secret ? "secret " : is_signed ? "signed " : "";
    if (scoped.pdu.non_repeaters != 0)
        return g_strdup_printf("%serror %d", level, (int)scoped.pdu.non_repeaters);
    assert_true(wire_read_tag(&scoped.pdu.varbinds, TLV_SEQUENCE, &contents));
    assert_true(tlv_read_varbind(contents, &room, &varbind));
    if (scoped.pdu.type == WIRE_RESPONSE)
        return g_strdup_printf("%s=%d", level, (int)varbind.value.integer);
    assert_int_equal(scoped.pdu.type, WIRE_REPORT);
    assert_int_equal(varbind.value.type, VALUE_COUNTER32);
    return g_strdup_printf("%sreport %s", level, oid_format(varbind.name, name));
}

static struct usm_user *make_manager(const struct asking *asking)
{
    struct credential credential = {
        .name = (char *)"manager",
        .version = SNMP_V3,
        .user = (char *)(asking->user ? asking->user : "secret"),
        .auth_protocol = AUTH_SHA256,
        .auth_pass_phrase = (char *)(asking->auth_phrase ? asking->auth_phrase : "authentication"),
        .priv_protocol = PRIV_AES128,
        .priv_pass_phrase = (char *)(asking->priv_phrase ? asking->priv_phrase : "privacy pass"),
    };
    return usm_user_new(&credential, NULL);
}

static char *ask(struct fixture *fixture, const char *to, struct asking asking)
{
    static const uint8_t id[] = {VALUE_INTEGER, 1, 5},
                         varbind[] = {0x30, 0x08, 0x06, 0x04, 0x2b, 1, 1, 0, 5, 0};
    const uint8_t engine[] = {0x80, 0, 0x7e, 0xd9, 1, 127, 0, 0, asking.engine ? asking.engine : 1};
    const uint8_t flags = USM_FLAG_REPORTABLE | USM_FLAG_AUTH | USM_FLAG_PRIV;
    struct usm_user *user = make_manager(&asking);
    struct usm_keys keys;
    struct wire_writer writer;
    struct address address;
    assert_true(usm_user_localize(user, (struct bytes){engine, sizeof engine}, &keys));
    struct usm_envelope envelope = {.message_id = {id, sizeof id},
                                    .flags = (uint8_t)(flags & ~asking.without),
                                    .engine_id = {engine, asking.is_introduction ? 0 : sizeof engine},
                                    .boots = 1 + asking.reboots,
                                    .seconds = asking.later,
                                    .user = bytes_from_text(usm_user_name(user)),
                                    .context = bytes_from_text(asking.context ? asking.context : ""),
                                    .keeper = user,
                                    .keys = &keys,
                                    .salt = 99};
    usm_begin(&writer, fixture->question, LIMIT, &envelope);
    assert_true(wire_add_varbind(&writer, (struct bytes){varbind, sizeof varbind}));
    struct bytes packet = usm_finish_message(&writer, &envelope, asking.type ? asking.type : WIRE_GET,
                                             (struct bytes){id, sizeof id}, 0, 0);
    assert_true(address_parse(to, &address));
    struct bytes answer = simulator_answer(fixture->simulator, address, packet, fixture->answer, NULL);
    char *said = describe(answer, user, &keys);
    usm_user_free(user);
    return said;
}

struct expectation {
    const char *expected;
    struct asking asking;
};

static void assert_all(struct fixture *fixture, const struct expectation *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *said = ask(fixture, "127.0.0.1", cases[i].asking);
        assert_string_equal(said, cases[i].expected);
    }
}

static void each_user_is_answered_at_its_level(void **state)
{
    static const struct expectation cases[] = {
        {"secret =1", {0}},
        {"signed =1", {.user = "signed", .without = USM_FLAG_PRIV}},
        {"=1", {.user = "plain", .without = USM_FLAG_PRIV | USM_FLAG_AUTH}},
        {"secret error 17", {.type = WIRE_SET}},
        {"nothing", {.type = WIRE_RESPONSE}},
        {"signed error 16", {.without = USM_FLAG_PRIV}},
        {"error 16", {.user = "signed", .without = USM_FLAG_PRIV | USM_FLAG_AUTH}},
    };
    assert_all(*state, cases, G_N_ELEMENTS(cases));
}

/* RFC 3414 3.2, 5. */
static void what_does_not_pass_is_reported(void **state)
{
    static const struct expectation cases[] = {
        {"report 1.3.6.1.6.3.15.1.1.4.0",
         {.is_introduction = true, .user = "", .without = USM_FLAG_PRIV | USM_FLAG_AUTH}},
        {"report 1.3.6.1.6.3.15.1.1.4.0", {.engine = 3}},
        {"report 1.3.6.1.6.3.15.1.1.3.0", {.user = "nobody"}},
        {"report 1.3.6.1.6.3.15.1.1.1.0", {.user = "signed"}},
        {"report 1.3.6.1.6.3.15.1.1.5.0", {.auth_phrase = "something else"}},
        {"signed report 1.3.6.1.6.3.15.1.1.6.0", {.priv_phrase = "something else"}},
        {"signed report 1.3.6.1.6.3.15.1.1.2.0", {.reboots = 1}},
        {"signed report 1.3.6.1.6.3.15.1.1.2.0", {.later = 200}},
        {"nothing", {.user = "nobody", .without = USM_FLAG_REPORTABLE}},
    };
    assert_all(*state, cases, G_N_ELEMENTS(cases));
    assert_int_equal(simulator_counts(((struct fixture *)*state)->simulator)->reports, 8);
}

static void a_context_is_a_vlan(void **state)
{
    static const struct expectation cases[] = {
        {"secret =20", {.context = "vlan-20"}},
        {"secret report 1.3.6.1.6.3.12.1.5.0", {.context = "vlan-21"}},
        {"secret report 1.3.6.1.6.3.12.1.5.0", {.context = "vlan-"}},
        {"secret report 1.3.6.1.6.3.12.1.5.0", {.context = "other"}},
    };
    assert_all(*state, cases, G_N_ELEMENTS(cases));
}

static void the_addresses_of_a_device_are_one_engine(void **state)
{
    g_autofree char *same = ask(*state, "127.0.0.2", (struct asking){.engine = 1});
    g_autofree char *other = ask(*state, "127.0.0.3", (struct asking){.engine = 3});
    g_autofree char *wrong = ask(*state, "127.0.0.3", (struct asking){.engine = 1});
    assert_string_equal(same, "secret =1");
    assert_string_equal(other, "secret =20");
    assert_string_equal(wrong, "report 1.3.6.1.6.3.15.1.1.4.0");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_user_is_answered_at_its_level),
        TEST(what_does_not_pass_is_reported),
        TEST(a_context_is_a_vlan),
        TEST(the_addresses_of_a_device_are_one_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
