#include "discover/os/capability_text.h"

#include <string.h>

struct spelling {
    const char *text; /* lower case, '-' for blanks and '_' */
    const char *token;
};

static const struct spelling lldp_words[] = {
    {"customer-bridge", "cvlan"},
    {"customer-vlan", "cvlan"},
    {"c-vlan-component", "cvlan"},
    {"c-vlan", "cvlan"},
    {"cvlan", "cvlan"},
    {"service-bridge", "svlan"},
    {"service-vlan", "svlan"},
    {"s-vlan-component", "svlan"},
    {"s-vlan", "svlan"},
    {"svlan", "svlan"},
    {"two-port-mac-relay", "two-port-mac-relay"},
    {"tpmr", "two-port-mac-relay"},
    {"two-port-mac-relay-(tpmr)", "two-port-mac-relay"},
    {"bridge/switch", "bridge"},
    {"bridge", "bridge"},
    {"switch", "bridge"},
    {"router", "router"},
    {"routing", "router"},
    {"wlan-access-point", "wlan-ap"},
    {"wlan-ap", "wlan-ap"},
    {"wlanaccesspoint", "wlan-ap"},
    {"access-point", "wlan-ap"},
    {"accesspoint", "wlan-ap"},
    {"wireless-access-point", "wlan-ap"},
    {"wlan", "wlan-ap"},
    {"ap", "wlan-ap"},
    {"telephone", "telephone"},
    {"phone", "telephone"},
    {"tel", "telephone"},
    {"station-only", "station"},
    {"stationonly", "station"},
    {"station", "station"},
    {"end-station-only", "station"},
    {"end-station", "station"},
    {"repeater", "repeater"},
    {"hub", "repeater"},
    {"docsis-cable-device", "docsis"},
    {"docsiscabledevice", "docsis"},
    {"docsis", "docsis"},
    {"cable-device", "docsis"},
    {"other", "other"},
};

static const struct spelling lldp_letters[] = {
    {"B", "bridge"},   {"R", "router"},   {"W", "wlan-ap"}, {"T", "telephone"}, {"S", "station"},
    {"P", "repeater"}, {"r", "repeater"}, {"C", "docsis"},  {"D", "docsis"},    {"O", "other"},
};

static const struct spelling cdp_words[] = {
    {"supports-stp-dispute", "stp-dispute"},
    {"stp-dispute", "stp-dispute"},
    {"source-route-bridge", "source-route-bridge"},
    {"source-route", "source-route-bridge"},
    {"sr-bridge", "source-route-bridge"},
    {"trans-bridge", "trans-bridge"},
    {"transparent-bridge", "trans-bridge"},
    {"tb-bridge", "trans-bridge"},
    {"bridge", "trans-bridge"},
    {"two-port-mac-relay", "two-port-mac-relay"},
    {"igmp-filtering", "igmp"},
    {"igmp-cnd-filtering", "igmp"},
    {"igmp-capable", "igmp"},
    {"igmp", "igmp"},
    {"router", "router"},
    {"switch", "switch"},
    {"host", "host"},
    {"repeater", "repeater"},
    {"voip-phone", "phone"},
    {"phone-port", "phone"},
    {"phone", "phone"},
    {"remotely-managed-device", "remote"},
    {"remote", "remote"},
    {"cvta-phone-port", "cvta"},
    {"cvta", "cvta"},
};

static const struct spelling cdp_letters[] = {
    {"R", "router"},      {"T", "trans-bridge"}, {"B", "source-route-bridge"},
    {"S", "switch"},      {"H", "host"},         {"I", "igmp"},
    {"r", "repeater"},    {"P", "phone"},        {"V", "phone"},
    {"D", "remote"},      {"C", "cvta"},         {"M", "two-port-mac-relay"},
    {"s", "stp-dispute"},
};

