/*
 * The fields of devices and links as the text formats write them (GraphML, GEXF, DOT, CSV): the same names,
 * the same words, the same order everywhere. NULL is unknown, and is left out.
 */
#ifndef RENDER_FIELDS_H
#define RENDER_FIELDS_H

#include "graph/topology.h"

enum field_class { FIELD_CLASS_STRING, FIELD_CLASS_BOOLEAN, FIELD_CLASS_DOUBLE };

struct device_field {
    const char *name;
    enum field_class class;
    char *(*format)(const struct device *device);
};
extern const struct device_field device_fields[];
extern const size_t device_field_count;

struct link_field {
    const char *name;
    enum field_class class;
    char *(*format)(const struct link *link);
};
extern const struct link_field link_fields[];
extern const size_t link_field_count;

/* What a device is called in a file of ids: its id in the inventory, else its place. Letters and digits. */
char *field_device_id(const struct topology *topology, uint32_t position);

#endif
