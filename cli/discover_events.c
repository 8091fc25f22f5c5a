#include "cli/discover_events.h"

#include "cli/output.h"

#include <stdio.h>

void discover_event(const char *name, json_t *details)
{
    json_t *object = details == NULL ? json_object() : details;
    output_set_text(object, "event", name);
    /* Whether stdout takes it is checked at the end, by output_flush. */
    json_dumpf(object, stdout, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    putchar('\n');
    fflush(stdout);
    json_decref(object);
}

json_t *discover_progress_to_json(const struct crawl_progress *progress)
{
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {
        {"visited", progress->visited},   {"failed", progress->failed},
        {"silent", progress->silent},     {"unanswered", progress->unanswered},
        {"in_visit", progress->in_visit}, {"waiting", progress->waiting},
        {"requests", progress->requests},
    };
    json_t *object = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        json_object_set_new(object, counts[i].key, json_integer((json_int_t)counts[i].count));
    json_object_set_new(object, "seconds", json_real((double)(uint64_t)(progress->seconds * 1000) / 1000));
    return object;
}
