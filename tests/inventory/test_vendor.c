#include "inventory/vendor.h"
#include "tests/support/build.h"

#include "inventory/vendor_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static char *join(const struct vendor_facts *facts)
{
    const char *texts[] = {facts->vendor, facts->model, facts->os, facts->version,
                           words_format(&role_words, (int)facts->role)};
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_append_printf(out, "%s%s", i == 0 ? "" : "|", texts[i] == NULL ? "" : texts[i]);
    return g_string_free(out, FALSE);
}

static void assert_described(const char *sys_object_id, const char *sys_descr, const char *expected)
{
    GStringChunk *memory = g_string_chunk_new(256);
    struct observation *observation = build_observation("192.0.2.1", "x");
    struct vendor_facts facts;
    observation->system.sys_object_id = observation_text(observation, sys_object_id);
    observation->system.sys_descr = observation_text(observation, sys_descr);
    vendor_describe(observation, memory, &facts);
    g_autofree char *text = join(&facts);
    assert_string_equal(text, expected);
    observation_free(observation);
    g_string_chunk_free(memory);
}

static void descriptions_tell_model_system_version_and_role(void **state)
{
    (void)state;
    assert_described("1.3.6.1.4.1.9.1.716",
                     "Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE5, RELEASE",
                     "Cisco|C2960|IOS|15.0(2)SE5|switch");
    assert_described("1.3.6.1.4.1.9.1.1018",
                     "Cisco IOS XR Software (Cisco ASR9K Series),  Version 5.3.4[Default]",
                     "Cisco|ASR9K|IOS XR|5.3.4|router");
    assert_described("1.3.6.1.4.1.2636.1.1.1.2.29",
                     "Juniper Networks, Inc. mx240 internet router, kernel JUNOS 12.3R1.7, Build date: 2013",
                     "Juniper|mx240|Junos|12.3R1.7|router");
    assert_described("1.3.6.1.4.1.2636.1.1.1.2.31",
                     "Juniper Networks, Inc. ex4200-48p Latte, version 9.2R3.5 Build date: 2009-01-15",
                     "Juniper|ex4200-48p|Junos|9.2R3.5|switch");
    assert_described("1.3.6.1.4.1.2011.2.360.1.5",
                     "VRP (R) software, Version 8.200 (NetEngine 8000 V800R012C10SPC300)",
                     "Huawei|NetEngine 8000|VRP|8.200|router");
    assert_described("1.3.6.1.4.1.14988.1", "RouterOS CCR2004-1G-12S+2XS",
                     "MikroTik|CCR2004-1G-12S+2XS|RouterOS||router");
    assert_described("1.3.6.1.4.1.8072.3.2.10", "Linux host7 6.1.0-18-amd64 #1 SMP x86_64",
                     "||Linux|6.1.0-18-amd64|server");
}

static void the_enterprise_number_tells_the_vendor(void **state)
{
    (void)state;
    assert_described("1.3.6.1.4.1.318.1.3.27", NULL, "APC||||power");
    assert_described("1.3.6.1.4.1.890.1.15", "XGS4600-32F", "Zyxel|XGS4600-32F|||");
    assert_described("1.3.6.1.4.1.4294967295.1", NULL, "||||");
    assert_described("1.3.6.1.4.1.99999999999.1", NULL, "||||");
    assert_described("1.3.6.1.4.1", NULL, "||||");
    assert_string_equal(vendor_of_enterprise(30065), "Arista");
    assert_null(vendor_of_enterprise(4294967295));
}

static void what_the_device_does_tells_its_role(void **state)
{
    (void)state;
    assert_int_equal(vendor_role_of_capabilities(CAPABILITY_BIT(CAPABILITY_BRIDGE)), ROLE_SWITCH);
    assert_int_equal(
        vendor_role_of_capabilities(CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_ROUTER)),
        ROLE_L3_SWITCH);
    assert_int_equal(
        vendor_role_of_capabilities(CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_TELEPHONE)),
        ROLE_PHONE);
    assert_int_equal(vendor_role_of_capabilities(0), ROLE_UNKNOWN);
}

static void the_chassis_tells_model_and_serial(void **state)
{
    (void)state;
    GStringChunk *memory = g_string_chunk_new(256);
    struct observation *observation = build_observation("192.0.2.1", "x");
    struct vendor_facts facts;
    observation->system.sys_descr = observation_text(observation, "RouterOS RB750Gr3");
    build_chassis(observation, "RB750Gr3-rev2", "HEX0001");
    vendor_describe(observation, memory, &facts);
    assert_string_equal(facts.model, "RB750Gr3-rev2");
    assert_string_equal(facts.serial, "HEX0001");
    observation_free(observation);
    g_string_chunk_free(memory);
}

static void neighbors_tell_what_they_heard(void **state)
{
    (void)state;
    GStringChunk *memory = g_string_chunk_new(256);
    struct vendor_facts facts = {0};
    struct neighbor phone = {.remote_platform = "Cisco IP Phone 7960", .remote_descr = "P0S3-8-12-00"};
    vendor_describe_neighbor(&phone, memory, &facts);
    g_autofree char *first = join(&facts);
    assert_string_equal(first, "Cisco|7960|||phone");
    facts = (struct vendor_facts){0};
    struct neighbor cat = {.remote_platform = "cisco WS-C3850-12S"};
    vendor_describe_neighbor(&cat, memory, &facts);
    g_autofree char *second = join(&facts);
    assert_string_equal(second, "Cisco|WS-C3850-12S|||switch");
    g_string_chunk_free(memory);
}

static void the_tables_are_sound(void **state)
{
    (void)state;
    for (size_t i = 1; i < vendor_enterprise_count; i++)
        assert_true(vendor_enterprises[i - 1].number < vendor_enterprises[i].number);
    for (size_t i = 0; i < vendor_form_count; i++) {
        GError *error = NULL;
        GRegex *regex = g_regex_new(vendor_forms[i].pattern, 0, 0, &error);
        if (regex == NULL)
            fail_msg("%s: %s", vendor_forms[i].literal, error->message);
        g_regex_unref(regex);
    }
}

static void a_long_description_costs_little(void **state)
{
    (void)state;
    g_autofree char *descr = g_strnfill(100000, 'A');
    memcpy(descr, "revision Cisco IOS Software, ", 29);
    assert_described("1.3.6.1.4.1.9.1.1", descr, "Cisco||||");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptions_tell_model_system_version_and_role),
        cmocka_unit_test(the_enterprise_number_tells_the_vendor),
        cmocka_unit_test(what_the_device_does_tells_its_role),
        cmocka_unit_test(the_chassis_tells_model_and_serial),
        cmocka_unit_test(neighbors_tell_what_they_heard),
        cmocka_unit_test(the_tables_are_sound),
        cmocka_unit_test(a_long_description_costs_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
