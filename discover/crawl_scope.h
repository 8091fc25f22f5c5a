/*
 * Which addresses a crawl may go to: those in its scope, or in a replay those that were recorded.
 */
#ifndef DISCOVER_CRAWL_SCOPE_H
#define DISCOVER_CRAWL_SCOPE_H

#include "discover/crawl.h"
#include "discover/frontier.h"

struct crawl_scope;

/* The options must outlive it. */
struct crawl_scope *crawl_scope_new(const struct crawl_options *options);
void crawl_scope_free(struct crawl_scope *scope);

/* Judges an address, and changes it to the one under which the same place is known. */
enum frontier_verdict crawl_scope_judge(const struct crawl_scope *scope, struct address *address,
                                        bool is_seed);

/* Why none of a seed's addresses is allowed; NULL when one is. */
const char *crawl_scope_objection(const struct crawl_scope *scope, const struct address *addresses,
                                  size_t count);

#endif
