#!/bin/sh
# The rules of the house that a compiler does not check: who may include whom, and which library lives in which
# file. Prints each breach and exits 1 when there is one.
set -u
cd "$(dirname "$0")/../.." || exit 2
breaches=0

breach() {
    echo "$1" >&2
    breaches=$((breaches + 1))
}

# allowed LAYER: the layers that it may include from.
allowed() {
    case $1 in
    model) echo "model" ;;
    inventory) echo "model inventory" ;;
    graph) echo "model inventory graph" ;;
    render) echo "model inventory graph render" ;;
    discover) echo "model inventory discover" ;;
    cli) echo "model inventory graph render discover cli" ;;
    esac
}

for layer in model inventory graph render discover cli; do
    for file in $(find "$layer" -name '*.[ch]'); do
        for included in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
            case " $(allowed $layer) " in
            *" ${included%%/*} "*) ;;
            *) breach "$file: $layer must not include \"$included\"" ;;
            esac
            [ -e "$included" ] || breach "$file: \"$included\" is not written from the root"
        done
    done
done

# library HEADER-PATTERN ALLOWED-PATTERN: sources that may include a library's headers.
library() {
    for file in $(grep -rlE "^#include <($1)" --include='*.[ch]' model inventory graph render discover cli); do
        echo "$file" | grep -qE "^($2)\$" || breach "$file: <$1> does not belong here"
    done
}
library 'net-snmp/' 'discover/usm\.c'
library 'libssh/' 'discover/ssh_link\.c'
library 'pcre2' 'discover/regex\.c'
library 'graphviz/|gvc|cgraph' 'render/(graphviz|dot_import)\.c'
library 'sqlite3' 'inventory/database\.c'
library 'libpq' 'inventory/inventory_postgresql\.c'
library 'igraph' 'graph/[a-z_]+\.c'

# Only the command line prints.
for file in $(grep -rlE '\b(printf|puts|g_print|g_printerr|perror|fprintf) ?\(' --include='*.c' model inventory graph render discover); do
    breach "$file: prints; only cli/ does"
done

[ "$breaches" -eq 0 ] || { echo "check-layers: $breaches breaches" >&2; exit 1; }
echo "layers: sound"
