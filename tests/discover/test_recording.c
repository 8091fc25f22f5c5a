#include "discover/recording.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct snmprec *parse(const char *text)
{
    GError *error = NULL;
    struct snmprec *snmprec = snmprec_parse(text, strlen(text), "test", &error);
    assert_null(error);
    assert_non_null(snmprec);
    return snmprec;
}

static const char *name_at(const struct snmprec *snmprec, size_t position, char buffer[OID_TEXT_SIZE])
{
    struct tlv_room room;
    struct varbind varbind;
    snmprec_get(snmprec, position, &room, &varbind);
    return oid_format(varbind.name, buffer);
}

/* The one value of a file of one line. */
static struct value value_of(struct snmprec *snmprec, struct tlv_room *room)
{
    struct varbind varbind;
    assert_int_equal(snmprec_count(snmprec), 1);
    snmprec_get(snmprec, 0, room, &varbind);
    return varbind.value;
}

static void assert_octets(const char *line, const char *octets, size_t size)
{
    struct tlv_room room;
    struct snmprec *snmprec = parse(line);
    struct value value = value_of(snmprec, &room);
    assert_int_equal(value.octets.size, size);
    assert_memory_equal(value.octets.data, octets, size);
    snmprec_free(snmprec);
}

static void every_type_is_read(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *line;
        enum value_type type;
        int64_t number;
    } cases[] = {
        {"1.3.6|2|-5", VALUE_INTEGER, -5},
        {"1.3.6|2|2147483647", VALUE_INTEGER, 2147483647},
        {"1.3.6|2|-2147483648", VALUE_INTEGER, -2147483648LL},
        {"1.3.6|2|128", VALUE_INTEGER, 128},
        {"1.3.6|65|4294967295", VALUE_COUNTER32, 4294967295},
        {"1.3.6|66|0", VALUE_GAUGE32, 0},
        {"1.3.6|67|123456", VALUE_TIME_TICKS, 123456},
        {"1.3.6|70|18446744073709551615", VALUE_COUNTER64, -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct tlv_room room;
        struct snmprec *snmprec = parse(cases[i].line);
        struct value value = value_of(snmprec, &room);
        assert_int_equal(value.type, cases[i].type);
        assert_true((value.type == VALUE_INTEGER ? value.integer : (int64_t)value.number) == cases[i].number);
        snmprec_free(snmprec);
    }
}

static void octets_are_read_as_text_hexadecimal_and_escapes(G_GNUC_UNUSED void **state)
{
    assert_octets("1.3.6|4|ab c ", "ab c ", 5);
    assert_octets("1.3.6|4|a|b", "a|b", 3);
    assert_octets("1.3.6|4|", "", 0);
    assert_octets("1.3.6|4x|00fFa0", "\x00\xff\xa0", 3);
    assert_octets("1.3.6|4e|\\x8cmw\\xf8d\\n\\\\\\q\\101 ",
                  "\x8cmw\xf8"
                  "d\n\\\\qA ",
                  11);
    assert_octets("1.3.6|4e|end\\", "end\\", 4);
    assert_octets("1.3.6|4e|\\x1", "\\x1", 3);
    assert_octets("1.3.6|64|192.0.2.1", "\xc0\x00\x02\x01", 4);
    assert_octets("1.3.6|64x|c0000201", "\xc0\x00\x02\x01", 4);
    assert_octets("1.3.6|68x|9f780441bf", "\x9f\x78\x04\x41\xbf", 5);
}

static void an_oid_is_a_value(G_GNUC_UNUSED void **state)
{
    struct tlv_room room;
    char buffer[OID_TEXT_SIZE];
    struct snmprec *snmprec = parse("1.3.6.1|6|.1.3.6.1.4.1.4294967295.128\n");
    assert_string_equal(oid_format(value_of(snmprec, &room).oid, buffer), "1.3.6.1.4.1.4294967295.128");
    snmprec_free(snmprec);
    snmprec = parse("1.3.6.1|6|");
    assert_string_equal(oid_format(value_of(snmprec, &room).oid, buffer), "0.0");
    snmprec_free(snmprec);
}

