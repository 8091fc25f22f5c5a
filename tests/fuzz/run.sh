#!/bin/sh
# Builds every fuzz target with clang's libFuzzer and runs each for FUZZ_SECONDS on a copy of its seeds.
set -eu
seconds=${FUZZ_SECONDS:-60}
make=${MAKE:-make}
$make --no-print-directory fuzzers BUILD=build/fuzz CC=clang OPTIMIZE='-O1 -g' \
    VARIANT_FLAGS='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
found=0
for target in build/fuzz/fuzzers/fuzz_*; do
    name=$(basename "$target")
    corpus=build/fuzz/corpus/$name
    mkdir -p "$corpus" build/fuzz/findings
    echo "== $name for $seconds s"
    if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/findings/$name-" "$corpus" tests/fuzz/seeds/"${name#fuzz_}" \
        >"build/fuzz/$name.log" 2>&1; then
        found=1
        echo "FAILED: see build/fuzz/$name.log and build/fuzz/findings" >&2
    fi
    grep -E 'number_of_executed_units|new_units_added' "build/fuzz/$name.log" | sed 's/^/   /'
done
exit $found
