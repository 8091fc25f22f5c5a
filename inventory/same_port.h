/*
 * Whether two neighbor rows of one device were seen at the same port, as far as that can be told without the
 * rules of graph/port.h, which this layer does not know.
 */
#ifndef INVENTORY_SAME_PORT_H
#define INVENTORY_SAME_PORT_H

#include "model/observation.h"

/* Looks up the ports of one observation at a time. */
struct same_port;

struct same_port *same_port_new(void);
void same_port_free(struct same_port *same_port);

/* Both rows are of the observation. Asking about another observation than the last time costs reading its
 * ports. */
bool same_port_is(struct same_port *same_port, const struct observation *said, const struct neighbor *a,
                  const struct neighbor *b);

#endif
