#include "discover/pdu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_getbulk_is_written_as_the_standard_says(G_GNUC_UNUSED void **state)
{
    static const uint8_t expected[] = {0x30, 0x0c, 0x06, 0x08, 0x2b, 6,    1,    2, 1,    1,    5,    0,
                                       0x05, 0x00, 0x30, 0x08, 0x06, 0x04, 0x2b, 6, 0x82, 0x00, 0x05, 0x00};
    const struct oid names[] = {OID(1, 3, 6, 1, 2, 1, 1, 5, 0), OID(1, 3, 6, 256)};
    const struct request request = {
        .kind = PDU_GETBULK, .names = names, .count = 2, .non_repeaters = 1, .max_repetitions = 20};
    struct pdu pdu;
    assert_true(pdu_init(&pdu, &request, NULL));
    assert_int_equal(pdu.type, 0xa5);
    assert_int_equal(pdu.non_repeaters, 1);
    assert_int_equal(pdu.max_repetitions, 20);
    assert_true(pdu.request_id > 0);
    assert_int_equal(pdu.names.size, sizeof expected);
    assert_memory_equal(pdu.names.data, expected, sizeof expected);
    pdu_clear(&pdu);
}

static void a_name_that_is_no_oid_is_an_error(G_GNUC_UNUSED void **state)
{
    const struct oid names[] = {OID(3, 1)};
    const struct request request = {.kind = PDU_GET, .names = names, .count = 1};
    struct pdu pdu;
    GError *error = NULL;
    assert_false(pdu_init(&pdu, &request, &error));
    assert_string_equal(error->message,
                        "the message could not be built: a name that is no OBJECT IDENTIFIER");
    g_clear_error(&error);
}

static struct decoded decode(const uint8_t *list, size_t size)
{
    static const uint8_t id[] = {0x02, 0x01, 0x07};
    struct wire_pdu pdu = {.type = WIRE_RESPONSE,
                           .request_id = {id, sizeof id},
                           .non_repeaters = 5,
                           .max_repetitions = 2,
                           .varbinds = {list, size}};
    struct decoded decoded = {0};
    pdu_decode(&pdu, &decoded);
    assert_int_equal(decoded.kind, DECODED_RESPONSE);
    assert_int_equal(decoded.request_id, 7);
    assert_int_equal(decoded.error_status, 5);
    assert_int_equal(decoded.error_index, 2);
    return decoded;
}

static void values_are_read_by_their_types(G_GNUC_UNUSED void **state)
{
    static const uint8_t list[] = {
        0x30, 0x06, 0x06, 0x01, 0x2b, 0x02, 0x01, 0xff,                   /* INTEGER -1 */
        0x30, 0x09, 0x06, 0x01, 0x2b, 0x41, 0x04, 0xff, 0xff, 0xff, 0xfe, /* Counter32 of too few octets */
        0x30, 0x08, 0x06, 0x01, 0x2b, 0x04, 0x03, 'a',  'b',  'c',        /* OCTET STRING */
        0x30, 0x08, 0x06, 0x01, 0x2b, 0x06, 0x03, 0x2b, 0x84, 0x00,       /* OID 1.3.512 */
        0x30, 0x05, 0x06, 0x01, 0x2b, 0x82, 0x00,                         /* endOfMibView */
        0x30, 0x06, 0x06, 0x01, 0x2b, 0x47, 0x01, 0x09,                   /* UInteger32 */
    };
    struct decoded decoded = decode(list, sizeof list);
    assert_false(decoded.is_malformed);
    assert_int_equal(decoded.count, 6);
    for (size_t i = 0; i < decoded.count; i++)
        assert_true(oid_equal(decoded.varbinds[i].name, OID(1, 3)));
    assert_int_equal(decoded.varbinds[0].value.integer, -1);
    assert_int_equal(decoded.varbinds[1].value.number, 0xfffffffe);
    assert_true(bytes_equal(decoded.varbinds[2].value.octets, bytes_from_text("abc")));
    assert_true(oid_equal(decoded.varbinds[3].value.oid, OID(1, 3, 512)));
    assert_int_equal(decoded.varbinds[4].value.type, VALUE_END_OF_MIB_VIEW);
    assert_int_equal(decoded.varbinds[5].value.type, VALUE_GAUGE32);
    assert_int_equal(decoded.varbinds[5].value.number, 9);
    decoded_clear(&decoded);
}

