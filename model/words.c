#include "model/words.h"

#define WORDS(name, ...)                                                                                     \
    static const char *const name##_list[] = {__VA_ARGS__};                                                  \
    const struct words name = {name##_list, G_N_ELEMENTS(name##_list)}

WORDS(protocol_words, NULL, "lldp", "cdp", "fdp", "edp", "sonmp", "mndp", "isdp", "stp", "fdb", "arp", "ospf",
      "ospfv3", "isis", "bgp", "import");
WORDS(via_words, NULL, "snmp", "ssh", "replay", "pcap", "import");
WORDS(outcome_words, NULL, "good", "partial", "failed");
WORDS(chassis_subtype_words, NULL, "chassis-component", "interface-alias", "port-component", "mac-address",
      "network-address", "interface-name", "local");
WORDS(port_subtype_words, NULL, "interface-alias", "port-component", "mac-address", "network-address",
      "interface-name", "agent-circuit-id", "local");
WORDS(capability_words, NULL, "other", "repeater", "bridge", "wlan-ap", "router", "telephone", "docsis",
      "station");
WORDS(role_words, NULL, "router", "switch", "l3-switch", "firewall", "access-point", "wlan-controller",
      "phone", "server", "host", "printer", "storage", "power", "load-balancer", "hub", "segment");
WORDS(layer_words, NULL, "physical", "l2", "l3");
WORDS(certainty_words, NULL, "inferred", "claimed", "confirmed");
WORDS(if_status_words, NULL, "up", "down", "testing", "unknown", "dormant", "not-present",
      "lower-layer-down");
WORDS(duplex_words, NULL, "unknown", "half", "full");
WORDS(stp_state_words, NULL, "disabled", "blocking", "listening", "learning", "forwarding", "broken");
WORDS(fdb_status_words, NULL, "other", "invalid", "learned", "self", "mgmt");
WORDS(component_class_words, NULL, "other", "unknown", "chassis", "backplane", "container", "power-supply",
      "fan", "sensor", "module", "port", "stack", "cpu");
