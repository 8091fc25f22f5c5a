#include "discover/simulate.h"

#include "discover/respond.h"
#include "discover/usm_engine.h"

#include <gio/gio.h>
#include <string.h>

/* Where a device answers. */
struct place {
    struct address address;
    uint32_t vlan;
    const struct snmprec *snmprec;
    struct usm_engine *engine; /* of the device; NULL where there are no users, and for a VLAN */
};

struct simulator {
    GHashTable *places; /* set of struct place *, owned */
    GPtrArray *communities;
    GPtrArray *warnings;
    size_t max_message;
    struct simulator_faults faults;
    GHashTable *misbehavers; /* struct snmprec * -> struct misbehaver *, owned */
    size_t devices, addresses;
    bool has_ipv4, has_ipv6;
    struct usm_engines *engines; /* NULL: no users */
    struct simulator_counts counts;
};

/* What went wrong while a recording was made ready: a count and the first case. */
struct troubles {
    size_t unmapped, collisions, unreadable, bad_lines;
    char *first_unmapped, *first_collision, *first_unreadable, *first_bad_line;
};

static guint place_hash(gconstpointer key)
{
    const struct place *place = key;
    return address_hash(place->address) * 31 + place->vlan;
}

static gboolean place_equal(gconstpointer a, gconstpointer b)
{
    const struct place *left = a, *right = b;
    return left->vlan == right->vlan && address_equal(left->address, right->address);
}

static const struct place *find_place(const struct simulator *simulator, struct address address,
                                      uint32_t vlan)
{
    struct place key = {address, vlan, NULL, NULL};
    return g_hash_table_lookup(simulator->places, &key);
}

static const struct snmprec *find_device(const struct simulator *simulator, struct address address,
                                         uint32_t vlan)
{
    const struct place *place = find_place(simulator, address, vlan);
    return place ? place->snmprec : NULL;
}

static void note(size_t *count, char **first, const char *text)
{
    if ((*count)++ == 0)
        *first = g_strdup(text);
}

/* A collision is two files at one address; recorded addresses of one device may well fall together. */
static void add_place(struct simulator *simulator, const struct recording_entry *entry, struct address to,
                      const struct snmprec *snmprec, struct troubles *troubles)
{
    const struct snmprec *there = find_device(simulator, to, entry->vlan);
    char text[ADDRESS_TEXT_SIZE];
    if (there) {
        if (there != snmprec)
            note(&troubles->collisions, &troubles->first_collision, address_format(entry->address, text));
        return;
    }
    struct usm_engine *engine = simulator->engines && entry->vlan == 0
                                    ? usm_engines_get(simulator->engines, snmprec, entry->address)
                                    : NULL;
    const struct place place = {to, entry->vlan, snmprec, engine};
    g_hash_table_add(simulator->places, g_memdup2(&place, sizeof place));
    simulator->addresses += entry->vlan == 0;
    simulator->has_ipv4 = simulator->has_ipv4 || to.family == ADDRESS_IPV4;
    simulator->has_ipv6 = simulator->has_ipv6 || to.family == ADDRESS_IPV6;
}

static void learn_misbehavior(struct simulator *simulator, const struct misbehavior_rules *rules,
                              const struct recording_entry *entry, const struct snmprec *snmprec)
{
    struct misbehaver *known = g_hash_table_lookup(simulator->misbehavers, snmprec), *misbehaver = known;
    misbehaver_learn(&misbehaver, rules, entry);
    if (misbehaver != known)
        g_hash_table_insert(simulator->misbehavers, (gpointer)snmprec, misbehaver);
}

static void add_entry(struct simulator *simulator, struct recording *recording, size_t position,
                      const struct simulator_options *options, GHashTable *seen, struct troubles *troubles)
{
    const struct recording_entry *entry = recording_entry(recording, position);
    struct address to = entry->address;
    uint16_t port;
    g_autoptr(GError) error = NULL;
    char text[ADDRESS_TEXT_SIZE];
    if (options->map && !via_map_apply(options->map, entry->address, &to, &port)) {
        note(&troubles->unmapped, &troubles->first_unmapped, address_format(entry->address, text));
        return;
    }
    const struct snmprec *snmprec = recording_snmprec(recording, position, &error);
    if (snmprec)
        learn_misbehavior(simulator, options->misbehavior, entry, snmprec);
    if (!g_hash_table_add(seen, (gpointer)entry->path)) {
        if (snmprec)
            add_place(simulator, entry, to, snmprec, troubles);
        return;
    }
    if (!snmprec) {
        note(&troubles->unreadable, &troubles->first_unreadable, error->message);
        return;
    }
    const char *line;
    if (snmprec_bad_lines(snmprec, &line) > 0) {
        g_autofree char *where = g_strdup_printf("%s: %s", entry->path, line);
        note(&troubles->bad_lines, &troubles->first_bad_line, where);
        troubles->bad_lines += snmprec_bad_lines(snmprec, NULL) - 1;
    }
    simulator->devices += entry->vlan == 0;
    add_place(simulator, entry, to, snmprec, troubles);
}

static void warn(struct simulator *simulator, size_t count, char *first, const char *format)
{
    if (count > 0)
        g_ptr_array_add(simulator->warnings,
                        g_strdup_printf("%zu %s: %s%s", count, format, first, count > 1 ? ", ..." : ""));
    g_free(first);
}

