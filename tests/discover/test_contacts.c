/*
 * Whom a crawl contacts: this program's own connect, sendto and sendmsg stand before the C library's, so that
 * they see every socket of every library. Nothing leaves the loopback net, whatever the crawl does.
 */
#include "tests/support/crawl_run.h"

#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <cmocka.h>

static GMutex mutex;
static GHashTable *contacted; /* set of text: the addresses; NULL while nobody watches */

/* The simulator of the test only answers. */
static bool is_server(void)
{
    char name[16] = "";
    prctl(PR_GET_NAME, name);
    return strcmp(name, "server") == 0;
}

static struct address address_of(const struct sockaddr *to)
{
    struct address address = {0};
    if (to->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)to;
        address_from_bytes((struct bytes){(const uint8_t *)&v4->sin_addr, 4}, &address);
    } else if (to->sa_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)to;
        address_from_bytes((struct bytes){(const uint8_t *)&v6->sin6_addr, 16}, &address);
    }
    return address;
}

/* False for what would leave this machine. */
static bool note(const struct sockaddr *to)
{
    char text[ADDRESS_TEXT_SIZE];
    if (!to || is_server())
        return true;
    struct address address = address_of(to);
    if (address_is_absent(address))
        return to->sa_family == AF_UNIX || to->sa_family == AF_UNSPEC;
    g_mutex_lock(&mutex);
    if (contacted)
        g_hash_table_add(contacted, g_strdup(address_format(address, text)));
    g_mutex_unlock(&mutex);
    return address_is_loopback(address);
}

static int refuse(void)
{
    errno = ENETUNREACH;
    return -1;
}

#define NEXT(type, name) ((type)(uintptr_t)dlsym(RTLD_NEXT, name))

int connect(int descriptor, const struct sockaddr *to, socklen_t size)
{
    typedef int (*connect_fn)(int, const struct sockaddr *, socklen_t);
    return note(to) ? NEXT(connect_fn, "connect")(descriptor, to, size) : refuse();
}

ssize_t sendto(int descriptor, const void *data, size_t count, int flags, const struct sockaddr *to,
               socklen_t size)
{
    typedef ssize_t (*sendto_fn)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    return note(to) ? NEXT(sendto_fn, "sendto")(descriptor, data, count, flags, to, size) : refuse();
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags)
{
    typedef ssize_t (*sendmsg_fn)(int, const struct msghdr *, int);
    return note(message->msg_name) ? NEXT(sendmsg_fn, "sendmsg")(descriptor, message, flags) : refuse();
}

#define LLDP "1.0.8802.1.1.2.1.4."
#define OSPF "1.3.6.1.2.1.14.10.1."
#define BGP "1.3.6.1.2.1.15.3.1."
#define MEDIA "1.3.6.1.2.1.4.22.1.2."
#define ROUTE "1.3.6.1.2.1.4.21.1."

/* Every way in which a device can tell of an address, for one in scope, one excluded and one out of scope. */
static void write_talker(const char *folder)
{
    g_autoptr(GString) lines = g_string_new("1.3.6.1.2.1.1.1.0|4|a device\n1.3.6.1.2.1.1.5.0|4|a\n");
    const char *const spaces[] = {"10.5.0.", "10.66.0.", "203.0.113.", "127.66.0."};
    for (unsigned i = 0; i < G_N_ELEMENTS(spaces); i++) {
        const char *space = spaces[i];
        unsigned row = i + 1;
        g_string_append_printf(lines, LLDP "1.1.4.0.%u.1|2|7\n", row);
        g_string_append_printf(lines, LLDP "1.1.5.0.%u.1|4|chassis %u\n", row, row);
        g_string_append_printf(lines, LLDP "2.1.3.0.%u.1.1.4.%s1|2|1\n", row, space);
        g_string_append_printf(lines, OSPF "1.%s2.0|64|%s2\n", space, space);
        g_string_append_printf(lines, OSPF "3.%s2.0|64|192.0.2.%u\n", space, row);
        g_string_append_printf(lines, OSPF "6.%s2.0|2|8\n", space);
        g_string_append_printf(lines, BGP "1.%s3|64|192.0.2.%u\n", space, 10 + row);
        g_string_append_printf(lines, BGP "2.%s3|2|6\n", space);
        g_string_append_printf(lines, BGP "7.%s3|64|%s3\n", space, space);
        g_string_append_printf(lines, ROUTE "2.198.51.%u.0|2|1\n", row);
        g_string_append_printf(lines, ROUTE "7.198.51.%u.0|64|%s5\n", row, space);
        g_string_append_printf(lines, MEDIA "1.%s4|4x|0200000002%02x\n", space, row);
    }
    g_autofree char *file = g_build_filename(folder, "a.snmprec", NULL);
    assert_true(g_file_set_contents(file, lines->str, -1, NULL));
}

