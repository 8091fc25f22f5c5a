#include "discover/cli_visit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* What a device prints for a command. */
struct answer {
    const char *command, *text;
};

/* A device that answers what it is told to and refuses all else; it keeps what it was asked. */
struct fake {
    struct shell shell;
    const struct answer *answers;
    const struct answer *raised; /* what it answers in privileged mode; may be NULL */
    GPtrArray *asked;
    unsigned prepared;
    const char *fails_at; /* the command that ends it */
    int code;             /* of G_IO_ERROR, in that case */
    struct cli_share *taken_by;
    const char *taken_at; /* the command in the middle of which somebody takes what there is */
    struct observation *taken;
};

static bool fake_run(struct shell *shell, const char *command, GString *output, GError **error)
{
    struct fake *fake = (struct fake *)shell;
    g_ptr_array_add(fake->asked, g_strdup(command));
    if (g_strcmp0(fake->taken_at, command) == 0)
        fake->taken = cli_share_take(fake->taken_by, "interrupted");
    if (g_strcmp0(fake->fails_at, command) == 0) {
        g_set_error(error, G_IO_ERROR, fake->code, "%s",
                    fake->code == G_IO_ERROR_CANCELLED ? "interrupted" : "hangs: silent for 30 s");
        return false;
    }
    for (const struct answer *answer = fake->answers; answer->command; answer++) {
        if (strcmp(answer->command, command) == 0) {
            g_string_append(output, answer->text);
            return true;
        }
    }
    g_string_append(output, "              ^\n% Invalid input detected at '^' marker.\n");
    return true;
}

static bool fake_prepare(struct shell *shell, const struct os *os, GError **error)
{
    (void)error;
    struct fake *fake = (struct fake *)shell;
    fake->prepared += os != NULL;
    if (!os && fake->raised) {
        fake->answers = fake->raised;
        shell->prompt = "sw-1#";
    }
    return true;
}

static void fake_free(struct shell *shell)
{
    g_ptr_array_unref(((struct fake *)shell)->asked);
    g_free(shell);
}

static struct fake *fake_new(const char *prompt, const struct answer *answers)
{
    static const struct shell_operations operations = {fake_run, fake_prepare, fake_free};
    struct fake *fake = g_new0(struct fake, 1);
    fake->shell = (struct shell){.operations = &operations,
                                 .via = VIA_SSH,
                                 .credential = "netops",
                                 .banner = "SSH-2.0-x\n",
                                 .prompt = prompt};
    fake->answers = answers;
    fake->asked = g_ptr_array_new_with_free_func(g_free);
    return fake;
}

static unsigned times_asked(const struct fake *fake, const char *command)
{
    unsigned times = 0;
    for (guint i = 0; i < fake->asked->len; i++)
        times += strcmp(fake->asked->pdata[i], command) == 0;
    return times;
}

static struct template_set *templates;

static int open_templates(void **state)
{
    (void)state;
    templates = template_set_new(NULL, NULL);
    return templates ? 0 : 1;
}

static int close_templates(void **state)
{
    (void)state;
    template_set_free(templates);
    return 0;
}

static struct observation *visit(struct fake *fake)
{
    return cli_visit_run(&fake->shell, templates, NULL);
}

static void done(struct fake *fake, struct observation *observation)
{
    observation_free(observation);
    shell_free(&fake->shell);
}

#define IOS_VERSION                                                                                          \
    "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(4)E, RELEASE SOFTWARE (fc1)\n" \
    "ROM: Bootstrap program is C2960X boot loader\n\n"                                                       \
    "sw-1 uptime is 1 week, 2 days, 3 hours, 4 minutes\n"                                                    \
    "System image file is \"flash:/c2960x.bin\"\n\n"                                                         \
    "cisco WS-C2960X-24TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.\n"              \
    "Processor board ID FOC0000X0XX\n"                                                                       \
    "Configuration register is 0xF\n"
#define IOS_INTERFACES                                                                                       \
    "GigabitEthernet0/1 is up, line protocol is up (connected) \n"                                           \
    "  Hardware is Gigabit Ethernet, address is 0200.5e00.0001 (bia 0200.5e00.0001)\n"                       \
    "  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, \n"

