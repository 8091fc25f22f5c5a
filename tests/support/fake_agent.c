#include "tests/support/fake_agent.h"

#include "discover/snmprec.h"
#include "discover/visit.h"
#include "discover/walk_internal.h"

#include <gio/gio.h>
#include <string.h>

struct item {
    struct snmprec *snmprec;
    struct tlv_room room;
    struct varbind varbind;
};

struct pending {
    enum pdu_kind kind;
    uint32_t non_repeaters;
    uint32_t max_repetitions;
    uint32_t vlan_context;
    GPtrArray *arcs; /* of each name, owned */
    GArray *names;   /* of struct oid */
    reply_fn done;
    void *user;
};

static void item_free(void *data)
{
    struct item *item = data;
    snmprec_free(item->snmprec);
    g_free(item);
}

static void pending_free(struct pending *pending)
{
    g_ptr_array_unref(pending->arcs);
    g_array_unref(pending->names);
    g_free(pending);
}

static void on_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct fake_agent *fake = (struct fake_agent *)agent;
    struct pending *pending = g_new0(struct pending, 1);
    pending->kind = request->kind;
    pending->non_repeaters = request->non_repeaters;
    pending->max_repetitions = request->max_repetitions;
    pending->vlan_context = request->vlan_context;
    pending->arcs = g_ptr_array_new_with_free_func(g_free);
    pending->names = g_array_new(FALSE, FALSE, sizeof(struct oid));
    pending->done = done;
    pending->user = user;
    for (size_t i = 0; i < request->count; i++) {
        struct oid name = request->names[i];
        name.arcs = g_memdup2(name.arcs, name.count * sizeof *name.arcs);
        g_ptr_array_add(pending->arcs, (void *)name.arcs);
        g_array_append_val(pending->names, name);
    }
    fake->requests++;
    fake->getbulks += request->kind == PDU_GETBULK;
    fake->getnexts += request->kind == PDU_GETNEXT;
    fake->gets += request->kind == PDU_GET;
    fake->names += request->count;
    agent->cost.requests++;
    g_queue_push_tail(&fake->pending, pending);
    fake->most_in_flight = MAX(fake->most_in_flight, g_queue_get_length(&fake->pending));
}

static void on_free(struct agent *agent)
{
    struct fake_agent *fake = (struct fake_agent *)agent;
    struct pending *pending;
    GError *error = g_error_new(G_IO_ERROR, G_IO_ERROR_CLOSED, "closed");
    while ((pending = g_queue_pop_head(&fake->pending)) != NULL) {
        pending->done(&(struct reply){.status = REPLY_FAILED, .error = error}, pending->user);
        pending_free(pending);
    }
    g_error_free(error);
    g_ptr_array_unref(fake->items);
    g_free(fake);
}

struct fake_agent *fake_agent_new(const char *lines)
{
    static const struct agent_operations operations = {.send = on_send, .free = on_free};
    struct fake_agent *fake = g_new0(struct fake_agent, 1);
    fake->agent.operations = &operations;
    fake->agent.via = VIA_REPLAY;
    fake->agent.has_getbulk = true;
    fake->items = g_ptr_array_new_with_free_func(item_free);
    fake->goes_back_to = SIZE_MAX;
    fake->answers_left = UINT_MAX;
    g_queue_init(&fake->pending);
    char **split = g_strsplit(lines, "\n", -1);
    for (char **line = split; *line != NULL; line++) {
        if (**line == '\0')
            continue;
        struct item *item = g_new0(struct item, 1);
        item->snmprec = snmprec_parse(*line, strlen(*line), "test", NULL);
        g_assert(item->snmprec != NULL && snmprec_count(item->snmprec) == 1);
        snmprec_get(item->snmprec, 0, &item->room, &item->varbind);
        g_ptr_array_add(fake->items, item);
    }
    g_strfreev(split);
    return fake;
}

static const struct varbind *line_at(const struct fake_agent *fake, size_t position)
{
    return position < fake->items->len ? &((struct item *)fake->items->pdata[position])->varbind : NULL;
}

static const struct varbind *find_exact(const struct fake_agent *fake, struct oid name, size_t *position)
{
    for (*position = 0; *position < fake->items->len; (*position)++)
        if (oid_equal(line_at(fake, *position)->name, name))
            return line_at(fake, *position);
    return NULL;
}

static const struct varbind *find_next(const struct fake_agent *fake, struct oid name)
{
    const struct varbind *best = NULL;
    size_t position;
    if (fake->is_unsorted && find_exact(fake, name, &position) != NULL)
        return line_at(fake, position + 1 < fake->items->len ? position + 1 : fake->goes_back_to);
    for (size_t i = 0; i < fake->items->len; i++) {
        const struct varbind *line = line_at(fake, i);
        bool is_better = best == NULL || (!fake->is_unsorted && oid_compare(line->name, best->name) < 0);
        if (oid_compare(line->name, name) > 0 && is_better)
            best = line;
    }
    return best;
}

