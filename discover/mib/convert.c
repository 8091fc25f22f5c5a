#include "discover/mib/convert.h"

#include "model/text.h"

#include <inttypes.h>
#include <string.h>

struct bytes value_octets(const struct value *value)
{
    bool has_octets = value != NULL && (value->type == VALUE_OCTET_STRING ||
                                        value->type == VALUE_IP_ADDRESS || value->type == VALUE_OPAQUE);
    return has_octets ? value->octets : (struct bytes){NULL, 0};
}

static bool parse_number(struct bytes text, uint64_t *out)
{
    char *printable = text_from_bytes(text);
    guint64 number = 0;
    bool found = printable != NULL && g_ascii_string_to_unsigned(printable, 10, 0, UINT64_MAX, &number, NULL);
    g_free(printable);
    *out = number;
    return found;
}

bool value_number(const struct value *value, uint64_t *out)
{
    if (value == NULL)
        return false;
    switch (value->type) {
    case VALUE_INTEGER:
        *out = value->integer < 0 ? (uint32_t)value->integer : (uint64_t)value->integer;
        return true;
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        *out = value->number;
        return true;
    case VALUE_OCTET_STRING:
        return parse_number(value->octets, out);
    default:
        return false;
    }
}

bool convert_u32(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    uint64_t number;
    if (!value_number(value, &number) || number > UINT32_MAX)
        return false;
    *(uint32_t *)member = (uint32_t)number;
    return true;
}

bool convert_u64(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    *(uint64_t *)member = number;
    return true;
}

bool convert_speed(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    *(uint64_t *)member = number >= UINT32_MAX ? 0 : number;
    return true;
}

bool convert_high_speed(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    /* No interface has 100 Tbit/s; some agents tell bit/s here. */
    static const uint64_t max_mbps = UINT64_C(100000000);
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    if (number > 0)
        *(uint64_t *)member = number > max_mbps ? number : number * 1000000;
    return true;
}

bool convert_text(struct observation *observation, const struct value *value, void *member)
{
    const char **text = member;
    char number[24], oid[OID_TEXT_SIZE], buffer[ADDRESS_TEXT_SIZE];
    struct address address;
    switch (value->type) {
    case VALUE_OCTET_STRING:
    case VALUE_OPAQUE:
        *text = observation_text_from_bytes(observation, value->octets);
        return true;
    case VALUE_IP_ADDRESS:
        if (!address_from_bytes(value->octets, &address))
            return false;
        *text = observation_text(observation, address_format(address, buffer));
        return true;
    case VALUE_INTEGER:
        g_snprintf(number, sizeof number, "%" PRId64, value->integer);
        *text = observation_text(observation, number);
        return true;
    case VALUE_OID:
        *text = observation_text(observation, oid_format(value->oid, oid));
        return true;
    default:
        return false;
    }
}

bool convert_bytes(struct observation *observation, const struct value *value, void *member)
{
    struct bytes *bytes = member;
    char number[24];
    if (value->type == VALUE_INTEGER) {
        g_snprintf(number, sizeof number, "%" PRId64, value->integer);
        *bytes = observation_bytes(observation, bytes_from_text(number));
        return true;
    }
    if (value->type != VALUE_OCTET_STRING && value->type != VALUE_IP_ADDRESS && value->type != VALUE_OPAQUE)
        return false;
    *bytes = observation_bytes(observation, value->octets);
    return true;
}

bool convert_mac(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    struct bytes octets = value_octets(value);
    struct mac *mac = member;
    if (value->type != VALUE_OCTET_STRING)
        return false;
    if (mac_from_bytes(octets, mac) || !text_is_printable_ascii(octets))
        return true;
    char *text = text_from_bytes(octets);
    if (text == NULL || !mac_parse(text, mac))
        *mac = (struct mac){{0}};
    g_free(text);
    return true;
}

bool convert_address(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    struct bytes octets = value_octets(value);
    struct address *address = member;
    if (octets.size == 0)
        return value->type == VALUE_OCTET_STRING;
    char *text = text_is_printable_ascii(octets) ? text_from_bytes(octets) : NULL;
    bool found = text != NULL && address_parse(text, address);
    g_free(text);
    return found || address_from_bytes(octets, address);
}

bool convert_oid_text(struct observation *observation, const struct value *value, void *member)
{
    char text[OID_TEXT_SIZE];
    uint32_t arcs[OID_MAX_ARCS];
    struct oid oid = {arcs, 0};
    struct bytes octets = value_octets(value);
    if (value->type == VALUE_OID)
        oid = value->oid;
    else if (octets.size == 0 || !oid_parse((const char *)octets.data, octets.size, arcs, &oid.count))
        return false;
    *(const char **)member = observation_text(observation, oid_format(oid, text));
    return true;
}

bool convert_forwarding(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    *(bool *)member = number == 1;
    return true;
}

/* An enum's compatible integer type may be signed or not, its size is that of an int (record.h FIELD_ENUM).
 */
static bool convert_enum(const struct value *value, unsigned members, void *member)
{
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    int known = number < members ? (int)number : 0;
    memcpy(member, &known, sizeof known);
    return true;
}

bool convert_if_status(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, IF_STATUSES, member);
}

bool convert_duplex(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, DUPLEXES, member);
}

bool convert_component_class(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, COMPONENT_CLASSES, member);
}

bool convert_chassis_subtype(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, CHASSIS_SUBTYPES, member);
}

bool convert_port_subtype(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, PORT_SUBTYPES, member);
}

bool convert_stp_state(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    return convert_enum(value, STP_STATES, member);
}

/* BITS: bit 0, other, is the highest bit of the first octet (RFC 2578 7.1.4). */
static uint32_t capabilities_of_octet(uint8_t octet)
{
    uint32_t set = 0;
    for (unsigned bit = 0; bit < 8; bit++)
        if ((octet & (0x80U >> bit)) != 0)
            set |= CAPABILITY_BIT(bit + 1);
    return set;
}

/* The number of the TLV (IEEE 802.1AB-2016 8.5.8.1): bit 0 is the lowest one; some agents swap its octets. */
static uint32_t capabilities_of_number(uint64_t number)
{
    uint64_t bits = (number & 0xff) != 0 ? number : number >> 8;
    return (uint32_t)(bits & 0xff) << 1;
}

bool convert_lldp_capabilities(struct observation *observation, const struct value *value, void *member)
{
    (void)observation;
    uint32_t *set = member;
    struct bytes octets = value_octets(value);
    uint64_t number;
    if (octets.size == 0 && value->type == VALUE_OCTET_STRING)
        return true;
    bool is_text = octets.size > 2 && text_is_printable_ascii(octets);
    if (octets.size > 0 && !is_text) {
        /* The bits 8 to 15 are bridge components, which have a bit below too; alone, the octets are swapped.
         */
        uint8_t second = octets.size > 1 ? octets.data[1] : 0;
        *set = capabilities_of_octet(octets.data[0] != 0 ? octets.data[0] : second);
        return true;
    }
    if (!value_number(value, &number))
        return false;
    *set = capabilities_of_number(number);
    return true;
}
