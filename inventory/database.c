/*
 * While somebody writes, the file is in WAL mode, so that readers see a consistent state and nobody waits for
 * them. At rest it is in rollback mode: SQLite reads a file in WAL mode only with two more files beside it,
 * and makes them when they are missing.
 */
#include "inventory/database.h"

#include "inventory/inventory_schema.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 3000

/* https://www.sqlite.org/fileformat.html 1.3 */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_WRITE_VERSION 18
#define HEADER_READ_VERSION 19 /* 2: WAL */
#define HEADER_CHANGE_COUNTER 24
#define HEADER_PAGE_COUNT 28
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION_ID 68

#define IN_MEMORY ":memory:"

/* Blocks are found by their digests, which is all over the file: 16 MiB of its pages are kept. */
#define MANY_PAGES "PRAGMA cache_size = -16384"
/* Pages that many transactions change are written to the file once. */
#define LONG_WAL "PRAGMA wal_autocheckpoint = 4096"

struct database {
    sqlite3 *handle;
    char *name; /* as the user calls the file */
    enum inventory_mode mode;
};

struct query {
    struct database *database;
    sqlite3_stmt *statement;
};

/* What a look at the file tells before it is opened. */
struct file_state {
    bool empty; /* or missing */
    bool wal;
};

static bool fail_errno(const char *name, int system_error, GError **error)
{
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(system_error), "%s: %s", name,
                g_strerror(system_error));
    return false;
}

/* A quota or a limit on file sizes ends a file like a full disk, but is only another I/O error to SQLite, and
 * sqlite3_system_errno has forgotten it by the time the transaction has been rolled back. */
static bool is_no_space(sqlite3 *handle)
{
    int in_file = 0, in_journal = 0;
    sqlite3_file *journal = NULL;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &in_file);
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
    if (journal != NULL && journal->pMethods != NULL)
        journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &in_journal);
    return in_file == EDQUOT || in_file == EFBIG || in_journal == EDQUOT || in_journal == EFBIG;
}

static bool fail(struct database *database, GError **error)
{
    sqlite3 *handle = database->handle;
    int code = sqlite3_errcode(handle) & 0xff, system_error = sqlite3_system_errno(handle);
    const char *name = database->name, *message = sqlite3_errmsg(handle);
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && (system_error == ENOSPC || is_no_space(handle))))
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FULL, "%s: no space left", name);
    else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_BUSY, "%s: another process is writing to it",
                    name);
    else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR)
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "%s: damaged: %s", name, message);
    else if (sqlite3_extended_errcode(handle) == SQLITE_READONLY_ROLLBACK)
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_STORAGE,
                    "%s: its last writer was interrupted; the next one repairs it", name);
    else if (code == SQLITE_CANTOPEN && system_error != 0)
        fail_errno(name, system_error, error);
    else
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_STORAGE, "%s: %s", name, message);
    return false;
}

void database_set_damaged(const struct database *database, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "%s: damaged: %s", database->name, what);
    g_free(what);
}

static bool fail_foreign(const char *name, const char *why, GError **error)
{
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "%s: not an inventory of wiremap: %s", name,
                why);
    return false;
}

static uint32_t get_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool check_identity(const char *name, uint32_t application_id, uint32_t version, GError **error)
{
    if (application_id != INVENTORY_APPLICATION_ID)
        return fail_foreign(name, "a SQLite file of another program", error);
    if (version > INVENTORY_SCHEMA_VERSION) {
        g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_NEWER,
                    "%s: written by a newer wiremap (schema %u, this one knows %d)", name, version,
                    INVENTORY_SCHEMA_VERSION);
        return false;
    }
    return version > 0 || fail_foreign(name, "it has no schema version", error);
}

