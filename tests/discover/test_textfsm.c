/* The language of TextFSM as its documentation and its users have it, one rule at a time. */
#include "discover/textfsm.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void append_item(GString *out, const struct cli_item *item)
{
    if (!item->groups) {
        g_string_append(out, item->text ? item->text : "None");
        return;
    }
    for (guint i = 0; i < item->groups->len; i++) {
        const struct cli_group *group = item->groups->pdata[i];
        g_string_append_printf(out, "%s%s=%s", i ? " " : "{", group->name,
                               group->text ? group->text : "None");
    }
    g_string_append_c(out, '}');
}

static void append_value(GString *out, const struct cli_value *value)
{
    if (!value->items) {
        g_string_append(out, value->text);
        return;
    }
    g_string_append_c(out, '[');
    for (guint i = 0; i < value->items->len; i++) {
        g_string_append(out, i ? "," : "");
        append_item(out, value->items->pdata[i]);
    }
    g_string_append_c(out, ']');
}

/* The records as `a|b;c|d`. */
static char *format_table(const struct cli_table *table)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < table->rows->len; i++) {
        const struct cli_value *row = table->rows->pdata[i];
        g_string_append(out, i ? ";" : "");
        for (guint k = 0; k < table->names->len; k++) {
            g_string_append(out, k ? "|" : "");
            append_value(out, &row[k]);
        }
    }
    return g_string_free(out, FALSE);
}

/* What the template makes of the text: the records, or the error. */
static char *parse_octets(const char *template, const char *text, size_t size)
{
    GError *error = NULL;
    char *result = NULL;
    struct textfsm *fsm = textfsm_new("t", template, strlen(template), &error);
    struct cli_table *table = fsm ? textfsm_parse(fsm, text, size, &error) : NULL;
    if (table)
        result = format_table(table);
    else
        result = g_strdup(error->message);
    assert_true((table == NULL) == (error != NULL));
    g_clear_error(&error);
    cli_table_free(table);
    textfsm_free(fsm);
    return result;
}

static void check(const char *template, const char *text, const char *expected)
{
    g_autofree char *result = parse_octets(template, text, strlen(text));
    assert_string_equal(result, expected);
}

/* A template of one Value that shows what an expression matches. */
static void check_regex(const char *pattern, const char *text, const char *expected)
{
    g_autofree char *template = g_strdup_printf("Value A (%s)\n\nStart\n  ^${A} -> Record\n", pattern);
    check(template, text, expected);
}

/* What an author is told of a wrong template. */
static void check_error(const char *template, const char *expected)
{
    check(template, "", expected);
}

static void the_first_rule_that_matches_has_the_line(void **state)
{
    (void)state;
    check("Value A (\\d+)\nValue B (\\w+)\n\nStart\n  ^${A} -> Record\n  ^${B} -> Record\n", "1\nx\n2y\n",
          "1|;|x;2|");
}

static void a_rule_matches_from_the_start_of_the_line(void **state)
{
    (void)state;
    check("Value A (\\d)\n\nStart\n  ^${A} -> Record\n", "x1\n 2\n3x\n", "3");
}

static void the_end_of_the_text_is_a_record(void **state)
{
    (void)state;
    check("Value A (\\d)\n\nStart\n  ^${A}\n", "1\n2\n", "2");
    check("Value A (\\d)\n\nStart\n  ^${A} -> End\n", "1\n2\n", "");
    check("Value A (\\d)\n\nStart\n  ^${A} -> EOF\n", "1\n2\n", "1");
    check("Value A (\\d)\n\nStart\n  ^${A}\n\nEOF\n", "1\n2\n", "");
    check("Value A (\\d)\n\nStart\n  ^${A} -> EOF\n\nEOF\n", "1\n2\n", "");
    check("Value A (\\d)\n\nStart\n  ^${A} -> Record End\n\nEnd\n", "1\n2\n", "1");
}

static void a_record_of_nothing_is_none(void **state)
{
    (void)state;
    check("Value A (\\d?)\nValue List B (\\d)\n\nStart\n  ^x -> Record\n  ^${A}y -> Record\n", "x\ny\nx\n",
          "|[]");
}

