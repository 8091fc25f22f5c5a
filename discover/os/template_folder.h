/*
 * One folder of TextFSM templates in ntc-templates' layout: an index whose rows say which templates read
 * which command of which platform, or no index and files called PLATFORM_command_words.textfsm.
 *
 * Rows match as TextFSM's clitable.py has it: in order, each column as a regular expression from the
 * beginning of the value (not to its end), [[text]] in Command standing for any abbreviation of text.
 */
#ifndef DISCOVER_OS_TEMPLATE_FOLDER_H
#define DISCOVER_OS_TEMPLATE_FOLDER_H

#include <gio/gio.h>
#include <stdbool.h>

struct template_folder;

/* Reads the index of a folder of the file system. NOT_FOUND when there is no such folder; INVALID_DATA with
 * the line when the index cannot be understood. */
struct template_folder *template_folder_open(const char *path, GError **error);

/* The folder that is embedded in the program. */
struct template_folder *template_folder_open_embedded(GError **error);
void template_folder_free(struct template_folder *folder); /* NULL is allowed */

/* The names of the template files for the command, several joined by ':'; NULL when there are none. Caller
 * frees. */
char *template_folder_find(const struct template_folder *folder, const char *platform, const char *command);

/* The text of one template file. Names with a '/' are refused. */
GBytes *template_folder_read(const struct template_folder *folder, const char *name, GError **error);

/* A regular expression with its [[abbreviations]] written out. Caller frees. */
char *template_expand_abbreviations(const char *pattern);

#endif
