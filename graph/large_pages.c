#include "graph/large_pages.h"

#include <stdint.h>
#include <sys/mman.h>

#define LARGE_PAGE ((size_t)2 << 20)

void large_pages_use(void *memory, size_t size)
{
    size_t skipped = (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
    if (size < skipped + LARGE_PAGE)
        return;
#ifdef MADV_HUGEPAGE
    madvise((char *)memory + skipped, (size - skipped) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
#endif
}
