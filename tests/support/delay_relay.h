/*
 * A relay that delays: what comes over TCP is handed on so many milliseconds later, in either direction, as a
 * long line does it. It costs no waiting thread, and its processor time is that of copying.
 */
#ifndef TESTS_SUPPORT_DELAY_RELAY_H
#define TESTS_SUPPORT_DELAY_RELAY_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

/* A connection has been made to that address. descriptor is its near end, a stream socket that blocks; the
 * callee closes it. Called on the thread of delay_relay_run. */
typedef void (*delay_relay_fn)(int descriptor, struct in_addr to, void *user);

/* Listens on all IPv4 addresses; port 0: any. Returns the port; 0: it cannot. */
uint16_t delay_relay_listen(uint16_t port);

/* Relays until the process ends. delay_ms: of one direction. */
void delay_relay_run(uint32_t delay_ms, delay_relay_fn take, void *user);

#endif
