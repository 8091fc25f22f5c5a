#include "discover/usm_reports.h"

#include <gio/gio.h>

struct report {
    struct oid counter; /* without the instance */
    enum decoded_kind kind;
    GIOErrorEnum code;
    const char *text;
};

static const struct report reports[] = {
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 1), DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "the user has another security level (usmStatsUnsupportedSecLevels)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 2), DECODED_RESEND, G_IO_ERROR_FAILED,
     "not in time window: the agent does not accept its own time (usmStatsNotInTimeWindows)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 3), DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "unknown user (usmStatsUnknownUserNames)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 4), DECODED_RESTART, G_IO_ERROR_FAILED,
     "the agent does not know its own engine id (usmStatsUnknownEngineIDs)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 5), DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "wrong digest: the authentication pass phrase or protocol is not the user's (usmStatsWrongDigests)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 15, 1, 1, 6), DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "decryption error: the privacy pass phrase or protocol is not the user's (usmStatsDecryptionErrors)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 11, 2, 1, 1), DECODED_FAILURE, G_IO_ERROR_PERMISSION_DENIED,
     "the agent has no user-based security (snmpUnknownSecurityModels)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 11, 2, 1, 2), DECODED_FAILURE, G_IO_ERROR_FAILED,
     "the agent could not read the message (snmpInvalidMsgs)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 11, 2, 1, 3), DECODED_FAILURE, G_IO_ERROR_FAILED,
     "the agent does not handle the request (snmpUnknownPDUHandlers)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 12, 1, 4), DECODED_FAILURE, G_IO_ERROR_NOT_FOUND,
     "the context is not available (snmpUnavailableContexts)"},
    {OID_INIT(1, 3, 6, 1, 6, 3, 12, 1, 5), DECODED_FAILURE, G_IO_ERROR_NOT_FOUND,
     "unknown context (snmpUnknownContexts)"},
};

static const struct report *find_report(const struct wire_pdu *pdu)
{
    uint32_t arcs[OID_MAX_ARCS];
    struct oid counter = {arcs, 0};
    struct bytes list = pdu->varbinds, name;
    if (!wire_read_name(&list, &name) || !tlv_read_oid(name, arcs, &counter.count))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(reports); i++)
        if (oid_has_prefix(counter, reports[i].counter))
            return &reports[i];
    return NULL;
}

void usm_report_decode(const struct wire_pdu *pdu, struct decoded *out)
{
    const struct report *report = find_report(pdu);
    out->kind = report ? report->kind : DECODED_FAILURE;
    out->error = report
                     ? g_error_new_literal(G_IO_ERROR, (int)report->code, report->text)
                     : g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, "the agent sent an unknown report");
}
