/*
 * MAC address (EUI-48), IEEE 802-2014 clause 8. All octets zero is the absent value.
 */
#ifndef MODEL_MAC_H
#define MODEL_MAC_H

#include "model/bytes.h"

struct mac {
    uint8_t octets[6];
};

#define MAC_TEXT_SIZE 18

bool mac_is_absent(struct mac mac);
bool mac_equal(struct mac a, struct mac b);
int mac_compare(struct mac a, struct mac b);
guint mac_hash(struct mac mac);

/* Group bit of the first octet: never the address of one station. */
bool mac_is_group(struct mac mac);

/* Addresses shared by design: VRRP 00:00:5e:00:01/02 (RFC 5798 7.3), HSRP 00:00:0c:07:ac and
 * 00:00:0c:9f:f0-ff, GLBP 00:07:b4. */
bool mac_is_virtual_router(struct mac mac);

/* Exactly six octets; false otherwise. */
bool mac_from_bytes(struct bytes bytes, struct mac *out);

/* aa:bb:cc:dd:ee:ff, aa-bb-.., aabb.ccdd.eeff, "aa bb ..", aabbccddeeff, any case, one-digit octets between
 * separators allowed; false for anything else. */
bool mac_parse(const char *text, struct mac *out);

/* aa:bb:cc:dd:ee:ff, lower case; returns buffer. */
const char *mac_format(struct mac mac, char buffer[MAC_TEXT_SIZE]);

#endif
