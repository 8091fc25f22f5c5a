/*
 * A recorder: passes requests on to another agent and keeps every varbind of the answers, then writes them as
 * files of a recording (discover/recording.h). No community, user or key is ever part of it.
 */
#ifndef DISCOVER_AGENT_RECORD_H
#define DISCOVER_AGENT_RECORD_H

#include "discover/agent.h"

/* Where recordings of a crawl go: makes the folder, refuses one that already has a manifest. */
struct record_folder;
struct record_folder *record_folder_open(const char *folder, GError **error);

/* Writes the manifest, atomically; frees the folder in any case. */
bool record_folder_close(struct record_folder *folder, GError **error);

/* Wraps inner, which is owned from here on. */
struct agent *agent_record_new(struct agent *inner);

/* Writes what the agent has said so far as files named after the device's address; the manifest has a line
 * for the address visited, then one for each of the other addresses that the observation says the device
 * owns, as far as they are usable and no other device of the recording has claimed them. */
bool agent_record_save(struct agent *agent, struct record_folder *folder,
                       const struct observation *observation, GError **error);

#endif
