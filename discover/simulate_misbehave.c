#include "discover/simulate_misbehave.h"

#include <gio/gio.h>
#include <string.h>

struct rule {
    const struct misbehavior *what;
    uint32_t number;
    char *glob; /* NULL: every device */
    char *text;
};

struct misbehavior_rules {
    GPtrArray *items; /* of struct rule * */
};

struct misbehaver {
    GPtrArray *rules; /* not owned */
    uint32_t requests;
    int64_t busy_until_us, restarted_us;
};

static void commit_loop(struct deed *deed)
{
    deed->content = (struct content){CONTENT_CYCLE, deed->request.number};
}

static void commit_unsorted(struct deed *deed)
{
    deed->content.kind = CONTENT_UNSORTED;
}

static void commit_rows(struct deed *deed)
{
    deed->content.kind = CONTENT_MANY_ROWS;
}

static void commit_endless(struct deed *deed)
{
    deed->content.kind = CONTENT_ENDLESS;
}

static void commit_broken_table(struct deed *deed)
{
    deed->content.kind = CONTENT_BROKEN;
}

/* The request with that number is the first one after the restart. */
static void commit_reboot(struct deed *deed)
{
    if (deed->request.count <= deed->request.number)
        return;
    deed->has_restarted = *deed->request.restarted_us == 0;
    if (deed->has_restarted)
        *deed->request.restarted_us = deed->request.now_us;
    deed->content = (struct content){
        CONTENT_RESTARTED, (uint32_t)((deed->request.now_us - *deed->request.restarted_us) / 10000)};
}

static void commit_too_big(struct deed *deed)
{
    if (deed->request.number == 0)
        deed->error = WIRE_TOO_BIG;
    else
        deed->max_message = deed->request.number;
}

static void commit_gen_err(struct deed *deed)
{
    deed->error = WIRE_GEN_ERR;
}

static void commit_no_getbulk(struct deed *deed)
{
    if (deed->request.type == WIRE_GETBULK)
        deed->error = WIRE_GEN_ERR;
}

static void commit_drop_getbulk(struct deed *deed)
{
    deed->is_silent = deed->is_silent || deed->request.type == WIRE_GETBULK;
}

static void commit_v1_errors(struct deed *deed)
{
    deed->has_v1_errors = true;
}

static void commit_silent_after(struct deed *deed)
{
    deed->is_silent = deed->is_silent || deed->request.count > deed->request.number;
}

static void commit_wrong_id(struct deed *deed)
{
    deed->has_wrong_id = true;
}

static void commit_truncated(struct deed *deed)
{
    deed->damage = DAMAGE_TRUNCATED;
}

static void commit_lying_length(struct deed *deed)
{
    deed->damage = DAMAGE_LYING_LENGTH;
}

static void commit_garbage(struct deed *deed)
{
    deed->damage = DAMAGE_GARBAGE;
}

static void commit_huge(struct deed *deed)
{
    deed->is_huge = true;
}

static void commit_wrong_source(struct deed *deed)
{
    deed->delivery.from_other_address = true;
}

static void commit_wrong_port(struct deed *deed)
{
    deed->delivery.from_other_port = true;
}

static void commit_late(struct deed *deed)
{
    deed->delivery.delay_ms += deed->request.number;
}

/* One request after the other. */
static void commit_slow(struct deed *deed)
{
    *deed->request.busy_until_us =
        MAX(*deed->request.busy_until_us, deed->request.now_us) + (int64_t)deed->request.number * 1000;
    deed->delivery.delay_ms += (uint32_t)((*deed->request.busy_until_us - deed->request.now_us) / 1000);
}

static void commit_duplicate(struct deed *deed)
{
    deed->delivery.copies = deed->request.number;
}