static void required_values_make_or_drop_the_record(void **state)
{
    (void)state;
    check("Value Required A (\\d)\nValue B (\\w)\n\nStart\n  ^a${A}\n  ^b${B}\n  ^! -> Record\n",
          "bx\n!\na1\n!\na2\nby\n!\n", "1|;2|y");
}

static void a_dropped_record_is_cleared(void **state)
{
    (void)state;
    check("Value Required A (\\d)\nValue B (\\w)\n\nStart\n  ^a${A} -> Record\n  ^b${B} -> Record\n",
          "bx\na1\n", "1|");
}

static void filldown_stays_until_it_is_matched_anew(void **state)
{
    (void)state;
    check("Value Filldown A (\\w)\nValue Required B (\\d)\n\nStart\n  ^a${A}\n  ^b${B} -> Record\n",
          "ax\nb1\nb2\nay\nb3\n", "x|1;x|2;y|3");
}

static void filldown_alone_makes_a_last_record(void **state)
{
    (void)state;
    check("Value Filldown A (\\w)\nValue B (\\d)\n\nStart\n  ^a${A}\n  ^b${B} -> Record\n", "ax\nb1\n",
          "x|1;x|");
}

static void clear_keeps_filldown_and_clearall_does_not(void **state)
{
    (void)state;
    const char *template = "Value Filldown A (\\w)\nValue B (\\d)\n\nStart\n  ^a${A}\n  ^b${B}\n"
                           "  ^c -> Clear\n  ^d -> Clearall\n  ^! -> Record\n\nEOF\n";
    check(template, "ax\nb1\nc\n!\n", "x|");
    check(template, "ax\nb1\nd\n!\n", "");
    check(template, "ax\nb1\n!\nd\nb2\n!\n", "x|1;|2");
}

static void fillup_reaches_the_last_record_that_has_a_value(void **state)
{
    (void)state;
    check(
        "Value Required A (\\d)\nValue Fillup B (\\w)\n\nStart\n  ^${A} ${B} -> Record\n  ^${A} -> Record\n",
        "1\n2 x\n3\n4\n5 y\n6\n", "1|x;2|x;3|y;4|y;5|y;6|");
}

static void a_list_has_each_match(void **state)
{
    (void)state;
    check("Value List A (\\d)\nValue B (\\w)\n\nStart\n  ^a${A}\n  ^b${B} -> Record\n",
          "a1\na2\nbx\nby\na3\n", "[1,2]|x;[]|y;[3]|");
}

static void a_list_that_fills_down_grows(void **state)
{
    (void)state;
    check("Value Filldown,List A (\\d)\n\nStart\n  ^${A} -> Record\n\nEOF\n", "1\n2\n", "[1];[1,2]");
}

static void named_groups_of_a_list_are_its_items(void **state)
{
    (void)state;
    check("Value List A ((?P<name>\\w+):\\s+(?P<age>\\d+)(?P<more>!)?)\nValue B (\\w+)\n\nStart\n  ^${A}\n"
          "  ^-${B} -> Record\n",
          "Bob: 32\nAlice: 7!\n-x\n", "[{name=Bob age=32 more=None},{name=Alice age=7 more=!}]|x");
}

static void groups_without_names_leave_a_list_of_texts(void **state)
{
    (void)state;
    check("Value List A ((\\w)(\\d))\n\nStart\n  ^${A}\n", "a1\nb2\n", "[a1,b2]");
}

static void a_group_that_took_no_part_is_empty(void **state)
{
    (void)state;
    check("Value A (\\d)\nValue B (x)\nValue List C (y)\n\nStart\n  ^${A}(${B})?${C}? -> Record\n",
          "1\n2x\n3y\n", "1||[None];2|x|[None];3||[y]");
}

static void options_take_their_turns_in_the_order_written(void **state)
{
    (void)state;
    check("Value List,Required A (\\d?)\nValue B (\\w)\n\nStart\n  ^a${A}\n  ^b${B} -> Record\n",
          "a1\na\nbx\n", "[1,]|x");
    check("Value Required,List A (\\d?)\nValue B (\\w)\n\nStart\n  ^a${A}\n  ^b${B} -> Record\n",
          "a1\na\nbx\n", "");
}

