#include "discover/simulate_internal.h"

#include "discover/respond.h"

#include <string.h>

/* The digits behind "COMMUNITY@". */
static bool parse_vlan(struct bytes digits, uint32_t *vlan)
{
    uint32_t number = 0;
    if (digits.size < 1 || digits.size > 4)
        return false;
    for (size_t i = 0; i < digits.size; i++) {
        if (!g_ascii_isdigit(digits.data[i]))
            return false;
        number = number * 10 + (uint32_t)(digits.data[i] - '0');
    }
    *vlan = number;
    return number > 0;
}

/* A community that is one of ours, or one of ours and @VLAN. */
static bool accept_community(const struct simulator *simulator, struct bytes community, uint32_t *vlan)
{
    for (guint i = 0; i < simulator->communities->len; i++) {
        struct bytes ours = bytes_from_text(g_ptr_array_index(simulator->communities, i));
        *vlan = 0;
        if (bytes_equal(community, ours))
            return true;
        if (community.size > ours.size && bytes_equal((struct bytes){community.data, ours.size}, ours) &&
            community.data[ours.size] == '@' && parse_vlan(bytes_skip(community, ours.size + 1), vlan))
            return true;
    }
    return false;
}

static bool is_request(int64_t version, const struct wire_pdu *pdu)
{
    switch (pdu->type) {
    case WIRE_GET:
    case WIRE_GETNEXT:
    case WIRE_SET:
        return true;
    case WIRE_GETBULK:
        return version != WIRE_V1;
    default:
        return false;
    }
}

static struct bytes finish_v2c(struct wire_writer *writer, uint32_t error_status, uint32_t error_index,
                               const void *request)
{
    return wire_finish_message(writer, request, error_status, error_index);
}

static struct deed judge(const struct simulator *simulator, const struct snmprec *snmprec,
                         const struct wire_pdu *pdu, struct simulator_delivery *delivery)
{
    struct misbehaver *misbehaver = NULL;
    if (g_hash_table_size(simulator->misbehavers) > 0)
        misbehaver = g_hash_table_lookup(simulator->misbehavers, snmprec);
    struct deed deed = misbehaver_judge(misbehaver, pdu->type);
    *delivery = deed.delivery;
    return deed;
}

static size_t limit_of(const struct deed *deed, size_t usual)
{
    if (deed->is_huge)
        return SIMULATOR_MAX_MESSAGE;
    return deed->max_message > 0 ? MIN(deed->max_message, usual) : usual;
}

/* The id of another request, in memory of the caller. */
static void change_id(struct bytes *request_id, uint8_t room[TLV_MAX_NUMBER])
{
    struct bytes rest = *request_id;
    int64_t number = 0;
    wire_read_integer(&rest, &number);
    *request_id = (struct bytes){room, tlv_write_integer(room, VALUE_INTEGER, (number + 1) & INT32_MAX)};
}

/* Answers as the deed wants it; the writer of the response is begun. */
static struct bytes respond_with(struct simulator *simulator, struct response *response,
                                 const struct deed *deed, const struct snmprec *snmprec)
{
    struct bytes answer = {NULL, 0};
    bool changes = deed->content.kind != CONTENT_AS_RECORDED;
    response->content = changes ? &deed->content : NULL;
    response->is_whole = deed->max_message > 0;
    response->is_filled = deed->is_huge;
    response->v1 = response->v1 || deed->has_v1_errors;
    if (deed->error != WIRE_NO_ERROR)
        answer = respond_error(response, deed->error, 0);
    else
        simulator->counts.malformed += !respond(response, snmprec, &answer);
    return answer;
}

static struct bytes spoil(struct simulator *simulator, const struct deed *deed, struct bytes answer,
                          uint8_t *memory)
{
    simulator->counts.answered += answer.size > 0;
    return answer.size > 0 ? deed_damage(deed->damage, memory + (answer.data - memory), answer.size) : answer;
}

static struct bytes answer_message(struct simulator *simulator, const struct snmprec *snmprec,
                                   const struct wire_message *asked, uint8_t *memory,
                                   struct simulator_delivery *delivery)
{
    struct wire_message message = *asked;
    struct response response = {
        .pdu = &message.pdu, .v1 = message.version == WIRE_V1, .finish = finish_v2c, .envelope = &message};
    struct deed deed = judge(simulator, snmprec, &message.pdu, delivery);
    uint8_t room[TLV_MAX_NUMBER];
    if (deed.is_silent || deed.has_restarted)
        return (struct bytes){NULL, 0};
    if (deed.has_wrong_id)
        change_id(&message.pdu.request_id, room);
    wire_begin(&response.writer, memory, limit_of(&deed, simulator->max_message), &message);
    return spoil(simulator, &deed, respond_with(simulator, &response, &deed, snmprec), memory);
}

static struct bytes finish_v3(struct wire_writer *writer, uint32_t error_status, uint32_t error_index,
                              const void *user)
{
    const struct usm_exchange *exchange = user;
    return usm_finish_message(writer, &exchange->envelope, WIRE_RESPONSE, exchange->scoped.pdu.request_id,
                              error_status, error_index);
}

