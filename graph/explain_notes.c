/*
 * What bears on the link between two devices besides their rows: visits that failed or were not complete,
 * ends that keep silent, ports that are down, devices between the two.
 */
#include "graph/explain_rows.h"

#include <string.h>

struct noting {
    struct network *network;
    struct explain_pair *pair;
};

static void note(struct noting *noting, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void note(struct noting *noting, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(noting->pair->notes, g_string_chunk_insert(noting->pair->memory, text));
}

static void note_unvisited(struct noting *noting, const struct device *device)
{
    char text[ADDRESS_TEXT_SIZE];
    for (guint i = 0; i < device->observations->len; i++) {
        const struct observation *visit = device->observations->pdata[i];
        if (visit->outcome != OUTCOME_FAILED)
            continue;
        note(noting, "%s could not be visited at %s: %s", device->name, address_format(visit->address, text),
             visit->failure != NULL ? visit->failure : "no reason is known");
        return;
    }
    note(noting, "%s was never visited: what it would say is not known", device->name);
}

static void note_visit(struct noting *noting, const struct device *device)
{
    size_t warnings, rows = 0, count;
    const struct observation *present = device->observation;
    const struct warning *warning = observation_records(present, RECORD_WARNING, &warnings);
    for (guint i = 0; i < device->observations->len; i++) {
        observation_records(device->observations->pdata[i], RECORD_NEIGHBOR, &count);
        rows += count;
    }
    if (rows == 0)
        note(noting, "%s tells of no neighbor at all", device->name);
    if (present->outcome == OUTCOME_PARTIAL && warnings > 0)
        note(noting, "%s did not answer everything: %s%s%s", device->name,
             warning->object != NULL ? warning->object : "", warning->object != NULL ? ": " : "",
             warning->text);
}

static void note_device(struct noting *noting, uint32_t position)
{
    const struct device *device = network_device(noting->network, position);
    if (!device->visited || device->observation == NULL)
        note_unvisited(noting, device);
    else
        note_visit(noting, device);
}

static void note_down(struct noting *noting, const struct link_end *end)
{
    const struct interface *interface = network_interface(noting->network, end);
    if (interface == NULL || interface->oper_status == IF_STATUS_UP ||
        interface->oper_status == IF_STATUS_NONE || interface->oper_status == IF_STATUS_UNKNOWN)
        return;
    bool is_wanted = interface->admin_status != IF_STATUS_DOWN;
    note(noting, "%s [%s] is %s%s", network_device(noting->network, end->device)->name, end->port,
         words_format(&if_status_words, (int)interface->oper_status),
         is_wanted ? "" : ", switched off by its configuration");
}

static bool has_row_of(const struct explain_pair *pair, guint link, uint32_t device)
{
    for (guint i = 0; i < pair->rows->len; i++) {
        const struct explain_row *row = &g_array_index(pair->rows, struct explain_row, i);
        if (row->link == (int64_t)link && row->device == device)
            return true;
    }
    return false;
}

/* A device that was visited, and does not see the other at the port where it should. */
static void note_silence(struct noting *noting, guint position, const struct link_end *end)
{
    const struct device *device = network_device(noting->network, end->device);
    const struct link *link = topology_link(noting->network->topology, position);
    if (link->certainty != CERTAINTY_CLAIMED || !device->visited || device->via == VIA_IMPORT ||
        has_row_of(noting->pair, position, end->device))
        return;
    const struct link_end *other = end == &link->a ? &link->b : &link->a;
    g_autofree char *protocols = words_format_set(&protocol_words, link->protocols, ", ");
    note(noting, "%s does not tell of %s%s%s by %s", device->name,
         network_device(noting->network, other->device)->name, end->port != NULL ? " at " : "",
         end->port != NULL ? end->port : "", protocols);
}

#define MAX_BETWEEN 8

static void add_far_end(GHashTable *set, const struct link *link, uint32_t device)
{
    if (link->a.device == device)
        g_hash_table_add(set, GUINT_TO_POINTER(link->b.device));
    if (link->b.device == device)
        g_hash_table_add(set, GUINT_TO_POINTER(link->a.device));
}

static void note_between(struct noting *noting, uint32_t a, uint32_t b)
{
    const struct topology *topology = noting->network->topology;
    g_autoptr(GHashTable) of_a = g_hash_table_new(NULL, NULL), of_b = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        add_far_end(of_a, topology_link(topology, i), a);
        add_far_end(of_b, topology_link(topology, i), b);
    }
    g_autoptr(GString) names = g_string_new(NULL);
    guint count = 0;
    for (uint32_t i = 0; i < topology_device_count(topology); i++)
        if (g_hash_table_contains(of_a, GUINT_TO_POINTER(i)) &&
            g_hash_table_contains(of_b, GUINT_TO_POINTER(i)) && count++ < MAX_BETWEEN)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   topology_device(topology, i)->name);
    if (count > MAX_BETWEEN)
        g_string_append_printf(names, " and %u more", count - MAX_BETWEEN);
    if (count > 0)
        note(noting, "both are joined to %s", names->str);
}

void explain_pair_note(struct network *network, struct explain_pair *pair, uint32_t a, uint32_t b)
{
    struct noting noting = {network, pair};
    for (guint i = 0; i < pair->links->len; i++) {
        guint position = g_array_index(pair->links, guint, i);
        const struct link *link = topology_link(network->topology, position);
        note_silence(&noting, position, &link->a);
        note_silence(&noting, position, &link->b);
        note_down(&noting, &link->a);
        note_down(&noting, &link->b);
    }
    note_device(&noting, a);
    note_device(&noting, b);
    if (pair->links->len == 0)
        note_between(&noting, a, b);
}
