#include "discover/os/template_set.h"

#include "discover/cli_table_join.h"
#include "discover/os/template_folder.h"
#include "discover/textfsm.h"

#include <string.h>

struct template_set {
    GPtrArray *folders;   /* struct template_folder; the embedded one first */
    GMutex lock;          /* of compiled */
    GHashTable *compiled; /* "position/name" -> struct textfsm */
};

static void free_folder(gpointer folder)
{
    template_folder_free(folder);
}

static void free_template(gpointer template)
{
    textfsm_free(template);
}

static bool add_folder(struct template_set *set, struct template_folder *folder)
{
    if (folder != NULL)
        g_ptr_array_add(set->folders, folder);
    return folder != NULL;
}

struct template_set *template_set_new(const char *const *folders, GError **error)
{
    struct template_set *set = g_new0(struct template_set, 1);
    set->folders = g_ptr_array_new_with_free_func(free_folder);
    set->compiled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_template);
    g_mutex_init(&set->lock);
    bool is_good = add_folder(set, template_folder_open_embedded(error));
    for (; is_good && folders != NULL && *folders != NULL; folders++)
        is_good = add_folder(set, template_folder_open(*folders, error));
    if (is_good)
        return set;
    template_set_free(set);
    return NULL;
}

void template_set_free(struct template_set *set)
{
    if (set == NULL)
        return;
    g_ptr_array_unref(set->folders);
    g_hash_table_unref(set->compiled);
    g_mutex_clear(&set->lock);
    g_free(set);
}

static char *find(const struct template_set *set, const char *platform, const char *command, guint *position)
{
    for (guint i = set->folders->len; i-- > 0;) {
        char *names = template_folder_find(g_ptr_array_index(set->folders, i), platform, command);
        *position = i;
        if (names != NULL)
            return names;
    }
    return NULL;
}

enum template_source template_set_source(const struct template_set *set, const char *platform,
                                         const char *command)
{
    guint position;
    g_autofree char *names = find(set, platform, command, &position);
    if (names == NULL)
        return TEMPLATE_NONE;
    return position == 0 ? TEMPLATE_EMBEDDED : TEMPLATE_FOLDER;
}

static const struct textfsm *compile(struct template_set *set, guint position, const char *name,
                                     GError **error)
{
    GBytes *bytes = template_folder_read(g_ptr_array_index(set->folders, position), name, error);
    if (bytes == NULL)
        return NULL;
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    struct textfsm *template = textfsm_new(name, text, size, error);
    g_bytes_unref(bytes);
    if (template != NULL)
        g_hash_table_insert(set->compiled, g_strdup_printf("%u/%s", position, name), template);
    return template;
}

/* Templates are compiled when they are first needed, under the lock; after that they do not change. */
static const struct textfsm *get(struct template_set *set, guint position, const char *name, GError **error)
{
    g_autofree char *key = g_strdup_printf("%u/%s", position, name);
    g_mutex_lock(&set->lock);
    const struct textfsm *template = g_hash_table_lookup(set->compiled, key);
    if (template == NULL)
        template = compile(set, position, name, error);
    g_mutex_unlock(&set->lock);
    return template;
}

/* What the templates that are named together have read so far. */
struct parsing {
    struct cli_table *table; /* NULL before the first */
    const char **keys;       /* of the first template that has any; belong to it */
};

static void add_table(struct parsing *parsing, const struct textfsm *template, struct cli_table *more)
{
    if (parsing->keys == NULL || parsing->keys[0] == NULL) {
        g_free(parsing->keys);
        parsing->keys = textfsm_keys(template);
    }
    if (parsing->table == NULL) {
        parsing->table = more;
        return;
    }
    struct cli_table *joined = cli_table_join(parsing->table, more, parsing->keys);
    cli_table_free(parsing->table);
    cli_table_free(more);
    parsing->table = joined;
}

static bool read_one(struct template_set *set, guint position, const char *name, struct parsing *parsing,
                     const char *text, size_t size, GError **error)
{
    const struct textfsm *template = get(set, position, name, error);
    struct cli_table *more = template == NULL ? NULL : textfsm_parse(template, text, size, error);
    if (more != NULL)
        add_table(parsing, template, more);
    return more != NULL;
}

static struct cli_table *parse_with(struct template_set *set, guint position, const char *names,
                                    const char *text, size_t size, GError **error)
{
    g_auto(GStrv) each = g_strsplit(names, ":", 0);
    struct parsing parsing = {NULL, NULL};
    bool is_good = true;
    for (char **name = each; is_good && *name != NULL; name++)
        is_good = read_one(set, position, *name, &parsing, text, size, error);
    g_free(parsing.keys);
    if (is_good)
        return parsing.table;
    cli_table_free(parsing.table);
    return NULL;
}

struct cli_table *template_set_parse(struct template_set *set, const char *platform, const char *command,
                                     const char *text, size_t size, GError **error)
{
    guint position;
    g_autofree char *names = find(set, platform, command, &position);
    if (names != NULL && *names != '\0')
        return parse_with(set, position, names, text, size, error);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "there is no template for \"%s\" of %s", command,
                platform);
    return NULL;
}
