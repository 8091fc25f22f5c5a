/*
 * Messages of SNMPv1 and SNMPv2c (RFC 1157 4, RFC 1901 3). Nothing in an answer but its request id tells that
 * it is one.
 */
#ifndef DISCOVER_COMMUNITY_CODEC_H
#define DISCOVER_COMMUNITY_CODEC_H

#include "discover/codec.h"
#include "discover/credential.h"

/* The credential must outlive it. */
struct codec *community_codec_new(const struct credential *credential);

#endif
