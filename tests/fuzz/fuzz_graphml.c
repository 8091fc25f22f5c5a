#include "graph/graphml_import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct graphml_import import;
    if (graphml_import((struct bytes){data, size}, "fuzz", 0, &import, NULL))
        graphml_import_clear(&import);
    return 0;
}
