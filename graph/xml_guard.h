/*
 * What an XML file must not have is found before a parser sees it: a scan that knows tags, comments, CDATA
 * sections and processing instructions, and nothing of what is in them.
 *
 * Refused are document types and entity declarations (entities that grow, entities that are files or hosts),
 * encodings that do not extend ASCII (in which this scan could not see them), and tags on which parsers spend
 * time that grows with the square of their attributes.
 */
#ifndef GRAPH_XML_GUARD_H
#define GRAPH_XML_GUARD_H

#include "model/bytes.h"

#define XML_GUARD_MAX_ATTRIBUTES 64
#define XML_GUARD_MAX_TAG 65536 /* octets */

/* False and error (G_IO_ERROR_INVALID_DATA, with the line) when the file is refused. */
bool xml_guard_check(struct bytes file, GError **error);

#endif
