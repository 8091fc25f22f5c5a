#include "cli/path_request.h"

#include <stdio.h>

static json_t *links_to_json(const struct path_question *asked, const GArray *links)
{
    json_t *list = json_array();
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = &asked->network->graph->links[g_array_index(links, uint32_t, i)];
        json_array_append_new(list, path_link_to_json(asked, link));
    }
    return list;
}

static bool print_json(const struct path_question *asked, const struct disjoint *disjoint, GError **error)
{
    json_t *object = path_answer_object(asked), *shared = json_object(), *devices = json_array();
    for (guint i = 0; i < disjoint->shared_devices->len; i++) {
        uint32_t device = g_array_index(disjoint->shared_devices, uint32_t, i);
        json_array_append_new(devices, question_device_to_json(asked->question, device));
    }
    json_object_set_new(shared, "devices", devices);
    json_object_set_new(shared, "links", links_to_json(asked, disjoint->shared_links));
    json_object_set_new(object, "shared", shared);
    output_set_text(object, "disjoint", words_format(&disjoint_words, (int)asked->request->disjoint));
    json_object_set_new(object, "disjoint_count", json_integer(disjoint->count));
    json_object_set_new(object, "paths", path_list_to_json(asked, disjoint->paths));
    return output_json(object, error);
}

static bool print_shared(const struct path_question *asked, const struct disjoint *disjoint, GError **error)
{
    struct table *table = table_new((const char *const[]){"SHARED", "", NULL});
    for (guint i = 0; i < disjoint->shared_devices->len; i++) {
        uint32_t device = g_array_index(disjoint->shared_devices, uint32_t, i);
        table_add(table, (const char *const[]){"device", question_device(asked->question, device)->name});
    }
    for (guint i = 0; i < disjoint->shared_links->len; i++) {
        const struct link *link =
            &asked->network->graph->links[g_array_index(disjoint->shared_links, uint32_t, i)];
        g_autofree char *a = question_format_end(asked->question, &link->a, false);
        g_autofree char *b = question_format_end(asked->question, &link->b, true);
        g_autofree char *both = g_strdup_printf("%s -- %s", a, b);
        table_add(table, (const char *const[]){"link", both});
    }
    putchar('\n');
    return table_print(table, error);
}

static bool print_text(const struct path_question *asked, const struct disjoint *disjoint, GError **error)
{
    const char *what = asked->request->disjoint == DISJOINT_NODES ? "device between them" : "link";
    printf("%u path%s no %s\n\n", disjoint->count, disjoint->count == 1 ? " shares" : "s share", what);
    if (!path_print_list(asked, disjoint->paths, error))
        return false;
    if (disjoint->shared_devices->len + disjoint->shared_links->len > 0)
        return print_shared(asked, disjoint, error);
    puts("\nThey share no device and no link.");
    return output_flush(error);
}

bool path_answer_disjoint(const struct path_question *asked, bool *has_path, GError **error)
{
    struct disjoint *disjoint =
        disjoint_new(asked->network, asked->stops[0], asked->stops[1], asked->request->disjoint);
    *has_path = disjoint->count > 0;
    bool done = true;
    if (asked->request->as_json)
        done = print_json(asked, disjoint, error);
    else if (*has_path)
        done = print_text(asked, disjoint, error);
    disjoint_free(disjoint);
    return done;
}
