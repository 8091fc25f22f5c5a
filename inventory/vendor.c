#include "inventory/vendor.h"

#include "inventory/vendor_table.h"

#include <string.h>

/* Descriptions are text of strangers: what matters is at their beginning. */
#define MAX_DESCRIPTION 1024

static GRegex *compiled_form(size_t form)
{
    static GPtrArray *regexes;
    if (g_once_init_enter(&regexes)) {
        GPtrArray *made = g_ptr_array_new();
        for (size_t i = 0; i < vendor_form_count; i++)
            g_ptr_array_add(made,
                            g_regex_new(vendor_forms[i].pattern, G_REGEX_RAW | G_REGEX_DOTALL, 0, NULL));
        g_once_init_leave(&regexes, made);
    }
    g_assert(regexes->pdata[form] != NULL);
    return regexes->pdata[form];
}

static void take_group(GMatchInfo *match, const char *group, GStringChunk *memory, const char **out)
{
    g_autofree char *text = g_match_info_fetch_named(match, group);
    if (*out == NULL && text != NULL && *g_strstrip(text) != '\0')
        *out = g_string_chunk_insert_const(memory, text);
}

static bool match_form(size_t position, const char *text, GStringChunk *memory, struct vendor_facts *facts)
{
    const struct vendor_form *form = &vendor_forms[position];
    g_autoptr(GMatchInfo) match = NULL;
    if (strstr(text, form->literal) == NULL ||
        !g_regex_match(compiled_form(position), text, G_REGEX_MATCH_DEFAULT, &match))
        return false;
    take_group(match, "model", memory, &facts->model);
    take_group(match, "version", memory, &facts->version);
    take_group(match, "os", memory, &facts->os);
    if (facts->vendor == NULL)
        facts->vendor = form->vendor;
    if (facts->os == NULL)
        facts->os = form->os;
    if (facts->role == ROLE_UNKNOWN)
        facts->role = form->role;
    return true;
}

static void read_description(const char *text, GStringChunk *memory, struct vendor_facts *facts)
{
    if (text == NULL)
        return;
    g_autofree char *start = g_strndup(text, MAX_DESCRIPTION);
    for (size_t i = 0; i < vendor_form_count; i++)
        if (match_form(i, start, memory, facts))
            return;
}

static enum role role_of_model(const char *model)
{
    for (size_t i = 0; model != NULL && i < vendor_model_count; i++)
        if (g_ascii_strncasecmp(model, vendor_models[i].prefix, strlen(vendor_models[i].prefix)) == 0)
            return vendor_models[i].role;
    return ROLE_UNKNOWN;
}

