#include "inventory/record_codec.h"

#include <msgpack.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 200

static struct record_layout *layout_of(const struct record_type *type)
{
    char *text = record_layout_format(type);
    struct record_layout *layout = record_layout_parse(text, type, NULL);
    assert_non_null(layout);
    g_free(text);
    return layout;
}

/* Reads octets with a stored layout; NULL and the message when that fails. */
static GArray *read_stored(const char *fields, enum record_kind kind, struct bytes octets,
                           struct observation *owner, char **message)
{
    GError *error = NULL;
    GArray *rows = NULL;
    struct record_layout *layout = record_layout_parse(fields, &record_types[kind], &error);
    assert_non_null(layout);
    if (!record_codec_read(layout, octets, owner, &rows, &error)) {
        assert_true(g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN));
        *message = error->message;
        error->message = NULL;
        g_clear_error(&error);
    }
    record_layout_free(layout);
    return rows;
}

static GArray *read_present(enum record_kind kind, struct bytes octets, struct observation *owner,
                            char **message)
{
    char *fields = record_layout_format(&record_types[kind]);
    GArray *rows = read_stored(fields, kind, octets, owner, message);
    g_free(fields);
    return rows;
}

static void assert_refused(enum record_kind kind, const char *octets, size_t size, const char *expected)
{
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows = read_present(kind, (struct bytes){(const uint8_t *)octets, size}, owner, &message);
    assert_null(rows);
    assert_string_equal(message, expected);
    g_free(message);
    observation_free(owner);
}

#define OCTETS(literal) ((struct bytes){(const uint8_t *)(literal), sizeof(literal) - 1})

static struct address random_address(GRand *random)
{
    struct address address = {.family = g_rand_boolean(random) ? ADDRESS_IPV4 : ADDRESS_IPV6};
    for (size_t i = 0; i < address_size(address); i++)
        address.octets[i] = (uint8_t)g_rand_int(random);
    return address;
}

static struct bytes random_bytes(GRand *random, struct observation *owner)
{
    static const size_t sizes[] = {1, 6, 31, 32, 255, 256, 70000};
    bool long_ones = g_rand_int_range(random, 0, 20) == 0;
    size_t size = sizes[g_rand_int_range(random, 0, long_ones ? 7 : 4)];
    uint8_t *octets = g_malloc(size);
    for (size_t i = 0; i < size; i++)
        octets[i] = (uint8_t)g_rand_int(random);
    struct bytes copy = observation_bytes(owner, (struct bytes){octets, size});
    g_free(octets);
    return copy;
}

static void fill_field(GRand *random, const struct field *field, struct observation *owner, void *row)
{
    void *at = (char *)row + field->offset;
    struct address addresses[3] = {random_address(random), random_address(random), random_address(random)};
    uint32_t number = g_rand_int(random) >> g_rand_int_range(random, 0, 32);
    switch (field->type) {
    case FIELD_U32:
        *(uint32_t *)at = field->words == NULL ? number : number & ~1U;
        break;
    case FIELD_U64:
        *(uint64_t *)at = (uint64_t)number << g_rand_int_range(random, 0, 32);
        break;
    case FIELD_BOOL:
        *(bool *)at = true;
        break;
    case FIELD_TEXT:
        *(const char **)at = observation_text_from_bytes(owner, random_bytes(random, owner));
        break;
    case FIELD_BYTES:
        *(struct bytes *)at = random_bytes(random, owner);
        break;
    case FIELD_MAC:
        *(struct mac *)at = (struct mac){{2, 0, 0, 0, 0, (uint8_t)number}};
        break;
    case FIELD_ADDRESS:
        *(struct address *)at = addresses[0];
        break;
    case FIELD_ADDRESSES:
        *(struct address_list *)at = observation_addresses(owner, addresses, 1 + number % 3);
        break;
    case FIELD_ENUM:
        *(int *)at = g_rand_int_range(random, 1, (gint32)field->words->count);
        break;
    }
}

static void assert_field_equal(const struct field *field, const void *one, const void *other)
{
    const void *a = (const char *)one + field->offset, *b = (const char *)other + field->offset;
    const struct address_list *list = a, *other_list = b;
    switch (field->type) {
    case FIELD_U32:
    case FIELD_ENUM:
        assert_int_equal(*(const uint32_t *)a, *(const uint32_t *)b);
        break;
    case FIELD_U64:
        assert_true(*(const uint64_t *)a == *(const uint64_t *)b);
        break;
    case FIELD_BOOL:
        assert_int_equal(*(const bool *)a, *(const bool *)b);
        break;
    case FIELD_TEXT:
        assert_int_equal(g_strcmp0(*(const char *const *)a, *(const char *const *)b), 0);
        break;
    case FIELD_BYTES:
        assert_true(bytes_equal(*(const struct bytes *)a, *(const struct bytes *)b));
        break;
    case FIELD_MAC:
        assert_true(mac_equal(*(const struct mac *)a, *(const struct mac *)b));
        break;
    case FIELD_ADDRESS:
        assert_true(address_equal(*(const struct address *)a, *(const struct address *)b));
        break;
    case FIELD_ADDRESSES:
        assert_int_equal(list->count, other_list->count);
        for (size_t i = 0; i < list->count; i++)
            assert_true(address_equal(list->items[i], other_list->items[i]));
        break;
    }
}

