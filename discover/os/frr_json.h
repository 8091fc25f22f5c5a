/*
 * JSON of FRRouting's vtysh, on whatever system it runs.
 */
#ifndef DISCOVER_OS_FRR_JSON_H
#define DISCOVER_OS_FRR_JSON_H

#include "discover/os/structured.h"

/* The last one, of the VRF, only where peers stand under one. */
#define FRR_BGP_COLUMNS 8
extern const struct structured_column frr_bgp_columns[FRR_BGP_COLUMNS];

/* Rows of a list of mappings: with and without VRFs. */
#define FRR_STRUCTURED                                                                                       \
    {"bgp.*nei", "*/*[bgpState]", frr_bgp_columns, FRR_BGP_COLUMNS},                                         \
    {                                                                                                        \
        "bgp.*nei", "*[bgpState]", frr_bgp_columns, FRR_BGP_COLUMNS - 1                                      \
    }

#endif
