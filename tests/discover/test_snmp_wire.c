#include "discover/snmp_wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Get of 1.3.6.1.2.1.1.5.0, v2c, community public, request-id 7. */
static const uint8_t get[] = {0x30, 0x26, 0x02, 0x01, 0x01, 0x04, 0x06, 'p',  'u',  'b',
                              'l',  'i',  'c',  0xa0, 0x19, 0x02, 0x01, 0x07, 0x02, 0x01,
                              0x00, 0x02, 0x01, 0x00, 0x30, 0x0e, 0x30, 0x0c, 0x06, 0x08,
                              0x2b, 0x06, 0x01, 0x02, 0x01, 0x01, 0x05, 0x00, 0x05, 0x00};

static struct wire_message read_get(void)
{
    struct wire_message message;
    assert_true(wire_read_message((struct bytes){get, sizeof get}, &message));
    return message;
}

static void a_request_is_read(G_GNUC_UNUSED void **state)
{
    struct wire_message message = read_get();
    struct bytes name;
    assert_int_equal(message.version, WIRE_V2C);
    assert_memory_equal(message.community.data, "public", 6);
    assert_int_equal(message.pdu.type, WIRE_GET);
    assert_int_equal(message.pdu.request_id.size, 3);
    assert_true(wire_read_name(&message.pdu.varbinds, &name));
    assert_int_equal(name.size, 8);
    assert_int_equal(message.pdu.varbinds.size, 0);
    assert_false(wire_read_name(&message.pdu.varbinds, &name));
}

static void every_truncated_request_is_refused(G_GNUC_UNUSED void **state)
{
    for (size_t size = 0; size < sizeof get; size++) {
        struct wire_message message;
        g_autofree uint8_t *copy = g_memdup2(get, MAX(size, 1));
        assert_false(wire_read_message((struct bytes){copy, size}, &message));
    }
}

static void a_length_beyond_the_end_is_refused(G_GNUC_UNUSED void **state)
{
    static const size_t lengths[] = {1, 3, 6, 14, 16, 19, 22, 25};
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        struct wire_message message;
        uint8_t copy[sizeof get];
        memcpy(copy, get, sizeof get);
        copy[lengths[i]] = 0x7f;
        assert_false(wire_read_message((struct bytes){copy, sizeof copy}, &message));
    }
}

static void other_versions_are_refused_but_for_three(G_GNUC_UNUSED void **state)
{
    struct wire_message message;
    uint8_t copy[sizeof get];
    memcpy(copy, get, sizeof get);
    copy[4] = 2;
    assert_false(wire_read_message((struct bytes){copy, sizeof copy}, &message));
    copy[4] = 3;
    assert_true(wire_read_message((struct bytes){copy, sizeof copy}, &message));
    assert_int_equal(message.version, WIRE_V3);
}

static void a_varbind_that_is_none_is_not_taken(G_GNUC_UNUSED void **state)
{
    static const uint8_t bad[][8] = {
        {0x31, 0x05, 0x06, 0x01, 0x2b, 0x05, 0x00}, {0x30, 0x05, 0x05, 0x01, 0x2b, 0x05, 0x00},
        {0x30, 0x05, 0x06, 0x01, 0x80, 0x05, 0x00}, {0x30, 0x03, 0x06, 0x01, 0x2b, 0x05, 0x00},
        {0x30, 0x05, 0x06, 0x00, 0x05, 0x00, 0x00}, {0x30, 0x06, 0x06, 0x01, 0x2b, 0x05, 0x00, 0x00},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct bytes varbinds = {bad[i], 8}, name;
        assert_false(wire_read_name(&varbinds, &name));
        assert_int_equal(varbinds.size, 8);
    }
}

