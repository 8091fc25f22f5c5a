/*
 * The result of identity_build, as its own files see it.
 */
#ifndef INVENTORY_IDENTITY_INTERNAL_H
#define INVENTORY_IDENTITY_INTERNAL_H

#include "inventory/identity_build.h"

struct identity {
    struct device *devices; /* sorted */
    size_t count;
    size_t *of_observation; /* by position in the list; SIZE_MAX none */
    size_t *first_remote;   /* by position in the list: where its rows begin in remotes */
    size_t *remote_count;   /* the same: how many */
    struct identity_remote *remotes;
    struct identity_evidence *evidence;
    GStringChunk *memory;
};

/* Makes the devices of a builder whose steps are done; takes its memory. */
struct identity *identity_make_devices(struct identity_builder *builder);

#endif
