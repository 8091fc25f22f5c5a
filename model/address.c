#include "model/address.h"

#include "model/text.h"

#include <arpa/inet.h>
#include <string.h>

bool address_is_absent(struct address address)
{
    return address.family == ADDRESS_NONE;
}

size_t address_size(struct address address)
{
    return address.family == ADDRESS_IPV4 ? 4 : address.family == ADDRESS_IPV6 ? 16 : 0;
}

int address_compare(struct address a, struct address b)
{
    if (a.family != b.family)
        return a.family < b.family ? -1 : 1;
    return memcmp(a.octets, b.octets, address_size(a));
}

bool address_equal(struct address a, struct address b)
{
    return address_compare(a, b) == 0;
}

guint address_hash(struct address address)
{
    uint64_t hash = address.family;
    for (size_t i = 0; i < address_size(address); i++)
        hash = (hash ^ address.octets[i]) * UINT64_C(0x100000001b3);
    return (guint)(hash ^ hash >> 32);
}

bool address_from_bytes(struct bytes bytes, struct address *out)
{
    if (bytes.size != 4 && bytes.size != 16)
        return false;
    *out = (struct address){.family = bytes.size == 4 ? ADDRESS_IPV4 : ADDRESS_IPV6};
    memcpy(out->octets, bytes.data, bytes.size);
    return true;
}

bool address_parse(const char *text, struct address *out)
{
    struct address address = {.family = ADDRESS_IPV4};
    if (inet_pton(AF_INET, text, address.octets) != 1) {
        address.family = ADDRESS_IPV6;
        if (inet_pton(AF_INET6, text, address.octets) != 1)
            return false;
    }
    *out = address;
    return true;
}

const char *address_format(struct address address, char buffer[ADDRESS_TEXT_SIZE])
{
    char *at = buffer;
    for (size_t i = 0; i < 4 && address.family == ADDRESS_IPV4; i++) {
        if (i > 0)
            *at++ = '.';
        at = text_put_number(at, address.octets[i]);
    }
    *at = '\0';
    if (address.family == ADDRESS_IPV6)
        inet_ntop(AF_INET6, address.octets, buffer, ADDRESS_TEXT_SIZE);
    return buffer;
}

bool address_is_unspecified(struct address address)
{
    return address.family != ADDRESS_NONE &&
           bytes_is_zero((struct bytes){address.octets, address_size(address)});
}

bool address_is_loopback(struct address address)
{
    static const uint8_t ipv6_loopback[16] = {[15] = 1};
    if (address.family == ADDRESS_IPV4)
        return address.octets[0] == 127;
    return address.family == ADDRESS_IPV6 && memcmp(address.octets, ipv6_loopback, 16) == 0;
}

bool address_is_link_local(struct address address)
{
    const uint8_t *o = address.octets;
    if (address.family == ADDRESS_IPV4)
        return o[0] == 169 && o[1] == 254;
    return address.family == ADDRESS_IPV6 && o[0] == 0xfe && (o[1] & 0xc0) == 0x80;
}

bool address_is_multicast(struct address address)
{
    if (address.family == ADDRESS_IPV4)
        return address.octets[0] >= 224 && address.octets[0] < 240;
    return address.family == ADDRESS_IPV6 && address.octets[0] == 0xff;
}

bool address_is_usable(struct address address)
{
    static const uint8_t broadcast[4] = {255, 255, 255, 255};
    if (address.family == ADDRESS_IPV4 &&
        (address.octets[0] == 0 || memcmp(address.octets, broadcast, 4) == 0))
        return false;
    return !address_is_absent(address) && !address_is_unspecified(address) && !address_is_loopback(address) &&
           !address_is_link_local(address) && !address_is_multicast(address);
}

bool address_same_prefix(struct address a, struct address b, unsigned prefix_length)
{
    if (a.family != b.family || prefix_length > address_size(a) * 8)
        return false;
    unsigned whole = prefix_length / 8, rest = prefix_length % 8;
    if (memcmp(a.octets, b.octets, whole) != 0)
        return false;
    return rest == 0 || ((a.octets[whole] ^ b.octets[whole]) >> (8 - rest)) == 0;
}