static void a_response_is_written(G_GNUC_UNUSED void **state)
{
    static const uint8_t varbind[] = {0x30, 0x07, 0x06, 0x02, 0x2b, 0x06, 0x02, 0x01, 0x05};
    static const uint8_t expected[] = {0x30, 0x2a, 0x02, 0x01, 0x01, 0x04, 0x06, 'p',  'u',  'b',  'l',
                                       'i',  'c',  0xa2, 0x1d, 0x02, 0x01, 0x07, 0x02, 0x01, 0x00, 0x02,
                                       0x01, 0x00, 0x30, 0x12, 0x30, 0x07, 0x06, 0x02, 0x2b, 0x06, 0x02,
                                       0x01, 0x05, 0x30, 0x07, 0x06, 0x03, 0x2b, 0x06, 0x01, 0x81, 0x00};
    static const uint8_t name[] = {0x2b, 0x06, 0x01};
    struct wire_message message = read_get();
    struct wire_writer writer;
    uint8_t memory[500 + WIRE_HEADROOM + 6];
    wire_begin(&writer, memory, 500, &message);
    assert_true(wire_add_varbind(&writer, (struct bytes){varbind, sizeof varbind}));
    assert_true(wire_add_exception(&writer, (struct bytes){name, sizeof name}, VALUE_NO_SUCH_INSTANCE));
    struct bytes response = wire_finish_message(&writer, &message, WIRE_NO_ERROR, 0);
    assert_int_equal(response.size, sizeof expected);
    assert_memory_equal(response.data, expected, sizeof expected);
}

static void an_error_response_names_the_variable(G_GNUC_UNUSED void **state)
{
    struct wire_message message = read_get();
    struct wire_writer writer;
    uint8_t memory[500 + WIRE_HEADROOM + 6];
    wire_begin(&writer, memory, 500, &message);
    assert_true(wire_add_varbind(&writer, message.pdu.varbinds));
    struct bytes response = wire_finish_message(&writer, &message, WIRE_NO_SUCH_NAME, 1);
    struct wire_message read;
    assert_true(wire_read_message(response, &read));
    assert_int_equal(read.pdu.type, WIRE_RESPONSE);
    assert_int_equal(read.pdu.non_repeaters, WIRE_NO_SUCH_NAME);
    assert_int_equal(read.pdu.max_repetitions, 1);
    assert_true(bytes_equal(read.pdu.varbinds, message.pdu.varbinds));
}

static void a_message_is_never_longer_than_its_limit(G_GNUC_UNUSED void **state)
{
    static const uint8_t varbind[] = {0x30, 0x07, 0x06, 0x02, 0x2b, 0x06, 0x02, 0x01, 0x05};
    struct wire_message message = read_get();
    for (size_t limit = 100; limit < 400; limit++) {
        struct wire_writer writer;
        g_autofree uint8_t *memory = g_malloc(limit + WIRE_HEADROOM + 6);
        wire_begin(&writer, memory, limit, &message);
        while (wire_add_varbind(&writer, (struct bytes){varbind, sizeof varbind}) &&
               wire_add_exception(&writer, (struct bytes){varbind + 4, 2}, VALUE_END_OF_MIB_VIEW))
            continue;
        struct bytes response = wire_finish_message(&writer, &message, WIRE_NO_ERROR, 0);
        assert_true(response.size <= limit);
        assert_true(response.size > limit - 60);
    }
}

static void numbers_survive_writing_and_reading(G_GNUC_UNUSED void **state)
{
    static const int64_t numbers[] = {0,   1,   -1,    127,       128,       -128,      -129,
                                      255, 256, 65535, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        uint8_t octets[TLV_MAX_NUMBER], tag;
        struct bytes rest = {octets, tlv_write_integer(octets, VALUE_INTEGER, numbers[i])}, contents;
        int64_t integer = 0;
        uint64_t number = 0;
        assert_true(tlv_read(&rest, &tag, &contents) && tlv_read_integer(contents, &integer));
        assert_true(integer == numbers[i]);
        rest = (struct bytes){octets, tlv_write_unsigned(octets, VALUE_COUNTER64, (uint64_t)numbers[i])};
        assert_true(tlv_read(&rest, &tag, &contents) && tlv_read_unsigned(contents, &number));
        assert_true(number == (uint64_t)numbers[i]);
    }
}

static void headers_have_the_shortest_form_and_every_form_is_read(G_GNUC_UNUSED void **state)
{
    static const struct {
        size_t length;
        size_t size;
    } cases[] = {{0, 2}, {127, 2}, {128, 3}, {255, 3}, {256, 4}, {65535, 4}, {65536, 5}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree uint8_t *octets = g_malloc0(cases[i].length + TLV_MAX_HEADER);
        uint8_t tag;
        struct bytes contents;
        assert_int_equal(tlv_write_header(octets, VALUE_OCTET_STRING, cases[i].length), cases[i].size);
        struct bytes rest = {octets, cases[i].size + cases[i].length};
        assert_true(tlv_read(&rest, &tag, &contents));
        assert_int_equal(contents.size, cases[i].length);
    }
    static const uint8_t long_form[] = {0x02, 0x84, 0, 0, 0, 1, 5}, indefinite[] = {0x30, 0x80, 0, 0};
    struct bytes rest = {long_form, sizeof long_form}, contents;
    uint8_t tag;
    assert_true(tlv_read(&rest, &tag, &contents));
    assert_int_equal(contents.data[0], 5);
    rest = (struct bytes){indefinite, sizeof indefinite};
    assert_false(tlv_read(&rest, &tag, &contents));
}

