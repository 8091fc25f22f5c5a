#include "cli/command.h"
#include "cli/discover_events.h"
#include "cli/discover_memory.h"
#include "cli/discover_options.h"
#include "cli/discover_report.h"
#include "cli/discover_visit.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "inventory/writer.h"

#include <gio/gio.h>
#include <signal.h>
#include <unistd.h>

/* Visits up to which a crawl ends with what the next question would begin with: deriving the topology. With
 * more of them that would be a noticeable part of the crawl's time, and more memory than its visits take; a
 * recording is not waited for. */
#define REMEMBERED_VISITS 500

/* A run's name in the inventory does not need every seed of a long list. */
#define MAX_SEEDS_NAMED 20

struct discovery {
    const struct cli *cli;
    struct progress *progress;
    struct inventory *inventory;
    struct inventory_writer *writer;
    struct discover_memory memory;
    struct discover_report report;
    uint64_t bad_seeds; /* that lead nowhere */
    bool tells_events;
};

static volatile sig_atomic_t was_interrupted;

/* The first signal ends the crawl in order; the next one ends the process at once, which costs what is not
 * written yet. */
static void on_signal(int number)
{
    if (was_interrupted) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    was_interrupted = 1;
    crawl_interrupt();
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static void on_observation(struct observation *observation, void *user)
{
    struct discovery *discovery = user;
    discover_report_add(&discovery->report, observation);
    if (discovery->tells_events)
        discover_event("visit", discover_visit_to_json(observation));
    if (discovery->cli->verbose) {
        g_autofree char *line = discover_visit_format(observation);
        progress_message(discovery->progress, "%s", line);
    }
    if (!inventory_writer_put(discovery->writer, observation))
        crawl_interrupt();
}

static bool has_room(void *user)
{
    const struct discovery *discovery = user;
    return !inventory_writer_is_behind(discovery->writer);
}

static void on_progress(const struct crawl_progress *state, void *user)
{
    struct discovery *discovery = user;
    progress_update(discovery->progress, state);
    if (discovery->tells_events)
        discover_event("progress", discover_progress_to_json(state));
}

static void on_engine(struct address address, const struct agent_engine *engine, void *user)
{
    struct discovery *discovery = user;
    discover_memory_learn(&discovery->memory, address, engine);
}

static void on_problem(const GError *error, void *user)
{
    struct discovery *discovery = user;
    discovery->bad_seeds +=
        error->domain == G_RESOLVER_ERROR || g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    if (discovery->tells_events)
        discover_event("problem", json_pack("{s:s}", "text", error->message));
    g_autofree char *text = output_inert(error->message);
    progress_message(discovery->progress, "wiremap: %s", text);
}

static char *name_run(const struct discover_options *options, const GPtrArray *seeds)
{
    GString *out = g_string_new(options->replay);
    for (guint i = 0; i < seeds->len && i < MAX_SEEDS_NAMED; i++)
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", (const char *)seeds->pdata[i]);
    if (seeds->len > MAX_SEEDS_NAMED)
        g_string_append_printf(out, " and %u more", seeds->len - MAX_SEEDS_NAMED);
    char *valid = g_utf8_make_valid(out->str, -1);
    g_string_free(out, TRUE);
    return valid;
}

struct known {
    crawl_known_fn take;
    void *crawl;
};

static void take_known(struct observation *observation, void *user)
{
    const struct known *known = user;
    known->take(observation, known->crawl);
    observation_free(observation);
}

/* Before the first visit, when the writer has nothing to write yet. */
static bool tell_known(crawl_known_fn take, void *crawl, void *user, GError **error)
{
    const struct discovery *discovery = user;
    struct known known = {take, crawl};
    uint32_t kinds = RECORD_BIT(RECORD_NEIGHBOR) | RECORD_BIT(RECORD_IP_ADDRESS) |
                     RECORD_BIT(RECORD_ARP_ENTRY) | RECORD_BIT(RECORD_WARNING);
    return inventory_each_of_run(discovery->inventory, discovery->report.run, kinds, take_known, &known,
                                 error);
}

static bool crawl(struct discovery *discovery, const struct discover_plan *plan, GError **error)
{
    const struct crawl_events events = {on_observation, has_room,   on_progress,
                                        on_engine,      on_problem, discovery};
    if (was_interrupted)
        return true;
    return crawl_run(&plan->crawl, (const char *const *)plan->seeds->pdata, plan->seeds->len, &events,
                     &discovery->report.end, error);
}

static bool end_run(const struct discovery *discovery, bool is_resumed, GError **error)
{
    int64_t run = discovery->report.run;
    const char *state = discovery->report.is_interrupted ? "interrupted" : "done";
    bool is_counted = !is_resumed || inventory_recount_run(discovery->inventory, run, error);
    return inventory_end_run(discovery->inventory, run, state, is_counted ? error : NULL) && is_counted;
}

/* What was learned is kept whatever happens: the writer is finished and the run ended after a failure too. */
static bool crawl_and_store(struct discovery *discovery, const struct discover_plan *plan, GError **error)
{
    if (discovery->tells_events)
        discover_event("begin", json_pack("{s:I}", "run", (json_int_t)discovery->report.run));
    GError *crawl_error = NULL, *write_error = NULL;
    discovery->progress = progress_new(stderr, isatty(STDERR_FILENO), discovery->cli->quiet);
    discovery->writer = inventory_writer_start(discovery->inventory, discovery->report.run);
    bool is_crawled = crawl(discovery, plan, &crawl_error);
    bool is_written = inventory_writer_finish(discovery->writer, &write_error);
    discovery->report.is_interrupted =
        discovery->report.end.is_cut || was_interrupted || !is_crawled || !is_written;
    bool is_ended = end_run(discovery, plan->crawl.known != NULL, is_written ? &write_error : NULL);
    is_ended = is_ended && discover_memory_save(&discovery->memory, discovery->inventory, &write_error);
    progress_free(discovery->progress);
    if (!is_crawled)
        g_propagate_error(error, crawl_error);
    else if (write_error != NULL)
        g_propagate_error(error, g_steal_pointer(&write_error));
    g_clear_error(&write_error);
    return is_crawled && is_written && is_ended;
}

static bool report(struct discovery *discovery, bool as_json, GError **error)
{
    struct discover_report *report = &discovery->report;
    discover_report_sort(report);
    if (!discovery->cli->quiet)
        discover_report_print(report, discovery->cli->verbose, stderr);
    if (discovery->tells_events) {
        discover_event("end", discover_report_to_json(report));
        return output_flush(error);
    }
    return !as_json || output_json(discover_report_to_json(report), error);
}

static int exit_status_of(const struct discovery *discovery)
{
    const struct discover_report *report = &discovery->report;
    uint64_t visited = report->good + report->partial;
    if (report->is_interrupted) {
        fprintf(stderr,
                "wiremap: %s; what %" G_GUINT64_FORMAT " devices said is stored;"
                " to go on, give --resume in place of the seeds\n",
                was_interrupted ? "interrupted" : "over the deadline of the crawl", visited);
        return EXIT_FAILED;
    }
    if (visited + report->end.known > 0)
        return EXIT_DONE;
    if (discovery->bad_seeds > 0 && report->failures->len == 0)
        return EXIT_USAGE;
    fprintf(stderr, "wiremap: no device answered\n");
    return EXIT_NO;
}

static bool begin_run(struct discovery *discovery, const struct discover_options *options,
                      const struct discover_plan *plan, GError **error)
{
    g_autofree char *what = name_run(options, plan->seeds);
    const char *kind = options->replay != NULL ? "replay" : "discover";
    return inventory_begin_run(discovery->inventory, kind, what, &discovery->report.run, error) &&
           inventory_save_seeds(discovery->inventory, discovery->report.run,
                                (const char *const *)plan->seeds->pdata, plan->seeds->len, error);
}

static bool resume_run(struct discovery *discovery, const struct discover_options *options,
                       struct discover_plan *plan, GError **error)
{
    const char *kind = options->replay != NULL ? "replay" : "discover";
    int64_t run;
    if (!inventory_find_unfinished(discovery->inventory, kind, &run, error))
        return false;
    if (run == 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no run to resume: all of them are done",
                    discovery->cli->db);
        return false;
    }
    g_autoptr(GPtrArray) seeds = inventory_load_seeds(discovery->inventory, run, error);
    if (seeds == NULL || !discover_plan_take_seeds(plan, seeds, error))
        return false;
    if (seeds->len == 0 && options->replay == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                    "%s: run %" G_GINT64_FORMAT " was made before runs could be resumed", discovery->cli->db,
                    run);
        return false;
    }
    discovery->report.run = run;
    plan->crawl.known = tell_known;
    plan->crawl.known_user = discovery;
    return inventory_resume_run(discovery->inventory, run, error);
}

