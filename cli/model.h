/*
 * What the commands that answer have in common: the inventory opened, loaded, and made a topology.
 */
#ifndef CLI_MODEL_H
#define CLI_MODEL_H

#include "cli/command.h"
#include "graph/topology.h"

struct model {
    struct inventory *inventory;
    struct observation_list observations;
    struct identity *identity;
    struct topology *topology;
};

/* The inventory, for reading. NULL: *status tells; a hint at discover was printed when there is none. */
struct inventory *model_open_inventory(const struct cli *cli, int *status);

/* Only the topology: there may be neither observations nor an identity. It is taken from where it is kept
 * ready (cli/ready.h), else derived and kept there. */
bool model_open_topology(const struct cli *cli, struct model *out, int *status);

/* What every command that adds observations does at its end: the ids of devices are remembered, and the
 * topology is kept ready. The inventory is open for writing, and to be closed next. */
bool model_remember(const struct cli *cli, struct inventory *inventory, GError **error);

/* kinds: the records that are needed (inventory_load_present). False: the caller returns *status. */
bool model_open(const struct cli *cli, uint32_t kinds, struct model *out, int *status);
/* The same as it was after a run; up_to_run 0: at present. */
bool model_open_at(const struct cli *cli, uint32_t kinds, int64_t up_to_run, struct model *out, int *status);
void model_close(struct model *model);

/* The device that the user means by text. False: an error that lists the candidates, or says that there is
 * none, was printed, and *status is EXIT_NO. */
bool model_find_device(const struct model *model, const char *text, size_t *position, int *status);

/* The words of --layer as bits 1 << enum layer; NULL (not given) leaves *layers as it is. False: a usage
 * error was printed, and the caller returns *status. */
bool model_parse_layers(const struct command *command, char **words, uint32_t *layers, int *status);

/* The record kinds that the topology is made from. */
extern const uint32_t model_topology_kinds;

/* The same, and whatever else is looked at to judge it: tables of addresses, VLANs, warnings. */
extern const uint32_t model_evidence_kinds;

#endif
