#include "discover/os/os_record.h"

#include "model/text.h"

#include <string.h>

static void (*const recorders[])(const struct os_answer *) = {
    [ANSWER_IDENTITY] = record_identity,
    [ANSWER_INVENTORY] = record_inventory,
    [ANSWER_INTERFACES] = record_interfaces,
    [ANSWER_ADDRESSES] = record_interfaces,
    [ANSWER_NEIGHBORS] = record_neighbors,
    [ANSWER_OSPF] = record_routing,
    [ANSWER_ISIS] = record_routing,
    [ANSWER_BGP] = record_routing,
    [ANSWER_EIGRP] = NULL,
    [ANSWER_ARP] = record_arp,
    [ANSWER_FORWARDING] = record_forwarding,
    [ANSWER_OTHER] = NULL,
};

static const char *either(struct observation *observation, const char *known, const char *text)
{
    return known != NULL ? known : observation_text(observation, text);
}

void os_record(const struct os *os, const char *command, const struct cli_table *table,
               struct observation *observation)
{
    enum answer_kind kind = os_answer_kind(os, command);
    observation->system.vendor = either(observation, observation->system.vendor, os->vendor);
    if (recorders[kind] == NULL)
        return;
    struct field_reader *reader = field_reader_new(kind, table);
    struct interface_index *interfaces = interface_index_new(observation);
    struct os_answer answer = {os, command, kind, reader, table->rows->len, observation, interfaces};
    recorders[kind](&answer);
    interface_index_free(interfaces);
    field_reader_free(reader);
}

/* "Eth 1/ 1" and "Eth 1/1". */
static bool is_same_but_blanks(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (g_ascii_tolower(*a) != g_ascii_tolower(*b) || *a == '\0')
            return *a == *b;
    }
}

/* "1/1/2" and "10GigabitEthernet1/1/2": the numbers alone name a port of some kind of Ethernet. */
static bool is_numbers_of(const char *numbers, const char *name)
{
    size_t length = strlen(name), size = strlen(numbers);
    if (size >= length || strcmp(name + length - size, numbers) != 0)
        return false;
    if (strspn(numbers, "0123456789/") != size || strchr(numbers, '/') == NULL)
        return false;
    g_autofree char *letters = g_ascii_strdown(name, (gssize)(length - size));
    return g_regex_match_simple("^\\d*[a-z]*(?:ethernet|gig) ?$", letters, 0, 0);
}

bool record_is_same_name(const char *a, const char *b)
{
    if (is_same_but_blanks(a, b) || is_numbers_of(a, b) || is_numbers_of(b, a))
        return true;
    size_t letters_a = strcspn(a, "0123456789"), letters_b = strcspn(b, "0123456789");
    const char *digits_a = a + letters_a, *digits_b = b + letters_b;
    while (letters_a > 0 && a[letters_a - 1] == ' ')
        letters_a--;
    while (letters_b > 0 && b[letters_b - 1] == ' ')
        letters_b--;
    size_t shorter = MIN(letters_a, letters_b);
    return shorter >= 2 && *digits_a != '\0' && g_ascii_strncasecmp(a, b, shorter) == 0 &&
           strcmp(digits_a, digits_b) == 0;
}

struct interface *record_interface(const struct os_answer *answer, const char *name)
{
    size_t count;
    g_autofree char *text = text_from_bytes(bytes_from_text(name));
    if (text == NULL)
        return NULL;
    struct interface *interface = interface_index_find(answer->interfaces, text, record_is_same_name);
    if (interface != NULL)
        return interface;
    observation_records(answer->observation, RECORD_INTERFACE, &count);
    interface = interface_index_add(answer->interfaces, text);
    interface->if_index = RECORD_FIRST_IF_INDEX + (uint32_t)count;
    return interface;
}

uint32_t record_if_index(const struct os_answer *answer, const char *name)
{
    const struct interface *interface = record_interface(answer, name);
    return interface == NULL ? 0 : interface->if_index;
}
