/*
 * libcrypto uses what processors have for it, which GLib's checksums do not: they took a tenth of a crawl.
 */
#include "model/digest.h"

#include <openssl/evp.h>

struct digest {
    EVP_MD_CTX *context;
};

/* It has no memory, or no SHA-256: neither is met where a program runs at all. */
static void check(int result)
{
    if (result != 1)
        g_error("libcrypto has no SHA-256");
}

struct digest *digest_new(void)
{
    struct digest *digest = g_new(struct digest, 1);
    digest->context = EVP_MD_CTX_new();
    check(EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL));
    return digest;
}

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->context);
    g_free(digest);
}

void digest_add(struct digest *digest, struct bytes bytes)
{
    check(EVP_DigestUpdate(digest->context, bytes.data, bytes.size));
}

void digest_end(struct digest *digest, uint8_t out[DIGEST_SIZE])
{
    check(EVP_DigestFinal_ex(digest->context, out, NULL));
    check(EVP_DigestInit_ex(digest->context, NULL, NULL));
}
