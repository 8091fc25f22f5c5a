/*
 * A private snmpd on a loopback port, with its files in a folder of its own, for tests of what real agents
 * do.
 */
#ifndef TESTS_SUPPORT_SNMPD_H
#define TESTS_SUPPORT_SNMPD_H

#include <stdbool.h>
#include <stdint.h>

struct snmpd;

/* Whether this machine has an snmpd. */
bool snmpd_is_there(void);

/* Starts one with the lines of a snmpd.conf (agentaddress is added) at a port of
 * 127.0.0.1; 0: at a free one. Waits until it answers; a test that cannot have it fails. */
struct snmpd *snmpd_start(const char *configuration, uint16_t port);
uint16_t snmpd_port(const struct snmpd *snmpd);

/* Ends it and removes its folder. NULL is allowed. */
void snmpd_stop(struct snmpd *snmpd);

/* A UDP port of 127.0.0.1 where nobody listened a moment ago. */
uint16_t free_udp_port(void);

#endif