static bool is_separator(char c)
{
    return c == ',' || c == ';' || c == '/' || c == '&' || c == '+' || c == '|' || g_ascii_isspace(c);
}

/* The longest spelling that stands at the beginning of the text and ends where a word does. */
static const struct spelling *find_word(const struct spelling *words, size_t count, const char *text)
{
    const struct spelling *best = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i].text);
        if (strncmp(text, words[i].text, length) != 0 || g_ascii_isalnum(text[length]))
            continue;
        if (best == NULL || length > strlen(best->text))
            best = &words[i];
    }
    return best;
}

static const char *find_letter(const struct spelling *letters, size_t count, char letter)
{
    for (size_t i = 0; i < count; i++)
        if (letters[i].text[0] == letter)
            return letters[i].token;
    return NULL;
}

static void add_token(GPtrArray *out, const char *token)
{
    if (!g_ptr_array_find_with_equal_func(out, token, g_str_equal, NULL))
        g_ptr_array_add(out, g_strdup(token));
}

/* "B", "BR", "--B-R---": every letter must be one. */
static void add_letters(GPtrArray *out, const struct spelling *letters, size_t count, const char *text,
                        size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != '-' && find_letter(letters, count, text[i]) == NULL)
            return;
    for (size_t i = 0; i < length; i++)
        if (text[i] != '-')
            add_token(out, find_letter(letters, count, text[i]));
}

static char *fold(const char *text)
{
    char *folded = g_ascii_strdown(text, -1);
    for (char *c = folded; *c != '\0'; c++)
        if (g_ascii_isspace(*c) || *c == '_')
            *c = '-';
    return folded;
}

static int compare_tokens(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **capability_tokens(const char *text, enum protocol protocol)
{
    bool is_lldp = protocol == PROTOCOL_LLDP || protocol == PROTOCOL_MNDP;
    const struct spelling *words = is_lldp ? lldp_words : cdp_words;
    const struct spelling *letters = is_lldp ? lldp_letters : cdp_letters;
    size_t word_count = is_lldp ? G_N_ELEMENTS(lldp_words) : G_N_ELEMENTS(cdp_words);
    size_t letter_count = is_lldp ? G_N_ELEMENTS(lldp_letters) : G_N_ELEMENTS(cdp_letters);
    g_autofree char *folded = fold(text);
    GPtrArray *out = g_ptr_array_new();
    for (size_t at = 0; text[at] != '\0';) {
        if (is_separator(text[at])) {
            at++;
            continue;
        }
        const struct spelling *word = find_word(words, word_count, folded + at);
        size_t length = word != NULL ? strlen(word->text) : strcspn(text + at, ",;/&+| \t\r\n\v\f");
        if (word != NULL)
            add_token(out, word->token);
        else
            add_letters(out, letters, letter_count, text + at, length);
        at += MAX(length, 1);
    }
    g_ptr_array_sort(out, compare_tokens);
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(out, FALSE);
}

uint32_t capability_bits(char *const *tokens)
{
    static const struct {
        const char *token;
        enum capability capability;
    } map[] = {
        {"switch", CAPABILITY_BRIDGE},
        {"trans-bridge", CAPABILITY_BRIDGE},
        {"source-route-bridge", CAPABILITY_BRIDGE},
        {"cvlan", CAPABILITY_BRIDGE},
        {"svlan", CAPABILITY_BRIDGE},
        {"host", CAPABILITY_STATION},
        {"phone", CAPABILITY_TELEPHONE},
    };
    uint32_t bits = 0;
    for (; *tokens != NULL; tokens++) {
        int known = 0;
        for (size_t i = 0; i < G_N_ELEMENTS(map); i++)
            if (strcmp(map[i].token, *tokens) == 0)
                bits |= CAPABILITY_BIT(map[i].capability);
        if (words_parse(&capability_words, *tokens, &known) && known != CAPABILITY_NONE)
            bits |= 1U << known;
    }
    return bits;
}
