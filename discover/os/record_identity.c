#include "discover/os/os_record.h"
#include "model/text.h"

#include <string.h>

static void set_text(const struct os_answer *answer, size_t row, size_t field, const char **member)
{
    if (*member == NULL)
        *member = observation_text_from_bytes(answer->observation,
                                              bytes_from_text(field_text(answer->reader, row, field)));
}

/* The first of several: the others are those of a stack's members. */
static void set_first(const struct os_answer *answer, size_t row, size_t field, const char **member)
{
    g_auto(GStrv) items = field_list(answer->reader, row, field);
    if (*member == NULL && items[0] != NULL)
        *member = observation_text_from_bytes(answer->observation, bytes_from_text(items[0]));
}

static void add_chassis(const struct os_answer *answer, const char *model, const char *serial)
{
    size_t count;
    observation_records(answer->observation, RECORD_COMPONENT, &count);
    struct component *component = observation_add(answer->observation, RECORD_COMPONENT);
    component->index = (uint32_t)count + 1;
    component->class = COMPONENT_CHASSIS;
    component->model = observation_text_from_bytes(answer->observation, bytes_from_text(model));
    component->serial = observation_text_from_bytes(answer->observation, bytes_from_text(serial));
}

/* A stack tells a serial number for each member. */
static void add_stack(const struct os_answer *answer, size_t row)
{
    g_auto(GStrv) serials = field_list(answer->reader, row, IDENTITY_SERIAL);
    g_auto(GStrv) models = field_list(answer->reader, row, IDENTITY_MODEL);
    guint model_count = g_strv_length(models);
    for (guint i = 0; g_strv_length(serials) > 1 && serials[i] != NULL; i++)
        add_chassis(answer, i < model_count ? models[i] : "", serials[i]);
}

static void set_chassis_id(const struct os_answer *answer, size_t row)
{
    struct system *system = &answer->observation->system;
    const char *id = field_text(answer->reader, row, IDENTITY_CHASSIS_ID);
    struct mac mac;
    if (*id == '\0' || system->lldp_chassis_id.size > 0)
        return;
    bool is_mac = mac_parse(id, &mac);
    system->lldp_chassis_subtype = is_mac ? CHASSIS_MAC_ADDRESS : CHASSIS_LOCAL;
    system->lldp_chassis_id = observation_bytes(
        answer->observation, is_mac ? (struct bytes){mac.octets, sizeof mac.octets} : bytes_from_text(id));
}

static void set_bridge_address(const struct os_answer *answer, size_t row)
{
    struct system *system = &answer->observation->system;
    struct mac mac;
    g_auto(GStrv) macs = field_list(answer->reader, row, IDENTITY_MAC);
    if (mac_is_absent(system->bridge_address) && macs[0] != NULL && mac_parse(macs[0], &mac))
        system->bridge_address = mac;
}

void record_identity(const struct os_answer *answer)
{
    struct system *system = &answer->observation->system;
    for (size_t i = 0; i < answer->rows; i++) {
        set_text(answer, i, IDENTITY_NAME, &system->sys_name);
        set_first(answer, i, IDENTITY_MODEL, &system->model);
        set_first(answer, i, IDENTITY_VERSION, &system->version);
        set_first(answer, i, IDENTITY_SERIAL, &system->serial);
        set_text(answer, i, IDENTITY_SOFTWARE, &system->os);
        set_text(answer, i, IDENTITY_DESCR, &system->sys_descr);
        set_text(answer, i, IDENTITY_LOCATION, &system->sys_location);
        set_text(answer, i, IDENTITY_CONTACT, &system->sys_contact);
        add_stack(answer, i);
        set_chassis_id(answer, i);
        set_bridge_address(answer, i);
    }
    if (system->os == NULL && answer->rows > 0)
        system->os = observation_text(answer->observation, answer->os->software);
}

/* Names that the chassis has in inventories, whoever prints them. */
static enum component_class class_of(const char *name, const char *descr)
{
    static const struct {
        const char *word;
        enum component_class class;
    } words[] = {
        {"chassis", COMPONENT_CHASSIS},
        {"midplane", COMPONENT_BACKPLANE},
        {"power", COMPONENT_POWER_SUPPLY},
        {"psu", COMPONENT_POWER_SUPPLY},
        {"fan", COMPONENT_FAN},
        {"module", COMPONENT_MODULE},
        {"slot", COMPONENT_MODULE},
        {"linecard", COMPONENT_MODULE},
        {"transceiver", COMPONENT_PORT},
    };
    g_autofree char *joined = g_strconcat(name, " ", descr, NULL), *folded = g_ascii_strdown(joined, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(folded, words[i].word) != NULL)
            return words[i].class;
    return COMPONENT_OTHER;
}

/* Letters and digits only. */
static char *fold_model(const char *model)
{
    char *folded = g_ascii_strdown(model, -1), *to = folded;
    for (const char *from = folded; *from != '\0'; from++)
        if (g_ascii_isalnum(*from))
            *to++ = *from;
    *to = '\0';
    return folded;
}

/* A box has no chassis of its own: it is the part that has the model of the system. */
static void find_box(struct observation *observation)
{
    struct system *system = &observation->system;
    size_t count;
    const struct component *rows = observation_records(observation, RECORD_COMPONENT, &count);
    g_autofree char *model = fold_model(system->model == NULL ? "" : system->model);
    for (size_t i = 0; i < count && system->serial == NULL && strlen(model) > 3; i++) {
        g_autofree char *part = fold_model(rows[i].model == NULL ? "" : rows[i].model);
        if (strlen(part) > 3 && (strstr(part, model) != NULL || strstr(model, part) != NULL))
            system->serial = rows[i].serial;
    }
}

void record_inventory(const struct os_answer *answer)
{
    struct observation *observation = answer->observation;
    for (size_t i = 0; i < answer->rows; i++) {
        size_t count;
        observation_records(observation, RECORD_COMPONENT, &count);
        struct component *component = observation_add(observation, RECORD_COMPONENT);
        component->index = (uint32_t)count + 1;
        set_text(answer, i, INVENTORY_NAME, &component->name);
        set_text(answer, i, INVENTORY_DESCR, &component->descr);
        set_text(answer, i, INVENTORY_MODEL, &component->model);
        set_text(answer, i, INVENTORY_HARDWARE, &component->hardware);
        set_text(answer, i, INVENTORY_SERIAL, &component->serial);
        component->class = class_of(component->name == NULL ? "" : component->name,
                                    component->descr == NULL ? "" : component->descr);
        if (component->class != COMPONENT_CHASSIS)
            continue;
        struct system *system = &observation->system;
        system->model = system->model != NULL ? system->model : component->model;
        system->serial = system->serial != NULL ? system->serial : component->serial;
    }
    find_box(observation);
}
