/*
 * What the crawl could not learn: devices that did not answer, that answered in part, or not of late.
 */
#include "graph/doctor_checks.h"

void doctor_check_unreachable(struct doctor *doctor)
{
    const struct network *network = doctor->network;
    char text[ADDRESS_TEXT_SIZE];
    for (uint32_t i = 0; i < network->observations->count; i++) {
        const struct observation *visit = network->observations->items[i];
        int64_t device = network_device_of(network, i);
        /* A device that answers at another of its addresses is there. */
        bool is_there = device >= 0 && network_device(network, (uint32_t)device)->visited;
        if (visit->outcome != OUTCOME_FAILED || is_there)
            continue;
        const struct link_end end = doctor_whole((uint32_t)MAX(device, 0));
        doctor_report(doctor, &end, device >= 0 ? 1 : 0, "%s: %s", address_format(visit->address, text),
                      visit->failure != NULL ? visit->failure : "no reason is known");
    }
}

void doctor_check_partial(struct doctor *doctor)
{
    const struct network *network = doctor->network;
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct observation *said = network->observations->items[i];
        const struct warning *warnings = observation_records(said, RECORD_WARNING, &count);
        if (!network_is_present(network, i) || (said->outcome != OUTCOME_PARTIAL && count == 0))
            continue;
        const struct link_end end = doctor_whole((uint32_t)network_device_of(network, i));
        if (count == 0) {
            doctor_report(doctor, &end, 1, "it is not told what is missing");
            continue;
        }
        g_autofree char *more = count > 1 ? g_strdup_printf(" (and %zu more)", count - 1) : NULL;
        doctor_report(doctor, &end, 1, "%s%s%s%s", warnings[0].object != NULL ? warnings[0].object : "",
                      warnings[0].object != NULL ? ": " : "", warnings[0].text, more != NULL ? more : "");
    }
}

static bool is_asked(const struct device *device)
{
    return device->visited && device->observation != NULL && device->via != VIA_IMPORT;
}

static char *format_date(int64_t milliseconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(milliseconds / 1000);
    return time == NULL ? g_strdup("an unknown date") : g_date_time_format(time, "%Y-%m-%d %H:%M UTC");
}

static void report_stale(struct doctor *doctor, uint32_t position)
{
    const struct observation *said = network_device(doctor->network, position)->observation;
    const struct link_end end = doctor_whole(position);
    g_autofree char *date = format_date(said->started_at);
    doctor_report(doctor, &end, 1, "answered last in run %" G_GINT64_FORMAT ", %s", said->run, date);
}

void doctor_check_stale(struct doctor *doctor)
{
    const struct network *network = doctor->network;
    size_t visited = 0, stale = 0, count = identity_count(network->identity);
    int64_t newest = 0;
    for (size_t i = 0; i < network->observations->count; i++)
        if (network->observations->items[i]->via != VIA_IMPORT)
            newest = MAX(newest, network->observations->items[i]->run);
    for (uint32_t i = 0; i < count; i++) {
        const struct device *device = network_device(network, i);
        visited += is_asked(device);
        stale += is_asked(device) && device->observation->run < newest;
    }
    /* A run that visited few devices was not meant for all. */
    if (stale * 2 > visited) {
        doctor_report(doctor, NULL, 0,
                      "run %" G_GINT64_FORMAT ", the newest, had answers of %zu of %zu devices", newest,
                      visited - stale, visited);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        if (is_asked(network_device(network, i)) && network_device(network, i)->observation->run < newest)
            report_stale(doctor, i);
}
