/*
 * Recording: what devices said, as files.
 *
 * A recording is a folder with a manifest.txt and *.snmprec files. A line of the manifest is `ADDRESS FILE`:
 * the device answers at that address as in that file; `ADDRESS@VLAN FILE` is what it answers to the community
 * COMMUNITY@VLAN (or in the context vlan-VLAN). `#` starts a comment. An .snmprec line is `OID|TAG|VALUE` as
 * snmpsim writes it: TAG is the decimal ASN.1 tag, followed by `x` when VALUE is hexadecimal. Reading takes
 * any order, doubles (the first one counts) and blank lines; lines that cannot be read are skipped and
 * counted.
 *
 * A file that is served at several addresses is loaded once.
 */
#ifndef DISCOVER_RECORDING_H
#define DISCOVER_RECORDING_H

#include "discover/agent.h"

/* One .snmprec file: varbinds sorted by name, unique. Immutable after reading: any thread may read it. */
struct snmprec;

/* Reads a file. Error (G_IO_ERROR or G_FILE_ERROR) prefixed with the path. Bad lines are skipped: how many,
 * and the first of them as "line N: why", is in snmprec_bad_lines. */
struct snmprec *snmprec_read(const char *path, GError **error);

/* The same from memory; name stands for the file in messages. Any bytes are safe to give. */
struct snmprec *snmprec_parse(const char *text, size_t size, const char *name, GError **error);
void snmprec_free(struct snmprec *snmprec);

size_t snmprec_count(const struct snmprec *snmprec);
size_t snmprec_bad_lines(const struct snmprec *snmprec, const char **first);

/* The varbind at a position; the memory belongs to the snmprec. */
void snmprec_get(const struct snmprec *snmprec, size_t position, struct varbind *out);

/* The first position whose name is greater than (after), or not less than, the given one;
 * snmprec_count when there is none. */
size_t snmprec_find(const struct snmprec *snmprec, struct oid name, bool after);

struct recording_entry {
    struct address address;
    uint32_t vlan;    /* 0, or the VLAN context */
    const char *file; /* base name */
    const char *path;
};

struct recording;

/* Reads the manifest; the files are read when they are first asked for. A bad line is an error that names the
 * file and the line: a manifest is written by us or by the user. A file name that leaves the folder is
 * refused. */
struct recording *recording_open(const char *folder, GError **error);
void recording_free(struct recording *recording);

size_t recording_count(const struct recording *recording);
const struct recording_entry *recording_entry(const struct recording *recording, size_t position);

/* The position of the entry of an address and VLAN context (0 none); false when it has none. */
bool recording_find(const struct recording *recording, struct address address, uint32_t vlan,
                    size_t *position);

/* The content of an entry's file, loaded at the first call and shared by all entries of that file; owned by
 * the recording. NULL and error when it cannot be read. Not for several threads at once. */
const struct snmprec *recording_snmprec(struct recording *recording, size_t position, GError **error);

#endif
