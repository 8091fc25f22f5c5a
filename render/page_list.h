/*
 * Page list: which files of a folder of pages are ours. It is a file in that folder, with the name and the
 * SHA-256 of each page that was written there, as sha256sum -c reads it. What has other content by now is not
 * ours any more.
 */
#ifndef RENDER_PAGE_LIST_H
#define RENDER_PAGE_LIST_H

#include <glib.h>
#include <stdbool.h>

struct page_list;

/* That of the folder; empty when there is none, or when it cannot be read. */
struct page_list *page_list_read(const char *folder);
/* NULL is allowed. */
void page_list_free(struct page_list *list);

/* Remembers a page that is written now. name: of the file in the folder. */
void page_list_add(struct page_list *list, const char *name, GBytes *content);

/* Deletes the files whose names end in suffix, that are listed and have not been added since, and that are
 * still as they were written. The list forgets them. */
void page_list_remove_others(struct page_list *list, const char *suffix);

/* Writes the list; deletes it, and the folder where nothing is left in it, when the list is empty. */
bool page_list_write(const struct page_list *list, GError **error);

#endif
