#include "discover/ssh_config.h"

#include "discover/ssh_names.h"
#include "discover/ssh_patterns.h"

#include <glob.h>
#include <string.h>

#define MAX_SIZE (1 << 20)
#define MAX_ENTRIES 20000
#define MAX_INCLUDES 16
/* Each is looked up in all the entries. */
#define MAX_NAMES 1000
#define USUAL_SYSTEM "/etc/ssh/ssh_config"

enum entry_kind { ENTRY_SETTING, ENTRY_HOST, ENTRY_MATCH, ENTRY_ENTER, ENTRY_LEAVE };

/* A line; ENTER and LEAVE stand around the lines of a file. */
struct entry {
    enum entry_kind kind;
    char *keyword; /* lower case; NULL unless it is a setting */
    char **words;
};

struct ssh_config {
    char *path;
    GArray *entries; /* of struct entry, owned */
    struct ssh_names *names;
};

/* What a configuration is evaluated for. */
struct subject {
    const char *host, *user;
    const char *alias; /* what the user calls the host; NULL: the same */
    uint16_t port;
};

enum value_type { VALUE_WORD, VALUE_LINE, VALUE_PATH, VALUE_PATHS, VALUE_PORT, VALUE_SWITCH };

static const struct keyword {
    const char *name;
    enum value_type type;
    size_t offset;
} keywords[] = {
    {"hostname", VALUE_WORD, offsetof(struct ssh_host, host_name)},
    {"port", VALUE_PORT, offsetof(struct ssh_host, port)},
    {"user", VALUE_WORD, offsetof(struct ssh_host, user)},
    {"hostkeyalias", VALUE_WORD, offsetof(struct ssh_host, host_key_alias)},
    {"proxyjump", VALUE_WORD, offsetof(struct ssh_host, proxy_jump)},
    {"proxycommand", VALUE_LINE, offsetof(struct ssh_host, proxy_command)},
    {"userknownhostsfile", VALUE_PATH, offsetof(struct ssh_host, known_hosts)},
    {"identityagent", VALUE_PATH, offsetof(struct ssh_host, identity_agent)},
    {"identityfile", VALUE_PATHS, offsetof(struct ssh_host, identity_files)},
    {"identitiesonly", VALUE_SWITCH, offsetof(struct ssh_host, identities_only)},
    {"ciphers", VALUE_WORD, offsetof(struct ssh_host, ciphers)},
    {"macs", VALUE_WORD, offsetof(struct ssh_host, macs)},
    {"kexalgorithms", VALUE_WORD, offsetof(struct ssh_host, kex_algorithms)},
    {"hostkeyalgorithms", VALUE_WORD, offsetof(struct ssh_host, host_key_algorithms)},
    {"pubkeyacceptedalgorithms", VALUE_WORD, offsetof(struct ssh_host, pubkey_algorithms)},
    {"pubkeyacceptedkeytypes", VALUE_WORD, offsetof(struct ssh_host, pubkey_algorithms)},
};

void ssh_host_clear(struct ssh_host *host)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
        enum value_type type = keywords[i].type;
        if (type == VALUE_WORD || type == VALUE_LINE || type == VALUE_PATH)
            g_clear_pointer((char **)((char *)host + keywords[i].offset), g_free);
    }
    g_clear_pointer(&host->identity_files, g_ptr_array_unref);
}

static void clear_entry(gpointer data)
{
    struct entry *entry = data;
    g_free(entry->keyword);
    g_strfreev(entry->words);
}

static struct ssh_config *config_new(const char *path)
{
    struct ssh_config *config = g_new0(struct ssh_config, 1);
    config->path = g_strdup(path);
    config->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    g_array_set_clear_func(config->entries, clear_entry);
    config->names = ssh_names_new();
    return config;
}

void ssh_config_free(struct ssh_config *config)
{
    if (!config)
        return;
    g_array_unref(config->entries);
    ssh_names_free(config->names);
    g_free(config->path);
    g_free(config);
}

const char *ssh_config_path(const struct ssh_config *config)
{
    return config->path;
}

/* Words are parted by blanks; one may be in double quotes. NULL where a quote does not end. */
static char **split_words(const char *text)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (;;) {
        text += strspn(text, " \t");
        if (!*text || *text == '#')
            break;
        bool is_quoted = *text == '"';
        text += is_quoted;
        size_t size = strcspn(text, is_quoted ? "\"" : " \t");
        if (is_quoted && !text[size])
            return NULL;
        g_ptr_array_add(words, g_strndup(text, size));
        text += size + is_quoted;
    }
    g_ptr_array_add(words, NULL);
    words->pdata = g_ptr_array_steal(words, NULL);
    return (char **)g_steal_pointer(&words->pdata);
}

