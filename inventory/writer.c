#include "inventory/writer.h"

#define MAX_QUEUED 4096
#define MAX_BATCH 256
#define MAX_BATCH_OCTETS (16 << 20)
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
    GCond arrived;  /* an observation was queued, or nothing will be any more */
    GCond departed; /* the queue got shorter */
    GQueue queue;
    uint64_t octets; /* of the queue, about */
    bool finishing;
    GError *failure; /* why writing ended; nothing is written after it */
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

/* Waits until a batch is full, or its first observation has waited long enough. Empty at the end. */
static GPtrArray *take_batch(struct inventory_writer *writer)
{
    GPtrArray *batch = g_ptr_array_new_with_free_func((GDestroyNotify)observation_free);
    g_mutex_lock(&writer->mutex);
    while (writer->queue.length == 0 && !writer->finishing)
        g_cond_wait(&writer->arrived, &writer->mutex);
    gint64 until = g_get_monotonic_time() + BATCH_MICROSECONDS;
    while (writer->queue.length < MAX_BATCH && !writer->finishing)
        if (!g_cond_wait_until(&writer->arrived, &writer->mutex, until))
            break;
    for (uint64_t octets = 0;
         batch->len < MAX_BATCH && octets < MAX_BATCH_OCTETS && writer->queue.length > 0;) {
        struct observation *observation = g_queue_pop_head(&writer->queue);
        octets += octets_of(observation);
        writer->octets -= octets_of(observation);
        g_ptr_array_add(batch, observation);
    }
    g_cond_broadcast(&writer->departed);
    g_mutex_unlock(&writer->mutex);
    return batch;
}

static void write_batch(struct inventory_writer *writer, const GPtrArray *batch)
{
    GError *error = NULL;
    if (writer->failure != NULL ||
        inventory_add(writer->inventory, writer->run, (struct observation *const *)(void *)batch->pdata,
                      batch->len, &error))
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
        GPtrArray *batch = take_batch(writer);
        more = batch->len > 0;
        if (more)
            write_batch(writer, batch);
        g_ptr_array_unref(batch);
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
    /* The thread sleeps only on an empty queue or a short batch. */
    if (writer->queue.length == 1 || writer->queue.length == MAX_BATCH)
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