static void assert_rows_equal(const struct record_type *type, const void *one, const void *other,
                              size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < type->field_count; j++)
            assert_field_equal(&type->fields[j], (const char *)one + i * type->size,
                               (const char *)other + i * type->size);
}

static void round_trip(GRand *random, enum record_kind kind)
{
    const struct record_type *type = &record_types[kind];
    struct observation *from = observation_new(), *to = observation_new();
    struct record_layout *layout = layout_of(type);
    size_t count = (size_t)g_rand_int_range(random, 0, 20);
    for (size_t i = 0; i < count; i++) {
        void *row = observation_add(from, kind);
        for (size_t j = 0; j < type->field_count; j++)
            if (g_rand_boolean(random))
                fill_field(random, &type->fields[j], from, row);
    }
    GByteArray *octets = g_byte_array_new();
    size_t read;
    const void *rows = observation_records(from, kind, &read);
    record_codec_write(type, rows, count, octets);
    assert_true(
        record_codec_read(layout, (struct bytes){octets->data, octets->len}, to, &to->records[kind], NULL));
    assert_int_equal(to->records[kind]->len, count);
    assert_rows_equal(type, rows, to->records[kind]->data, count);
    g_byte_array_unref(octets);
    record_layout_free(layout);
    observation_free(from);
    observation_free(to);
}

static void random_rows_of_every_kind_come_back(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(7);
    for (int round = 0; round < ROUNDS; round++)
        for (int kind = 0; kind < RECORD_KINDS; kind++)
            round_trip(random, (enum record_kind)kind);
    g_rand_free(random);
}

static void rows_are_stored_as_arrays_of_arrays(void **state)
{
    (void)state;
    GByteArray *octets = g_byte_array_new();
    struct vlan vlans[] = {{10, "lan"}, {300, NULL}, {0, NULL}, {0, "x"}};
    record_codec_write(&record_types[RECORD_VLAN], vlans, 4, octets);
    static const char expected[] = "\x94\x92\x0a\xa3lan\x91\xcd\x01\x2c\x90\x92\x00\xa1x";
    assert_int_equal(octets->len, sizeof expected - 1);
    assert_memory_equal(octets->data, expected, octets->len);
    g_byte_array_unref(octets);
}

static void other_readers_of_messagepack_read_what_is_stored(void **state)
{
    (void)state;
    GByteArray *octets = g_byte_array_new();
    struct address addresses[] = {{ADDRESS_IPV4, {192, 0, 2, 1}}};
    struct neighbor neighbor = {.protocol = PROTOCOL_CDP,
                                .remote_addresses = {addresses, 1},
                                .remote_name = "core",
                                .speed_bps = UINT64_C(100000000000)};
    record_codec_write(&record_types[RECORD_NEIGHBOR], &neighbor, 1, octets);
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    size_t offset = 0;
    assert_int_equal(msgpack_unpack_next(&unpacked, (const char *)octets->data, octets->len, &offset),
                     MSGPACK_UNPACK_SUCCESS);
    assert_int_equal(offset, octets->len);
    const msgpack_object *row = &unpacked.data.via.array.ptr[0];
    assert_int_equal(row->type, MSGPACK_OBJECT_ARRAY);
    assert_int_equal(row->via.array.size, 26);
    assert_int_equal(row->via.array.ptr[0].via.u64, PROTOCOL_CDP);
    assert_memory_equal(row->via.array.ptr[10].via.str.ptr, "core", 4);
    assert_memory_equal(row->via.array.ptr[14].via.bin.ptr, "\x04\xc0\x00\x02\x01", 5);
    assert_true(row->via.array.ptr[25].via.u64 == UINT64_C(100000000000));
    msgpack_unpacked_destroy(&unpacked);
    g_byte_array_unref(octets);
}

