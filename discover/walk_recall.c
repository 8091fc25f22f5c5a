/*
 * Names that are not asked for because the answer to another one is expected to tell of them.
 */
#include "discover/walk_internal.h"

/* What followed a name by GETNEXT. */
struct answer {
    struct oid name;
    struct oid next;
    bool is_end; /* nothing followed */
};

void walk_recall_init(struct walk_recall *recall)
{
    recall->answers = g_array_sized_new(FALSE, FALSE, sizeof(struct answer), 2 * WALK_MAX_ITEMS);
    recall->held = g_ptr_array_new();
}

void walk_recall_clear(struct walk_recall *recall)
{
    g_array_unref(recall->answers);
    g_ptr_array_unref(recall->held);
    g_free(recall->leaders);
}

void walk_recall_profile(struct walk_recall *recall, const struct walk_profile *profile)
{
    recall->profile = profile;
    recall->leaders = g_new0(struct walk_item *, walk_profile_gaps(profile));
}

uint32_t walk_recall_table(const struct walk *walk, const struct walk_table *what)
{
    const struct walk_profile *profile = walk->recall.profile;
    if (profile == NULL || what->vlan_context != 0)
        return 0;
    return walk_profile_find_table(profile, what->entry, what->columns, what->column_count);
}

static bool is_by_getnext(const struct walk_item *item)
{
    return item->kind != ITEM_CELL && item->vlan_context == 0;
}

static int compare_items(const void *a, const void *b)
{
    const struct walk_item *const *x = a, *const *y = b;
    return oid_compare((*x)->name, (*y)->name);
}

/* The first of a gap leads, unless one that is under way does already. */
static void place(struct walk *walk, struct walk_item *item)
{
    const struct walk_profile_entry *entry = walk_profile_find(walk->recall.profile, item->name);
    if (entry == NULL || entry->role == WALK_ROLE_TABLE)
        return;
    struct walk_item **leader = &walk->recall.leaders[entry->gap];
    if (*leader == NULL) {
        *leader = item;
        item->leads = leader;
    } else if (oid_compare((*leader)->name, item->name) < 0) {
        item->leader = *leader;
        g_queue_remove(&walk->items, item);
        g_ptr_array_add(walk->recall.held, item);
    }
}

void walk_recall_arrange(struct walk *walk)
{
    g_autoptr(GPtrArray) items = NULL;
    if (walk->recall.profile == NULL)
        return;
    for (GList *link = walk->items.head; link != NULL; link = link->next) {
        struct walk_item *item = link->data;
        if (!item->is_arranged && is_by_getnext(item)) {
            items = items != NULL ? items : g_ptr_array_sized_new(WALK_MAX_ITEMS);
            g_ptr_array_add(items, item);
        }
        item->is_arranged = true;
    }
    if (items != NULL)
        g_ptr_array_sort(items, compare_items);
    for (guint i = 0; items != NULL && i < items->len; i++)
        place(walk, items->pdata[i]);
}

static void release(struct walk *walk, struct walk_item *item)
{
    item->leader = NULL;
    item->batch = walk->batch;
    g_queue_push_tail(&walk->items, item);
}

static void note_answer(struct walk *walk, const struct walk_item *item, const struct varbind *varbind)
{
    struct answer answer = {.name = item->name, .is_end = value_is_exception(&varbind->value)};
    if (!answer.is_end)
        answer.next = arena_copy_oid(&walk->arena, varbind->name);
    g_array_append_val(walk->recall.answers, answer);
}

/* Without a varbind nothing is proven. */
static void tell_followers(struct walk *walk, struct walk_item *leader, const struct varbind *varbind)
{
    GPtrArray *held = walk->recall.held;
    if (leader->leads == NULL)
        return;
    *leader->leads = NULL;
    leader->leads = NULL;
    for (guint i = 0; i < held->len;) {
        struct walk_item *item = held->pdata[i];
        if (item->leader != leader) {
            i++;
            continue;
        }
        g_ptr_array_remove_index(held, i);
        if (varbind != NULL &&
            (value_is_exception(&varbind->value) || oid_compare(varbind->name, item->name) > 0)) {
            note_answer(walk, item, varbind);
            walk_take_item(walk, item, varbind);
        } else {
            release(walk, item);
        }
    }
}

void walk_recall_answer(struct walk *walk, struct walk_item *item, const struct varbind *varbind)
{
    bool is_end = varbind->value.type == VALUE_END_OF_MIB_VIEW;
    if (!is_by_getnext(item))
        return;
    if (!is_end && (value_is_exception(&varbind->value) || oid_compare(varbind->name, item->name) <= 0)) {
        walk->recall.is_unsorted = true;
        tell_followers(walk, item, NULL);
        return;
    }
    note_answer(walk, item, varbind);
    tell_followers(walk, item, varbind);
}

