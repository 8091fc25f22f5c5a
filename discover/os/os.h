/*
 * Network operating systems: which commands to ask, and how what they print becomes records and an
 * observation.
 *
 * One file per OS, data only: a struct os and its commands; its TextFSM templates lie in
 * discover/os/templates/ in ntc-templates' layout (an index file, PLATFORM_command.textfsm) and are embedded.
 * OSes are named as ntc-templates names platforms, with netmiko's device types as aliases.
 */
#ifndef DISCOVER_OS_H
#define DISCOVER_OS_H

#include "discover/cli_table.h"
#include "discover/os/structured.h"
#include "model/observation.h"

/* What the answer to a command tells. */
enum answer_kind {
    ANSWER_IDENTITY,   /* name, model, version, serial */
    ANSWER_INVENTORY,  /* components */
    ANSWER_INTERFACES, /* state, speed, MAC, descriptions */
    ANSWER_ADDRESSES,  /* addresses of the device itself */
    ANSWER_NEIGHBORS,  /* LLDP, CDP, ISDP, FDP, EDP, MNDP */
    ANSWER_OSPF,
    ANSWER_ISIS,
    ANSWER_BGP,
    ANSWER_EIGRP,
    ANSWER_ARP,
    ANSWER_FORWARDING, /* MAC address table */
    ANSWER_OTHER       /* a template is there, no row of an observation comes of it */
};

struct os_command {
    const char *text; /* as it is sent; read-only on every device, always */
    enum answer_kind kind;
    /* Commands of one group are alternatives, best first: the first that is not refused and tells something
     * ends the group. 0: always asked. */
    int group;
};

struct os {
    const char *name;           /* ntc-templates' platform: "cisco_ios" */
    const char *const *aliases; /* NULL-terminated; may be NULL */
    const char *vendor;         /* as inventory/vendor names it; may be NULL */
    const char *software;       /* the name of the system as inventory/vendor has it: "IOS"; may be NULL */
    bool has_exec;              /* one command per exec channel works; else an interactive shell is needed */
    const char *const
        *setup; /* NULL-terminated: paging off, width; never changes configuration; may be NULL */
    const struct os_command *commands;
    size_t command_count;
    const struct structured *structured; /* discover/os/structured.h: JSON and XML; may be NULL */
    size_t structured_count;
};

/* The OS of that name or alias; NULL when there is none. */
const struct os *os_find(const char *name);

/* Calls take for each OS, by name. */
void os_each(void (*take)(const struct os *os, void *user), void *user);

/* The probes that tell the OS apart, in the order in which they are asked until one decides: "show version",
 * "cat /etc/os-release", "display version", ...; NULL-terminated. */
extern const char *const os_probes[];

/* What banner, prompt and the texts of the probes asked so far (NULL where not asked) say; NULL: undecided.
 */
const struct os *os_detect(const char *banner, const char *prompt, const char *const *probe_texts);

/* Whether the text is a device's way to say that it does not know or does not allow the command. */
bool os_is_refusal(const char *text, size_t size);

/* The templates to parse with. */
struct template_set;

/* The embedded ones; then those of each folder (ntc-templates' layout, NULL-terminated; may be NULL), of
 * which the last that has a template for a command wins. */
struct template_set *template_set_new(const char *const *folders, GError **error);
void template_set_free(struct template_set *set); /* NULL is allowed */

/* Reads what a command printed. Abbreviated commands are understood as the index says ("sh lldp nei det");
 * the text may have prompt and echo around it. NOT_SUPPORTED when there is neither template nor mapping. Safe
 * from several threads at once. */
struct cli_table *os_parse(struct template_set *set, const struct os *os, const char *command,
                           const char *text, size_t size, GError **error);

/* What the answer to the command tells, known commands or not. */
enum answer_kind os_answer_kind(const struct os *os, const char *command);

/* Puts the records into the observation as rows of it; warnings name command and row. */
void os_record(const struct os *os, const char *command, const struct cli_table *table,
               struct observation *observation);

#endif
