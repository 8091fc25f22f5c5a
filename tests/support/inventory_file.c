#include "tests/support/inventory_file.h"

#include "tests/support/build.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define NOBODY 65534

int make_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "inventory.db", NULL);
    g_chmod(place->folder, 0755);
    *state = place;
    return 0;
}

int remove_place(void **state)
{
    struct place *place = *state;
    g_chmod(place->folder, 0755);
    GDir *folder = g_dir_open(place->folder, 0, NULL);
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder)) {
        char *path = g_build_filename(place->folder, name, NULL);
        g_remove(path);
        g_free(path);
    }
    g_dir_close(folder);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

struct inventory *open_sound(const char *file, enum inventory_mode mode)
{
    GError *error = NULL;
    struct inventory *inventory = inventory_open(file, mode, &error);
    if (inventory == NULL)
        fail_msg("%s", error->message);
    return inventory;
}

struct observation *build_numbered(int number)
{
    char address[32];
    g_snprintf(address, sizeof address, "10.0.%d.%d", number / 256, number % 256);
    struct observation *observation = build_observation(address, address);
    build_interfaces(observation, "eth", (uint32_t)number, (uint32_t)number + 20);
    return observation;
}

bool add_batch(struct inventory *inventory, int64_t run, int first, GError **error)
{
    struct observation *batch[BATCH];
    for (int i = 0; i < BATCH; i++)
        batch[i] = build_numbered(first + i);
    bool added = inventory_add(inventory, run, batch, BATCH, error);
    for (int i = 0; i < BATCH; i++)
        observation_free(batch[i]);
    return added;
}

void add_batches(struct inventory *inventory, int batches)
{
    int64_t run;
    assert_true(inventory_begin_run(inventory, "discover", "10.0.0.1", &run, NULL));
    for (int i = 0; i < batches; i++)
        assert_true(add_batch(inventory, run, i * BATCH, NULL));
}

void make_inventory(const struct place *place, int batches)
{
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    add_batches(inventory, batches);
    inventory_close(inventory);
}

int count_present(const char *file, GError **error)
{
    struct observation_list list;
    struct inventory *inventory = inventory_open(file, INVENTORY_READ, error);
    int count = -1;
    if (inventory != NULL && inventory_load_present(inventory, 0, ALL_RECORDS, &list, error)) {
        count = (int)list.count;
        observation_list_clear(&list);
    }
    inventory_close(inventory);
    return count;
}

void assert_present(const struct place *place, int expected)
{
    GError *error = NULL;
    int count = count_present(place->file, &error);
    if (count < 0)
        fail_msg("%s", error->message);
    assert_int_equal(count, expected);
}

void change_file(const struct place *place, const char *sql)
{
    sqlite3 *handle;
    char *message = NULL;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(handle);
}

void assert_refused(const struct place *place, enum inventory_mode mode, GQuark domain, int code,
                    const char *reason)
{
    GError *error = NULL;
    assert_null(inventory_open(place->file, mode, &error));
    char *expected = g_strconcat(place->file, ": ", reason, NULL);
    assert_string_equal(error->message, expected);
    assert_true(g_error_matches(error, domain, code));
    g_free(expected);
    g_clear_error(&error);
}

void assert_foreign(const struct place *place, enum inventory_mode mode, const char *reason)
{
    char *whole = g_strconcat("not an inventory of wiremap: ", reason, NULL);
    assert_refused(place, mode, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, whole);
    g_free(whole);
}

void assert_as_nobody(int (*check)(const struct place *place), const struct place *place)
{
    enum { UNREACHABLE = 97, NO_CHANGE = 98 };
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(NO_CHANGE);
        _exit(access(place->folder, X_OK) != 0 ? UNREACHABLE : check(place));
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == UNREACHABLE)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}
