#include "discover/record_folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MANIFEST "manifest.txt"

/* Lines of the manifest to be, for one address. */
struct claim {
    struct address address;
    enum record_line_kind kind;
    GPtrArray *lines; /* of char *: "@VLAN FILE" or " FILE"; shared by the addresses of a device */
    bool visited;     /* not only said to be the device's own */
};

struct record_folder {
    char *path;
    GHashTable *claims; /* set of struct claim *, owned */
};

static guint claim_hash(gconstpointer key)
{
    const struct claim *claim = key;
    return address_hash(claim->address) * 31 + (guint)claim->kind;
}

static gboolean claim_equal(gconstpointer a, gconstpointer b)
{
    const struct claim *left = a, *right = b;
    return left->kind == right->kind && address_equal(left->address, right->address);
}

static void claim_free(gpointer data)
{
    struct claim *claim = data;
    g_ptr_array_unref(claim->lines);
    g_free(claim);
}

struct record_folder *record_folder_open(const char *path, GError **error)
{
    g_autofree char *manifest = g_build_filename(path, MANIFEST, NULL);
    if (g_mkdir_with_parents(path, 0777) != 0 || g_access(path, W_OK | X_OK) != 0) {
        int code = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
        return NULL;
    }
    if (g_file_test(manifest, G_FILE_TEST_EXISTS)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s: there is a recording in it already", path);
        return NULL;
    }
    struct record_folder *folder = g_new0(struct record_folder, 1);
    folder->path = g_strdup(path);
    folder->claims = g_hash_table_new_full(claim_hash, claim_equal, claim_free, NULL);
    return folder;
}

const char *record_folder_path(const struct record_folder *folder)
{
    return folder->path;
}

bool record_folder_write(const struct record_folder *folder, const char *name, const GString *content,
                         GError **error)
{
    g_autofree char *path = g_build_filename(folder->path, name, NULL);
    return g_file_set_contents(path, content->str, (gssize)content->len, error);
}

void record_folder_discard(struct record_folder *folder)
{
    if (!folder)
        return;
    g_hash_table_unref(folder->claims);
    g_free(folder->path);
    g_free(folder);
}

static gint compare_claims(gconstpointer a, gconstpointer b)
{
    const struct claim *left = *(struct claim *const *)a, *right = *(struct claim *const *)b;
    int order = address_compare(left->address, right->address);
    return order != 0 ? order : (int)left->kind - (int)right->kind;
}

static void append_claim(GString *out, const struct claim *claim)
{
    char text[ADDRESS_TEXT_SIZE];
    address_format(claim->address, text);
    for (guint i = 0; i < claim->lines->len; i++)
        g_string_append_printf(out, "%s%s\n", text, (const char *)claim->lines->pdata[i]);
}

bool record_folder_close(struct record_folder *folder, GError **error)
{
    g_autoptr(GPtrArray) claims = g_ptr_array_new();
    g_autoptr(GString) manifest = g_string_new("# Recorded by wiremap discover --record.\n");
    GHashTableIter iter;
    gpointer claim;
    g_hash_table_iter_init(&iter, folder->claims);
    while (g_hash_table_iter_next(&iter, &claim, NULL))
        g_ptr_array_add(claims, claim);
    g_ptr_array_sort(claims, compare_claims);
    for (guint i = 0; i < claims->len; i++)
        append_claim(manifest, g_ptr_array_index(claims, i));
    bool written = record_folder_write(folder, MANIFEST, manifest, error);
    record_folder_discard(folder);
    return written;
}

/* What was visited there counts more than what another device says it owns: shared addresses are many. */
static void claim_address(struct record_folder *folder, struct address address, enum record_line_kind kind,
                          GPtrArray *lines, bool visited)
{
    struct claim key = {.address = address, .kind = kind};
    const struct claim *there = g_hash_table_lookup(folder->claims, &key);
    if (there && (there->visited || !visited))
        return;
    struct claim *claim = g_new0(struct claim, 1);
    *claim = (struct claim){address, kind, g_ptr_array_ref(lines), visited};
    g_hash_table_replace(folder->claims, claim, claim);
}

static GPtrArray *format_lines(const struct record_line *lines, size_t count)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < count; i++)
        g_ptr_array_add(out, lines[i].vlan == 0 ? g_strconcat(" ", lines[i].file, NULL)
                                                : g_strdup_printf("@%u %s", lines[i].vlan, lines[i].file));
    return out;
}

void record_folder_claim(struct record_folder *folder, const struct observation *observation,
                         enum record_line_kind kind, const struct record_line *lines, size_t count)
{
    g_autoptr(GPtrArray) formatted = format_lines(lines, count);
    size_t own_count;
    const struct ip_address *own = observation_records(observation, RECORD_IP_ADDRESS, &own_count);
    claim_address(folder, observation->address, kind, formatted, true);
    for (size_t i = 0; i < own_count; i++)
        if (address_is_usable(own[i].address))
            claim_address(folder, own[i].address, kind, formatted, false);
}
