#include "discover/agent_record.h"

#include "discover/snmprec.h"

#include <gio/gio.h>
#include <string.h>

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
    record->agent.has_restarted = record->inner->has_restarted;
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

/* The lines in the order of the names, each name once. */
static bool write_lines(const struct record_folder *folder, const char *name, const GString *lines,
                        GError **error)
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
    return record_folder_write(folder, name, sorted, error);
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

static GPtrArray *name_files(const char *device, const GArray *vlans)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < vlans->len; i++) {
        uint32_t vlan = g_array_index(vlans, uint32_t, i);
        g_ptr_array_add(names, vlan == 0 ? g_strdup_printf("%s.snmprec", device)
                                         : g_strdup_printf("%s@%u.snmprec", device, vlan));
    }
    return names;
}

static bool write_device(const struct record *record, const struct record_folder *folder,
                         const struct record_line *lines, size_t count, GError **error)
{
    for (size_t i = 0; i < count; i++) {
        const GString *said = g_hash_table_lookup(record->said, GUINT_TO_POINTER(lines[i].vlan));
        if (!write_lines(folder, lines[i].file, said, error))
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
    address_format(observation->address, device);
    g_strdelimit(device, ":", '-');
    g_autoptr(GPtrArray) names = name_files(device, vlans);
    g_autofree struct record_line *lines = g_new0(struct record_line, names->len);
    for (guint i = 0; i < names->len; i++)
        lines[i] = (struct record_line){g_array_index(vlans, uint32_t, i), names->pdata[i]};
    if (names->len == 0)
        return true;
    if (!write_device(record, folder, lines, names->len, error))
        return false;
    record_folder_claim(folder, observation, RECORD_LINE_SNMP, lines, names->len);
    return true;
}
