#include "inventory/naming.h"

#include "model/address.h"

#include <string.h>

static bool says_something(const char *name)
{
    for (; *name != '\0'; name++)
        if (g_ascii_isalnum(*name) || (*name & 0x80) != 0)
            return true;
    return false;
}

char *naming_fold(const char *name)
{
    if (name == NULL || !says_something(name))
        return NULL;
    return g_strstrip(g_ascii_strdown(name, -1));
}

char *naming_first_label(const char *folded)
{
    struct address address;
    const char *dot = strchr(folded, '.');
    if (dot == NULL || dot == folded || address_parse(folded, &address))
        return NULL;
    return g_strndup(folded, (gsize)(dot - folded));
}

static bool is_label_of(const char *label, const char *name)
{
    size_t size = strlen(label);
    struct address address;
    return strncmp(label, name, size) == 0 && name[size] == '.' && strchr(label, '.') == NULL &&
           !address_parse(name, &address);
}

bool naming_agree(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || is_label_of(a, b) || is_label_of(b, a);
}

bool naming_is_generic(const char *folded)
{
    static const char *const words[] = {
        "(none)",  "access point", "ap",      "cisco",       "debian",      "default",     "dell",
        "device",  "gateway",      "host",    "hostname",    "hp",          "hpe",         "huawei",
        "juniper", "linux",        "local",   "mikrotik",    "modem",       "n/a",         "name",
        "netgear", "no name",      "noname",  "none",        "not set",     "null",        "openwrt",
        "phone",   "printer",      "private", "raspberrypi", "router",      "server",      "snmp",
        "switch",  "sysname",      "system",  "test",        "ubnt",        "ubuntu",      "undefined",
        "unifi",   "unknown",      "unnamed", "localhost",   "localdomain", "system name",
    };
    if (folded[0] == '<' || g_str_has_prefix(folded, "localhost."))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

static bool is_word_character(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || (c & 0x80) != 0;
}

/* Whether size characters of word stand in text as a word of their own. */
static bool has_word(const char *text, const char *word, size_t size)
{
    for (const char *at = text; *at != '\0'; at++) {
        bool starts = at == text || !is_word_character(at[-1]);
        if (starts && g_ascii_strncasecmp(at, word, size) == 0 && !is_word_character(at[size]))
            return true;
    }
    return false;
}

bool naming_is_model(const char *folded, const char *descr, const char *platform)
{
    if (platform != NULL && g_ascii_strcasecmp(folded, platform) == 0)
        return true;
    if (descr == NULL)
        return false;
    size_t words = 0;
    for (const char *at = folded; *at != '\0';) {
        size_t size = 0;
        while (is_word_character(at[size]))
            size++;
        if (size > 0 && !has_word(descr, at, size))
            return false;
        words += size > 0;
        at += size > 0 ? size : 1;
    }
    return words >= 2;
}
