/*
 * lldpd's output, whatever system it runs on: "lldpcli -f json0", "-f json", "-f xml", "net show lldp json".
 */
#ifndef DISCOVER_OS_LLDPD_H
#define DISCOVER_OS_LLDPD_H

#include "discover/os/structured.h"

#define LLDPD_JSON0_COLUMNS 14
#define LLDPD_JSON_COLUMNS 14
#define LLDPD_CHASSIS_COLUMNS 4
extern const struct structured_column lldpd_json0_columns[LLDPD_JSON0_COLUMNS];
extern const struct structured_column lldpd_json_columns[LLDPD_JSON_COLUMNS];
extern const struct structured_column lldpd_chassis0_columns[LLDPD_CHASSIS_COLUMNS];
extern const struct structured_column lldpd_chassis_columns[LLDPD_CHASSIS_COLUMNS];

/* Rows of a list of mappings. The shape of json depends on counts, the chassis is keyed by its name; json0
 * and xml do not and are not. */
#define LLDPD_STRUCTURED                                                                                     \
    {"lldp.*chassis", "local-chassis/chassis[id]", lldpd_chassis0_columns, LLDPD_CHASSIS_COLUMNS},           \
        {"lldp.*chassis", "local-chassis/chassis/*[id]", lldpd_chassis_columns, LLDPD_CHASSIS_COLUMNS},      \
        {"lldp", "lldp/interface[name]", lldpd_json0_columns, LLDPD_JSON0_COLUMNS},                          \
    {                                                                                                        \
        "lldp", "lldp/interface/*[via]", lldpd_json_columns, LLDPD_JSON_COLUMNS                              \
    }

#endif
