/*
 * Shared media: several neighbors on one port, each of which hears that port too, are no cables but one
 * medium that all of them are attached to: a hub, or a bridge that forwards the frames of discovery protocols
 * instead of keeping them (IEEE 802.1AB-2016 7.1 forbids it, unmanaged switches do it).
 *
 * The medium becomes a device of role segment that nobody told of, and each port one link to it; the links
 * between the ports go, their rows are the evidence of the new ones. A port that is an aggregate is left
 * alone: its neighbors may each be at a member of their own (multi-chassis aggregation).
 */
#ifndef GRAPH_SHARED_MEDIUM_H
#define GRAPH_SHARED_MEDIUM_H

#include "graph/topology_build.h"

/* To be called when all drafts of neighbor rows are there. */
void shared_medium_collect(struct topology_builder *builder);

#endif