static void add_ssh(struct crawl_run *run)
{
    struct credential *ssh = credential_new("shell");
    ssh->protocol = CREDENTIAL_SSH;
    ssh->user = g_strdup("monitor");
    ssh->password = g_strdup("something");
    g_ptr_array_add(run->credentials->items, ssh);
    run->options.asks_all_ways = true;
    run->options.ssh = (struct ssh_settings){.config = "/dev/null", .known_hosts = "/dev/null", .port = 9};
}

/* Crawls the device, with ARP and a sweep, by two communities and SSH; the addresses that were contacted. */
static GHashTable *crawl_talker(const char *exclusion)
{
    static const char *const sweeps[] = {"10.5.0.8/30", "10.66.0.8/30", NULL};
    struct served server;
    struct crawl_run run;
    char *folder = make_folder();
    write_talker(folder);
    write_manifest(folder, "10.0.0.1 a.snmprec\n");
    serve_start(&server, folder);
    crawl_run_init(&run);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    crawl_run_community(&run, "other");
    add_ssh(&run);
    if (exclusion)
        assert_true(scope_exclude(run.scope, exclusion, NULL));
    run.options.timeout_ms = 50;
    run.options.retries = 0;
    run.options.from_arp = run.options.limits.reads_routes = true;
    run.options.sweeps = sweeps;
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_mutex_lock(&mutex);
    contacted = seen;
    g_mutex_unlock(&mutex);
    crawl_run_go(&run, (const char *const[]){"10.0.0.1", "10.66.0.20"}, 2);
    g_mutex_lock(&mutex);
    contacted = NULL;
    g_mutex_unlock(&mutex);
    serve_stop(&server);
    crawl_run_clear(&run);
    return seen;
}

/* Prefixes in which something was contacted; the others are told. */
static void assert_only(GHashTable *seen, const char *const *prefixes)
{
    GHashTableIter iterator;
    gpointer address;
    g_hash_table_iter_init(&iterator, seen);
    while (g_hash_table_iter_next(&iterator, &address, NULL)) {
        bool is_expected = false;
        for (size_t i = 0; prefixes[i] && !is_expected; i++)
            is_expected = g_str_has_prefix(address, prefixes[i]);
        if (!is_expected)
            fail_msg("%s was contacted", (const char *)address);
    }
}

static void assert_contacted(GHashTable *seen, const char *const *addresses)
{
    for (; *addresses; addresses++)
        if (!g_hash_table_contains(seen, *addresses))
            fail_msg("%s was not contacted", *addresses);
}

static void nobody_out_of_scope_is_contacted(void **state)
{
    (void)state;
    g_autoptr(GHashTable) seen = crawl_talker("10.66.0.0/16");
    assert_only(seen, (const char *const[]){"127.0.0.1", "127.5.0.", NULL});
    assert_contacted(seen, (const char *const[]){"127.0.0.1", "127.5.0.1", "127.5.0.2", "127.5.0.3",
                                                 "127.5.0.4", "127.5.0.5", "127.5.0.9", "127.5.0.10", NULL});
}

/* Without the exclusion the same addresses are contacted: the watch would have seen it. */
static void the_watch_sees_what_is_in_scope(void **state)
{
    (void)state;
    g_autoptr(GHashTable) seen = crawl_talker(NULL);
    assert_only(seen, (const char *const[]){"127.0.0.1", "127.5.0.", "127.66.0.", NULL});
    assert_contacted(seen, (const char *const[]){"127.66.0.1", "127.66.0.2", "127.66.0.3", "127.66.0.4",
                                                 "127.66.0.5", "127.66.0.9", "127.66.0.20", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_out_of_scope_is_contacted),
        cmocka_unit_test(the_watch_sees_what_is_in_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