static enum entry_kind kind_of(const char *keyword)
{
    if (strcmp(keyword, "host") == 0)
        return ENTRY_HOST;
    return strcmp(keyword, "match") == 0 ? ENTRY_MATCH : ENTRY_SETTING;
}

static bool is_line_keyword(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
        if (keywords[i].type == VALUE_LINE && strcmp(keywords[i].name, name) == 0)
            return true;
    return false;
}

/* "Keyword value", "Keyword=value", "Keyword = value"; false: no line can be like that. */
static bool read_line(const char *line, struct entry *out)
{
    size_t size = strcspn(line, " \t=");
    const char *value = line + size + strspn(line + size, " \t");
    value += *value == '=';
    value += strspn(value, " \t");
    out->keyword = g_ascii_strdown(line, (gssize)size);
    out->kind = kind_of(out->keyword);
    if (is_line_keyword(out->keyword)) {
        out->words = g_new0(char *, 2);
        out->words[0] = g_strdup(value);
    } else {
        out->words = split_words(value);
    }
    return out->words && out->words[0];
}

static bool read_file(struct ssh_config *config, const char *path, unsigned depth, GError **error);

static void mark(struct ssh_config *config, enum entry_kind kind)
{
    struct entry entry = {.kind = kind};
    g_array_append_val(config->entries, entry);
}

/* Relative names are in ~/.ssh. A pattern that nothing matches includes nothing. */
static bool include(struct ssh_config *config, const char *pattern, unsigned depth, GError **error)
{
    g_autofree char *path = NULL;
    glob_t found;
    bool is_good = true;
    if (pattern[0] == '~' && pattern[1] == '/')
        path = g_build_filename(g_get_home_dir(), pattern + 2, NULL);
    else if (g_path_is_absolute(pattern))
        path = g_strdup(pattern);
    else
        path = g_build_filename(g_get_home_dir(), ".ssh", pattern, NULL);
    if (glob(path, 0, NULL, &found) != 0)
        return true;
    for (size_t i = 0; i < found.gl_pathc && is_good; i++)
        is_good = read_file(config, found.gl_pathv[i], depth + 1, error);
    globfree(&found);
    return is_good;
}

static bool fail_line(const char *name, unsigned number, GError **error, const char *why)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", name, number, why);
    return false;
}

/* depth: of files in files; UINT_MAX: none are followed. */
static bool read_text(struct ssh_config *config, char *text, const char *name, unsigned depth, GError **error)
{
    unsigned number = 0;
    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        number++;
        g_strstrip(line);
        if (!*line || *line == '#')
            continue;
        struct entry entry = {0};
        bool is_read = read_line(line, &entry) && config->entries->len < MAX_ENTRIES;
        bool is_include = is_read && strcmp(entry.keyword, "include") == 0;
        bool is_good = is_read;
        for (char **word = entry.words; is_include && depth != UINT_MAX && is_good && *word; word++)
            is_good = include(config, *word, depth, error);
        if (is_read && !is_include)
            g_array_append_val(config->entries, entry);
        else
            clear_entry(&entry);
        if (!is_good)
            return is_read ? false : fail_line(name, number, error, "no keyword and value");
    }
    return true;
}

static bool read_file(struct ssh_config *config, const char *path, unsigned depth, GError **error)
{
    g_autofree char *text = NULL;
    gsize size;
    if (depth > MAX_INCLUDES)
        return fail_line(path, 0, error, "includes itself");
    if (!g_file_get_contents(path, &text, &size, error))
        return false;
    if (size > MAX_SIZE || memchr(text, '\0', size))
        return fail_line(path, 0, error, "is no configuration");
    mark(config, ENTRY_ENTER);
    bool is_read = read_text(config, text, path, depth, error);
    mark(config, ENTRY_LEAVE);
    return is_read;
}

static void learn_names(struct ssh_config *config);

static struct ssh_config *read_all(const char *path, const char *const *paths, GError **error)
{
    struct ssh_config *config = config_new(path);
    for (; *paths; paths++) {
        if ((path || g_file_test(*paths, G_FILE_TEST_EXISTS)) && !read_file(config, *paths, 0, error)) {
            ssh_config_free(config);
            return NULL;
        }
    }
    learn_names(config);
    return config;
}

