/*
 * Messages of SNMPv3 with user-based security, the manager's side (RFC 3412 7, RFC 3414 3): who the engine
 * is, what time it has, whether an answer is what it must be, and what its reports mean.
 */
#ifndef DISCOVER_USM_CODEC_H
#define DISCOVER_USM_CODEC_H

#include "discover/codec.h"
#include "discover/credential.h"

/* The credential is of version 3 and must outlive it. engine is what an earlier run knew; NULL nothing. NULL
 * and error when the library lacks an algorithm. */
struct codec *usm_codec_new(const struct credential *credential, const struct agent_engine *engine,
                            GError **error);

/* Overwrites the keys that were made of pass phrases (Ku; they are kept, because each costs the hash of a
 * megabyte). No codec may be there. */
void usm_codec_forget_keys(void);

#endif
