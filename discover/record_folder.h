/*
 * Where recordings of a crawl go: a folder (discover/recording.h) whose manifest is written at the end.
 */
#ifndef DISCOVER_RECORD_FOLDER_H
#define DISCOVER_RECORD_FOLDER_H

#include "model/observation.h"
#include <gio/gio.h>

struct record_folder;

/* Makes the folder, refuses one that already has a manifest. */
struct record_folder *record_folder_open(const char *path, GError **error);

/* Writes the manifest, atomically; frees the folder in any case. */
bool record_folder_close(struct record_folder *folder, GError **error);

/* Frees it, and writes nothing. NULL is allowed. */
void record_folder_discard(struct record_folder *folder);

const char *record_folder_path(const struct record_folder *folder);

/* Writes a file of the folder. */
bool record_folder_write(const struct record_folder *folder, const char *name, const GString *content,
                         GError **error);

enum record_line_kind { RECORD_LINE_SNMP, RECORD_LINE_CLI };

/* What the manifest is to say of a device: `ADDRESS FILE`, or `ADDRESS@VLAN FILE`. */
struct record_line {
    uint32_t vlan; /* 0 none */
    const char *file;
};

/* The manifest gets the lines for the address visited, and for each of the other addresses that the
 * observation says the device owns, as far as they are usable and no other device has lines of that kind for
 * them. */
void record_folder_claim(struct record_folder *folder, const struct observation *observation,
                         enum record_line_kind kind, const struct record_line *lines, size_t count);

#endif