const struct misbehavior simulator_misbehaviors[] = {
    {"loop", NULL, 1, 1, 1, commit_loop},
    {"cycle", "ROWS", 3, 1, UINT32_MAX, commit_loop},
    {"unsorted", NULL, 0, 0, 0, commit_unsorted},
    {"rows", NULL, 0, 0, 0, commit_rows},
    {"endless", NULL, 0, 0, 0, commit_endless},
    {"broken-table", NULL, 0, 0, 0, commit_broken_table},
    {"reboot", "REQUESTS", 3, 0, UINT32_MAX, commit_reboot},
    {"too-big", "OCTETS", 0, 0, UINT16_MAX, commit_too_big},
    {"gen-err", NULL, 0, 0, 0, commit_gen_err},
    {"no-getbulk", NULL, 0, 0, 0, commit_no_getbulk},
    {"drop-getbulk", NULL, 0, 0, 0, commit_drop_getbulk},
    {"v1-errors", NULL, 0, 0, 0, commit_v1_errors},
    {"silent-after", "REQUESTS", 3, 0, UINT32_MAX, commit_silent_after},
    {"wrong-id", NULL, 0, 0, 0, commit_wrong_id},
    {"wrong-source", NULL, 0, 0, 0, commit_wrong_source},
    {"wrong-port", NULL, 0, 0, 0, commit_wrong_port},
    {"truncated", NULL, 0, 0, 0, commit_truncated},
    {"lying-length", NULL, 0, 0, 0, commit_lying_length},
    {"garbage", NULL, 0, 0, 0, commit_garbage},
    {"huge", NULL, 0, 0, 0, commit_huge},
    {"duplicate", "TIMES", 2, 1, MISBEHAVIOR_MAX_COPIES, commit_duplicate},
    {"late", "MILLISECONDS", 10000, 0, 3600000, commit_late},
    {"slow", "MILLISECONDS", 100, 0, 3600000, commit_slow},
};
const size_t simulator_misbehavior_count = G_N_ELEMENTS(simulator_misbehaviors);

static void free_rule(gpointer item)
{
    struct rule *rule = item;
    g_free(rule->glob);
    g_free(rule->text);
    g_free(rule);
}

struct misbehavior_rules *misbehavior_rules_new(void)
{
    struct misbehavior_rules *rules = g_new0(struct misbehavior_rules, 1);
    rules->items = g_ptr_array_new_with_free_func(free_rule);
    return rules;
}

void misbehavior_rules_free(struct misbehavior_rules *rules)
{
    if (rules == NULL)
        return;
    g_ptr_array_unref(rules->items);
    g_free(rules);
}

static const struct misbehavior *find_kind(const char *name, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < simulator_misbehavior_count; i++) {
        if (strcmp(simulator_misbehaviors[i].name, name) == 0)
            return &simulator_misbehaviors[i];
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", simulator_misbehaviors[i].name);
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "'%s' is no kind of misbehavior; these are: %s", name, names->str);
    return NULL;
}

static bool read_number(const struct misbehavior *what, const char *text, uint32_t *number, GError **error)
{
    guint64 parsed = what->usual;
    if (text != NULL && what->unit == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s has no number", what->name);
        return false;
    }
    if (text != NULL && !g_ascii_string_to_unsigned(text, 10, what->minimum, what->maximum, &parsed, NULL)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s=%s is %u to %u", what->name,
                    what->unit, what->minimum, what->maximum);
        return false;
    }
    *number = (uint32_t)parsed;
    return true;
}

bool misbehavior_rules_add(struct misbehavior_rules *rules, const char *text, GError **error)
{
    size_t kind_size = strcspn(text, ":");
    g_autofree char *kind = g_strndup(text, kind_size);
    char *number_text = strchr(kind, '=');
    if (number_text != NULL)
        *number_text++ = '\0';
    uint32_t number;
    const struct misbehavior *what = find_kind(kind, error);
    if (what == NULL || !read_number(what, number_text, &number, error))
        return false;
    struct rule *rule = g_new(struct rule, 1);
    const char *glob = text[kind_size] == ':' ? text + kind_size + 1 : NULL;
    *rule = (struct rule){what, number, g_strdup(glob), g_strdup(text)};
    g_ptr_array_add(rules->items, rule);
    return true;
}

