#include "discover/simulate.h"

#include <glib/gstdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char recorded[] = "1.3.6.1.2.1.1.1.0|4|a switch\n1.3.6.1.2.1.1.3.0|67|5\n"
                               "1.3.6.1.2.1.2.2.1.1.1|2|1\n1.3.6.1.2.1.31.1.1.1.6.1|70|9\n";

/* One device at 127.0.0.1, which lives as long as the process. */
static struct simulator *make_simulator(void)
{
    static const char *const communities[] = {"public", NULL};
    struct simulator_options options = {NULL, communities, 1472};
    g_autofree char *folder = g_dir_make_tmp("wiremap-fuzz-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a", NULL);
    static const char manifest[] = "127.0.0.1 a\n127.0.0.1@7 a\n";
    static struct recording *recording;
    g_file_set_contents(path, recorded, -1, NULL);
    recording = recording_parse(manifest, strlen(manifest), folder, NULL);
    struct simulator *simulator = simulator_new(recording, &options, NULL);
    g_unlink(path);
    g_rmdir(folder);
    return simulator;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct simulator *simulator;
    static uint8_t *memory;
    struct address to;
    struct wire_message message;
    if (!simulator) {
        simulator = make_simulator();
        memory = g_malloc(SIMULATOR_BUFFER_SIZE);
    }
    address_parse("127.0.0.1", &to);
    struct bytes answer = simulator_answer(simulator, to, (struct bytes){data, size}, memory);
    if (answer.size > 1472 ||
        (answer.size > 0 && (!wire_read_message(answer, &message) || message.pdu.type != WIRE_RESPONSE)))
        g_error("no response of at most 1472 octets");
    return 0;
}
