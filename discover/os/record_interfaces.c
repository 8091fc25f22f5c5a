#include "discover/os/os_record.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

static bool begins(const char *text, const char *word)
{
    return g_ascii_strncasecmp(text, word, strlen(word)) == 0;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(text, words[i]))
            return true;
    return false;
}

/* A letter: "u" and "D" of Vyatta, "E" (enabled), "A" (active) and "R" (ready) of EXOS, "X" (disabled) of
 * RouterOS. */
static enum if_status parse_letter(char letter, bool is_admin)
{
    if (letter == 'A')
        return is_admin ? IF_STATUS_DOWN : IF_STATUS_UP;
    if (letter == 'u' || letter == 'E')
        return IF_STATUS_UP;
    return strchr("DdRX", letter) != NULL ? IF_STATUS_DOWN : IF_STATUS_NONE;
}

/* How systems say that a port is in use, or not. */
static enum if_status parse_status(const char *text)
{
    static const char *const up[] = {"up",      "connected",  "yes",    "true",   "on",
                                     "enabled", "running",    "active", "enable", "forwarding",
                                     "link up", "in service", "en"};
    static const char *const down[] = {
        "down",     "notconnect", "no",       "false",      "off",       "disabled", "disable",   "inactive",
        "adm",      "err",        "shutdown", "monitoring", "sfp",       "xcvr",     "suspended", "deleted",
        "dis",      "*down",      "standby",  "blocked",    "link down", "lower",    "ready",     "empty",
        "linkdown", "^down",      "#down",    "!down",      "-down",     "~down"};
    if (*text != '\0' && text[1] == '\0')
        return parse_letter(*text, false);
    if (begins(text, "not present") || strcmp(text, "NP") == 0 || begins(text, "sfpabsent") ||
        begins(text, "absent"))
        return IF_STATUS_NOT_PRESENT;
    if (begins(text, "unknown"))
        return IF_STATUS_UNKNOWN;
    if (begins(text, "dormant"))
        return IF_STATUS_DORMANT;
    if (is_one_of(text, down, G_N_ELEMENTS(down)))
        return IF_STATUS_DOWN;
    return is_one_of(text, up, G_N_ELEMENTS(up)) ? IF_STATUS_UP : IF_STATUS_NONE;
}

static bool is_shut(const char *link)
{
    static const char *const shut[] = {"adm", "disabled", "shutdown", "disable", "*down"};
    g_autofree char *folded = g_ascii_strdown(link, -1);
    return is_one_of(link, shut, G_N_ELEMENTS(shut)) || strstr(folded, "administratively") != NULL ||
           strstr(folded, "(adm)") != NULL;
}

/* Where what runs is marked, what has no mark does not run. */
static enum if_status link_status(const struct os_answer *answer, size_t row)
{
    if (!field_is_there(answer->reader, INTERFACE_RUNNING))
        return parse_status(field_text(answer->reader, row, INTERFACE_LINK));
    bool is_running = *field_text(answer->reader, row, INTERFACE_RUNNING) != '\0';
    return is_running ? IF_STATUS_UP : IF_STATUS_DOWN;
}

/* Columns have one of: state of the administrator, of the link, of the protocol above it. */
static void set_status(const struct os_answer *answer, size_t row, struct interface *interface)
{
    const char *admin = field_text(answer->reader, row, INTERFACE_ADMIN);
    const char *link = field_text(answer->reader, row, INTERFACE_LINK);
    const char *protocol = field_text(answer->reader, row, INTERFACE_PROTOCOL);
    enum if_status oper = link_status(answer, row);
    if (parse_status(protocol) != IF_STATUS_NONE && oper != IF_STATUS_NOT_PRESENT)
        oper = oper == IF_STATUS_DOWN ? oper : parse_status(protocol);
    if (interface->oper_status == IF_STATUS_NONE)
        interface->oper_status = oper;
    if (interface->admin_status != IF_STATUS_NONE)
        return;
    if (*admin != '\0')
        interface->admin_status = admin[1] == '\0' ? parse_letter(*admin, true) : parse_status(admin);
    else if ((*link != '\0' || field_is_there(answer->reader, INTERFACE_RUNNING)) && oper != IF_STATUS_NONE)
        interface->admin_status = is_shut(link) ? IF_STATUS_DOWN : IF_STATUS_UP;
}

