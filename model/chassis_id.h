/*
 * Chassis ids and port ids as people read them (IEEE 802.1AB-2016 8.5.2, 8.5.3). Rows keep the octets as
 * received; this is the one place that tells what they say, for output and for identity alike.
 *
 * The subtype decides:
 *   MAC address      aa:bb:cc:dd:ee:ff, from six octets or from text in any notation of a MAC address
 *   network address  the address, from the IANA family octet and the address; agents that send text, or leave
 *                    the family out (router ids do too), are understood
 *   all others       text, up to the NULs that agents pad with
 * Exceptions: text that cannot be read as its subtype demands (a MAC subtype with a host name) stays text;
 * text of the form aa:bb:cc:dd:ee:ff is a MAC address under every subtype, so that one device has one id
 * whoever tells it; octets that are no text are written in hexadecimal with colons (the DISPLAY-HINT "1x:" of
 * RFC 2579).
 *
 * Sources without subtypes use these: CDP, FDP, EDP and the like CHASSIS_LOCAL and PORT_INTERFACE_NAME,
 * routing protocols CHASSIS_NETWORK_ADDRESS with the four octets of a router id, or the six of an IS-IS
 * system id, which is written 0000.0000.0001.
 */
#ifndef MODEL_CHASSIS_ID_H
#define MODEL_CHASSIS_ID_H

#include "model/mac.h"
#include "model/words.h"

/* NULL when the id is absent or says nothing (blanks). Caller frees with g_free. */
char *chassis_id_format(enum chassis_subtype subtype, struct bytes id);
char *port_id_format(enum port_subtype subtype, struct bytes id);

/* The MAC address that an id is; false when it is none. */
bool chassis_id_mac(enum chassis_subtype subtype, struct bytes id, struct mac *out);
bool port_id_mac(enum port_subtype subtype, struct bytes id, struct mac *out);

#endif
