#include "cli/discover_causes.h"

#include <string.h>

const struct discover_cause discover_causes[] = {
    {"wrong digest", "wrong digest",
     "the user is known there, its authentication pass phrase or protocol is not: -A, -a"},
    {"decryption error", "decryption error",
     "the privacy pass phrase or protocol is another one there: -X, -x"},
    {"security level", "another security level", "the user may only ask with another level there: -l"},
    {"time window", "time window", "the agent does not accept its own clock: restart the agent"},
    {"unknown context", "unknown context", "the device has no such context: -n, or leave it out"},
    {"unknown user", "unknown user",
     "the device does not know that user of SNMPv3: -u, or configure it there"},
    {"login refused", "refuses user", "the device does not take that user or password by SSH"},
    {"host key", "host key", "verify the key of the device, then ssh-keygen -R or known_hosts"},
    {"no access", "access view", "the credential opens the device, but its view shows nothing of use"},
    {"port unreachable", "port unreachable", "the device is up, but has no SNMP agent at that port: --port"},
    {"unreachable", "unreachable",
     "this machine has no way there, or a packet filter is between: routes, filters"},
    {"deadline", "deadline of", "the device is slow: --deadline"},
    {"limit", "limit of",
     "the device says more than the limits allow: --max-rows, --max-bytes, --max-requests"},
    {"stopped answering", "stopped answering",
     "it answered at first; slow ones need --timeout and --retries"},
    {"no answer", "no answer",
     "is SNMP on there, may this machine ask, is the community right? slow ones need --timeout"},
    {"no credential", "no credential applies",
     "no credential is for that address: networks in wiremap.conf(5)"},
    {"interrupted", "interrupted", "go on with --resume"},
    {"other", NULL, "see the reasons"},
};

const size_t discover_cause_count = sizeof discover_causes / sizeof discover_causes[0];

const struct discover_cause *discover_cause_of(const char *why)
{
    const struct discover_cause *cause = discover_causes;
    while (cause->words && !strstr(why, cause->words))
        cause++;
    return cause;
}
