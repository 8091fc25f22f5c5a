#include "discover/delay_queue.h"

#include <string.h>

struct delay_queue {
    GPtrArray *heap; /* of struct delayed *; each is not after its children, at 2i + 1 and 2i + 2 */
    uint64_t turns;
};

struct delay_queue *delay_queue_new(void)
{
    struct delay_queue *queue = g_new0(struct delay_queue, 1);
    queue->heap = g_ptr_array_new_with_free_func(g_free);
    return queue;
}

void delay_queue_free(struct delay_queue *queue)
{
    if (!queue)
        return;
    g_ptr_array_unref(queue->heap);
    g_free(queue);
}

static bool is_before(const struct delayed *a, const struct delayed *b)
{
    return a->due < b->due || (a->due == b->due && a->turn < b->turn);
}

static bool swap_if_before(gpointer *heap, size_t child, size_t parent)
{
    bool before = is_before(heap[child], heap[parent]);
    if (before) {
        gpointer moved = heap[child];
        heap[child] = heap[parent];
        heap[parent] = moved;
    }
    return before;
}

struct delayed *delay_queue_add(struct delay_queue *queue, uint64_t due, const uint8_t *data, size_t size)
{
    struct delayed *item = g_malloc(sizeof *item + size);
    *item = (struct delayed){.due = due, .turn = queue->turns++, .size = size};
    memcpy(item->data, data, size);
    g_ptr_array_add(queue->heap, item);
    size_t at = queue->heap->len - 1;
    while (at > 0 && swap_if_before(queue->heap->pdata, at, (at - 1) / 2))
        at = (at - 1) / 2;
    return item;
}

uint64_t delay_queue_due(const struct delay_queue *queue)
{
    return queue->heap->len == 0 ? UINT64_MAX : ((struct delayed *)queue->heap->pdata[0])->due;
}

static void sink(gpointer *heap, size_t count)
{
    for (size_t at = 0; at * 2 + 1 < count;) {
        size_t child = at * 2 + 1;
        child += child + 1 < count && is_before(heap[child + 1], heap[child]);
        if (!swap_if_before(heap, child, at))
            return;
        at = child;
    }
}

struct delayed *delay_queue_take(struct delay_queue *queue, uint64_t now)
{
    if (queue->heap->len == 0 || delay_queue_due(queue) > now)
        return NULL;
    struct delayed *first = g_ptr_array_steal_index_fast(queue->heap, 0);
    sink(queue->heap->pdata, queue->heap->len);
    return first;
}
