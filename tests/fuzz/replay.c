/* Runs a fuzz target on files and folders of files, without a fuzzer: the seeds as a regression test. Prints
 * TAP. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int tests;

static void replay_file(const char *path)
{
    char *data;
    gsize size;
    if (!g_file_get_contents(path, &data, &size, NULL)) {
        printf("not ok %d - %s cannot be read\n", ++tests, path);
        return;
    }
    /* An exact copy on the heap, so that a read past its end is seen by the sanitizers. */
    uint8_t *copy = g_memdup2(data, size);
    LLVMFuzzerTestOneInput(copy, size);
    g_free(copy);
    g_free(data);
    printf("ok %d - %s\n", ++tests, path);
    fflush(stdout);
}

static void replay_path(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    if (folder == NULL) {
        replay_file(path);
        return;
    }
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder)) {
        char *child = g_build_filename(path, name, NULL);
        replay_file(child);
        g_free(child);
    }
    g_dir_close(folder);
}

int main(int argc, char **argv)
{
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        replay_path(argv[i]);
    printf("1..%d\n", tests);
    return tests > 0 ? 0 : 1;
}