static const struct answer ios[] = {
    {"show version", IOS_VERSION}, {"show interfaces", IOS_INTERFACES}, {NULL, NULL}};

static void a_device_is_told_by_its_probes_and_asked_once(void **state)
{
    (void)state;
    struct fake *fake = fake_new("sw-1#", ios);
    struct observation *observation = visit(fake);
    size_t count;
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    assert_string_equal(observation->system.sys_name, "sw-1");
    assert_string_equal(observation->credential, "netops");
    observation_records(observation, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    assert_int_equal(times_asked(fake, "show version"), 1);
    assert_int_equal(fake->prepared, 1);
    done(fake, observation);
}

static void what_a_device_refuses_is_no_failure(void **state)
{
    (void)state;
    struct fake *fake = fake_new("sw-1#", ios);
    struct observation *observation = visit(fake);
    size_t count;
    assert_true(times_asked(fake, "show ip bgp summary") == 1);
    observation_records(observation, RECORD_WARNING, &count);
    assert_int_equal(count, 0);
    done(fake, observation);
}

static void the_first_that_tells_something_ends_its_group(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"show version", IOS_VERSION},
        {"show mac address-table", "   1    0200.5e01.0001    DYNAMIC     Gi0/1\n"},
        {NULL, NULL}};
    struct fake *fake = fake_new("sw-1#", answers);
    struct observation *observation = visit(fake);
    assert_int_equal(times_asked(fake, "show mac address-table"), 1);
    assert_int_equal(times_asked(fake, "show mac-address-table"), 0);
    done(fake, observation);
}

