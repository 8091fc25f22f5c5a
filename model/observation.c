#include "model/observation.h"

#include "model/text.h"

#include <string.h>

#define MAX_WARNINGS 1000

struct observation *observation_new(void)
{
    struct observation *observation = g_new0(struct observation, 1);
    observation->memory = g_string_chunk_new(1024);
    return observation;
}

void observation_free(struct observation *observation)
{
    if (observation == NULL)
        return;
    for (size_t kind = 0; kind < RECORD_KINDS; kind++)
        if (observation->records[kind] != NULL)
            g_array_unref(observation->records[kind]);
    g_string_chunk_free(observation->memory);
    g_free(observation);
}

struct bytes observation_bytes(struct observation *observation, struct bytes bytes)
{
    if (bytes.size == 0)
        return (struct bytes){NULL, 0};
    /* Not for text alone: the chunk copies as many octets as it is told to. */
    const char *copy =
        g_string_chunk_insert_len(observation->memory, (const char *)bytes.data, (gssize)bytes.size);
    return (struct bytes){(const uint8_t *)copy, bytes.size};
}

const char *observation_text(struct observation *observation, const char *text)
{
    return text_or_null(text) == NULL ? NULL : g_string_chunk_insert(observation->memory, text);
}

const char *observation_text_from_bytes(struct observation *observation, struct bytes bytes)
{
    if (text_is_clean(bytes))
        return g_string_chunk_insert_len(observation->memory, (const char *)bytes.data, (gssize)bytes.size);
    char *text = text_from_bytes(bytes);
    const char *copy = observation_text(observation, text);
    g_free(text);
    return copy;
}

struct address_list observation_addresses(struct observation *observation, const struct address *items,
                                          size_t count)
{
    /* struct address has no alignment beyond an octet's, so the chunk can hold an array of it. */
    G_STATIC_ASSERT(G_ALIGNOF(struct address) == 1);
    struct bytes copy =
        observation_bytes(observation, (struct bytes){(const uint8_t *)items, count * sizeof *items});
    return (struct address_list){(const struct address *)(const void *)copy.data, count};
}

void observation_reserve(struct observation *observation, enum record_kind kind, size_t count)
{
    GArray **rows = &observation->records[kind];
    if (*rows == NULL && count <= G_MAXUINT / 2)
        *rows = g_array_sized_new(FALSE, TRUE, (guint)record_types[kind].size, (guint)count);
}

void *observation_add(struct observation *observation, enum record_kind kind)
{
    GArray **rows = &observation->records[kind];
    if (*rows == NULL)
        *rows = g_array_new(FALSE, TRUE, (guint)record_types[kind].size);
    g_array_set_size(*rows, (*rows)->len + 1);
    return (*rows)->data + (size_t)((*rows)->len - 1) * record_types[kind].size;
}

void observation_drop_last(struct observation *observation, enum record_kind kind)
{
    GArray *rows = observation->records[kind];
    if (rows != NULL && rows->len > 0)
        g_array_set_size(rows, rows->len - 1);
}

const void *observation_records(const struct observation *observation, enum record_kind kind, size_t *count)
{
    const GArray *rows = observation->records[kind];
    *count = rows == NULL ? 0 : rows->len;
    return *count == 0 ? NULL : rows->data;
}

void *observation_records_mutable(struct observation *observation, enum record_kind kind, size_t *count)
{
    GArray *rows = observation->records[kind];
    *count = rows == NULL ? 0 : rows->len;
    return *count == 0 ? NULL : rows->data;
}

void observation_warn(struct observation *observation, const char *object, const char *format, ...)
{
    size_t count;
    observation_records(observation, RECORD_WARNING, &count);
    if (count > MAX_WARNINGS)
        return;
    if (count == MAX_WARNINGS) {
        struct warning *last = observation_add(observation, RECORD_WARNING);
        last->text = observation_text(observation, "over 1000 warnings; the others are not kept");
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    struct warning *warning = observation_add(observation, RECORD_WARNING);
    warning->object = observation_text(observation, object);
    warning->text = observation_text_from_bytes(observation, bytes_from_text(text));
    g_free(text);
}

void cost_add(struct cost *sum, const struct cost *cost)
{
    sum->requests += cost->requests;
    sum->retries += cost->retries;
    sum->bytes_sent += cost->bytes_sent;
    sum->bytes_received += cost->bytes_received;
    if (cost->rtt_us != 0)
        sum->rtt_us = cost->rtt_us;
}

bool observation_has_address(const struct observation *observation, struct address address)
{
    size_t count;
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        if (address_equal(rows[i].address, address))
            return true;
    return false;
}
