#include "graph/import_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first octet chooses the format; graphml has a target of its own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"gml", "pajek", "csv", "json"};
    struct import_result result;
    if (size == 0)
        return 0;
    const struct import_format *format = import_format_find(formats[*data % G_N_ELEMENTS(formats)]);
    if (import_format_read(format, (struct bytes){data + 1, size - 1}, "fuzz", 0, &result, NULL))
        import_result_clear(&result);
    return 0;
}