static void what_came_before_a_device_hung_is_kept(void **state)
{
    (void)state;
    struct fake *fake = fake_new("sw-1#", ios);
    fake->fails_at = "show ip interface";
    fake->code = G_IO_ERROR_TIMED_OUT;
    struct observation *observation = visit(fake);
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    assert_int_equal(observation->outcome, OUTCOME_PARTIAL);
    assert_int_equal(count, 1);
    assert_string_equal(warnings[0].text, "show ip interface: hangs: silent for 30 s");
    assert_string_equal(fake->asked->pdata[fake->asked->len - 1], "show ip interface");
    observation_records(observation, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    done(fake, observation);
}

static void an_interrupt_is_told_as_it_is(void **state)
{
    (void)state;
    struct fake *fake = fake_new("sw-1#", ios);
    fake->fails_at = "show version";
    fake->code = G_IO_ERROR_CANCELLED;
    struct observation *observation = visit(fake);
    assert_int_equal(observation->outcome, OUTCOME_FAILED);
    assert_string_equal(observation->failure, "interrupted");
    done(fake, observation);
}

static void an_os_that_is_not_known_is_asked_nothing_but_the_probes(void **state)
{
    (void)state;
    static const struct answer none[] = {{NULL, NULL}};
    struct fake *fake = fake_new("strange>", none);
    struct observation *observation = visit(fake);
    guint probes = 0;
    while (os_probes[probes])
        probes++;
    assert_int_equal(observation->outcome, OUTCOME_FAILED);
    assert_non_null(strstr(observation->failure, "strange>"));
    assert_int_equal(fake->asked->len, probes);
    done(fake, observation);
}

static void a_device_that_shows_nothing_without_privileges_is_probed_again_with_them(void **state)
{
    (void)state;
    static const struct answer none[] = {{NULL, NULL}};
    struct fake *fake = fake_new("sw-1>", none);
    fake->raised = ios;
    struct observation *observation = visit(fake);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    assert_int_equal(times_asked(fake, "show version"), 2);
    done(fake, observation);
}

static void a_name_that_only_the_prompt_shows_is_taken(void **state)
{
    (void)state;
    static const struct answer answers[] = {{"show version", "ArubaOS-CX\nVersion      : GL.10.04.0030\n"},
                                            {NULL, NULL}};
    struct fake *fake = fake_new("core-9#", answers);
    struct observation *observation = visit(fake);
    assert_string_equal(observation->system.sys_name, "core-9");
    done(fake, observation);
}

static void what_was_learned_can_be_taken_in_the_middle(void **state)
{
    (void)state;
    struct cli_share *share = cli_share_new();
    struct fake *fake = fake_new("sw-1#", ios);
    fake->taken_by = share;
    fake->taken_at = "show ip interface";
    size_t count;
    assert_null(cli_visit_run(&fake->shell, templates, share));
    assert_non_null(fake->taken);
    assert_int_equal(fake->taken->outcome, OUTCOME_PARTIAL);
    observation_records(fake->taken, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    const struct warning *warnings = observation_records(fake->taken, RECORD_WARNING, &count);
    assert_string_equal(warnings[count - 1].text, "interrupted");
    cli_share_free(share);
    done(fake, fake->taken);
}

static void nothing_is_taken_where_nothing_was_learned(void **state)
{
    (void)state;
    struct cli_share *share = cli_share_new();
    struct fake *fake = fake_new("sw-1#", ios);
    fake->taken_by = share;
    fake->taken_at = "show version";
    assert_null(cli_visit_run(&fake->shell, templates, share));
    assert_null(fake->taken);
    cli_share_free(share);
    done(fake, NULL);
}

/* What a device of each family says to its first probe. */
static const struct family {
    const char *os, *probe, *text;
} families[] = {
    {"cisco_ios", "show version", IOS_VERSION},
    {"cisco_nxos", "show version", "Cisco Nexus Operating System (NX-OS) Software\n"},
    {"cisco_xr", "show version", "Cisco IOS XR Software, Version 7.3.2\n"},
    {"arista_eos", "show version", "Arista DCS-7050SX-64-R\n"},
    {"juniper_junos", "show version", "Hostname: core\nModel: ex4300\nJunos: 20.4R3\n"},
    {"huawei_vrp", "display version", "Huawei Versatile Routing Platform Software\n"},
    {"hp_comware", "display version", "H3C Comware Software, Version 7.1.070\n"},
    {"fortinet", "get system status", "Version: FortiGate-60F v7.0.5\n"},
    {"mikrotik_routeros", "/system resource print", "platform: MikroTik\nversion: RouterOS 7.1\n"},
    {"linux", "cat /etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\n"},
    {"cumulus_linux", "cat /etc/os-release", "NAME=\"Cumulus Linux\"\n"},
};

static bool is_listed(const struct os *os, const char *command)
{
    if (g_strv_contains(os_probes, command))
        return true;
    for (size_t i = 0; i < os->command_count; i++)
        if (strcmp(os->commands[i].text, command) == 0)
            return true;
    return false;
}

static void only_what_is_listed_is_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
        const struct answer answers[] = {{families[i].probe, families[i].text}, {NULL, NULL}};
        struct fake *fake = fake_new("x#", answers);
        const struct os *os = os_find(families[i].os);
        struct observation *observation = visit(fake);
        assert_true(fake->asked->len >= os->command_count / 2);
        for (guint command = 0; command < fake->asked->len; command++)
            if (!is_listed(os, fake->asked->pdata[command]))
                fail_msg("%s was asked '%s'", families[i].os, (char *)fake->asked->pdata[command]);
        done(fake, observation);
    }
}

static bool begins_with_any(const char *command, const char *const *words)
{
    for (; *words; words++)
        if (g_str_has_prefix(command, *words))
            return true;
    return false;
}

static bool has_any(const char *command, const char *const *parts)
{
    for (; *parts; parts++)
        if (strstr(command, *parts))
            return true;
    return false;
}

