#include "cli/command.h"
#include "cli/discover_options.h"
#include "cli/output.h"
#include "discover/simulate_udp.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#define DEFAULT_PORT 1161
#define DEFAULT_MAX_MESSAGE 1472 /* an Ethernet frame, less the headers of IPv4 and UDP */
#define MAX_DELAY 60000

struct simulate_arguments {
    char **maps, **communities, **misbehaviors;
    struct misbehavior_rules *misbehavior;
    struct discover_options user; /* the options that discover has for a user */
    struct credential_list *users;
    int port, max_message;
    int delay, jitter, seed;
    double loss, duplicate, silent; /* percent */
    double seconds;                 /* 0: until a signal */
};

/* Where recorded addresses are served. */
struct places {
    GPtrArray *rules; /* of char *: FROM=TO */
    struct via_map *map;
};

/* A simulator at work: everything that the loop can end. */
struct service {
    uv_loop_t loop;
    uv_signal_t interrupted, terminated;
    uv_timer_t timer;
    struct simulator_server *server;
};

static void end_service(struct service *service)
{
    simulator_server_stop(service->server);
    uv_close((uv_handle_t *)&service->interrupted, NULL);
    uv_close((uv_handle_t *)&service->terminated, NULL);
    uv_close((uv_handle_t *)&service->timer, NULL);
}

static void on_signal(uv_signal_t *signal, G_GNUC_UNUSED int number)
{
    end_service(signal->data);
}

static void on_timer(uv_timer_t *timer)
{
    end_service(timer->data);
}

static void start_endings(struct service *service, double seconds)
{
    service->interrupted.data = service->terminated.data = service->timer.data = service;
    uv_signal_init(&service->loop, &service->interrupted);
    uv_signal_init(&service->loop, &service->terminated);
    uv_timer_init(&service->loop, &service->timer);
    uv_signal_start(&service->interrupted, on_signal, SIGINT);
    uv_signal_start(&service->terminated, on_signal, SIGTERM);
    if (seconds > 0)
        uv_timer_start(&service->timer, on_timer, (uint64_t)(seconds * 1000), 0);
}

/* A recorded address that is served, and answers. */
static struct address find_seed(const struct recording *recording, const struct via_map *map,
                                const struct simulator_faults *faults)
{
    struct address address = {0}, to;
    uint16_t port;
    for (size_t i = 0; i < recording_count(recording); i++) {
        address = recording_entry(recording, i)->address;
        if (via_map_apply(map, address, &to, &port) && !simulator_is_silent(faults, to))
            break;
    }
    return address;
}

static void print_ready(const struct simulator *simulator, const struct recording *recording,
                        const struct places *places, uint16_t port, bool hint)
{
    char seed[ADDRESS_TEXT_SIZE];
    printf("serving %zu devices at %zu addresses, UDP port %u\n", simulator_device_count(simulator),
           simulator_address_count(simulator), port);
    if (!hint)
        return;
    printf("crawl them with: wiremap discover");
    for (guint i = 0; i < places->rules->len; i++)
        printf(" --via %s:%u", (const char *)g_ptr_array_index(places->rules, i), port);
    printf(" %s\n", address_format(find_seed(recording, places->map, simulator_faults(simulator)), seed));
}

static void print_counts(const struct simulator_counts *counts)
{
    fprintf(stderr,
            "wiremap: %" PRIu64 " answered, %" PRIu64 " reports; no answer to %" PRIu64
            " for other addresses, %" PRIu64 " with a wrong community, %" PRIu64 " malformed, %" PRIu64
            " of SNMPv3 without a user\n",
            counts->answered, counts->reports, counts->no_device, counts->community, counts->malformed,
            counts->unsupported);
}

static int serve(const struct cli *cli, struct recording *recording, struct simulator *simulator,
                 const struct places *places, const struct simulate_arguments *arguments)
{
    struct service service;
    GError *error = NULL;
    uv_loop_init(&service.loop);
    service.server = simulator_server_start(&service.loop, simulator, (uint16_t)arguments->port, &error);
    int status = EXIT_DONE;
    if (service.server) {
        start_endings(&service, arguments->seconds);
        print_ready(simulator, recording, places, simulator_server_port(service.server), !cli->quiet);
        if (!output_flush(&error))
            end_service(&service);
    }
    uv_run(&service.loop, UV_RUN_DEFAULT);
    uv_loop_close(&service.loop);
    if (error)
        status = command_failed(error);
    if (cli->verbose)
        print_counts(simulator_counts(simulator));
    return status;
}

