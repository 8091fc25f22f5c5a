#!/bin/sh
# The lint of the house: formatting, the layers, cppcheck, warnings of gcc and clang, clang-tidy. Arguments: C files.
set -u
cd "$(dirname "$0")/../.." || exit 2
make=${MAKE:-make}
bad=0

step() {
    title=$1
    shift
    if "$@" >build/lint/log 2>&1; then
        echo "lint: $title: clean"
    else
        echo "lint: $title: FAILED"
        grep -E 'error:|warning:|: note: .*(declared|called)|: (must|does|is not)' build/lint/log | sort -u | head -n 60
        cp build/lint/log "build/lint/$(echo "$title" | tr ' ' -).log"
        bad=1
    fi
}

only_sources() {
    for file in "$@"; do
        case $file in
        tests/*) ;;
        *.c) echo "$file" ;;
        esac
    done
}

tidy() {
    flags="-std=c11 -I. -D_GNU_SOURCE -DG_LOG_DOMAIN=\"wiremap\" $(pkg-config --cflags \
        glib-2.0 gio-2.0 libuv sqlite3 msgpack igraph libgvc libcgraph jansson libxml-2.0 libcrypto netsnmp |
        sed 's/-I/-isystem /g')"
    # shellcheck disable=SC2046,SC2086
    only_sources "$@" | xargs -P "$(nproc)" -n 4 sh -c 'flags=$0; clang-tidy --quiet "$@" -- $flags' "$flags"
}

both_compilers() {
    for compiler in gcc clang; do
        $make --no-print-directory -j"$(nproc)" all tests-build BUILD=build/lint/$compiler CC=$compiler OPTIMIZE=-O1 \
            VARIANT_FLAGS=-Werror || return 1
    done
}

mkdir -p build/lint
step "formatting" clang-format --dry-run --Werror "$@"
step "layers" sh tests/tools/check-layers.sh
# memleak does not understand g_autofree; the suite under AddressSanitizer finds leaks.
step "cppcheck" cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -I. -j "$(nproc)" \
    --enable=warning,performance,portability --library=gtk --suppress=missingIncludeSystem \
    --suppress=memleak --suppress=normalCheckLevelMaxBranches --suppress=unknownMacro $(only_sources "$@")
step "warnings of gcc and clang" both_compilers
step "clang-tidy" tidy "$@"
exit $bad
