#include "graph/inferred.h"

/* Ids of inferred devices begin above those that an inventory gives out. */
#define INFERRED_BIT (INT64_C(1) << 52)

static int64_t make_id(struct topology_builder *builder, const struct inferred_end *ends, size_t count)
{
    int64_t first_id = 0;
    uint32_t if_index = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t id = identity_device(builder->identity, ends[i].device)->id;
        if (i > 0 && id >= first_id)
            continue;
        first_id = id;
        if_index = ends[i].port.if_index;
    }
    return first_id == 0 ? 0 : INFERRED_BIT | (first_id & 0xfffff) << 32 | if_index;
}

uint32_t inferred_add_segment(struct topology_builder *builder, const struct inferred_end *ends, size_t count,
                              enum role role)
{
    const char *device = identity_device(builder->identity, ends[0].device)->name, *port = ends[0].port.name;
    g_autofree char *name =
        g_strdup_printf("segment at %s%s%s", device, port == NULL ? "" : " ", port == NULL ? "" : port);
    return builder_add_inferred(builder, name, role, make_id(builder, ends, count));
}
