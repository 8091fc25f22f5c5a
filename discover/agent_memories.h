/*
 * What is known of many agents, by address: read when one is visited, and told anew by the visit. A hundred
 * octets each, and one profile for all that are of a kind.
 */
#ifndef DISCOVER_AGENT_MEMORIES_H
#define DISCOVER_AGENT_MEMORIES_H

#include "discover/walk_memory.h"
#include "model/address.h"

struct agent_memories;

struct agent_memories *agent_memories_new(void);
void agent_memories_free(struct agent_memories *memories);

struct walk_profiles *agent_memories_profiles(struct agent_memories *memories);

/* All zero when nothing is known. The profile is that of agent_memories_profiles, or NULL. */
struct walk_memory agent_memories_get(const struct agent_memories *memories, struct address address);

/* As an earlier run has told. */
void agent_memories_add(struct agent_memories *memories, struct address address,
                        const struct walk_memory *memory);

/* As this run has learned. */
void agent_memories_put(struct agent_memories *memories, struct address address,
                        const struct walk_memory *memory);

typedef void (*agent_memory_fn)(struct address address, const struct walk_memory *memory, void *user);

/* Those that this run has learned, and which the earlier ones had not told, in no order. */
void agent_memories_each_new(const struct agent_memories *memories, agent_memory_fn each, void *user);

#endif
