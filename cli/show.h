/*
 * show: each WHAT is one file cli/show_WHAT.c and one line of the table in cli/command_show.c.
 */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/listing.h"
#include "cli/model.h"
#include "graph/port.h"

struct show_request {
    const struct cli *cli;
    const struct command *command;
    const char *name; /* the device asked for; NULL: all */
    bool as_json;
    bool all;        /* also the rows that say nothing */
    uint32_t layers; /* bits 1 << enum layer; 0: all */
};

struct show_what {
    const char *name;
    const char *argument; /* how help calls the device after it; NULL: it takes none */
    const char *summary;
    int (*run)(const struct show_request *request);
};

/* What the cli/show_WHAT.c define. */
extern const struct show_what show_devices, show_device, show_links, show_interfaces, show_neighbors,
    show_runs;

/* kinds: 0 for only the topology (model_open_topology).
 * Opens the model and finds the device asked for: [first, end) are the positions of the devices to show.
 * False: the caller returns *status; the model is closed. */
bool show_open(const struct show_request *request, uint32_t kinds, struct model *model, size_t *first,
               size_t *end, int *status);

/* Finishes the listing and closes the model; returns the exit status. */
int show_finish(struct listing *listing, struct model *model);

/* Rows of one device, as an array, sorted; the caller owns it. */
json_t *show_interface_rows(const struct device *device);
json_t *show_neighbor_rows(const struct model *model, GHashTable *positions, size_t device, bool all);
json_t *show_link_rows(const struct model *model, size_t device, uint32_t layers);

/* What a neighbor row says, without what identity makes of it. The caller owns it. */
json_t *show_neighbor_row(const struct device *device, struct port_resolver *resolver,
                          const struct neighbor *neighbor);

/* Observation -> GUINT_TO_POINTER(its position in the model's list), for show_neighbor_rows. */
GHashTable *show_observation_positions(const struct model *model);

/* How tables show them. */
extern const struct column show_interface_columns[], show_neighbor_columns[], show_link_columns[];

/* Sorts an array of rows by some of their members: numbers by value, text with its digits by value. keys ends
 * with NULL. */
json_t *show_sort_rows(json_t *rows, const char *const *keys);

/* {"device","device_id"}: how every row about a device begins. */
json_t *show_row_of_device(const struct device *device);

/* 2026-01-31T12:00:00Z; NULL for 0. milliseconds: Unix time. Caller frees with g_free. */
char *show_time(int64_t milliseconds);

#endif
