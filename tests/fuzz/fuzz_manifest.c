#include "discover/recording.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    struct recording *recording = recording_parse((const char *)data, size, "folder", &error);
    if (!recording != !!error)
        g_error("neither a recording nor an error");
    g_clear_error(&error);
    for (size_t i = 0; recording && i < recording_count(recording); i++) {
        const struct recording_entry *entry = recording_entry(recording, i);
        size_t position;
        if (!recording_find(recording, entry->address, entry->vlan, &position) || position != i)
            g_error("entry %zu is not found", i);
        if (!g_str_has_prefix(entry->path, "folder/") || strstr(entry->path, "/../"))
            g_error("%s is not within the folder", entry->path);
    }
    recording_free(recording);
    return 0;
}
