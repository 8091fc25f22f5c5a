/*
 * The SNMPv3 engines of simulated devices, each with an engine id of its own: which messages pass the
 * user-based security (RFC 3414 3.2), and the reports that tell why others did not.
 */
#ifndef DISCOVER_USM_ENGINE_H
#define DISCOVER_USM_ENGINE_H

#include "discover/usm_message.h"

struct usm_engine;  /* of one device */
struct usm_engines; /* all of them, the users that they know, and their clock */

/* The rows of usmStats, snmpMPDStats and snmpTargetMIB that are reported. */
enum usm_report {
    USM_UNSUPPORTED_LEVEL,
    USM_NOT_IN_TIME_WINDOW,
    USM_UNKNOWN_USER,
    USM_UNKNOWN_ENGINE,
    USM_WRONG_DIGEST,
    USM_DECRYPTION_ERROR,
    USM_UNKNOWN_HANDLER, /* another engine's context: there are no proxies here */
    USM_UNKNOWN_CONTEXT
};

/* A message on its way through. Octets point into the packet or belong to the engines, until the next one. */
struct usm_exchange {
    struct usm_message message;
    struct usm_scoped scoped;
    struct usm_envelope envelope;
    enum usm_report report;
    bool is_below; /* the user has a higher security level: nothing may be read with this one */
};

enum usm_outcome { USM_MALFORMED, USM_REPORT, USM_REQUEST };

/* Of the credentials those of version 3 are users; NULL and error for an algorithm that is not there. */
struct usm_engines *usm_engines_new(const struct credential_list *users, GError **error);
void usm_engines_free(struct usm_engines *engines);

/* The engine of a device (any pointer), made when it is first asked for, with an id of the address. It lives
 * as long as the engines. */
struct usm_engine *usm_engines_get(struct usm_engines *engines, const void *device, struct address address);

/* snmpEngineBoots grows, and snmpEngineTime begins again (RFC 3414 2.2). */
void usm_engine_restart(struct usm_engine *engine);

/* What an engine makes of a packet. USM_REPORT: out has which, and its envelope. */
enum usm_outcome usm_engines_open(struct usm_engines *engines, struct usm_engine *engine, struct bytes packet,
                                  struct usm_exchange *out);

#define USM_REPORT_SIZE (484 + USM_HEADROOM)

/* The message of a report; memory has USM_REPORT_SIZE octets. Absent when the request was none that is
 * reported on (RFC 3412 7.1.3). */
struct bytes usm_engines_report(const struct usm_exchange *exchange, uint8_t *memory);

#endif
