#include "inventory/identity_words.h"

#include "inventory/naming.h"
#include "model/chassis_id.h"
#include "model/routing.h"
#include "model/text.h"

#include <string.h>

bool identity_mac_is_usable(struct mac mac)
{
    static const uint8_t zeroes[4];
    const uint8_t *octets = mac.octets;
    if (mac_is_group(mac) || mac_is_virtual_router(mac))
        return false;
    if (memcmp(octets, zeroes, 4) == 0 || memcmp(octets + 3, zeroes, 3) == 0)
        return false;
    return memcmp(octets, octets + 1, sizeof mac.octets - 1) != 0;
}

bool identity_serial_is_usable(const char *serial)
{
    if (serial == NULL || strlen(serial) < 5)
        return false;
    bool has_digit = false;
    char seen[3] = "";
    size_t kinds = 0;
    for (const char *at = serial; *at != '\0'; at++) {
        has_digit = has_digit || g_ascii_isdigit(*at);
        if (g_ascii_isalnum(*at) && kinds < sizeof seen && memchr(seen, *at, kinds) == NULL)
            seen[kinds++] = *at;
    }
    return has_digit && kinds == sizeof seen;
}

const char *identity_address_key(struct address address, char buffer[IDENTITY_KEY_SIZE])
{
    char text[ADDRESS_TEXT_SIZE];
    g_snprintf(buffer, IDENTITY_KEY_SIZE, "address %s", address_format(address, text));
    return buffer;
}

const char *identity_mac_key(struct mac mac, char buffer[IDENTITY_KEY_SIZE])
{
    char text[MAC_TEXT_SIZE];
    g_snprintf(buffer, IDENTITY_KEY_SIZE, "mac %s", mac_format(mac, text));
    return buffer;
}

static const char *keep_key(GStringChunk *memory, const char *kind, const char *value)
{
    g_autofree char *key = g_strconcat(kind, " ", value, NULL);
    return g_string_chunk_insert_const(memory, key);
}

static const char *keep_folded(GStringChunk *memory, const char *name)
{
    g_autofree char *folded = naming_fold(name);
    return folded == NULL ? NULL : g_string_chunk_insert_const(memory, folded);
}

static const char *keep_import(GStringChunk *memory, const char *file, const char *id)
{
    g_autofree char *key = g_strdup_printf("import %s\n%s", file == NULL ? "" : file, id);
    return g_string_chunk_insert_const(memory, key);
}

/* What may be in a device id of CDP and its kin: a name, a MAC address in any notation or as octets, a
 * serial, "NAME(SERIAL)", "NAME(MAC)", "SEP001122334455". */
struct device_id {
    char *text;   /* as a whole; NULL absent */
    char *name;   /* NULL where the whole is a MAC address */
    char *serial; /* NULL none */
    struct mac mac;
    bool has_mac;
};

static void device_id_clear(struct device_id *id)
{
    g_free(id->text);
    g_free(id->name);
    g_free(id->serial);
}

static void read_bracket(struct device_id *id)
{
    size_t size = strlen(id->text);
    const char *open = strrchr(id->text, '(');
    if (open == NULL || open == id->text || id->text[size - 1] != ')')
        return;
    char *inner = g_strstrip(g_strndup(open + 1, size - (size_t)(open - id->text) - 2));
    g_free(id->name);
    id->name = g_strchomp(g_strndup(id->text, (gsize)(open - id->text)));
    if (mac_parse(inner, &id->mac))
        id->has_mac = true;
    else if (identity_serial_is_usable(inner))
        id->serial = g_strdup(inner);
    g_free(inner);
}

