/* Lines of an .snmprec file, as a device that answers correctly: the readers of rows, and what joins them. */
#include "discover/snmprec.h"
#include "discover/visit.h"

struct pending {
    enum pdu_kind kind;
    uint32_t non_repeaters, max_repetitions;
    GArray *arcs;   /* of all names */
    GArray *counts; /* of each name */
    reply_fn done;
    void *user;
};

struct line_agent {
    struct agent agent;
    struct snmprec *lines;
    GQueue pending;
};

static void on_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct pending *pending = g_new0(struct pending, 1);
    pending->kind = request->kind;
    pending->non_repeaters = request->non_repeaters;
    pending->max_repetitions = request->max_repetitions;
    pending->arcs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    pending->counts = g_array_new(FALSE, FALSE, sizeof(size_t));
    pending->done = done;
    pending->user = user;
    for (size_t i = 0; i < request->count; i++) {
        g_array_append_vals(pending->arcs, request->names[i].arcs, (guint)request->names[i].count);
        g_array_append_val(pending->counts, request->names[i].count);
    }
    g_queue_push_tail(&((struct line_agent *)agent)->pending, pending);
}

static const struct agent_operations operations = {.send = on_send};

struct answered {
    struct tlv_room room;
    struct varbind varbind;
};

static struct answered *answer_one(const struct line_agent *agent, const struct pending *pending,
                                   struct oid name)
{
    struct answered *answered = g_new0(struct answered, 1);
    bool is_get = pending->kind == PDU_GET;
    size_t position = snmprec_find(agent->lines, name, !is_get);
    bool is_found = position < snmprec_count(agent->lines);
    if (is_found)
        snmprec_get(agent->lines, position, &answered->room, &answered->varbind);
    if (is_found && (!is_get || oid_equal(answered->varbind.name, name)))
        return answered;
    answered->varbind.name = name;
    answered->varbind.value.type = is_get ? VALUE_NO_SUCH_INSTANCE : VALUE_END_OF_MIB_VIEW;
    return answered;
}

static GPtrArray *answer_all(const struct line_agent *agent, const struct pending *pending)
{
    GPtrArray *answers = g_ptr_array_new_with_free_func(g_free);
    guint count = pending->counts->len;
    const uint32_t *arcs = (const uint32_t *)(const void *)pending->arcs->data;
    for (guint i = 0; i < count; i++) {
        struct oid name = {arcs, g_array_index(pending->counts, size_t, i)};
        g_ptr_array_add(answers, answer_one(agent, pending, name));
        arcs += name.count;
    }
    guint repeaters = count - MIN(count, pending->non_repeaters);
    guint rounds = pending->kind == PDU_GETBULK ? pending->max_repetitions : 1;
    for (guint i = 0; i + repeaters < repeaters * rounds; i++) {
        const struct answered *before = answers->pdata[answers->len - repeaters];
        g_ptr_array_add(answers, answer_one(agent, pending, before->varbind.name));
    }
    return answers;
}

static bool step(struct line_agent *agent)
{
    struct pending *pending = g_queue_pop_head(&agent->pending);
    if (pending == NULL)
        return false;
    GPtrArray *answers = answer_all(agent, pending);
    struct varbind *varbinds = g_new0(struct varbind, answers->len);
    for (guint i = 0; i < answers->len; i++)
        varbinds[i] = ((const struct answered *)answers->pdata[i])->varbind;
    struct reply reply = {.status = REPLY_RESPONSE, .varbinds = varbinds, .count = answers->len};
    pending->done(&reply, pending->user);
    g_free(varbinds);
    g_ptr_array_unref(answers);
    g_array_unref(pending->arcs);
    g_array_unref(pending->counts);
    g_free(pending);
    return true;
}

static void on_done(struct observation *observation, void *user)
{
    *(bool *)user = true;
    observation_free(observation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct line_agent agent = {.agent = {.operations = &operations, .has_getbulk = true}};
    bool is_done = false;
    agent.lines = snmprec_parse((const char *)data, size, "input", NULL);
    if (agent.lines == NULL)
        return 0;
    g_queue_init(&agent.pending);
    visit_start(&agent.agent, &visit_default_limits, on_done, &is_done);
    while (step(&agent))
        continue;
    g_assert(is_done);
    snmprec_free(agent.lines);
    return 0;
}
