#include "discover/agent_replay.h"

#include "discover/answer.h"

#include <gio/gio.h>

/* As much as a UDP datagram holds, less what is around the varbinds. */
#define MAX_REPLY_SIZE (65507 - 64)
#define MESSAGE_OVERHEAD 40

/* A request that waits for the loop. */
struct pending {
    struct pending *next;
    enum pdu_kind kind;
    uint32_t non_repeaters, max_repetitions, vlan_context;
    bool unspeakable; /* a name that BER has no form for */
    size_t count;
    GByteArray *names; /* contents octets, one name after the other */
    GArray *sizes;     /* size_t: of each name */
    reply_fn done;
    void *user;
};

struct replay {
    struct agent agent;
    uv_idle_t idle; /* active while something is pending */
    struct recording *recording;
    struct address address;
    struct pending *first, **last;
    GError *failure; /* what agent.failure tells */
    bool freed;
};

/* The varbinds of a reply while they are collected. */
struct collector {
    const struct snmprec *snmprec;
    GArray *answers; /* of struct answer */
    size_t size;
};

static bool collect(const struct answer *answer, void *user)
{
    struct collector *collector = user;
    size_t size = answer->exception == 0 ? snmprec_varbind(collector->snmprec, answer->position).size
                                         : answer->name.size + 8;
    if (collector->size + size > MAX_REPLY_SIZE)
        return false;
    collector->size += size;
    g_array_append_vals(collector->answers, answer, 1);
    return true;
}

static struct varbind copy_varbind(const struct varbind *varbind, uint32_t **arcs)
{
    struct varbind copy = *varbind;
    copy.name.arcs = memcpy(*arcs, varbind->name.arcs, varbind->name.count * sizeof **arcs);
    *arcs += varbind->name.count;
    if (varbind->value.type == VALUE_OID) {
        copy.value.oid.arcs =
            memcpy(*arcs, varbind->value.oid.arcs, varbind->value.oid.count * sizeof **arcs);
        *arcs += varbind->value.oid.count;
    }
    return copy;
}

static void decode_exception(const struct answer *answer, struct tlv_room *room, struct varbind *out)
{
    *out = (struct varbind){.name.arcs = room->name, .value.type = answer->exception};
    bool good = tlv_read_oid(answer->name, room->name, &out->name.count);
    g_assert(good);
}

/* Every arc has one octet at least, but for the first, which shares it with the second: so collector->size
 * octets have no more arcs than that. */
static void deliver(const struct pending *pending, const struct collector *collector)
{
    guint count = collector->answers->len;
    g_autoptr(GArray) arcs = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)collector->size);
    g_autoptr(GArray) varbinds = g_array_sized_new(FALSE, FALSE, sizeof(struct varbind), count);
    uint32_t *free_arcs = (uint32_t *)(void *)arcs->data;
    for (guint i = 0; i < count; i++) {
        const struct answer *answer = &g_array_index(collector->answers, struct answer, i);
        struct tlv_room room;
        struct varbind varbind;
        if (answer->exception != 0)
            decode_exception(answer, &room, &varbind);
        else
            snmprec_get(collector->snmprec, answer->position, &room, &varbind);
        varbind = copy_varbind(&varbind, &free_arcs);
        g_array_append_val(varbinds, varbind);
    }
    struct reply reply = {.status = REPLY_RESPONSE,
                          .varbinds = (const struct varbind *)(void *)varbinds->data,
                          .count = count,
                          .size = collector->size + MESSAGE_OVERHEAD};
    pending->done(&reply, pending->user);
}

static void fail(struct replay *replay, const struct pending *pending, enum reply_status status, int code,
                 const char *why)
{
    g_autoptr(GError) error = g_error_new_literal(G_IO_ERROR, code, why);
    g_clear_error(&replay->failure);
    replay->failure = g_error_copy(error); /* the callback may end other requests, and this one is to last */
    replay->agent.failure = replay->failure;
    struct reply reply = {.status = status, .error = error};
    pending->done(&reply, pending->user);
}

static void answer_pending(struct replay *replay, const struct pending *pending,
                           const struct snmprec *snmprec)
{
    g_autofree struct bytes *names = g_new(struct bytes, MAX(pending->count, 1));
    const uint8_t *at = pending->names->data;
    for (size_t i = 0; i < pending->count; i++) {
        names[i] = (struct bytes){at, g_array_index(pending->sizes, size_t, i)};
        at += names[i].size;
    }
    struct question question = {.kind = pending->kind,
                                .names = names,
                                .count = pending->count,
                                .non_repeaters = pending->non_repeaters,
                                .max_repetitions = pending->max_repetitions};
    g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(struct answer));
    struct collector collector = {snmprec, answers, 0};
    bool all = answer_run(snmprec, &question, collect, &collector);
    replay->agent.cost.bytes_received += collector.size + MESSAGE_OVERHEAD;
    if (all || (pending->kind == PDU_GETBULK && answers->len > 0)) {
        deliver(pending, &collector);
        return;
    }
    struct reply too_big = {.status = REPLY_RESPONSE, .error_status = 1, .size = MESSAGE_OVERHEAD};
    pending->done(&too_big, pending->user);
}

