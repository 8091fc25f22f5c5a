#include "model/observation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void rows_are_kept_in_the_order_in_which_they_came(void **state)
{
    (void)state;
    struct observation *observation = observation_new();
    size_t count = 9;
    assert_null(observation_records(observation, RECORD_VLAN, &count));
    assert_int_equal(count, 0);
    for (uint32_t id = 1; id <= 3; id++) {
        struct vlan *vlan = observation_add(observation, RECORD_VLAN);
        assert_null(vlan->name);
        vlan->id = id;
    }
    observation_drop_last(observation, RECORD_VLAN);
    const struct vlan *vlans = observation_records(observation, RECORD_VLAN, &count);
    assert_int_equal(count, 2);
    assert_int_equal(vlans[1].id, 2);
    observation_free(observation);
}

static void octets_with_nuls_are_copied_whole(void **state)
{
    (void)state;
    struct observation *observation = observation_new();
    uint8_t octets[4] = {1, 0, 2, 0};
    struct bytes copy = observation_bytes(observation, (struct bytes){octets, 4});
    octets[0] = 9;
    assert_int_equal(copy.size, 4);
    assert_int_equal(copy.data[0], 1);
    assert_int_equal(copy.data[2], 2);
    observation_free(observation);
}

static void warnings_are_bounded(void **state)
{
    (void)state;
    struct observation *observation = observation_new();
    for (int i = 0; i < 1500; i++)
        observation_warn(observation, "lldpRemTable", "row 0.%d.1: index too short", i);
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    assert_int_equal(count, 1001);
    assert_string_equal(warnings[0].text, "row 0.0.1: index too short");
    assert_string_equal(warnings[1000].text, "over 1000 warnings; the others are not kept");
    observation_free(observation);
}

static bool has_member(const struct record_type *type, const char *name)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (strcmp(type->fields[i].name, name) == 0)
            return true;
    return false;
}

/* Every octet of a row is in one field of its type, or is padding before an aligned one. */
static void record_types_describe_every_member(void **state)
{
    (void)state;
    static const size_t sizes[] = {[FIELD_U32] = 4,
                                   [FIELD_U64] = 8,
                                   [FIELD_BOOL] = 1,
                                   [FIELD_TEXT] = sizeof(char *),
                                   [FIELD_BYTES] = sizeof(struct bytes),
                                   [FIELD_MAC] = sizeof(struct mac),
                                   [FIELD_ADDRESS] = sizeof(struct address),
                                   [FIELD_ADDRESSES] = sizeof(struct address_list),
                                   [FIELD_ENUM] = sizeof(int)};
    for (size_t kind = 0; kind < RECORD_KINDS; kind++) {
        const struct record_type *type = &record_types[kind];
        size_t end = 0;
        for (size_t i = 0; i < type->field_count; i++) {
            assert_true(type->fields[i].offset >= end && type->fields[i].offset < end + 8);
            end = type->fields[i].offset + sizes[type->fields[i].type];
        }
        assert_true(type->size >= end && type->size < end + 8);
    }
    assert_true(has_member(&record_types[RECORD_NEIGHBOR], "remote_chassis_id"));
    assert_true(has_member(&system_type, "lldp_chassis_id"));
}

static void words_go_both_ways(void **state)
{
    (void)state;
    int value = 0;
    assert_string_equal(words_format(&protocol_words, PROTOCOL_OSPFV3), "ospfv3");
    assert_string_equal(words_format(&protocol_words, PROTOCOLS - 1), "import");
    assert_null(words_format(&protocol_words, PROTOCOL_NONE));
    assert_null(words_format(&protocol_words, PROTOCOLS));
    assert_null(words_format(&protocol_words, -1));
    assert_true(words_parse(&role_words, "l3-switch", &value));
    assert_int_equal(value, ROLE_L3_SWITCH);
    assert_false(words_parse(&role_words, "toaster", &value));
    char *set = words_format_set(&capability_words,
                                 CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_ROUTER), " ");
    assert_string_equal(set, "bridge router");
    g_free(set);
    const struct {
        const struct words *words;
        size_t count;
    } lists[] = {{&protocol_words, PROTOCOLS},
                 {&via_words, VIAS},
                 {&outcome_words, OUTCOMES},
                 {&role_words, ROLES},
                 {&capability_words, CAPABILITIES},
                 {&layer_words, LAYERS},
                 {&certainty_words, CERTAINTIES},
                 {&if_status_words, IF_STATUSES},
                 {&duplex_words, DUPLEXES},
                 {&stp_state_words, STP_STATES},
                 {&fdb_status_words, FDB_STATUSES},
                 {&component_class_words, COMPONENT_CLASSES},
                 {&chassis_subtype_words, CHASSIS_SUBTYPES},
                 {&port_subtype_words, PORT_SUBTYPES}};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        assert_int_equal(lists[i].words->count, lists[i].count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_in_the_order_in_which_they_came),
        cmocka_unit_test(octets_with_nuls_are_copied_whole),
        cmocka_unit_test(warnings_are_bounded),
        cmocka_unit_test(record_types_describe_every_member),
        cmocka_unit_test(words_go_both_ways),
    };
    return cmocka_run_group_tests_name("observation", tests, NULL, NULL);
}
