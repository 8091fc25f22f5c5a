/*
 * Image: a topology as octets, so that the next question need not derive it again. It holds what questions
 * about devices and links need, without evidence and observations; graph/topology_image_layout.h has the
 * layout.
 *
 * It is good for one state of the inventory, which its stamp tells, and for the wiremap whose rules made it.
 * It is kept where others may write, so that whatever does not fit makes it as good as none: it is never
 * trusted, and never an error.
 */
#ifndef GRAPH_TOPOLOGY_IMAGE_H
#define GRAPH_TOPOLOGY_IMAGE_H

#include "graph/topology.h"

#define TOPOLOGY_STAMP_SIZE 32

/* NULL when it cannot be told by which rules topologies are made, or when it would be over 4 GiB. */
GBytes *topology_image_write(const struct topology *topology, const uint8_t stamp[TOPOLOGY_STAMP_SIZE]);

/* So many octets tell what an image is. */
#define TOPOLOGY_IMAGE_START 160

/* The size of an image that begins so; 0 when it is none, of another stamp, or of other rules. */
uint64_t topology_image_size(const uint8_t start[TOPOLOGY_IMAGE_START],
                             const uint8_t stamp[TOPOLOGY_STAMP_SIZE]);

/* Keeps a reference of the image. NULL when it is damaged, of another stamp, or of other rules. */
struct topology *topology_image_read(GBytes *image, const uint8_t stamp[TOPOLOGY_STAMP_SIZE]);

#endif
