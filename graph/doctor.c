#include "graph/doctor_checks.h"

#include "model/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const severities[SEVERITIES] = {
    [SEVERITY_NOTE] = "note",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};
const struct words severity_words = {severities, G_N_ELEMENTS(severities)};

static const struct doctor_check checks[] = {
    {"duplicate-address", SEVERITY_ERROR, "several devices have the same address",
     "Give all but one of them another address; if the address is shared by design, it is not told by VRRP "
     "or "
     "HSRP.",
     doctor_check_duplicate_address},
    {"cloned-chassis", SEVERITY_ERROR, "several devices have the same chassis id or bridge address",
     "Set the base MAC address, or the LLDP chassis id, of all but one of them: copied images and cloned "
     "virtual machines keep that of their original.",
     doctor_check_cloned_chassis},
    {"duplex-mismatch", SEVERITY_ERROR, "one end of a cable is half duplex, the other full",
     "Set both ends to autonegotiation; an end with a fixed duplex makes the other fall back to half.",
     doctor_check_duplex},
    {"loop", SEVERITY_ERROR, "a device is its own neighbor",
     "Look where the cable goes: a port that is patched to another one of the same device is a loop.",
     doctor_check_loop},
    {"native-vlan-mismatch", SEVERITY_WARNING, "untagged frames change the VLAN on their way over a cable",
     "Set the same native VLAN (PVID) at both ends.", doctor_check_native_vlan},
    {"speed-mismatch", SEVERITY_WARNING, "the two ends of a cable tell different speeds",
     "Check the negotiation and the optics of both ends.", doctor_check_speed},
    {"mtu-mismatch", SEVERITY_WARNING, "the two ends of a cable have different MTUs",
     "Set the same MTU at both ends: larger frames are lost without a trace.", doctor_check_mtu},
    {"aggregate-member", SEVERITY_WARNING, "a member of an aggregate is down while others are up",
     "Repair the cable or the port, or take it out of the aggregate: its capacity is missing.",
     doctor_check_aggregate_member},
    {"aggregate-sides", SEVERITY_WARNING, "the cables of an aggregate are not members at both ends",
     "Make the ports members of an aggregate at both ends, or at none.", doctor_check_aggregate_sides},
    {"one-sided-link", SEVERITY_WARNING, "one end of a cable sees the other, which does not see it",
     "Check that the protocol is sent and received at both ends; a unidirectional fibre looks like this too.",
     doctor_check_one_sided},
    {"unreachable", SEVERITY_WARNING, "a device did not answer",
     "Check its credentials, its access lists and whether it is there at all.", doctor_check_unreachable},
    {"down-port", SEVERITY_WARNING, "a port is down that should be up, and has a neighbor",
     "Look after the cable: the neighbor was seen there not long ago.", doctor_check_down},
    {"stale", SEVERITY_WARNING, "a device did not answer in the newest run",
     "What is known of it may be outdated; discover it again to learn why it does not answer.",
     doctor_check_stale},
    {"duplicate-name", SEVERITY_NOTE, "several devices have the same name",
     "Name them differently: commands have to tell them apart by '#ID'.", doctor_check_duplicate_name},
    {"silent", SEVERITY_NOTE, "a device is seen by its neighbors, and sees none of them",
     "Switch the protocol on, or let its table be read over SNMP.", doctor_check_silent},
    {"shared-port", SEVERITY_NOTE, "several neighbors are at one port",
     "Something between them is not seen: a hub, an unmanaged switch, or one that passes the protocol on.",
     doctor_check_shared_port},
    {"partial-answer", SEVERITY_NOTE, "a device did not answer everything, or not as it should",
     "'wiremap show device NAME' lists the warnings.", doctor_check_partial},
};

const struct doctor_check *doctor_checks(size_t *count)
{
    *count = G_N_ELEMENTS(checks);
    return checks;
}

const struct doctor_check *doctor_find_check(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++)
        if (strcmp(checks[i].name, name) == 0)
            return &checks[i];
    return NULL;
}

