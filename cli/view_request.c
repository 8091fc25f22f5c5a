#include "cli/view_request.h"

#define VLAN_LAST 4094 /* IEEE 802.1Q 9.6 */

static bool parse_filters(const struct command *command, struct view_request *request, int *status)
{
    request->options.filters = g_ptr_array_new_with_free_func((GDestroyNotify)view_filter_free);
    for (char **text = request->filters; text != NULL && *text != NULL; text++) {
        g_autoptr(GError) error = NULL;
        struct view_filter *filter = view_filter_parse(*text, &error);
        if (filter == NULL) {
            *status = command_usage(command, "--%s", error->message);
            return false;
        }
        g_ptr_array_add(request->options.filters, filter);
    }
    return true;
}

bool view_request_check(const struct command *command, struct view_request *request, uint32_t *layers,
                        int *status)
{
    if (request->vlan < 0 || request->vlan > VLAN_LAST) {
        *status = command_usage(command, "--vlan: %d is no VLAN: they are 1 to %d", request->vlan, VLAN_LAST);
        return false;
    }
    if (request->depth < 0) {
        *status = command_usage(command, "--depth: %d is no number of hops", request->depth);
        return false;
    }
    return model_parse_layers(command, request->layers, layers, status) &&
           parse_filters(command, request, status);
}

uint32_t view_request_kinds(const struct view_request *request)
{
    uint32_t of_vlans =
        RECORD_BIT(RECORD_VLAN) | RECORD_BIT(RECORD_VLAN_PORT) | RECORD_BIT(RECORD_BRIDGE_PORT);
    return request->vlan != 0 ? of_vlans : 0;
}

static bool find_centers(struct view_request *request, const struct model *model, GArray *centers,
                         int *status)
{
    for (char **text = request->around; text != NULL && *text != NULL; text++) {
        size_t position;
        if (!model_find_device(model, *text, &position, status))
            return false;
        guint center = (guint)position;
        g_array_append_val(centers, center);
    }
    return true;
}

bool view_request_apply(const struct cli *cli, struct view_request *request, struct model *model,
                        uint32_t layers, int *status)
{
    GError *error = NULL;
    g_autoptr(GArray) centers = g_array_new(FALSE, FALSE, sizeof(guint));
    if (!config_load(cli->config, &request->config, &error)) {
        *status = command_failed(error);
        return false;
    }
    if (!find_centers(request, model, centers, status))
        return false;
    request->options.sites = request->config.sites;
    request->options.site = request->site;
    request->options.around = centers;
    request->options.depth = (uint32_t)request->depth;
    request->options.layers = layers;
    request->options.vlan = (uint32_t)request->vlan;
    request->options.only_infrastructure = request->only_infrastructure;
    network_init(&request->network, &model->observations, model->identity, model->topology);
    request->view = view_new(&request->network, &request->options);
    request->options.around = NULL;
    return true;
}

bool view_request_has_devices(const struct view_request *request)
{
    for (size_t i = 0; i < topology_device_count(request->network.topology); i++)
        if (request->view->devices[i])
            return true;
    return false;
}

static void append_list(GString *out, const char *option, char **values)
{
    for (char **value = values; value != NULL && *value != NULL; value++)
        g_string_append_printf(out, " --%s %s", option, *value);
}

char *view_request_describe(const struct view_request *request, uint32_t layers)
{
    GString *out = g_string_new("map");
    for (int layer = LAYER_NONE + 1; layer < LAYERS; layer++)
        if (layers & (1U << layer))
            g_string_append_printf(out, " --layer %s", words_format(&layer_words, layer));
    append_list(out, "filter", request->filters);
    append_list(out, "around", request->around);
    if (request->around != NULL)
        g_string_append_printf(out, " --depth %d", request->depth);
    if (request->site != NULL)
        g_string_append_printf(out, " --site %s", request->site);
    if (request->vlan != 0)
        g_string_append_printf(out, " --vlan %d", request->vlan);
    g_string_append(out, request->only_infrastructure ? " --only-infrastructure" : "");
    return g_string_free(out, FALSE);
}

void view_request_clear(struct view_request *request)
{
    g_strfreev(request->layers);
    g_strfreev(request->filters);
    g_strfreev(request->around);
    g_free(request->site);
    g_clear_pointer(&request->options.filters, g_ptr_array_unref);
    if (request->view != NULL)
        network_clear(&request->network);
    view_free(request->view);
    if (request->config.sites != NULL)
        config_clear(&request->config);
}
