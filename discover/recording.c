#include "discover/recording.h"

#include <gio/gio.h>
#include <string.h>

#define MANIFEST "manifest.txt"
#define MAX_VLAN 4095

struct recording_file {
    char *name;
    char *path;
    struct snmprec *snmprec;
    GError *error; /* why snmprec is NULL, once it was tried */
};

struct entry {
    struct recording_entry entry;
    struct recording_file *file;
};

/* The entries of one kind. */
struct entry_list {
    GPtrArray *entries;     /* of struct entry *, owned */
    GHashTable *by_address; /* struct recording_entry * -> position + 1; keys belong to entries */
    GHashTable *files;      /* name -> struct recording_file *, owned */
};

struct recording {
    char *folder;
    struct entry_list snmp, cli;
};

static guint entry_hash(gconstpointer key)
{
    const struct recording_entry *entry = key;
    return address_hash(entry->address) * 31 + entry->vlan;
}

static gboolean entry_equal(gconstpointer a, gconstpointer b)
{
    const struct recording_entry *left = a, *right = b;
    return left->vlan == right->vlan && address_equal(left->address, right->address);
}

static void file_free(gpointer data)
{
    struct recording_file *file = data;
    snmprec_free(file->snmprec);
    g_clear_error(&file->error);
    g_free(file->name);
    g_free(file->path);
    g_free(file);
}

static void init_list(struct entry_list *list)
{
    list->entries = g_ptr_array_new_with_free_func(g_free);
    list->by_address = g_hash_table_new(entry_hash, entry_equal);
    list->files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, file_free);
}

static void clear_list(struct entry_list *list)
{
    g_hash_table_unref(list->by_address);
    g_ptr_array_unref(list->entries);
    g_hash_table_unref(list->files);
}

static struct recording *recording_new(const char *folder)
{
    struct recording *recording = g_new0(struct recording, 1);
    recording->folder = g_strdup(folder);
    init_list(&recording->snmp);
    init_list(&recording->cli);
    return recording;
}

void recording_free(struct recording *recording)
{
    if (!recording)
        return;
    clear_list(&recording->snmp);
    clear_list(&recording->cli);
    g_free(recording->folder);
    g_free(recording);
}

static struct recording_file *file_get(const struct entry_list *list, const char *folder, const char *name)
{
    struct recording_file *file = g_hash_table_lookup(list->files, name);
    if (file)
        return file;
    file = g_new0(struct recording_file, 1);
    file->name = g_strdup(name);
    file->path = g_build_filename(folder, name, NULL);
    g_hash_table_insert(list->files, file->name, file);
    return file;
}

static bool stays_in_folder(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    return !g_path_is_absolute(name) && !g_strv_contains((const char *const *)parts, "..");
}

/* "192.0.2.1" or "192.0.2.1@VLAN", cut in place. */
static bool parse_address(char *text, struct address *address, uint32_t *vlan)
{
    char *at = strchr(text, '@');
    guint64 number = 0;
    if (at) {
        *at = '\0';
        if (!g_ascii_string_to_unsigned(at + 1, 10, 1, MAX_VLAN, &number, NULL))
            return false;
    }
    *vlan = (uint32_t)number;
    return address_parse(text, address);
}

static bool is_cli(const char *name)
{
    return g_str_has_suffix(name, ".cli") || g_str_has_suffix(name, ".cli/");
}

static void add_entry(struct recording *recording, struct address address, uint32_t vlan, const char *name)
{
    struct recording_entry key = {.address = address, .vlan = vlan};
    struct entry_list *list = is_cli(name) ? &recording->cli : &recording->snmp;
    if (g_hash_table_contains(list->by_address, &key))
        return;
    struct entry *entry = g_new0(struct entry, 1);
    entry->file = file_get(list, recording->folder, name);
    entry->entry = (struct recording_entry){address, vlan, entry->file->name, entry->file->path};
    g_ptr_array_add(list->entries, entry);
    g_hash_table_insert(list->by_address, &entry->entry, GUINT_TO_POINTER(list->entries->len));
}

/* `#` within a word is none: file names may have one. */
static void cut_comment(char *line)
{
    for (char *at = line; *at; at++)
        if (*at == '#' && (at == line || g_ascii_isspace(at[-1])))
            *at = '\0';
}