static const struct vendor_enterprise *find_enterprise(uint32_t number)
{
    size_t low = 0, high = vendor_enterprise_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (vendor_enterprises[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < vendor_enterprise_count && vendor_enterprises[low].number == number;
    return is_there ? &vendor_enterprises[low] : NULL;
}

const char *vendor_of_enterprise(uint32_t enterprise)
{
    const struct vendor_enterprise *found = find_enterprise(enterprise);
    return found == NULL ? NULL : found->name;
}

static const struct vendor_enterprise *enterprise_of(const char *sys_object_id)
{
    static const char prefix[] = "1.3.6.1.4.1.";
    if (sys_object_id == NULL || strncmp(sys_object_id, prefix, sizeof prefix - 1) != 0)
        return NULL;
    guint64 number = g_ascii_strtoull(sys_object_id + sizeof prefix - 1, NULL, 10);
    return number > G_MAXUINT32 ? NULL : find_enterprise((uint32_t)number);
}

enum role vendor_role_of_capabilities(uint32_t capabilities)
{
    static const struct {
        uint32_t capabilities;
        enum role role;
    } roles[] = {
        {CAPABILITY_BIT(CAPABILITY_TELEPHONE), ROLE_PHONE},
        {CAPABILITY_BIT(CAPABILITY_WLAN_AP), ROLE_ACCESS_POINT},
        {CAPABILITY_BIT(CAPABILITY_ROUTER) | CAPABILITY_BIT(CAPABILITY_BRIDGE), ROLE_L3_SWITCH},
        {CAPABILITY_BIT(CAPABILITY_ROUTER), ROLE_ROUTER},
        {CAPABILITY_BIT(CAPABILITY_BRIDGE), ROLE_SWITCH},
        {CAPABILITY_BIT(CAPABILITY_REPEATER), ROLE_HUB},
        {CAPABILITY_BIT(CAPABILITY_STATION), ROLE_HOST},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if ((capabilities & roles[i].capabilities) == roles[i].capabilities)
            return roles[i].role;
    return ROLE_UNKNOWN;
}

/* The chassis, or the stack that holds several: the component nearest to the root that has a model. */
static const struct component *find_chassis(const struct observation *observation)
{
    size_t count;
    const struct component *components = observation_records(observation, RECORD_COMPONENT, &count);
    const struct component *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (components[i].class != COMPONENT_CHASSIS ||
            (components[i].model == NULL && components[i].serial == NULL))
            continue;
        if (best == NULL || components[i].index < best->index)
            best = &components[i];
    }
    return best;
}

/* What the device does, where it does not say what it is. */
static enum role role_of_tables(const struct observation *observation)
{
    size_t bridge_ports;
    observation_records(observation, RECORD_BRIDGE_PORT, &bridge_ports);
    bool is_bridge = bridge_ports > 1;
    if (is_bridge)
        return observation->system.ip_forwarding ? ROLE_L3_SWITCH : ROLE_SWITCH;
    return observation->system.ip_forwarding ? ROLE_ROUTER : ROLE_UNKNOWN;
}

static enum role role_of_os(const char *os)
{
    static const char *const hosts[] = {"Linux", "Windows", "macOS", "FreeBSD", "OpenBSD"};
    for (size_t i = 0; os != NULL && i < G_N_ELEMENTS(hosts); i++)
        if (strcmp(os, hosts[i]) == 0)
            return ROLE_SERVER;
    return ROLE_UNKNOWN;
}

static enum role first_role(const enum role *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (roles[i] != ROLE_UNKNOWN)
            return roles[i];
    return ROLE_UNKNOWN;
}

static void take(const char **fact, const char *value)
{
    if (value != NULL && *value != '\0')
        *fact = value;
}

void vendor_describe(const struct observation *observation, GStringChunk *memory, struct vendor_facts *out)
{
    const struct system *system = &observation->system;
    const struct vendor_enterprise *enterprise = enterprise_of(system->sys_object_id);
    const struct component *chassis = find_chassis(observation);
    *out = (struct vendor_facts){0};
    read_description(system->sys_descr != NULL ? system->sys_descr : system->lldp_sys_descr, memory, out);
    if (out->vendor == NULL && enterprise != NULL)
        out->vendor = enterprise->name;
    if (chassis != NULL) {
        take(&out->model, chassis->model);
        take(&out->serial, chassis->serial);
        if (out->version == NULL)
            take(&out->version, chassis->software);
        if (out->vendor == NULL)
            take(&out->vendor, chassis->manufacturer);
    }
    take(&out->vendor, system->vendor);
    take(&out->model, system->model);
    take(&out->os, system->os);
    take(&out->version, system->version);
    take(&out->serial, system->serial);
    const enum role roles[] = {
        system->role,
        out->role,
        role_of_model(out->model),
        enterprise == NULL ? ROLE_UNKNOWN : enterprise->role,
        vendor_role_of_capabilities(system->lldp_capabilities),
        role_of_tables(observation),
        role_of_os(out->os),
    };
    out->role = first_role(roles, G_N_ELEMENTS(roles));
}

void vendor_describe_neighbor(const struct neighbor *neighbor, GStringChunk *memory,
                              struct vendor_facts *facts)
{
    struct vendor_facts told = {0};
    read_description(neighbor->remote_platform, memory, &told);
    read_description(neighbor->remote_descr, memory, &told);
    if (told.model == NULL)
        told.model = neighbor->remote_platform;
    const enum role roles[] = {facts->role, told.role, role_of_model(told.model)};
    facts->role = first_role(roles, G_N_ELEMENTS(roles));
    if (facts->vendor == NULL)
        facts->vendor = told.vendor;
    if (facts->model == NULL)
        facts->model = told.model;
    if (facts->os == NULL)
        facts->os = told.os;
    if (facts->version == NULL)
        facts->version = told.version;
    if (facts->serial == NULL)
        facts->serial = neighbor->remote_serial;
}
