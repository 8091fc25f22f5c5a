/*
 * What a device says of itself, and what a neighbor row says of the device at the other end, as identity
 * keys.
 *
 * A key is text: a word for its kind, a blank, the value ("chassis 02:1a:b0:00:07:01", "name core1"). Equal
 * keys are the same evidence. Only evidence that can tell devices apart becomes a key: see docs/IDENTITY.md.
 */
#ifndef INVENTORY_IDENTITY_WORDS_H
#define INVENTORY_IDENTITY_WORDS_H

#include "model/observation.h"

#define OWN_CHASSIS_MAX 4
#define OWN_NAMES_MAX 4
#define OWN_SERIALS_MAX 16
#define CLAIM_MACS_MAX 4

/* What one device said of itself. Text belongs to the chunk it was made with. */
struct own_words {
    const char *import;                   /* "import FILE\nID" */
    const char *serials[OWN_SERIALS_MAX]; /* "serial ..": of every chassis, so a stack has several */
    size_t serial_count;
    const char *chassis[OWN_CHASSIS_MAX]; /* "chassis ..": LLDP chassis id, bridge address, the MAC address
                                             in the CDP device id */
    bool is_telling[OWN_CHASSIS_MAX];     /* whether no other device should have it: text may be "1" */
    size_t chassis_count;
    bool has_chassis_mac;             /* one of them is a MAC address */
    const char *cdp_id;               /* "id ..": cdpGlobalDeviceId, folded */
    const char *names[OWN_NAMES_MAX]; /* folded, unique */
    size_t name_count;
};

void own_words_read(const struct observation *observation, GStringChunk *memory, struct own_words *out);

/* What one neighbor row says of the other device. */
struct claim_words {
    const char *chassis;              /* "chassis ..", "address ..", "import ..", "router ..", "isis .." */
    bool is_telling;                  /* no other device should have it */
    bool is_mac;                      /* it is a MAC address that no other device should have */
    bool is_router;                   /* it is the id of a router, told by a routing protocol */
    const char *macs[CLAIM_MACS_MAX]; /* "mac ..": addresses that the device owns */
    size_t mac_count;
    const char *serial;   /* "serial .." */
    const char *cdp_id;   /* "id .." */
    const char *names[2]; /* folded: what it is called, then what its device id calls it */
    size_t name_count;
    const char *shown_name;    /* the first of them as it was sent */
    const char *shown_chassis; /* chassis id as show prints it; NULL none */
    bool is_name_generic[2];   /* the name identifies nobody */
    bool is_placeholder;       /* the row has no id, no name and no address at all */
    bool has_identity;         /* at least one of the above can tell devices apart */
};

/* source_name: of the observation that has the row (imports refer to nodes of their own file). */
void claim_words_read(const struct observation *observation, const struct neighbor *neighbor,
                      GStringChunk *memory, struct claim_words *out);

/* Adds a MAC address that the device owns, where it can tell devices apart. */
void claim_words_add_mac(struct claim_words *words, GStringChunk *memory, struct mac mac);

/* "address ..", "mac ..", .. into buffer; returns it. */
#define IDENTITY_KEY_SIZE 64
const char *identity_address_key(struct address address, char buffer[IDENTITY_KEY_SIZE]);
const char *identity_mac_key(struct mac mac, char buffer[IDENTITY_KEY_SIZE]);

/* Not absent, not a group, not of a virtual router, and no filler: all octets equal, or only zeroes in the
 * first four or the last three octets. */
bool identity_mac_is_usable(struct mac mac);

/* Five characters or more, of three kinds at least, with a digit: not "N/A", "0000000". */
bool identity_serial_is_usable(const char *serial);

#endif
