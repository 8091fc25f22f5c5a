#include "cli/model.h"

#include "cli/help.h"
#include "cli/import_file.h"
#include "cli/output.h"
#include "cli/ready.h"

#include <stdio.h>
#include <string.h>

const uint32_t model_topology_kinds =
    RECORD_BIT(RECORD_INTERFACE) | RECORD_BIT(RECORD_IP_ADDRESS) | RECORD_BIT(RECORD_LLDP_PORT) |
    RECORD_BIT(RECORD_NEIGHBOR) | RECORD_BIT(RECORD_BRIDGE_PORT) | RECORD_BIT(RECORD_LAG_MEMBER) |
    RECORD_BIT(RECORD_IF_STACK) | RECORD_BIT(RECORD_COMPONENT) | RECORD_BIT(RECORD_VIRTUAL_ADDRESS) |
    RECORD_BIT(RECORD_ARP_ENTRY) | RECORD_BIT(RECORD_FORWARDING_ENTRY) | RECORD_BIT(RECORD_STP_PORT) |
    RECORD_BIT(RECORD_STP_INSTANCE);

const uint32_t model_evidence_kinds = ALL_RECORDS & ~RECORD_BIT(RECORD_ROUTE);

/* The graph of a file, in an inventory that is nowhere but in memory. */
static struct inventory *open_file(const char *path, int *status)
{
    GError *error = NULL;
    struct import_result import;
    int64_t run;
    struct inventory *inventory = NULL;
    if (import_file_read(path, NULL, &import, &error)) {
        import_file_print_left_out(path, &import);
        inventory = inventory_open(INVENTORY_IN_MEMORY, INVENTORY_WRITE, &error);
        if (inventory != NULL && !import_file_store(inventory, path, &import, &run, &error))
            g_clear_pointer(&inventory, inventory_close);
        import_result_clear(&import);
    }
    if (inventory == NULL)
        *status = command_failed(error);
    return inventory;
}

struct inventory *model_open_inventory(const struct cli *cli, int *status)
{
    GError *error = NULL;
    if (cli->from != NULL)
        return open_file(cli->from, status);
    struct inventory *inventory = inventory_open(cli->db, INVENTORY_READ, &error);
    if (inventory != NULL)
        return inventory;
    bool is_missing = g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_MISSING);
    *status = command_failed(error);
    if (is_missing)
        fputs("'wiremap discover SEED' makes one; --db FILE names another.\n", stderr);
    return NULL;
}

static bool load(struct model *model, uint32_t kinds, int64_t up_to_run, GError **error)
{
    if (!inventory_load_present(model->inventory, up_to_run, kinds, &model->observations, error))
        return false;
    model->identity = identity_build(&model->observations);
    if (!identity_assign_ids(model->identity, model->inventory, error))
        return false;
    model->topology = topology_build(&model->observations, model->identity);
    return true;
}

static void drop(struct model *model)
{
    topology_free(model->topology);
    identity_free(model->identity);
    observation_list_clear(&model->observations);
    model->topology = NULL;
    model->identity = NULL;
}

/* What was derived gives way to its image, which takes a tenth of the memory: so a question is also answered
 * from the same whether it was kept ready or not. */
static void keep_ready(const struct cli *cli, const struct inventory_stamp *stamp, struct model *model)
{
    g_autoptr(GBytes) image = topology_image_write(model->topology, stamp->octets);
    struct topology *topology = image == NULL ? NULL : topology_image_read(image, stamp->octets);
    if (topology == NULL)
        return;
    ready_write(cli->db, image);
    drop(model);
    model->topology = topology;
}

static bool is_same_stamp(const struct inventory_stamp *a, const struct inventory_stamp *b)
{
    return memcmp(a->octets, b->octets, sizeof a->octets) == 0;
}

