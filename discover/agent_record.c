#include "discover/agent_record.h"

#include "discover/snmprec.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MANIFEST "manifest.txt"

struct record {
    struct agent agent;
    struct agent *inner; /* NULL once it is freed */
    GHashTable *said;    /* VLAN context -> GString of lines, owned */
    unsigned in_flight;
    bool freed;
};

/* A request on its way. */
struct passed_on {
    struct record *record;
    uint32_t vlan_context;
    reply_fn done;
    void *user;
};

/* A line of the manifest to be. */
struct claim {
    struct address address;
    char *device; /* the file name without .snmprec and VLAN */
    GArray *vlans;
    bool visited; /* not only said to be the device's own */
};

struct record_folder {
    char *path;
    GHashTable *claims; /* set of struct claim *, owned */
};

static void free_lines(gpointer lines)
{
    g_string_free(lines, TRUE);
}

static GString *lines_of(struct record *record, uint32_t vlan)
{
    GString *lines = g_hash_table_lookup(record->said, GUINT_TO_POINTER(vlan));
    if (!lines) {
        lines = g_string_new(NULL);
        g_hash_table_insert(record->said, GUINT_TO_POINTER(vlan), lines);
    }
    return lines;
}

static void copy_head(struct record *record)
{
    record->agent.via = record->inner->via;
    record->agent.has_getbulk = record->inner->has_getbulk;
    record->agent.credential = record->inner->credential;
    record->agent.failure = record->inner->failure;
    record->agent.cost = record->inner->cost;
    record->agent.engine = record->inner->engine;
}

static void free_when_idle(struct record *record)
{
    if (!record->freed || record->in_flight > 0)
        return;
    g_hash_table_unref(record->said);
    g_free(record);
}

static void on_reply(const struct reply *reply, void *user)
{
    struct passed_on *passed_on = user;
    struct record *record = passed_on->record;
    if (reply->status == REPLY_RESPONSE && reply->error_status == 0 && !record->freed)
        for (size_t i = 0; i < reply->count; i++)
            snmprec_append_line(lines_of(record, passed_on->vlan_context), &reply->varbinds[i]);
    if (!record->freed)
        copy_head(record);
    passed_on->done(reply, passed_on->user);
    g_free(passed_on);
    record->in_flight--;
    free_when_idle(record);
}

static void record_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct record *record = (struct record *)agent;
    struct passed_on *passed_on = g_new(struct passed_on, 1);
    *passed_on = (struct passed_on){record, request->vlan_context, done, user};
    record->in_flight++;
    agent_send(record->inner, request, on_reply, passed_on);
    copy_head(record);
}

/* The inner agent may end its requests only when the loop runs next: the record waits for them. */
static void record_free(struct agent *agent)
{
    struct record *record = (struct record *)agent;
    struct agent *inner = record->inner;
    record->freed = true;
    record->in_flight++;
    agent_free(inner);
    record->in_flight--;
    free_when_idle(record);
}

static const struct agent_operations record_operations = {record_send, record_free};

struct agent *agent_record_new(struct agent *inner)
{
    struct record *record = g_new0(struct record, 1);
    record->agent.operations = &record_operations;
    record->inner = inner;
    record->said = g_hash_table_new_full(NULL, NULL, NULL, free_lines);
    copy_head(record);
    return &record->agent;
}

static guint claim_hash(gconstpointer key)
{
    return address_hash(((const struct claim *)key)->address);
}

static gboolean claim_equal(gconstpointer a, gconstpointer b)
{
    return address_equal(((const struct claim *)a)->address, ((const struct claim *)b)->address);
}

static void claim_free(gpointer data)
{
    struct claim *claim = data;
    g_free(claim->device);
    g_array_unref(claim->vlans);
    g_free(claim);
}

struct record_folder *record_folder_open(const char *folder, GError **error)
{
    g_autofree char *manifest = g_build_filename(folder, MANIFEST, NULL);
    if (g_mkdir_with_parents(folder, 0777) != 0 || g_access(folder, W_OK | X_OK) != 0) {
        int code = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "%s: %s", folder, g_strerror(code));
        return NULL;
    }
    if (g_file_test(manifest, G_FILE_TEST_EXISTS)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s: there is a recording in it already", folder);
        return NULL;
    }
    struct record_folder *out = g_new0(struct record_folder, 1);
    out->path = g_strdup(folder);
    out->claims = g_hash_table_new_full(claim_hash, claim_equal, claim_free, NULL);
    return out;
}