/* RouterOS, SAOS and the like have the verb last. */
static bool reads_only(const char *command)
{
    static const char *const verbs[] = {"show ",
                                        "display ",
                                        "get ",
                                        "cat ",
                                        "lldpcli -f json0 show ",
                                        "lldpctl",
                                        "vtysh -c 'show ",
                                        "hostnamectl",
                                        "hostname",
                                        "ubus call system board",
                                        "diagnose lldprx neighbor ",
                                        "admin show ",
                                        "net show ",
                                        NULL};
    static const char *const last[] = {" show", " print", NULL};
    static const char *const writes[] = {">",      ";",         "&",       "`",      "$(",     "\n",
                                         " set ",  " add ",     " del",    " flush", " clear", " write",
                                         " copy ", " config t", " reload", NULL};
    static const char *const bare[] = {"ip -d address show",
                                       "ip address show",
                                       "ip neigh show",
                                       "ip -br ",
                                       "bridge fdb show",
                                       "bridge link show",
                                       NULL};
    if (g_str_has_prefix(command, "sudo -n "))
        command += strlen("sudo -n ");
    return !has_any(command, writes) &&
           (begins_with_any(command, verbs) || begins_with_any(command, bare) || has_any(command, last));
}

/* Paging and width of the session alone: what a device would keep has another name on each of them. */
static bool is_of_session(const char *setup)
{
    static const char *const allowed[] = {"terminal length 0",
                                          "terminal width 0",
                                          "terminal width 511",
                                          "terminal width 512",
                                          "terminal width 32767",
                                          "terminal datadump",
                                          "terminal more disable",
                                          "terminal pager 0",
                                          "term len 0",
                                          "set terminal length 0",
                                          "set terminal pager disable",
                                          "screen-length 0 temporary",
                                          "screen-length disable",
                                          "skip-page-display",
                                          "disable clipaging session",
                                          "environment no more",
                                          "environment cli-engine type basic",
                                          "no page",
                                          "no paging",
                                          "paginate false",
                                          "set cli pager off",
                                          "set cli scripting-mode on",
                                          "set cli screen-length 0",
                                          "set cli screen-width 0",
                                          "set clienv rows 0",
                                          "system shell session set more off",
                                          NULL};
    return g_strv_contains(allowed, setup);
}

struct check {
    unsigned checked;
    GString *problems;
};

static void check_os(const struct os *os, void *user)
{
    struct check *check = user;
    for (size_t i = 0; i < os->command_count; i++)
        if (!reads_only(os->commands[i].text))
            g_string_append_printf(check->problems, "%s: '%s' may do more than show\n", os->name,
                                   os->commands[i].text);
    for (const char *const *setup = os->setup; setup && *setup; setup++)
        if (!is_of_session(*setup))
            g_string_append_printf(check->problems, "%s: '%s' is not known to end with its session\n",
                                   os->name, *setup);
    check->checked++;
}

static void every_command_of_every_os_only_reads(void **state)
{
    (void)state;
    g_autoptr(GString) problems = g_string_new(NULL);
    struct check check = {0, problems};
    os_each(check_os, &check);
    assert_true(check.checked > 25);
    assert_string_equal(problems->str, "");
    for (const char *const *probe = os_probes; *probe; probe++)
        assert_true(reads_only(*probe));
    assert_false(reads_only("configure terminal"));
    assert_false(reads_only("show version > flash:x"));
    assert_false(is_of_session("config paging disable"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_is_told_by_its_probes_and_asked_once),
        cmocka_unit_test(what_a_device_refuses_is_no_failure),
        cmocka_unit_test(the_first_that_tells_something_ends_its_group),
        cmocka_unit_test(what_came_before_a_device_hung_is_kept),
        cmocka_unit_test(an_interrupt_is_told_as_it_is),
        cmocka_unit_test(an_os_that_is_not_known_is_asked_nothing_but_the_probes),
        cmocka_unit_test(a_device_that_shows_nothing_without_privileges_is_probed_again_with_them),
        cmocka_unit_test(a_name_that_only_the_prompt_shows_is_taken),
        cmocka_unit_test(what_was_learned_can_be_taken_in_the_middle),
        cmocka_unit_test(nothing_is_taken_where_nothing_was_learned),
        cmocka_unit_test(only_what_is_listed_is_asked),
        cmocka_unit_test(every_command_of_every_os_only_reads),
    };
    return cmocka_run_group_tests(tests, open_templates, close_templates);
}