static bool check_header(const char *name, int descriptor, enum inventory_mode mode, struct file_state *state,
                         GError **error)
{
    uint8_t header[HEADER_SIZE];
    ssize_t size = pread(descriptor, header, sizeof header, 0);
    if (size < 0)
        return fail_errno(name, errno, error);
    state->empty = size == 0;
    if (state->empty)
        return mode == INVENTORY_WRITE || fail_foreign(name, "the file is empty", error);
    if (size < HEADER_SIZE || memcmp(header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
        return fail_foreign(name, "not a SQLite file", error);
    state->wal = header[HEADER_READ_VERSION] == 2;
    return check_identity(name, get_u32(header + HEADER_APPLICATION_ID),
                          get_u32(header + HEADER_USER_VERSION), error);
}

/* SQLite would only say "file is not a database" to most of this, and would make a database of an empty
 * file. */
static bool check_file(const char *name, enum inventory_mode mode, struct file_state *state, GError **error)
{
    GStatBuf status;
    if (g_stat(name, &status) != 0) {
        state->empty = true;
        if (errno != ENOENT)
            return fail_errno(name, errno, error);
        if (mode == INVENTORY_READ)
            g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_MISSING, "%s: there is no such inventory",
                        name);
        return mode == INVENTORY_WRITE;
    }
    if (!S_ISREG(status.st_mode))
        return fail_foreign(name, S_ISDIR(status.st_mode) ? "a directory" : "not a regular file", error);
    int descriptor = g_open(name, O_RDONLY | O_CLOEXEC, 0);
    if (descriptor < 0)
        return fail_errno(name, errno, error);
    bool sound = check_header(name, descriptor, mode, state, error);
    close(descriptor);
    return sound;
}

static bool has_content(const char *path, const char *suffix)
{
    char *beside = g_strconcat(path, suffix, NULL);
    GStatBuf status;
    bool has = g_stat(beside, &status) == 0 && status.st_size > 0;
    g_free(beside);
    return has;
}

/* How a file must be opened so that reading it makes no file beside it. In WAL mode without a WAL, nobody
 * writes and all is in the file. With a WAL but without the index to it, a copy was made of the two, and the
 * index must be built in memory, which SQLite does where it locks nothing. */
static const char *reading_parameters(const char *path, const struct file_state *state, bool *index_in_memory)
{
    bool has_wal = has_content(path, "-wal");
    *index_in_memory = state->wal && has_wal && !has_content(path, "-shm");
    if (*index_in_memory)
        return "?mode=ro&vfs=unix-none";
    return state->wal && !has_wal ? "?mode=ro&immutable=1" : "?mode=ro";
}

static bool is_in_memory(const char *name)
{
    return strcmp(name, IN_MEMORY) == 0;
}

static bool connect_file(struct database *database, const struct file_state *state, GError **error)
{
    if (is_in_memory(database->name))
        return sqlite3_open(IN_MEMORY, &database->handle) == SQLITE_OK || fail(database, error);
    char *path = g_canonicalize_filename(database->name, NULL);
    char *escaped = g_uri_escape_string(path, "/", FALSE);
    bool index_in_memory = false;
    const char *parameters = "?mode=rwc";
    if (database->mode == INVENTORY_READ)
        parameters = reading_parameters(path, state, &index_in_memory);
    char *uri = g_strconcat("file://", escaped, parameters, NULL);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    bool sound = sqlite3_open_v2(uri, &database->handle, flags, NULL) == SQLITE_OK || fail(database, error);
    if (sound && database->mode == INVENTORY_WRITE && sqlite3_db_readonly(database->handle, "main") != 0)
        sound = fail_errno(database->name, EACCES, error);
    if (sound && index_in_memory) {
        sqlite3_db_config(database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sound = database_run(database, "PRAGMA locking_mode = EXCLUSIVE", error);
    }
    g_free(uri);
    g_free(escaped);
    g_free(path);
    return sound;
}

static void distrust_content(struct database *database)
{
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

static bool read_pragma(struct database *database, const char *sql, uint32_t *value, GError **error)
{
    struct query *query = query_new(database, sql, error);
    bool found = false;
    bool sound = query != NULL && query_next(query, &found, error);
    *value = found ? (uint32_t)query_integer(query, 0) : 0;
    query_free(query);
    return sound;
}

/* Another process may have made the tables since the look at the file. */
static bool make_tables(struct database *database, GError **error)
{
    uint32_t application_id = 0;
    if (!database_begin(database, true, error))
        return false;
    bool sound = read_pragma(database, "PRAGMA application_id", &application_id, error);
    if (sound && application_id != INVENTORY_APPLICATION_ID) {
        char *identity = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                         INVENTORY_APPLICATION_ID, INVENTORY_SCHEMA_VERSION);
        sound = database_run(database, inventory_schema, error) && database_run(database, identity, error);
        g_free(identity);
    }
    if (sound && database_commit(database, error))
        return true;
    database_rollback(database);
    return false;
}

/* A file that had content when it was looked at may be empty now: who was killed while making it has left a
 * journal, by which SQLite has taken that back. */
static bool prepare_tables(struct database *database, const struct file_state *state, GError **error)
{
    uint32_t application_id = 0;
    if (!state->empty && !read_pragma(database, "PRAGMA application_id", &application_id, error))
        return false;
    return application_id == INVENTORY_APPLICATION_ID || make_tables(database, error);
}

/* A file system that cannot do WAL, or a reader at this very moment, is no reason not to write. */
static bool prepare_writing(struct database *database, const struct file_state *state, GError **error)
{
    if (!prepare_tables(database, state, error))
        return false;
    sqlite3_exec(database->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    return database_run(database, "PRAGMA synchronous = NORMAL; " MANY_PAGES "; " LONG_WAL, error);
}

struct database *database_open(const char *name, enum inventory_mode mode, GError **error)
{
    struct file_state state = {.empty = is_in_memory(name)};
    if (!state.empty && !check_file(name, mode, &state, error))
        return NULL;
    struct database *database = g_new0(struct database, 1);
    database->name = g_strdup(name);
    database->mode = mode;
    bool sound = connect_file(database, &state, error);
    if (sound) {
        distrust_content(database);
        sqlite3_busy_timeout(database->handle, BUSY_MILLISECONDS);
    }
    if (sound && (mode == INVENTORY_READ || prepare_writing(database, &state, error)))
        return database;
    database_close(database);
    return NULL;
}

/* While others have the file open the last writer of them does it. */
bool database_settle(struct database *database)
{
    sqlite3_busy_timeout(database->handle, 0);
    return sqlite3_exec(database->handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;
}

bool database_read_version(struct database *database, uint32_t *out, GError **error)
{
    return read_pragma(database, "PRAGMA data_version", out, error);
}

void database_close(struct database *database)
{
    if (database == NULL)
        return;
    if (database->handle != NULL && database->mode == INVENTORY_WRITE)
        database_settle(database);
    sqlite3_close(database->handle);
    g_free(database->name);
    g_free(database);
}

bool database_run(struct database *database, const char *sql, GError **error)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail(database, error);
}

bool database_begin(struct database *database, bool write, GError **error)
{
    return database_run(database, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

bool database_commit(struct database *database, GError **error)
{
    if (database_run(database, "COMMIT", error))
        return true;
    database_rollback(database);
    return false;
}

void database_rollback(struct database *database)
{
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

int64_t database_last_id(struct database *database)
{
    return sqlite3_last_insert_rowid(database->handle);
}

/* Through SQLite's own descriptor: to close another one would give up the locks of all of them. */
static bool read_header(const struct database *database, uint8_t header[HEADER_SIZE])
{
    sqlite3_file *file = NULL;
    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file != NULL && file->pMethods != NULL &&
           file->pMethods->xRead(file, header, HEADER_SIZE, 0) == SQLITE_OK;
}

/* A writer counts in the header only what goes to the file itself, not what is still in a WAL. */
bool database_read_state(const struct database *database, struct database_state *out)
{
    uint8_t header[HEADER_SIZE];
    GStatBuf status;
    if (is_in_memory(database->name) || has_content(database->name, "-wal") ||
        has_content(database->name, "-journal") || g_stat(database->name, &status) != 0 ||
        !read_header(database, header))
        return false;
    *out = (struct database_state){
        .change_counter = get_u32(header + HEADER_CHANGE_COUNTER),
        .page_count = get_u32(header + HEADER_PAGE_COUNT),
        .modified_at =
            (int64_t)status.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) + status.st_mtim.tv_nsec,
    };
    return header[HEADER_WRITE_VERSION] == 1 && header[HEADER_READ_VERSION] == 1;
}

struct query *query_new(struct database *database, const char *sql, GError **error)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
        fail(database, error);
        return NULL;
    }
    struct query *query = g_new(struct query, 1);
    *query = (struct query){database, statement};
    return query;
}

void query_free(struct query *query)
{
    if (query == NULL)
        return;
    sqlite3_finalize(query->statement);
    g_free(query);
}

void query_bind_integer(struct query *query, int parameter, int64_t value)
{
    sqlite3_bind_int64(query->statement, parameter + 1, value);
}

void query_bind_text(struct query *query, int parameter, const char *text)
{
    sqlite3_bind_text(query->statement, parameter + 1, text, -1, SQLITE_STATIC);
}

void query_bind_bytes(struct query *query, int parameter, struct bytes bytes)
{
    sqlite3_bind_blob64(query->statement, parameter + 1, bytes.data, bytes.size, SQLITE_STATIC);
}

bool query_next(struct query *query, bool *found, GError **error)
{
    int code = sqlite3_step(query->statement);
    *found = code == SQLITE_ROW;
    if (*found)
        return true;
    if (code != SQLITE_DONE)
        fail(query->database, error);
    query_reset(query);
    return code == SQLITE_DONE;
}

bool query_run(struct query *query, GError **error)
{
    bool found;
    bool sound = query_next(query, &found, error);
    if (found)
        query_reset(query);
    return sound;
}

void query_reset(struct query *query)
{
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
}

int64_t query_integer(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

const char *query_text(struct query *query, int column)
{
    return (const char *)sqlite3_column_text(query->statement, column);
}

struct bytes query_bytes(struct query *query, int column)
{
    const uint8_t *data = sqlite3_column_blob(query->statement, column);
    return (struct bytes){data, (size_t)sqlite3_column_bytes(query->statement, column)};
}