/* The rules of --map, or those that suit the recording. */
static GPtrArray *make_rules(const struct recording *recording, char **maps, GError **error)
{
    if (!maps)
        return simulator_loopback_rules(recording, error);
    GPtrArray *rules = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; maps[i]; i++)
        g_ptr_array_add(rules, g_strdup(maps[i]));
    return rules;
}

static bool add_rules(const struct places *places, GError **error)
{
    for (guint i = 0; i < places->rules->len; i++)
        if (!via_map_add(places->map, g_ptr_array_index(places->rules, i), error))
            return false;
    return true;
}

static struct simulator_faults make_faults(const struct simulate_arguments *arguments)
{
    return (struct simulator_faults){
        .delay_ms = (uint32_t)arguments->delay,
        .jitter_ms = (uint32_t)arguments->jitter,
        .loss = arguments->loss / 100,
        .duplicates = arguments->duplicate / 100,
        .silent = arguments->silent / 100,
        .seed = (uint32_t)arguments->seed,
    };
}

static struct simulator *make_simulator(const struct cli *cli, struct recording *recording,
                                        const struct via_map *map, const struct simulate_arguments *arguments,
                                        GError **error)
{
    static const char *const default_communities[] = {"public", NULL};
    const struct simulator_options options = {
        .map = map,
        .communities =
            arguments->communities ? (const char *const *)arguments->communities : default_communities,
        .users = arguments->user.user ? arguments->users : NULL,
        .max_message = (size_t)arguments->max_message,
        .faults = make_faults(arguments),
        .misbehavior = arguments->misbehavior,
    };
    struct simulator *simulator = simulator_new(recording, &options, error);
    if (simulator && !cli->quiet) {
        const GPtrArray *warnings = simulator_warnings(simulator);
        for (guint i = 0; i < warnings->len; i++)
            fprintf(stderr, "wiremap: warning: %s\n", (const char *)g_ptr_array_index(warnings, i));
    }
    return simulator;
}

/* All are served at one port: a rule that names one would be wrong. */
static bool has_port(const struct recording *recording, const struct via_map *map)
{
    struct address to;
    uint16_t port = 0;
    for (size_t i = 0; port == 0 && i < recording_count(recording); i++)
        via_map_apply(map, recording_entry(recording, i)->address, &to, &port);
    return port != 0;
}

static int simulate_at(const struct cli *cli, const struct command *command, struct recording *recording,
                       const struct places *places, const struct simulate_arguments *arguments)
{
    GError *error = NULL;
    if (!add_rules(places, &error)) {
        int status = command_usage(command, "--map %s", error->message);
        g_error_free(error);
        return status;
    }
    if (has_port(recording, places->map))
        return command_usage(command, "--map is FROM=TO; say the port with --listen-port");
    struct simulator *simulator = make_simulator(cli, recording, places->map, arguments, &error);
    if (!simulator)
        return command_failed(error);
    int status = serve(cli, recording, simulator, places, arguments);
    simulator_free(simulator);
    return status;
}

static int simulate(const struct cli *cli, const struct command *command, struct recording *recording,
                    const struct simulate_arguments *arguments)
{
    GError *error = NULL;
    struct places places = {make_rules(recording, arguments->maps, &error), NULL};
    if (!places.rules)
        return command_failed(error);
    places.map = via_map_new();
    int status = simulate_at(cli, command, recording, &places, arguments);
    via_map_free(places.map);
    g_ptr_array_unref(places.rules);
    return status;
}

static bool is_percentage(double number)
{
    return number >= 0 && number <= 100;
}