struct ssh_config *ssh_config_read(const char *path, GError **error)
{
    const char *const paths[] = {path, NULL};
    return read_all(path, paths, error);
}

struct ssh_config *ssh_config_read_usual(GError **error)
{
    g_autofree char *own = g_build_filename(g_get_home_dir(), ".ssh", "config", NULL);
    const char *const paths[] = {own, USUAL_SYSTEM, NULL};
    return read_all(NULL, paths, error);
}

struct ssh_config *ssh_config_parse(const char *text, size_t size, const char *name, GError **error)
{
    struct ssh_config *config = config_new(name);
    g_autofree char *copy = g_strndup(text, size);
    if (!read_text(config, copy, name, UINT_MAX, error)) {
        ssh_config_free(config);
        return NULL;
    }
    learn_names(config);
    return config;
}

static bool matches_list(const char *list, const char *text)
{
    g_auto(GStrv) patterns = g_strsplit(list, ",", -1);
    return ssh_patterns_match(patterns, text, NULL);
}

/* One criterion; *word is left on its argument where it takes one. */
static bool meets(char *const **word, const struct subject *subject)
{
    const char *criterion = **word;
    bool is_negated = *criterion == '!';
    criterion += is_negated;
    if (g_ascii_strcasecmp(criterion, "all") == 0)
        return !is_negated;
    const char *argument = *++*word;
    if (!argument) {
        --*word;
        return false;
    }
    const char *text = NULL;
    if (g_ascii_strcasecmp(criterion, "host") == 0)
        text = subject->host;
    else if (g_ascii_strcasecmp(criterion, "originalhost") == 0)
        text = subject->alias ? subject->alias : subject->host;
    else if (g_ascii_strcasecmp(criterion, "user") == 0)
        text = subject->user ? subject->user : g_get_user_name();
    else if (g_ascii_strcasecmp(criterion, "localuser") == 0)
        text = g_get_user_name();
    return text && matches_list(argument, text) != is_negated;
}

static bool matches_all(char *const *words, const struct subject *subject)
{
    bool is_matched = true;
    for (; *words; words++)
        is_matched = meets(&words, subject) && is_matched;
    return is_matched;
}

/* %h: the host, %n: as the user calls it, %p, %r: the remote user, %u: the local one, %d: home, %%; others
 * are left. */
static char *expand(const char *text, const struct subject *subject)
{
    GString *out = g_string_new(NULL);
    const char *home = g_get_home_dir();
    if (g_str_has_prefix(text, "~/")) {
        g_string_append(out, home);
        text++;
    }
    for (; *text; text++) {
        char token = *text == '%' ? text[1] : '\0';
        const char *user = subject->user ? subject->user : g_get_user_name();
        if (!token || !strchr("hnprud%", token)) {
            g_string_append_c(out, *text);
            continue;
        }
        text++;
        if (token == 'p')
            g_string_append_printf(out, "%u", subject->port > 0 ? (unsigned)subject->port : 22U);
        else
            g_string_append(out, token == 'n' && subject->alias ? subject->alias
                                 : token == 'h' || token == 'n' ? subject->host
                                 : token == 'r'                 ? user
                                 : token == 'u'                 ? g_get_user_name()
                                 : token == 'd'                 ? home
                                                                : "%");
    }
    return g_string_free(out, FALSE);
}

static const struct keyword *find_keyword(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
        if (strcmp(keywords[i].name, name) == 0)
            return &keywords[i];
    return NULL;
}

/* What is said first counts, but for lists, which add up. Paths are expanded at the end, when user and port
 * are known. */
static void apply(struct ssh_host *host, const struct keyword *keyword, const char *value)
{
    void *place = (char *)host + keyword->offset;
    guint64 number;
    switch (keyword->type) {
    case VALUE_PORT:
        if (host->port == 0 && g_ascii_string_to_unsigned(value, 10, 1, UINT16_MAX, &number, NULL))
            host->port = (uint16_t)number;
        break;
    case VALUE_SWITCH:
        host->identities_only |= g_ascii_strcasecmp(value, "yes") == 0;
        break;
    case VALUE_PATHS:
        g_ptr_array_add(host->identity_files, g_strdup(value));
        break;
    case VALUE_WORD:
    case VALUE_LINE:
    case VALUE_PATH:
        if (!*(char **)place)
            *(char **)place = g_strdup(value);
        break;
    }
}

