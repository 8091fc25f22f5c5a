#include "tests/support/snmpd.h"

#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct snmpd {
    GPid pid;
    uint16_t port;
    char *folder;
};

static char *find_snmpd(void)
{
    char *path = g_find_program_in_path("snmpd");
    if (!path && g_file_test("/usr/sbin/snmpd", G_FILE_TEST_IS_EXECUTABLE))
        path = g_strdup("/usr/sbin/snmpd");
    return path;
}

bool snmpd_is_there(void)
{
    g_autofree char *path = find_snmpd();
    return path;
}

static struct sockaddr_in loopback(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

uint16_t free_udp_port(void)
{
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(fd, (struct sockaddr *)&address, size) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        g_error("no free UDP port");
    close(fd);
    return ntohs(address.sin_port);
}

/* An SNMPv3 message of discovery is answered by every snmpd, whatever its communities. */
static bool answers(uint16_t port)
{
    static const uint8_t discovery[] = {
        0x30, 0x38, 0x02, 0x01, 0x03, 0x30, 0x0e, 0x02, 0x01, 0x01, 0x02, 0x03, 0x00, 0xff, 0xe3,
        0x04, 0x01, 0x04, 0x02, 0x01, 0x03, 0x04, 0x10, 0x30, 0x0e, 0x04, 0x00, 0x02, 0x01, 0x00,
        0x02, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00, 0x04, 0x00, 0x30, 0x11, 0x04, 0x00, 0x04, 0x00,
        0xa0, 0x0b, 0x02, 0x01, 0x01, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x30, 0x00};
    struct sockaddr_in to = loopback(port);
    uint8_t reply[512];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    bool answered = connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
                    send(fd, discovery, sizeof discovery, 0) == (ssize_t)sizeof discovery &&
                    poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 50) == 1 &&
                    recv(fd, reply, sizeof reply, 0) > 0;
    close(fd);
    return answered;
}

static void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_remove(path) != 0)
            remove_folder(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

/* A test that is killed takes its snmpd along, where the system can do that. */
static void die_with_parent(gpointer data)
{
    (void)data;
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static void spawn(struct snmpd *snmpd)
{
    g_autofree char *program = find_snmpd();
    g_autofree char *file = g_build_filename(snmpd->folder, "snmpd.conf", NULL);
    g_autoptr(GError) error = NULL;
    char *arguments[] = {program, "-f", "-LF", "d", "/dev/null", "-C", "-c", file, "-I", "-smux", NULL};
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "SNMP_PERSISTENT_DIR", snmpd->folder, TRUE);
    environment = g_environ_setenv(environment, "MIBS", "", TRUE);
    if (!g_spawn_async(NULL, arguments, environment,
                       G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       die_with_parent, NULL, &snmpd->pid, &error))
        g_error("snmpd: %s", error->message);
}

struct snmpd *snmpd_start(const char *configuration, uint16_t port)
{
    struct snmpd *snmpd = g_new0(struct snmpd, 1);
    snmpd->port = port != 0 ? port : free_udp_port();
    snmpd->folder = g_dir_make_tmp("wiremap-snmpd-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(snmpd->folder, "snmpd.conf", NULL);
    g_autofree char *text =
        g_strdup_printf("agentaddress udp:127.0.0.1:%u\n%s\n", snmpd->port, configuration);
    if (!g_file_set_contents(file, text, -1, NULL))
        g_error("%s cannot be written", file);
    spawn(snmpd);
    for (int i = 0; i < 200; i++) {
        if (answers(snmpd->port))
            return snmpd;
        g_usleep(20000);
    }
    g_error("snmpd does not answer on port %u", snmpd->port);
}

uint16_t snmpd_port(const struct snmpd *snmpd)
{
    return snmpd->port;
}

void snmpd_stop(struct snmpd *snmpd)
{
    if (!snmpd)
        return;
    kill(snmpd->pid, SIGKILL);
    waitpid(snmpd->pid, NULL, 0);
    g_spawn_close_pid(snmpd->pid);
    remove_folder(snmpd->folder);
    g_free(snmpd->folder);
    g_free(snmpd);
}