struct answer_in_work {
    GArray *varbinds;
    size_t octets;
    uint32_t error_status, error_index;
    bool is_cut;
};

static void add(const struct fake_agent *fake, struct answer_in_work *answer, struct varbind varbind)
{
    size_t size = walk_varbind_size(&varbind);
    if (answer->is_cut)
        return;
    if (fake->max_octets > 0 && answer->octets + size > fake->max_octets) {
        answer->is_cut = true;
        if (!fake->truncates)
            answer->error_status = 1;
        return;
    }
    answer->octets += size;
    g_array_append_val(answer->varbinds, varbind);
}

static void answer_one(const struct fake_agent *fake, const struct pending *pending, struct oid name,
                       guint index, struct answer_in_work *answer)
{
    size_t position;
    bool is_get = pending->kind == PDU_GET;
    const struct varbind *found = is_get ? find_exact(fake, name, &position) : find_next(fake, name);
    struct varbind missing = {.name = name};
    if (fake->hides_behind.count > 0 && oid_has_prefix(name, fake->hides_behind))
        found = NULL;
    missing.value.type = is_get ? VALUE_NO_SUCH_INSTANCE : VALUE_END_OF_MIB_VIEW;
    if (fake->fails_below.count > 0 && oid_has_prefix(name, fake->fails_below)) {
        answer->error_status = 5;
        answer->error_index = index;
    } else if (found == NULL && !fake->agent.has_getbulk) {
        answer->error_status = 2;
        answer->error_index = answer->error_index > 0 ? answer->error_index : index;
    } else {
        add(fake, answer, found != NULL ? *found : missing);
    }
}

static void answer_all(const struct fake_agent *fake, const struct pending *pending,
                       struct answer_in_work *answer)
{
    guint count = pending->names->len, first = 0;
    guint repeaters = count - MIN(count, pending->non_repeaters);
    uint32_t repetitions = pending->kind == PDU_GETBULK ? pending->max_repetitions : 1;
    for (uint32_t round = 0; round < repetitions; round++, first = count - repeaters)
        for (guint i = first; i < count && answer->error_status == 0; i++) {
            struct oid name = g_array_index(pending->names, struct oid, i);
            if (round > 0 && answer->is_cut)
                return;
            if (round > 0)
                name = g_array_index(answer->varbinds, struct varbind, (round - 1) * repeaters + i).name;
            answer_one(fake, pending, name, i + 1, answer);
        }
    if (fake->hides_error_index)
        answer->error_index = 0;
}

static void respond(struct fake_agent *fake, struct pending *pending)
{
    struct answer_in_work answer = {.varbinds = g_array_new(FALSE, FALSE, sizeof(struct varbind))};
    bool is_bulk = pending->kind == PDU_GETBULK;
    if (is_bulk && fake->getbulk_fails)
        answer.error_status = 5;
    else if (!is_bulk || !fake->getbulk_is_empty)
        answer_all(fake, pending, &answer);
    fake->most_octets = MAX(fake->most_octets, answer.octets);
    fake->octets += answer.octets;
    struct reply reply = {.status = REPLY_RESPONSE,
                          .error_status = answer.error_status,
                          .error_index = answer.error_index,
                          .varbinds = (const struct varbind *)(const void *)answer.varbinds->data,
                          .count = answer.error_status == 0 ? answer.varbinds->len : 0};
    pending->done(&reply, pending->user);
    g_array_unref(answer.varbinds);
}

bool fake_agent_step(struct fake_agent *fake)
{
    bool is_lost = fake->survives > 0 && g_queue_get_length(&fake->pending) > fake->survives;
    struct pending *pending = g_queue_pop_head(&fake->pending);
    if (pending == NULL)
        return false;
    if (is_lost || fake->failure != NULL || fake->answers_left == 0 || pending->vlan_context != 0) {
        GError *error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                            fake->failure != NULL ? fake->failure : "no answer");
        struct reply reply = {.status = fake->failure != NULL ? REPLY_FAILED : REPLY_TIMEOUT, .error = error};
        pending->done(&reply, pending->user);
        g_error_free(error);
    } else {
        fake->answers_left--;
        respond(fake, pending);
    }
    pending_free(pending);
    return true;
}

void fake_agent_run(struct fake_agent *fake)
{
    while (fake_agent_step(fake))
        continue;
}

static void keep(struct observation *observation, void *user)
{
    *(struct observation **)user = observation;
}

struct observation *fake_agent_visit(const char *lines)
{
    struct fake_agent *fake = fake_agent_new(lines);
    struct observation *observation = NULL;
    visit_start(&fake->agent, &visit_default_limits, keep, &observation);
    fake_agent_run(fake);
    agent_free(&fake->agent);
    g_assert(observation != NULL);
    return observation;
}

bool has_warning(const struct observation *observation, const char *object, const char *part)
{
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    for (size_t i = 0; i < count; i++)
        if (g_strcmp0(warnings[i].object, object) == 0 && strstr(warnings[i].text, part) != NULL)
            return true;
    return false;
}