/* Devices get their ids when all of them have been seen: a crawl that is resumed gives the same ids as one in
 * one go. */
static bool remember(const struct discovery *discovery, const struct discover_options *options,
                     GError **error)
{
    uint64_t visited = discovery->report.good + discovery->report.partial;
    bool is_remembered =
        !discovery->report.is_interrupted && (options->replay != NULL || visited <= REMEMBERED_VISITS);
    return !is_remembered || model_remember(discovery->cli, discovery->inventory, error);
}

static bool discover(struct discovery *discovery, const struct discover_options *options,
                     struct discover_plan *plan, GError **error)
{
    if (options->replay != NULL && !discover_plan_open_replay(plan, options->replay, error))
        return false;
    discovery->inventory = inventory_open(discovery->cli->db, INVENTORY_WRITE, error);
    if (discovery->inventory == NULL)
        return false;
    bool is_begun = options->resume ? resume_run(discovery, options, plan, error)
                                    : begin_run(discovery, options, plan, error);
    bool is_ready = is_begun && discover_memory_load(&discovery->memory, discovery->inventory, error);
    plan->crawl.remembered = discovery->memory.credentials;
    plan->crawl.engines = discovery->memory.engines;
    plan->crawl.memories = discovery->memory.agents;
    bool is_done = is_ready && crawl_and_store(discovery, plan, error) && remember(discovery, options, error);
    plan->crawl.remembered = plan->crawl.engines = NULL;
    plan->crawl.memories = NULL;
    discover_memory_clear(&discovery->memory);
    inventory_close(discovery->inventory);
    return is_done && report(discovery, options->as_json, error);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    struct discover_options options;
    struct discover_plan plan;
    struct discovery discovery = {.cli = cli};
    GError *error = NULL;
    int status;
    if (!discover_options_parse(command, &argc, &argv, &options, &status))
        return status;
    discover_report_init(&discovery.report, options.as_json);
    discovery.tells_events = options.as_events;
    if (discover_plan_make(&options, cli->config, argv + 1, &plan, &error)) {
        catch_signals();
        bool is_done = discover(&discovery, &options, &plan, &error);
        status = is_done ? exit_status_of(&discovery) : command_failed(error);
    } else {
        status = command_usage(command, "%s", error->message);
        g_error_free(error);
    }
    discover_plan_clear(&plan);
    discover_options_clear(&options);
    discover_report_clear(&discovery.report);
    return status;
}

