#include "discover/os/frr_json.h"

/* The neighbor is called by its interface where it has no address of its own. */
const struct structured_column frr_bgp_columns[FRR_BGP_COLUMNS] = {
    {"NEIGHBOR", "@2|@1"},     {"IP_ADDRESS", "bgpNeighborAddr"},
    {"REMOTE_AS", "remoteAs"}, {"LOCAL_AS", "localAs"},
    {"STATE", "bgpState"},     {"REMOTE_ROUTER_ID", "remoteRouterId"},
    {"HOSTNAME", "hostname"},  {"VRF", "@1"},
};