static const char *read_line(struct recording *recording, char *line)
{
    struct address address;
    uint32_t vlan;
    cut_comment(line);
    g_strstrip(line);
    if (!*line)
        return NULL;
    char *name = line + strcspn(line, " \t");
    if (!*name)
        return "not ADDRESS FILE";
    *name++ = '\0';
    name = g_strchug(name);
    if (!parse_address(line, &address, &vlan))
        return "not an address, or ADDRESS@VLAN";
    if (!stays_in_folder(name))
        return "the file is not within the folder";
    if (vlan != 0 && is_cli(name))
        return "a command line has no VLAN";
    add_entry(recording, address, vlan, name);
    return NULL;
}

struct recording *recording_parse(const char *manifest, size_t size, const char *folder, GError **error)
{
    g_autofree char *text = g_strndup(manifest, size);
    struct recording *recording = recording_new(folder);
    const char *problem = memchr(manifest, '\0', size) ? "a NUL" : NULL;
    size_t number = 0;
    for (char *line = text; line && !problem; number++) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        problem = read_line(recording, line);
        line = end;
    }
    if (problem)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s/" MANIFEST ": line %zu: %s", folder,
                    number, problem);
    else if (recording->snmp.entries->len + recording->cli.entries->len == 0)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s/" MANIFEST ": no device is in it",
                    folder);
    else
        return recording;
    recording_free(recording);
    return NULL;
}

struct recording *recording_open(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, MANIFEST, NULL);
    g_autofree char *text = NULL;
    gsize size;
    GError *reason = NULL;
    if (g_file_get_contents(path, &text, &size, &reason))
        return recording_parse(text, size, folder, error);
    if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: no recording (it has no " MANIFEST ")",
                    folder);
    else
        g_set_error(error, reason->domain, reason->code, "%s: %s", path, reason->message);
    g_error_free(reason);
    return NULL;
}

static const struct recording_entry *entry_at(const struct entry_list *list, size_t position)
{
    const struct entry *entry = g_ptr_array_index(list->entries, position);
    return &entry->entry;
}

static bool find_in(const struct entry_list *list, struct address address, uint32_t vlan, size_t *position)
{
    struct recording_entry key = {.address = address, .vlan = vlan};
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(list->by_address, &key));
    if (found == 0)
        return false;
    *position = found - 1;
    return true;
}

size_t recording_count(const struct recording *recording)
{
    return recording->snmp.entries->len;
}

const struct recording_entry *recording_entry(const struct recording *recording, size_t position)
{
    return entry_at(&recording->snmp, position);
}

bool recording_find(const struct recording *recording, struct address address, uint32_t vlan,
                    size_t *position)
{
    return find_in(&recording->snmp, address, vlan, position);
}

size_t recording_cli_count(const struct recording *recording)
{
    return recording->cli.entries->len;
}

const struct recording_entry *recording_cli_entry(const struct recording *recording, size_t position)
{
    return entry_at(&recording->cli, position);
}

bool recording_cli_find(const struct recording *recording, struct address address, size_t *position)
{
    return find_in(&recording->cli, address, 0, position);
}

static void load_file(gpointer data, G_GNUC_UNUSED gpointer user)
{
    struct recording_file *file = data;
    if (!file->snmprec && !file->error)
        file->snmprec = snmprec_read(file->path, &file->error);
}

const struct snmprec *recording_snmprec(struct recording *recording, size_t position, GError **error)
{
    const struct entry *entry = g_ptr_array_index(recording->snmp.entries, position);
    load_file(entry->file, NULL);
    if (!entry->file->snmprec && error)
        *error = g_error_copy(entry->file->error);
    return entry->file->snmprec;
}

void recording_load(struct recording *recording)
{
    GThreadPool *pool = g_thread_pool_new(load_file, NULL, (gint)g_get_num_processors(), FALSE, NULL);
    GHashTableIter iter;
    gpointer file;
    g_hash_table_iter_init(&iter, recording->snmp.files);
    while (g_hash_table_iter_next(&iter, NULL, &file))
        g_thread_pool_push(pool, file, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

size_t recording_file_count(const struct recording *recording)
{
    return g_hash_table_size(recording->snmp.files) + g_hash_table_size(recording->cli.files);
}