static void continue_lets_later_rules_see_the_line(void **state)
{
    (void)state;
    check("Value A (\\d)\nValue B (\\d)\n\nStart\n  ^${A} -> Continue\n  ^.${B} -> Record\n", "12\n", "1|2");
    check("Value List A (\\d)\n\nStart\n  ^${A} -> Continue\n  ^.${A} -> Continue\n  ^..${A}\n", "123\n",
          "[1,2,3]");
    check("Value Required A (\\d)\n\nStart\n  ^\\d -> Continue.Record\n  ^${A}\n", "1\n2\n", "1;2");
    check("Value Filldown A (\\d)\n\nStart\n  ^${A} -> Continue.Clearall\n  ^.${A}\n", "12\n", "2");
}

static void states_have_their_own_rules(void **state)
{
    (void)state;
    check("Value A (\\w+)\n\nStart\n  ^begin -> Inner\n\nInner\n  ^end -> Start\n  ^${A} -> Record\n",
          "x\nbegin\ny\nend\nz\n", "y");
    check("Value A (\\w+)\n\nStart\n  ^${A} -> Next.Record Other\n\nOther\n  ^. -> Start\n", "x\ny\nz\n",
          "x;z");
    check("Value A (\\w+)\n\nStart\n  ^${A} -> Record Other\n\nOther\n", "x\ny\n", "x");
}

static void an_error_names_rule_and_input(void **state)
{
    (void)state;
    check("Value A (\\d)\n\nStart\n  ^${A}\n  ^. -> Error\n", "1\nbad\n",
          "t: line 5: state error; input line 2: bad");
    check("Value A (\\d)\n\nStart\n  ^${A}\n  ^. -> Error \"no such thing\"\n", "x\n",
          "t: line 5: state error: \"no such thing\"; input line 1: x");
    check("Value A (\\d)\n\nStart\n  ^${A} -> Error NotAState\n", "7\n",
          "t: line 4: state error: NotAState; input line 1: 7");
}

static void spaces_belong_to_the_expression_but_one_before_the_arrow(void **state)
{
    (void)state;
    check("Value A (\\d)\n\nStart\n  ^${A}  -> Record\n", "1\n2 \n", "2");
    check("Value A (\\d)\n\nStart\n  ^${A}->x -> Record\n", "1\n2->x\n", "2");
    check("Value A (\\d -> \\d)\n\nStart\n  ^${A} -> Record\n", "1 -> 2\n", "1 -> 2");
    check("Value A ( \\d)\n\nStart\n  ^${A} ->\n", " 1\n", " 1");
}

static void comments_are_where_they_may_be(void **state)
{
    (void)state;
    check("# head\nValue A (\\d)\n  # more\n\n# states\n\n\nStart\n# rules\n  ^${A} -> Record\n   # x\n",
          "1\n", "1");
}

static void dollars_are_names_or_the_end(void **state)
{
    (void)state;
    check("Value A (\\d+)\nValue B (\\d)\n\nStart\n  ^$A,$B$$ -> Record\n", "12,3\n1,23\n", "12|3");
    check("Value A ($)\n\nStart\n  ^x${A} -> Record\n", "xy\nx\n", "");
    check_error(
        "Value A (\\d)\n\nStart\n  ^${A}$\n",
        "t: line 4: after $ comes a Value's name, {NAME}, or a second $ for the end of the line: '$'");
    check_error(
        "Value A (\\d)\n\nStart\n  ^${A\n",
        "t: line 4: after $ comes a Value's name, {NAME}, or a second $ for the end of the line: '${A'");
    check_error("Value A (\\d)\n\nStart\n  ^${B}\n", "t: line 4: no Value 'B'");
}

static void without_values_there_are_no_records(void **state)
{
    (void)state;
    check("\nStart\n  ^a$ -> Record\n", "a\n", "");
    check("\nStart\n  ^a$ -> Error\n", "ab\na\n", "t: line 3: state error; input line 2: a");
}

static void lines_end_as_python_ends_them(void **state)
{
    (void)state;
    check("Value A (.*)\n\nStart\n  ^${A} -> Record\n\nEOF\n",
          "1\r\n2\r3\n4\v5\f6\x1c"
          "7\x1e"
          "8\xc2\x85"
          "9\xe2\x80\xa8"
          "10\n\n11",
          "1;2;3;4;5;6;7;8;9;10;;11");
    check("Value A (.*)\r\n\r\nStart\r\n  ^${A} -> Record\r\n\r\nEOF\r\n", "x", "x");
}