/* "1000Mb/s", "a-1000", "10G", "10 Gbps", "1000000 Kbit", "1000": bit/s; bare numbers are Mbit/s. 0: none. */
static uint64_t parse_speed(const char *text)
{
    const char *digits = strpbrk(text, "0123456789");
    if (digits == NULL)
        return 0;
    char *end;
    double number = g_ascii_strtod(digits, &end);
    while (*end == ' ')
        end++;
    /* Ten Tbit/s in Mbit/s is less than any speed in bit/s that is told without a unit. */
    double unit = *end == '\0' && number >= 1e7 ? 1 : 1e6;
    if (g_ascii_tolower(*end) == 'g')
        unit = 1e9;
    else if (g_ascii_tolower(*end) == 'k')
        unit = 1e3;
    else if (g_ascii_tolower(*end) == 't')
        unit = 1e12;
    else if (begins(end, "bps") || begins(end, "bit"))
        unit = 1;
    number *= unit;
    return number > 0 && number < 1e16 ? (uint64_t)number : 0;
}

static enum duplex parse_duplex(const char *text)
{
    g_autofree char *folded = g_ascii_strdown(text, -1);
    if (strstr(folded, "full") != NULL || strcmp(folded, "fdx") == 0 || strcmp(folded, "fd") == 0)
        return DUPLEX_FULL;
    bool is_half = strstr(folded, "half") != NULL || strcmp(folded, "hdx") == 0 || strcmp(folded, "hd") == 0;
    return is_half ? DUPLEX_HALF : DUPLEX_NONE;
}

static uint32_t parse_number(const char *text)
{
    guint64 number = 0;
    return g_ascii_string_to_unsigned(text, 10, 1, UINT32_MAX, &number, NULL) ? (uint32_t)number : 0;
}

static uint32_t length_of_mask(struct address mask)
{
    uint32_t length = 0;
    while (length < 32 && (mask.octets[length / 8] & (0x80U >> length % 8)) != 0)
        length++;
    return length;
}

/* "24", "/24", "192.0.2/24", "255.255.255.0" */
static uint32_t parse_prefix_length(const char *text)
{
    struct address mask;
    const char *slash = strrchr(text, '/');
    text = slash == NULL ? text : slash + 1;
    if (address_parse(text, &mask) && mask.family == ADDRESS_IPV4)
        return length_of_mask(mask);
    uint32_t length = parse_number(text);
    return length <= 128 ? length : 0;
}

static bool has_address(const struct observation *observation, struct address address, uint32_t if_index)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == if_index && address_equal(rows[i].address, address))
            return true;
    return false;
}

/* "10.0.0.1", "10.0.0.1/24", "10.0.0.1 255.255.255.0", "2001:db8::1/64 [TEN]" */
static void add_address(struct observation *observation, const char *text, const char *prefix_length,
                        uint32_t if_index)
{
    struct address address;
    size_t size = strcspn(text, "/ %[(,");
    g_autofree char *bare = g_strndup(text, size);
    if (!address_parse(bare, &address) || address_is_unspecified(address) ||
        has_address(observation, address, if_index))
        return;
    g_auto(GStrv) rest = g_strsplit_set(text + size, " /%[(,", 0);
    struct ip_address *row = observation_add(observation, RECORD_IP_ADDRESS);
    row->address = address;
    row->if_index = if_index;
    for (char **part = rest; *part != NULL && row->prefix_length == 0; part++)
        row->prefix_length = parse_prefix_length(*part);
    if (row->prefix_length == 0)
        row->prefix_length = parse_prefix_length(prefix_length);
}

static void add_addresses(const struct os_answer *answer, size_t row, uint32_t if_index)
{
    g_auto(GStrv) addresses = field_list(answer->reader, row, INTERFACE_ADDRESSES);
    g_auto(GStrv) lengths = field_list(answer->reader, row, INTERFACE_PREFIX_LENGTH);
    g_auto(GStrv) masks = field_list(answer->reader, row, INTERFACE_NETMASK);
    char **known = lengths[0] != NULL ? lengths : masks;
    guint known_count = g_strv_length(known);
    for (guint i = 0; addresses[i] != NULL; i++)
        add_address(answer->observation, addresses[i], i < known_count ? known[i] : "", if_index);
}

