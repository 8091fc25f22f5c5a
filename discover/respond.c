#include "discover/respond.h"

#include "discover/answer.h"

/* The varbinds of an answer on their way into its message. */
struct composer {
    struct response *response;
    const struct snmprec *snmprec;
    uint32_t taken;
    bool missing;    /* v1: the variable after those taken does not exist */
    uint32_t broken; /* position, from 1, of the name that can only be answered with genErr; 0 none */
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

static bool compose_changed(const struct content_varbind *varbind, size_t asked, void *user)
{
    struct composer *composer = user;
    uint8_t octets[TLV_MAX_OID_OCTETS];
    struct bytes name = {octets, tlv_write_oid(octets, (struct oid){varbind->arcs, varbind->count})};
    composer->missing = composer->response->v1 && varbind->value.data[0] >= VALUE_NO_SUCH_OBJECT;
    composer->broken = varbind->is_broken ? (uint32_t)asked + 1 : 0;
    if (composer->missing || varbind->is_broken)
        return false;
    bool added = wire_add_binding(&composer->response->writer, name, varbind->value);
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
        .max_repetitions = response->is_filled ? UINT16_MAX : at_least_zero(pdu->max_repetitions),
        .without_counter64 = response->v1,
    };
}

/* A varbind that nobody has asked for takes what room there is. */
static void fill(struct wire_writer *writer)
{
    static const uint8_t name[] = {0x2b, 6, 1, 4, 1, 0x81, 0xfd, 0x59, 0}; /* 1.3.6.1.4.1.32473.0 */
    size_t room = writer->limit - writer->end, around = 3 * (size_t)TLV_MAX_HEADER + sizeof name;
    if (room < around + TLV_MAX_HEADER)
        return;
    size_t size = room - around;
    g_autofree uint8_t *value = g_malloc0(TLV_MAX_HEADER + size);
    size_t header = tlv_write_header(value, VALUE_OCTET_STRING, size);
    wire_add_binding(writer, (struct bytes){name, sizeof name}, (struct bytes){value, header + size});
}

static bool run(struct response *response, const struct question *question, struct composer *composer)
{
    if (response->content)
        return content_run(response->content, composer->snmprec, question, compose_changed, composer);
    return answer_run(composer->snmprec, question, compose, composer);
}

static struct bytes answer_question(struct response *response, const struct snmprec *snmprec,
                                    const GArray *names)
{
    struct composer composer = {.response = response, .snmprec = snmprec};
    struct question question = make_question(response, names);
    bool whole = run(response, &question, &composer);
    if (composer.missing)
        return respond_error(response, WIRE_NO_SUCH_NAME, composer.taken + 1);
    if (composer.broken > 0)
        return respond_error(response, WIRE_GEN_ERR, composer.broken);
    if (!whole && (response->is_whole || question.kind != PDU_GETBULK || composer.taken == 0))
        return respond_error(response, WIRE_TOO_BIG, 0);
    if (response->is_filled)
        fill(&response->writer);
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
