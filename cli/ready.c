#include "cli/ready.h"

#include "graph/large_pages.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_STATIC_ASSERT(sizeof((struct inventory_stamp *)NULL)->octets == TOPOLOGY_STAMP_SIZE);

#define SUFFIX "-topology"

/* NULL for what is no file. Caller frees. */
static char *file_of(const char *db)
{
    const char *file = inventory_file(db);
    return file == NULL ? NULL : g_canonicalize_filename(file, NULL);
}

static char *path_beside(const char *file)
{
    return g_strconcat(file, SUFFIX, NULL);
}

static char *path_in_cache(const char *file)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, file, -1);
    g_autofree char *name = g_strconcat(digest, SUFFIX, NULL);
    return g_build_filename(g_get_user_cache_dir(), "wiremap", name, NULL);
}

/* Whoever else can put files beside the inventory must not be able to tell its users lies. */
static bool is_of_the_owner(const struct stat *status, const char *file)
{
    struct stat inventory;
    return S_ISREG(status->st_mode) && stat(file, &inventory) == 0 &&
           (status->st_uid == geteuid() || status->st_uid == 0 || status->st_uid == inventory.st_uid);
}

static bool read_all(int descriptor, uint8_t *octets, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t got = pread(descriptor, octets + at, size - at, (off_t)at);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* Read, not mapped: a file that somebody cuts while it is mapped ends the process. What does not begin as it
 * should is not read at all. */
static GBytes *read_open(int descriptor, const char *file, const struct inventory_stamp *stamp)
{
    uint8_t start[TOPOLOGY_IMAGE_START];
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !is_of_the_owner(&status, file) ||
        !read_all(descriptor, start, sizeof start) ||
        topology_image_size(start, stamp->octets) != (uint64_t)status.st_size)
        return NULL;
    size_t size = (size_t)status.st_size;
    uint8_t *octets = g_try_malloc(size);
    if (octets != NULL)
        large_pages_use(octets, size);
    if (octets != NULL && read_all(descriptor, octets, size))
        return g_bytes_new_take(octets, size);
    g_free(octets);
    return NULL;
}

static GBytes *read_file(const char *path, const char *file, const struct inventory_stamp *stamp)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return NULL;
    GBytes *image = read_open(descriptor, file, stamp);
    close(descriptor);
    return image;
}

static struct topology *read_topology(const char *path, const char *file, const struct inventory_stamp *stamp)
{
    g_autoptr(GBytes) image = read_file(path, file, stamp);
    return image == NULL ? NULL : topology_image_read(image, stamp->octets);
}

struct topology *ready_read(const char *db, const struct inventory_stamp *stamp)
{
    g_autofree char *file = file_of(db);
    if (file == NULL)
        return NULL;
    g_autofree char *beside = path_beside(file), *in_cache = path_in_cache(file);
    struct topology *topology = read_topology(beside, file, stamp);
    return topology != NULL ? topology : read_topology(in_cache, file, stamp);
}

static bool write_all(int descriptor, GBytes *image)
{
    size_t size, at = 0;
    const uint8_t *octets = g_bytes_get_data(image, &size);
    while (at < size) {
        ssize_t written = write(descriptor, octets + at, size - at);
        if (written < 0 && errno != EINTR)
            return false;
        at += written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* Whoever may read the inventory may read this, and nobody else. A file that is lost in a power failure is as
 * good as none, so nothing waits for the disk. */
static bool write_like(int descriptor, const char *file, GBytes *image)
{
    struct stat inventory;
    if (stat(file, &inventory) != 0 || !write_all(descriptor, image))
        return false;
    if (geteuid() == 0 && fchown(descriptor, inventory.st_uid, inventory.st_gid) != 0)
        return false;
    return fchmod(descriptor, inventory.st_mode & 0666) == 0;
}

static bool write_file(const char *path, const char *file, GBytes *image)
{
    g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    bool is_written = write_like(descriptor, file, image);
    is_written = close(descriptor) == 0 && is_written && g_rename(temporary, path) == 0;
    if (!is_written)
        g_unlink(temporary);
    return is_written;
}

void ready_write(const char *db, GBytes *image)
{
    g_autofree char *file = file_of(db);
    if (file == NULL)
        return;
    g_autofree char *beside = path_beside(file), *in_cache = path_in_cache(file);
    if (write_file(beside, file, image))
        return;
    g_autofree char *folder = g_path_get_dirname(in_cache);
    if (g_mkdir_with_parents(folder, 0700) == 0)
        write_file(in_cache, file, image);
}
