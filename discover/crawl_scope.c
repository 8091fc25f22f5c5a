#include "discover/crawl_scope.h"

struct crawl_scope {
    const struct crawl_options *options;
    GHashTable *recorded; /* path -> the first struct recording_entry of that file; NULL unless a replay */
};

static GHashTable *find_recorded(const struct recording *recording)
{
    GHashTable *recorded = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < recording_count(recording); i++) {
        const struct recording_entry *entry = recording_entry(recording, i);
        if (entry->vlan == 0 && !g_hash_table_contains(recorded, entry->path))
            g_hash_table_insert(recorded, (char *)entry->path, (struct recording_entry *)entry);
    }
    for (size_t i = 0; i < recording_cli_count(recording); i++) {
        const struct recording_entry *entry = recording_cli_entry(recording, i);
        if (!g_hash_table_contains(recorded, entry->path))
            g_hash_table_insert(recorded, (char *)entry->path, (struct recording_entry *)entry);
    }
    return recorded;
}

struct crawl_scope *crawl_scope_new(const struct crawl_options *options)
{
    struct crawl_scope *scope = g_new0(struct crawl_scope, 1);
    scope->options = options;
    if (options->replay)
        scope->recorded = find_recorded(options->replay);
    return scope;
}

void crawl_scope_free(struct crawl_scope *scope)
{
    if (!scope)
        return;
    g_clear_pointer(&scope->recorded, g_hash_table_unref);
    g_free(scope);
}

/* Each file of a recording is one place, whatever the address. */
static enum frontier_verdict judge_recorded(const struct crawl_scope *scope, struct address *address)
{
    const struct recording *recording = scope->options->replay;
    size_t position;
    const struct recording_entry *entry;
    if (recording_find(recording, *address, 0, &position))
        entry = recording_entry(recording, position);
    else if (recording_cli_find(recording, *address, &position))
        entry = recording_cli_entry(recording, position);
    else
        return FRONTIER_NOWHERE;
    const struct recording_entry *first = g_hash_table_lookup(scope->recorded, entry->path);
    *address = first->address;
    return FRONTIER_ALLOWED;
}

/* Seeds are in scope unless an exclusion says no: the user named them. What cannot be one device's address
 * from here is nowhere: link-local addresses would need the link. */
enum frontier_verdict crawl_scope_judge(const struct crawl_scope *crawl_scope, struct address *address,
                                        bool is_seed)
{
    const struct scope *scope = crawl_scope->options->scope;
    *address = scope_unmap(*address);
    bool is_allowed = !scope || (is_seed ? !scope_excludes(scope, *address) : scope_allows(scope, *address));
    if (crawl_scope->options->replay)
        return is_allowed ? judge_recorded(crawl_scope, address) : FRONTIER_OUT_OF_SCOPE;
    if (!address_is_usable(*address) && !address_is_loopback(*address))
        return FRONTIER_NOWHERE;
    if (!is_seed && !is_allowed && !address_is_usable(*address))
        return FRONTIER_NOWHERE;
    return is_allowed ? FRONTIER_ALLOWED : FRONTIER_OUT_OF_SCOPE;
}

const char *crawl_scope_objection(const struct crawl_scope *scope, const struct address *addresses,
                                  size_t count)
{
    enum frontier_verdict verdict = FRONTIER_NOWHERE;
    for (size_t i = 0; i < count; i++) {
        struct address address = addresses[i];
        verdict = crawl_scope_judge(scope, &address, true);
        if (verdict == FRONTIER_ALLOWED)
            return NULL;
    }
    if (verdict == FRONTIER_OUT_OF_SCOPE)
        return "excluded from the scope";
    return scope->options->replay ? "not in the recording" : "no device can be asked at such an address";
}