/* An inventory that somebody changes while it is read answers, but what it answers is not kept. */
static bool load_topology(const struct cli *cli, struct model *model, GError **error)
{
    struct inventory_stamp before, after;
    bool is_at_rest = cli->from == NULL && inventory_stamp(model->inventory, &before);
    if (is_at_rest)
        model->topology = ready_read(cli->db, &before);
    if (model->topology != NULL)
        return true;
    if (!load(model, model_topology_kinds, 0, error))
        return false;
    if (is_at_rest && inventory_stamp(model->inventory, &after) && is_same_stamp(&before, &after))
        keep_ready(cli, &before, model);
    return true;
}

bool model_open_topology(const struct cli *cli, struct model *out, int *status)
{
    GError *error = NULL;
    *out = (struct model){.inventory = model_open_inventory(cli, status)};
    if (out->inventory == NULL)
        return false;
    if (load_topology(cli, out, &error))
        return true;
    model_close(out);
    *status = command_failed(error);
    return false;
}

bool model_remember(const struct cli *cli, struct inventory *inventory, GError **error)
{
    struct model model = {.inventory = inventory};
    struct inventory_stamp stamp;
    bool is_done = load(&model, model_topology_kinds, 0, error);
    if (is_done && inventory_settle(inventory, &stamp))
        keep_ready(cli, &stamp, &model);
    drop(&model);
    return is_done;
}

bool model_open(const struct cli *cli, uint32_t kinds, struct model *out, int *status)
{
    return model_open_at(cli, kinds, 0, out, status);
}

bool model_open_at(const struct cli *cli, uint32_t kinds, int64_t up_to_run, struct model *out, int *status)
{
    GError *error = NULL;
    *out = (struct model){.inventory = model_open_inventory(cli, status)};
    if (out->inventory == NULL)
        return false;
    if (load(out, kinds, up_to_run, &error))
        return true;
    model_close(out);
    *status = command_failed(error);
    return false;
}

void model_close(struct model *model)
{
    drop(model);
    inventory_close(model->inventory);
    *model = (struct model){0};
}

static void print_candidates(const struct topology *topology, const char *text, const GArray *matches)
{
    g_autofree char *inert = output_inert(text);
    fprintf(stderr, "wiremap: '%s' may be any of %u devices; name one by its id:\n", inert, matches->len);
    for (guint i = 0; i < matches->len; i++) {
        const struct device *device = topology_device(topology, g_array_index(matches, guint, i));
        const GPtrArray *addresses = device->addresses;
        bool has_address = addresses != NULL && addresses->len > 0;
        fprintf(stderr, "  '#%" G_GINT64_FORMAT "'  %s  %s\n", device->id, device->name,
                has_address ? (const char *)addresses->pdata[0] : "");
    }
}

static void print_not_found(const struct topology *topology, const char *text)
{
    size_t count = topology_device_count(topology);
    g_autofree const char **names = g_new0(const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = topology_device_name(topology, i);
    g_autofree char *near = help_suggest(text, names);
    g_autofree char *inert = output_inert(text);
    fprintf(stderr, "wiremap: no device is known as '%s'%s%s%s\n", inert,
            near == NULL ? "" : "; did you mean ", near == NULL ? "" : near, near == NULL ? "" : "?");
}

bool model_find_device(const struct model *model, const char *text, size_t *position, int *status)
{
    g_autoptr(GArray) matches = topology_match(model->topology, text);
    if (matches->len == 1) {
        *position = g_array_index(matches, guint, 0);
        return true;
    }
    if (matches->len == 0)
        print_not_found(model->topology, text);
    else
        print_candidates(model->topology, text, matches);
    *status = EXIT_NO;
    return false;
}

bool model_parse_layers(const struct command *command, char **words, uint32_t *layers, int *status)
{
    uint32_t bits = 0;
    for (char **word = words; word != NULL && *word != NULL; word++) {
        int layer;
        if (!words_parse(&layer_words, *word, &layer)) {
            *status = command_usage(command, "--layer: '%s' is none of physical, l2, l3", *word);
            return false;
        }
        bits |= 1U << layer;
    }
    if (words != NULL)
        *layers = bits;
    return true;
}