G_GNUC_PRINTF(5, 0)
G_GNUC_PRINTF(5, 0)
static void report(struct doctor *doctor, const struct link_end *ends, size_t end_count, bool is_link,
                   const char *format, va_list arguments)
{
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    struct link_end *kept = g_new0(struct link_end, end_count + 1);
    for (size_t i = 0; i < end_count; i++)
        kept[i] = ends[i];
    struct finding finding = {doctor->check, kept, end_count, is_link,
                              g_string_chunk_insert(doctor->memory, text)};
    g_ptr_array_add(doctor->ends, kept);
    g_array_append_val(doctor->findings, finding);
}

void doctor_report(struct doctor *doctor, const struct link_end *ends, size_t end_count, const char *format,
                   ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(doctor, ends, end_count, false, format, arguments);
    va_end(arguments);
}

void doctor_report_link(struct doctor *doctor, const struct link *link, const char *format, ...)
{
    va_list arguments;
    const struct link_end ends[] = {link->a, link->b};
    va_start(arguments, format);
    report(doctor, ends, G_N_ELEMENTS(ends), true, format, arguments);
    va_end(arguments);
}

struct link_end doctor_whole(uint32_t device)
{
    return (struct link_end){device, 0, NULL};
}

void doctor_each_cable(struct doctor *doctor, void (*check)(struct doctor *doctor, const struct link *link))
{
    const struct topology *topology = doctor->network->topology;
    for (size_t i = 0; i < topology_link_count(topology); i++)
        if (topology_link(topology, i)->layer == LAYER_PHYSICAL)
            check(doctor, topology_link(topology, i));
}

const char *doctor_name(const struct doctor *doctor, uint32_t device)
{
    return network_device(doctor->network, device)->name;
}

static int compare_ends(const struct finding *a, const struct finding *b)
{
    for (size_t i = 0; i < MIN(a->end_count, b->end_count); i++) {
        if (a->ends[i].device != b->ends[i].device)
            return a->ends[i].device < b->ends[i].device ? -1 : 1;
        int order = text_compare_natural(a->ends[i].port, b->ends[i].port);
        if (order != 0)
            return order;
    }
    return (a->end_count > b->end_count) - (a->end_count < b->end_count);
}

static gint compare_findings(gconstpointer a, gconstpointer b)
{
    const struct finding *left = a, *right = b;
    if (left->check != right->check)
        return left->check < right->check ? -1 : 1;
    int order = compare_ends(left, right);
    return order != 0 ? order : text_compare_natural(left->text, right->text);
}

static void run_check(struct doctor *doctor, const struct doctor_check *check)
{
    doctor->check = check;
    check->run(doctor);
}

struct doctor *doctor_run(struct network *network, const struct doctor_check *const *wanted)
{
    struct doctor *doctor = g_new0(struct doctor, 1);
    doctor->network = network;
    doctor->findings = g_array_new(FALSE, FALSE, sizeof(struct finding));
    doctor->ends = g_ptr_array_new_with_free_func(g_free);
    doctor->memory = g_string_chunk_new(4096);
    for (size_t i = 0; wanted == NULL && i < G_N_ELEMENTS(checks); i++)
        run_check(doctor, &checks[i]);
    for (size_t i = 0; wanted != NULL && wanted[i] != NULL; i++)
        run_check(doctor, wanted[i]);
    g_array_sort(doctor->findings, compare_findings);
    return doctor;
}

void doctor_free(struct doctor *doctor)
{
    g_array_unref(doctor->findings);
    g_ptr_array_unref(doctor->ends);
    g_string_chunk_free(doctor->memory);
    g_free(doctor);
}

size_t doctor_finding_count(const struct doctor *doctor)
{
    return doctor->findings->len;
}

const struct finding *doctor_finding(const struct doctor *doctor, size_t position)
{
    g_assert(position < doctor->findings->len);
    return &g_array_index(doctor->findings, struct finding, position);
}
