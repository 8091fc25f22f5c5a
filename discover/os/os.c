#include "discover/os/os_list.h"

#include "discover/os/os_text.h"
#include "discover/os/template_set.h"

#include <gio/gio.h>
#include <string.h>

#define OS_ITEM(name) &os_##name,
static const struct os *const oses[] = {OS_LIST(OS_ITEM)};
#undef OS_ITEM

static bool is_called(const struct os *os, const char *name)
{
    if (g_ascii_strcasecmp(os->name, name) == 0)
        return true;
    for (const char *const *alias = os->aliases; alias != NULL && *alias != NULL; alias++)
        if (g_ascii_strcasecmp(*alias, name) == 0)
            return true;
    return false;
}

const struct os *os_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(oses); i++)
        if (is_called(oses[i], name))
            return oses[i];
    return NULL;
}

void os_each(void (*take)(const struct os *os, void *user), void *user)
{
    for (size_t i = 0; i < G_N_ELEMENTS(oses); i++)
        take(oses[i], user);
}

/* The words of a command, without what stands behind a '|'. */
static char **split_words(const char *command)
{
    g_autofree char *text = os_command_normalize(command);
    char *pipe = strstr(text, " |");
    if (pipe != NULL)
        *pipe = '\0';
    return g_strsplit(text, " ", 0);
}

static bool abbreviates(char *const *typed, char *const *words)
{
    for (; *typed != NULL && *words != NULL; typed++, words++)
        if (!g_str_has_prefix(*words, *typed))
            return false;
    return *typed == NULL && *words == NULL;
}

static const struct os_command *find_command(const struct os *os, const char *command)
{
    g_auto(GStrv) typed = split_words(command);
    for (size_t i = 0; i < os->command_count; i++) {
        g_auto(GStrv) words = split_words(os->commands[i].text);
        if (abbreviates(typed, words))
            return &os->commands[i];
    }
    return NULL;
}

/* What a command asks for, by its words; the first pattern that is found counts. */
static const struct {
    const char *pattern;
    enum answer_kind kind;
} kind_of_words[] = {
    {"show chassis$|lldp.* local|local-(?:device|info)", ANSWER_IDENTITY},
    {"lldp.*(?:traffic|timers|statistics|counters|interface$|conf)|cdp.*(?:traffic|interface$)",
     ANSWER_OTHER},
    {"^lldpctl|lldpcli.* nei|\\blldp\\w*\\b|\\b(?:cdp|isdp|fdp|edp)\\b.*(?:nei|ent|ports)|\\bip neighbor "
     "print",
     ANSWER_NEIGHBORS},
    {"\\b(?:i?bgp|bgp)\\b.*(?:nei|sum|peer|session)", ANSWER_BGP},
    {"\\bospf(?:v?3)?\\b.*(?:nei|peer)", ANSWER_OSPF},
    {"\\bisis\\b.*(?:nei|adj|peer)|\\bclns\\b.*nei", ANSWER_ISIS},
    {"\\beigrp\\b.*nei", ANSWER_EIGRP},
    {"\\b(?:bgp|ospf|isis|eigrp|rip|route|routing|vrf$|vlan|spanning|acl|access-list|ntp|log(?:s|ging)?\\b|"
     "power|env)",
     ANSWER_OTHER},
    {"\\b(?:arp|iparp|arpentry)\\b|\\bipv?6? nei|ipv6 neighbors|\\bndp?\\b", ANSWER_ARP},
    {"\\bmac\\b|mac-addr|bridge (?:addr|host|mac)|\\bfdb|ethernet-switching table|address-table|mac-table",
     ANSWER_FORWARDING},
    {"inventory|transceiver|manuinfo|\\bmodule|chassis hardware|\\bfru", ANSWER_INVENTORY},
    {"\\bipv?[46]? (?:v\\w+ )?(?:vrf \\S+ )?(?:int|addr)|ipconfig|\\bipv6 int", ANSWER_ADDRESSES},
    {"\\b(?:int|ports?\\b|ifconfig|ip (?:-\\w+ )*link)", ANSWER_INTERFACES},
    {"version|system|sys-?info|switch$|hostname|status|chassis|device|identity|resource|routerboard|"
     "software|os-release|dmidecode|uname|board|asset|sysname|esn|product",
     ANSWER_IDENTITY},
};

enum answer_kind os_answer_kind(const struct os *os, const char *command)
{
    const struct os_command *known = find_command(os, command);
    if (known != NULL)
        return known->kind;
    g_auto(GStrv) words = split_words(command);
    g_autofree char *text = g_strjoinv(" ", words);
    for (size_t i = 0; i < G_N_ELEMENTS(kind_of_words); i++)
        if (g_regex_match_simple(kind_of_words[i].pattern, text, G_REGEX_CASELESS, 0))
            return kind_of_words[i].kind;
    return ANSWER_OTHER;
}

static struct cli_table *parse_structured(const struct os *os, const char *command, const char *text,
                                          size_t size)
{
    if (os->structured_count == 0)
        return NULL;
    struct document *document = document_read(text, size);
    if (document == NULL)
        return NULL;
    struct cli_table *table = structured_parse(os->structured, os->structured_count, command, document);
    document_free(document);
    return table;
}

/* A command with "| ..." behind it is first looked for whole, as some templates want it. */
static struct cli_table *parse_template(struct template_set *set, const struct os *os, const char *command,
                                        const char *text, size_t size, GError **error)
{
    g_auto(GStrv) words = split_words(command);
    g_autofree char *bare = g_strjoinv(" ", words);
    const char *asked = template_set_source(set, os->name, command) != TEMPLATE_NONE ? command : bare;
    return template_set_parse(set, os->name, asked, text, size, error);
}

struct cli_table *os_parse(struct template_set *set, const struct os *os, const char *command,
                           const char *text, size_t size, GError **error)
{
    g_autofree char *asked = os_command_normalize(command);
    GString *clean = os_text_clean(text, size);
    struct cli_table *table = parse_structured(os, asked, clean->str, clean->len);
    if (table == NULL)
        table = parse_template(set, os, asked, clean->str, clean->len, error);
    g_string_free(clean, TRUE);
    return table;
}