/* Phones and access points are called after their MAC address: letters of the kind, then the address. */
static void read_named_mac(struct device_id *id)
{
    size_t letters = strspn(id->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (size_t kind = 2; kind <= MIN(letters, 3) && !id->has_mac; kind++)
        id->has_mac = mac_parse(id->text + kind, &id->mac);
}

static void read_device_id(struct bytes bytes, struct device_id *id)
{
    *id = (struct device_id){0};
    bool is_text = text_is_printable_ascii(bytes);
    /* Eight octets are those of EDP: two zeroes and the MAC address. */
    struct bytes tail =
        bytes.size == 8 && bytes.data[0] == 0 && bytes.data[1] == 0 ? bytes_skip(bytes, 2) : bytes;
    id->text = chassis_id_format(CHASSIS_LOCAL, bytes);
    if (id->text == NULL)
        return;
    if ((!is_text && mac_from_bytes(tail, &id->mac)) || mac_parse(id->text, &id->mac)) {
        id->has_mac = true;
        return;
    }
    id->name = g_strdup(id->text);
    read_bracket(id);
    if (!id->has_mac && id->serial == NULL)
        read_named_mac(id);
}

static void add_own_chassis(struct own_words *words, const char *key, bool is_mac, bool is_telling)
{
    words->has_chassis_mac = words->has_chassis_mac || is_mac;
    for (size_t i = 0; i < words->chassis_count; i++)
        if (words->chassis[i] == key)
            return;
    if (words->chassis_count == OWN_CHASSIS_MAX)
        return;
    words->is_telling[words->chassis_count] = is_telling;
    words->chassis[words->chassis_count++] = key;
}

static void add_own_mac(struct own_words *words, GStringChunk *memory, struct mac mac)
{
    char text[MAC_TEXT_SIZE];
    if (identity_mac_is_usable(mac))
        add_own_chassis(words, keep_key(memory, "chassis", mac_format(mac, text)), true, true);
}

static void add_own_name(struct own_words *words, GStringChunk *memory, const char *name)
{
    const char *folded = keep_folded(memory, name);
    if (folded == NULL || words->name_count == OWN_NAMES_MAX)
        return;
    for (size_t i = 0; i < words->name_count; i++)
        if (words->names[i] == folded)
            return;
    words->names[words->name_count++] = folded;
}

static void add_own_serial(struct own_words *words, GStringChunk *memory, const char *serial)
{
    if (identity_serial_is_usable(serial) && words->serial_count < OWN_SERIALS_MAX)
        words->serials[words->serial_count++] = keep_key(memory, "serial", serial);
}

static void read_own_serials(const struct observation *observation, GStringChunk *memory,
                             struct own_words *out)
{
    size_t count;
    const struct component *components = observation_records(observation, RECORD_COMPONENT, &count);
    for (size_t i = 0; i < count; i++)
        if (components[i].class == COMPONENT_CHASSIS)
            add_own_serial(out, memory, components[i].serial);
    add_own_serial(out, memory, observation->system.serial);
}

void own_words_read(const struct observation *observation, GStringChunk *memory, struct own_words *out)
{
    const struct system *system = &observation->system;
    struct mac mac;
    *out = (struct own_words){0};
    if (observation->source_id != NULL) {
        out->import = keep_import(memory, observation->source_name, observation->source_id);
        return;
    }
    read_own_serials(observation, memory, out);
    add_own_name(out, memory, system->sys_name);
    add_own_name(out, memory, system->lldp_sys_name);
    g_autofree char *chassis = chassis_id_format(system->lldp_chassis_subtype, system->lldp_chassis_id);
    if (chassis_id_mac(system->lldp_chassis_subtype, system->lldp_chassis_id, &mac))
        add_own_mac(out, memory, mac);
    else if (chassis != NULL && !bytes_is_zero(system->lldp_chassis_id))
        add_own_chassis(out, keep_key(memory, "chassis", chassis), false, identity_serial_is_usable(chassis));
    add_own_mac(out, memory, system->bridge_address);
    if (system->cdp_device_id != NULL) {
        struct device_id id;
        read_device_id(bytes_from_text(system->cdp_device_id), &id);
        if (id.has_mac)
            add_own_mac(out, memory, id.mac);
        add_own_serial(out, memory, id.serial);
        add_own_name(out, memory, id.name);
        g_autofree char *folded = naming_fold(system->cdp_device_id);
        out->cdp_id = folded == NULL ? NULL : keep_key(memory, "id", folded);
        device_id_clear(&id);
    }
}

void claim_words_add_mac(struct claim_words *words, GStringChunk *memory, struct mac mac)
{
    char key[IDENTITY_KEY_SIZE];
    if (!identity_mac_is_usable(mac) || words->mac_count == CLAIM_MACS_MAX)
        return;
    const char *kept = g_string_chunk_insert_const(memory, identity_mac_key(mac, key));
    for (size_t i = 0; i < words->mac_count; i++)
        if (words->macs[i] == kept)
            return;
    words->macs[words->mac_count++] = kept;
}

static void add_claim_name(struct claim_words *words, GStringChunk *memory, const char *name)
{
    const char *folded = keep_folded(memory, name);
    if (folded == NULL || words->name_count == G_N_ELEMENTS(words->names) ||
        (words->name_count > 0 && words->names[0] == folded))
        return;
    if (words->name_count == 0)
        words->shown_name = g_string_chunk_insert_const(memory, name);
    words->names[words->name_count++] = folded;
}

static void set_claim_chassis(struct claim_words *words, GStringChunk *memory, const char *text,
                              const struct mac *mac)
{
    words->shown_chassis = g_string_chunk_insert_const(memory, text);
    if (mac != NULL && mac_is_absent(*mac))
        return;
    words->is_mac = mac != NULL && identity_mac_is_usable(*mac);
    words->is_telling = words->is_mac || (mac == NULL && identity_serial_is_usable(text));
    words->chassis = keep_key(memory, "chassis", text);
    if (mac != NULL)
        claim_words_add_mac(words, memory, *mac);
}

static void read_lldp_claim(const struct neighbor *neighbor, GStringChunk *memory, struct claim_words *out)
{
    struct mac mac;
    struct bytes id = neighbor->remote_chassis_id;
    struct address address;
    char key[IDENTITY_KEY_SIZE];
    bool is_mac = chassis_id_mac(neighbor->remote_chassis_subtype, id, &mac);
    g_autofree char *text = chassis_id_format(neighbor->remote_chassis_subtype, id);
    add_claim_name(out, memory, neighbor->remote_name);
    if (text != NULL && !bytes_is_zero(id))
        set_claim_chassis(out, memory, text, is_mac ? &mac : NULL);
    bool is_address = neighbor->remote_chassis_subtype == CHASSIS_NETWORK_ADDRESS && text != NULL &&
                      address_parse(text, &address);
    if (is_address) {
        out->is_telling = false;
        out->chassis = !address_is_usable(address)
                           ? NULL
                           : g_string_chunk_insert_const(memory, identity_address_key(address, key));
    }
}

static void read_cdp_claim(const struct neighbor *neighbor, GStringChunk *memory, struct claim_words *out)
{
    char text[MAC_TEXT_SIZE];
    struct device_id id;
    read_device_id(neighbor->remote_chassis_id, &id);
    bool is_all_mac = id.has_mac && id.name == NULL;
    /* Where there is no name of its own, the device id stands for it, be it no text at all. */
    g_autofree char *as_name = text_from_bytes(neighbor->remote_chassis_id);
    bool is_named = neighbor->remote_name != NULL && g_strcmp0(neighbor->remote_name, as_name) != 0;
    if (is_named)
        add_claim_name(out, memory, neighbor->remote_name);
    if (id.has_mac)
        set_claim_chassis(out, memory, mac_format(id.mac, text), &id.mac);
    add_claim_name(out, memory, id.name);
    if (id.serial != NULL)
        out->serial = keep_key(memory, "serial", id.serial);
    g_autofree char *folded = is_all_mac ? NULL : naming_fold(id.text);
    if (folded != NULL)
        out->cdp_id = keep_key(memory, "id", folded);
    if (out->shown_chassis == NULL && id.text != NULL)
        out->shown_chassis = g_string_chunk_insert_const(memory, id.text);
    /* Protocols whose header is the id: the name and the address of the sender are all they tell. */
    if (out->chassis == NULL && identity_mac_is_usable(neighbor->remote_mac))
        set_claim_chassis(out, memory, mac_format(neighbor->remote_mac, text), &neighbor->remote_mac);
    device_id_clear(&id);
}

static void read_router_claim(const struct neighbor *neighbor, GStringChunk *memory, struct claim_words *out)
{
    bool is_isis = neighbor->protocol == PROTOCOL_ISIS;
    add_claim_name(out, memory, neighbor->remote_name);
    g_autofree char *text = chassis_id_format(CHASSIS_NETWORK_ADDRESS, neighbor->remote_chassis_id);
    if (text == NULL || bytes_is_zero(neighbor->remote_chassis_id))
        return;
    out->shown_chassis = g_string_chunk_insert_const(memory, text);
    out->chassis = keep_key(memory, is_isis ? "isis" : "router", text);
    out->is_router = true;
    out->is_telling = true;
}

static void read_import_claim(const struct observation *observation, const struct neighbor *neighbor,
                              GStringChunk *memory, struct claim_words *out)
{
    g_autofree char *id = chassis_id_format(CHASSIS_LOCAL, neighbor->remote_chassis_id);
    g_autofree char *raw =
        g_strndup((const char *)neighbor->remote_chassis_id.data, neighbor->remote_chassis_id.size);
    if (id == NULL)
        return;
    out->chassis = keep_import(memory, observation->source_name, raw);
    out->shown_chassis = g_string_chunk_insert_const(memory, id);
}

static bool has_usable_address(const struct neighbor *neighbor)
{
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        if (address_is_usable(neighbor->remote_addresses.items[i]))
            return true;
    return false;
}

static void read_other_evidence(const struct neighbor *neighbor, GStringChunk *memory,
                                struct claim_words *out)
{
    struct mac mac;
    claim_words_add_mac(out, memory, neighbor->remote_mac);
    if (port_id_mac(neighbor->remote_port_subtype, neighbor->remote_port_id, &mac) ||
        (!text_is_printable_ascii(neighbor->remote_port_id) &&
         mac_from_bytes(neighbor->remote_port_id, &mac)))
        claim_words_add_mac(out, memory, mac);
    bool is_mac = neighbor->remote_serial != NULL && mac_parse(neighbor->remote_serial, &mac);
    if (out->serial == NULL && !is_mac && identity_serial_is_usable(neighbor->remote_serial))
        out->serial = keep_key(memory, "serial", neighbor->remote_serial);
}

static bool is_empty_id(struct bytes id)
{
    return id.size == 0 || bytes_is_zero(id);
}

void claim_words_read(const struct observation *observation, const struct neighbor *neighbor,
                      GStringChunk *memory, struct claim_words *out)
{
    *out = (struct claim_words){0};
    switch (neighbor->protocol) {
    case PROTOCOL_IMPORT:
        read_import_claim(observation, neighbor, memory, out);
        out->has_identity = out->chassis != NULL;
        return;
    case PROTOCOL_OSPF:
    case PROTOCOL_OSPFV3:
    case PROTOCOL_BGP:
    case PROTOCOL_ISIS:
        read_router_claim(neighbor, memory, out);
        break;
    case PROTOCOL_LLDP:
        read_lldp_claim(neighbor, memory, out);
        break;
    default:
        read_cdp_claim(neighbor, memory, out);
        break;
    }
    read_other_evidence(neighbor, memory, out);
    bool has_address = has_usable_address(neighbor);
    const char *descr = neighbor->remote_descr, *platform = neighbor->remote_platform;
    for (size_t i = 0; i < out->name_count; i++)
        out->is_name_generic[i] =
            naming_is_generic(out->names[i]) || naming_is_model(out->names[i], descr, platform);
    out->has_identity = out->chassis != NULL || out->name_count > 0 || out->mac_count > 0 ||
                        out->serial != NULL || has_address;
    /* A row of a routing protocol is about somebody, known or not: peers are configured. */
    out->is_placeholder = !protocol_is_routing(neighbor->protocol) && !out->has_identity &&
                          is_empty_id(neighbor->remote_chassis_id) && is_empty_id(neighbor->remote_port_id);
}
