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

void inferred_drop_unused(struct topology_builder *builder)
{
    uint32_t known = (uint32_t)identity_count(builder->identity), kept = 0;
    guint count = builder->inferred->len;
    g_autofree bool *is_used = g_new0(bool, count + 1);
    g_autofree uint32_t *moved = g_new(uint32_t, count + 1);
    for (guint i = 0; i < builder->drafts->len; i++) {
        const struct draft *draft = &g_array_index(builder->drafts, struct draft, i);
        if (draft->b.device >= known)
            is_used[draft->b.device - known] |= !draft->is_dropped;
    }
    for (guint i = 0; i < count; i++) {
        moved[i] = known + kept;
        kept += is_used[i];
    }
    for (guint i = 0; i < builder->drafts->len; i++) {
        struct draft *draft = &g_array_index(builder->drafts, struct draft, i);
        if (draft->b.device >= known)
            draft->b.device = moved[draft->b.device - known];
    }
    for (guint i = count; i > 0; i--)
        if (!is_used[i - 1])
            g_ptr_array_remove_index(builder->inferred, i - 1);
}