static void expand_in_place(char **text, const struct subject *subject)
{
    if (!*text)
        return;
    char *expanded = expand(*text, subject);
    g_free(*text);
    *text = expanded;
}

/* ProxyJump and ProxyCommand exclude each other: the first counts; "none" ends the search for it. */
static void finish(struct ssh_host *host, const struct subject *subject)
{
    struct subject known = {subject->host, subject->user ? subject->user : host->user, subject->alias,
                            subject->port > 0 ? subject->port : host->port};
    char **proxies[] = {&host->proxy_jump, &host->proxy_command};
    for (size_t i = 0; i < G_N_ELEMENTS(proxies); i++)
        if (*proxies[i] && g_ascii_strcasecmp(*proxies[i], "none") == 0)
            g_clear_pointer(proxies[i], g_free);
    expand_in_place(&host->host_name, &known);
    expand_in_place(&host->proxy_command, &known);
    expand_in_place(&host->known_hosts, &known);
    expand_in_place(&host->identity_agent, &known);
    expand_in_place(&host->host_key_alias, &known);
    for (guint i = 0; i < host->identity_files->len; i++)
        expand_in_place((char **)&host->identity_files->pdata[i], &known);
    g_ptr_array_add(host->identity_files, NULL);
}

static void apply_setting(struct ssh_host *host, const struct entry *entry)
{
    const struct keyword *keyword = find_keyword(entry->keyword);
    bool is_proxy = keyword && (keyword->offset == offsetof(struct ssh_host, proxy_jump) ||
                                keyword->offset == offsetof(struct ssh_host, proxy_command));
    if (keyword && !(is_proxy && (host->proxy_jump || host->proxy_command)))
        apply(host, keyword, entry->words[0]);
}

static void evaluate(const struct ssh_config *config, const struct subject *subject, struct ssh_host *out)
{
    bool is_active = true, outer[MAX_INCLUDES + 2] = {true};
    size_t depth = 0;
    *out = (struct ssh_host){.identity_files = g_ptr_array_new_with_free_func(g_free)};
    for (guint i = 0; i < config->entries->len; i++) {
        const struct entry *entry = &g_array_index(config->entries, struct entry, i);
        if (entry->kind == ENTRY_ENTER)
            outer[++depth] = is_active;
        else if (entry->kind == ENTRY_LEAVE)
            is_active = outer[depth--];
        else if (entry->kind == ENTRY_HOST)
            is_active = outer[depth] && ssh_patterns_match(entry->words, subject->host, subject->alias);
        else if (entry->kind == ENTRY_MATCH)
            is_active = outer[depth] && matches_all(entry->words, subject);
        else if (is_active)
            apply_setting(out, entry);
    }
    finish(out, subject);
}

/* core-1 of "Host core-1 *.example.com", where its HostName is an address. */
static void learn_name(struct ssh_config *config, const char *name)
{
    struct subject subject = {.host = name};
    struct ssh_host host;
    struct address address;
    if (strpbrk(name, "*?!"))
        return;
    evaluate(config, &subject, &host);
    if (host.host_name && address_parse(host.host_name, &address))
        ssh_names_add(config->names, name, address, host.port);
    ssh_host_clear(&host);
}

static void learn_names(struct ssh_config *config)
{
    guint learned = 0;
    for (guint i = 0; i < config->entries->len; i++) {
        const struct entry *entry = &g_array_index(config->entries, struct entry, i);
        for (char **word = entry->words; entry->kind == ENTRY_HOST && *word && learned < MAX_NAMES; word++) {
            learn_name(config, *word);
            learned++;
        }
    }
}

void ssh_config_add_name(struct ssh_config *config, const char *name, struct address address, uint16_t port)
{
    ssh_names_add(config->names, name, address, port);
}

/* What the file says of the address itself comes first: its port tells which of several hosts is meant. */
static char *find_alias(const struct ssh_config *config, const char *host, uint16_t port)
{
    struct subject subject = {.host = host, .port = port};
    struct ssh_host bare;
    struct address address;
    if (!address_parse(host, &address))
        return NULL;
    evaluate(config, &subject, &bare);
    if (port == 0)
        port = bare.port;
    ssh_host_clear(&bare);
    return ssh_names_find(config->names, address, port);
}

void ssh_config_find(const struct ssh_config *config, const char *host, const char *user, uint16_t port,
                     struct ssh_host *out)
{
    g_autofree char *alias = find_alias(config, host, port);
    struct subject subject = {host, user, alias, port};
    evaluate(config, &subject, out);
}
