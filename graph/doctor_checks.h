/*
 * The checks of the doctor (graph/doctor.h), and what they need to report.
 */
#ifndef GRAPH_DOCTOR_CHECKS_H
#define GRAPH_DOCTOR_CHECKS_H

#include "graph/doctor.h"

struct doctor {
    struct network *network;
    const struct doctor_check *check; /* the one that runs */
    GArray *findings;                 /* struct finding */
    GPtrArray *ends;                  /* arrays that findings point to */
    GStringChunk *memory;
};

/* Ends are copied; their ports must live as long as the network. */
void doctor_report(struct doctor *doctor, const struct link_end *ends, size_t end_count, const char *format,
                   ...) G_GNUC_PRINTF(4, 5);

/* The same, of the two ends of a link. */
void doctor_report_link(struct doctor *doctor, const struct link *link, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* A device as a whole. */
struct link_end doctor_whole(uint32_t device);

/* Calls check for each physical link. */
void doctor_each_cable(struct doctor *doctor, void (*check)(struct doctor *doctor, const struct link *link));

/* The name of a device. */
const char *doctor_name(const struct doctor *doctor, uint32_t device);

/* doctor_ports.c: what the two ends of a cable must agree on */
void doctor_check_duplex(struct doctor *doctor);
void doctor_check_speed(struct doctor *doctor);
void doctor_check_mtu(struct doctor *doctor);
void doctor_check_native_vlan(struct doctor *doctor);
void doctor_check_down(struct doctor *doctor);

/* doctor_neighbors.c: what neighbor rows show */
void doctor_check_one_sided(struct doctor *doctor);
void doctor_check_silent(struct doctor *doctor);
void doctor_check_shared_port(struct doctor *doctor);
void doctor_check_loop(struct doctor *doctor);

/* doctor_identity.c: what several devices have that should be of one */
void doctor_check_duplicate_address(struct doctor *doctor);
void doctor_check_cloned_chassis(struct doctor *doctor);
void doctor_check_duplicate_name(struct doctor *doctor);

/* doctor_aggregates.c */
void doctor_check_aggregate_member(struct doctor *doctor);
void doctor_check_aggregate_sides(struct doctor *doctor);

/* doctor_visits.c: what the crawl could not learn */
void doctor_check_unreachable(struct doctor *doctor);
void doctor_check_partial(struct doctor *doctor);
void doctor_check_stale(struct doctor *doctor);

#endif
