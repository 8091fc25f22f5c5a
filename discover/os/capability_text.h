/*
 * Capabilities as commands print them: words in many spellings ("Bridge, Router", "WLAN Access Point",
 * "stationOnly", "Supports-STP-Dispute"), or the letters of LLDP or of CDP ("B, R", "BR", "R S I s").
 */
#ifndef DISCOVER_OS_CAPABILITY_TEXT_H
#define DISCOVER_OS_CAPABILITY_TEXT_H

#include "model/words.h"
#include <stdint.h>

/* The tokens that the text has, each once, in alphabetical order: those of capability_words for LLDP; for CDP
 * and its kin router, switch, trans-bridge, source-route-bridge, host, igmp, repeater, phone, remote, cvta,
 * two-port-mac-relay, stp-dispute. Words that are not known are left out. Caller frees with g_strfreev. */
char **capability_tokens(const char *text, enum protocol protocol);

/* Bits of enum capability for such tokens. */
uint32_t capability_bits(char *const *tokens);

#endif
