/*
 * An agent that answers from a recording, as a correct SNMPv2c agent would (RFC 3416 4.2), without a network.
 */
#ifndef DISCOVER_AGENT_REPLAY_H
#define DISCOVER_AGENT_REPLAY_H

#include "discover/agent.h"
#include "discover/recording.h"

#include <uv.h>

/* The recorded device at an address. The recording and the loop must outlive the agent; its last memory is
 * given back when the loop runs next. Requests with a vlan_context are answered from ADDRESS@VLAN; where
 * there is none, with a timeout, as such devices do. Answers have at most 64 KiB.
 * NULL and error when the recording has no such address or its file cannot be read. */
struct agent *agent_replay_new(uv_loop_t *loop, struct recording *recording, struct address address,
                               GError **error);

#endif
