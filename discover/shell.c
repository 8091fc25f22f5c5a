#include "discover/shell.h"

bool shell_run(struct shell *shell, const char *command, GString *output, GError **error)
{
    g_string_truncate(output, 0);
    return shell->operations->run(shell, command, output, error);
}

bool shell_prepare(struct shell *shell, const struct os *os, GError **error)
{
    return !shell->operations->prepare || shell->operations->prepare(shell, os, error);
}

void shell_free(struct shell *shell)
{
    if (shell)
        shell->operations->free(shell);
}
