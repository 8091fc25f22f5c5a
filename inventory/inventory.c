#include "inventory/inventory.h"

GQuark inventory_error_quark(void)
{
    return g_quark_from_static_string("inventory-error");
}

void run_list_clear(struct run_list *runs)
{
    if (runs->memory != NULL)
        g_string_chunk_free(runs->memory);
    g_free(runs->items);
    *runs = (struct run_list){0};
}

void observation_list_clear(struct observation_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        observation_free(list->items[i]);
    g_free(list->items);
    *list = (struct observation_list){0};
}
