#include "cli/place.h"
#include "cli/whatif_request.h"

#define TOP_USUAL 10
#define TOP_MOST 1000

/* A word of --down: places with commas between them. A name that has a comma itself is taken whole. */
static bool mark_down(const struct question *question, const char *word, bool *devices, bool *links,
                      int *status)
{
    g_autoptr(GArray) whole = question_match(question, word);
    /* An empty word is no device, not none at all. */
    g_auto(GStrv) parts =
        *word == '\0' ? g_strdupv((char *[]){"", NULL}) : g_strsplit(word, ",", whole->len > 0 ? 1 : 0);
    for (char **part = parts; *part != NULL; part++) {
        struct place place;
        if (!place_find(question, *part, &place, status))
            return false;
        place_mark_links(question, &place, links);
        if (!place.is_link)
            devices[place.a] = true;
    }
    return true;
}

static bool add_link(const struct question *question, const char *text, GArray *added, int *status)
{
    struct place place;
    if (!place_find_pair(question, text, &place, status))
        return false;
    struct link link = {.a = {.device = MIN(place.a, place.b)},
                        .b = {.device = MAX(place.a, place.b)},
                        .layer = LAYER_PHYSICAL};
    g_array_append_val(added, link);
    return true;
}

/* What is asked for is in the network. False: the caller returns *status. */
static bool read_change(const struct command *command, const struct question *question,
                        const struct whatif_request *request, bool *devices, bool *links, GArray *added,
                        int *status)
{
    for (char **word = request->down; word != NULL && *word != NULL; word++)
        if (!mark_down(question, *word, devices, links, status))
            return false;
    for (char **text = request->added; text != NULL && *text != NULL; text++) {
        if (!add_link(question, *text, added, status))
            return false;
        const struct link *link = &g_array_index(added, struct link, added->len - 1);
        if (devices[link->a.device] || devices[link->b.device]) {
            *status = command_usage(command, "--add: an end of '%s' is down", *text);
            return false;
        }
    }
    return true;
}

static int answer_change(const struct command *command, const struct question *question,
                         const struct whatif_request *request)
{
    g_autofree bool *devices = g_new0(bool, question->graph.device_count + 1);
    g_autofree bool *links = g_new0(bool, question->graph.link_count + 1);
    g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct link));
    GError *error = NULL;
    struct change change;
    int status;
    if (!read_change(command, question, request, devices, links, added, &status))
        return status;
    change_init(&change, &question->graph, devices, links, added);
    bool done = whatif_answer_change(question, request, &change, &error);
    change_clear(&change);
    return done ? EXIT_DONE : command_failed(error);
}

static int answer_suggest(const struct question *question, const struct whatif_request *request)
{
    GError *error = NULL;
    bool is_yes;
    if (!whatif_answer_suggest(question, request, &is_yes, &error))
        return command_failed(error);
    return is_yes ? EXIT_DONE : EXIT_NO;
}

static int ask(const struct cli *cli, const struct command *command, const struct whatif_request *request)
{
    struct question question;
    int status;
    if (!question_open(cli, request->layers, &question, &status))
        return status;
    status = request->suggest > 0 ? answer_suggest(&question, request)
                                  : answer_change(command, &question, request);
    question_close(&question);
    return status;
}

/* What is wrong with the options; NULL when nothing is. */
static const char *find_conflict(const struct whatif_request *request, bool is_suggest, bool has_top)
{
    bool is_change = request->down != NULL || request->added != NULL;
    if (is_suggest && is_change)
        return "--suggest goes with neither --down nor --add";
    if (!is_suggest && !is_change)
        return "what if? --down X, --add A:B, or --suggest N";
    if (is_suggest && (request->suggest < 1 || request->suggest > TOP_MOST))
        return "--suggest: from 1 to 1000 links";
    if (is_suggest && has_top)
        return "--top is for --down and --add";
    if (request->top < 0 || request->top > TOP_MOST)
        return "--top: from 0 to 1000";
    return NULL;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    g_auto(GStrv) down = NULL, added = NULL, layers = NULL;
    g_autofree char *suggest = NULL, *top = NULL;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        {"down", 0, 0, G_OPTION_ARG_STRING_ARRAY, &down,
         "these devices, or links A:B, are lost (repeatable, or a list with commas)", "X[,Y...]"},
        {"add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &added, "a new link (repeatable)", "A:B"},
        {"suggest", 0, 0, G_OPTION_ARG_STRING, &suggest,
         "the N new links that remove most single points of failure", "N"},
        {"top", 0, 0, G_OPTION_ARG_STRING, &top, "so many paths, links and devices (default 10)", "N"},
        {"layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &layers, QUESTION_LAYER_HELP, "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status;
    guint64 number;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "'%s' is too much", argv[1]);
    struct whatif_request request = {.down = down, .added = added, .top = TOP_USUAL, .as_json = as_json};
    if (suggest != NULL)
        request.suggest =
            g_ascii_string_to_unsigned(suggest, 10, 1, TOP_MOST, &number, NULL) ? (int)number : -1;
    if (top != NULL)
        request.top = g_ascii_string_to_unsigned(top, 10, 0, TOP_MOST, &number, NULL) ? (int)number : -1;
    const char *conflict = find_conflict(&request, suggest != NULL, top != NULL);
    if (conflict != NULL)
        return command_usage(command, "%s", conflict);
    if (!model_parse_layers(command, layers, &request.layers, &status))
        return status;
    return ask(cli, command, &request);
}

const struct command command_whatif = {
    .name = "whatif",
    .arguments = "--down X[,Y...] | --add A:B | --suggest N",
    .summary = "what breaks when something is lost, what a new link mends",
    .details =
        "--down and --add may be given together: what is lost, and what is added. Told are the devices that\n"
        "are cut off (of each component all but the largest part that remains), the paths that get longer "
        "or\n"
        "shorter in hops, the links and devices that then carry more, and the single points of failure that\n"
        "come and go. Load is betweenness: each pair of devices counts 1, shared out over its shortest "
        "paths.\n"
        "\n"
        "--suggest ranks new links by the single points of failure that each of them alone would remove,\n"
        "then by the pairs of devices that these endanger. CHOICES counts the links that would do the same.\n"
        "New links end at devices that make the network, not at hosts, phones and the like. Exit status 1\n"
        "when no link would remove any.\n"
        "\n"
        "Example:\n"
        "  wiremap whatif --down core1\n"
        "  wiremap whatif --down core1:dist1,dist2 --json | jq '.cut_off.devices'\n"
        "  wiremap whatif --suggest 5\n",
    .run = run,
};
