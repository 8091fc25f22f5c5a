#include "discover/dialogue.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST_OCTETS 20000

/* A device that says what the data has: a size, so many octets; size 0 is a pause. Then it is gone. */
struct device {
    struct stream stream;
    const uint8_t *at, *end;
    size_t sent;
};

static gssize read_device(struct stream *stream, char *buffer, size_t size, uint32_t timeout_ms,
                          GError **error)
{
    (void)timeout_ms;
    struct device *device = (struct device *)stream;
    if (device->at == device->end) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the device closed the session");
        return -1;
    }
    size_t piece = *device->at++;
    size_t count = MIN(MIN(piece, size), (size_t)(device->end - device->at));
    memcpy(buffer, device->at, count);
    device->at += count;
    return (gssize)count;
}

static bool write_device(struct stream *stream, const char *octets, size_t size, GError **error)
{
    (void)octets;
    (void)error;
    ((struct device *)stream)->sent += size;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct stream_operations operations = {read_device, write_device};
    const struct dialogue_options options = {.login_ms = 60000,
                                             .silence_ms = 60000,
                                             .quiet_ms = 1,
                                             .max_bytes = MOST_OCTETS,
                                             .user = "netops",
                                             .password = "sesame"};
    struct device device = {{&operations}, data, data + size, 0};
    struct dialogue *dialogue = dialogue_new(&device.stream, &options);
    GString *text = g_string_new(NULL);
    GError *error = NULL;
    bool is_open = dialogue_begin(dialogue, text, &error);
    is_open = is_open && dialogue_enable(dialogue, "secret", &error);
    for (int command = 0; is_open && command < 4; command++)
        is_open = dialogue_run(dialogue, "show version", text, &error);
    if (is_open == (error != NULL))
        g_error("the result and the error do not agree");
    if (strlen(text->str) != text->len || memchr(text->str, '\r', text->len))
        g_error("what is left is no text");
    /* A pager that never ends is answered, but no more often than it asks. */
    if (device.sent > 200 + size * 4)
        g_error("%zu octets were answered by %zu", size, device.sent);
    g_clear_error(&error);
    g_string_free(text, TRUE);
    dialogue_free(dialogue);
    return 0;
}