static void octets_that_are_no_text_do_no_harm(void **state)
{
    (void)state;
    static const char text[] = "a\0b \xff\xfe\n\xc3(\n";
    g_autofree char *result =
        parse_octets("Value A (.+)\n\nStart\n  ^${A} -> Record\n", text, sizeof text - 1);
    assert_string_equal(result, "a\xef\xbf\xbd"
                                "b \xef\xbf\xbd\xef\xbf\xbd;\xef\xbf\xbd(");
    check_error("Value A (\\d)\n\nStart\n  ^\xff\n", "t: line 4: not UTF-8");
}

static void long_names_are_names(void **state)
{
    (void)state;
    check("Value ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUV (\\d)\n\nStart\n"
          "  ^${ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUV} -> Record\n",
          "1\n", "1");
    check_error(
        "Value ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVW (\\d)\n\nStart\n",
        "t: line 1: the name of Value 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVW' is longer than "
        "48 characters");
}

static void an_author_is_told_what_is_wrong_with_values(void **state)
{
    (void)state;
    check_error("Value A\n\nStart\n", "t: line 1: expected 'Value [OPTIONS] NAME (PATTERN)': 'Value A'");
    check_error("Value Fill A (x)\n\nStart\n",
                "t: line 1: unknown option 'Fill': Filldown, Fillup, Key, List and Required are known");
    check_error("Value List,List A (x)\n\nStart\n", "t: line 1: duplicate option 'List'");
    check_error("Value A (x)\nValue A (y)\n\nStart\n", "t: line 2: Value 'A' is declared twice");
    check_error("Value A x)\n\nStart\n",
                "t: line 1: unknown option 'A': Filldown, Fillup, Key, List and Required are known");
    check_error("Value List A x\n\nStart\n", "t: line 1: the pattern of Value 'A' must be within (...): 'x'");
    check_error("Value A (x\\)\n\nStart\n",
                "t: line 1: the pattern of Value 'A' must be within (...): '(x\\)'");
    check_error("Value A (x))\n\nStart\n",
                "t: line 1: the pattern of Value 'A': unbalanced parenthesis at position 3: '(x))'");
    check_error("Start\n", "t: line 1: a template begins with its Values: 'Start'");
    check_error("Value A (x)\nStart\n", "t: line 2: expected a blank line after the last Value: 'Start'");
}

static void an_author_is_told_what_is_wrong_with_states(void **state)
{
    (void)state;
    check_error("", "t: state 'Start' is missing");
    check_error("Value A (x)\n\nStrat\n  ^x\n", "t: state 'Start' is missing");
    check_error("Value A (x)\n\nStart\n\nStart\n", "t: line 5: state 'Start' is declared twice");
    check_error("Value A (x)\n\nStart here\n", "t: line 3: invalid state name: 'Start here'");
    check_error("Value A (x)\n\nContinue\n", "t: line 3: invalid state name: 'Continue'");
    check_error("Value A (x)\n\nStart\n\nEOF\n  ^x\n", "t: line 5: state 'EOF' cannot have rules");
    check_error("Value A (x)\n\nStart\n\nEnd\n  ^x\n", "t: line 5: state 'End' cannot have rules");
    check_error("Value A (x)\n\nStart\n  ^x -> Foo\n",
                "t: line 4: state 'Foo', to which state 'Start' goes, is not in the template");
}

static void an_author_is_told_what_is_wrong_with_rules(void **state)
{
    (void)state;
    check_error("Value A (x)\n\nStart\n  x\n",
                "t: line 4: a rule begins with one or two blanks or a tab, and ^ (state 'Start'): '  x'");
    check_error("Value A (x)\n\nStart\n   ^x\n",
                "t: line 4: a rule begins with one or two blanks or a tab, and ^ (state 'Start'): '   ^x'");
    check_error("Value A (x)\n\nStart\n  ^x -> Continue Start\n",
                "t: line 4: Continue cannot go to another state, 'Start'");
    check_error("Value A (x)\n\nStart\n  ^x -> \"text\"\n",
                "t: line 4: only Error has a text, and a state's name has no quotes: \"text\"");
    check_error("Value A (x)\n\nStart\n  ^x -> Next.Foo\n",
                "t: line 4: badly formed action '-> Next.Foo': '-> [Next|Continue|Error][.Record|.Clear|"
                ".Clearall|.NoRecord] [STATE]' is expected");
    check_error("Value A (x)\n\nStart\n  ^x(y\n",
                "t: line 4: invalid regular expression: missing ), unterminated "
                "subpattern at position 4: '^x(y'");
    check_error("Value A (x)\n\nStart\n  ^${A}${A}\n",
                "t: line 4: invalid regular expression: redefinition of group name 'A' at position 13: "
                "'^(?P<A>x)(?P<A>x)'");
    check_error("Value A-B (x)\n\nStart\n  ^${A}\n", "t: line 4: no Value 'A'");
}

