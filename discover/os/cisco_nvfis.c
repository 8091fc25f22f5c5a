/* Cisco NFVIS: hosts of network functions. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"cisco_nfvis", "nfvis", NULL};
static const char *const setup[] = {"paginate false", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show platform-detail", ANSWER_IDENTITY, 0},
    {"show bridge-settings", ANSWER_ADDRESSES, 0},
};

const struct os os_cisco_nvfis = {
    .name = "cisco_nvfis",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "NFVIS",
    .setup = setup,
    OS_COMMANDS(commands),
};
