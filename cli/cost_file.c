#include "cli/cost_file.h"

#include "graph/csv_rows.h"
#include "graph/path_network.h"

#include <gio/gio.h>
#include <string.h>

/* One line of the file, and which links it is about. */
struct row {
    unsigned line;
    uint32_t a, b;
    const char *a_port, *b_port; /* NULL: any */
    uint64_t cost;
};

struct reader {
    const struct question *question;
    struct path_network *network; /* to find the links of two devices */
    uint64_t *costs;              /* by link */
    unsigned *lines;              /* by link: where its cost comes from; 0 nowhere */
    bool *has_ports;              /* by link: a row with ports was about it */
};

static bool fail(unsigned line, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool fail(unsigned line, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CSV_ERROR, CSV_ERROR_SYNTAX, "line %u: %s", line, what);
    return false;
}

static bool read_device(const struct reader *reader, unsigned line, const char *text, uint32_t *device,
                        GError **error)
{
    g_autoptr(GArray) matches = question_match(reader->question, text);
    if (matches->len == 1) {
        *device = g_array_index(matches, guint, 0);
        return true;
    }
    if (matches->len == 0)
        return fail(line, error, "no device is known as '%s'", text);
    return fail(line, error, "'%s' may be any of %u devices; name one by its id", text, matches->len);
}

static bool read_cost(unsigned line, const char *text, uint64_t *cost, GError **error)
{
    guint64 number;
    if (!g_ascii_string_to_unsigned(text, 10, 1, PATH_MAX_COST, &number, NULL))
        return fail(line, error, "'%s' is no cost: a whole number from 1 to %u", text, PATH_MAX_COST);
    *cost = number;
    return true;
}

static const char *port_of(const char *field)
{
    return *field == '\0' ? NULL : field;
}

static bool read_row(const struct reader *reader, const struct csv_rows *rows, struct row *row,
                     GError **error)
{
    const GPtrArray *fields = rows->fields;
    *row = (struct row){.line = rows->line};
    if (fields->len != 3 && fields->len != 5)
        return fail(rows->line, error, "%u fields; a row is a,b,cost or a,b,a_port,b_port,cost", fields->len);
    if (fields->len == 5) {
        row->a_port = port_of(fields->pdata[2]);
        row->b_port = port_of(fields->pdata[3]);
    }
    return read_device(reader, rows->line, fields->pdata[0], &row->a, error) &&
           read_device(reader, rows->line, fields->pdata[1], &row->b, error) &&
           read_cost(rows->line, fields->pdata[fields->len - 1], &row->cost, error);
}

static bool has_port(const struct link_end *end, const char *port)
{
    return port == NULL || g_strcmp0(end->port, port) == 0;
}

static bool set_cost(struct reader *reader, const struct row *row, uint32_t link, GError **error)
{
    bool has_ports = row->a_port != NULL || row->b_port != NULL;
    bool is_known = reader->lines[link] != 0;
    if (is_known && has_ports == reader->has_ports[link])
        return fail(row->line, error, "the link has its cost in line %u already", reader->lines[link]);
    if (is_known && !has_ports)
        return true;
    reader->costs[link] = row->cost;
    reader->lines[link] = row->line;
    reader->has_ports[link] = has_ports;
    return true;
}

static const struct path_edge *find_edge(const struct path_network *network, uint32_t a, uint32_t b)
{
    for (uint32_t i = network->offsets[a]; i < network->offsets[a + 1]; i++)
        if (network->arcs[i].device == b)
            return &network->edges[network->arcs[i].edge];
    return NULL;
}

static bool apply_row(struct reader *reader, const struct row *row, GError **error)
{
    const struct path_network *network = reader->network;
    const struct path_edge *edge = find_edge(network, row->a, row->b);
    bool is_found = false;
    for (uint32_t i = 0; edge != NULL && i < edge->link_count; i++) {
        uint32_t position = network->links[edge->first + i];
        const struct link *link = &network->graph->links[position];
        if (!has_port(link_near_end(link, row->a), row->a_port) ||
            !has_port(link_near_end(link, row->b), row->b_port))
            continue;
        is_found = true;
        if (!set_cost(reader, row, position, error))
            return false;
    }
    return is_found || fail(row->line, error, "no such link joins %s and %s",
                            question_device(reader->question, row->a)->name,
                            question_device(reader->question, row->b)->name);
}

static bool is_heading(const struct csv_rows *rows, bool is_first)
{
    const GPtrArray *fields = rows->fields;
    return is_first && g_ascii_strcasecmp(fields->pdata[fields->len - 1], "cost") == 0;
}

static bool read_rows(struct reader *reader, struct csv_rows *rows, GError **error)
{
    GError *bad = NULL;
    for (bool is_first = true; csv_rows_next(rows, &bad); is_first = false) {
        struct row row;
        if (is_heading(rows, is_first))
            continue;
        if (!read_row(reader, rows, &row, error) || !apply_row(reader, &row, error))
            return false;
    }
    if (bad == NULL)
        return true;
    g_propagate_error(error, bad);
    return false;
}

uint64_t *cost_file_read(const char *path, const struct question *question, GError **error)
{
    g_autofree char *text = NULL;
    gsize size;
    if (!g_file_get_contents(path, &text, &size, error))
        return NULL;
    size_t link_count = question->graph.link_count;
    struct reader reader = {question, NULL, g_new0(uint64_t, link_count + 1),
                            g_new0(unsigned, link_count + 1), g_new0(bool, link_count + 1)};
    reader.network = path_network_new(&question->graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    struct csv_rows rows;
    csv_rows_init(&rows, (struct bytes){(const uint8_t *)text, size});
    bool done = read_rows(&reader, &rows, error);
    if (!done)
        g_prefix_error(error, "%s: ", path);
    csv_rows_clear(&rows);
    path_network_free(reader.network);
    g_free(reader.lines);
    g_free(reader.has_ports);
    if (done)
        return reader.costs;
    g_free(reader.costs);
    return NULL;
}
