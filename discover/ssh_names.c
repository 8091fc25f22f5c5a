#include "discover/ssh_names.h"

#include <glib.h>

/* At one address: one host, or many behind ports. */
struct name {
    char *text;
    uint16_t port;
    struct name *next;
};

struct ssh_names {
    GMutex mutex;
    GHashTable *by_address; /* address as text -> struct name *, both owned */
};

static void free_chain(gpointer data)
{
    for (struct name *name = data, *next; name; name = next) {
        next = name->next;
        g_free(name->text);
        g_free(name);
    }
}

struct ssh_names *ssh_names_new(void)
{
    struct ssh_names *names = g_new0(struct ssh_names, 1);
    g_mutex_init(&names->mutex);
    names->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_chain);
    return names;
}

void ssh_names_free(struct ssh_names *names)
{
    if (!names)
        return;
    g_hash_table_unref(names->by_address);
    g_mutex_clear(&names->mutex);
    g_free(names);
}

void ssh_names_add(struct ssh_names *names, const char *name, struct address address, uint16_t port)
{
    char text[ADDRESS_TEXT_SIZE];
    struct name *added = g_new0(struct name, 1);
    added->text = g_strdup(name);
    added->port = port;
    address_format(address, text);
    g_mutex_lock(&names->mutex);
    struct name *last = g_hash_table_lookup(names->by_address, text);
    if (!last)
        g_hash_table_insert(names->by_address, g_strdup(text), added);
    while (last && last->next)
        last = last->next;
    if (last)
        last->next = added;
    g_mutex_unlock(&names->mutex);
}

char *ssh_names_find(struct ssh_names *names, struct address address, uint16_t port)
{
    char text[ADDRESS_TEXT_SIZE];
    const struct name *exact = NULL, *other = NULL;
    address_format(address, text);
    g_mutex_lock(&names->mutex);
    for (const struct name *name = g_hash_table_lookup(names->by_address, text); name; name = name->next) {
        if (!exact && (port == 0 || name->port == port))
            exact = name;
        if (!other && name->port == 0)
            other = name;
    }
    const struct name *found = exact ? exact : other;
    char *copy = found ? g_strdup(found->text) : NULL;
    g_mutex_unlock(&names->mutex);
    return copy;
}
