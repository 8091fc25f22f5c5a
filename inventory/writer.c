#include "inventory/writer.h"

#define MAX_QUEUED 4096
/* Of a transaction. The more there are, the fewer times the same pages are written. */
#define MAX_BATCH 256
#define MAX_BATCH_OCTETS (16 << 20)
/* Are added as soon as they are there, so that little is left to do at the end; in threes and fours it would
 * cost more to wake up for them. */
#define WORTH_ADDING 32
/* From here on the writer is behind. */
#define MANY_QUEUED 1024
#define MANY_QUEUED_OCTETS (24 << 20)
/* Of an observation without a row. */
#define SMALL_OBSERVATION 4096
#define BATCH_MICROSECONDS (50 * G_TIME_SPAN_MILLISECOND)

struct inventory_writer {
    struct inventory *inventory;
    int64_t run;
    GThread *thread;
    GMutex mutex;   /* guards what follows */
    GCond arrived;  /* observations were queued, or nothing will be any more */
    GCond departed; /* the queue got shorter */
    GQueue queue;
    uint64_t octets; /* of the queue, about */
    bool finishing;
    GError *failure; /* why writing ended; nothing is written after it */
    /* The transaction under way; the thread's own. */
    bool is_open;
    guint added;
    uint64_t added_octets;
    gint64 until; /* when it is to end */
};

/* About: strings are as much again as the rows that refer to them. */
static uint64_t octets_of(const struct observation *observation)
{
    uint64_t octets = SMALL_OBSERVATION;
    for (size_t kind = 0; kind < RECORD_KINDS; kind++)
        if (observation->records[kind] != NULL)
            octets += (uint64_t)observation->records[kind]->len * record_types[kind].size * 2;
    return octets;
}

/* Waits until there are some, or it is time for the transaction to end. Empty then, and at the end. */
static GPtrArray *take_some(struct inventory_writer *writer)
{
    GPtrArray *some = g_ptr_array_new_with_free_func((GDestroyNotify)observation_free);
    g_mutex_lock(&writer->mutex);
    while (!writer->is_open && writer->queue.length == 0 && !writer->finishing)
        g_cond_wait(&writer->arrived, &writer->mutex);
    if (!writer->is_open) {
        writer->until = g_get_monotonic_time() + BATCH_MICROSECONDS;
        writer->added = 0;
        writer->added_octets = 0;
    }
    while (writer->queue.length < WORTH_ADDING && !writer->finishing)
        if (!g_cond_wait_until(&writer->arrived, &writer->mutex, writer->until))
            break;
    while (writer->added < MAX_BATCH && writer->added_octets < MAX_BATCH_OCTETS && writer->queue.length > 0) {
        struct observation *observation = g_queue_pop_head(&writer->queue);
        uint64_t octets = octets_of(observation);
        writer->octets -= octets;
        writer->added_octets += octets;
        writer->added++;
        g_ptr_array_add(some, observation);
    }
    g_cond_broadcast(&writer->departed);
    g_mutex_unlock(&writer->mutex);
    return some;
}

static bool is_complete(const struct inventory_writer *writer)
{
    return writer->added >= MAX_BATCH || writer->added_octets >= MAX_BATCH_OCTETS ||
           g_get_monotonic_time() >= writer->until;
}

static bool end_transaction(struct inventory_writer *writer, GError **error)
{
    bool was_open = writer->is_open;
    writer->is_open = false;
    return !was_open || inventory_end_adding(writer->inventory, error);
}

static bool add_some(struct inventory_writer *writer, const GPtrArray *some, GError **error)
{
    if (!writer->is_open && !inventory_begin_adding(writer->inventory, error))
        return false;
    writer->is_open = true;
    if (inventory_add_some(writer->inventory, writer->run, (struct observation *const *)(void *)some->pdata,
                           some->len, error))
        return !is_complete(writer) || end_transaction(writer, error);
    writer->is_open = false;
    return false;
}

static void write_some(struct inventory_writer *writer, const GPtrArray *some)
{
    GError *error = NULL;
    if (writer->failure != NULL ||
        (some->len > 0 ? add_some(writer, some, &error) : end_transaction(writer, &error)))
        return;
    g_mutex_lock(&writer->mutex);
    writer->failure = error;
    g_mutex_unlock(&writer->mutex);
}

static gpointer write_all(gpointer data)
{
    struct inventory_writer *writer = data;
    bool more = true;
    while (more) {
        GPtrArray *some = take_some(writer);
        more = some->len > 0 || writer->is_open;
        write_some(writer, some);
        g_ptr_array_unref(some);
    }
    return NULL;
}

struct inventory_writer *inventory_writer_start(struct inventory *inventory, int64_t run)
{
    struct inventory_writer *writer = g_new0(struct inventory_writer, 1);
    writer->inventory = inventory;
    writer->run = run;
    g_mutex_init(&writer->mutex);
    g_cond_init(&writer->arrived);
    g_cond_init(&writer->departed);
    g_queue_init(&writer->queue);
    writer->thread = g_thread_new("inventory", write_all, writer);
    return writer;
}

bool inventory_writer_put(struct inventory_writer *writer, struct observation *observation)
{
    g_mutex_lock(&writer->mutex);
    while (writer->queue.length >= MAX_QUEUED && writer->failure == NULL)
        g_cond_wait(&writer->departed, &writer->mutex);
    bool writing = writer->failure == NULL;
    if (writing) {
        g_queue_push_tail(&writer->queue, observation);
        writer->octets += octets_of(observation);
    }
    /* The thread sleeps only on an empty queue or a short one. */
    if (writer->queue.length == 1 || writer->queue.length == WORTH_ADDING)
        g_cond_signal(&writer->arrived);
    g_mutex_unlock(&writer->mutex);
    if (!writing)
        observation_free(observation);
    return writing;
}

bool inventory_writer_is_behind(struct inventory_writer *writer)
{
    g_mutex_lock(&writer->mutex);
    bool is_behind = writer->queue.length > MANY_QUEUED || writer->octets > MANY_QUEUED_OCTETS;
    g_mutex_unlock(&writer->mutex);
    return is_behind;
}

bool inventory_writer_finish(struct inventory_writer *writer, GError **error)
{
    g_mutex_lock(&writer->mutex);
    writer->finishing = true;
    g_cond_signal(&writer->arrived);
    g_mutex_unlock(&writer->mutex);
    g_thread_join(writer->thread);
    bool sound = writer->failure == NULL;
    if (!sound)
        g_propagate_error(error, writer->failure);
    g_mutex_clear(&writer->mutex);
    g_cond_clear(&writer->arrived);
    g_cond_clear(&writer->departed);
    g_free(writer);
    return sound;
}