static void a_value_that_is_none_is_null_and_the_others_stay(G_GNUC_UNUSED void **state)
{
    static const uint8_t list[] = {
        0x30, 0x05, 0x06, 0x01, 0x2b, 0x02, 0x00,       /* INTEGER of no octet: zero */
        0x30, 0x06, 0x06, 0x01, 0x2b, 0x0c, 0x01, 'x',  /* UTF8String */
        0x30, 0x06, 0x06, 0x01, 0x2b, 0x06, 0x01, 0x80, /* OID that is none */
        0x30, 0x06, 0x06, 0x01, 0x2b, 0x02, 0x01, 0x2a,
    };
    struct decoded decoded = decode(list, sizeof list);
    assert_false(decoded.is_malformed);
    assert_int_equal(decoded.count, 4);
    assert_int_equal(decoded.varbinds[0].value.type, VALUE_INTEGER);
    assert_int_equal(decoded.varbinds[0].value.integer, 0);
    assert_int_equal(decoded.varbinds[1].value.type, VALUE_NULL);
    assert_int_equal(decoded.varbinds[2].value.type, VALUE_NULL);
    assert_int_equal(decoded.varbinds[3].value.integer, 42);
    decoded_clear(&decoded);
}

static void what_is_before_a_broken_varbind_is_kept(G_GNUC_UNUSED void **state)
{
    static const uint8_t good[] = {0x30, 0x06, 0x06, 0x01, 0x2b, 0x02, 0x01, 0x2a};
    static const uint8_t broken[][8] = {
        {0x30, 0x7f, 0x06, 0x01, 0x2b, 0x02, 0x01, 0x2a}, /* a length beyond the end */
        {0x30, 0x06, 0x06, 0x05, 0x2b, 0x02, 0x01, 0x2a}, /* of the name */
        {0x30, 0x06, 0x06, 0x01, 0x2b, 0x02, 0x09, 0x2a}, /* of the value */
        {0x30, 0x06, 0x06, 0x01, 0x80, 0x02, 0x01, 0x2a}, /* a name that is none */
        {0x31, 0x06, 0x06, 0x01, 0x2b, 0x02, 0x01, 0x2a}, /* no SEQUENCE */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        uint8_t list[sizeof good + sizeof broken[0]];
        memcpy(list, good, sizeof good);
        memcpy(list + sizeof good, broken[i], sizeof broken[i]);
        struct decoded decoded = decode(list, sizeof list);
        assert_true(decoded.is_malformed);
        assert_int_equal(decoded.count, 1);
        assert_int_equal(decoded.varbinds[0].value.integer, 42);
        decoded_clear(&decoded);
    }
}

static void every_cut_of_a_list_is_read_to_the_cut(G_GNUC_UNUSED void **state)
{
    enum { COUNT = 5000, SIZE = 13 };
    g_autofree uint8_t *list = g_malloc(COUNT * SIZE);
    for (size_t i = 0; i < COUNT; i++) {
        const uint8_t varbind[SIZE] = {0x30, 11, 0x06, 7, 0x2b, 6, 1, 2, 1, 1, (uint8_t)(i & 0x7f), 0x05, 0};
        memcpy(list + i * SIZE, varbind, SIZE);
    }
    for (size_t size = 0; size <= COUNT * SIZE; size += size < 100 ? 1 : 7777) {
        struct decoded decoded = decode(list, size);
        assert_int_equal(decoded.count, size / SIZE);
        assert_int_equal(decoded.is_malformed, size % SIZE != 0);
        decoded_clear(&decoded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_getbulk_is_written_as_the_standard_says),
        cmocka_unit_test(a_name_that_is_no_oid_is_an_error),
        cmocka_unit_test(values_are_read_by_their_types),
        cmocka_unit_test(a_value_that_is_none_is_null_and_the_others_stay),
        cmocka_unit_test(what_is_before_a_broken_varbind_is_kept),
        cmocka_unit_test(every_cut_of_a_list_is_read_to_the_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