static void names_are_sorted_by_value_and_the_first_of_doubles_counts(G_GNUC_UNUSED void **state)
{
    struct snmprec *snmprec = parse("1.3.6.1.16384|2|5\r\n\r\n1.3.6.1.127|2|1\r\n   \n1.3.6.1.16383|2|4\n"
                                    "1.3.6.1.128|2|2\n1.3.6.1.128.0|2|3\n.1.3.6.1.127|2|99\n1.0.8802|2|0\n");
    static const char *const names[] = {"1.0.8802",      "1.3.6.1.127",   "1.3.6.1.128",
                                        "1.3.6.1.128.0", "1.3.6.1.16383", "1.3.6.1.16384"};
    char buffer[OID_TEXT_SIZE];
    assert_int_equal(snmprec_count(snmprec), 6);
    for (size_t i = 0; i < 6; i++) {
        struct tlv_room room;
        struct varbind varbind;
        assert_string_equal(name_at(snmprec, i, buffer), names[i]);
        snmprec_get(snmprec, i, &room, &varbind);
        assert_int_equal(varbind.value.integer, i);
    }
    assert_int_equal(snmprec_bad_lines(snmprec, NULL), 0);
    snmprec_free(snmprec);
}

static void bad_lines_are_skipped_counted_and_the_first_is_named(G_GNUC_UNUSED void **state)
{
    static const char *const bad[] = {
        "nothing",
        "1.3.6.1|2",
        "|2|1",
        "1.3.x|2|1",
        "1.3.6|2|",
        "1.3.6|2|4 apples",
        "1.3.6|66|-1",
        "1.3.6|4x|abc",
        "1.3.6|4x|zz",
        "1.3.6|64|1.2.3",
        "1.3.6|64|::1",
        "1.3.6|128|",
        "1.3.6||x",
        "1.3.6|300|1",
        "1.3.6|48|1",
        "1.3.6|6|1.x",
        "1.3.6|66|4294967296",
        "3.1|2|1",
        "1.40|2|1",
        "1.3.4294967296|2|1",
        "1.3.6|2x|10",
        "1.3.6|67|<private>",
        "1.3.6|6|1.3.6.1.",
        "1.3.6|70|18446744073709551616",
        "1.3.6|2|9223372036854775808",
        "1.3.6|2|-9223372036854775809",
        "1.3.6|2|-",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const char *first;
        g_autofree char *text = g_strdup_printf("1.3.6.1.2|2|1\n%s\nbad too\n", bad[i]);
        struct snmprec *snmprec = parse(text);
        assert_int_equal(snmprec_count(snmprec), 1);
        assert_int_equal(snmprec_bad_lines(snmprec, &first), 2);
        assert_true(g_str_has_prefix(first, "line 2: "));
        snmprec_free(snmprec);
    }
}

static void a_file_without_one_good_line_is_an_error(G_GNUC_UNUSED void **state)
{
    static const char image[] = "\x89PNG\r\n\x1a\n\0\0\0";
    GError *error = NULL;
    assert_null(snmprec_parse(image, sizeof image, "a.png", &error));
    assert_string_equal(error->message, "a.png: no line can be read; line 1: not OID|TAG|VALUE");
    g_clear_error(&error);
    struct snmprec *empty = snmprec_parse("", 0, "empty", &error);
    assert_int_equal(snmprec_count(empty), 0);
    snmprec_free(empty);
}

static void nul_octets_and_very_long_lines_are_values_too(G_GNUC_UNUSED void **state)
{
    GString *text = g_string_new("1.3.6.2|4|");
    struct tlv_room room;
    struct varbind varbind;
    for (size_t i = 0; i < 300000; i++)
        g_string_append_c(text, i % 2 ? '\0' : 'x');
    g_string_append(text, "\n1.3.6.1|2|7");
    struct snmprec *snmprec = snmprec_parse(text->str, text->len, "long", NULL);
    assert_int_equal(snmprec_count(snmprec), 2);
    snmprec_get(snmprec, 1, &room, &varbind);
    assert_int_equal(varbind.value.octets.size, 300000);
    assert_int_equal(varbind.value.octets.data[299999], 0);
    snmprec_free(snmprec);
    g_string_free(text, TRUE);
}

