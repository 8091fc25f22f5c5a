/*
 * The simulator's sockets: one for each family, bound to the wildcard address, so that thousands of devices
 * cost no descriptors. A response comes from the address that was asked (IP_PKTINFO). What did not arrive
 * over the loopback interface is dropped: a recording is not for the network to read.
 */
#ifndef DISCOVER_SIMULATE_UDP_H
#define DISCOVER_SIMULATE_UDP_H

#include "discover/simulate.h"

#include <uv.h>

struct simulator_server;

/* Serves on the loop until it is stopped. port 0: any free one. The simulator must outlive the server. NULL
 * and error (G_IO_ERROR) when the port cannot be had. */
struct simulator_server *simulator_server_start(uv_loop_t *loop, struct simulator *simulator, uint16_t port,
                                                GError **error);

uint16_t simulator_server_port(const struct simulator_server *server);

/* Memory is given back when the loop runs next. NULL is allowed. */
void simulator_server_stop(struct simulator_server *server);

#endif
