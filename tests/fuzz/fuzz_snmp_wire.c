#include "discover/simulate.h"

#include <glib/gstdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char recorded[] = "1.3.6.1.2.1.1.1.0|4|a switch\n1.3.6.1.2.1.1.3.0|67|5\n"
                               "1.3.6.1.2.1.2.2.1.1.1|2|1\n1.3.6.1.2.1.31.1.1.1.6.1|70|9\n";

/* A user whom nothing hides, and one whose messages no fuzzer can sign. */
static struct credential_list *make_users(void)
{
    static struct credential plain = {.name = (char *)"plain", .version = SNMP_V3, .user = (char *)"plain"};
    static struct credential secret = {.name = (char *)"secret",
                                       .version = SNMP_V3,
                                       .user = (char *)"secret",
                                       .auth_protocol = AUTH_SHA1,
                                       .auth_pass_phrase = (char *)"authentication",
                                       .priv_protocol = PRIV_AES128,
                                       .priv_pass_phrase = (char *)"privacy pass"};
    static struct credential_list list;
    list.items = g_ptr_array_new();
    g_ptr_array_add(list.items, &plain);
    g_ptr_array_add(list.items, &secret);
    return &list;
}

/* One device at 127.0.0.1. It lives as long as the process, and so does what it was read from: reachable from
 * here for the leak checker. */
struct served {
    struct recording *recording;
    struct simulator *simulator;
};

static struct served make_served(void)
{
    static const char *const communities[] = {"public", NULL};
    struct simulator_options options = {
        .map = NULL, .communities = communities, .users = make_users(), .max_message = 1472};
    g_autofree char *folder = g_dir_make_tmp("wiremap-fuzz-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a", NULL);
    static const char manifest[] = "127.0.0.1 a\n127.0.0.1@7 a\n";
    struct served served;
    g_file_set_contents(path, recorded, -1, NULL);
    served.recording = recording_parse(manifest, strlen(manifest), folder, NULL);
    served.simulator = simulator_new(served.recording, &options, NULL);
    g_unlink(path);
    g_rmdir(folder);
    return served;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct served served;
    static uint8_t *memory;
    struct address to;
    struct wire_message message;
    struct usm_message secured;
    struct usm_scoped scoped;
    if (served.recording == NULL) {
        served = make_served();
        memory = g_malloc(SIMULATOR_BUFFER_SIZE);
    }
    address_parse("127.0.0.1", &to);
    struct bytes answer = simulator_answer(served.simulator, to, (struct bytes){data, size}, memory, NULL);
    bool is_v3 = usm_read_message(answer, &secured) &&
                 (secured.flags & USM_FLAG_PRIV || usm_read_scoped(secured.data, &scoped));
    bool is_response = wire_read_message(answer, &message) && message.pdu.type == WIRE_RESPONSE;
    if (answer.size > 1472 || (answer.size > 0 && !is_v3 && !is_response))
        g_error("no response of at most 1472 octets");
    /* What a right key would have uncovered. */
    usm_read_scoped((struct bytes){data, size}, &scoped);
    return 0;
}
