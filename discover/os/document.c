#include "discover/os/structured.h"

#include "discover/os/document.h"
#include "discover/os/json_keys.h"

#include <libxml/parser.h>
#include <string.h>

/* A document stands at the beginning of a line. What begins so and is none (the "{master:0}" of a prompt) is
 * few lines: more tries than these would be at the mercy of the sender. */
#define MAX_TRIES 16
#define MAX_XML_DEPTH 200

void document_free(struct document *document)
{
    if (document == NULL)
        return;
    json_decref(document->root);
    g_free(document);
}

static json_t *read_json(const char *text, size_t size)
{
    g_autofree char *unique = json_keys_make_unique(text, size);
    if (unique == NULL)
        return NULL;
    json_t *root = json_loadb(unique, strlen(unique), JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
    if (root != NULL && json_is_array(root) && json_array_size(root) > 0 &&
        !json_is_object(json_array_get(root, 0)) && !json_is_array(json_array_get(root, 0))) {
        json_decref(root);
        return NULL;
    }
    return root;
}

/* A member that is there already becomes an array. */
static void add_member(json_t *object, const char *name, json_t *value)
{
    json_t *before = json_object_get(object, name);
    if (before == NULL) {
        json_object_set_new(object, name, value);
    } else if (json_is_array(before)) {
        json_array_append_new(before, value);
    } else {
        json_t *both = json_array();
        json_array_append(both, before);
        json_array_append_new(both, value);
        json_object_set_new(object, name, both);
    }
}

static json_t *text_of_node(xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    g_autofree char *text = g_utf8_make_valid(content == NULL ? "" : (const char *)content, -1);
    xmlFree(content);
    return json_string(g_strstrip(text));
}

static void add_attributes(json_t *object, const xmlNode *node)
{
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        add_member(object, (const char *)attribute->name, text_of_node((xmlNode *)(void *)attribute));
}

static json_t *element_to_json(xmlNode *node, int depth)
{
    bool has_elements = xmlChildElementCount(node) > 0;
    if (!has_elements && node->properties == NULL)
        return text_of_node(node);
    json_t *object = json_object();
    add_attributes(object, node);
    if (!has_elements)
        json_object_set_new(object, "$", text_of_node(node));
    for (xmlNode *child = node->children; has_elements && child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE && depth < MAX_XML_DEPTH)
            add_member(object, (const char *)child->name, element_to_json(child, depth + 1));
    return object;
}

/* What follows the document, the prompt, is no XML: the parser recovers. Entities are not expanded and
 * nothing is fetched. */
static json_t *read_xml(const char *text, size_t size)
{
    if (size > INT_MAX)
        return NULL;
    xmlDoc *xml =
        xmlReadMemory(text, (int)size, NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER);
    xmlNode *element = xml == NULL ? NULL : xmlDocGetRootElement(xml);
    json_t *root = NULL;
    if (element != NULL) {
        root = json_object();
        add_member(root, (const char *)element->name, element_to_json(element, 0));
    }
    xmlFreeDoc(xml);
    return root;
}

static bool begins_xml(const char *at, size_t left)
{
    return left > 2 && at[0] == '<' && (at[1] == '?' || g_ascii_isalpha(at[1])) &&
           memchr(at, '>', MIN(left, 4096)) != NULL;
}

static json_t *read_at(const char *at, size_t left)
{
    if (*at == '{' || *at == '[')
        return read_json(at, left);
    return begins_xml(at, left) ? read_xml(at, left) : NULL;
}

struct document *document_read(const char *text, size_t size)
{
    json_t *root = NULL;
    const char *end = text + size;
    int tries = 0;
    for (const char *line = text; line != NULL && line < end && root == NULL && tries < MAX_TRIES;) {
        const char *at = line;
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        if (at < end && strchr("{[<", *at) != NULL && *at != '\0') {
            root = read_at(at, (size_t)(end - at));
            tries++;
        }
        line = memchr(line, '\n', (size_t)(end - line));
        line = line == NULL ? NULL : line + 1;
    }
    if (root == NULL)
        return NULL;
    struct document *document = g_new0(struct document, 1);
    document->root = root;
    return document;
}