static const char *check_arguments(const struct simulate_arguments *arguments)
{
    if (arguments->port < 0 || arguments->port > UINT16_MAX)
        return "--listen-port is 0 (any free one) to 65535";
    if (arguments->max_message < SIMULATOR_MIN_MESSAGE || arguments->max_message > SIMULATOR_MAX_MESSAGE)
        return "--max-message is 484 to 65507 octets";
    if (!(arguments->seconds >= 0 && arguments->seconds < 1e9))
        return "--for is a number of seconds";
    if (arguments->delay < 0 || arguments->jitter < 0 || arguments->delay > MAX_DELAY ||
        arguments->jitter > MAX_DELAY)
        return "--delay and --jitter are 0 to 60000 milliseconds";
    if (!is_percentage(arguments->loss) || !is_percentage(arguments->duplicate) ||
        !is_percentage(arguments->silent))
        return "--loss, --duplicate and --silent are 0 to 100 percent";
    return NULL;
}

/* The communities have a meaning of their own here, so the environment's is not asked. */
static bool make_users(struct simulate_arguments *arguments, GError **error)
{
    struct discover_options options = arguments->user;
    if (options.user)
        options.version = (char *)"3";
    return discover_options_credentials(&options, arguments->users, error);
}

static bool make_misbehavior(struct simulate_arguments *arguments, GError **error)
{
    arguments->misbehavior = misbehavior_rules_new();
    for (char **rule = arguments->misbehaviors; rule && *rule; rule++)
        if (!misbehavior_rules_add(arguments->misbehavior, *rule, error))
            return false;
    return true;
}

static int run_with(const struct cli *cli, const struct command *command, int argc, char **argv,
                    struct simulate_arguments *arguments)
{
    const char *wrong = check_arguments(arguments);
    g_autoptr(GError) bad_user = NULL, bad_kind = NULL;
    if (wrong)
        return command_usage(command, "%s", wrong);
    if (!make_users(arguments, &bad_user))
        return command_usage(command, "%s", bad_user->message);
    if (!make_misbehavior(arguments, &bad_kind))
        return command_usage(command, "--misbehave: %s", bad_kind->message);
    if (argc < 2)
        return command_usage(command, "which recording?");
    if (argc > 2)
        return command_usage(command, "unexpected argument '%s'", argv[2]);
    GError *error = NULL;
    struct recording *recording = recording_open(argv[1], &error);
    if (!recording)
        return command_failed(error);
    int status = simulate(cli, command, recording, arguments);
    recording_free(recording);
    return status;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    struct simulate_arguments arguments = {.port = DEFAULT_PORT, .max_message = DEFAULT_MAX_MESSAGE};
    struct discover_options *user = &arguments.user;
    const GOptionEntry entries[] = {
        {"map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.maps,
         "serve the recorded addresses of FROM at TO, two prefixes (repeatable; else all in 127.0.0.0/8)",
         "FROM=TO"},
        {"listen-port", 'p', 0, G_OPTION_ARG_INT, &arguments.port, "UDP port (1161; 0: any free one)",
         "PORT"},
        {"community", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &arguments.communities,
         "community to answer to (repeatable; public)", "COMMUNITY"},
        {"user", 'u', 0, G_OPTION_ARG_STRING, &user->user, "SNMPv3 user to answer to", "USER"},
        {"level", 'l', 0, G_OPTION_ARG_STRING, &user->level, "noAuthNoPriv, authNoPriv or authPriv", "LEVEL"},
        {"auth-protocol", 'a', 0, G_OPTION_ARG_STRING, &user->auth_protocol,
         "MD5, SHA (the default), SHA-224, -256, -384, -512", "PROTOCOL"},
        {"auth-pass-phrase", 'A', 0, G_OPTION_ARG_STRING, &user->auth_pass_phrase, "for authentication",
         "PHRASE"},
        {"priv-protocol", 'x', 0, G_OPTION_ARG_STRING, &user->priv_protocol,
         "DES, AES (the default), AES-192, AES-256", "PROTOCOL"},
        {"priv-pass-phrase", 'X', 0, G_OPTION_ARG_STRING, &user->priv_pass_phrase, "for privacy", "PHRASE"},
        {"max-message", 0, 0, G_OPTION_ARG_INT, &arguments.max_message, "longest response (1472)", "OCTETS"},
        {"delay", 0, 0, G_OPTION_ARG_INT, &arguments.delay, "answer that much later", "MILLISECONDS"},
        {"jitter", 0, 0, G_OPTION_ARG_INT, &arguments.jitter, "and at most that much more", "MILLISECONDS"},
        {"loss", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.loss, "of the requests, and of the answers again",
         "PERCENT"},
        {"duplicate", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.duplicate, "of the answers come twice",
         "PERCENT"},
        {"silent", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.silent, "of the addresses never answer", "PERCENT"},
        {"misbehave", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.misbehaviors,
         "let devices break the rules (repeatable; all devices without a glob)", "KIND[=N][:GLOB]"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &arguments.seed, "choose which by this number (0)", "NUMBER"},
        {"for", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.seconds, "end by itself after that time", "SECONDS"},
        G_OPTION_ENTRY_NULL};
    int status = EXIT_DONE;
    arguments.users = credential_list_new();
    g_autofree char **given = g_memdup2(argv, ((size_t)argc + 1) * sizeof *argv);
    if (command_parse(command, entries, &argc, &argv, &status)) {
        discover_options_hide(user, given, argv);
        status = run_with(cli, command, argc, argv, &arguments);
    }
    credential_list_free(arguments.users);
    discover_options_clear(user);
    g_strfreev(arguments.maps);
    g_strfreev(arguments.communities);
    g_strfreev(arguments.misbehaviors);
    misbehavior_rules_free(arguments.misbehavior);
    return status;
}

