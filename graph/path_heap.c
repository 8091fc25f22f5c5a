#include "graph/path_heap.h"

static struct path_heap_item *at(GArray *heap, guint position)
{
    return &g_array_index(heap, struct path_heap_item, position);
}

void path_heap_push(GArray *heap, struct path_heap_item item)
{
    guint place = heap->len;
    g_array_append_val(heap, item);
    while (place > 0 && path_weight_compare(item.weight, at(heap, (place - 1) / 2)->weight) < 0) {
        *at(heap, place) = *at(heap, (place - 1) / 2);
        place = (place - 1) / 2;
    }
    *at(heap, place) = item;
}

struct path_heap_item path_heap_pop(GArray *heap)
{
    struct path_heap_item top = *at(heap, 0), item = *at(heap, heap->len - 1);
    guint place = 0;
    g_array_set_size(heap, heap->len - 1);
    for (guint child = 1; child < heap->len; child = 2 * place + 1) {
        if (child + 1 < heap->len &&
            path_weight_compare(at(heap, child + 1)->weight, at(heap, child)->weight) < 0)
            child++;
        if (path_weight_compare(item.weight, at(heap, child)->weight) <= 0)
            break;
        *at(heap, place) = *at(heap, child);
        place = child;
    }
    if (heap->len > 0)
        *at(heap, place) = item;
    return top;
}
