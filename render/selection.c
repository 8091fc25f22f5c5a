#include "render/selection.h"

#include "graph/view.h"

bool selection_has(const struct render_request *request, size_t device)
{
    return request->view == NULL || request->view->devices[device];
}

GArray *selection_links(const struct render_request *request)
{
    GArray *links = topology_select(request->topology, request->layers);
    guint kept = 0;
    for (guint i = 0; i < links->len; i++) {
        guint position = g_array_index(links, guint, i);
        if (request->view == NULL || request->view->links[position])
            g_array_index(links, guint, kept++) = position;
    }
    g_array_set_size(links, kept);
    return links;
}

GArray *selection_merged_links(const struct render_request *request)
{
    g_autoptr(GArray) selected = selection_links(request);
    return topology_merge(request->topology, selected);
}
