#include "graph/import_format.h"

#include <gio/gio.h>
#include <string.h>

static const struct import_format formats[] = {
    {"graphml", "graphml xml", import_read_graphml},
    {"gml", "gml", import_read_gml},
    {"pajek", "net paj", import_read_pajek},
    {"csv", "csv tsv txt edges edgelist", import_read_table},
    {"json", "json", import_read_json},
};

const struct import_format *import_format_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_ascii_strcasecmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

static bool has_suffix(const struct import_format *format, const char *suffix)
{
    g_auto(GStrv) suffixes = g_strsplit(format->suffixes, " ", -1);
    g_autofree char *lower = g_ascii_strdown(suffix, -1);
    return g_strv_contains((const char *const *)suffixes, lower);
}

const struct import_format *import_format_find_for_file(const char *path)
{
    const char *dot = strrchr(path, '.');
    if (dot == NULL || strchr(dot, G_DIR_SEPARATOR) != NULL)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (has_suffix(&formats[i], dot + 1))
            return &formats[i];
    return NULL;
}

static bool begins_with(const char *text, size_t size, const char *start)
{
    return size >= strlen(start) && g_ascii_strncasecmp(text, start, strlen(start)) == 0;
}

const struct import_format *import_format_guess(struct bytes file)
{
    static const struct {
        const char *start, *format;
    } starts[] = {{"<", "graphml"},     {"{", "json"},  {"graph", "gml"},
                  {"creator", "gml"},   {"*", "pajek"}, {"\xef\xbb\xbf<", "graphml"},
                  {"version \"", "gml"}};
    const char *text = (const char *)file.data;
    size_t size = file.size;
    while (size > 0 && g_ascii_isspace(*text)) {
        text++;
        size--;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (begins_with(text, size, starts[i].start))
            return import_format_find(starts[i].format);
    return import_format_find("csv");
}

char *import_format_names(void)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", formats[i].name);
    return g_string_free(names, FALSE);
}

bool import_format_read(const struct import_format *format, struct bytes file, const char *source_name,
                        int64_t now, struct import_result *out, GError **error)
{
    *out = (struct import_result){0};
    if (file.size > IMPORT_MAX_SIZE) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the file is larger than %zu octets",
                    IMPORT_MAX_SIZE);
        return false;
    }
    struct import_graph *graph = import_graph_new();
    out->left_out = g_ptr_array_new_with_free_func(g_free);
    bool is_read = format->read(file, graph, out->left_out, error);
    if (is_read) {
        out->observations = import_graph_to_observations(graph, source_name, now);
        out->edge_count = import_graph_edge_count(graph);
    } else {
        import_result_clear(out);
    }
    import_graph_free(graph);
    return is_read;
}

void import_result_clear(struct import_result *result)
{
    g_clear_pointer(&result->observations, g_ptr_array_unref);
    g_clear_pointer(&result->left_out, g_ptr_array_unref);
    *result = (struct import_result){0};
}
