/*
 * A structured document as structured.c reads it: a tree of jansson values, of JSON or of XML.
 */
#ifndef DISCOVER_OS_DOCUMENT_H
#define DISCOVER_OS_DOCUMENT_H

#include <jansson.h>

struct document {
    json_t *root;
};

#endif
