#include "graph/import_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct import_result import;
    if (import_format_read(import_format_find("graphml"), (struct bytes){data, size}, "fuzz", 0, &import,
                           NULL))
        import_result_clear(&import);
    return 0;
}
