#include "graph/stored_devices.h"

struct stored_devices {
    GBytes *image;
    const struct image_header *header;
    const struct image_device *devices;
    const struct image_key *keys;
    const uint32_t *lists;
    const char *texts;
    struct device **made; /* by position; NULL while nobody has asked for it */
};

static const void *section(const struct stored_devices *devices, enum image_section which)
{
    return (const uint8_t *)devices->header + image_section_offset(devices->header, which);
}

struct stored_devices *stored_devices_new(GBytes *image)
{
    struct stored_devices *devices = g_new0(struct stored_devices, 1);
    devices->image = g_bytes_ref(image);
    devices->header = g_bytes_get_data(image, NULL);
    devices->devices = section(devices, IMAGE_DEVICES);
    devices->keys = section(devices, IMAGE_KEYS);
    devices->lists = section(devices, IMAGE_LISTS);
    devices->texts = section(devices, IMAGE_TEXTS);
    devices->made = g_new0(struct device *, stored_devices_count(devices) + 1);
    return devices;
}

void stored_devices_free(struct stored_devices *devices)
{
    if (devices == NULL)
        return;
    for (size_t i = 0; i < stored_devices_count(devices); i++)
        if (devices->made[i] != NULL) {
            device_free_lists(devices->made[i]);
            g_free(devices->made[i]);
        }
    g_free(devices->made);
    g_bytes_unref(devices->image);
    g_free(devices);
}

size_t stored_devices_count(const struct stored_devices *devices)
{
    return devices->header->counts[IMAGE_DEVICES];
}

size_t stored_devices_inferred_count(const struct stored_devices *devices)
{
    return devices->header->inferred_count;
}

static const char *text_at(const struct stored_devices *devices, uint32_t place)
{
    return place == 0 || place >= devices->header->counts[IMAGE_TEXTS] ? NULL : devices->texts + place;
}

const char *stored_devices_name(const struct stored_devices *devices, size_t position)
{
    g_assert(position < stored_devices_count(devices));
    const char *name = text_at(devices, devices->devices[position].name);
    return name != NULL ? name : "";
}

/* The texts of one list; those of the lists before it come first. */
static GPtrArray *make_list(const struct stored_devices *devices, const struct image_device *stored,
                            enum image_list list)
{
    uint64_t first = stored->first, end = devices->header->counts[IMAGE_LISTS];
    for (enum image_list i = 0; i < list; i++)
        first += stored->counts[i];
    GPtrArray *texts = g_ptr_array_new();
    for (uint64_t i = first; i < first + stored->counts[list] && i < end; i++) {
        const char *text = text_at(devices, devices->lists[i]);
        if (text != NULL)
            g_ptr_array_add(texts, (gpointer)text);
    }
    return texts;
}

static struct device *make_device(const struct stored_devices *devices, const struct image_device *stored)
{
    struct device *device = g_new0(struct device, 1);
    *device = (struct device){
        .id = stored->id,
        .addresses = make_list(devices, stored, IMAGE_ADDRESSES),
        .chassis_ids = make_list(devices, stored, IMAGE_CHASSIS_IDS),
        .names = make_list(devices, stored, IMAGE_NAMES),
        .vendor = text_at(devices, stored->vendor),
        .model = text_at(devices, stored->model),
        .os = text_at(devices, stored->os),
        .version = text_at(devices, stored->version),
        .serial = text_at(devices, stored->serial),
        .location = text_at(devices, stored->location),
        .source_id = text_at(devices, stored->source_id),
        .role = stored->role < ROLES ? (enum role)stored->role : ROLE_UNKNOWN,
        .capabilities = stored->capabilities,
        .visited = stored->visited != 0,
        .via = stored->via < VIAS ? (enum via)stored->via : VIA_NONE,
        .observations = g_ptr_array_new(),
        .evidence = g_ptr_array_new(),
    };
    if (stored->counts[IMAGE_SHARED_ADDRESSES] > 0)
        device->shared_addresses = make_list(devices, stored, IMAGE_SHARED_ADDRESSES);
    return device;
}

const struct device *stored_devices_get(struct stored_devices *devices, size_t position)
{
    g_assert(position < stored_devices_count(devices));
    struct device **made = &devices->made[position];
    if (*made == NULL) {
        *made = make_device(devices, &devices->devices[position]);
        (*made)->name = stored_devices_name(devices, position);
    }
    return *made;
}

struct search {
    const struct stored_devices *devices;
    GArray *found;
};

static size_t find_first(const struct stored_devices *devices, uint32_t hash)
{
    size_t low = 0, high = devices->header->counts[IMAGE_KEYS];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (devices->keys[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_key(const char *key, void *user)
{
    struct search *search = user;
    const struct stored_devices *devices = search->devices;
    uint32_t hash = image_hash(key);
    for (size_t i = find_first(devices, hash);
         i < devices->header->counts[IMAGE_KEYS] && devices->keys[i].hash == hash; i++)
        if (devices->keys[i].device < stored_devices_count(devices))
            g_array_append_val(search->found, devices->keys[i].device);
}

static gint compare_positions(gconstpointer a, gconstpointer b)
{
    guint x = *(const guint *)a, y = *(const guint *)b;
    return x < y ? -1 : x > y;
}

GArray *stored_devices_candidates(const struct stored_devices *devices, const struct device_query *query)
{
    struct search search = {devices, g_array_new(FALSE, FALSE, sizeof(guint))};
    device_query_each_key(query, find_key, &search);
    g_array_sort(search.found, compare_positions);
    guint kept = 0;
    for (guint i = 0; i < search.found->len; i++) {
        guint position = g_array_index(search.found, guint, i);
        if (kept == 0 || g_array_index(search.found, guint, kept - 1) != position)
            g_array_index(search.found, guint, kept++) = position;
    }
    g_array_set_size(search.found, kept);
    return search.found;
}
