/*
 * An agent whose every answer is made of the input: the walk, whatever it is told, must come to an end. Then
 * it is visited again, with what the first visit has learned of it.
 */
#include "discover/visit.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_VARBINDS 32

struct asked {
    uint32_t arcs[OID_MAX_ARCS];
    size_t count;
};

struct pending {
    struct asked names[MAX_VARBINDS];
    size_t count;
    reply_fn done;
    void *user;
};

struct lying_agent {
    struct agent agent;
    GQueue pending;
    const uint8_t *data;
    size_t size;
    uint32_t arcs[MAX_VARBINDS][OID_MAX_ARCS];
};

static void on_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct pending *pending = g_new0(struct pending, 1);
    pending->count = MIN(request->count, MAX_VARBINDS);
    for (size_t i = 0; i < pending->count; i++) {
        struct asked *asked = &pending->names[i];
        asked->count = request->names[i].count;
        memcpy(asked->arcs, request->names[i].arcs, asked->count * sizeof *asked->arcs);
    }
    pending->done = done;
    pending->user = user;
    g_queue_push_tail(&((struct lying_agent *)agent)->pending, pending);
}

static const struct agent_operations operations = {.send = on_send};

static uint8_t take(struct lying_agent *agent)
{
    if (agent->size == 0)
        return 0;
    agent->size--;
    return *agent->data++;
}

/* A name near the one that was asked for: so many of its arcs, and a few others. */
static struct oid make_name(struct lying_agent *agent, const struct asked *asked, uint32_t *arcs)
{
    size_t dropped = take(agent) % 4U;
    size_t kept = asked->count - MIN(asked->count, dropped);
    size_t added = take(agent) % 8U;
    for (size_t i = 0; i < kept; i++)
        arcs[i] = asked->arcs[i];
    size_t count = kept;
    for (size_t i = 0; i < added && count < OID_MAX_ARCS; i++)
        arcs[count++] = take(agent);
    return (struct oid){arcs, count};
}

static struct value make_value(struct lying_agent *agent)
{
    static const enum value_type types[] = {VALUE_INTEGER,   VALUE_OCTET_STRING,   VALUE_NULL,
                                            VALUE_OID,       VALUE_IP_ADDRESS,     VALUE_COUNTER32,
                                            VALUE_GAUGE32,   VALUE_TIME_TICKS,     VALUE_OPAQUE,
                                            VALUE_COUNTER64, VALUE_NO_SUCH_OBJECT, VALUE_END_OF_MIB_VIEW};
    struct value value = {.type = types[take(agent) % G_N_ELEMENTS(types)]};
    size_t size = take(agent) % 32U;
    size = MIN(size, agent->size);
    if (value.type == VALUE_OCTET_STRING || value.type == VALUE_IP_ADDRESS || value.type == VALUE_OPAQUE) {
        value.octets = (struct bytes){agent->data, size};
        agent->data += size;
        agent->size -= size;
    } else if (value.type == VALUE_OID) {
        value.oid = (struct oid){NULL, 0};
    } else if (value.type == VALUE_INTEGER) {
        value.integer = (int8_t)take(agent);
    } else {
        value.number = take(agent);
    }
    return value;
}

static bool step(struct lying_agent *agent)
{
    struct pending *pending = g_queue_pop_head(&agent->pending);
    struct varbind varbinds[MAX_VARBINDS];
    GError *error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer");
    if (pending == NULL) {
        g_error_free(error);
        return false;
    }
    uint8_t mode = take(agent);
    struct reply reply = {.status = REPLY_RESPONSE, .varbinds = varbinds, .error = error};
    if (mode == 0xff)
        reply.status = REPLY_TIMEOUT;
    else if (mode == 0xfe)
        reply.status = REPLY_FAILED;
    else if (mode >= 0xe0) {
        reply.error_status = mode & 7;
        reply.error_index = take(agent);
    } else {
        for (reply.count = 0; reply.count < mode % (MAX_VARBINDS + 1U); reply.count++) {
            struct oid name =
                make_name(agent, &pending->names[reply.count % pending->count], agent->arcs[reply.count]);
            varbinds[reply.count] = (struct varbind){.name = name, .value = make_value(agent)};
        }
    }
    pending->done(&reply, pending->user);
    g_error_free(error);
    g_free(pending);
    return true;
}

static void on_done(struct observation *observation, void *user)
{
    *(bool *)user = true;
    observation_free(observation);
}

static bool wants(void *user)
{
    (void)user;
    return true;
}

static void on_neighbors(const struct observation *so_far, void *user)
{
    (void)so_far;
    (void)user;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct visit_limits limits = {.max_rows = 200,
                                               .max_bytes = 1 << 20,
                                               .reads_routes = true,
                                               .max_requests = 2000,
                                               .max_in_flight = 4};
    struct lying_agent *agent = g_new0(struct lying_agent, 1);
    static const struct visit_followers followers = {wants, on_neighbors, NULL};
    struct visit_past past = {.profiles = walk_profiles_new()};
    agent->agent.operations = &operations;
    agent->data = data;
    agent->size = size;
    agent->agent.has_getbulk = take(agent) % 4 != 0;
    g_queue_init(&agent->pending);
    for (unsigned i = 0; i < 2; i++) {
        bool is_done = false;
        visit_tell_neighbors(visit_start_again(&agent->agent, &limits, &past, on_done, &is_done), &followers);
        while (step(agent))
            continue;
        g_assert(is_done);
    }
    walk_profiles_free(past.profiles);
    g_free(agent);
    return 0;
}
