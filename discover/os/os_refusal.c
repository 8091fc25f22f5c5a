#include "discover/os/os.h"

#include <string.h>

/* How devices say that they do not know or do not allow a command; found at the beginning of a line, where it
 * is marked, else anywhere. Only in short answers: in long ones the words may be of the content. */
#define MAX_REFUSAL 1500

static const struct {
    const char *text;
    bool is_at_line_start;
} refusals[] = {
    {"% Invalid", true},
    {"%Invalid", true},
    {"% Incomplete", true},
    {"% Ambiguous", true},
    {"% Unknown", true},
    {"% Unrecognized", true},
    {"% Bad ", true},
    {"% Permission denied", true},
    {"% Authorization", true},
    {"% This command is not authorized", true},
    {"% Command", true},
    {"%Error", true},
    {"% Error", true},
    {"%% ", true},
    {"Invalid input", true},
    {"Invalid command", true},
    {"Unknown command", true},
    {"unknown command", true},
    {"Unknown action", true},
    {"Unrecognized command", true},
    {"Command fail", true},
    {"Command not found", true},
    {"command parse error", true},
    {"Command authorization failed", true},
    {"Incorrect usage", true},
    {"Incomplete command", true},
    {"Ambiguous input", true},
    {"% bad parameter", true},
    {"% illegal", true},
    {"Available commands", true},
    {"Next possible completions", true},
    {"Error: Unrecognized", true},
    {"Error: Wrong parameter", true},
    {"Error: Incomplete command", true},
    {"Error: Too many parameters", true},
    {"Error: Invalid", true},
    {"ERROR: % Invalid", true},
    {"Error:Unrecognized", true},
    {"Syntax error", true},
    {"syntax error", true},
    {"error: syntax error", true},
    {"bad command name", true},
    {"expected end of command", true},
    {"Invalid syntax", true},
    {"MINOR: CLI", true},
    {"MINOR: MGMT_", true},
    {"Error: Bad command", true},
    {"Error: Parsing error", true},
    {"Parsing error", true},
    {"% Wrong parameter", true},
    {"% Too many parameters", true},
    {"% Parse error", true},
    {"ERROR: Invalid entry", true},
    {"no such item", true},
    {"Bad command", true},
    {"Line has invalid autocommand", true},
    {"Cannot execute command", true},
    {"Permission denied", true},
    {"Not authorized", true},
    {"ERROR: Command", true},
    {"is not a recognized command", false},
    {"command not found", false},
    {": not found", false},
    {"No such file or directory", false},
    {"Operation not permitted", false},
    {"unknown command.", false},
    {"invalid token", false},
    {"Unknown host or command", false},
    {"Invalid input detected at", false},
    {"Unrecognized command found at", false},
    {"Ambiguous command found at", false},
    {"Incomplete command found at", false},
    {"SHELL PARSER FAILURE", false},
    {"CLI syntax error", false},
    {"is not recognized", false},
};

static bool is_at_line_start(const char *text, const char *found)
{
    while (found > text && (found[-1] == ' ' || found[-1] == '\t'))
        found--;
    return found == text || found[-1] == '\n' || found[-1] == '\r';
}

static bool has(const char *text, const char *phrase, bool at_line_start)
{
    for (const char *found = strstr(text, phrase); found != NULL; found = strstr(found + 1, phrase))
        if (!at_line_start || is_at_line_start(text, found))
            return true;
    return false;
}

bool os_is_refusal(const char *text, size_t size)
{
    if (size > MAX_REFUSAL)
        return false;
    g_autofree char *copy = g_strndup(text, size);
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        if (has(copy, refusals[i].text, refusals[i].is_at_line_start))
            return true;
    return false;
}