const struct command command_simulate = {
    .name = "simulate",
    .arguments = "FOLDER",
    .summary = "answer SNMP as the devices of a recording",
    .details =
        "Serves every address of FOLDER's manifest over UDP on this machine, in one process and\n"
        "without privileges: SNMP v1 and v2c, and v3 where there is a user, Get, GetNext and\n"
        "GetBulk; Set is refused. Pass phrases can be given as @FILE, or in $WIREMAP_AUTH_PASSPHRASE\n"
        "and $WIREMAP_PRIV_PASSPHRASE. Prints a line 'serving N devices at M addresses, UDP port P' "
        "when it is ready, and the discover\n"
        "command that crawls them. Requests that do not come over the loopback interface are not\n"
        "answered. Ends at SIGINT or SIGTERM.\n"
        "\n"
        "Recorded addresses are moved by --map, and discover finds them by the same rule, with the\n"
        "port, as --via. Without --map every IPv4 address is moved into 127.0.0.0/8; the rules that\n"
        "do so are in the line that is printed.\n"
        "\n"
        "--misbehave KIND[:GLOB] makes devices break the rules whose file or address the glob matches:\n"
        "  loop, cycle=ROWS          the same rows of ifTable come again and again\n"
        "  unsorted                  the rows of ifTable come in descending order\n"
        "  rows                      ifTable and ifXTable have 2^31-1 rows\n"
        "  endless                   lldpRemTable never ends\n"
        "  broken-table              genErr to every request that comes across ifTable\n"
        "  gen-err                   genErr to every request\n"
        "  too-big[=OCTETS]          tooBig to every request, or to those with a longer answer\n"
        "  no-getbulk, drop-getbulk  genErr, or no answer, to GetBulk\n"
        "  v1-errors                 noSuchName in place of exceptions\n"
        "  reboot[=REQUESTS]         starts again after so many requests: sysUpTime falls\n"
        "  silent-after[=REQUESTS]   answers no more after so many\n"
        "  wrong-id                  answers to another request\n"
        "  wrong-source, wrong-port  answers from another address or port\n"
        "  truncated, lying-length, garbage, huge\n"
        "                            answers that are cut, lie about a length, are nonsense, have 64 KiB\n"
        "  duplicate[=TIMES]         answers that come several times\n"
        "  late[=MILLISECONDS]       answers that come after that time\n"
        "  slow[=MILLISECONDS]       one answer after the other, each taking that time\n"
        "\n"
        "Example:\n"
        "  wiremap simulate examples/campus --map 10.0.0.0/8=127.0.0.0/8 &\n"
        "  wiremap discover --via 10.0.0.0/8=127.0.0.0/8:1161 10.255.1.1\n",
    .run = run,
};