static void a_layout_names_members_and_words(void **state)
{
    (void)state;
    char *text = record_layout_format(&record_types[RECORD_VLAN]);
    assert_string_equal(text, "[{\"name\":\"id\",\"type\":\"u32\"},{\"name\":\"name\",\"type\":\"text\"}]");
    g_free(text);
    text = record_layout_format(&record_types[RECORD_INTERFACE]);
    assert_non_null(strstr(text, "{\"name\":\"duplex\",\"type\":\"enum\","
                                 "\"words\":[null,\"unknown\",\"half\",\"full\"]}"));
    g_free(text);
}

static void members_are_found_by_name_and_unknown_ones_ignored(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows =
        read_stored("[{\"name\":\"name\",\"type\":\"text\"},{\"name\":\"colour\",\"type\":\"text\"},"
                    "{\"name\":\"id\",\"type\":\"u32\"}]",
                    RECORD_VLAN, OCTETS("\x92\x93\xa1g\xa3red\x07\x92\xa1h\xc0"), owner, &message);
    assert_null(message);
    assert_int_equal(rows->len, 2);
    assert_int_equal(g_array_index(rows, struct vlan, 0).id, 7);
    assert_string_equal(g_array_index(rows, struct vlan, 0).name, "g");
    assert_int_equal(g_array_index(rows, struct vlan, 1).id, 0);
    assert_string_equal(g_array_index(rows, struct vlan, 1).name, "h");
    g_array_unref(rows);
    observation_free(owner);
}

static void a_member_that_has_changed_its_type_is_ignored(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows = read_stored("[{\"name\":\"id\",\"type\":\"text\"},{\"name\":\"name\",\"type\":\"text\"}]",
                               RECORD_VLAN, OCTETS("\x91\x92\xa1g\xa1h"), owner, &message);
    assert_int_equal(g_array_index(rows, struct vlan, 0).id, 0);
    assert_string_equal(g_array_index(rows, struct vlan, 0).name, "h");
    g_array_unref(rows);
    observation_free(owner);
}

static void a_number_that_has_become_wider_is_read(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows = read_stored("[{\"name\":\"speed_bps\",\"type\":\"u32\"}]", RECORD_INTERFACE,
                               OCTETS("\x91\x91\x05"), owner, &message);
    assert_true(g_array_index(rows, struct interface, 0).speed_bps == 5);
    g_array_unref(rows);
    observation_free(owner);
}

static void values_of_an_enum_are_found_by_word(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows = read_stored("[{\"name\":\"duplex\",\"type\":\"enum\",\"words\":[null,\"full\",\"odd\"]}]",
                               RECORD_INTERFACE, OCTETS("\x93\x91\x01\x91\x02\x91\x03"), owner, &message);
    assert_int_equal(g_array_index(rows, struct interface, 0).duplex, DUPLEX_FULL);
    assert_int_equal(g_array_index(rows, struct interface, 1).duplex, DUPLEX_NONE);
    assert_int_equal(g_array_index(rows, struct interface, 2).duplex, DUPLEX_NONE);
    g_array_unref(rows);
    observation_free(owner);
}

static void bits_of_a_set_are_found_by_word(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows =
        read_stored("[{\"name\":\"capabilities\",\"type\":\"u32\",\"words\":[null,\"router\",\"odd\"]}]",
                    RECORD_NEIGHBOR, OCTETS("\x92\x91\x06\x91\x02"), owner, &message);
    assert_int_equal(g_array_index(rows, struct neighbor, 0).capabilities, CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_int_equal(g_array_index(rows, struct neighbor, 1).capabilities, CAPABILITY_BIT(CAPABILITY_ROUTER));
    g_array_unref(rows);
    observation_free(owner);
}

static void text_that_others_stored_is_made_printable(void **state)
{
    (void)state;
    char *message = NULL;
    struct observation *owner = observation_new();
    GArray *rows =
        read_present(RECORD_VLAN, OCTETS("\x92\x92\x01\xa5\x1b[2Jx\x92\x02\xa1\xff"), owner, &message);
    assert_string_equal(g_array_index(rows, struct vlan, 0).name, "[2Jx");
    assert_string_equal(g_array_index(rows, struct vlan, 1).name, "\xef\xbf\xbd");
    g_array_unref(rows);
    observation_free(owner);
}

static void octets_that_are_cut_anywhere_are_refused(void **state)
{
    (void)state;
    static const char whole[] = "\x92\x92\x0a\xa3lan\x92\xcd\x01\x2c\xd9\x03net";
    struct observation *owner = observation_new();
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        char *message = NULL;
        assert_null(read_present(RECORD_VLAN, (struct bytes){(const uint8_t *)whole, size}, owner, &message));
        assert_non_null(message);
        g_free(message);
    }
    observation_free(owner);
}

