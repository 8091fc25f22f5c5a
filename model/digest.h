/*
 * SHA-256 (FIPS 180-4). Cryptographic where devices choose what is digested: nobody can make two that are
 * taken for one.
 */
#ifndef MODEL_DIGEST_H
#define MODEL_DIGEST_H

#include "model/bytes.h"

#define DIGEST_SIZE 32

/* One digest after the other is made with it. */
struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *digest);

/* Appends octets to what is digested. */
void digest_add(struct digest *digest, struct bytes bytes);

/* The digest of what was added since the one before. */
void digest_end(struct digest *digest, uint8_t out[DIGEST_SIZE]);

#endif