static void a_name_has_at_most_128_arcs(G_GNUC_UNUSED void **state)
{
    GString *text = g_string_new("1.3");
    for (size_t i = 2; i < 128; i++)
        g_string_append(text, ".4294967295");
    g_autofree char *good = g_strconcat(text->str, "|2|1\n", NULL);
    g_autofree char *bad = g_strconcat(good, text->str, ".1|2|1\n", NULL);
    struct snmprec *snmprec = parse(bad);
    assert_int_equal(snmprec_count(snmprec), 1);
    assert_int_equal(snmprec_bad_lines(snmprec, NULL), 1);
    snmprec_free(snmprec);
    g_string_free(text, TRUE);
}

static void a_position_is_found_by_name(G_GNUC_UNUSED void **state)
{
    struct snmprec *snmprec = parse("1.0.8|2|1\n1.3.6.1|2|1\n1.3.6.1.300|2|1\n1.39.1|2|1\n2.5|2|1\n");
    assert_int_equal(snmprec_find(snmprec, OID(1, 3, 6, 1), false), 1);
    assert_int_equal(snmprec_find(snmprec, OID(1, 3, 6, 1), true), 2);
    assert_int_equal(snmprec_find(snmprec, OID(1, 3, 6, 1, 200), false), 2);
    assert_int_equal(snmprec_find(snmprec, OID(1), true), 0);
    assert_int_equal(snmprec_find(snmprec, (struct oid){NULL, 0}, true), 0);
    assert_int_equal(snmprec_find(snmprec, OID(1, 40), true), 4);
    assert_int_equal(snmprec_find(snmprec, OID(2), false), 4);
    assert_int_equal(snmprec_find(snmprec, OID(2, 5), true), 5);
    assert_int_equal(snmprec_find(snmprec, OID(3), true), 5);
    snmprec_free(snmprec);
}

static void varbinds_are_kept_as_they_go_on_the_wire(G_GNUC_UNUSED void **state)
{
    static const uint8_t wire[] = {0x30, 0x0b, 0x06, 0x05, 0x2b, 0x06, 0x81,
                                   0x00, 0x00, 0x42, 0x02, 0x01, 0x00};
    struct snmprec *snmprec = parse("1.3.6.128.0|66|256");
    struct bytes varbind = snmprec_varbind(snmprec, 0);
    assert_int_equal(varbind.size, sizeof wire);
    assert_memory_equal(varbind.data, wire, sizeof wire);
    assert_int_equal(snmprec_type(snmprec, 0), VALUE_GAUGE32);
    snmprec_free(snmprec);
}

static struct recording *manifest(const char *text, GError **error)
{
    return recording_parse(text, strlen(text), "folder", error);
}

static struct address address(const char *text)
{
    struct address out;
    assert_true(address_parse(text, &out));
    return out;
}

static void a_manifest_maps_addresses_and_vlans_to_files(G_GNUC_UNUSED void **state)
{
    GError *error = NULL;
    struct recording *recording =
        manifest("# a comment\n\n10.0.0.1 a.snmprec\r\n10.0.0.2\ta.snmprec # the same\n"
                 "2001:db8::1 sub/b#1.snmprec\n10.0.0.1@20 a@20.snmprec\n"
                 "10.0.0.1 late.snmprec",
                 &error);
    size_t position;
    assert_null(error);
    assert_int_equal(recording_count(recording), 4);
    assert_int_equal(recording_file_count(recording), 3);
    assert_true(recording_find(recording, address("10.0.0.1"), 0, &position));
    assert_string_equal(recording_entry(recording, position)->path, "folder/a.snmprec");
    assert_true(recording_find(recording, address("10.0.0.1"), 20, &position));
    assert_string_equal(recording_entry(recording, position)->file, "a@20.snmprec");
    assert_true(recording_find(recording, address("2001:db8::1"), 0, &position));
    assert_string_equal(recording_entry(recording, position)->file, "sub/b#1.snmprec");
    assert_false(recording_find(recording, address("10.0.0.2"), 20, &position));
    assert_false(recording_find(recording, address("10.0.0.3"), 0, &position));
    recording_free(recording);
}