const struct command command_discover = {
    .name = "discover",
    .arguments = "SEED...",
    .summary = "crawl a network from its seeds",
    .details =
        "A seed is an address or a host name, with an optional :PORT. From there wiremap follows the\n"
        "management addresses that devices tell of their neighbors, then the neighbors of OSPF, IS-IS and\n"
        "BGP that are up, within the scope: private address space (RFC 1918, RFC 4193) and the seeds,\n"
        "unless --scope or the configuration says otherwise.\n"
        "What every device says is kept in the inventory; a device that fails keeps what it said before.\n"
        "\n"
        "Others can see the arguments of a command. No secret is needed there: credentials belong in\n"
        "wiremap.conf(5), in a file (-c @FILE, -A @FILE, -X @FILE), or in $WIREMAP_COMMUNITY,\n"
        "$WIREMAP_AUTH_PASSPHRASE and $WIREMAP_PRIV_PASSPHRASE. Those given here are tried before the\n"
        "configured ones; without any it is the community public.\n"
        "\n"
        "--sweep finds devices that nobody names: one packet a credential goes to every address of a range,\n"
        "as far as it is in scope; what answers is visited. --from-arp does so with the addresses in ARP\n"
        "tables, and with the next hops of routes.\n"
        "\n"
        "--replay needs no seed: then it visits every recorded device. Ctrl-C ends the crawl and keeps\n"
        "what was learned; a second one ends it at once. --resume, with the same options but no seeds,\n"
        "finishes the last run that was interrupted or killed.\n"
        "\n"
        "Exit status: 0 done, also when some devices failed (the summary says which and why); 1 no\n"
        "device answered; 2 wrong usage; 3 failed or interrupted.\n"
        "\n"
        "Example:\n"
        "  wiremap discover --scope 10.0.0.0/8 --exclude 10.9.0.0/16 core1.example.net\n"
        "  wiremap discover -u monitor -l authPriv -a SHA-256 -A @auth.key -x AES -X @priv.key 10.0.0.1\n",
    .run = run,
};