static void damage_names_the_row_and_the_member(void **state)
{
    (void)state;
    assert_refused(RECORD_VLAN, "\x92\x91\x01\x92\x02\x07", 6, "row 1: name: damaged");
    assert_refused(RECORD_VLAN, "\x91\x91\xa1x", 4, "row 0: id: damaged");
    assert_refused(RECORD_VLAN, "\x91\x91\xcf\0\0\0\1\0\0\0\0", 11, "row 0: id: damaged");
    assert_refused(RECORD_VLAN, "\x91\x93\x01\xa1x\x01", 6, "row 0: vlan: damaged");
    assert_refused(RECORD_ARP_ENTRY, "\x91\x92\x01\xc4\x03\x0a\x00\x01", 8, "row 0: address: damaged");
    assert_refused(RECORD_ARP_ENTRY, "\x91\x93\x01\xc0\xc4\x01\x0a", 7, "row 0: mac: damaged");
    assert_refused(RECORD_VLAN_PORT, "\x91\x91\xc3", 3, "row 0: vlan: damaged");
}

static void a_claim_of_more_rows_than_there_are_octets_is_refused(void **state)
{
    (void)state;
    assert_refused(RECORD_NEIGHBOR, "\xdd\xff\xff\xff\xff\x90", 6, "the number of rows is damaged");
    assert_refused(RECORD_VLAN, "\x91\xdd\xff\xff\xff\xff", 6, "row 0: vlan: damaged");
    assert_refused(RECORD_VLAN, "\xc0", 1, "the number of rows is damaged");
}

static void what_follows_the_last_row_is_refused(void **state)
{
    (void)state;
    assert_refused(RECORD_VLAN, "\x91\x91\x01\x00\x00", 5, "2 octets follow the last row");
}

static void a_damaged_layout_is_refused(void **state)
{
    (void)state;
    static const char *const layouts[] = {"",
                                          "[",
                                          "{}",
                                          "[1]",
                                          "[{\"name\":\"id\"}]",
                                          "[{\"type\":\"u32\"}]",
                                          "[{\"name\":1,\"type\":\"u32\"}]"};
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
        GError *error = NULL;
        assert_null(record_layout_parse(layouts[i], &record_types[RECORD_VLAN], &error));
        assert_string_equal(error->message, "the layout of vlan is damaged");
        g_clear_error(&error);
    }
}

static void a_single_row_must_be_one(void **state)
{
    (void)state;
    GError *error = NULL;
    struct observation *owner = observation_new();
    struct record_layout *layout = layout_of(&record_types[RECORD_VLAN]);
    struct vlan vlan = {0};
    assert_true(record_codec_read_one(layout, OCTETS("\x91\x91\x05"), owner, &vlan, &error));
    assert_int_equal(vlan.id, 5);
    assert_false(record_codec_read_one(layout, OCTETS("\x92\x91\x05\x91\x06"), owner, &vlan, &error));
    assert_string_equal(error->message, "2 rows where one is expected");
    g_clear_error(&error);
    record_layout_free(layout);
    observation_free(owner);
}

static void a_row_without_any_value_is_empty(void **state)
{
    (void)state;
    struct observation *owner = observation_new();
    assert_true(record_codec_is_empty(&system_type, &owner->system));
    owner->system.ip_forwarding = true;
    assert_false(record_codec_is_empty(&system_type, &owner->system));
    observation_free(owner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_rows_of_every_kind_come_back),
        cmocka_unit_test(rows_are_stored_as_arrays_of_arrays),
        cmocka_unit_test(other_readers_of_messagepack_read_what_is_stored),
        cmocka_unit_test(a_layout_names_members_and_words),
        cmocka_unit_test(members_are_found_by_name_and_unknown_ones_ignored),
        cmocka_unit_test(a_member_that_has_changed_its_type_is_ignored),
        cmocka_unit_test(a_number_that_has_become_wider_is_read),
        cmocka_unit_test(values_of_an_enum_are_found_by_word),
        cmocka_unit_test(bits_of_a_set_are_found_by_word),
        cmocka_unit_test(text_that_others_stored_is_made_printable),
        cmocka_unit_test(octets_that_are_cut_anywhere_are_refused),
        cmocka_unit_test(damage_names_the_row_and_the_member),
        cmocka_unit_test(a_claim_of_more_rows_than_there_are_octets_is_refused),
        cmocka_unit_test(what_follows_the_last_row_is_refused),
        cmocka_unit_test(a_damaged_layout_is_refused),
        cmocka_unit_test(a_single_row_must_be_one),
        cmocka_unit_test(a_row_without_any_value_is_empty),
    };
    return cmocka_run_group_tests_name("record_codec", tests, NULL, NULL);
}