void walk_recall_end(struct walk *walk, struct walk_item *item)
{
    const struct varbind end = {.name = item->name, .value = {.type = VALUE_END_OF_MIB_VIEW}};
    walk_recall_answer(walk, item, &end);
}

void walk_recall_failure(struct walk *walk, struct walk_item *item)
{
    tell_followers(walk, item, NULL);
}

void walk_recall_forget(struct walk *walk)
{
    struct walk_recall *recall = &walk->recall;
    for (guint i = 0; i < recall->held->len; i++)
        release(walk, recall->held->pdata[i]);
    g_ptr_array_set_size(recall->held, 0);
    recall->profile = NULL;
}

static int compare_answers(const void *a, const void *b)
{
    return oid_compare(((const struct answer *)a)->name, ((const struct answer *)b)->name);
}

static bool have_the_same_next(const struct answer *a, const struct answer *b)
{
    return a->is_end == b->is_end && (a->is_end || oid_equal(a->next, b->next));
}

/* Where the answer to one name passes another one, both have the same. */
static bool is_in_order(const struct answer *answers, guint count)
{
    for (guint i = 1; i < count; i++) {
        const struct answer *before = &answers[i - 1];
        bool passes = before->is_end || oid_compare(before->next, answers[i].name) > 0;
        if (passes && !have_the_same_next(before, &answers[i]))
            return false;
    }
    return true;
}

static bool is_sorted(const struct walk *walk)
{
    for (guint i = 0; i < walk->tables->len; i++)
        if (((const struct table *)walk->tables->pdata[i])->is_unsorted)
            return false;
    return !walk->recall.is_unsorted;
}

static bool is_table(const struct walk_profile_entry *entries, guint count, struct oid name)
{
    for (guint i = 0; i < count; i++)
        if (entries[i].name.count == name.count + 1 && oid_has_prefix(entries[i].name, name))
            return true;
    return false;
}

/* The tables that the entries have already will not be probed. */
static void add_gaps(struct walk *walk, GArray *entries)
{
    const struct answer *answers = (const struct answer *)(const void *)walk->recall.answers->data;
    const struct answer *before = NULL;
    guint tables = entries->len, count = walk->recall.answers->len;
    bool goes_on = false;
    g_array_sort(walk->recall.answers, compare_answers);
    if (!is_sorted(walk) || !is_in_order(answers, count))
        return;
    for (guint i = 0; i < count; i++) {
        struct walk_profile_entry entry = {.name = answers[i].name, .role = WALK_ROLE_ALSO};
        if (is_table((const struct walk_profile_entry *)(const void *)entries->data, tables, entry.name))
            continue;
        bool is_same = before != NULL && have_the_same_next(before, &answers[i]);
        struct walk_profile_entry first = {.name = is_same ? before->name : entry.name,
                                           .role = WALK_ROLE_GAP};
        if (is_same && oid_equal(first.name, entry.name))
            continue;
        if (is_same && !goes_on)
            g_array_append_val(entries, first);
        if (is_same)
            g_array_append_val(entries, entry);
        goes_on = is_same;
        before = &answers[i];
    }
}

/* Where another column than those that are wanted is enough, a probe finds it. */
static bool needs_probe(const struct table *table)
{
    const struct walk_table *what = table->what;
    bool is_listed = false;
    for (size_t i = 0; i < what->column_count; i++)
        is_listed = is_listed || what->columns[i] == table->lowest;
    return !table->is_assumed && (table->is_only_probed || !is_listed);
}

/* Several tables may be parts of one. */
static bool is_listed(const GArray *entries, struct oid name)
{
    for (guint i = 0; i < entries->len; i++)
        if (oid_equal(g_array_index(entries, struct walk_profile_entry, i).name, name))
            return true;
    return false;
}

static void add_tables(struct walk *walk, GArray *entries)
{
    for (guint i = 0; i < walk->tables->len; i++) {
        const struct table *table = walk->tables->pdata[i];
        if (table->rows == 0 || !table->is_known || table->what->is_expected ||
            table->what->vlan_context != 0 || needs_probe(table))
            continue;
        struct walk_profile_entry entry = {
            .name = walk_cell_name(walk, table, table->lowest, (struct oid){NULL, 0}),
            .role = WALK_ROLE_TABLE};
        if (!is_listed(entries, entry.name))
            g_array_append_val(entries, entry);
    }
}

static int compare_entries(const void *a, const void *b)
{
    return oid_compare(((const struct walk_profile_entry *)a)->name,
                       ((const struct walk_profile_entry *)b)->name);
}

GArray *walk_recall_entries(struct walk *walk)
{
    GArray *entries = g_array_sized_new(FALSE, FALSE, sizeof(struct walk_profile_entry), WALK_MAX_ITEMS);
    add_tables(walk, entries);
    add_gaps(walk, entries);
    g_array_sort(entries, compare_entries);
    return entries;
}