static void python_and_pcre_differ_where_python_counts(void **state)
{
    (void)state;
    check_regex("a\\Z", "a\n", "a");
    check_regex("a{,2}", "aaa\n", "aa");
    check_regex("a{,}b", "aab\n", "aab");
    check_regex("a{}|b{x}", "a{}\nb{x}\n", "a{};b{x}");
    check_regex("a{2}", "aaa\n", "aa");
    check_regex("(?P<x>.)-(?P=x)", "a-b\nb-b\n", "b-b");
    check_regex("(\\w)\\2", "ab\ncc\n", "cc");
    check_regex("\\x41\\u00e9\\101\\0?",
                "A\xc3\xa9"
                "A\n",
                "A\xc3\xa9"
                "A");
    check_regex("[[:alpha:]]", "a]\nl]\n-]\n", "a];l]");
    check_regex("[]x]+", "x]\n", "x]");
    check_regex("[\\]\\-a]+", "-a]\n", "-a]");
    check_regex("(?i)abc", "ABC\n", "ABC");
    check_regex("a(?i:b)c", "aBc\naBC\n", "aBc");
    check_regex("(?x) a b # comment", "ab\n",
                "t: line 1: the pattern of Value 'A': missing ), unterminated "
                "subpattern at position 20: '((?x) a b # comment)'");
    check_regex("(?x) a [ ] \\  b", "a  b\n", "a  b");
    check_regex("a(?#note)b", "ab\n", "ab");
    check_regex("(a)?(?(2)b|c)", "ab\nc\n", "ab;c");
    check_regex("(?>a+)a|x", "aaa\nx\n", "x");
    check_regex("a++a|x", "aaa\nx\n", "x");
    check_regex("\\w+(?<=b)(?<!ab)", "ab\ncb\n", "cb");
    check_regex(".\\b.", "a-\nab\n", "a-");
}

static void categories_are_those_of_unicode(void **state)
{
    (void)state;
    check_regex("\\w+", "\xc3\xa9t\xc3\xa9 x\n", "\xc3\xa9t\xc3\xa9");
    check_regex("\\d", "\xd9\xa1\n", "\xd9\xa1");
    check_regex("(?a)\\d", "\xd9\xa1\n1\n", "1");
    check_regex("a\\sb",
                "a\xc2\xa0"
                "b\na\x1f"
                "b\na\xe1\xa0\x8e"
                "b\n",
                "a\xc2\xa0"
                "b;a\x1f"
                "b");
    check_regex("\\S+",
                "a\xe1\xa0\x8e"
                "b\xc2\xa0"
                "c\n",
                "a\xe1\xa0\x8e"
                "b");
    check_regex("[^\\s,]+", "ab,c\n", "ab");
}

static void what_python_rejects_is_rejected(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *reason;
    } wrong[] = {
        {"*a", "nothing to repeat at position 1"},
        {"a**", "multiple repeat at position 3"},
        {"a{2}{3}", "multiple repeat at position 5"},
        {"^*", "nothing to repeat at position 2"},
        {"a{3,2}", "min repeat greater than max repeat at position 2"},
        {"\\Q.\\E", "bad escape \\Q at position 1"},
        {"\\h", "bad escape \\h at position 1"},
        {"\\xg", "incomplete escape \\x at position 1"},
        {"[z-a]", "bad character range z-a at position 2"},
        {"[a-\\d]", "bad character range a-\\d at position 2"},
        {"(?R)", "unknown extension ?R at position 3"},
        {"(?|a)", "unknown extension ?| at position 3"},
        {"(*ACCEPT)", "nothing to repeat at position 2"},
        {"\\5", "invalid group reference 5 at position 2"},
        {"(a\\2)", "cannot refer to an open group at position 4"},
        {"(?P=x)", "unknown group name 'x' at position 5"},
        {"(?P<1>a)", "bad character in group name '1' at position 5"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *template = g_strdup_printf("Value A (%s)\n\nStart\n", wrong[i].pattern);
        g_autofree char *expected = g_strdup_printf("t: line 1: the pattern of Value 'A': %s: '(%s)'",
                                                    wrong[i].reason, wrong[i].pattern);
        check_error(template, expected);
    }
}