static void oids_have_one_form(G_GNUC_UNUSED void **state)
{
    static const struct {
        uint8_t octets[12];
        size_t size;
        const char *text; /* NULL: refused */
    } cases[] = {
        {{0x2b}, 1, "1.3"},
        {{0x00}, 1, "0.0"},
        {{0x50}, 1, "2.0"},
        {{0x88, 0x37, 0x03}, 3, "2.999.3"},
        {{0x90, 0x80, 0x80, 0x80, 0x4f}, 5, "2.4294967295"},
        {{0x90, 0x80, 0x80, 0x80, 0x50}, 5, NULL},
        {{0x2b, 0x8f, 0xff, 0xff, 0xff, 0x7f}, 6, "1.3.4294967295"},
        {{0x2b, 0x90, 0x80, 0x80, 0x80, 0x00}, 6, NULL},
        {{0x2b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, 12, NULL},
        {{0x2b, 0x80, 0x01}, 3, NULL},
        {{0x2b, 0x81}, 2, NULL},
        {{0}, 0, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint32_t arcs[OID_MAX_ARCS];
        uint8_t written[TLV_MAX_OID_OCTETS];
        char text[OID_TEXT_SIZE];
        struct oid oid = {arcs, 0};
        struct bytes octets = {cases[i].octets, cases[i].size};
        assert_int_equal(tlv_read_oid(octets, arcs, &oid.count), cases[i].text != NULL);
        if (!cases[i].text)
            continue;
        assert_string_equal(oid_format(oid, text), cases[i].text);
        assert_int_equal(tlv_write_oid(written, oid), octets.size);
        assert_memory_equal(written, octets.data, octets.size);
    }
}

static void oids_compare_by_their_arcs(G_GNUC_UNUSED void **state)
{
    static const char *const sorted[] = {"0.0",           "1.0.8802",           "1.3",
                                         "1.3.6",         "1.3.6.1.127",        "1.3.6.1.127.5",
                                         "1.3.6.1.128",   "1.3.6.1.16383.1",    "1.3.6.1.16384",
                                         "1.3.6.1.65536", "1.3.6.1.4294967295", "2.5"};
    for (size_t i = 0; i < G_N_ELEMENTS(sorted); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sorted); j++) {
            uint32_t left_arcs[OID_MAX_ARCS], right_arcs[OID_MAX_ARCS];
            uint8_t left[TLV_MAX_OID_OCTETS], right[TLV_MAX_OID_OCTETS];
            struct oid a = {left_arcs, 0}, b = {right_arcs, 0};
            assert_true(oid_parse(sorted[i], strlen(sorted[i]), left_arcs, &a.count));
            assert_true(oid_parse(sorted[j], strlen(sorted[j]), right_arcs, &b.count));
            int order = tlv_compare_oid((struct bytes){left, tlv_write_oid(left, a)},
                                        (struct bytes){right, tlv_write_oid(right, b)});
            assert_int_equal(order, (i > j) - (i < j));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read),
        cmocka_unit_test(every_truncated_request_is_refused),
        cmocka_unit_test(a_length_beyond_the_end_is_refused),
        cmocka_unit_test(other_versions_are_refused_but_for_three),
        cmocka_unit_test(a_varbind_that_is_none_is_not_taken),
        cmocka_unit_test(a_response_is_written),
        cmocka_unit_test(an_error_response_names_the_variable),
        cmocka_unit_test(a_message_is_never_longer_than_its_limit),
        cmocka_unit_test(numbers_survive_writing_and_reading),
        cmocka_unit_test(headers_have_the_shortest_form_and_every_form_is_read),
        cmocka_unit_test(oids_have_one_form),
        cmocka_unit_test(oids_compare_by_their_arcs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
