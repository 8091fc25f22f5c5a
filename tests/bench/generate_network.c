/* Writes the recording of a made-up network: generate_network SHAPE DEVICES FOLDER [SEED]. */
#include "tests/support/network.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    guint64 devices, seed = 1;
    GError *error = NULL;
    if (argc < 4 || argc > 5 || !g_ascii_string_to_unsigned(argv[2], 10, 4, 1000000, &devices, NULL) ||
        (argc == 5 && !g_ascii_string_to_unsigned(argv[4], 10, 0, UINT32_MAX, &seed, NULL))) {
        fprintf(stderr, "usage: %s campus|fat-tree|isp DEVICES FOLDER [SEED]\n", argv[0]);
        return 2;
    }
    struct network *network = network_make(argv[1], (uint32_t)devices, (uint32_t)seed);
    if (!network) {
        fprintf(stderr, "%s: no shape '%s'\n", argv[0], argv[1]);
        return 2;
    }
    bool written = network_write(network, argv[3], &error);
    if (written)
        printf("%u devices, %u links in %s\n", network->devices->len, network->links->len, argv[3]);
    else
        fprintf(stderr, "%s: %s\n", argv[0], error->message);
    g_clear_error(&error);
    network_free(network);
    return written ? 0 : 3;
}
