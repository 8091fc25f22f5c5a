/*
 * One .snmprec file in memory: what one device says, sorted by name, each name once.
 *
 * A line is `OID|TAG|VALUE` as snmpsim writes it. TAG is the decimal ASN.1 tag, followed by `x` when VALUE is
 * hexadecimal, or by `e` when it has escapes as in a string of C or Python. Reading takes any order, doubles
 * (the first one counts), blank lines, CRLF; lines that cannot be read are skipped and counted.
 *
 * Varbinds are kept as they go on the wire, some 40 octets each, so that thousands of devices fit in memory
 * and are answered for without any encoding. Immutable after reading: any thread may read it.
 */
#ifndef DISCOVER_SNMPREC_H
#define DISCOVER_SNMPREC_H

#include "discover/tlv.h"

struct snmprec;

/* Reads a regular file. Error (G_IO_ERROR or G_FILE_ERROR) prefixed with the path; a file in which there are
 * lines but none that can be read is one. */
struct snmprec *snmprec_read(const char *path, GError **error);

/* The same from memory; name stands for the file in messages. Any bytes are safe to give. */
struct snmprec *snmprec_parse(const char *text, size_t size, const char *name, GError **error);
void snmprec_free(struct snmprec *snmprec);

size_t snmprec_count(const struct snmprec *snmprec);

/* How many lines were skipped; the first of them as "line N: why", NULL when there is none. */
size_t snmprec_bad_lines(const struct snmprec *snmprec, const char **first);

/* The varbind at a position. Octets belong to the snmprec, arcs are put into room. */
void snmprec_get(const struct snmprec *snmprec, size_t position, struct tlv_room *room, struct varbind *out);

/* The first position whose name is greater than (after), or not less than, the given one;
 * snmprec_count when there is none. */
size_t snmprec_find(const struct snmprec *snmprec, struct oid name, bool after);

/* The same in BER: the whole VarBind, header included; the contents octets of its name; the tag of its value;
 * snmprec_find for a name given as its contents octets (tlv_is_oid). */
struct bytes snmprec_varbind(const struct snmprec *snmprec, size_t position);
struct bytes snmprec_name(const struct snmprec *snmprec, size_t position);
uint8_t snmprec_type(const struct snmprec *snmprec, size_t position);
size_t snmprec_find_name(const struct snmprec *snmprec, struct bytes name, bool after);

/* Appends the line of a varbind that has a value; nothing for an exception. */
void snmprec_append_line(GString *out, const struct varbind *varbind);

#endif
