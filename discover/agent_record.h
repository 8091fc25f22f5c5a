/*
 * A recorder: passes requests on to another agent and keeps every varbind of the answers, then writes them as
 * files of a recording (discover/recording.h). No community, user or key is ever part of it.
 */
#ifndef DISCOVER_AGENT_RECORD_H
#define DISCOVER_AGENT_RECORD_H

#include "discover/agent.h"
#include "discover/record_folder.h"

/* Wraps inner, which is owned from here on. */
struct agent *agent_record_new(struct agent *inner);

/* Writes what the agent has said so far as files named after the device's address; the manifest gets the
 * lines that record_folder_claim says. */
bool agent_record_save(struct agent *agent, struct record_folder *folder,
                       const struct observation *observation, GError **error);

#endif
