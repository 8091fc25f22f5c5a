/*
 * Recording: what the devices of a network said, as files.
 *
 * A recording is a folder with a manifest.txt, *.snmprec files (discover/snmprec.h) and *.cli folders
 * (discover/cli_recording.h). A line of the manifest is `ADDRESS FILE`: the device answers at that address as
 * in that file; `ADDRESS@VLAN FILE` is what it answers to the community COMMUNITY@VLAN (or in the context
 * vlan-VLAN). `ADDRESS NAME.cli` is how it answers on its command line. `#` starts a comment. An address may
 * be there twice: the first line of each kind counts.
 *
 * A file that is served at several addresses is loaded once.
 */
#ifndef DISCOVER_RECORDING_H
#define DISCOVER_RECORDING_H

#include "discover/snmprec.h"

struct recording_entry {
    struct address address;
    uint32_t vlan;    /* 0, or the VLAN context */
    const char *file; /* name within the folder */
    const char *path;
};

struct recording;

/* Reads the manifest; the files are read when they are first asked for. A bad line is an error that names the
 * file and the line: a manifest is written by us or by the user. A file name that leaves the folder is
 * refused. */
struct recording *recording_open(const char *folder, GError **error);

/* The same with the manifest from memory. Any bytes are safe to give. */
struct recording *recording_parse(const char *manifest, size_t size, const char *folder, GError **error);
void recording_free(struct recording *recording);

/* Those of SNMP, in the order of the manifest. */
size_t recording_count(const struct recording *recording);
const struct recording_entry *recording_entry(const struct recording *recording, size_t position);

/* The position of the entry of an address and VLAN context (0 none); false when it has none. */
bool recording_find(const struct recording *recording, struct address address, uint32_t vlan,
                    size_t *position);

/* Those of command lines, the same way; file and path are those of the folder, vlan is 0. */
size_t recording_cli_count(const struct recording *recording);
const struct recording_entry *recording_cli_entry(const struct recording *recording, size_t position);
bool recording_cli_find(const struct recording *recording, struct address address, size_t *position);

/* The content of an entry's file, loaded at the first call and shared by all entries of that file; owned by
 * the recording. NULL and error when it cannot be read. Not for several threads at once. */
const struct snmprec *recording_snmprec(struct recording *recording, size_t position, GError **error);

/* Reads all files now, on all processors. What cannot be read is an error of recording_snmprec. */
void recording_load(struct recording *recording);

/* How many different files there are. */
size_t recording_file_count(const struct recording *recording);

#endif