static void a_bad_manifest_is_refused_with_its_line(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"10.0.0.1 a\n10.0.0.2\n", "folder/manifest.txt: line 2: not ADDRESS FILE"},
        {"core1 a\n", "folder/manifest.txt: line 1: not an address, or ADDRESS@VLAN"},
        {"10.0.0.1@0 a\n", "folder/manifest.txt: line 1: not an address, or ADDRESS@VLAN"},
        {"10.0.0.1@4096 a\n", "folder/manifest.txt: line 1: not an address, or ADDRESS@VLAN"},
        {"10.0.0.1 /etc/passwd\n", "folder/manifest.txt: line 1: the file is not within the folder"},
        {"10.0.0.1 a/../../b\n", "folder/manifest.txt: line 1: the file is not within the folder"},
        {"# none\n", "folder/manifest.txt: no device is in it"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        assert_null(manifest(cases[i].text, &error));
        assert_string_equal(error->message, cases[i].message);
        g_clear_error(&error);
    }
}

static char *write_folder(const char *name, const char *content)
{
    char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
    return folder;
}

static void remove_folder(char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
    g_rmdir(folder);
    g_free(folder);
}

static void a_file_at_several_addresses_is_loaded_once(G_GNUC_UNUSED void **state)
{
    static const char text[] = "10.0.0.1 a.snmprec\n10.0.0.2 a.snmprec\n10.0.0.3 missing\n10.0.0.4 .\n";
    char *folder = write_folder("a.snmprec", "1.3.6|2|1\n");
    struct recording *recording = recording_parse(text, strlen(text), folder, NULL);
    GError *error = NULL;
    recording_load(recording);
    const struct snmprec *first = recording_snmprec(recording, 0, &error);
    assert_non_null(first);
    assert_ptr_equal(first, recording_snmprec(recording, 1, &error));
    for (size_t tries = 0; tries < 2; tries++) {
        assert_null(recording_snmprec(recording, 2, &error));
        assert_non_null(strstr(error->message, "/missing: "));
        g_clear_error(&error);
    }
    assert_null(recording_snmprec(recording, 3, &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE));
    g_clear_error(&error);
    recording_free(recording);
    remove_folder(folder, "a.snmprec");
}

static void a_folder_without_manifest_is_no_recording(G_GNUC_UNUSED void **state)
{
    char *folder = write_folder("a.snmprec", "1.3.6|2|1\n");
    GError *error = NULL;
    assert_null(recording_open(folder, &error));
    assert_true(g_str_has_suffix(error->message, ": no recording (it has no manifest.txt)"));
    g_clear_error(&error);
    remove_folder(folder, "a.snmprec");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(octets_are_read_as_text_hexadecimal_and_escapes),
        cmocka_unit_test(an_oid_is_a_value),
        cmocka_unit_test(names_are_sorted_by_value_and_the_first_of_doubles_counts),
        cmocka_unit_test(bad_lines_are_skipped_counted_and_the_first_is_named),
        cmocka_unit_test(a_file_without_one_good_line_is_an_error),
        cmocka_unit_test(nul_octets_and_very_long_lines_are_values_too),
        cmocka_unit_test(a_name_has_at_most_128_arcs),
        cmocka_unit_test(a_position_is_found_by_name),
        cmocka_unit_test(varbinds_are_kept_as_they_go_on_the_wire),
        cmocka_unit_test(a_manifest_maps_addresses_and_vlans_to_files),
        cmocka_unit_test(a_bad_manifest_is_refused_with_its_line),
        cmocka_unit_test(a_file_at_several_addresses_is_loaded_once),
        cmocka_unit_test(a_folder_without_manifest_is_no_recording),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