static void run_pending(struct replay *replay, const struct pending *pending)
{
    size_t position;
    g_autoptr(GError) error = NULL;
    if (pending->unspeakable) {
        fail(replay, pending, REPLY_FAILED, G_IO_ERROR_INVALID_ARGUMENT, "a name that no message can have");
    } else if (!recording_find(replay->recording, replay->address, pending->vlan_context, &position)) {
        fail(replay, pending, REPLY_TIMEOUT, G_IO_ERROR_TIMED_OUT, "no answer");
    } else {
        const struct snmprec *snmprec = recording_snmprec(replay->recording, position, &error);
        if (snmprec)
            answer_pending(replay, pending, snmprec);
        else
            fail(replay, pending, REPLY_FAILED, G_IO_ERROR_FAILED, error->message);
    }
}

static void pending_free(struct pending *pending)
{
    g_byte_array_unref(pending->names);
    g_array_unref(pending->sizes);
    g_free(pending);
}

static struct pending *take_pending(struct replay *replay)
{
    struct pending *pending = replay->first;
    replay->first = pending->next;
    if (!replay->first)
        replay->last = &replay->first;
    return pending;
}

/* One request at a time, so that thousands of agents get their turn. The callback may free the agent; the
 * memory stays until the loop has closed the handle. */
static void on_idle(uv_idle_t *idle)
{
    struct replay *replay = idle->data;
    struct pending *pending = take_pending(replay);
    run_pending(replay, pending);
    pending_free(pending);
    if (!replay->first && !replay->freed)
        uv_idle_stop(idle);
}

static void replay_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct replay *replay = (struct replay *)agent;
    struct pending *pending = g_new0(struct pending, 1);
    pending->kind = request->kind;
    pending->non_repeaters = request->non_repeaters;
    pending->max_repetitions = request->max_repetitions;
    pending->vlan_context = request->vlan_context;
    pending->count = request->count;
    pending->names = g_byte_array_new();
    pending->sizes = g_array_new(FALSE, FALSE, sizeof(size_t));
    pending->done = done;
    pending->user = user;
    for (size_t i = 0; i < request->count; i++) {
        uint8_t octets[TLV_MAX_OID_OCTETS];
        size_t size = tlv_write_oid(octets, request->names[i]);
        pending->unspeakable = pending->unspeakable || size == 0;
        g_byte_array_append(pending->names, octets, (guint)size);
        g_array_append_val(pending->sizes, size);
    }
    agent->cost.requests++;
    agent->cost.bytes_sent += pending->names->len + 6 * request->count + MESSAGE_OVERHEAD;
    *replay->last = pending;
    replay->last = &pending->next;
    if (!replay->freed)
        uv_idle_start(&replay->idle, on_idle);
}

static void on_closed(uv_handle_t *handle)
{
    struct replay *replay = handle->data;
    g_clear_error(&replay->failure);
    g_free(replay);
}

static void replay_free(struct agent *agent)
{
    struct replay *replay = (struct replay *)agent;
    replay->freed = true;
    uv_idle_stop(&replay->idle);
    while (replay->first) {
        struct pending *pending = take_pending(replay);
        fail(replay, pending, REPLY_FAILED, G_IO_ERROR_CLOSED, "closed");
        pending_free(pending);
    }
    uv_close((uv_handle_t *)&replay->idle, on_closed);
}

static const struct agent_operations replay_operations = {replay_send, replay_free};

struct agent *agent_replay_new(uv_loop_t *loop, struct recording *recording, struct address address,
                               GError **error)
{
    size_t position;
    char text[ADDRESS_TEXT_SIZE];
    if (!recording_find(recording, address, 0, &position)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s is not in the recording",
                    address_format(address, text));
        return NULL;
    }
    if (!recording_snmprec(recording, position, error))
        return NULL;
    struct replay *replay = g_new0(struct replay, 1);
    replay->agent = (struct agent){.operations = &replay_operations, .via = VIA_REPLAY, .has_getbulk = true};
    replay->recording = recording;
    replay->address = address;
    replay->last = &replay->first;
    uv_idle_init(loop, &replay->idle);
    replay->idle.data = replay;
    return &replay->agent;
}
