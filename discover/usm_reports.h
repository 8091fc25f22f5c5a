/*
 * Report-PDUs (RFC 3412 7.1.3, RFC 3413 4, RFC 3414 3): why an engine did not answer, and what to do about
 * it.
 */
#ifndef DISCOVER_USM_REPORTS_H
#define DISCOVER_USM_REPORTS_H

#include "discover/codec.h"
#include "discover/snmp_wire.h"

/* Sets kind and error; a counter that is none of the standards' is a failure, too. */
void usm_report_decode(const struct wire_pdu *pdu, struct decoded *out);

#endif