static void set_speed(const struct os_answer *answer, size_t row, struct interface *interface)
{
    if (interface->speed_bps == 0)
        interface->speed_bps = parse_speed(field_text(answer->reader, row, INTERFACE_SPEED));
    if (interface->speed_bps == 0)
        interface->speed_bps = parse_speed(field_text(answer->reader, row, INTERFACE_BANDWIDTH));
}

/* The number that the device itself gives, where it gives one: before any row refers to ours. */
static void set_if_index(const struct os_answer *answer, size_t row, struct interface *interface)
{
    uint32_t number = parse_number(field_text(answer->reader, row, INTERFACE_IF_INDEX));
    size_t count;
    const struct interface *rows = observation_records(answer->observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == number)
            return;
    bool is_new = interface == &rows[count - 1] && interface->mtu == 0 && mac_is_absent(interface->mac) &&
                  interface->oper_status == IF_STATUS_NONE;
    if (number != 0 && number < RECORD_FIRST_IF_INDEX && is_new)
        interface->if_index = number;
}

static void add_member(struct observation *observation, uint32_t if_index, uint32_t aggregate)
{
    size_t count;
    const struct lag_member *rows = observation_records(observation, RECORD_LAG_MEMBER, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == if_index)
            return;
    struct lag_member *member = observation_add(observation, RECORD_LAG_MEMBER);
    member->if_index = if_index;
    member->aggregate_if_index = aggregate;
}

/* A number is not yet the name of an aggregate: that of a port channel is "port-channel7", of a LAG "lag-7".
 */
static void set_aggregate(const struct os_answer *answer, size_t row, uint32_t if_index)
{
    const char *name = field_text(answer->reader, row, INTERFACE_AGGREGATE);
    if (strspn(name, "0123456789") != strlen(name))
        add_member(answer->observation, if_index, record_if_index(answer, name));
}

/* The other way round: the row of the aggregate names its members. */
static void set_members(const struct os_answer *answer, size_t row, uint32_t if_index)
{
    g_auto(GStrv) names = field_list(answer->reader, row, INTERFACE_MEMBERS);
    for (char **name = names; *name != NULL; name++)
        add_member(answer->observation, record_if_index(answer, *name), if_index);
}

/* What was asked for one interface need not name it: "show interface mgmt". */
static const char *name_of_row(const struct os_answer *answer, size_t row)
{
    if (field_is_there(answer->reader, INTERFACE_NAME) || answer->rows != 1)
        return field_text(answer->reader, row, INTERFACE_NAME);
    const char *blank = strrchr(answer->command, ' ');
    return blank == NULL ? "" : blank + 1;
}

static void record_row(const struct os_answer *answer, size_t row)
{
    struct observation *observation = answer->observation;
    struct interface *interface = record_interface(answer, name_of_row(answer, row));
    if (interface == NULL)
        return;
    struct mac mac;
    set_if_index(answer, row, interface);
    set_status(answer, row, interface);
    set_speed(answer, row, interface);
    if (interface->alias == NULL)
        interface->alias = observation_text_from_bytes(
            observation, bytes_from_text(field_text(answer->reader, row, INTERFACE_DESCR)));
    if (interface->duplex == DUPLEX_NONE)
        interface->duplex = parse_duplex(field_text(answer->reader, row, INTERFACE_DUPLEX));
    if (interface->mtu == 0)
        interface->mtu = parse_number(field_text(answer->reader, row, INTERFACE_MTU));
    if (mac_is_absent(interface->mac) && mac_parse(field_text(answer->reader, row, INTERFACE_MAC), &mac))
        interface->mac = mac;
    uint32_t if_index = interface->if_index;
    set_aggregate(answer, row, if_index);
    set_members(answer, row, if_index);
    add_addresses(answer, row, if_index);
}

void record_interfaces(const struct os_answer *answer)
{
    for (size_t i = 0; i < answer->rows; i++)
        record_row(answer, i);
}
