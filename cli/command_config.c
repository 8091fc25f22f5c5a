#include "cli/command.h"
#include "cli/config.h"
#include "cli/output.h"

#include <stdio.h>
#include <string.h>

static void print_value(const char *key, const char *text)
{
    g_autofree char *name = g_strdelimit(g_strdup(key), "_", '-');
    g_autofree char *inert = output_inert(text);
    printf("%s = %s\n", name, inert);
}

static void print_list(const char *key, const json_t *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    size_t i;
    const json_t *item;
    json_array_foreach(list, i, item)
        g_string_append_printf(text, "%s%s", i > 0 ? ";" : "", json_string_value(item));
    if (text->len > 0)
        print_value(key, text->str);
}

static void print_group(json_t *group)
{
    const char *key;
    json_t *value;
    json_object_foreach(group, key, value)
    {
        g_autofree char *number = json_is_number(value) ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
        if (json_is_array(value))
            print_list(key, value);
        else if (json_is_true(value))
            print_value(key, "(set)");
        else if (strcmp(key, "name") != 0)
            print_value(key, number != NULL ? number : json_string_value(value));
    }
}

static void print_named_groups(const char *kind, const json_t *groups)
{
    size_t i;
    json_t *group;
    json_array_foreach(groups, i, group)
    {
        g_autofree char *name = output_inert(json_string_value(json_object_get(group, "name")));
        printf("\n[%s %s]\n", kind, name);
        print_group(group);
    }
}

static void print_config(json_t *object)
{
    const char *path = json_string_value(json_object_get(object, "path"));
    g_autofree char *inert = output_inert(path);
    printf("# %s\n[discover]\n", path != NULL ? inert : "no configuration file: the defaults");
    json_t *discover = json_object_get(object, "discover");
    print_group(discover);
    if (json_array_size(json_object_get(discover, "scope")) == 0)
        puts("# scope: private address space (RFC 1918, RFC 4193) and the seeds");
    print_named_groups("credential", json_object_get(object, "credentials"));
    print_named_groups("site", json_object_get(object, "sites"));
}

static int check(const struct cli *cli, bool as_json)
{
    struct config config;
    GError *error = NULL;
    if (!config_load(cli->config, &config, &error)) {
        command_failed(error);
        return EXIT_USAGE;
    }
    json_t *object = config_to_json(&config);
    config_clear(&config);
    bool is_written;
    if (as_json) {
        is_written = output_json(object, &error);
    } else {
        print_config(object);
        json_decref(object);
        is_written = output_flush(&error);
    }
    return is_written ? EXIT_DONE : command_failed(error);
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
                                    G_OPTION_ENTRY_NULL};
    int status;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc < 2)
        return command_usage(command, "what about it? There is 'check'");
    if (strcmp(argv[1], "check") != 0)
        return command_usage(command, "'%s' is unknown; there is 'check'", argv[1]);
    if (argc > 2)
        return command_usage(command, "'%s' is too much", argv[2]);
    return check(cli, as_json);
}

const struct command command_config = {
    .name = "config",
    .arguments = "check",
    .summary = "tell whether the configuration is sound, and what is in effect",
    .details = "The file is that of --config, else $XDG_CONFIG_HOME/wiremap/wiremap.conf, else\n"
               "/etc/wiremap.conf; wiremap.conf(5) tells what may be in it. Secrets are not printed. A\n"
               "file that holds secrets and that others can read is refused.\n"
               "\n"
               "Exit status: 0 sound, 2 not: the message names the file, the line, the group and the key.\n"
               "\n"
               "Example:\n"
               "  wiremap --config ./wiremap.conf config check\n",
    .run = run,
};
