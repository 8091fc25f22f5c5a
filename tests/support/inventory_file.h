/*
 * The file of an inventory in a folder of its own, for tests of the states in which it can be found.
 */
#ifndef TESTS_SUPPORT_INVENTORY_FILE_H
#define TESTS_SUPPORT_INVENTORY_FILE_H

#include "inventory/inventory.h"

#define BATCH 10

struct place {
    char *folder;
    char *file;
};

int make_place(void **state);
int remove_place(void **state);

struct inventory *open_sound(const char *file, enum inventory_mode mode);
struct observation *build_numbered(int number);

/* Adds observations from number first on in one transaction. */
bool add_batch(struct inventory *inventory, int64_t run, int first, GError **error);
/* In a run of their own. */
void add_batches(struct inventory *inventory, int batches);
void make_inventory(const struct place *place, int batches);

/* How many observations an inventory has; -1 and the error when it cannot be read. */
int count_present(const char *file, GError **error);
void assert_present(const struct place *place, int expected);

void change_file(const struct place *place, const char *sql);

/* Opening it fails with that reason behind the name of the file. */
void assert_refused(const struct place *place, enum inventory_mode mode, GQuark domain, int code,
                    const char *reason);
void assert_foreign(const struct place *place, enum inventory_mode mode, const char *reason);

/* Runs a check in a process of its own, of a user who may not do everything. */
void assert_as_nobody(int (*check)(const struct place *place), const struct place *place);

/* A test that has a place. */
#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

#endif
