/*
 * How fast the simulator answers: bench_simulate [DEVICES]. A made-up campus is served by a child process and
 * asked over loopback by this one. Prints the rates per second of wall clock and of the child's processor
 * time, what it takes to start, and the child's memory.
 */
#include "discover/simulate_udp.h"
#include "tests/support/message.h"
#include "tests/support/network.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define REQUESTS 400000
#define BATCH 64
#define WINDOW 512
#define FLOOR 100000.0 /* GETs a second that the simulator is to answer */

struct run {
    int descriptor;
    const struct network *network;
    uint16_t port;
    GByteArray *packet;
    uint64_t sent, received, octets, lost;
};

/* The child: tells the port through the pipe, serves until it is killed. */
static void serve(const char *folder, int tell)
{
    static const char *const communities[] = {"public", NULL};
    struct via_map *map = via_map_new();
    uv_loop_t loop;
    GError *error = NULL;
    struct recording *recording = recording_open(folder, &error);
    if (!recording || !via_map_add(map, "10.0.0.0/8=127.0.0.0/8", &error))
        g_error("%s", error->message);
    struct simulator_options options = {.map = map, .communities = communities, .max_message = 1472};
    struct simulator *simulator = simulator_new(recording, &options, &error);
    if (!simulator)
        g_error("%s", error->message);
    uv_loop_init(&loop);
    struct simulator_server *server = simulator_server_start(&loop, simulator, 0, &error);
    if (!server)
        g_error("%s", error->message);
    uint16_t port = simulator_server_port(server);
    if (write(tell, &port, sizeof port) == sizeof port)
        uv_run(&loop, UV_RUN_DEFAULT);
    _exit(0);
}

static double now(void)
{
    return (double)g_get_monotonic_time() / 1e6;
}

static unsigned send_batch(struct run *run)
{
    struct mmsghdr messages[BATCH];
    struct sockaddr_in peers[BATCH];
    struct iovec iovec = {run->packet->data, run->packet->len};
    unsigned count = (unsigned)MIN(BATCH, REQUESTS - run->sent);
    for (unsigned i = 0; i < count; i++) {
        uint32_t device = (uint32_t)((run->sent + i) * 7919 % run->network->devices->len);
        const struct address *address =
            &g_array_index(run->network->devices, struct network_device, device).address;
        peers[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(run->port)};
        memcpy(&peers[i].sin_addr, address->octets, 4);
        ((uint8_t *)&peers[i].sin_addr)[0] = 127;
        messages[i] = (struct mmsghdr){
            .msg_hdr = {
                .msg_name = &peers[i], .msg_namelen = sizeof peers[i], .msg_iov = &iovec, .msg_iovlen = 1}};
    }
    int sent = sendmmsg(run->descriptor, messages, count, 0);
    return sent > 0 ? (unsigned)sent : 0;
}

static unsigned receive_batch(struct run *run)
{
    static uint8_t buffers[BATCH][2048];
    struct mmsghdr messages[BATCH];
    struct iovec iovecs[BATCH];
    for (unsigned i = 0; i < BATCH; i++) {
        iovecs[i] = (struct iovec){buffers[i], sizeof buffers[i]};
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &iovecs[i], .msg_iovlen = 1}};
    }
    int count = recvmmsg(run->descriptor, messages, BATCH, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++)
        run->octets += messages[i].msg_len;
    return count > 0 ? (unsigned)count : 0;
}

/* Keeps WINDOW requests in flight; what has not come back after a silence of a second is counted as lost. */
static void exchange(struct run *run)
{
    while (run->received + run->lost < REQUESTS) {
        while (run->sent < REQUESTS && run->sent - run->received - run->lost + BATCH <= WINDOW)
            run->sent += send_batch(run);
        unsigned received = receive_batch(run);
        run->received += received;
        struct pollfd waiting = {run->descriptor, POLLIN, 0};
        if (received == 0 && poll(&waiting, 1, 1000) == 0)
            run->lost = run->sent - run->received;
    }
}

static double processor_seconds(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);
    g_autofree char *text = NULL;
    unsigned long user = 0, system = 0;
    if (g_file_get_contents(path, &text, NULL, NULL)) {
        g_auto(GStrv) words = g_strsplit(strrchr(text, ')'), " ", 15);
        user = strtoul(words[12], NULL, 10);
        system = strtoul(words[13], NULL, 10);
    }
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static void measure(const char *what, struct run run, pid_t child, double floor)
{
    double started = now(), used = processor_seconds(child);
    int size = 8 << 20;
    run.descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    (void)setsockopt(run.descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    exchange(&run);
    close(run.descriptor);
    double seconds = now() - started, cpu = processor_seconds(child) - used;
    printf("%-28s %9.0f /s   %9.0f per processor second", what, (double)run.received / seconds,
           (double)run.received / cpu);
    if (floor > 0)
        printf(" (%.1fx of %.0f)", (double)run.received / cpu / floor, floor);
    printf("   %.0f octets each, %" G_GUINT64_FORMAT " lost\n", (double)run.octets / (double)run.received,
           run.lost);
}

static void measure_all(const struct network *network, uint16_t port, pid_t child)
{
    const struct oid sys_name = OID(1, 3, 6, 1, 2, 1, 1, 5, 0);
    const struct oid columns[] = {OID(1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1),
                                  OID(1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 15),
                                  OID(1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 18)};
    struct message get = {WIRE_V2C, "public", WIRE_GET, 1, 0, 0, &sys_name, 1};
    struct message bulk = {WIRE_V2C, "public", WIRE_GETBULK, 1, 0, 100, columns, 3};
    g_autoptr(GByteArray) get_packet = message_write(&get);
    g_autoptr(GByteArray) bulk_packet = message_write(&bulk);
    measure("Get of sysName", (struct run){.network = network, .port = port, .packet = get_packet}, child,
            FLOOR);
    measure("GetBulk of three columns", (struct run){.network = network, .port = port, .packet = bulk_packet},
            child, 0);
}

static void print_memory(pid_t child)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)child);
    g_autofree char *text = NULL;
    const char *line;
    if (g_file_get_contents(path, &text, NULL, NULL) && (line = strstr(text, "VmHWM:")))
        printf("%-28s %9.0f MiB\n", "memory, at most", g_ascii_strtod(line + 6, NULL) / 1024);
}

static void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

static bool bench(const struct network *network, const char *folder)
{
    int ends[2];
    uint16_t port;
    double started = now();
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        serve(folder, ends[1]);
    close(ends[1]);
    bool ready = child > 0 && read(ends[0], &port, sizeof port) == sizeof port;
    close(ends[0]);
    if (ready) {
        printf("%-28s %9.2f s\n", "until it is ready", now() - started);
        fflush(stdout);
        measure_all(network, port, child);
        print_memory(child);
    }
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return ready;
}

int main(int argc, char **argv)
{
    guint64 devices = 1000;
    GError *error = NULL;
    if (argc > 1 && !g_ascii_string_to_unsigned(argv[1], 10, 4, 100000, &devices, NULL))
        return 2;
    struct network *network = network_campus((uint32_t)devices, 1);
    g_autofree char *folder = g_dir_make_tmp("wiremap-bench-XXXXXX", &error);
    bool done = folder && network_write(network, folder, &error);
    if (done) {
        printf("simulate, a campus of %u devices:\n", network->devices->len);
        fflush(stdout);
        done = bench(network, folder);
    } else {
        fprintf(stderr, "%s\n", error->message);
    }
    if (folder)
        remove_folder(folder);
    network_free(network);
    return done ? 0 : 3;
}
