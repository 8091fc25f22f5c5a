#include "cli/show.h"

static const struct column columns[] = {
    {.heading = "RUN", .key = "id", .is_number = true},
    {.heading = "STARTED", .key = "started"},
    {.heading = "ENDED", .key = "ended"},
    {.heading = "KIND", .key = "kind"},
    {.heading = "STATE", .key = "state"},
    {.heading = "GOOD", .key = "good", .is_number = true},
    {.heading = "PARTIAL", .key = "partial", .is_number = true},
    {.heading = "FAILED", .key = "failed", .is_number = true},
    {.heading = "REQUESTS", .key = "requests", .is_number = true},
    {.heading = "WHAT", .key = "what"},
    {.heading = NULL},
};

static json_t *run_row(const struct run *run)
{
    g_autofree char *started = show_time(run->started_at);
    g_autofree char *ended = show_time(run->ended_at);
    json_t *row = json_object();
    output_set_integer(row, "id", run->id);
    output_set_text(row, "started", started);
    output_set_text(row, "ended", ended);
    output_set_text(row, "kind", run->kind);
    output_set_text(row, "what", run->what);
    output_set_text(row, "state", run->state);
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {
        {"good", run->good},
        {"partial", run->partial},
        {"failed", run->failed},
        {"requests", run->requests},
        {"retries", run->retries},
        {"bytes_sent", run->bytes_sent},
        {"bytes_received", run->bytes_received},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        json_object_set_new(row, counts[i].key, json_integer((json_int_t)counts[i].count));
    return row;
}

static int run(const struct show_request *request)
{
    GError *error = NULL;
    struct run_list runs = {0};
    int status;
    struct inventory *inventory = model_open_inventory(request->cli, &status);
    if (inventory == NULL)
        return status;
    if (!inventory_runs(inventory, &runs, &error)) {
        inventory_close(inventory);
        return command_failed(error);
    }
    struct listing *listing = listing_new(columns, request->as_json);
    for (size_t i = 0; i < runs.count; i++)
        listing_add(listing, run_row(&runs.items[i]));
    run_list_clear(&runs);
    inventory_close(inventory);
    return listing_finish(listing, &error) ? EXIT_DONE : command_failed(error);
}

const struct show_what show_runs = {.name = "runs", .run = run};