static struct bytes answer_scoped(struct simulator *simulator, const struct snmprec *snmprec,
                                  const struct usm_exchange *asked, uint8_t *memory, const struct deed *deed)
{
    struct usm_exchange exchange = *asked;
    struct response response = {.pdu = &exchange.scoped.pdu, .finish = finish_v3, .envelope = &exchange};
    struct bytes answer;
    uint8_t room[TLV_MAX_NUMBER];
    size_t usual = MIN(simulator->max_message, exchange.message.max_size);
    exchange.envelope.context = exchange.scoped.context;
    if (deed->has_wrong_id)
        change_id(&exchange.scoped.pdu.request_id, room);
    usm_begin(&response.writer, memory, limit_of(deed, usual), &exchange.envelope);
    if (exchange.is_below)
        answer = respond_error(&response, WIRE_AUTHORIZATION_ERROR, 1);
    else
        answer = respond_with(simulator, &response, deed, snmprec);
    return spoil(simulator, deed, answer, memory);
}

/* "vlan-N", as bridges name the contexts of their VLANs; 0 for the default context. */
static bool parse_context(struct bytes context, uint32_t *vlan)
{
    static const struct bytes prefix = {(const uint8_t *)"vlan-", 5};
    *vlan = 0;
    return context.size == 0 ||
           (context.size > prefix.size && bytes_equal((struct bytes){context.data, prefix.size}, prefix) &&
            parse_vlan(bytes_skip(context, prefix.size), vlan));
}

static struct bytes report(struct simulator *simulator, const struct usm_exchange *exchange, uint8_t *memory)
{
    struct bytes answer = usm_engines_report(exchange, memory);
    simulator->counts.reports += answer.size > 0;
    return answer;
}

/* A message that has passed: of a device in one of its contexts. */
static struct bytes answer_in_context(struct simulator *simulator, const struct place *place,
                                      struct bytes packet, struct usm_exchange *exchange, uint8_t *memory,
                                      struct simulator_delivery *delivery)
{
    uint32_t vlan;
    const struct place *view = parse_context(exchange->scoped.context, &vlan)
                                   ? simulator_find_place(simulator, place->address, vlan)
                                   : NULL;
    if (!view) {
        exchange->report = USM_UNKNOWN_CONTEXT;
        return report(simulator, exchange, memory);
    }
    struct deed deed = judge(simulator, view->snmprec, &exchange->scoped.pdu, delivery);
    if (deed.is_silent)
        return (struct bytes){NULL, 0};
    if (!deed.has_restarted)
        return answer_scoped(simulator, view->snmprec, exchange, memory, &deed);
    /* The message is of the time before. */
    usm_engine_restart(place->engine);
    usm_engines_open(simulator->engines, place->engine, packet, exchange);
    return report(simulator, exchange, memory);
}

static struct bytes answer_v3(struct simulator *simulator, struct address to, struct bytes packet,
                              uint8_t *memory, struct simulator_delivery *delivery)
{
    static const struct bytes silence = {NULL, 0};
    const struct place *place = simulator_find_place(simulator, to, 0);
    struct usm_exchange exchange;
    if (!simulator->engines || !place) {
        simulator->counts.unsupported += place != NULL;
        simulator->counts.no_device += place == NULL;
        return silence;
    }
    enum usm_outcome outcome = usm_engines_open(simulator->engines, place->engine, packet, &exchange);
    if (outcome == USM_REPORT)
        return report(simulator, &exchange, memory);
    if (outcome == USM_MALFORMED || !is_request(WIRE_V3, &exchange.scoped.pdu)) {
        simulator->counts.malformed++;
        return silence;
    }
    return answer_in_context(simulator, place, packet, &exchange, memory, delivery);
}

struct bytes simulator_answer(struct simulator *simulator, struct address to, struct bytes packet,
                              uint8_t *memory, struct simulator_delivery *delivery)
{
    static const struct bytes silence = {NULL, 0};
    struct simulator_counts *counts = &simulator->counts;
    struct simulator_delivery ignored = {0};
    struct wire_message message;
    uint32_t vlan;
    bool read = wire_read_message(packet, &message);
    delivery = delivery ? delivery : &ignored;
    *delivery = (struct simulator_delivery){.copies = 1};
    if (read && message.version == WIRE_V3)
        return answer_v3(simulator, to, packet, memory, delivery);
    if (!read || !is_request(message.version, &message.pdu) ||
        message.community.size > SIMULATOR_MAX_COMMUNITY) {
        counts->malformed++;
        return silence;
    }
    bool opened = accept_community(simulator, message.community, &vlan);
    const struct snmprec *snmprec = opened ? simulator_find_device(simulator, to, vlan) : NULL;
    if (!snmprec) {
        bool nobody = !simulator_find_device(simulator, to, 0);
        counts->no_device += nobody;
        counts->community += !nobody;
        return silence;
    }
    return answer_message(simulator, snmprec, &message, memory, delivery);
}