static void an_expression_that_explodes_is_given_up(void **state)
{
    (void)state;
    check("Value A (\\d)\n\nStart\n  ^(a*)*b -> Record\n  ^(a|aa)+$$ -> Record\n",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n",
          "t: line 5: the regular expression gave up: match limit exceeded; input line 1: "
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac");
}

static void a_text_cannot_make_records_without_end(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 40000; i++)
        g_string_append(text, "x\n");
    const char *template = "Value Filldown,List A (\\w)\n\nStart\n  ^${A} -> Record\n";
    g_autofree char *result = parse_octets(template, text->str, text->len);
    assert_non_null(strstr(result, "too much comes of the text"));
}

static void one_template_serves_many_texts(void **state)
{
    (void)state;
    static const char template[] = "Value Filldown A (\\d)\n\nStart\n  ^${A} -> Record Other\n\nOther\n";
    struct textfsm *fsm = textfsm_new("t", template, strlen(template), NULL);
    for (int i = 0; i < 2; i++) {
        struct cli_table *table = textfsm_parse(fsm, "1\n2\n", 4, NULL);
        assert_int_equal(cli_table_find(table, "A"), 0);
        assert_int_equal(cli_table_find(table, "B"), -1);
        g_autofree char *result = format_table(table);
        assert_string_equal(result, "1;1");
        cli_table_free(table);
    }
    textfsm_free(fsm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_that_matches_has_the_line),
        cmocka_unit_test(a_rule_matches_from_the_start_of_the_line),
        cmocka_unit_test(the_end_of_the_text_is_a_record),
        cmocka_unit_test(a_record_of_nothing_is_none),
        cmocka_unit_test(required_values_make_or_drop_the_record),
        cmocka_unit_test(a_dropped_record_is_cleared),
        cmocka_unit_test(filldown_stays_until_it_is_matched_anew),
        cmocka_unit_test(filldown_alone_makes_a_last_record),
        cmocka_unit_test(clear_keeps_filldown_and_clearall_does_not),
        cmocka_unit_test(fillup_reaches_the_last_record_that_has_a_value),
        cmocka_unit_test(a_list_has_each_match),
        cmocka_unit_test(a_list_that_fills_down_grows),
        cmocka_unit_test(named_groups_of_a_list_are_its_items),
        cmocka_unit_test(groups_without_names_leave_a_list_of_texts),
        cmocka_unit_test(a_group_that_took_no_part_is_empty),
        cmocka_unit_test(options_take_their_turns_in_the_order_written),
        cmocka_unit_test(continue_lets_later_rules_see_the_line),
        cmocka_unit_test(states_have_their_own_rules),
        cmocka_unit_test(an_error_names_rule_and_input),
        cmocka_unit_test(spaces_belong_to_the_expression_but_one_before_the_arrow),
        cmocka_unit_test(comments_are_where_they_may_be),
        cmocka_unit_test(dollars_are_names_or_the_end),
        cmocka_unit_test(without_values_there_are_no_records),
        cmocka_unit_test(lines_end_as_python_ends_them),
        cmocka_unit_test(octets_that_are_no_text_do_no_harm),
        cmocka_unit_test(long_names_are_names),
        cmocka_unit_test(an_author_is_told_what_is_wrong_with_values),
        cmocka_unit_test(an_author_is_told_what_is_wrong_with_states),
        cmocka_unit_test(an_author_is_told_what_is_wrong_with_rules),
        cmocka_unit_test(python_and_pcre_differ_where_python_counts),
        cmocka_unit_test(categories_are_those_of_unicode),
        cmocka_unit_test(what_python_rejects_is_rejected),
        cmocka_unit_test(an_expression_that_explodes_is_given_up),
        cmocka_unit_test(a_text_cannot_make_records_without_end),
        cmocka_unit_test(one_template_serves_many_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