static bool load(struct simulator *simulator, struct recording *recording,
                 const struct simulator_options *options, GError **error)
{
    struct troubles troubles = {0};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    recording_load(recording);
    for (size_t i = 0; i < recording_count(recording); i++)
        add_entry(simulator, recording, i, options, seen, &troubles);
    warn(simulator, troubles.unmapped, troubles.first_unmapped, "recorded addresses are in no --map");
    warn(simulator, troubles.collisions, troubles.first_collision,
         "recorded addresses are mapped to those of other devices");
    warn(simulator, troubles.unreadable, troubles.first_unreadable, "files cannot be read");
    warn(simulator, troubles.bad_lines, troubles.first_bad_line, "lines were skipped");
    const char *unused = misbehavior_rules_unused(options->misbehavior, recording);
    warn(simulator, unused != NULL, g_strdup(unused), "misbehavior is that of no device");
    if (simulator->addresses > 0)
        return true;
    const char *why =
        simulator->warnings->len > 0 ? g_ptr_array_index(simulator->warnings, 0) : "none recorded";
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no address to serve: %s", why);
    return false;
}

static void free_misbehaver(gpointer misbehaver)
{
    misbehaver_free(misbehaver);
}

struct simulator *simulator_new(struct recording *recording, const struct simulator_options *options,
                                GError **error)
{
    struct simulator *simulator = g_new0(struct simulator, 1);
    simulator->places = g_hash_table_new_full(place_hash, place_equal, g_free, NULL);
    simulator->misbehavers = g_hash_table_new_full(NULL, NULL, NULL, free_misbehaver);
    simulator->communities = g_ptr_array_new_with_free_func(g_free);
    simulator->warnings = g_ptr_array_new_with_free_func(g_free);
    simulator->max_message = CLAMP(options->max_message, SIMULATOR_MIN_MESSAGE, SIMULATOR_MAX_MESSAGE);
    simulator->faults = options->faults;
    for (size_t i = 0; options->communities[i]; i++)
        g_ptr_array_add(simulator->communities, g_strdup(options->communities[i]));
    if (options->users)
        simulator->engines = usm_engines_new(options->users, error);
    if ((!options->users || simulator->engines) && load(simulator, recording, options, error))
        return simulator;
    simulator_free(simulator);
    return NULL;
}

void simulator_free(struct simulator *simulator)
{
    if (!simulator)
        return;
    g_hash_table_unref(simulator->places);
    g_hash_table_unref(simulator->misbehavers);
    g_ptr_array_unref(simulator->communities);
    g_ptr_array_unref(simulator->warnings);
    usm_engines_free(simulator->engines);
    g_free(simulator);
}

size_t simulator_device_count(const struct simulator *simulator)
{
    return simulator->devices;
}

size_t simulator_address_count(const struct simulator *simulator)
{
    return simulator->addresses;
}

bool simulator_has_family(const struct simulator *simulator, enum address_family family)
{
    return family == ADDRESS_IPV4 ? simulator->has_ipv4 : simulator->has_ipv6;
}

const GPtrArray *simulator_warnings(const struct simulator *simulator)
{
    return simulator->warnings;
}

const struct simulator_faults *simulator_faults(const struct simulator *simulator)
{
    return &simulator->faults;
}

const struct simulator_counts *simulator_counts(const struct simulator *simulator)
{
    return &simulator->counts;
}

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
    const struct place *view =
        parse_context(exchange->scoped.context, &vlan) ? find_place(simulator, place->address, vlan) : NULL;
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
    const struct place *place = find_place(simulator, to, 0);
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
    const struct snmprec *snmprec = opened ? find_device(simulator, to, vlan) : NULL;
    if (!snmprec) {
        bool nobody = !find_device(simulator, to, 0);
        counts->no_device += nobody;
        counts->community += !nobody;
        return silence;
    }
    return answer_message(simulator, snmprec, &message, memory, delivery);
}

/* The rules that keep second octets where they can stay. */
static void add_rules_of_16_bits(GPtrArray *rules, const bool *networks)
{
    bool taken[256] = {false};
    for (unsigned network = 0; network < 65536; network++) {
        if (!networks[network])
            continue;
        unsigned second = network & 0xff;
        if (taken[second])
            for (second = 0; taken[second];)
                second++;
        taken[second] = true;
        g_ptr_array_add(rules,
                        g_strdup_printf("%u.%u.0.0/16=127.%u.0.0/16", network >> 8, network & 0xff, second));
    }
}

/* Marks the networks of 16 bits that addresses are in. Returns how many there are; *one_octet: the one first
 * octet of all, 256 when there are several. */
static unsigned mark_networks(const struct recording *recording, bool *networks, unsigned *one_octet)
{
    unsigned count = 0;
    for (size_t i = 0; i < recording_count(recording); i++) {
        struct address address = recording_entry(recording, i)->address;
        unsigned network = (unsigned)(address.octets[0] << 8 | address.octets[1]);
        if (address.family != ADDRESS_IPV4 || networks[network])
            continue;
        *one_octet = count == 0 || *one_octet == network >> 8 ? network >> 8 : 256;
        networks[network] = true;
        count++;
    }
    return count;
}

GPtrArray *simulator_loopback_rules(const struct recording *recording, GError **error)
{
    GPtrArray *rules = NULL;
    bool *networks = g_new0(bool, 65536);
    unsigned one_octet = 256;
    unsigned count = mark_networks(recording, networks, &one_octet);
    if (one_octet == 256 && count > 256) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                            "the addresses do not fit into 127.0.0.0/8; say with --map which to serve");
    } else {
        rules = g_ptr_array_new_with_free_func(g_free);
        if (one_octet < 256)
            g_ptr_array_add(rules, g_strdup_printf("%u.0.0.0/8=127.0.0.0/8", one_octet));
        else
            add_rules_of_16_bits(rules, networks);
    }
    g_free(networks);
    return rules;
}
