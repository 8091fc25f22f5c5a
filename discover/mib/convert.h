/*
 * Conversions of SNMP values to members of records (mib_convert_fn, discover/mib/mib.h).
 *
 * Agents send numbers as text, text as numbers and MAC addresses as text; what can be understood is taken.
 * False when the value is nothing of the kind.
 */
#ifndef DISCOVER_MIB_CONVERT_H
#define DISCOVER_MIB_CONVERT_H

#include "discover/mib/mib.h"

/* Numbers: of any integer type, or decimal text. A negative INTEGER is the unsigned number of the same 32
 * bits: agents that know no unsigned types send those. */
bool convert_u32(struct observation *observation, const struct value *value, void *member);
bool convert_u64(struct observation *observation, const struct value *value, void *member);

/* ifHighSpeed, in Mbit/s, to bit/s; 0 leaves what ifSpeed has told. */
bool convert_high_speed(struct observation *observation, const struct value *value, void *member);

/* ifSpeed; 2^32-1 means that only ifHighSpeed can tell (RFC 2863 3.1.7). */
bool convert_speed(struct observation *observation, const struct value *value, void *member);

bool convert_text(struct observation *observation, const struct value *value, void *member);
bool convert_bytes(struct observation *observation, const struct value *value, void *member);

/* Octets that are none (interfaces without, InfiniBand) leave the member absent. */
bool convert_mac(struct observation *observation, const struct value *value, void *member);
bool convert_address(struct observation *observation, const struct value *value, void *member);
bool convert_oid_text(struct observation *observation, const struct value *value, void *member);

/* ipForwarding: forwarding(1), notForwarding(2). */
bool convert_forwarding(struct observation *observation, const struct value *value, void *member);

/* Enums whose numbers are those of the MIB; others than the known ones become 0, unknown. */
bool convert_if_status(struct observation *observation, const struct value *value, void *member);
bool convert_duplex(struct observation *observation, const struct value *value, void *member);
bool convert_component_class(struct observation *observation, const struct value *value, void *member);
bool convert_chassis_subtype(struct observation *observation, const struct value *value, void *member);
bool convert_port_subtype(struct observation *observation, const struct value *value, void *member);
bool convert_stp_state(struct observation *observation, const struct value *value, void *member);

/* LldpSystemCapabilitiesMap (IEEE 802.1AB-2016 11.5.1) to a set of CAPABILITY_BITs. */
bool convert_lldp_capabilities(struct observation *observation, const struct value *value, void *member);

/* A number as above; false when the value is none. For cells that only code reads. NULL is allowed. */
bool value_number(const struct value *value, uint64_t *out);

/* The octets of an OCTET STRING, IpAddress or Opaque; absent for others and for NULL. */
struct bytes value_octets(const struct value *value);

#endif
