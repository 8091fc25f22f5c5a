#include "cli/config.h"
#include "cli/stats_answer.h"

static int answer(const struct cli *cli, const struct question *question, bool as_json)
{
    GError *error = NULL;
    struct config config;
    struct stats_answer answer;
    if (!config_load(cli->config, &config, &error))
        return command_failed(error);
    bool done = stats_answer_init(&answer, question, config.sites, &error);
    if (done) {
        done = as_json ? stats_answer_print_json(&answer, &error) : stats_answer_print_text(&answer, &error);
        stats_answer_clear(&answer);
    }
    config_clear(&config);
    return done ? EXIT_DONE : command_failed(error);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) layers = NULL;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    struct question question;
    uint32_t layer_bits = 0;
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "'%s' is too much", argv[1]);
    if (!model_parse_layers(command, layers, &layer_bits, &status) ||
        !question_open(cli, layer_bits, &question, &status))
        return status;
    status = answer(cli, &question, as_json);
    question_close(&question);
    return status;
}

const struct command command_stats = {
    .name = "stats",
    .arguments = "",
    .summary = "size and shape: degrees, diameter, tiers, communities, sites",
    .details =
        "Diameter, radius and the average distance are of the largest component, in hops, exact. Tiers: the\n"
        "core of each component is those devices of its innermost k-core whose farthest device is nearest;\n"
        "access devices have none behind them but the edge: endpoints, and what has a single neighbor.\n"
        "Communities are those of the Leiden algorithm for modularity; the same network always gives the\n"
        "same. Sites are those of the configuration ([site NAME]), else what devices say (sysLocation).\n"
        "\n"
        "Example:\n"
        "  wiremap stats\n"
        "  wiremap stats --json | jq '.tiers[] | {tier, devices}'\n",
    .run = run,
};
