/* OneAccess OneOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"oneaccess", "oneos", NULL};
static const char *const setup[] = {"term len 0", NULL};

static const struct os_command commands[] = {
    {"show product-info-area", ANSWER_IDENTITY, 0},   {"hostname", ANSWER_IDENTITY, 0},
    {"show system hardware", ANSWER_IDENTITY, 0},     {"show interfaces", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0}, {"show ip bgp summary", ANSWER_BGP, 0},
};

const struct os os_oneaccess_oneos = {
    .name = "oneaccess_oneos",
    .aliases = aliases,
    .vendor = "OneAccess",
    .software = "OneOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
