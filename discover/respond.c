#include "discover/respond.h"

#include "discover/answer.h"

/* The varbinds of an answer on their way into its message. */
struct composer {
    struct response *response;
    const struct snmprec *snmprec;
    uint32_t taken;
    bool missing; /* v1: the variable after those taken does not exist */
};

static bool compose(const struct answer *answer, void *user)
{
    struct composer *composer = user;
    struct wire_writer *writer = &composer->response->writer;
    composer->missing = composer->response->v1 && answer->exception != 0;
    if (composer->missing)
        return false;
    bool added = answer->exception != 0
                     ? wire_add_exception(writer, answer->name, answer->exception)
                     : wire_add_varbind(writer, snmprec_varbind(composer->snmprec, answer->position));
    composer->taken += added;
    return added;
}

struct bytes respond_error(struct response *response, enum wire_error error, uint32_t index)
{
    wire_drop_varbinds(&response->writer);
    bool echo = response->v1 || error != WIRE_TOO_BIG;
    if (echo && !wire_add_varbind(&response->writer, response->pdu->varbinds))
        return (struct bytes){NULL, 0};
    return response->finish(&response->writer, error, index, response->envelope);
}

static uint32_t at_least_zero(int64_t number)
{
    return (uint32_t)CLAMP(number, 0, INT32_MAX);
}

static bool read_names(struct bytes varbinds, GArray *out)
{
    struct bytes name;
    while (wire_read_name(&varbinds, &name))
        g_array_append_val(out, name);
    return varbinds.size == 0;
}

static struct question make_question(const struct response *response, const GArray *names)
{
    const struct wire_pdu *pdu = response->pdu;
    return (struct question){
        .kind = pdu->type == WIRE_GET       ? PDU_GET
                : pdu->type == WIRE_GETNEXT ? PDU_GETNEXT
                                            : PDU_GETBULK,
        .names = (const struct bytes *)(void *)names->data,
        .count = names->len,
        .non_repeaters = at_least_zero(pdu->non_repeaters),
        .max_repetitions = at_least_zero(pdu->max_repetitions),
        .without_counter64 = response->v1,
    };
}

static struct bytes answer_question(struct response *response, const struct snmprec *snmprec,
                                    const GArray *names)
{
    struct composer composer = {.response = response, .snmprec = snmprec};
    struct question question = make_question(response, names);
    bool whole = answer_run(snmprec, &question, compose, &composer);
    if (composer.missing)
        return respond_error(response, WIRE_NO_SUCH_NAME, composer.taken + 1);
    if (!whole && (question.kind != PDU_GETBULK || composer.taken == 0))
        return respond_error(response, WIRE_TOO_BIG, 0);
    return response->finish(&response->writer, WIRE_NO_ERROR, 0, response->envelope);
}

/* RFC 3584 4.3: v1 has no notWritable. */
static struct bytes refuse_set(struct response *response)
{
    return respond_error(response, response->v1 ? WIRE_NO_SUCH_NAME : WIRE_NOT_WRITABLE, 1);
}

bool respond(struct response *response, const struct snmprec *snmprec, struct bytes *answer)
{
    g_autoptr(GArray) names = g_array_sized_new(FALSE, FALSE, sizeof(struct bytes), 32);
    *answer = (struct bytes){NULL, 0};
    if (!read_names(response->pdu->varbinds, names))
        return false;
    *answer =
        response->pdu->type == WIRE_SET ? refuse_set(response) : answer_question(response, snmprec, names);
    return true;
}