static bool rule_matches(const struct rule *rule, const struct recording_entry *entry)
{
    char address[ADDRESS_TEXT_SIZE];
    const char *dot = strrchr(entry->file, '.');
    g_autofree char *stem =
        g_strndup(entry->file, dot != NULL ? (size_t)(dot - entry->file) : strlen(entry->file));
    return rule->glob == NULL || g_pattern_match_simple(rule->glob, entry->file) ||
           g_pattern_match_simple(rule->glob, stem) ||
           g_pattern_match_simple(rule->glob, address_format(entry->address, address));
}

static bool rule_is_used(const struct rule *rule, const struct recording *recording)
{
    for (size_t i = 0; i < recording_count(recording); i++)
        if (rule_matches(rule, recording_entry(recording, i)))
            return true;
    return false;
}

const char *misbehavior_rules_unused(const struct misbehavior_rules *rules, const struct recording *recording)
{
    for (guint i = 0; rules != NULL && i < rules->items->len; i++) {
        const struct rule *rule = rules->items->pdata[i];
        if (!rule_is_used(rule, recording))
            return rule->text;
    }
    return NULL;
}

void misbehaver_learn(struct misbehaver **misbehaver, const struct misbehavior_rules *rules,
                      const struct recording_entry *entry)
{
    for (guint i = 0; rules != NULL && i < rules->items->len; i++) {
        struct rule *rule = rules->items->pdata[i];
        if (!rule_matches(rule, entry))
            continue;
        if (*misbehaver == NULL) {
            *misbehaver = g_new0(struct misbehaver, 1);
            (*misbehaver)->rules = g_ptr_array_new();
        }
        if (!g_ptr_array_find((*misbehaver)->rules, rule, NULL))
            g_ptr_array_add((*misbehaver)->rules, rule);
    }
}

void misbehaver_free(struct misbehaver *misbehaver)
{
    if (misbehaver == NULL)
        return;
    g_ptr_array_unref(misbehaver->rules);
    g_free(misbehaver);
}

struct deed misbehaver_judge(struct misbehaver *misbehaver, uint8_t pdu_type)
{
    struct deed deed = {.delivery.copies = 1};
    if (misbehaver == NULL)
        return deed;
    deed.request = (struct misbehaving_request){.type = pdu_type,
                                                .count = ++misbehaver->requests,
                                                .now_us = g_get_monotonic_time(),
                                                .busy_until_us = &misbehaver->busy_until_us,
                                                .restarted_us = &misbehaver->restarted_us};
    for (guint i = 0; i < misbehaver->rules->len; i++) {
        const struct rule *rule = misbehaver->rules->pdata[i];
        deed.request.number = rule->number;
        rule->what->commit(&deed);
    }
    return deed;
}

/* The innermost element at the end of the message claims to be longer than what it is in. */
static void lie_about_length(uint8_t *answer, size_t size)
{
    struct bytes rest = {answer, size}, contents;
    const uint8_t *last = answer;
    uint8_t tag;
    for (const uint8_t *at = answer; tlv_read(&rest, &tag, &contents); at = rest.data) {
        last = at;
        if (rest.size == 0 && tag & 0x20)
            rest = contents;
    }
    uint8_t *length = answer + (last - answer) + 1;
    *length = *length < 0x60 ? (uint8_t)(*length + 0x20) : 0x84;
}

struct bytes deed_damage(enum damage damage, uint8_t *answer, size_t size)
{
    switch (damage) {
    case DAMAGE_NONE:
        break;
    case DAMAGE_TRUNCATED:
        size = size * 3 / 4;
        break;
    case DAMAGE_LYING_LENGTH:
        lie_about_length(answer, size);
        break;
    case DAMAGE_GARBAGE:
        for (size_t i = 0; i < size; i++)
            answer[i] = (uint8_t)((size_t)answer[i] * 167 + i * 13 + 1);
        break;
    }
    return (struct bytes){answer, size};
}
