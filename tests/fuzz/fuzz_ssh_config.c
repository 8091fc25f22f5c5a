#include "discover/ssh_config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    struct ssh_config *config = ssh_config_parse((const char *)data, size, "config", &error);
    if (!config != !!error)
        g_error("neither a configuration nor an error");
    static const char *const hosts[] = {"192.0.2.1", "2001:db8::1", "core1.example.net"};
    for (size_t i = 0; config && i < G_N_ELEMENTS(hosts); i++) {
        struct ssh_host host;
        ssh_config_find(config, hosts[i], i == 0 ? "netops" : NULL, 0, &host);
        if (host.identity_files->pdata[host.identity_files->len - 1] != NULL)
            g_error("the list has no end");
        ssh_host_clear(&host);
    }
    ssh_config_free(config);
    return 0;
}
