/*
 * What a device sends, as the way in to real devices reads it. The first octet picks the credential and
 * whether its engine is known; each message of a seed is a datagram of its own, behind its length in two
 * octets.
 */
#include "discover/agent_snmp.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Kept, or the compiler would leave the looking out. */
extern uint64_t seen;
uint64_t seen;

static struct credential *make_credential(uint8_t choice)
{
    struct credential *credential = credential_new("fuzz");
    credential->version = (enum snmp_version)(SNMP_V1 + choice % 3);
    credential->community = g_strdup("public");
    credential->user = g_strdup("plain");
    if (choice & 4) {
        credential->auth_protocol = AUTH_MD5;
        credential->auth_pass_phrase = g_strdup("authentication");
    }
    return credential;
}

/* Every octet of what was decoded is looked at. */
static uint64_t look(const struct decoded *decoded)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < decoded->count; i++) {
        const struct varbind *varbind = &decoded->varbinds[i];
        for (size_t k = 0; k < varbind->name.count; k++)
            sum += varbind->name.arcs[k];
        const struct value *value = &varbind->value;
        if (value->type == VALUE_OCTET_STRING || value->type == VALUE_OPAQUE ||
            value->type == VALUE_IP_ADDRESS)
            for (size_t k = 0; k < value->octets.size; k++)
                sum += value->octets.data[k];
        else if (value->type == VALUE_OID)
            for (size_t k = 0; k < value->oid.count; k++)
                sum += value->oid.arcs[k];
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct credential *credential = make_credential(data[0]);
    struct codec *codec = agent_snmp_codec(credential);
    for (size_t at = 1; at + 2 <= size;) {
        size_t length = (size_t)data[at] << 8 | data[at + 1];
        length = MIN(length, size - at - 2);
        uint8_t *datagram = g_memdup2(data + at + 2, length);
        struct decoded decoded = {.kind = DECODED_NOTHING};
        codec->operations->decode(codec, datagram, length, &decoded);
        seen += look(&decoded);
        if (decoded.kind == DECODED_ENGINE)
            codec->operations->accept(codec, NULL);
        else if (decoded.kind == DECODED_RESTART)
            codec->operations->restart(codec);
        decoded_clear(&decoded);
        g_free(datagram);
        at += 2 + length;
    }
    codec->operations->free(codec);
    credential_free(credential);
    return 0;
}