static gint compare_claims(gconstpointer a, gconstpointer b)
{
    return address_compare((*(struct claim *const *)a)->address, (*(struct claim *const *)b)->address);
}

static void append_claim(GString *out, const struct claim *claim)
{
    char text[ADDRESS_TEXT_SIZE];
    address_format(claim->address, text);
    for (guint i = 0; i < claim->vlans->len; i++) {
        uint32_t vlan = g_array_index(claim->vlans, uint32_t, i);
        if (vlan == 0)
            g_string_append_printf(out, "%s %s.snmprec\n", text, claim->device);
        else
            g_string_append_printf(out, "%s@%u %s@%u.snmprec\n", text, vlan, claim->device, vlan);
    }
}

static bool write_file(const char *folder, const char *name, const GString *content, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_set_contents(path, content->str, (gssize)content->len, error);
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
    bool written = write_file(folder->path, MANIFEST, manifest, error);
    g_hash_table_unref(folder->claims);
    g_free(folder->path);
    g_free(folder);
    return written;
}

/* What was visited there counts more than what another device says it owns: shared addresses are many. */
static void claim_address(struct record_folder *folder, struct address address, const char *device,
                          GArray *vlans, bool visited)
{
    struct claim key = {.address = address};
    const struct claim *there = g_hash_table_lookup(folder->claims, &key);
    if (there && (there->visited || !visited))
        return;
    struct claim *claim = g_new0(struct claim, 1);
    *claim = (struct claim){address, g_strdup(device), g_array_ref(vlans), visited};
    g_hash_table_replace(folder->claims, claim, claim);
}

/* The lines in the order of the names, each name once. */
static bool write_lines(const char *folder, const char *name, const GString *lines, GError **error)
{
    struct snmprec *snmprec = snmprec_parse(lines->str, lines->len, name, error);
    if (!snmprec)
        return false;
    g_autoptr(GString) sorted = g_string_sized_new(lines->len);
    for (size_t i = 0; i < snmprec_count(snmprec); i++) {
        struct tlv_room room;
        struct varbind varbind;
        snmprec_get(snmprec, i, &room, &varbind);
        snmprec_append_line(sorted, &varbind);
    }
    snmprec_free(snmprec);
    return write_file(folder, name, sorted, error);
}

static gint compare_vlans(gconstpointer a, gconstpointer b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The VLAN contexts (0 among them) in which the device said something. */
static GArray *vlans_of(const struct record *record)
{
    GArray *vlans = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    GHashTableIter iter;
    gpointer key, lines;
    g_hash_table_iter_init(&iter, record->said);
    while (g_hash_table_iter_next(&iter, &key, &lines)) {
        uint32_t vlan = GPOINTER_TO_UINT(key);
        if (((GString *)lines)->len > 0)
            g_array_append_val(vlans, vlan);
    }
    g_array_sort(vlans, compare_vlans);
    return vlans;
}

static bool write_device(const struct record *record, const char *folder, const char *device,
                         const GArray *vlans, GError **error)
{
    for (guint i = 0; i < vlans->len; i++) {
        uint32_t vlan = g_array_index(vlans, uint32_t, i);
        const GString *lines = g_hash_table_lookup(record->said, GUINT_TO_POINTER(vlan));
        g_autofree char *name = vlan == 0 ? g_strdup_printf("%s.snmprec", device)
                                          : g_strdup_printf("%s@%u.snmprec", device, vlan);
        if (!write_lines(folder, name, lines, error))
            return false;
    }
    return true;
}

bool agent_record_save(struct agent *agent, struct record_folder *folder,
                       const struct observation *observation, GError **error)
{
    const struct record *record = (const struct record *)agent;
    g_autoptr(GArray) vlans = vlans_of(record);
    char device[ADDRESS_TEXT_SIZE];
    size_t count;
    address_format(observation->address, device);
    g_strdelimit(device, ":", '-');
    if (vlans->len == 0)
        return true;
    if (!write_device(record, folder->path, device, vlans, error))
        return false;
    claim_address(folder, observation->address, device, vlans, true);
    const struct ip_address *own = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (address_is_usable(own[i].address))
            claim_address(folder, own[i].address, device, vlans, false);
    return true;
}
